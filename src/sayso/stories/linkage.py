"""Average linkage over sparse vectors, by reciprocal nearest neighbours.

The mean likeness of all pairs between two groups is the dot product of their mean vectors, so no
matrix of pairs is kept. Average linkage is reducible: groups that are each other's nearest may be
merged at once, and the tree is the one that merging the nearest pair at a time would give
(Bruynooghe 1977; Murtagh 1983).

    rows ──search──▶ nearest ──reciprocal──▶ Merge, Merge, ... until no two groups are alike enough
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.stories.options import StoryOptions

Matrix = Any  # scipy.sparse.csr_matrix; scipy ships no types
Indexes = NDArray[np.int64]
Floats = NDArray[np.float64]

_SEARCHED = 96  # heaviest features of a group that the search looks at; the rest add little
_CANDIDATES = 12  # groups whose likeness is then worked out in full
_WORTH = 0.5  # of the least likeness; what the heaviest features show of a likeness is seldom less
_NEAR_TOP = 0.7  # of the best that the search shows for a group; the nearest is not below it
_BLOCK = 1024  # rows searched at a time; bounds memory
_NEAR_FADE = 30.0  # days beyond `near_days` at which likeness has fallen to 1/e


@dataclass(frozen=True, slots=True)
class Merge:
    """Groups `a` and `b`, alike by `between` on average, become group `into`; leaves come first."""

    a: int
    b: int
    into: int
    between: float


@dataclass(slots=True)
class _State:
    """Groups that may still merge. Row i of `sums` belongs to group `number[i]`."""

    sums: Matrix
    index: Matrix
    number: Indexes
    size: Floats
    days: Floats  # sum of the known days
    dated: Floats  # how many are known
    nearest: Indexes = field(init=False)
    likeness: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.nearest = np.full(len(self.number), -1, np.int64)
        self.likeness = np.full(len(self.number), -1.0)


def average_linkage(
    rows: Matrix, days: Floats, *, least: float, near_days: float
) -> tuple[Merge, ...]:
    """All merges of groups at least `least` alike, in an order in which each follows those it
    builds on.

    days  one a row, NaN where unknown: groups whose mean days lie more than `near_days` apart grow
          less alike

    >>> from scipy import sparse
    >>> rows = sparse.csr_matrix(np.array([[1.0, 0], [0.8, 0.6], [0, 1.0]]))
    >>> merges = average_linkage(rows, np.full(3, np.nan), least=0.1, near_days=7)
    >>> [(m.a, m.b, m.into, round(m.between, 2)) for m in merges]
    [(0, 1, 3, 0.8), (2, 3, 4, 0.3)]
    """
    known = ~np.isnan(days)
    count = rows.shape[0]
    state = _State(
        rows,
        heaviest(rows),
        np.arange(count),
        np.ones(count),
        np.where(known, days, 0.0),
        known.astype(np.float64),
    )
    stale = np.arange(count)
    merges: list[Merge] = []
    while len(state.number) > 1:
        _search(state, stale, least, near_days)
        pairs = _reciprocal(state, least)
        if not len(pairs):
            break
        made = [_merge(state, i, j, count + len(merges) + k) for k, (i, j) in enumerate(pairs)]
        merges.extend(made)
        state, stale = _merged(state, pairs, np.array([m.into for m in made], np.int64), least)
    return tuple(merges)


def reach(options: StoryOptions) -> float:
    """Days apart from which on two groups of full articles, however alike, are never one story.

    >>> round(reach(StoryOptions()), 1)
    70.6
    """
    return options.near_days + _NEAR_FADE * math.log(1 / options.least_similarity)


def _merge(state: _State, i: int, j: int, into: int) -> Merge:
    a, b = sorted((int(state.number[i]), int(state.number[j])))
    return Merge(a, b, into, float(state.likeness[i]))


def heaviest(rows: Matrix) -> Matrix:
    """The rows with only their heaviest features, by weight and then by column."""
    from scipy import sparse  # heavy: loaded where it is needed

    rows = rows.tocsr()
    lengths = np.diff(rows.indptr)
    if not len(lengths) or lengths.max() <= _SEARCHED:
        return rows
    row = np.repeat(np.arange(rows.shape[0]), lengths)
    order = np.lexsort((rows.indices, -rows.data, row))
    rank = np.arange(len(row)) - np.repeat(rows.indptr[:-1], lengths)
    kept = order[rank < _SEARCHED]
    return sparse.csr_matrix((rows.data[kept], (row[kept], rows.indices[kept])), shape=rows.shape)


def _search(state: _State, stale: Indexes, least: float, near_days: float) -> None:
    """Find the nearest of every stale group; whatever it is nearer to than theirs is told."""
    from scipy import sparse  # heavy: loaded where it is needed

    state.nearest[stale], state.likeness[stale] = -1, -1.0
    scale = sparse.diags(1 / state.size)
    index = (scale @ state.index).T.tocsr()
    for start in range(0, len(stale), _BLOCK):
        asked = stale[start : start + _BLOCK]
        products = sparse.diags(1 / state.size[asked]) @ (state.index[asked] @ index)
        i, j = _candidates(state, products, asked, least=_WORTH * least, near_days=near_days)
        first, second = np.minimum(i, j), np.maximum(i, j)
        values = _likeness(state, first, second, near_days)
        _offer(
            state, np.concatenate((i, j)), np.concatenate((j, i)), np.concatenate((values, values))
        )


def _candidates(
    state: _State, products: Matrix, asked: Indexes, *, least: float, near_days: float
) -> tuple[Indexes, Indexes]:
    """Pairs (asked, other) with the highest products of every row, none below `least`; a product
    counts less where the days lie far apart, or what looks alike and is of another year would keep
    out what is near.
    """
    products = products.tocsr()
    high = np.flatnonzero(products.data >= least)
    row = np.searchsorted(products.indptr, high, "right") - 1
    apart = products.indices[high] != asked[row]
    high, row = high[apart], row[apart]
    column, value = products.indices[high], products.data[high]
    value = value * _faded(state, asked[row], column, near_days)
    high = value >= least
    row, column, value = row[high], column[high], value[high]
    top = np.zeros(len(asked), value.dtype)
    np.maximum.at(top, row, value)
    near = value >= _NEAR_TOP * top[row]
    row, column, value = row[near], column[near], value[near]
    order = np.lexsort((column, -value, row))
    row, column = row[order], column[order]
    rank = np.arange(len(row)) - np.searchsorted(row, np.arange(len(asked)))[row]
    kept = rank < _CANDIDATES
    return asked[row[kept]], column[kept].astype(np.int64)


def _faded(state: _State, i: Indexes, j: Indexes, near_days: float) -> Floats:
    """What is left, 0..1, of the likeness of groups i and j for the days between them."""
    both = (state.dated[i] > 0) & (state.dated[j] > 0)
    day = state.days / np.maximum(state.dated, 1.0)
    gap = np.where(both, np.abs(day[i] - day[j]), 0.0)
    return np.asarray(np.exp(-np.maximum(gap - near_days, 0.0) / _NEAR_FADE))


def _likeness(state: _State, i: Indexes, j: Indexes, near_days: float) -> Floats:
    """Mean likeness of all pairs between groups i and j, less where their days lie far apart."""
    if not len(i):
        return np.empty(0)
    products = np.asarray(state.sums[i].multiply(state.sums[j]).sum(axis=1), np.float64).ravel()
    return products / (state.size[i] * state.size[j]) * _faded(state, i, j, near_days)


def _offer(state: _State, to: Indexes, other: Indexes, values: Floats) -> None:
    """Keep each group's best offer; of equal ones the lowest row's, so that two always agree."""
    values = np.round(values, 9)
    order = np.lexsort((other, -values, to))
    to, other, values = to[order], other[order], values[order]
    first = (
        np.flatnonzero(np.concatenate(([True], to[1:] != to[:-1])))
        if len(to)
        else np.empty(0, np.int64)
    )
    to, other, values = to[first], other[first], values[first]
    held = state.likeness[to]
    better = (values > held) | ((values == held) & (other < state.nearest[to]))
    state.nearest[to[better]] = other[better]
    state.likeness[to[better]] = values[better]


def _reciprocal(state: _State, least: float) -> NDArray[np.int64]:
    """Rows each other's nearest and alike enough; the most alike pair if rounding leaves none."""
    own = np.arange(len(state.number))
    alike = (state.likeness >= least) & (state.nearest >= 0)
    mutual = alike & (state.nearest[state.nearest] == own) & (own < state.nearest)
    if mutual.any() or not alike.any():
        return np.stack((own[mutual], state.nearest[mutual]), axis=1)
    best = int(np.argmax(state.likeness))
    return np.array([sorted((best, int(state.nearest[best])))], np.int64)


def _merged(
    state: _State, pairs: NDArray[np.int64], into: Indexes, least: float
) -> tuple[_State, Indexes]:
    """The state after the merges, and the rows whose nearest must be sought anew.

    A group with nothing alike enough never gets any (reducibility) and leaves.
    """
    from scipy import sparse  # heavy: loaded where it is needed

    a, b = pairs[:, 0], pairs[:, 1]
    gone = np.zeros(len(state.number), bool)
    gone[pairs.ravel()] = True
    staying = np.flatnonzero(~gone & (state.likeness >= least))
    new_sums = state.sums[a] + state.sums[b]
    combined = _State(
        sparse.vstack((state.sums[staying], new_sums), format="csr"),
        sparse.vstack((state.index[staying], heaviest(new_sums)), format="csr"),
        np.concatenate((state.number[staying], into)),
        np.concatenate((state.size[staying], state.size[a] + state.size[b])),
        np.concatenate((state.days[staying], state.days[a] + state.days[b])),
        np.concatenate((state.dated[staying], state.dated[a] + state.dated[b])),
    )
    place = np.full(len(state.number), -1, np.int64)
    place[staying] = np.arange(len(staying))
    combined.nearest[: len(staying)] = place[state.nearest[staying]]
    combined.likeness[: len(staying)] = state.likeness[staying]
    stale = np.flatnonzero(combined.nearest < 0)
    return combined, stale
