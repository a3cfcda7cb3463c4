"""Golden rows: what every command prints, kept, and compared byte for byte after a change.

    python bench/golden.py freeze  [DIR]      keep the rows of this state
    python bench/golden.py compare [DIR]      what differs from them; status 1 where anything does

Inputs: the bundled example, the five articles of SAYSO_DATA/seeds, 200 loose articles of its
data/bulk. The rows hold texts of others, so they are kept in DIR (by default SAYSO_GOLDEN, or
~/.cache/sayso/golden), and golden.tsv beside this file holds digests only. Without the rows
`compare` can say that an output differs, not how.

The commands are run as a person runs them, in this process, each input read, grouped and compared
once: the stages of the pipeline remember what they gave. The version's number is hidden, and paths
are relative; nothing else is touched.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import io
import json
import os
import pkgutil
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

import sayso

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SAYSO_DATA", ROOT.parent / "shared")).resolve()
DIGESTS = Path(__file__).with_name("golden.tsv")
LOOSE = 200  # articles drawn from data/bulk
SEED = 2012
PAIR = ("northline-leak.txt", "northline-correction.txt")  # they share words, and part
SHOWN = 40  # lines of a difference printed without --all
WIDE = 300  # characters of such a line

# name of the output: the command that prints it. DIR stands for a folder, whose files are joined.
OUTPUTS: dict[str, list[str]] = {
    "documents": ["documents"],
    "copies": ["copies"],
    "families": ["copies", "--show", "families"],
    "stories": ["stories"],
    "quotes": ["quotes"],
    "times": ["times"],
    "names": ["names"],
    "timeline": ["timeline"],
    "findings": ["findings"],
    "compare": ["compare"],
    "compare.html": ["compare", "--format", "html"],
    "dossier.jsonl": ["read", "--format", "jsonl"],
    "dossier.json": ["read", "--format", "json"],
    "dossier.md": ["read", "--format", "md"],
    "dossier.html": ["read", "--format", "html"],
}


@dataclass(frozen=True, slots=True)
class Input:
    """What is read: the folder to stand in, the paths typed there, those of a pair to compare."""

    name: str
    folder: Path
    paths: tuple[str, ...]
    pair: tuple[str, ...] = ()

    def outputs(self, wanted: Sequence[str]) -> list[str]:
        """Names of its outputs, of those wanted; all where none is named."""
        possible = [name for name in OUTPUTS if self.pair or not name.startswith("compare")]
        return [name for name in possible if not wanted or name in wanted]


def inputs(room: Path) -> Iterator[Input]:
    """Every input that is there; `room` is an empty folder for what is drawn."""
    pair = tuple(f"articles/{name}" for name in PAIR)
    yield Input("example", ROOT / "examples" / "harbor", ("articles",), pair)
    if (DATA / "seeds").is_dir():
        yield Input("seeds", DATA, ("seeds",))
    bulk = DATA / "data" / "bulk" / "articles_2012_2015.jsonl.gz"
    if bulk.is_file():
        with gzip.open(bulk, "rt", encoding="utf-8") as lines:
            drawn = random.Random(SEED).sample(list(lines), LOOSE)
        (room / "loose.jsonl").write_text("".join(drawn), encoding="utf-8")
        yield Input("loose", room, ("loose.jsonl",))


# ---- the commands, each stage done once --------------------------------------

# Module and name of each stage whose answer is remembered; one that has moved is done anew.
STAGES = (
    ("sayso.cli.session", "open_session"),
    ("sayso.pipeline.Journey", "cases"),
    ("sayso.findings", "compare"),
)
_held: list[tuple[str, Any, Any]] = []  # stage, what it was given, what it gave


def remember_stages() -> None:
    """Let every stage give again what it gave; to be called before the commands load."""
    sayso.__version__ = "0"
    for module, name in STAGES:
        home = pkgutil.resolve_name(module)
        if hasattr(home, name):
            setattr(home, name, _once(f"{module}.{name}", getattr(home, name)))
        else:
            print(f"golden: {module} has no {name} any more; its work is repeated", file=sys.stderr)


def _once(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def given_again(*args: Any, **options: Any) -> Any:
        # How work is spread and reported changes no result.
        values = tuple(tuple(a) if isinstance(a, list) else a for a in args if not callable(a))
        key = values, {name: value for name, value in options.items() if not callable(value)}
        for known, asked, answer in _held:
            if known == stage and asked == key:
                return answer
        answer = function(*args, **options)
        answer = list(answer) if isinstance(answer, Iterator) else answer
        _held.append((stage, key, answer))
        return answer

    return given_again


def made(source: Input, output: str, room: Path) -> str:
    """What one command prints. Raises RuntimeError where it fails."""
    target = room / f"{source.name}-{output}"
    command = OUTPUTS[output]
    paths = source.pair if command[0] == "compare" else source.paths
    form = [] if "--format" in command else ["--format", "jsonl"]
    _run([*command, *form, "--quiet", "-o", str(target), *paths], source.folder)
    if target.is_file():
        return target.read_text(encoding="utf-8")
    files = sorted(target.iterdir())
    return "".join(f"=== {file.name}\n{file.read_text(encoding='utf-8')}" for file in files)


def _run(arguments: Sequence[str], folder: Path) -> None:
    from sayso.cli import main

    said = io.StringIO()
    before, typed = Path.cwd(), sys.argv
    os.chdir(folder)
    sys.argv = ["sayso", *arguments]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            main()
        status: object = 0
    except SystemExit as end:
        status = end.code or 0
    finally:
        os.chdir(before)
        sys.argv = typed
    if status:
        told = said.getvalue().strip()
        raise RuntimeError(f"sayso {' '.join(arguments)} ended with {status}: {told}")


# ---- frozen rows and digests -------------------------------------------------

Made = tuple[str, str, str]  # input, output, text
Digest = tuple[int, str]  # number of rows, sha256
Digests = dict[tuple[str, str], Digest]  # of an input and an output


def digests() -> Digests:
    """As kept in the repository; empty where nothing was frozen."""
    if not DIGESTS.is_file():
        return {}
    lines = DIGESTS.read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(source, output): (int(rows), digest) for source, output, rows, digest in cells}


def keep(found: Digests) -> None:
    """Write digests, those not made anew as they were."""
    lines = ["# input\toutput\trows\tsha256, made by `python bench/golden.py freeze`"]
    for (source, output), (rows, sha256) in {**digests(), **found}.items():
        lines.append(f"{source}\t{output}\t{rows}\t{sha256}")
    DIGESTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def digest(text: str) -> Digest:
    """Number of rows and sha256."""
    return text.count("\n"), hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def place(folder: Path, source: str, output: str) -> Path:
    """Where the rows of one output are kept."""
    return folder / source / (output if "." in output else f"{output}.jsonl")


# ---- differences -------------------------------------------------------------


def difference(before: str, after: str) -> tuple[int, list[str]]:
    """How many rows differ, and a diff of these rows laid out key by key."""
    old, new = before.split("\n"), after.split("\n")
    gone, come = _beyond(old, new), _beyond(new, old)
    if not gone and not come:
        return 0, ["the same rows in another order"]
    sides = [*_laid_out(gone)], [*_laid_out(come)]
    return max(len(gone), len(come)), [*unified_diff(*sides, "frozen", "now", n=2, lineterm="")]


def _beyond(rows: list[str], others: list[str]) -> list[str]:
    """Rows that the others lack, in their order."""
    left = Counter(others)
    found = []
    for row in rows:
        if left[row] > 0:
            left[row] -= 1
        else:
            found.append(row)
    return found


def _laid_out(rows: Iterable[str]) -> Iterator[str]:
    for row in rows:
        try:
            value = json.loads(row.strip().rstrip(","))
        except ValueError:
            value = None
        if not isinstance(value, dict):
            yield row
            continue
        yield "row"
        for key, held in value.items():
            several = isinstance(held, list) and held and isinstance(held[0], dict)
            parts = held if several else [held]
            yield from (f"  {key}: {json.dumps(part, ensure_ascii=False)}" for part in parts)


def say_difference(count: int, lines: list[str], *, whole: bool) -> None:
    """Print what differs: the first lines, cut, or all."""
    print(f"    {count} rows differ")
    for line in lines if whole else lines[:SHOWN]:
        print("    " + (line if whole or len(line) <= WIDE else line[:WIDE] + "…"))
    if not whole and len(lines) > SHOWN:
        print(f"    … {len(lines) - SHOWN} lines more (--all)")


# ---- freeze and compare ------------------------------------------------------


def freeze(folder: Path, wanted: Iterator[Made]) -> int:
    """Keep the rows of this state and their digests."""
    found: Digests = {}
    for source, output, text in wanted:
        path = place(folder, source, output)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        found[source, output] = digest(text)
        print(f"{source} {output}: {found[source, output][0]} rows kept")
    keep(found)
    return 0


def compare(folder: Path, wanted: Iterator[Made], *, whole: bool) -> int:
    """Print what differs; 1 where anything does, or was never frozen."""
    known = digests()
    differing = 0
    for source, output, text in wanted:
        path, sha256 = place(folder, source, output), known.get((source, output))
        differing += not holds(f"{source} {output}", text, path, sha256, whole=whole)
    print(f"{differing} outputs differ" if differing else "all equal")
    return 1 if differing else 0


def holds(name: str, text: str, path: Path, known: Digest | None, *, whole: bool) -> bool:
    """Compare one output with its frozen rows, or without them with its digest; say how it went."""
    frozen = path.read_bytes().decode("utf-8", "surrogatepass") if path.is_file() else None
    expected = known if frozen is None else digest(frozen)
    if frozen is not None and expected != known:
        print(f"{name}: {path} is of another state than {DIGESTS.name}; compared with the former")
    if expected == digest(text):
        print(f"{name}: equal, {expected[0]} rows{' (by digest)' if frozen is None else ''}")
        return True
    print(f"{name}: {'DIFFERS' if expected else 'was never frozen'}")
    if frozen is not None:
        say_difference(*difference(frozen, text), whole=whole)
    elif expected:
        print(f"    {expected[0]} rows frozen, {digest(text)[0]} now")
        print(f"    only the digest was compared: the frozen rows are not in {path.parent}")
    return False


def outputs(only: Sequence[str], rows: Sequence[str]) -> Iterator[Made]:
    """Each output asked for, made now; says which input is not there, and how long each took."""
    remember_stages()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        there = {source.name: source for source in inputs(room)}
        for missing in [n for n in (only or ("example", "seeds", "loose")) if n not in there]:
            print(f"{missing}: not compared, its articles are not under {DATA} (set SAYSO_DATA)")
        for source in (there[n] for n in there if not only or n in only):
            began = time.perf_counter()
            for output in source.outputs(rows):
                yield source.name, output, made(source, output, room)
            _held.clear()
            print(f"{source.name}: {time.perf_counter() - began:.1f} s", flush=True)


def main() -> int:
    """Freeze or compare, as asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "sayso" / "golden"
    parser.add_argument("what", choices=("freeze", "compare"))
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(os.environ.get("SAYSO_GOLDEN", cache))
    )
    parser.add_argument("--only", default="", metavar="INPUTS", help="some of example,seeds,loose")
    parser.add_argument(
        "--rows", default="", metavar="OUTPUTS", help=f"some of {','.join(OUTPUTS)}"
    )
    parser.add_argument("--all", action="store_true", help="print every difference, whole")
    args = parser.parse_args()
    only, rows = ([word for word in text.split(",") if word] for text in (args.only, args.rows))
    for word in {*only} - {"example", "seeds", "loose"} | {*rows} - {*OUTPUTS}:
        parser.error(f"no input and no output is called {word}")
    print(f"sayso of {Path(sayso.__file__).parent}")
    wanted = outputs(only, rows)
    if args.what == "freeze":
        return freeze(args.folder.resolve(), wanted)
    return compare(args.folder.resolve(), wanted, whole=args.all)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except RuntimeError as error:
        sys.exit(f"golden: {error}")
