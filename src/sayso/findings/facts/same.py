"""Do two units tell the same fact? A logistic scorer, and the slots that forbid it.

The scorer's coefficients stand in `lexicon/en/same_fact.tsv`, one line a feature, and are made by
`training/findings/scorer.py` from pairs of passages judged by reading. A first regression looks at
the words alone; of the pairs that it leaves, the model of meaning is asked too, and a second one
decides. What neither can see is a single slot that differs, so the slots are asked afterwards:
units that count the same thing differently, that give days which exclude each other, or of which
one denies what the other states, never agree.

    features ──words──▶ pairs worth a look ──words and meaning──▶ Likeness ──clash of slots?
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.findings.facts.features import FEATURES, Numbers, Pairs, Places, measured
from sayso.findings.facts.meaning import FEATURES as MEANING
from sayso.findings.facts.meaning import Meaning, Rows, rows_of
from sayso.findings.tellings.units import Unit
from sayso.lexicon import mapping, table, words
from sayso.model import Quantity

_ONE_RANGE = 0.6  # share of two printed ranges that both hold, from which they may be one
_ROUNDING = 0.05  # relative difference that a round number may hide
_LEAST_ROUNDED = 50  # amounts that somebody would round
_OPEN_SHARE = 1.5  # times its amount that “more than” may stand for
_LEAST = 0.02  # pairs less likely to tell one fact are not kept
_LOOKED_AT = 0.12  # likelihood by words alone from which the model of meaning is asked
# units of one story that the model reads; where there are more, those that are likeliest to meet
# another, so that a story of 500 articles takes no minutes
_MOST_READ = 6000
_WIDEST_DAYS = 31  # a time wider than a month is no date of a happening


@dataclass(frozen=True)
class Likeness:
    """Probability 0..1 that two units (i < j) tell the same fact; pairs that hardly can are
    absent.
    """

    pairs: dict[tuple[int, int], float]

    def of(self, i: int, j: int) -> float:
        """The probability for two units by index, 0 where none was kept."""
        return self.pairs.get((i, j) if i < j else (j, i), 0.0)

    @cached_property
    def partners(self) -> dict[int, list[tuple[int, float]]]:
        """For each unit the others that may tell the same, the likeliest first."""
        ends = np.array(list(self.pairs), dtype=np.int64).reshape(-1, 2)
        p = np.fromiter(self.pairs.values(), np.float64, len(ends))
        mine, other = np.concatenate([ends, ends[:, ::-1]]).T
        p = np.concatenate([p, p])
        order = np.lexsort((other, -p, mine))
        owners, starts = np.unique(mine[order], return_index=True)
        near = list(zip(other[order].tolist(), p[order].tolist(), strict=True))
        spans = pairwise([*starts.tolist(), len(near)])
        return {n: near[a:b] for n, (a, b) in zip(owners.tolist(), spans, strict=True)}


@dataclass(frozen=True, slots=True)
class Scorer:
    """A logistic regression over some features: mean and scale of each, its coefficient."""

    mean: Numbers
    scale: Numbers
    coefficient: Numbers
    constant: float

    def __call__(self, features: Numbers) -> Numbers:
        """Probabilities of rows of features."""
        z = ((features - self.mean) / self.scale).clip(-6, 6) @ self.coefficient + self.constant
        p: Numbers = 1 / (1 + np.exp(-z.clip(-40, 40)))
        return p


@dataclass(frozen=True, slots=True)
class Scorers:
    """`words` looks at `FEATURES` alone, `both` at them and at those of meaning."""

    words: Scorer
    both: Scorer


@lru_cache(maxsize=1)
def shipped() -> Scorers:
    """The scorers of `lexicon/en/same_fact.tsv`."""
    rows = {row[0]: row[1:] for row in table("same_fact")}

    def of(names: Sequence[str], column: int) -> Scorer:
        values = np.array([[float(rows[n][k]) for k in (0, 1, column)] for n in names])
        return Scorer(values[:, 0], values[:, 1], values[:, 2], float(rows["constant"][column]))

    return Scorers(of(FEATURES, 2), of((*FEATURES, *MEANING), 3))


def likeness(
    units: Sequence[Unit],
    texts: Mapping[str, str],
    meaning: Meaning | None = None,
    scorers: Scorers | None = None,
    *,
    known: Rows | None = None,
) -> Likeness:
    """Probabilities of all pairs of units that share anything rare; by words alone where no model
    of meaning is given. `texts` by document id; `known` as in `rows_of`.
    """
    if len(units) < 2:
        return Likeness({})
    scorers = scorers or shipped()
    pairs = measured(units)
    p = scorers.words(pairs.features)
    near = np.flatnonzero(p >= _LOOKED_AT)
    if meaning is not None and len(near):
        near = near[_readable(units, pairs, p, near)]
        i, j = pairs.i[near], pairs.j[near]
        rows = meant(units, texts, (i, j), meaning, known=known)
        p[near] = scorers.both(np.hstack([pairs.features[near], rows]))
    keep = p >= _LEAST
    found = zip(pairs.i[keep].tolist(), pairs.j[keep].tolist(), p[keep].tolist(), strict=True)
    return Likeness({(i, j): value for i, j, value in found})


def _readable(units: Sequence[Unit], pairs: Pairs, p: Numbers, near: Places) -> NDArray[np.bool_]:
    """Which of the near pairs have both units among those that the model reads."""
    best = np.zeros(len(units))
    np.maximum.at(best, pairs.i[near], p[near])
    np.maximum.at(best, pairs.j[near], p[near])
    if len(units) <= _MOST_READ:
        return np.ones(len(near), dtype=bool)
    least = np.partition(best, -_MOST_READ)[-_MOST_READ]
    read = best >= max(least, _LOOKED_AT)
    both: NDArray[np.bool_] = read[pairs.i[near]] & read[pairs.j[near]]
    return both


def meant(
    units: Sequence[Unit],
    texts: Mapping[str, str],
    pairs: tuple[Places, Places],
    meaning: Meaning,
    *,
    known: Rows | None = None,
) -> Numbers:
    """The features of meaning for pairs of units; each unit is read once, and not where all its
    pairs are `known`.
    """
    needed = np.unique(np.concatenate(pairs))
    printed = [" ".join(units[n].at.cut(texts[units[n].doc_id]).split()) for n in needed.tolist()]
    places = np.searchsorted(needed, pairs[0]), np.searchsorted(needed, pairs[1])
    return rows_of(printed, places, meaning, known)


# ---- slots -------------------------------------------------------------------


_POINTS = frozenset({"percent", "percentage point"})


def clash(one: Unit, two: Unit) -> str | None:
    """The slot in which two units cannot both be right, or in which one does not say what the
    other says; None where no slot forbids it.
    """
    if _stances_clash(one, two) or one.judges != two.judges:
        return "stance"
    if amounts_clash(one.amounts, two.amounts) or _labels_clash(one, two):
        return "amount"
    if _lengths_clash(one, two):
        return "amount"
    if _namesakes(one, two):
        return "name"
    if _of_other_times(one, two) or days_clash(one, two):
        return "day"
    return None


def _stances_clash(one: Unit, two: Unit) -> bool:
    """One denies what the other states, or only asks or will not say. What is planned in one text
    and done in a later one is one fact, told twice; and a "not" bears on its own verb alone: "heard
    no shot but saw her run" denies nothing of her running.
    """
    stances = {one.stance, two.stance}
    if len(stances) == 1:
        return False
    if stances & {"asked", "unsaid"}:
        return True
    if "denied" not in stances:
        return False
    if sum(bool(u.quote and u.quote.manner == "denied") for u in (one, two)) == 1:
        return True
    denies, states = (one, two) if one.stance == "denied" else (two, one)
    if denies.undone:
        return bool(denies.undone & (states.deed | {states.head}) - states.undone)
    return one.head == two.head or bool(one.deed & two.deed)


def _namesakes(one: Unit, two: Unit) -> bool:
    """One tells of Gordon Hartley, the other of Helen Hartley, and neither of both."""
    mine, yours = one.names - two.names, two.names - one.names
    given = mapping("given_names")
    return any(
        a.rpartition("-")[2] == b.rpartition("-")[2]
        and given.get(a.partition("-")[0], "") != given.get(b.partition("-")[0], "")
        and {a.partition("-")[0], b.partition("-")[0]} <= given.keys()
        for a in mine
        for b in yours
    )


def _of_other_times(one: Unit, two: Unit) -> bool:
    """History beside what is still to come: a return of 2014 is not the one that is planned."""
    return one.bygone != two.bygone and "planned" in (one.stance, two.stance)


def _labels_clash(one: Unit, two: Unit) -> bool:
    """Both give what one thing is numbered, or how a game ended, and not alike: Flight 12, Flight
    13.
    """
    mine, yours = ({b: {n for c, n in u.labels if c == b} for b, _ in u.labels} for u in (one, two))
    return any(mine[bearer].isdisjoint(yours[bearer]) for bearer in mine.keys() & yours.keys())


def _lengths_clash(one: Unit, two: Unit) -> bool:
    """One deed that lasts four years here and six there."""
    mine, yours = ({t.value for t in u.times if t.type == "DURATION"} for u in (one, two))
    if not one.head or one.head != two.head or len(mine) != 1 or len(yours) != 1:
        return False
    (a,), (b,) = mine, yours
    return a != b and a[-1:] == b[-1:] and "X" not in a + b


def amounts_clash(mine: Sequence[Quantity], yours: Sequence[Quantity]) -> bool:
    """One thing counted in both, and no amount of it that both can mean; or per cent in one and
    percentage points in the other.
    """
    counted, other = {thing_counted(q) for q in mine}, {thing_counted(q) for q in yours}
    things = counted & other - {""}
    if not things & _POINTS and any({x, y} == _POINTS for x in counted for y in other):
        return True
    if "age" in things and _other_ages(mine, yours):
        return True
    return any(
        not any(
            meets(a, b)
            for a in mine
            if thing_counted(a) == thing
            for b in yours
            if thing_counted(b) == thing
        )
        for thing in things
    )


def _other_ages(mine: Sequence[Quantity], yours: Sequence[Quantity]) -> bool:
    """As many ages in both, and not the same: “aged 8 and 11”, “aged 9 and 11”."""
    told, other = (sorted(q.value for q in amounts if q.head == "age") for amounts in (mine, yours))
    return len(told) == len(other) > 1 and told != other


def thing_counted(quantity: Quantity) -> str:
    """What an amount counts: one concept for all words that count people."""
    return "person" if quantity.head in words("people_words") else quantity.head


def meets(a: Quantity, b: Quantity) -> bool:
    """Whether two amounts can be one: their ranges meet, or a rounding covers the difference."""
    if a.head == b.head == "age" and a.low != a.high and b.low != b.high:
        return (a.low, a.high) == (b.low, b.high)  # “from 5 to 72” gives both ends
    if votes(a) and votes(b):
        return votes(a) == votes(b)
    if ranges_differ(a, b):
        return False
    (low, high), (other_low, other_high) = _reach(a), _reach(b)
    if low <= other_high and other_low <= high and not (_two_bounds(a, b) or far_apart(a, b)):
        return True
    near = abs(a.value - b.value) <= _ROUNDING * max(abs(a.value), abs(b.value))
    return near and max(a.value, b.value) >= _LEAST_ROUNDED and (rounded(a) or rounded(b))


def rounded(quantity: Quantity) -> bool:
    """It ends in zeros, and does not say that it is all of them.

    >>> from sayso.model import Passage
    >>> at = Passage("a", 0, 3)
    >>> rounded(Quantity(at, 150, 150, 150, "passenger"))
    True
    >>> rounded(Quantity(at, 150, 150, 150, "passenger", scope=("all",)))
    False
    """
    if "all" in quantity.scope:
        return False
    digits = f"{quantity.value:.0f}"
    return len(digits) - len(digits.rstrip("0")) >= max(1, len(digits) - 2)


def far_apart(a: Quantity, b: Quantity) -> bool:
    """Two amounts that are both said to be rough, and neither is within what the other allows:
    "about 340,000", "some 410,000".
    """
    rough = all(q.modifier and q.low is not None and q.high is not None for q in (a, b))
    return rough and not any((y.low or 0) <= x.value <= (y.high or 0) for x, y in ((a, b), (b, a)))


def ranges_differ(a: Quantity, b: Quantity) -> bool:
    """Two ranges of which both ends are printed, and that share too little: "80 to 100 boats", "95
    to 120 boats"; not “hundreds”, not “about 90”.
    """
    ends = [x.low is not None and x.high is not None and not x.modifier for x in (a, b)]
    (low, high), (other_low, other_high) = ((x.low or 0, x.high or 0) for x in (a, b))
    if not all(ends) or not (low < a.value < high and other_low < b.value < other_high):
        return False
    shared = min(high, other_high) - max(low, other_low)
    return shared < _ONE_RANGE * (max(high, other_high) - min(low, other_low))


def _two_bounds(a: Quantity, b: Quantity) -> bool:
    """Two times "up to", or two times "at least": each says where it ends, and not at one place."""
    least = a.high is b.high is None
    most = a.low is b.low is None
    return least != most and a.value != b.value


def votes(quantity: Quantity) -> frozenset[float]:
    """Both numbers of a vote, whichever of them is told first; empty for what is none.

    >>> from sayso.model import Passage
    >>> sorted(votes(Quantity(Passage("a", 0, 5), 52, 52, 52, "vote", scope=("to 48",))))
    [48.0, 52.0]
    """
    against = [s.removeprefix("to ") for s in quantity.scope if s.startswith("to ")]
    if quantity.head != "vote" or not against or not against[0].replace(".", "").isdigit():
        return frozenset()
    return frozenset({float(quantity.value), float(against[0])})


def _reach(quantity: Quantity) -> tuple[float, float]:
    """“At least 10” is no other way to say 20: an open end reaches a little."""
    low, high = quantity.low, quantity.high
    return (
        low if low is not None else quantity.value / _OPEN_SHARE,
        high if high is not None else quantity.value * _OPEN_SHARE,
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
