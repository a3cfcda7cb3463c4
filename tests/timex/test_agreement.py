"""The law of the room: the value printed and the days inferred say the same, for every rule and 400
days in a row, and `days/` asks the same call.

What a TIMEX3 value names is read here a second time, from its letters alone, by the standard.
"""

from __future__ import annotations

import calendar
import itertools
import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pytest

from sayso import lexicon, timex
from sayso.days import datable
from sayso.model import Document, Rule
from sayso.plain import to_plain
from sayso.readings.times.expressions import find_times
from sayso.restored import from_plain
from sayso.timex import Span, on
from sayso.timex.evaluate import KINDS

FIRST = date(2023, 9, 1)  # 400 days from here hold a leap day and the turn of a year
DAYS = [FIRST + timedelta(days=n) for n in range(400)]
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"tense": "past"},
    {"tense": "present"},
    {"tense": "future"},
    {"which": -1},
    {"which": 0},
    {"which": 1},
)


# ---- what a value names, by the standard ---------------------------------------


def months(year: int, first: int, count: int) -> Span:
    last = first + count - 1
    end = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(*end, calendar.monthrange(*end)[1])


def named(value: str) -> Span | None:
    """The days that a TIMEX3 date names; None where it leaves something open."""
    value = re.sub(r"T.*", "", value)
    if "X" in value or not value[:1].isdigit():
        return None
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return monday + timedelta(days=5 if found[3] else 0), monday + timedelta(days=6)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return months(int(found[1]), SEASONS[found[2]], 3)
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        count = 3 if found[2] == "Q" else 6
        return months(int(found[1]), (int(found[3]) - 1) * count + 1, count)
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return months(int(found[1]), int(found[2]), 1)
    if re.fullmatch(r"\d{2,4}", value):
        low = int(value.ljust(4, "0"))
        return date(low, 1, 1), date(int(value.ljust(4, "9")), 12, 31)
    return date.fromisoformat(value), date.fromisoformat(value)


def expected(rule: Rule, day: date, value: str) -> Span | None:
    """The days that must go with the value printed."""
    span = named(value)
    if rule.kind == "duration":
        return on(rule.of, day).span if rule.of else None
    if rule.kind == "numeric":
        year, one, two = rule.year or 0, rule.month or 0, rule.day or 0
        assert value == f"{year}-XX-XX"
        first, last = sorted((date(year, one, two), date(year, two, one)))
        return first, last
    if span is None:
        return None
    if rule.running:  # named like the unit before, as many days of it, to or from the day itself
        length = span[1] - span[0]
        return (day - length, day) if rule.offset < 0 else (day, day + length)
    if rule.until:  # a range is named by its first day
        return span[0], span[0].replace(day=rule.until)
    return span


# ---- every rule ----------------------------------------------------------------


def of_the_table() -> Iterator[Rule]:
    """The rules of every example of the grammar, as found without a parse."""
    for row in lexicon.table("time_patterns"):
        plain = row[2].replace("[", "").replace("]", "")
        for ref in find_times(Document("a", plain), ()):
            yield ref.rule
            yield from parts_of(ref.rule)


def parts_of(rule: Rule) -> Iterator[Rule]:
    while rule.of:
        rule = rule.of
        yield rule


def yearly() -> Iterator[Rule]:
    yield from (Rule("month", month=n) for n in range(1, 13))
    for month, day in itertools.product(range(1, 13), (6, 28)):
        yield Rule("day", month=month, day=day)
    yield from (Rule("day", month=2, day=29), Rule("day", month=12, day=31))
    yield from (Rule("day", month=5, day=3, until=5), Rule("day", month=3, day=6, week=True))
    yield Rule("day", month=12, day=31, week=True)
    yield from (Rule("season", season=name) for name in ("SP", "SU", "FA", "WI"))
    yield from (Rule("quarter", number=n) for n in range(1, 5))
    yield from (timex.named_day(row[1]) for row in lexicon.table("holidays"))


def generated() -> Iterator[Rule]:
    """Combinations of the kinds with all ways of saying which one is meant."""
    weekly = [Rule("weekday", weekday=n) for n in range(1, 8)] + [Rule("weekend")]
    for rule, way in itertools.product((*yearly(), *weekly), WAYS):
        yield replace(rule, **way)
    for rule, year in itertools.product(yearly(), (1998, 2024)):
        yield replace(rule, year=year)
    for rule in yearly():
        yield replace(rule, tense="narrated", of=Rule("day", year=2012, month=3, day=31))
        yield from (replace(rule, years=n) for n in (-1, 0, 1) if rule.kind != "weekend")
    yield from (
        Rule("quarter", number=n, tense=t, offset=-1) for n in (1, 4) for t in (None, "past")
    )
    yield from (Rule("half", number=n, years=y) for n in (1, 2) for y in (-1, 0, 1))
    yield from (Rule("half", number=n, year=1998) for n in (1, 2))
    yield from (Rule("year", year=1998), Rule("decade", year=1990), Rule("century", year=1900))
    yield from (Rule("numeric", year=2020, month=3, day=4), Rule("foreign", value="Hijri"))
    for number, way in itertools.product((1, 15, 29, 30, 31), WAYS[:4]):
        yield Rule("monthday", day=number, **way)
    yield from steps()


def steps() -> Iterator[Rule]:
    for unit, offset in itertools.product("DWMQYEC", (-12, -5, -2, -1, 0, 1, 2, 7)):
        step = Rule("step", unit=unit, offset=offset)  # type: ignore[arg-type]
        yield step
        if unit in "WMY" and offset in (-1, 1):
            yield replace(step, running=True)
        for base in (Rule("weekday", weekday=5, tense="past"), Rule("day", month=2, day=29)):
            yield replace(step, of=base)
        yield Rule("anniversary", offset=offset, of=step)
        yield from (Rule("weekday-in-week", weekday=n, of=step) for n in (1, 2, 7))
        if unit == "M":
            for number, kind in itertools.product((-1, 1, 2, 4), ("D", "W")):
                yield Rule("nth-in-month", unit=kind, number=number, of=step)  # type: ignore[arg-type]
            yield from (Rule("nth-in-month", weekday=n, number=1, of=step) for n in range(1, 8))
        yield Rule("duration", value="P3D", relation="after", of=step)
    yield Rule("step", unit="D", clock="TNI")
    yield Rule("weekday", weekday=3, clock="T09:00", tense="past")
    yield from (Rule("duration", value="P2W"), Rule("set", value="XXXX-WXX-1"))
    yield Rule("reference", value="PAST_REF")


@lru_cache(maxsize=1)
def rules() -> dict[str, list[Rule]]:
    """Every rule once, by kind."""
    found: dict[str, list[Rule]] = {kind: [] for kind in KINDS}
    for rule in dict.fromkeys((*of_the_table(), *generated())):
        found[rule.kind].append(rule)
    return found


# ---- the laws ------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_value_printed_and_the_days_inferred_agree(kind: str) -> None:
    assert rules()[kind], "no rule of this kind is tried"
    differing = [
        (rule, day, found)
        for rule in rules()[kind]
        for day in DAYS
        if (found := on(rule, day)).span != expected(rule, day, found.value)
    ]
    assert differing[:3] == []


def test_days_asks_the_same_call() -> None:
    assert vars(datable)["on"] is timex.on
    dated = [r for many in rules().values() for r in many if datable.span_from(r, FIRST)]
    assert {r.kind for r in dated} == {"weekday", "weekend", "day", "step"}
    for rule, day in itertools.product(dated, DAYS[::40]):
        assert datable.span_from(rule, day) == on(rule, day).span


def test_without_a_day_nothing_that_moves_is_dated() -> None:
    for rule in itertools.chain.from_iterable(rules().values()):
        assert on(rule).value
        if rule.root.year is None:
            assert on(rule).span is None, rule


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_is_a_value(kind: str) -> None:
    for rule in rules()[kind][:20]:
        assert from_plain(Rule, to_plain(rule)) == rule == pickle.loads(pickle.dumps(rule))
        assert hash(rule) == hash(replace(rule))
        assert None not in to_plain(rule).values()


@pytest.mark.parametrize("day", [date.min, date(1, 3, 1), date(9999, 11, 30), date.max])
def test_no_rule_raises_at_the_ends_of_the_calendar(day: date) -> None:
    last_week = Rule("day", year=9999, month=12, day=31, week=True)
    for rule in (last_week, *itertools.chain.from_iterable(rules().values())):
        span = on(rule, day).span
        assert span is None or span[0] <= span[1]
