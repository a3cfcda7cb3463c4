"""Titles that stand before a person's name: "Gen.", "Prime Minister", "Secretary of State", "Marine
Brig. Gen.".

A title ends with a rank, an office or a form of address and may begin with words that only narrow
one ("deputy", "foreign", "army"); "of" and "the" may stand inside. What the list does not hold is
no title.

    tokens ──words of titles──▶ runs ──ends with an office?──▶ title
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from sayso.lexicon import mapping, words

_LONGEST = 10  # tokens; "Vice Chairman of the Council of Economic Advisers" has seven
_OFFICE = 4  # words among which a title ends ("Deputy Assistant Fire Chief")
_NAME = 4  # words of a name behind it
_OFFICES = ("office", "rank")
_HYPHENS = frozenset("-‐‑–")
_PARTIES = frozenset({"republican", "republicans", "democrat", "democrats"})
_SEAT = re.compile(r"[DRI](?:-[A-Z][A-Za-z]{0,4}\.?(?:[A-Z]\.)?)?")
_ADDRESSES = frozenset({"dr.", "mr.", "mrs.", "ms."})
_INSIDE = frozenset({"of", "the", "for", "-", "&"})


def title_before(tokens: Doc, first: int, floor: int = 0) -> int | None:
    """The token at which the title begins that stands right before token `first`; None where there
    is none.
    """
    start, place = first, first - 1
    while place >= max(floor, first - _LONGEST):
        kind = _kind(tokens, place)
        if kind:
            start = place
        elif not (tokens[place].lower_ in _INSIDE or _stop_of_short_form(tokens, place)):
            break
        place -= 1
    if not any(_kind(tokens, i) in ("honorific", "rank", "office") for i in range(start, first)):
        return None
    if not _kind(tokens, first - 1) and not _stop_of_short_form(tokens, first - 1):
        return None
    return start


def title_within(tokens: Doc, first: int, stop: int) -> int:
    """The token at which the name begins in a stretch that may open with a title; `stop` when all
    of it is one.

    A stretch keeps its opening word where that could only narrow a title and none follows ("Army
    Smith").
    """
    name, ended = first, False
    for place in range(first, stop):
        kind = _kind(tokens, place)
        if kind in ("honorific", "rank", "office"):
            name, ended = place + 1, True
        elif _stop_of_short_form(tokens, place) and name == place:
            name = place + 1
        elif not (kind or (tokens[place].lower_ in _INSIDE and name < place + 1 and place > first)):
            break
        elif ended and kind == "modifier" and tokens[place - 1].lower_ in _INSIDE:
            name = place + 1  # "Secretary of State"
    return name


def office_within(tokens: Doc, first: int, stop: int) -> int:
    """Where a person's name begins behind an office or rank that a body seems to open with ("Fire
    Chief Ana Vale"); `first` where none does.
    """
    ends = [i for i in range(first, min(stop, first + _OFFICE)) if _kind(tokens, i) in _OFFICES]
    if not ends or (len(ends) == 1 and tokens[first].lower_ in ("general", "major")):
        return first  # "General Electric Europe"
    name = [t for t in tokens[ends[-1] + 1 : stop] if t.text not in _HYPHENS]
    bodies = words("org_words") | words("outlet_words") | words("place_words") | words("titles")
    plain = all(t.text[0].isupper() and t.is_alpha and t.lower_ not in bodies for t in name)
    return ends[-1] + 1 if plain and 2 <= len(name) <= _NAME else first


def ends_in_address(tokens: Doc, stop: int) -> bool:
    """True where the last word before `stop` is a short form of address, behind which the name is
    still to come.
    """
    return tokens[stop - 1].lower_ in _ADDRESSES


def is_title_word(word: str) -> bool:
    """True for a word of the list of titles, whatever its case, full stop or not.

    >>> is_title_word("Gen."), is_title_word("Maria")
    (True, False)
    """
    return word.lower().rstrip(".") in mapping("titles")


def behind_party(tokens: Doc, first: int, stop: int) -> int:
    """Where a person's name begins behind a party: "Republican Ana Lund", not "Republican Study
    Committee".
    """
    plain = all(t.is_title and t.is_alpha for t in tokens[first:stop]) and 3 <= stop - first <= 4
    party = (
        plain
        and tokens[first].lower_ in _PARTIES
        and tokens[stop - 1].lower_ not in words("org_words")
    )
    return first + 1 if party else first


def is_seat(word: str) -> bool:
    """True for a party and a state behind a legislator's name, or a party alone.

    >>> is_seat("R-Vt."), is_seat("D-N.Y."), is_seat("D"), is_seat("R-17")
    (True, True, True, False)
    """
    return _SEAT.fullmatch(word) is not None


def _kind(tokens: Doc, place: int) -> str:
    if place < 0 or tokens[place].text == "miss":  # "a train to miss. General Oru spoke"
        return ""
    return mapping("titles").get(tokens[place].lower_.rstrip("."), "")


def _stop_of_short_form(tokens: Doc, place: int) -> bool:
    """True for a full stop that the tokeniser parted from a short rank ("Brig" and ".")."""
    return (
        place > 0
        and tokens[place].text == "."
        and _kind(tokens, place - 1) in ("rank", "honorific", "office")
    )
