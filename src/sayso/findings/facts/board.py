"""What the rules of findings share: the units of a story, how alike they are, and their groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.findings.case import Case
from sayso.findings.facts.groups import Group
from sayso.findings.facts.holding import Holding
from sayso.findings.facts.same import Likeness
from sayso.findings.options import FindingOptions
from sayso.findings.tellings.units import Unit
from sayso.model import Passage


@dataclass(frozen=True)
class Board:
    """One story, laid out for comparison."""

    case: Case
    units: tuple[Unit, ...]
    alike: Likeness
    groups: tuple[Group, ...]
    options: FindingOptions

    @cached_property
    def main_actors(self) -> frozenset[str]:
        """Ids of those whom most texts name: the people and things of the main event."""
        named: dict[str, set[str]] = {}
        for unit in self.units:
            named.setdefault(unit.family, set()).update(unit.names)
        spread = Counter(name for names in named.values() for name in names)
        return frozenset(name for name, texts in spread.items() if texts * 2 >= len(named))

    @cached_property
    def holding(self) -> Holding:
        """Says how likely tellings hold the whole of headlines."""
        return Holding(self.case)

    @cached_property
    def in_sentence(self) -> Mapping[Passage, Sequence[Unit]]:
        """The units of each sentence."""
        found: defaultdict[Passage, list[Unit]] = defaultdict(list)
        for unit in self.units:
            found[unit.sentence].append(unit)
        return found
