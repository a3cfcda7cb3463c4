"""What each section says: cells of the table, joined quotations, stacked marks, families,
labels.
"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.dossiers import write
from sayso.dossiers.anchors import slug, unique, web_address
from sayso.dossiers.cards import agreement_cards, conflict_cards
from sayso.dossiers.family_tree import copies
from sayso.dossiers.index import index
from sayso.dossiers.matrix import matrix
from sayso.dossiers.sources import _whole_word, _word_end, told_once
from sayso.dossiers.speakers import speakers
from sayso.dossiers.timeline import event_lines
from sayso.dossiers.timeline_plot import plot
from sayso.dossiers.wording import badge, span_words
from sayso.dossiers.worth import Worth
from sayso.model import Cell, OpenQuestion, Origin, Passage, Similar, Step


@pytest.fixture(scope="module")
def look(dossier):
    return index(dossier)


def cells(look, finding):
    table = matrix(look)
    row = next(r for r in table.rows if r.id == finding)
    return {c.label: cell for c, cell in zip(table.columns, row.cells, strict=True)}


# ---- the table -------------------------------------------------------------


def test_cells_say_what_each_outlet_does(look):
    row = cells(look, "a5555eeee")
    assert row["Northgate Courier ×2"].kind == "told"
    assert row["Saltmarsh Herald"].kind == "relayed"
    number = cells(look, "x1111aaaa")
    assert (
        number["Saltmarsh Herald"].kind == "differs"
        and number["Saltmarsh Herald"].value == "Around 150"
    )
    assert number["Northgate Courier ×2"].value == "About 140"


@pytest.mark.parametrize(
    ("kind", "left_out", "shown"),
    [
        ("unclear", False, "unclear"),
        ("not-found", False, "not-found"),
        ("not-found", True, "left-out"),
        ("differs", False, "differs"),
    ],
)
def test_what_a_text_does_with_a_claim_is_taken_from_the_findings(dossier, kind, left_out, shown):
    cell = Cell("phare.txt", kind, 0.1, left_out)
    found = tuple(
        replace(f, cells=(cell,)) if f.id == "a4444dddd" else f for f in dossier.findings.findings
    )
    held = replace(dossier, findings=replace(dossier.findings, findings=found))
    assert cells(index(held), "a4444dddd")["Le Phare"].kind == shown


def test_nothing_is_said_of_a_text_that_has_no_cell(look):
    assert cells(look, "a4444dddd")["Le Phare"].kind == "unclear"


@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        (("not-found", "not-found"), "not-found"),
        (("not-found", "unclear"), "unclear"),
        (("not-found", "told"), "told"),
    ],
)
def test_a_family_finds_nothing_only_where_none_of_its_texts_does(dossier, kinds, shown):
    two = tuple(Cell(i, k, 0.0) for i, k in zip(("courier.txt", "scrape.txt"), kinds, strict=True))
    one = next(f for f in dossier.findings.findings if f.id == "a4444dddd")
    elsewhere = tuple(t for t in one.tellings if t.at.doc_id not in ("courier.txt", "scrape.txt"))
    changed = replace(one, cells=two, tellings=elsewhere, origins=())
    found = tuple(changed if f is one else f for f in dossier.findings.findings)
    held = replace(dossier, findings=replace(dossier.findings, findings=found))
    assert cells(index(held), "a4444dddd")["Northgate Courier ×2"].kind == shown


def test_a_family_is_one_column_and_one_more_for_each_article(look):
    table = matrix(look)
    assert [c.label for c in table.columns if not c.every] == [
        "Northgate Courier ×2",
        "Saltmarsh Herald",
        "Article 4",
        "Le Phare",
    ]
    assert [c.label for c in table.columns if c.every] == [
        "Northgate Courier",
        "Northgate Courier (article 2)",
    ]


# ---- speakers --------------------------------------------------------------


def test_forms_of_a_name_are_one_speaker_quoted_in_most_texts_first(look):
    first = speakers(look)[0]
    assert first.name == "Ada Brandt" and first.texts == 3
    assert "Brandt" in first.aliases


def test_the_same_words_in_several_articles_stand_once(look):
    first = speakers(look)[0].sayings[0]
    assert first.first.id.startswith("q-d1-")
    assert {p.source.number for p in first.others} == {2, 4} and not first.copies
    assert first.shorter == {p.id for p in first.others}


def test_a_copy_s_printing_stands_behind_that_of_its_original(dossier, invented):
    where = invented.at("scrape.txt", "the alarm was real and the captain was right to stay")
    whole = replace(
        dossier.readings[0].quotes[0], content=dossier.readings[0].quotes[0].content[:1]
    )
    readings = (
        replace(dossier.readings[0], quotes=(whole,)),
        replace(
            dossier.readings[1], quotes=(replace(dossier.readings[1].quotes[0], content=(where,)),)
        ),
        *dossier.readings[2:],
    )
    first = speakers(index(replace(dossier, readings=readings)))[0].sayings[0]
    assert [p.source.number for p in first.copies] == [2]


def test_short_words_are_not_taken_for_a_part_of_longer_ones(look):
    words = [s.first.words for s in speakers(look)[0].sayings]
    assert "“The alarm was real,”" in words


def test_unnamed_sources_stand_apart_by_description_and_outlet(look):
    unnamed = [s.name for s in speakers(look) if s.group == "unnamed"]
    assert unnamed == [
        "A person close to the line, in Saltmarsh Herald",
        "A senior official of the shipping line, in Northgate Courier",
    ]
    assert [s.group for s in speakers(look)][-1] == "unknown"


# ---- timeline --------------------------------------------------------------


def test_marks_stand_in_order_of_days_and_never_on_each_other(look):
    lines = event_lines(look)
    drawn = plot(lines, [date(2031, 5, 6), date(2031, 5, 7)])
    assert drawn is not None and len(drawn.marks) == len(lines)
    places = [(m.x, m.y) for m in drawn.marks]
    assert len(set(places)) == len(places)
    by_id = {m.id: m for m in drawn.marks}
    assert by_id["e1"].x < by_id["e8"].x < by_id["e2"].x < by_id["e3"].x < by_id["e6"].x
    assert by_id["e2"].r > by_id["e3"].r
    assert by_id["e1"].x < drawn.early
    assert by_id["e8"].reach is not None and by_id["e2"].reach is None


def test_no_days_no_plot():
    assert plot([], []) is None


@given(st.lists(st.dates(), min_size=1, max_size=30), st.lists(st.dates(), max_size=4))
def test_every_mark_lies_inside_the_drawing(days, published):
    from sayso.dossiers.timeline import EventLine

    lines = [
        EventLine(f"e{n}", "", False, "happened", "", "", "", "", 1, day, day, (), ())
        for n, day in enumerate(days)
    ]
    drawn = plot(lines, published)
    assert drawn is not None
    assert all(0 <= m.x <= drawn.width and 0 <= m.y <= drawn.axis for m in drawn.marks)
    assert len(drawn.ticks) <= 14


# ---- the rest --------------------------------------------------------------


def test_strongest_support_stands_first(look):
    assert [c.id for c in agreement_cards(look, Worth.of_story(look))] == ["a4444dddd", "a5555eeee"]


def test_copies_are_told_apart_from_shared_words(look):
    held = copies(look)
    assert [(t.number, [b.number for b in t.branches]) for t in held.trees] == [(1, [2])]
    assert [p.id for p in held.inside] == ["c-d1-d2"] and [p.id for p in held.outside] == [
        "c-d1-d3"
    ]
    assert held.inside[0].independent is False and held.outside[0].independent is True
    assert [(a.label, a.words, a.origin) for a in held.arrows] == [
        ("Saltmarsh Herald", "first reported by", "the Northgate Courier")
    ]


def test_counts_agree_with_their_nouns():
    one = (Origin("speaker", "A", (0,)),)
    assert badge(1, one, 0) == "1 text · 1 origin: A"
    assert badge(2, one, 2) == "2 texts · 1 origin: A · 2 texts add no origin"


@given(st.dates(), st.dates())
def test_any_span_of_days_has_words(one, two):
    first, last = sorted((one, two))
    assert str(last.year) in span_words(first, last)


@given(st.text())
def test_a_slug_is_safe_in_an_id(text):
    assert slug(text).replace("-", "").isalnum() and slug(text).isascii()


@given(st.lists(st.sampled_from(["a", "a-2", "b"]), max_size=9))
def test_ids_made_unique_are_unique(names):
    assert len(set(unique(names, taken=["b"]))) == len(names)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//host/x", "http://", "ftp://h/x", "http://a b",
     "https://h/\nx", "http://[::1", "x" * 3000, "", None],
)  # fmt: skip
def test_addresses_that_are_no_article_s(url):
    assert web_address(url) is None


def test_who_may_have_spoken_stands_under_no_name(dossier):
    first, *rest = dossier.readings
    quote = replace(
        first.quotes[0], speaker=None, anonymous=False, doubtful=("Ada Holm", "Ida Rey")
    )
    readings = (replace(first, quotes=(quote,)), *(replace(r, quotes=()) for r in rest))
    (unknown,) = speakers(index(replace(dossier, readings=readings)))
    assert unknown.group == "unknown"
    assert "speaker not certain: Ada Holm or Ida Rey" in unknown.sayings[0].first.notes


def test_two_speakers_of_one_text_and_its_copy_have_a_line_each(look):
    telling = look.dossier.findings.findings[0].tellings[0]
    family = look.family_of["courier.txt"]
    assert {"courier.txt", "scrape.txt"} <= set(family.doc_ids)

    def said(doc_id, holder):
        at = Passage(doc_id, 0, 5)
        return replace(telling, at=at, sentence=at, holder=holder, value=None, norm=None)

    two = told_once(look, [said("courier.txt", "Ann"), said("scrape.txt", "Bo")])
    assert [line.who for line in two] == ["Ann", "Bo"]
    one = told_once(look, [said("courier.txt", "Ann"), said("scrape.txt", "Ann")])
    assert [line.who for line in one] == ["Ann"]


@pytest.mark.parametrize(("letters", "whole"), [(300, True), (301, False)])
def test_a_claim_is_shown_up_to_300_characters(dossier, letters, whole):
    found = dossier.findings
    words = "The ferry is late " + "x" * (letters - 18)
    long = tuple(replace(f, what=words) for f in found.findings)
    look = index(replace(dossier, findings=replace(found, findings=long)))
    (card, *_) = agreement_cards(look, Worth.of_story(look))
    assert (card.what == words) == whole


def test_the_course_of_a_claim_is_one_line(dossier):
    steps = (
        Step(date(2031, 5, 6), "courier.txt", "first"),
        Step(date(2031, 5, 7), "herald.txt", "picked-up"),
    )
    ids = [d.id for d in dossier.documents]
    steps = tuple(replace(s, doc_id=ids[n]) for n, s in zip((0, 2), steps, strict=True))
    found = tuple(
        replace(f, course=steps) if f.id == "a4444dddd" else f for f in dossier.findings.findings
    )
    held = replace(dossier, findings=replace(dossier.findings, findings=found))
    look = index(held)
    cards = agreement_cards(look, Worth.of_story(look))
    card = next(c for c in cards if c.id == "a4444dddd")
    assert card.course == (
        "first in this pile: Northgate Courier, 6 May 2031; "
        "told again by Saltmarsh Herald, 7 May 2031"
    )


def test_what_is_not_known_and_what_is_alike_stand_in_every_form(dossier):
    told = dossier.findings.findings[0].tellings[:1]
    question = OpenQuestion("u1", "Nobody knows why it sailed", told, (), date(2031, 5, 6))
    alike = Similar("m1", "Two counts of crates", "number", told)
    more = replace(dossier.findings, open_questions=(question,), similar=(alike,))
    held = replace(dossier, findings=more)
    for form in ("html", "md", "json", "jsonl"):
        made = write(held, form)
        assert "Nobody knows why it sailed" in made and "Two counts of crates" in made
        assert made.index("Nobody knows why") < made.index("Two counts of crates")
    assert "not known on 6 May 2031" in write(held, "html")


def test_what_is_read_from_a_damaged_text_never_stands_open(dossier):
    """Where capitals and marks are lost, who says what is half guessed."""
    heard = speakers(index(dossier))
    sure = next(s for s in heard if s.open)
    first = sure.sayings[0].first
    readings = tuple(
        replace(
            reading,
            quotes=tuple(
                replace(q, low_confidence=True) if q.content[0] == first.at else q
                for q in reading.quotes
            ),
        )
        for reading in dossier.readings
    )
    again = speakers(index(replace(dossier, readings=readings)))
    found = next(s for s in again if any(x.first.at == first.at for x in s.sayings))
    place = next(n for n, x in enumerate(found.sayings) if x.first.at == first.at)
    assert place >= found.open and found.sayings[place].first.unsure


# ---- cards --------------------------------------------------------------------


def test_where_it_is_asked_whose_words_they_are_no_origins_are_counted(dossier):
    (alarm,) = (f for f in dossier.findings.findings if f.id == "x3333cccc")
    credited = replace(alarm, subtype="attribution")
    found = tuple(credited if f is alarm else f for f in dossier.findings.findings)
    asked = index(replace(dossier, findings=replace(dossier.findings, findings=found)))
    (card,) = (c for c in conflict_cards(asked) if c.topic == "The alarm")
    assert "origin" not in card.badge and card.badge.endswith("texts")
    assert not any("origin" in side.badge for side in card.sides)
    assert not card.origins_why


def test_a_word_with_marks_inside_is_not_cut_in_two():
    text = "Vint said a U.S.-led crew sent it."
    end = text.index("-led")
    assert _word_end(text, 0, end, len(text)) == text.index(" U.S.") + 1
    assert _whole_word(text, end, 0) == text.index(" crew")
