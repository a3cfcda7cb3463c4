"""Thresholds and guards of claims, just under and just over."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.model import Claim, Document, Reading
from sayso.readings import Models, read
from sayso.readings.claims.claims import find_claims
from sayso.readings.page.parse import parse


def claims(text: str, models: Models, **fields: Any) -> tuple[Claim, ...]:
    doc = Document("a", text, **fields)
    return find_claims(doc, parse(doc, models.nlp), Reading("a"))


ROPES = ", ".join(["the ropes"] * 18)


@pytest.mark.parametrize(
    ("nets", "end", "pieces"),
    [
        ("the big old nets", "the old harbor", 1),  # 70 words
        ("the big old wet nets", "the old harbor", 2),
        ("the big old wet torn nets", "the harbor", 2),  # the last piece has 8 words
        ("the big old wet and torn nets", "harbors", 1),
    ],
)
def test_a_clause_of_more_than_seventy_words_is_cut(
    nets: str, end: str, pieces: int, models: Models
) -> None:
    text = f"The guards took {ROPES} and {nets} because the wind had risen over {end}."
    assert len(claims(text, models)) == pieces


@pytest.mark.parametrize(("text", "found"), [("The navy waited.", 1), ("They waited.", 0)])
def test_a_claim_has_two_words_to_compare(text: str, found: int, models: Models) -> None:
    assert len(claims(text, models)) == found


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Ada Vinter said the port would close in May.", "planned"),
        ("Ada Vinter said the port would close if the pumps failed.", "possible"),
    ],
)
def test_would_under_a_condition_is_no_plan(said: str, status: str, models: Models) -> None:
    found = [c for c in read(Document("a", said), models).claims if c.head == "close"]
    assert [c.status for c in found] == [status]


def test_would_in_the_writer_s_own_voice_is_only_possible(models: Models) -> None:
    assert [c.status for c in claims("The port would close in May.", models)] == ["possible"]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("The council voted to close the pier.", [None]),
        ("The council promised to close the pier.", [0]),
    ],
)
def test_a_vote_is_a_deed_and_no_report(text: str, own: list[int | None], models: Models) -> None:
    assert [c.quote for c in read(Document("a", text), models).claims] == own
