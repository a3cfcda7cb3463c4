"""Who else tells what a group tells: a second speaker, found by the figure that both give.

Two speakers of two texts rarely put one thing in the same words, so their tellings seldom meet in a
group. Where both give one figure of one thing ("two helicopters", "for six years"), a likeness well
below that of a group is enough, if the two are positively apart, each states it of others, and no
slot forbids it.

    groups, units with figures ──one figure, two voices──▶ groups with the second voice
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from sayso.findings.facts.board import Board
from sayso.findings.facts.groups import Group
from sayso.findings.facts.same import clash, thing_counted
from sayso.findings.facts.sure import tells_it
from sayso.findings.origins.kinship import apart
from sayso.findings.origins.voices import voice
from sayso.findings.tellings.senses import sense
from sayso.findings.tellings.tellings import tellings
from sayso.findings.tellings.units import Unit
from sayso.lexicon import words

# what is counted by these names no fact by itself: an age goes with a name, a share is of anything
# ("the wealthiest 2 per cent"), a vote has two figures
_NO_THING = frozenset({"", "age", "time", "vote", "percent", "percentage point"})
_FEW = 2  # "one" stands for "a"
_DURATION = "duration"


def one_figure(board: Board, a: Unit, b: Unit) -> bool:
    """Both state of others, one way, the same figure of one thing, and are likely enough."""
    return (
        board.alike.of(a.index, b.index) >= board.options.one_figure
        and a.stance == b.stance in ("sure", "denied")
        and not (a.whole or b.whole)
        and _meet(a, b)
        and clash(a, b) is None
        and tells_it(board, a)
        and tells_it(board, b)
    )


def _meet(a: Unit, b: Unit) -> bool:
    """A figure of both, and a word beside it and what it counts."""
    things = {sense(thing) for thing, _ in _figures(a) & _figures(b)}
    return bool(things) and bool(set(a.words) & set(b.words) - things - words("number_words"))


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
    """The groups, each with who else tells it by the same figure; and pairs of such tellings that
    no group holds.
    """
    found = list(board.groups)
    homes: defaultdict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(found):
        for n in group.members:
            homes[n].append(at)
    for i, j in _pairs(board):
        near = [*homes[i], *homes[j]]
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
    """Pairs of units of two texts that tell one figure in two voices, the likeliest first."""
    likely = sorted(board.alike.pairs.items(), key=lambda item: (-item[1], item[0]))
    told = {u.index for u in board.units if _figures(u)}
    for (i, j), p in likely:
        if p < board.options.one_figure:
            return
        a, b = board.units[i], board.units[j]
        if i in told and j in told and a.family != b.family and one_figure(board, a, b):
            one, two = (voice(board.case, tellings(u)[0]) for u in (a, b))
            if one and two and apart(one, two):
                yield i, j
