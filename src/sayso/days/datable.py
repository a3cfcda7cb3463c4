"""Which time expressions can date an article, and how.

Weekdays, weekends, today and its neighbours, dates with and without a year. Wider times (months,
seasons) and clock times say nothing about the day of writing. What each means on a day is `timex`'s
to say; here is only asked whether it counts.

    Rule, day ──datable?──▶ (first, last) or None
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.model import Rule
from sayso.timex import AHEAD, Span, on

_DATING = ("weekday", "weekend", "day")
_COUNTED_FROM = ("after", "later", "since", "from")
_SATURDAY, _SUNDAY = 6, 7  # ISO weekdays


def span_from(rule: Rule, day: date) -> Span | None:
    """First and last day of `rule` when written on `day`; None where it dates nothing.

    >>> span_from(Rule("weekday", weekday=5, tense="past"), date(2024, 3, 13))
    (datetime.date(2024, 3, 8), datetime.date(2024, 3, 8))
    >>> span_from(Rule("season", season="FA", which=-1), date(2024, 3, 13))
    """
    return on(rule, day).span if _dates(rule) else None


def _dates(rule: Rule) -> bool:
    """True where every rule of the chain names a day or a weekend, and no hour: an hour, or
    "overnight", is of whatever day is being told of.
    """
    if rule.kind == "step":
        day = rule.unit == "D" and not re.match(r"T\d|TNI", rule.clock)
    else:
        day = rule.kind in _DATING and not rule.week
    return day and (rule.of is None or _dates(rule.of))


def days_of(rule: Rule) -> int | None:
    """Length in days of a duration told in days or weeks."""
    found = re.match(r"P(\d{1,3})([DW])$", rule.value) if rule.kind == "duration" else None
    return int(found[1]) * (7 if found[2] == "W" else 1) if found else None


def counts_from_event(rule: Rule) -> bool:
    """True for "five days after ...": counted from what the words behind it tell."""
    return rule.relation in _COUNTED_FROM and bool(days_of(rule))


def is_past(rule: Rule) -> bool:
    """True where the expression looks back, or where nothing says that it looks ahead."""
    root = rule.root
    return root.tense not in AHEAD and root.which != 1 and root.offset <= 0


def is_vague(rule: Rule) -> bool:
    """True for a weekend that may be the last or the next: "asked them to come over the
    weekend".
    """
    return rule.kind == "weekend" and rule.which is None and rule.tense != "past"


def tells_writing_day(rule: Rule) -> bool:
    """True where the day that is meant moves with the day of writing."""
    return rule.root.kind in ("weekday", "weekend") or rule.root.unit == "D"


def could_be(rule: Rule, days: Span) -> bool:
    """True where `rule` could name one of `days` if it were written on a fitting day.

    >>> could_be(Rule("weekday", weekday=5), (date(2024, 3, 15), date(2024, 3, 15)))
    True
    """
    length = (days[1] - days[0]).days + 1
    weekdays = {(days[0] + timedelta(days=n)).isoweekday() for n in range(length)}
    if rule.of or rule.kind not in ("weekday", "weekend"):
        return True  # a chain ends on any day of the week
    return bool(weekdays & ({rule.weekday} if rule.weekday else {_SATURDAY, _SUNDAY}))
