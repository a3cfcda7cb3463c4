"""Whose words a telling is, where it is a whole sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sayso.findings.facts.board import Board
from sayso.findings.tellings.tellings import headline_of, said_there, telling
from sayso.model import Passage, Quote, Reading

Build = Callable[..., Board]

TEXT = "The quay will stay shut through the weekend, Ada Vint said, adding that she saw no danger."
AT = Passage("a", 0, len(TEXT))


def part(words: str) -> Passage:
    start = TEXT.index(words)
    return Passage("a", start, start + len(words))


def said(speaker: str, *content: str, source: str = "", cue: str = "") -> Quote:
    return Quote(
        tuple(map(part, content)),
        (),
        (part(source),) if source else (),
        (part(cue),) if cue else (),
        "indirect",
        speaker=speaker,
    )


SHUT = "The quay will stay shut through the weekend"
SAFE = "that she saw no danger"
FIRST = said("Ada Vint", SHUT, source="Ada Vint", cue="said")
MORE = said("Ada Vint", SAFE, cue="adding")


@pytest.mark.parametrize(
    ("quotes", "who"),
    [
        ((FIRST, MORE), "Ada Vint"),  # together they are the sentence, and neither is alone
        ((FIRST,), None),  # the rest is the writer's
        ((MORE,), None),
        ((said("Ada Vint", SHUT), said("Tom Orr", SAFE)), None),  # nobody's alone
        ((said("Tom Orr", TEXT), FIRST, MORE), "Ada Vint"),  # the innermost
        ((replace(said("Ada Vint", TEXT), manner="asked"),), None),  # a request states nothing
        ((), None),
    ],
)
def test_a_sentence_is_whose_words_most_of_it_is(quotes: tuple[Quote, ...], who: str) -> None:
    reading = Reading("a", sentences=(AT,), quotes=quotes)
    found = said_there(reading, AT)
    assert (found.speaker if found else None) == who
    assert telling(reading, (AT, AT), None).holder == who


def test_an_attribution_elsewhere_is_none_of_it() -> None:
    reading = Reading("a", sentences=(AT,), quotes=(FIRST, MORE))
    assert said_there(reading, part("adding")) is None
    assert said_there(reading, part(SHUT)) == FIRST


def test_as_many_as_is_no_conjunction(board: Build) -> None:
    (unit,) = board({"doc": "a", "text": "As many as 4,000 people fled the flooded port."}).units
    case = board({"doc": "a", "text": "As many as 4,000 people fled the flooded port."}).case
    assert headline_of(case, unit.sentence).startswith("As many as 4,000 people")
