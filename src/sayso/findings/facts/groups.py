"""Units that tell one fact, in groups: a tight core, and what else tells it.

Every pair of a core must be likely, not the mean alone: a chain of half-alike sentences is how
unlike ones end up together. To a core each other text's best unit is added where it is likely for
the core as a whole; a unit may be added to several, and may be half of a further group.

    Likeness ──strongest pairs first──▶ cores ──best unit of each other text──▶ Group
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sayso.findings.facts.same import Likeness, clash
from sayso.findings.options import FindingOptions
from sayso.findings.tellings.units import Unit
from sayso.model import Passage


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
    """Groups of at least two texts, in order of their first unit; first those whose cores are
    disjoint, then likely pairs of sentences that stand together in none of them: one long sentence
    tells several facts.
    """
    strong = _strong(units, alike, options)
    cores = _cores(units, alike, options, strong)
    found = [
        Group(core, _also(units, alike, options, core))
        for core in sorted(cores, key=lambda c: (-_strength(c, alike), c))
    ]
    together = {pair for group in found for pair in _sentences(units, group.members)}
    for pair in strong:
        if not together.isdisjoint(_sentences(units, pair)) or clash(*(units[n] for n in pair)):
            continue
        group = Group(pair, _also(units, alike, _beside(options), pair))
        together.update(_sentences(units, group.members))
        found.append(group)
    several = {
        group.members: group
        for group in reversed(found)
        if len({units[n].doc_id for n in group.members}) > 1
    }
    return tuple(sorted(several.values(), key=lambda g: (g.core, g.also)))


def _beside(options: FindingOptions) -> FindingOptions:
    """What joins a pair must be likely for both: two say less of a fact than a core of many."""
    return replace(options, attached=options.beside, every_pair=options.attached)


def _sentences(units: Sequence[Unit], members: Sequence[int]) -> Iterator[tuple[Passage, Passage]]:
    """Pairs of the sentences that these units stand in."""
    return combinations(sorted({units[n].sentence for n in members}), 2)


def _strength(core: Sequence[int], alike: Likeness) -> float:
    return sum(alike.of(a, b) for n, a in enumerate(core) for b in core[n + 1 :])


def _strong(
    units: Sequence[Unit], alike: Likeness, options: FindingOptions
) -> list[tuple[int, int]]:
    """Pairs of two texts that may start a group, the likeliest first."""
    likely = (
        (pair, p)
        for pair, p in alike.pairs.items()
        if p >= options.same_fact and units[pair[0]].doc_id != units[pair[1]].doc_id
    )
    return [pair for pair, _ in sorted(likely, key=lambda item: (-item[1], item[0]))]


def _cores(
    units: Sequence[Unit],
    alike: Likeness,
    options: FindingOptions,
    strong: Sequence[tuple[int, int]],
) -> list[tuple[int, ...]]:
    """Disjoint sets of units: merged strongest pair first, while the mean and every single pair
    stay likely enough.
    """
    fits = _Fit(units, alike, options)
    home: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for i, j in strong:
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
    partners = [{m for m, _ in alike.partners.get(n, ())} for n in core]
    # where every pair must be likely, whatever is no partner of one of the core cannot be
    near = set.intersection(*partners) if options.every_pair > 0 else set().union(*partners)
    return tuple(
        m
        for m in sorted(near - set(core))
        if sum(alike.of(m, n) for n in core) / len(core) >= options.attached
        and min(alike.of(m, n) for n in core) >= options.every_pair
        and not any(clash(units[m], units[n]) for n in core)
    )
