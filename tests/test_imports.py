"""The house stands: every module lies in a planned room and imports only what its room may."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import sayso

ROOT = Path(sayso.__file__).parent
GROUND = {"model", "errors", "text", "alignment", "plain", "lexicon"}
ROOMS = {"documents", "copies", "stories", "readings", "findings", "dossiers"}
HALL = {"pipeline", "settings"}
DOORS = {"archive", "fetch", "run", "web", "cli"}
MAY = {
    "model": set(),
    "errors": set(),
    "text": {"model", "errors"},
    "alignment": {"model", "errors", "text"},
    "plain": {"model", "errors"},
    "lexicon": {"model", "errors"},
    **dict.fromkeys(ROOMS, GROUND),
    "settings": GROUND | ROOMS,
    "pipeline": GROUND | ROOMS | {"settings"},
    "archive": GROUND,
    "fetch": GROUND | {"documents"},
    "run": GROUND | ROOMS | HALL | {"archive"},
    "web": GROUND | HALL | {"archive", "run", "dossiers"},
    "cli": GROUND | ROOMS | HALL | DOORS,
    "": GROUND | ROOMS | HALL | {"run"},
    "__main__": {"cli"},
}
FORBIDDEN_NAMES = {"utils", "core", "base", "common", "helpers", "manager"}
MODULES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def imported(path: Path) -> set[str]:
    """Rooms of sayso that a module imports; `from sayso import copies` names rooms too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("sayso.")}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "sayso":
                found |= {a.name for a in node.names if not a.name.startswith("__")}
            elif node.module and node.module.startswith("sayso."):
                found.add(node.module.split(".")[1])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_imports_only_what_its_room_may(path: Path) -> None:
    room = room_of(path)
    assert room in MAY, f"{path.relative_to(ROOT)} lies in no planned room"
    trespass = imported(path) - MAY[room] - {room}
    assert not trespass, f"{path.relative_to(ROOT)} may not import {sorted(trespass)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_is_named_for_what_it_makes_and_lies_one_folder_deep(path: Path) -> None:
    parts = path.relative_to(ROOT).with_suffix("").parts
    assert not FORBIDDEN_NAMES & set(parts)
    assert len(parts) <= 2


def test_the_walker_sees_a_trespass(tmp_path: Path) -> None:
    module = tmp_path / "quotes.py"
    module.write_text("from sayso.copies import group\nfrom sayso import findings\nimport sayso.model\n")
    assert imported(module) - MAY["readings"] == {"copies", "findings"}


def test_start_up_is_light() -> None:
    """`sayso --help` must not pull in the parser, arrays or the extractor."""
    heavy = ("spacy", "numpy", "scipy", "trafilatura", "rich")
    code = f"import sys, sayso.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
