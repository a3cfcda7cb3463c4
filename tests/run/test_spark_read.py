"""Dossiers on Spark are those of a run on one machine, to the byte."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sayso.model import Copy, Document, Family
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.run import read_paths
from sayso.run.spark.arriving import as_text
from sayso.run.spark.job import Job
from sayso.run.spark.linking import Bounds
from sayso.run.spark.reading import _task
from sayso.settings import Settings

pytestmark = [
    pytest.mark.usefixtures("swept"),
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]
FLOOD = [
    "The Orva bridge will stay closed until Friday, Mayor Anna Lind said on Tuesday. The flood tore"
    " two piers from the bridge on Monday night. “Nobody was hurt,” she said. Repairs will cost"
    " 1.2 million crowns, according to the town of Orva.",
    "Repairs of the Orva bridge will cost 2.4 million crowns, the engineer Paul Brenner said."
    " The flood of Monday night took two piers. The mayor, Anna Lind, said that nobody was hurt.",
    "Two drivers were hurt when the flood broke the Orva bridge on Monday night, Captain Rolf Heine"
    " of the fire brigade said. Mayor Anna Lind closed the bridge.",
]
SEASON = [
    "Tenor Paolo Brandt ends his season in Vienna, the opera house announced on Wednesday. “I need"
    " a rest,” Brandt told reporters at the house.",
    "The opera house in Vienna lost its tenor on Wednesday: Paolo Brandt ends his season, and"
    " director Mira Holt said that he would return in May.",
]
CROWD = [
    f"Ferries to Tarnwick stop at {hour} o’clock on Sunday, the Tarnwick ferry firm said. Captain"
    f" Ines Moor of the Tarnwick ferry counted {hour + 30} passengers."
    for hour in (5, 6, 7, 8, 9)
]


def table_of(file: Path) -> Path:
    """Three reports of a flood and a cut copy of one, two of a singer, five of ferries."""
    texts = [*FLOOD, FLOOD[0].rpartition(" Repairs")[0] + " Wire.", *SEASON, *CROWD]
    rows = [
        {"id": f"t{n}", "title": text.split(",")[0], "text": text, "published": "2031-05-07"}
        for n, text in enumerate(texts)
    ]
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file


def test_dossiers_are_those_of_one_machine_and_what_is_too_large_is_named(
    spark: Any, lines: Any, tmp_path: Path
) -> None:
    table, out = table_of(tmp_path / "in.parquet"), tmp_path / "out"
    found, _ = read_paths([str(table)])
    # the rows of a table on a cluster have no numbers: an article is named by its id
    docs = [replace(doc, source=f"{table.name}!{doc.id}") for doc in found]
    journey = Journey(MemoryPile(docs), Settings())
    pages = {dossier.story.id: page.rstrip("\n") for dossier, (page,) in journey.pages("json")}
    many = max(journey.stories, key=lambda story: len(story.members))
    most = len(many.members) - 1
    bounds = Bounds(read=most, portion=6)  # two portions
    spark.conf.set("spark.sql.shuffle.partitions", "1")  # of so few rows two take twice as long
    counted = Job(spark, str(table), str(out), Settings(), bounds=bounds).read()
    rows = [json.loads(line) for line in lines(out / "dossiers")]
    small = [story for story in journey.stories if len(story.members) <= most]
    assert [row["story"] for row in rows] == [story.id for story in small]
    assert [row["articles"] for row in rows] == [len(story.members) for story in small]
    assert [row["dossier"] for row in rows] == [pages[story.id] for story in small]
    assert sum(len(story.members) > 1 for story in small) > 1
    assert [json.loads(line)["reason"] for line in lines(out / "rejected")] == [
        f"story {many.id}: {most + 1} articles are too many to be read together"
    ]
    told = {"dossiers": len(small), "unread": 1, "rejected": 1, "documents": len(docs)}
    assert counted.items() >= told.items()


def test_what_a_story_is_read_with_stands_in_the_order_of_one_machine() -> None:
    texts = [Document(i, f"{i}.") for i in "cab"]
    pairs = [Copy(a, "c", "identical", (), 1.0, 1.0, "unknown", False, ()) for a in "ab"]
    family = Family("c", ("a", "c"), "a")
    rows = [{"kind": 1, "n": n, "value": as_text(doc)} for n, doc in enumerate(texts)]
    rows += [{"kind": 2, "n": 0, "value": as_text(pair)} for pair in reversed(pairs)]
    rows += [{"kind": 3, "n": 0, "value": as_text(family)}]
    task = _task([{**row, "story": "5f"} for row in rows])
    assert task.documents == tuple(texts)
    assert task.copies == tuple(pairs)
    assert task.families == (Family("b", ("b",), "b"), family)
