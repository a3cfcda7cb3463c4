"""How often a text that is said not to tell a claim tells it after all, on the labelled stories.

A printed agreement stands for the labelled fact of which it meets most tellings, at least two. A
cell of it is judged by the labels: the text has a labelled telling of that fact, or it has none.
The curve shows, for every threshold of `not_found`, how many cells would be said not to be found
and how many of those are told after all; to be printed again whenever the scorer was trained anew.

    python bench/findings/cells.py [FOLDER of pickled cases, one a story, named like the labels]
"""

from __future__ import annotations

import gzip
import json
import pickle
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from run import DATA
from sayso.findings import Case, FindingOptions, compare
from sayso.model import Agreement, Document
from sayso.pile import MemoryPile
from sayso.pipeline import Journey, open_models

SETS = {
    "news": ("gold/findings-news", "data/bulk/articles_2012_2015.jsonl.gz"),
    "ecb": ("gold/findings", "data/stories/ecbplus_topics_1_35.jsonl.gz"),
}
THRESHOLDS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
Span = tuple[str, int, int]


def main(folder: str | None) -> int:
    """Print the rates of both sets."""
    for name, (gold, articles) in SETS.items():
        if not (DATA / gold).exists():
            print(f"cells: not measured, {DATA / gold} is not there (set SAYSO_DATA)")
            continue
        stories = list(labelled(DATA / gold, DATA / articles, folder))
        for threshold in THRESHOLDS:
            options = replace(FindingOptions(), not_found=threshold)
            counts: Counter[str] = Counter()
            for labels, case in stories:
                counts += judged(labels, case, options)
            chosen = " <- in use" if threshold == FindingOptions().not_found else ""
            print(name, threshold, words(counts), chosen)
    return 0


def words(counts: Counter[str]) -> str:
    """The rates of one threshold."""
    lost = counts["not-found judged"]
    told = [
        f"{kind} {counts[kind + ' right']}/{counts[kind + ' judged']}"
        for kind in ("told", "differs", "unclear")
    ]
    return (
        f"not found {counts['not-found']} of {counts['cells']} cells; told after all "
        f"{counts['not-found told']}/{lost} ({counts['not-found told'] / max(1, lost):.1%}); "
        f"texts outside the tellings that tell it: {', '.join(told)}"
    )


def labelled(gold: Path, articles: Path, folder: str | None) -> Iterator[tuple[Any, Case]]:
    """Every labelled story, read."""
    wanted = sorted(gold.glob("*.json"))
    if folder:
        for path in wanted:
            cached = Path(folder) / f"{path.stem}.pkl"
            yield json.loads(path.read_text()), pickle.loads(cached.read_bytes())
        return
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        rows = {str(row["id"]): row for row in map(json.loads, lines)}
    for path in wanted:
        labels = json.loads(path.read_text())
        docs = [Document(str(i), rows[str(i)]["text"], digest=str(i)) for i in labels["docs"]]
        for case in Journey(MemoryPile(docs), one_story=True).cases():
            yield labels, case


def judged(labels: Any, case: Case, options: FindingOptions) -> Counter[str]:
    """Cells of one story, counted by what the labels say of them."""
    facts = [[span(t, case) for t in fact["tellings"]] for fact in labels["facts"]]
    counts: Counter[str] = Counter()
    for found in compare(case, options=options, meaning=open_models().meaning).findings:
        if not isinstance(found, Agreement):
            continue
        printed = [(t.at.doc_id, t.at.start, t.at.end) for t in found.tellings]
        met, fact = max(
            ((sum(any(meet(a, b) for b in printed) for a in fact), fact) for fact in facts),
            key=lambda one: one[0],
            default=(0, []),
        )
        tells = {doc_id for doc_id, _, _ in fact}
        for cell in found.cells:
            counts["cells"] += 1
            counts["not-found"] += cell.kind == "not-found"
            if met < 2 or cell.likeness == 1:
                continue
            counts[f"{cell.kind} judged"] += 1
            counts["not-found told" if cell.kind == "not-found" else f"{cell.kind} right"] += (
                cell.doc_id in tells
            )
    return counts


def span(told: Any, case: Case) -> Span:
    """A labelled telling as document, start and end."""
    doc_id = str(told["doc"])
    start = told["start"] if "start" in told else case.texts[doc_id].find(told["text"])
    return doc_id, start, told["end"] if "end" in told else start + len(told["text"])


def meet(a: Span, b: Span) -> bool:
    """Whether two places tell the same: half of the shorter lies in the longer, as the official
    scorer has it.
    """
    short, long = sorted((a[2] - a[1], b[2] - b[1]))
    shared = min(a[2], b[2]) - max(a[1], b[1])
    return a[0] == b[0] and short > 0 and shared >= 0.5 * short and long <= max(4 * short, 400)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
