"""What a rule is worth on a day, or without one: TIMEX3 value, days spanned, and why.

`XXXX` stands where a day is wanted and not known. A chained rule is counted from the first day of
the rule before it.

    Rule("weekday", weekday=5, tense="past"), 7 January 2020 ──▶ Meant("2020-01-03", 3 January, ...)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from sayso.model import Rule, RuleKind, Scalar, Unit
from sayso.timex import choose, periods
from sayso.timex.holidays import feast, nth_weekday
from sayso.timex.periods import Period

Span = tuple[date, date]
Step = tuple[Scalar, ...]

_FIXED = ("numeric", "foreign", "reference", "duration", "set")  # kinds that no day changes
_YEARS = {"Y": 1, "E": 10, "C": 100, "year": 1, "decade": 10, "century": 100}
_SOME_DAY = date(2024, 3, 13)  # of a leap year: every day of the calendar has a value in it
_HALF_WEEK = timedelta(days=3)
_MONTHS_ROUND = 6  # months in which "Monday the 20th" is looked for, each way
_MONTHS_TRIED = 3  # the 31st comes again after two months at most


@dataclass(frozen=True, slots=True)
class Meant:
    """A value, the first and last day it spans (None where it spans none), and how it was come by.

    why      one step of counting after the other: its kind (see `sayso.words`) and its values
    counted  True where the value rests on the day of writing
    """

    value: str
    earliest: date | None = None
    latest: date | None = None
    why: tuple[Step, ...] = ()
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
        if _is_ahead(rule, found, day):
            return Meant(_blank(rule) + rule.clock)
        fixed = rule.kind == "foreign" or rule.year is not None
        return replace(found, counted=bool(found.why) and not fixed)
    base = on(rule.of, day)
    found = _alone(rule, base.earliest)
    if _is_ahead(rule, found, day):  # the day it is counted from is not the one that was meant
        return Meant(_blank(rule) + rule.clock)
    if rule.kind == "duration":  # "three days after Christmas" also spans the day it leads to
        found = replace(found, earliest=base.earliest, latest=base.latest)
    return replace(found, why=(*base.why, *found.why), counted=base.counted)


def _is_ahead(rule: Rule, found: Meant, day: date | None) -> bool:
    """True for a step of what is past that leads beyond the day of writing."""
    past = rule.kind == "step" and rule.tense == "past"
    return past and day is not None and found.earliest is not None and found.earliest > day


def _alone(rule: Rule, day: date | None) -> Meant:
    """A rule without what it is counted from."""
    if day is None and rule.kind not in _FIXED and rule.year is None:
        found = Meant(_blank(rule))
    else:
        try:
            found = _ranged(rule, KINDS[rule.kind](rule, day or _SOME_DAY))
        except (OverflowError, ValueError):  # the day counted to lies outside the calendar
            found = Meant(_blank(rule))
    return replace(found, value=found.value + rule.clock) if rule.clock else found


def _ranged(rule: Rule, found: Meant) -> Meant:
    """ "Nov. 1-3" is named by its first day, "the week of Nov. 1" by its week."""
    if found.earliest is None:
        return found
    if rule.week:
        return _named(periods.week(found.earliest), *found.why)
    if rule.until is None:
        return found
    length = periods.month_length(found.earliest.year, found.earliest.month)
    return replace(found, latest=found.earliest.replace(day=min(rule.until, length)))


def _blank(rule: Rule) -> str:
    """The value with what is certain of it, where no day is known."""
    if rule.kind in ("weekday", "weekday-in-week"):
        return f"XXXX-WXX-{rule.weekday}"
    if rule.kind == "monthday":
        return f"XXXX-XX-{rule.day:02}"
    if KINDS[rule.kind] is _yearly and rule.kind != "feast":
        return "XXXX" + _part(rule, _SOME_DAY.year).value[len("XXXX") :]
    near = replace(rule, offset=0)  # however far it goes, its value has the same form
    return re.sub(r"\d", "X", KINDS[rule.kind](near, _SOME_DAY).value)


def _named(period: Period, *why: Step) -> Meant:
    return Meant(period.value, period.first, period.last, why)


def _one(day: date, *why: Step) -> Meant:
    return _named(periods.single(day), *why)


# ---- what comes once a year -----------------------------------------------------


def _yearly(rule: Rule, day: date) -> Meant:
    """A part of a year that is named, or of the one that is meant."""
    if rule.year is not None:
        try:
            return _named(_part(rule, rule.year))
        except ValueError:
            month = f"{rule.year:04}-{rule.month:02}"
            return Meant(f"{month}-XX", why=(("no-such-day", f"{rule.day:02}", month),))
    if rule.years is not None:
        found = _part(rule, day.year + rule.years)
    elif rule.kind == "quarter" and rule.which is None:
        found = _part(rule, choose.quarter_year(rule, day))
    else:
        found = choose.in_years(rule, day, partial(_part, rule))
    return _named(found, _yearly_why(rule, day))


def _part(rule: Rule, year: int) -> Period:
    month, number = rule.month or 0, rule.number or 0
    match rule.kind:
        case "day":
            return periods.single(date(year, month, rule.day or 0))
        case "month":
            return periods.month(year, month)
        case "season":
            return periods.season(year, rule.season or "")
        case "quarter":
            return periods.quarter(year + rule.offset, number)
        case "half":
            return periods.half(year, number)
        case _:
            return periods.single(feast(rule, year))


def _yearly_why(rule: Rule, day: date) -> Step:
    if rule.kind in ("quarter", "half"):
        return "quarter", day
    if rule.which == 0 and rule.kind != "season":
        return "this-year", day
    return {"day": "date", "feast": "holiday"}.get(rule.kind, rule.kind), _how(rule), day


def _how(rule: Rule, untold: str = "nearest") -> str:
    """The word for how a rule counts: by what is said, else by the tense."""
    if rule.tense == "narrated":
        return "near"
    if rule.which is not None:
        return "back" if rule.which == -1 else "on"
    return rule.tense if rule.tense in ("past", "future", "intended") else untold


def _years(rule: Rule, day: date) -> Meant:
    return _named(periods.years(rule.year or 0, _YEARS[rule.kind]))


def _numeric(rule: Rule, day: date) -> Meant:
    """3/4/2020: both stay open."""
    year, one, two = rule.year or 0, rule.month or 0, rule.day or 0
    first, last = sorted((date(year, one, two), date(year, two, one)))
    return Meant(f"{year:04}-XX-XX", first, last, (("either-order", first, last),))


def _foreign(rule: Rule, day: date) -> Meant:
    return Meant("XXXX-XX-XX", why=(("other-calendar", rule.value),))


# ---- weekdays and days of the month ------------------------------------------------


def _weekday(rule: Rule, day: date) -> Meant:
    chosen = choose.weekday(rule, day, rule.weekday or 0)
    how = _how(rule, "plain")
    if how == "plain" or rule.which == 0:
        how = "on" if chosen > day else "back" if rule.which == 0 else how
    return _one(chosen, ("weekday", how, day))


def _weekend(rule: Rule, day: date) -> Meant:
    chosen = choose.saturday(rule, day)
    # The weekend just over may be meant whatever the tense: the reason says which way was counted.
    by_place = rule.which == 0 or (rule.tense in choose.AHEAD and chosen < day)
    how = ("back" if chosen < day else "on") if by_place else _how(rule)
    return _named(periods.weekend(chosen), ("weekend", how, day))


def _weekday_in_week(rule: Rule, day: date) -> Meant:
    chosen = day + timedelta(days=(rule.weekday or 0) - day.isoweekday())
    return _one(chosen, ("weekday-of-week", day))


def _monthday(rule: Rule, day: date) -> Meant:
    number, ahead = rule.day or 0, rule.tense in choose.AHEAD
    if rule.tense == "narrated":
        return _one(day.replace(day=number), ("month-before", day))
    if rule.weekday and (fits := _on_weekday(rule, day)):
        return _one(fits, ("day-of-month", "on" if fits > day else "back", day))
    for step in range(_MONTHS_TRIED):
        year, month = periods.months_on(day, step if ahead else -step)
        if number > periods.month_length(year, month):
            continue
        chosen = date(year, month, number)
        if (chosen >= day) if ahead else (chosen <= day):
            return _one(chosen, ("day-of-month", "on" if ahead else "back", day))
    raise ValueError(f"no month has a {number}th")


def _on_weekday(rule: Rule, day: date) -> date | None:
    """ "Monday the 20th": the nearest 20th that is a Monday, on the side that the tense points to;
    None where there is none within half a year.
    """
    number, found = rule.day or 0, []
    for step in range(-_MONTHS_ROUND, _MONTHS_ROUND + 1):
        year, month = periods.months_on(day, step)
        if number > periods.month_length(year, month):
            continue
        chosen = date(year, month, number)
        ahead, back = rule.tense in choose.AHEAD, rule.tense == "past"
        wrong = chosen < day if ahead else chosen > day and back
        if chosen.isoweekday() == rule.weekday and not wrong:
            found.append(chosen)
    return min(found, key=lambda one: (abs(one - day), one), default=None)


def _nth_in_month(rule: Rule, day: date) -> Meant:
    nth, why = rule.number or 0, ("in-month", day)
    _, first, last = periods.month(day.year, day.month)
    if rule.weekday is not None:
        return _one(nth_weekday((day.year, day.month), rule.weekday, nth), why)
    if rule.unit == "D":
        return _one(last if nth < 0 else first + timedelta(days=nth - 1), why)
    # The week with most of the first seven days of the month, of the next seven, of the last seven.
    middle = last - _HALF_WEEK if nth < 0 else first + timedelta(weeks=nth - 1) + _HALF_WEEK
    return _named(periods.week(middle), why)


# ---- steps from a day -----------------------------------------------------------


def _anniversary(rule: Rule, day: date) -> Meant:
    year = day.year + rule.offset
    number = min(day.day, periods.month_length(year, day.month))
    return _one(date(year, day.month, number), ("years-off", rule.offset, day))


def _step(rule: Rule, day: date) -> Meant:
    unit = rule.unit or "D"
    why: Step = ("step", rule.offset, unit, day) if rule.offset else ("within", day)
    value, first, last = _stepped(unit, rule.offset, day)
    if rule.running:  # "in the past year": named by the last calendar year, runs up to the day
        length = last - first
        first, last = (day - length, day) if rule.offset < 0 else (day, day + length)
    return Meant(value, first, last, (why,))


def _stepped(unit: Unit, offset: int, day: date) -> Period:
    match unit:
        case "D":
            return periods.single(day + timedelta(days=offset))
        case "W":
            return periods.week(day + timedelta(weeks=offset))
        case "M":
            return periods.month(*periods.months_on(day, offset))
        case "Q":
            year, month = periods.months_on(day, 3 * offset)
            return periods.quarter(year, (month + 2) // 3)
        case _:
            return periods.years(day.year + offset * _YEARS[unit], _YEARS[unit])


def _literal(rule: Rule, day: date) -> Meant:
    return Meant(rule.value)


KINDS: dict[RuleKind, Callable[[Rule, date], Meant]] = {
    **dict.fromkeys(("day", "month", "season", "quarter", "half", "feast"), _yearly),
    **dict.fromkeys(("year", "decade", "century"), _years),
    "numeric": _numeric,
    "foreign": _foreign,
    "weekday": _weekday,
    "weekend": _weekend,
    "monthday": _monthday,
    "step": _step,
    "anniversary": _anniversary,
    "weekday-in-week": _weekday_in_week,
    "nth-in-month": _nth_in_month,
    **dict.fromkeys(("reference", "duration", "set"), _literal),
}
