"""What a pair is called: accuracy of `independent`, macro-F1 of `kind` with its confusion table,
direction.

    python bench/copies/kinds.py [--wrong] [SET ...]

Three sets. `gold`: the 75 labelled pairs of $SAYSO_DATA/gold/copies; the rules were read off them,
so their figure is fitted. `bulk` and `ecb`: 107 pairs labelled for this bench by reading
(pairs.jsonl, ids and labels only), articles of data/bulk and of data/stories; rules and thresholds
were not chosen on them but for one, named in the README. Documents are read as the command reads
them. `--wrong` lists what is told wrongly. Needs $SAYSO_DATA (default ../shared).
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from sayso.copies import group, sketches
from sayso.documents import read
from sayso.model import Copy, Document
from sayso.words import line

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared"))
ARTICLES = {
    "gold": DATA / "gold" / "copies" / "articles.jsonl.gz",
    "bulk": DATA / "data" / "bulk" / "articles_2012_2015.jsonl.gz",
    "ecb": DATA / "data" / "stories" / "ecbplus_topics_1_35.jsonl.gz",
}
KEYS = ("id", "text", "title", "outlet", "published", "url")
FLIPPED = {"a->b": "b->a", "b->a": "a->b"}
Label = dict[str, Any]


def labels(name: str) -> list[Label]:
    """The labelled pairs of a set."""
    path = (
        DATA / "gold" / "copies" / "pairs.jsonl"
        if name == "gold"
        else Path(__file__).with_name("pairs.jsonl")
    )
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row.get("set", "gold") == name]


def documents(name: str, wanted: set[str]) -> dict[str, Document]:
    """The articles that the labels speak of, read as the command reads records."""
    with gzip.open(ARTICLES[name], "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if str(row["id"]) in wanted]
    records = [{k: str(row[k]) for k in KEYS if row.get(k) is not None} for row in rows]
    stream = io.BytesIO("\n".join(map(json.dumps, records)).encode())
    return {doc.id: doc for doc in read("-", stream) if isinstance(doc, Document)}


def macro_f1(seen: Counter[tuple[str, str]]) -> float:
    """Mean F1 over the labels that occur in the reference."""
    kinds = sorted({label for label, _ in seen})
    scores = []
    for kind in kinds:
        said = sum(n for (_, got), n in seen.items() if got == kind)
        true = sum(n for (want, _), n in seen.items() if want == kind)
        scores.append(2 * seen[kind, kind] / max(1, said + true))
    return sum(scores) / max(1, len(scores))


def score(name: str, *, wrong: bool) -> dict[str, Any]:
    """The figures of one set."""
    wanted = labels(name)
    docs = documents(name, {label[side] for label in wanted for side in "ab"})
    graph = group(sketches(docs.values()), docs.__getitem__)
    found = {(c.a, c.b): c for c in graph.copies}
    got = [found.get((min(p["a"], p["b"]), max(p["a"], p["b"]))) for p in wanted]
    right = [
        (c is None or c.independent) == p["independent"] for p, c in zip(wanted, got, strict=True)
    ]
    kinds = Counter(
        (p["label"], c.kind if c else "independent") for p, c in zip(wanted, got, strict=True)
    )
    ways = Counter(
        _way(p, c) for p, c in zip(wanted, got, strict=True) if c and not p["independent"]
    )
    result: dict[str, Any] = {
        "pairs": len(wanted),
        "independence accuracy": round(sum(right) / len(right), 3),
        "told one origin, are two": sum(
            not ok and p["independent"] for p, ok in zip(wanted, right, strict=True)
        ),
        "told two, are one": sum(
            not ok and not p["independent"] for p, ok in zip(wanted, right, strict=True)
        ),
        "always two": round(sum(p["independent"] for p in wanted) / len(wanted), 3),
        "kind macro-F1": round(macro_f1(kinds), 3),
        "kind, label -> told": {f"{a} -> {b}": n for (a, b), n in sorted(kinds.items())},
        "direction right, of one origin": f"{ways[True]} of {ways[True] + ways[False]}",
    }
    if wrong:
        result["wrong"] = [
            [p["label"], p["evidence"], [line(w) for w in c.why] if c else None]
            for p, c, ok in zip(wanted, got, right, strict=True)
            if not ok
        ]
    return result


def _way(label: Label, copy: Copy) -> bool:
    wanted = label["direction"]
    if label["a"] > label["b"]:
        wanted = FLIPPED.get(wanted, wanted)
    return bool(wanted == copy.direction)


def main() -> None:
    """Print one JSON object."""
    chosen = [name for name in sys.argv[1:] if not name.startswith("-")] or list(ARTICLES)
    result = {}
    for name in chosen:
        if ARTICLES[name].exists():
            result[name] = score(name, wrong="--wrong" in sys.argv)
        else:
            result[name] = {"skipped": f"no articles at {ARTICLES[name]}; set SAYSO_DATA"}
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
