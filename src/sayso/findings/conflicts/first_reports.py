"""Who reported it first: two texts that credit one report to different outlets.

relays of two texts ──rare words──▶ one report? ──outlets made one──▶ attribution
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.origins.voices import outlet_key
from sayso.lexicon import frequency
from sayso.model import Reading, Reason, Relay, Telling, Verdict
from sayso.spans import sentence_of
from sayso.text import fold_words

_SHARED_WORDS = 4  # rare words from which two credited reports are taken for one report


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
    return sorted(drafts, key=lambda d: d.verdict != "real")[:1]


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
    own, other = _outlets(board, mine), _outlets(board, yours)
    if own == other or not (own < other or other < own or _both_first(mine, yours)):
        return None
    return mine, yours


def _both_first(one: _Credits, two: _Credits) -> bool:
    """Who only hands on another outlet's report does not say that nobody had it before."""
    return all(any(relay.first for _, relay in credited) for credited in (one, two))


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
    own, other = _outlets(board, one), _outlets(board, two)
    verdict: Verdict = "precision" if own < other or other < own else "real"
    return Draft(
        "attribution",
        verdict,
        topic,
        tuple(values),
        tuple(sides),
        (Reason("first-report", tuple(values), places),),
    )


def _credit(reading: Reading, relay: Relay, value: str) -> Telling:
    """One outlet named: each is an origin of its own, also where a text names several."""
    sentence = sentence_of(reading.sentences, relay.at) or relay.at
    return Telling(relay.at, sentence, via=(relay.origin,), value=value)
