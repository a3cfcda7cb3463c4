"""What a named speaker said in public without a day of its own, by the day of the article.

A news conference, a statement, a broadcast took place no later than the article's declared day; it
is folded, since only its bound is known.

    readings' attributions ──declared day of the article──▶ Event(said-by-then)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sayso.findings.case import Case
from sayso.findings.facts.board import Board
from sayso.findings.origins.origins import count
from sayso.findings.tellings.tellings import finding_id, headline_of, telling
from sayso.lexicon import words
from sayso.model import Document, Event, Passage, Quote, Reading, Reason, Telling
from sayso.spans import sentence_of

# "on CNN's “State of the Union”": a programme, broadcast as the article is written
_PROGRAMME = re.compile(r"\bon\s+(?:[\w’'.-]+\s+){0,3}[“\"‘][A-Z]")
_EARLIER = re.compile(
    r"\b(?:had|once|previously|last|ago|years?|months?|weeks?|back in|recalled|used to)\b", re.I
)
_SAID = frozenset(("said", "claimed", "denied", "confirmed", "warned", "promised", "wrote"))
_SHORT, _LONG = 40, 400  # characters of a sentence that can stand on the timeline


def said_in_public(board: Board, dated: Sequence[Event]) -> Iterator[Event]:
    """What named speakers said on an occasion of the article's day, one entry a speaker and day;
    nothing of a speaker whose words of that day `dated` shows.
    """
    case = board.case
    days = {day.doc_id: day.best for day in case.days if day.best and not day.inferred}
    spoken = {
        (at.doc_id, at.start) for event in dated for t in event.tellings for at in (t.sentence,)
    }
    taken = {(a, e.latest) for e in dated if e.latest == e.earliest for a in e.actors}
    held: dict[tuple[str, date], list[Telling]] = defaultdict(list)
    for doc, reading in zip(case.documents, case.readings, strict=True):
        day = days.get(doc.id)
        if day is None or case.family_of[doc.id] != doc.id:
            continue
        for voice, sentence, quote in _public(case, doc, reading):
            if (voice, day) not in taken and (doc.id, sentence.start) not in spoken:
                held[voice, day].append(telling(reading, (sentence, sentence), quote))
    for (voice, day), told in sorted(held.items()):
        yield _by(board, voice, day, list({t.at: t for t in told}.values()))


def _public(case: Case, doc: Document, reading: Reading) -> Iterator[tuple[str, Passage, Quote]]:
    dated = [t.at for t in reading.times if t.earliest is not None]
    for quote in reading.quotes:
        if quote.anonymous or quote.low_confidence or quote.manner not in _SAID or not quote.cue:
            continue
        sentence = sentence_of(reading.sentences, quote.cue[0])
        voice = case.voices.key_of(quote)
        if sentence is None or voice not in case.who_can_speak or doc.part_at(sentence):
            continue
        if any(sentence.overlaps(at) for at in dated) or not _SHORT <= len(sentence) <= _LONG:
            continue
        if _on_occasion(sentence.cut(doc.text)):
            yield voice, sentence, quote


def _on_occasion(printed: str) -> bool:
    if _EARLIER.search(printed):
        return False
    lowered = printed.lower()
    public = any(f" {occasion}" in lowered for occasion in words("occasions"))
    return public or bool(_PROGRAMME.search(printed))


def _by(board: Board, voice: str, day: date, told: Sequence[Telling]) -> Event:
    """No earlier bound is known: the article only tells that it was said by then."""
    first = min(told, key=lambda t: (t.low_confidence, t.at))
    return Event(
        id=finding_id("e", day.isoformat(), told),
        value=day.isoformat(),
        earliest=None,
        latest=day,
        inferred=False,
        status="happened",
        what=headline_of(board.case, first.at),
        actors=(voice,),
        tellings=tuple(told),
        origins=count(board.case, told).origins,
        why=(Reason("said-by-then", (day,), (first.at,)),),
        minor=True,
    )
