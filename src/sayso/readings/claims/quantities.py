"""Find printed amounts: the number, the range that its wording allows, what is counted and what
limits the count.

Digits, number words and vague words ("dozens") count; ages, money, shares and ranges are
understood. Dates, times, ordinals, scores and the numbers in names and labels ("Flight 12", "G20")
are refused: the times grammar or the names own them. A number without a noun ("some 300 stayed")
counts what the nearest subject before it names.

    tokens ──number?──▶ value ──words before──▶ range ──noun──▶ head, scope ──▶ Quantity
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from sayso.lexicon import mapping, words
from sayso.model import Document, Quantity, TimeRef
from sayso.readings.claims.numbers import Number, number_at
from sayso.readings.page.parse import Piece
from sayso.spans import touching

_NEAR_SHARE = 0.1  # share by which "around" may miss: 5,200 is still around 5,000 (bench/findings)
_SHORT_SHARE = 0.1  # share by which "nearly" falls short
_FAR_TOKENS = 60  # tokens back to look for the noun that a bare number leaves out
_LIMITS = frozenset({"amod", "compound", "nmod"})
_SOME = frozenset({"all", "both", "half", "most", "other", "another", "additional", "further"})


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
        number = number_at(tokens, place)
        if number is None:
            place += 1
            continue
        place = number.stop
        quantity = _quantity(piece, number)
        if quantity and (
            quantity.head == "age" or not touching(taken, (quantity.at.start, quantity.at.end))
        ):
            yield quantity


# ---- the range that the wording allows ----------------------------------------------


def _quantity(piece: Piece, number: Number) -> Quantity | None:
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


def _modifier(tokens: Doc, number: Number) -> tuple[int, str, str | None]:
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


def _range(number: Number, sense: str) -> tuple[float | None, float | None]:
    value, low, high = number.value, number.low, number.high
    if low != high:
        return low, high
    ranges: dict[str, tuple[float | None, float | None]] = {
        "about": (value * (1 - _NEAR_SHARE), value * (1 + _NEAR_SHARE)),
        "under": (value * (1 - _SHORT_SHARE), value),
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


def _unit(tokens: Doc, number: Number) -> tuple[str, int, int]:
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
    said = {t.lower_ for t in tokens[max(0, first - 4) : first]}
    if said & {"age", "ages", "aged"} and number.low != number.high:
        return "age", stop + (ahead[0] == "years"), first
    aged = sign == "aged" or (
        sign == "," and ahead[0] in (",", ".") and first > 1 and tokens[first - 2].pos_ == "PROPN"
    )
    return ("age", stop, first) if aged and number.value < 120 else ("", stop, first)


def _counted(tokens: Doc, number: Number) -> tuple[str, Token | None]:
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


def _understood(tokens: Doc, number: Number) -> str:
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
    for token in reversed(tokens[max(0, number.first - _FAR_TOKENS) : number.first]):
        if token.tag_ == "NNS" and token.dep_ in ("nsubj", "nsubjpass", "dobj"):
            return token.lemma_.lower()
    return ""


@lru_cache(maxsize=4)  # all numbers of a table hang on one head
def _subject(head: Token) -> Token | None:
    return next((t for t in head.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)


def _scope(tokens: Doc, noun: Token | None, number: Number) -> tuple[str, ...]:
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
