"""Conflicts of day and hour, from boards built by hand: when one deed is told of two times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sayso.findings.conflicts.days import days_differ
from sayso.findings.facts.board import Board
from sayso.findings.tellings.units import Unit
from sayso.model import Passage, Quantity, Rule, TimeRef

Build = Callable[..., Board]
_LEAD = "Nothing else was known of it by the evening of that long and rainy week in the port."
_SUNK = ("The harbour guard sank the barge {}.", "Guards sank a barge of smugglers {}.")


def _told(
    board: Build, *times: tuple[str, str], p: float = 0.8, family: bool = False, **more: Any
) -> Board:
    """One sinking told by two texts, each with its time: (as printed, TIMEX3 value)."""
    said = []
    for n, (text, (printed, _)) in enumerate(zip(_SUNK, times, strict=True)):
        said += [{"doc": f"t{n}", "text": _LEAD}, {"doc": f"t{n}", "text": text.format(printed)}]
    families = [("t0", "t1")] if family else []
    made = board(*said, pairs={(1, 3): p}, families=families)
    sunk = [unit for unit in made.units if "sank" in unit.at.cut(made.case.texts[unit.doc_id])]
    timed = {
        unit.index: _timed(unit, made.case.texts[unit.doc_id], *time, **more)
        for unit, time in zip(sunk, times, strict=True)
    }
    return replace(made, units=tuple(timed.get(unit.index, unit) for unit in made.units))


def _timed(unit: Unit, text: str, printed: str, value: str, **more: Any) -> Unit:
    start = text.index(printed)
    at = Passage(unit.doc_id, start, start + len(printed))
    time = TimeRef(at, "DATE", value, Rule("day"))
    slots: dict[str, Any] = {"head": "sink", "whom": frozenset({"barge"}), "whole": False, **more}
    return replace(unit, times=(time,), **slots)


_10, _11 = ("on 10 March", "2024-03-10"), ("on 11 March", "2024-03-11")


def test_one_deed_on_two_days(board: Build) -> None:
    (draft,) = days_differ(_told(board, _11, _10))
    assert (draft.subtype, draft.verdict) == ("date", "real")
    assert draft.values == ("on 10 March", "on 11 March")


def test_days_without_a_year_are_compared(board: Build) -> None:
    assert days_differ(_told(board, ("on 10 March", "XXXX-03-10"), _11))


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        (_10, ("on 10 March", "XXXX-03-10"), "one day"),
        (_10, ("on 11 March 2022", "2022-03-11"), "another year"),
        (_10, ("in March", "2024-03"), "a month holds its days"),
        (_10, ("on Friday", "XXXX-WXX-5"), "no sure day"),
        (_10, ("on 1 June", "2024-06-01"), "too far for one occasion"),
        (("at 9:02 p.m.", "T21:02"), ("at 9 p.m.", "T21:00"), "rounded without a word"),
        (("at 9 a.m.", "T09:00"), ("at 9 p.m.", "T21:00"), "too far for one occasion"),
    ],
)
def test_no_two_times_of_one_deed(
    board: Build, one: tuple[str, str], two: tuple[str, str], why: str
) -> None:
    assert not days_differ(_told(board, one, two)), why


def test_two_deeds_have_two_days(board: Build) -> None:
    assert not days_differ(_told(board, _10, _11, p=0.5))
    assert not days_differ(_told(board, _10, _11, whom=frozenset()))
    assert not days_differ(_told(board, _10, _11, stance="planned"))
    assert not days_differ(_told(board, _10, _11, whole=True))


def test_a_copy_tells_no_other_day(board: Build) -> None:
    assert not days_differ(_told(board, _10, _11, family=True))


def test_hours_that_differ_and_an_hour_that_is_rounded(board: Build) -> None:
    (draft,) = days_differ(_told(board, ("2:05 a.m.", "T02:05"), ("2:40 a.m.", "T02:40")))
    assert draft.verdict == "real"
    (draft,) = days_differ(_told(board, ("8:49 p.m.", "T20:49"), ("around 9 p.m.", "T21:00")))
    assert draft.verdict == "precision"


def test_such_a_card_is_printed_as_a_conflict(board: Build) -> None:
    (draft,) = days_differ(_told(board, _10, _11))
    assert draft.firm


def test_a_day_that_says_which_thing_is_meant_dates_no_deed(board: Build) -> None:
    """“After the 10 March storm”: the storm's day, not that of the sinking."""
    of_a_thing = ("after the 10 March storm", "2024-03-10")
    made = _told(board, of_a_thing, _11)
    storm = next(
        u for u in made.units if u.times and "storm" in u.at.cut(made.case.texts[u.doc_id])
    )
    at = storm.times[0].at
    day = replace(storm.times[0], at=Passage(at.doc_id, at.start + len("after the "), at.end - 6))
    dated = replace(storm, times=(day,))
    units = tuple(dated if u.index == dated.index else u for u in made.units)
    assert days_differ(made) and not days_differ(replace(made, units=units))


def test_a_deed_done_to_two_things_has_two_days(board: Build) -> None:
    told = _told(board, _10, _11)
    one, two = (unit.index for unit in told.units if unit.times)
    apart = {one: frozenset({"barge"}), two: frozenset({"ferry"})}
    units = tuple(
        replace(u, whom=apart[u.index], who=frozenset({"guard"})) if u.times else u
        for u in told.units
    )
    assert days_differ(told)
    assert not days_differ(replace(told, units=units))


def test_when_a_page_was_put_up_is_no_day_of_a_deed(board: Build) -> None:
    for printed in ("Posted 10 March 2024", "10 March 2024 01 : 40 PM"):
        value = printed.removeprefix("Posted ").removesuffix(" 01 : 40 PM")
        told = _told(board, (printed, "2024-03-10"), _11)
        at = {u.index: u.times[0] for u in told.units if u.times}
        first = min(at)
        start = at[first].at.start + printed.index(value)
        own = replace(at[first], at=Passage("t0", start, start + len(value)))
        units = [replace(u, times=(own,)) if u.index == first else u for u in told.units]
        assert not days_differ(replace(told, units=tuple(units)))
    assert days_differ(_told(board, ("10 March 2024", "2024-03-10"), _11))


@pytest.mark.parametrize(("own", "holders", "found"), [
    ("its", ("tarn", "ostrey"), 0), ("its", ("tarn", "tarn"), 1), ("the", ("tarn", "ostrey"), 1),
])  # fmt: skip
def test_each_of_two_tells_of_its_own(
    board: Build, own: str, holders: tuple[str, str], found: int
) -> None:
    told = _told(board, (f"on 10 March, with {own} boats", "2024-03-10"), _11)
    of = dict(zip((u.index for u in told.units if u.times), holders, strict=True))
    units = tuple(replace(u, holder=of.get(u.index)) for u in told.units)
    assert len(days_differ(replace(told, units=units))) == found


def test_two_polls_are_taken_on_two_days(board: Build) -> None:
    told = _told(board, _10, _11)
    asked = [unit.index for unit in told.units if unit.times]
    voters = {
        n: (Quantity(Passage(told.units[n].doc_id, 0, 3), size, size, size, "voter"),)
        for n, size in zip(asked, (900, 1200), strict=True)
    }
    units = tuple(replace(u, quantities=voters.get(u.index, ())) for u in told.units)
    assert days_differ(told)
    assert not days_differ(replace(told, units=units))
