"""What designates a model of a thing and belongs to its name: "Corvan 3GS", "3G Corvan", "Halden
737", "iCorvan nano".

A number that counts what follows, a year, a sum, a share or a size ("30GB") is none; nor is one
behind a comma.

    name ──numbers and words hung on it──▶ the tokens at which the name really begins and stops
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from sayso.lexicon.frequency import capital_share
from sayso.text import fold

_NUMBER = re.compile(
    r"[A-Z]{0,2}\d[\dA-Za-z]{0,4}(?:[.\-]\d{1,3}){0,3}"
)  # "4", "3GS", "A380", "10.7.2", "737-800"
_OTHER_NUMBERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS = frozenset(
    [
        "gb",
        "mb",
        "kb",
        "tb",
        "gbps",
        "mbps",
        "ghz",
        "mhz",
        "khz",
        "hz",
        "db",
        "kg",
        "km",
        "cm",
        "mm",
        "mg",
        "ml",
        "kw",
        "kwh",
        "mw",
        "gw",
    ]
)
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z][A-Za-z]+|[A-Z][a-z]{2,}[A-Z][A-Za-z]+")
_GENERATION = re.compile(r"\d?[GK]")  # "3G", cut by the tokeniser into "3" and "G"


def with_number(tokens: Doc, first: int, stop: int) -> int:
    """Where the name of tokens first..stop stops with its number, `stop` itself where it has none.

    >>> import spacy
    >>> with_number(spacy.blank("en")("Corvan, 4"), 0, 1)
    1
    """
    if stop >= len(tokens) or stop == first:
        return stop
    number = tokens[stop]
    if (
        not _NUMBER.fullmatch(number.text)
        or _YEAR.fullmatch(number.text)
        or number.ent_type_ in _OTHER_NUMBERS
    ):
        return stop
    hung = number.dep_ in ("nummod", "appos", "npadvmod") and first <= number.head.i < stop
    led = tokens[stop - 1].head.i == stop and tokens[stop - 1].dep_ in (
        "compound",
        "advmod",
        "nmod",
        "amod",
    )
    return stop + 1 if hung or led else stop


def with_generation(tokens: Doc, first: int) -> int:
    """Where a name begins that the generation of the thing stands before: "3G Corvan"."""
    return first - 2 if first > 1 and _generation_cut(tokens, first - 1) else first


def with_model_word(tokens: Doc, stop: int) -> int:
    """Where a name with a capital inside stops, with a small word that news print behind it alone:
    "iCorvan nano".
    """
    if stop >= len(tokens) or not has_inner_capital(tokens[stop - 1].text):
        return stop
    word, name = tokens[stop], tokens[stop - 1]
    bound = word.is_lower and word.is_alpha and name.dep_ == "compound" and name.head.i == stop
    return stop + 1 if bound and capital_share(fold(word.text).text()) is None else stop


def has_inner_capital(word: str) -> bool:
    """True for a spelling that only a name has.

    >>> has_inner_capital("iCorvan"), has_inner_capital("HarborNet"), has_inner_capital("Harbor")
    (True, True, False)
    """
    return _INNER_CAPITAL.fullmatch(word) is not None


def without_measure(tokens: Doc, first: int, stop: int) -> int:
    """Where a name begins that a measure was taken into: "30GB Corvan" is a Corvan."""
    while stop - first > 1 and tokens[first].lower_ in _UNITS:
        first += 1
    return first


def is_measure(tokens: Doc, first: int, stop: int) -> bool:
    """True for a unit alone behind its number: "16 GB"."""
    return (
        stop - first == 1
        and first > 0
        and tokens[first].lower_.rstrip(".") in _UNITS
        and tokens[first - 1].like_num
    )


def _generation_cut(tokens: Doc, first: int) -> bool:
    glued = first > 0 and not tokens[first - 1].whitespace_ and tokens[first - 1].text.isdigit()
    return glued and bool(_GENERATION.fullmatch(tokens[first].text))
