"""What the rules of findings share: the units of a story, how alike they are, and their groups."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.findings.case import Case, FindingOptions
from sayso.findings.facts.groups import Group
from sayso.findings.facts.same import Likeness
from sayso.findings.tellings.units import Unit


@dataclass(frozen=True)
class Board:
    """One story, laid out for comparison."""

    case: Case
    units: tuple[Unit, ...]
    alike: Likeness
    groups: tuple[Group, ...]
    options: FindingOptions
