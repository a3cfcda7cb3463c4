"""Pairs of texts that share enough windows to be compared: the same as `copies.candidates` finds,
with the windows sorted by Spark.

    sketches ─explode─▶ (window, text) ─sort─▶ held by few: pairs
                                           └─▶ by more: usual? ─▶ share of each text that is usual
                                                        └────────▶ pairs, or furniture
    pairs ─summed up─▶ enough? ─▶ (i, j)

A window that more texts hold than `hot` makes no pairs: it is counted and told as furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from sayso.copies.candidates import (
    DOC_BITS,
    Sizes,
    all_pairs,
    enough,
    equal_texts,
    is_usual,
    paired,
    pairs_of,
    runs_of,
    tally,
    unpacked,
)
from sayso.copies.group import near_in_time
from sayso.copies.options import CopyOptions
from sayso.run.spark.tables import Batch, Column, Frame, Tables, arrow, batch, by_key, stretches
from sayso.text import Hashes, Indexes

FRESH, OFTEN, MORE, FURNITURE, HOT = range(5)
_ROWS = "kind int, a bigint, b bigint, c bigint, d bigint"
_PAIRS = "i bigint, j bigint"


@dataclass(frozen=True, slots=True)
class Shared:
    """What came of the search: frames.

    pairs      numbers (i, j), i < j, each pair once
    furniture  window, how many texts hold it, numbers of the first two of them
    hot        the same of windows that too many hold to be looked at
    """

    pairs: Frame
    furniture: Frame
    hot: Frame


def shared(tables: Tables, sketches: Frame, options: CopyOptions, hot: int) -> Shared:
    """The pairs among the numbered sketches."""
    from pyspark.sql import functions as f

    windows = sketches.select(f.explode("keys").alias("key"), "n")
    first = tables.kept(
        "windows", lambda: by_key(windows, partial(_met, options=options, hot=hot), _ROWS)
    )
    more = tables.kept("usual", lambda: _usual(first, sketches, options))
    second = tables.kept("common", lambda: _common(more, sketches, options))
    found = first.unionByName(second)
    equal = by_key(
        sketches.filter("whole != 0").select(f.col("whole").alias("key"), "n"),
        partial(_equal, options=options),
        _ROWS,
    )
    counted = (
        found.filter(f.col("kind") <= OFTEN)
        .groupBy(f.col("a").alias("i"), f.col("b").alias("j"))
        .agg(
            f.sum(f.when(f.col("kind") == FRESH, f.col("c")).otherwise(0)).alias("fresh"),
            f.sum("c").alias("every"),
        )
        .filter("every >= 2")  # fewer are never enough, whatever the texts
    )
    likely = _enough(counted, sketches, options).unionByName(
        _near(equal.select(f.col("a").alias("i"), f.col("b").alias("j")), sketches, options)
    )
    told = "a as key", "d as documents", "b as one", "c as other"
    return Shared(
        pairs=tables.kept("pairs", likely.distinct),
        furniture=found.filter(f.col("kind").isin(FURNITURE, HOT)).selectExpr(*told),
        hot=found.filter(f.col("kind") == HOT).selectExpr(*told),
    )


# ---- steps: sorted rows in, rows out ----------------------------------------------


def _met(batches: Iterable[Batch], options: CopyOptions, hot: int) -> Iterator[Batch]:
    """Pairs of the windows that few texts hold; the windows that more do, for a second look."""
    few = min(options.house_docs, options.usual_docs, options.refrain_docs)
    for key, n in stretches(batches):
        keys, numbers = _packed(key, n)
        firsts, lengths = runs_of(keys)
        docs = keys & np.uint64((1 << int(DOC_BITS)) - 1)
        pairs = _joined(all_pairs(docs, firsts, lengths, lengths <= few))
        yield _pairs(FRESH, *tally(pairs), numbers)
        many = np.repeat((lengths > few) & (lengths <= hot), lengths)
        yield _rows(MORE, key[many], n[many])
        over = np.flatnonzero(lengths > hot)
        at = firsts[over]
        yield _rows(HOT, key[at], n[at], n[at + 1], lengths[over])


def _flagged(batches: Iterable[Batch], options: CopyOptions) -> Iterator[Batch]:
    """The windows that more texts hold, and whether each is usual."""
    for key, n, house in stretches(batches):
        keys, numbers = _packed(key, n)
        flags = is_usual(keys, *runs_of(keys), _houses(n, house, numbers), options)
        told = np.repeat(flags, runs_of(keys)[1])
        yield _rows(MORE, key, n, told.astype(np.int64))


def _weighed(batches: Iterable[Batch], options: CopyOptions) -> Iterator[Batch]:
    """Pairs of the windows that more texts hold, by how usual all windows of these are."""
    for key, n, share, house in stretches(batches):
        keys, numbers = _packed(key, n)
        usual = np.zeros(len(numbers))
        usual[np.searchsorted(numbers, n)] = share
        fresh, often, dull = pairs_of(keys, usual, _houses(n, house, numbers), options)
        yield _pairs(FRESH, *tally(fresh), numbers)
        yield _pairs(OFTEN, *tally(often), numbers)
        yield _rows(FURNITURE, dull[:, 0], numbers[dull[:, 2]], numbers[dull[:, 3]], dull[:, 1])


def _equal(batches: Iterable[Batch], options: CopyOptions) -> Iterator[Batch]:
    for key, n in stretches(batches):
        yield _pairs(FRESH, *tally(equal_texts(key.view(np.uint64), options)), n)


def _packed(key: Column, n: Column) -> tuple[Hashes, Indexes]:
    """The rows as keys of `copies.candidates`, the texts numbered within this stretch, in order;
    and their numbers outside.
    """
    numbers, local = np.unique(n, return_inverse=True)
    return key.astype(np.uint64) << DOC_BITS | local.astype(np.uint64), numbers


def _houses(n: Column, house: Column, numbers: Indexes) -> Indexes:
    """By a text's number in this stretch, that of its house; an unknown one counts by itself."""
    names = np.full(len(numbers), "", object)
    names[np.searchsorted(numbers, n)] = house
    known = {name: k for k, name in enumerate(dict.fromkeys(names.tolist()), len(numbers))}
    return np.array([known[name] if name else k for k, name in enumerate(names)], np.int64)


def _joined(pieces: list[Hashes]) -> Hashes:
    return np.concatenate(pieces) if pieces else np.empty(0, np.uint64)


def _pairs(kind: int, pairs: Hashes, counts: Indexes, numbers: Indexes) -> Batch:
    i, j = unpacked(pairs)
    return _rows(kind, numbers[i], numbers[j], counts)


def _rows(kind: int, *columns: Column) -> Batch:
    size = len(columns[0])
    zeros = np.zeros(size, np.int64)
    held = [np.full(size, kind, np.int32), *columns, *[zeros] * (4 - len(columns))]
    return batch(arrow(_ROWS), held)


# ---- what is usual -----------------------------------------------------------------


def _usual(first: Frame, sketches: Frame, options: CopyOptions) -> Frame:
    from pyspark.sql import functions as f

    more = first.filter(f.col("kind") == MORE).selectExpr("a as key", "b as n")
    rows = more.join(sketches.select("n", "house"), "n").select("key", "n", "house")
    flagged = by_key(rows, partial(_flagged, options=options), _ROWS)
    return flagged.selectExpr("a as key", "b as n", "c as usual")


def _common(more: Frame, sketches: Frame, options: CopyOptions) -> Frame:
    from pyspark.sql import functions as f

    share = f.col("usual").cast("double") / f.greatest(f.lit(1), f.size("keys")).cast("double")
    shares = (
        more.groupBy("n")
        .agg(f.sum("usual").alias("usual"))
        .join(sketches.select("n", "keys", "house"), "n")
        .select("n", share.alias("share"), "house")
    )
    rows = more.select("key", "n").join(shares, "n").select("key", "n", "share", "house")
    return by_key(rows, partial(_weighed, options=options), _ROWS)


# ---- enough ------------------------------------------------------------------------

_SCALARS = ("windows", "rate", "long", "width", "day")


def _with_scalars(pairs: Frame, sketches: Frame) -> Frame:
    for side in ("i", "j"):
        held = sketches.selectExpr(f"n as {side}", *(f"{s} as {s}_{side}" for s in _SCALARS))
        pairs = pairs.join(held, side)
    return pairs


def _enough(counted: Frame, sketches: Frame, options: CopyOptions) -> Frame:
    columns = [f"{s}_{side}" for side in ("i", "j") for s in _SCALARS]
    rows = _with_scalars(counted, sketches).select("i", "j", "fresh", "every", *columns)
    return rows.mapInArrow(partial(_judged_enough, options=options), _PAIRS)


def _near(pairs: Frame, sketches: Frame, options: CopyOptions) -> Frame:
    rows = _with_scalars(pairs, sketches).select("i", "j", "day_i", "day_j")
    return rows.mapInArrow(partial(_judged_near, options=options), _PAIRS)


def _judged_enough(batches: Iterable[Batch], options: CopyOptions) -> Iterator[Batch]:
    for held in batches:
        i, j, fresh, every, *scalars = (_filled(c) for c in held.columns)
        one, other = (
            Sizes(windows, rates, long.astype(bool), widths)
            for windows, rates, long, widths, _ in (scalars[:5], scalars[5:])
        )
        told = enough(
            fresh.astype(np.float64), every.astype(np.float64), paired(one, other), options
        )
        told &= near_in_time(scalars[4], scalars[9], options.window_days)
        yield _chosen(i[told], j[told])


def _judged_near(batches: Iterable[Batch], options: CopyOptions) -> Iterator[Batch]:
    for held in batches:
        i, j, one, other = (_filled(c) for c in held.columns)
        told = near_in_time(one, other, options.window_days)
        yield _chosen(i[told], j[told])


def _filled(column: Any) -> Column:
    """A column as an array; a day that is not known is -1."""
    return np.asarray(
        (column.fill_null(-1) if column.null_count else column).to_numpy(zero_copy_only=False)
    )


def _chosen(i: Column, j: Column) -> Batch:
    return batch(arrow(_PAIRS), [i, j])
