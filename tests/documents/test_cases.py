"""What is learned of a bare text on arrival: every case of tests/cases/documents.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.documents.arrival import freeze
from sayso.documents.fields import Fields
from sayso.documents.options import DocumentOptions
from sayso.model import Document

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
