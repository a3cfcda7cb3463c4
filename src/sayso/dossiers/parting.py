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
_NAME = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+")
_GROWING = re.compile(r"\b(?:died|dead|killed|hurt|injured|wounded)\b")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def doubted(look: Lookup, conflicts: Sequence[Conflict]) -> frozenset[str]:
    """Ids of the conflicts in a figure or a day that are likely of two happenings or two people:
    one text gives both answers and neither replaced the other, they are of different weekdays, or
    the same two places differ in their figure and in their day.
    """
    counted = [c for c in conflicts if c.subtype in _COUNTED]
    found = {c.id for c in counted if c.verdict != "superseded" and _within_one_text(c)}
    found |= {
        c.id
        for c in counted
        if _on_other_days(look, c) or _of_other_things(look, c) or _shrinks(look, c)
    }
    for one, two in combinations(counted, 2):
        if one.subtype != two.subtype and _pairs(one) & _pairs(two):
            found |= {one.id, two.id}
    return frozenset(found)


def _sides(conflict: Conflict) -> list[list[Telling]]:
    return [[conflict.tellings[n] for n in side.tellings] for side in conflict.sides]


def _within_one_text(conflict: Conflict) -> bool:
    """ "Ada, 26, and her brother, 19": two ages that one text gives are of two people."""
    places = [{t.at.doc_id for t in side} for side in _sides(conflict)]
    return any(one & two for one, two in combinations(places, 2))


def _shrinks(look: Lookup, conflict: Conflict) -> bool:
    """The dead and the hurt of one happening never become fewer: a later text that has fewer tells
    of another, unless it was found to correct the first.
    """
    if conflict.subtype != "number" or conflict.verdict == "superseded":
        return False
    if not _GROWING.search(conflict.topic):
        return False
    held = [
        (day.best, float(t.norm or 0))
        for side in _sides(conflict)
        for t in side
        if (day := look.days.get(t.at.doc_id)) and day.best and _FIGURE.fullmatch(t.norm or "")
    ]
    return any(a < b and x > y for a, x in held for b, y in held)


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
    if conflict.topic == "the age":
        return not whose_age(look, conflict)
    least = _SHARED
    sides = [[stems(look.text(t.sentence)) for t in side] for side in _sides(conflict)]
    best = (
        max((len(a & b - _NUMBERED) for a in one for b in two), default=0)
        for one, two in combinations(sides, 2)
    )
    return any(shared < least for shared in best)


def whose_age(look: Lookup, conflict: Conflict) -> str:
    """Who is "Ada Brandt, 27" in one text and "29-year-old Ada Brandt" in another; empty where they
    print no name in common.
    """
    named = [
        {name for t in side for name in _aged(look.text(t.sentence), t.value or "")}
        for side in _sides(conflict)
    ]
    both = frozenset.intersection(*map(frozenset, named)) if named else frozenset()
    return min(both, default="")


def _aged(sentence: str, figure: str) -> list[str]:
    age = re.escape(figure.removesuffix("-year-old"))
    return [
        *re.findall(rf"({_NAME.pattern}),? \(?{age}\b", sentence),
        *re.findall(rf"\b{age}-year-old ({_NAME.pattern})", sentence),
    ]


def _pairs(conflict: Conflict) -> frozenset[frozenset[Passage]]:
    """Two places that stand on two sides."""
    return frozenset(
        frozenset((a.sentence, b.sentence))
        for one, two in combinations(_sides(conflict), 2)
        for a in one
        for b in two
    )
