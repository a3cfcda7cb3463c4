"""Names: mentions, kinds and titles."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sayso.model import Document
from sayso.readings import Models
from sayso.readings.names.names import find_names
from sayso.readings.page.parse import parse

CASES = json.loads((Path(__file__).parents[2] / "cases" / "names.json").read_text(encoding="utf-8"))


def names_in(text: str, models: Models) -> list[list[str | None]]:
    doc = Document("a", text)
    return [[n.at.cut(text), n.kind, n.title] for n in find_names(doc, parse(doc, models.nlp))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"])
def test_cases(case: dict[str, Any], models: Models) -> None:
    found = names_in(case["text"], models)
    if case.get("contains"):
        found = [row for row in found if row in case["expected"]]
    assert found == case["expected"]


def test_a_surname_takes_the_kind_of_its_full_name(models: Models) -> None:
    text = (
        "Prime Minister Nadia Tarim resigned. Tarim had held office for years. Critics of "
        "Tarim cheered."
    )
    assert [row[1] for row in names_in(text, models)] == ["person"] * 3


def test_mentions_never_overlap_and_never_end_in_a_possessive(models: Models) -> None:
    text = (
        "Oslo’s mayor met Norway's king, the Tarim Group's chief and Ada Vinter’s lawyers in "
        "New York."
    )
    doc = Document("a", text)
    found = find_names(doc, parse(doc, models.nlp))
    assert all(a.at.end <= b.at.start for a, b in pairwise(found))
    assert not any(n.at.cut(text).endswith(("'s", "’s")) for n in found)
    assert {"Oslo", "Norway", "Ada Vinter", "New York"} <= {n.at.cut(text) for n in found}


def test_a_title_stands_right_before_its_name(models: Models) -> None:
    text = "The letter was signed by Lt. Col. Pavel Orsk and by former President Ana Lund."
    doc = Document("a", text)
    for name in find_names(doc, parse(doc, models.nlp)):
        if name.title:
            assert text[: name.at.start].rstrip().endswith(name.title)
