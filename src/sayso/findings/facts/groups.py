"""Units that tell one fact, in groups: a tight core, and what else tells it.

Every pair of a core must be likely, not the mean alone: a chain of half-alike sentences is how
unlike ones end up together. To a core each other text's best unit is added where it is likely for
the core as a whole; a unit may be added to several.

    Likeness ──strongest pairs first──▶ cores ──best unit of each other text──▶ Group
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.findings.facts.same import Likeness, clash
from sayso.findings.options import FindingOptions
from sayso.findings.tellings.units import Unit


@dataclass(frozen=True, slots=True)
class Group:
    """Indexes of units that tell one fact; `core` those that all tell it of each other, `also`
    those that were added to them.
    """

    core: tuple[int, ...]
    also: tuple[int, ...] = ()

    @property
    def members(self) -> tuple[int, ...]:
        """All of it, in order of place."""
        return tuple(sorted((*self.core, *self.also)))


def groups(units: Sequence[Unit], alike: Likeness, options: FindingOptions) -> tuple[Group, ...]:
    """Groups of at least two texts, in order of their first unit."""
    cores = _cores(units, alike, options)
    taken: set[tuple[int, ...]] = set()
    found = []
    for core in sorted(cores, key=lambda c: (-_strength(c, alike), c)):
        group = Group(core, _also(units, alike, options, core))
        texts = frozenset(units[n].family for n in group.members)
        if len(texts) > 1 and group.members not in taken:
            taken.add(group.members)
            found.append(group)
    return tuple(sorted(found, key=lambda g: g.core))


def _strength(core: Sequence[int], alike: Likeness) -> float:
    return sum(alike.of(a, b) for n, a in enumerate(core) for b in core[n + 1 :])


def _cores(
    units: Sequence[Unit], alike: Likeness, options: FindingOptions
) -> list[tuple[int, ...]]:
    """Disjoint sets of units: merged strongest pair first, while the mean and every single pair
    stay likely enough.
    """
    fits = _Fit(units, alike, options)
    home: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    strong = sorted(
        (
            (pair, p)
            for pair, p in alike.pairs.items()
            if p >= options.same_fact and units[pair[0]].doc_id != units[pair[1]].doc_id
        ),
        key=lambda item: (-item[1], item[0]),
    )
    for (i, j), _ in strong:
        a, b = home.setdefault(i, i), home.setdefault(j, j)
        one, two = members.setdefault(a, [i]), members.setdefault(b, [j])
        if a == b or not fits(one, two):
            continue
        one += members.pop(b)
        for n in one:
            home[n] = a
    return [tuple(sorted(m)) for m in members.values() if len(m) > 1]


@dataclass(frozen=True, slots=True)
class _Fit:
    """Whether two sets of units may be one: no pair clashes or is unlikely, and the mean holds."""

    units: Sequence[Unit]
    alike: Likeness
    options: FindingOptions

    def __call__(self, one: Sequence[int], two: Sequence[int]) -> bool:
        total = 0.0
        for x in one:
            for y in two:
                p = self.alike.of(x, y)
                if p < self.options.every_pair or clash(self.units[x], self.units[y]):
                    return False
                total += p
        return total / (len(one) * len(two)) >= self.options.linkage


def _also(
    units: Sequence[Unit], alike: Likeness, options: FindingOptions, core: Sequence[int]
) -> tuple[int, ...]:
    """The units outside the core that are likely for it on average."""
    near = {m for n in core for m, _ in alike.partners.get(n, ())} - set(core)
    return tuple(
        m
        for m in sorted(near)
        if sum(alike.of(m, n) for n in core) / len(core) >= options.attached
        and min(alike.of(m, n) for n in core) >= options.every_pair
        and not any(clash(units[m], units[n]) for n in core)
    )
