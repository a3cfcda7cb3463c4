"""Find printed amounts: the number, the range that its wording allows, what is counted and what
limits the count.

Digits, number words and vague words ("dozens") count; ages, money, shares, votes and ranges are
understood. Dates, times, ordinals, scores and the numbers in names and labels ("Flight 12", "G20")
are refused: the times grammar or the names own them. A number without a noun ("some 300 stayed")
counts what the nearest subject before it names.

    tokens ──number?──▶ value ──words before──▶ range ──noun──▶ head, scope ──▶ Quantity
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from sayso.lexicon import mapping
from sayso.model import Document, Quantity, TimeRef
from sayso.readings.claims.counted_nouns import counted, noun_behind, of_noun
from sayso.readings.claims.numbers import Number, number_at
from sayso.readings.claims.units import Unit, unit_of
from sayso.readings.page.parse import Piece
from sayso.spans import touching

_NEAR_SHARE = 0.1  # share by which "around" may miss: 5,200 is still around 5,000 (bench/findings)
_SHORT_SHARE = 0.1  # share by which "nearly" falls short
_LIMITS = frozenset({"amod", "compound", "nmod"})
_SOME = frozenset({"all", "both", "half", "most", "other", "another", "additional", "further"})
_BETWEEN_AGES = (["between", "the", "ages", "of"], ["between", "the", "age", "of"])
_AND_MORE = (["or", "more"], ["or", "greater"], ["or", "above"], ["-", "plus"])
_AND_LESS = (["or", "fewer"], ["or", "less"], ["or", "under"])


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
        quantity = None if number.unit == "score" else _quantity(piece, number)
        if quantity and (
            quantity.head in ("age", "vote")
            or not touching(taken, (quantity.at.start, quantity.at.end))
        ):
            yield quantity


def _quantity(piece: Piece, number: Number) -> Quantity:
    tokens = piece.tokens
    first, sense, printed = _modifier(tokens, number)
    unit = unit_of(tokens, number) or Unit("", number.first, number.stop)
    if unit.name:
        head, noun = unit.name, _whole(tokens, number, unit)
    else:
        head, noun = counted(tokens, number)
    scope = _scope(tokens, noun, number)
    if unit.name and noun is not None:  # of what the share or the sum is told
        scope = (f"of {_spell(noun)}", *scope)
    if number.against is not None and unit.name == "vote":
        scope = (f"to {number.against:g}",)
    low, high = (None if x is None else x * unit.times for x in _range(number, sense))
    stop, sense_after = _after(tokens, unit.stop)
    value = number.value * unit.times
    if sense_after:
        low, high = _range(Number(number.first, stop, value, value, value), sense_after)
    at = piece.between(min(first, unit.first), stop)
    return Quantity(at, value, low, high, head, printed, scope)


# ---- the range that the wording allows ----------------------------------------------


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
    if number.low != number.high and edge > 0 and tokens[edge - 1].lower_ == "between":
        return edge - 1, "exact", None
    led = [t.lower_ for t in tokens[max(0, edge - 4) : edge]]
    if number.low != number.high and led in _BETWEEN_AGES:
        return edge - 4, "exact", None
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
    if low != high and (number.unit != "percent" or sense == "exact"):
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
    """Where the words end that widen an amount from behind, and in which sense: "50 or so"."""
    ahead = [t.lower_ for t in tokens[stop : stop + 2]]
    if ahead in _AND_MORE:
        return stop + 2, "least"
    if ahead in _AND_LESS:
        return stop + 2, "most"
    if ahead == ["or", "so"]:
        return stop + 2, "about"
    return (stop + 1, "least") if ahead[:1] == ["+"] else (stop, "")


# ---- what limits the count ---------------------------------------------------------


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


def _whole(tokens: Doc, number: Number, unit: Unit) -> Token | None:
    """Of what a share or a sum is told: "40 percent of the voters", "one in five children"."""
    if unit.name in ("age", "vote"):
        return None
    whole = of_noun(tokens, unit.stop)
    return noun_behind(tokens, unit.stop) if whole is None and number.unit else whole


def _spell(token: Token) -> str:
    return token.text if token.pos_ == "PROPN" or token.text[:1].isupper() else token.lemma_.lower()
