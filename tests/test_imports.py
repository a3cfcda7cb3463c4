"""The house stands: every module lies in a planned room and imports only what its room may.

Rooms that have grown into several are folders of folders: `readings` and `findings` hold sub-rooms
with walls of their own (`WITHIN`).
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import sayso

ROOT = Path(sayso.__file__).parent
GROUND = {
    "model",
    "errors",
    "spans",
    "groups",
    "text",
    "alignment",
    "plain",
    "restored",
    "lexicon",
    "timex",
    "outlets",
    "pile",
    "say_so",
    "words",
    "cells",
    "patterns",
    "options",
    "shelf",
}
ROOMS = {
    "documents",
    "copies",
    "stories",
    "readings",
    "actors",
    "days",
    "findings",
    "dossiers",
    "exchange",
}
HALL = {"pipeline", "settings", "survivors", "remaining", "decided"}
DOORS = {"archive", "fetch", "run", "results", "web", "agent", "cli"}
MAY = {
    "model": set(),
    "errors": set(),
    "spans": {"model"},
    "groups": set(),
    "text": {"model", "errors", "spans", "patterns"},
    "alignment": {"model", "errors", "text"},
    "plain": {"model", "errors", "restored", "words"},
    "restored": {"model"},
    "words": {"model", "errors"},
    "cells": set(),
    "patterns": set(),
    "options": set(),
    "shelf": set(),
    "pile": {"model"},
    "say_so": {"model", "text"},
    "survivors": {"model", "errors"},
    "lexicon": {"model", "errors"},
    "timex": {"model", "errors"},
    "outlets": {"model", "errors", "text", "lexicon", "patterns"},
    **dict.fromkeys(ROOMS, GROUND),
    "settings": GROUND | ROOMS,
    "decided": GROUND | ROOMS,
    "remaining": GROUND | ROOMS,
    "pipeline": GROUND | ROOMS | {"settings", "survivors", "remaining", "decided"},
    "archive": GROUND,
    "fetch": GROUND | {"documents", "settings"},
    "run": GROUND | ROOMS | HALL | {"archive"},
    "web": GROUND | HALL | {"archive", "run", "dossiers", "copies", "fetch"},
    "agent": GROUND | ROOMS | HALL | {"archive", "run"},
    "results": GROUND | ROOMS | HALL | {"run", "fetch"},
    "cli": GROUND | ROOMS | HALL | DOORS,
    "": GROUND | ROOMS | HALL | {"run", "results"},
    "__main__": {"cli"},
}
# Sub-rooms: what each may import of its own room. "" is what lies in the room itself.
WITHIN = {
    "readings": {
        "page": set(),
        "names": {"page"},
        "times": {"page"},
        "attribution": {"page", "names"},
        "claims": {"page"},
        "carried": {"page"},
        "": {"page", "names", "times", "attribution", "claims", "carried", ""},
    },
    "run": {"spark": {"", "spark"}, "": {""}},
    "findings": {
        "tellings": {""},
        "origins": {"", "tellings"},
        "facts": {"", "tellings", "origins"},
        "conflicts": {"", "tellings", "origins", "facts"},
        "timeline": {"", "tellings", "origins", "facts"},
        "": {"tellings", "origins", "facts", "conflicts", "timeline", ""},
    },
}
FORBIDDEN_NAMES = {"utils", "core", "base", "common", "helpers", "manager"}
MODULES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def imported_modules(path: Path) -> set[str]:
    """Dotted names below `sayso` of what a module imports; `from sayso import copies` counts."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.partition(".")[2] for a in node.names if a.name.startswith("sayso.")}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "sayso":
                found |= {a.name for a in node.names if not a.name.startswith("__")}
            elif node.module and node.module.startswith("sayso."):
                inner = node.module.partition(".")[2]
                folder = (ROOT / inner.replace(".", "/")).is_dir()
                found |= {f"{inner}.{a.name}" if folder else inner for a in node.names}
    return found


def imported(path: Path) -> set[str]:
    """Rooms of sayso that a module imports."""
    return {name.split(".")[0] for name in imported_modules(path)}


def imported_within(path: Path, room: str) -> set[str]:
    """Sub-rooms of its own room that a module imports; "" for what lies in the room itself."""
    names = (n.split(".") for n in imported_modules(path))
    inside = (parts[1] for parts in names if parts[0] == room and len(parts) > 1)
    return {name if name in WITHIN[room] else "" for name in inside}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_imports_only_what_its_room_may(path: Path) -> None:
    room = room_of(path)
    assert room in MAY, f"{path.relative_to(ROOT)} lies in no planned room"
    trespass = imported(path) - MAY[room] - {room}
    assert not trespass, f"{path.relative_to(ROOT)} may not import {sorted(trespass)}"


def sub_room_of(path: Path) -> tuple[str, str] | None:
    """The room and the sub-room of a module; None where its room has no sub-rooms."""
    room, *inner = path.relative_to(ROOT).parts
    if room not in WITHIN:
        return None
    return room, inner[0] if len(inner) == 2 else ""


@pytest.mark.parametrize(
    "path", [p for p in MODULES if sub_room_of(p)], ids=lambda p: str(p.relative_to(ROOT))
)
def test_module_imports_only_what_its_sub_room_may(path: Path) -> None:
    room, inner = sub_room_of(path) or ("", "")
    assert inner in WITHIN[room], f"{path.relative_to(ROOT)} lies in no planned sub-room"
    trespass = imported_within(path, room) - WITHIN[room][inner] - {inner}
    assert not trespass, f"{path.relative_to(ROOT)} may not import {sorted(trespass)} of {room}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_is_named_for_what_it_makes_and_lies_where_its_room_allows(path: Path) -> None:
    parts = path.relative_to(ROOT).with_suffix("").parts
    assert not FORBIDDEN_NAMES & set(parts)
    assert len(parts) <= (3 if parts[0] in WITHIN else 2)


def test_the_walker_sees_a_trespass(tmp_path: Path) -> None:
    module = tmp_path / "quotes.py"
    module.write_text(
        "from sayso.copies import group\nfrom sayso import findings\nimport sayso.model\n"
    )
    assert imported(module) - MAY["readings"] == {"copies", "findings"}


def test_the_walker_sees_a_trespass_between_sub_rooms(tmp_path: Path) -> None:
    module = tmp_path / "names.py"
    module.write_text(
        "from sayso.readings.claims.claims import find_claims\n"
        "from sayso.readings.page import parse\nfrom sayso.readings.read import read\n"
    )
    found = imported_within(module, "readings")
    assert found == {"claims", "page", ""}
    assert found - WITHIN["readings"]["names"] == {"claims", ""}


def test_start_up_is_light() -> None:
    """`sayso --help` must not pull in the parser, arrays or the extractor."""
    heavy = (
        *("spacy", "numpy", "scipy", "trafilatura", "rich", "urllib3", "protego"),
        *("mcp", "starlette"),
    )
    code = f"import sys, sayso.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


ONE = '{"text": "The pier was shut on Tuesday.", "published": "2031-05-04"}'
UNDATED = '{"text": "The pier was shut on Tuesday."}'


@pytest.mark.parametrize(
    ("command", "article"), [("documents", ONE), ("documents", UNDATED), ("copies", ONE)]
)
def test_a_command_that_reads_no_prose_loads_no_parser(
    command: str, article: str, tmp_path: Path
) -> None:
    """Nor what only many documents or other formats need."""
    heavy = ("spacy", "onnxruntime", "tokenizers", "scipy", "trafilatura", "lxml", "requests")
    rules: tuple[str, ...] = (
        *("sayso.findings.comparison", "sayso.readings", "sayso.stories", "pyspark"),
    )
    rules = (*rules, "sayso.copies") if command == "documents" else rules
    file = tmp_path / "a.jsonl"
    file.write_text(article + "\n")
    code = (
        f"import atexit, sys; sys.argv = ['sayso', {command!r}, {str(file)!r}, '--quiet'];"
        f"told = lambda: print([m for m in {heavy + rules} if m in sys.modules], file=sys.stderr);"
        "atexit.register(told); from sayso.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
