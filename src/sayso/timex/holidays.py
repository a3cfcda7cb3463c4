"""Days that have a name: what the table of holidays says of them, and their day in a year.

"nth=11,4,4" ──▶ Rule("feast", month=11, weekday=4, number=4), 2019 ──▶ 28 November 2019
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from sayso.model import Rule


def named_day(entry: str) -> Rule:
    """The rule that an entry of `lexicon/en/holidays.tsv` stands for: `md=12-25`, `easter=-2`,
    `nth=11,4,4[,days after]`; the quarter "Q3" is `q=3`. Raises ValueError for any other.

    >>> named_day("md=12-25") == Rule("day", month=12, day=25)
    True
    >>> named_day("nth=11,4,4,1").offset
    1
    """
    kind, _, rest = entry.partition("=")
    if kind == "easter":
        return Rule("feast", offset=int(rest))
    if kind == "q":
        return Rule("quarter", number=int(rest))
    month, *more = (int(n) for n in rest.replace("-", ",", kind == "md").split(","))
    if kind == "md":
        return Rule("day", month=month, day=more[0])
    if kind == "nth":
        weekday, number, offset = (*more, 0)[:3]
        return Rule("feast", month=month, weekday=weekday, number=number, offset=offset)
    raise ValueError(f"no holiday reads {entry!r}; see the head of lexicon/en/holidays.tsv")


def feast(rule: Rule, year: int) -> date:
    """The day of a feast's rule in `year`.

    >>> feast(named_day("nth=11,4,4"), 2019), feast(named_day("easter=-2"), 2024)
    (datetime.date(2019, 11, 28), datetime.date(2024, 3, 29))
    """
    if rule.month is None or rule.weekday is None or rule.number is None:
        found = _easter(year)
    else:
        found = nth_weekday((year, rule.month), rule.weekday, rule.number)
    return found + timedelta(days=rule.offset)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def nth_weekday(month: tuple[int, int], weekday: int, nth: int) -> date:
    """The `nth` such weekday of a (year, month); -1 is the last.

    >>> nth_weekday((2024, 5), 1, -1)
    datetime.date(2024, 5, 27)
    """
    first = date(*month, 1)
    if nth > 0:
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(*month, calendar.monthrange(*month)[1])
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)
