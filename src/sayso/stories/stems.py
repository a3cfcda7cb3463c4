"""Stems: the part of a word that its forms share, and what news at large knows of it.

token ──fold──▶ word ──ending off──▶ stem ──frequency table──▶ Known
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sayso.lexicon import frequency, table, words
from sayso.text import fold

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


@lru_cache(maxsize=1 << 17)
def key_of(token: str) -> str:
    """Folded stem of a printed token, empty for a function word.

    >>> key_of("Élysée"), key_of("The")
    ('elys', '')
    """
    return stem(token.lower() if token.isascii() and token.isalpha() else fold(token).text())


def stem(word: str) -> str:
    """The word without its ending, so that "acquires" and "acquired" meet; empty for a function
    word.

    >>> stem("acquires"), stem("acquired"), stem("the")
    ('acquir', 'acquir', '')
    """
    if len(word) < 2 or word in words("stopwords"):
        return ""
    if len(word) <= 4 or word[-1].isdigit():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss"):
            return _trimmed(word[: -len(ending)] + instead, doubled=ending in ("ing", "ed"))
    return word.rstrip("e")


def _trimmed(base: str, *, doubled: bool) -> str:
    if doubled and len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base.rstrip("e") or base


class Known(NamedTuple):
    """What news at large knows of a stem: share of articles it stands in, share of its places with
    a capital.
    """

    articles: float
    capitals: float | None


UNSEEN = Known(frequency.UNSEEN / frequency.DOCUMENTS, None)


@lru_cache(maxsize=1)
def background() -> dict[str, Known]:
    """Every stem of the frequency table; its most common form speaks for it."""
    known: dict[str, Known] = {}
    for word, documents, capitals, _ in table("frequency"):
        key = key_of(word)
        articles = int(documents) / frequency.DOCUMENTS
        if key and articles > known.get(key, _NOTHING).articles:
            known[key] = Known(articles, None if capitals == "-" else int(capitals) / 100)
    return known


_NOTHING = Known(0.0, None)
