"""A span that the model took for a name, without what does not belong to it.

A possessive, an article or a title is never part of a mention. Calendar words, titles alone and
words that merely open a sentence are none.

    span ──cut at possessives, brackets, marks──▶ parts ──title, particle──▶ Mention
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.lexicon import words
from sayso.readings.names.listed_names import listed_spellings
from sayso.readings.names.mentions import (
    HYPHENS,
    LEGAL_FORMS,
    Mention,
    is_common,
    is_score,
    opens,
)
from sayso.readings.names.titles import (
    behind_party,
    ends_in_address,
    is_seat,
    is_title_word,
    office_within,
    title_within,
)

_LEAGUES = frozenset({"union", "league", "association", "federation", "club", "society", "guild"})
_PARTING = frozenset({"(", ")", ",", ";", "“", "”", '"', "``", "''", "/"})


def parts(tokens: Doc, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """A span cut at its possessives, brackets and quotation marks: "Ostland's Ministry" holds two
    names.
    """
    start = first
    for place in range(first, stop):
        owning = tokens[place].tag_ == "POS" and not _league(tokens, place, stop)
        cuts = owning or tokens[place].text in _PARTING
        if cuts or _joins_two(tokens, start, place, stop):
            if start < place:
                yield start, place
            start = place + 1
    if start < stop:
        yield start, stop


def _before_score(tokens: Doc, first: int, stop: int) -> int:
    """Where a name ends that the model took a score into: "Ostrey 2-0"."""
    start = stop - 1
    while start > first and (tokens[start].text in HYPHENS or tokens[start].text[:1].isdigit()):
        start -= 1
    tail = "".join(t.text for t in tokens[start + 1 : stop])
    return start + 1 if is_score(tail) else stop


def _league(tokens: Doc, place: int, stop: int) -> bool:
    """True for the mark of "Harbour Workers' Union", whose name it is part of."""
    plural = tokens[place].text in ("'", "’") and tokens[place - 1].tag_ in ("NNS", "NNPS")
    return plural and place + 1 < stop and tokens[place + 1].lower_ in _LEAGUES


def _joins_two(tokens: Doc, start: int, place: int, stop: int) -> bool:
    """True for the "and" of "Corvan and Corvan Pro": what stands on both sides begins alike."""
    opening = start + (tokens[start].lower_ in ("the", "a", "an", "both"))
    joins = tokens[place].lower_ == "and" and opening < place < stop - 1
    return joins and tokens[opening].text == tokens[place + 1].text


def repaired(tokens: Doc, mention: Mention) -> Iterator[Mention]:
    """The mention without what does not belong to it; nothing where nothing is left."""
    first, stop = mention.first, mention.stop
    while first < stop and not _named(tokens[first]):
        first += 1
    stop = _before_score(tokens, first, stop)
    while stop > first and not (
        _named(tokens[stop - 1]) or (tokens[stop - 1].like_num and stop - 1 > first)
    ):
        stop -= 1
    opening = None
    behind = behind_party(tokens, first, stop) if mention.kind in ("person", "org") else first
    if behind > first or (mention.kind == "org" and _employed(tokens, first, stop)):
        first = behind
        mention = replace(mention, kind="person")
    titled = office_within(tokens, first, stop) if mention.kind in ("org", "other") else first
    if mention.kind == "person" or titled > first:
        name = max(titled, title_within(tokens, first, stop))
        opening, first = (first if name > first else None), name
        mention = replace(mention, kind="person")
    while first < stop and not _named(tokens[first]):
        first += 1
    if mention.kind != "group" and first < stop:
        first = _with_particle(tokens, first)
    if first < stop and ends_in_address(tokens, stop):
        return  # "Correspondent Dr."
    if mention.kind == "other" and first < stop and is_title_word(tokens[stop - 1].text):
        return  # "Fire Chief"
    if first < stop and not _nameless(tokens, first, stop):
        yield Mention(first, stop, mention.kind, opening)


def _with_particle(tokens: Doc, first: int) -> int:
    """The first token of a name that a small particle leads: "al-Harir", "van Dorn"."""
    before = first - 1
    if before > 0 and tokens[before].text in HYPHENS and not tokens[before - 1].whitespace_:
        before -= 1
    bound = (
        before >= 0
        and tokens[before].lower_ in words("lower_particles")
        and tokens[before].text.islower()
    )
    return before if bound else first


def _employed(tokens: Doc, first: int, stop: int) -> bool:
    """True for a "body" of two or three plain words behind its employer: "the Herald's Ada Lem"."""
    plain = all(t.is_title and t.is_alpha for t in tokens[first:stop]) and 2 <= stop - first <= 3
    behind = first > 1 and tokens[first - 1].tag_ == "POS" and tokens[first - 2].ent_type_ == "ORG"
    return plain and behind and tokens[stop - 1].lower_ not in words("org_words")


def _named(token: Token) -> bool:
    """True for a token that can begin or end a name: it has a capital and is no article or mark."""
    text = token.text
    if not any(c.isupper() for c in text):
        return False
    return token.lower_ not in ("the", "a", "an", "this", "that", "’s", "'s")


def _nameless(tokens: Doc, first: int, stop: int) -> bool:
    """True for words of the calendar, of titles alone, and for a common word that merely opens a
    sentence.
    """
    lowers = [tokens[i].lower_.rstrip(".") for i in range(first, stop)]
    if " ".join(lowers) in words("calendar_names"):
        return True
    if all(
        w in words("calendar_names") or w in words("capital_words") or w.isdigit() for w in lowers
    ):
        return not (stop - first == 1 and tokens[first].text in listed_spellings())
    if lowers[0] in LEGAL_FORMS and stop - first == 1:
        return True
    if is_seat("".join(t.text for t in tokens[first:stop])):
        return True
    if all(is_title_word(w) for w in lowers) and tokens[first].ent_type_ not in ("ORG", "GPE"):
        return True
    token = tokens[first]
    if stop - first > 1 or token.is_upper or not opens(token):
        return False
    return token.pos_ not in ("PROPN", "ADJ") and is_common(token)
