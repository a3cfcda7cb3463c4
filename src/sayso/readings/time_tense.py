"""Does the clause around a time expression look back or ahead? Read off the parse, one document at a time.

    expression ──▶ its verb ──▶ past · future · ""
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from spacy.tokens import Token

from sayso.readings.parse import Piece

Direction = Literal["past", "future", ""]

_WILL = frozenset("will shall 'll ’ll wo".split())
_MODALS = frozenset("would could should may might can must".split())
# Verbs and adjectives whose infinitive lies ahead: "plans to meet Friday", "is due to expire".
_AHEAD = frozenset(
    "expect schedule plan set due slate intend hope want prepare propose aim seek likely ready agree promise vow "
    "threaten bid need try decide order ask urge call expire begin continue".split()
)
_CLIMB = 12  # heads climbed at most; no clause of news is deeper


def directions(pieces: Sequence[Piece], places: Sequence[tuple[int, int]]) -> list[Direction]:
    """The direction of the clause of each place (start, end offsets in the document); "" where it cannot be told."""
    bases = [piece.base for piece in pieces]
    return [_direction(pieces, bases, start, end) for start, end in places]


def _direction(pieces: Sequence[Piece], bases: list[int], start: int, end: int) -> Direction:
    at = bisect_right(bases, start) - 1
    if at < 0:
        return ""
    piece = pieces[at]
    span = piece.tokens.char_span(start - piece.base, end - piece.base, alignment_mode="expand")
    if span is None or not len(span):
        return ""
    return _of_verb(span.root)


def _of_verb(token: Token) -> Direction:
    """Climb from the expression to the verbs above it until one tells."""
    for _ in range(_CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            told = _tense(token)
            if told is not None:
                return told
        if token.head is token:
            return ""
        token = token.head
    return ""


def _tense(verb: Token) -> Direction | None:
    """What this verb says by itself; None to ask the verb above it."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in helpers}
    if words & _WILL:
        return "future"
    if words & _MODALS:
        have = "have" in words
        return "past" if have else "future"
    if any(child.tag_ == "VBD" for child in helpers) or verb.tag_ == "VBD":
        return "past" if not (verb.lemma_ in _AHEAD and _is_ahead(verb)) else "past"
    if any(child.lower_ in ("has", "have", "'ve", "’ve") for child in helpers):
        return "past"
    if "to" in words:
        return _infinitive(verb)
    if verb.tag_ in ("VBZ", "VBP") or any(child.tag_ in ("VBZ", "VBP") for child in helpers):
        return "future" if verb.lemma_ in _AHEAD and verb.tag_ in ("VBN", "VBG") else ""
    if verb.tag_ == "VBN":
        return "past" if verb.dep_ in ("acl", "relcl", "amod") else None
    return None


def _is_ahead(verb: Token) -> bool:
    return verb.tag_ == "VBN"


def _infinitive(verb: Token) -> Direction | None:
    head = verb.head
    if head is verb or verb.dep_ == "ROOT":
        return "future"
    if head.lemma_ in _AHEAD or head.lemma_ == "be":
        return "future"
    return None
