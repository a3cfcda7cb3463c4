"""What steps from the day of writing mean, or from the day told of before: weeks, months, seasons,
quarters, years.

"last May" ─▶ Told("DATE", "mon=5;which=-1")  "the next day" ─▶ Told(..., chained="unit=D;off=1")
"""

from __future__ import annotations

import re

from sayso import lexicon
from sayso.readings.times.calendar import part_suffix
from sayso.readings.times.match import Match, Meaning, Told, amount_of, number_of, stands_alone
from sayso.readings.times.values import write_rule

_CHAINED = frozenset(("following", "previous", "preceding", "prior", "next", "ensuing"))
# A unit of several others, told in the finest that a date has.
_COARSE = {
    "F": (2, "W"),
    "E": (10, "Y"),
    "C": (100, "Y"),
    "L": (1000, "Y"),
    "Q": (3, "M"),
    "WD": (1, "D"),
}
_RESULTS = lexicon.words("time_results")  # nouns that are told by the half-year
_WHOSE = frozenset(("his", "her", "their", "my", "our", "your"))

# ---- one step ----------------------------------------------------------------


def step_unit(match: Match) -> Told | None:
    """Last year, this week, next month; with "the", the past year is a duration, the following day
    a chained one.
    """
    unit = match.value("u", last=True)
    step = match.value("LX") or match.value("T")
    word = match.word(match.stop - 2).lower()
    if unit[0] == "T" or unit == "L":
        if word not in ("past", "last", "next") or (unit, word) == ("TM", "last"):
            return None  # "at the last minute" is no minute
        return Told("DURATION", f"dur={amount_of('1', unit)}")
    the = re.search(r"h[LX]y?u$", match.classes)
    if unit == "D" and the and word in _CHAINED:
        return Told("DATE", f"unit=D;off={step}", chained=f"unit=D;off={step}")
    if the and word in _CHAINED - {"next"} and unit in "WMY":
        rule = f"unit={unit};off={step}"
        return Told("DATE", rule, chained=rule, grain=unit + "!" * (unit == "Y"))
    if word in ("past", "last", "next") and the and unit in "EC":
        return Told(
            "DURATION", f"dur={amount_of('1', unit)};rel={'last' if step == '-1' else 'next'}"
        )
    if word in ("past", "last", "next") and the and unit in "WMY":
        bare = word == "next" and match.before() not in "p@b"  # "The next year the war ended"
        chained = f"unit={unit};off=1" if bare else ""
        return Told(
            "DATE",
            f"unit={unit};off={step};run=1",
            chained=chained,
            grain=f"{unit}!" if bare else "D",
        )
    if unit == "F":
        return Told("DURATION", "dur=P2W")
    if unit == "WD" or (unit == "D" and word == "past"):
        return None
    return Told("DATE", f"unit={unit};off={step}")


def same_unit(match: Match) -> Told | None:
    """That day, the same year: the one told of before."""
    if match.value("s") not in ("that", "same") or (
        match.after() == "_" and match.value("u") != "D"
    ):
        return None
    if match.value("I"):
        return None
    unit = match.value("u") or "D"
    if unit not in "DWMY" or (match.after() == "_" and match.value("s") == "same"):
        return None
    part = match.value("P")
    chained = f"unit=D;off=0;time={part}" if part else f"unit={unit};off=0"
    fallback = f"{chained};near=1" if part else ""
    return Told("TIME" if part else "DATE", fallback, chained=chained, grain=unit)


def same_last_year(match: Match) -> Told | None:
    """The same month last year."""
    unit = match.value("u")
    if (
        match.value("s") != "same"
        or match.value("u", last=True) != "Y"
        or unit not in ("D", "W", "M")
    ):
        return None
    grain = unit if unit != "D" else "D"
    step = f"years=-1>unit={unit};off=0"
    return Told(
        "DATE", f"unit={unit};off=0>{step}", chained=f"unit={unit};off=0>{step}", grain=grain
    )


def beside(match: Match) -> Told | None:
    """The day before, the night after: of the day told of, where nothing behind the words says of
    what.
    """
    side, unit, part = match.value("p"), match.value("u"), match.value("P")
    if (
        side not in ("before", "after")
        or match.after() not in ".,|)c"
        or (unit and unit not in "DWMY")
    ):
        return None
    unit = unit or "D"
    chained = f"unit={unit};off={-1 if side == 'before' else 1}" + part_suffix(match)
    fallback = chained if unit in "MY" and side == "before" else ""
    return Told("TIME" if part else "DATE", fallback, chained=chained, grain=unit)


def edge_of_unit(match: Match) -> Told | None:
    """The end of the month, the beginning of the year, later in the week."""
    unit = match.value("u")
    return Told("DATE", f"unit={unit};off=0") if unit in "WMYEC" else None


def unit_before_last(match: Match) -> Told | None:
    """The week before last."""
    unit = match.value("u")
    said = match.value("p") == "before" and match.words()[-1] == "last" and unit in "DWMY"
    return Told("DATE", f"unit={unit};off=-2") if said else None


def first_of(match: Match) -> Told | None:
    """The first of the month, of the year."""
    unit = match.value("u")
    if (
        match.value("o") != "1"
        or unit not in ("M", "Y")
        or "h" not in match.classes[match.classes.index("i") :]
    ):
        return None
    return Told("DATE", f"unit={unit};off=0>nthin=D,1")


def step_weekday(match: Match) -> Told | None:
    """Last Friday, next Monday night, this coming Sunday; the following Monday is chained."""
    step = match.value("LX") or match.value("T")
    direction = "which=" + step if step != "0" else "dir=?"
    rule = f"wd={match.value('D')};{direction}{part_suffix(match)}"
    following = "h" in match.classes and _CHAINED & set(match.words())
    return Told("TIME" if match.value("P") else "DATE", rule, chained=rule if following else "")


def step_month(match: Match) -> Told | None:
    """Last May, this September."""
    if match.classes[-1] == "m" and match.value("T"):
        return None
    if match.value("s"):  # "that April": of the year told of
        month = f"mon={match.value('MAm')}"
        said = match.value("s") == "that" and match.classes[-1] != "m"
        return (
            Told("DATE", f"{month};dir=?", chained=f"{month};which=0", grain="Y!") if said else None
        )
    step = match.value("LXT")
    rule = f"mon={match.value('MAm')};which={step}"
    following = {"following", "previous", "preceding"} & set(match.words())
    return Told("DATE", rule, chained=rule if following else "", grain="M")


def this_last(match: Match) -> Told | None:
    """This month last year, this time last year."""
    unit = match.value("uM")
    if match.classes[1] == "M":
        return Told("DATE", f"mon={unit};years=-1")
    if match.value("u", last=True) != "Y" or unit not in ("M", "W"):
        return None
    return Told("DATE", f"unit={unit};off=0>years=-1>unit={unit};off=0")


# ---- seasons, weekends, quarters, halves ---------------------------------------


def season(match: Match) -> Told | None:
    """The summer, in autumn. "Fall" and "spring" want a preposition and an article."""
    lead = match.before() in "p@" or "h" in match.classes or "e" in match.classes
    if not lead or (match.value("f") and match.before() not in "p@"):
        return None
    if match.after() == "i" or (match.after() == "_" and "h" not in match.classes):
        return None  # the fall of a government is no season
    return Told("DATE", f"sea={match.value('Ff')};dir=?")


def weekend(match: Match) -> Told | None:
    """The weekend."""
    if "h" not in match.classes or match.word(match.stop - 1).lower().endswith("s"):
        return None
    return Told("DATE", "we=1;dir=?")


def quarter(match: Match) -> Told | None:
    """The third quarter of 1990; this year's third quarter; the last quarter of the year."""
    order = re.search(r"([oLX])-?y?[qQI]", match.classes)
    place = match.first + order.start() if order else match.first
    number, year = match.tokens.values[place], match.value("Y")
    if "Q" in match.classes and match.before() not in "c,":
        return None
    if match.classes == "o-I" and match.word(match.stop).lower() not in _RESULTS:
        return None
    if match.tokens.classes[place] in "LX":
        if "q" in match.classes[-1] or number != "-1":
            return None
        number = "4"
    if number not in ("1", "2", "3", "4"):
        return None
    if year:
        return Told("DATE", f"abs={year}-Q{number}")
    step = re.search(r"[LXT](?=y?u)", match.classes)
    years = match.tokens.values[match.first + step.start()] if step else ""
    years = years or (
        "-1" if re.search("u-[gG]", match.classes) else "0" if match.classes.endswith("u") else ""
    )
    return Told("DATE", write_rule({"q": number, "years": years, "dir": "" if years else "?"}))


def quarter_before(match: Match) -> Told | None:
    """The first of "the second and third quarters"."""
    number = match.value("o")
    return Told("DATE", f"q={number};dir=?") if number in ("1", "2", "3", "4") else None


def month_quarter(match: Match) -> Told | None:
    """The September quarter."""
    return Told("DATE", f"q={(int(match.value('M')) + 2) // 3};dir=?")


def quarter_ago(match: Match) -> Told | None:
    """The year-ago quarter, the prior-year period."""
    unit, side = match.value("u"), match.value("gGp")
    if unit not in ("Y", "M", "W") or side not in ("-1", "before", ""):
        return None
    kind = match.classes[-1] if match.classes[-1] in "qI" and unit == "Y" else ""
    return Told("DATE", f"unit={unit};off=-1;like=1{kind}")


def year_quarter(match: Match) -> Told | None:
    """The 1988 quarter, the 1988 period: the quarter that is spoken of, in that year."""
    return Told("DATE", f"abs={match.value('Y')};like=Y")


def half(match: Match) -> Told | None:
    """The second half of 1990, this year's first half; "first-half" only where results are told."""
    number, year = match.value("o") or "2", match.value("Y")
    if match.classes == "o-l" and match.word(match.stop).lower() not in _RESULTS:
        return None
    if number not in ("1", "2") or match.value("u") not in ("", "Y"):
        return None
    step = match.narrowed(r"[XLT](?=y?u)")
    return Told(
        "DATE",
        f"abs={year}-H{number}"
        if year
        else f"half={number};years={step.value('XLT') if step else 0}",
    )


def century(match: Match) -> Told | None:
    """The 20th century; the second day is no date by itself."""
    number = int(match.value("oO"))
    if match.value("u", last=True) != "C" or not 1 < number < 31:
        return None
    return Told("DATE", f"abs={number - 1:02}")


def decade(match: Match) -> Told | None:
    """The 1990s, the late 80s; "in his 30s" is an age."""
    if match.word(match.first - 1).lower() in _WHOSE:
        return None
    return Told("DATE", f"abs={match.value('S')}")


def year_end(match: Match) -> Told | None:
    """Year-end."""
    if match.value("u") != "Y" or match.word(match.stop - 1).lower() != "end":
        return None
    back = match.word(match.first - 1).lower() in ("since", "from", "than", "last")
    return Told("DATE", f"md=12-31;which={-1 if back else 0}")


def the_unit(match: Match) -> Told | None:
    """The quarter: the one told of before; the year that ended in June is a duration, else it is
    this one.
    """
    if match.classes[-1] in "qI":
        if "_" in match.classes and match.value("_") not in ("latest", "most"):
            return None
        return Told("DATE", f"unit=Q;off=-1;like=0{match.classes[-1]}")
    if match.value("u") == "Y" and match.value("_") == "latest":
        return Told("DATE", "unit=Y;off=-1")
    if (
        match.value("u") != "Y"
        or "_" in match.classes
        or match.before() not in "pi"
        or match.after() in "-'"
    ):
        return None
    if match.value("W") and match.value("W") not in ("full", "whole", "entire"):
        return None
    if match.word(match.stop).lower() in ("ended", "ending", "that", "to"):
        return Told("DURATION", "dur=P1Y")
    return Told("DATE", "unit=Y;off=0")


def fiscal(match: Match) -> Told | None:
    """Fiscal 1989, the fiscal year."""
    if match.value("Y"):
        return Told("DATE", f"abs={match.value('Y')}")
    return (
        Told("DATE", "unit=Y;off=0")
        if match.value("u") == "Y" and set(match.classes) & set("hT")
        else None
    )


# ---- several steps -------------------------------------------------------------


def _off(match: Match, sign: int) -> Told:
    number, unit = number_of(match), match.value("uU", last=True)
    if number == "X":
        return Told("DATE", f"ref={'PAST_REF' if sign < 0 else 'FUTURE_REF'}")
    times, letter = _COARSE.get(unit, (1, unit))
    if letter[0] == "T":
        return Told(
            "DURATION", f"dur={amount_of(number, unit)};rel={'ago' if sign < 0 else 'ahead'}"
        )
    steps = sign * round(float(number) * times)
    return Told(
        "DATE", f"unit={letter};off={steps}" + (";like=1" if (letter, steps) == ("Y", -1) else "")
    )


def ago(match: Match) -> Told | None:
    """Two years ago, a week or so ago, ten days from now."""
    if not stands_alone(match):
        return None
    if "p" in match.classes:
        return _off(match, 1) if match.value("R") == "PRESENT_REF" else None
    return _off(match, -1 if match.value("g") == "-1" else 1)


def ago_day(match: Match) -> Told | None:
    """A year ago today, two weeks ago Monday, three years ago this month."""
    number, unit = number_of(match), match.value("uU")
    if not stands_alone(match) or number == "X" or not number.isdigit() or match.value("g") != "-1":
        return None
    times, letter = _COARSE.get(unit, (1, unit))
    count = int(number) * times
    if match.value("T"):
        last = match.tokens.classes[match.stop - 1]
        base = (
            f"mon={match.value('M')};which=0"
            if last == "M"
            else f"unit={match.value('u', last=True)};off=0"
        )
        grain = "M" if last == "M" else match.value("u", last=True)
        return (
            Told("DATE", f"{base}>years={-count}>unit={grain};off=0")
            if letter == "Y" and grain in "WM"
            else None
        )
    base = (
        f"wd={match.value('D')};dir=past"
        if match.value("D")
        else "unit=D;off=" + match.value("t")[:1]
    )
    if match.value("t") not in ("", "0"):
        return None
    if letter == "Y":
        return Told("DATE", f"{base}>years={-count}") if match.value("t") else None
    return Told("DATE", f"{base}>unit=D;off={-count * 7}") if letter == "W" else None


def units_ago(match: Match) -> Told | None:
    """Years ago."""
    return Told("DATE", "ref=PAST_REF" if match.value("g") == "-1" else "ref=FUTURE_REF")


def earlier(match: Match) -> Told | None:
    """A year earlier; two days later is counted from the day told of before, and is a duration
    where none is.
    """
    if not stands_alone(match):
        return None
    word = match.word(match.stop - 1).lower()
    if word not in ("earlier", "later", "before", "after"):
        return None
    number, unit = number_of(match), match.value("uU", last=True)
    times, letter = _COARSE.get(unit, (1, unit))
    sign = -1 if word in ("earlier", "before") else 1
    chained = ""
    if number.isdigit() and letter[0] != "T":
        chained = f"unit={letter};off={sign * int(number) * times}"
    if word == "earlier" and unit in "YM":
        told = _off(match, -1)
        return Told(told.type, told.rule, chained=chained, grain=f"{letter}!") if chained else told
    rel = "before" if sign < 0 else "after"
    return Told(
        "DURATION",
        f"dur={amount_of(number, unit)};rel={rel}",
        drop=1,
        chained=chained,
        grain=letter,
    )


STEPS: tuple[Meaning, ...] = (
    step_unit,
    same_unit,
    same_last_year,
    beside,
    edge_of_unit,
    unit_before_last,
    first_of,
    step_weekday,
    step_month,
    this_last,
    season,
    weekend,
    quarter,
    quarter_before,
    month_quarter,
    quarter_ago,
    year_quarter,
    half,
    century,
    decade,
    year_end,
    the_unit,
    fiscal,
    ago,
    ago_day,
    units_ago,
    earlier,
)
