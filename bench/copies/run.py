"""Recall per variant, precision, false pairs and speed on the generated set, beside MinHash where rensa is installed.

    python bench/copies/generate.py /tmp/copies && python bench/copies/run.py /tmp/copies/generated.jsonl.gz

Figures are counted as the project's published scorer counts them: a row of any kind finds a pair, a pair across groups
is false when it is called one origin.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sayso.copies import CopyOptions, group, sketch
from sayso.copies.candidates import candidates
from sayso.copies.families import cleanest
from sayso.model import Document

Row = dict[str, Any]
Pair = tuple[str, str, bool]  # ids and whether it counts as two origins


def score(rows: list[Row], pairs: Iterable[Pair]) -> dict[str, Any]:
    """Recall per variant, precision of pairs, false pairs per 1,000 others."""
    of = {r["id"]: r for r in rows}
    wanted = Counter(r["variant"] for r in rows if r["variant"] not in ("orig", "other"))
    hit: Counter[str] = Counter()
    good = bad = 0
    false: list[tuple[str, str]] = []
    for a, b, independent in {(min(p[:2]), max(p[:2]), p[2]) for p in pairs}:
        one, two = of[a], of[b]
        if one["group"] == two["group"] or one["group"] in two.get("also", ()) or two["group"] in one.get("also", ()):
            good += 1
            for x, y in ((one, two), (two, one)):
                if x["variant"] == "orig" and x["group"] == y["group"] and y["variant"] != "orig":
                    hit[y["variant"]] += 1
        elif not independent:
            bad += 1
            false.append((a, b))
    others = sum(r["variant"] == "other" for r in rows)
    return {
        "recall": {k: round(hit[k] / n, 4) for k, n in sorted(wanted.items())},
        "precision": round(good / max(1, good + bad), 4),
        "false pairs per 1000 others": round(1000 * bad / max(1, others), 2),
        "false": sorted(false)[:20],
    }


def ours(rows: list[Row]) -> dict[str, Any]:
    """The room itself, its stages timed apart."""
    docs = {r["id"]: Document(r["id"], r["text"]) for r in rows}
    options = CopyOptions()
    began = time.perf_counter()
    sketches = [sketch(doc) for doc in docs.values()]
    sketched = time.perf_counter()
    found = candidates(sorted(sketches, key=cleanest), options)
    searched = time.perf_counter()
    graph = group(sketches, docs.__getitem__, options=options)
    ended = time.perf_counter()
    compared = max(1e-9, ended - searched - (searched - sketched))
    return {
        **score(rows, ((c.a, c.b, c.independent) for c in graph.copies)),
        "variants called one origin": _one_origin(rows, graph.copies),
        "candidate pairs": len(found),
        "rows": len(graph.copies),
        "sketch docs/s": round(len(docs) / (sketched - began)),
        "sketch and search docs/s": round(len(docs) / (searched - began)),
        "pairs compared/s": round(len(found) / compared),
    }


def _one_origin(rows: list[Row], copies: Iterable[Any]) -> dict[str, float]:
    """Share of the pairs (original, variant) found that count as one origin."""
    of = {r["id"]: r for r in rows}
    all_found: Counter[str] = Counter()
    one: Counter[str] = Counter()
    for c in copies:
        a, b = of[c.a], of[c.b]
        if a["group"] == b["group"] and "orig" in (a["variant"], b["variant"]):
            variant = b["variant"] if a["variant"] == "orig" else a["variant"]
            all_found[variant] += 1
            one[variant] += not c.independent
    return {k: round(one[k] / n, 4) for k, n in sorted(all_found.items())}


def minhash(rows: list[Row], threshold: float) -> dict[str, Any] | str:
    """5-word shingles, 128 permutations, LSH at a Jaccard threshold (rensa's published use)."""
    try:
        from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        return "rensa is not installed: pip install rensa"
    began = time.perf_counter()
    lsh = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32)
    made = []
    for number, row in enumerate(rows):
        words = row["text"].lower().split()
        signature = RMinHash(num_perm=128, seed=42)
        signature.update([" ".join(words[k : k + 5]) for k in range(max(1, len(words) - 4))])
        lsh.insert(number, signature)
        made.append(signature)
    pairs = set()
    for number, signature in enumerate(made):
        for other in lsh.query(signature):
            if other > number and signature.jaccard(made[other]) >= threshold:
                pairs.add((rows[number]["id"], rows[other]["id"], False))
    seconds = time.perf_counter() - began
    return {**score(rows, pairs), "docs/s": round(len(rows) / seconds)}


def main() -> None:
    """Print one JSON object."""
    path = Path(sys.argv[1])
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    result = {"docs": len(rows), "sayso": ours(rows)}
    for threshold in (0.7, 0.3):
        result[f"rensa J>={threshold}"] = minhash(rows, threshold)
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
