"""Copies on a local Spark against the same command without it: wall time, and whether the rows are
the same to the byte; and the sizes of the tables between the steps, which are what a cluster moves.

    python bench/speed/cluster.py articles.jsonl [--rounds 3]

`articles.jsonl` has a record a line with `id` and `text`: bench/copies/generate.py makes one.
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
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sayso.plain import SCHEMA
from sayso.run.spark.rows import without_nothing

TABLES = {"pairs": "pairs", "families": "families", "boilerplate": "boilerplate"}


def table_of(pile: Path, room: Path) -> Path:
    """The records as one file of Parquet."""
    opened = gzip.open if pile.suffix == ".gz" else open
    with opened(pile, "rt", encoding="utf-8") as lines:
        rows = [{key: json.loads(line)[key] for key in ("id", "text")} for line in lines]
    made = room / "articles.parquet"
    pq.write_table(pa.Table.from_pylist(rows), made, row_group_size=500)
    return made


def seconds(arguments: list[str]) -> float:
    """Wall seconds of one command."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "sayso", *arguments], check=True)
    return time.perf_counter() - start


def same(table: Path, out: Path, room: Path) -> dict[str, bool]:
    """Of each table whether its rows are those of the command, to the byte."""
    found = {}
    for name, show in TABLES.items():
        rows = room / f"{name}.jsonl"
        shown = ["--show", show, "--format", "jsonl", "-q", "-o", str(rows)]
        seconds(["copies", str(table), *shown])
        parts = (pq.read_table(f).to_pylist() for f in sorted((out / name).glob("*.parquet")))
        held = [{**without_nothing(row), "schema": SCHEMA} for part in parts for row in part]
        told = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
        found[name] = list(map(json.dumps, held)) == list(map(json.dumps, told))
    return found


def main() -> int:
    """Print the seconds of both, whether they agree, and the bytes of each table between steps."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("pile", type=Path)
    ask.add_argument("--rounds", type=int, default=3)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        table, out = table_of(asked.pile, room), room / "out"
        alone = ["copies", str(table), "--format", "jsonl", "-q", "-o", str(room / "pairs.jsonl")]
        jobs = [
            ["spark", "copies", str(table), str(out / str(n)), "-q", "--keep"]
            for n in range(asked.rounds)
        ]
        rounds = [(seconds(alone), seconds(jobs[n])) for n in range(asked.rounds)]
        one, other = (statistics.median(held) for held in zip(*rounds, strict=True))
        print(f"command {one:.1f} s, local Spark {other:.1f} s, {other / one:.2f} times")
        print(f"same to the byte: {same(table, out / '0', room)}")
        for step in sorted((out / "0").glob("work-*/*")):
            size = sum(file.stat().st_size for file in step.glob("*.parquet"))
            print(f"{step.name:24} {size:12,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
