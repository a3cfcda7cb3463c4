"""Every threshold of the room, on this side of it and on the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sayso.model import Rule
from sayso.timex import named_day, on
from sayso.timex.choose import quarter_year

JUNE_15 = Rule("day", month=6, day=15)
SATURDAY = Rule("day", month=6, day=15, weekday=6)
JUNE = Rule("month", month=6)
SUMMER = Rule("season", season="SU")
LEAP_DAY = Rule("day", month=2, day=29)
CHRISTMAS = Rule("day", month=12, day=25)


def rule(base: Rule, **more: Any) -> Rule:
    return replace(base, **more)


@pytest.mark.parametrize(
    ("meant", "day", "value"),
    [
        # how far ahead a date without a year may lie, by tense
        (rule(JUNE_15, tense="past"), "2024-06-15", "2024-06-15"),
        (rule(JUNE_15, tense="past"), "2024-06-14", "2023-06-15"),
        (rule(JUNE_15, tense="intended"), "2024-02-26", "2024-06-15"),
        (rule(JUNE_15, tense="intended"), "2024-02-25", "2023-06-15"),
        (JUNE_15, "2024-02-26", "2024-06-15"),
        (JUNE_15, "2024-02-25", "2023-06-15"),
        (rule(JUNE_15, tense="present"), "2023-10-09", "2024-06-15"),
        (rule(JUNE_15, tense="present"), "2023-10-08", "2023-06-15"),
        (rule(JUNE, tense="past"), "2024-06-01", "2024-06"),
        (rule(JUNE, tense="past"), "2024-05-31", "2023-06"),
        (rule(JUNE, tense="intended"), "2024-03-01", "2024-06"),
        (rule(JUNE, tense="intended"), "2024-02-29", "2023-06"),
        (JUNE, "2024-03-01", "2024-06"),
        (JUNE, "2024-02-29", "2023-06"),
        (rule(JUNE, tense="present"), "2023-10-01", "2024-06"),
        (rule(JUNE, tense="present"), "2023-09-30", "2023-06"),
        (rule(SUMMER, tense="past"), "2024-05-31", "2023-SU"),
        (rule(SUMMER, tense="past"), "2024-06-01", "2024-SU"),
        # the year in which a date falls on the weekday printed with it: 15 June 2024 is a Saturday
        (rule(SATURDAY, tense="past"), "2024-06-08", "2024-06-15"),
        (rule(SATURDAY, tense="past"), "2024-06-07", "2023-06-15"),
        (rule(SATURDAY), "2024-02-01", "2024-06-15"),
        (rule(SATURDAY), "2025-06-16", "2024-06-15"),
        (rule(SATURDAY), "2025-06-17", "2025-06-15"),
        # how little past it may be in a clause that looks ahead
        (rule(JUNE_15, tense="future"), "2024-07-15", "2024-06-15"),
        (rule(JUNE_15, tense="future"), "2024-07-16", "2025-06-15"),
        (rule(JUNE, tense="future"), "2024-06-30", "2024-06"),
        (rule(JUNE, tense="future"), "2024-07-01", "2025-06"),
        (rule(SUMMER, tense="future"), "2024-08-31", "2024-SU"),
        (rule(SUMMER, tense="future"), "2024-09-01", "2025-SU"),
        # how far a narrative steps back
        (rule(JUNE_15, tense="narrated"), "2012-08-14", "2012-06-15"),
        (rule(JUNE_15, tense="narrated"), "2012-08-15", "2013-06-15"),
        (rule(JUNE, tense="narrated"), "2012-08-31", "2012-06"),
        (rule(JUNE, tense="narrated"), "2012-09-01", "2013-06"),
        # eight years between two leap days
        (rule(LEAP_DAY, which=-1), "1904-02-28", "1896-02-29"),
        (rule(LEAP_DAY, which=1), "1896-03-01", "1904-02-29"),
        # last, this and next are strict
        (rule(JUNE_15, which=-1), "2019-03-01", "2018-06-15"),
        (rule(JUNE_15, which=-1), "2019-06-15", "2018-06-15"),
        (rule(JUNE_15, which=-1), "2019-06-16", "2019-06-15"),
        (rule(JUNE_15, which=1), "2019-06-15", "2020-06-15"),
        (rule(JUNE_15, which=1), "2019-06-14", "2019-06-15"),
        (rule(JUNE_15, which=0), "2019-12-31", "2019-06-15"),
        (rule(JUNE, which=-1), "2019-06-30", "2018-06"),
        (rule(JUNE, which=1), "2019-06-01", "2020-06"),
        (rule(JUNE, which=0), "2019-01-01", "2019-06"),
        (rule(JUNE, years=-1), "2019-12-31", "2018-06"),
        (rule(CHRISTMAS, which=0), "2019-01-03", "2019-12-25"),
        (rule(named_day("easter=0"), which=0), "2024-01-03", "2024-03-31"),
        (Rule("season", season="WI", which=-1), "2024-01-10", "2022-WI"),
        # "this winter" is the nearer one
        (Rule("season", season="WI", which=0), "2024-07-10", "2023-WI"),
        (Rule("season", season="WI", which=0), "2024-07-20", "2024-WI"),
    ],
)
def test_which_year_is_meant(meant: Rule, day: str, value: str) -> None:
    assert on(meant, date.fromisoformat(day)).value == value


@pytest.mark.parametrize(
    ("number", "tense", "day", "value"),
    [
        (1, "past", "2024-01-01", "2024-Q1"),
        (2, "past", "2024-03-31", "2023-Q2"),
        (1, "past", "2024-12-31", "2024-Q1"),
        (2, None, "2024-03-31", "2024-Q2"),
        (3, None, "2024-03-31", "2023-Q3"),
        (1, None, "2024-09-30", "2024-Q1"),
        (1, None, "2024-10-01", "2025-Q1"),
        (1, "future", "2024-06-30", "2024-Q1"),
        (1, "future", "2024-07-01", "2025-Q1"),
        (4, "future", "2024-01-01", "2024-Q4"),
        (4, "present", "2024-01-01", "2024-Q4"),
        (1, "present", "2024-12-31", "2024-Q1"),
    ],
)
def test_which_quarter_is_meant(number: int, tense: Any, day: str, value: str) -> None:
    meant = Rule("quarter", number=number, tense=tense)
    assert on(meant, date.fromisoformat(day)).value == value
    year, quarter = value.split("-")
    assert on(rule(meant, offset=-1), date.fromisoformat(day)).value == f"{int(year) - 1}-{quarter}"


@pytest.mark.parametrize(
    ("which", "tense", "day", "value"),
    [
        (None, "past", "2024-03-15", "2024-W10-WE"),  # Friday
        (None, "past", "2024-03-16", "2024-W11-WE"),  # Saturday
        (None, "past", "2024-03-18", "2024-W11-WE"),  # Monday
        (None, "future", "2024-03-12", "2024-W10-WE"),  # Tuesday: the one just over
        (None, "future", "2024-03-13", "2024-W11-WE"),
        (None, "future", "2024-03-17", "2024-W11-WE"),
        (-1, None, "2024-03-17", "2024-W10-WE"),
        (0, None, "2024-03-11", "2024-W11-WE"),
        (0, "future", "2024-03-11", "2024-W11-WE"),
        (0, "past", "2024-03-13", "2024-W10-WE"),  # Wednesday
        (0, "past", "2024-03-15", "2024-W10-WE"),
        (0, "past", "2024-03-16", "2024-W11-WE"),
        (1, None, "2024-03-15", "2024-W11-WE"),
        (1, None, "2024-03-16", "2024-W12-WE"),
    ],
)
def test_which_weekend_is_meant(which: Any, tense: Any, day: str, value: str) -> None:
    assert on(Rule("weekend", which=which, tense=tense), date.fromisoformat(day)).value == value


@pytest.mark.parametrize(
    ("which", "tense", "value"),
    [
        (None, "past", "2024-03-13"),
        (None, "future", "2024-03-13"),
        (None, None, "2024-03-13"),
        (-1, None, "2024-03-06"),
        (1, None, "2024-03-20"),
        (0, None, "2024-03-13"),
        (0, "past", "2024-03-13"),
    ],
)
def test_a_weekday_may_be_the_day_itself(which: Any, tense: Any, value: str) -> None:
    assert (
        on(Rule("weekday", weekday=3, which=which, tense=tense), date(2024, 3, 13)).value == value
    )


@pytest.mark.parametrize(
    ("weekday", "tense", "value"),
    [
        (2, "future", "2024-03-19"),
        (4, "future", "2024-03-14"),
        (4, "past", "2024-03-07"),
        (7, "present", "2024-03-10"),  # three days back
        (6, "present", "2024-03-16"),  # four
        (6, None, "2024-03-09"),
        (2, "intended", "2024-03-12"),  # one day back
        (1, "intended", "2024-03-18"),
    ],
)
def test_a_weekday_by_tense(weekday: int, tense: Any, value: str) -> None:
    assert on(Rule("weekday", weekday=weekday, tense=tense), date(2024, 3, 13)).value == value


@pytest.mark.parametrize(
    ("day", "tense", "written", "value"),
    [
        (31, "past", "2024-03-30", "2024-01-31"),  # neither this month nor the one before
        (31, "past", "2024-03-31", "2024-03-31"),
        (31, "future", "2024-06-01", "2024-07-31"),
        (15, "future", "2024-03-15", "2024-03-15"),
        (15, "future", "2024-03-16", "2024-04-15"),
        (15, "past", "2024-03-14", "2024-02-15"),
        (15, "intended", "2024-03-16", "2024-04-15"),
        (15, "narrated", "2024-03-14", "2024-03-15"),
        (31, "narrated", "2024-02-14", "XXXX-XX-31"),
    ],
)
def test_which_day_of_a_month_is_meant(day: int, tense: Any, written: str, value: str) -> None:
    assert on(Rule("monthday", day=day, tense=tense), date.fromisoformat(written)).value == value


@pytest.mark.parametrize(
    ("number", "month", "value"),
    [
        (1, 3, "2024-W10"),  # 1 March is a Friday: four of the first seven days lie in week 10
        (1, 2, "2024-W05"),  # 1 February is a Thursday
        (2, 3, "2024-W11"),
        (-1, 3, "2024-W13"),
        (-1, 2, "2024-W09"),
    ],
)
def test_the_week_of_a_month_holds_most_of_its_days(number: int, month: int, value: str) -> None:
    of = Rule("month", year=2024, month=month)
    assert on(Rule("nth-in-month", unit="W", number=number, of=of)).value == value


@pytest.mark.parametrize(
    ("until", "latest"), [(5, date(2023, 2, 5)), (28, date(2023, 2, 28)), (30, date(2023, 2, 28))]
)
def test_a_range_ends_with_its_month(until: int, latest: date) -> None:
    found = on(Rule("day", year=2023, month=2, day=3, until=until))
    assert (found.value, found.latest) == ("2023-02-03", latest)


@pytest.mark.parametrize(
    ("unit", "offset", "value", "first", "last"),
    [
        ("Y", -1, "2023", "2023-03-14", "2024-03-12"),
        ("W", -1, "2024-W10", "2024-03-06", "2024-03-12"),
        ("M", 1, "2024-04", "2024-03-12", "2024-04-10"),
    ],
)
def test_the_past_year_runs_up_to_the_day(
    unit: Any, offset: int, value: str, first: str, last: str
) -> None:
    found = on(Rule("step", unit=unit, offset=offset, running=True), date(2024, 3, 12))
    assert found.value == value
    assert found.span == (date.fromisoformat(first), date.fromisoformat(last))


def test_the_same_day_of_another_year() -> None:
    leap = Rule("anniversary", offset=-1, of=Rule("step", unit="D"))
    assert on(leap, date(2024, 2, 29)).value == "2023-02-28"
    assert on(leap, date(2024, 3, 1)).value == "2023-03-01"


def test_what_rests_on_the_day_of_writing_says_so() -> None:
    day = date(2024, 3, 12)
    assert on(JUNE_15, day).counted and on(Rule("step", unit="D", of=JUNE_15), day).counted
    for fixed in (
        rule(JUNE_15, year=2020),
        Rule("foreign", value="Hijri"),
        Rule("year", year=1998),
    ):
        assert not on(fixed, day).counted
    missing = on(Rule("day", year=2023, month=2, day=30), day)
    assert (missing.value, missing.counted, missing.span) == ("2023-02-XX", False, None)


@pytest.mark.parametrize(
    ("entry", "year", "value"),
    [
        ("easter=0", 2024, "2024-03-31"),
        ("easter=0", 1961, "1961-04-02"),
        ("easter=0", 2038, "2038-04-25"),
        ("easter=-2", 2024, "2024-03-29"),
        ("nth=11,4,4", 2024, "2024-11-28"),
        ("nth=11,4,4,1", 2024, "2024-11-29"),
        ("nth=05,1,-1", 2021, "2021-05-31"),
        ("nth=05,1,-1", 2024, "2024-05-27"),
        ("md=02-14", 2024, "2024-02-14"),
        ("q=3", 2024, "2024-Q3"),
    ],
)
def test_named_days(entry: str, year: int, value: str) -> None:
    assert on(rule(named_day(entry), year=year)).value == value


def test_an_unknown_kind_of_holiday_is_refused() -> None:
    with pytest.raises(ValueError, match="no holiday reads"):
        named_day("full=1,2")


@pytest.mark.parametrize(
    ("meant", "value", "first", "last"),
    [
        (Rule("year", year=1998), "1998", 1998, 1998),
        (Rule("decade", year=1990), "199", 1990, 1999),
        (Rule("century", year=1900), "19", 1900, 1999),
        (Rule("step", unit="Y", offset=-2), "2022", 2022, 2022),
        (Rule("step", unit="E", offset=-2), "200", 2000, 2009),
        (Rule("step", unit="C", offset=-2), "18", 1800, 1899),
    ],
)
def test_years_and_more(meant: Rule, value: str, first: int, last: int) -> None:
    found = on(meant, date(2024, 3, 13))
    assert found.value == value
    assert found.span == (date(first, 1, 1), date(last, 12, 31))


def test_a_quarter_without_a_number_is_the_first() -> None:
    day = date(2024, 5, 1)
    assert quarter_year(Rule("quarter"), day) == quarter_year(Rule("quarter", number=1), day)


@pytest.mark.parametrize("day", [date(2024, 3, 13), None])
@pytest.mark.parametrize("offset", [-12_000, 12_000, -(10**9)])
@pytest.mark.parametrize(
    ("unit", "value"),
    [("D", "XXXX-XX-XX"), ("W", "XXXX-WXX"), ("M", "XXXX-XX"), ("Q", "XXXX-QX"), ("Y", "XXXX")],
)
def test_a_step_out_of_the_calendar_has_a_form_and_no_days(
    unit: Any, value: str, offset: int, day: date | None
) -> None:
    if unit in ("D", "W", "M", "Q") and abs(offset) < 10**9:
        offset *= 10**4
    found = on(Rule("step", unit=unit, offset=offset), day)
    assert (found.value, found.earliest, found.latest) == (value, None, None)


@pytest.mark.parametrize("which", [None, -1, 0, 1])
@pytest.mark.parametrize("tense", ["past", "future"])
@pytest.mark.parametrize("day", [date(2024, 3, n) for n in range(11, 18)])
def test_the_reason_of_a_weekend_says_which_way_it_was_counted(
    which: Any, tense: Any, day: date
) -> None:
    found = on(Rule("weekend", which=which, tense=tense), day)
    assert found.latest is not None and found.earliest is not None
    ((_, how, _),) = found.why
    if how in ("back", "past"):
        assert found.earliest <= day
    else:
        assert how in ("on", "future") and found.latest >= day


@pytest.mark.parametrize(
    ("tense", "written", "value"),
    [
        (None, "2024-05-10", "2024-05-20"),
        ("past", "2024-05-10", "2023-11-20"),
        ("future", "2024-07-21", "2025-01-20"),  # six months on
        ("future", "2024-06-21", "2024-07-20"),  # seven: the weekday is a slip
        ("past", "2024-05-20", "2024-05-20"),
    ],
)
def test_a_day_of_the_month_with_its_weekday(tense: Any, written: str, value: str) -> None:
    monday = Rule("monthday", day=20, weekday=1, tense=tense)
    assert on(monday, date.fromisoformat(written)).value == value


@pytest.mark.parametrize(
    ("tense", "written", "value"),
    [
        ("present", "2024-02-22", "2024-SU"),  # a hundred days before 1 June
        ("present", "2024-02-21", "2023-SU"),
        (None, "2024-05-31", "2023-SU"),
    ],
)
def test_a_season_of_a_present_clause(tense: Any, written: str, value: str) -> None:
    assert on(rule(SUMMER, tense=tense), date.fromisoformat(written)).value == value


def test_this_summer_that_is_past_is_the_last_one() -> None:
    this = rule(SUMMER, which=0)
    assert on(this, date(2024, 1, 16)).value == "2024-SU"
    assert on(rule(this, tense="past"), date(2024, 1, 16)).value == "2023-SU"


def test_a_step_of_the_past_never_leads_beyond_the_day_of_writing() -> None:
    later = Rule("step", unit="D", offset=1, tense="past")
    day = date(2024, 3, 13)
    assert on(later, day).value == "XXXX-XX-XX"
    assert on(rule(later, of=Rule("day", year=2024, month=3, day=12)), day).value == "2024-03-13"
    assert on(rule(later, of=Rule("day", year=2024, month=3, day=13)), day).value == "XXXX-XX-XX"
