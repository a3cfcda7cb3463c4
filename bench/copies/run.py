"""Recall per variant, precision, false pairs and speed on the generated set, beside three peers on
the same texts.

    python bench/copies/generate.py /tmp/copies && python bench/copies/run.py
    /tmp/copies/generated.jsonl.gz

Figures are counted as the project's published scorer counts them: a row of any kind finds a pair, a
pair across groups is false when it is called one origin. `--no-peers` leaves the others out. Pairs
of unrelated articles that were read and found to be copies indeed are in natural.txt and are not
called false; both counts are printed.
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

from peers import PEERS

from sayso.copies import group, sketches
from sayso.model import Document
from sayso.run import Processes

Row = dict[str, Any]
Pair = tuple[str, str, bool]  # ids and whether it counts as two origins
_PORTION = 200


def natural() -> set[frozenset[str]]:
    """Pairs of the collection's own ids that are copies by nature."""
    lines = Path(__file__).with_name("natural.txt").read_text(encoding="utf-8").splitlines()
    return {frozenset(line.split()[:2]) for line in lines if line and not line.startswith("#")}


def score(rows: list[Row], pairs: Iterable[Pair]) -> dict[str, Any]:
    """Recall per variant, precision of pairs, false pairs per 1,000 others."""
    of = {r["id"]: r for r in rows}
    allowed = natural()
    wanted = Counter(r["variant"] for r in rows if r["variant"] not in ("orig", "other"))
    hit: Counter[str] = Counter()
    good = bad = by_nature = 0
    false: list[tuple[str, str]] = []
    for a, b, independent in {(min(p[:2]), max(p[:2]), p[2]) for p in pairs}:
        one, two = of[a], of[b]
        if (
            one["group"] == two["group"]
            or one["group"] in two.get("also", ())
            or two["group"] in one.get("also", ())
        ):
            good += 1
            for x, y in ((one, two), (two, one)):
                if x["variant"] == "orig" and x["group"] == y["group"] and y["variant"] != "orig":
                    hit[y["variant"]] += 1
        elif not independent:
            bad += 1
            is_natural = any(
                frozenset((x, y)) in allowed for x in one["made_of"] for y in two["made_of"]
            )
            by_nature += is_natural
            if not is_natural:
                false.append((a, b))
    others = sum(r["variant"] == "other" for r in rows)
    return {
        "recall": {k: round(hit[k] / n, 4) for k, n in sorted(wanted.items())},
        "precision": round(good / max(1, good + bad), 4),
        "false pairs per 1000 others": round(1000 * bad / max(1, others), 2),
        "the same without natural copies": round(1000 * (bad - by_nature) / max(1, others), 2),
        "false": sorted(false)[:20],
    }


def ours(rows: list[Row]) -> dict[str, Any]:
    """The room itself, in as many processes as there are processors, its stages timed apart."""
    docs = [Document(r["id"], r["text"]) for r in rows]
    by_id = {doc.id: doc for doc in docs}
    run = Processes()
    began = time.perf_counter()
    portions = [docs[k : k + _PORTION] for k in range(0, len(docs), _PORTION)]
    made = [s for some in run(sketches, portions) for s in some]
    sketched = time.perf_counter()
    graph = group(made, by_id.__getitem__, run=run)
    ended = time.perf_counter()
    run.close()
    return {
        **score(rows, ((c.a, c.b, c.independent) for c in graph.copies)),
        "variants called one origin": _one_origin(rows, graph.copies),
        "families that join groups": _mixed(graph.families),
        "rows": len(graph.copies),
        "sketching docs/s": round(len(docs) / (sketched - began)),
        "docs/s": round(len(docs) / (ended - began)),
        "pairs compared and printed/s": round(len(graph.copies) / (ended - sketched)),
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


def _mixed(families: Iterable[Any]) -> int:
    """Families that hold variants of two originals: merged texts must not join them."""
    return sum(len({i.partition("-")[0] for i in f.doc_ids}) > 1 for f in families)


def main() -> None:
    """Print one JSON object."""
    path = Path(sys.argv[1])
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    result = {"docs": len(rows), "sayso": ours(rows)}
    for threshold in (0.7, 0.3) if "--no-peers" not in sys.argv else ():
        for name, find in PEERS.items():
            found = find(rows, threshold)
            if isinstance(found, str):
                result[f"{name} J>={threshold}"] = found
            else:
                pairs, seconds = found
                scored = score(rows, ((a, b, False) for a, b in pairs))
                result[f"{name} J>={threshold}"] = {**scored, "docs/s": round(len(rows) / seconds)}
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
