"""How a cue presents what it reports: said, denied, promised.

lemma ──manner.tsv──▶ manner
"""

from __future__ import annotations

from typing import cast

from sayso.lexicon import mapping
from sayso.model import Manner

# Respellings of lemmas that the small model gets wrong.
_LEMMAS = {"hop": "hope", "retweete": "retweet", "says": "say", "said": "say"}


def manner_of(lemma: str, *, negated: bool = False) -> Manner:
    """How the cue presents what it reports.

    >>> manner_of("vow"), manner_of("confirm", negated=True), manner_of("criticize")
    ('promised', 'declined', 'other')
    """
    manner = mapping("manner").get(_LEMMAS.get(lemma, lemma), "other")
    if negated and manner == "confirmed":
        return "declined"
    return cast(Manner, manner)


def speaks(lemma: str) -> bool:
    """True for a word whose manner is known.

    >>> speaks("vow"), speaks("click")
    (True, False)
    """
    return _LEMMAS.get(lemma, lemma) in mapping("manner")
