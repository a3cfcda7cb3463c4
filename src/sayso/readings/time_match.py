"""What a meaning is given and what it gives back: the words a pattern fitted, and a type with a rule.

Match("last", "May") ──meaning──▶ Told("DATE", "mon=5;which=-1") or None
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.model import TimeKind
from sayso.readings.time_tokens import Tokens

_SIZE = {"E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "F": (2, "W"), "Q": (3, "M")}


@dataclass(frozen=True, slots=True)
class Told:
    """Type and rule; `skip` and `drop` tokens of the match are left out at its start and end."""

    type: TimeKind
    rule: str
    skip: int = 0
    drop: int = 0


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
        """Value of the first (or last) token whose class is among `letters`, "" where there is none."""
        places = range(self.first, self.stop)
        for i in reversed(places) if last else places:
            if self.tokens.classes[i] in letters:
                return self.tokens.values[i]
        return ""

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


Meaning = Callable[[Match], Told | None]


# ---- numbers -----------------------------------------------------------------


def number_of(match: Match) -> str:
    """The first quantity of the match as TIMEX3 writes it: `2`, `2.5`, `X`."""
    total, seen = 0.0, False
    for i in range(match.first, match.stop):
        letter, value = match.tokens.classes[i], match.tokens.values[i]
        if letter in "dnY":
            total, seen = float(value), True
        elif letter == "w":
            number = float(value)
            total = max(total, 1) * number if number in (12, 100, 1000) and total else total + number
            seen = True
        elif letter == "v":
            total, seen = total + {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75, "½": 0.5}.get(value, 0.5), True
        elif letter == "x" and not seen:
            return value
        elif (seen and letter != "-") or (letter == "-" and seen and match.tokens.classes[i + 1] not in "wv"):
            break
    if not seen:
        return "1"
    return f"{total:g}" if total < 1e6 else "X"


def amount_of(number: str, unit: str) -> str:
    """A TIMEX3 duration: `P2W`, `PT24H`, `P2Y6M`."""
    times, letter = _SIZE.get(unit, (1, unit))
    head = "PT" if letter in ("TH", "TM", "TS") else "P"
    letter = letter[-1]
    if number == "X":
        return f"{head}X{unit if unit in 'EC' else letter}"
    value = float(number) * times
    whole, half = int(value), value % 1
    smaller = {"Y": (12, "M"), "H": (60, "M")}.get(letter) if head == "PT" or letter == "Y" else None
    if half and smaller:
        rest = f"{int(half * smaller[0])}{smaller[1]}"
        return f"{head}{whole}{letter}{rest}" if whole else f"{head}{rest}"
    return f"{head}{value:g}{letter}"


def stands_alone(match: Match) -> bool:
    """A number must not be the tail of another: "1.5-2 years" is left alone, "$2 a day" is a rate."""
    return match.before() not in "dnvw$"
