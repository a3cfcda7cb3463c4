"""Facts, conflicts and origins against the labelled stories, by the official scorer, on the two
halves apart.

Settings were chosen on the first half (stories at even places of the sorted list) and are reported
on the second.

    python bench/findings/run.py [first|second|all]
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).parents[3] / "shared"))
GOLD, ARTICLES = (
    DATA / "gold" / "findings",
    DATA / "data" / "stories" / "ecbplus_topics_1_35.jsonl.gz",
)
SCORER = DATA / "tools" / "score.py"
HALVES = {"first": slice(0, None, 2), "second": slice(1, None, 2), "all": slice(None)}


def main(wanted: list[str]) -> int:
    """Print the scorer's answer for each half asked for."""
    missing = [str(p) for p in (GOLD, ARTICLES, SCORER) if not p.exists()]
    if missing:
        print(
            f"findings: not measured, {', '.join(missing)} is not there (set SAYSO_DATA; "
            f"docs/bench.md)"
        )
        return 0
    for half in wanted or ["first", "second"]:
        with tempfile.TemporaryDirectory() as room:
            for path in sorted(GOLD.glob("*.json"))[HALVES[half]]:
                shutil.copy(path, room)
            command = [sys.executable, str(SCORER), "findings", room, str(ARTICLES)]
            sayso = os.environ.get("SAYSO", str(Path(sys.executable).with_name("sayso")))
            done = subprocess.run(
                command,
                check=True,
                capture_output=True,
                text=True,
                env={**os.environ, "SAYSO": sayso},
            )
        print(half, json.dumps(json.loads(done.stdout), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
