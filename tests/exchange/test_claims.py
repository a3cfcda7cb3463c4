"""schema.org Claims: every type and property is one of the vocabulary's, and what is said first
surely was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from sayso.exchange import export
from sayso.exchange.claims import claims, first_of
from sayso.model import Conflict, Day, Document, Dossier

Row = dict[str, Any]


@pytest.fixture(scope="module")
def graph(dossier: Dossier) -> list[Row]:
    ((name, data),) = export([dossier], "claims")
    assert name == "claims.jsonld"
    read = json.loads(data)
    assert read["@context"] == "https://schema.org"
    held: list[Row] = read["@graph"]
    return held


def objects(value: Any) -> Iterator[Row]:
    if isinstance(value, dict):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from objects(inner)


def of_the_vocabulary(value: Any) -> Any:
    """The value as a type of the library makes it; a property that its type has not is a fault."""
    if isinstance(value, list):
        return [of_the_vocabulary(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = getattr(import_module(f"pydantic2_schemaorg.{value['@type']}"), value["@type"])
    known = {field.alias for field in kind.__fields__.values()}
    assert set(value) <= known, set(value) - known
    return kind(**{k: of_the_vocabulary(v) for k, v in value.items() if k != "@type"})


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_every_type_and_property_is_of_the_vocabulary(graph: list[Row]) -> None:
    for claim in graph:
        made = of_the_vocabulary(claim)
        assert json.loads(made.json())["@type"] == "Claim"
    assert {one["@type"] for claim in graph for one in objects(claim)} == {
        "Claim", "NewsArticle", "Quotation", "Organization", "Person",
    }  # fmt: skip


def test_a_claim_a_finding_and_one_a_side(graph: list[Row], dossier: Dossier) -> None:
    found = dossier.findings.findings
    sides = sum(len(f.sides) for f in found if isinstance(f, Conflict))
    assert len(graph) == sides + sum(not isinstance(f, Conflict) for f in found)
    assert len({claim["@id"] for claim in graph}) == len(graph)
    assert all(claim["appearance"] and claim["text"] for claim in graph)


def test_appearances_quote_the_article(graph: list[Row], dossier: Dossier) -> None:
    texts = {doc.id: doc.text for doc in dossier.documents}
    for claim in graph:
        for work in claim["appearance"]:
            assert all(part["text"] in texts[work["identifier"]] for part in work["hasPart"])
        first = claim.get("firstAppearance")
        assert first is None or first["identifier"] in {
            w["identifier"] for w in claim["appearance"]
        }


def test_nobody_s_verdict_is_given(graph: list[Row]) -> None:
    assert "ClaimReview" not in json.dumps(graph) and "Rating" not in json.dumps(graph)


def test_no_address_but_of_the_web(hostile: Dossier) -> None:
    assert "javascript" not in json.dumps(claims([hostile]))


# ---- what was first ------------------------------------------------------------


def found_first(**published: date | tuple[date, date] | None) -> str | None:
    documents = {
        name: Document(name, "A.", published=day if isinstance(day, date) else None)
        for name, day in published.items()
    }
    days = {
        name: Day(name, None, *day, inferred=True)
        for name, day in published.items()
        if isinstance(day, tuple)
    }
    return first_of(list(published), documents, days)


MAY = [date(2031, 5, day) for day in range(1, 9)]


def test_the_earliest_is_first() -> None:
    assert found_first(a=MAY[3], b=MAY[1], c=MAY[2]) == "b"


def test_of_two_on_one_day_none_is_first() -> None:
    assert found_first(a=MAY[1], b=MAY[1], c=MAY[2]) is None


def test_an_undated_one_may_have_been_first() -> None:
    assert found_first(a=MAY[1], b=None) is None


def test_an_inferred_day_counts_with_its_range() -> None:
    assert found_first(a=MAY[1], b=(MAY[2], MAY[4])) == "a"
    assert found_first(a=MAY[3], b=(MAY[2], MAY[4])) is None
    assert found_first(a=MAY[5], b=(MAY[2], MAY[4])) == "b"


def test_the_only_one_is_first() -> None:
    assert found_first(a=None) == "a"


def test_an_inferred_day_is_no_date_of_publication(dossier: Dossier) -> None:
    undated = [doc for doc in dossier.documents if doc.published is None]
    assert undated, "the invented dossier has an undated article"
    works = [one for one in objects(claims([dossier])) if one.get("@type") == "NewsArticle"]
    assert all(
        "datePublished" not in work
        for work in works
        if work["identifier"] in {doc.id for doc in undated}
    )
    bare = replace(dossier, findings=replace(dossier.findings, days=()))
    assert json.dumps(claims([bare]))
