"""A mention of a name as tokens of a parsed piece, and what its words look like.

tokens ──▶ Mention; capitals, common words, headlines
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from sayso.lexicon import words
from sayso.lexicon.frequency import capital_share
from sayso.model import NameKind
from sayso.text import letters

_AMOUNTS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
# share of capitals in background news below which a lone first word of a sentence is no name
_COMMON = 0.5
HYPHENS = frozenset("-‐‑–")
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z][A-Za-z]+|[A-Z][a-z]{2,}[A-Z][A-Za-z]+")
_SCORE = re.compile(r"\d{1,2}[-–]\d{1,2}")
_LONGEST_LINE = 60  # tokens; no headline is longer
_CAPITALS = 0.7  # share of a headline's longer words that have one
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
NAME_PARTS = frozenset({"NNP", "NNPS"})
LEGAL_FORMS = frozenset({"inc", "corp", "ltd", "llc", "plc", "co"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` up to `stop` of a piece; `opening` is where the title before it begins."""

    first: int
    stop: int
    kind: NameKind
    opening: int | None = None


def is_common(token: Token) -> bool:
    """True for a word that background news writes small; a word that it does not have may well be a
    name.
    """
    share = capital_share(letters(token.lower_))
    return share is not None and share < _COMMON


def has_inner_capital(word: str) -> bool:
    """True for a spelling that only a name has.

    >>> has_inner_capital("iCorvan"), has_inner_capital("HarborNet"), has_inner_capital("Harbor")
    (True, True, False)
    """
    return _INNER_CAPITAL.fullmatch(word) is not None


def is_score(word: str) -> bool:
    """True for how a game ended, which is no part of a name.

    >>> is_score("2-0"), is_score("737-800")
    (True, False)
    """
    return _SCORE.fullmatch(word) is not None


def opens(token: Token) -> bool:
    """True for the first word of a sentence or of a quotation."""
    return bool(token.is_sent_start) or (
        token.i > 0 and token.nbor(-1).text in '“"‘``:(' and not token.nbor(-1).is_alpha
    )


def in_headline(token: Token) -> bool:
    """True in a sentence most of whose longer words are capitalised, common ones too."""
    if len(token.sent) > _LONGEST_LINE:
        return False
    long = [t for t in token.sent if len(t) > 3 and t.is_alpha and not opens(t)]
    capital = [t for t in long if t.text[0].isupper()]
    return (
        len(long) > 3
        and len(capital) >= _CAPITALS * len(long)
        and sum(is_common(t) for t in capital) > 1
    )


def stray(token: Token) -> bool:
    return (
        (token.tag_ in NAME_PARTS or has_inner_capital(token.text))
        and any(c.isupper() for c in token.text)
        and token.ent_type_ not in _AMOUNTS
        and token.lower_.rstrip(".") not in words("calendar_names")
        and token.lower_ not in words("capital_words")
        and not (opens(token) and is_common(token))
    )


def outside_titles(found: Sequence[Mention]) -> list[Mention]:
    """The mentions but for those inside another's title ("Chairman of the Harbor Board Gen.
    ...").
    """
    found = [replace(m, opening=_clear_of(found, m.opening)) for m in found]
    titles = [range(m.opening, m.first) for m in found if m.opening is not None]
    return [m for m in found if not any(m.first in title for title in titles)]


def _clear_of(found: Sequence[Mention], opening: int | None) -> int | None:
    """Where a title begins that another name's last word was taken into ("... Harbour Guard
    commander").
    """
    cut = [m.stop for m in found if opening is not None and m.first < opening < m.stop]
    return max(cut, default=opening)


def taken_by(tokens: Doc, found: Sequence[Mention]) -> list[bool]:
    taken = [False] * len(tokens)
    for mention in found:
        taken[mention.first : mention.stop] = [True] * (mention.stop - mention.first)
    return taken


def distinct(found: Sequence[Mention]) -> list[Mention]:
    """Mentions that do not overlap: the longer wins, then the earlier found."""
    kept: list[Mention] = []
    used: set[int] = set()
    for _, mention in sorted(
        enumerate(found), key=lambda item: (item[1].first - item[1].stop, item[0])
    ):
        places = range(mention.first, mention.stop)
        if places and not used.intersection(places):
            used.update(places)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.first)
