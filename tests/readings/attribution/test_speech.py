"""Which attributions are sayings, and how each is presented."""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.model import SILENT, Document
from sayso.readings.attribution.cues import needs, speaks
from sayso.readings.page.models import Models, open_models
from sayso.readings.read import read

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "speech.json").read_text("utf-8")
)
_LEAD = "Ana Lund is the mayor of Marlow Bay.\n\n"


@pytest.fixture(scope="module")
def models() -> Models:
    return open_models()


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_a_saying_or_none(models: Models, case: dict[str, Any]) -> None:
    text = _LEAD + case["text"]
    quotes = read(Document("a", text), models).quotes
    wanted = case.get("content")
    found = [
        (quote.speech, quote.manner)
        for quote in quotes
        if wanted is None
        or any(p.cut(text).strip(" ,.") == wanted.strip(" ,.") for p in quote.content)
    ]
    assert found == [(case["expected"]["speech"], case["expected"]["manner"])]


def test_no_lemma_of_thinking_or_acting_reports_a_saying() -> None:
    assert speaks("announce") and needs("announce") == ""
    assert not any(map(speaks, ("believe", "want", "decide", "order", "click")))
    assert needs("criticize") == "clause" and needs("agree") == "that"
    assert "said" not in SILENT and "unsaid" not in SILENT


def test_a_headline_is_no_saying_but_words_in_marks_are(models: Models) -> None:
    title = "Mayor to town: Stay at home and wait"
    text = f"{title}\n\nAna Lund, the mayor, said: “Stay at home.”"
    quotes = read(Document("a", text, title=title), models).quotes
    assert [(q.speech, q.kind) for q in quotes if q.content[0].start >= len(title)] == [
        (True, "direct")
    ]
    assert not any(q.speech for q in quotes if q.content[0].start < len(title))
    assert any(q.content[0].start < len(title) for q in quotes)
