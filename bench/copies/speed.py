"""How fast, beside rensa in the same run: articles of data/bulk, then 182,000 headlines, which look
alike.

    python bench/copies/speed.py [--headlines-only | --families-only] [--rounds 3]

`room` is the work itself, texts in memory to pairs and families, in as many processes as there are
processors; `command` is `sayso copies` from a cold start, from a JSON Lines file to a file of rows,
beside rensa as a command (`peers.py`). The best of some rounds counts, for us and for the peer.
`families` are 100 generated originals in 15 variants each among 400 others: pairs compared and
grouped a processor second of one process, every round.
Needs $SAYSO_DATA (default ../shared).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from generate import generate
from peers import rensa

from sayso.copies import group, sketches
from sayso.model import Document
from sayso.run import Processes

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared")) / "data"
BULK = DATA / "bulk" / "articles_2012_2015.jsonl.gz"
HEADLINES = DATA / "stories" / "headlines_unlabelled.jsonl.gz"
_PORTION = 200


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a set, ids as strings."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [{**row, "id": str(row["id"])} for row in map(json.loads, lines)]


def room(rows: list[dict[str, Any]], rounds: int) -> tuple[dict[str, Any], Any]:
    """Sketches, candidates, comparing, families; the processes are started before the
    clock, as by reading files.
    """
    docs = [Document(r["id"], r["text"], outlet=r.get("outlet"), url=r.get("url")) for r in rows]
    by_id = {doc.id: doc for doc in docs}
    portions = [docs[k : k + _PORTION] for k in range(0, len(docs), _PORTION)]
    run = Processes()
    list(run(sketches, portions[:4]))
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        made = [s for some in run(sketches, portions) for s in some]
        sketched = time.perf_counter()
        graph = group(made, by_id.__getitem__, run=run)
        times.append((time.perf_counter() - began, sketched - began))
    run.close()
    best, sketching = min(times)
    return {
        "articles": len(docs),
        "docs/s": round(len(docs) / best),
        "sketching docs/s": round(len(docs) / sketching),
        "seconds": round(best, 2),
        "rows": len(graph.copies),
        "called one origin": sum(not c.independent for c in graph.copies),
        "boilerplate passages": len(graph.boilerplate),
        "bytes a sketch": round(
            sum(s.hashes.nbytes for s in made) / len(made) + sys.getsizeof(made[0]) + 160
        ),
    }, graph


def command(rows: list[dict[str, Any]], rounds: int) -> dict[str, Any]:
    """`sayso copies` from a file to a file, and rensa, likewise, in turn with it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.jsonl"
        source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        ours = ["-m", "sayso", "copies", str(source), "-q", "-o", str(folder / "out.jsonl")]
        ours += ["--format", "jsonl"]
        theirs = [str(Path(__file__).with_name("peers.py")), str(source), str(folder / "out.json")]
        took = {
            who: [found for _ in range(rounds) if (found := _spent(arguments))]
            for who, arguments in (("sayso", ours), ("rensa", theirs))
        }
    wall, processor = (min(values) for values in zip(*took["sayso"], strict=True))
    figures: dict[str, Any] = {
        "seconds": round(wall, 2),
        "docs/s": round(len(rows) / wall),
        "processor seconds": round(processor, 2),
    }
    if took["rensa"]:
        peer = min(spent for _, spent in took["rensa"])
        figures["rensa, processor seconds"] = round(peer, 2)
        figures["ratio to rensa"] = round(peer / processor, 2)
    return figures


def _spent(arguments: list[str]) -> tuple[float, float] | None:
    """Wall and processor seconds (user and system, children included) of one run of Python; None
    where it ends with an error.
    """
    before, began = os.times(), time.perf_counter()
    # an installed package is compiled when it is installed, and so is this one in the first round
    env = {key: said for key, said in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    run = [sys.executable, *arguments]
    done = subprocess.run(run, check=False, stderr=subprocess.DEVNULL, env=env)
    wall, after = time.perf_counter() - began, os.times()
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    return (wall, spent) if done.returncode == 0 else None


def headlines(rounds: int) -> dict[str, Any]:
    """Short texts: which are called copies though they are not the same letter for letter?"""
    rows = rows_of(HEADLINES)
    figures, graph = room(rows, rounds)
    text = {r["id"]: r["text"] for r in rows}
    plain = {i: "".join(filter(str.isalnum, t.lower())) for i, t in text.items()}
    differing = [c for c in graph.copies if not c.independent and plain[c.a] != plain[c.b]]
    figures["equal letter for letter"] = figures["called one origin"] - len(differing)
    figures["one origin though letters differ"] = len(differing)
    figures["examples"] = [
        [text[c.a], text[c.b]] for c in differing[:: max(1, len(differing) // 12)][:12]
    ]
    return figures


def families(rounds: int) -> dict[str, Any]:
    """Large families: most of the time goes into comparing."""
    docs = [Document(str(r["id"]), str(r["text"])) for r in generate(100, 400, 1)]
    by_id = {doc.id: doc for doc in docs}
    made = sketches(docs)
    rates = []
    for _ in range(rounds):
        began = time.process_time()
        rows = len(group(made, by_id.__getitem__).copies)
        rates.append(round(rows / (time.process_time() - began)))
    return {"rows": rows, "rows a processor second": rates}


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--headlines-only", action="store_true")
    only.add_argument("--families-only", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    for path in (BULK, HEADLINES):
        if not path.exists():
            sys.exit(f"no articles at {path}; set SAYSO_DATA to the folder that holds data/")
    result: dict[str, Any] = {}
    if not args.headlines_only:
        result["families"] = families(args.rounds)
    if args.families_only:
        print(json.dumps(result, indent=1))
        return
    if not args.headlines_only:
        rows = rows_of(BULK)
        result["room"] = room(rows, args.rounds)[0]
        peer = [
            found[1] for _ in range(args.rounds) if not isinstance(found := rensa(rows, 0.7), str)
        ]
        if peer:
            result["rensa"] = {"docs/s": round(len(rows) / min(peer))}
            result["ratio to rensa"] = round(
                result["room"]["docs/s"] / result["rensa"]["docs/s"], 2
            )
        else:
            result["rensa"] = "not installed: pip install rensa"
        result["command"] = command(rows, args.rounds)
    result["headlines"] = headlines(1)
    result["peak GiB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2)
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
