"""Megabytes of records a second that one core reads, up to fields and up to documents, with and
without telling the language; each beside `json.loads` of the same lines in the same run.

    python bench/speed/records.py [--articles 2000] [--rounds 5]

Processor seconds of this process alone count, the best of the rounds: on a machine that others use,
the ratios to `json.loads` say more than the megabytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sayso.documents import DocumentOptions, fields, read
from sayso.model import Document

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared"))
ARTICLES = DATA / "data" / "bulk" / "articles_2012_2015.jsonl.gz"
SEED = 11  # of the articles drawn
SILENT = DocumentOptions(language=False)


def lines_of(count: int) -> list[bytes]:
    """So many records, the same ones each time, spread over all years."""
    with gzip.open(ARTICLES, "rb") as lines:
        return random.Random(SEED).sample(list(lines), count)


def as_table(lines: list[bytes]) -> bytes:
    """The same records as CSV."""
    rows = [json.loads(line) for line in lines]
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


def steps(lines: list[bytes]) -> Iterator[tuple[str, int, Callable[[], int]]]:
    """What is measured: its name, the bytes it reads, and a function that gives how many articles
    came out.
    """
    pile, table = b"".join(lines), as_table(lines)

    def documents(name: str, data: bytes, options: DocumentOptions) -> Callable[[], int]:
        return lambda: sum(
            isinstance(item, Document) for item in read(name, io.BytesIO(data), options=options)
        )

    yield "json.loads", len(pile), lambda: sum(bool(json.loads(line)) for line in lines)
    yield "fields", len(pile), lambda: sum(1 for _ in fields("a.jsonl", io.BytesIO(pile)))
    yield "documents", len(pile), documents("a.jsonl", pile, SILENT)
    yield "with language", len(pile), documents("a.jsonl", pile, DocumentOptions())
    yield "CSV documents", len(table), documents("a.csv", table, SILENT)
    yield "CSV with language", len(table), documents("a.csv", table, DocumentOptions())


def main() -> int:
    """Print one JSON object: megabytes a second, and the ratio to `json.loads`."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    ask.add_argument("--articles", type=int, default=2000)
    ask.add_argument("--rounds", type=int, default=5)
    asked = ask.parse_args()
    if not ARTICLES.is_file():
        print(f"records: not measured, {ARTICLES} is not there (set SAYSO_DATA; docs/bench.md)")
        return 0
    measured = list(steps(lines_of(asked.articles)))
    best = {name: float("inf") for name, _, _ in measured}
    for _ in range(asked.rounds):
        for name, _, step in measured:
            began = time.process_time()
            count = step()
            best[name] = min(best[name], time.process_time() - began)
            if count != asked.articles:
                sys.exit(f"{name}: {count} of {asked.articles} articles came out")
    speed = {name: size / best[name] / 1e6 for name, size, _ in measured}
    peer = speed["json.loads"]
    told = {
        name: {"MB/s": round(rate, 1), "of json.loads": round(rate / peer, 3)}
        for name, rate in speed.items()
    }
    share = speed["with language"] / speed["documents"]
    print(json.dumps({**told, "language keeps": round(share, 2)}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
