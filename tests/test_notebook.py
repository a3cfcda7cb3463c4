"""The worked notebook: it keeps its format, holds no output, and every cell runs and shows what its
words say.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat
import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTEBOOK = EXAMPLES / "harbor.ipynb"


def run_cell(source: str, space: dict[str, Any]) -> Any:
    """Run a cell as a notebook does: the value of its last line, if that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, str(NOTEBOOK), "exec"), space)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), space)


@pytest.fixture(scope="module")
def shown() -> list[Any]:
    """What each cell of code shows."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(EXAMPLES)
        space: dict[str, Any] = {}
        return [run_cell(c.source, space) for c in notebook.cells if c.cell_type == "code"]


def test_it_keeps_its_format_and_holds_no_output() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)


def test_the_dossiers_are_shown(shown: list[Any]) -> None:
    both, first = shown[0]._repr_html_(), shown[1]._repr_html_()
    assert both.count("<iframe") == len(shown[0]) == 2
    assert first.count("<iframe") == 1 and "Velmouth" in first
    assert len(shown[1]) == 1 and shown[1][0] == shown[0][1]


def test_the_frames_answer_what_is_asked(shown: list[Any]) -> None:
    speakers, wide = shown[2], shown[3]
    assert speakers.iloc[0] >= speakers.iloc[-1] > 0 and "Yousef Haddari" in speakers.index
    assert (wide["origins"] == 1).all() and (wide["texts"] > 1).all() and len(wide)
    assert isinstance(shown[4], str) and len(shown[4]) > 10
    assert "radio-relay.txt" in set(shown[5]["id"])


def test_records_and_files(shown: list[Any]) -> None:
    assert shown[6].isoformat() == "2031-05-06"
    assert shown[7] == ["sayso.sqlite", "metadata.json", "references.json"]
