"""Whose work a text declares that it rests on, and what it declares of itself."""

from __future__ import annotations

import pytest

from sayso.model import Document
from sayso.outlets.declared import Basis, bases, common, is_of, one_site

GULL = "https://www.gull-courier.example/hull"
FENBY = "https://fenby-post.example/hull"


def declared(*said: tuple[str, str], url: str | None = GULL, outlet: str = "Gull Courier") -> list:
    doc = Document("b", "", outlet=outlet, url=url, declared=said)
    return [(basis.field, basis.label) for basis in bases(doc)]


@pytest.mark.parametrize(
    ("field", "said", "label"),
    [
        ("isBasedOn", FENBY, "fenby-post.example"),
        ("isBasedOnUrl", FENBY, "fenby-post.example"),
        ("canonical", FENBY, "fenby-post.example"),
        ("original-source", FENBY, "fenby-post.example"),
        ("syndication-source", "fenby-post.example", "fenby-post.example"),
        ("source", "The  Fenby Post", "The Fenby Post"),
        ("source", "Northline", "Northline"),
        ("isBasedOn", "Fenby Post", "Fenby Post"),
        ("canonical", "https://www.washingtonpost.com/a", "The Washington Post"),
    ],
)
def test_what_names_another(field: str, said: str, label: str) -> None:
    assert declared((field, said)) == [("isBasedOn" if "Url" in field else field, label)]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("canonical", GULL),
        ("canonical", "http://gull-courier.example/hull/"),
        ("canonical", "https://amp.gull-courier.example/hull"),
        ("canonical", "https://gullcourier.example/hull"),  # named like the outlet
        ("canonical", "https://gc.example/hull"),  # its initials
        ("canonical", "/hull"),
        ("isBasedOn", "https://gull-courier.example/older"),
        ("isBasedOn", "A report on hulls"),  # a title, of whomever
        ("source", "Gull Courier"),
        ("source", "The Gull Courier - News"),
        ("source", "x" * 61),
        ("credit", "Fenby Post"),  # of a picture, or a part
        ("dc.source", "Fenby Post"),
        ("isBasedOn", "https://[broken/"),
    ],
)
def test_what_names_itself_or_nobody(field: str, said: str) -> None:
    assert declared((field, said)) == []


def test_a_canonical_address_alone_does_not_tell_whose_the_page_is() -> None:
    assert declared(("canonical", FENBY), url=None) == []
    assert declared(("canonical", FENBY), url=FENBY) == []
    post = "https://www.washingtonpost.com/a"
    assert declared(("canonical", post), url=post) == []
    known = declared(("canonical", post), url=post, outlet="The New York Times")
    assert known == [("canonical", "The Washington Post")]


def test_the_surest_comes_first_and_each_once() -> None:
    said = (("source", "Fenby Post"), ("isBasedOn", FENBY), ("isBasedOn", FENBY + "/"))
    assert [field for field, _ in declared(*said)] == ["isBasedOn", "source"]


def test_whom_a_declaration_means() -> None:
    page = Basis("isBasedOn", "", "fenby-post.example/hull")
    name = Basis("source", "Fenby Post", "")
    by_url = Document("a", "", url=FENBY)
    by_name = Document("a", "", outlet="The Fenby Post")
    assert is_of(page, by_url) and is_of(page, Document(FENBY, ""))
    assert is_of(page, Document("a", "", url="https://fenby-post.example/other"))
    assert is_of(name, by_name) and not is_of(name, by_url)
    assert not is_of(page, Document("a", "", url="https://fenby.blog.example/hull"))
    assert not is_of(page, Document("a", ""))
    assert common([page], [name]) is None and common([page], [page]) == page


def test_hosts_of_one_publisher() -> None:
    assert one_site("a.gull.example", "gull.example") and one_site("m.bbc.co.uk", "bbc.co.uk")
    assert not one_site("gull.example", "fenby.example")
    assert not one_site("bbc.co.uk", "gull.co.uk")
    for shared in ("substack.com", "blogspot.com", "github.io", "wordpress.com"):
        assert not one_site(f"gull.{shared}", f"fenby.{shared}")
        assert one_site(f"gull.{shared}", f"www.gull.{shared}") and one_site(shared, shared)
