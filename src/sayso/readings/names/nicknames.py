"""Names with a nickname in marks or brackets between their words: William “Bill” Stone.

tokens ──mark, one word, mark, between two names──▶ one Mention
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from sayso.lexicon import words
from sayso.readings.names.mentions import NAME_PARTS, SUFFIXES, Mention, in_headline

_OPENING = frozenset({"“", '"', "``", "'", "‘", "("})
_PARTIES = frozenset(
    {"labour", "conservative", "tory", "green", "liberal", "independent", "democrat", "republican"}
)
_CLOSING = frozenset({"”", '"', "''", "'", "’", ")"})


def with_nicknames(tokens: Doc, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, those that stand around a nickname joined to one."""
    if _OPENING.isdisjoint(tokens.text):
        return list(found)
    whole = [
        _around(tokens, found, place)
        for place in range(1, len(tokens) - 3)
        if tokens[place].text in _OPENING and _nicked(tokens, place)
    ]
    covered = {i for mention in whole for i in range(mention.first, mention.stop)}
    rest = [m for m in found if not covered.intersection(range(m.first, m.stop))]
    return sorted((*rest, *whole), key=lambda m: m.first)


def _nicked(tokens: Doc, place: int) -> bool:
    """True for a mark between a capitalised name, one capitalised word and another name."""
    given, nick, closing = (tokens[place + n] for n in (-1, 1, 2))
    surname = tokens[_surname(tokens, place)]
    named = all(
        t.text[:1].isupper() and t.is_alpha and not t.is_upper for t in (given, nick, surname)
    )
    glued = not tokens[place].whitespace_ and not nick.whitespace_
    spaced = bool(given.whitespace_) and bool(closing.whitespace_)
    proper = given.tag_ in NAME_PARTS and surname.tag_ in NAME_PARTS
    person = any(t.ent_type_ == "PERSON" for t in (given, nick, surname))
    if tokens[place].text == "(" and not _may_be_short(tokens, place):
        return False
    marked = glued and spaced and closing.text in _CLOSING
    return named and proper and marked and person and not in_headline(given)


def _may_be_short(tokens: Doc, place: int) -> bool:
    """False for what a bracket tells of one who is named in full before it, and of no other: his
    country or party, with another person behind it ("Ada Brandt (Ostria), Ivo Lang").
    """
    nick = tokens[place + 1]
    if nick.ent_type_ in ("GPE", "NORP", "LOC", "ORG", "FAC") or nick.lower_ in _PARTIES:
        return False
    named_before = place > 1 and tokens[place - 2].text[:1].isupper() and tokens[place - 2].is_alpha
    named_behind = place + 4 < len(tokens) and tokens[place + 4].text[:1].isupper()
    return not (named_before and named_behind and tokens[place - 2].ent_type_ == "PERSON")


def _surname(tokens: Doc, place: int) -> int:
    """Where the surname stands behind the nickname, past its particles: “Mimi” de Marn."""
    last = place + 3
    while last + 1 < len(tokens) and tokens[last].lower_ in words("lower_particles"):
        last += 1
    return last


def _around(tokens: Doc, found: Sequence[Mention], place: int) -> Mention:
    last = _surname(tokens, place)
    first, stop, opening = place - 1, last + 1, None
    for mention in found:
        if mention.first <= place - 1 < mention.stop:
            first, opening = mention.first, mention.opening
        if mention.first <= last < mention.stop:
            stop = max(stop, mention.stop)
    if stop < len(tokens) and tokens[stop].lower_ in SUFFIXES:
        stop += 1
    return Mention(first, stop, "person", opening)
