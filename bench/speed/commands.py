"""What a command costs from its files to its last row: processor time, wall time, peak memory.

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


def cost(source: Path, arguments: Sequence[str]) -> Cost:
    """One run of a command. Raises RuntimeError where it fails."""
    command = ["/usr/bin/env", f"PYTHONPATH={source}", sys.executable, "-m", "sayso", *arguments]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        said = running.stderr.read()
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"sayso {' '.join(arguments)}: {said.decode(errors='replace')[-400:]}")
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
        pile = drawn(asked.articles, Path(room))
        for name, pattern in COMMANDS.items():
            if asked.only and name not in asked.only.split(","):
                continue
            arguments = [str(pile) if part == "PILE" else part for part in pattern]
            rounds = [[cost(s, arguments) for s in sources] for _ in range(asked.rounds)]
            say(name, [middle(costs) for costs in zip(*rounds, strict=True)])
    return 0


def say(name: str, costs: Sequence[Cost]) -> None:
    """One line: this tree's figures, and the ratio to the other's."""
    mine = costs[0]
    line = (
        f"{name:10} {mine.processor:7.2f} s of processor, {mine.wall:7.2f} s, "
        f"{mine.memory:6.0f} MiB"
    )
    for other in costs[1:]:
        line += (
            f"   ratio {mine.processor / other.processor:.2f} processor, "
            f"{mine.wall / other.wall:.2f} wall, {mine.memory / other.memory:.2f} memory"
        )
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
