"""What clock times and parts of the day mean. A time that names no day takes that of a date beside
it, else of today.

"9 a.m. Tuesday" ──▶ Told("TIME", "wd=2;dir=?;time=T09:00")      "at 9" ──▶ None
"""

from __future__ import annotations

import re

from sayso.readings.times.calendar import day_rule, part_suffix
from sayso.readings.times.match import Match, Meaning, Told

_TODAY = "unit=D;off=0"
_HOURS = 24


def _time_value(match: Match) -> str:
    """`T11:00` from the clock tokens of a match, "" where the hour is none."""
    printed, half = match.value("KdwnY"), match.value("z")
    if re.fullmatch(r"[012]\d[0-5]\d", printed):  # 0735 GMT
        printed = f"{printed[:2]}:{printed[2:]}"
    hour, minute = [*re.split(r"[:.]", printed), "00"][:2]
    hours = int(hour)
    if half and hours <= 12:
        hours = hours % 12 + int(half)
    return f"T{hours:02}:{minute}" if hours <= _HOURS and int(minute) < 60 else ""


def clock_day(match: Match) -> Told | None:
    """9 a.m. Tuesday; 10:35 p.m. on Dec. 27."""
    clock = match.narrowed(r"^(?:Kz?|[dw]z|[nY]Z|[dw])")
    rest = match.narrowed(r"(?<=[KzZ)dw])[^KzZ)]*$")
    if clock is None or rest is None:
        return None
    time, rule = _time_value(clock), day_rule(rest)
    if not time or not rule:
        return None
    part = re.search(r"time=(T[A-Z]+)", rule)
    late = part[1] != "TMO" if part else match.value("t") == "0TNI"
    if late and "12" > time[1:3] > "00" and not clock.value("z"):  # 8:30 tonight
        time = f"T{int(time[1:3]) + 12:02}{time[3:]}"
    return Told("TIME", f"{re.sub(r';time=.*', '', rule)};time={time}")


def clock(match: Match) -> Told | None:
    """10:35 a.m.; 15:30 after a preposition. The day is that of a date beside it, else today."""
    if not set("zZ") & set(match.classes) and match.before() not in "p@":
        return None
    time = _time_value(match)
    return Told("TIME", f"{_TODAY};time={time};near=1") if time else None


def clock_before(match: Match) -> Told | None:
    """The first hour of "between 9 and 11 a.m."."""
    behind = re.match(r"(?:[-c]|-?c-?)[dw]z", match.tokens.classes[match.stop :])
    if behind is None or match.before() not in "p@b(":
        return None
    last = Match(match.tokens, match.stop, match.stop + behind.end())
    hour, other, half = int(match.value("dw")), int(last.value("dw")), int(last.value("z") or 0)
    if not 1 <= hour <= 12:
        return None
    morning = (
        hour > other and half == 12 and other != 12
    )  # "from 11 to 2 p.m." begins in the morning
    hours = hour % 12 + (0 if morning else half)
    return Told("TIME", f"{_TODAY};time=T{hours:02}:00;near=1")


def clock_part(match: Match) -> Told | None:
    """4 in the morning."""
    hour, part = int(match.value("dw")), match.value("P")
    if not 1 <= hour <= 12 or match.value("p") not in ("in", "at"):
        return None
    hours = hour % 12 + (0 if part == "TMO" else 12)
    return Told("TIME", f"{_TODAY};time=T{hours:02}:00;near=1")


def part_day(match: Match) -> Told | None:
    """Mid-afternoon yesterday."""
    rule = day_rule(match)
    return Told("TIME", f"{rule};time={match.value('P')}") if rule else None


def part_of_day(match: Match) -> Told | None:
    """The night of March 3."""
    rest = match.narrowed(r"(?<=Pi).*$")
    rule = day_rule(rest) if rest else ""
    return Told("TIME", f"{rule};time={match.value('P')}") if rule and "time=" not in rule else None


def moment_day(match: Match) -> Told | None:
    """Noon Saturday."""
    rule = day_rule(match)
    return Told("TIME", f"{rule};time={match.value('B')}") if rule else None


def moment(match: Match) -> Told | None:
    """Noon, midnight, overnight."""
    if match.word(match.first - 1).lower() == "high":
        return None
    return Told("TIME", f"{_TODAY};time={match.value('B')};near=1")


def step_part(match: Match) -> Told | None:
    """This morning, last night; that night and the next morning are counted from the day
    told of.
    """
    part, words = match.value("P"), match.words()
    step = match.value("LXT") or "0"
    if "that" in words:
        return Told("TIME", f"{_TODAY};time={part};near=1", chained=f"{_TODAY};time={part}")
    if {"next", "following", "previous", "preceding"} & set(words):
        return Told(
            "TIME", f"unit=D;off={step};time={part}", chained=f"unit=D;off={step};time={part}"
        )
    if words[-2] not in ("this", "last") or (words[-2] == "last" and part != "TNI"):
        return None
    return Told("TIME", f"unit=D;off={step};time={part}")


def part(match: Match) -> Told | None:
    """The morning, mid-afternoon; "the night of the fire" is of no day known here."""
    if match.after() == "i":
        return None
    return Told("TIME", f"{_TODAY};time={match.value('P')};near=1")


def deictic(match: Match) -> Told | None:
    """Today, yesterday morning, tonight."""
    value = match.value("t")
    if match.word(match.first) == "TODAY" and match.word(match.first - 1) == "USA":
        return None
    if value == "0TNI":
        return Told("TIME", f"{_TODAY};time=TNI")
    return Told("TIME" if match.value("P") else "DATE", f"unit=D;off={value}{part_suffix(match)}")


CLOCK: tuple[Meaning, ...] = (
    clock_day,
    clock,
    clock_before,
    clock_part,
    part_day,
    part_of_day,
    moment_day,
    moment,
    step_part,
    part,
    deictic,
)
