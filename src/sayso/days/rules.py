"""What a time expression's rule spans when counted from a candidate day: only what can date an
article.

Weekdays, weekends, today and its neighbours, "three days ago", dates with and without a year. Wider
times (months, seasons) and clock times say nothing about the day of writing and give None. A rule
may be a chain (`wd=5;dir=past> unit=D;off=2`): each link is counted from what the one before it
gave.

    rule, day ──link by link──▶ (first, last) or None
"""

from __future__ import annotations

import re
from datetime import date, timedelta

Span = tuple[date, date]

_CLOCK = re.compile(r"time=(T\d|TNI)")  # an hour, or "overnight": of whatever day is being told of
_DAYS = re.compile(r"P(\d{1,3})([DW])$")
_COUNTED_BACK = ("ago", "earlier")
_COUNTED_FROM = ("after", "later", "since", "from")


def span_from(rule: str, day: date) -> Span | None:
    """First and last day of `rule` when written on `day`; None where it dates nothing.

    >>> span_from("wd=5;dir=past", date(2024, 3, 13)), span_from("sea=FA;which=-1", date(2024, 3, 13))
    ((datetime.date(2024, 3, 8), datetime.date(2024, 3, 8)), None)
    >>> span_from("wd=5;dir=past>unit=D;off=2", date(2024, 3, 13))
    (datetime.date(2024, 3, 10), datetime.date(2024, 3, 10))
    """
    first, *rest = rule.split(">")
    try:
        span = _link(first, day)
        for step in rest:
            if span is None or step.startswith("dur="):
                return None
            span = _link(step, span[0])
        return span
    except (ValueError, OverflowError):  # no such day: 30 February, "2019" alone
        return None


def _link(rule: str, day: date) -> Span | None:
    parts = _parts(rule)
    if "wd" in parts:
        return _weekday(parts, day)
    if "we" in parts:
        return _weekend(parts, day)
    if parts.get("unit") == "D":
        return None if _CLOCK.search(rule) else _alone(day + timedelta(days=int(parts["off"])))
    if "wdin" in parts:
        return _alone(day + timedelta(days=int(parts["wdin"]) - day.isoweekday()))
    if parts.get("rel") in _COUNTED_BACK:
        days = days_of(rule)
        return _alone(day - timedelta(days=days)) if days else None
    if "md" in parts:
        return _month_day(parts, day)
    return _alone(date.fromisoformat(parts["abs"])) if "abs" in parts else None


def days_of(rule: str) -> int | None:
    """Length in days of a duration told in days or weeks."""
    found = _DAYS.match(_parts(_last(rule)).get("dur", ""))
    return int(found[1]) * (7 if found[2] == "W" else 1) if found else None


def counts_from_event(rule: str) -> bool:
    """True for "five days after ...": counted from what the words behind it tell."""
    return _parts(_last(rule)).get("rel") in _COUNTED_FROM and bool(days_of(rule))


def is_past(rule: str) -> bool:
    """True where the expression looks back, or where nothing says that it looks ahead."""
    parts = _parts(rule.split(">")[0])
    return (
        parts.get("dir") != "future"
        and parts.get("which") != "1"
        and not parts.get("off", "0").lstrip("+") > "0"
    )


def is_vague(rule: str) -> bool:
    """True for a weekend that may be the last or the next: "asked them to come over the
    weekend".
    """
    parts = _parts(rule)
    return "we" in parts and "which" not in parts and parts.get("dir") != "past"


def tells_writing_day(rule: str) -> bool:
    """True where the day that is meant moves with the day of writing."""
    parts = _parts(rule.split(">")[0])
    return (
        "wd" in parts
        or "we" in parts
        or parts.get("unit") == "D"
        or parts.get("rel") in _COUNTED_BACK
    )


def could_be(rule: str, days: Span) -> bool:
    """True where `rule` could name one of `days` if it were written on a fitting day.

    >>> could_be("wd=5;dir=past", (date(2024, 3, 15), date(2024, 3, 15)))
    True
    """
    parts = _parts(rule)
    if ">" in rule:
        return True  # a chain ends on any day of the week
    weekdays = {
        (days[0] + timedelta(days=n)).isoweekday() for n in range((days[1] - days[0]).days + 1)
    }
    if "wd" in parts:
        return int(parts["wd"]) in weekdays
    return "we" not in parts or bool(weekdays & {6, 7})


def _last(rule: str) -> str:
    return rule.rsplit(">", 1)[-1]


def _parts(rule: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in rule.split(";") if "=" in pair)


def _alone(day: date) -> Span:
    return day, day


def _weekday(parts: dict[str, str], day: date) -> Span:
    back = (day.isoweekday() - int(parts["wd"])) % 7
    if parts.get("which") == "-1":
        return _alone(day - timedelta(days=back or 7))
    if parts.get("which") == "1":
        return _alone(day + timedelta(days=7 - back))
    ahead = parts.get("dir") == "future"
    return _alone(day + timedelta(days=(7 - back) % 7) if ahead else day - timedelta(days=back))


def _weekend(parts: dict[str, str], day: date) -> Span:
    saturday = day - timedelta(days=day.isoweekday() - 6)
    if parts.get("which") == "1" or parts.get("dir") == "future":
        saturday += timedelta(days=7 if day.isoweekday() >= 6 and parts.get("which") == "1" else 0)
    elif parts.get("which") == "-1" or day.isoweekday() < 6:
        saturday -= timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


def _month_day(parts: dict[str, str], day: date) -> Span:
    month, number = (int(n) for n in parts["md"].split("-"))
    years = [date(year, month, number) for year in (day.year - 1, day.year, day.year + 1)]
    return _alone(min(years, key=lambda d: (abs(d - day), d)))
