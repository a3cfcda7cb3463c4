"""What others find on the same texts, where they are installed: rensa, datasketch, text-dedup.

Each takes rows of `id` and `text` and gives its pairs and its seconds. rensa and datasketch are
looked for in this environment; text-dedup pins old versions of other packages, so it runs in one of
its own: name its interpreter in $SAYSO_TEXT_DEDUP (python -m venv peers; peers/bin/pip install
--no-deps text-dedup, and what it imports).

    python bench/copies/peers.py IN.jsonl OUT.json     rensa as a command, from a file to a file
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Found = tuple[set[tuple[str, str]], float]  # pairs of ids, seconds
_PERMUTATIONS, _BANDS = 128, 32
_CLUSTERS = (
    "import json, pickle, sys; found = pickle.load(open(sys.argv[1], 'rb'));"
    "print(json.dumps({str(n): int(found.find(n)) for n in list(found.parent)}))"
)


def shingles(text: str) -> list[str]:
    """Five words at a time, lower case: the published use of all three."""
    words = text.lower().split()
    return [" ".join(words[k : k + 5]) for k in range(max(1, len(words) - 4))]


def rensa(rows: Sequence[Row], threshold: float) -> Found | str:
    """MinHash in Rust: 128 permutations, 32 bands, candidates checked against the threshold."""
    try:
        from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        return "rensa is not installed: pip install rensa"
    began = time.perf_counter()
    lsh = RMinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    made = []
    for number, row in enumerate(rows):
        signature = RMinHash(num_perm=_PERMUTATIONS, seed=42)
        signature.update(shingles(row["text"]))
        lsh.insert(number, signature)
        made.append(signature)
    pairs = set()
    for number, signature in enumerate(made):
        for other in lsh.query(signature):
            if other > number and signature.jaccard(made[other]) >= threshold:
                pairs.add((rows[number]["id"], rows[other]["id"]))
    return pairs, time.perf_counter() - began


def datasketch(rows: Sequence[Row], threshold: float) -> Found | str:
    """MinHash in Python: the same settings, bands chosen by the library for the threshold."""
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        return "datasketch is not installed: pip install datasketch"
    began = time.perf_counter()
    lsh = MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS)
    made = []
    for number, row in enumerate(rows):
        signature = MinHash(num_perm=_PERMUTATIONS)
        signature.update_batch([shingle.encode() for shingle in shingles(row["text"])])
        lsh.insert(number, signature)
        made.append(signature)
    pairs = set()
    for number, signature in enumerate(made):
        for other in lsh.query(signature):
            if other > number and signature.jaccard(made[other]) >= threshold:
                pairs.add((rows[number]["id"], rows[other]["id"]))
    return pairs, time.perf_counter() - began


def text_dedup(rows: Sequence[Row], threshold: float) -> Found | str:
    """text-dedup's MinHash over the command line, its defaults but for the threshold; pairs
    are those of a cluster.
    """
    python = os.environ.get("SAYSO_TEXT_DEDUP")
    if not python:
        return "text-dedup was not run: name an interpreter that has it in SAYSO_TEXT_DEDUP"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "in.jsonl").open("w", encoding="utf-8") as file:
            for number, row in enumerate(rows):
                file.write(json.dumps({"number": number, "text": row["text"]}) + "\n")
        command = [
            python,
            "-m",
            "text_dedup.minhash",
            "--path",
            "json",
            "--data_files",
            str(folder / "in.jsonl"),
        ]
        command += [
            "--split",
            "train",
            "--column",
            "text",
            "--idx_column",
            "number",
            "--output",
            str(folder / "out"),
        ]
        command += ["--cache_dir", str(folder / "cache"), "--threshold", str(threshold), "--debug"]
        began = time.perf_counter()
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "HF_HUB_OFFLINE": "1"},
        )
        seconds = time.perf_counter() - began
        if done.returncode:
            return "text-dedup failed: " + " | ".join(done.stderr.strip().splitlines()[-1:])
        told = subprocess.run(
            [python, "-c", _CLUSTERS, str(folder / "out" / "uf.pkl")],
            check=True,
            capture_output=True,
        )
        roots: dict[str, int] = json.loads(told.stdout)
    clusters: defaultdict[int, list[str]] = defaultdict(list)
    for number, root in roots.items():
        clusters[root].append(rows[int(number)]["id"])
    return {pair for ids in clusters.values() for pair in combinations(ids, 2)}, seconds


PEERS: dict[str, Callable[[Sequence[Row], float], Found | str]] = {
    "rensa": rensa,
    "datasketch": datasketch,
    "text-dedup": text_dedup,
}


def main() -> None:
    """rensa from a JSON Lines file to a JSON file of pairs, as somebody who wants no more would
    write it.
    """
    source, target = (Path(argument) for argument in sys.argv[1:])
    with source.open("rb") as lines:
        found = rensa([json.loads(line) for line in lines], threshold=0.7)
    if isinstance(found, str):
        sys.exit(found)
    target.write_text(json.dumps(sorted(found[0])), encoding="utf-8")


if __name__ == "__main__":
    main()
