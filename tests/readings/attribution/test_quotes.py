"""Attributions: who said what, in invented sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Document, Part, Passage, Quote
from sayso.readings.attribution.cues import manner_of
from sayso.readings.attribution.nested import read_reported
from sayso.readings.attribution.people import name_words
from sayso.readings.attribution.quotes import find_quotes
from sayso.readings.attribution.roles import Reported
from sayso.readings.names.names import find_names
from sayso.readings.page.models import Models, open_models
from sayso.readings.page.parse import Piece, parse
from sayso.words import sentence

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "quotes.json").read_text("utf-8")
)
WORDS = [
    "“",
    "”",
    '"',
    "said",
    "Ana",
    "Ruiz",
    ",",
    ".",
    "he",
    "according",
    "to",
    "the",
    "letter",
    "that",
    "—",
    ":",
    "\n\n",
]


@lru_cache(maxsize=1)
def opened() -> Models:
    return open_models()


@pytest.fixture(scope="module")
def models() -> Models:
    return opened()


def quotes_of(text: str, models: Models, **fields: Any) -> tuple[Quote, ...]:
    doc = Document("a", text, **fields)
    pieces = parse(doc, models.nlp)
    return find_quotes(doc, pieces, find_names(doc, pieces), told(doc, pieces, models))


def told(doc: Document, pieces: Sequence[Piece], models: Models) -> list[Reported]:
    return read_reported([(doc, pieces)], models.attributor)[0]


def params() -> list[Any]:
    """Cases, known failures marked with their reason."""
    marks = [
        [pytest.mark.xfail(reason=c["known_failure"], strict=True)] if "known_failure" in c else []
        for c in CASES
    ]
    return [pytest.param(c, id=c["comment"], marks=m) for c, m in zip(CASES, marks, strict=True)]


def asides_of(case: dict[str, Any]) -> Iterator[Part]:
    """The line of the page that the case names, as a part of its text."""
    if "aside" in case:
        at = case["text"].index(case["aside"])
        yield Part("boilerplate", Passage("a", at, at + len(case["aside"])))


@pytest.mark.parametrize("case", params())
def test_case(case: dict[str, Any], models: Models) -> None:
    found = quotes_of(case["text"], models, parts=tuple(asides_of(case)))
    if case["expected"] is None:
        assert [q.content[0].cut(case["text"]) for q in found] == []
        return
    held = [q for q in found if case["content"] in [c.cut(case["text"]) for c in q.content]]
    assert held, [[c.cut(case["text"]) for c in q.content] for q in found]
    got = {key: getattr(held[0], key) for key in case["expected"]}
    assert {k: list(v) if isinstance(v, tuple) else v for k, v in got.items()} == case["expected"]


def test_a_cut_quotation_is_one_row_of_several_spans(models: Models) -> None:
    text = "“The road is closed,” Lena Hart said, “and it will stay closed.”"
    (quote,) = quotes_of(text, models)
    assert [c.cut(text) for c in quote.content] == [
        "“The road is closed,”",
        "“and it will stay closed.”",
    ]
    assert [c.cut(text) for c in quote.source] == ["Lena Hart"]
    assert [c.cut(text) for c in quote.cue] == ["said"]


def test_source_keeps_its_modifiers_and_leaves_out_the_cue(models: Models) -> None:
    text = "“The road is closed,” said Lena Hart, a driver who lives in the village."
    (quote,) = quotes_of(text, models)
    assert quote.source[0].cut(text) == "Lena Hart, a driver who lives in the village"


def test_quoted_stretches_lie_inside_a_mixed_content(models: Models) -> None:
    text = "Lena Hart said the plan was “badly thought out” and would fail."
    quote = quotes_of(text, models)[0]
    assert [q.cut(text) for q in quote.quoted] == ["“badly thought out”"]


def test_two_unnamed_officials_stay_apart(models: Models) -> None:
    text = (
        "A council official said the road was closed. A police official said the road was open. "
        "“It was open all day,” the police official said."
    )
    speakers = [q.speaker for q in quotes_of(text, models)]
    assert speakers == ["A council official", "A police official", "A police official"]


def test_part_and_poor_text_are_marked(models: Models) -> None:
    text = "The road was closed, Lena Hart said."
    caption = Part("caption", Passage("a", 0, len(text)))
    doc = Document("a", text, parts=(caption,))
    pieces = tuple(Piece(p.doc_id, p.base, p.tokens, poor=True) for p in parse(doc, models.nlp))
    (quote,) = find_quotes(doc, pieces, (), told(doc, pieces, models))
    assert (quote.part, quote.low_confidence) == ("caption", True)


@pytest.mark.parametrize(
    ("dateline", "text", "speakers"),
    [
        (
            "MARLOW, N.H. –",
            "MARLOW, N.H. – Claiming that the count was wrong, the mayor said she would wait.",
            ["the mayor", "the mayor"],
        ),
        (
            "HARWELL (Northline) —",
            "HARWELL (Northline) — Insisting the bridge was safe, Ana Ruiz walked across it.",
            ["Ana Ruiz"],
        ),
        ("HARWELL -", "HARWELL - Says the fleet is old.", []),
    ],
)
def test_the_place_of_a_dateline_says_nothing(
    dateline: str, text: str, speakers: list[str], models: Models
) -> None:
    part = Part("dateline", Passage("a", 0, len(dateline)))
    assert [q.speaker for q in quotes_of(text, models, parts=(part,))] == speakers


def test_every_quote_gives_its_reason(models: Models) -> None:
    for quote in quotes_of(
        "“The road is closed,” Lena Hart said. “It stays closed all winter.”", models
    ):
        assert quote.why and all(sentence(reason) for reason in quote.why)


def test_unknown_words_do_not_speak() -> None:
    assert manner_of("sandwich") == "other"


def test_suffixes_are_no_surnames() -> None:
    assert name_words("Karl Ostrow Jr.")[-1] == "ostrow"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_spans_always_lie_in_the_text_and_run_forward(text: str) -> None:
    for quote in quotes_of(text, opened()):
        for at in (*quote.content, *quote.quoted, *quote.source, *quote.cue):
            assert 0 <= at.start < at.end <= len(text)
        starts = [c.start for c in quote.content]
        assert starts == sorted(starts)
