"""Quotations laid side by side: the same words printed differently, or put into two mouths; and who
reported first.

quotes ──folded alignment──▶ one quotation? ──▶ wording · attribution
relays of one thing ──outlets named──▶ attribution
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import Indel

from sayso.alignment import align
from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.origins.voices import outlet_key
from sayso.findings.tellings.tellings import shown, telling
from sayso.groups import joined, led
from sayso.lexicon import frequency
from sayso.model import Passage, Quote, Reading, Reason, Relay, Telling, Verdict
from sayso.spans import sentence_of
from sayso.text import fold, fold_words, windows

_LEAST = 24  # folded characters from which a quotation can be recognised again
_SEED = 12  # folded characters of a seed; two or three words
_SHARED_WORDS = 4  # rare words from which two credited reports are taken for one report
# quotations that share one run of characters; more is a formula, not a quotation told again
_REFRAIN = 200
_CUT = re.compile(r"…|\.\s?\.\s?\.|\[[^\]]*\]|\([^)]*\)")


@dataclass(frozen=True, slots=True)
class _Printed:
    reading: Reading
    quote: Quote
    at: Passage
    words: tuple[str, ...]
    family: str
    sentence: Passage


def wordings_differ(board: Board) -> Sequence[Draft]:
    """One quotation whose printed words are not the same in two texts, or that two speakers are
    given.
    """
    printed = [p for reading in board.case.readings for p in _printed(board, reading)]
    same = (
        (i, j)
        for i, j in _meeting(printed)
        if printed[i].family != printed[j].family and _one_quotation(board, printed[i], printed[j])
    )
    drafts: list[Draft] = []
    for places in joined(same):
        group = [printed[n] for n in places]
        drafts.extend(_wording(board, group))
        drafts.extend(_mouths(board, group))
    return drafts


def _meeting(printed: Sequence[_Printed]) -> list[tuple[int, int]]:
    """Pairs of quotations that share a run of folded characters at all."""
    places: dict[int, list[int]] = {}
    for n, one in enumerate(printed):
        for run in set(windows(fold(" ".join(one.words)).codes, _SEED).tolist()):
            places.setdefault(run, []).append(n)
    return sorted(
        {pair for met in places.values() if len(met) <= _REFRAIN for pair in combinations(met, 2)}
    )


def _printed(board: Board, reading: Reading) -> Iterator[_Printed]:
    if board.case.family_of[reading.doc_id] != reading.doc_id:
        return  # a copy prints its original's words
    text = board.case.texts[reading.doc_id]
    for quote in reading.quotes:
        for at in quote.quoted:
            words = tuple(w for w, _, _ in fold_words(at.cut(text)))
            if sum(map(len, words)) >= _LEAST and not quote.part:
                family = board.case.family_of[reading.doc_id]
                sentence = sentence_of(reading.sentences, at) or at
                yield _Printed(reading, quote, at, words, family, sentence)


def _one_quotation(board: Board, a: _Printed, b: _Printed) -> bool:
    """The shorter one's characters stand in the longer one, most of them in runs."""
    if _speaker(board, a) != _speaker(board, b) and not (
        _plainly_given(board, a) and _plainly_given(board, b)
    ):
        return False
    one, two = fold(" ".join(a.words)), fold(" ".join(b.words))
    shared = align(one, two, width=_SEED, least=_SEED)
    return max(shared.share_a(), shared.share_b()) >= board.options.same_words


def _speaker(board: Board, printed: _Printed) -> str:
    return board.case.voices.key(printed.quote.speaker or "")


def _wording(board: Board, group: Sequence[_Printed]) -> Iterator[Draft]:
    """Sides by the words themselves; words that merely begin or end elsewhere are one wording."""
    sides = led(
        sorted(group, key=lambda p: (-len(p.words), p.at)),
        lambda one, side: _within(one.words, side[0].words),
    )
    if len(sides) < 2:
        return
    sides.sort(key=lambda s: (-len(s), s[0].at))
    texts = [s[0].at.cut(board.case.texts[s[0].at.doc_id]) for s in sides]
    cut = any(_CUT.search(t) for t in texts)
    verdict: Verdict = "precision" if cut else "real"
    edit = _difference(sides[0][0].words, sides[1][0].words)
    reason = Reason("wording", ("cut" if cut else "whole", *edit), tuple(p.at for p in group))
    tellings = tuple(tuple(_told(board, p) for p in side) for side in sides)
    values = tuple(shown(board.case, side[0].at) for side in sides)
    speaker = group[0].quote.speaker or "the source"
    yield Draft("wording", verdict, f"the words of {speaker}", values, tellings, (reason,))


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    size = len(short)
    return any(long[i : i + size] == short for i in range(len(long) - size + 1))


def _difference(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    """The first words that differ, of both; none where they begin or end differently."""
    for edit in Indel.opcodes(one, two):
        if edit.tag != "equal" and edit.src_start > 0 and edit.dest_start > 0:
            mine = one[max(0, edit.src_start - 2) : edit.src_end + 3]
            yours = two[max(0, edit.dest_start - 2) : edit.dest_end + 3]
            return " ".join(mine), " ".join(yours)
    return ()


def _mouths(board: Board, group: Sequence[_Printed]) -> Iterator[Draft]:
    """The same words given to two named speakers."""
    sides: dict[str, list[_Printed]] = {}
    for one in group:
        if one.quote.speaker and _plainly_given(board, one):
            sides.setdefault(board.case.voices.key(one.quote.speaker), []).append(one)
    if len(sides) < 2:
        return
    keys = sorted(sides, key=lambda k: (-len(sides[k]), k))[:2]
    tellings = tuple(tuple(_told(board, p, value=p.quote.speaker) for p in sides[k]) for k in keys)
    values = tuple(sides[k][0].quote.speaker or k for k in keys)
    reason = Reason("attribution", values)
    yield Draft("attribution", "real", "who said it", values, tellings, (reason,))


def _plainly_given(board: Board, printed: _Printed) -> bool:
    """The name itself stands at the cue; a speaker found through "he" is not sure enough to
    contradict another text.
    """
    quote = printed.quote
    if not quote.speaker or quote.anonymous or not quote.cue or not quote.source:
        return False
    text = board.case.texts[printed.at.doc_id]
    if board.case.voices.key(quote.speaker) not in board.case.people:
        return False
    beside = {w for at in quote.source for w, _, _ in fold_words(at.cut(text))}
    return fold_words(quote.speaker)[-1][0] in beside


def _told(board: Board, printed: _Printed, value: str | None = None) -> Telling:
    norm = " ".join(printed.words) if value is None else board.case.voices.key(value)
    place = (printed.at, printed.sentence)
    shown_as = value or shown(board.case, printed.at)
    return telling(printed.reading, place, printed.quote, value=shown_as, norm=norm)


# ---- who reported it first -------------------------------------------------


def first_reports_differ(board: Board) -> Sequence[Draft]:
    """Two texts credit one report to different outlets."""
    relays = [
        (reading, relay)
        for reading in board.case.readings
        if board.case.family_of[reading.doc_id] == reading.doc_id
        for relay in reading.relays
    ]
    sides: dict[str, list[tuple[Reading, Relay]]] = {}
    for reading, relay in relays:
        sides.setdefault(reading.doc_id, []).append((reading, relay))
    drafts = []
    for one, two in combinations(sorted(sides), 2):
        pair = _about_one_thing(board, sides[one], sides[two])
        if pair:
            drafts.append(_credited(board, *pair))
    return drafts[:1]


_Credits = list[tuple[Reading, Relay]]


def _about_one_thing(
    board: Board, one: _Credits, two: _Credits
) -> tuple[_Credits, _Credits] | None:
    """The relays of two texts that credit the same thing, where at least one claims to name the
    first report.
    """
    if board.case.family_of[one[0][0].doc_id] == board.case.family_of[two[0][0].doc_id]:
        return None
    matched = [
        (a, b)
        for a in one
        for b in two
        if _same_subject(board, a[1], b[1]) and (a[1].first or b[1].first)
    ]
    if not matched:
        return None
    mine = [a for a in one if any(_near_by(a, m) for m, _ in matched)]
    yours = [b for b in two if any(_near_by(b, m) for _, m in matched)]
    if _outlets(board, mine) == _outlets(board, yours):
        return None
    return mine, yours


def _near_by(a: tuple[Reading, Relay], b: tuple[Reading, Relay]) -> bool:
    return a[1].about.overlaps(b[1].about)


def _outlets(board: Board, credited: _Credits) -> set[str]:
    return {outlet_key(board.case, relay.origin) for _, relay in credited}


def _same_subject(board: Board, a: Relay, b: Relay) -> bool:
    """The sentences that credit, each with the sentence after it, share enough rare words."""
    return len(_rare(board, a) & _rare(board, b)) >= _SHARED_WORDS


def _rare(board: Board, relay: Relay) -> frozenset[str]:
    sentences = next(r.sentences for r in board.case.readings if r.doc_id == relay.at.doc_id)
    here = next((n for n, s in enumerate(sentences) if s.end > relay.at.start), len(sentences))
    text = board.case.texts[relay.at.doc_id]
    return _rare_words(" ".join(s.cut(text) for s in sentences[here : here + 2]))


@lru_cache(maxsize=1024)
def _rare_words(text: str) -> frozenset[str]:
    return frozenset(
        w
        for w, _, _ in fold_words(text)
        if len(w) > 3 and frequency.idf(w) > 0.25 * frequency.idf("")
    )


def _credited(board: Board, one: _Credits, two: _Credits) -> Draft:
    sides: list[tuple[Telling, ...]] = []
    values: list[str] = []
    for credited in (one, two):
        told = sorted(credited, key=lambda c: c[1].at)
        values.append(" and ".join(dict.fromkeys(relay.origin for _, relay in told)))
        sides.append(tuple(_credit(reading, relay, values[-1]) for reading, relay in told))
    places = tuple(telling.at for side in sides for telling in side)
    topic = "who first reported it"
    return Draft(
        "attribution",
        "real",
        topic,
        tuple(values),
        tuple(sides),
        (Reason("first-report", tuple(values), places),),
    )


def _credit(reading: Reading, relay: Relay, value: str) -> Telling:
    """One outlet named: each is an origin of its own, also where a text names several."""
    sentence = sentence_of(reading.sentences, relay.at) or relay.at
    return Telling(relay.at, sentence, via=(relay.origin,), value=value)
