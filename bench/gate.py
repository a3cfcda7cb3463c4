"""Every bench that its data allows, by the official scorer; exits 1 when one sinks under its floor.

Data and scorer are looked for in SAYSO_DATA (by default ../shared); docs/bench.md says where each
set is published.

    python bench/gate.py [task ...]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("SAYSO_DATA", ROOT.parent / "shared"))
SCORER = DATA / "tools" / "score.py"

# task: scorer arguments (paths under DATA), then (path into its answer, floor)
TASKS: dict[str, tuple[list[str], list[tuple[str, float]]]] = {
    "seeds": (
        ["seeds", "gold/seeds.json", "seeds"],
        [("quotes/found", 28), ("times/right", 26), ("names/joined", 8)],
    ),
    "stories": (["stories", "data/stories/ecbplus_topics_1_35.jsonl.gz"], [("B3/F", 0.9)]),
    "titles": (["stories", "data/stories/google_news_titles.jsonl.gz"], [("B3/F", 0.74)]),
    "pairs": (
        ["pairs", "gold/copies/pairs.jsonl", "gold/copies/articles.jsonl.gz"],
        [("independence accuracy", 0.86)],
    ),
    "polnear": (["polnear", "data/polnear/dev"], [("J.8+source/F", 66.0)]),
    "timex": (["timex", "data/timex/TimeBank"], [("value/F", 82.5)]),
    "findings": (
        ["findings", "gold/findings", "data/stories/ecbplus_topics_1_35.jsonl.gz"],
        [("facts/F", 0.48)],
    ),
}


def main(wanted: list[str]) -> int:
    """Run the tasks named, or all; print figures and what is missing."""
    if not SCORER.is_file():
        print(
            f"no data: {SCORER} is not there (set SAYSO_DATA; docs/bench.md says where the sets are published)"
        )
        return 0
    sunk = [task for task in wanted or TASKS if not holds(task)]
    if sunk:
        print("under the floor:", ", ".join(sunk))
    return 1 if sunk else 0


def holds(task: str) -> bool:
    """Score one task, print its figures; True when every floor holds or its data is absent."""
    arguments, floors = TASKS[task]
    places = [str(DATA / a) for a in arguments[1:]]
    missing = [p for p in places if not Path(p).exists()]
    if missing:
        print(f"{task}: not measured, {', '.join(missing)} is not there")
        return True
    sayso = os.environ.get("SAYSO", str(Path(sys.executable).with_name("sayso")))
    command = [sys.executable, str(SCORER), arguments[0], *places]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "SAYSO": sayso}
    )
    got = json.loads(done.stdout)
    print(
        task,
        json.dumps(
            {k: v for k, v in got.items() if k != "stories" or task != "findings"},
            ensure_ascii=False,
        ),
    )
    return all(value_at(got, path) >= floor for path, floor in floors)


def value_at(got: Any, path: str) -> float:
    """The figure at a path of keys parted by slashes."""
    for key in path.split("/"):
        got = got[key]
    return float(got)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
