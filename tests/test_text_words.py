"""What a text has lost, and what two words have in common: each rule just under and just over."""

from __future__ import annotations

import pytest

from sayso.text import defects_of, in_capitals, lost_case, root, stem

PROSE = "the talks went on until late, and then they broke off. "


@pytest.mark.parametrize(
    ("capitals", "small", "lost"),
    [
        (0, 999, True),
        (1, 999, False),  # one capital in a thousand letters
        (1, 1000, True),
        (9, 1, False),
        (91, 9, True),
        (90, 10, False),
        (1, 0, True),
        (0, 1, True),
        (1, 1, False),
        (0, 0, False),
    ],
)
def test_next_to_no_capitals_or_small_letters_is_a_lost_case(
    capitals: int, small: int, lost: bool
) -> None:
    for upper, lower in (("A", "a"), ("Д", "д")):
        text = "5 " + upper * capitals + lower * small
        assert lost_case(text) is lost
        assert in_capitals(text) is (lost and capitals > small)


def test_of_few_letters_nothing_is_said() -> None:
    assert not lost_case("a" * 19, least=20)
    assert lost_case("a" * 20, least=20)
    assert not lost_case("會談持續到深夜")


def test_letters_outside_ascii_count_where_they_are_many() -> None:
    assert not lost_case("Ää" * 9 + "a")
    assert lost_case("a" * 11 + "Ä" * 9)  # an accent here and there changes nothing


def test_a_single_name_does_not_save_a_lost_case() -> None:
    long = (PROSE * 40).replace("the talks", "the talks in Vessby", 1)
    assert defects_of(long) == ("case-lost",)
    assert defects_of(PROSE + "Vessby") == ()


@pytest.mark.parametrize(
    ("words", "marks", "lost"), [(100, 1, False), (101, 1, True), (200, 1, True), (200, 2, False)]
)
def test_one_mark_in_a_hundred_words_is_none_lost(words: int, marks: int, lost: bool) -> None:
    text = "Aa " * words + "." * marks
    assert defects_of(text) == (("marks-lost",) if lost else ())


def test_of_a_short_text_nothing_is_said() -> None:
    assert defects_of("word " * 19) == ()
    assert defects_of("word\n" * 20) == ("case-lost", "marks-lost")
    assert defects_of("5 " * 19 + "of ten , words ") == ()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("vote", "vote"),  # four letters stay as they are
        ("voted", "vot"),
        ("votes", "vot"),
        ("voting", "vot"),
        ("stopped", "stop"),
        ("called", "call"),
        ("crossing", "cross"),
        ("cities", "city"),
        ("glasses", "glass"),
        ("press", "press"),
        ("place", "plac"),
        ("2019s", "2019"),
        ("747s8", "747s8"),
        ("eeing", "ee"),
    ],
)
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_words_made_from_one_word_share_its_root() -> None:
    assert root("parliament") == root("parliamentary") == "parli"
    assert root("votes") == "votes"
    assert root("voter") != root("votes")


def test_few_marks_are_told_of_long_words_and_of_rare_marks() -> None:
    assert defects_of("Internationally " * 60 + ",") == ()  # one mark in sixty words
    assert defects_of("Aa bb " * 60 + "; ! ?") == ()  # neither commas nor full stops
    assert defects_of("Aa bb " * 60 + ", a") == ("marks-lost",)
