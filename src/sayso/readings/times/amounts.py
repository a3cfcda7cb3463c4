"""What durations, sets and references without a date mean; None where the words only look like a
time.

"two weeks" ──▶ TimeMeaning("DURATION", Rule("duration", value="P2W"))
"every Monday" ──▶ TimeMeaning("SET", Rule("set", value="XXXX-WXX-1"))
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.model import Rule
from sayso.readings.times.match import (
    PREPOSITIONS,
    Match,
    TimeMeaning,
    amount_of,
    literal,
    number_of,
    stands_alone,
)
from sayso.timex import named_day, on

_AFTER = frozenset(("after", "before", "since", "from", "ago", "later", "earlier"))
_WILL = frozenset(("will", "would", "may", "might", "could", "can", "must", "shall", "should"))
# "recent years", "the coming weeks": an amount that runs up to the day of writing, or from it
_STRETCHES = {
    "recent": "last",
    "coming": "next",
    "upcoming": "next",
    "next": "next",
    "following": "after",
}
_LARGER_SMALLER = (("Y", "M"), ("M", "D"), ("W", "D"), ("TH", "TM"), ("TM", "TS"))
_SAID_MORE = frozenset(("after", "before", "since", "when", "that", "following"))
_OFTEN = frozenset(("once", "twice", "thrice", "times"))
_NEAR = frozenset(("near", "foreseeable", "distant"))

# ---- durations ---------------------------------------------------------------


def _counted_from(match: Match) -> str:
    """ "after" where the words behind a duration count it from an event."""
    follows = match.word(match.stop).lower()
    return follows if follows in _AFTER else ""


def duration(match: Match) -> TimeMeaning | None:
    """Two weeks, a five-hour, several years, 24 hours; an age is none."""
    if (
        match.words() == ["one", "day"]
        and {match.word(match.first - n).lower() for n in (1, 2)} & _WILL
    ):
        return literal("DATE", "FUTURE_REF")
    if not stands_alone(match) or _is_age(match) or _is_some_day(match):
        return None
    amount = amount_of(number_of(match), match.value("uU", last=True))
    if _each(match):
        often = match.word(match.first - 1).lower() in _OFTEN
        return literal("SET", amount) if often else None
    return literal("DURATION", amount, _counted_from(match))


def _is_some_day(match: Match) -> bool:
    """ "One day last week", "some day": no amount."""
    if match.classes.endswith("xu") and match.value("x") == "X":
        return True
    one_day = (
        match.classes == "wu" and match.words() == ["one", "day"] and match.before() not in "pb"
    )
    return one_day and (match.after() == "_" or match.word(match.first)[0].isupper())


def _is_age(match: Match) -> bool:
    """52 years old, 10 years of age, aged 12 years."""
    if re.match(r"-?[_j]", match.tokens.classes[match.stop :]):
        at = match.stop + (match.after() == "-")
        if match.word(at).lower() in ("old", "olds"):
            return True
    if match.after() == "i" and match.word(match.stop + 1).lower() == "age":
        return True
    return match.word(match.first - 1).lower() in ("aged", "age")


def _each(match: Match) -> bool:
    """True in "twice a week", "700 seats a week": so many of something for each one. The second is
    a measure like "miles an hour" and says no time.
    """
    if match.classes != "au" or match.before() in PREPOSITIONS or _counted_from(match):
        return False  # "200 in a day"
    if match.word(match.first).istitle():  # "Flat 24: A day in the life"
        return False
    before = range(max(0, match.first - 3), match.first)
    counted = any(match.tokens.classes[i] in "dnw" or match.word(i)[:1] in "$£€" for i in before)
    return counted or match.word(match.first - 1).lower() in _OFTEN


def the_duration(match: Match) -> TimeMeaning | None:
    """The nine months, the latest nine months."""
    if "_" in match.classes and match.value("_") != "latest":
        return None
    return literal("DURATION", amount_of(number_of(match), match.value("U")), _counted_from(match))


def half_unit(match: Match) -> TimeMeaning | None:
    """Half an hour, a quarter-century."""
    unit = match.value("u")
    if "q" in match.classes:
        return literal("DURATION", "P25Y") if unit == "C" else None
    return literal("DURATION", amount_of("0.5", unit)) if unit in ("TH", "Y", "E", "C") else None


def unit_half(match: Match) -> TimeMeaning | None:
    """A year and a half."""
    return literal("DURATION", amount_of("1.5", match.value("u")))


def units_and_units(match: Match) -> TimeMeaning | None:
    """Two hours and fifteen minutes, a larger unit before the next smaller one."""
    first, second = match.narrowed(r"^.*?[uU](?=c)"), match.narrowed(r"(?<=[uU]c).*$")
    if not (first and second and stands_alone(match) and "and" in match.words()):
        return None
    pair = first.value("uU", last=True), second.value("uU", last=True)
    if pair not in _LARGER_SMALLER:
        return None
    whole = amount_of(number_of(first), pair[0])
    rest = amount_of(number_of(second), pair[1])
    return literal("DURATION", whole + rest.removeprefix("PT").removeprefix("P"))


def for_units(match: Match) -> TimeMeaning | None:
    """For years, within weeks or months."""
    if match.word(match.first - 1).lower() not in ("for", "within", "in"):
        return None
    return literal("DURATION", amount_of("X", match.value("U")), _counted_from(match))


def units_long(match: Match) -> TimeMeaning | None:
    """Decades-long, years-old; day-long, two-year-long; weeklong."""
    if match.value("="):
        return literal("DURATION", match.value("="))
    if match.before() in "dnvw-":  # "a five-years-old"
        return None
    number = number_of(match) if match.value("u") or match.classes[0] in "dnvw" else "X"
    return literal("DURATION", amount_of(number, match.value("uU")))


def first_units(match: Match) -> TimeMeaning | None:
    """The first nine months."""
    return literal("DURATION", amount_of(number_of(_behind_first(match)), _units(match)))


def _units(match: Match) -> str:
    """The unit of "months", "quarters"."""
    unit = match.value("UQ")
    return "Q" if unit == "quarters" else unit


def _behind_first(match: Match) -> Match:
    """Without "the first", which is no number here."""
    return match.narrowed(r"(?<=o).*$") or match


def first_units_of(match: Match) -> TimeMeaning | None:
    """The first six months of 2012: the year is left to itself; the first two quarters of it are a
    half.
    """
    number, unit = number_of(_behind_first(match)), _units(match)
    if (unit, number, match.value("o")) == ("Q", "2", "1") and match.value("Y"):
        return TimeMeaning("DATE", Rule("half", year=match.number("Y"), number=1))
    drop = len(match.classes) - match.classes.index("i")
    return replace(literal("DURATION", amount_of(number, unit)), drop=drop)


def past_units(match: Match) -> TimeMeaning | None:
    """The past two weeks, the next few days."""
    relation = "last" if match.value("LX") == "-1" else "next"
    if match.after() == "i" and {"last", "next"} & set(match.words()):
        relation = ""  # "the last five years of his life"
    return literal("DURATION", amount_of(number_of(match), _units(match)), relation)


# ---- sets ----------------------------------------------------------------------


def set_every(match: Match) -> TimeMeaning | None:
    """Every Monday, each year, every two weeks."""
    if match.value("D"):
        return literal("SET", f"XXXX-WXX-{match.value('D')}{match.value('P')}")
    if match.value("P"):
        return literal("SET", f"XXXX-XX-XX{match.value('P')}")
    if match.value("M"):
        return literal("SET", f"XXXX-{int(match.value('M')):02}")
    if match.value("F"):
        return literal("SET", f"XXXX-{match.value('F')}")
    if match.value("H"):
        named = named_day(match.value("H"))
        return literal("SET", on(named).value if named.kind == "day" else "P1Y")
    if match.value("N"):
        return literal("SET", "XXXX-WXX-WE")
    if match.value("q"):
        return literal("SET", "P3M") if match.classes == "Eq" else None
    other = "_" in match.classes
    if other and match.value("_") != "other":
        return None
    number = match.value("o") or ("2" if other else number_of(match))
    return literal("SET", amount_of(number, match.value("uU")))


def set_word(match: Match) -> TimeMeaning | None:
    """Daily, weekly; not the Daily Gazette, nor the party daily Granma."""
    capital = match.word(match.first)[0].isupper()
    paper = match.before() == "_" and match.after() == "_" and match.word(match.stop)[:1].isupper()
    owner = match.word(match.first - 1)
    if not capital and paper and (owner[:1].isupper() or owner in ("news", "party")):
        return None
    if capital and (
        match.word(match.stop)[:1].isupper() or match.word(match.first - 1)[:1].isupper()
    ):
        return None
    return literal("SET", match.value("V"))


# ---- references ------------------------------------------------------------------


def vague_units(match: Match) -> TimeMeaning | None:
    """Recent years, coming weeks: an unknown number of them, as "the past few years" is; previous
    years, the coming days and weeks.
    """
    drop = 1 if match.classes.endswith("c") else 0
    article = int(match.classes[0] == "h")
    word, said = match.value("LXr"), match.words()[article]
    if said in ("last", "next") and match.after() == "i":
        return None  # "the last years of his life"
    if said in _STRETCHES and len(match.classes.rstrip("c")) == article + 2:
        amount = literal("DURATION", amount_of("X", _units(match)), _STRETCHES[said])
        return replace(amount, drop=drop)
    return replace(literal("DATE", "FUTURE_REF" if word == "1" else "PAST_REF"), drop=drop)


def units_ahead(match: Match) -> TimeMeaning | None:
    """The weeks ahead, the years to come."""
    if match.classes.endswith("_") and (match.words()[-2:] != ["to", "come"]):
        return None
    return literal("DURATION", amount_of("X", match.value("U")), "next")


def these_days(match: Match) -> TimeMeaning | None:
    """These days; in those days, of which no more is said."""
    if match.value("U") != "D":
        return None
    if match.value("s") == "those":
        gone = match.before() == "p" and match.word(match.stop).lower() not in _SAID_MORE
        return literal("DATE", "PAST_REF") if gone else None
    return literal("DATE", "PRESENT_REF") if match.value("s") == "these" else None


def reference(match: Match) -> TimeMeaning | None:
    """Now, currently, recently, the near future; "the moment" only after "at"."""
    future = match.value("R") == "FUTURE_REF"
    if match.words() == ["future"] and match.before() != "p" and match.after() == "_":
        return None  # "future earnings" are of no time
    words = match.word(match.stop - 1).lower().split()
    if words[0] == "the" and words[-1] in ("moment", "present") and match.before() != "@":
        return None
    skip = 0 if future or "h" not in match.classes else 1
    if "_" in match.classes and (not future or match.value("_") not in _NEAR):
        return None
    return replace(literal("DATE", match.value("R")), skip=skip)


def near_term(match: Match) -> TimeMeaning | None:
    """In the short term, over the long run; "the long term contract" is none."""
    if match.value("_~") not in ("near", "short", "long", "longer") or match.before() not in "pb":
        return None
    return literal("DATE", "FUTURE_REF") if match.after() != "_" else None


def the_past(match: Match) -> TimeMeaning | None:
    """In the past."""
    if match.word(match.stop - 1).lower() != "past" or match.after() not in ".,|p)'":
        return None
    return literal("DATE", "PAST_REF")


def current(match: Match) -> TimeMeaning | None:
    """Current, where it names no unit."""
    return literal("DATE", "PRESENT_REF") if match.word(match.first).lower() == "current" else None
