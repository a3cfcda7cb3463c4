"""What a meaning is given and what it gives back: the words a pattern fitted, and a type with a
rule.

Match("last", "May") ──meaning──▶ TimeMeaning("DATE", Rule("month", month=5, which=-1)) or None
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from sayso.model import Rule, RuleKind, TimeKind, Unit, Which
from sayso.readings.times.tokens import Tokens

# Letters of the grammar (time_words.tsv) by what they are together.
MONTHS = "MAm"  # names, abbreviations, may and march
WEEKDAYS = "Dk"
STEPS = "LXT"  # last, next, this
NUMBERS = "dO"  # numbers and ordinals that may be a day
PREPOSITIONS = "p@"

_SIZE = {"E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "F": (2, "W"), "WD": (1, "D")}

# What the expressions around have to say: the day of a bare clock time; for a report of results
# the quarter that is spoken of ("the quarter", "the period"), the one of a year before ("a year
# ago", "the year-ago quarter", "the year-ago period", "last year" of results compared), that
# quarter of another year, or the one before it.
Asks = Literal[
    "",
    "day",
    "quarter",
    "period",
    "ago",
    "quarter-ago",
    "period-ago",
    "last-year",
    "quarter-of",
    "quarter-before",
]


@dataclass(frozen=True, slots=True)
class TimeMeaning:
    """Type and rule of an expression.

    skip, drop  tokens of the match that are left out at its start and end
    chained     rule counted from the day told of before, where there is one of grain `grain` (D, W,
                M or Y); else `rule` stands, if it can stand `alone`
    dated       chained only to a date that is told with its year
    """

    type: TimeKind
    rule: Rule
    skip: int = 0
    drop: int = 0
    chained: Rule | None = None
    grain: str = "D"
    alone: bool = True
    dated: bool = False
    asks: Asks = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` up to `stop` that a pattern fitted."""

    tokens: Tokens
    first: int
    stop: int

    @property
    def classes(self) -> str:
        """The letters matched."""
        return self.tokens.classes[self.first : self.stop]

    def value(self, letters: str, *, last: bool = False) -> str:
        """Value of the first (or last) token whose class is among `letters`, "" where there is
        none.
        """
        places = range(self.first, self.stop)
        for i in reversed(places) if last else places:
            if self.tokens.classes[i] in letters:
                return self.tokens.values[i]
        return ""

    def number(self, letters: str, *, last: bool = False) -> int | None:
        """The value as a number, None where no token is of those letters."""
        value = self.value(letters, last=last)
        return int(value) if value else None

    def before(self) -> str:
        """Class of the token before, `|` at the start of the text."""
        return self.tokens.classes[self.first - 1] if self.first else "|"

    def after(self) -> str:
        """Class of the token after, `|` at the end of the text."""
        return self.tokens.classes[self.stop] if self.stop < len(self.tokens.classes) else "|"

    def word(self, place: int) -> str:
        """The printed word at a token index, "" outside the text."""
        if not 0 <= place < len(self.tokens.classes):
            return ""
        return self.tokens.text[self.tokens.starts[place] : self.tokens.ends[place]]

    def joined(self, place: int) -> bool:
        """True where the token at `place` follows the one before without a space."""
        inside = 0 < place < len(self.tokens.classes)
        return inside and self.tokens.starts[place] == self.tokens.ends[place - 1]

    def words(self) -> list[str]:
        """The printed words of the match, lower-cased."""
        return [self.word(i).lower() for i in range(self.first, self.stop)]

    def narrowed(self, pattern: str) -> Match | None:
        """The first part of the match whose letters fit `pattern`."""
        inner = re.search(pattern, self.classes)
        if inner is None:
            return None
        return Match(self.tokens, self.first + inner.start(), self.first + inner.end())


_LITERAL: dict[TimeKind, RuleKind] = {"DURATION": "duration", "SET": "set"}
Meaning = Callable[[Match], TimeMeaning | None]


# ---- rules from printed values -------------------------------------------------


def step(unit: str, offset: str | int, **more: Any) -> Rule:
    """So many units from the day that is counted from."""
    return Rule("step", unit=cast(Unit, unit), offset=int(offset), **more)


def at_root(rule: Rule, change: Callable[[Rule], Rule]) -> Rule:
    """The rule with the start of its chain changed."""
    return replace(rule, of=at_root(rule.of, change)) if rule.of else change(rule)


def which(value: str) -> Which:
    """Last, this or next, from the value of its word."""
    return cast(Which, int(value))


def literal(kind: TimeKind, value: str, relation: str = "") -> TimeMeaning:
    """An expression whose value no day changes: a duration, a set, or (a DATE) a reference."""
    return TimeMeaning(kind, Rule(_LITERAL.get(kind, "reference"), value=value, relation=relation))


# ---- numbers -----------------------------------------------------------------


_AND_A_HALF = re.compile(r"-?c-?a-?l")


def number_of(match: Match) -> str:
    """The first quantity of the match as TIMEX3 writes it: `2`, `2.5`, `X`."""
    total, seen = 0.0, False
    for i in range(match.first, match.stop):
        letter, value = match.tokens.classes[i], match.tokens.values[i]
        if letter in "dnY":
            total, seen = float(value), True
        elif letter == "w":
            number = float(value)
            total = (
                max(total, 1) * number if number in (12, 100, 1000) and total else total + number
            )
            seen = True
        elif letter == "v":
            total, seen = (
                total + {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75, "½": 0.5}.get(value, 0.5),
                True,
            )
        elif letter == "x" and not seen:
            return value
        elif seen and _AND_A_HALF.match(match.tokens.classes, i):
            total += 0.5
            break
        elif (seen and letter != "-") or (
            letter == "-" and seen and match.tokens.classes[i + 1] not in "wv"
        ):
            break
    if not seen:
        return "1"
    return f"{total:g}" if total < 1e6 else "X"


def amount_of(number: str, unit: str) -> str:
    """A TIMEX3 duration: `P2W`, `PT24H`, `P2Y6M`.

    >>> amount_of("2.5", "Y"), amount_of("X", "E")
    ('P2Y6M', 'PXE')
    """
    times, letter = _SIZE.get(unit, (1, unit))
    head = "PT" if letter in ("TH", "TM", "TS") else "P"
    letter = letter[-1]
    if number == "X":
        return f"{head}X{unit if unit in 'EC' else letter}"
    value = float(number) * times
    whole, half = int(value), value % 1
    smaller = (
        {"Y": (12, "M"), "H": (60, "M")}.get(letter) if head == "PT" or letter == "Y" else None
    )
    if half and smaller:
        rest = f"{round(half * smaller[0])}{smaller[1]}"
        return f"{head}{whole}{letter}{rest}" if whole else f"{head}{rest}"
    return f"{head}{value:g}{letter}"


def stands_alone(match: Match) -> bool:
    """A number must not be the tail of another: "1.5-2 years" is left alone, "one four years ago"
    is four; "seven a year ago" is a year.
    """
    if match.classes[0] == "a":
        return True
    if match.before() == "-" and match.tokens.classes[max(0, match.first - 2)] == "Y":
        return False  # "the 1988-89 school year"
    if match.before() == "w" and match.classes[0] == "w":
        return not _one_number(match.tokens, match.first)
    words = [
        i for i in range(match.first, match.stop - 1) if match.tokens.classes[i : i + 2] == "ww"
    ]
    return match.before() not in "dnvw$" and all(_one_number(match.tokens, i + 1) for i in words)


def _one_number(tokens: Tokens, place: int) -> bool:
    """True where the number word at `place` goes on the one before it: twenty four, two hundred."""
    before, here = int(tokens.values[place - 1]), int(tokens.values[place])
    return here in (12, 100, 1000) or (before >= 20 and here < before)
