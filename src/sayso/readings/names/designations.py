"""What marks the name of a thing: the number of its model ("Halden 737"), a capital inside ("HarborNet").

A number that counts what follows, a year, a sum or a share is none; nor is one behind a comma.

    name ──number hung on it──▶ the token at which the name really stops
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

_NUMBER = re.compile(
    r"[A-Z]{0,2}\d[\dA-Za-z]{0,4}(?:[.\-]\d{1,3}){0,3}"
)  # "4", "3GS", "A380", "10.7.2", "737-800"
_OTHER_NUMBERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z][A-Za-z]+|[A-Z][a-z]{2,}[A-Z][A-Za-z]+")


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


def has_inner_capital(word: str) -> bool:
    """True for a spelling that only a name has.

    >>> has_inner_capital("iCorvan"), has_inner_capital("HarborNet"), has_inner_capital("Harbor")
    (True, True, False)
    """
    return _INNER_CAPITAL.fullmatch(word) is not None
