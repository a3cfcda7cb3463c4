"""Golden rows: one changed character is told, by the frozen rows or by their digest alone."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]
Patch = pytest.MonkeyPatch
Printed = pytest.CaptureFixture[str]

ROWS = '{"doc": "a", "words": "It rains."}\n{"doc": "b", "words": "It snows."}\n'


@pytest.fixture
def golden(bench_script: Script, monkeypatch: Patch, tmp_path: Path) -> ModuleType:
    """The script, with its digests in a folder of the test's own, and ROWS frozen."""
    script = bench_script("golden.py")
    monkeypatch.setattr(script, "DIGESTS", tmp_path / "golden.tsv")
    script.freeze(tmp_path / "rows", iter([("input", "quotes", ROWS)]))
    return script


def test_equal(golden: ModuleType, tmp_path: Path, capsys: Printed) -> None:
    assert golden.compare(tmp_path / "rows", iter([("input", "quotes", ROWS)]), whole=False) == 0
    assert "input quotes: equal, 2 rows\n" in capsys.readouterr().out


def test_a_changed_row_is_shown(golden: ModuleType, tmp_path: Path, capsys: Printed) -> None:
    now = ROWS.replace("snows", "hails")
    assert golden.compare(tmp_path / "rows", iter([("input", "quotes", now)]), whole=False) == 1
    told = capsys.readouterr().out
    assert "1 rows differ" in told
    assert '-  words: "It snows."' in told and '+  words: "It hails."' in told
    assert "rains" not in told


def test_order_matters(golden: ModuleType, tmp_path: Path, capsys: Printed) -> None:
    now = "".join(reversed(ROWS.splitlines(keepends=True)))
    assert golden.compare(tmp_path / "rows", iter([("input", "quotes", now)]), whole=False) == 1
    assert "another order" in capsys.readouterr().out


def test_without_the_rows_digests_are_compared(
    golden: ModuleType, tmp_path: Path, capsys: Printed
) -> None:
    nowhere = tmp_path / "nowhere"
    assert golden.compare(nowhere, iter([("input", "quotes", ROWS)]), whole=False) == 0
    assert golden.compare(nowhere, iter([("input", "quotes", ROWS + "\n")]), whole=False) == 1
    told = capsys.readouterr().out
    assert "equal, 2 rows (by digest)" in told and "only the digest was compared" in told


def test_what_was_never_frozen_differs(golden: ModuleType, tmp_path: Path) -> None:
    assert golden.compare(tmp_path / "rows", iter([("input", "times", ROWS)]), whole=False) == 1


def test_freezing_some_keeps_the_others(golden: ModuleType, tmp_path: Path) -> None:
    golden.freeze(tmp_path / "rows", iter([("input", "times", "")]))
    assert golden.digests()["input", "quotes"] == golden.digest(ROWS)
