"""What clock times and parts of the day mean. A time that names no day takes that of a date beside
it, else of today.

"9 a.m. Tuesday" ──▶ TimeMeaning("TIME", Rule("weekday", weekday=2, clock="T09:00"))
"at 9" ──▶ None
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.readings.times.calendar import day_rule
from sayso.readings.times.match import PREPOSITIONS, STEPS, Match, TimeMeaning, step

_HOURS = 24
_BROADCASTS = frozenset(("newscast", "newscasts", "tv", "television"))
_BRIEFINGS = frozenset(("conference", "conferences", "briefing"))  # "the morning news conference"
_WHOSE_NIGHT = frozenset(("he", "she", "they", "it", "we", "i", "that", "when"))
_BY_PART = frozenset(("in", "during", "by", "throughout", "of", "for"))
# what is late at night every day: "a late-night host"
_SHOWS = frozenset(
    (
        "host",
        "hosts",
        "comedy",
        "comedian",
        "comedians",
        "comic",
        "talk",
        "show",
        "shows",
        "circuit",
        "lineup",
        "guest",
        "guests",
    )
)


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


def _bare(clock: str) -> TimeMeaning:
    """A time that names no day: of the day beside it, else of today."""
    return TimeMeaning("TIME", step("D", 0, clock=clock), asks="day")


def clock_day(match: Match) -> TimeMeaning | None:
    """9 a.m. Tuesday; 10:35 p.m. on Dec. 27."""
    clock = match.narrowed(r"^(?:Kz?|[dw]z|[nY]Z|[dw])")
    rest = match.narrowed(r"(?<=[KzZ)dw])[^KzZ)]*$")
    if clock is None or rest is None:
        return None
    time, rule = _time_value(clock), day_rule(rest)
    if not time or not rule:
        return None
    late = rule.clock != "TMO" if rule.clock else match.value("t") == "0TNI"
    if late and "12" > time[1:3] > "00" and not clock.value("z"):  # 8:30 tonight
        time = f"T{int(time[1:3]) + 12:02}{time[3:]}"
    return TimeMeaning("TIME", replace(rule, clock=time))


def clock(match: Match) -> TimeMeaning | None:
    """10:35 a.m.; 15:30 after a preposition. The day is that of a date beside it, else today."""
    if not set("zZ") & set(match.classes) and match.before() not in PREPOSITIONS:
        return None
    time = _time_value(match)
    return _bare(time) if time else None


def clock_before(match: Match) -> TimeMeaning | None:
    """The first hour of "between 9 and 11 a.m."."""
    behind = re.match(r"(?:[-c]|-?c-?)[dw]z", match.tokens.classes[match.stop :])
    if behind is None or match.before() not in "p@b(":
        return None
    last = Match(match.tokens, match.stop, match.stop + behind.end())
    hour, other, half = int(match.value("dw")), int(last.value("dw")), int(last.value("z") or 0)
    if not 1 <= hour <= 12:
        return None
    # "from 11 to 2 p.m." begins in the morning
    morning = hour > other and half == 12 and other != 12
    hours = hour % 12 + (0 if morning else half)
    return _bare(f"T{hours:02}:00")


def clock_part(match: Match) -> TimeMeaning | None:
    """4 in the morning."""
    hour, part = int(match.value("dw")), match.value("P")
    if not 1 <= hour <= 12 or match.value("p") not in ("in", "at"):
        return None
    hours = hour % 12 + (0 if part == "TMO" else 12)
    return _bare(f"T{hours:02}:00")


def part_day(match: Match) -> TimeMeaning | None:
    """Mid-afternoon yesterday."""
    rule = day_rule(match)
    return TimeMeaning("TIME", replace(rule, clock=match.value("P"))) if rule else None


def part_of_day(match: Match) -> TimeMeaning | None:
    """The night of March 3."""
    rest = match.narrowed(r"(?<=Pi).*$")
    rule = day_rule(rest) if rest else None
    if rule is None or rule.clock:
        return None
    return TimeMeaning("TIME", replace(rule, clock=match.value("P")))


def moment_day(match: Match) -> TimeMeaning | None:
    """Noon Saturday."""
    rule = day_rule(match)
    return TimeMeaning("TIME", replace(rule, clock=match.value("B"))) if rule else None


def moment(match: Match) -> TimeMeaning | None:
    """Noon, midnight, overnight."""
    if match.word(match.first - 1).lower() == "high":
        return None
    return _bare(match.value("B"))


def step_part(match: Match) -> TimeMeaning | None:
    """This morning, last night; that night and the next morning are counted from the day
    told of.
    """
    clock, words = match.value("P"), match.words()
    if "that" in words:
        return replace(_bare(clock), chained=step("D", 0, clock=clock))
    rule = step("D", match.value(STEPS) or 0, clock=clock)
    if {"next", "following", "previous", "preceding"} & set(words):
        return TimeMeaning("TIME", rule, chained=rule)
    if words[-2] not in ("this", "last") or (words[-2] == "last" and clock != "TNI"):
        return None
    return TimeMeaning("TIME", rule)


def part(match: Match) -> TimeMeaning | None:
    """The morning, mid-afternoon; "the night of the fire" is of no day known here, "the
    morning-after pill", "a late-night host" and "the evening news" of none.
    """
    behind = match.word(match.stop)
    if match.after() == "i" or (behind == "-" and match.joined(match.stop)):
        return None
    if behind.lower() in _WHOSE_NIGHT and match.word(match.first - 1).lower() not in _BY_PART:
        return None  # "the night he died", not "in the morning he left"
    late_night = "e" in match.classes and match.value("P") == "TNI"
    if behind.lower() in (_SHOWS | _BROADCASTS if late_night else _BROADCASTS):
        return None
    if behind.lower() == "news" and match.word(match.stop + 1).lower() not in _BRIEFINGS:
        return None
    return _bare(match.value("P"))


def deictic(match: Match) -> TimeMeaning | None:
    """Today, yesterday morning, tonight."""
    value = match.value("t")
    if match.word(match.first) == "TODAY" and match.word(match.first - 1) == "USA":
        return None
    clock = "TNI" if value.endswith("TNI") else match.value("P")
    return TimeMeaning(
        "TIME" if clock else "DATE", step("D", value.removesuffix("TNI"), clock=clock)
    )
