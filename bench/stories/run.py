"""Stories against published labels: B-cubed, ARI and speed, beside a single-pass TF-IDF grouping in
the same run.

    python bench/stories/run.py [--peer]

Data are looked for in SAYSO_DATA (by default ../shared); docs/bench.md says where each set is
published. Settings were chosen on ECB+ topics 1-18 and one half of the title stories; the other
halves are what is reported. Families of copies are worked out first, as the command line does. The
peer's threshold is fitted on the very set it is scored on.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sayso import copies, stories
from sayso.model import Document

DATA = (
    Path(os.environ.get("SAYSO_DATA", Path(__file__).parents[2].parent / "shared"))
    / "data"
    / "stories"
)
PEER_THRESHOLDS = [0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3]
Row = dict[str, Any]


def bcubed(gold: Sequence[str], got: Sequence[str]) -> dict[str, float]:
    """Item-averaged B-cubed precision, recall and their F1 (Bagga and Baldwin 1998)."""
    of_gold, of_got, both = Counter(gold), Counter(got), Counter(zip(gold, got, strict=True))
    p = sum(n * n / of_got[k[1]] for k, n in both.items()) / len(gold)
    r = sum(n * n / of_gold[k[0]] for k, n in both.items()) / len(gold)
    return {"P": round(p, 3), "R": round(r, 3), "F": round(2 * p * r / (p + r), 3)}


def ari(gold: Sequence[str], got: Sequence[str]) -> float:
    """Adjusted Rand index (Hubert and Arabie 1985)."""

    def pairs(counts: Counter[Any]) -> float:
        return sum(n * (n - 1) / 2 for n in counts.values())

    both, a, b = (
        pairs(Counter(zip(gold, got, strict=True))),
        pairs(Counter(gold)),
        pairs(Counter(got)),
    )
    expected = a * b / pairs(Counter({"": len(gold)}))
    return round((both - expected) / ((a + b) / 2 - expected), 3)


def sets() -> dict[str, list[Row]]:
    """The reported halves, the halves used for choosing, and the wholes, whichever data are
    there.
    """
    found: dict[str, list[Row]] = {}
    ecb = _read("ecbplus_topics_1_35.jsonl.gz", "story")
    if ecb:
        found["ECB+ 1-18 (chosen on)"] = [r for r in ecb if int(r["topic"]) <= 18]
        found["ECB+ 19-35 (reported)"] = [r for r in ecb if int(r["topic"]) > 18]
        found["ECB+ 1-35"] = ecb
    titles = _read("google_news_titles.jsonl.gz", "label")
    if titles:
        found["titles, half (chosen on)"] = [r for r in titles if _half(r["gold"]) == 0]
        found["titles, other half (reported)"] = [r for r in titles if _half(r["gold"]) == 1]
        found["titles"] = titles
    return found


def _read(name: str, label: str) -> list[Row]:
    path = DATA / name
    if not path.is_file():
        print(f"not found: {path} (set SAYSO_DATA)")
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [{**row, "id": str(row["id"]), "gold": str(row[label])} for row in rows]


def _half(label: str) -> int:
    """Which half a story falls in: parity of its label's SHA-256."""
    return int(hashlib.sha256(label.encode()).hexdigest(), 16) % 2


def ours(rows: list[Row]) -> list[str]:
    """Story of every row, by the rooms themselves."""
    docs = {
        r["id"]: Document(r["id"], r["text"], digest=hashlib.sha256(r["text"].encode()).hexdigest())
        for r in rows
    }
    graph = copies.group([copies.sketch(d) for d in docs.values()], docs.__getitem__)
    began = time.perf_counter()
    told = stories.group([stories.sketch(d) for d in docs.values()], graph)
    print(f"    stories room alone: {len(rows) / (time.perf_counter() - began):,.0f} docs/s")
    story = {doc_id: s.id for s in told for doc_id in s.doc_ids}
    return [story[r["id"]] for r in rows]


def single_pass(threshold: float) -> Callable[[list[Row]], list[str]]:
    """TF-IDF of the pile, each text to the group with the nearest centroid, or to a new one
    below the threshold.
    """

    def grouped(rows: list[Row]) -> list[str]:
        counts = [Counter(re.findall(r"[a-z0-9]+", r["text"].lower())) for r in rows]
        df = Counter(w for c in counts for w in c)
        sums: list[defaultdict[str, float]] = []
        holding: defaultdict[str, set[int]] = defaultdict(set)
        got = []
        for c in counts:
            vector = {w: (1 + math.log(n)) * math.log(len(rows) / df[w]) for w, n in c.items()}
            best, value = _nearest(_unit(vector), sums, holding)
            if value < threshold:
                best = len(sums)
                sums.append(defaultdict(float))
            for w, x in _unit(vector).items():
                sums[best][w] += x
                holding[w].add(best)
            got.append(str(best))
        return got

    return grouped


def _unit(vector: dict[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(x * x for x in vector.values())) or 1.0
    return {w: x / norm for w, x in vector.items()}


def _nearest(
    vector: dict[str, float], sums: list[defaultdict[str, float]], holding: dict[str, set[int]]
) -> tuple[int, float]:
    products: defaultdict[int, float] = defaultdict(float)
    for w, x in vector.items():
        for g in holding.get(w, ()):
            products[g] += x * sums[g][w]
    norms = {g: math.sqrt(sum(x * x for x in sums[g].values())) or 1.0 for g in products}
    best = max(products, key=lambda g: (products[g] / norms[g], -g), default=-1)
    return best, products[best] / norms[best] if best >= 0 else -1.0


def report(name: str, rows: list[Row], method: Callable[[list[Row]], list[str]]) -> float:
    """Score and time one method on one set; returns B-cubed F1."""
    began = time.perf_counter()
    got = method(rows)
    seconds = time.perf_counter() - began
    gold = [r["gold"] for r in rows]
    b3 = bcubed(gold, got)
    print(
        f"{name:46} P {b3['P']:.3f} R {b3['R']:.3f} F {b3['F']:.3f}  ARI {ari(gold, got):.3f}  "
        f"{len(set(got))} of {len(set(gold))} stories  {len(rows) / seconds:,.0f} docs/s"
    )
    return b3["F"]


def main(peer: bool) -> None:
    """Print every set; with `--peer` the single pass as well, on the sets of full articles."""
    for name, rows in sets().items():
        report(name, rows, ours)
        if peer and name.startswith("ECB+"):
            for threshold in PEER_THRESHOLDS:
                report(f"    single-pass TF-IDF at {threshold}", rows, single_pass(threshold))


if __name__ == "__main__":
    main("--peer" in sys.argv[1:])
