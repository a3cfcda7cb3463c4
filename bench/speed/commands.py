"""What a command costs from its files to its last row: processor time, wall time, peak memory.

The first three lines are what starting costs: `--help`, and two commands on one article, each as a
ratio to the processor time of `python -c "import numpy"` in the same rounds.

With --against, the same commands of another source tree run in turn with this one, and the ratio of
the two is printed: the way to see whether a change made anything slower or larger.

    python bench/speed/commands.py [--against OTHER/src] [--articles 200] [--rounds 3]
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SAYSO_DATA", ROOT.parent / "shared"))
SEED = 11  # of the articles drawn
COMMANDS = {
    "start-up": ["--help"],
    "documents-one": ["documents", "ONE"],
    "copies-one": ["copies", "ONE"],
    "documents": ["documents", "PILE"],
    "copies": ["copies", "PILE"],
    "stories": ["stories", "PILE"],
    "quotes": ["quotes", "PILE"],
    "read": ["read", "PILE", "-o", "-"],
}


@dataclass(frozen=True, slots=True)
class Cost:
    """One run: processor seconds (user and system, children included), wall seconds, MiB at most
    in any one process.
    """

    processor: float
    wall: float
    memory: float


STARTED = ("start-up", "documents-one", "copies-one")
PEER = ["-c", "import numpy"]


def cost(source: Path, arguments: Sequence[str]) -> Cost:
    """One run of a command of Python. Raises RuntimeError where it fails."""
    command = ["/usr/bin/env", f"PYTHONPATH={source}", sys.executable, *arguments]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        said = running.stderr.read()
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {said.decode(errors='replace')[-400:]}")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024)


def drawn(articles: int, room: Path) -> Path:
    """A pile of so many articles, the same ones each time."""
    bulk = DATA / "data" / "bulk" / "articles_2012_2015.jsonl.gz"
    with gzip.open(bulk, "rt", encoding="utf-8") as lines:
        held = random.Random(SEED).sample(list(lines), articles)
    pile = room / "pile.jsonl"
    pile.write_text("".join(held), encoding="utf-8")
    return pile


def middle(costs: Sequence[Cost]) -> Cost:
    """Middle of the rounds, figure by figure."""
    return Cost(
        *(statistics.median(getattr(c, f) for c in costs) for f in ("processor", "wall", "memory"))
    )


def main() -> int:
    """Print one line a command."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    ask.add_argument("--against", type=Path, help="the src folder of another state")
    ask.add_argument("--articles", type=int, default=200)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--only", default="", help="commands, parted by commas")
    asked = ask.parse_args()
    sources = [ROOT / "src", *([asked.against.resolve()] if asked.against else [])]
    if not (DATA / "data" / "bulk").is_dir():
        print(f"no articles: {DATA / 'data' / 'bulk'} is not there (docs/bench.md)")
        return 2
    with tempfile.TemporaryDirectory() as room:
        pile, one = drawn(asked.articles, Path(room)), Path(room) / "one.jsonl"
        one.write_text(pile.read_text(encoding="utf-8").split("\n", 1)[0], encoding="utf-8")
        for name, pattern in COMMANDS.items():
            if asked.only and name not in asked.only.split(","):
                continue
            places = {"PILE": str(pile), "ONE": str(one)}
            arguments = ["-m", "sayso", *(places.get(part, part) for part in pattern)]
            peer = [PEER] if name in STARTED else []
            runs = [*((s, arguments) for s in sources), *((sources[0], other) for other in peer)]
            rounds = [[cost(*run) for run in runs] for _ in range(asked.rounds)]
            costs = [middle(of_run) for of_run in zip(*rounds, strict=True)]
            say(name, costs[: len(sources)], *costs[len(sources) :])
    return 0


def say(name: str, costs: Sequence[Cost], peer: Cost | None = None) -> None:
    """One line: this tree's figures, the ratio to the other's, and that to importing numpy."""
    mine = costs[0]
    line = (
        f"{name:14} {mine.processor:7.2f} s of processor, {mine.wall:7.2f} s, "
        f"{mine.memory:6.0f} MiB"
    )
    for other in costs[1:]:
        line += (
            f"   ratio {mine.processor / other.processor:.2f} processor, "
            f"{mine.wall / other.wall:.2f} wall, {mine.memory / other.memory:.2f} memory"
        )
    if peer:
        line += f"   {mine.processor / peer.processor:.1f} times importing numpy"
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
