"""What each kind of rule is worth: TIMEX3 value and span of days, counted from a day or without
one.

A rule's first key is its kind (`wd=5`, `md=12-27`, `unit=W`); a kind is a function in `KINDS`,
which a new one joins.

    {"wd": "5", "dir": "past"}, day ──▶ Valued("2020-01-03", 3 January, 3 January, "...")
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from sayso.model import Scalar
from sayso.readings.times.holidays import Rule, holiday

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern hemisphere
_BLANK = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "Q": "XXXX-QX",
    "E": "XXX",
    "C": "XX",
}
# Days ahead at which a month or date without a year is looked for at most, by the tense of its
# clause: news looks back, but a date ten months back would be told with its year (set on the tuning
# half of bench/times).
_AHEAD = {"past": 75, "": 110, "present": 250}
# days before the day told of last that a narrative may step back without naming the year again
_FLASHBACK = 60
# days: a date this little past is meant rather than next year's, even in a clause that looks ahead
_JUST_OVER = 30


Step = tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Valued:
    """A value, the first and last day it spans (None where it spans none), and how it was come by.

    why      one step of counting after the other: its kind (see `sayso.words`) and its values
    counted  True where the value rests on the day of writing
    """

    value: str
    earliest: date | None = None
    latest: date | None = None
    why: tuple[Step, ...] = ()
    counted: bool = False


def _span(value: str, first: date, last: date, *why: Step) -> Valued:
    return Valued(value, first, last, why)


def _one(day: date, *why: Step) -> Valued:
    return Valued(day.isoformat(), day, day, why)


def _month_days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _add_months(day: date, months: int) -> tuple[int, int]:
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1


# ---- calendar dates ----------------------------------------------------------


def _absolute(parts: Rule, day: date | None) -> Valued:
    value = parts["abs"]
    if parts.get("back") == "1":
        value = f"{int(value[:4]) - 1}{value[4:]}"
    try:
        return Valued(value, *_absolute_days(value))
    except ValueError:
        return Valued(f"{value[:7]}-XX", why=(("no-such-day", value[8:], value[:7]),))


def _numbers(parts: Rule, day: date | None) -> Valued:
    """3/4/2020: month or day first as `order` says; where nothing says so, both stay open."""
    one, two, year = (int(n) for n in parts["num"].split("-"))
    firsts = {"mdy": (one, two), "dmy": (two, one)}
    orders = (
        [parts["order"]]
        if parts.get("order")
        else [o for o, (month, _) in firsts.items() if month <= 12]
    )
    open_ones = {
        date(year, *firsts[o]) for o in orders if firsts[o][1] <= _length(year, firsts[o][0])
    }
    if not open_ones:
        return Valued(f"{year}-XX-XX", why=(("no-day", one, two, year),))
    if len(open_ones) == 1:
        return _one(open_ones.pop())
    first, last = min(open_ones), max(open_ones)
    return _span(f"{year}-XX-XX", first, last, ("either-order", first, last))


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0


def _other_calendar(parts: Rule, day: date | None) -> Valued:
    return Valued("XXXX-XX-XX", why=(("other-calendar", parts["cal"]),))


def _absolute_days(value: str) -> tuple[date | None, date | None]:
    head, _, tail = value.partition("-")
    if not head.isdigit():
        return None, None
    if len(head) < 4:
        low = int(head) * 10 ** (4 - len(head))
        return date(max(low, MINYEAR), 1, 1), date(
            min(low + 10 ** (4 - len(head)) - 1, MAXYEAR), 12, 31
        )
    year = int(head)
    if not tail:
        return date(year, 1, 1), date(year, 12, 31)
    if tail in _SEASONS:
        return _season_days(year, tail)
    if tail[0] in "QH":
        return _part_of_year(year, tail[0], int(tail[1]))
    if len(tail) == 2:
        return _month_days(year, int(tail))
    exact = date.fromisoformat(value)
    return exact, exact


def _part_of_year(year: int, kind: str, n: int) -> tuple[date, date]:
    months = 3 if kind == "Q" else 6
    return date(year, (n - 1) * months + 1, 1), _month_days(year, n * months)[1]


def _season_days(year: int, season: str) -> tuple[date, date]:
    first = date(year, _SEASONS[season], 1)
    return first, _month_days(*_add_months(first, 2))[1]


def _pick(days: list[date], day: date, parts: Rule) -> date:
    """The one of `days` (a year apart or so, sorted) that is meant: by `which` strictly, else by
    `dir`.
    """
    which, direction = parts.get("which"), parts.get("dir")
    if which == "-1":
        return max(d for d in days if d < day)
    if which == "1":
        return min(d for d in days if d > day)
    if direction == "near":
        return min(d for d in days if d >= day - timedelta(days=_FLASHBACK))
    if direction == "future":
        return min(d for d in days if d >= day - timedelta(days=_JUST_OVER))
    return max(d for d in days if d <= day + timedelta(days=_AHEAD[direction or ""]))


def _how(what: str, parts: Rule, day: date) -> Step:
    """The step of counting `what` from `day`, in the direction that the rule asks for."""
    direction = parts.get("dir", "")
    if direction != "near" and parts.get("which"):
        return what, "back" if parts["which"] == "-1" else "on", day
    return what, direction if direction in ("near", "past", "future") else "nearest", day


def _month_day(parts: Rule, day: date | None) -> Valued:
    month, number = (int(n) for n in parts["md"].split("-"))
    if day is None:
        return Valued(f"XXXX-{month:02}-{number:02}")
    years = [
        y for y in range(day.year - 8, day.year + 9) if number <= calendar.monthrange(y, month)[1]
    ]
    if parts.get("which") == "0":
        return _one(date(day.year, month, number), ("this-year", day))
    chosen = _pick([date(y, month, number) for y in years], day, parts)
    return _one(chosen, _how("date", parts, day))


def _month(parts: Rule, day: date | None) -> Valued:
    month = int(parts["mon"])
    if day is None:
        return Valued(f"XXXX-{month:02}")
    which, direction = parts.get("which"), parts.get("dir")
    year = day.year + int(parts.get("years", "0"))
    if "years" in parts:
        pass
    elif direction == "near":
        year = (day.year * 12 + day.month - _FLASHBACK // 30 - month + 11) // 12
    elif which == "-1" or (which is None and direction != "future"):
        ahead = _AHEAD[direction or ""] // 31
        limit = day.year * 12 + day.month + (-1 if which == "-1" else ahead)
        year = (limit - month) // 12
    elif which != "0":
        base = day.year * 12 + day.month + (1 if which == "1" else 0)
        year = (base - month + 11) // 12
    return _span(f"{year}-{month:02}", *_month_days(year, month), _how("month", parts, day))


def _weekday(parts: Rule, day: date | None) -> Valued:
    number = int(parts["wd"])
    if day is None:
        return Valued(f"XXXX-WXX-{number}")
    which, direction = parts.get("which"), parts.get("dir")
    back = (day.isoweekday() - number) % 7
    if direction == "near":
        chosen = day + timedelta(days=(number - day.isoweekday() + 2) % 7 - 2)
    elif which == "-1":
        chosen = day - timedelta(days=back or 7)
    elif which == "1":
        chosen = day + timedelta(days=7 - back)
    elif direction == "future":
        chosen = day + timedelta(days=(7 - back) % 7)
    else:
        chosen = day - timedelta(days=back)
    how = direction if direction in ("past", "future") else "plain"
    return _one(chosen, ("weekday", {"-1": "back", "1": "on"}.get(which or "", how), day))


def _weekday_in(parts: Rule, day: date | None) -> Valued:
    """Tuesday of last week: the weekday of the week that `day` lies in."""
    if day is None:
        return Valued(f"XXXX-WXX-{parts['wdin']}")
    return _one(
        day + timedelta(days=int(parts["wdin"]) - day.isoweekday()),
        ("weekday-of-week", day),
    )


def _nth_of_month(parts: Rule, day: date | None) -> Valued:
    """The first Monday of a month (`nthin=1,1`), its last day (`nthin=D,-1`), its second week
    (`nthin=W,2`).
    """
    if day is None:
        return Valued("XXXX-XX-XX")
    unit, number = parts["nthin"].split(",")
    nth = int(number)
    first, last = _month_days(day.year, day.month)
    why = ("in-month", day)
    if unit == "D":
        chosen = last if nth < 0 else first + timedelta(days=nth - 1)
        return _one(chosen, why)
    if unit == "W":
        start = last - timedelta(days=6) if nth < 0 else first + timedelta(days=7 * (nth - 1))
        year, week, _ = (start + timedelta(days=3)).isocalendar()
        return _span(f"{year}-W{week:02}", start, start + timedelta(days=6), why)
    return _one(holiday({"nth": f"{day.month},{unit},{nth}"}, day.year), why)


def _years_off(parts: Rule, day: date | None) -> Valued:
    """A year ago today: the same day so many years off."""
    if day is None:
        return Valued("XXXX-XX-XX")
    year = day.year + int(parts["years"])
    return _one(
        date(year, day.month, min(day.day, _length(year, day.month))),
        ("years-off", parts["years"], day),
    )


def _day_of_month(parts: Rule, day: date | None) -> Valued:
    number = int(parts["dom"])
    if day is None:
        return Valued(f"XXXX-XX-{number:02}")
    if parts.get("dir") == "near":
        return _one(date(day.year, day.month, number), ("month-before", day))
    ahead = parts.get("dir") == "future"
    for step in range(4):
        year, month = _add_months(day, step if ahead else -step)
        if number > calendar.monthrange(year, month)[1]:
            continue
        chosen = date(year, month, number)
        if (chosen >= day) if ahead else (chosen <= day):
            return _one(chosen, ("day-of-month", "on" if ahead else "back", day))
    raise ValueError(parts["dom"])


# ---- named days and seasons --------------------------------------------------


def _feast(parts: Rule, day: date | None) -> Valued:
    if "year" in parts:
        return _one(holiday(parts, int(parts["year"])))
    if day is None:
        return Valued("XXXX-XX-XX")
    chosen = _pick([holiday(parts, day.year + n) for n in range(-2, 3)], day, parts)
    return _one(chosen, _how("holiday", parts, day))


def _season(parts: Rule, day: date | None) -> Valued:
    season = parts["sea"]
    if day is None:
        return Valued(f"XXXX-{season}")
    spans = [(y, *_season_days(y, season)) for y in range(day.year - 2, day.year + 3)]
    which, direction = parts.get("which"), parts.get("dir")
    if direction == "near":
        year, first, last = next(s for s in spans if s[2] >= day)
    elif which == "-1":
        year, first, last = [s for s in spans if s[2] < day][-1]
    elif which == "1":
        year, first, last = next(s for s in spans if s[1] > day)
    elif direction == "future":
        year, first, last = next(s for s in spans if s[2] >= day)
    elif which == "0":
        year, first, last = min(spans, key=lambda s: (abs(s[1] + (s[2] - s[1]) / 2 - day), s[0]))
    else:
        year, first, last = [s for s in spans if s[1] <= day][-1]
    return _span(f"{year}-{season}", first, last, _how("season", parts, day))


def _weekend(parts: Rule, day: date | None) -> Valued:
    if day is None:
        return Valued("XXXX-WXX-WE")
    which, direction = parts.get("which"), parts.get("dir")
    monday = day - timedelta(days=day.isoweekday() - 1)
    on_one = day.isoweekday() >= 6
    weeks = {"-1": -1, "1": 1, "0": 0}.get(which or "")
    if weeks is None:
        # Early in the week "the weekend" is the one just over, whatever the tense.
        ahead = direction == "future" and day.isoweekday() > 2
        weeks = 0 if ahead or on_one else -1
    if which == "1" and not on_one:
        weeks = 0  # "next weekend", "the coming weekend": the first one ahead
    saturday = monday + timedelta(days=5 + 7 * weeks)
    year, week, _ = saturday.isocalendar()
    return _span(
        f"{year}-W{week:02}-WE",
        saturday,
        saturday + timedelta(days=1),
        _how("weekend", parts, day),
    )


def _quarter(parts: Rule, day: date | None) -> Valued:
    kind = "Q" if "q" in parts else "H"
    n = int(parts.get("q") or parts["half"])
    if day is None:
        return Valued(f"XXXX-{kind}{n}")
    months = 3 if kind == "Q" else 6
    now = (day.month - 1) // months + 1
    year = day.year + int(parts.get("years", "0"))
    if "years" not in parts:
        # Results are told in the quarter after: in January the fourth quarter is the old year's.
        ahead = {"past": 0, "": 1 if kind == "Q" else 0}.get(parts.get("dir", ""), 4)
        year += -1 if n - now > ahead else 0
        behind = {"future": 1, "": 2}.get(parts.get("dir", ""), 4)
        year += 1 if now - n > behind else 0
    year -= int(parts.get("back", "0"))
    return _span(f"{year}-{kind}{n}", *_part_of_year(year, kind, n), ("quarter", day))


# ---- steps from the day of writing -------------------------------------------


def _step(parts: Rule, day: date | None) -> Valued:
    found = _whole_step(parts, day)
    if "run" not in parts or day is None or found.earliest is None or found.latest is None:
        return found
    # "In the past year": named by the last calendar year, runs up to the day of writing.
    length = found.latest - found.earliest
    first, last = (day - length, day) if parts["off"] == "-1" else (day, day + length)
    return _span(found.value, first, last, *found.why)


def _whole_step(parts: Rule, day: date | None) -> Valued:
    unit, off = parts["unit"], int(parts["off"])
    if day is None:
        return Valued(_BLANK[unit])
    why: Step = ("step", off, unit, day) if off else ("within", day)
    if unit == "D":
        return _one(day + timedelta(days=off), why)
    if unit == "W":
        monday = day - timedelta(days=day.isoweekday() - 1) + timedelta(weeks=off)
        year, week, _ = monday.isocalendar()
        return _span(f"{year}-W{week:02}", monday, monday + timedelta(days=6), why)
    if unit == "M":
        year, month = _add_months(day, off)
        return _span(f"{year}-{month:02}", *_month_days(year, month), why)
    if unit == "Q":
        year, month = _add_months(day, 3 * off)
        return _span(
            f"{year}-Q{(month + 2) // 3}", *_part_of_year(year, "Q", (month + 2) // 3), why
        )
    year = day.year + off * {"Y": 1, "E": 10, "C": 100}[unit]
    value = f"{year:04}"[: {"Y": 4, "E": 3, "C": 2}[unit]]
    first, last = _absolute_days(value)
    return Valued(value, first, last, (why,))


def _reference(parts: Rule, day: date | None) -> Valued:
    return Valued(parts["ref"])


def _duration(parts: Rule, day: date | None) -> Valued:
    return Valued(parts["dur"])


def _set(parts: Rule, day: date | None) -> Valued:
    return Valued(parts["set"])


FIXED = frozenset(
    ("abs", "num", "cal", "ref", "dur", "set")
)  # kinds that no day of writing changes
KINDS: dict[str, Callable[[Rule, date | None], Valued]] = {
    "abs": _absolute,
    "num": _numbers,
    "cal": _other_calendar,
    "wdin": _weekday_in,
    "nthin": _nth_of_month,
    "years": _years_off,
    "md": _month_day,
    "mon": _month,
    "wd": _weekday,
    "dom": _day_of_month,
    "easter": _feast,
    "nth": _feast,
    "sea": _season,
    "we": _weekend,
    "q": _quarter,
    "half": _quarter,
    "unit": _step,
    "ref": _reference,
    "dur": _duration,
    "set": _set,
}
