"""Copies or stories on a local Spark against the same command without it: wall time, and whether
the rows are the same to the byte; and the sizes of the tables between the steps, which are what a
cluster moves.

    python bench/speed/cluster.py articles.jsonl [--job copies] [--rounds 3] [--most N] [--in-one N]

`articles.jsonl` has a record a line with `id` and `text`: bench/copies/generate.py makes one. With
`--in-one` stories are linked in rounds over tables until so few groups are left.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sayso.cli.session import settings_of
from sayso.plain import SCHEMA
from sayso.run.spark.engine import opened
from sayso.run.spark.job import Job
from sayso.run.spark.linking import Bounds
from sayso.run.spark.rows import without_nothing

# of each job its tables, and the command that prints their rows
TABLES = {
    "copies": {name: ["copies", "--show", name] for name in ("pairs", "families", "boilerplate")},
    "stories": {"stories": ["stories"]},
}
KEPT = ("id", "text", "title", "published")


def table_of(pile: Path, room: Path, most: int | None) -> Path:
    """The records as one file of Parquet."""
    reader = gzip.open if pile.suffix == ".gz" else open
    with reader(pile, "rt", encoding="utf-8") as lines:
        found = (json.loads(line) for line in islice(lines, most))
        rows = [{key: record.get(key) for key in KEPT} for record in found]
    made = room / "articles.parquet"
    pq.write_table(pa.Table.from_pylist(rows), made, row_group_size=500)
    return made


def seconds(arguments: list[str]) -> float:
    """Wall seconds of one command."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "sayso", *arguments], check=True)
    return time.perf_counter() - start


def same(job: str, table: Path, out: Path, room: Path) -> dict[str, bool]:
    """Of each table whether its rows are those of the command, to the byte."""
    found = {}
    for name, command in TABLES[job].items():
        rows = room / f"{name}.jsonl"
        seconds([*command, str(table), "--format", "jsonl", "-q", "-o", str(rows)])
        parts = (pq.read_table(f).to_pylist() for f in sorted((out / name).glob("*.parquet")))
        held = [{**without_nothing(row), "schema": SCHEMA} for part in parts for row in part]
        told = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
        found[name] = list(map(json.dumps, held)) == list(map(json.dumps, told))
    return found


def on_tables(table: Path, out: Path, in_one: int) -> float:
    """Wall seconds of stories of which the last `in_one` groups alone are linked at one place."""
    chosen = settings_of(None, (), language=False)
    bounds = Bounds(in_one=in_one, tile=max(1, in_one // 2))
    start = time.perf_counter()
    Job(
        opened(None, {}), str(table), str(out), chosen, keep=True, said=print, bounds=bounds
    ).stories()
    return time.perf_counter() - start


def main() -> int:
    """Print the seconds of both, whether they agree, and the bytes of each table between steps."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("pile", type=Path)
    ask.add_argument("--job", choices=TABLES, default="copies")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--most", type=int, help="articles, the first of the pile")
    ask.add_argument("--in-one", type=int, help="groups that are linked at one place")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        table, out = table_of(asked.pile, room, asked.most), room / "out"
        rows = str(room / "alone.jsonl")
        alone = [asked.job, str(table), "--format", "jsonl", "-q", "-o", rows]
        rounds = []
        for n in range(asked.rounds):
            job = ["spark", asked.job, str(table), str(out / str(n)), "-q", "--keep"]
            many = asked.job == "stories" and asked.in_one
            spent = on_tables(table, out / str(n), asked.in_one) if many else seconds(job)
            rounds.append((seconds(alone), spent))
        one, other = (statistics.median(held) for held in zip(*rounds, strict=True))
        print(f"command {one:.1f} s, local Spark {other:.1f} s, {other / one:.2f} times")
        print(f"same to the byte: {same(asked.job, table, out / '0', room)}")
        for step in sorted((out / "0").glob("work-*/*")):
            size = sum(file.stat().st_size for file in step.glob("*.parquet"))
            print(f"{step.name:24} {size:12,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
