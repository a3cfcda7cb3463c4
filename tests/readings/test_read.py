"""Reading documents and stories."""

from datetime import date

import pytest

import sayso.readings.page.models as opened
from sayso.errors import ModelMissing
from sayso.model import Copy, Document, Family, Passage, Reading
from sayso.readings import Models, anchor, open_models, read, read_story

CLEAN = Document(
    "clean",
    "“The ferry sank near the old pier,” Ada Vinter told reporters in Oslo on Friday. The "
    "navy of Norland rescued "
    "all 4,300 passengers of the ferry. Harbour police closed the terminal.",
    lang="en",
)
POOR_TEXT = (
    "the ferry sank near the old pier ada vinter told reporters in oslo on friday the navy "
    "of norland rescued all "
    "4 300 passengers of the ferry harbour police closed the terminal vinter met captain "
    "olav brekke in oslo"
)
POOR = Document("poor", POOR_TEXT, lang="en", defects=("case-lost", "marks-lost"))


def story(models: Models, docs: list[Document]) -> dict[str, Reading]:
    passages = ((Passage("clean", 0, len(CLEAN.text)), Passage("poor", 0, len(POOR.text))),)
    copy = Copy("clean", "poor", "excerpt", ("folded",), 1.0, 0.9, "a->b", False, passages)
    readings = read_story(docs, (copy,), (Family("clean", ("clean", "poor")),), models)
    return {r.doc_id: r for r in readings}


def test_a_copy_is_read_through_its_original_and_its_own_rest_as_it_is(models: Models) -> None:
    reading = story(models, [POOR, CLEAN])["poor"]
    assert reading.through == "clean"
    assert reading.quotes[0].content[0].cut(POOR_TEXT) == "the ferry sank near the old pier"
    assert "vinter" in [
        n.at.cut(POOR_TEXT) for n in reading.names if n.at.start > POOR_TEXT.index("vinter met") - 1
    ]
    assert reading.low_confidence
    assert all(p.start >= POOR_TEXT.index("vinter met") - 1 for p in reading.low_confidence)


def test_the_order_of_the_documents_never_shows(models: Models) -> None:
    assert story(models, [POOR, CLEAN]) == story(models, [CLEAN, POOR])


def test_every_passage_lies_in_its_document(models: Models) -> None:
    for doc, reading in zip([CLEAN, POOR], story(models, [CLEAN, POOR]).values(), strict=True):
        places = (
            [n.at for n in reading.names] + [c.at for c in reading.claims] + list(reading.sentences)
        )
        assert all(p.doc_id == doc.id and p.end <= len(doc.text) for p in places)


def test_other_languages_are_said_to_be_unread(models: Models) -> None:
    reading = read(Document("f", "Le ministre a quitté Paris vendredi.", lang="fr"), models)
    assert reading.names == ()
    assert (reading.why[0].rule, reading.why[0].values) == ("language-not-read", ("fr",))


def test_what_only_a_copy_holds_is_counted_from_its_own_day(models: Models) -> None:
    shared = (
        "Divers searched the harbour of Marsby on Sunday after a trawler had sunk near the old "
        "lighthouse with nine people aboard. Two of the crew swam ashore, and the harbour master "
        "asked for more boats to look for the seven others before the storm came in."
    )
    first = Document("a", shared, lang="en")
    copy = Document("b", f"The search was called off on Monday for good. {shared}", lang="en")
    passages = ((Passage("a", 0, len(shared)), Passage("b", 46, len(copy.text))),)
    pair = Copy("a", "b", "excerpt", (), 1.0, 0.9, "a->b", False, passages)
    _, laid = read_story([first, copy], (pair,), (Family("a", ("a", "b")),), models)
    dated = anchor(laid, date(2024, 3, 10), own=date(2024, 3, 11))
    told = {t.at.cut(copy.text): t.value for t in dated.times}
    assert told == {"Monday": "2024-03-11", "Sunday": "2024-03-10"}
    assert "Monday" in laid.own[0].cut(copy.text)


def test_times_are_anchored_once_the_day_is_known(models: Models) -> None:
    reading = read(CLEAN, models)
    assert all(t.anchor is None for t in reading.times)
    dated = anchor(reading, date(2021, 3, 7))
    assert [t.value for t in dated.times] == ["2021-03-05"]


def test_a_line_in_capitals_gives_its_names(models: Models) -> None:
    doc = Document(
        "c", "ADA VINTER LEAVES BAGHDAD AFTER TALKS\n\nAda Vinter left Baghdad.", lang="en"
    )
    found = [n.at.cut(doc.text) for n in read(doc, models).names]
    assert "BAGHDAD" in found


def test_an_empty_text_gives_an_empty_reading(models: Models) -> None:
    assert read(Document("e", " \n ", lang="en"), models).claims == ()


def test_another_models_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "WEIGHTS", {"ner/model": "0" * 64})
    with pytest.raises(ModelMissing, match="pip install"):
        open_models()


def test_a_missing_model_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "PACKAGES", ("no_such_model_package",))
    with pytest.raises(ModelMissing, match=r"is not installed.*pip install en-core-web-sm"):
        open_models()


def shouting(models: Models, *others: str) -> set[str]:
    """Keys of the readings of a text with a line in capitals, and of others beside it."""
    first = (
        "FERRY FOR READING LATE AGAIN AFTER TALKS\n\nThe ferry was late on Friday, Ada Vinter said."
    )
    kept: dict[str, Reading] = {}
    docs = [Document(f"d{n}", text, lang="en") for n, text in enumerate((first, *others))]
    read_story(docs, (), (), models, kept=kept)
    return set(kept)


def test_one_more_text_makes_no_reading_untrue(models: Models) -> None:
    one, two = shouting(models), shouting(models, "Nobody in the port knew of the Alva, he said.")
    assert len(one) == 1
    assert one < two


def test_a_text_is_read_anew_where_another_shows_how_its_letters_were(models: Models) -> None:
    town = "He said that Reading was far, that Reading was dear, and that Reading was dull."
    assert not shouting(models) & shouting(models, town)
