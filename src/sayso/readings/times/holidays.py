"""Days that have a name, by rule: Easter and what is counted from it, the n-th weekday of a month.

"nth=11,4,4", 2019 ──▶ 28 November 2019 (Thanksgiving)
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Rule = dict[str, str]


def holiday(parts: Rule, year: int) -> date:
    """The day of a holiday's rule in `year`: `easter=-2` (days from Easter Sunday) or
    `nth=11,4,4[,days after]`.

    >>> holiday({"nth": "11,4,4"}, 2019), holiday({"easter": "-2"}, 2024)
    (datetime.date(2019, 11, 28), datetime.date(2024, 3, 29))
    """
    if "easter" in parts:
        return _easter(year) + timedelta(days=int(parts["easter"]))
    return _nth_weekday(year, parts["nth"])


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _nth_weekday(year: int, spec: str) -> date:
    month, weekday, nth, *after = (int(n) for n in spec.split(","))
    if nth > 0:
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    else:
        last = date(year, month, calendar.monthrange(year, month)[1])
        found = last - timedelta(days=(last.isoweekday() - weekday) % 7)
    return found + timedelta(days=after[0] if after else 0)
