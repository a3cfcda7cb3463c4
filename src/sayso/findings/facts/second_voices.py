"""Who else tells what a group tells: a second speaker, found by the figure that both give, or by
words of which one holds nearly half of the other's.

Two speakers of two texts rarely put one thing in the same words, so their tellings seldom meet in a
group. Where both give one figure of one thing ("two helicopters", "for six years"), or one says in
few words what the other says in many, a likeness well below that of a group is enough, if the two
are positively apart, each states it of others, and no slot forbids it.

    groups, units ──one figure or one saying, two voices──▶ groups with the second voice
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from sayso.findings.facts.board import Board
from sayso.findings.facts.groups import Group
from sayso.findings.facts.same import clash, thing_counted
from sayso.findings.facts.sure import (
    both_state,
    held,
    of_each_other,
    share_words,
    stated,
    tells_it,
)
from sayso.findings.origins.kinship import apart
from sayso.findings.origins.voices import Voice, voice
from sayso.findings.tellings.senses import sense
from sayso.findings.tellings.tellings import tellings
from sayso.findings.tellings.units import Unit
from sayso.lexicon import mapping, words
from sayso.text import fold_words

# what is counted by these names no fact by itself: an age goes with a name, a share is of anything
# ("the wealthiest 2 per cent"), a vote has two figures
_NO_THING = frozenset({"", "age", "time", "vote", "percent", "percentage point"})
_FEW = 2  # "one" stands for "a"
_DURATION = "duration"
_HELD = 0.45  # share of the one's words, by rarity, that the other must hold
_HALF = 0.5  # the same where neither a subject nor several words are shared, up to
_SURELY = 0.9  # this likeness
_NEARLY_ALL = 0.8  # share from which the one says it all again


def one_figure(board: Board, a: Unit, b: Unit) -> bool:
    """Both state of others, one way, the same figure of one thing, and are likely enough."""
    return (
        board.alike.of(a.index, b.index) >= board.options.one_figure
        and a.stance == b.stance in ("sure", "denied")
        and not (a.whole or b.whole)
        and _meet(a, b)
        and (both_state(board, a, b) or _state_it(a, b))
        and clash(a, b) is None
        and tells_it(board, a)
        and tells_it(board, b)
    )


def one_saying(board: Board, a: Unit, b: Unit) -> bool:
    """Both state it of others, one way, on a day or both on none; one holds nearly half of the
    other's words, by their rarity, and they are likely enough: less so where one thing is what both
    tell of ("the helicopters"), or nearly all of the one is in the other. Of one person two may
    tell anything.
    """
    if (
        board.alike.of(a.index, b.index) < board.options.one_subject
        or not (a.stance == b.stance in ("sure", "denied"))
        or a.whole
        or b.whole
        or bool(a.times) != bool(b.times)
        or clash(a, b) is not None
        or not (tells_it(board, a) and tells_it(board, b) and both_state(board, a, b))
        or (_figures(a) and _figures(b) and not _figures(a) & _figures(b))
        or _of_two(board, a, b)
        or _concedes(board, a)
        or _concedes(board, b)
    ):
        return False
    most, words_shared = max(held(board, a, b), held(board, b, a)), share_words(a, b)
    near = _one_subject(board, a, b) or (most >= _NEARLY_ALL and words_shared)
    likely = board.alike.of(a.index, b.index)
    enough = likely >= board.options.second_voice and (
        most >= _HALF or words_shared or likely >= _SURELY
    )
    return most >= _HELD and (near or enough)


def _one_subject(board: Board, a: Unit, b: Unit) -> bool:
    """A subject of both that is neither a word for anybody, a body that does many things ("police")
    nor a name.
    """
    shared = (a.who & b.who) - words("stopwords") - _bodies()
    names = {sense(w) for n in a.names & b.names for w in board.case.words_of.get(n, ())}
    return bool(shared - names)


@cache
def _bodies() -> frozenset[str]:
    """The subjects that words for a body make."""
    return frozenset(map(sense, mapping("authorities")))


def _of_two(board: Board, a: Unit, b: Unit) -> bool:
    """The one tells of somebody and the other of somebody else: "Tarn showed no will", "Ostrey
    showed no will".
    """
    one, two = (
        {n for n in u.names if {sense(w) for w in board.case.words_of.get(n, ())} & u.who}
        for u in (a, b)
    )
    return bool(one and two) and not one & two


def _concedes(board: Board, unit: Unit) -> bool:
    """It sets one thing against another, and which of them it tells is not read ("free of taint,
    even though a donor was involved").
    """
    said = {w for w, _, _ in fold_words(unit.at.cut(board.case.texts[unit.doc_id]))}
    return any(mapping("contrast").get(word) == "concedes" for word in said)


def _meet(a: Unit, b: Unit) -> bool:
    """A figure of both, and a word beside it and what it counts; a length of time alone ("for six
    years") is of whom it is told.
    """
    things = {sense(thing) for thing, _ in _figures(a) & _figures(b)}
    one, two = (u.who - words("stopwords") for u in (a, b))
    others = things == {_DURATION} and one and two and not one & two
    beside = set(a.words) & set(b.words) - things - words("number_words")
    return bool(things) and bool(beside) and not others


def _state_it(a: Unit, b: Unit) -> bool:
    """What both count, or how long, is stated by each: "figures showing that nine people signed up
    are a beginning" states nothing of nine people.
    """
    things = {sense(thing) for thing, _ in _figures(a) & _figures(b)}
    return _DURATION in things or bool(things & stated(a) & stated(b))


def _figures(unit: Unit) -> frozenset[tuple[str, str]]:
    """Exact amounts with what they count, and lengths of time."""
    counted = {
        (thing_counted(q), f"{q.value:g}")
        for q in unit.quantities
        if q.low == q.high and q.value >= _FEW and thing_counted(q) not in _NO_THING
    }
    lasted = {(_DURATION, t.value) for t in unit.times if t.type == "DURATION"}
    return frozenset(counted | lasted)


def with_second_voices(board: Board) -> tuple[Group, ...]:
    """The groups, each with who else tells it, in the same text too; and pairs of such tellings of
    two texts that no group holds.
    """
    found = list(board.groups)
    homes: defaultdict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(found):
        for n in group.members:
            homes[n].append(at)
    for i, j in _pairs(board):
        near = [*homes[i], *homes[j]]
        if not near and board.units[i].family == board.units[j].family:
            continue  # one text alone is no agreement
        if not near:
            homes[i].append(len(found))
            homes[j].append(len(found))
            found.append(Group((i, j)))
            continue
        at = near[0]
        for n in {i, j} - set(found[at].members):
            if all(clash(board.units[n], board.units[m]) is None for m in found[at].members):
                found[at] = replace(found[at], also=(*found[at].also, n))
                homes[n].append(at)
    return tuple(found)


def _pairs(board: Board) -> Iterator[tuple[int, int]]:
    """Pairs of units that tell one thing in two voices, the likeliest first."""
    least = min(board.options.one_figure, board.options.one_subject)
    near = [item for item in board.alike.pairs.items() if item[1] >= least]
    heard: dict[int, Voice | None] = {}
    for (i, j), _ in sorted(near, key=lambda item: (-item[1], item[0])):
        a, b = board.units[i], board.units[j]
        if a.sentence == b.sentence:
            continue  # "Vint said that Orr had said so" is told once
        if of_each_other(a, b):
            continue
        for n in (i, j):
            if n not in heard:
                heard[n] = voice(board.case, tellings(board.units[n])[0])
        one, two = heard[i], heard[j]
        if one and two and apart(one, two) and (one_figure(board, a, b) or one_saying(board, a, b)):
            yield i, j
