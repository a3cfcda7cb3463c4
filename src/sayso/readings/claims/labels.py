"""Numbers that count nothing: years, emergency numbers, addresses, points of a list, and those that
belong to the name of a thing ("Flight 12", "G20", "a 747").

    Number ──words around it──▶ label or no label
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from sayso.lexicon import words
from sayso.readings.claims.spelled import YEARS, Number

_NAMED = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"}
)
_EMERGENCY = frozenset({"911", "999", "112"})
_CALLING = frozenset({"call", "dial", "phone", "ring", "telephone"})
_CALLED = frozenset(
    {"call", "caller", "operator", "dispatcher", "dispatch", "tape", "recording", "system", "line"}
)
_OFFICIAL_GROUPS = frozenset({"group", "gang", "committee", "council", "class", "big"})
_LONGEST_STREET = 4  # tokens of a street's name behind its number
_LAST_POINT = 30  # a list of more points is no list of an article
_LEAST_MODEL = 100  # airliners and engines are numbered in hundreds
_VARIANTS = frozenset({"max", "dreamliner", "jumbo", "neo"})
_CRAFTS = frozenset({"jet", "plane", "airliner", "aircraft", "jetliner", "engine"})


def labelled(tokens: Doc, number: Number) -> bool:
    """True for a number that names or numbers a thing, a year, or a part of a word."""
    first, token = number.first, tokens[number.first]
    before = tokens[first - 1] if first else None
    within = any(
        0 <= i < len(tokens) and tokens[i].ent_type_ == token.ent_type_
        for i in (first - 1, number.stop)
    )
    if token.ent_type_ in _NAMED and within:
        return True
    if before is not None and _numbered(tokens, before, token):
        return True
    if (
        number.stop < len(tokens)
        and tokens[number.stop].text in ("/", ":")
        and not token.whitespace_
    ):
        return True
    if token.lower_ in ("one", "zero") and number.stop == first + 1:
        return not (token.dep_ == "nummod" and token.head.i > first and token.head.tag_ == "NN")
    return (
        _is_year(number, token)
        or _emergency(tokens, number)
        or _street(tokens, number)
        or _point_of_list(tokens, number)
        or _model(tokens, number)
        or _rough_age(tokens, number)
    )


def _numbered(tokens: Doc, before: Token, token: Token) -> bool:
    """What stands before makes a label of the number: "Flight 12", "#3", "AK-47", "Radio 4",
    "Group of 20".
    """
    if before.lower_ in words("numbered_things") or before.text == "#":
        return True
    if before.text == "." and token.i > 1 and tokens[token.i - 2].lower_ in ("no", "nos"):
        return True  # "suspect No. 1", however it is tokenised
    if before.text in "-/." and not before.whitespace_ and token.i > 1:
        return True  # "AK-47", and the second half of a score
    if before.lower_ == "of" and token.i > 1:
        grouped = tokens[token.i - 2]
        return grouped.lower_ in _OFFICIAL_GROUPS and grouped.text[:1].isupper()
    return (
        before.tag_ in ("NNP", "NNPS")
        and token.dep_ in ("nummod", "appos")
        and token.head.i < token.i
    )


def _rough_age(tokens: Doc, number: Number) -> bool:
    """ "a 50-something woman"."""
    ahead = [t.lower_ for t in tokens[number.stop : number.stop + 2]]
    return ahead == ["-", "something"]


def _is_year(number: Number, token: Token) -> bool:
    plain = len(token) == 4 and token.is_digit and YEARS[0] <= number.value < YEARS[1]
    return plain and not (
        token.dep_ == "nummod" and token.head.i > token.i and token.head.pos_ == "NOUN"
    )


def _emergency(tokens: Doc, number: Number) -> bool:
    """ "called 911", "a 911 operator", but not "911 homes"."""
    if tokens[number.first].text not in _EMERGENCY or number.stop != number.first + 1:
        return False
    before = [t.lemma_.lower() for t in tokens[max(0, number.first - 2) : number.first]]
    after = [t.lemma_.lower() for t in tokens[number.stop : number.stop + 2]]
    return bool(_CALLING & set(before) or _CALLED & set(after))


def _street(tokens: Doc, number: Number) -> bool:
    """ "1600 Harbour Avenue"; not "12 Wall Street banks"."""
    if not tokens[number.first].is_digit:
        return False
    for token in tokens[number.stop : number.stop + _LONGEST_STREET]:
        if not token.text[:1].isupper():
            return False
        if token.lower_.rstrip(".") in words("time_streets"):
            after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
            return token.i > number.stop and (after is None or after.tag_ != "NNS")
    return False


def _point_of_list(tokens: Doc, number: Number) -> bool:
    """ "(1)" and "2)" before what they number."""
    if number.stop >= len(tokens) or tokens[number.stop].text != ")":
        return False
    first = number.first
    opened = first > 0 and tokens[first - 1].text == "("
    led = first == 0 or bool(tokens[first].is_sent_start)
    small = tokens[first].is_digit and number.value <= _LAST_POINT
    after = tokens[number.stop + 1] if number.stop + 1 < len(tokens) else None
    listed = after is not None and after.pos_ not in ("PUNCT", "AUX", "VERB")
    return small and (led or (opened and listed and not _explains(tokens, first - 2)))


def _explains(tokens: Doc, place: int) -> bool:
    """True where the bracket hangs on a name or a noun: "Doyle (34)"."""
    return place >= 0 and tokens[place].pos_ in ("PROPN", "NOUN", "NUM")


def _model(tokens: Doc, number: Number) -> bool:
    """ "a 747 landed", "a 747 jet": digits behind "a" that count nothing."""
    first = number.first
    after = tokens[number.stop] if number.stop < len(tokens) else None
    if after is None or number.value < _LEAST_MODEL or not tokens[first].is_digit:
        return False
    if after.lower_ in _VARIANTS and after.text[:1].isupper():
        return True
    if not first or tokens[first - 1].lower_ not in ("a", "an"):
        return False
    alone = after.pos_ in ("VERB", "AUX", "PUNCT", "ADP") and after.text not in ("-", "%")
    return alone or after.lower_ in _CRAFTS
