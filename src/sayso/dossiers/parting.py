"""Which conflicts are of two things that were taken for one, and so may not stand on top.

conflicts ──one text gives both · two slots of one pair · other weekdays──▶ doubted
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from sayso.dossiers.index import Lookup
from sayso.dossiers.worth import stems
from sayso.model import Conflict, Passage, Telling

_COUNTED = ("number", "date")
_SHARED = 2  # stems of their sentences that two figures of one thing share
_NUMBERED = frozenset({"percent", "people", "number", "year", "million", "billion"})
_DENIED = re.compile(r"\b(?:den(?:y|ies|ied|ying|ial)|disput(?:e|es|ed|ing))\b")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def doubted(look: Lookup, conflicts: Sequence[Conflict]) -> frozenset[str]:
    """Ids of the conflicts in a figure or a day that are likely of two happenings or two people:
    one sentence gives both answers, the answers are of different weekdays, or the same two places
    differ in their figure and in their day.
    """
    counted = [c for c in conflicts if c.subtype in _COUNTED]
    found = {c.id for c in conflicts if c.subtype not in _COUNTED and _all_deny(look, c)}
    found |= {
        c.id
        for c in counted
        if _in_one_sentence(c) or _on_other_days(look, c) or _of_other_things(look, c)
    }
    for one, two in combinations(counted, 2):
        if one.subtype != two.subtype and _pairs(one) & _pairs(two):
            found |= {one.id, two.id}
    return frozenset(found)


def _sides(conflict: Conflict) -> list[list[Telling]]:
    return [[conflict.tellings[n] for n in side.tellings] for side in conflict.sides]


def _in_one_sentence(conflict: Conflict) -> bool:
    """ "Ada, 26, and her brother, 19": two ages that one text gives are of two people."""
    places = [{t.sentence for t in side} for side in _sides(conflict)]
    return any(one & two for one, two in combinations(places, 2))


def _on_other_days(look: Lookup, conflict: Conflict) -> bool:
    """ "A hundred were arrested on Wednesday", "250 in Monday's violence"."""
    if conflict.subtype != "number":
        return False
    held = [
        frozenset(day for t in side for day in _WEEKDAY.findall(look.text(t.sentence)))
        for side in _sides(conflict)
    ]
    return any(one and two and not one & two for one, two in combinations(held, 2))


def _of_other_things(look: Lookup, conflict: Conflict) -> bool:
    """ "11 percent more income" and "a rate of 15 percent": no two tellings count one thing."""
    if conflict.subtype != "number":
        return False
    if conflict.topic == "how many percent":
        return True  # of what, neither says
    least = _SHARED
    sides = [[stems(look.text(t.sentence)) for t in side] for side in _sides(conflict)]
    best = (
        max((len(a & b - _NUMBERED) for a in one for b in two), default=0)
        for one, two in combinations(sides, 2)
    )
    return any(shared < least for shared in best)


def _all_deny(look: Lookup, conflict: Conflict) -> bool:
    """Each side tells that it was denied: they do not part in that."""
    if conflict.subtype in ("name", "wording", "place"):
        return False
    return all(
        any(_DENIED.search(look.text(t.at)) for t in side) for side in _sides(conflict) if side
    )


def _pairs(conflict: Conflict) -> frozenset[frozenset[Passage]]:
    """Two places that stand on two sides."""
    return frozenset(
        frozenset((a.sentence, b.sentence))
        for one, two in combinations(_sides(conflict), 2)
        for a in one
        for b in two
    )
