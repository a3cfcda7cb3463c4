"""What pairs tie together, however long the way: connected components by large-star and small-star
(Kiveris and others 2014), each a join and a grouping, so that no machine holds the whole graph.

    pairs ─tied within each portion─▶ stars ─large star, small star, until nothing moves─▶ (n, root)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from sayso.groups import roots
from sayso.run.spark.tables import Batch, Frame, Tables, arrow, batch

_MOST_ROUNDS = 60  # rounds grow with the logarithm of the graph
_IN_ONE = 1_000_000  # pairs up to which one portion holds them all: then its stars are the answer
_EDGES = "u bigint, v bigint"


def components(tables: Tables, name: str, pairs: Frame, in_one: int = _IN_ONE) -> Frame:
    """Of every number in a pair, the least number that pairs tie it to: columns n, root. Pairs up
    to `in_one` are tied in one go.
    """
    place = f"components-{name}"
    if tables.exists(f"{tables.folder}/{place}/_SUCCESS"):
        return tables.kept(place, lambda: pairs)
    if pairs.count() <= in_one:
        return tables.kept(place, lambda: _told(_stars(pairs.select("i", "j").coalesce(1))))
    edges = tables.kept(f"{place}-0", lambda: _stars(pairs.select("i", "j")))
    before = _state(edges)
    for n in range(1, _MOST_ROUNDS):
        held = edges
        edges = tables.kept(f"{place}-{n}", lambda held=held: _small(_large(held)))  # type: ignore[misc]
        after = _state(edges)
        if after == before:
            break
        before = after
    return tables.kept(place, lambda: _told(edges))


def _stars(pairs: Frame) -> Frame:
    """Each portion's own components as stars: far fewer edges, which tie the same together."""
    return pairs.mapInArrow(_tied, _EDGES).distinct()


def _tied(batches: Iterable[Batch]) -> Iterator[Batch]:
    columns = ([column.to_pylist() for column in held.columns] for held in batches)
    found = roots(pair for i, j in columns for pair in zip(i, j, strict=True))
    told = np.array([(n, r) for n, r in found.items() if n != r], np.int64).reshape(-1, 2)
    yield batch(arrow(_EDGES), [told[:, 0], told[:, 1]])


def _large(edges: Frame) -> Frame:
    """Every larger neighbour of a number is tied to the least of its neighbours and itself."""
    from pyspark.sql import functions as f

    both = edges.unionByName(edges.selectExpr("v as u", "u as v"))
    least = both.groupBy("u").agg(f.min("v").alias("least"))
    least = least.select("u", f.least("u", "least").alias("least"))
    tied = both.filter("v > u").join(least, "u")
    return tied.selectExpr("v as u", "least as v").distinct()


def _small(edges: Frame) -> Frame:
    """Every smaller neighbour of a number, and itself, is tied to the least of them."""
    from pyspark.sql import functions as f

    down = edges.selectExpr("greatest(u, v) as u", "least(u, v) as v")
    least = down.groupBy("u").agg(f.min("v").alias("least"))
    tied = down.join(least, "u").filter("v != least").selectExpr("v as u", "least as v")
    return tied.unionByName(least.selectExpr("u", "least as v")).distinct()


def _state(edges: Frame) -> tuple[int, int]:
    """Equal for equal sets of edges."""
    from pyspark.sql import functions as f

    held = edges.agg(f.count("*"), f.sum(f.xxhash64("u", "v").cast("decimal(20,0)"))).first()
    return int(held[0]), int(held[1] or 0)


def _told(edges: Frame) -> Frame:
    at_root = edges.selectExpr("v as n", "v as root").distinct()
    return edges.selectExpr("u as n", "v as root").unionByName(at_root)
