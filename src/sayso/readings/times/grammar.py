"""The grammar of time: patterns over the letters of `time_tokens`, each with what it means.

The rules are data (`lexicon/en/time_patterns.tsv`); they are tried in the order in which they
stand, at every word, and the first that fits and is not refused wins. A draft's rule may end in
`dir=?`: the direction is for the clause to say.

    "pD,A.d" ──patterns──▶ Draft(DATE, "md=01-03;dir=?", tokens 1 to 6)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso import lexicon
from sayso.model import TimeKind
from sayso.readings.times.amounts import AMOUNTS
from sayso.readings.times.calendar import DATES
from sayso.readings.times.clock import CLOCK
from sayso.readings.times.match import Match, Meaning, Told, template
from sayso.readings.times.steps import STEPS
from sayso.readings.times.tokens import Tokens

_NOT_PLAIN = r"(?![_.,;|()pi])"  # no expression begins with a plain word, a mark or a preposition


@dataclass(frozen=True, slots=True)
class Draft:
    """An expression found: offsets, type, and a rule that may still ask for a direction.

    first, stop  its tokens; chained, grain, whole_end  what it is once it is counted from the day
                 told of before
    """

    start: int
    end: int
    type: TimeKind
    rule: str
    first: int
    stop: int
    chained: str = ""
    grain: str = "D"
    whole_end: int = 0


MEANINGS: dict[str, Meaning] = {
    meaning.__name__: meaning for meaning in DATES + CLOCK + STEPS + AMOUNTS
}


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    pieces: dict[str, str] = {}
    for name, pattern in lexicon.table("time_parts"):
        pieces[name] = _filled(pattern, pieces)
    rows = lexicon.table("time_patterns")
    return tuple(
        (re.compile(_filled(row[0], pieces)), MEANINGS.get(row[1]) or template(row[1]))
        for row in rows
    )


@lru_cache(maxsize=1)
def _any_rule() -> re.Pattern[str]:
    """All patterns as one: it finds the next word at which any fits, without trying them one by
    one.
    """
    return re.compile(
        _NOT_PLAIN + "(?:" + "|".join(f"(?:{pattern.pattern})" for pattern, _ in _rules()) + ")"
    )


def _filled(pattern: str, pieces: dict[str, str]) -> str:
    return re.sub(r"\{([A-Z]+)\}", lambda name: pieces[name[1]], pattern)


def drafts(tokens: Tokens) -> Iterator[Draft]:
    """Every expression of `tokens`, left to right, none overlapping."""
    classes, place = tokens.classes, 0
    while found := _any_rule().search(classes, place):
        place = found.start()
        draft = _first_fit(tokens, place)
        if draft is None:
            place += 1
            continue
        yield draft
        place = draft.stop


def _first_fit(tokens: Tokens, place: int) -> Draft | None:
    for pattern, meaning in _rules():
        fits = pattern.match(tokens.classes, place)
        if fits is None or fits.end() == place:
            continue
        match = Match(tokens, fits.start(), fits.end())
        told = meaning(match)
        if told is not None:
            return _draft(match, told)
    return None


def _draft(match: Match, told: Told) -> Draft:
    tokens, first = match.tokens, match.first + told.skip
    stop = _without_mark(tokens, first, match.stop - told.drop)
    whole = _without_mark(tokens, first, match.stop)
    return Draft(
        tokens.starts[first],
        tokens.ends[stop - 1],
        told.type,
        told.rule,
        first,
        stop,
        told.chained,
        told.grain,
        tokens.ends[whole - 1],
    )


def _without_mark(tokens: Tokens, first: int, stop: int) -> int:
    """The stop without a comma or full stop at the end, unless that ends an abbreviation."""
    while stop > first + 1 and tokens.classes[stop - 1] in ",.":
        if tokens.classes[stop - 1] == "." and tokens.classes[stop - 2] in "Amk":
            break
        stop -= 1
    return stop
