"""Two places for one thing: where somebody is from, and on which side of a place something lies.

A home is read only right behind a name ("Ada Vint, 29, of Ostrey, Mass."), and two are compared
only within one wider place; a side only beside a distance ("150 miles east of Ostrey"). Of the
places where something happened nothing is compared: one mostly lies within the other.

    names ──home behind them──▶ homes · sentences ──distance, side, place──▶ sides ──▶ Draft
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.tellings.tellings import telling
from sayso.model import Passage, Reading, Reason, Telling
from sayso.spans import sentence_of
from sayso.text import fold_words, letters

_ONE = 0.6  # likeness from which two units with one distance from one place tell of one thing
_NAME = r"[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?){0,2}"
_HOME = re.compile(
    rf",? ?(?:\(?\d{{1,3}}\)?, ?)?(?:a \d+-year-old )?(of|from) ({_NAME}), ({_NAME})(?=[,.;)]|$)"
)
_SIDE = re.compile(
    r"\b(\d[\d.,]*|[a-z]+)[ -](?:nautical )?(miles?|kilomet(?:er|re)s?|km) "
    r"((?:north|south)?(?: ?- ?)?(?:east|west|north|south)) of (?:the )?(?:\w+ (?=of ))?"
    rf"({_NAME})"
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A place, what it is said of, and where."""

    reading: Reading
    at: Passage
    said: str
    key: tuple[str, ...]


def places_differ(board: Board) -> Sequence[Draft]:
    """One draft for each person with two homes and for each distance that is told to two sides."""
    return [*_homes(board), *_sides(board)]


def _originals(board: Board) -> Iterator[Reading]:
    family = board.case.family_of
    return (r for r in board.case.readings if family[r.doc_id] == r.doc_id)


# ---- homes -----------------------------------------------------------------------


def _homes(board: Board) -> Iterator[Draft]:
    by_person: defaultdict[str, list[_Placed]] = defaultdict(list)
    actors = board.case.actors
    people = {w for a in actors if a.kind == "person" for form in a.aliases for w in _words(form)}
    for reading in _originals(board):
        text = board.case.texts[reading.doc_id]
        for name in reading.names:
            actor = board.case.actor_at.get(name.at)
            found = _HOME.match(text, name.at.end)
            if found and actor and actor.kind == "person" and not people & {*_words(found[3])}:
                at = Passage(reading.doc_id, name.at.start, found.end())
                key = (_folded(found[3]), found[1], _folded(found[2]))
                by_person[actor.id].append(_Placed(reading, at, f"{found[2]}, {found[3]}", key))
    for person, told in sorted(by_person.items()):
        for one, two in combinations(told, 2):
            within = one.key[:2] == two.key[:2] and one.key[2] != two.key[2]
            if within and one.at.doc_id != two.at.doc_id:
                yield _draft(board, f"where {board.case.by_id[person].name} is from", (one, two))
                break


def _words(name: str) -> list[str]:
    return [word for word, _, _ in fold_words(name)]


def _folded(name: str) -> str:
    return letters(name)


# ---- sides -----------------------------------------------------------------------


def _sides(board: Board) -> Iterator[Draft]:
    """One distance from one place, to two sides, in units that are alike."""
    by_place: defaultdict[tuple[str, ...], list[_Placed]] = defaultdict(list)
    for reading in _originals(board):
        text = board.case.texts[reading.doc_id]
        for sentence in reading.sentences:
            for found in _SIDE.finditer(sentence.cut(text)):
                at = Passage(
                    reading.doc_id, sentence.start + found.start(), sentence.start + found.end()
                )
                side = re.sub(r"[ -]", "", found[3])
                key = (found[1], found[2][0], _folded(found[4]), side)
                by_place[key[:3]].append(_Placed(reading, at, found[0], key))
    for _, told in sorted(by_place.items()):
        for one, two in combinations(told, 2):
            apart = one.key[3] != two.key[3] and one.at.doc_id != two.at.doc_id
            if apart and _opposite(one.key[3], two.key[3]) and _alike(board, one, two) >= _ONE:
                yield _draft(board, "on which side it lies", (one, two))
                break


def _opposite(one: str, two: str) -> bool:
    """No side that both hold: "south" is told of what lies south-west."""
    return any({a, b} <= {one[:5], two[:5], one[-4:], two[-4:]} for a, b in _ENDS)


_ENDS = (("north", "south"), ("east", "west"))


def _alike(board: Board, one: _Placed, two: _Placed) -> float:
    mine, yours = (
        [u for u in board.units if u.doc_id == p.at.doc_id and u.at.overlaps(p.at)]
        for p in (one, two)
    )
    return max((board.alike.of(a.index, b.index) for a in mine for b in yours), default=0.0)


# ---- a card -----------------------------------------------------------------------


def _draft(board: Board, topic: str, pair: Sequence[_Placed]) -> Draft:
    values = tuple(placed.said for placed in pair)
    told = tuple((_told(placed),) for placed in pair)
    reason = Reason("place", values, tuple(placed.at for placed in pair))
    return Draft("place", "real", topic, values, told, (reason,))


def _told(placed: _Placed) -> Telling:
    sentence = sentence_of(placed.reading.sentences, placed.at) or placed.at
    norm = " ".join(placed.key)
    return telling(placed.reading, (placed.at, sentence), None, value=placed.said, norm=norm)
