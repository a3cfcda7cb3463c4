"""Which data sets of docs/bench.md are here, whole and unchanged, and where others are published.

    python bench/data.py [SET ...]        status 0 where every set asked for is complete, else 1
    python bench/data.py --digests        digests of what is here, as data.toml keeps them

Nothing is fetched: no licence here lets this project hand out the sets, and some publishers ask
whoever takes one to agree to terms. Needs no package. SAYSO_DATA names the folder, by default
`shared` beside the project. data.toml beside this file holds for each set what it is, the terms,
and the sha256 of each file, or of a folder's listing of names and sha256s. Packed files are taken
unpacked, since a packer writes the time of day into them; notes (*.md) are not looked at.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2] / "shared"))
SETS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
ABSENT = "is not there"


def main(arguments: list[str]) -> int:
    """Check the sets named, or all."""
    if arguments == ["--digests"]:
        for name, known in SETS.items():
            print(f"[{name}.files]")
            for path in known["files"]:
                print(f'"{path}" = "{digest(DATA / path)}"')
        return 0
    unknown = [name for name in arguments if name not in SETS]
    if unknown:
        print(f"no set is called {', '.join(unknown)}; there are {', '.join(SETS)}")
        return 2
    print(f"looking in {DATA} (SAYSO_DATA names the folder)")
    states = [told(name) for name in arguments or SETS]
    found = (f"{states.count(state)} {state}" for state in ("complete", "differ", "absent"))
    print(", ".join(found))
    return 0 if states.count("complete") == len(states) else 1


def told(name: str) -> str:
    """State of one set, complete, differ or absent, printed with what a stranger needs to know."""
    known = SETS[name]
    wrong = {path: fault_of(DATA / path, kept) for path, kept in known["files"].items()}
    if not any(wrong.values()):
        print(f"{name}: complete")
        return "complete"
    state = "absent" if set(wrong.values()) == {ABSENT} else "differ"
    print(f"{name}: {'absent' if state == 'absent' else 'differs'}")
    for path, fault in wrong.items():
        print(f"    {path}: {fault or 'complete'}")
    for key in ("title", "terms", "form", "asked_by"):
        if key in known:
            print(f"    {key.replace('_', ' ')}: {known[key]}")
    return state


def fault_of(path: Path, kept: str) -> str:
    """What is wrong with a file or folder; empty where nothing is."""
    if not path.exists():
        return ABSENT
    here = digest(path)
    files, wanted = here.split()[0], kept.split()[0]
    if files != wanted:
        return f"{files} files where {wanted} were measured"
    return "" if here == kept else "holds something else than what was measured"


def digest(path: Path) -> str:
    """Number of files and sha256 of a file, or of all files below a folder."""
    if path.is_file():
        return f"1 {_sha256(path)}"
    files = [f for f in path.rglob("[!.]*") if f.is_file() and f.suffix != ".md"]
    listing = sorted(f"{f.relative_to(path).as_posix()} {_sha256(f)}\n" for f in files)
    return f"{len(files)} {hashlib.sha256(''.join(listing).encode()).hexdigest()}"


def _sha256(path: Path) -> str:
    data = path.read_bytes()
    return hashlib.sha256(gzip.decompress(data) if path.suffix == ".gz" else data).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
