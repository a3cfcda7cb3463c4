"""Who holds which office, as the article says: "Mayor Ana Ruiz", "Ruiz, the mayor of Marlow", "Ruiz
is the mayor".

people's mentions ─titles before them, appositions, "is"─▶ office to (mention, its words)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from sayso.readings.page.parse import Piece
from sayso.text import Span

Held = tuple[int, frozenset[str]]  # index of the person's mention, words of the office
_PARTS = frozenset({"compound", "amod", "nmod", "poss"})


def offices_of(
    people: Sequence[tuple[Span, tuple[str, ...]]], pieces: Sequence[Piece]
) -> Mapping[str, list[Held]]:
    """For every word of an office its holders, by the mentions (offsets, title words) of people in
    text order.

    >>> offices_of([((6, 14), ("mayor",))], ())
    {'mayor': [(0, frozenset({'mayor'}))]}
    """
    held: dict[str, list[Held]] = defaultdict(list)
    for nth, (_, title) in enumerate(people):
        for word in title:
            held[word].append((nth, frozenset(title)))
    at = {
        offset: nth for nth, ((start, end), _) in enumerate(people) for offset in range(start, end)
    }
    for piece in pieces:
        for office, person in _told(piece):
            holder = at.get(piece.base + person.idx)
            if holder is not None and piece.base + office.idx not in at:
                held[office.lemma_.lower()].append((holder, _words(office)))
    return {
        office: sorted(set(found), key=lambda f: (f[0], sorted(f[1])))
        for office, found in held.items()
    }


def _told(piece: Piece) -> Iterator[tuple[Token, Token]]:
    """Pairs of an office's noun and the word that names its holder."""
    for token in piece.tokens:
        if token.dep_ == "appos" and token.pos_ in ("NOUN", "PROPN"):
            yield token, token.head
            yield token.head, token
        elif token.dep_ == "attr" and token.pos_ == "NOUN" and token.head.lemma_ == "be":
            yield from ((token, c) for c in token.head.lefts if c.dep_ == "nsubj")


def parts_of(office: Token) -> Iterator[Token]:
    """The words before an office's noun that say which office it is; an owner only where named."""
    for child in office.lefts:
        for token in child.subtree if child.dep_ in _PARTS else ():
            named = token.dep_ != "poss" or token.pos_ == "PROPN"
            if token.dep_ in _PARTS and named and token.is_alpha:
                yield token


def _words(office: Token) -> frozenset[str]:
    """Lemmas of the office's phrase: "the Democratic mayor of Marlow" has "democratic", "mayor" and
    "marlow".
    """
    parts = [t for c in office.lefts if c.dep_ in _PARTS for t in c.subtree if t.dep_ in _PARTS]
    parts += [
        g for c in office.rights if c.lower_ in ("of", "for") for g in c.rights if g.dep_ == "pobj"
    ]
    return frozenset(
        {office.lemma_.lower(), *(t.lower_ for t in parts), *(t.lemma_.lower() for t in parts)}
    )
