"""Find printed amounts: the number, the range that its wording allows, what is counted and what
limits the count.

Digits, number words and vague words ("dozens") count; ages, money, shares and ranges are
understood. Dates, times, ordinals, scores and the numbers in names and labels ("Flight 12", "G20")
are refused: the times grammar or the names own them. A number without a noun ("some 300 stayed")
counts what the nearest subject before it names.

    tokens ──number?──▶ value ──words before──▶ range ──noun──▶ head, scope ──▶ Quantity
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from sayso.lexicon import mapping, table, words
from sayso.model import Document, Quantity, TimeRef
from sayso.readings.page.parse import Piece
from sayso.spans import touching

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([kmb]|bn|tn)?", re.IGNORECASE)
_GROUP = re.compile(r"\d{3}")
_DECIMALS = re.compile(r"\d{1,2}(?:[kmb]|bn)?", re.IGNORECASE)
_NEAR = 0.1  # share by which "around" may miss: 5,200 is still around 5,000 (bench/findings)
_SHORT = 0.1  # share by which "nearly" falls short
_YEARS = (
    1900,
    2100,
)  # four digits without a comma in this range are a year unless they count a noun
_FAR = 60  # tokens back to look for the noun that a bare number leaves out
_NAMED = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"}
)
_LIMITS = frozenset({"amod", "compound", "nmod"})
_SOME = frozenset({"all", "both", "half", "most", "other", "another", "additional", "further"})


@dataclass(frozen=True, slots=True)
class _Number:
    """Tokens `first` up to `stop` that print a number or a range."""

    first: int
    stop: int
    value: float
    low: float | None
    high: float | None
    vague: bool = False


def find_quantities(
    doc: Document, pieces: Sequence[Piece], times: Sequence[TimeRef] = ()
) -> tuple[Quantity, ...]:
    """Amounts in the parsed pieces of `doc`, in order of place; what overlaps one of `times` is
    none, but for ages.
    """
    taken = sorted((ref.at.start, ref.at.end) for ref in times)
    found = [quantity for piece in pieces for quantity in _in_piece(piece, taken)]
    return tuple(sorted(found, key=lambda quantity: quantity.at))


def _in_piece(piece: Piece, taken: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    tokens = piece.tokens
    place = 0
    while place < len(tokens):
        number = _number_at(tokens, place)
        if number is None:
            place += 1
            continue
        place = number.stop
        quantity = _quantity(piece, number)
        if quantity and (
            quantity.head == "age" or not touching(taken, (quantity.at.start, quantity.at.end))
        ):
            yield quantity


# ---- the number ------------------------------------------------------------------


def _number_at(tokens: Doc, first: int) -> _Number | None:
    one = _single(tokens, first)
    if one is None or _labelled(tokens, one):
        return None
    joint = tokens[one.stop].lower_ if one.stop < len(tokens) else ""
    between = first > 0 and tokens[first - 1].lower_ == "between"
    if joint in ("-", "–", "to") or (joint == "and" and between):
        other = _single(tokens, one.stop + 1)
        if other:
            low = one.value * _shared_scale(tokens, one, other)
            return (
                _Number(first, other.stop, (low + other.value) / 2, low, other.value)
                if low < other.value
                else None
            )
    return one


def _shared_scale(tokens: Doc, one: _Number, other: _Number) -> float:
    """What "10 to 15 million" multiplies its first number by."""
    last = tokens[other.stop - 1].lower_
    scaled = _words().get(last, (0.0, ""))
    return (
        scaled[0]
        if scaled[1] == "scale" and one.stop - one.first == 1 and other.stop - other.first == 2
        else 1.0
    )


def _single(tokens: Doc, first: int) -> _Number | None:
    """The number that begins at a token: digits with their scale, or number words."""
    if first >= len(tokens):
        return None
    printed, stop = _printed(tokens, first)
    digits = _DIGITS.fullmatch(printed)
    if digits:
        value = float(digits[1].replace(",", "") + (digits[2] or ""))
        value *= _words()[digits[3].lower()][0] if digits[3] else 1
        while stop < len(tokens) and _words().get(tokens[stop].lower_, (0, ""))[1] == "scale":
            value *= _words()[tokens[stop].lower_][0]
            stop += 1
        return _Number(first, stop, value, value, value)
    return _spelled(tokens, first)


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


def _spelled(tokens: Doc, first: int) -> _Number | None:
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
        return _Number(first, stop, 2 * value, 2 * value, None, vague=True)
    return _Number(first, stop, value, value, value)


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


def _vague(tokens: Doc, first: int) -> _Number:
    """ "dozens", "tens of thousands": at least so many."""
    value = _words()[tokens[first].lower_][0]
    stop = first + 1
    if stop + 1 < len(tokens) and tokens[stop].lower_ == "of":
        more = _words().get(tokens[stop + 1].lower_, (0.0, ""))
        if more[1] == "vague":
            value, stop = value * more[0] / 2, stop + 2
    return _Number(first, stop, value, value, None, vague=True)


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[float, str]]:
    return {row[0]: (float(row[1]), row[2]) for row in table("number_words")}


def _labelled(tokens: Doc, number: _Number) -> bool:
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


# ---- the range that the wording allows ----------------------------------------------


def _quantity(piece: Piece, number: _Number) -> Quantity | None:
    tokens = piece.tokens
    first, sense, printed = _modifier(tokens, number)
    unit, stop, start = _unit(tokens, number)
    head, noun = (unit, None) if unit else _counted(tokens, number)
    if unit in ("percent", "dollar") or unit in mapping("currencies").values():
        noun = _of(tokens, stop)
    if (
        not head
        and number.high != number.low
        and "-" in (t.text for t in tokens[number.first : number.stop])
    ):
        return None  # a score or a telephone number
    low, high = _range(number, sense)
    stop, sense_after = _after(tokens, stop)
    low, high = (number.value, None) if sense_after == "least" else (low, high)
    at = piece.between(min(first, start), stop)
    return Quantity(at, number.value, low, high, head, printed, _scope(tokens, noun, number))


def _modifier(tokens: Doc, number: _Number) -> tuple[int, str, str | None]:
    """First token, sense and print of the words before the number: (3, "over", "more than")."""
    senses = mapping("number_modifiers")
    edge = number.first
    while (
        edge > 0
        and tokens[edge - 1].lower_ in mapping("currencies")
        and not tokens[edge - 1].is_alpha
    ):
        edge -= 1
    best: tuple[int, str, str | None] = (number.first, "exact", None)
    for size in (1, 2, 3, 4):
        if edge - size < 0:
            break
        printed = " ".join(t.lower_ for t in tokens[edge - size : edge])
        sense = senses.get(printed)
        if sense and not (sense == "exact" and printed in ("just", "only")):
            best = (edge - size, sense, printed)
    return best


def _range(number: _Number, sense: str) -> tuple[float | None, float | None]:
    value, low, high = number.value, number.low, number.high
    if low != high:
        return low, high
    ranges: dict[str, tuple[float | None, float | None]] = {
        "about": (value * (1 - _NEAR), value * (1 + _NEAR)),
        "under": (value * (1 - _SHORT), value),
        "most": (None, value),
        "below": (None, value),
        "over": (value, None),
        "least": (value, None),
    }
    return ranges.get(sense, (value, value))


def _after(tokens: Doc, stop: int) -> tuple[int, str]:
    words_after = " ".join(t.lower_ for t in tokens[stop : stop + 2])
    return (stop + 2, "least") if words_after in ("or more", "or greater") else (stop, "")


# ---- what is counted ---------------------------------------------------------------


def _unit(tokens: Doc, number: _Number) -> tuple[str, int, int]:
    """Money, share or age that the number itself measures, the token where it stops, and where it
    starts.
    """
    stop, first = number.stop, number.first
    ahead = [t.lower_ for t in tokens[stop : stop + 4]] + [""] * 4
    sign = tokens[first - 1].lower_ if first else ""
    if sign in mapping("currencies") and not sign.isalpha():
        return mapping("currencies")[sign], stop, first - 1
    if ahead[0] in ("%", "percent", "pct"):
        return "percent", stop + 1, first
    if ahead[:2] in (["per", "cent"], ["percentage", "points"]):
        return "percent", stop + 2, first
    if ahead[0] in mapping("currencies") and ahead[0].isalpha():
        return mapping("currencies")[ahead[0]], stop + 1, first
    if ahead[0] == "-" and ahead[1] == "year" and ahead[3].startswith("old"):
        return "age", stop + 4, first
    if ahead[0] in ("years", "year") and ahead[1] == "old":
        return "age", stop + 2, first
    aged = sign == "aged" or (
        sign == "," and ahead[0] in (",", ".") and first > 1 and tokens[first - 2].pos_ == "PROPN"
    )
    return ("age", stop, first) if aged and number.value < 120 else ("", stop, first)


def _counted(tokens: Doc, number: _Number) -> tuple[str, Token | None]:
    """Lemma of the noun that the number counts, and the noun itself where it stands with the
    number.
    """
    last = tokens[number.stop - 1]
    noun = (
        _of(tokens, number.stop) if number.vague or last.lower_ in ("dozens", "hundreds") else None
    )
    if noun is None and last.dep_ in ("nummod", "compound", "quantmod", "amod", "det"):
        noun = last.head if last.head.i > last.i and last.head.pos_ in ("NOUN", "PROPN") else None
    if noun is None and number.stop + 1 < len(tokens) and tokens[number.stop].text == "-":
        noun = tokens[number.stop + 1] if tokens[number.stop + 1].pos_ == "NOUN" else None
    noun = noun if noun is not None else _of(tokens, number.stop)
    if noun is not None:
        lemma = noun.lemma_.lower()
        return ("person" if lemma == "people" else lemma), noun
    if number.first and tokens[number.first - 1].lemma_ == "magnitude":
        return "magnitude", None
    return _understood(tokens, number), None


def _of(tokens: Doc, stop: int) -> Token | None:
    """The noun of "of ..." right after the number: "dozens of boats", "12 of the sailors"."""
    if stop < len(tokens) and tokens[stop].lower_ == "of":
        return next(
            (t for t in tokens[stop].children if t.dep_ == "pobj" and t.pos_ in ("NOUN", "PROPN")),
            None,
        )
    return None


def _understood(tokens: Doc, number: _Number) -> str:
    """What a number without a noun counts: people where its verb is done to people, else the last
    subject before.
    """
    last = tokens[number.stop - 1]
    around = [last.head, last.head.head, *tokens[number.stop : number.stop + 1]]
    if any(t.lemma_.lower() in words("counted_people") for t in around):
        return "person"
    subject = _subject(last.head)
    if subject is None and last.head.dep_ == "prep":  # "the number of boats rose to 12"
        subject = _subject(last.head.head)
    if subject is not None and subject.i < number.first and subject.pos_ in ("NOUN", "PROPN"):
        inner = [
            t
            for of in subject.children
            if of.lower_ == "of"
            for t in of.children
            if t.dep_ == "pobj"
        ]
        if subject.lemma_.lower() in words("counted_people"):
            return "person"
        return (inner[0] if inner and subject.lemma_ == "number" else subject).lemma_.lower()
    for token in reversed(tokens[max(0, number.first - _FAR) : number.first]):
        if token.tag_ == "NNS" and token.dep_ in ("nsubj", "nsubjpass", "dobj"):
            return token.lemma_.lower()
    return ""


@lru_cache(maxsize=4)  # all numbers of a table hang on one head
def _subject(head: Token) -> Token | None:
    return next((t for t in head.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)


def _scope(tokens: Doc, noun: Token | None, number: _Number) -> tuple[str, ...]:
    """What limits the count, in order: "all", "foreign", "in Ostland"."""
    limits = [t for t in tokens[max(0, number.first - 2) : number.first] if t.lower_ in _SOME]
    found = [(t.i, _spell(t)) for t in limits]
    for child in noun.children if noun is not None else ():
        if (
            child.dep_ in _LIMITS
            and not (number.first <= child.i < number.stop)
            and not child.like_num
        ):
            found.append((child.i, _spell(child)))
        elif child.dep_ == "prep":
            found.extend(
                (t.i, f"{child.lower_} {_spell(t)}") for t in child.children if t.dep_ == "pobj"
            )
    after = tokens[noun.i + 1] if noun is not None and noun.i + 1 < len(tokens) else None
    if after is not None and after.dep_ == "prep":  # the parser may hang "in Ostland" on the verb
        found.extend(
            (t.i, f"{after.lower_} {_spell(t)}") for t in after.children if t.dep_ == "pobj"
        )
    return tuple(dict.fromkeys(limit for _, limit in sorted(found)))


def _spell(token: Token) -> str:
    return token.text if token.pos_ == "PROPN" or token.text[:1].isupper() else token.lemma_.lower()
