"""The linkage of stories in rounds over tables: groups that are each other's nearest are merged,
all at once, as on one machine; few are left after some rounds, and these are merged at one place.

    groups ──search──▶ nearest ──reciprocal──▶ merging ──▶ groups of the next round
                          └──nothing alike enough──▶ trees
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np

from sayso.run.spark.grouping import (
    GROUPS,
    TREES,
    extent_of,
    finished,
    matrix,
    number,
    rows_of,
    trees_of,
)
from sayso.run.spark.searching import beside, nearest
from sayso.run.spark.tables import Batch, Frame, Tables, arrow, columns_of, rows_as_batch
from sayso.stories.linkage import Groups, Merge
from sayso.stories.nearness import Extent, heaviest
from sayso.stories.options import StoryOptions

# in each the groups become some four fifths as many: a billion take some fifty
_MOST_ROUNDS = 500
_MERGED = ("size", "days", "dated", "ids", "weights", "leaves", "lengths", "merges", "between")
_TREE = [field.split(" ")[0] for field in TREES.split(", ")]
Said = Callable[[str], None]


@dataclass(frozen=True)
class Bounds:
    """How much is done at one place.

    in_one   groups up to which all that is left is merged there
    tile     groups that are searched among as many others
    told     texts of a story up to which it is said why they are in it
    read     texts of a story up to which it is read
    portion  texts whose stories are read before what was read is kept
    """

    in_one: int = 20_000
    tile: int = 32_000
    told: int = 100_000
    read: int = 2_000
    portion: int = 100_000


def trees(
    tables: Tables, groups: Frame, options: StoryOptions, *, bounds: Bounds, said: Said
) -> Frame:
    """What groups are merged from, columns of `TREES`, when no two are alike enough any more."""
    if tables.exists(f"{tables.folder}/trees/_SUCCESS"):
        return tables.kept("trees", lambda: groups)
    found: list[Frame] = []
    for turn in range(1, _MOST_ROUNDS):
        count = groups.count()
        said(f"{count:,} groups to merge")
        if count <= bounds.in_one:
            break
        left, groups = _round(tables, groups, turn, options=options, tile=bounds.tile)
        found.append(left)
    found.append(groups.coalesce(1).mapInArrow(partial(_finished, options=options), TREES))
    return tables.kept("trees", lambda: reduce(lambda a, b: a.unionByName(b), found))


def _round(
    tables: Tables, groups: Frame, turn: int, *, options: StoryOptions, tile: int
) -> tuple[Frame, Frame]:
    """The trees of what nothing is alike enough to, and the groups of the next round."""
    least = options.least_similarity
    near = tables.kept(f"near-{turn}", lambda: nearest(groups, options, tile))
    merging = tables.kept(f"merging-{turn}", lambda: _reciprocal(near, turn, least))
    left = groups.join(near.filter(f"likeness < {least!r}").select("n"), "n").select(*_TREE)
    return left, tables.kept(f"groups-{turn}", lambda: _next(groups, near, merging, least))


def _reciprocal(near: Frame, turn: int, least: float) -> Frame:
    """Groups each other's nearest and alike enough: i, j, between and what they become; the most
    alike pair if rounding leaves none.
    """
    from pyspark.sql import functions as f

    alike = near.filter((f.col("likeness") >= least) & (f.col("nearest") >= 0))
    pairs = alike.selectExpr("n as i", "nearest as j", "likeness as between")
    back = near.selectExpr("n as j", "nearest as back")
    mutual = pairs.join(back, "j").filter("back = i and i < j").select("i", "j", "between")
    if mutual.isEmpty():
        most = pairs.orderBy(f.col("between").desc(), "i").limit(1)
        mutual = most.selectExpr("least(i, j) as i", "greatest(i, j) as j", "between")
    place = f.monotonically_increasing_id() + f.lit(number(turn, 0))
    return mutual.orderBy("i").withColumn("into", place)


def _next(groups: Frame, near: Frame, merging: Frame, least: float) -> Frame:
    """The groups after the merges; of those whose nearest is gone, it must be sought anew."""
    from pyspark.sql import functions as f

    gone = merging.select(f.explode(f.array("i", "j")).alias("n"))
    alike = near.filter(f.col("likeness") >= least)
    staying = alike.join(gone, "n", "left_anti")
    there = staying.selectExpr("n as nearest", "n as still")
    told = (
        groups.drop("nearest", "likeness")
        .join(staying.join(there, "nearest", "left"), "n")
        .withColumn("nearest", f.coalesce("still", f.lit(-1)))
    )
    names = [field.split(" ")[0] for field in GROUPS.split(", ")]
    made = beside(merging, groups, _MERGED).mapInArrow(_joined, GROUPS)
    return told.select(*names).unionByName(made)


def _joined(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Two groups as one."""
    for part in batches:
        held = columns_of(part)
        count = len(held["i"])
        ids, weights = ([*held[f"{n}_i"], *held[f"{n}_j"]] for n in ("ids", "weights"))
        rows, words = matrix(ids, weights)
        sums = rows[:count] + rows[count:]
        one, other = extent_of(held, "_i"), extent_of(held, "_j")
        extent = Extent(one.size + other.size, one.days + other.days, one.dated + other.dated)
        nothing, none = np.full(count, -1, np.int64), np.full(count, -1.0)
        made = Groups(sums, heaviest(sums), held["into"], extent, nothing, none)
        merges = map(Merge, *(held[name].tolist() for name in ("i", "j", "into", "between")))
        sides = zip(trees_of(held, "_i"), trees_of(held, "_j"), merges, strict=True)
        yield rows_of(made, words, [a.joined(b, merge) for a, b, merge in sides])


def _finished(batches: Iterable[Batch], options: StoryOptions) -> Iterator[Batch]:
    """All merges that are left, at one place."""
    held = [columns_of(part) for part in batches if part.num_rows]
    if held:
        whole = {name: np.concatenate([part[name] for part in held]) for name in held[0]}
        yield rows_as_batch(arrow(TREES), (tree.row() for tree in finished(whole, options)))
