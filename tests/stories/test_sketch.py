"""What a sketch keeps and leaves out."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Document, Part, Passage
from sayso.stories import StorySketch, sketch
from sayso.stories.stems import key_of
from sayso.text import stem


def names(told: StorySketch) -> set[str]:
    return {told.words[i] for i in told.names}


def test_names_are_words_with_capitals_that_news_writes_so() -> None:
    told = sketch(
        Document(
            "a",
            "Police met Petra Lund in Oxley. Police left Oxley before the storm reached the coast.",
        )
    )
    assert {"petra", "lund", "oxley"} <= names(told)
    assert "polic" not in names(told)


def test_text_without_capitals_falls_back_on_news_at_large() -> None:
    told = sketch(
        Document("a", "police in baghdad said that a letter from the president of iraq was a draft")
    )
    assert not told.cased
    assert {"baghdad", "iraq"} <= names(told)
    assert "letter" not in names(told)


def test_headline_capitals_tell_nothing() -> None:
    told = sketch(Document("a", "Police Find Letter From Baghdad After Long Search Of Harbour"))
    assert not told.cased
    assert "letter" not in names(told)


def test_numbers_stay_whole() -> None:
    assert "5200" in names(
        sketch(Document("a", "About 5,200 troops were in the country, not 1,23."))
    )


def test_parts_are_left_out_but_captions_kept() -> None:
    text = "Call Zebulon at the desk. A crane fell. Quillon watches the crane."
    parts = (Part("contact", Passage("a", 0, 25)), Part("caption", Passage("a", 40, len(text))))
    words = sketch(Document("a", text, parts=parts)).words
    assert "zebulon" not in words
    assert "quillon" in words


def test_title_counts() -> None:
    told = sketch(
        Document(
            "a",
            "A crane fell into the water.",
            title="Harbour of Oxley closed",
            published=date(2021, 1, 2),
        )
    )
    assert "oxley" in told.words
    assert told.day == date(2021, 1, 2)


def test_a_very_long_text_is_bounded() -> None:
    told = sketch(Document("a", " ".join(f"word{n}x" for n in range(5000)) + "y" * 100_000))
    assert len(told.words) == 250
    assert told.length > 4000


def test_stems_join_forms_and_keep_short_words() -> None:
    assert stem("acquired") == stem("acquires") == stem("acquire")
    assert stem("iran") == "iran"
    assert key_of("The") == ""


@given(st.text(max_size=300))
def test_any_text_has_a_sketch(text: str) -> None:
    told = sketch(Document("a", text))
    assert list(told.words) == sorted(set(told.words))
    assert len(told.words) == len(told.counts)
    assert len(told.names) == len(told.shown)
    assert all(count > 0 for count in told.counts)


def test_capitals_tell_names_up_to_seven_words_in_ten() -> None:
    small = [
        "harbour",
        "quay",
        "crane",
        "bridge",
        "ferry",
        "cargo",
        "storm",
        "wreck",
        "tower",
        "crew",
    ]
    for capitals, cased in ((6, True), (7, False)):
        words = [word.title() for word in small[:capitals]] + small[capitals:]
        assert sketch(Document("a", " ".join(words))).cased is cased


def test_the_opening_counts_twice_where_more_follows() -> None:
    words = [f"word{n}x" for n in range(60)]
    assert set(sketch(Document("a", " ".join(words))).counts) == {1}
    told = sketch(Document("a", " ".join([*words, "harbour"])))
    assert dict(zip(told.words, told.counts, strict=True)) == {
        **dict.fromkeys(words, 2),
        "harbour": 1,
    }


def test_single_letters_and_common_words_are_no_keys() -> None:
    assert key_of("x") == key_of("The") == ""
    assert key_of("xy") == "xy"
