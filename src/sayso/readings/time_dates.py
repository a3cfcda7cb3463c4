"""What dates, months, years and times of day mean; None where the words only look like a time.

"Dec. 27" ──▶ Told("DATE", "md=12-27;dir=?")      "2014 troops" ──▶ None
"""

from __future__ import annotations

import re

from sayso import lexicon
from sayso.readings.time_match import Match, Meaning, Told

_COUNTED = lexicon.words("time_counted")  # nouns of which there may be 2014


# ---- calendar dates ----------------------------------------------------------


def _time_value(match: Match) -> str:
    """`T11:00` from the clock tokens of a match, "" where the hour is none."""
    printed, half = match.value("Kdw"), match.value("z")
    hour, minute = [*re.split(r"[:.]", printed), "00"][:2]
    hours = int(hour)
    if half and hours <= 12:
        hours = hours % 12 + int(half)
    return f"T{hours:02}:{minute}" if hours <= 24 else ""


def _year_four(digits: str) -> str:
    return digits if len(digits) == 4 else ("19" if digits >= "50" else "20") + digits


def _calendar_value(printed: str) -> str:
    """ISO value of a numeric date; month first, as in American news, unless that cannot be."""
    if printed == "9/11":
        return "2001-09-11"
    a, b, c = re.split(r"[-/.]", printed)
    if len(a) == 4:
        year, month, day = a, b, c
    else:
        year, month, day = _year_four(c), a, b
        if int(month) > 12 or "." in printed:
            month, day = day, month
    return f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else ""


def numeric(match: Match) -> Told | None:
    """01/27/2019, 2019-01-27, 9/11."""
    value = _calendar_value(match.value("C"))
    return Told("DATE", f"abs={value}") if value else None


def month_day_rule(match: Match) -> str:
    month, day, year = match.value("MAm"), match.value("dO"), match.value("Y", last=True)
    if not month or not day or not 1 <= int(day) <= 31:
        return ""
    if year:
        return f"abs={year}-{int(month):02}-{int(day):02}"
    return f"md={int(month):02}-{int(day):02};dir=?"


def _weak_month(match: Match) -> bool:
    """True where "may", "march" is more likely a verb: no year, ordinal, weekday or preposition beside it."""
    if "m" not in match.classes:
        return False
    return not (set(match.classes) & set("YODk") or match.before() in "p@LXTE")


def month_day(match: Match) -> Told | None:
    """Dec. 27; Friday, Dec. 27, 2019; December 31st."""
    rule = month_day_rule(match)
    if not rule or _weak_month(match) or match.after() == "%":
        return None
    if rule.startswith("md=09-11") and match.word(match.stop).lower() in (
        "attacks",
        "attack",
        "terrorist",
        "hijackers",
    ):
        rule = "abs=2001-09-11"
    return Told("DATE", rule + part_suffix(match))


def part_suffix(match: Match) -> str:
    part = match.value("P")
    return f";time={part}" if part else ""


def step_month_day(match: Match) -> Told | None:
    """Last Oct. 23."""
    rule = month_day_rule(match)
    return Told("DATE", rule.replace("dir=?", f"which={match.value('LXT')}")) if rule else None


def week_of(match: Match) -> Told | None:
    """The week of March 6."""
    rule = month_day_rule(match)
    return Told("DATE", f"{rule};as=W") if rule and match.value("u") == "W" else None


def day_month(match: Match) -> Told | None:
    """27 December 2019; the 27th of December."""
    if _weak_month(match) or ("m" in match.classes and not match.value("YO")):
        return None
    rule = month_day_rule(match)
    return Told("DATE", rule) if rule else None


def month_year(match: Match) -> Told | None:
    """October 1998, late October 1998."""
    return Told("DATE", f"abs={match.value('Y')}-{int(match.value('MAm')):02}")


def month_of_year(match: Match) -> Told | None:
    """June last year."""
    if match.value("u") != "Y":
        return None
    return Told("DATE", f"mon={match.value('MAm')};years={match.value('LXT')}")


def feast_year(match: Match) -> Told | None:
    """Christmas 1998."""
    rule, year = match.value("H"), match.value("Y")
    return Told("DATE", f"abs={year}-{rule[3:]}" if rule.startswith("md=") else f"{rule};year={year}")


def feast(match: Match) -> Told | None:
    """Christmas, New Year's Eve."""
    return Told("DATE", f"{match.value('H')};dir=?")


def step_feast(match: Match) -> Told | None:
    """Last Thanksgiving."""
    return Told("DATE", f"{match.value('H')};which={match.value('LXT')}")


def ordinal_day(match: Match) -> Told | None:
    """On the 27th."""
    day = match.value("O")
    if match.before() != "p" or match.after() not in ".,p|)" or not 1 <= int(day) <= 31:
        return None
    return Told("DATE", f"dom={int(day):02};dir=?")


# ---- clock times and parts of the day ----------------------------------------


def _day_rule(match: Match) -> str:
    """Rule of the day named in a match: a date, a weekday or today."""
    if match.value("C"):
        value = _calendar_value(match.value("C"))
        return f"abs={value}" if value else ""
    if match.value("MAm"):
        inner = re.search(r"(?:M|[Am]\.?)h?[dO](?:-d)?(?:,?Y)?$", match.classes)
        return month_day_rule(Match(match.tokens, match.first + inner.start(), match.stop)) if inner else ""
    if match.value("Dk"):
        return f"wd={match.value('Dk')};dir=?"
    return (
        f"unit=D;off={match.value('t')[:2].rstrip('T') if match.value('t') != '0TNI' else '0'}"
        if match.value("t")
        else ""
    )


def clock_day(match: Match) -> Told | None:
    """9 a.m. Tuesday; 10:35 p.m. on Dec. 27."""
    time, rule = _time_value(match), _day_rule(match)
    return Told("TIME", f"{rule};time={time}") if time and rule else None


def clock(match: Match) -> Told | None:
    """10:35 a.m.; 15:30 after a preposition. The day is that of a date beside it, else today."""
    if not match.value("zZ") and match.before() not in "p@":
        return None
    time = _time_value(match)
    return Told("TIME", f"unit=D;off=0;time={time};near=1") if time else None


def clock_part(match: Match) -> Told | None:
    """4 in the morning."""
    hour, part = int(match.value("dw")), match.value("P")
    if hour > 12 or match.value("p") not in ("in", "at"):
        return None
    hours = hour % 12 + (0 if part == "TMO" else 12)
    return Told("TIME", f"unit=D;off=0;time=T{hours:02}:00;near=1")


def part_day(match: Match) -> Told | None:
    """Mid-afternoon yesterday."""
    rule = _day_rule(match)
    return Told("TIME", f"{rule};time={match.value('P')}") if rule else None


def moment_day(match: Match) -> Told | None:
    """Noon Saturday."""
    rule = _day_rule(match)
    return Told("TIME", f"{rule};time={match.value('B')}") if rule else None


def moment(match: Match) -> Told | None:
    """Noon, midnight, overnight."""
    if match.word(match.first - 1).lower() == "high":
        return None
    return Told("TIME", f"unit=D;off=0;time={match.value('B')};near=1")


def step_part(match: Match) -> Told | None:
    """This morning, last night."""
    step, part = match.value("LXT") or "0", match.value("P")
    word = match.value("s") or match.word(match.stop - 2).lower()
    if word not in ("this", "last", "that") or (word == "last" and part != "TNI"):
        return None
    if word == "that":
        return Told("TIME", f"unit=D;off=0;time={part};near=1")
    return Told("TIME", f"unit=D;off={step};time={part}")


def part(match: Match) -> Told | None:
    """The morning, mid-afternoon; "the night of Oct. 23" leaves the word to the date."""
    if match.after() == "i":
        return None
    return Told("TIME", f"unit=D;off=0;time={match.value('P')};near=1")


def deictic(match: Match) -> Told | None:
    """Today, yesterday morning, tonight."""
    value = match.value("t")
    if match.word(match.first) == "TODAY" and match.word(match.first - 1) == "USA":
        return None
    if value == "0TNI":
        return Told("TIME", "unit=D;off=0;time=TNI")
    return Told("TIME" if match.value("P") else "DATE", f"unit=D;off={value}{part_suffix(match)}")


def weekday(match: Match) -> Told | None:
    """Friday, Monday night; "on Fridays" is a set."""
    day, printed = match.value("D"), match.word(match.stop - 1).lower()
    if printed.endswith("days"):
        return Told("SET", f"set=XXXX-WXX-{day}")
    return Told("TIME" if match.value("P") else "DATE", f"wd={day};dir={_come(match)}{part_suffix(match)}")


def _come(match: Match) -> str:
    """ "Come Saturday" looks ahead whatever the clause."""
    return "future" if match.word(match.first - 1).lower() == "come" else "?"


def weekday_short(match: Match) -> Told | None:
    """Fri. after a preposition, with a capital."""
    if match.before() not in "p@" or not match.word(match.first)[0].isupper():
        return None
    return Told("DATE", f"wd={match.value('k')};dir=?")


def step_weekday(match: Match) -> Told | None:
    """Last Friday, next Monday night, this coming Sunday."""
    step = match.value("LX") or match.value("T")
    direction = "which=" + step if step != "0" else "dir=?"
    return Told("TIME" if match.value("P") else "DATE", f"wd={match.value('D')};{direction}{part_suffix(match)}")


# ---- months and years that stand alone ---------------------------------------


def month(match: Match) -> Told | None:
    """In November; "May" and "March" only beside a preposition, names like June Carter not at all."""
    value, place = match.value("MAm"), match.first + max(match.classes.find(c) for c in "MAm")
    weak = match.classes[-1] in "Am" or match.classes.endswith("m.") or value in ("5", "3")
    lead = (
        match.before() in "p@LX"
        or _come(match) == "future"
        or match.first != place
        or (match.before() == "T" and "m" not in match.classes)
    )
    if (
        match.before() == "h" and "M" in match.classes and match.after() == "_"
    ):  # "the March accord", not "the March on"
        lead = True
    joined = match.before() == "c" and match.tokens.classes[max(0, match.first - 2)] in "MAm"
    if weak and not lead and not joined:
        return None
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
    if match.before() in "b$" and match.classes == "Y":
        return None
    if (value < "1800" or value > "2060") and match.before() not in "pec" and len(match.classes) == 1:
        return None
    return Told("DATE", f"abs={value}")


DATES: tuple[Meaning, ...] = (
    numeric,
    month_day,
    step_month_day,
    week_of,
    day_month,
    month_year,
    month_of_year,
    feast_year,
    feast,
    step_feast,
    ordinal_day,
    clock_day,
    clock,
    clock_part,
    moment_day,
    part_day,
    moment,
    step_part,
    part,
    deictic,
    weekday,
    weekday_short,
    step_weekday,
    month,
    year,
)
