"""Conflicts of date, of status, of wording and of first reports, each at its figures and guards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sayso.findings.compare import CONFLICT_RULES
from sayso.findings.conflicts.dates import dates_differ
from sayso.findings.conflicts.wordings import first_reports_differ, wordings_differ
from sayso.findings.facts.board import Board
from sayso.model import Actor, Day, Passage, Quote, Relay

Build = Callable[..., Board]


def test_every_kind_of_conflict_is_looked_for() -> None:
    assert {rule.__name__ for rule in CONFLICT_RULES} == {
        "numbers_differ",
        "dates_differ",
        "standings_differ",
        "disputes",
        "first_reports_differ",
        "wordings_differ",
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


# ---- the words -------------------------------------------------------------------

SPOKEN = "the old ferry will sail again before the winter storms come to the islands"


def quoted(doc: str, words: str, speaker: str = "Ada Vint", *, cue: bool = True) -> dict[str, Any]:
    text = f"“{words},” {speaker} said."
    return {"doc": doc, "text": text, "holder": speaker, "cue": cue}


def with_quotes(
    made: Board, speakers: dict[str, str], *, named: bool = True, part: Any = None
) -> Board:
    """Each text's quotation in its marks, with its speaker's name at the cue."""
    case = made.case
    readings = []
    for reading in case.readings:
        text = case.texts[reading.doc_id]
        marks = Passage(reading.doc_id, text.index("“"), text.index("”") + 1)
        name = text.index(speakers[reading.doc_id])
        source = Passage(reading.doc_id, name, name + len(speakers[reading.doc_id]))
        cue = Passage(reading.doc_id, source.end + 1, source.end + 5)
        quote = Quote(
            (marks,),
            (marks,),
            (source,) if named else (),
            (cue,),
            "direct",
            speaker=speakers[reading.doc_id],
            part=part,
        )
        readings.append(replace(reading, quotes=(quote,)))
    return replace(made, case=replace(case, readings=tuple(readings)))


PEOPLE = tuple(
    Actor(key, name, "person", (name,), ())
    for key, name in (("ada-vint", "Ada Vint"), ("tom-orr", "Tom Orr"))
)


def wordings(
    board: Build,
    one: str,
    two: str,
    *,
    speakers: tuple[str, str] = ("Ada Vint", "Ada Vint"),
    **more: Any,
) -> list[str]:
    families = more.pop("families", ())
    made = board(
        quoted("a", one, speakers[0]),
        quoted("b", two, speakers[1]),
        actors=PEOPLE,
        families=families,
    )
    held = with_quotes(made, {"a": speakers[0], "b": speakers[1]}, **more)
    return [f"{draft.subtype} {draft.verdict}" for draft in wordings_differ(held)]


def test_one_quotation_printed_in_two_ways(board: Build) -> None:
    changed = SPOKEN.replace("before the winter", "after the summer")
    assert wordings(board, SPOKEN, changed) == ["wording real"]
    assert wordings(board, SPOKEN, SPOKEN) == []
    assert wordings(board, SPOKEN, SPOKEN, families=[["a", "b"]]) == []
    assert wordings(board, SPOKEN, changed, families=[["a", "b"]]) == []
    assert wordings(board, SPOKEN, changed, part="caption") == []


def test_words_that_begin_or_end_elsewhere_are_one_wording(board: Build) -> None:
    assert wordings(board, SPOKEN, " ".join(SPOKEN.split()[2:-3])) == []


def test_a_mark_of_omission_says_that_words_were_cut(board: Build) -> None:
    cut = SPOKEN.replace(" before the winter storms", " …")
    assert wordings(board, SPOKEN, cut) == ["wording precision"]


@pytest.mark.parametrize(("kept", "found"), [(10, True), (8, False)])
def test_a_quotation_is_known_again_by_six_tenths_of_its_letters(
    board: Build, kept: int, found: bool
) -> None:
    """Sixteen words of four letters; what stands beside the kept ones is another's."""
    own = [f"{a}{b}lo" for a in "bdfg" for b in "aeiu"]
    other = [f"{a}{b}rn" for a in "kmpt" for b in "aeiu"]
    assert bool(wordings(board, " ".join(own), " ".join([*own[:kept], *other[kept:]]))) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [("bala dele figu milo noru", False), ("bala dele figu milo noru pito", True)],
)
def test_fewer_than_24_letters_are_no_quotation_that_can_be_known_again(
    board: Build, words: str, found: bool
) -> None:
    """Twenty letters and twenty-four."""
    assert bool(wordings(board, words, words, speakers=("Ada Vint", "Tom Orr"))) == found


def test_the_same_words_in_two_mouths(board: Build) -> None:
    two = ("Ada Vint", "Tom Orr")
    assert wordings(board, SPOKEN, SPOKEN, speakers=two) == ["attribution real"]
    assert wordings(board, SPOKEN, SPOKEN, speakers=two, named=False) == []  # not sure enough
    assert wordings(board, SPOKEN, SPOKEN, speakers=("Ada Vint", "Una Bell")) == []  # no actor


# ---- who reported it first -----------------------------------------------------------

LEDGER = "The missing ledger of the Quillmoor smelter named three auditors and a bishop."


def first_reports(
    board: Build,
    one: str,
    two: str,
    *,
    outlets: tuple[str, str] = ("Lantern", "Courier"),
    first: bool = True,
    **more: Any,
) -> int:
    made = board({"doc": "a", "text": one}, {"doc": "b", "text": two}, **more)
    readings = []
    for reading, outlet in zip(made.case.readings, outlets, strict=True):
        (at,) = reading.sentences
        readings.append(replace(reading, relays=(Relay(at, outlet, at, at, first=first),)))
    return len(
        first_reports_differ(replace(made, case=replace(made.case, readings=tuple(readings))))
    )


def test_one_report_credited_to_two_outlets(board: Build) -> None:
    assert first_reports(board, LEDGER, LEDGER) == 1
    assert first_reports(board, LEDGER, LEDGER, outlets=("Lantern", "Lantern")) == 0
    assert first_reports(board, LEDGER, LEDGER, first=False) == 0
    assert first_reports(board, LEDGER, LEDGER, families=[["a", "b"]]) == 0


@pytest.mark.parametrize(
    ("words", "found"), [("Quillmoor smelter ledger auditors", 1), ("Quillmoor smelter ledger", 0)]
)
def test_four_rare_words_make_one_report(board: Build, words: str, found: int) -> None:
    assert first_reports(board, LEDGER, f"It was said of {words} that day.") == found
