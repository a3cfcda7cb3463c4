"""The jobs, from the records of a table to the rows that the commands print.

IN ─arriving─▶ sketches ─sharing─▶ pairs ─comparing─▶ copies, families ─▶ OUT/pairs, OUT/families,
OUT/boilerplate, OUT/rejected, OUT/report
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from sayso import __version__
from sayso.copies.boilerplate import boilerplate
from sayso.copies.sketch import Sketch
from sayso.errors import NothingUsable, WrongUse
from sayso.model import Document, Passage
from sayso.plain import Row, boilerplate_row, copy_row, family_row
from sayso.restored import from_plain
from sayso.run.spark import arriving, comparing, sharing
from sayso.run.spark.rows import as_rows
from sayso.run.spark.tables import Frame, Tables
from sayso.settings import Settings, digest

# pairs up to which the differences inside passages are listed, as `sayso copies` does
_MOST_COMPARED = 2_000
_MOST_FURNITURE = 4_000_000  # windows of furniture that the driver looks at
Said = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """One job: where it reads and writes, and how.

    source  a table of Parquet, as Spark names it
    out     a folder for what comes of it
    hot     windows that more texts hold are told as furniture, and make no pairs
    keep    whether the tables between the steps stay when all is done
    """

    spark: Any
    source: str
    out: str
    settings: Settings
    hot: int = 1_000_000
    keep: bool = False
    said: Said = lambda line: None

    def copies(self) -> dict[str, int]:
        """Pairs, families and boilerplate of all articles, written; and how many of each. Raises
        NothingUsable without an article, WrongUse where the table cannot be read.
        """
        tables = Tables(self.spark, f"{self.out}/work-{self._name()}")
        sketches, texts = self._arrived(tables)
        found = sharing.shared(tables, sketches, self.settings.copies, self.hot)
        self.said(f"{found.pairs.count():,} pairs to compare")
        judged = comparing.copies(tables, found.pairs, texts, self.settings.copies)
        copies = judged.filter("copy is not null")
        refused = judged.filter("reason is not null").select("reason")
        if not refused.isEmpty():
            self._write("rejected", refused.distinct(), mode="append")
        families = comparing.grouped(tables, copies, sketches, texts)
        counted = {
            "documents": sketches.count(),
            "pairs": self._write_pairs(copies, texts),
            "families": self._write_families(families),
            "boilerplate": self._write_boilerplate(tables, found.furniture, sketches, texts),
            "hot": found.hot.count(),
            "rejected": self.spark.read.parquet(f"{self.out}/rejected").count(),
        }
        line = self.spark.createDataFrame([(json.dumps(counted),)], "value string")
        line.coalesce(1).write.mode("overwrite").text(f"{self.out}/report")
        if not self.keep:
            tables.drop()
        return counted

    def _name(self) -> str:
        told = f"{__version__} {self.source} {self.hot} {digest(self.settings)}"
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def _arrived(self, tables: Tables) -> tuple[Frame, Frame]:
        """Numbered sketches, and the texts under their numbers."""
        arrived = tables.kept("arrived", self._read)
        standing = tables.kept("standing", lambda: arriving.stand(arrived))
        sketches = tables.kept("sketches", lambda: arriving.numbered(arrived, standing))
        refused = (
            arrived.filter("reason is not null")
            .select("reason")
            .unionByName(standing.filter("reason is not null").select("reason"))
        )
        self._write("rejected", refused.orderBy("reason"))
        count = sketches.count()
        if not count:
            raise NothingUsable(f"nothing usable in {self.source}: no article could be read")
        self.said(f"{count:,} documents read")
        again = standing.filter("doc is not null").select("name", "doc")
        once = arrived.filter("id is not null").select("id", "doc")
        once = once.join(again.selectExpr("name as id"), "id", "left_anti")
        texts = once.unionByName(again.selectExpr("name as id", "doc"))
        return sketches, texts.join(sketches.select("id", "n"), "id").select("n", "doc")

    def _read(self) -> Frame:
        try:
            rows = self.spark.read.parquet(self.source)
        except Exception as error:  # of Java: its kind is known by its words alone
            said = " ".join(str(error).split())[:200]
            raise WrongUse(f"{self.source}: cannot be read as Parquet ({said})") from error
        name = self.source.rstrip("/").rpartition("/")[2]
        step = partial(arriving.arrive, settings=self.settings, source=name)
        return rows.mapInArrow(step, arriving.ARRIVED)

    # ---- rows --------------------------------------------------------------------

    def _write(self, name: str, frame: Frame, mode: str = "overwrite") -> None:
        frame.write.mode(mode).parquet(f"{self.out}/{name}")

    def _write_pairs(self, copies: Frame, texts: Frame) -> int:
        from pyspark.sql import functions as f

        count = int(copies.count())
        told = copies.withColumn("told", f.lit("[]"))
        if count <= _MOST_COMPARED:
            told = comparing.told(copies, texts)
        ordered = told.select("a", "b", "copy", "told").orderBy("a", "b")
        self._write("pairs", as_rows(ordered, _pair_row, "pairs"))
        return count

    def _write_families(self, families: Frame) -> int:
        ordered = families.orderBy("original").select("family")
        self._write("families", as_rows(ordered, _family_row, "families"))
        return int(families.count())

    def _write_boilerplate(
        self, tables: Tables, furniture: Frame, sketches: Frame, texts: Frame
    ) -> int:
        """The driver looks at the furniture alone, and at the few texts that show it."""
        found = furniture.limit(_MOST_FURNITURE).collect()
        numbers = sorted({n for row in found for n in (row.one, row.other)})
        place = {n: k for k, n in enumerate(numbers)}
        rows = [(r.key, r.documents, place[r.one], place[r.other]) for r in found]
        ids = {row.n: row.id for row in _of(sketches.select("n", "id"), numbers, tables)}
        none = np.empty(0, np.uint64)
        held = [Sketch(ids[n], none, 0) for n in numbers]
        docs: dict[str, Document] = {}
        number_of = {doc_id: n for n, doc_id in ids.items()}

        def text(doc_id: str) -> Document:
            if doc_id not in docs:
                line = texts.filter(f"n = {number_of[doc_id]}").first().doc
                docs[doc_id] = arriving.document_of(line)
            return docs[doc_id]

        passages = boilerplate(np.array(rows, np.int64).reshape(-1, 4), held, text)
        told = {doc_id: doc.text for doc_id, doc in docs.items()}
        made = [json.dumps(boilerplate_row(passage, told)) for passage in passages]
        frame = self.spark.createDataFrame([(line,) for line in made], "line string")
        self._write("boilerplate", as_rows(frame.coalesce(1), json.loads, "boilerplate"))
        return len(made)


def _of(frame: Frame, numbers: list[int], tables: Tables) -> Iterator[Any]:
    wanted = tables.spark.createDataFrame([(n,) for n in numbers], "n bigint")
    return iter(frame.join(wanted, "n").collect()) if numbers else iter(())


def _pair_row(a: str, b: str, copy: str, told: str) -> Row:
    places = [
        [(from_plain(Passage, one), from_plain(Passage, other)) for one, other in inside]
        for inside in json.loads(told)
    ]
    return copy_row(comparing.copy_of(copy), places)


def _family_row(line: str) -> Row:
    return family_row(next(comparing.families_of([line])))
