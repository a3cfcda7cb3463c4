"""What months, years and holidays mean; None where the words only look like a time.

"in May" ──▶ TimeMeaning("DATE", Rule("month", month=5))      "2014 troops" ──▶ None
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from sayso import lexicon
from sayso.model import Rule, Season, Unit
from sayso.readings.times.calendar import comes, year_of
from sayso.readings.times.match import MONTHS, PREPOSITIONS, STEPS, Match, TimeMeaning, step, which
from sayso.timex import named_day

_COUNTED = lexicon.words("time_counted")  # nouns of which there may be 2014
_DATED = frozenset(("In", "Since", "since", "During", "during", "Until", "until"))
_MODALS = (3, 5)  # march, may
_SHORT_MARKS = ("'", "’", "‘")  # before a year of two digits
_FIRST_YEAR, _LAST_YEAR = "1800", "2060"  # a bare number beyond them is a year after "in" alone


def month_year(match: Match) -> TimeMeaning | None:
    """October 1998, late October 1998, Oct. '98."""
    digits = match.value("Y") or match.value("dn", last=True)
    if len(digits) not in (2, 4) or not digits.isdigit():  # "October's 62.4 percent"
        return None
    return TimeMeaning("DATE", Rule("month", year=year_of(digits), month=match.number(MONTHS)))


def month_of_year(match: Match) -> TimeMeaning | None:
    """June last year."""
    if match.value("u") != "Y":
        return None
    return TimeMeaning("DATE", Rule("month", month=match.number(MONTHS), years=match.number(STEPS)))


def nth_of_month(match: Match) -> TimeMeaning | None:
    """The first Monday in October, the last day of the month, the first week of March 1998."""
    unit, weekday, number = match.value("uD"), match.number("D"), match.number("oL") or 0
    month = _month_of(match)
    if month is None or number == 0:
        return None
    if weekday:
        return TimeMeaning("DATE", Rule("nth-in-month", weekday=weekday, number=number, of=month))
    if unit not in ("D", "W"):
        return None
    return TimeMeaning("DATE", Rule("nth-in-month", unit=cast(Unit, unit), number=number, of=month))


def _month_of(match: Match) -> Rule | None:
    if match.value(MONTHS):
        return Rule("month", year=match.number("Y"), month=match.number(MONTHS))
    if match.value("u", last=True) != "M":
        return None
    said = match.narrowed(r"[LXT]u$")
    return step("M", said.value(STEPS) if said else 0)


def month(match: Match) -> TimeMeaning | None:
    """In November; "May" and "March" only beside a preposition, names like June Carter not
    at all.
    """
    number, modal = match.number(MONTHS), "m" in match.classes
    if not _led(match):
        weak = match.classes[-1] in "Am" or match.classes.endswith("m.") or number in _MODALS
        named = match.after() == "_" and match.word(match.stop)[:1].isupper()  # June Carter
        if named or (weak and not _joined(match)):
            return None
    if match.classes == "m" and _joined(match):
        return None  # "may or may not"
    if modal and match.word(match.first - 1).lower() in ("that", "for", "on"):
        return None
    return TimeMeaning(
        "DATE", Rule("month", month=number, tense="future" if comes(match) else None)
    )


def _joined(match: Match) -> bool:
    """True after "March and", "May or"."""
    return match.before() == "c" and match.tokens.classes[max(0, match.first - 2)] in MONTHS


def _led(match: Match) -> bool:
    """True where the words beside it say that a month is meant."""
    modal = "m" in match.classes
    if match.before() in PREPOSITIONS + "LX" or comes(match) or match.classes[0] not in MONTHS:
        return True
    if match.before() == "T" and not modal:
        return True
    # "the March accord", "a June poll", not "the March on"
    return match.before() in "ha" and "M" in match.classes and match.after() == "_"


def year(match: Match) -> TimeMeaning | None:
    """In 2014; a number of things is no year."""
    value, noun = match.value("Y"), match.word(match.stop).lower()
    dated = match.word(match.first - 1) in _DATED  # "In 2005 passengers paid less"
    counted = noun in _COUNTED and not dated
    if match.value("u") not in ("", "Y") or counted or match.after() in "UuQ":
        return None
    if match.after() == "-" and match.word(match.stop + 1).lower() + "s" in _COUNTED:
        return None  # a 1900-mile border
    if (
        match.word(match.first - 1).lower() == "from"
        and noun == "to"
        and "," in match.word(match.stop + 1)
    ):
        return None  # from 1500 to 10,000
    plural = match.after() == "_" and noun.endswith("s")
    alone = len(match.classes) == 1
    if match.before() == "$" or (match.before() == "b" and alone and plural):
        return None
    far = not _FIRST_YEAR <= value <= _LAST_YEAR
    if far and alone and match.before() not in "pec":
        return None
    return TimeMeaning("DATE", Rule("year", year=int(value)))


def short_year(match: Match) -> TimeMeaning | None:
    """In '94; the class of '08."""
    digits, led = match.value("dn"), match.before() in "pMAmFfiH"
    if len(digits) != 2 or not led or match.word(match.first) not in _SHORT_MARKS:
        return None
    return TimeMeaning("DATE", Rule("year", year=year_of(digits)))


# ---- holidays and seasons ------------------------------------------------------


def holiday(match: Match) -> TimeMeaning | None:
    """Thanksgiving, last Thanksgiving, Christmas 1998, Q3."""
    if match.before() == "G":  # "an earlier Christmas" is none that can be known
        return None
    said, year = match.value("LXT"), match.number("Y")
    rule = named_day(match.value("H"))
    return TimeMeaning("DATE", replace(rule, year=year, which=which(said) if said else None))


def season(match: Match) -> TimeMeaning | None:
    """The summer, in autumn. "Fall" and "spring" want a preposition and an article."""
    lead = match.before() in PREPOSITIONS or set("he") & set(match.classes)
    if not lead or (match.value("f") and match.before() not in PREPOSITIONS):
        return None
    if match.after() == "i" or (match.after() == "_" and "h" not in match.classes):
        return None  # the fall of a government is no season
    return season_said(match)


def season_said(match: Match) -> TimeMeaning | None:
    """Last fall, the winter of 1994, the summer of '87."""
    said, digits = match.value("LX") or match.value("T"), match.value("Y") or match.value("dn")
    if len(digits) == 2:  # "the summer's 12 fires"
        marked = match.word(match.stop - 2) in _SHORT_MARKS and match.joined(match.stop - 1)
        if not marked:
            return None
    elif len(digits) not in (0, 4):
        return None
    year = year_of(digits) if digits else None
    name = cast(Season, match.value("Ff"))
    return TimeMeaning(
        "DATE", Rule("season", season=name, year=year, which=which(said) if said else None)
    )


def foreign_date(match: Match) -> TimeMeaning | None:
    """15 Ramadan 1445: of another calendar."""
    return TimeMeaning("DATE", Rule("foreign", value=match.value("&")))
