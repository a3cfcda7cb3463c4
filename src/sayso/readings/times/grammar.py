"""The grammar of time: patterns over the letters of `tokens`, each with what it means.

The rules are data (`lexicon/en/time_patterns.tsv`); they are tried in the order in which they
stand, at every word, and the first that fits and is not refused wins.

    "pD,A.d" ──patterns──▶ TimeDraft(DATE, Rule("day", month=1, day=3), tokens 1 to 6)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso import lexicon
from sayso.model import Rule, TimeKind
from sayso.readings.times.match import Asks, Match, Meaning, TimeMeaning
from sayso.readings.times.meanings import MEANINGS
from sayso.readings.times.tokens import Tokens

_NOT_PLAIN = r"(?![_.,;|()pi])"  # no expression begins with a plain word, a mark or a preposition


@dataclass(frozen=True, slots=True)
class TimeDraft:
    """An expression found: offsets, type, rule, what it asks of those around (`TimeMeaning`).

    first, stop  its tokens; `whole_end` where it ends once it is chained
    """

    start: int
    end: int
    type: TimeKind
    rule: Rule
    first: int
    stop: int
    whole_end: int
    chained: Rule | None
    grain: str
    alone: bool
    dated: bool
    asks: Asks


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    pieces: dict[str, str] = {}
    for name, pattern in lexicon.table("time_parts"):
        pieces[name] = _filled(pattern, pieces)
    rows = lexicon.table("time_patterns")
    return tuple((re.compile(_filled(row[0], pieces)), MEANINGS[row[1]]) for row in rows)


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


def drafts(tokens: Tokens) -> Iterator[TimeDraft]:
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


def _first_fit(tokens: Tokens, place: int) -> TimeDraft | None:
    for pattern, meaning in _rules():
        fits = pattern.match(tokens.classes, place)
        if fits is None or fits.end() == place:
            continue
        match = Match(tokens, fits.start(), fits.end())
        meant = meaning(match)
        if meant is not None:
            return _draft(match, meant)
    return None


def _draft(match: Match, meant: TimeMeaning) -> TimeDraft:
    tokens, first = match.tokens, match.first + meant.skip
    stop = _without_mark(tokens, first, match.stop - meant.drop)
    whole = _without_mark(tokens, first, match.stop)
    return TimeDraft(
        tokens.starts[first],
        tokens.ends[stop - 1],
        meant.type,
        meant.rule,
        first,
        stop,
        tokens.ends[whole - 1],
        meant.chained,
        meant.grain,
        meant.alone,
        meant.dated,
        meant.asks,
    )


def _without_mark(tokens: Tokens, first: int, stop: int) -> int:
    """The stop without a comma or full stop at the end, unless that ends an abbreviation."""
    while stop > first + 1 and tokens.classes[stop - 1] in ",.":
        if tokens.classes[stop - 1] == "." and tokens.classes[stop - 2] in "Amk":
            break
        stop -= 1
    return stop
