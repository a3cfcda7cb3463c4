"""Texts to the rows by which they are alike: what each is about, how rare its words are among all
texts of the pile, and the mean row of a family.

    texts ──sketch──▶ placed ──words counted──▶ vocabulary ──joined──▶ vectors
    vectors, families ──pooled──▶ groups of one text or family

A text's number is its place in the order of the pile. Words are numbered in the order of their
letters, as the columns of a run on one machine are: sums then come out the same to the last bit.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from sayso import stories
from sayso.model import Document
from sayso.run.spark.arriving import document_of
from sayso.run.spark.comparing import families_of
from sayso.run.spark.grouping import GROUPS, Tree, matrix, numbered, rows_of
from sayso.run.spark.tables import (
    Batch,
    Frame,
    Tables,
    arrow,
    by_key,
    rows_as_batch,
    stretches,
)
from sayso.stories.group import pooled
from sayso.stories.linkage import leaves
from sayso.stories.options import StoryOptions
from sayso.stories.vectors import rows as vectors_of
from sayso.survivors import survive

_SKETCHED = (
    "id string, digest string, day bigint, words array<string>, counts binary, "
    "names array<bigint>, shown array<string>, length bigint, cased boolean, reason string"
)
_VECTORS = "n bigint, ids array<bigint>, weights array<float>"
_KIN = "id string, family string, members array<string>, line string"
_LAST = datetime.date.max.toordinal()
_AT_A_TIME = 1 << 14  # texts of families pooled in one go


def placed(tables: Tables, texts: Frame) -> tuple[Frame, Frame]:
    """What each text is about, under the number of its place; and the reasons for which some could
    not be sketched.
    """
    from pyspark.sql import functions as f

    made = tables.kept("about", lambda: texts.select("doc").mapInArrow(_sketched, _SKETCHED))
    order = f.coalesce("day", f.lit(_LAST)), "digest", "id"
    standing = made.filter("reason is null").drop("reason").orderBy(*order)
    found = tables.kept("placed", lambda: standing.withColumn("n", f.monotonically_increasing_id()))
    return found, made.filter("reason is not null").select("reason")


def _sketched(batches: Iterable[Batch]) -> Iterator[Batch]:
    for held in batches:
        docs = [document_of(line) for line in held.column(0).to_pylist()]
        outcome = survive(_sketches, docs, "sorted into a story")
        rows: list[tuple[Any, ...]] = [
            (
                *(s.doc_id, s.digest, s.day.toordinal() if s.day else None, s.words, s.counts),
                *(s.names, s.shown, s.length, s.cased, None),
            )
            for s in outcome.made or ()
        ]
        rows += [(*[None] * 9, str(rejected)) for _, rejected in outcome.refused]
        yield rows_as_batch(arrow(_SKETCHED), rows)


def _sketches(docs: Iterable[Document]) -> list[stories.StorySketch]:
    return [stories.sketch(doc) for doc in docs]


def sketch_of(row: Mapping[str, Any]) -> stories.StorySketch:
    """The sketch that a row of `placed` tells.

    >>> made = stories.sketch(Document("a", "Lake Orva froze.", digest="d"))
    >>> told = {name: getattr(made, name) for name in made.__slots__} | {"id": "a"}
    >>> sketch_of(told) == made
    True
    """
    return stories.StorySketch(
        row["id"],
        row["digest"],
        None if row["day"] is None else datetime.date.fromordinal(row["day"]),
        tuple(row["words"]),
        row["counts"],
        tuple(row["names"]),
        tuple(row["shown"]),
        row["length"],
        row["cased"],
    )


# ---- rows ----------------------------------------------------------------------------


def vectors(tables: Tables, about: Frame, options: StoryOptions) -> Frame:
    """The row of each text, its words weighed by how many texts of the pile hold them."""
    from pyspark.sql import functions as f

    count = about.count()
    met = about.select("n", f.posexplode("words").alias("pos", "word"))
    counted = met.groupBy("word").agg(f.count("*").alias("seen")).orderBy("word")
    vocabulary = tables.kept(
        "vocabulary", lambda: counted.withColumn("id", f.monotonically_increasing_id())
    )
    known = (
        met.join(vocabulary, "word")
        .groupBy("n")
        .agg(f.sort_array(f.collect_list(f.struct("pos", "id", "seen"))).alias("known"))
        .selectExpr("n", "known.id as ids", "known.seen as seen")
    )
    rows = about.join(known, "n", "left")
    step = partial(_weighed, count=count, options=options)
    return tables.kept("vectors", lambda: rows.mapInArrow(step, _VECTORS))


def _weighed(batches: Iterable[Batch], count: int, options: StoryOptions) -> Iterator[Batch]:
    for held in batches:
        rows = held.to_pylist()
        sketches = [sketch_of(row) for row in rows]
        known: dict[str, tuple[int, int]] = {}
        for row in rows:
            met = zip(row["ids"] or (), row["seen"] or (), strict=True)
            known.update(zip(row["words"], met, strict=True))
        seen = {word: of for word, (_, of) in known.items()}
        made = vectors_of(sketches, options, stories.Frequencies(count, seen))
        words = np.array([known[word][0] for word in sorted(known)], np.int64)
        told = ((row["n"], *one) for row, one in zip(rows, numbered(made, words), strict=True))
        yield rows_as_batch(arrow(_VECTORS), told)


# ---- families ------------------------------------------------------------------------


def items(tables: Tables, about: Frame, families: Frame) -> Frame:
    """Each text (n) with the number of its family, which is that of its first text, and all ids of
    the family; a text without one by itself.
    """
    from pyspark.sql import functions as f

    held = about.select("n", "id").join(kin(families), "id", "left")
    first = held.groupBy("family").agg(f.min("n").alias("item")).filter("family is not null")
    told = held.join(first, "family", "left").select(
        "n", f.coalesce("item", "n").alias("item"), "members"
    )
    return tables.kept("items", lambda: told)


def kin(families: Frame) -> Frame:
    """Each text (id) of the families of several with the least id and all ids of its family, and
    with the family as it is told (line).
    """
    return families.select("family").mapInArrow(_kin, _KIN)


def _kin(batches: Iterable[Batch]) -> Iterator[Batch]:
    for held in batches:
        lines = held.column(0).to_pylist()
        found = zip(families_of(lines), lines, strict=True)
        rows = ((i, min(f.doc_ids), f.doc_ids, line) for f, line in found for i in f.doc_ids)
        yield rows_as_batch(arrow(_KIN), rows)


def groups(tables: Tables, about: Frame, weighed: Frame, held: Frame) -> Frame:
    """Every family, and every text without one, as a group by itself."""
    rows = about.select("n", "day", "length").join(weighed, "n").join(held, "n")
    keyed = rows.selectExpr("item as key", "n", "day", "length", "ids", "weights")
    return tables.kept("groups-0", lambda: by_key(keyed, _pooled, GROUPS))


def _pooled(batches: Iterable[Batch]) -> Iterator[Batch]:
    for key, _, day, length, ids, weights in stretches(batches, _AT_A_TIME):
        rows, words = matrix(ids, weights)
        numbers, firsts = np.unique(key, return_index=True)
        ends = [*firsts[1:].tolist(), len(key)]
        held = [list(range(a, b)) for a, b in zip(firsts.tolist(), ends, strict=True)]
        days = np.fmin.reduceat(day.astype(np.float64), firsts)  # NaN where none is known
        lengths = np.maximum.reduceat(length, firsts).astype(np.float64)
        made = replace(leaves(pooled(rows, held), days), number=numbers)
        none, nothing = np.empty(0, np.int64), np.empty(0)
        yield rows_of(
            made,
            words,
            [
                Tree(np.array([n]), np.array([long]), none, nothing)
                for n, long in zip(numbers, lengths, strict=True)
            ],
        )
