"""What is laid side by side: which stretches become units, and what is read into their slots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sayso.findings.facts.board import Board
from sayso.findings.tellings.senses import concept, sense

Tell = Callable[..., Board]
FERRY = "The harbour council sold the old ferry to a shipyard."


def test_a_claim_is_a_unit_and_a_sentence_it_leaves_much_of_is_another(tell: Tell) -> None:
    long = "The council, which met for five hours behind closed doors, sold the old ferry at dawn."
    said = [("a", "sold the old ferry at dawn", {"verb": "sell", "of": ("ferry",)})]
    found = tell({"a": [FERRY, long]}, said).units
    assert [u.whole for u in found] == [False, False, False]  # both sentences are claims here
    assert [u.index for u in found] == [0, 1, 2]


@pytest.mark.parametrize("words", ["He left.", "It was so.", "They did that again."])
def test_a_stretch_of_fewer_than_three_content_words_says_nothing(tell: Tell, words: str) -> None:
    assert not tell({"a": [words]}).units


@pytest.mark.parametrize(
    ("read", "stance"),
    [
        ({}, "sure"),
        ({"negated": True}, "denied"),
        ({"holder": "Ada Vint", "manner": "denied"}, "denied"),
        ({"holder": "Ada Vint", "manner": "asked"}, "asked"),
        ({"holder": "Ada Vint", "manner": "declined"}, "unsaid"),
    ],
)
def test_how_it_is_told(tell: Tell, read: dict[str, Any], stance: str) -> None:
    text = f"Ada Vint said {FERRY[:-1].lower()}."
    said = [("a", FERRY[:-1].lower(), {"verb": "sell", "of": ("ferry",), **read})]
    found = tell({"a": [text]}, said).units
    assert stance in {u.stance for u in found}


def test_the_same_words_in_a_copy_are_an_echo_and_no_unit(tell: Tell) -> None:
    board = tell({"a": [FERRY], "b": [FERRY]}, families=[["a", "b"]])
    assert [u.doc_id for u in board.units] == ["a"]
    assert [reading.doc_id for reading, _, _ in board.units[0].echoes] == ["b"]
    assert len(tell({"a": [FERRY], "b": [FERRY]}).units) == 2


def test_what_only_a_copy_holds_is_a_unit(tell: Tell) -> None:
    more = "Divers raised the anchor of a trawler on Sunday."
    board = tell({"a": [FERRY], "b": [FERRY, more]}, families=[["a", "b"]])
    assert [u.doc_id for u in board.units] == ["a", "b"]
    assert board.units[1].family == "a"


def test_words_that_tell_the_same_in_news_have_one_sense() -> None:
    assert sense("withdrawal") == sense("withdrew")
    assert sense("ferry") != sense("ferment")
    assert concept("error") == "mistake"


def test_slots_of_a_claim(tell: Tell) -> None:
    said = [("a", FERRY[:-1], {"subject": "council", "verb": "sell", "of": ("ferry",)})]
    (unit,) = tell({"a": [FERRY]}, said).units
    assert unit.who == {sense("council")}
    assert unit.deed == {sense("sell")}
    assert unit.whom == {sense("ferry")}
    assert unit.head == ""  # the claim names no head
    assert f"{sense('sell')}>{sense('ferry')}" in unit.pairs
