"""The jobs, from the records of a table to the rows that the commands print.

IN ─arriving─▶ sketches ─sharing─▶ pairs ─comparing─▶ copies, families ─▶ OUT/pairs, OUT/families,
OUT/boilerplate, OUT/rejected, OUT/report
               texts, families ─weighing─▶ groups ─linking─▶ trees ─telling─▶ OUT/stories
               stories with their texts ─reading─▶ OUT/dossiers
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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
from sayso.run.spark import arriving, comparing, linking, reading, sharing, telling, weighing
from sayso.run.spark.rows import as_rows
from sayso.run.spark.tables import Frame, Tables
from sayso.settings import Settings, digest

# pairs up to which the differences inside passages are listed, as `sayso copies` does
_MOST_COMPARED = 2_000
_MOST_FURNITURE = 4_000_000  # windows of furniture that the driver looks at
Said = Callable[[str], None]


@dataclass(frozen=True)
class _Copied:
    """Articles and what they share: frames; `refused` are the ids of those that no step could
    compare with the others.
    """

    sketches: Frame
    texts: Frame
    found: sharing.Shared
    copies: Frame
    families: Frame
    refused: Frame

    def standing(self) -> Frame:
        """The texts that were not refused."""
        gone = self.sketches.join(self.refused, "id", "left_semi").select("n")
        return self.texts.join(gone, "n", "left_anti")


@dataclass(frozen=True)
class Job:
    """One job: where it reads and writes, and how.

    source  a table of Parquet, as Spark names it
    out     a folder for what comes of it
    hot     windows that more texts hold are told as furniture, and make no pairs
    keep    whether the tables between the steps stay when all is done
    bounds  how much of the stories is worked on at one place
    """

    spark: Any
    source: str
    out: str
    settings: Settings
    hot: int = 1_000_000
    keep: bool = False
    said: Said = lambda line: None
    bounds: linking.Bounds = field(default_factory=linking.Bounds)

    def copies(self) -> dict[str, int]:
        """Pairs, families and boilerplate of all articles, written; and how many of each. Raises
        NothingUsable without an article, WrongUse where the table cannot be read.
        """
        tables = self._tables()
        held = self._copied(tables)
        return self._done(
            tables,
            {
                "documents": held.sketches.count(),
                "pairs": self._write_pairs(held.copies, held.texts),
                "families": self._write_families(held.families),
                "boilerplate": self._write_boilerplate(tables, held),
                "hot": held.found.hot.count(),
            },
        )

    def stories(self) -> dict[str, int]:
        """The stories of all articles, written, and how many there are. Raises as `copies` does."""
        tables = self._tables()
        held = self._copied(tables)
        told = self._told(tables, held)
        ordered = told.orderBy("key", "n").select("story", "member")
        self._write("stories", as_rows(ordered, telling.story_row, "stories"))
        return self._done(tables, self._counted(held, told))

    def read(self) -> dict[str, int]:
        """A dossier a story, written, and how many there are. Raises as `copies` does, and
        ModelMissing where the language model is not installed.
        """
        tables = self._tables()
        held = self._copied(tables)
        told = self._told(tables, held)
        counted = self._counted(held, told)
        sizes = told.groupBy("key", "story").count()
        large = sizes.filter(f"count > {self.bounds.read}")
        small = told.join(large.select("key"), "key", "left_anti")
        texts = held.texts.join(held.sketches.select("n", "id"), "n").select("id", "doc")
        pieces = reading.pieces_of(small, texts, held.copies, held.families)
        portions = -(-counted["documents"] // self.bounds.portion)
        made = reading.dossiers(tables, pieces, self.settings, portions)
        many = "concat('story ', story, ': ', count, ' articles are too many to be read together')"
        refused = made.filter("reason is not null").select("reason")
        self._refuse(refused.unionByName(large.selectExpr(f"{many} as reason")))
        dossiers = made.filter("dossier is not null")
        told_rows = dossiers.orderBy("key").select("story", "title", "articles", "dossier")
        self._write("dossiers", told_rows)
        counted |= {"dossiers": dossiers.count(), "unread": large.count()}
        return self._done(tables, counted)

    def _told(self, tables: Tables, held: _Copied) -> Frame:
        """The texts of all stories."""
        options = self.settings.stories
        about, refused = weighing.placed(tables, held.standing())
        self._refuse(refused)
        weighed = weighing.vectors(tables, about, options)
        items = weighing.items(tables, about, held.families)
        groups = weighing.groups(tables, about, weighed, items)
        trees = linking.trees(tables, groups, options, bounds=self.bounds, said=self.said)
        of = telling.parted(tables, trees, options)
        return telling.told(tables, of, items, known=(about, weighed), most=self.bounds.told)

    def _counted(self, held: _Copied, told: Frame) -> dict[str, int]:
        sizes = told.groupBy("key").count()
        return {
            "documents": told.count(),
            "stories": sizes.count(),
            "hot": held.found.hot.count(),
            "unexplained": sizes.filter(f"count > {self.bounds.told}").count(),
        }

    def _refuse(self, reasons: Frame) -> None:
        if not reasons.isEmpty():
            self._write("rejected", reasons.distinct(), mode="append")

    def _tables(self) -> Tables:
        return Tables(self.spark, f"{self.out}/work-{self._name()}")

    def _done(self, tables: Tables, counted: dict[str, int]) -> dict[str, int]:
        """The counts, written as a report; the tables between the steps are taken away."""
        counted |= {"rejected": self.spark.read.parquet(f"{self.out}/rejected").count()}
        line = self.spark.createDataFrame([(json.dumps(counted),)], "value string")
        line.coalesce(1).write.mode("overwrite").text(f"{self.out}/report")
        if not self.keep:
            tables.drop()
        return counted

    def _copied(self, tables: Tables) -> _Copied:
        """All that is known of copies."""
        sketches, texts = self._arrived(tables)
        found = sharing.shared(tables, sketches, self.settings.copies, self.hot)
        self.said(f"{found.pairs.count():,} pairs to compare")
        judged = comparing.copies(tables, found.pairs, texts, self.settings.copies)
        copies = judged.filter("copy is not null")
        refused = judged.filter("reason is not null").select("a", "reason")
        self._refuse(refused.select("reason"))
        families = comparing.grouped(tables, copies, sketches, texts)
        return _Copied(sketches, texts, found, copies, families, refused.selectExpr("a as id"))

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

    def _write_boilerplate(self, tables: Tables, copied: _Copied) -> int:
        """The driver looks at the furniture alone, and at the few texts that show it."""
        sketches, texts = copied.sketches, copied.texts
        found = copied.found.furniture.limit(_MOST_FURNITURE).collect()
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
