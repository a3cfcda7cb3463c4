"""Names that the model passed over: short forms that every newsroom prints, those that the document
explains, and capitalised runs outside headlines.

    tokens ──capitals──▶ Mention
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from sayso.lexicon import words
from sayso.model import NameKind
from sayso.readings.names.listed_names import listed_spellings
from sayso.readings.names.mentions import HYPHENS, Mention, in_headline, stray, taken_by
from sayso.readings.names.repair import repaired
from sayso.readings.names.titles import behind_party, title_before, title_within


def listed(tokens: Doc) -> Iterator[Mention]:
    """Short forms that every newsroom prints ("U.S.", "UN"), and those the document explains: "...
    (ABC)".
    """
    spellings = listed_spellings()
    for token in tokens:
        kind = spellings.get(token.text)
        if kind:
            yield Mention(token.i, token.i + 1, kind)
        elif explained(tokens, token):
            yield Mention(token.i, token.i + 1, "org")


def explained(tokens: Doc, token: Token) -> bool:
    """True for capitals in brackets that are the initials of the words before: "the Harbour
    Workers' Union (HWU)", "the Department of Ports (DoP)".
    """
    if token.i < 3 or tokens[token.i - 1].text != "(":
        return False
    short = token.text
    capitals = sum(c.isupper() for c in short)
    if not (short.isalpha() and capitals > 1 and short[0].isupper() and 2 <= len(short) <= 6):
        return False
    if token.i + 1 >= len(tokens) or tokens[token.i + 1].text != ")":
        return False
    before = [t for t in tokens[max(0, token.i - 12) : token.i - 1] if t.is_alpha]
    if not short.isupper():  # small letters stand for small words
        return "".join(t.text[0] for t in before).endswith(short)
    initials = "".join(t.text[0] for t in before if t.text[:1].isupper())
    return initials.endswith(short)


def runs(tokens: Doc, found: Sequence[Mention]) -> Iterator[Mention]:
    """Capitalised proper nouns that the model passed over, outside headlines, where every word has
    a capital.
    """
    taken = taken_by(tokens, found)
    place = 0
    while place < len(tokens):
        if taken[place] or not stray(tokens[place]) or in_headline(tokens[place]):
            place += 1
            continue
        stop = place + 1
        while (
            stop < len(tokens) and not taken[stop] and (stray(tokens[stop]) or _bound(tokens, stop))
        ):
            stop += 1
        yield from repaired(tokens, Mention(place, stop, _guessed(tokens, place, stop)))
        place = stop


def _bound(tokens: Doc, place: int) -> bool:
    """True for a hyphen inside a name: no space on either side and a capital after it."""
    after = place + 1
    return (
        tokens[place].text in HYPHENS
        and not tokens[place - 1].whitespace_
        and not tokens[place].whitespace_
        and after < len(tokens)
        and tokens[after].text[:1].isupper()
    )


def _guessed(tokens: Doc, first: int, stop: int) -> NameKind:
    """A kind for a run that the model did not see, by its title, last word, capitals or
    preposition.
    """
    last = tokens[stop - 1]
    partied = first > 0 and behind_party(tokens, first - 1, stop) == first
    if (
        partied
        or title_before(tokens, first) is not None
        or first < title_within(tokens, first, stop) < stop
    ):
        return "person"
    bracketed = stop + 1 < len(tokens) and explained(tokens, tokens[stop + 1])
    if bracketed or last.lower_ in words("org_words"):
        return "org"
    if last.lower_ in words("place_words"):
        return "place"
    if last.tag_ == "NNPS" and stop - first == 1:
        return "group"
    if last.is_upper and stop - first == 1 and len(last) > 1:
        return "org"
    return "person" if _acts(tokens, first, stop) else "other"


def _acts(tokens: Doc, first: int, stop: int) -> bool:
    """True for two or three capitalised words that do something or explain who does: people do."""
    plain = all(t.is_title and t.is_alpha for t in tokens[first:stop]) and 2 <= stop - first <= 3
    return plain and tokens[stop - 1].dep_ in ("nsubj", "appos")
