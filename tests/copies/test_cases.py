"""Pairs of invented articles and what they are to each other."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.copies import group, sketch
from sayso.copies.filled_in import blanks, filled
from sayso.documents import read
from sayso.model import Document

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "copies.json").read_text(encoding="utf-8")
)


def _document(doc_id: str, record: dict[str, Any]) -> Document:
    day = date.fromisoformat(record["published"]) if "published" in record else None
    return Document(doc_id, record["text"], outlet=record.get("outlet"), published=day)


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_pair(case: dict[str, Any]) -> None:
    docs = {doc_id: _document(doc_id, record) for doc_id, record in case["text"].items()}
    graph = group([sketch(d) for d in docs.values()], docs.__getitem__)
    if case["expected"] is None:
        assert graph.copies == ()
        return
    (copy,) = graph.copies
    for key, value in case["expected"].items():
        got = getattr(copy, key)
        assert (list(got) if isinstance(got, tuple) else got) == value, copy.why
    assert copy.why
    assert len(graph.families) == (2 if copy.independent else 1)


def test_a_consent_box_in_common_makes_no_pair_and_no_story() -> None:
    box = (
        "We value your privacy. This page and our partners use cookies to choose what you see and"
        " to count who reads it. You can manage your choices at any time in our privacy policy, and"
        " they will be kept for a year. Accept all. Reject all. "
    )
    told = {
        "marrow": "A gardener in Ostrey has grown a marrow that weighs more than his dog.",
        "tar": "Two barrels of tar rolled off a barge in Velmouth and shut the lock on Tuesday.",
    }
    lines = "\n".join(json.dumps({"id": n, "text": box + t}) for n, t in told.items())
    found = read("a.jsonl", io.BytesIO(lines.encode()))
    docs = [doc for doc in found if isinstance(doc, Document)]
    graph = group([sketch(d) for d in docs], {d.id: d for d in docs}.__getitem__)
    assert [copy for copy in graph.copies if not copy.independent] == []
    assert len(graph.families) == 2


_RESULTS = (
    "{0} on Tuesday made public a profit of {1} million pounds for its third quarter. For each"
    " share, the firm said, it had earned {2} pence. The mean of what three people who follow the"
    " firm had looked for was a profit of {3} pence a share. The firm took {4} million pounds in"
    " the three months, and has said that it will keep its works open. Shares of {0} have gone up"
    " {5} per cent since the first day of the year. In the last minutes of trade on Tuesday they"
    " stood at {6} pounds, and {0} thanked all who work there."
)


def test_one_form_of_words_filled_in_twice_has_two_origins() -> None:
    told = {
        "a": _RESULTS.format("Brandt", 4.1, 12, 31, 88.2, 14, 36),
        "b": _RESULTS.format("Tully", 9.7, 21, 55, 212.4, 8, 59),
    }
    docs = {name: Document(name, text, outlet="Gull Courier") for name, text in told.items()}
    graph = group([sketch(d) for d in docs.values()], docs.__getitem__)
    assert [(c.independent, c.why[1].rule) for c in graph.copies] == [(True, "template")]


def test_a_report_whose_figures_were_changed_is_one_origin() -> None:
    told = {
        "a": _RESULTS.format("Brandt", 4.1, 12, 31, 88.2, 14, 36),
        "b": _RESULTS.format("Brandt", 9.7, 21, 55, 212.4, 8, 59),
    }
    docs = {name: Document(name, text, outlet="Gull Courier") for name, text in told.items()}
    graph = group([sketch(d) for d in docs.values()], docs.__getitem__)
    assert [c.independent for c in graph.copies] == [False]


def test_a_long_text_and_one_of_few_words_are_no_forms() -> None:
    """Laying them side by side would cost more than it shows."""
    assert filled("A crew of Ostrey sold 12 boats. " * 100) is None
    one, two = filled("Ada Lund " + "a b " * 290), filled("Jo Roe " + "a a b b " * 145)
    assert one and two and blanks(one, two) == 0
