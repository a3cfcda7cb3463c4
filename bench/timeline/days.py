"""Days of undated articles: leave one date out, in stories found among dated articles (data/bulk).

Articles of one story are found by the project's own grouping; in every story of 3 to 15 articles each article loses its
date once and gets one from the others. Peer: the middle day of the other articles.

    python bench/names/days.py [STORIES]     SAYSO_DATA names the data folder; STORIES limits the work (default 60)
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from sayso import findings, pipeline, readings
from sayso.model import Document, Reading
from sayso.settings import Settings


def load(path: Path) -> list[Document]:
    """Dated English articles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Document(r["id"], r["text"], r.get("title"), published=date.fromisoformat(r["published"][:10]), lang="en")
        for r in rows
        if r.get("published")
    ]


def measure(docs: tuple[Document, ...], read: tuple[Reading, ...], count: Counter[str]) -> None:
    """Leave every article's date out once."""
    for left, doc in enumerate(docs):
        told = findings.days([replace(d, published=None) if d is doc else d for d in docs], read)[left]
        others = sorted(d.published for d in docs if d is not doc and d.published)
        count["articles"] += 1
        count["peer exact"] += others[len(others) // 2] == doc.published
        if told.best is None or doc.published is None or told.earliest is None or told.latest is None:
            count["no day"] += 1
            continue
        count["exact"] += told.best == doc.published
        count["within a day"] += abs((told.best - doc.published).days) <= 1
        count["in range"] += told.earliest <= doc.published <= told.latest


def main() -> int:
    data = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2].parent / "shared"))
    path = next((p for p in (data / "data/bulk", data / "bulk") if p.is_dir()), data) / "articles_2012_2015.jsonl.gz"
    if not path.is_file():
        print(f"the articles are not in {path}", file=sys.stderr)
        return 1
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    pile = pipeline.sort_out(load(path), Settings())
    models = readings.open_models()
    by_id = {doc.id: doc for doc in pile.documents}
    told = [story for story in pile.stories if 3 <= len(story.members) <= 15][:limit]
    count: Counter[str] = Counter()
    for story in told:
        docs = tuple(by_id[i] for i in story.doc_ids)
        measure(docs, readings.read_story(docs, (), (), models), count)
    print(json.dumps({"stories": len(told), **count}, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
