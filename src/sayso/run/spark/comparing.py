"""Pairs compared, with their texts, and the families that they make.

    pairs ─components─▶ blocks ─texts brought once a block─▶ copies.compare ─▶ Copies
    pairs that do not count as two ─components─▶ blocks ─▶ copies.families ─▶ Families

A text goes to a block once, however many of its pairs are there; a component of very many pairs is
spread over several blocks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from sayso.copies.families import families
from sayso.copies.group import TASK, Task, compare, differences
from sayso.copies.options import CopyOptions
from sayso.copies.sketch import Sketch
from sayso.model import Copy, Document, Family
from sayso.restored import from_plain
from sayso.run.spark.arriving import as_text, document_of
from sayso.run.spark.components import components
from sayso.run.spark.tables import Frame, Tables, arrow, rows_as_batch
from sayso.survivors import survive

_IN_A_BLOCK = 2_000  # pairs: some seconds' work, with the texts of a thousand articles
_MOST_OF_ONE = 4_000  # pairs of one component in one block
_COPIES = "a string, b string, i bigint, j bigint, independent boolean, copy string, reason string"
_TOLD = "a string, b string, copy string, told string"
_FAMILIES = "original string, family string"


def copies(tables: Tables, pairs: Frame, texts: Frame, options: CopyOptions) -> Frame:
    """The pairs that share more than turns of phrase, judged; columns of `_COPIES`. A text on which
    the comparison fails has a row with the reason alone.
    """
    tied = components(tables, "pairs", pairs)
    rooted = pairs.join(tied.withColumnRenamed("n", "i"), "i").select("i", "j", "root")
    return tables.kept(
        "copies",
        lambda: with_texts(rooted, texts, partial(_compared, options=options), _COPIES),
    )


def told(copies: Frame, texts: Frame) -> Frame:
    """The copies, with the places where their texts differ as JSON: a, b, copy, told."""
    from pyspark.sql import functions as f

    rows = copies.select("i", "j", f.col("i").alias("root"), "copy")
    return with_texts(rows, texts, _told, _TOLD)


def with_texts(pairs: Frame, texts: Frame, step: Callable[[Any, Any], Any], schema: str) -> Frame:
    """A step over blocks of pairs (i, j, root, ...) and their texts (n, doc)."""
    from pyspark.sql import functions as f

    sizes = pairs.groupBy("root").count()
    total = sizes.agg(f.sum("count")).first()[0] or 0
    cores = pairs.sparkSession.sparkContext.defaultParallelism
    blocks = max(4 * cores, -(-total // _IN_A_BLOCK))
    large = sizes.filter(f.col("count") > _MOST_OF_ONE)
    spread = f.ceil(f.col("count") / _MOST_OF_ONE)
    part = f.when(f.col("count").isNull(), 0).otherwise(f.pmod("i", spread))
    rows = pairs.join(f.broadcast(large), "root", "left").withColumn("part", part).drop("count")
    rows = rows.withColumn("block", f.pmod(f.xxhash64("root", "part"), f.lit(blocks)))
    ends = rows.select("block", f.explode(f.array("i", "j")).alias("n")).distinct()
    held = ends.join(texts, "n").select(f.col("block").alias("of"), "n", "doc")
    return rows.groupBy("block").cogroup(held.groupBy("of")).applyInArrow(step, schema)


def _documents(held: Any) -> dict[int, Document]:
    return {
        n: document_of(doc)
        for n, doc in zip(held["n"].to_pylist(), held["doc"].to_pylist(), strict=True)
    }


def _compared(pairs: Any, held: Any, options: CopyOptions) -> Any:
    import pyarrow as pa

    docs = _documents(held)
    number = {doc.id: n for n, doc in docs.items()}
    columns = (pairs[name].to_pylist() for name in ("root", "i", "j"))
    wanted = [(i, j) for _, i, j in sorted(zip(*columns, strict=True))]
    rows: list[tuple[Any, ...]] = []
    for low, high in pairwise([*range(0, len(wanted), TASK), len(wanted)]):
        found, refused = _task([(docs[i], docs[j]) for i, j in wanted[low:high]], options)
        rows += [
            (c.a, c.b, number[c.a], number[c.b], c.independent, as_text(c), None) for c in found
        ]
        rows += [(i, None, None, None, None, None, reason) for i, reason in refused]
    return pa.Table.from_batches([rows_as_batch(arrow(_COPIES), rows)])


def _task(
    pairs: Sequence[tuple[Document, Document]], options: CopyOptions
) -> tuple[tuple[Copy, ...], list[tuple[str, str]]]:
    """Some pairs compared, less the texts on which that fails, and these with the reason."""
    ids = [tuple(sorted((one.id, other.id))) for one, other in pairs]
    docs = {doc.id: doc for pair in pairs for doc in pair}

    def compared(some: Sequence[Document]) -> tuple[Copy, ...]:
        there = {doc.id for doc in some}
        kept = tuple((a, b) for a, b in ids if a in there and b in there)
        return compare(Task(kept, tuple(some), options))

    outcome = survive(compared, [docs[i] for i in sorted(docs)], "compared with the others")
    return outcome.made or (), [(doc.id, str(reason)) for doc, reason in outcome.refused]


def _told(pairs: Any, held: Any) -> Any:
    import pyarrow as pa

    docs = {doc.id: doc for doc in _documents(held).values()}
    rows = []
    for line in pairs["copy"].to_pylist():
        copy = copy_of(line)
        rows.append((copy.a, copy.b, line, json.dumps(_places(copy, docs.__getitem__))))
    return pa.Table.from_batches([rows_as_batch(arrow(_TOLD), rows)])


def _places(copy: Copy, texts: Callable[[str], Document]) -> Any:
    return [
        [[json.loads(as_text(a)), json.loads(as_text(b))] for a, b in inside]
        for inside in differences(copy, texts)
    ]


def copy_of(line: str) -> Copy:
    """The pair that `as_text` told.

    >>> pair = Copy("a", "b", "identical", (), 1.0, 0.1 + 0.2, "unknown", False, ())
    >>> copy_of(as_text(pair)) == pair
    True
    """
    return from_plain(Copy, json.loads(line))


# ---- families ----------------------------------------------------------------------


def grouped(tables: Tables, copies: Frame, sketches: Frame, texts: Frame) -> Frame:
    """The families of two texts and more: root (a number), original, family (as JSON)."""
    from pyspark.sql import functions as f

    pairs = copies.filter("not independent").select("i", "j", "copy")
    tied = components(tables, "families", pairs)
    cores = copies.sparkSession.sparkContext.defaultParallelism
    blocks = max(4 * cores, -(-pairs.count() // _IN_A_BLOCK))
    block = f.pmod(f.xxhash64("root"), f.lit(blocks)).alias("block")
    rows = pairs.join(tied.withColumnRenamed("n", "i"), "i").select(block, "copy")
    held = tied.join(sketches.select("n", "id", "size", "defects"), "n").join(texts, "n")
    held = held.select(block, "n", "id", "size", "defects", "doc")
    made = rows.groupBy("block").cogroup(held.groupBy("block"))
    return tables.kept("families", lambda: made.applyInArrow(_families, _FAMILIES))


def _families(pairs: Any, held: Any) -> Any:
    """The families of a block; a text is opened only where its words are asked for."""
    import pyarrow as pa

    rows = held.to_pylist()
    lines = {row["id"]: row["doc"] for row in rows}
    none = np.empty(0, np.uint64)
    sketches = [Sketch(r["id"], none, r["size"], 0, tuple(r["defects"])) for r in rows]
    copies = sorted(map(copy_of, pairs["copy"].to_pylist()), key=lambda copy: (copy.a, copy.b))
    found = families(sketches, copies, lambda doc_id: document_of(lines[doc_id]))
    kept = ((f.original, as_text(f)) for f in found if len(f.doc_ids) > 1)
    return pa.Table.from_batches([rows_as_batch(arrow(_FAMILIES), kept)])


def families_of(lines: Sequence[str]) -> Iterator[Family]:
    """The families that `as_text` told.

    >>> list(families_of([as_text(Family("a", ("a", "b"), "b"))]))[0].fullest
    'b'
    """
    return (from_plain(Family, json.loads(line)) for line in lines)
