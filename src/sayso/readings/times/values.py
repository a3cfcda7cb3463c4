"""What a rule is worth: TIMEX3 value and span of days, with the day of writing or without it.

A rule is the whole meaning of an expression, written as `key=value` pairs: the first names its
kind, the others carry what it needs (direction, step, part of the day). `XXXX` stands where a day
of writing is wanted and not known. Rules are chained with `>`: what the first gives is the day that
the next is counted from.

    "wd=5;dir=past" ──day──▶ Valued("2020-01-03", 3 January, 3 January, "...")
    "abs=2020-01-03>unit=D;off=2" ──▶ Valued("2020-01-05", ...)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.readings.times.holidays import Rule
from sayso.readings.times.kinds import FIXED, KINDS, Valued


def read_rule(rule: str) -> Rule:
    """A rule without a chain as a dict, its kind first.

    >>> read_rule("wd=5;dir=past")
    {'wd': '5', 'dir': 'past'}
    """
    return dict(pair.split("=", 1) for pair in rule.split(";"))


def write_rule(parts: Rule) -> str:
    """The inverse of `read_rule`; empty values are left out.

    >>> write_rule({"wd": "5", "dir": ""})
    'wd=5'
    """
    return ";".join(f"{key}={value}" for key, value in parts.items() if value)


def valued(rule: str, day: date | None) -> Valued:
    """The value of `rule` counted from `day`, or what is certain without one.

    >>> valued("wd=5;dir=past", date(2020, 1, 7)).value, valued("wd=5;dir=past", None).value
    ('2020-01-03', 'XXXX-WXX-5')
    >>> valued("abs=2020-01-03>unit=D;off=2", None).value
    '2020-01-05'
    """
    first, *steps = rule.split(">")
    found = _link(first, day)
    for step in steps:
        told = _link(step, found.earliest, found)
        found = replace(told, why=(*found.why, *told.why), counted=found.counted)
    return found


def _link(rule: str, day: date | None, told: Valued | None = None) -> Valued:
    """One rule of a chain; `told` is what the rules before it gave."""
    parts = read_rule(rule)
    name = next(iter(parts))
    if name == "dur" and told is not None:
        return Valued(parts["dur"], told.earliest, told.latest)
    kind = KINDS[name]
    try:
        found = kind(parts, day)
    except (OverflowError, ValueError):  # the day counted to lies outside the calendar
        found = kind(parts, None)
    counted = bool(found.why) and name not in FIXED and "year" not in parts
    return replace(_timed(_widened(_ranged(found, parts), parts), parts), counted=counted)


def _ranged(found: Valued, parts: Rule) -> Valued:
    """Nov. 1-3: named by its first day, runs to its last."""
    if "to" not in parts or found.earliest is None:
        return found
    try:
        return replace(found, latest=found.earliest.replace(day=int(parts["to"])))
    except ValueError:  # to the 31st of November
        return found


def _widened(found: Valued, parts: Rule) -> Valued:
    """The week of March 6."""
    if parts.get("as") != "W" or found.earliest is None:
        return found
    monday = found.earliest - timedelta(days=found.earliest.isoweekday() - 1)
    year, week, _ = monday.isocalendar()
    return Valued(f"{year}-W{week:02}", monday, monday + timedelta(days=6), found.why)


def _timed(found: Valued, parts: Rule) -> Valued:
    """Put the part of the day or the clock time behind a day's value."""
    time = parts.get("time", "")
    if not time:
        return found
    return replace(found, value=found.value + time)
