"""What a rule is worth on a day, or without one: TIMEX3 value, days spanned, and why.

`XXXX` stands where a day is wanted and not known. A chained rule is counted from the first day of
the rule before it.

    Rule("weekday", weekday=5, tense="past"), 7 January 2020 ──▶ Meant("2020-01-03", 3 January, ...)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.model import Rule, RuleKind, Unit
from sayso.timex import choose, periods
from sayso.timex.holidays import feast, nth_weekday
from sayso.timex.periods import Period

Span = tuple[date, date]

_BLANK = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
}
_NEAREST = "without a tense taken nearest, looking back first,"
_HALF_WEEK = timedelta(days=3)
_MONTHS_TRIED = 4  # the 31st comes again after two months at most
_YEARS = {"Y": 1, "E": 10, "C": 100}  # years of the coarse units


@dataclass(frozen=True, slots=True)
class Meant:
    """A value, the first and last day it spans (None where it spans none), and how it was come by.

    counted  True where the value rests on the day of writing
    """

    value: str
    earliest: date | None = None
    latest: date | None = None
    why: str = ""
    counted: bool = False

    @property
    def span(self) -> Span | None:
        """First and last day, None where it spans none."""
        return (self.earliest, self.latest) if self.earliest and self.latest else None


def on(rule: Rule, day: date | None = None) -> Meant:
    """What `rule` means counted from `day`, or what is certain without one.

    >>> friday = Rule("weekday", weekday=5, tense="past")
    >>> on(friday, date(2020, 1, 7)).value, on(friday).value
    ('2020-01-03', 'XXXX-WXX-5')
    >>> on(Rule("step", unit="D", offset=2, of=Rule("day", year=2020, month=1, day=3))).value
    '2020-01-05'
    """
    if rule.of is None:
        found = _alone(rule, day)
        fixed = rule.kind == "foreign" or rule.year is not None
        return replace(found, counted=bool(found.why) and not fixed)
    base = on(rule.of, day)
    found = _alone(rule, base.earliest)
    if rule.kind == "duration":  # "three days after Christmas" also spans the day it leads to
        found = replace(found, earliest=base.earliest, latest=base.latest)
    why = " then ".join(w for w in (base.why, found.why) if w)
    return replace(found, why=why, counted=base.counted)


def _alone(rule: Rule, day: date | None) -> Meant:
    """A rule without what it is counted from."""
    try:
        found = KINDS[rule.kind](rule, day)
    except (OverflowError, ValueError):  # the day counted to lies outside the calendar
        found = KINDS[rule.kind](rule, None)
    if found.earliest is not None and rule.until is not None:  # "Nov. 1-3" is named by its first
        length = periods.month_length(found.earliest.year, found.earliest.month)
        found = replace(found, latest=found.earliest.replace(day=min(rule.until, length)))
    if found.earliest is not None and rule.week:
        found = _named(periods.week(found.earliest), found.why)
    return replace(found, value=found.value + rule.clock) if rule.clock else found


def _named(period: Period, why: str = "") -> Meant:
    return Meant(period.value, period.first, period.last, why)


def _one(day: date, why: str = "") -> Meant:
    return _named(periods.single(day), why)


# ---- what comes once a year -----------------------------------------------------


def _yearly(
    rule: Rule, day: date | None, period: Callable[[int], Period], said: tuple[str, str]
) -> Meant:
    """A part of a year that is named, or of the one that is meant; `said` is what is printed where
    no day is known, and what the part is called.
    """
    if rule.year is not None:
        return _named(period(rule.year))
    if day is None:
        return Meant(said[0])
    if rule.years is not None:
        return _named(period(day.year + rule.years), f"{said[1]} {_how(rule, day)}")
    this = rule.which == 0 and rule.kind != "season"
    why = f"this year, counted from {day}" if this else f"{said[1]} {_how(rule, day)}"
    return _named(choose.in_years(rule, day, period), why)


def _how(rule: Rule, day: date, untold: str = _NEAREST) -> str:
    if rule.tense == "narrated":
        return f"of the time told of before, {day}"
    if rule.which is not None:
        return f"counted {'back' if rule.which == -1 else 'on'} from {day}"
    words = {"past": "in a past-tense clause counts back", "future": "in a future clause counts on"}
    return f"{words.get(rule.tense or '', untold)} from {day}"


def _day(rule: Rule, day: date | None) -> Meant:
    month, number = rule.month or 0, rule.day or 0

    def in_year(year: int) -> Period:
        return periods.single(date(year, month, number))

    try:
        return _yearly(rule, day, in_year, (f"XXXX-{month:02}-{number:02}", "date without a year"))
    except ValueError:
        if rule.year is None:
            raise
        named = f"{rule.year:04}-{month:02}"
        return Meant(f"{named}-XX", why=f"there is no {number:02} in {named}")


def _month(rule: Rule, day: date | None) -> Meant:
    month = rule.month or 0
    said = f"XXXX-{month:02}", "month without a year"
    return _yearly(rule, day, lambda year: periods.month(year, month), said)


def _season(rule: Rule, day: date | None) -> Meant:
    name = rule.season or ""
    return _yearly(rule, day, lambda year: periods.season(year, name), (f"XXXX-{name}", "season"))


def _feast(rule: Rule, day: date | None) -> Meant:
    said = "XXXX-XX-XX", "holiday"
    return _yearly(rule, day, lambda year: periods.single(feast(rule, year)), said)


def _quarter(rule: Rule, day: date | None) -> Meant:
    number = rule.number or 0
    period, letter, count = (
        (periods.quarter, "Q", 4) if rule.kind == "quarter" else (periods.half, "H", 2)
    )
    if rule.year is not None:
        return _named(period(rule.year + rule.offset, number))
    if day is None:
        return Meant(f"XXXX-{letter}{number}")
    if rule.years is not None:
        year = day.year + rule.years
    elif rule.which is not None:
        year = choose.in_years(rule, day, lambda year: period(year, number)).first.year
    else:
        year = choose.quarter_year(rule, day, count)
    return _named(period(year + rule.offset, number), f"quarter or half counted from {day}")


def _years(rule: Rule, day: date | None) -> Meant:
    many = {"year": 1, "decade": 10, "century": 100}[rule.kind]
    return _named(periods.years(rule.year or 0, many))


def _numeric(rule: Rule, day: date | None) -> Meant:
    """3/4/2020: both stay open."""
    year, one, two = rule.year or 0, rule.month or 0, rule.day or 0
    first, last = sorted((date(year, one, two), date(year, two, one)))
    why = f"{first} or {last}: nothing says whether the month stands first"
    return Meant(f"{year:04}-XX-XX", first, last, why)


def _foreign(rule: Rule, day: date | None) -> Meant:
    why = f"a date of the {rule.value} calendar, which is not converted"
    return Meant("XXXX-XX-XX", why=why)


# ---- weekdays and days of the month ------------------------------------------------


def _weekday(rule: Rule, day: date | None) -> Meant:
    number = rule.weekday or 0
    if day is None:
        return Meant(f"XXXX-WXX-{number}")
    return _one(choose.weekday(rule, day, number), f"weekday {_how(rule, day, 'counts back')}")


def _weekend(rule: Rule, day: date | None) -> Meant:
    if day is None:
        return Meant("XXXX-WXX-WE")
    return _named(periods.weekend(choose.saturday(rule, day)), f"weekend {_how(rule, day)}")


def _weekday_in_week(rule: Rule, day: date | None) -> Meant:
    number = rule.weekday or 0
    if day is None:
        return Meant(f"XXXX-WXX-{number}")
    chosen = day + timedelta(days=number - day.isoweekday())
    return _one(chosen, f"that weekday of the week of {day}")


def _monthday(rule: Rule, day: date | None) -> Meant:
    number = rule.day or 0
    if day is None:
        return Meant(f"XXXX-XX-{number:02}")
    if rule.tense == "narrated":
        return _one(day.replace(day=number), f"in the month told of before, {day:%Y-%m}")
    ahead = rule.tense == "future"
    for step in range(_MONTHS_TRIED):
        year, month = periods.months_on(day, step if ahead else -step)
        if number > periods.month_length(year, month):
            continue
        chosen = date(year, month, number)
        if (chosen >= day) if ahead else (chosen <= day):
            return _one(chosen, f"day of the month counted {'on' if ahead else 'back'} from {day}")
    raise ValueError(f"no month has a {number}th")


def _nth_in_month(rule: Rule, day: date | None) -> Meant:
    if day is None:
        return Meant("XXXX-XX-XX")
    nth, why = rule.number or 0, f"counted in the month of {day}"
    _, first, last = periods.month(day.year, day.month)
    if rule.weekday is not None:
        return _one(nth_weekday((day.year, day.month), rule.weekday, nth), why)
    if rule.unit == "D":
        return _one(last if nth < 0 else first + timedelta(days=nth - 1), why)
    # The week with most of the first seven days of the month, of the next seven, of the last seven.
    middle = last - _HALF_WEEK if nth < 0 else first + timedelta(weeks=nth - 1) + _HALF_WEEK
    return _named(periods.week(middle), why)


# ---- steps from a day -----------------------------------------------------------


def _anniversary(rule: Rule, day: date | None) -> Meant:
    if day is None:
        return Meant("XXXX-XX-XX")
    year = day.year + rule.offset
    number = min(day.day, periods.month_length(year, day.month))
    return _one(date(year, day.month, number), f"{rule.offset} Y from {day}")


def _step(rule: Rule, day: date | None) -> Meant:
    unit = rule.unit or "D"
    if day is None:
        return Meant(_BLANK[unit])
    why = f"{rule.offset:+d} {unit} from {day}" if rule.offset else f"the one that {day} lies in"
    found = _named(_stepped(unit, rule.offset, day), why)
    if not rule.running or found.earliest is None or found.latest is None:
        return found
    # "In the past year": named by the last calendar year, runs up to the day of writing.
    length = found.latest - found.earliest
    first, last = (day - length, day) if rule.offset < 0 else (day, day + length)
    return replace(found, earliest=first, latest=last)


def _stepped(unit: Unit, offset: int, day: date) -> Period:
    if unit == "D":
        return periods.single(day + timedelta(days=offset))
    if unit == "W":
        return periods.week(day + timedelta(weeks=offset))
    if unit == "M":
        return periods.month(*periods.months_on(day, offset))
    if unit == "Q":
        year, month = periods.months_on(day, 3 * offset)
        return periods.quarter(year, (month + 2) // 3)
    many = _YEARS[unit]
    return periods.years(day.year + offset * many, many)


def _literal(rule: Rule, day: date | None) -> Meant:
    return Meant(rule.value)


KINDS: dict[RuleKind, Callable[[Rule, date | None], Meant]] = {
    "day": _day,
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "half": _quarter,
    "feast": _feast,
    "year": _years,
    "decade": _years,
    "century": _years,
    "numeric": _numeric,
    "foreign": _foreign,
    "weekday": _weekday,
    "weekend": _weekend,
    "monthday": _monthday,
    "step": _step,
    "anniversary": _anniversary,
    "weekday-in-week": _weekday_in_week,
    "nth-in-month": _nth_in_month,
    "reference": _literal,
    "duration": _literal,
    "set": _literal,
}
