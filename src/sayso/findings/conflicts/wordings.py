"""Quotations laid side by side: the same words printed differently, or put into two mouths.

quotes ──words in common──▶ pairs ──printed.shared──▶ one quotation? ──▶ wording · attribution
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.fuzz import ratio

from sayso.findings.conflicts.drafts import Draft
from sayso.findings.conflicts.printed import (
    Difference,
    Shared,
    Word,
    edit_words,
    shared,
    spelled,
    spot,
    weighty,
)
from sayso.findings.facts.board import Board
from sayso.findings.tellings.tellings import shown, telling
from sayso.model import Passage, Quote, Reading, Reason, Telling, Verdict
from sayso.say_so import folded
from sayso.spans import sentence_of
from sayso.text import fold_words

_NEAR = 3  # words of weight within which two of them make a trace of a quotation
# quotations that share one trace; more is a formula, not a quotation told again
_REFRAIN = 200
_WEIGHT = 9.0  # rarity (sum of idf) of the words that one speaker's two quotations must share
_EQUAL = 6  # equal words, common ones too, that do as well
# words by which both may go on differently; more are two sayings that share a phrase
_BEYOND = 2
_LONG_RUN = 12  # equal words that make them one saying all the same
_HALF = 0.5  # share of the shorter quotation that must be equal, up to a long run
_WORDS = 8  # equal words that tie quotations together where nobody is named
_MOUTHS = 6  # equal words in a row from which one quotation stands in two mouths
_ONE_NAME = 85  # per cent of letters from which two surnames are one, misspelt
_WHOLE = 0.8  # share of the shorter quotation that must then be equal


@dataclass(frozen=True, slots=True)
class _Printed:
    reading: Reading
    quote: Quote
    at: Passage
    words: tuple[Word, ...]
    family: str
    sentence: Passage


@dataclass(frozen=True, slots=True)
class _Pair:
    one: int
    two: int
    shared: Shared
    differs: Difference


def wordings_differ(board: Board) -> Sequence[Draft]:
    """One quotation whose printed words are not the same in two texts, or that two speakers are
    given.
    """
    printed = [p for reading in board.case.readings for p in _printed(board, reading)]
    return [*_worded_apart(board, printed), *_two_mouths(board, printed)]


def _printed(board: Board, reading: Reading) -> Iterator[_Printed]:
    family = board.case.family_of[reading.doc_id]
    if family != reading.doc_id:
        return  # a copy prints its original's words
    text = board.case.texts[reading.doc_id]
    for quote in filter(lambda q: q.speech, reading.quotes):
        for at in quote.quoted:
            words = spelled(at.cut(text))
            if len(weighty(words)) > 1 and not quote.part:
                sentence = sentence_of(reading.sentences, at) or at
                yield _Printed(reading, quote, at, words, family, sentence)


def _meeting(
    printed: Sequence[_Printed], traces: Sequence[set[Hashable]]
) -> Iterator[tuple[int, int]]:
    """Pairs of quotations of two texts that share a trace."""
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for n, found in enumerate(traces):
        for trace in found:
            places[trace].append(n)
    pairs = {p for met in places.values() if len(met) <= _REFRAIN for p in combinations(met, 2)}
    return ((i, j) for i, j in sorted(pairs) if printed[i].family != printed[j].family)


# ---- one speaker -------------------------------------------------------------


def _worded_apart(board: Board, printed: Sequence[_Printed]) -> Iterator[Draft]:
    """The pairs that share most stand first; a quotation stands in one card. What a text prints to
    the word is not set against what it prints beside it.
    """
    traces = [_near_words(board, p) for p in printed]
    meeting = list(_meeting(printed, traces))
    whole = {
        (n, printed[m].family)
        for i, j in meeting
        for n, m in ((i, j), (j, i))
        if _within(printed[n], printed[m])
        or (
            _within(printed[m], printed[n])
            and len(printed[m].words) >= _WHOLE * len(printed[n].words)
        )
    }
    pairs = [
        pair
        for i, j in meeting
        if whole.isdisjoint({(i, printed[j].family), (j, printed[i].family)})
        and (pair := _pair(board, printed, (i, j)))
    ]
    pairs.sort(key=lambda p: (-p.shared.weight, p.one, p.two))
    used: set[int] = set()
    for pair in pairs:
        if not used & {pair.one, pair.two}:
            sides = _sides(printed, pair, pairs)
            used.update(n for side in sides for n in side)
            yield _wording(board, printed, pair, sides)


def _near_words(board: Board, printed: _Printed) -> set[Hashable]:
    """Any two words of weight that stand near each other, in the mouth of one surname."""
    said = weighty(printed.words)
    name = folded(printed.quote.speaker or "").split()[-1:]
    return {
        (*name, *sorted((word, other)))
        for n, word in enumerate(said)
        for other in said[n + 1 : n + _NEAR]
    }


def _pair(board: Board, printed: Sequence[_Printed], places: tuple[int, int]) -> _Pair | None:
    one, two = (printed[n] for n in places)
    if not _one_speaker(board, one.quote, two.quote):
        return None
    found = shared(one.words, two.words, least=board.options.same_words)
    if not found or not found.differences or _within(one, two) or _within(two, one):
        return None
    if found.weight < _WEIGHT and found.equal < _EQUAL:
        return None
    if found.beyond > _BEYOND and found.equal < _LONG_RUN:
        return None
    shorter = min(len(one.words), len(two.words))
    if found.equal < min(_LONG_RUN, _HALF * shorter):
        return None  # a phrase that one speaker uses in two speeches
    unnamed = not one.quote.speaker or one.quote.anonymous or two.quote.anonymous
    if unnamed and found.equal < _WORDS:
        return None
    differs = min(found.differences, key=lambda d: (d.cut, d.light))
    return _Pair(*places, found, differs)


def _within(one: _Printed, two: _Printed) -> bool:
    """All words of the one stand in the other, which begins before or goes on."""
    return _holds(two.words, tuple(w.norm for w in one.words))


def _one_speaker(board: Board, one: Quote, two: Quote) -> bool:
    """One key; or one name printed with and without an initial or a title."""
    if bool(one.speaker) != bool(two.speaker):
        return False
    key = board.case.voices.key
    if key(one.speaker or "") == key(two.speaker or ""):
        return True
    a, b = (folded(q.speaker or "").split() for q in (one, two))
    return a[-1:] == b[-1:] and (set(a) <= set(b) or set(b) <= set(a))


def _sides(
    printed: Sequence[_Printed], pair: _Pair, pairs: Sequence[_Pair]
) -> tuple[list[int], ...]:
    """Who prints the one, who prints the other, and at most one side that differs from both."""
    spots = (
        spot(printed[pair.one].words, pair.differs.one),
        spot(printed[pair.two].words, pair.differs.two),
    )
    sides: tuple[list[int], ...] = ([pair.one], [pair.two], [])
    met = {frozenset((p.one, p.two)) for p in pairs}
    near = {n for p in pairs for n in (p.one, p.two)} - {pair.one, pair.two}
    for n in sorted(near):
        apart = [frozenset((n, own)) in met for own in (pair.one, pair.two)]
        if apart == [False, True] and _holds(printed[n].words, spots[0]):
            sides[0].append(n)
        elif apart == [True, False] and _holds(printed[n].words, spots[1]):
            sides[1].append(n)
        elif all(apart) and not sides[2]:
            sides[2].append(n)
    return tuple(side for side in sides if side)


def _holds(said: Sequence[Word], words: tuple[str, ...]) -> bool:
    norms = tuple(w.norm for w in said)
    return any(norms[n : n + len(words)] == words for n in range(len(norms) - len(words) + 1))


def _wording(
    board: Board, printed: Sequence[_Printed], pair: _Pair, sides: Sequence[Sequence[int]]
) -> Draft:
    differs = pair.differs
    edit = (
        edit_words(printed[pair.one].words, differs.one),
        edit_words(printed[pair.two].words, differs.two),
    )
    verdict: Verdict = "precision" if differs.cut or differs.light else "real"
    places = tuple(printed[n].at for side in sides for n in side)
    reason = Reason("wording", ("cut" if differs.cut else "whole", *edit), places)
    tellings = tuple(tuple(_told(board, printed[n]) for n in side) for side in sides)
    values = tuple(shown(board.case, printed[side[0]].at) for side in sides)
    speaker = printed[pair.one].quote.speaker or "the source"
    return Draft("wording", verdict, f"the words of {speaker}", values, tellings, (reason,))


# ---- two speakers ------------------------------------------------------------


def _two_mouths(board: Board, printed: Sequence[_Printed]) -> Iterator[Draft]:
    """The same words given to two named speakers."""
    plain = [p for p in printed if _plainly_given(board, p)]
    sides: dict[tuple[str, str], tuple[list[_Printed], list[_Printed]]] = {}
    for i, j in _meeting(plain, [_rows(p) for p in plain]):
        one, two = plain[i], plain[j]
        other = _other_person(board, one.quote, two.quote) and not _hands_on(board, one, two)
        if other and _one_quotation(one, two):
            keys = [board.case.voices.key(p.quote.speaker or "") for p in (one, two)]
            first, second = (one, two) if keys[0] < keys[1] else (two, one)
            held = sides.setdefault((min(keys), max(keys)), ([], []))
            held[0].append(first)
            held[1].append(second)
    for pair in sides.values():
        yield _mouths(board, pair)


def _mouths(board: Board, sides: tuple[list[_Printed], list[_Printed]]) -> Draft:
    own = [list(dict.fromkeys(side)) for side in sides]
    own.sort(key=lambda side: (-len(side), side[0].at))
    values = tuple(side[0].quote.speaker or "" for side in own)
    tellings = tuple(tuple(_told(board, p, value=p.quote.speaker) for p in side) for side in own)
    reason = Reason("attribution", values)
    return Draft("attribution", "real", "who said it", values, tellings, (reason,))


def _rows(printed: _Printed) -> set[Hashable]:
    norms = [w.norm for w in printed.words]
    return {tuple(norms[n : n + _MOUTHS]) for n in range(len(norms) - _MOUTHS + 1)}


def _other_person(board: Board, one: Quote, two: Quote) -> bool:
    """Two people of the story; with one surname, or nearly one, they are more likely one, misread
    or misspelt.
    """
    key = board.case.voices.key
    a, b = (folded(q.speaker or "").split()[-1] for q in (one, two))
    return key(one.speaker or "") != key(two.speaker or "") and ratio(a, b) < _ONE_NAME


def _hands_on(board: Board, one: _Printed, two: _Printed) -> bool:
    """ "“Oru said: stop,” Brandt said": one tells of the other's words, and both may be named."""
    return any(
        {w for w, _, _ in fold_words(a.sentence.cut(board.case.texts[a.at.doc_id]))}
        & set(folded(b.quote.speaker or "").split()[-1:])
        for a, b in ((one, two), (two, one))
    )


def _one_quotation(one: _Printed, two: _Printed) -> bool:
    found = shared(one.words, two.words)
    least = min(len(one.words), len(two.words))
    return found is not None and found.equal >= max(_MOUTHS, _WHOLE * least)


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
    norm = (
        " ".join(w.norm for w in printed.words) if value is None else board.case.voices.key(value)
    )
    place = (printed.at, printed.sentence)
    shown_as = value or shown(board.case, printed.at)
    return telling(printed.reading, place, printed.quote, value=shown_as, norm=norm)
