"""What is typed in the search box, and what comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.archive import Archive, Query, parse
from sayso.archive.search import shown
from sayso.errors import WrongUse
from sayso.model import Document, Member, Story

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
    hits = archive.search.documents(query, limit=len(TEXTS))
    assert hits.total == len(hits.hits) == len({hit.doc_id for hit in hits.hits})
    assert all(hit.text == archive.get(hit.doc_id).text[hit.start : hit.end] for hit in hits.hits)
    if query == Query():
        assert hits.total == len(TEXTS)  # nothing was asked for
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


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Archive]:
    """Two stories with a claim each: the ferry (two articles), and bread (one, in German)."""
    with Archive(tmp_path / "told.sayso", create=True) as made:
        runs = []
        for doc_id, (title, text, outlet) in TEXTS.items():
            digest = hashlib.sha256(text.encode()).hexdigest()
            lang = "de" if doc_id == "tern" else "en"
            doc = Document(doc_id, text, title=title, outlet=outlet, lang=lang, digest=digest)
            doc = replace(doc, published=date(2031, 5, 4 + len(runs)))
            made.keep(doc, file=doc_id)
            runs.append(made.last_run())
        with made.writing("told") as run:
            for n, (ids, what) in enumerate(((("gull", "auk"), "rudder"), (("tern",), "bread")), 1):
                story = Story(str(n), tuple(Member(i) for i in ids))
                made.shelves.put_story(None, story, (), (), title=what, days=(), run=run)
                made.base.execute(
                    "INSERT INTO claims VALUES (?, ?, ?, 'single', '', ?, 'firm', 1, 0)",
                    (n, n, what, what),
                )
                made.base.execute("INSERT INTO claim_words(rowid, what) VALUES (?, ?)", (n, what))
            made.base.execute(
                "INSERT INTO sayings VALUES (2, ?, 0, 5, 'ines orban', 'Ines Orban', 'direct',"
                " 'said', NULL)",
                (made.number("tern"),),
            )
        yield made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", {"rudder", "bread"}),
        ("rudder", {"rudder"}),
        ("outlet:gull", {"rudder"}),
        ("outlet:tern", {"bread"}),
        ("outlet:tern rudder", set()),
        ("lang:de", {"bread"}),
        ("lang:fr", set()),
        ('speaker:"ines orban"', {"bread"}),
        ("speaker:nobody", set()),
        ("before:2031-05-05", {"rudder"}),
        ("after:2031-05-05", {"rudder"}),
        ("outlet:gull after:2031-05-05", set()),  # one article must meet both
        ("story:2", {"bread"}),
        ("origins>1", set()),
    ],
)
def test_operators_narrow_claims(told: Archive, typed: str, found: set[str]) -> None:
    assert {claim.what for claim in told.search.claims(parse(typed))} == found


def test_claims_since_a_run_are_those_of_stories_to_which_something_came(told: Archive) -> None:
    since = told.base.execute("SELECT run FROM documents WHERE id = 'tern'").fetchone()[0]
    found = told.search.claims(replace(parse(""), since_run=since))
    assert [claim.what for claim in found] == ["rudder"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("skarn", ["auk", "tern", "gull"]),  # in no title: those added last stand first
        ("rudder", ["auk", "gull"]),
        ("ferry", ["gull"]),
        ("skarn -bread", ["auk", "gull"]),
        ("title:rudder", ["auk"]),
        ('skarn outlet:"the gull"', ["gull"]),
    ],
)
def test_words_that_most_hold_are_not_ranked_by_the_text(
    archive: Archive, typed: str, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = parse(typed)
    ranked = archive.search.documents(asked)
    monkeypatch.setattr("sayso.archive.search._MOST_RANKED", 0)
    common = archive.search.documents(asked)
    assert [hit.doc_id for hit in common.hits] == found
    assert sorted(map(repr, common.hits)) == sorted(map(repr, ranked.hits))
    assert (common.total, common.facets) == (ranked.total, ranked.facets)
    pages = [archive.search.documents(asked, limit=1, offset=n).hits for n in range(len(found) + 1)]
    assert [hit.doc_id for page in pages for hit in page] == found
