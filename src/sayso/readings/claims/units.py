"""What a number itself measures: money, a share in per cent, percentage points, an age.

tokens, Number ──signs and words around it──▶ Unit
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.lexicon import mapping, words
from sayso.readings.claims.spelled import IN_YEARS, Number, single

_WRITTEN_BEFORE = frozenset({"usd", "eur", "gbp", "rs"})
_MOST_YEARS = 120
_AGED = frozenset({"aged", "age", "ages"})
_NO_AGES = frozenset({"number", "total", "score", "table", "chapter", "page", "count"})


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens `first` up to `stop` print a number with its unit; `times` is what the number must be
    multiplied by ("6-month-old", in years).
    """

    name: str
    first: int
    stop: int
    times: float = 1.0


def unit_of(tokens: Doc, number: Number) -> Unit | None:
    """The unit of a number; None for a count."""
    if number.unit:
        return Unit(number.unit, number.first, number.stop)
    found = _money_or_share(tokens, number, number.stop) or _age(tokens, number)
    if found is None and number.shared is not None:
        lent = _money_or_share(tokens, number, number.shared)
        return Unit(lent.name, number.first, number.stop) if lent else None
    return found


def _money_or_share(tokens: Doc, number: Number, stop: int) -> Unit | None:
    first = number.first
    ahead = [t.lower_ for t in tokens[stop : stop + 4]] + [""] * 4
    sign = tokens[first - 1].lower_ if first else ""
    if sign in mapping("currencies") and (not sign.isalpha() or sign in _WRITTEN_BEFORE):
        return Unit(mapping("currencies")[sign], first - 1, stop)
    shift = ahead[0] == "-"  # "a 3-percentage-point drop"
    if ahead[shift] == "percentage" and ahead[shift + 1] in ("point", "points", "-"):
        return Unit("percentage point", first, stop + shift + (3 if shift else 2))
    if ahead[0] in ("%", "percent", "pct"):
        pointed = ahead[1] == "points" or ahead[1:3] == ["-", "point"]
        return Unit("percentage point" if pointed else "percent", first, stop + 1 + pointed)
    if ahead[:2] == ["per", "cent"]:
        return Unit("percent", first, stop + 2)
    if ahead[0] in mapping("currencies") and ahead[0].isalpha():
        return Unit(mapping("currencies")[ahead[0]], first, stop + 1)
    if ahead[0] in _NATIONS and ahead[1] in mapping("currencies") and ahead[1].isalpha():
        return Unit(mapping("currencies")[ahead[1]], first, stop + 2)
    return None


_NATIONS = frozenset({"us", "u.s.", "american", "canadian", "australian", "british"})


def _age(tokens: Doc, number: Number) -> Unit | None:
    if not 0 < number.value < _MOST_YEARS:
        return None
    return _years_old(tokens, number) or _aged(tokens, number) or _beside_name(tokens, number)


def _years_old(tokens: Doc, number: Number) -> Unit | None:
    """ "12-year-old", "12 years old", "6-month-old"."""
    stop, first = number.stop, number.first
    ahead = [t.lower_ for t in tokens[stop : stop + 4]] + [""] * 4
    if ahead[0] == "-" and ahead[1] in IN_YEARS and ahead[3].startswith("old"):
        return Unit("age", first, stop + 4, IN_YEARS[ahead[1]])
    measure = ahead[0].removesuffix("s")
    if measure in IN_YEARS and ahead[1] == "old":
        return Unit("age", first, stop + 2, IN_YEARS[measure])
    if measure in IN_YEARS and ahead[1:4] == ["of", "age", ""]:
        return Unit("age", first, stop + 3, IN_YEARS[measure])
    return None


def _aged(tokens: Doc, number: Number) -> Unit | None:
    """ "aged 12", "the age of 12", "older than 12", "ages 12 to 15", the 2 of "aged 5 and 2"."""
    stop, first = number.stop, number.first
    behind = [t.lower_ for t in tokens[max(0, first - 4) : first]]
    after = tokens[stop] if stop < len(tokens) else None
    if number.low != number.high:
        ranged = not _AGED.isdisjoint(behind)
        stop += ranged and after is not None and after.lower_ == "years"
        return Unit("age", first, stop) if ranged else None
    bare = after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")
    led = behind[-1:] in (["aged"], ["age"], ["ages"]) or behind[-2:] == ["age", "of"]
    dying = behind[-1:] == ["at"] and tokens[first - 1].head.lemma_ in ("die", "retire")
    compared = behind[-2:] in (["older", "than"], ["younger", "than"])
    listed = behind[-1:] == ["and"] and behind[-3:-2] == ["aged"]
    return Unit("age", first, stop) if bare and (led or dying or compared or listed) else None


def _beside_name(tokens: Doc, number: Number) -> Unit | None:
    """ "Karen Doyle, 34,", "his brother, 4,", "two girls, 8 and 11,", "Karen Doyle (34)"."""
    stop, first = number.stop, number.first
    if first < 2 or number.low != number.high:
        return None
    before, after = tokens[first - 1], tokens[stop].text if stop < len(tokens) else ","
    if before.text == "(" and after == ")":
        full = first > 2 and all(t.pos_ == "PROPN" for t in tokens[first - 3 : first - 1])
        return (
            Unit("age", first, stop) if full and tokens[first - 2].ent_type_ == "PERSON" else None
        )
    if before.text == "," and (after in (",", ".", ";") or _two_ages(tokens, stop)):
        return Unit("age", first, stop) if _bears_age(tokens, first - 2) else None
    opened = first > 3 and before.lower_ == "and" and tokens[first - 3].text == ","
    if opened and after in (",", "."):  # the second of "two girls, 8 and 11,"
        paired = single(tokens, first - 2) is not None and _bears_age(tokens, first - 4)
        return Unit("age", first, stop) if paired else None
    return None


def _two_ages(tokens: Doc, stop: int) -> bool:
    """True for the 8 of "8 and 11,"."""
    if stop + 2 >= len(tokens) or tokens[stop].lower_ != "and":
        return False
    other = single(tokens, stop + 1)
    return other is not None and other.stop < len(tokens) and tokens[other.stop].text in (",", ".")


def _bears_age(tokens: Doc, place: int) -> bool:
    token = tokens[place]
    if token.lower_ in _NO_AGES:
        return False
    return token.pos_ == "PROPN" or token.lemma_.lower() in words("kin") | _YOUNG


_YOUNG = frozenset({"boy", "girl", "man", "woman", "child", "teenager", "student", "baby"})
