"""Who else tells what a group tells, in other words and in another mouth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sayso.findings.facts.agreements import agreements
from sayso.findings.facts.board import Board
from sayso.findings.facts.second_voices import one_figure, one_saying, with_second_voices
from sayso.model import Actor, Rule, TimeRef

Build = Callable[..., Board]

BRIEF = "The helicopters carried the injured from Ostrey."
FULL = (
    "Two helicopters brought the injured from Ostrey over the strait to the clinic in Tarn before "
    "nightfall, several of whom had been buried in the mine for hours."
)
DOCTORS, POLICE = "doctors at the clinic", "the harbour police"
SUNDAY = date(2024, 3, 10)
CARRIED, BROUGHT = ("helicopter", "carry", ("injured",)), ("helicopter", "bring", ("injured",))


def told(text: str, doc: str, holder: str, said: Any = CARRIED, **more: Any) -> dict[str, Any]:
    return {"doc": doc, "text": text, "holder": holder, "said": (said,), **more}


def origins(made: Board) -> int:
    return max((len(a.origins) for a in agreements(made)), default=0)


@pytest.mark.parametrize(
    ("likely", "first", "second", "found"),
    [
        (0.35, {}, {}, 2),
        (0.34, {}, {}, 0),
        (0.59, {"said": ("flyer", "carry", ("injured",))}, {}, 0),  # of no one thing
        (0.6, {"said": ("flyer", "carry", ("injured",))}, {}, 2),
        (0.9, {"said": ("flyer", "carry", ("bread",))}, {}, 0),  # the one only mentions it
        (0.5, {"said": ("police", "carry", ())}, {"said": ("police", "bring", ())}, 0),
        (0.9, {"said": ("pilots", "carry", ("injured",))}, {}, 2),
        (0.9, {"said": ("police", "carry", ("injured",))}, {}, 0),  # tells what the other did
        (0.9, {"holder": POLICE}, {}, 0),  # one voice twice
        (0.9, {"negated": True}, {}, 0),
        (0.9, {"status": "planned"}, {}, 0),
        (0.9, {"times": ((SUNDAY, SUNDAY),)}, {}, 0),  # perhaps another occasion
        (0.9, {"text": "We carried the injured from Ostrey."}, {}, 0),
        (0.9, {"text": "The boats rested at the pier of Brevik."}, {}, 0),
        (0.9, {}, {"text": f"{FULL[:-1]}, although the police doubt it."}, 0),
        (0.9, {"text": f"{BRIEF[:-1]}?"}, {}, 0),
    ],
)
def test_who_says_in_few_words_what_another_says_in_many(
    board: Build, likely: float, first: dict[str, Any], second: dict[str, Any], found: int
) -> None:
    one = {**told(BRIEF, "a", DOCTORS), **first}
    two = {**told(FULL, "b", POLICE, BROUGHT), **second}
    for each in (one, two):
        if isinstance(each["said"][0], str):
            each["said"] = (each["said"],)
    made = board(one, two, pairs={(0, 1): likely})
    assert origins(made) == found


@pytest.mark.parametrize(("who", "found"), [("he", True), ("renn", True), ("club", False)])
def test_a_length_of_time_is_of_whom_it_is_told(board: Build, who: str, found: bool) -> None:
    said = told("Renn has served the harbour for six years.", "a", DOCTORS, ("renn", "serve", ()))
    again = told(
        "The harbour had six good years of service by then.", "b", POLICE, (who, "be", ("harbour",))
    )
    made = board(said, again, pairs={(0, 1): 0.5})
    units = [
        replace(u, times=(TimeRef(u.at, "DURATION", "P6Y", Rule("duration")),)) for u in made.units
    ]
    assert one_figure(made, *units) == found


def test_a_second_voice_of_the_same_text_joins_a_group_and_makes_none(board: Build) -> None:
    third = told(f"Again: {FULL}", "c", POLICE, BROUGHT)
    said = (told(BRIEF, "a", DOCTORS), told(FULL, "a", POLICE, BROUGHT), third)
    alone = board(*said[:2], pairs={(0, 1): 0.5})
    assert with_second_voices(alone) == ()
    grouped = board(*said, pairs={(0, 1): 0.5, (1, 2): 0.9}, groups=((1, 2),))
    (group,) = with_second_voices(grouped)
    assert group.members == (0, 1, 2)
    assert origins(grouped) == 2


@pytest.mark.parametrize(("other", "one"), [("quillon", True), ("brinemark", False)])
def test_two_who_tell_of_two_bodies_tell_two_things(board: Build, other: str, one: bool) -> None:
    actors = [Actor(n, n.title(), "org", (n.title(),), ()) for n in ("quillon", "brinemark")]
    text = "The firm showed no will to fight the fire."
    said = (told(text, "a", DOCTORS), told(text, "b", POLICE))
    made = board(*said, pairs={(0, 1): 0.9}, actors=actors)
    a, b = (
        replace(unit, names=frozenset({name}), who=frozenset({name}))
        for unit, name in zip(made.units, ("quillon", other), strict=True)
    )
    assert one_saying(made, a, b) == one
