"""`sayso.read`: whatever holds articles in, results that can be shown, framed and saved."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import sayso
from sayso.errors import WrongUse
from sayso.exchange import FORMS, LAYOUT, tables
from sayso.model import Document, Dossier, Rejected
from sayso.readings import Models
from sayso.results import Results

FERRY = (
    "The rudder of the Vessby ferry jammed on Monday. About 160 people waited in the terminal,"
    " harbour master Anna Lund said. “Nobody was hurt,” Lund told the Vessby Post."
)
RECORD = {"id": "a", "body": FERRY, "headline": "Ferry stuck", "pub_date": "2031-01-07"}


def ids(results: Results) -> list[str]:
    return sorted(doc.id for dossier in results for doc in dossier.documents)


@pytest.fixture(scope="module")
def results(models: Models) -> Results:
    other = {**RECORD, "id": "b", "body": FERRY + " The ferry sails on Friday."}
    return sayso.read([RECORD, other], models=models)


# ---- what may be given -----------------------------------------------------------


def test_records_are_read_as_json_lines_are(results: Results) -> None:
    assert ids(results) == ["a", "b"]
    doc = next(doc for doc in results[0].documents if doc.id == "a")
    assert (doc.title, doc.published, doc.text) == ("Ferry stuck", date(2031, 1, 7), FERRY)


def test_a_path_a_document_and_a_record_at_once(models: Models, tmp_path: Path) -> None:
    file = tmp_path / "port.txt"
    file.write_text("January 7, 2031\n\n" + FERRY + " More.", encoding="utf-8")
    document = Document("own", FERRY, published=date(2031, 1, 7), lang="en", digest="0" * 64)
    found = sayso.read([file, document, RECORD], models=models, one_story=True)
    assert ids(found) == ["a", "own", "port.txt"] and len(found) == 1
    assert ids(sayso.read(file, models=models)) == ids(sayso.read(str(file), models=models))
    assert ids(sayso.read(RECORD, models=models)) == ["a"]
    assert ids(sayso.read(iter([document]), models=models)) == ["own"]


def test_days_and_numbers_of_other_programs_are_taken(models: Models) -> None:
    frame = pd.DataFrame({"text": [FERRY, None], "date": pd.to_datetime(["2031-01-07"] * 2)})
    found = sayso.read(frame.to_dict("records"), models=models)
    assert [doc.published for doc in found[0].documents] == [date(2031, 1, 7)]
    assert [str(one)[:15] for one in found.rejected] == ["records.jsonl:2"]


def test_what_is_wrong_is_rejected_and_the_rest_goes_on(models: Models, tmp_path: Path) -> None:
    said = Rejected("before", "was refused")
    found = sayso.read(
        [RECORD, {**RECORD, "body": "Another."}, {"title": "no text"}, tmp_path / "none.txt"],
        models=models,
        rejected=[said],
    )
    assert ids(found) == ["a"]
    reasons = " | ".join(map(str, found.rejected))
    for words in ("before: was refused", "duplicate id 'a'", "no text", "no such file"):
        assert words in reasons
    assert "rejected" in repr(found) and "none.txt" in found._repr_html_()


def test_what_is_no_article_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="not int"):
        sayso.read([4])  # type: ignore[list-item]


def test_nothing_gives_nothing(models: Models) -> None:
    empty = sayso.read([], models=models)
    assert len(empty) == 0 and not list(empty) and empty._repr_html_() == "<p>No articles.</p>"
    assert empty.to_pandas("quotes").empty and empty.to_polars("quotes").is_empty()


# ---- a sequence, and what a notebook shows -----------------------------------------


def test_a_slice_is_a_result_and_a_place_a_dossier(results: Results) -> None:
    assert isinstance(results[0], Dossier) and results[-1] == results[len(results) - 1]
    assert results[:1].dossiers == results.dossiers[:1] and results[:1].settings == results.settings
    assert repr(results).startswith("<Results: 2 articles, stories: 1")
    with pytest.raises(IndexError):
        results[99]


def test_the_page_is_shut_in_a_frame(dossier: Dossier) -> None:
    from lxml import html

    alone = Results((dossier,))._repr_html_()
    (frame,) = html.fromstring(f"<div>{alone}</div>").xpath("//iframe")
    assert frame.get("sandbox") == "allow-scripts allow-popups"  # not of the notebook's origin
    assert frame.get("srcdoc") == sayso.write(dossier, "html")
    hostile = replace(dossier, title='"></iframe><script>alert(1)</script>')
    several = Results((hostile,) * 12)._repr_html_()
    page = html.fromstring(f"<div>{several}</div>")
    assert not page.xpath("//script") and len(page.xpath("//iframe")) == 10
    assert "2 more stories" in several


def test_one_dossier_shows_its_page(dossier: Dossier) -> None:
    """What a notebook asks `results[0]` for."""
    results = Results((dossier, dossier))
    assert results[0]._repr_html_() == Results((dossier,))._repr_html_()  # type: ignore[attr-defined]
    assert "<iframe" in results[0]._repr_html_()  # type: ignore[attr-defined]


# ---- frames ------------------------------------------------------------------------


@pytest.mark.parametrize("table", LAYOUT, ids=lambda t: t.name)
def test_frames_hold_the_rows(dossier: Dossier, table: Any) -> None:
    results = Results((dossier,))
    rows = tables([dossier])[table.name]
    assert results.rows(table.name) == rows
    assert results.to_polars(table.name).to_dicts() == rows
    frame = results.to_pandas(table.name)
    assert list(frame.columns) == [column.name for column in table.columns]
    for column in table.columns:
        held = [
            None if isinstance(v, type(pd.NA) | type(pd.NaT)) else v for v in frame[column.name]
        ]
        wanted = [row[column.name] for row in rows]
        if column.kind == "day":
            held = [None if value is None else value.date() for value in held]
        assert held == wanted, column.name


def test_frames_have_types(dossier: Dossier) -> None:
    frame = Results((dossier,)).to_pandas("documents")
    assert str(frame.dtypes["published"]).startswith("datetime64")
    assert str(frame.dtypes["inferred"]) == "boolean"
    other = Results((dossier,)).to_polars("documents")
    assert other.schema["published"] == pl.Date and other.schema["authors"] == pl.List(pl.String)


def test_a_table_that_is_none_is_named(results: Results) -> None:
    with pytest.raises(WrongUse, match="no table 'nouns'; choose one of stories, documents"):
        results.to_pandas("nouns")


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_library_is_named(
    results: Results, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    asked: Callable[[], Any] = results.to_pandas if name == "pandas" else results.to_polars
    with pytest.raises(WrongUse, match=rf"pip install 'sayso\[{name}\]'"):
        asked()


def test_frames_are_imported_only_when_asked_for() -> None:
    code = "import sys, sayso; sayso.read; print({'pandas', 'polars', 'pyarrow'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# ---- files -------------------------------------------------------------------------


def test_every_form_can_be_saved(dossier: Dossier, tmp_path: Path) -> None:
    results = Results((dossier,), settings=sayso.from_toml("[copies]\nthreshold = 0.5"))
    for form in FORMS:
        written = results.export(form, tmp_path / form)
        assert written and all(path.stat().st_size for path in written)
    said = (tmp_path / "prov" / "provenance.json").read_text(encoding="utf-8")
    assert sayso.settings.digest(results.settings) in said
