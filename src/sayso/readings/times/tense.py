"""Does the clause around a time expression look back or ahead? Read off the parse, one document at
a time.

A clause tells by its verb: a past tense looks back, "will" and infinitives of intent ("plans to
meet Friday") look ahead. "By" and "until" look ahead from a past tense too ("extended the offer
until Friday") unless the verb is "had" or negated. A date that modifies a noun ("the June accord",
"Friday's ruling") is not the verb's and tells nothing.

    expression ──▶ its verb ──▶ past · future · present · None
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sayso import lexicon
from sayso.model import Tense
from sayso.readings.page.parse import Piece

_WILL = frozenset(("will", "shall", "'ll", "’ll", "wo"))
_MODALS = frozenset(("would", "could", "should", "may", "might", "can", "must"))
_HAVE = frozenset(("has", "have", "'ve", "’ve"))


def _lemmas(kind: str) -> frozenset[str]:
    return frozenset(lemma for lemma, said in lexicon.table("time_verbs") if said == kind)


_AHEAD = _lemmas("ahead")
_ARRANGED = _lemmas("arranged")
_EFFECTIVE = _lemmas("effective")
_COMING = _lemmas("coming")
_SAYING = _lemmas("saying")
_CLIMB = 12  # heads climbed at most; no clause of news is deeper


@dataclass(frozen=True, slots=True)
class Place:
    """Start and end offset of an expression in the document; `noun`: look past the noun that it
    modifies.
    """

    start: int
    end: int
    noun: bool = False


def directions(pieces: Sequence[Piece], places: Sequence[Place]) -> list[Tense | None]:
    """The direction of the clause of each place; None where it cannot be told."""
    bases = [piece.base for piece in pieces]
    return [_direction(pieces, bases, place) for place in places]


def _direction(pieces: Sequence[Piece], bases: list[int], place: Place) -> Tense | None:
    at = bisect_right(bases, place.start) - 1
    if at < 0:
        return None
    piece = pieces[at]
    span = piece.tokens.char_span(
        place.start - piece.base, place.end - piece.base, alignment_mode="expand"
    )
    if span is None or not len(span):
        return None
    return _climb(span.root, place.noun)


def _climb(token: Token, noun: bool) -> Tense | None:
    """Climb from the expression to the verbs above it until one tells."""
    if (
        not noun
        and token.dep_ in ("poss", "compound", "nmod")
        and token.head.pos_ in ("NOUN", "PROPN")
    ):
        return "present" if token.head.lemma_.lower() in _COMING else None
    bound = False
    for _ in range(_CLIMB):
        if token.lower_ in _EFFECTIVE:
            return "future"
        if token.pos_ in ("VERB", "AUX"):
            told = _tense(token)
            if told is not None:
                return "future" if bound and (told == "present" or _open_ended(token)) else told
        bound = bound or token.lower_ in ("by", "until", "till")
        if token.head is token:
            return None
        token = token.head
    return None


def _is_refusal(verb: Token, words: set[str]) -> bool:
    """ "Could not be reached Friday", "would not comment Friday" look back."""
    negated = any(c.dep_ == "neg" for c in verb.children)
    return negated and ("could" in words or ("would" in words and verb.lemma_ in _SAYING))


def _open_ended(verb: Token) -> bool:
    """True where "until Friday" may lie ahead of a past tense: not "had", not negated."""
    return verb.lower_ != "had" and all(
        c.dep_ != "neg" and c.lower_ != "had" for c in verb.children
    )


def _tense(verb: Token) -> Tense | None:
    """What this verb says by itself; None to ask the verb above it."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in helpers}
    if words & _WILL:
        return "future"
    if words & _MODALS:
        if _is_refusal(verb, words):
            return "past"
        return "past" if "have" in words else "future"
    if verb.tag_ == "VBN" and verb.lemma_ in _ARRANGED and verb.dep_ != "acl":
        return "future"
    if verb.tag_ == "VBD" or words & _HAVE or any(child.tag_ == "VBD" for child in helpers):
        return "past"
    if "to" in words:
        ahead = verb.head is verb or verb.dep_ == "ROOT" or verb.head.lemma_.lower() in _AHEAD
        return "future" if ahead else None
    if verb.tag_ in ("VBZ", "VBP") or any(child.tag_ in ("VBZ", "VBP") for child in helpers):
        return "future" if verb.lemma_ in _AHEAD and verb.lemma_ != "be" else "present"
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl", "amod", "advcl"):
        return "past"
    return None
