"""Which one is meant: of one date, month, season or weekday in several years or weeks, the one that
the words ("last", "next") or the tense of the clause point to.

June 15 of 2018, 2019 and 2020, Rule(which=-1), 1 March 2020 ──▶ June 15, 2019
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from operator import attrgetter

from sayso.model import Rule
from sayso.timex.periods import Period

# Days ahead at which a month or date without a year is looked for at most, by the tense of its
# clause: what is past never lies ahead; else news looks back, but a date ten months back would be
# told with its year (set on the tuning half of bench/times).
_AHEAD = {
    "past": timedelta(0),
    None: timedelta(days=110),
    "intended": timedelta(days=110),
    "present": timedelta(days=250),
}
# Days before the day told of last that a narrative may step back without naming the year again.
_FLASHBACK = timedelta(days=60)
# A date this little past is meant rather than next year's, even in a clause that looks ahead.
_JUST_OVER = timedelta(days=30)
_SEASON_AHEAD = timedelta(days=100)  # of a season in a present clause
_YEARS = 2  # years around the day in which anything else is looked for: "last winter", in January
_LEAP_YEARS = 8  # years between two days of 29 February, at most
_SATURDAY = 6  # ISO weekday
# ISO weekday up to which "the weekend" is the one just over, whatever the tense.
_STILL_OVER = 2
_NONE = timedelta(0)
# Days within which the weekday printed with a date says which year is meant.
_WEEKDAY_NEAR = timedelta(days=366)
# Days by which a text may be updated after its declared day: a date with its weekday that is past.
_UPDATED = timedelta(days=7)
# Days back from which a weekday of a present clause is rather the next one (in data/bulk so in
# nearly all such sentences, and in hardly any with a day less).
_SOONER_AHEAD = 4
_BY_FIRST = attrgetter("first")
AHEAD = ("future", "intended")  # tenses in which a weekday is the next one


def in_years(rule: Rule, day: date, period: Callable[[int], Period]) -> Period:
    """The period, one a year, that `rule` means on `day`: a day, month, season, quarter or feast.
    Raises ValueError where no year near has it.
    """
    reach = _LEAP_YEARS if rule.day == 29 else _YEARS
    found = _near(range(day.year - reach, day.year + reach + 1), period)
    if rule.kind == "month":
        day = day.replace(day=1)
    told = rule.weekday and rule.kind == "day" and rule.which is None and rule.tense != "narrated"
    if told and (fits := _on_weekday(rule, day, found)):
        return fits
    if rule.which == 0 and rule.kind == "season" and rule.tense == "past":
        return max((p for p in found if p.first <= day), key=_BY_FIRST)
    if rule.which == 0 and rule.kind == "season":  # "this winter" may be that of last December
        return min(found, key=lambda p: (abs(p.first + (p.last - p.first) / 2 - day), p.first))
    if rule.which == 0:
        return min((p for p in found if p.first.year == day.year), key=_BY_FIRST)
    if rule.which == -1:
        return max((p for p in found if p.last < day), key=_BY_FIRST)
    if rule.which == 1:
        return min((p for p in found if p.first > day), key=_BY_FIRST)
    return _by_tense(rule, day, found)


def _on_weekday(rule: Rule, day: date, found: list[Period]) -> Period | None:
    """The one that falls on the weekday printed with it, where it lies within a year: a weekday
    that fits no such year is a slip of the pen.
    """
    ahead = _UPDATED if rule.tense == "past" else _WEEKDAY_NEAR
    fits = [p for p in found if p.first.isoweekday() == rule.weekday]
    near = [p for p in fits if -_WEEKDAY_NEAR <= p.first - day <= ahead]
    return min(near, key=lambda p: abs(p.first - day), default=None)


def _near(years: range, period: Callable[[int], Period]) -> list[Period]:
    found = []
    for year in years:
        try:
            found.append(period(year))
        except (ValueError, OverflowError):  # 29 February; a year outside the calendar
            continue
    return found


def _by_tense(rule: Rule, day: date, found: list[Period]) -> Period:
    """A day that is to come may lie a little before `day`: the parser misjudges tenses."""
    single = rule.kind in ("day", "feast")
    if rule.tense == "narrated":
        return min((p for p in found if p.last >= day - _FLASHBACK), key=_BY_FIRST)
    if rule.tense == "future":
        over = _JUST_OVER if single else _NONE
        return min((p for p in found if p.last >= day - over), key=_BY_FIRST)
    ahead = _AHEAD[rule.tense] if single or rule.kind == "month" else _NONE
    if rule.kind == "season" and rule.tense == "present":
        ahead = _SEASON_AHEAD  # "heading into fall"
    return max((p for p in found if p.first <= day + ahead), key=_BY_FIRST)


def quarter_year(rule: Rule, day: date) -> int:
    """The year of a quarter by the tense: results are told in the quarter after, so that in January
    the fourth quarter is the old year's.
    """
    number, now = rule.number or 1, (day.month + 2) // 3
    ahead = {"past": 0, None: 1}.get(rule.tense, 4)
    behind = {"future": 1, None: 2}.get(rule.tense, 4)
    return day.year - (number - now > ahead) + (now - number > behind)


def weekday(rule: Rule, day: date, number: int) -> date:
    """The weekday that `rule` means on `day`; the day itself, unless "last" or "next" is said.

    >>> weekday(Rule("weekday", weekday=5, which=-1), date(2020, 1, 3), 5)
    datetime.date(2019, 12, 27)
    """
    back = (day.isoweekday() - number) % 7
    if rule.which == -1:
        return day - timedelta(days=back or 7)
    if rule.which == 1:
        return day + timedelta(days=7 - back)
    if rule.which == 0 and rule.tense != "past":  # "this Friday" is to come
        return day + timedelta(days=-back % 7)
    if rule.tense == "intended" and back == 1:  # of a day six days ahead one says more
        return day - timedelta(days=1)
    if rule.tense in AHEAD or (rule.tense == "present" and back >= _SOONER_AHEAD):
        return day + timedelta(days=-back % 7)
    return day - timedelta(days=back)


def saturday(rule: Rule, day: date) -> date:
    """The Saturday of the weekend that `rule` means on `day`.

    >>> saturday(Rule("weekend", which=1), date(2020, 1, 8))
    datetime.date(2020, 1, 11)
    """
    here, on_one = day.isoweekday(), day.isoweekday() >= _SATURDAY
    if rule.which == 0:
        weeks = -1 if rule.tense == "past" and not on_one else 0
    elif rule.which is not None:  # "next weekend": the first one ahead
        weeks = -1 if rule.which == -1 else int(on_one)
    else:
        weeks = 0 if on_one or (rule.tense in AHEAD and here > _STILL_OVER) else -1
    return day + timedelta(days=_SATURDAY - here + 7 * weeks)
