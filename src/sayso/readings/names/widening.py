"""Mentions with the parts that the model cut off: particles, hyphened halves, "Jr.", a body's other
words, a model's number.

    Mention ──tokens before and behind──▶ the whole name
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.lexicon import words
from sayso.model import NameKind
from sayso.readings.names.mentions import (
    HYPHENS,
    NAME_PARTS,
    SUFFIXES,
    Mention,
    has_inner_capital,
    is_score,
    outside_titles,
    stray,
    taken_by,
)
from sayso.readings.names.passages import is_syllable
from sayso.readings.names.titles import behind_party, is_title_word, title_before, title_within

_NUMBER = re.compile(
    r"[A-Z]{0,2}\d[\dA-Za-z]{0,4}(?:[.\-]\d{1,3}){0,3}"
)  # "4", "3GS", "A380", "10.7.2", "737-800"
_OTHER_NUMBERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})
_YEAR = re.compile(r"(?:19|20)\d\d")


def widened(tokens: Doc, found: Sequence[Mention]) -> list[Mention]:
    """Mentions with the name parts that the model cut off: "Abu Salim al-" + "Harir", "Adel" +
    "Karim".
    """
    taken = taken_by(tokens, found)
    wide = []
    for mention in found:
        first, stop = mention.first, mention.stop
        while first > 0 and not taken[first - 1] and _joined_before(tokens, first, mention):
            first -= 1
        while stop < len(tokens) and (grown := _joined_after(tokens, stop, mention)) > stop:
            if any(taken[i] and mention.kind != "person" for i in range(stop, grown)):
                break
            stop = grown
        opening = mention.opening
        if mention.kind == "person" and opening is None:
            opening = title_before(tokens, first)
        kind: NameKind = "org" if mention.kind == "group" and stop > mention.stop else mention.kind
        wide.append(Mention(first, stop, kind, opening))
    return outside_titles(wide)


def _joined_before(tokens: Doc, first: int, mention: Mention) -> bool:
    """True when the token before is a part of the same name: a compound of it, or bound to it by a
    hyphen.
    """
    before = tokens[first - 1]
    if before.text in HYPHENS and first > 1:
        return (
            not before.whitespace_
            and not tokens[first - 2].whitespace_
            and stray(tokens[first - 2])
        )
    if mention.kind not in ("person", "org") or not stray(before) or is_title_word(before.text):
        return False
    inside = mention.first <= before.head.i < mention.stop
    return inside and before.dep_ == "compound" and not (before.text.isupper() and len(before) < 6)


def _joined_after(tokens: Doc, stop: int, mention: Mention) -> int:
    """The token at which the name really stops, `stop` itself where nothing was cut off."""
    token = tokens[stop]
    glued = not tokens[stop - 1].whitespace_
    if glued and token.text in HYPHENS and not token.whitespace_ and stop + 1 < len(tokens):
        after = tokens[stop + 1]
        named = after.tag_ in NAME_PARTS and after.text[:1].isupper()
        return stop + 2 if named or _second_syllable(tokens, mention, after) else stop
    if mention.kind == "group":
        return _body_after(tokens, stop)
    if mention.kind != "person":
        return stop
    last = tokens[stop - 1]
    if token.lower_ in SUFFIXES or (
        last.dep_ == "compound" and last.head.i == stop and stray(token)
    ):
        return stop + 1
    if token.lower_ in words("name_particles") and token.tag_ in NAME_PARTS:
        place = stop + 1
        if place < len(tokens) and tokens[place].text in HYPHENS:
            place += 1
        if (
            place < len(tokens)
            and tokens[place].text[:1].isupper()
            and tokens[place].tag_ in NAME_PARTS
        ):
            return place + 1
    return stop


def _second_syllable(tokens: Doc, mention: Mention, after: Token) -> bool:
    """True for the "un" of "Kim Jong-un"; not for the "led" of "Ivo Lang-led"."""
    return (
        mention.kind == "person"
        and mention.stop - mention.first == 2
        and is_syllable(tokens[mention.stop - 1].text, after.text)
    )


def _body_after(tokens: Doc, stop: int) -> int:
    """Where a body's name ends that begins with a people's or a faith's: "Northern Guard", "Islamic
    Front".
    """
    end = stop
    while end < len(tokens) and tokens[end].tag_ in NAME_PARTS and tokens[end].text[:1].isupper():
        end += 1
    if behind_party(tokens, stop - 1, end) == stop:
        return stop
    if (
        end > stop
        and tokens[end - 1].lower_.endswith("s")
        and tokens[end - 1].lower_ not in words("org_words")
    ):
        return stop  # "Northern Kurds" are people
    bound = end > stop and tokens[stop - 1].head.i in range(stop, end)
    return (
        end
        if bound and title_within(tokens, stop, end) < end and not tokens[end - 1].ent_type_
        else stop
    )


def numbered(tokens: Doc, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of things and bodies with the numbers and words that belong to them."""
    taken, done = taken_by(tokens, found), []
    for mention in found:
        first, stop = mention.first, mention.stop
        kind: NameKind = mention.kind
        if kind == "group" and has_inner_capital(tokens[first].text):
            kind = "other"
        if kind in ("org", "other", "place"):
            stop = _with_number(tokens, first, stop)
        free = not any(taken[first : mention.first]) and not any(taken[mention.stop : stop])
        done.append(Mention(first, stop, kind, mention.opening) if free else mention)
    return done


def _with_number(tokens: Doc, first: int, stop: int) -> int:
    """Where the name of tokens first..stop stops with its number, `stop` itself where it has none.
    A number that counts what follows, a year, a sum or a share is none; nor is one behind a comma.
    """
    if stop >= len(tokens) or stop == first:
        return stop
    number = tokens[stop]
    if is_score("".join(t.text for t in tokens[stop : stop + 3])):
        return stop  # "beat Ostrey 2-0"
    if (
        not _NUMBER.fullmatch(number.text)
        or _YEAR.fullmatch(number.text)
        or is_score(number.text)
        or number.ent_type_ in _OTHER_NUMBERS
    ):
        return stop
    hung = number.dep_ in ("nummod", "appos", "npadvmod") and first <= number.head.i < stop
    led = tokens[stop - 1].head.i == stop and tokens[stop - 1].dep_ in (
        "compound",
        "advmod",
        "nmod",
        "amod",
    )
    return stop + 1 if hung or led else stop
