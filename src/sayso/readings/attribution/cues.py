"""How a cue presents what it reports: said, denied, promised.

lemma ──manner.tsv──▶ manner
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from sayso.lexicon import mapping, table
from sayso.model import SILENT, Manner

# Respellings of lemmas that the small model gets wrong.
_LEMMAS = {"hop": "hope", "retweete": "retweet", "says": "say", "said": "say"}


def manner_of(lemma: str, *, negated: bool = False) -> Manner:
    """How the cue presents what it reports.

    >>> manner_of("vow"), manner_of("confirm", negated=True), manner_of("criticize")
    ('promised', 'declined', 'said')
    """
    manner = mapping("manner").get(_LEMMAS.get(lemma, lemma), "other")
    if negated and manner == "confirmed":
        return "declined"
    return cast(Manner, manner)


def speaks(lemma: str) -> bool:
    """True for a word known to report a saying.

    >>> speaks("vow"), speaks("click"), speaks("believe")
    (True, False, False)
    """
    return mapping("manner").get(_LEMMAS.get(lemma, lemma), "did") not in SILENT


def needs(lemma: str) -> str:
    """What a cue must report to be a saying: "clause", "that" (a clause with a subject of its own),
    or nothing in particular.

    >>> needs("criticize"), needs("agree"), needs("say")
    ('clause', 'that', '')
    """
    return _needs().get(_LEMMAS.get(lemma, lemma), "")


@lru_cache(maxsize=1)
def _needs() -> dict[str, str]:
    return {row[0]: row[2] for row in table("manner") if len(row) > 2}
