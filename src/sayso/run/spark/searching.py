"""The nearest of every group that must seek it, by windows of days: the same as the search of
`stories.linkage` finds, with the groups brought together by Spark.

    groups ──day──▶ tiles ──each with those within reach──▶ shown ──best of all──▶ pairs
    pairs ──sums of both──▶ likeness ──least distant──▶ (n, nearest, likeness)

A tile holds so many groups at most; a day of more is several. What is of an unknown day is near to
all days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from sayso.run.spark.grouping import extent_of, matrix
from sayso.run.spark.tables import (
    Batch,
    Frame,
    arrow,
    batch,
    columns_of,
    stretches,
)
from sayso.stories.linkage import farthest
from sayso.stories.nearness import Shown, alike, best, shown, turned
from sayso.stories.options import StoryOptions

_SHOWN = "key bigint, n bigint, value double"
_PAIRS = "i bigint, j bigint"
_ALIKE = "n bigint, other bigint, value double"
_BLOCK = 1024  # groups asked for at a time; bounds memory
_HEADS = ("n", "size", "days", "dated", "top", "heavy")
_SUMS = ("size", "days", "dated", "ids", "weights")


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive days, and in how many tiles their groups lie; `low` None: unknown days."""

    low: int | None
    high: int
    first: int
    tiles: int

    def numbers(self) -> range:
        """The numbers of its tiles.

        >>> Window(3, 4, first=7, tiles=2).numbers()
        range(7, 9)
        """
        return range(self.first, self.first + self.tiles)


def windows(counts: dict[int | None, int], most: int) -> list[Window]:
    """Windows with `most` groups a tile; only a window of one day has several tiles.

    >>> [(w.low, w.high, w.tiles) for w in windows({3: 2, 4: 1, 9: 7, None: 1}, most=3)]
    [(None, 0, 1), (3, 4, 1), (9, 9, 3)]
    """
    found = [Window(None, 0, 0, -(-counts[None] // most))] if counts.get(None) else []
    days = sorted(day for day in counts if day is not None)
    held = most
    for day in days:
        if held + counts[day] <= most:
            last = found.pop()
            found.append(Window(last.low, day, last.first, 1))
            held += counts[day]
            continue
        first = found[-1].first + found[-1].tiles if found else 0
        found.append(Window(day, day, first, -(-counts[day] // most)))
        held = counts[day]
    return found


def meetings(held: Sequence[Window], reach: float) -> Iterator[tuple[int, int]]:
    """The tiles whose groups may be near to each other, both ways.

    >>> near = windows({3: 1, 50: 1, 400: 1}, most=1)
    >>> [(a, b) for a, b in meetings(near, reach=60.0) if a < b]
    [(0, 1)]
    """
    for one, other in product(held, held):
        if one.low is None or other.low is None or _apart(one, other) <= reach:
            yield from product(one.numbers(), other.numbers())


def _apart(one: Window, other: Window) -> int:
    """Days that lie between any two of them at least; a mean day lies anywhere within its day."""
    return max((one.low or 0) - other.high, (other.low or 0) - one.high) - 1


def nearest(groups: Frame, options: StoryOptions, tile: int) -> Frame:
    """Of each group its nearest and how alike they are: n, nearest, likeness; -1 where there is
    none.
    """
    from pyspark.sql import functions as f

    found = _shown(groups, options, tile)
    pairs = found.repartition("key").sortWithinPartitions("key").mapInArrow(_best, _PAIRS)
    both = beside(pairs.distinct(), groups, _SUMS)
    told = both.mapInArrow(partial(_alike, near_days=options.near_days), _ALIKE)
    held = groups.filter("nearest >= 0").selectExpr("n", "nearest as other", "likeness as value")
    offers = (
        told.unionByName(held)
        .groupBy("n")
        .agg(f.min(f.struct((-f.col("value")).alias("distance"), "other")).alias("offer"))
    )
    return (
        groups.select("n")
        .join(offers, "n", "left")
        .select(
            "n",
            f.coalesce("offer.other", f.lit(-1)).alias("nearest"),
            f.coalesce(-f.col("offer.distance"), f.lit(-1.0)).alias("likeness"),
        )
    )


def beside(pairs: Frame, groups: Frame, names: Sequence[str]) -> Frame:
    """Pairs (i, j, ...) with columns of both groups, their names ending in _i and _j."""
    for side in ("i", "j"):
        told = groups.selectExpr(f"n as {side}", *(f"{name} as {name}_{side}" for name in names))
        pairs = pairs.join(told, side)
    return pairs


# ---- tiles ---------------------------------------------------------------------------


def _shown(groups: Frame, options: StoryOptions, tile: int) -> Frame:
    """Pairs of a group that is asked for (key) and another (n), and what shows of their likeness;
    of each two tiles the best of each group.
    """
    from pyspark.sql import functions as f

    spark = groups.sparkSession
    day = f.when(f.col("dated") > 0, f.floor(f.col("days") / f.col("dated")).cast("bigint"))
    dated = groups.withColumn("day", day)
    counts = {row["day"]: row["count"] for row in dated.groupBy("day").count().collect()}
    held = windows(counts, tile)
    days = [(day, w.first, w.tiles) for day in counts for w in held if _is_of(day, w)]
    of_days = spark.createDataFrame(days, "at bigint, first bigint, tiles bigint")
    placed = (
        dated.join(f.broadcast(of_days), f.col("day").eqNullSafe(f.col("at")))
        .withColumn("tile", f.col("first") + f.pmod(f.xxhash64("n"), "tiles"))
        .select("tile", "nearest", *_HEADS)
    )
    met = list(enumerate(meetings(held, farthest(options))))
    rows = [(k, a, b) for k, (a, b) in met]
    meeting = f.broadcast(spark.createDataFrame(rows, "meeting bigint, one bigint, other bigint"))
    asked = placed.filter("nearest < 0").join(meeting, f.col("tile") == f.col("one"))
    others = placed.join(meeting, f.col("tile") == f.col("other"))
    # under names that Spark takes for columns of their own
    fresh = [f.col("meeting").alias("of"), *(f.col(name).alias(name) for name in _HEADS)]
    step = partial(_met, options=options)
    return (
        asked.select("meeting", *_HEADS)
        .groupBy("meeting")
        .cogroup(others.select(*fresh).groupBy("of"))
        .applyInArrow(step, _SHOWN)
    )


def _is_of(day: int | None, window: Window) -> bool:
    if day is None or window.low is None:
        return day is None and window.low is None
    return window.low <= day <= window.high


def _met(asked: Any, others: Any, options: StoryOptions) -> Any:
    """What shows of the likeness of two tiles, each group's best."""
    import pyarrow as pa

    one, other = columns_of(asked), columns_of(others)
    count, extent, held = len(one["n"]), extent_of(one), extent_of(other)
    both, _ = matrix([*one["top"], *other["top"]], [*one["heavy"], *other["heavy"]])
    index = turned(both[count:], held.size)
    least, near_days = options.least_similarity, options.near_days
    made = []
    for start in range(0, count, _BLOCK) if len(other["n"]) else ():
        rows = np.arange(start, min(start + _BLOCK, count))
        asked_of = extent.of(rows)
        found = shown(both[rows], asked_of, index, held, least=least, near_days=near_days)
        key, n = one["n"][rows[found.row]], other["n"][found.column]
        apart = key != n
        pairs = best(Shown(key[apart], n[apart], found.value[apart]))
        made.append(batch(arrow(_SHOWN), [pairs.row, pairs.column, pairs.value]))
    return pa.Table.from_batches(made, arrow(_SHOWN))


def _best(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Of each group the best of all tiles, as pairs."""
    for key, n, value in stretches(batches):
        pairs = best(Shown(key, n, value))
        low, high = np.minimum(pairs.row, pairs.column), np.maximum(pairs.row, pairs.column)
        yield batch(arrow(_PAIRS), [low, high])


def _alike(batches: Iterable[Batch], near_days: float) -> Iterator[Batch]:
    """How alike each pair is, told to both."""
    for part in batches:
        held = columns_of(part)
        count = len(held["i"])
        ids, weights = ([*held[f"{n}_i"], *held[f"{n}_j"]] for n in ("ids", "weights"))
        sums, _ = matrix(ids, weights)
        one, other = extent_of(held, "_i"), extent_of(held, "_j")
        values = alike(sums[:count], one, sums[count:], other, near_days=near_days)
        i, j = held["i"], held["j"]
        both = [np.concatenate(two) for two in ((i, j), (j, i), (values, values))]
        yield batch(arrow(_ALIKE), both)
