"""Laying a reading onto a copy: same words, the copy's own offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Document, Passage, Reading
from sayso.readings import Models, project, read
from sayso.readings.project import join, left_over

TEXT = (
    "“The ferry sank near the old pier,” Ada Vinter told reporters in Oslo on Friday. The navy rescued all 4,300 "
    "passengers of the ferry. Harbour police closed the terminal for repairs, and Vinter ordered an inquiry."
)
SOURCE = Document("a", TEXT, lang="en")


def lost(text: str) -> str:
    """What a careless scraper leaves of a text."""
    return " ".join("".join(c.lower() if c.isalnum() else " " for c in text).split())


def whole(target: Document) -> tuple[tuple[Passage, Passage], ...]:
    return ((Passage("a", 0, len(TEXT)), Passage(target.id, 0, len(target.text))),)


def test_a_stripped_copy_gets_the_quotation_and_its_speaker(models: Models) -> None:
    reading = read(SOURCE, models)
    target = Document("b", "port news " + lost(TEXT), lang="en", defects=("case-lost", "marks-lost"))
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
    assert (moved.names, moved.quantities, moved.claims) == (reading.names, reading.quantities, reading.claims)
    assert left_over(moved, SOURCE) == ()


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
def test_projected_passages_lie_in_the_copy_and_say_the_same(cut: int, lead: str, models: Models) -> None:
    target = Document("b", lead + TEXT[cut:], lang="en")
    moved = project(read(SOURCE, models), SOURCE, target, whole(target))
    for name in moved.names:
        assert name.at.cut(target.text) in TEXT
