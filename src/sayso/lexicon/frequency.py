"""How common a word is in news, and how it is written inside a sentence: a background for piles of
any size.

In a pile of five articles of one story every word that matters is in all of them; rarity must come
from elsewhere. The table was counted over 8,000 articles of 2012 to 2015 (training/frequency).
Words are folded (`text.fold`).
"""

from __future__ import annotations

import math
from functools import lru_cache

from sayso.lexicon import table

DOCUMENTS = 8000  # articles that the table was counted over
# documents that a word is taken to stand in when the table, which begins at 5, does not have it
UNSEEN = 2.0


@lru_cache(maxsize=2)
def _rows(lang: str) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in table("frequency", lang)}


def document_frequency(word: str, lang: str = "en") -> int:
    """Documents out of `DOCUMENTS` that the folded word stands in; 0 for a word that is not in the
    table.

    >>> document_frequency("the") > 7000, document_frequency("zzyzx")
    (True, 0)
    """
    row = _rows(lang).get(word)
    return int(row[0]) if row else 0


@lru_cache(maxsize=1 << 16)
def idf(word: str, lang: str = "en") -> float:
    """Inverse document frequency, natural logarithm: near 0 for "the", 8.3 for a word the table
    does not have.

    >>> idf("the") < 0.2 < idf("letter") < idf("baghdad") < idf("zzyzx")
    True
    """
    return math.log(DOCUMENTS / (document_frequency(word, lang) or UNSEEN))


def capital_share(word: str, lang: str = "en") -> float | None:
    """Share of its places inside sentences where the word has a capital, 0..1; None where it was
    not seen there.

    >>> capital_share("baghdad"), capital_share("letter")
    (1.0, 0.0)
    """
    return _share(word, 1, lang)


def allcaps_share(word: str, lang: str = "en") -> float | None:
    """The same for capitals throughout: acronyms.

    >>> allcaps_share("isis")
    1.0
    """
    return _share(word, 2, lang)


def _share(word: str, column: int, lang: str) -> float | None:
    row = _rows(lang).get(word)
    return None if row is None or row[column] == "-" else int(row[column]) / 100
