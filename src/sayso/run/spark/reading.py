"""Stories read and compared, each with all that belongs to it at one place, where the journey of a
run on one machine does it.

    texts, members, copies, families ──by story──▶ Unread ──Journey──▶ a dossier, or why none

Stories are read in portions, each a table: a job that was stopped has lost one of them at most.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial, reduce
from typing import Any

from sayso.errors import SaysoError, fault
from sayso.model import Document, Family, Member, Story
from sayso.pile import MemoryPile
from sayso.pipeline import Journey, Unread
from sayso.restored import from_plain
from sayso.run.spark.arriving import document_of
from sayso.run.spark.comparing import copy_of, families_of
from sayso.run.spark.tables import Frame, Tables, arrow, rows_as_batch
from sayso.run.spark.weighing import kin
from sayso.settings import Settings

DOSSIERS = "key bigint, story string, title string, articles bigint, dossier string, reason string"
_MEMBER, _TEXT, _PAIR, _FAMILY = range(4)


def dossiers(tables: Tables, pieces: Frame, settings: Settings, portions: int) -> Frame:
    """The dossiers of all stories, and what was refused on the way; columns of `DOSSIERS`.

    pieces  what each story is read with, as `pieces_of` gives it
    """
    from pyspark.sql import functions as f

    portion = f.pmod(f.xxhash64("key"), f.lit(portions)).alias("portion")
    # in order, so that a portion is found without looking through the others
    ordered = pieces.select(portion, "*").orderBy("portion", "key")
    held = tables.kept(f"pieces-of-{portions}", lambda: ordered)
    read = partial(_read, settings=settings)
    found: list[Frame] = []
    for k in range(portions):
        some = held.filter(f.col("portion") == k).drop("portion")
        made = tables.kept(
            f"dossiers-{k}-of-{portions}",
            lambda some=some: some.groupBy("key").applyInArrow(read, DOSSIERS),  # type: ignore[misc]
        )
        found.append(made)
    return reduce(lambda a, b: a.unionByName(b), found)


def pieces_of(told: Frame, texts: Frame, copies: Frame, families: Frame) -> Frame:
    """All that belongs to each story (key): members and texts (of id, doc) in the order of n, pairs
    within it, families with a text in it.
    """
    from pyspark.sql import functions as f

    def piece(kind: int, value: str, place: str = "0L") -> list[str]:
        return ["key", f"{kind} as kind", f"{place} as n", "story", f"{value} as value"]

    home = told.select("id", "key", "story")
    pairs = copies.join(home.withColumnRenamed("id", "a"), "a").join(
        home.selectExpr("id as b", "key as other"), "b"
    )
    held = kin(families).select("id", "line").join(home, "id")
    return (
        told.selectExpr(*piece(_MEMBER, "member", "n"))
        .unionByName(told.join(texts, "id").selectExpr(*piece(_TEXT, "doc", "n")))
        .unionByName(pairs.filter(f.col("key") == f.col("other")).selectExpr(*piece(_PAIR, "copy")))
        .unionByName(held.selectExpr(*piece(_FAMILY, "line")).distinct())
    )


def _read(held: Any, settings: Settings) -> Any:
    import pyarrow as pa

    rows = sorted(held.to_pylist(), key=lambda row: (row["kind"], row["n"], row["value"]))
    task, key = _task(rows), rows[0]["key"]
    journey = Journey(MemoryPile(task.documents), settings)
    made: list[tuple[Any, ...]] = []
    try:
        for dossier, (page,) in journey.pages("json", tasks=[task]):
            count = len(dossier.documents)
            told = page.rstrip("\n")
            made.append((key, dossier.story.id, dossier.title, count, told, None))
    except (SaysoError, MemoryError, OSError):  # of no story: the next would fail as well
        raise
    except Exception as error:
        why = f"story {task.story.id}: {fault(error, 'read')}"
        made.append((key, task.story.id, None, None, None, why))
    refused = ((key, task.story.id, None, None, None, str(r)) for r in journey.pile.rejected())
    return pa.Table.from_batches([rows_as_batch(arrow(DOSSIERS), [*made, *refused])])


def _task(rows: list[dict[str, Any]]) -> Unread:
    """A story with all that it is read with, in the order that a run on one machine has."""

    def of(kind: int) -> Iterator[str]:
        return (row["value"] for row in rows if row["kind"] == kind)

    members = tuple(from_plain(Member, json.loads(line)) for line in of(_MEMBER))
    texts: tuple[Document, ...] = tuple(map(document_of, of(_TEXT)))
    pairs = sorted(map(copy_of, of(_PAIR)), key=lambda copy: (copy.a, copy.b))
    families = list(families_of(list(of(_FAMILY))))
    joined = {i for family in families for i in family.doc_ids}
    families += [Family(doc.id, (doc.id,), doc.id) for doc in texts if doc.id not in joined]
    families.sort(key=lambda family: family.original)
    story = Story(rows[0]["story"], members)
    return Unread(story, texts, tuple(pairs), tuple(families))
