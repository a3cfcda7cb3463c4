"""Laying a reading onto a copy: same words, the copy's own offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Document, Passage, Reading
from sayso.readings import Models, project, read
from sayso.readings.carried.project import join, left_over

TEXT = (
    "“The ferry sank near the old pier,” Ada Vinter told reporters in Oslo on Friday. The "
    "navy rescued all 4,300 "
    "passengers of the ferry. Harbour police closed the terminal for repairs, and Vinter "
    "ordered an inquiry."
)
SOURCE = Document("a", TEXT, lang="en")


def lost(text: str) -> str:
    """What a careless scraper leaves of a text."""
    return " ".join("".join(c.lower() if c.isalnum() else " " for c in text).split())


def whole(target: Document) -> tuple[tuple[Passage, Passage], ...]:
    return ((Passage("a", 0, len(TEXT)), Passage(target.id, 0, len(target.text))),)


def test_a_stripped_copy_gets_the_quotation_and_its_speaker(models: Models) -> None:
    reading = read(SOURCE, models)
    target = Document(
        "b", "port news " + lost(TEXT), lang="en", defects=("case-lost", "marks-lost")
    )
    moved = project(reading, SOURCE, target, whole(target))
    assert moved.through == "a"
    (quote,) = [q for q in moved.quotes if q.kind == "direct"]
    assert quote.content[0].cut(target.text) == "the ferry sank near the old pier"
    assert quote.speaker == "Ada Vinter"
    assert "ada vinter" in [n.at.cut(target.text) for n in moved.names]
    assert [q.at.cut(target.text) for q in moved.quantities] == ["4 300"]


def test_a_changed_number_is_not_carried_over(models: Models) -> None:
    reading = read(SOURCE, models)
    target = Document("b", TEXT.replace("4,300", "4,800"), lang="en")
    moved = project(reading, SOURCE, target, whole(target))
    assert moved.quantities == ()
    assert any("4,800" in p.cut(target.text) for p in left_over(moved, target))


def test_marks_come_along_where_the_copy_has_them(models: Models) -> None:
    reading = read(SOURCE, models)
    target = Document("b", "Port news. " + TEXT.replace("“", '"').replace("”", '"'), lang="en")
    moved = project(reading, SOURCE, target, whole(target))
    assert moved.quotes[0].content[0].cut(target.text) == '"The ferry sank near the old pier,"'


def test_projecting_onto_itself_changes_nothing_but_the_reasons(models: Models) -> None:
    reading = read(SOURCE, models)
    moved = project(reading, SOURCE, SOURCE, whole(SOURCE))
    assert (moved.names, moved.quantities, moved.claims) == (
        reading.names,
        reading.quantities,
        reading.claims,
    )
    assert left_over(moved, SOURCE) == ()


MOVED = Document(
    "m",
    "The quay was closed at noon, the mayor said. The ferry to the outer islands was late "
    "again that morning, and "
    "the boats of the pilots stayed at the pier until the wind had dropped.\n\n"
    "“The wind turned,” Ada Vinter said. “It is the only reason that nobody on the quay died.”\n\n"
    "Harbour police opened an inquiry.",
    lang="en",
)
FIRST, SECOND, _ = MOVED.text.split("\n\n")


def through(target: Document, models: Models) -> Reading:
    pairs = ((Passage("m", 0, len(MOVED.text)), Passage(target.id, 0, len(target.text))),)
    return project(read(MOVED, models), MOVED, target, pairs)


def test_a_moved_quotation_keeps_the_letter_that_its_new_neighbour_took(models: Models) -> None:
    # "died. The ferry" looks like the end of "said. The ferry": the longer block takes the d along.
    said, ferry = FIRST.split(". ")
    target = Document("b", f"{SECOND}\n\n{ferry} {said}.", lang="en")
    (quote,) = [q for q in through(target, models).quotes if q.kind == "direct"]
    assert [at.cut(target.text) for at in quote.content] == [
        "“The wind turned,”",
        "“It is the only reason that nobody on the quay died.”",
    ]
    assert quote.speaker == "Ada Vinter"


def test_a_quotation_cut_short_keeps_what_stands_before_its_cue(models: Models) -> None:
    target = Document("b", f"{FIRST}\n\n“The wind turned,” Ada Vinter said.", lang="en")
    (quote,) = [q for q in through(target, models).quotes if q.kind == "direct"]
    assert [at.cut(target.text) for at in quote.content] == ["“The wind turned,”"]
    assert quote.speaker == "Ada Vinter"


def test_a_quotation_whose_cue_was_cut_is_not_given_to_its_speaker(models: Models) -> None:
    target = Document(
        "b",
        f"{FIRST}\n\nNobody on the quay spoke. “It is the only reason that nobody died.”",
        lang="en",
    )
    assert [q for q in through(target, models).quotes if q.kind == "direct"] == []


def test_what_two_readings_found_on_the_same_words_stands_once(models: Models) -> None:
    reading = read(MOVED, models)
    both = join(reading, read(MOVED, models))
    assert (both.names, both.times, both.quantities, both.quotes) == (
        reading.names,
        reading.times,
        reading.quantities,
        reading.quotes,
    )
    assert len(both.claims) == 2 * len(reading.claims)
    assert {c.quote for c in both.claims} == {c.quote for c in reading.claims}


def test_nothing_shared_gives_an_empty_reading(models: Models) -> None:
    target = Document("b", "Something else altogether happened elsewhere.", lang="en")
    assert project(read(SOURCE, models), SOURCE, target, ()) == Reading("b", through="a")


def test_another_documents_reading_is_refused(models: Models) -> None:
    with pytest.raises(ValueError, match="was passed as that of"):
        project(Reading("z"), SOURCE, SOURCE, whole(SOURCE))


def test_joined_claims_point_at_their_own_items(models: Models) -> None:
    extra = "Guards in Bergen counted 75 boats. "
    target = Document("b", extra + TEXT, lang="en")
    moved = project(read(SOURCE, models), SOURCE, target, whole(target))
    own = read(target, models, only=left_over(moved, target))
    both = join(moved, own)
    assert [q.at.cut(target.text) for q in both.quantities] == ["75", "4,300"]
    for claim in both.claims:
        assert all(claim.at.covers(both.quantities[n].at) for n in claim.quantities)
        assert all(claim.at.covers(both.names[n].at) for n in claim.names)


@settings(max_examples=20, deadline=None)
@given(cut=st.integers(0, len(TEXT)), lead=st.text("xyz \n", max_size=30))
def test_projected_passages_lie_in_the_copy_and_say_the_same(
    cut: int, lead: str, models: Models
) -> None:
    target = Document("b", lead + TEXT[cut:], lang="en")
    moved = project(read(SOURCE, models), SOURCE, target, whole(target))
    for name in moved.names:
        assert name.at.cut(target.text) in TEXT
    both = join(moved, read(target, models, only=left_over(moved, target)))
    for kind in (both.names, both.times, both.quantities):
        ats = [item.at for item in kind]
        assert len(set(ats)) == len(ats)
