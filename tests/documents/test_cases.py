"""What is learned of a bare text on arrival: every case of tests/cases/documents.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.documents.arrival import freeze
from sayso.documents.fields import Fields
from sayso.documents.layout import lay_out
from sayso.documents.options import DocumentOptions
from sayso.documents.titles import find_title
from sayso.model import Document, Part, Passage

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "documents.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"][:50])
def test_case(case: dict[str, Any]) -> None:
    doc = freeze(Fields(case["text"]), "case.txt", DocumentOptions())
    assert isinstance(doc, Document)
    assert doc.text == case["text"]
    expected = case["expected"]
    if "parts" in expected:
        found = [[part.kind, part.at.cut(doc.text)] for part in doc.parts]
        if expected.get("at_least"):
            assert [part for part in expected["parts"] if part not in found] == []
        else:
            assert found == expected["parts"]
    if "published" in expected:
        assert (doc.published.isoformat() if doc.published else None) == expected["published"]
    if "declared" in expected:
        assert [list(pair) for pair in doc.declared] == expected["declared"]
    if "authors" in expected:
        assert list(doc.authors) == expected["authors"]
    if "defects" in expected:
        assert list(doc.defects) == expected["defects"]
    for key in ("title", "outlet"):
        if key in expected:
            assert getattr(doc, key) == expected[key]
    assert all(reason.values for reason in doc.why)


@pytest.mark.parametrize(("above", "title"), [(5, "Harbour reopens"), (6, None)])
def test_a_title_stands_in_the_first_six_lines(above: int, title: str | None) -> None:
    lines = [f"Line {n}" for n in range(above)]
    text = "\n\n".join([*lines, "Harbour reopens", "The harbour was open again. " * 12])
    page = lay_out(text)
    parts = tuple(Part("rubric", Passage("a", line.start, line.end)) for line in page.lines[:above])
    assert find_title(page, parts) == title
