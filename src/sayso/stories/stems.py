"""What news at large knows of a word, by its stem.

token ──fold──▶ word ──ending off──▶ stem ──frequency table──▶ Known
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sayso.lexicon import frequency, table, words
from sayso.text import letters, stem


@lru_cache(maxsize=1 << 17)
def key_of(token: str) -> str:
    """Folded stem of a printed token, empty for a function word.

    >>> key_of("Élysée"), key_of("The")
    ('elys', '')
    """
    word = token.lower() if token.isascii() and token.isalpha() else letters(token)
    return "" if len(word) < 2 or word in words("stopwords") else stem(word)


class Known(NamedTuple):
    """What news at large knows of a stem: share of articles with it, share of capitals in it."""

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
