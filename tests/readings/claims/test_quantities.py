"""Amounts: values, ranges, what is counted."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Document, Passage, Rule, TimeRef
from sayso.readings import Models
from sayso.readings.claims.quantities import find_quantities
from sayso.readings.page.parse import parse

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "quantities.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"])
def test_cases(case: dict[str, Any], models: Models) -> None:
    doc = Document("a", case["text"])
    found = find_quantities(doc, parse(doc, models.nlp))
    assert [[q.at.cut(doc.text), q.value, q.low, q.high, q.head] for q in found] == case["expected"]


def test_scope_names_what_limits_the_count(models: Models) -> None:
    doc = Document("a", "He asked to remove all 4,300 foreign troops in Norland.")
    (found,) = find_quantities(doc, parse(doc, models.nlp))
    assert found.scope == ("all", "foreign", "in Norland")


def test_what_a_time_covers_is_no_amount(models: Models) -> None:
    doc = Document("a", "The strike lasted three days and hit 40 ships.")
    times = (TimeRef(Passage("a", 18, 28), "DURATION", "P3D", Rule("duration", value="P3D")),)
    assert [q.at.cut(doc.text) for q in find_quantities(doc, parse(doc, models.nlp), times)] == [
        "40"
    ]


@settings(max_examples=30, deadline=None)
@given(value=st.integers(2, 999_999).filter(lambda n: not 1900 <= n < 2100))
def test_a_printed_number_is_read_back(value: int, models: Models) -> None:
    doc = Document("a", f"The navy counted {value:,} boats.")
    (found,) = find_quantities(doc, parse(doc, models.nlp))
    assert (found.value, found.head) == (value, "boat")
