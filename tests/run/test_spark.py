"""Jobs on Spark give what a run on one machine gives, to the byte."""

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from sayso import copies
from sayso.cli.commands import group
from sayso.copies import CopyOptions
from sayso.errors import WrongUse
from sayso.groups import roots
from sayso.model import Document
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.plain import boilerplate_row, copy_row, family_row
from sayso.run import read_paths
from sayso.run.spark.arriving import _standing, as_text
from sayso.run.spark.components import components
from sayso.run.spark.job import Job
from sayso.run.spark.sharing import FRESH, HOT, _met
from sayso.run.spark.tables import Tables
from sayso.settings import Settings

pytestmark = [
    pytest.mark.usefixtures("swept"),
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]
# so few that a small set has usual windows, reports printed everywhere, and furniture
OPTIONS = CopyOptions(usual_docs=8, refrain_docs=12)
SYLLABLES = [a + b for a in ("ba", "cor", "del", "gi", "hol", "mu", "sa") for b in ("n", "r", "t")]
FOOTER = "Write to the desk of the Northline Courier for more about the ferries of the Orva delta."


def invented(rng: random.Random, words: int) -> str:
    """Sentences of words that no two texts share by chance."""
    said = ["".join(rng.choices(SYLLABLES, k=3)) for _ in range(words)]
    cuts = [said[k : k + 12] for k in range(0, words, 12)]
    return "\n".join(" ".join(some).capitalize() + "." for some in cuts)


def pile() -> list[dict[str, str]]:
    """Texts of their own, variants of some, a report printed everywhere, a site with a footer."""
    rng = random.Random(7)
    texts = [invented(rng, 150) for _ in range(12)]
    for text in texts[:6]:
        lines = text.split("\n")
        rng.shuffle(lines)
        texts += ["\n".join(lines), text[: len(text) // 2], text.lower(), text + invented(rng, 80)]
    report = invented(rng, 160)
    texts += [report[rng.randrange(60) :] for _ in range(16)]
    texts += [invented(rng, 120) + "\n" + FOOTER for _ in range(16)]
    texts += ["Ferries stop."] * 3 + [texts[0]]
    rows = [{"id": f"t{n}", "text": text} for n, text in enumerate(texts)]
    for n, row in enumerate(rows):
        row |= {"published": f"2031-05-{1 + n % 28:02}"} if n % 5 else {}
        row |= {"url": f"https://courier.example/{n}"} if FOOTER in row["text"] else {}
    rng.shuffle(rows)
    return rows


def written(rows: list[dict[str, str]], file: Path) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), file, row_group_size=20)
    return file


def test_copies_are_those_of_one_machine(spark: Any, lines: Any, tmp_path: Path) -> None:
    table = written(pile(), tmp_path / "in.parquet")
    settings = replace(Settings(), copies=OPTIONS)
    docs, _ = read_paths([str(table)], options=settings.documents)
    held = MemoryPile(docs)
    graph = Journey(held, settings).graph
    out = tmp_path / "out"
    counted = Job(spark, str(table), str(out), settings).copies()

    texts = {doc.id: doc.text for doc in docs}
    pairs = [json.dumps(copy_row(c, copies.differences(c, held.get))) for c in graph.copies]
    trees = [json.dumps(family_row(f)) for f in graph.families if len(f.doc_ids) > 1]
    assert lines(out / "pairs") == pairs
    assert lines(out / "families") == trees
    assert lines(out / "boilerplate") == [
        json.dumps(boilerplate_row(b, texts)) for b in graph.boilerplate
    ]
    assert min(len(pairs), len(trees), len(graph.boilerplate)) > 0
    assert counted == {
        "documents": len(docs),
        "pairs": len(pairs),
        "families": len(trees),
        "boilerplate": len(graph.boilerplate),
        "hot": 0,
        "rejected": 0,
    }
    assert not list(out.glob("work-*"))


def test_stars_tie_together_what_pairs_do(spark: Any, tmp_path: Path) -> None:
    """By large-star and small-star alone: a long chain, and a graph drawn at random."""
    rng = random.Random(3)
    pairs = [(n, n + 1) for n in range(40)] + [
        tuple(sorted(rng.sample(range(100, 160), 2))) for _ in range(40)
    ]
    frame = spark.createDataFrame(pairs, "i bigint, j bigint").repartition(4)
    found = components(Tables(spark, str(tmp_path)), "drawn", frame, in_one=0)
    assert {row.n: row.root for row in found.collect()} == roots(pairs)


def test_of_one_id_one_text_stands() -> None:
    docs = [Document("a", text, source=f"in!{text}") for text in ("Two.", "One.", "One.")]
    rows = [{"name": "a", "doc": as_text(doc), "is_doc": True} for doc in docs]
    told = _standing(pa.Table.from_pylist(rows)).to_pylist()
    assert [json.loads(row["doc"])["text"] for row in told if row["doc"]] == ["One."]
    assert [row["reason"][:7] for row in told if row["reason"]] == ["in!One.", "in!Two."]


def test_a_window_that_too_many_texts_hold_makes_no_pairs_and_is_told() -> None:
    held = pa.RecordBatch.from_pylist([{"key": 5, "n": n} for n in range(6)])
    few = pa.RecordBatch.from_pylist([{"key": 9, "n": n} for n in (2, 4)])
    rows = [row for made in _met([held, few], OPTIONS, hot=4) for row in made.to_pylist()]
    assert rows == [
        {"kind": FRESH, "a": 2, "b": 4, "c": 1, "d": 0},
        {"kind": HOT, "a": 5, "b": 0, "c": 1, "d": 6},
    ]


def test_a_step_that_is_done_is_not_done_again(spark: Any, tmp_path: Path) -> None:
    tables = Tables(spark, str(tmp_path))
    assert tables.kept("one", lambda: spark.range(3)).count() == 3
    assert tables.kept("one", lambda: pytest.fail("made twice")).count() == 3


@pytest.mark.parametrize("job", ["copies", "stories", "read"])
def test_a_setting_of_spark_has_a_name_and_a_value(job: str) -> None:
    done = CliRunner().invoke(group, ["spark", job, "in", "out", "--conf", "memory"])
    assert isinstance(done.exception, WrongUse)
    assert "NAME=VALUE" in str(done.exception)
