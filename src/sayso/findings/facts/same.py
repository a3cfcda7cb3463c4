"""Do two units tell the same fact? A logistic scorer, and the slots that forbid it.

The scorer's coefficients stand in `lexicon/en/same_fact.tsv`, one line a feature, and are made by
`training/findings/train.py` from pairs of passages judged by reading. It says how likely it is that
both tell one fact. What it cannot see is a single slot that differs, so the slots are asked
afterwards: units that count the same thing differently, that give days which exclude each other, or
of which one denies or plans what the other states, never agree.

    features ──coefficients──▶ probability ──clash of slots?──▶ Likeness
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from sayso.findings.facts.features import FEATURES, Numbers, measured
from sayso.findings.tellings.units import Unit
from sayso.lexicon import table
from sayso.model import Quantity

_ROUNDING = 0.05  # relative difference that a round number may hide
_LEAST = 0.02  # pairs less likely to tell one fact are not kept
_WIDEST_DAYS = 31  # a time wider than a month is no date of a happening


@dataclass(frozen=True)
class Likeness:
    """Probability 0..1 that two units (i < j) tell the same fact; pairs that hardly can are
    absent.
    """

    pairs: dict[tuple[int, int], float]

    def of(self, i: int, j: int) -> float:
        """The probability for two units by index, 0 where none was kept."""
        return self.pairs.get((min(i, j), max(i, j)), 0.0)

    @cached_property
    def partners(self) -> dict[int, list[tuple[int, float]]]:
        """For each unit the others that may tell the same, the likeliest first."""
        found: dict[int, list[tuple[int, float]]] = {}
        for (i, j), p in self.pairs.items():
            found.setdefault(i, []).append((j, p))
            found.setdefault(j, []).append((i, p))
        return {n: sorted(near, key=lambda x: (-x[1], x[0])) for n, near in found.items()}


@dataclass(frozen=True, slots=True)
class Scorer:
    """A logistic regression over `FEATURES`: mean and scale of each, its coefficient."""

    mean: Numbers
    scale: Numbers
    coefficient: Numbers
    constant: float

    def __call__(self, features: Numbers) -> Numbers:
        """Probabilities of rows of features."""
        z = ((features - self.mean) / self.scale).clip(-6, 6) @ self.coefficient + self.constant
        return 1 / (1 + np.exp(-z.clip(-40, 40)))


@lru_cache(maxsize=1)
def shipped() -> Scorer:
    """The scorer of `lexicon/en/same_fact.tsv`."""
    rows = {row[0]: [float(cell) for cell in row[1:]] for row in table("same_fact")}
    values = np.array([rows[name] for name in FEATURES])
    return Scorer(values[:, 0], values[:, 1], values[:, 2], rows["constant"][2])


def likeness(units: Sequence[Unit], scorer: Scorer | None = None) -> Likeness:
    """Probabilities of all pairs of units that share anything rare."""
    if len(units) < 2:
        return Likeness({})
    pairs = measured(units)
    p = (scorer or shipped())(pairs.features)
    keep = p >= _LEAST
    rows = zip(pairs.i[keep].tolist(), pairs.j[keep].tolist(), p[keep].tolist(), strict=True)
    return Likeness({(i, j): value for i, j, value in rows})


# ---- slots -------------------------------------------------------------------


def clash(one: Unit, two: Unit) -> str | None:
    """The slot in which two units cannot both be right, or in which one does not say what the
    other says; None where no slot forbids it.
    """
    if one.stance != two.stance:
        loud = {one.stance, two.stance}
        if loud & {"denied", "unsaid", "asked"}:
            return "stance"
        if loud & {"planned", "possible"} and "sure" in loud:
            return "stance"
    if amounts_clash(one.quantities, two.quantities):
        return "amount"
    if days_clash(one, two):
        return "day"
    return None


def amounts_clash(mine: Sequence[Quantity], yours: Sequence[Quantity]) -> bool:
    """One thing counted in both, and no amount of it that both can mean."""
    heads = {q.head for q in mine if q.head} & {q.head for q in yours if q.head}
    return any(
        not any(
            meets(a, b) for a in mine if a.head == head for b in yours if b.head == head
        )
        for head in heads
    )


def meets(a: Quantity, b: Quantity) -> bool:
    """Whether two amounts can be one: their ranges meet, or a rounding covers the difference."""
    low = max(a.low if a.low is not None else -np.inf, b.low if b.low is not None else -np.inf)
    high = min(a.high if a.high is not None else np.inf, b.high if b.high is not None else np.inf)
    if low <= high:
        return True
    return abs(a.value - b.value) <= _ROUNDING * max(abs(a.value), abs(b.value)) and not (
        a.value < 50 and b.value < 50
    )


def days_clash(one: Unit, two: Unit) -> bool:
    """Both give days, and none of one's meets any of the other's."""
    mine, yours = _days(one), _days(two)
    if not mine or not yours:
        return False
    return not any(a <= d and c <= b for a, b in mine for c, d in yours)


def _days(unit: Unit) -> list[tuple[int, int]]:
    return [
        (t.earliest.toordinal(), t.latest.toordinal())
        for t in unit.times
        if t.earliest and t.latest and (t.latest - t.earliest).days <= _WIDEST_DAYS
    ]
