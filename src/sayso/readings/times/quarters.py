"""What quarters, halves and years of business mean: "the third quarter of 1990", "fiscal 1989".

A report of results goes on speaking of one quarter: what "the quarter" and "a year ago" then mean
is asked of the expressions around (`TimeMeaning.asks`, answered in `chain`).

"the year-ago quarter" ─▶ TimeMeaning("DATE", Rule("step", unit="Y", offset=-1), asks="quarter-ago")
"""

from __future__ import annotations

import re

from sayso import lexicon
from sayso.model import Rule
from sayso.readings.times.match import STEPS, Asks, Match, TimeMeaning, literal, step

_RESULTS = lexicon.words("time_results")  # nouns that are told by the half-year
_QUARTERS = (1, 2, 3, 4)
_OWN, _MONEY = frozenset(("'s", "’s")), frozenset("$£€")
_OF_PERIOD = frozenset(("results", "result", "figures"))
_BEFORE = frozenset(("previous", "preceding", "prior"))
_SAME = frozenset(("same", "like", "corresponding", "comparable"))
_ONE_YEAR_BACK = (("", ""), ("-1", ""), ("", "-1"))  # last year, a year ago, a year earlier
_COMPARING = frozenset(("from", "with", "to", "than", "against", "versus"))
# the last word of "a loss of $3 million", "12 cents a share", "$3"
_AMOUNT_ENDS = frozenset(("million", "billion", "share", "cents", "trillion", ","))
_AMOUNT_WORDS = 16  # words of a sum and of what it is compared with, before "last year"
_PARTS: dict[str, Asks] = {"q": "quarter", "I": "period"}  # by their letter in the grammar
_PARTS_AGO: dict[str, Asks] = {"q": "quarter-ago", "I": "period-ago"}


def quarter(match: Match) -> TimeMeaning | None:
    """The third quarter of 1990; this year's third quarter; the last quarter of the year; the third
    quarter a year ago.
    """
    order = re.search(r"([oLX])-?y?[qQI]", match.classes)
    place = match.first + order.start() if order else match.first
    number, year = int(match.tokens.values[place]), match.number("Y")
    if "Q" in match.classes and match.before() not in "c,":
        return None
    if match.classes == "o-I" and match.word(match.stop).lower() not in _RESULTS:
        return None
    if match.tokens.classes[place] in "LX":
        if match.classes[-1] == "q" or number != -1:
            return None
        number = 4
    if number not in _QUARTERS:
        return None
    if match.value("u") not in ("", "Y"):
        return None
    years = None if year else _years_from_now(match)
    return TimeMeaning("DATE", Rule("quarter", year=year, number=number, years=years))


def _years_from_now(match: Match) -> int | None:
    """The year that the words beside a quarter give, counted from this one; None without any."""
    said = match.narrowed(r"[LXT](?=y?u)")
    if said:
        return said.number(STEPS)
    if re.search("u-?[gG]", match.classes):
        return -1
    return 0 if match.classes.endswith("u") else None


def compares(match: Match) -> bool:
    """True where results are compared with those of "last year": "up from $4 million last year",
    "from last year’s $4 million", "last year’s results".
    """
    if match.words() != ["last", "year"]:
        return False
    behind = [match.word(match.stop + n) for n in (0, 1)]
    if behind[0] in _OWN:
        return behind[1][:1] in _MONEY or behind[1].lower() in _OF_PERIOD
    before = [match.word(i) for i in range(match.first - 1, match.first - _AMOUNT_WORDS, -1)]
    if before[0].lower() not in _AMOUNT_ENDS:
        return False
    amount = next((i for i, word in enumerate(before) if word[:1] in _MONEY), len(before))
    return bool(_COMPARING & {word.lower() for word in before[amount:]})


def step_quarter(match: Match) -> TimeMeaning | None:
    """Last quarter; the previous quarter is the one before that of which results are told."""
    before = bool(_BEFORE & set(match.words())) and match.classes == "hLq"
    asks: Asks = "quarter-before" if before else ""
    return TimeMeaning("DATE", step("Q", match.value(STEPS)), asks=asks)


def same_quarter(match: Match) -> TimeMeaning | None:
    """The same quarter last year, the like period a year ago, the same period of 1988."""
    if match.words()[1] not in _SAME:
        return None
    if match.value("Y"):
        return TimeMeaning("DATE", Rule("year", year=match.number("Y")), asks="quarter-of")
    if match.value("u") != "Y" or (match.value("g"), match.value("G")) not in _ONE_YEAR_BACK:
        return None
    return TimeMeaning("DATE", step("Y", -1), asks=_PARTS_AGO[match.classes[2]])


def quarter_before(match: Match) -> TimeMeaning | None:
    """The first of "the second and third quarters"."""
    number = match.number("o")
    return TimeMeaning("DATE", Rule("quarter", number=number)) if number in _QUARTERS else None


def month_quarter(match: Match) -> TimeMeaning | None:
    """The September quarter."""
    return TimeMeaning("DATE", Rule("quarter", number=(int(match.value("M")) + 2) // 3))


def quarter_ago(match: Match) -> TimeMeaning | None:
    """The year-ago quarter, the prior-year period."""
    unit, side = match.value("u"), match.value("gGp")
    if unit not in ("Y", "M", "W") or side not in ("-1", "before", ""):
        return None
    asks = _PARTS_AGO.get(match.classes[-1], "ago") if unit == "Y" else "ago"
    return TimeMeaning("DATE", step(unit, -1), asks=asks)


def year_quarter(match: Match) -> TimeMeaning | None:
    """The 1988 quarter, the 1988 period: the quarter that is spoken of, in that year."""
    return TimeMeaning("DATE", Rule("year", year=match.number("Y")), asks="quarter-of")


def half(match: Match) -> TimeMeaning | None:
    """The second half of 1990, this year's first half; "first-half" only where results are told."""
    number, year = match.number("o") or 2, match.number("Y")
    if match.classes == "o-l" and match.word(match.stop).lower() not in _RESULTS:
        return None
    if number not in (1, 2) or match.value("u") not in ("", "Y"):
        return None
    said = match.narrowed(r"[XLT](?=y?u)")
    years = None if year else said.number(STEPS) if said else 0
    return TimeMeaning("DATE", Rule("half", year=year, number=number, years=years))


def the_unit(match: Match) -> TimeMeaning | None:
    """The quarter: the one told of before; the year that ended in June is a duration, else it is
    this one.
    """
    plain = match.value("_")
    if match.classes[-1] in _PARTS:
        if plain not in ("", "latest", "most"):
            return None
        return TimeMeaning("DATE", step("Q", -1), asks=_PARTS[match.classes[-1]])
    if match.value("u") == "W":
        return _the_week(match)
    if match.value("u") != "Y":
        return None
    if plain == "latest":
        return TimeMeaning("DATE", step("Y", -1))
    beside = match.word(match.stop).lower() in ("after", "before")  # "in the year after the vote"
    if plain or beside or match.before() not in "pi" or match.after() in "-'":
        return None
    if match.value("W") not in ("", "full", "whole", "entire"):
        return None
    if match.word(match.stop).lower() in ("ended", "ending", "that", "to"):
        return literal("DURATION", "P1Y")
    return TimeMeaning("DATE", step("Y", 0), chained=step("Y", 0), grain="Y", dated=True)


def _the_week(match: Match) -> TimeMeaning | None:
    """ "For the week, the index rose": the week of the day that is told of."""
    led = match.word(match.first - 1).lower() == "for" and match.words() == ["the", "week"]
    if not led or match.after() != "," or match.word(match.stop - 1) != "week":
        return None
    return TimeMeaning("DATE", step("W", 0), chained=step("W", 0))


def fiscal(match: Match) -> TimeMeaning | None:
    """Fiscal 1989, the fiscal year."""
    if match.value("Y"):
        return TimeMeaning("DATE", Rule("year", year=match.number("Y")))
    this = match.value("u") == "Y" and set(match.classes) & set("hT")
    return TimeMeaning("DATE", step("Y", 0)) if this else None
