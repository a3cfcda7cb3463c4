"""Happenings that are one event: alike in words or in what they tell, on days that do not exclude
each other.

Two of them are one event too where one clause stands inside the other, and what one speaker said
on one day is one entry. What is only named ("Monday's attack", "the letter sent on Monday") joins
the deed of its day that it is nearest to.

    DatedHappening ──words · the scorer of facts · one voice · one place──▶ groups
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sayso.findings.facts.board import Board
from sayso.findings.timeline.dated_happenings import DatedHappening, exclude
from sayso.findings.timeline.likely import NAMED, SAME_EVENT, Likely, as_fine, deeds_of
from sayso.text import root

# members of a group that a new one is laid beside; bounds the work where hundreds tell one event
_COMPARED = 12

Group = list[DatedHappening]


def one_event(board: Board, found: Sequence[DatedHappening]) -> list[Group]:
    """Groups of happenings that are one event, those of the finest days first in each."""
    likely = Likely(board, tuple(found))
    told = _grouped(likely, [one for one in found if not one.happening.aside])
    named = _grouped(likely, [one for one in found if one.happening.aside])
    return _with_named(likely, told, named)


def _grouped(likely: Likely, found: Sequence[DatedHappening]) -> list[Group]:
    """Each joined to the group that it is nearest to on average, found by the keys they share."""
    groups: list[Group] = []
    leads: dict[str, set[int]] = defaultdict(set)
    for one in sorted(found, key=lambda d: (d.latest - d.earliest, d.earliest, d.order)):
        near = sorted({n for lead in likely.seeks(one) for n in leads.get(lead, ())})
        ranked = [(_nearness(likely, one, groups[n]), -n) for n in near]
        best = max(ranked, default=(0.0, 0))
        home = -best[1] if best[0] >= SAME_EVENT else len(groups)
        if home == len(groups):
            groups.append([])
        groups[home].append(one)
        for lead in likely.offers(one):
            leads[lead].add(home)
    return groups


def _nearness(likely: Likely, one: DatedHappening, group: Group) -> float:
    if any(exclude(one, other) for other in group[:_COMPARED]):
        return 0.0
    if any(likely.is_one_line(one, other) for other in group[:_COMPARED]):
        return 1.0
    values = [likely(one, other) for other in group[:_COMPARED]]
    return sum(values) / len(values)


def _with_named(likely: Likely, told: list[Group], named: list[Group]) -> list[Group]:
    """What is only named joined to the nearest group of what is told, or else to each other."""
    by_word: dict[str, set[int]] = defaultdict(set)
    groups = [list(group) for group in told]
    for n, group in enumerate(groups):
        for word in {w for d in group for w in _leads(d)}:
            by_word[word].add(n)
    for group in named:
        keys = {w for d in group for w in (*d.bag, *(f"!{deed}" for deed in deeds_of(d)))}
        near = {n for key in keys for n in by_word.get(key, ())}
        ranked = [(_nearest(likely, group, groups[n]), -n) for n in sorted(near)]
        best = max(ranked, default=(0.0, 0))
        home = -best[1] if best[0] >= NAMED else len(groups)
        if home == len(groups):
            groups.append([])
        groups[home].extend(group)
        for word in {w for d in group for w in d.bag}:
            by_word[word].add(home)
    return groups


def _leads(one: DatedHappening) -> Iterator[str]:
    """Words by which what is only named may mean it."""
    yield from one.bag
    yield f"!{root(one.deed)}"


def _nearest(likely: Likely, named: Group, deeds: Group) -> float:
    """Likeness of the likest pair, 0 where any two exclude each other."""
    pairs = [(a, b) for a in named[:_COMPARED] for b in deeds[:_COMPARED]]
    if any(exclude(a, b) for a, b in pairs):
        return 0.0
    near = [(likely.meant(a, b), as_fine(a, b)) for a, b in pairs]
    return max((p for p, fine in near if fine or p >= SAME_EVENT), default=0.0)
