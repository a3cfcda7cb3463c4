"""CSL-JSON and RIS: they keep their standards, and libraries of reference managers read them back.

The schema below has the variables of CSL-JSON 1.0.2 that are used here, with the kinds that its
published schema gives them.
"""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import rispy
from jsonschema import Draft7Validator

from sayso.exchange import export
from sayso.exchange.references import csl, person, ris
from sayso.model import Day, Document, Dossier, Findings, Story

Row = dict[str, Any]
STRING = {"type": "string"}
NAME = {
    "type": "object",
    "additionalProperties": False,
    "properties": dict.fromkeys(
        ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"),
        STRING,
    ),
}
DATE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": ["string", "number"]},
            },
        },
        "circa": {"type": ["string", "number", "boolean"]},
    },
}
CSL = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"const": "article-newspaper"},
            "id": {"type": ["string", "number"]},
            "author": {"type": "array", "items": NAME},
            "issued": DATE,
            **dict.fromkeys(("title", "container-title", "URL", "language"), STRING),
        },
    },
}


def pile(*documents: Document, days: tuple[Day, ...] = ()) -> Dossier:
    return Dossier(Story("s", ()), "T", documents, (), (), (), Findings("s", (), (), (), days))


ARTICLE = Document(
    "a.txt",
    "It rained in Vessby.",
    title="Rain in Vessby",
    outlet="Vessby Post",
    authors=("Ruth van Amsel", "Post staff", "Ida Bro Jr."),
    published=date(2031, 5, 6),
    url="https://post.example/rain",
    lang="en",
)


def read_ris(*dossiers: Dossier) -> list[Row]:
    ((name, data),) = export(list(dossiers), "ris")
    assert name == "references.ris"
    found: list[Row] = rispy.load(io.StringIO(data.decode("utf-8"), newline=None))
    return found


# ---- CSL-JSON ------------------------------------------------------------------


def test_csl_keeps_its_schema(dossier: Dossier, hostile: Dossier) -> None:
    Draft7Validator.check_schema(CSL)
    for one in (dossier, hostile, pile(ARTICLE), pile(Document("a", "A."))):
        ((name, data),) = export([one], "csl")
        assert name == "references.json"
        items = json.loads(data)
        assert [e.message for e in Draft7Validator(CSL).iter_errors(items)] == []
        assert len(items) == len(one.documents)


def test_csl_says_what_the_article_says() -> None:
    assert csl([pile(ARTICLE)]) == [
        {
            "id": "a.txt",
            "type": "article-newspaper",
            "title": "Rain in Vessby",
            "author": [
                {"family": "Amsel", "given": "Ruth", "non-dropping-particle": "van"},
                {"literal": "Post staff"},
                {"family": "Bro", "given": "Ida", "suffix": "Jr."},
            ],
            "container-title": "Vessby Post",
            "issued": {"date-parts": [[2031, 5, 6]]},
            "URL": "https://post.example/rain",
            "language": "en",
        }
    ]


def test_an_inferred_day_is_about_then() -> None:
    undated = replace(ARTICLE, published=None)
    day = Day("a.txt", date(2031, 5, 7), date(2031, 5, 6), date(2031, 5, 8), inferred=True)
    (item,) = csl([pile(undated, days=(day,))])
    assert item["issued"] == {"date-parts": [[2031, 5, 7]], "circa": True}
    (record,) = read_ris(pile(undated, days=(day,)))
    assert record["date"] == "2031/05/07" and "inferred" in record["notes"][0]
    (bare,) = csl([pile(undated)])
    assert "issued" not in bare


@pytest.mark.filterwarnings("ignore")
def test_a_citation_processor_prints_it() -> None:
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    source = CiteProcJSON(csl([pile(ARTICLE)]))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    printed = CitationStylesBibliography(style, source, formatter.plain)
    printed.register(Citation([CitationItem("a.txt")]))
    (line,) = (str(item) for item in printed.bibliography())
    assert "Amsel" in line and "2031" in line and "Rain in Vessby" in line and "Vessby Post" in line


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ana Vint", {"family": "Vint", "given": "Ana"}),
        ("Ana Maria Vint", {"family": "Vint", "given": "Ana Maria"}),
        ("Vint, Ana", {"family": "Vint", "given": "Ana"}),
        ("Ana Vint, Jr.", {"family": "Vint", "given": "Ana", "suffix": "Jr."}),
        ("Omar al Harir", {"family": "Harir", "given": "Omar", "non-dropping-particle": "al"}),
        ("Tidemark", {"literal": "Tidemark"}),
        ("Gull Media Inc.", {"literal": "Gull Media Inc."}),
        ("The newsroom", {"literal": "The newsroom"}),
        ("news@gull.example", {"literal": "news@gull.example"}),
        ("one two three four five six seven", {"literal": "one two three four five six seven"}),
        ("one two three four five six", {"family": "six", "given": "one two three four five"}),
    ],
)
def test_names_are_split_where_they_are_people_s(name: str, parts: Row) -> None:
    assert person(name) == parts


# ---- RIS -----------------------------------------------------------------------


def test_ris_is_read_back() -> None:
    (record,) = read_ris(pile(ARTICLE))
    assert record["type_of_reference"] == "NEWS"
    assert record["title"] == "Rain in Vessby"
    assert record["authors"] == ["van Amsel, Ruth", "Post staff", "Bro, Ida, Jr."]
    assert record["secondary_title"] == "Vessby Post"
    assert (record["year"], record["date"]) == ("2031", "2031/05/06")
    assert record["urls"] == ["https://post.example/rain"]
    assert (record["id"], record["language"]) == ("a.txt", "en")


def test_every_article_is_a_record(dossier: Dossier, hostile: Dossier) -> None:
    for one in (dossier, hostile):
        assert len(read_ris(one)) == len(one.documents)
    assert read_ris(dossier, pile(ARTICLE))[-1]["id"] == "a.txt"


def test_words_of_an_article_are_no_fields(hostile: Dossier) -> None:
    text = ris([hostile])
    assert text.count("\r\nER  - \r\n") == len(hostile.documents)
    assert all(line[2:6] == "  - " for line in text.split("\r\n") if line)
    assert "javascript" not in text
