"""Stories on Spark are those of a run on one machine, to the byte."""

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scipy import sparse

from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.plain import story_rows
from sayso.run import read_paths
from sayso.run.spark.grouping import Tree, finished, rows_of
from sayso.run.spark.job import Job
from sayso.run.spark.linking import Bounds
from sayso.run.spark.searching import Window, meetings, windows
from sayso.run.spark.tables import columns_of
from sayso.run.spark.telling import _unexplained, story_row
from sayso.settings import Settings
from sayso.stories import StoryOptions
from sayso.stories.group import story_id
from sayso.stories.linkage import average_linkage, leaves

pytestmark = [
    pytest.mark.usefixtures("swept"),
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]
FIRST = date(2031, 5, 1)
FEW = Bounds(in_one=24, tile=20)  # so that a small set takes several rounds and tiles
SYLLABLES = [a + b for a in ("ba", "cor", "del", "gi", "hol", "mu", "sa") for b in ("n", "r", "t")]


def words(rng: random.Random, count: int) -> list[str]:
    return ["".join(rng.choices(SYLLABLES, k=3)) for _ in range(count)]


def pile() -> list[dict[str, str]]:
    """Reports of events, of some days or of unknown ones; some share names with another event, some
    are cut copies; and texts that stand alone.
    """
    rng = random.Random(5)
    common, rows = words(rng, 60), []
    names = [[word.capitalize() for word in words(rng, 9)] for _ in range(11)]
    for event, own in enumerate(names):
        facts, near = words(rng, 40), names[event - 1][:4]
        for n in range(rng.randrange(3, 8)):
            said = [*rng.choices(own, k=14), *rng.choices(near, k=rng.choice((0, 5)))]
            said += rng.sample(facts, 16) + rng.choices(common, k=20) + words(rng, 12)
            rng.shuffle(said)
            text = " ".join(said) + "."
            day = FIRST + timedelta(30 * (event // 2) + rng.randrange(6))
            rows.append({"text": text} | ({"published": str(day)} if event % 5 else {}))
            if n < 2:
                rows.append({**rows[-1], "text": text[: 2 * len(text) // 3] + " Sent by wire."})
    rows += [{"text": " ".join(words(rng, 60)), "published": str(FIRST)} for _ in range(4)]
    rng.shuffle(rows)
    return [{"id": f"t{n}", **row} for n, row in enumerate(rows)]


def test_stories_are_those_of_one_machine_and_a_job_goes_on_where_it_was_stopped(
    spark: Any, lines: Any, tmp_path: Path
) -> None:
    table = tmp_path / "in.parquet"
    pq.write_table(pa.Table.from_pylist(pile()), table, row_group_size=20)
    docs, _ = read_paths([str(table)])
    found = Journey(MemoryPile(docs), Settings()).stories
    rounds: list[str] = []

    def stopped(line: str) -> None:
        rounds.append(line)
        if len(rounds) == 4:  # in the second round
            raise KeyboardInterrupt

    job = Job(spark, str(table), str(tmp_path / "out"), Settings(), said=stopped, bounds=FEW)
    with pytest.raises(KeyboardInterrupt):
        job.stories()
    counted = job.stories()
    assert lines(tmp_path / "out" / "stories") == [
        json.dumps(row) for story in found for row in story_rows(story)
    ]
    sizes = [len(story.members) for story in found]
    assert len([size for size in sizes if size > 2]) > 5
    assert len([line for line in rounds if line.endswith("groups to merge")]) > 3
    assert counted == {
        "documents": len(docs),
        "stories": len(found),
        "hot": 0,
        "unexplained": 0,
        "rejected": 0,
    }


def test_a_window_of_days_has_few_groups_a_tile_and_meets_all_within_reach() -> None:
    held = windows({3: 2, 4: 1, 9: 7, 80: 1, None: 1}, most=3)
    assert held == [
        Window(None, 0, first=0, tiles=1),
        Window(3, 4, first=1, tiles=1),
        Window(9, 9, first=2, tiles=3),
        Window(80, 80, first=5, tiles=1),
    ]
    met = set(meetings(held, reach=70.0))
    assert (1, 5) not in met  # days 4.99 and 80 are 75 apart
    assert {(2, 5), (5, 2)} <= met  # days 9.99 and 80 may be 70.01 apart, 10 and 80 are 70
    assert {(0, n) for n in range(6)} | {(n, 0) for n in range(6)} <= met


def test_what_is_left_is_merged_as_on_one_machine() -> None:
    rng = np.random.default_rng(4)
    dense = rng.random((30, 40)) * (rng.random((30, 40)) < 0.25)
    dense /= np.linalg.norm(dense, axis=1, keepdims=True)
    options = StoryOptions(least_similarity=0.3)
    rows, days = sparse.csr_matrix(dense), np.full(30, np.nan)
    merges = average_linkage(rows, days, least=0.3, near_days=options.near_days)
    none, nothing = np.empty(0, np.int64), np.empty(0)
    alone = [Tree(np.array([n]), np.array([50.0]), none, nothing) for n in range(30)]
    table = rows_of(leaves(rows, days), np.arange(40), alone)
    trees = list(finished(columns_of(table), options))
    told = sorted(value for tree in trees for value in tree.between.tolist())
    assert told == sorted(merge.between for merge in merges)
    assert sorted(n for tree in trees for n in tree.leaves.tolist()) == list(range(30))
    assert len(trees) == 30 - len(merges) < 15


def test_a_story_of_very_many_texts_is_told_without_reasons() -> None:
    rows = [{"key": 3, "n": n, "id": f"t{n}"} for n in (3, 5)]
    (told,) = _unexplained([pa.RecordBatch.from_pylist(rows)])
    found = zip(told["story"].to_pylist(), told["member"].to_pylist(), strict=True)
    assert [story_row(*one) for one in found] == [
        {"doc": i, "story": story_id(["t3", "t5"]), "why": []} for i in ("t3", "t5")
    ]
