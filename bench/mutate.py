"""Do the tests hold the numbers and the guards? Small changes to the code, one at a time, each run
against the tests of its own room.

    python bench/mutate.py                       the 48 changes chosen by hand
    python bench/mutate.py --drawn 50 --seed 1   50 more, drawn over all rooms
    python bench/mutate.py --room copies --only _FAR_DAYS

A change is killed when a test of the room fails and survives when all pass. Survivors are numbers
and guards that nobody would miss: their count may only fall. A change whose place in the code is
not found is "gone": the table in `mutations.py` wants mending.

    mutation ──applied to a copy of the tree──▶ doctests and tests of its room ──▶ killed | survived

What counts: the doctests of the room's modules and the tests under tests/ROOM (tests/ROOM/SUB-ROOM
for a module of a sub-room, tests/test_MODULE.py for a module of the ground). Tests on whole
articles and on the bundled example (_NOT_COUNTED) do not: they notice that something moved, not
what.

What is drawn: the kinds in turn; within a kind every room has the same chance and, within a room,
every place. A place is known by what stands there, so that an edit elsewhere draws no other. The
kinds: a module's number or an option's default doubled or halved; a comparison turned into its
opposite; one operand of `and` / `or` left out; an `if ...: return / continue` left out; an element
of a tuple of rules left out. Not drawn, because no behaviour hangs on it:

1. frozen types without rules (sayso.model), errors, package fronts (__init__) and __main__; 2.
docstrings, texts and word lists: only numbers, comparisons, guards and tuples of rules are drawn;
3. numbers that bound work or memory: by name (_BOUNDS) or where a comment says so (_BOUND_WORDS);
4. numbers of looks alone (_LOOKS): a drawing, a table's width, the progress bar; 5. an early way
out for nothing: `if not x: return` of an empty value, as the rest would return; 6. an empty value
as the last word: the `""` of `x or ""`.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mutations import BY_HAND, Mutation, drawn

ROOT = Path(__file__).resolve().parents[1]
_NOT_COUNTED = ("test_seeds.py", "test_example.py", "test_browser.py", "test_docs.py")
_CARRIED = ("src", "tests", "examples", "docs", "bench", "pyproject.toml", "README.md")
_LONGEST = 120.0  # seconds of a room's tests, at least; three times what they take unchanged
# What the tests load and no mutation touches: loaded once, before the first fork.
_HEAVY = (
    *("pytest", "numpy", "scipy.sparse.csgraph", "spacy", "onnxruntime"),
    *("tokenizers", "rapidfuzz.distance", "trafilatura", "lxml.html", "charset_normalizer"),
    *("fasttext", "jinja2", "click.testing", "rich.table", "pyarrow.parquet"),
)


# ---- one run of a room's tests ----------------------------------------------------


class _Order:
    """A pytest plugin: quick tests first, by what they took unchanged."""

    def __init__(self, took: Path) -> None:
        self.took = took
        self.known: dict[str, float] = {}
        if took.exists():
            rows = (line.rsplit("\t", 1) for line in took.read_text("utf-8").split("\n") if line)
            self.known = {name: float(seconds) for name, seconds in rows}
        self.seen: dict[str, float] = {}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        heavy = ("models", "pile", "page", "browser", "sayso")
        items.sort(
            key=lambda item: (
                any(name in heavy for name in getattr(item, "fixturenames", ())),
                self.known.get(item.nodeid, 0.0),
            )
        )

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.when == "call":
            self.seen[report.nodeid] = report.duration

    def pytest_sessionfinish(self) -> None:
        if not self.known:
            lines = (f"{name}\t{seconds:.4f}" for name, seconds in self.seen.items())
            self.took.write_text("\n".join(lines), "utf-8")


def tests_of(module: str) -> list[str]:
    """Paths, relative to the tree, whose tests count for a module.

    >>> tests_of("sayso.text.folding")
    ['src/sayso/text', 'tests/test_text.py', 'tests/test_text_words.py']
    """
    _, *parts = module.split(".")
    code = Path("src/sayso", *parts)
    home = code.with_suffix(".py") if len(parts) == 1 else code.parent
    places = [home]
    room = Path("tests", *parts[:-1])
    places += [room] if room != Path("tests") and (ROOT / room).exists() else _of_ground(parts[0])
    return [str(place) for place in places]


def _of_ground(name: str) -> list[Path]:
    """tests/test_NAME.py, and what is tested apart: tests/test_NAME_words.py."""
    found = (ROOT / "tests").glob(f"test_{name}*.py")
    return sorted(path.relative_to(ROOT) for path in found)


def _in_child(tree: Path, places: Sequence[str], took: Path, log: Path) -> int:
    """pytest on the tree in a fork of this process; its exit status, or 124 after too long."""
    child = os.fork()
    if child == 0:
        os.setsid()
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os._exit(_tested(tree, places, took))
    base = sum(_Order(took).known.values())
    until = time.monotonic() + max(_LONGEST, 3 * base)
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 124


def _tested(tree: Path, places: Sequence[str], took: Path) -> int:
    import pytest

    os.chdir(tree)
    sys.path[:] = [str(tree / "src"), *(p for p in sys.path if not p.endswith("/src"))]
    os.environ["PYTHONPATH"] = str(tree / "src")
    sys.dont_write_bytecode = True
    args = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "-c", "pyproject.toml"]
    ignored = [f"--ignore-glob=*/{name}" for name in _NOT_COUNTED]
    try:
        return int(pytest.main([*args, *ignored, *places], plugins=[_Order(took)]))
    except BaseException as error:
        print(error)
        return 3
    finally:
        sys.stdout.flush()


# ---- all of them -----------------------------------------------------------------


def _find(tree: Path, mutation: Mutation) -> tuple[Path, str] | None:
    """The file that holds a mutation's place, and its changed source: the module named, or the only
    other one of its room that has such a place (a like name elsewhere is another thing).
    """
    path = tree / "src" / Path(*mutation.module.split(".")).with_suffix(".py")
    if path.exists() and (changed := mutation.on(path.read_text("utf-8"))):
        return path, changed
    others = []
    for other in sorted((tree / "src" / "sayso" / mutation.room).rglob("*.py")):
        with contextlib.suppress(SyntaxError):
            if changed := mutation.on(other.read_text("utf-8")):
                others.append((other, changed))
    return others[0] if len(others) == 1 else None


class _Bench:
    """A copy of the tree, and what the tests of each room say of it unchanged."""

    def __init__(self, work: Path) -> None:
        self.work, self.tree = work, work / "tree"
        self.sound: dict[tuple[str, ...], bool] = {}
        self.tree.mkdir()
        for name in _CARRIED:
            held = ROOT / name
            if held.is_dir():
                junk = shutil.ignore_patterns("__pycache__", ".hypothesis")
                shutil.copytree(held, self.tree / name, ignore=junk)
            elif held.exists():
                shutil.copy2(held, self.tree / name)

    def _run(self, places: Sequence[str]) -> int:
        took = self.work / ("-".join(places).replace("/", "_") + ".took")
        return _in_child(self.tree, places, took, self.work / "log")

    def judge(self, mutation: Mutation) -> tuple[str, str]:
        """killed, survived, gone or unsound (the tests fail unchanged); and what said so."""
        found = _find(self.tree, mutation)
        if found is None:
            return "gone", ""
        path, changed = found
        module = ".".join(path.relative_to(self.tree / "src").with_suffix("").parts)
        places = tests_of(module)
        if tuple(places) not in self.sound:
            self.sound[tuple(places)] = self._run(places) in (0, 5)
        if not self.sound[tuple(places)]:
            return "unsound", _first_failure(self.work / "log")
        source = path.read_text("utf-8")
        path.write_text(changed, "utf-8")
        try:
            status = self._run(places)
        finally:
            path.write_text(source, "utf-8")
        if status in (0, 5):
            return "survived", ""
        return "killed", "too long" if status == 124 else _first_failure(self.work / "log")


def _first_failure(log: Path) -> str:
    lines = log.read_text("utf-8", errors="replace").split("\n")
    said = (line for line in lines if line.startswith(("FAILED ", "ERROR ")))
    return next(said, lines[-2] if len(lines) > 1 else "")[:160]


def _chosen(args: argparse.Namespace) -> list[Mutation]:
    found = drawn(ROOT / "src", args.drawn, args.seed) if args.drawn else list(BY_HAND)
    return [
        m
        for m in found
        if (not args.only or args.only in m.name) and (not args.room or m.room in args.room)
    ]


def main() -> None:
    """Print each mutation as it is judged, and the counts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--drawn", type=int, default=0, help="draw so many instead of the 48")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only mutations whose name holds this")
    parser.add_argument("--room", action="append", help="only mutations of this room")
    parser.add_argument("--list", action="store_true", help="name them, run nothing")
    args = parser.parse_args()
    chosen = _chosen(args)
    if args.list:
        print("\n".join(mutation.name for mutation in chosen))
        return
    for name in _HEAVY:
        importlib.import_module(name)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="mutate-") as work:
        bench = _Bench(Path(work))
        for mutation in chosen:
            start = time.monotonic()
            verdict, said = bench.judge(mutation)
            counts[verdict] += 1
            print(f"{verdict:9}{time.monotonic() - start:6.1f} s  {mutation.name}", flush=True)
            if said:
                print(f"{'':19}{said}", flush=True)
    print(", ".join(f"{counts[kind]} {kind}" for kind in sorted(counts)), f"of {len(chosen)}")


if __name__ == "__main__":
    main()
