"""What dates, months and years mean; None where the words only look like a time.

"Dec. 27" ──▶ Told("DATE", "md=12-27;dir=?")      "2014 troops" ──▶ None
"""

from __future__ import annotations

import calendar
import re

from sayso import lexicon
from sayso.readings.times.match import Match, Meaning, Told, number_of

_COUNTED = lexicon.words("time_counted")  # nouns of which there may be 2014
_ATTACKS = frozenset(("attacks", "attack", "terrorist", "hijackers", "commission"))
_LONGEST_DAY = 31
_MONTH = r"(?:M|[Am]\.?)"


# ---- numeric dates -----------------------------------------------------------


def year_of(digits: str) -> str:
    """Four digits of a year that may be printed with two: 94 is 1994, 08 is 2008."""
    return digits if len(digits) == 4 else ("19" if digits >= "50" else "20") + digits


def numeric_rule(printed: str) -> str:
    """Rule of a numeric date, "" where no order of its numbers gives a month and a day."""
    if printed == "9/11":
        return "abs=2001-09-11"
    a, b, c = re.split(r"[-/.]", printed)
    if len(a) == 4:
        return (
            f"abs={a}-{int(b):02}-{int(c):02}"
            if 1 <= int(b) <= 12 and 1 <= int(c) <= _LONGEST_DAY
            else ""
        )
    one, two, year = int(a), int(b), year_of(c)
    if (
        not (0 < one <= _LONGEST_DAY and 0 < two <= _LONGEST_DAY and min(one, two) <= 12)
        or int(year) < 1
    ):
        return ""
    if "." in printed or one > 12:  # only the month stands second: 27.12.2019
        return f"abs={year}-{two:02}-{one:02}" if two <= 12 else ""
    if two > 12 or one == two:
        return f"abs={year}-{one:02}-{two:02}"
    return f"num={one}-{two}-{year};order=?"


def numeric(match: Match) -> Told | None:
    """01/27/2019, 2019-01-27, 9/11; 3/4/2020 stays open until the order of its writer is known."""
    rule = numeric_rule(match.value("C"))
    return Told("DATE", rule) if rule else None


# ---- days of a month ---------------------------------------------------------


def month_day_rule(match: Match) -> str:
    """Rule of the month and day, with or without a year, in a match; "" where they are none."""
    month, day, year = (
        match.value("MAm"),
        match.value("dO") or match.value("o"),
        match.value("Y", last=True),
    )
    if not month or not day or not 1 <= int(day) <= _LONGEST_DAY:
        return ""
    last = match.narrowed(r"(?<=-)d(?!-)")
    to = f";to={last.value('d').zfill(2)}" if last and int(last.value("d")) > int(day) else ""
    if year:
        return f"abs={year}-{int(month):02}-{int(day):02}{to}"
    if int(day) > calendar.monthrange(2024, int(month))[1]:  # 31 February: of no year
        return ""
    return f"md={int(month):02}-{int(day):02};dir=?{to}"


def _weak_month(match: Match) -> bool:
    """True where "may", "march" is more likely a verb: no year, ordinal, weekday or preposition
    beside it.
    """
    if "m" not in match.classes:
        return False
    return not (set(match.classes) & set("YODk") or match.before() in "p@LXTE")


def month_day(match: Match) -> Told | None:
    """Dec. 27; Friday, Dec. 27, 2019; December 31st."""
    rule = month_day_rule(match)
    if not rule or _weak_month(match) or match.after() == "%":
        return None
    if rule.startswith("md=09-11") and match.word(match.stop).lower() in _ATTACKS:
        rule = "abs=2001-09-11"
    return Told("DATE", rule + part_suffix(match))


def part_suffix(match: Match) -> str:
    """`;time=TMO` for the part of the day in a match."""
    part = match.value("P")
    return f";time={part}" if part else ""


def step_month_day(match: Match) -> Told | None:
    """Last Oct. 23."""
    rule = month_day_rule(match)
    if rule and match.word(match.first).lower() == "past":
        return Told("DATE", rule, skip=1)  # "funds it past Sept. 30"
    return Told("DATE", rule.replace("dir=?", f"which={match.value('LXT')}")) if rule else None


def month_day_of_year(match: Match) -> Told | None:
    """January 1st of this year."""
    rule = month_day_rule(match)
    if match.value("u") != "Y" or not rule.startswith("md="):
        return None
    step = match.value("LXT", last=True)
    return Told("DATE", f"unit=Y;off={step}>{rule.split(';')[0]};which=0")


def week_of(match: Match) -> Told | None:
    """The week of March 6."""
    rule = month_day_rule(match)
    return Told("DATE", f"{rule};as=W") if rule and match.value("u") == "W" else None


def day_month(match: Match) -> Told | None:
    """27 December 2019; the 27th of December."""
    if _weak_month(match) or ("m" in match.classes and not match.value("YOo")):
        return None
    rule = month_day_rule(match)
    return Told("DATE", rule) if rule else None


def day_behind(match: Match) -> Told | None:
    """The second day of "April 24 and 25", "Jan. 3-5": its month stands before it."""
    before = match.tokens.classes[max(0, match.first - 14) : match.first]
    found = re.search(_MONTH + r"h?[dO](?:,h?[dO])*(?:,?-?c-?h?|,?-|,h?|ph?)$", before)
    if found is None or (
        match.after() in "uU%_$" and "Y" not in match.tokens.classes[match.stop : match.stop + 2]
    ):
        return None
    if before.endswith(",") and match.after() not in ",-c":  # "on April 24, 25 people": no list
        return None
    first = match.first - (len(before) - found.start())
    year = re.match(r",?Y", match.tokens.classes[match.stop :])
    stop = match.stop + (year.end() if year else 0)
    month, day = Match(match.tokens, first, match.first).value("MAm"), match.value("dO")
    if int(day) > _LONGEST_DAY or int(day) <= int(
        Match(match.tokens, first, match.first).value("dO", last=True)
    ):
        return None
    printed = match.tokens.values[stop - 1] if year else ""
    rule = (
        f"abs={printed}-{int(month):02}-{int(day):02}"
        if printed
        else f"md={int(month):02}-{int(day):02};dir=?"
    )
    return Told("DATE", rule)


def day_before(match: Match) -> Told | None:
    """The first day of "3 and 5 March": its month stands behind it."""
    behind = re.match(
        r"(?:,[dO])*(?:,?-?c-?|,?-)[dO]i?" + _MONTH, match.tokens.classes[match.stop :]
    )
    if behind is None or match.before() not in "p@hbci|,(":
        return None
    whole = Match(match.tokens, match.first, match.stop + behind.end())
    rule = month_day_rule(whole)
    return Told("DATE", rule) if rule and not _weak_month(whole) else None


def ordinal_day(match: Match) -> Told | None:
    """On the 27th."""
    day = match.value("O")
    if match.before() != "p" or match.after() not in ".,p|)ha" or not 1 <= int(day) <= _LONGEST_DAY:
        return None
    return Told("DATE", f"dom={int(day):02};dir=?")


# ---- weekdays ----------------------------------------------------------------


def weekday(match: Match) -> Told | None:
    """Friday, Monday night; "on Fridays" is a set."""
    day, printed = match.value("D"), match.word(match.stop - 1).lower()
    if printed.endswith("days"):
        return Told("SET", f"set=XXXX-WXX-{day}")
    return Told(
        "TIME" if match.value("P") else "DATE", f"wd={day};dir={_come(match)}{part_suffix(match)}"
    )


def _come(match: Match) -> str:
    """ "Come Saturday" looks ahead whatever the clause."""
    return "future" if match.word(match.first - 1).lower() == "come" else "?"


def weekday_short(match: Match) -> Told | None:
    """Fri. after a preposition, with a capital."""
    if match.before() not in "p@" or not match.word(match.first)[0].isupper():
        return None
    return Told("DATE", f"wd={match.value('k')};dir=?")


def weekday_of_week(match: Match) -> Told | None:
    """Tuesday last week, Monday of this week."""
    if match.value("u") != "W":
        return None
    return Told(
        "DATE", f"unit=W;off={match.value('LXT')}>wdin={match.value('D')}{part_suffix(match)}"
    )


# ---- months and years --------------------------------------------------------


def month_year(match: Match) -> Told | None:
    """October 1998, late October 1998."""
    return Told("DATE", f"abs={match.value('Y')}-{int(match.value('MAm')):02}")


def month_short_year(match: Match) -> Told | None:
    """Oct. '98."""
    digits = match.value("dn", last=True)
    return (
        Told("DATE", f"abs={year_of(digits)}-{int(match.value('MAm')):02}")
        if len(digits) == 2
        else None
    )


def month_of_year(match: Match) -> Told | None:
    """June last year."""
    if match.value("u") != "Y":
        return None
    return Told("DATE", f"mon={match.value('MAm')};years={match.value('LXT')}")


def nth_of_month(match: Match) -> Told | None:
    """The first Monday in October, the last day of the month, the first week of March 1998."""
    unit, number = match.value("uD"), match.value("oL")
    if (
        (unit not in ("D", "W") and match.value("D") == "")
        or not -1 <= int(number) <= 31
        or int(number) == 0
    ):
        return None
    base = _month_of(match)
    if not base or (int(number) < 0 and unit.isdigit()):
        return None
    return Told("DATE", f"{base}>nthin={unit},{number}")


def _month_of(match: Match) -> str:
    if match.value("MAm"):
        year = match.value("Y")
        return (
            f"abs={year}-{int(match.value('MAm')):02}"
            if year
            else f"mon={match.value('MAm')};dir=?"
        )
    if match.value("u", last=True) != "M":
        return ""
    step = match.narrowed(r"[LXT]u$")
    return f"unit=M;off={step.value('LXT') if step else '0'}"


def feast_year(match: Match) -> Told | None:
    """Christmas 1998."""
    rule, year = match.value("H"), match.value("Y")
    if rule.startswith("q="):
        return Told("DATE", f"abs={year}-Q{rule[2:]}")
    return Told(
        "DATE", f"abs={year}-{rule[3:]}" if rule.startswith("md=") else f"{rule};year={year}"
    )


def month(match: Match) -> Told | None:
    """In November; "May" and "March" only beside a preposition, names like June Carter not
    at all.
    """
    value, place = match.value("MAm"), match.first + max(match.classes.find(c) for c in "MAm")
    weak = match.classes[-1] in "Am" or match.classes.endswith("m.") or value in ("5", "3")
    lead = (
        match.before() in "p@LX"
        or _come(match) == "future"
        or match.first != place
        or (match.before() == "T" and "m" not in match.classes)
    )
    if match.before() in "ha" and "M" in match.classes and match.after() == "_":
        lead = True  # "the March accord", "a June poll", not "the March on"
    joined = match.before() == "c" and match.tokens.classes[max(0, match.first - 2)] in "MAm"
    if (weak and not lead and not joined) or (joined and match.classes == "m"):
        return None  # "may or may not"
    if "m" in match.classes and match.word(match.first - 1).lower() in ("that", "for", "on"):
        return None
    if not lead and match.after() == "_" and match.word(match.stop)[:1].isupper():
        return None
    return Told("DATE", f"mon={value};dir={_come(match)}")


def year(match: Match) -> Told | None:
    """In 2014; a number of things is no year."""
    value = match.value("Y")
    if match.value("u") not in ("", "Y"):
        return None
    if match.word(match.stop).lower() in _COUNTED or match.after() in "UuQ":
        return None
    if match.after() == "-" and match.word(match.stop + 1).lower() + "s" in _COUNTED:
        return None  # a 1900-mile border
    if match.before() == "$" or (match.before() == "b" and match.classes == "Y" and _plural(match)):
        return None
    if (
        (value < "1800" or value > "2060")
        and match.before() not in "pec"
        and len(match.classes) == 1
    ):
        return None
    return Told("DATE", f"abs={value}")


def _plural(match: Match) -> bool:
    return match.after() == "_" and match.word(match.stop).lower().endswith("s")


def short_year(match: Match) -> Told | None:
    """In '94; the class of '08."""
    digits = match.value("dn")
    if (
        len(digits) != 2
        or match.before() not in "pMAmFfiH"
        or match.word(match.first) not in ("'", "’", "‘")
    ):
        return None
    return Told("DATE", f"abs={year_of(digits)}")


def beside_day(match: Match) -> Told | None:
    """The day before last Tuesday, the day after Christmas."""
    base = day_rule(match.narrowed(r"(?<=p)h?[^p]+$") or match)
    side = match.value("p")
    if match.value("u") != "D" or side not in ("before", "after") or not base or "time=" in base:
        return None
    return Told("DATE", f"{base}>unit=D;off={-1 if side == 'before' else 1}")


def from_weekday(match: Match) -> Told | None:
    """A week from Friday, two weeks from tomorrow."""
    unit, base = match.value("uU"), day_rule(match.narrowed("[Dt]$") or match)
    number = number_of(match)
    if match.value("p") not in ("from", "after", "before") or not base or not number.isdigit():
        return None
    if unit in ("M", "Y") and match.value("t") == "0" and match.value("p") == "from":
        return Told("DATE", f"unit={unit};off={number}")
    if unit not in ("D", "W"):
        return None
    days = int(number) * (7 if unit == "W" else 1) * (-1 if match.value("p") == "before" else 1)
    ahead = base.replace("dir=?", "dir=future") if match.value("p") == "from" else base
    return Told("DATE", f"{ahead}>unit=D;off={days}")


def day_rule(match: Match) -> str:
    """Rule of the one day named in a match: a date, a weekday, a holiday or today; "" where there
    is none.
    """
    if match.value("C"):
        return numeric_rule(match.value("C"))
    if match.value("MAm"):
        inner = match.narrowed(r"(?:M|[Am]\.?)h?[dO](?:-d)?(?:,?Y)?$") or match.narrowed(
            r"[dO]i?(?:M|[Am]\.?)(?:,?Y)?$"
        )
        return month_day_rule(inner) if inner else ""
    if match.value("Dk"):
        step = match.value("LX")
        return f"wd={match.value('Dk')};which={step}" if step else f"wd={match.value('Dk')};dir=?"
    if match.value("H"):
        return f"{match.value('H')};dir=?"
    if match.classes.endswith("P") and match.value("LT"):
        return f"unit=D;off={match.value('LT')};time={match.value('P')}"
    if match.value("t"):
        return f"unit=D;off={match.value('t').removesuffix('TNI')}"
    return ""


DATES: tuple[Meaning, ...] = (
    numeric,
    month_day,
    step_month_day,
    month_day_of_year,
    week_of,
    day_month,
    day_behind,
    day_before,
    ordinal_day,
    weekday,
    weekday_short,
    weekday_of_week,
    month_year,
    month_short_year,
    month_of_year,
    nth_of_month,
    feast_year,
    month,
    year,
    short_year,
    beside_day,
    from_weekday,
)
