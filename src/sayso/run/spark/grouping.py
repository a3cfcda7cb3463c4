"""Groups of texts on their way between steps: the rows of a table as the values that the linkage of
stories works on, and back.

    (n, ids, weights, top, heavy, ...) ──matrix, extent──▶ Groups ──rows_of──▶ (n, ids, ...)

Numbers of groups rise in the order in which a run on one machine has them: texts by their places,
then what was merged, round by round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.run.spark.tables import Batch, Column, arrow, rows_as_batch
from sayso.stories.linkage import Groups, Merge, linked
from sayso.stories.nearness import Extent, Matrix
from sayso.stories.options import StoryOptions

# of each group: its sum and the heaviest of it, as numbers of words with their weights; the nearest
# group, -1 where it must be sought; and its tree: texts or families, and the merges (a, b, into)
GROUPS = (
    "n bigint, size double, days double, dated double, ids array<bigint>, weights array<double>, "
    "top array<bigint>, heavy array<double>, nearest bigint, likeness double, "
    "leaves array<bigint>, lengths array<double>, merges array<bigint>, between array<double>"
)
TREES = "leaves array<bigint>, lengths array<double>, merges array<bigint>, between array<double>"
_ROUND = 52  # bits of a number within its round
Columns = Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Tree:
    """What a group was merged from."""

    leaves: Column
    lengths: Column
    merges: Column
    between: Column

    def joined(self, other: Tree, made: Merge) -> Tree:
        """The tree of both, merged.

        >>> one, other = Tree.of(Merge(0, 1, 5, 0.5)), Tree.of(Merge(2, 3, 6, 0.4))
        >>> one.joined(other, Merge(5, 6, 7, 0.2)).merges.tolist()
        [0, 1, 5, 2, 3, 6, 5, 6, 7]
        """
        last = Tree.of(made)
        return Tree(
            *(np.concatenate([getattr(t, name) for t in (self, other, last)]) for name in _TREE)
        )

    @classmethod
    def of(cls, made: Merge) -> Tree:
        """One merge, without what it joins.

        >>> Tree.of(Merge(0, 1, 5, 0.5)).between.tolist()
        [0.5]
        """
        none, merge = np.empty(0, np.int64), np.array([made.a, made.b, made.into], np.int64)
        return cls(none, np.empty(0), merge, np.array([made.between]))

    def row(self) -> tuple[Column, ...]:
        """The columns of `TREES`.

        >>> len(Tree.of(Merge(0, 1, 5, 0.5)).row())
        4
        """
        return self.leaves, self.lengths, self.merges, self.between


_TREE = ("leaves", "lengths", "merges", "between")


def number(turn: int, place: int) -> int:
    """The number of the group at that place among those that were made in a round.

    >>> number(1, 0) > number(0, 1 << 40)
    True
    """
    return (turn << _ROUND) + place


def matrix(ids: Iterable[Column], weights: Iterable[Column]) -> tuple[Matrix, Column]:
    """Rows as a sparse matrix with a column a word that any of them holds, and what these are
    numbered.

    >>> rows, words = matrix([np.array([4, 9]), np.array([9])], [np.ones(2), np.ones(1)])
    >>> rows.toarray().tolist(), words.tolist()
    ([[1.0, 1.0], [0.0, 1.0]], [4, 9])
    """
    from scipy import sparse  # heavy: loaded where it is needed

    ids, weights = list(ids), list(weights)
    starts = np.concatenate(([0], np.cumsum([len(held) for held in ids]))).astype(np.int64)
    words, columns = np.unique(np.concatenate([np.empty(0, np.int64), *ids]), return_inverse=True)
    values = np.concatenate(weights) if weights else np.empty(0)
    shape = (len(ids), len(words))
    return sparse.csr_matrix((values, columns.astype(np.int64), starts), shape=shape), words


def numbered(rows: Matrix, words: Column) -> Iterator[tuple[Column, Column]]:
    """Each row as numbers of words with their weights: the inverse of `matrix`.

    >>> [ids.tolist() for ids, _ in numbered(*matrix([np.array([4, 9])], [np.ones(2)]))]
    [[4, 9]]
    """
    for low, high in zip(rows.indptr[:-1], rows.indptr[1:], strict=True):
        yield words[rows.indices[low:high]], rows.data[low:high]


def extent_of(held: Columns, side: str = "") -> Extent:
    """Size and days of the groups of some rows.

    >>> extent_of({"size": np.ones(2), "days": np.zeros(2), "dated": np.zeros(2)}).size.tolist()
    [1.0, 1.0]
    """
    return Extent(*(held[f"{name}{side}"] for name in ("size", "days", "dated")))


def rows_of(groups: Groups, words: Column, trees: Sequence[Tree]) -> Batch:
    """Groups as rows of `GROUPS`."""
    extent = groups.extent
    sums, tops = numbered(groups.sums, words), numbered(groups.index, words)
    scalars = zip(groups.number, extent.size, extent.days, extent.dated, strict=True)
    nearest = zip(groups.nearest, groups.likeness, strict=True)
    rows = (
        (*scalar, *own, *top, *near, *tree.row())
        for scalar, own, top, near, tree in zip(scalars, sums, tops, nearest, trees, strict=True)
    )
    return rows_as_batch(arrow(GROUPS), rows)


def trees_of(held: Columns, side: str = "") -> list[Tree]:
    """The trees of some rows."""
    return [Tree(*row) for row in zip(*(held[f"{name}{side}"] for name in _TREE), strict=True)]


def finished(held: Columns, options: StoryOptions) -> Iterator[Tree]:
    """The trees of all groups that are left, merged to the end, at one place."""
    order = np.argsort(held["n"])
    held = {name: column[order] for name, column in held.items()}
    count = len(order)
    both, _ = matrix([*held["ids"], *held["top"]], [*held["weights"], *held["heavy"]])
    numbers, nearest = held["n"], held["nearest"]
    place = np.where(nearest < 0, -1, np.searchsorted(numbers, nearest))
    groups = Groups(
        both[:count], both[count:], numbers, extent_of(held), place, held["likeness"].copy()
    )
    trees = dict(zip(numbers.tolist(), trees_of(held), strict=True))
    first = int(numbers.max(initial=0)) + 1
    least, near_days = options.least_similarity, options.near_days
    for made in linked(groups, first, least=least, near_days=near_days):
        trees[made.into] = trees.pop(made.a).joined(trees.pop(made.b), made)
    yield from trees.values()
