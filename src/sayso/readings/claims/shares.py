"""Parts of a whole told in words, as what they are in per cent: "one in five", "nine out of 10",
"two-thirds of the boats", "half the crews".

    tokens ──part, whole──▶ Number in per cent
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from sayso.readings.claims.spelled import Number, single, word_value

_PARTS = {
    "half": 2.0, "halves": 2.0, "third": 3.0, "thirds": 3.0, "quarter": 4.0, "quarters": 4.0,
    "fourth": 4.0, "fourths": 4.0, "fifth": 5.0, "fifths": 5.0, "sixth": 6.0, "sixths": 6.0,
    "seventh": 7.0, "sevenths": 7.0, "eighth": 8.0, "eighths": 8.0, "ninth": 9.0, "tenth": 10.0,
    "tenths": 10.0,
}  # fmt: skip
# points that a part told in words may miss: who has 31 or 35 per cent writes “a third”
_ROUND_POINTS = 2.5
_ROUND_WHOLES = frozenset({20.0, 50.0, 100.0, 1000.0})  # "one in 20"; up to ten any whole will do
_WHOLES = 10.0
_OWNERS = frozenset({"the", "its", "their", "his", "her", "our", "all", "this", "these", "those"})
_MODIFYING = frozenset({"about", "nearly", "almost", "roughly", "over", "than", "around", "only"})
_TIMES = frozenset(
    {"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"}
)
_OF_TIME = frozenset({"last", "first", "next", "past", "final", "previous", "second", "other"})


def share_at(tokens: Doc, first: int) -> Number | None:
    """The part of a whole that begins at a token, in per cent; None where none does."""
    return _fraction(tokens, first) or _ratio(tokens, first)


def _ratio(tokens: Doc, first: int) -> Number | None:
    """ "one in five", "four in every ten", "9 out of 10"."""
    part = single(tokens, first)
    if part is None or part.vague or not part.value:
        return None
    ahead = [t.lower_ for t in tokens[part.stop : part.stop + 3]]
    if ahead == ["-", "in", "-"]:
        place = part.stop + 3
    elif ahead[:2] in (["in", "every"], ["of", "every"], ["out", "of"], ["in", "each"]):
        place = part.stop + 2
    elif ahead[:1] == ["in"] and not _is_object(tokens[first]):
        place = part.stop + 1
    else:
        return None
    place += place < len(tokens) and tokens[place].lower_ == "every"
    whole = single(tokens, place)
    if whole is None or whole.vague or not part.value < whole.value:
        return None
    timed = any(t.lemma_.lower() in _TIMES for t in tokens[whole.stop : whole.stop + 2])
    measured = tokens[whole.stop : whole.stop + 1].text in ("%", "percent", "per")
    rounds = whole.value <= _WHOLES or (whole.value in _ROUND_WHOLES and part.value < _WHOLES)
    if timed or measured or not rounds:
        return None
    value = 100 * part.value / whole.value
    return Number(first, whole.stop, value, value, value, unit="percent")


def _is_object(token: Token) -> bool:
    """ "Arrested two in five raids" tells of two people."""
    return token.dep_ in ("dobj", "obj", "attr", "oprd") and token.i > token.head.i


def _fraction(tokens: Doc, first: int) -> Number | None:
    """ "two-thirds", "a quarter of", "one fifth of", "half the"."""
    token = tokens[first]
    if token.lower_ == "half":
        return _share(first, first + 1, 0.5) if _halved(tokens, first) else None
    count, kind = (1.0, "unit") if token.lower_ == "a" else word_value(token.text)
    if kind != "unit" or not count:
        return None
    hyphened = first + 1 < len(tokens) and tokens[first + 1].text == "-"
    place = first + 1 + hyphened
    whole = _PARTS.get(tokens[place].lower_) if place < len(tokens) else None
    if whole is None or count >= whole:
        return None
    owned = _of_something(tokens, place + 1)
    timed = first > 0 and tokens[first - 1].lower_ in _OF_TIME | {"-"}  # "two-and-one-half"
    timed |= any(t.lemma_.lower() in _TIMES for t in tokens[place + 1 : place + 2])
    plural = count > 1 and tokens[place].lower_.endswith("s")
    if timed or not (owned or (hyphened and (plural or count == 1))):
        return None
    return _share(first, place + 1, count / whole)


def _share(first: int, stop: int, part: float) -> Number:
    value = 100 * part
    low, high = value - _ROUND_POINTS, value + _ROUND_POINTS
    return Number(first, stop, value, low, high, unit="percent")


def _halved(tokens: Doc, place: int) -> bool:
    """True for a half of something that is counted: "half of the boats", "nearly half said no"."""
    before = tokens[place - 1].lower_ if place else ""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or before in (*_OF_TIME, "a", "one", "and", "in", "by"):
        return False
    if any(t.lemma_.lower() in _TIMES for t in tokens[place + 1 : place + 4]):
        return False
    if after.lower_ == "of":
        return _of_something(tokens, place + 1)
    return after.lower_ in _OWNERS or before in _MODIFYING


def _of_something(tokens: Doc, place: int) -> bool:
    """True for "of the boats"; not for "of an hour", "of a mile", "of 2015"."""
    ahead = [t.lower_ for t in tokens[place : place + 3]]
    if len(ahead) < 2 or ahead[0] != "of" or ahead[1] in ("a", "an"):
        return False
    return not any(word.isdigit() and len(word) == 4 for word in ahead[1:2])
