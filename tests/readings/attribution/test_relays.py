"""Relays: reports of other outlets that an article hands on, in invented sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from sayso.model import Document, Relay
from sayso.readings.attribution.relays import find_relays
from sayso.readings.page.models import open_models
from sayso.readings.page.parse import parse

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "relays.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return open_models().nlp


def relays_of(text: str, nlp: Language, outlet: str | None = None) -> tuple[Relay, ...]:
    doc = Document("a", text, outlet=outlet)
    return find_relays(doc, parse(doc, nlp))


@pytest.mark.parametrize("case", CASES, ids=[c["comment"] for c in CASES])
def test_case(case: dict[str, Any], nlp: Language) -> None:
    text = case["text"]
    found = [
        {"origin": r.origin, "first": r.first, "about": r.about.cut(text)}
        for r in relays_of(text, nlp)
    ]
    assert found == ([case["expected"]] if case["expected"] else [])


def test_the_articles_own_outlet_is_no_relay(nlp: Language) -> None:
    text = "Oskar Lind told the Harbour Times that the bridge was old."
    assert relays_of(text, nlp) and not relays_of(text, nlp, outlet="Harbour Times")


def test_a_relay_points_at_outlet_and_cue(nlp: Language) -> None:
    text = "The bridge is closed, as first reported by the Harbour Times."
    (relay,) = relays_of(text, nlp)
    assert relay.at.cut(text) == "Harbour Times"
    assert "reported by" in relay.cue.cut(text)


def test_the_articles_own_outlet_in_short_is_no_relay(nlp: Language) -> None:
    text = "A nurse told the Courier that the bridge was shut."
    assert not relays_of(text, nlp, outlet="Marsby Courier")
    (other,) = relays_of(
        "The Fenby Courier reported that the bridge was shut.", nlp, outlet="Marsby Courier"
    )
    assert other.origin == "Fenby Courier"


def test_a_run_of_capitals_without_end_holds_no_outlet(nlp: Language) -> None:
    assert not relays_of("U.S. " * 50, nlp)
