"""What is typed in the search box, and what comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.archive import Archive, parse
from sayso.archive.search import shown
from sayso.errors import WrongUse
from sayso.model import Document

TEXTS = {
    "gull": ("Ferry stopped", "The ferry to Skarn was stopped after a rudder broke.", "The Gull"),
    "tern": ("Bread dearer", "Bread got dearer, the bakers’ guild of Skarn said.", "Tern Daily"),
    "auk": ("Rudder found", "Divers found the broken rudder in Skarn sound.", "The Auk"),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("search") / "x.sayso", create=True) as made:
        for n, (doc_id, (title, text, outlet)) in enumerate(TEXTS.items()):
            digest = hashlib.sha256(text.encode()).hexdigest()
            made.keep(
                Document(
                    doc_id,
                    text,
                    title=title,
                    outlet=outlet,
                    published=date(2031, 5, 4 + n),
                    lang="en",
                    digest=digest,
                )
            )
        yield made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("rudder", ["auk", "gull"]),  # the one with the word in its title first
        ('"broken rudder"', ["auk"]),
        ("skarn -rudder", ["tern"]),
        ("RUDDER broke", ["gull"]),
        ("brok*", ["auk", "gull"]),
        ("outlet:tern", ["tern"]),
        ('outlet:"The Auk" skarn', ["auk"]),
        ("before:2031-05-05", ["gull"]),
        ("after:2031-05-05", ["auk"]),
        ("after:2031-05 before:2031-06", ["auk", "tern", "gull"]),
        ("title:ferry", ["gull"]),
        ("lang:en rudder", ["auk", "gull"]),
        ("lang:de rudder", []),
        ("story:7", []),
        ("speaker:nobody", []),
        ("origins>0", []),
        ("nothingsuch", []),
    ],
)
def test_operators(archive: Archive, typed: str, found: list[str]) -> None:
    hits = archive.search.documents(parse(typed))
    assert sorted(h.doc_id for h in hits.hits) == sorted(found)
    assert hits.total == len(found)


def test_the_title_weighs_more(archive: Archive) -> None:
    assert [h.doc_id for h in archive.search.documents(parse("rudder")).hits] == ["auk", "gull"]


def test_facets_count_all_hits_not_the_page(archive: Archive) -> None:
    hits = archive.search.documents(parse("skarn"), limit=1)
    assert len(hits.hits) == 1
    assert hits.total == 3
    assert dict(hits.facets["year"]) == {"2031": 3}
    assert sorted(name for name, _ in hits.facets["outlet"]) == [
        "Tern Daily",
        "The Auk",
        "The Gull",
    ]


def test_pages_follow_each_other(archive: Archive) -> None:
    pages = [archive.search.documents(parse("skarn"), limit=1, offset=n).hits for n in range(4)]
    assert sorted(hit.doc_id for page in pages for hit in page) == sorted(TEXTS)
    assert pages[3] == ()


def test_marks_are_the_words_of_the_text(archive: Archive) -> None:
    (hit,) = archive.search.documents(parse('"broken rudder"')).hits
    text = archive.get(hit.doc_id).text
    assert hit.text == text[hit.start : hit.end]
    assert [text[s:e] for s, e in hit.marked] == ["broken rudder"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("colour:red", "not understood"),
        ("origins>many", "a number is needed"),
        ("before:May", "write the day as"),
        ("outlet>3", "not understood"),
        ("-rudder", "a word that is wanted"),
        ("x " * 41, "more than 40 words"),
        ("x" * 1_001, "longer than"),
    ],
)
def test_what_cannot_be_meant_is_named(typed: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        parse(typed)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_a_search(archive: Archive, typed: str) -> None:
    try:
        query = parse(typed)
    except WrongUse:
        return
    assert archive.search.documents(query).total >= 0
    assert archive.search.claims(query) == ()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abc -“”\n", max_size=400), st.lists(st.sampled_from(["a", "b c"])))
def test_what_is_shown_lies_in_the_text(text: str, terms: list[str]) -> None:
    start, end, marked = shown(text, terms)
    assert 0 <= start <= end <= len(text)
    assert all(start <= s < e <= end for s, e in marked)


def test_rare_words_and_who_shares_them(archive: Archive) -> None:
    words = ["skarn", "rudder", "ferry", "unheard"]
    assert archive.search.rarest(words, least=1, most=2, limit=2) == ["ferry", "rudder"]
    found = archive.search.sharing(["rudder"], since=None, until=None, limit=5)
    assert sorted(found) == ["auk", "gull"]
    day = "2031-05-06"
    assert archive.search.sharing(["rudder"], since=day, until=day, limit=5) == ("auk",)
