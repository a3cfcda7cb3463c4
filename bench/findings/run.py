"""Facts, conflicts and origins on the labelled stories: the official scorer over the command.

    python bench/findings/run.py [news|ecb]

The shipped scorer was trained on these stories too: left_out.py prints the honest figures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).parents[3] / "shared"))
SETS = {
    "news": ("gold/findings-news", "data/bulk/articles_2012_2015.jsonl.gz"),
    "ecb": ("gold/findings", "data/stories/ecbplus_topics_1_35.jsonl.gz"),
}
SCORER = DATA / "tools" / "score.py"


def main(wanted: list[str]) -> int:
    """Print the scorer's answer for each set asked for."""
    for name in wanted or list(SETS):
        paths = [DATA / part for part in SETS[name]]
        missing = [str(p) for p in (*paths, SCORER) if not p.exists()]
        if missing:
            print(
                f"findings: not measured, {', '.join(missing)} is not there (set SAYSO_DATA; "
                f"docs/bench.md)"
            )
            continue
        sayso = os.environ.get("SAYSO", str(Path(sys.executable).with_name("sayso")))
        done = subprocess.run(
            [sys.executable, str(SCORER), "findings", *map(str, paths)],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "SAYSO": sayso},
        )
        print(name, json.dumps(json.loads(done.stdout), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
