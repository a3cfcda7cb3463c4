"""Printed numbers and ranges, with what they are worth.

Years, scores and the numbers in names and labels ("Flight 12", "G20") are no amounts.

    tokens ──shares, pairs, ranges, single numbers──▶ Number
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from sayso.lexicon import mapping
from sayso.readings.claims.labels import labelled
from sayso.readings.claims.shares import share_at
from sayso.readings.claims.spelled import IN_YEARS, Number, opens_number, single, word_value
from sayso.readings.claims.tallies import counts_something, dashed_at, tally_at

__all__ = ["Number", "number_at"]

_OF_AGE = frozenset({"age", "ages", "aged", "old"})
_RANGING = frozenset(
    {
        *("range", "ranged", "ranging", "ranges", "vary", "varied", "varying", "anywhere"),
        *("cost", "costs", "costing", "priced", "sells", "sell", *_OF_AGE),
    }
)
_LEAST_SCALED = 1000.0  # "120,000 to 2.5 million" does not lend its scale
_NEAR = 6  # tokens before a number that say whether it opens a range
_LEADING = 3  # tokens among which “between” or “from” stands: "between an estimated 40 and 60"


def number_at(tokens: Doc, first: int) -> Number | None:
    """The number, range, vote or share that begins at a token; None where none does or it names a
    thing. A unit of “score” is no amount, but its tokens are spent.
    """
    if not opens_number(tokens[first].lower_):
        return None
    share = share_at(tokens, first)
    if share is not None:
        return share
    dashed = dashed_at(tokens, first)
    if dashed is not None:
        return dashed
    one = single(tokens, first)
    if one is None or labelled(tokens, one):
        return None
    return _ages(tokens, one) or tally_at(tokens, one) or _ranged(tokens, one)


def _ranged(tokens: Doc, one: Number) -> Number | None:
    """The range that a number opens, or the number alone."""
    place, marked = _past_unit(tokens, one.stop)
    joint = tokens[place].lower_ if place < len(tokens) else ""
    said = [t.lower_ for t in tokens[max(0, one.first - _NEAR) : one.first]]
    if not (joint in ("-", "–", "to") or (joint == "and" and _between(said))):
        return one
    other = single(tokens, _past_sign(tokens, place + 1))
    if other is None or (joint in "-–" and not _one_range(tokens, place, other)):
        return one
    low = one.value * _shared_scale(tokens, one, other)
    scaled = replace(one, value=low, low=low, high=low)
    if "from" in said[-_LEADING:] and _RANGING.isdisjoint(said):
        # "rose from 12 to 15": two amounts, one after the other
        return replace(scaled, shared=other.stop)
    if low >= other.value or "margin" in said or said[-1:] == ["by"]:
        return one if marked or joint == "to" else None
    return Number(one.first, other.stop, (low + other.value) / 2, low, other.value)


def _between(said: list[str]) -> bool:
    """ "Between 40", "between the ages of 16"."""
    reach = _LEADING + 1 if said[-2:] in (["ages", "of"], ["age", "of"]) else _LEADING
    return "between" in said[-reach:]


def _one_range(tokens: Doc, dash: int, other: Number) -> bool:
    """True for the dash of "10-15 boats"; a dash between spaces mostly parts two clauses."""
    glued = not tokens[dash - 1].whitespace_ and not tokens[dash].whitespace_
    return glued or counts_something(tokens, other.stop)


def _past_unit(tokens: Doc, place: int) -> tuple[int, bool]:
    """Behind the “per cent” of "20 per cent to 30 per cent", and whether one is there."""
    ahead = [t.lower_ for t in tokens[place : place + 2]]
    if ahead[:1] in (["%"], ["percent"]):
        return place + 1, True
    return (place + 2, True) if ahead == ["per", "cent"] else (place, False)


def _past_sign(tokens: Doc, place: int) -> int:
    """Behind the sign of money that stands before a number."""
    while place < len(tokens) and (
        tokens[place].lower_ in mapping("currencies") and not tokens[place].is_alpha
    ):
        place += 1
    return place


def _ages(tokens: Doc, one: Number) -> Number | None:
    """ "18 months to 77 years" after “age”, in years."""
    ahead = [t.lower_ for t in tokens[one.stop : one.stop + 2]] + ["", ""]
    said = {t.lower_ for t in tokens[max(0, one.first - 4) : one.first]}
    measure = ahead[0].removesuffix("s")
    if measure not in IN_YEARS or ahead[1] not in ("to", "and") or not said & _OF_AGE:
        return None
    other = single(tokens, one.stop + 2)
    if other is None:
        return None
    low = one.value * IN_YEARS[measure]
    return Number(one.first, other.stop, (low + other.value) / 2, low, other.value)


def _shared_scale(tokens: Doc, one: Number, other: Number) -> float:
    """What "10 to 15 million" multiplies its first number by."""
    scale, kind = word_value(tokens[other.stop - 1].text)
    alone = one.stop - one.first == 1 and other.stop - other.first == 2
    alone = alone and one.value < _LEAST_SCALED
    return scale if kind == "scale" and alone else 1.0
