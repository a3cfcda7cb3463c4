"""The main figures of every task whose data is there, each held to what it was when last looked at.

    python bench/gate.py              every task but the slow ones
    python bench/gate.py TASK ...     these tasks; `all` for every one, slow ones too

Status 1 where a figure is worse than it was by more than its noise, 2 where nothing could be
measured, or not all that was asked for by name. Data is looked for in SAYSO_DATA (by default
../shared); data.py says what is missing and where it is published. gate.toml beside this file holds
the tasks and figures. Speed has no floor: machines differ.

The noise of a figure: the program is deterministic (golden.py finds not a byte changed between two
runs), so what may move a figure without a change of the program is another machine's arithmetic, by
which a few borderline decisions of the parser or a model could turn. We allow .3 points of a figure
in per cent and .005 of one between 0 and 1: an estimate, for we had one kind of machine to measure
on. Counts are held exactly. golden.py sees what costs less than this.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BENCH = Path(__file__).resolve().parent
DATA = Path(os.environ.get("SAYSO_DATA", BENCH.parents[1] / "shared"))
TASKS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
SCORER = "tools/score.py"
NOISE = {"percent": 0.3, "share": 0.005, "count": 0.0}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was: its path in the answer, its value, its noise, whether less is better."""

    path: str
    was: float
    noise: float
    less: bool

    def lost(self, now: float) -> float:
        """By how much it is worse than it was; 0 within its noise, negative where it is better."""
        lost = now - self.was if self.less else self.was - now
        return 0.0 if abs(lost) <= self.noise + 1e-9 else lost


def figures(task: str) -> Iterator[Figure]:
    """The figures kept of a task."""
    for less, tables in ((False, TASKS[task]), (True, TASKS[task].get("less", {}))):
        for kind, noise in NOISE.items():
            for path, was in tables.get(kind, {}).items():
                yield Figure(path, float(was), noise, less)


def main(asked: list[str]) -> int:
    """Run the tasks named, or all but the slow ones."""
    unknown = [name for name in asked if name not in (*TASKS, "all")]
    if unknown:
        print(f"no task is called {', '.join(unknown)}; there are {', '.join(TASKS)}, all")
        return 2
    slow = [] if asked else [name for name in TASKS if "slow" in TASKS[name]]
    wanted = TASKS if not asked or "all" in asked else asked
    lacking = {name: missing(name) for name in wanted if name not in slow}
    worse = [name for name, paths in lacking.items() if not paths and not holds(name)]
    for name, paths in lacking.items():
        if paths:
            print(f"{name}: NOT MEASURED, not in {DATA}: {', '.join(paths)}")
    for name in slow:
        print(f"{name}: left out, it takes {TASKS[name]['slow']}: python bench/gate.py {name}")
    return _ended(worse, sum(map(bool, lacking.values())), len(lacking), by_name=bool(asked))


def _ended(worse: list[str], lacking: int, wanted: int, *, by_name: bool) -> int:
    if lacking:
        print("python bench/data.py (`make data`) says what is missing and where it is published")
    if lacking == wanted:
        print("NOTHING WAS MEASURED: SAYSO_DATA must name the folder of the data sets")
        return 2
    print(f"WORSE: {', '.join(worse)}" if worse else f"{wanted - lacking} of {wanted} tasks hold")
    return 1 if worse else 2 if lacking and by_name else 0


def missing(task: str) -> list[str]:
    """What the task needs and SAYSO_DATA does not hold."""
    known = TASKS[task]
    needs = [SCORER, *known["scorer"][1:]] if "scorer" in known else known["needs"]
    return [path for path in needs if not (DATA / path).exists()]


def holds(task: str) -> bool:
    """Measure one task, print its figures; True when none is worse than it was beyond its noise."""
    began = time.perf_counter()
    answer = measured(task)
    seconds = time.perf_counter() - began
    print(f"{task} ({seconds:.0f} s)", json.dumps(_short(answer), ensure_ascii=False), flush=True)
    good = True
    for figure in figures(task):
        now = value_at(answer, figure.path)
        lost = figure.lost(now)
        if lost:
            word = "WORSE" if lost > 0 else "better, keep it in gate.toml"
            print(f"    {word}: {figure.path} {now:g}, was {figure.was:g} ± {figure.noise:g}")
        good = good and lost <= 0
    return good


def _short(value: Any) -> Any:
    """An answer without its lists of single cases."""
    if not isinstance(value, dict):
        return value
    return {key: _short(held) for key, held in value.items() if not isinstance(held, list)}


def measured(task: str) -> dict[str, Any]:
    """What the scorer or the bench of a task prints. Raises CalledProcessError where it fails."""
    known = TASKS[task]
    with tempfile.TemporaryDirectory() as room:
        if "scorer" in known:
            name, *paths = known["scorer"]
            said = _said([DATA / SCORER, name, *(DATA / path for path in paths)])
        for command in (known[key] for key in ("first", "bench") if key in known):
            script, *arguments = (word.replace("ROOM", room) for word in command)
            said = _said([BENCH / script, *arguments])
    answer: dict[str, Any] = json.loads(said)
    return answer


def _said(command: list[Any]) -> str:
    sayso = os.environ.get("SAYSO", str(Path(sys.executable).with_name("sayso")))
    env = {**os.environ, "SAYSO": sayso, "SAYSO_DATA": str(DATA)}
    words = [sys.executable, *map(str, command)]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, env=env).stdout


def value_at(answer: Any, path: str) -> float:
    """The figure at a path of keys parted by slashes; of several the least, of `6/16` the 6."""
    for key in path.split("/"):
        answer = answer[key]
    if isinstance(answer, dict):
        return float(min(answer.values()))
    return float(answer.split("/")[0] if isinstance(answer, str) else answer)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
