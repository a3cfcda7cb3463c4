"""Units as tellings: what a finding shows of each place where something is told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.findings.case import Case
from sayso.findings.tellings.units import Unit
from sayso.model import Passage, Quantity, Quote, Reading, Telling
from sayso.say_so import holder_of


def tellings(
    unit: Unit, *, value: str | None = None, norm: str | None = None
) -> tuple[Telling, ...]:
    """The telling of one unit and, after it, those of its copies."""
    own = telling(unit.reading, (unit.at, unit.sentence), unit.quote, value=value, norm=norm)
    own = replace(own, low_confidence=unit.low_confidence)
    return (own, *(_echo(*echo, value=value, norm=norm) for echo in unit.echoes))


def _echo(
    reading: Reading, at: Passage, sentence: Passage, *, value: str | None, norm: str | None
) -> Telling:
    claim = next((c for c in reading.claims if c.at == at), None)
    quote = None if claim is None or claim.quote is None else reading.quotes[claim.quote]
    told = telling(reading, (at, sentence), quote, value=value, norm=norm)
    return replace(told, low_confidence=bool(claim and claim.low_confidence))


_OWN = (
    0.25  # share of an attributed stretch that its outer voice must add to be the one who says it
)
_SAID = 0.6  # share of a stretch, its cue and source left out, that one attribution must hold


def said_there(reading: Reading, at: Passage) -> Quote | None:
    """The attribution that holds most of a whole sentence, alone or with others by the same
    speaker: its words are somebody's though the sentence as a whole is the writer's.
    """
    inside = [
        quote
        for quote in reading.quotes
        if quote.doc_id == at.doc_id
        and quote.speech
        and quote.manner not in ("asked", "declined")  # a request says of nothing that it is so
        and any(at.overlaps(p) for p in quote.content)
    ]
    said: dict[str | None, list[Quote]] = {}
    for quote in inside:
        said.setdefault(holder_of(quote), []).append(quote)
    best: list[Quote] = []
    for quotes in said.values():
        aside = {p for quote in quotes for p in (*quote.source, *quote.cue)}
        words = _covered(at, (p for quote in quotes for p in quote.content))
        least = _SAID * max(1, len(at) - len(_covered(at, aside) - words))
        if len(words) >= least and (not best or len(words) < _held(at, best)):
            best = quotes
    return max(best, key=lambda quote: _held(at, [quote]), default=None)


def _nearest(reading: Reading, at: Passage, quote: Quote) -> Quote:
    """The voice inside another's, where the outer one does little more than hand it on: “she quoted
    the mayor as saying that …”.
    """
    inner = [
        other
        for other in reading.quotes
        if other is not quote
        and other.speech
        and other.content
        and all(at.covers(p) for p in other.content)
    ]
    for other in sorted(inner, key=lambda q: -_held(at, [q])):
        own = len(_covered(at, (*other.content, *other.source, *other.cue)))
        if other.content != quote.content and own >= (1 - _OWN) * len(at):
            return other
    return quote


def _held(at: Passage, quotes: Sequence[Quote]) -> int:
    return len(_covered(at, (p for quote in quotes for p in quote.content)))


def _covered(at: Passage, passages: Iterable[Passage]) -> set[int]:
    """The characters of a stretch that lie in passages."""
    return {n for p in passages for n in range(max(at.start, p.start), min(at.end, p.end))}


def telling(
    reading: Reading,
    place: tuple[Passage, Passage],
    quote: Quote | None,
    *,
    value: str | None = None,
    norm: str | None = None,
) -> Telling:
    """What stands at `place` (words, sentence), on the say-so of `quote`; where nobody is named, on
    that of the outlets whose report the article hands on there.
    """
    at, sentence = place
    quote = _nearest(reading, at, quote) if quote and quote.speech else said_there(reading, at)
    holder = holder_of(quote) if quote else None
    via = quote.via if quote else ()
    if holder is None:
        handed_on = (r.origin for r in reading.relays if r.about.overlaps(at))
        via = (*via, *(origin for origin in handed_on if origin not in via))
    return Telling(
        at=at,
        sentence=sentence,
        holder=holder,
        anonymous=bool(quote and quote.anonymous),
        via=via,
        value=value,
        norm=norm,
        low_confidence=bool(quote and quote.low_confidence),
    )


def amount(case: Case, quantity: Quantity) -> tuple[str, str]:
    """An amount as printed and what it stands for ("around 5,000", "5000")."""
    return quantity.at.cut(case.texts[quantity.at.doc_id]), f"{quantity.value:.12g}"


def shown(case: Case, at: Passage) -> str:
    """A passage on one line."""
    return " ".join(at.cut(case.texts[at.doc_id]).split())


_LEADS = re.compile(
    r"^(?:that|because|as(?! (?:many|much|few|little) as\b)|and|but|,)\s+", re.IGNORECASE
)


def headline_of(case: Case, at: Passage) -> str:
    """A claim as a heading: on one line, without the word that tied it to its sentence.

    The words stay the article's own; only "that" and its like are left off and a quotation left
    open is closed.
    """
    text = _LEADS.sub("", shown(case, at)).rstrip(" ,;:")
    if text.count("“") > text.count("”"):
        text += "”"
    return text[:1].upper() + text[1:]


def finding_id(letter: str, kind: str, tellings: Sequence[Telling]) -> str:
    """A short id that depends only on the kind and on the places a finding rests on."""
    places = sorted(f"{t.at.doc_id}:{t.at.start}:{t.at.end}" for t in tellings)
    return letter + hashlib.sha256("\n".join([kind, *places]).encode()).hexdigest()[:8]
