"""Periods of the calendar with their TIMEX3 values: a month, a season, a week, a decade.

(2024, 3) ──month──▶ Period("2024-03", 1 March, 31 March)
"""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern hemisphere
_WEEK = timedelta(days=6)  # from the first day of a week to its last


class Period(NamedTuple):
    """A TIMEX3 value and the days that it names."""

    value: str
    first: date
    last: date


def single(day: date) -> Period:
    """One day."""
    return Period(day.isoformat(), day, day)


def month(year: int, number: int) -> Period:
    """A month.

    >>> month(2024, 2).last
    datetime.date(2024, 2, 29)
    """
    return _months(f"{year:04}-{number:02}", (year, number), 1)


def months_on(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months after that of `day`.

    >>> months_on(date(2024, 1, 31), -1)
    (2023, 12)
    """
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1


def month_length(year: int, number: int) -> int:
    """Days of a month."""
    return calendar.monthrange(year, number)[1]


def quarter(year: int, number: int) -> Period:
    """A quarter, 1 to 4."""
    return _months(f"{year:04}-Q{number}", (year, 3 * number - 2), 3)


def half(year: int, number: int) -> Period:
    """A half-year, 1 or 2."""
    return _months(f"{year:04}-H{number}", (year, 6 * number - 5), 6)


def season(year: int, name: str) -> Period:
    """A season by its letters; winter begins in December of its year."""
    return _months(f"{year:04}-{name}", (year, _SEASONS[name]), 3)


def _months(value: str, begin: tuple[int, int], months: int) -> Period:
    first = date(*begin, 1)
    year, number = months_on(first, months - 1)
    return Period(value, first, date(year, number, month_length(year, number)))


def years(year: int, many: int) -> Period:
    """A year, or the decade or century that it lies in (`many` 1, 10 or 100).

    >>> years(1998, 10)
    Period(value='199', first=datetime.date(1990, 1, 1), last=datetime.date(1999, 12, 31))
    """
    low = year // many * many
    first, last = max(low, MINYEAR), min(low + many - 1, MAXYEAR)
    return Period(f"{year:04}"[: 5 - len(str(many))], date(first, 1, 1), date(last, 12, 31))


def week(day: date) -> Period:
    """The ISO week that `day` lies in.

    >>> week(date(2024, 3, 13)).value
    '2024-W11'
    """
    monday = day - timedelta(days=day.isoweekday() - 1)
    return Period(_week_value(monday), monday, monday + _WEEK)


def weekend(saturday: date) -> Period:
    """The weekend that begins on `saturday`."""
    return Period(f"{_week_value(saturday)}-WE", saturday, saturday + timedelta(days=1))


def _week_value(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"
