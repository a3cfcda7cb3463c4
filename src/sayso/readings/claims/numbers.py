"""Printed numbers: digits, number words, ranges and vague words, with what they are worth.

Years, scores and the numbers in names and labels ("Flight 12", "G20") are no amounts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from sayso.lexicon import mapping, table, words

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([kmb]|bn|tn)?", re.IGNORECASE)
_GROUP = re.compile(r"\d{3}")
_DECIMALS = re.compile(r"\d{1,2}(?:[kmb]|bn)?", re.IGNORECASE)
# four digits without a comma in this range are a year unless they count a noun
_YEARS = (1900, 2100)
_IN_YEARS = {"weeks": 1 / 52, "months": 1 / 12, "years": 1.0}
_OF_AGE = frozenset({"age", "ages", "aged", "old"})
# times its least that a vague word may stand for: “hundreds” is under a thousand
_VAGUE_REACH = 5
_NAMED = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"}
)


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `first` up to `stop` that print a number or a range."""

    first: int
    stop: int
    value: float
    low: float | None
    high: float | None
    vague: bool = False


def number_at(tokens: Doc, first: int) -> Number | None:
    """The number or range that begins at a token; None where none does or it names a thing."""
    one = _single(tokens, first)
    if one is None or _labelled(tokens, one):
        return None
    ages = _ages(tokens, one)
    if ages is not None:
        return ages
    joint = tokens[one.stop].lower_ if one.stop < len(tokens) else ""
    between = first > 0 and tokens[first - 1].lower_ == "between"
    if joint in ("-", "–", "to") or (joint == "and" and between):
        other = _single(tokens, one.stop + 1)
        if other:
            low = one.value * _shared_scale(tokens, one, other)
            return (
                Number(first, other.stop, (low + other.value) / 2, low, other.value)
                if low < other.value
                else None
            )
    return one


def _ages(tokens: Doc, one: Number) -> Number | None:
    """ "18 months to 77 years" after “age”, in years."""
    ahead = [t.lower_ for t in tokens[one.stop : one.stop + 2]] + ["", ""]
    said = {t.lower_ for t in tokens[max(0, one.first - 4) : one.first]}
    if ahead[0] not in _IN_YEARS or ahead[1] not in ("to", "and") or not said & _OF_AGE:
        return None
    other = _single(tokens, one.stop + 2)
    if other is None:
        return None
    low = one.value * _IN_YEARS[ahead[0]]
    return Number(one.first, other.stop, (low + other.value) / 2, low, other.value)


def _shared_scale(tokens: Doc, one: Number, other: Number) -> float:
    """What "10 to 15 million" multiplies its first number by."""
    last = tokens[other.stop - 1].lower_
    scaled = _words().get(last, (0.0, ""))
    return (
        scaled[0]
        if scaled[1] == "scale" and one.stop - one.first == 1 and other.stop - other.first == 2
        else 1.0
    )


def _single(tokens: Doc, first: int) -> Number | None:
    """The number that begins at a token: digits with their scale, or number words."""
    if first >= len(tokens):
        return None
    printed, stop = _printed(tokens, first)
    digits = _DIGITS.fullmatch(printed)
    if digits:
        value = float(digits[1].replace(",", "") + (digits[2] or ""))
        value *= _words()[digits[3].lower()][0] if digits[3] else 1
        while (scale := _scale(tokens, stop)) is not None:
            value *= scale[0]
            stop = scale[1]
        return Number(first, stop, value, value, value)
    return _spelled(tokens, first)


def _scale(tokens: Doc, place: int) -> tuple[float, int] | None:
    """What follows digits to multiply them, and where it stops: “million”, “-million”, the “m” of
    “$5m”.
    """
    if place >= len(tokens):
        return None
    if tokens[place].text == "-" and place + 1 < len(tokens):
        value, kind = _words().get(tokens[place + 1].lower_, (0.0, ""))
        return (value, place + 2) if kind == "scale" and value >= 1000 else None
    value, kind = _words().get(tokens[place].lower_, (0.0, ""))
    glued = place > 0 and not tokens[place - 1].whitespace_
    money = place > 1 and tokens[place - 2].lower_ in mapping("currencies")
    if kind == "scale" or (kind == "suffix" and glued and money):
        return value, place + 1
    return None


def _printed(tokens: Doc, first: int) -> tuple[str, int]:
    """The characters of a number and where it stops; tokenised text parts its marks ("1 , 500", "5
    . 9").
    """
    text, stop = tokens[first].text, first + 1
    while (
        stop + 1 < len(tokens)
        and tokens[stop - 1].whitespace_
        and tokens[stop].whitespace_
        and text[-1:].isdigit()
    ):
        mark, more = tokens[stop].text, tokens[stop + 1].text
        thousands = (
            mark == ","
            and _GROUP.fullmatch(more)
            and "." not in text
            and len(text.split(",")[0]) <= 3
        )
        decimal = mark == "." and _DECIMALS.fullmatch(more) and "." not in text
        if not (thousands or decimal):
            break
        text, stop = text + mark + more, stop + 2
    return text, stop


def _spelled(tokens: Doc, first: int) -> Number | None:
    start = (
        first + 1 if tokens[first].lower_ in ("a", "several") and first + 1 < len(tokens) else first
    )
    kind = _words().get(tokens[start].lower_, (0.0, ""))[1]
    if kind == "vague":
        return _vague(tokens, start)
    if kind not in ("unit", "tens") and not (kind == "scale" and start > first):
        return None
    total, part, stop = 0.0, 0.0, start
    while stop < len(tokens):
        value, kind = _words().get(tokens[stop].lower_, (0.0, ""))
        if kind in ("unit", "tens"):
            part += value
        elif kind == "scale":
            part = (part or 1) * value
            if value >= 1000:
                total, part = total + part, 0.0
        elif not (_links(tokens, stop) and stop > start):
            break
        stop += 1
    while _words().get(tokens[stop - 1].lower_, (0, ""))[1] not in ("unit", "tens", "scale"):
        stop -= 1
    value = total + part
    if tokens[first].lower_ == "several" and start > first:
        return Number(first, stop, 2 * value, 2 * value, None, vague=True)
    return Number(first, stop, value, value, value)


def _links(tokens: Doc, place: int) -> bool:
    """True for the hyphen of "twenty-five" and the "and" of "a hundred and five"."""
    if place + 1 >= len(tokens) or _words().get(tokens[place + 1].lower_, (0, ""))[1] not in (
        "unit",
        "tens",
    ):
        return False
    before = _words().get(tokens[place - 1].lower_, (0, ""))[1]
    return (tokens[place].text == "-" and before == "tens") or (
        tokens[place].lower_ == "and" and before == "scale"
    )


def _vague(tokens: Doc, first: int) -> Number:
    """ "dozens", "tens of thousands": at least so many, and fewer than the next such word tells."""
    value = _words()[tokens[first].lower_][0]
    stop = first + 1
    if stop + 1 < len(tokens) and tokens[stop].lower_ == "of":
        more = _words().get(tokens[stop + 1].lower_, (0.0, ""))
        if more[1] == "vague":
            value, stop = value * more[0] / 2, stop + 2
    return Number(first, stop, value, value, value * _VAGUE_REACH, vague=True)


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[float, str]]:
    return {row[0]: (float(row[1]), row[2]) for row in table("number_words")}


def _labelled(tokens: Doc, number: Number) -> bool:
    """True for a number that names or numbers a thing, a year, or a part of a word."""
    first, token = number.first, tokens[number.first]
    before = tokens[first - 1] if first else None
    within = any(
        0 <= i < len(tokens) and tokens[i].ent_type_ == token.ent_type_
        for i in (first - 1, number.stop)
    )
    if token.ent_type_ in _NAMED and within:
        return True
    if before is not None and (before.lower_ in words("numbered_things") or before.text == "#"):
        return True
    if before is not None and before.text in "-/." and not before.whitespace_ and first > 1:
        return True  # "AK-47", and the second half of a score
    if (
        before is not None
        and before.tag_ in ("NNP", "NNPS")
        and token.dep_ in ("nummod", "appos")
        and token.head.i < first
    ):
        return True
    if (
        number.stop < len(tokens)
        and tokens[number.stop].text in ("/", ":")
        and not token.whitespace_
    ):
        return True
    if token.lower_ == "one" and number.stop == first + 1:
        return not (token.dep_ == "nummod" and token.head.i > first and token.head.tag_ == "NN")
    plain = len(token) == 4 and token.is_digit and _YEARS[0] <= number.value < _YEARS[1]
    return plain and not (
        token.dep_ == "nummod" and token.head.i > first and token.head.pos_ == "NOUN"
    )
