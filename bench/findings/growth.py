"""How long the comparison of one story takes after its articles were read, as the story grows.

The articles of the bulk set that name one thing most often are told to be one story, 50, 100, 200
and 500 of them. Reading is not counted. Printed beside the time: how it grows from one size to the
next (1 would be linear, 2 quadratic), units, and findings.

    python bench/findings/growth.py [WORD]
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import tempfile
import time
from pathlib import Path

from run import DATA
from sayso.findings import compare
from sayso.findings.tellings.units import units
from sayso.model import Document
from sayso.pile import MemoryPile
from sayso.pipeline import Journey, open_models
from sayso.run.inputs import read_paths

ARTICLES = DATA / "data" / "bulk" / "articles_2012_2015.jsonl.gz"
SIZES = (50, 100, 200, 500)
_KEYS = ("id", "text", "title", "outlet", "published")


def chosen(word: str) -> list[Document]:
    """The articles that name `word` most often, as many as the largest size."""
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows.sort(key=lambda row: (-row["text"].count(word), row["id"]))
    with tempfile.TemporaryDirectory() as room:
        pile = Path(room) / "pile.jsonl"
        kept = ({k: row[k] for k in _KEYS if row.get(k)} for row in rows[: SIZES[-1]])
        pile.write_text("\n".join(map(json.dumps, kept)), "utf-8")
        docs, _ = read_paths([str(pile)])
    return list(docs)


def main(word: str) -> int:
    """Print a line a size."""
    if not ARTICLES.exists():
        print(f"growth: not measured, {ARTICLES} is not there (set SAYSO_DATA; docs/bench.md)")
        return 0
    docs, meaning = chosen(word), open_models().meaning
    before: tuple[int, float] | None = None
    for size in SIZES:
        (case,) = Journey(MemoryPile(docs[:size], ()), one_story=True).cases()
        began = time.perf_counter()
        found = compare(case, meaning=meaning)
        took = time.perf_counter() - began
        power = math.log(took / before[1]) / math.log(size / before[0]) if before else float("nan")
        before = size, took
        print(
            f"{size} articles: {took:.1f} s (power {power:.2f}), {len(units(case))} units, "
            f"{len(found.findings)} findings, {len(found.events)} events",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:] or ["Obamacare"])))
