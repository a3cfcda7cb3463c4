"""Average linkage over sparse vectors, by reciprocal nearest neighbours.

The mean likeness of all pairs between two groups is the dot product of their mean vectors, so no
matrix of pairs is kept. Average linkage is reducible: groups that are each other's nearest may be
merged at once, and the tree is the one that merging the nearest pair at a time would give
(Bruynooghe 1977; Murtagh 1983).

    rows ──search──▶ nearest ──reciprocal──▶ Merge, Merge, ... until no two groups are alike enough
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.stories.nearness import (
    NEAR_FADE,
    WORTH,
    Extent,
    Floats,
    Indexes,
    Matrix,
    Shown,
    alike,
    best,
    heaviest,
    shown,
    turned,
)
from sayso.stories.options import StoryOptions
from sayso.stories.vectors import coverage

_BLOCK = 1024  # rows searched at a time; bounds memory


@dataclass(frozen=True, slots=True)
class Merge:
    """Groups `a` and `b`, alike by `between` on average, become group `into`; leaves come first."""

    a: int
    b: int
    into: int
    between: float


@dataclass(slots=True)
class Groups:
    """Groups that may still merge, by their numbers: a row of each, in order.

    index     the heaviest features of `sums`
    nearest   row of the nearest, -1 where it must be sought; `likeness` of the two
    """

    sums: Matrix
    index: Matrix
    number: Indexes
    extent: Extent
    nearest: Indexes
    likeness: Floats


def leaves(rows: Matrix, days: Floats) -> Groups:
    """Every row a group by itself; its day is NaN where it is not known.

    >>> from scipy import sparse
    >>> leaves(sparse.csr_matrix(np.eye(2)), np.array([5.0, np.nan])).extent.dated.tolist()
    [1.0, 0.0]
    """
    known, count = ~np.isnan(days), rows.shape[0]
    extent = Extent(np.ones(count), np.where(known, days, 0.0), known.astype(np.float64))
    nothing = np.full(count, -1, np.int64)
    return Groups(rows, heaviest(rows), np.arange(count), extent, nothing, np.full(count, -1.0))


def average_linkage(
    rows: Matrix, days: Floats, *, least: float, near_days: float
) -> tuple[Merge, ...]:
    """All merges of groups at least `least` alike, in an order in which each follows those it
    builds on.

    rows  the columns of each in order
    days  one a row, NaN where unknown: groups whose mean days lie more than `near_days` apart grow
          less alike

    >>> from scipy import sparse
    >>> rows = sparse.csr_matrix(np.array([[1.0, 0], [0.8, 0.6], [0, 1.0]]))
    >>> merges = average_linkage(rows, np.full(3, np.nan), least=0.1, near_days=7)
    >>> [(m.a, m.b, m.into, round(m.between, 2)) for m in merges]
    [(0, 1, 3, 0.8), (2, 3, 4, 0.3)]
    """
    count = rows.shape[0]
    return tuple(linked(leaves(rows, days), count, least=least, near_days=near_days))


def linked(groups: Groups, first: int, *, least: float, near_days: float) -> Iterator[Merge]:
    """The merges that are left to make among groups, new ones numbered from `first` on.

    >>> from scipy import sparse
    >>> held = leaves(sparse.csr_matrix(np.ones((2, 1))), np.full(2, np.nan))
    >>> [(m.a, m.b, m.into) for m in linked(held, 9, least=0.1, near_days=7)]
    [(0, 1, 9)]
    """
    while len(groups.number) > 1:
        _search(groups, np.flatnonzero(groups.nearest < 0), least, near_days)
        pairs = _reciprocal(groups, least)
        if not len(pairs):
            break
        made = [_merge(groups, i, j, first + k) for k, (i, j) in enumerate(pairs)]
        yield from made
        first += len(made)
        groups = _merged(groups, pairs, np.array([m.into for m in made], np.int64), least)


def reach(options: StoryOptions) -> float:
    """Days apart from which on two groups of full articles, however alike, are never one story.

    >>> round(reach(StoryOptions()), 1)
    70.6
    """
    return options.near_days + NEAR_FADE * math.log(1 / options.least_similarity)


def farthest(options: StoryOptions) -> float:
    """Days apart from which on the search shows no two groups to each other, however short and
    alike their texts.

    >>> round(farthest(StoryOptions()))
    130
    """
    most = float(1 / coverage(np.zeros(1), options)[0])  # the product of two rows is no more
    rounding = 1.0
    return (
        options.near_days
        + NEAR_FADE * math.log(max(1.0, most / (WORTH * options.least_similarity)))
        + rounding
    )


def _merge(groups: Groups, i: int, j: int, into: int) -> Merge:
    a, b = sorted((int(groups.number[i]), int(groups.number[j])))
    return Merge(a, b, into, float(groups.likeness[i]))


def _search(groups: Groups, stale: Indexes, least: float, near_days: float) -> None:
    """Find the nearest of every stale group; whatever it is nearer to than theirs is told."""
    groups.nearest[stale], groups.likeness[stale] = -1, -1.0
    extent, sums = groups.extent, groups.sums
    others = turned(groups.index, extent.size)
    for start in range(0, len(stale), _BLOCK):
        rows = stale[start : start + _BLOCK]
        asked, index = extent.of(rows), groups.index[rows]
        found = shown(index, asked, others, extent, least=least, near_days=near_days)
        apart = found.column != rows[found.row]
        pairs = best(Shown(found.row[apart], found.column[apart], found.value[apart]))
        i, j = rows[pairs.row], pairs.column
        one, other = np.minimum(i, j), np.maximum(i, j)
        values = alike(
            sums[one], extent.of(one), sums[other], extent.of(other), near_days=near_days
        )
        _offer(
            groups, np.concatenate((i, j)), np.concatenate((j, i)), np.concatenate((values, values))
        )


def _offer(groups: Groups, to: Indexes, other: Indexes, values: Floats) -> None:
    """Keep each group's best offer; of equal ones the lowest row's, so that two always agree."""
    order = np.lexsort((other, -values, to))
    to, other, values = to[order], other[order], values[order]
    first = np.flatnonzero(np.diff(to, prepend=-1))
    to, other, values = to[first], other[first], values[first]
    held = groups.likeness[to]
    better = (values > held) | ((values == held) & (other < groups.nearest[to]))
    groups.nearest[to[better]] = other[better]
    groups.likeness[to[better]] = values[better]


def _reciprocal(groups: Groups, least: float) -> NDArray[np.int64]:
    """Rows each other's nearest and alike enough; the most alike pair if rounding leaves none."""
    own = np.arange(len(groups.number))
    near = (groups.likeness >= least) & (groups.nearest >= 0)
    mutual = near & (groups.nearest[groups.nearest] == own) & (own < groups.nearest)
    if mutual.any() or not near.any():
        return np.stack((own[mutual], groups.nearest[mutual]), axis=1)
    most = int(np.argmax(groups.likeness))
    return np.array([sorted((most, int(groups.nearest[most])))], np.int64)


def _merged(groups: Groups, pairs: NDArray[np.int64], into: Indexes, least: float) -> Groups:
    """The groups after the merges; of those whose nearest is gone, it must be sought anew.

    A group with nothing alike enough never gets any (reducibility) and leaves.
    """
    from scipy import sparse  # heavy: loaded where it is needed

    a, b = pairs[:, 0], pairs[:, 1]
    gone = np.zeros(len(groups.number), bool)
    gone[pairs.ravel()] = True
    staying = np.flatnonzero(~gone & (groups.likeness >= least))
    sums, old = groups.sums[a] + groups.sums[b], groups.extent
    place = np.full(len(groups.number), -1, np.int64)
    place[staying] = np.arange(len(staying))
    extent = Extent(
        np.concatenate((old.size[staying], old.size[a] + old.size[b])),
        np.concatenate((old.days[staying], old.days[a] + old.days[b])),
        np.concatenate((old.dated[staying], old.dated[a] + old.dated[b])),
    )
    return Groups(
        sparse.vstack((groups.sums[staying], sums), format="csr"),
        sparse.vstack((groups.index[staying], heaviest(sums)), format="csr"),
        np.concatenate((groups.number[staying], into)),
        extent,
        np.concatenate((place[groups.nearest[staying]], np.full(len(pairs), -1))),
        np.concatenate((groups.likeness[staying], np.full(len(pairs), -1.0))),
    )
