"""Thresholds of names, just under and just over."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from sayso.model import Document
from sayso.readings import Models
from sayso.readings.names.mentions import Mention, distinct, in_headline, is_common, outside_titles
from sayso.readings.names.names import find_names
from sayso.readings.names.titles import office_within, title_before
from sayso.readings.page.parse import Piece, parse


def tokens(text: str, *, opening: bool = True) -> Doc:
    """The words as one sentence."""
    words = text.split()
    starts = [opening, *[False] * (len(words) - 1)]
    return Doc(spacy.blank("en").vocab, words, sent_starts=starts)


@pytest.mark.parametrize(("narrowing", "begins"), [(8, 0), (9, 0), (10, 1)])
def test_a_title_has_ten_words_at_most(narrowing: int, begins: int) -> None:
    doc = tokens(" ".join(["Deputy"] * narrowing) + " Secretary Ada Brandt")
    assert title_before(doc, narrowing + 1) == begins


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Deputy Assistant Harbor Chief Ana Vale", 4),
        ("Deputy Assistant Old Harbor Chief Ana Vale", 0),
        ("Chief Ana Bo Vale Hart", 1),
        ("Chief Ana Bo Lo Vale Hart", 0),
        ("Chief Vale", 0),
        ("Chief Ana Committee", 0),
        ("General Electric Europe", 0),
        ("General Chief Ana Vale", 2),
        ("Harbor Rates Rise", 0),
    ],
)
def test_a_body_that_opens_with_an_office_is_a_person(text: str, first: int) -> None:
    doc = tokens(text)
    assert office_within(doc, 0, len(doc)) == first


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("The Port Board Sells Rusty Cranes Over Town after weeks from", True),
        ("The Port Board Sells Rusty Cranes Over after weeks from", False),
        ("The Port Board met in Marlow and Vessby", False),
    ],
)
def test_a_headline_has_capitals_on_seven_of_ten_longer_words(text: str, headline: bool) -> None:
    assert in_headline(tokens(text)[1]) is headline


def test_a_long_sentence_is_no_headline() -> None:
    line = "The Port Board Sells Rusty Cranes" + " Across Town" * 27
    assert in_headline(tokens(line)[1]) and len(tokens(line)) == 60
    assert not in_headline(tokens(line + " Again")[1])


def test_a_word_that_news_writes_small_is_common() -> None:
    assert is_common(tokens("table")[0])
    assert not is_common(tokens("norway")[0])
    assert not is_common(tokens("korvathine")[0])


def test_the_longer_of_two_that_overlap_stays() -> None:
    short, long, other = Mention(1, 3, "org"), Mention(2, 5, "person"), Mention(5, 6, "org")
    assert distinct([short, long, other]) == [long, other]


def test_a_name_inside_a_title_is_none() -> None:
    board, person = Mention(2, 4, "org"), Mention(5, 7, "person", opening=0)
    assert outside_titles([board, person]) == [person]
    assert outside_titles([board, Mention(5, 7, "person")]) == [board, Mention(5, 7, "person")]


def test_a_title_gives_way_to_the_body_before_it() -> None:
    board, person = Mention(0, 3, "org"), Mention(4, 6, "person", opening=2)
    assert outside_titles([board, person]) == [board, Mention(4, 6, "person", opening=3)]


def names(text: str, models: Models) -> list[str]:
    doc = Document("a", text)
    return [name.at.cut(text) for name in find_names(doc, parse(doc, models.nlp))]


@pytest.mark.parametrize(
    ("before", "parted"),
    [("Lisco is a port. We saw Lisco.", True), ("Lisco is a port.", False)],
)
def test_a_dash_parts_what_is_named_alone_twice(before: str, parted: bool, models: Models) -> None:
    found = names(f"{before} The San Pedro-Lisco road is shut.", models)
    assert (found[-1] == "Lisco") is parted


@pytest.mark.parametrize("poor", [True, False])
def test_names_that_run_on_are_parted_where_marks_are_lost(poor: bool) -> None:
    doc = tokens("Norway met Vessby and Norway saw Vessby while ships of Norway Vessby sailed")
    spans = [(0, 1), (2, 3), (4, 5), (6, 7), (10, 12)]
    doc.ents = [Span(doc, first, stop, "GPE") for first, stop in spans]
    found = find_names(Document("a", doc.text), [Piece("a", 0, doc, poor)])
    last = ["Norway", "Vessby"] if poor else ["Norway Vessby"]
    assert [name.at.cut(doc.text) for name in found][4:] == last


@pytest.mark.parametrize(
    ("text", "spans", "names"),
    [
        ("The Corvan and Corvan Pro sold well", [(0, 5)], ["Corvan", "Corvan Pro"]),
        ("The Corvan and Harrow Pro sold well", [(0, 5)], ["Corvan and Harrow Pro"]),
        (
            "Corvan 4G sold well while Corvan 4G owners slept",
            [(0, 2), (5, 6)],
            ["Corvan 4G", "Corvan 4G"],
        ),
        (
            "Corvan 4G sold well while Corvan 5G owners slept",
            [(0, 2), (5, 6)],
            ["Corvan 4G", "Corvan"],
        ),
    ],
)
def test_names_of_a_line_of_things(
    text: str, spans: list[tuple[int, int]], names: list[str]
) -> None:
    doc = tokens(text)
    doc.ents = [Span(doc, first, stop, "ORG") for first, stop in spans]
    found = find_names(Document("a", doc.text), [Piece("a", 0, doc)])
    assert [name.at.cut(doc.text) for name in found] == names
