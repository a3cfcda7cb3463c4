"""Records to articles and their sketches, each row by itself; then ids made unique and numbered.

rows ──from_record, freeze──▶ Document | Rejected ──sketch──▶ arrived ──each id once──▶ numbered
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sayso import copies
from sayso.copies.candidates import shortened, sizes_of
from sayso.documents import freeze
from sayso.documents.fields import from_record
from sayso.documents.guard import guarded
from sayso.documents.values import plain
from sayso.documents.versions import settled
from sayso.model import Document, Rejected
from sayso.plain import to_plain
from sayso.restored import from_plain
from sayso.run.spark.tables import Batch, Frame, arrow, rows_as_batch
from sayso.settings import Settings
from sayso.survivors import survive

_NO_ID = "no id: on a cluster every record needs one of its own (id, guid, url or the like)"

ARRIVED = (
    "id string, doc string, reason string, withdraws string, keys array<bigint>, size bigint, "
    "whole bigint, defects array<string>, width bigint, rate double, windows double, long boolean, "
    "day bigint, house string, clean int"
)
_STANDING = "name string, doc string, reason string"


def as_text(value: Any) -> str:
    """A value of the model as JSON, for the way from one step to the next.

    >>> document_of(as_text(Document("a", "It rained."))).text
    'It rained.'
    """
    return json.dumps(to_plain(value), separators=(",", ":"))


def document_of(told: str) -> Document:
    """The document that `as_text` told."""
    return from_plain(Document, json.loads(told))


def arrive(batches: Iterable[Batch], settings: Settings, source: str) -> Iterator[Batch]:
    """The rows of `ARRIVED` for records as they stand in a table."""
    for held in batches:
        names = held.schema.names
        found: list[Document | Rejected] = []
        for row in range(held.num_rows):
            record = {n: plain(held.column(k)[row].as_py()) for k, n in enumerate(names)}
            found.append(_read(record, settings, source))
        docs = [item for item in found if isinstance(item, Document)]
        outcome = survive(copies.sketches, docs, "sketched")
        refused = [i for i in found if isinstance(i, Rejected)] + [r for _, r in outcome.refused]
        gone = {id(doc) for doc, _ in outcome.refused}
        kept = [doc for doc in docs if id(doc) not in gone]
        rows = [*_told(kept, outcome.made or [], settings), *map(_not_told, refused)]
        yield rows_as_batch(arrow(ARRIVED), rows)


def _read(record: dict[str, object], settings: Settings, source: str) -> Document | Rejected:
    fields = guarded(source, None, lambda: from_record(record, None, settings.documents))
    if isinstance(fields, Rejected):
        return fields
    if fields.id is None:
        return Rejected(source, _NO_ID)
    made = freeze(fields, source, settings.documents)
    place = f"{source}!{fields.id}"
    return replace(made, source=place)


def _told(
    docs: Sequence[Document], sketches: Sequence[copies.Sketch], settings: Settings
) -> Iterator[tuple[Any, ...]]:
    sizes = sizes_of(sketches, settings.copies)
    for n, (doc, s) in enumerate(zip(docs, sketches, strict=True)):
        yield (
            *(doc.id, as_text(doc), None, None),
            *(shortened(s.hashes).astype(np.int64), s.size, s.whole - (s.whole >> 63 << 64)),
            *(list(s.defects), s.width, s.rate, float(sizes.windows[n]), bool(sizes.long[n])),
            *(s.day.toordinal() if s.day else None, s.house, len(s.defects)),
        )


def _not_told(item: Rejected) -> tuple[Any, ...]:
    return None, as_text(item), str(item), item.withdraws, *([None] * 11)


# ---- each id once ------------------------------------------------------------------


def stand(arrived: Frame) -> Frame:
    """The ids of what does not stand: what came twice, what a later version replaces, what was
    killed; with the place of each among those of its id, in the order of their texts, and why.
    """
    from pyspark.sql import functions as f

    named = arrived.withColumn("name", f.coalesce("id", "withdraws")).filter("name is not null")
    several = named.groupBy("name").count().filter("count > 1").select("name")
    rows = named.join(several, "name").select(
        "name", "doc", f.col("id").isNotNull().alias("is_doc")
    )
    return rows.groupBy("name").applyInArrow(_standing, _STANDING)


def _standing(rows: Any) -> Any:
    """What stands of the rows of one id: its text, with no reason; of all others the reason."""
    import pyarrow as pa

    held = sorted(rows.to_pylist(), key=lambda row: (row["is_doc"] is False, row["doc"]))
    items: list[Document | Rejected] = [
        document_of(row["doc"]) if row["is_doc"] else from_plain(Rejected, json.loads(row["doc"]))
        for row in held
    ]
    name = held[0]["name"]
    found = settled(items)
    notices = set(map(str, (i for i in items if isinstance(i, Rejected))))
    told = [
        (name, as_text(i), None) if isinstance(i, Document) else (name, None, str(i))
        for i in found
        if isinstance(i, Document) or str(i) not in notices
    ]
    return pa.Table.from_batches([rows_as_batch(arrow(_STANDING), told)])


def numbered(arrived: Frame, standing: Frame) -> Frame:
    """The sketches of what stands, each with a number: the order of the numbers is that in which
    the texts of a family are looked at, the cleanest first.
    """
    from pyspark.sql import functions as f

    kept = standing.filter("doc is not null").select("doc")
    once = arrived.filter("id is not null").join(
        standing.select(f.col("name").alias("id")).distinct(), "id", "left_anti"
    )
    again = arrived.join(kept, "doc", "left_semi").dropDuplicates(["doc"])
    held = once.unionByName(again.select(once.columns)).drop("doc", "reason", "withdraws")
    ordered = held.orderBy("clean", f.col("size").desc(), "id")
    return ordered.withColumn("n", f.monotonically_increasing_id())
