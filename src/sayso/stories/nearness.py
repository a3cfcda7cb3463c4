"""How alike two groups of texts are, and which of many are worth asking.

A group is the sum of its rows. Every figure is of two groups and depends on nothing else that is
there: columns stand in one order everywhere, so that a sum of products comes out the same, to the
last bit, among few groups as among all.

    sums ──heaviest──▶ index ──products──▶ shown ──best──▶ pairs ──alike──▶ likeness
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = Any  # scipy.sparse.csr_matrix, the columns of each row in order; scipy ships no types
Indexes = NDArray[np.int64]
Floats = NDArray[np.float64]

_SEARCHED = 96  # heaviest features of a group that the search looks at; the rest add little
_CANDIDATES = 12  # groups whose likeness is then worked out in full
WORTH = 0.5  # of the least likeness; what the heaviest features show of a likeness is seldom less
_NEAR_TOP = 0.7  # of the best that the search shows for a group; the nearest is not below it
NEAR_FADE = 30.0  # days beyond `near_days` at which likeness has fallen to 1/e


@dataclass(frozen=True, slots=True)
class Extent:
    """Of every group how many rows it is the sum of, and when these were.

    days   sum of the known days
    dated  how many are known
    """

    size: Floats
    days: Floats
    dated: Floats

    def of(self, groups: Indexes | slice) -> Extent:
        """The same of some of the groups.

        >>> Extent(np.ones(3), np.zeros(3), np.zeros(3)).of(np.array([2])).size.tolist()
        [1.0]
        """
        return Extent(self.size[groups], self.days[groups], self.dated[groups])

    def day(self) -> Floats:
        """The mean day of each, 0 where none is known.

        >>> Extent(np.array([3.0]), np.array([10.0]), np.array([2.0])).day().tolist()
        [5.0]
        """
        return self.days / np.maximum(self.dated, 1.0)


def heaviest(rows: Matrix) -> Matrix:
    """The rows with only their heaviest features, by weight and then by column.

    >>> from scipy import sparse
    >>> heaviest(sparse.csr_matrix(np.arange(200.0)[None, :])).nnz
    96
    """
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


def turned(index: Matrix, size: Floats) -> Matrix:
    """The means of groups by their features, to be multiplied with: a row a feature.

    >>> from scipy import sparse
    >>> turned(sparse.csr_matrix(np.array([[4.0, 0], [0, 2.0]])), np.array([2.0, 1.0])).toarray()
    array([[2., 0.],
           [0., 2.]])
    """
    from scipy import sparse  # heavy: loaded where it is needed

    return (sparse.diags(1 / size) @ index).T.tocsr()


@dataclass(frozen=True, slots=True)
class Shown:
    """Pairs of a group that is asked for and another, and what the index shows of their likeness:
    their rows, and 0..1 (more for short texts).
    """

    row: Indexes
    column: Indexes
    value: Floats


def shown(
    index: Matrix, asked: Extent, others: Matrix, held: Extent, *, least: float, near_days: float
) -> Shown:
    """All pairs that show half of the least likeness or more, each group with itself among them. It
    counts less where the days lie far apart, or what looks alike and is of another year would keep
    out what is near.

    index   of the groups asked for; `others`: of those held, as `turned` gives it

    >>> from scipy import sparse
    >>> index = sparse.csr_matrix(np.array([[1.0, 0], [0.8, 0.6], [0, 1.0]]))
    >>> all_of = Extent(np.ones(3), np.zeros(3), np.zeros(3))
    >>> found = shown(index, all_of, turned(index, all_of.size), all_of, least=0.9, near_days=7)
    >>> list(zip(found.row.tolist(), found.column.tolist()))
    [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2)]
    """
    from scipy import sparse  # heavy: loaded where it is needed

    products = (sparse.diags(1 / asked.size) @ (index @ others)).tocsr()
    high = np.flatnonzero(products.data >= WORTH * least)
    row = np.searchsorted(products.indptr, high, "right") - 1
    column, value = products.indices[high].astype(np.int64), products.data[high]
    value = value * faded(asked.of(row), held.of(column), near_days)
    kept = value >= WORTH * least
    return Shown(row[kept], column[kept], value[kept])


def best(found: Shown) -> Shown:
    """Of each row the few pairs that show most, no other than itself among them given; of some of
    its pairs it keeps all that it keeps of all. In order of the rows.

    >>> pairs = Shown(np.array([4, 4, 4]), np.array([7, 8, 9]), np.array([0.5, 0.1, 0.6]))
    >>> best(pairs).column.tolist()
    [9, 7]
    """
    order = np.lexsort((found.column, -found.value, found.row))
    row, column, value = found.row[order], found.column[order], found.value[order]
    firsts = np.searchsorted(row, row)  # where the pairs of each row begin, the best first
    near = value >= _NEAR_TOP * value[firsts]
    kept = near & (np.arange(len(row)) - firsts < _CANDIDATES)
    return Shown(row[kept], column[kept], value[kept])


def faded(one: Extent, other: Extent, near_days: float) -> Floats:
    """What is left, 0..1, of the likeness of each two groups for the days between them.

    >>> spring = Extent(np.ones(1), np.array([100.0]), np.ones(1))
    >>> summer = Extent(np.ones(1), np.array([137.0]), np.ones(1))
    >>> faded(spring, summer, near_days=7).round(3).tolist()
    [0.368]
    """
    both = (one.dated > 0) & (other.dated > 0)
    gap = np.where(both, np.abs(one.day() - other.day()), 0.0)
    return np.asarray(np.exp(-np.maximum(gap - near_days, 0.0) / NEAR_FADE))


def alike(a: Matrix, one: Extent, b: Matrix, other: Extent, *, near_days: float) -> Floats:
    """Mean likeness of all pairs between each two groups, given as sums, less where their days lie
    far apart; to nine places, so that two always agree.

    >>> from scipy import sparse
    >>> a, b = (sparse.csr_matrix(np.array([held])) for held in ([1.0, 1.0], [0.5, 0.0]))
    >>> ones = Extent(np.ones(1), np.zeros(1), np.zeros(1))
    >>> alike(a, ones, b, ones, near_days=7).tolist()
    [0.5]
    """
    if not a.shape[0]:
        return np.empty(0)
    products = np.asarray(a.multiply(b).sum(axis=1), np.float64).ravel()
    return np.round(products / (one.size * other.size) * faded(one, other, near_days), 9)
