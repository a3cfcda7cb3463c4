"""Towns that bear a person's name in the same text: Hadley on the river, and Ruth Hadley.

A person is introduced by the full name: what stands alone before it, where the text knows such a
town, is the town. After it a name alone is the town only where it says where.

    mentions ──full name first, words around──▶ which short forms are places
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.lexicon import words
from sayso.readings.names.mentions import SUFFIXES, Mention, in_headline

_WHERE = frozenset({"in", "near", "outside", "across", "throughout"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NOBODY = _PLACES | {"ORG"}
_GOVERNED = frozenset(
    {"town", "city", "village", "mayor", "people", "port", "streets", "bank", "university",
     "county", "district", "suburb", "outskirts", "residents", "bishop"}
)  # fmt: skip
_SCORE = re.compile(r"(?<![\d-])\d{1,2}[-–]\d{1,2}(?![\d-])")
_TRUSTING = frozenset(
    {"faith", "confidence", "trust", "interest", "belief", "believe", "vote", "catch", "bring"}
)
_TOWNS_OWN = frozenset(
    {"resident", "residents", "police", "firefighters", "suburb", "suburbs", "streets", "harbour",
     "harbor", "airport", "townspeople", "schools", "neighbourhood", "neighborhood"}
)  # fmt: skip
_PLAYING = frozenset({"beat", "host", "defeat", "lose", "win", "draw", "visit", "play"})
_LYING = frozenset({"on", "near", "along"})
_SHORES = frozenset(
    {"coast", "river", "lake", "sea", "shore", "border", "bay", "island", "hill", "hills", "plain",
     "road", "estuary", "edge", "ocean", "highway", "railway", "mountain", "mountains", "delta"}
)  # fmt: skip
_TOWNS = frozenset(
    {"town", "city", "village", "port", "suburb", "resort", "hamlet", "borough", "capital"}
)
_WAYS = frozenset(
    {"move", "travel", "flee", "commute", "emigrate", "relocate", "sail", "train", "bus", "ferry",
     "flight", "road", "mile", "kilometre", "kilometer", "trip", "drive", "fly", "walk", "ride",
     "march", "journey", "cycle", "hitchhike", "evacuate", "tram", "motorway"}
)  # fmt: skip
Place = tuple[int, int]  # a piece and the token in it


def namesakes(tokens: Sequence[Doc], found: Sequence[Sequence[Mention]]) -> frozenset[Place]:
    """Where a short form stands that is a person's surname elsewhere in the document and a town
    here: numbers of pieces and of first tokens.
    """
    introduced = _introduced(tokens, found)
    lone: dict[str, list[Place]] = {}
    for n, mine in enumerate(found):
        for m in mine:
            if m.stop - m.first == 1 and m.opening is None:
                lone.setdefault(tokens[n][m.first].lower_, []).append((n, m.first))
    surnames = frozenset(
        place
        for word, places in lone.items()
        if word in introduced
        for place in _towns(tokens, places, introduced[word], _known(tokens, found, word))
    )
    return surnames | _clubs(tokens, found, lone)


def _introduced(tokens: Sequence[Doc], found: Sequence[Sequence[Mention]]) -> dict[str, Place]:
    """Each surname with the first place where a full name ends in it."""
    first: dict[str, Place] = {}
    for n, mine in enumerate(found):
        for m in mine:
            stop = m.stop - (tokens[n][m.stop - 1].lower_ in SUFFIXES)
            if m.kind == "person" and stop - m.first > 1:
                first.setdefault(tokens[n][stop - 1].lower_, (n, m.first))
    return first


def _clubs(
    tokens: Sequence[Doc], found: Sequence[Sequence[Mention]], lone: dict[str, list[Place]]
) -> frozenset[Place]:
    """Where a given name stands that is a town or a club: it comes before whoever bears it, is no
    person to the model, and the text calls that person by the surname.
    """
    clubs: set[Place] = set()
    surnames = {
        tokens[n][m.first].lower_
        for n, mine in enumerate(found)
        for m in mine
        if m.stop - m.first == 1
    }
    for n, mine in enumerate(found):
        for m in mine:
            if m.kind != "person" or m.stop - m.first != 2:
                continue
            given, surname = (tokens[n][i].lower_ for i in (m.first, m.stop - 1))
            places = lone.get(given, []) if surname in surnames else []
            clubs.update(p for p in places if _says_where(tokens[p[0]][p[1]]))
            if any(_goes_before(tokens, place, (n, m.first)) for place in places):
                clubs.update(places)
    return frozenset(clubs)


def _goes_before(tokens: Sequence[Doc], place: Place, introduced: Place) -> bool:
    """A lone name before the full one, in a sentence, that the model takes for no person."""
    token = tokens[place[0]][place[1]]
    return place < introduced and token.ent_type_ in _NOBODY and not in_headline(token)


def _known(tokens: Sequence[Doc], found: Sequence[Sequence[Mention]], word: str) -> bool:
    """The document names a body or a place by the town: "Bank of Hadley", "Hadley County"."""
    return any(
        m.kind != "person" and m.stop - m.first > 1 and _names_town(tokens[n], m, word)
        for n, mine in enumerate(found)
        for m in mine
    )


def _names_town(tokens: Doc, mention: Mention, word: str) -> bool:
    lowers = [t.lower_ for t in tokens[mention.first : mention.stop]]
    if lowers[-2:] == ["of", word]:
        return True
    return lowers[0] == word and lowers[-1] in words("place_words")


def _towns(
    tokens: Sequence[Doc], places: Sequence[Place], introduced: Place, known: bool
) -> list[Place]:
    """Of the places of a short form those that mean the town."""
    told = {place: tokens[place[0]][place[1]] for place in places}
    nobody = [_goes_before(tokens, place, introduced) for place in told if place < introduced]
    sure = {
        place
        for place, token in told.items()
        if _says_where(token)
        or (place < introduced and (_plays(token) or _is_where(token, placed=True)))
        or (len(nobody) > 1 and all(nobody) and _goes_before(tokens, place, introduced))
    }
    if not (known or sure):
        return []
    early = {p for p, token in told.items() if p < introduced and not in_headline(token)}
    return [
        p
        for p, token in told.items()
        if p in early or p in sure or _is_where(token, placed=not known)
    ]


def _says_where(token: Token) -> bool:
    """The words around leave no doubt: "the mayor of Hadley", "Hadley police", "Hadley lies on the
    river".
    """
    before = [t.lower_ for t in token.doc[max(0, token.i - 2) : token.i]]
    governed = len(before) == 2 and before[1] == "of" and before[0] in _GOVERNED
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if (governed and not _owns(token)) or after in _TOWNS_OWN:
        return True
    return _lies(token) or _is_one(token) or _is_reached(token)


def _is_one(token: Token) -> bool:
    """ "Hadley is a quiet town", "Hadley, a town of 4,000"."""
    called = [c for c in token.rights if c.dep_ == "appos"]
    if token.dep_ == "nsubj" and token.head.lemma_ in ("be", "become", "remain"):
        called += [c for c in token.head.rights if c.dep_ == "attr"]
    return any(c.lemma_.lower() in _TOWNS for c in called)


def _is_reached(token: Token) -> bool:
    """ "Moved to Hadley", "left for Hadley", "a train from Hadley"; "passed to Hadley" is a man."""
    link = token.head
    if token.dep_ != "pobj" or link.lower_ not in ("to", "for", "from") or _owns(token):
        return False
    while link.head.dep_ == "prep" or (link.head.dep_ == "pobj" and link.lower_ == "to"):
        link = link.head  # "drove from Ostrey | to Hadley"
    way = link.head.lemma_.lower()
    return way in _WAYS or (way in ("leave", "set", "head") and link.lower_ == "for")


def _plays(token: Token) -> bool:
    """A side in a game: "Hadley beat Ostrey 2-0"."""
    ended = _SCORE.search(token.sent.text) is not None
    return ended and token.dep_ in ("nsubj", "dobj") and token.head.lemma_ in _PLAYING


def _lies(token: Token) -> bool:
    """ "Hadley is on the river", but not "Hadley is on the mend"."""
    if token.dep_ != "nsubj" or token.head.lemma_ not in ("be", "lie", "sit", "stand"):
        return False
    return any(
        where.dep_ == "pobj" and where.lower_ in _SHORES
        for prep in token.head.children
        if prep.dep_ == "prep" and prep.lower_ in _LYING
        for where in prep.children
    )


def _is_where(token: Token, *, placed: bool) -> bool:
    """ "in Hadley", where the model takes it for a place too if `placed`; not "in Hadley's eyes",
    "the Hadley affair", "faith in Hadley".
    """
    if token.i < 2 or token.nbor(-1).lower_ not in _WHERE or _owns(token):
        return False
    trusted = token.nbor(-2).lemma_.lower() in _TRUSTING or token.dep_ == "compound"
    return not trusted and (not placed or token.ent_type_ in _PLACES)


def _owns(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "POS"
