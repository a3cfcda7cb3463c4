"""Accuracy of `independent` and macro-F1 of `kind` on the hand-labelled pairs, by half.

    python bench/copies/kinds.py [--wrong]

Rules and thresholds were read off the tuning half only; the other half reports. A pair belongs to a half by a hash of
its ids. `--wrong` lists the tuning half's errors. Needs $SAYSO_DATA (default ../shared).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from sayso.copies import group, sketch
from sayso.model import Document

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared")) / "gold" / "copies"


def half(pair: dict[str, Any]) -> str:
    """The half a pair belongs to."""
    odd = int(hashlib.sha1((pair["a"] + pair["b"]).encode()).hexdigest(), 16) % 2
    return "held out" if odd else "tuning"


def document(row: dict[str, Any]) -> Document:
    """The record as a document, without what the documents room would add."""
    day = date.fromisoformat(row["published"][:10]) if row.get("published") else None
    return Document(str(row["id"]), row["text"], row.get("title"), row.get("outlet"), published=day, url=row.get("url"))


def macro_f1(seen: Counter[tuple[str, str]]) -> float:
    """Mean F1 over the labels that occur in the reference."""
    labels = sorted({label for label, _ in seen})
    scores = []
    for label in labels:
        said = sum(n for (_, got), n in seen.items() if got == label)
        true = sum(n for (want, _), n in seen.items() if want == label)
        scores.append(2 * seen[label, label] / max(1, said + true))
    return sum(scores) / max(1, len(scores))


def main() -> None:
    """Print one JSON object."""
    if not DATA.is_dir():
        sys.exit(f"the labelled pairs are not at {DATA}; set SAYSO_DATA to the folder that holds gold/")
    with gzip.open(DATA / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        docs = {d.id: d for d in map(document, map(json.loads, lines))}
    pairs = [json.loads(line) for line in (DATA / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    graph = group([sketch(d) for d in docs.values()], docs.__getitem__)
    found = {(c.a, c.b): c for c in graph.copies}
    result: dict[str, Any] = {}
    for name in ("tuning", "held out"):
        chosen = [p for p in pairs if half(p) == name]
        got = [found.get((min(p["a"], p["b"]), max(p["a"], p["b"]))) for p in chosen]
        right = [(c is None or c.independent) == p["independent"] for p, c in zip(chosen, got, strict=True)]
        kinds: Counter[tuple[str, str]] = Counter(
            (p["label"], c.kind if c else "independent") for p, c in zip(chosen, got, strict=True)
        )
        result[name] = {
            "pairs": len(chosen),
            "independence accuracy": round(sum(right) / len(right), 3),
            "kind macro-F1": round(macro_f1(kinds), 3),
        }
        if name == "tuning" and "--wrong" in sys.argv:
            wrong = [(p, c) for p, c, ok in zip(chosen, got, right, strict=True) if not ok]
            result["wrong"] = [[p["label"], p["evidence"], [str(w) for w in c.why] if c else None] for p, c in wrong]
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
