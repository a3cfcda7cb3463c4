"""What steps from the day of writing mean, or from the day told of before: days, weeks, months,
years.

"last May" ─▶ TimeMeaning("DATE", Rule("month", month=5, which=-1))
"the next day" ─▶ TimeMeaning(..., chained=Rule("step", unit="D", offset=1))
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from sayso.model import Rule, Season, TimeKind
from sayso.readings.times.match import (
    MONTHS,
    PREPOSITIONS,
    Asks,
    Match,
    TimeMeaning,
    amount_of,
    literal,
    number_of,
    stands_alone,
    step,
    which,
)
from sayso.readings.times.quarters import compares
from sayso.timex import named_day

_CHAINED = frozenset(("following", "previous", "preceding", "prior", "next", "ensuing"))
_AROUND = ("past", "last", "next")  # "the past week" runs up to the day of writing
# A unit of several others, told in the finest that a date has.
_COARSE = {
    "F": (2, "W"),
    "E": (10, "Y"),
    "C": (100, "Y"),
    "L": (1000, "Y"),
    "Q": (3, "M"),
    "WD": (1, "D"),
}
_WHOSE = frozenset(("his", "her", "their", "my", "our", "your"))
# "more than a year later", "at least a month earlier": on one side of a day, not on it
_OPEN_ENDED = frozenset(("more", "less", "least", "most", "over", "under"))
_LAST_CENTURY = 30  # "the 31st century" is none of the news

# ---- one step ----------------------------------------------------------------


def step_unit(match: Match) -> TimeMeaning | None:
    """Last year, this week, next month; with "the", the past year runs up to the day of writing and
    the following day is a chained one.
    """
    unit, word = match.value("u", last=True), match.word(match.stop - 2).lower()
    if unit[0] == "T" or unit == "L":
        if word not in _AROUND or (unit, word) == ("TM", "last"):
            return None  # "at the last minute" is no minute
        return literal("DURATION", amount_of("1", unit))
    if unit == "F":
        return literal("DURATION", "P2W")
    if unit == "WD" or (unit == "D" and word == "past"):
        return None
    led = "h" in match.before() + match.classes
    if word in ("last", "next") and led and match.after() == "i":
        return None  # "the last day of his life" is not yesterday
    if (word, unit) == ("last", "D") and led and match.before() not in PREPOSITIONS:
        return None  # nor is it in "Friday is the last day"
    rule = step(unit, match.value("LX") or match.value("T"))
    asks: Asks = "last-year" if match.classes == "Lu" and compares(match) else ""
    return _with_article(match, rule, word) or TimeMeaning("DATE", rule, asks=asks)


def _with_article(match: Match, rule: Rule, word: str) -> TimeMeaning | None:
    """The following day, the past year, the next decade."""
    unit = str(rule.unit)
    if word in _CHAINED and unit == "D":
        return TimeMeaning("DATE", rule, chained=rule)
    if not re.search(r"h[LX]y?u$", match.classes):
        return None
    if word in _CHAINED - {"next"} and unit in "WMY":
        return TimeMeaning("DATE", rule, chained=rule, grain=unit, dated=unit == "Y")
    if word not in _AROUND or unit not in "WMYEC":
        return None
    if (word, unit) == ("next", "C"):
        return TimeMeaning("DATE", rule)
    if unit in "EC":
        return literal("DURATION", amount_of("1", unit), "last" if rule.offset < 0 else "next")
    running = replace(rule, running=True)
    if word == "next" and match.before() not in "p@b":  # "The next year the war ended"
        return TimeMeaning("DATE", running, chained=step(unit, 1), grain=unit, dated=True)
    return TimeMeaning("DATE", running)


def same_unit(match: Match) -> TimeMeaning | None:
    """That day, the same year: the one told of before."""
    same = match.value("s")
    led = match.before() in PREPOSITIONS or match.word(match.first).istitle()  # "That year they"
    named = match.after() == "_" and not (led and same == "that")
    unit, clock = match.value("u") or "D", match.value("P")
    if same not in ("that", "same") or match.value("I") or unit not in "DWMY":
        return None
    if named and (match.value("u") != "D" or same == "same"):
        return None
    chained = step(unit, 0, clock=clock)
    if clock:
        return TimeMeaning("TIME", chained, chained=chained, grain=unit, asks="day")
    return TimeMeaning("DATE", chained, chained=chained, grain=unit, alone=False)


def same_last_year(match: Match) -> TimeMeaning | None:
    """The same month last year."""
    unit, of = match.value("u"), match.value("u", last=True)
    if match.value("s") != "same" or of != "Y" or unit not in ("D", "W", "M"):
        return None
    rule = _year_off(_of_now(unit), -1, unit)
    return TimeMeaning("DATE", rule, chained=rule, grain=unit)


def _of_now(unit: str) -> Rule:
    """This month, this day; for a week this day too, for its Monday a year ago may stand in the
    week before.
    """
    return step("D" if unit == "W" else unit, 0)


def _year_off(base: Rule, years: int, unit: str) -> Rule:
    """The same week or month so many years off."""
    return step(unit, 0, of=Rule("anniversary", offset=years, of=base))


def beside(match: Match) -> TimeMeaning | None:
    """The day before, the night after: of the day told of, where nothing behind the words says of
    what.
    """
    side, unit, clock = match.value("p"), match.value("u") or "D", match.value("P")
    if side not in ("before", "after") or match.after() not in ".,|)c" or unit not in "DWMY":
        return None
    chained = step(unit, -1 if side == "before" else 1, clock=clock)
    alone = unit in "MY" and side == "before"
    kind: TimeKind = "TIME" if clock else "DATE"
    return TimeMeaning(kind, chained, chained=chained, grain=unit, alone=alone)


def edge_of_unit(match: Match) -> TimeMeaning | None:
    """The end of the month, the beginning of the year, later in the week."""
    unit = match.value("u")
    chained = step(unit, 0) if unit == "Y" else None  # of the year that is told of
    told = TimeMeaning("DATE", step(unit, 0), chained=chained, grain=unit, dated=True)
    return told if unit in "WMYEC" else None


def unit_before_last(match: Match) -> TimeMeaning | None:
    """The week before last, the month after next."""
    unit, way = match.value("u"), {"last": -2, "next": 2}.get(match.words()[-1])
    if way is None or match.value("p") != ("before" if way < 0 else "after") or unit not in "DWMY":
        return None
    return TimeMeaning("DATE", step(unit, way))


def before_last(match: Match) -> TimeMeaning | None:
    """The Monday before last, the weekend after next, the summer before last."""
    way = {"last": -1, "next": 1}.get(match.words()[-1])
    if way is None or match.value("p") != ("before" if way < 0 else "after"):
        return None
    clock, year = match.value("P"), Rule("anniversary", offset=way)
    if match.value("D"):
        day = Rule("weekday", weekday=match.number("D"), which=which(str(way)), clock=clock)
        return TimeMeaning("TIME" if clock else "DATE", replace(day, of=step("D", 7 * way)))
    if match.value("N"):
        return TimeMeaning("DATE", Rule("weekend", which=which(str(way)), of=step("D", 7 * way)))
    if clock:
        return TimeMeaning("TIME", step("D", 2 * way, clock=clock)) if way < 0 else None
    if match.value("H"):
        rule = named_day(match.value("H"))
    elif match.value(MONTHS):
        rule = Rule("month", month=match.number(MONTHS))
    else:
        rule = Rule("season", season=cast(Season, match.value("Ff")))
    return TimeMeaning("DATE", replace(rule, which=which(str(way)), of=year))


def first_of(match: Match) -> TimeMeaning | None:
    """The first of the month, of the year."""
    unit, first = match.value("u"), match.value("o") == "1"
    if not first or unit not in ("M", "Y") or not re.search("i.*h", match.classes):
        return None
    return TimeMeaning("DATE", Rule("nth-in-month", unit="D", number=1, of=step(unit, 0)))


def step_weekday(match: Match) -> TimeMeaning | None:
    """Last Friday, next Monday night, this coming Sunday; the following Monday is chained."""
    said, clock = int(match.value("LX") or match.value("T")), match.value("P")
    rule = Rule("weekday", weekday=match.number("D"), which=which(str(said)), clock=clock)
    following = "h" in match.classes and _CHAINED & set(match.words())
    return TimeMeaning("TIME" if clock else "DATE", rule, chained=rule if following else None)


def step_month(match: Match) -> TimeMeaning | None:
    """Last May, this September."""
    modal = match.classes[-1] == "m"
    month = Rule("month", month=match.number(MONTHS))
    if match.value("s"):  # "that April": of the year told of
        said = match.value("s") == "that" and not modal
        chained = replace(month, which=0)
        return TimeMeaning("DATE", month, chained=chained, grain="Y", dated=True) if said else None
    if modal and match.value("T"):
        return None
    rule = replace(month, which=which(match.value("LX") or match.value("T")))
    following = {"following", "previous", "preceding"} & set(match.words())
    return TimeMeaning("DATE", rule, chained=rule if following else None, grain="M")


def this_last(match: Match) -> TimeMeaning | None:
    """This month last year, this time last year."""
    unit = match.value("u")
    if match.classes[1] == "M":
        return TimeMeaning("DATE", Rule("month", month=match.number("M"), years=-1))
    if match.value("u", last=True) != "Y" or unit not in ("M", "W"):
        return None
    return TimeMeaning("DATE", _year_off(_of_now(unit), -1, unit))


def step_weekend(match: Match) -> TimeMeaning | None:
    """Last weekend, this past weekend."""
    said = match.value("LX") or match.value("T")
    return TimeMeaning("DATE", Rule("weekend", which=which(said)))


def weekend(match: Match) -> TimeMeaning | None:
    """The weekend; "on weekends" is a set."""
    if match.word(match.stop - 1).lower().endswith("s"):
        often = match.classes == "N" and match.before() in PREPOSITIONS
        return literal("SET", "XXXX-WXX-WE") if often else None
    if "h" not in match.classes:
        return None
    behind, led = match.word(match.stop).lower(), match.before() in PREPOSITIONS + "b"
    if behind in ("after", "before", "of") and not led:  # "at home the weekend after the vote"
        return None
    return TimeMeaning("DATE", Rule("weekend"))


# ---- years and more -------------------------------------------------------------


def century(match: Match) -> TimeMeaning | None:
    """The 20th century; the second day is no date by itself."""
    number = match.number("oO") or 0
    if match.value("u", last=True) != "C" or not 1 < number <= _LAST_CENTURY:
        return None
    return TimeMeaning("DATE", Rule("century", year=100 * (number - 1)))


def decade(match: Match) -> TimeMeaning | None:
    """The 1990s, the late 80s; "in his 30s" is an age."""
    if match.word(match.first - 1).lower() in _WHOSE:
        return None
    return TimeMeaning("DATE", Rule("decade", year=10 * int(match.value("S"))))


def year_end(match: Match) -> TimeMeaning | None:
    """Year-end; year-end 1988."""
    edge = next((w for w in match.words() if w in ("end", "ends")), "")
    if match.value("u") != "Y" or edge != "end":
        return None
    if match.value("Y"):
        return TimeMeaning("DATE", Rule("day", year=match.number("Y"), month=12, day=31))
    back = match.word(match.first - 1).lower() in ("since", "from", "than", "last")
    return TimeMeaning("DATE", Rule("day", month=12, day=31, which=-1 if back else 0))


# ---- several steps -------------------------------------------------------------


def _off(match: Match, sign: int) -> TimeMeaning:
    number, unit = number_of(match), match.value("uU", last=True)
    if number == "X":
        return literal("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    times, letter = _COARSE.get(unit, (1, unit))
    if letter[0] == "T":
        return literal("DURATION", amount_of(number, unit), "ago" if sign < 0 else "ahead")
    rule = step(letter, sign * round(float(number) * times))
    return TimeMeaning("DATE", rule, asks="ago" if rule == step("Y", -1) else "")


def ago(match: Match) -> TimeMeaning | None:
    """Two years ago, a week or so ago, ten days from now."""
    if not stands_alone(match):
        return None
    if "p" in match.classes:
        return _off(match, 1) if match.value("R") == "PRESENT_REF" else None
    return _off(match, -1 if match.value("g") == "-1" else 1)


def ago_day(match: Match) -> TimeMeaning | None:
    """A year ago today, two weeks ago Monday, three years ago this month."""
    number, unit = number_of(match), match.value("uU")
    if not stands_alone(match) or not number.isdigit() or match.value("g") != "-1":
        return None
    times, letter = _COARSE.get(unit, (1, unit))
    count = int(number) * times
    if match.value("T"):
        return _ago_this(match, count) if letter == "Y" else None
    if match.value("t") not in ("", "0"):
        return None
    today = bool(match.value("t"))
    base = step("D", 0) if today else Rule("weekday", weekday=match.number("D"), tense="past")
    if letter == "Y":
        return TimeMeaning("DATE", Rule("anniversary", offset=-count, of=base)) if today else None
    return TimeMeaning("DATE", step("D", -count * 7, of=base)) if letter == "W" else None


def _ago_this(match: Match, count: int) -> TimeMeaning | None:
    """Three years ago this month, two years ago this May."""
    if match.classes[-1] == "M":
        base, unit = Rule("month", month=match.number("M"), which=0), "M"
    else:
        unit = match.value("u", last=True)
        base = _of_now(unit)
    return TimeMeaning("DATE", _year_off(base, -count, unit)) if unit in "WM" else None


def part_ago(match: Match) -> TimeMeaning | None:
    """Half a century ago, a quarter-century ago, half an hour ago."""
    parts, unit = (4 if "q" in match.classes else 2), match.value("u")
    years = _COARSE.get(unit, (0, ""))[0] if unit in ("E", "C") else 0
    if match.value("g") != "-1":
        return None
    if years and years % parts == 0:
        return TimeMeaning("DATE", step("Y", -years // parts))
    if unit == "Y":
        return TimeMeaning("DATE", step("M", -12 // parts))
    return (
        literal("DURATION", amount_of("0.5", unit), "ago") if (unit, parts) == ("TH", 2) else None
    )


def units_beside(match: Match) -> TimeMeaning | None:
    """The days of "days later", "in the weeks before the vote"."""
    side = match.word(match.stop).lower()
    if side not in ("later", "earlier", "before", "after") or match.before() in "dnvwWxl-":
        return None
    relation = "before" if side in ("earlier", "before") else "after"
    return literal("DURATION", amount_of("X", match.value("U")), relation)


def units_ago(match: Match) -> TimeMeaning | None:
    """Years ago."""
    return literal("DATE", "PAST_REF" if match.value("g") == "-1" else "FUTURE_REF")


def earlier(match: Match) -> TimeMeaning | None:
    """A year earlier; two days later is counted from the day told of before, and is a duration
    where none is. "More than a decade later" names no year.
    """
    word = match.word(match.stop - 1).lower()
    if not stands_alone(match) or word not in ("earlier", "later", "before", "after"):
        return None
    number, unit = number_of(match), match.value("uU", last=True)
    times, letter = _COARSE.get(unit, (1, unit))
    sign = -1 if word in ("earlier", "before") else 1
    steps = number.isdigit() and letter[0] != "T"
    open_ended = bool(_OPEN_ENDED & set(match.words()))
    chained = step(letter, sign * int(number) * times) if steps and not open_ended else None
    counted = unit in "YM" or (number == "1" and unit in "WE")  # "ten weeks earlier" than what?
    if word == "earlier" and counted and not open_ended:
        told = _off(match, -1)
        return replace(told, chained=chained, grain=letter, dated=letter == "Y")
    told = literal("DURATION", amount_of(number, unit), "before" if sign < 0 else "after")
    return replace(told, drop=1, chained=chained, grain=letter)
