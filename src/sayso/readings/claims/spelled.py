"""One printed number, in digits or in words, with what it is worth: "1,200", "5m", "twenty-five",
"half a dozen", "hundreds".

    tokens ──digits or words, scales──▶ Number
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from sayso.lexicon import mapping, table

# four digits without a comma in this range are a year unless they count a noun
YEARS = (1900, 2100)
IN_YEARS = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365}  # of ages
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([kmb]|bn|tn)?", re.IGNORECASE)
_GROUP = re.compile(r"\d{3}")
_DECIMALS = re.compile(r"\d{1,2}(?:[kmb]|bn)?", re.IGNORECASE)
# times its least that a vague word may stand for: “hundreds” is under a thousand
_VAGUE_REACH = 5
_SEVERAL = {"several": 2.0, "few": 2.0, "couple": 2.0}
_PARTS_OF_ONE = {"half": 0.5, "quarter": 0.25}
_COUNTS = {"a": 1.0, "one": 1.0, "three": 3.0}  # “three quarters of a million”
# what is so many metres long or high, where “m” before other plurals stands for millions
_LONG_THINGS = frozenset({"hurdle", "sprint", "wave", "wall", "pole", "pool", "tower", "yacht"})
_LEAST_SCALE = 10.0  # “half a dozen” and “half a million” are numbers, “half a mile” is none


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `first` up to `stop` that print a number or a range.

    unit     what the number itself says that it measures: “percent” of “one in five”, “vote” of
             “230-197”; empty mostly
    against  the votes on the other side
    shared   the token at which the unit stands that the number shares with one after it ("35 to 65
             percent"); None mostly
    """

    first: int
    stop: int
    value: float
    low: float | None
    high: float | None
    vague: bool = False
    unit: str = ""
    against: float | None = None
    shared: int | None = None


def single(tokens: Doc, first: int) -> Number | None:
    """The number that begins at a token: digits with their scale, or number words."""
    if first >= len(tokens):
        return None
    printed, stop = _printed(tokens, first)
    digits = _DIGITS.fullmatch(printed)
    if digits:
        value = float(digits[1].replace(",", "") + (digits[2] or ""))
        value *= word_value(digits[3])[0] if digits[3] else 1
        value, stop = _and_a_half(tokens, value, stop)
        while (scale := _scale(tokens, stop)) is not None:
            value *= scale[0]
            stop = scale[1]
        return Number(first, stop, value, value, value)
    return _part_of_scale(tokens, first) or _spelled(tokens, first)


def word_value(word: str) -> tuple[float, str]:
    """What a word of numbers is worth and how it combines; (0, "") for any other word.

    >>> word_value("dozen"), word_value("boat")
    ((12.0, 'scale'), (0.0, ''))
    """
    return _words().get(word.lower(), (0.0, ""))


def opens_number(word: str) -> bool:
    """Whether a lower-cased word can begin a number at all: asked of every token, so that the
    others cost nothing.

    >>> opens_number("12th"), opens_number("a"), opens_number("boat")
    (True, True, False)
    """
    return word[:1].isdigit() or word in _openers()


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    kinds = ("unit", "tens", "scale", "vague")
    return frozenset(
        (*(word for word, (_, kind) in _words().items() if kind in kinds), "a")
    ) | frozenset((*_SEVERAL, *_PARTS_OF_ONE))


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[float, str]]:
    return {row[0]: (float(row[1]), row[2]) for row in table("number_words")}


# ---- digits ----------------------------------------------------------------------


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


def _scale(tokens: Doc, place: int) -> tuple[float, int] | None:
    """What follows digits to multiply them, and where it stops: “million”, “-million”, the “m” of
    “$5m” and of “1.2m people”.
    """
    if place >= len(tokens):
        return None
    if tokens[place].text == "-" and place + 1 < len(tokens):
        value, kind = word_value(tokens[place + 1].text)
        return (value, place + 2) if kind == "scale" and value >= 1000 else None
    value, kind = word_value(tokens[place].text)
    glued = place > 0 and not tokens[place - 1].whitespace_
    if kind == "scale" or (kind == "suffix" and glued and _counts_money_or_many(tokens, place)):
        return value, place + 1
    return None


def _counts_money_or_many(tokens: Doc, place: int) -> bool:
    """True for the letter of scale, not for that of a length: "a 5m wave", "100m hurdles"."""
    money = place > 1 and tokens[place - 2].lower_ in mapping("currencies")
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if money or after is None:
        return money
    return after.lower_ in mapping("currencies") or (
        after.tag_ == "NNS" and after.lemma_.lower() not in _LONG_THINGS
    )


def _and_a_half(tokens: Doc, value: float, stop: int) -> tuple[float, int]:
    """ "two and a half million", "3 1/2"."""
    ahead = [t.lower_ for t in tokens[stop : stop + 3]]
    if ahead == ["and", "a", "half"]:
        return value + 0.5, stop + 3
    return (value + 0.5, stop + 1) if ahead[:1] == ["1/2"] else (value, stop)


# ---- words -----------------------------------------------------------------------


def _part_of_scale(tokens: Doc, first: int) -> Number | None:
    """ "half a dozen", "a half-dozen", "half-a-million", "a quarter of a million"."""
    counted = _COUNTS.get(tokens[first].lower_, 0.0)
    start = first + (counted > 0 and first + 1 < len(tokens))
    part = _PARTS_OF_ONE.get(tokens[start].lower_.removesuffix("s"))
    if part is None:
        return None
    part *= counted or 1.0
    stop = start + 1
    while stop < len(tokens) and tokens[stop].lower_ in ("a", "-", "of") and stop - start < 5:
        stop += 1
    value, kind = word_value(tokens[stop].text) if stop < len(tokens) else (0.0, "")
    if kind != "scale" or value < _LEAST_SCALE:
        return None
    return Number(first, stop + 1, part * value, part * value, part * value)


def _spelled(tokens: Doc, first: int) -> Number | None:
    if (some := _several(tokens, first)) is not None:
        return some
    start = first + 1 if tokens[first].lower_ == "a" and first + 1 < len(tokens) else first
    kind = word_value(tokens[start].text)[1]
    if kind == "vague":
        return _vague(tokens, start)
    if kind not in ("unit", "tens") and not (kind == "scale" and start > first):
        return None
    total, part, stop = 0.0, 0.0, start
    while stop < len(tokens):
        value, kind = word_value(tokens[stop].text)
        if kind in ("unit", "tens"):
            part += value
        elif kind == "scale":
            part = (part or 1) * value
            if value >= 1000:
                total, part = total + part, 0.0
        elif [t.lower_ for t in tokens[stop : stop + 3]] == ["and", "a", "half"]:
            part, stop = part + 0.5, stop + 2
        elif not (_links(tokens, stop) and stop > start):
            break
        stop += 1
    while word_value(tokens[stop - 1].text)[1] not in ("unit", "tens", "scale") and (
        tokens[stop - 1].lower_ != "half"
    ):
        stop -= 1
    value = total + part
    return Number(first, stop, value, value, value)


def _several(tokens: Doc, first: int) -> Number | None:
    """ "several hundred", "a few dozen", "a couple of thousand": at least two of them, and fewer
    than the next such word tells.
    """
    start = first + (tokens[first].lower_ == "a" and first + 1 < len(tokens))
    times = _SEVERAL.get(tokens[start].lower_)
    if times is None:
        return None
    stop = start + 1
    if stop < len(tokens) and tokens[stop].lower_ == "of":
        stop += 1
    least = 1.0
    while stop < len(tokens) and word_value(tokens[stop].text)[1] == "scale":
        least, stop = least * word_value(tokens[stop].text)[0], stop + 1
    if least == 1.0:
        return None
    least *= times
    return Number(first, stop, least, least, least * _VAGUE_REACH, vague=True)


def _links(tokens: Doc, place: int) -> bool:
    """True for the hyphen of "twenty-five" and the "and" of "a hundred and five"."""
    if place + 1 >= len(tokens) or word_value(tokens[place + 1].text)[1] not in ("unit", "tens"):
        return False
    before = word_value(tokens[place - 1].text)[1]
    return (tokens[place].text == "-" and before == "tens") or (
        tokens[place].lower_ == "and" and before == "scale"
    )


def _vague(tokens: Doc, first: int) -> Number:
    """ "dozens", "tens of thousands": at least so many, and fewer than the next such word tells."""
    value = word_value(tokens[first].text)[0]
    stop = first + 1
    if stop + 1 < len(tokens) and tokens[stop].lower_ == "of":
        more = word_value(tokens[stop + 1].text)
        if more[1] == "vague":
            value, stop = value * more[0] / 2, stop + 2
            # “tens of thousands” are fewer than a hundred thousand
            return Number(first, stop, value, value, value * _VAGUE_REACH - 1, vague=True)
    return Number(first, stop, value, value, value * _VAGUE_REACH, vague=True)
