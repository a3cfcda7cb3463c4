"""Web Annotations: they keep the W3C's model, and every selector resolves to the exact characters.

The schema below is written after the Web Annotation Data Model (Recommendation of 23 February 2017,
sections 3 to 5): the keys, kinds and numbers that it demands of what is used here.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sayso.exchange import export
from sayso.exchange.annotations import target, web_annotations
from sayso.model import Document, Dossier, Passage

Row = dict[str, Any]
IRI = {"type": "string", "pattern": r"^[^\s<>\"{}|\\^`]+$"}
ABSOLUTE = {"type": "string", "pattern": r"^(urn|https?|ni):[^\s<>\"{}|\\^`]+$"}
PURPOSES = [
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
]
POSITION = {
    "type": "object",
    "required": ["type", "start", "end"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 1},
    },
}
QUOTE = {
    "type": "object",
    "required": ["type", "exact"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        "exact": {"type": "string", "minLength": 1},
        "prefix": {"type": "string"},
        "suffix": {"type": "string"},
    },
}
STATE = {
    "type": "object",
    "required": ["type", "cached"],
    "additionalProperties": False,
    "properties": {"type": {"const": "TimeState"}, "cached": ABSOLUTE},
}
RESOURCE = {
    "type": "object",
    "required": ["type", "source", "selector"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "SpecificResource"},
        "source": IRI,
        "selector": {"type": "array", "items": {"oneOf": [POSITION, QUOTE]}, "minItems": 1},
        "state": STATE,
    },
}
BODY = {
    "type": "object",
    "required": ["type", "value"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string"},
        "format": {"const": "text/plain"},
        "language": {"const": "en"},
        "purpose": {"enum": PURPOSES},
    },
}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "additionalProperties": False,
    "properties": {
        "id": ABSOLUTE,
        "type": {"const": "Annotation"},
        "motivation": {"enum": PURPOSES},
        "body": {"type": "array", "items": BODY, "minItems": 1},
        "target": {"anyOf": [RESOURCE, {"type": "array", "items": RESOURCE, "minItems": 1}]},
    },
}
COLLECTION = {
    "type": "object",
    "required": ["@context", "id", "type", "first"],
    "additionalProperties": False,
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": ABSOLUTE,
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string"},
        "generator": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"const": "Software"}, "name": {"type": "string"}},
        },
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "required": ["id", "type", "items"],
            "additionalProperties": False,
            "properties": {
                "id": ABSOLUTE,
                "type": {"const": "AnnotationPage"},
                "startIndex": {"type": "integer", "minimum": 0},
                "items": {"type": "array", "items": ANNOTATION},
            },
        },
    },
}


def resolved(selector: Row, text: str) -> tuple[int, int]:
    """Where a selector leads, as the model says; a quote must lead to one place only."""
    if selector["type"] == "TextPositionSelector":
        return selector["start"], selector["end"]
    before, exact = selector["prefix"], selector["exact"]
    whole = before + exact + selector["suffix"]
    at = text.index(whole)
    assert text.find(whole, at + 1) < 0, "the quote stands in two places"
    return at + len(before), at + len(before) + len(exact)


def targets(annotation: Row) -> list[Row]:
    held = annotation["target"]
    return held if isinstance(held, list) else [held]


@pytest.fixture(scope="module")
def made(dossier: Dossier) -> Row:
    ((name, data),) = export([dossier], "web-annotation")
    assert name == "annotations.jsonld"
    read: Row = json.loads(data)
    return read


def test_the_model_is_kept(made: Row, hostile: Dossier) -> None:
    validator = Draft202012Validator(COLLECTION)
    assert [e.message for e in validator.iter_errors(made)] == []
    assert [e.message for e in validator.iter_errors(web_annotations([hostile]))] == []


def test_there_is_one_a_quote_and_one_a_finding(made: Row, dossier: Dossier) -> None:
    quotes = sum(len(r.quotes) for r in dossier.readings)
    items = made["first"]["items"]
    assert made["total"] == len(items) == quotes + len(dossier.findings.findings)
    assert len({item["id"] for item in items}) == len(items)


def test_selectors_resolve_to_the_exact_span(made: Row, dossier: Dossier) -> None:
    by_source = {doc.url: doc for doc in dossier.documents} | {
        doc.id: doc for doc in dossier.documents
    }
    wanted = {at for r in dossier.readings for q in r.quotes for at in q.content}
    wanted |= {t.at for f in dossier.findings.findings for t in f.tellings}
    met = set()
    for one in (t for item in made["first"]["items"] for t in targets(item)):
        doc = by_source[unquote(one["source"])]
        places = {resolved(selector, doc.text) for selector in one["selector"]}
        assert len(places) == 1, "two selectors of one target part"
        (place,) = places
        met.add(Passage(doc.id, *place))
        assert doc.text[slice(*place)] == one["selector"][1]["exact"]
    assert met == wanted


def test_the_text_is_named_by_its_digest(made: Row, dossier: Dossier) -> None:
    names = {t["state"]["cached"] for item in made["first"]["items"] for t in targets(item)}
    digests = {hashlib.sha256(doc.text.encode()).digest() for doc in dossier.documents}
    read = {base64.urlsafe_b64decode(name.removeprefix("ni:///sha-256;") + "=") for name in names}
    assert read and read <= digests


def test_names_stay_when_another_story_comes(dossier: Dossier) -> None:
    alone = {item["id"] for item in web_annotations([dossier])["first"]["items"]}
    twice = web_annotations([replace(dossier, version="9"), dossier])
    assert {item["id"] for item in twice["first"]["items"]} == alone


def test_an_address_that_is_none_is_no_source() -> None:
    for url in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a b/",
        "ftp://a/b",
    ):
        made = target(Document("a:b/c d.txt", "It rains.", url=url), Passage("a:b/c d.txt", 0, 2))
        assert made["source"] == "a%3Ab%2Fc%20d.txt"
    address = "https://gull.example/a?b=1&c=2"
    made = target(Document("a", "It rains.", url=address), Passage("a", 0, 2))
    assert made["source"] == address


@given(st.text(alphabet="ab ", min_size=1, max_size=400), st.data())
def test_repeated_words_are_told_apart(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for selector in target(Document("a", text), Passage("a", start, end))["selector"]:
        assert resolved(selector, text) == (start, end)


def test_what_repeats_without_end_costs_little() -> None:
    text = "ab" * 200_000
    made = target(Document("a", text), Passage("a", 200_000, 200_010))
    position, quote = made["selector"]
    assert (position["start"], position["end"]) == (200_000, 200_010)
    assert len(quote["prefix"]) == len(quote["suffix"]) == 1_024
