"""One outlet under every name, in every room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso
from sayso.copies.traces import traces
from sayso.documents.arrival import freeze
from sayso.documents.fields import Fields
from sayso.documents.options import DocumentOptions
from sayso.lexicon import table
from sayso.model import Document
from sayso.outlets.date_order import date_order
from sayso.outlets.table import everyone, find, fuller, host_of, house, key, of_host, same
from sayso.readings.attribution.relays import find_relays
from sayso.readings.page.models import open_models
from sayso.readings.page.parse import parse

ROOT = Path(sayso.__file__).parent


def spellings(form: str) -> Iterator[str]:
    bare = form.removeprefix("The ")
    yield from (form, form.upper(), form.lower(), form.title(), bare, f"the {bare}", f"The {bare}")
    yield from (form.replace(".", ""), form.replace("-", " "), form.replace("'", "’"))


LISTED = [(form, outlet.name) for outlet in everyone() for form in outlet.forms]


def test_every_spelling_of_every_listed_name_is_its_outlet() -> None:
    assert len(LISTED) > 780
    missed = [
        (spelled, name)
        for form, name in LISTED
        for spelled in spellings(form)
        if (known := find(spelled)) is None or known.name != name
    ]
    assert missed == []


def test_no_name_is_listed_for_two_outlets_and_no_address_either() -> None:
    names = {(key(form), outlet.name) for outlet in everyone() for form in outlet.forms}
    hosts = [host for outlet in everyone() for host in outlet.hosts]
    assert len(names) == len({spelled for spelled, _ in names})
    assert len(hosts) == len(set(hosts))


def test_no_other_room_reads_the_lists_of_outlets() -> None:
    lists = {"outlets", "outlet_cues", "date_orders"}
    for path in (p for p in ROOT.rglob("*.py") if p.parent.name != "outlets"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
                name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
                name = call.func.id if isinstance(call.func, ast.Name) else name
                if name in ("table", "mapping", "words"):
                    assert call.args[0].value not in lists, path


DPA = ["dpa", "Deutsche Presse-Agentur", "Deutsche Presse Agentur", "DEUTSCHE PRESSE-AGENTUR"]
TIMES = ["The New York Times", "the New York Times", "N.Y. Times", "NY Times", "New York Times"]


@pytest.mark.parametrize("name", DPA)
def test_an_agency_under_every_name_is_one_to_documents_and_copies(name: str) -> None:
    doc = freeze(Fields("The quay is shut.", authors=(name,)), "a.txt", DocumentOptions())
    assert doc.declared == (("credit", "dpa"),)
    assert traces(Document("a", "It is shut.", declared=(("credit", name),))).agencies == {"dpa"}


@pytest.mark.parametrize("name", TIMES)
def test_a_newspaper_under_every_name_is_one_to_copies_and_relays(name: str) -> None:
    doc = Document("a", f"The quay is shut, as first reported by {name} on Monday.")
    assert list(traces(doc).leans) == ["The New York Times"]
    assert [r.origin for r in find_relays(doc, parse(doc, open_models().nlp))] == [
        "The New York Times"
    ]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Fenwick Times - News", "fenwicktimes"),
        ("QBN (Web News)", "qbn"),
        ("The Daily Telegraph (Sydney)", "dailytelegraphsydney"),
        ("Fenwick Times Online", "fenwicktimes"),
        ("Online", "online"),
        ("The", "the"),
    ],
)
def test_what_a_record_adds_is_no_part_of_the_key(name: str, bare: str) -> None:
    assert key(name) == bare


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("Herald", "Fenwick Herald", True),
        ("Herald", "Fenwick Herald Tribune", False),
        ("AP", "Associated Press", True),
        ("The Lamp", "lamp", True),
        ("QBN", "QBN News", True),
        ("Ab", "Daily Ab", False),
        ("Abc", "Daily Abc", True),
    ],
)
def test_same(one: str, other: str, are: bool) -> None:
    assert same(one, other) is same(other, one) is are


def test_a_short_name_stands_for_the_one_longer_name() -> None:
    assert fuller("the Courier", ["Marsby Courier"]) == "Marsby Courier"
    assert fuller("the Courier", ["Marsby Courier", "Fenby Courier"]) == "the Courier"
    assert fuller("Fenby Courier", ["The Fenby Courier"]) == "Fenby Courier"


def test_names_and_addresses_have_a_longest() -> None:
    assert find("Reuters".ljust(60)) and not find("Reuters".ljust(61))
    start = "https://nytimes.com/"
    assert host_of(start.ljust(2000, "a")) == "nytimes.com"
    assert host_of("x" * 1999 + ".com") == "" == host_of("x" * 2000 + ".com")


def test_a_host_is_its_outlets_and_so_are_those_below_it() -> None:
    assert of_host("https://blogs.nytimes.com/x") is of_host("nytimes.com") is not None
    assert of_host("notnytimes.com") is None and of_host("http://[") is None


def test_one_owner_is_one_house() -> None:
    assert house("MarketWatch") == house("WSJ") != house("Reuters")
    assert house("") == ""


@pytest.mark.parametrize(
    ("outlet", "url", "order"),
    [
        ("AP", None, "mdy"),
        ("BBC", None, "dmy"),
        ("NY Times", "https://x.co.uk/1", "mdy"),
        (None, "https://courier.co.uk/1", "dmy"),
        ("Fenby Courier", "https://courier.com/1", ""),
        (None, "http://[", ""),
    ],
)
def test_date_order(outlet: str | None, url: str | None, order: str) -> None:
    assert date_order(outlet, url) == order
    assert len(table("date_orders")) > 50
