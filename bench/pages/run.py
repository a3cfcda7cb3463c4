"""The main text of pages, on the article-extraction-benchmark (Zyte, MIT; 181 pages), by its own
measure: precision and recall of runs of four words, the mean over pages, and their F1.

    python bench/pages/run.py        SAYSO_DATA names the data folder, by default ../shared
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path
from statistics import mean

from sayso.documents import read
from sayso.model import Document

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2].parent / "shared"))
_PAGES = DATA / "data" / "extraction"
_WORD = re.compile(r"\w+")
_RUN = 4  # words of a run


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of words of a text; a shorter text is one run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[n : n + _RUN]) for n in range(max(1, len(words) - _RUN + 1)))


def main() -> int:
    """Print the figures; status 0 also where the data is not there, which is said."""
    truth = _PAGES / "ground-truth.json"
    if not truth.exists():
        print(f"pages: not measured, {truth} is not there (set SAYSO_DATA)")
        return 0
    precisions, recalls, lost = [], [], []
    for name, page in json.loads(truth.read_text("utf-8")).items():
        with gzip.open(_PAGES / "html" / f"{name}.html.gz") as stream:
            found = [d for d in read(f"{name}.html", stream) if isinstance(d, Document)]
        if not found:
            lost.append(name)
        wanted, got = runs(page["articleBody"]), runs(found[0].text if found else "")
        right = sum((wanted & got).values())
        precisions.append(right / sum(got.values()))
        recalls.append(right / sum(wanted.values()))
    precision, recall = mean(precisions), mean(recalls)
    figures = {
        "pages": len(precisions),
        "lost": len(lost),
        "P": round(precision, 4),
        "R": round(recall, 4),
        "F1": round(2 * precision * recall / (precision + recall), 4),
    }
    print(json.dumps(figures, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
