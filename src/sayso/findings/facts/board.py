"""What every rule of the comparison may look at: the case, its statements, and how alike
they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.findings.case import Case, FindingOptions
from sayso.findings.facts.alignment import Likeness
from sayso.findings.tellings.statements import Statement


@dataclass(frozen=True, slots=True)
class Board:
    """All that a rule may look at: the case, its statements, how alike they are."""

    case: Case
    found: tuple[Statement, ...]
    alike: Likeness
    groups: tuple[tuple[int, ...], ...]
    options: FindingOptions
