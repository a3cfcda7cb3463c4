"""What is not known, and the later text that surely tells it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sayso.findings.conflicts.unknowns import answered, unknowns
from sayso.findings.facts.board import Board

Tell = Callable[..., Board]
DAYS = {"a": date(2024, 3, 9), "b": date(2024, 3, 11)}
LEAKED = "the north dam had leaked into the valley"


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("It was unclear whether the dam had leaked.", "It was unclear whether the dam had leaked"),
        ("Police could not say if the dam had leaked.", None),
        ("The cause of the leak was not immediately known.", None),
        ("Police declined to give the cause of the leak.", None),
        ("The name of the guard has not been released.", None),
        ("No group has taken credit for the arson.", None),
        ("The engineers have not determined why the dam leaked.", None),
        (
            "The dam stands, but it is not clear who opened the gates.",
            "It is not clear who opened the gates",
        ),
    ],
)
def test_what_is_not_known_on_a_day(tell: Tell, sentence: str, what: str | None) -> None:
    (question,) = unknowns(tell({"a": [sentence]}, days=DAYS))
    assert question.what == (what or sentence.rstrip("."))
    assert question.day == date(2024, 3, 9)
    assert question.answered == ()
    assert question.why[0].values == ("on", date(2024, 3, 9))


@pytest.mark.parametrize(
    "sentence",
    [
        "We did not know whether the dam had leaked.",
        "The clerk refused to give licenses to the fishermen.",
        "Was it unclear whether the dam had leaked?",
        "It was unclear whether it did.",
    ],
)
def test_what_leaves_nothing_open(tell: Tell, sentence: str) -> None:
    assert not unknowns(tell({"a": [sentence]}))


def test_without_a_day_it_is_not_known_all_the_same(tell: Tell) -> None:
    (question,) = unknowns(tell({"a": ["The cause of the leak was not immediately known."]}))
    assert question.day is None
    assert question.why[0].values == ("open",)


def test_one_question_of_two_texts_is_one(tell: Tell) -> None:
    told = {
        "a": ["The motive of the guard is still unclear."],
        "b": ["The motive of the guard was not immediately known."],
    }
    (question,) = unknowns(tell(told))
    assert [t.at.doc_id for t in question.tellings] == ["a", "b"]


@pytest.mark.parametrize(
    ("likely", "day", "found"),
    [(0.6, 11, True), (0.4, 11, False), (0.6, 9, False), (0.6, 8, False)],
)
def test_a_later_text_tells_whether(tell: Tell, likely: float, day: int, found: bool) -> None:
    told = {
        "a": [f"It was unclear whether {LEAKED}."],
        "b": ["Engineers said the north dam leaked into the valley."],
    }
    claim = "Engineers said the north dam leaked into the valley"
    days = {"a": date(2024, 3, 9), "b": date(2024, 3, day)}
    made = tell(told, [("a", LEAKED, {})], pairs={(LEAKED, claim): likely}, days=days)
    (question,) = unknowns(made)
    assert bool(question.answered) == found
    assert not answered(made, [question])  # who was not sure contradicts nobody


def test_a_name_that_was_not_released_is_given_later(tell: Tell) -> None:
    asked = "The name of the guard has not been released."
    for later, found in (
        ("The council said that the guard who opened the gates is Olo Fenn.", True),
        ("The council praised the guard who opened the gates for Olo Fenn.", False),
        ("The council said that the nurse who closed the gates is Olo Fenn.", False),
    ):
        made = named(tell, asked, later)
        (question,) = unknowns(made)
        assert bool(question.answered) == found, later
        assert [d.verdict for d in answered(made, [question])] == ["superseded"] * found


def test_who_did_not_say_a_name_contradicts_nobody(tell: Tell) -> None:
    later = "The council said that the guard who opened the gates is Olo Fenn."
    made = named(tell, "Lind did not name the third guard.", later)
    (question,) = unknowns(made)
    assert question.answered == (1,)
    assert not answered(made, [question])


def test_a_claim_of_responsibility_answers(tell: Tell) -> None:
    told = {
        "a": ["No group has taken credit for the arson."],
        "b": ["The River League took credit for the arson on Monday."],
    }
    made = tell(told, days=DAYS)
    (question,) = unknowns(made)
    assert question.answered == (1,)
    assert question.why[0].values == ("answered", DAYS["a"], DAYS["b"])
    (draft,) = answered(made, [question])
    assert [len(side) for side in draft.tellings] == [1, 1]


def named(tell: Tell, asked: str, later: str) -> Board:
    """Two texts, of which the second names Olo Fenn."""
    return tell({"a": [asked], "b": [later]}, days=DAYS, people=["Olo Fenn"])
