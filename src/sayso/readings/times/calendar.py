"""What dates and weekdays mean; None where the words only look like a time.

"Dec. 27" ──▶ TimeMeaning("DATE", Rule("day", month=12, day=27))      "March on" ──▶ None
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.model import Rule
from sayso.readings.times.match import (
    MONTHS,
    NUMBERS,
    PREPOSITIONS,
    STEPS,
    WEEKDAYS,
    Match,
    TimeMeaning,
    literal,
    number_of,
    step,
    which,
)
from sayso.timex import named_day
from sayso.timex.periods import month_length

_ATTACKS = frozenset(("attacks", "attack", "terrorist", "hijackers", "commission"))
_SEPTEMBER_11 = Rule("day", year=2001, month=9, day=11)
_LONGEST_DAY = 31
_LEAP_YEAR = 2024  # any: 29 February is a day of some year
_MONTH = r"(?:M|[Am]\.?)"
# the rest of "Monday 20, Tuesday 21 and Wednesday 22 April" behind its first day
_LISTED_DAYS = r"(?:,?-?c?-?h?(?:[Dk]\.?,?h?)?[dO])+i?" + _MONTH + "(?:,?i?Y)?"
_LIST_TOKENS = 14  # tokens in which "24" of "April 24, 25 and 26" has its month before it
_CENTURY_TURN = "50"  # two digits from here on are of the 20th century


# ---- numeric dates -----------------------------------------------------------


def year_of(digits: str) -> int:
    """A year that may be printed with two digits: 94 is 1994, 08 is 2008."""
    if len(digits) == 4:
        return int(digits)
    return int(("19" if digits >= _CENTURY_TURN else "20") + digits)


def numeric_rule(printed: str) -> Rule | None:
    """Rule of a numeric date, None where no order of its numbers gives a month and a day."""
    if printed == "9/11":
        return _SEPTEMBER_11
    a, b, c = re.split(r"[-/.]", printed)
    if len(a) == 4:
        return _date(int(a), int(b), int(c))
    one, two, year = int(a), int(b), year_of(c)
    if "." in printed or one > 12:  # only the month stands second: 27.12.2019
        return _date(year, two, one)
    if two > 12 or one == two:
        return _date(year, one, two)
    return Rule("numeric", year=year, month=one, day=two) if year and one and two else None


def _date(year: int, month: int, day: int) -> Rule | None:
    possible = year and 1 <= month <= 12 and 1 <= day <= _LONGEST_DAY
    return Rule("day", year=year, month=month, day=day) if possible else None


def numeric(match: Match) -> TimeMeaning | None:
    """01/27/2019, 2019-01-27, 9/11; 3/4/2020 stays open until the order of its writer is known."""
    rule = numeric_rule(match.value("C"))
    return TimeMeaning("DATE", rule) if rule else None


# ---- days of a month ---------------------------------------------------------


def month_day_rule(match: Match) -> Rule | None:
    """Rule of the month and day, with or without a year, in a match; None where they are none."""
    month, day = match.number(MONTHS), match.number(NUMBERS) or match.number("o")
    if not month or not day or not 1 <= day <= _LONGEST_DAY:
        return None
    year = match.number("Y", last=True)
    if not year and day > month_length(_LEAP_YEAR, month):  # 31 February: of no year
        return None
    last = match.narrowed(r"(?<=-)d(?!-)")
    until = last.number("d") if last else None
    return Rule(
        "day", year=year, month=month, day=day, until=until if until and until > day else None
    )


def _weak_month(match: Match) -> bool:
    """True where "may", "march" is more likely a verb: no year, ordinal, weekday or preposition
    beside it.
    """
    if "m" not in match.classes:
        return False
    return not (
        set(match.classes) & {"Y", "O", *WEEKDAYS} or match.before() in PREPOSITIONS + STEPS + "E"
    )


def month_day(match: Match) -> TimeMeaning | None:
    """Dec. 27; Friday, Dec. 27, 2019; December 31st."""
    rule = _with_weekday(match)
    if not rule or _weak_month(match) or match.after() == "%":
        return None
    unsaid = rule.year is None and (rule.month, rule.day) == (9, 11)
    if unsaid and _is_of_2001(match):
        rule = _SEPTEMBER_11
    if comes(match) and not rule.year:
        rule = replace(rule, tense="future")
    return TimeMeaning("DATE", replace(rule, clock=match.value("P")))


def _is_of_2001(match: Match) -> bool:
    """The Sept. 11 attacks; "the Sept. 11 attack on the consulate" is of any year."""
    behind = match.word(match.stop).lower()
    other = behind == "attack" and match.word(match.stop + 1).lower() in ("on", "in", "at")
    return behind in _ATTACKS and not other


def step_month_day(match: Match) -> TimeMeaning | None:
    """Last Oct. 23."""
    rule = month_day_rule(match)
    if rule is None:
        return None
    if match.word(match.first).lower() == "past":
        return TimeMeaning("DATE", rule, skip=1)  # "funds it past Sept. 30"
    said = match.value("LX") or match.value("T")  # "this past Oct. 1"
    return TimeMeaning("DATE", replace(rule, which=which(said)))


def month_day_of_year(match: Match) -> TimeMeaning | None:
    """January 1st of this year."""
    rule = month_day_rule(match)
    if match.value("u") != "Y" or rule is None or rule.year:
        return None
    year = step("Y", match.value(STEPS, last=True))
    return TimeMeaning("DATE", replace(rule, which=0, until=None, of=year))


def week_of(match: Match) -> TimeMeaning | None:
    """The week of March 6."""
    rule = month_day_rule(match)
    return (
        TimeMeaning("DATE", replace(rule, week=True)) if rule and match.value("u") == "W" else None
    )


def day_month(match: Match) -> TimeMeaning | None:
    """27 December 2019; the 27th of December."""
    if _weak_month(match) or ("m" in match.classes and not match.value("YOo")):
        return None
    rule = _with_weekday(match)
    return TimeMeaning("DATE", rule) if rule else None


def _with_weekday(match: Match) -> Rule | None:
    """The date of a match with the weekday that is printed before it."""
    rule = month_day_rule(match)
    said = rule and not rule.year and match.classes[0] in WEEKDAYS
    return replace(rule, weekday=int(match.value(WEEKDAYS))) if rule and said else rule


def weekday_number(match: Match) -> TimeMeaning | None:
    """Monday 20, of a month that is named behind the list or not at all; "on Monday 20 people
    died" has none.
    """
    tokens, day, weekday = match.tokens, match.number(NUMBERS) or 0, match.number(WEEKDAYS)
    listed = re.match(_LISTED_DAYS, tokens.classes[match.stop :])
    if listed:
        whole = Match(tokens, match.stop, match.stop + listed.end())
        month, year = whole.number(MONTHS), whole.number("Y")
        if not month or not 1 <= day <= month_length(_LEAP_YEAR, month):
            return None
        named = None if year else weekday
        rule = Rule("day", year=year, month=month, day=day, weekday=named)
        return TimeMeaning("DATE", rule)
    alone = match.after() in ".,|);c" or ("O" in match.classes and match.after() != "_")
    if not alone or not 1 <= day <= _LONGEST_DAY:
        return None
    return TimeMeaning("DATE", Rule("monthday", day=day, weekday=weekday))


def day_behind(match: Match) -> TimeMeaning | None:
    """The second day of "April 24 and 25", "Jan. 3-5": its month stands before it."""
    tokens = match.tokens
    before = tokens.classes[max(0, match.first - _LIST_TOKENS) : match.first]
    found = re.search(_MONTH + r"h?[dO](?:,h?[dO])*(?:,?-?c-?h?|,?-|,h?|ph?)$", before)
    counts = match.after() in "uU%_$" and "Y" not in tokens.classes[match.stop : match.stop + 2]
    if found is None or counts:
        return None
    if before.endswith(",") and match.after() not in ",-c":  # "on April 24, 25 people": no list
        return None
    listed = Match(tokens, match.first - (len(before) - found.start()), match.first)
    month, day = listed.number(MONTHS), match.number(NUMBERS) or 0
    if not (listed.number(NUMBERS, last=True) or 0) < day <= _LONGEST_DAY:
        return None
    year = re.match(r",?Y", tokens.classes[match.stop :])
    named = int(tokens.values[match.stop + year.end() - 1]) if year else None
    return TimeMeaning("DATE", Rule("day", year=named, month=month, day=day))


def day_before(match: Match) -> TimeMeaning | None:
    """The first day of "3 and 5 March": its month stands behind it."""
    behind = re.match(
        r"(?:,[dO])*(?:,?-?c-?|,?-)[dO]i?" + _MONTH + "(?:,?i?Y)?",
        match.tokens.classes[match.stop :],
    )
    if behind is None or match.before() not in "p@hbci|,(":
        return None
    whole = Match(match.tokens, match.first, match.stop + behind.end())
    rule = month_day_rule(whole)
    return TimeMeaning("DATE", rule) if rule and not _weak_month(whole) else None


def ordinal_day(match: Match) -> TimeMeaning | None:
    """On the 27th."""
    day = match.number("O") or 0
    if match.before() != "p" or match.after() not in ".,p|)ha" or not 1 <= day <= _LONGEST_DAY:
        return None
    return TimeMeaning("DATE", Rule("monthday", day=day))


# ---- weekdays ----------------------------------------------------------------


def weekday(match: Match) -> TimeMeaning | None:
    """Friday, Monday night; "on Fridays" and "Monday nights" are sets, "a Friday in June" is of no
    week that is named.
    """
    day, clock = match.number("D"), match.value("P")
    if match.word(match.stop - 1).lower().endswith("s"):
        return literal("SET", f"XXXX-WXX-{day}{clock}")
    if match.before() == "a" and match.classes[0] == "e":  # "came to an end Thursday"
        return None
    single = match.before() == "a" or match.word(match.first - 1).lower() == "one"
    if single and match.after() in ".,|)pi":
        return literal("DATE", f"XXXX-WXX-{day}{clock}")
    rule = Rule("weekday", weekday=day, tense="future" if comes(match) else None, clock=clock)
    return TimeMeaning("TIME" if clock else "DATE", rule)


def comes(match: Match) -> bool:
    """ "Come Saturday" looks ahead whatever the clause."""
    return match.word(match.first - 1).lower() == "come"


def weekday_short(match: Match) -> TimeMeaning | None:
    """Fri. after a preposition, with a capital."""
    if match.before() not in PREPOSITIONS or not match.word(match.first)[0].isupper():
        return None
    return TimeMeaning("DATE", Rule("weekday", weekday=match.number("k")))


def weekday_of_week(match: Match) -> TimeMeaning | None:
    """Tuesday last week, Monday of this week."""
    if match.value("u") != "W":
        return None
    week, clock = step("W", match.value(STEPS)), match.value("P")
    rule = Rule("weekday-in-week", weekday=match.number("D"), clock=clock, of=week)
    return TimeMeaning("DATE", rule)


# ---- days counted from a day --------------------------------------------------


def beside_day(match: Match) -> TimeMeaning | None:
    """The day before last Tuesday, the day after Christmas."""
    base = day_rule(match.narrowed(r"(?<=p)h?[^p]+$") or match)
    side = match.value("p")
    if match.value("u") != "D" or side not in ("before", "after") or not base or base.clock:
        return None
    return TimeMeaning("DATE", step("D", -1 if side == "before" else 1, of=base))


def from_weekday(match: Match) -> TimeMeaning | None:
    """A week from Friday, two weeks from tomorrow."""
    unit, side = match.value("uU"), match.value("p")
    base, number = day_rule(match.narrowed("[Dt]$") or match), number_of(match)
    if side not in ("from", "after", "before") or not base or not number.isdigit():
        return None
    if unit in ("M", "Y") and match.value("t") == "0" and side == "from":
        return TimeMeaning("DATE", step(unit, number))
    if unit not in ("D", "W"):
        return None
    days = int(number) * (7 if unit == "W" else 1) * (-1 if side == "before" else 1)
    if side == "from" and base.kind != "step":
        base = replace(base, tense="future")
    return TimeMeaning("DATE", step("D", days, of=base))


def day_rule(match: Match) -> Rule | None:
    """Rule of the one day named in a match: a date, a weekday, a holiday or today; None where there
    is none.
    """
    if match.value("C"):
        return numeric_rule(match.value("C"))
    if match.value(MONTHS):
        inner = match.narrowed(r"(?:M|[Am]\.?)h?[dO](?:-d)?(?:,?Y)?$") or match.narrowed(
            r"[dO]i?(?:M|[Am]\.?)(?:,?Y)?$"
        )
        return month_day_rule(inner) if inner else None
    if match.value(WEEKDAYS):
        said = match.value("LX")
        day = match.number(WEEKDAYS)
        return Rule("weekday", weekday=day, which=which(said) if said else None)
    if match.value("H"):
        return named_day(match.value("H"))
    if match.classes.endswith("P") and match.value("LT"):
        return step("D", match.value("LT"), clock=match.value("P"))
    if match.value("t"):
        return step("D", match.value("t").removesuffix("TNI"))
    return None
