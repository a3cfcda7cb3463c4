"""Score the attributions that `sayso quotes` prints for a part of PolNeAR, beside other extractors
on the same texts.

    python bench/quotes/run.py [dev|held|train] [--no-peers]

`held` is the part of train that the model never saw and that chose every setting. $SAYSO names the
command to run (by default the one beside this interpreter). Where the project's scorer is there,
its answer to the same rows is compared.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from peers import UNPACKAGED, Rows, textacy

from polnear import Reference, data_folder, held_out, read_folder, score


def main() -> None:
    """Print the figures as JSON: sayso's, the peers', and whether the project's scorer agrees."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", nargs="?", default="dev", choices=("dev", "held", "train"))
    parser.add_argument("--no-peers", action="store_true")
    args = parser.parse_args()
    folder = data_folder() / "polnear" / ("train" if args.part == "held" else args.part)
    references = [ref for ref in read_folder(folder) if args.part != "held" or held_out(ref)]
    rows, seconds = printed(references)
    told = {"sayso": figures(references, rows, seconds), "scorer": agrees(folder, references, rows)}
    if not args.no_peers:
        found = textacy(references)
        told["textacy"] = found if isinstance(found, str) else figures(references, *found)
        told.update(UNPACKAGED)
    print(json.dumps({"part": args.part, **told}, indent=1))


def printed(references: Sequence[Reference]) -> tuple[Rows, float]:
    """What the command prints for the texts, by text, and its seconds from a cold start."""
    command = os.environ.get("SAYSO", str(Path(sys.executable).with_name("sayso")))
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "texts.jsonl"
        lines = (
            json.dumps({"id": ref.id, "text": ref.text}, ensure_ascii=False) + "\n"
            for ref in references
        )
        file.write_text("".join(lines), encoding="utf-8")
        began = time.perf_counter()
        done = subprocess.run(
            [command, "quotes", "--all-attributions", "--format", "jsonl", str(file)],
            check=True,
            capture_output=True,
        )
        seconds = time.perf_counter() - began
    rows: Rows = {ref.id: [] for ref in references}
    for line in done.stdout.decode("utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            rows[row["doc"]].append(row)
    return rows, seconds


def figures(references: Sequence[Reference], rows: Rows, seconds: float) -> dict[str, Any]:
    """The scores with the seconds, models loaded anew, and words a second."""
    words = sum(len(ref.text.split()) for ref in references)
    return {
        **score(list(references), rows),
        "seconds": round(seconds, 1),
        "words/s": round(words / seconds),
    }


def agrees(folder: Path, references: Sequence[Reference], rows: Rows) -> str:
    """Whether the project's scorer, given the same rows, prints the same figures."""
    tool = folder.parents[2] / "tools" / "score.py"
    spec = importlib.util.spec_from_file_location("score", tool) if tool.is_file() else None
    if spec is None or spec.loader is None:
        return "not compared: the scorer is not there"
    if len(references) != len(list((folder / "text").glob("*.txt"))):
        return "not compared: it scores whole parts only"
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    vars(scorer)["say"] = lambda *_, **__: ([row for some in rows.values() for row in some], 1.0)
    theirs, ours = scorer.polnear(str(folder)), score(list(references), rows)
    differing = [key for key in ours if ours[key] != theirs[key]]
    return f"differs in {', '.join(differing)}" if differing else "agrees in every figure"


if __name__ == "__main__":
    main()
