"""Every form by the command: the files that it names, from one run, and what cannot be meant."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sayso.cli.commands import DOSSIER_FORMATS, PILE_FORMATS
from sayso.errors import WrongUse
from sayso.exchange import FORMS, LAYOUT, export
from sayso.model import Dossier

Sayso = Callable[..., "subprocess.CompletedProcess[str]"]
TEXT = (
    "January 7, 2031\n\nThe rudder of the Vessby ferry jammed on Monday. About 160 people waited,"
    " harbour master Anna Lund said. “Nobody was hurt,” Lund told the Vessby Post.\n"
)


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(TEXT + "\nMore follows.\n", encoding="utf-8")
    return folder


def test_the_command_knows_every_form() -> None:
    assert PILE_FORMATS == FORMS and not {*FORMS} & {*DOSSIER_FORMATS}


def test_one_run_writes_every_form(sayso: Sayso, ferry: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = [word for form in ("html", *FORMS) for word in ("--format", form)]
    done = sayso("read", str(ferry), "-o", str(out), *asked)
    assert done.returncode == 0, done.stderr
    named = [Path(line) for line in done.stdout.splitlines()]
    assert sorted(named) == sorted(f for f in out.rglob("*") if f.is_file())
    assert all(file.stat().st_size for file in named)
    assert pq.read_table(out / "parquet" / "quotes.parquet").num_rows > 0
    assert (out / "csv" / "copies.csv").read_text(encoding="utf-8").count("\n") == 2
    with sqlite3.connect(out / "sayso.sqlite") as base:
        assert base.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    base.close()
    assert json.loads((out / "metadata.json").read_text(encoding="utf-8"))["databases"]


def test_what_cannot_be_printed_is_said_before_anything_is_read(sayso: Sayso) -> None:
    for shapes, said in ((["sqlite"], "give a folder"), (["md", "json"], "one format")):
        asked = [word for shape in shapes for word in ("--format", shape)]
        done = sayso("read", "no-such-folder", "-o", "-", *asked)
        assert done.returncode == 2 and said in done.stderr and "no-such" not in done.stderr


def test_a_form_that_is_none_is_named() -> None:
    with pytest.raises(WrongUse, match="csv, parquet, sqlite"):
        export([], "docx")  # type: ignore[arg-type]


def test_without_the_extra_parquet_names_it(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(WrongUse, match=r"pip install 'sayso\[parquet\]'"):
        list(export([dossier], "parquet"))


def test_the_same_dossiers_give_the_same_bytes(dossier: Dossier) -> None:
    for form in FORMS:
        assert list(export([dossier], form)) == list(export([dossier], form)), form


def test_no_dossiers_are_files_without_rows() -> None:
    assert len(list(export([], "csv"))) == len(LAYOUT)
    for form in FORMS:
        assert list(export([], form))
