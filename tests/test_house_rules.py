"""The rules of CONTRIBUTING that can be counted: how long things are, and what has an example."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import sayso

SOURCE = Path(sayso.__file__).parent
TREES = {f: ast.parse(f.read_text(encoding="utf-8")) for f in sorted(SOURCE.rglob("*.py"))}

_LONGEST_FUNCTION = 50  # lines
_LONGEST_MODULE = 400  # lines
_MOST_PARAMETERS = 4  # that may be given by position
_EXPORTING = [
    *("actors", "copies", "days", "documents", "dossiers", "exchange", "findings", "lexicon"),
    *("outlets", "readings", "stories", "text", "timex", "words"),
]
# those that break a limit today: the lists may only become shorter
_TOO_LONG: set[str] = set()
_TOO_MANY = {
    "actors/groups.py:_nearest_before",
    "alignment.py:_equal_from",
    "alignment.py:_unused",
    "copies/candidates.py:is_usual",
    "copies/families.py:_together",
    "stories/cut.py:_holds",
    "stories/reasons.py:_of",
}
# what takes a whole story, read or compared: its examples are the tests of its room
_OF_A_STORY = {"anchor", "as_page", "compare", "headline", "project", "read", "read_story"}


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.relative_to(SOURCE)}:{node.name}", node


def test_no_function_is_longer_than_the_limit() -> None:
    lengths = {name: (node.end_lineno or 0) - node.lineno + 1 for name, node in _functions()}
    assert len(lengths) > 1000
    assert {n: lines for n, lines in lengths.items() if lines > _LONGEST_FUNCTION} == {}


def test_no_module_is_longer_than_the_limit() -> None:
    lengths = {str(f.relative_to(SOURCE)): f.read_text(encoding="utf-8").count("\n") for f in TREES}
    assert {n for n, lines in lengths.items() if lines > _LONGEST_MODULE} == _TOO_LONG


def test_no_function_takes_more_parameters_than_the_limit() -> None:
    taken = {
        name: [
            a.arg for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in ("self", "cls")
        ]
        for name, node in _functions()
    }
    assert {n for n, names in taken.items() if len(names) > _MOST_PARAMETERS} == _TOO_MANY


@pytest.mark.parametrize("room", _EXPORTING)
def test_what_a_room_exports_has_a_doctest(room: str) -> None:
    module = import_module(f"sayso.{room}")
    names = getattr(module, "__all__", [n for n in vars(module) if not n.startswith("_")])
    functions = [f for n in names if callable(f := getattr(module, n)) and not isinstance(f, type)]
    own = [f for f in functions if f.__module__.startswith("sayso.")]
    bare = {f.__name__ for f in own if ">>>" not in (f.__doc__ or "")}
    assert bare - _OF_A_STORY == set()
