"""Conflicts of date and of status, each at its figures and guards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from sayso.findings.compare import CONFLICT_RULES
from sayso.findings.conflicts.dates import dates_differ
from sayso.findings.conflicts.standings import denials, standings_differ
from sayso.findings.facts.board import Board
from sayso.model import Day

Build = Callable[..., Board]


def test_every_kind_of_conflict_is_looked_for() -> None:
    assert {rule.__name__ for rule in CONFLICT_RULES} == {
        "numbers_differ",
        "dates_differ",
        "standings_differ",
        "denials",
        "first_reports_differ",
        "wordings_differ",
        "names_differ",
    }


# ---- dates -----------------------------------------------------------------------

MAY = date(2024, 5, 1)


def dated(doc: str, start: int, length: int = 1, **more: Any) -> dict[str, Any]:
    """A claim of the wall's fall, from a day of May on, so many days long."""
    first = MAY + timedelta(days=start)
    times = [(first, first + timedelta(days=length - 1))]
    return {"doc": doc, "text": "The wall fell then.", "head": "fall", "times": times, **more}


@pytest.mark.parametrize(
    ("two", "alike", "found"),
    [
        (dated("b", 1), 0.301, True),
        (dated("b", 1), 0.299, False),  # less than one and a half times one fact
        (dated("b", 0), 0.301, False),  # one day
        (dated("b", 0, 7), 0.301, False),  # a week that holds the day
        (dated("b", 1, 7), 0.301, True),  # a week after it
        (dated("b", -7, 7), 0.301, True),  # a week before it
        (dated("b", 1, 32), 0.301, True),
        (dated("b", 1, 33), 0.301, False),  # wider than a month is no date of an event
        (dated("b", 1, head="build"), 0.301, False),  # another deed
        (dated("b", 1, status="planned"), 0.301, False),  # done, and to be done
        (dated("b", 1, times=[]), 0.301, False),
        (dated("b", 1, times=[(MAY, MAY), (date(2024, 6, 1), date(2024, 6, 1))]), 0.301, False),
    ],
)
def test_one_deed_on_two_days(board: Build, two: dict[str, Any], alike: float, found: bool) -> None:
    made = board(dated("a", 0), two, pairs={(0, 1): alike})
    assert [d.subtype for d in dates_differ(made)] == ["date"] * found


def test_planned_for_two_days_and_of_light_verbs(board: Build) -> None:
    plans = [
        dated(doc, n, status=how)
        for n, (doc, how) in enumerate((("a", "planned"), ("b", "possible")))
    ]
    assert len(dates_differ(board(*plans, pairs={(0, 1): 0.301}))) == 1
    light = [dated(doc, n, head="have") for n, doc in enumerate("ab")]
    assert not dates_differ(board(*light, pairs={(0, 1): 0.301}))


def test_days_that_were_inferred_contradict_nobody(board: Build) -> None:
    inferred = Day("b", MAY, MAY, MAY, inferred=True)
    made = board(dated("a", 0), dated("b", 1), pairs={(0, 1): 0.301}, days={"b": inferred})
    assert not dates_differ(made)


def test_copies_of_one_text_contradict_nobody(board: Build) -> None:
    two = dated("a", 0), dated("b", 1)
    assert not dates_differ(board(*two, pairs={(0, 1): 0.301}, families=[["a", "b"]]))


def test_a_claim_stands_in_one_conflict_of_dates(board: Build) -> None:
    made = board(
        *(dated(doc, n) for n, doc in enumerate("abc")),
        pairs={(0, 1): 0.301, (1, 2): 0.4, (0, 2): 0.301},
    )
    (draft,) = dates_differ(made)
    assert [side[0].at.doc_id for side in draft.tellings] == ["b", "c"]  # the most alike


# ---- what a thing is -------------------------------------------------------------


def standing(
    doc: str, word: str, *, verb: str = "be", no: bool = False, **more: Any
) -> dict[str, Any]:
    said = [("map", verb, (word,), no)]
    return {
        "doc": doc,
        "text": f"The map is {word}.",
        "said": said,
        "holder": f"Holder {doc}",
        **more,
    }


@pytest.mark.parametrize(
    ("two", "verdicts"),
    [
        (standing("b", "forged"), ["real"]),
        (standing("b", "genuine"), []),  # one pole, in two words
        (standing("b", "genuine", no=True), ["real"]),  # negated: the other pole
        (standing("b", "forged", no=True), []),
        (standing("b", "draft"), ["scope"]),  # of another dimension: both can hold
        (standing("b", "blue"), []),  # says nothing of what it is
        (standing("b", "forged", verb="show"), []),  # the word is not what the map is
        (standing("b", "forged", verb="seem"), ["real"]),
        (standing("b", "forged", said=[("letter", "be", ("forged",), False)]), []),
        (standing("b", "forged", said=[("", "be", ("forged",), False)]), []),
    ],
)
def test_a_thing_that_is_said_to_be_two_things(
    board: Build, two: dict[str, Any], verdicts: list[str]
) -> None:
    found = standings_differ(board(standing("a", "authentic"), two))
    assert [draft.verdict for draft in found] == verdicts


def test_a_bare_noun_ties_no_sides_together_unless_both_have_a_holder(board: Build) -> None:
    for unheld in ("a", "b"):
        sides = [standing("a", "authentic"), standing("b", "forged")]
        made = board(
            *({k: v for k, v in s.items() if k != "holder" or s["doc"] != unheld} for s in sides)
        )
        assert not standings_differ(made)


def test_one_text_does_not_contradict_itself(board: Build) -> None:
    both = standing("a", "authentic"), standing("b", "forged")
    assert not standings_differ(board(*both, families=[["a", "b"]]))


def test_the_two_best_supported_dimensions_are_shown(board: Build) -> None:
    made = board(
        standing("a", "authentic"),
        standing("b", "draft"),
        standing("c", "draft"),
        standing("d", "accidental"),
        standing("e", "accidental"),
    )
    (draft,) = standings_differ(made)
    assert draft.values == ("draft", "accidental")


# ---- whether it is so --------------------------------------------------------------


def deed(doc: str, *, no: bool = False, **more: Any) -> dict[str, Any]:
    said = [("boat", "sink", ("rock",), no)]
    rest = {"said": said, "head": "sink", "negated": no, "status": "denied" if no else "happened"}
    return {"doc": doc, "text": f"The boat {'did not sink' if no else 'sank'}.", **rest, **more}


@pytest.mark.parametrize(
    ("one", "two", "alike", "found"),
    [
        (deed("a"), deed("b", no=True), 0.25, True),
        (deed("a"), deed("b", no=True), 0.249, False),  # less than 1.25 times one fact
        (deed("a"), deed("b"), 0.25, False),
        (deed("a", no=True), deed("b"), 0.25, True),
        (deed("a"), deed("b", holder="Ada Vint", manner="denied"), 0.25, True),
        (deed("a"), deed("b", no=True, holder="Ada Vint", manner="denied"), 0.25, False),
        (deed("a", status="planned"), deed("b", no=True), 0.25, False),  # not yet so
        (deed("a"), deed("b", no=True, head="rise"), 0.25, False),  # said only by the way
        (deed("a"), deed("b", no=True, said=[("ship", "sink", (), True)]), 0.25, False),
    ],
)
def test_denials(
    board: Build, one: dict[str, Any], two: dict[str, Any], alike: float, found: bool
) -> None:
    drafts = denials(board(one, two, pairs={(0, 1): alike}))
    assert [draft.verdict for draft in drafts] == ["real"] * found
    if found:  # the text that says so stands first
        so = "a" if two.get("negated") or two.get("manner") == "denied" else "b"
        assert drafts[0].tellings[0][0].at.doc_id == so


@pytest.mark.parametrize(
    "said",
    [
        ("they", "sink", (), False),
        ("boat", "be", (), False),
        ("boat", "take", (), False),
        ("", "sink", (), False),
    ],
)
def test_a_deed_of_nobody_and_a_verb_that_tells_none_are_not_denied(
    board: Build, said: Any
) -> None:
    subject, verb, rest, _ = said
    one = deed("a", said=[said], head=verb)
    two = deed("b", no=True, said=[(subject, verb, rest, True)], head=verb)
    assert not denials(board(one, two, pairs={(0, 1): 0.3}))


def test_copies_do_not_deny_each_other_and_a_claim_is_denied_once(board: Build) -> None:
    made = board(deed("a"), deed("b", no=True), pairs={(0, 1): 0.3}, families=[["a", "b"]])
    assert not denials(made)
    made = board(deed("a"), deed("b", no=True), deed("c"), pairs={(0, 1): 0.3, (1, 2): 0.4})
    (draft,) = denials(made)
    assert draft.tellings[0][0].at.doc_id == "c"


def test_twelve_denials_are_shown(board: Build) -> None:
    said = [
        deed(f"{n:02}", no=bool(n % 2), said=[(f"boat{n // 2}", "sink", (), bool(n % 2))])
        for n in range(26)
    ]
    assert len(denials(board(*said, pairs={(n, n + 1): 0.3 for n in range(0, 26, 2)}))) == 12
