"""What a clause dates: cases, and the laws of its passages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.model import Document, Reading
from sayso.readings.claims.happenings import find_happenings
from sayso.readings.page.models import Models
from sayso.readings.page.parse import parse
from sayso.readings.times.expressions import find_times

CASES = json.loads(
    (Path(__file__).resolve().parents[2] / "cases/happenings.json").read_text(encoding="utf-8")
)


def read(text: str, models: Models) -> tuple[Document, Reading]:
    doc = Document("a", text)
    pieces = parse(doc, models.nlp)
    found = Reading("a", times=find_times(doc, pieces))
    return doc, Reading("a", times=found.times, happenings=find_happenings(pieces, found))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"])
def test_case(case: dict[str, Any], models: Models) -> None:
    doc, reading = read(case["text"], models)
    got = [
        [h.lemma, h.kind, reading.times[h.time].at.cut(doc.text), h.status]
        for h in reading.happenings
    ]
    assert got == case["expected"]


def test_passages_hold_one_another(models: Models) -> None:
    text = (
        "After the embassy was attacked on Tuesday, the minister, who had left on Monday, "
        "resigned on Friday."
    )
    _, reading = read(text, models)
    assert len(reading.happenings) == 3
    for happening in reading.happenings:
        assert happening.sentence.covers(happening.at)
        assert happening.at.covers(happening.head)


def test_a_clause_is_shown_without_its_neighbours(models: Models) -> None:
    doc, reading = read(
        "After the embassy was attacked on Tuesday, the minister resigned on Friday.", models
    )
    shown = [h.at.cut(doc.text) for h in reading.happenings]
    assert shown == ["the embassy was attacked on Tuesday", "the minister resigned on Friday"]


def test_a_clause_ends_before_the_subject_of_the_next(models: Models) -> None:
    text = (
        "Since Friday, when Marlow killed captain Oda Brandt near Vessby’s only harbor, "
        "Ostrey and Corvale have traded threats."
    )
    (killed,) = read(text, models)[1].happenings
    assert killed.at.cut(text) == "Marlow killed captain Oda Brandt near Vessby’s only harbor"


def test_a_clause_whose_sentence_ends_with_it_keeps_its_last_phrase(models: Models) -> None:
    text = "The navy killed a captain on Friday near the harbor, the old pier and the market."
    (killed,) = read(text, models)[1].happenings
    assert killed.at.cut(text).endswith("the old pier and the market")
