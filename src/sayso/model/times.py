"""What a time expression means before any day is known that it could be counted from.

"last Friday"     ──▶ Rule("weekday", weekday=5, which=-1)
"two days later"  ──▶ Rule("step", unit="D", offset=2, of=Rule("day", month=1, day=3))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model.places import Frozen

RuleKind = Literal[
    "day",  # month and day, with or without a year
    "month",
    "season",
    "quarter",
    "half",
    "feast",  # counted from Easter, or the n-th weekday of a month
    "year",
    "decade",
    "century",
    "numeric",  # 3/4/2020: nothing says which of the two is the month
    "foreign",  # a date of another calendar
    "weekday",
    "weekend",
    "monthday",  # the 27th
    "step",  # so many units from the day: today, last week, two years ago
    "anniversary",  # the same day so many years off
    "weekday-in-week",  # the Tuesday of the week that the day lies in
    "nth-in-month",  # the first Monday, the last day, the second week of the day's month
    "reference",
    "duration",
    "set",
]
Season = Literal["SP", "SU", "FA", "WI"]
Unit = Literal["D", "W", "M", "Q", "Y", "E", "C"]
Which = Literal[-1, 0, 1]
Tense = Literal["past", "present", "future", "intended", "narrated"]


@dataclass(frozen=True, slots=True)
class Rule(Frozen):
    """The meaning of a time expression; what a kind does not need is left at its default.

    year       the year that is named; without one `which`, `years` or `tense` say which is meant
    weekday    1 Monday to 7 Sunday
    number     of a quarter or half; n of the n-th in a month, -1 the last
    unit       day, week, month, quarter, year, decade (E) or century (C) of a step or an n-th
    offset     units of a step, years of an anniversary or of a quarter like the one meant, days
               from a feast's weekday or from Easter
    which      last, this or next one, strictly
    years      the year so many after the one that it is counted in: June last year is -1
    tense      where its clause looks; `intended` is what was aimed at in the past (a weekday is the
               next one, a date the nearest); `narrated` takes the one nearest to the time told of
               before
    until      last day of the month of a range: "Nov. 1-3"
    week       the week that it lies in is meant: "the week of March 6"
    running    named like a past or coming unit, but runs from or to the day itself: "the past week"
    clock      part of the day or time in TIMEX3's letters: `TMO`, `T11:00`
    value      TIMEX3 value of a reference, duration or set; the name of a foreign calendar
    relation   of a duration: the word that counts it from something ("after", "ago", "last")
    of         the rule whose first day this one is counted from, instead of the day of writing
    """

    kind: RuleKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None
    season: Season | None = None
    unit: Unit | None = None
    offset: int = 0
    which: Which | None = None
    years: int | None = None
    tense: Tense | None = None
    until: int | None = None
    week: bool = False
    running: bool = False
    clock: str = ""
    value: str = ""
    relation: str = ""
    of: Rule | None = None

    @property
    def root(self) -> Rule:
        """The rule at the start of the chain: the one counted from the day of writing."""
        return self.of.root if self.of else self
