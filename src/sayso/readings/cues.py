"""Which words speak: the table of cues, each lemma with the constructions in which it reports and how often it does.

The precisions in `lexicon/en/cues.tsv` were counted on PolNeAR's training part by `bench/quotes/learn.py`: the share of
a lemma's candidates in a construction whose content and source an annotator marked.

    Candidate(lemma, shape) ──cues.tsv──▶ precision      lemma ──manner.tsv──▶ manner
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from sayso.lexicon import mapping, table
from sayso.model import Manner

# Respellings of lemmas that the small model gets wrong.
_LEMMAS = {"hop": "hope", "retweete": "retweet", "says": "say", "said": "say"}
_SPEECH_LEAST = 0.45  # precision from which a spoken construction makes a verb of speech; set by hand


@lru_cache(maxsize=1)
def _precisions() -> dict[tuple[str, str], float]:
    return {(row[0], row[1]): float(row[2]) for row in table("cues")}


@lru_cache(maxsize=1)
def speech_lemmas() -> frozenset[str]:
    """Lemmas that introduce or close quoted speech."""
    spoken = {lem for (lem, shape), p in _precisions().items() if shape in ("around", "quote") and p >= _SPEECH_LEAST}
    return frozenset(spoken) - {"*"}


def cue_lemma(lemma: str) -> str:
    """The lemma under which the table knows a word.

    >>> cue_lemma("hop")
    'hope'
    """
    return _LEMMAS.get(lemma, lemma)


def precision(lemma: str, shape: str) -> float:
    """How often `lemma` reports something in construction `shape`, 0..1; unknown lemmas count as rare ones did.

    >>> precision("say", "around") > 0.7 > precision("unheard", "object")
    True
    """
    known = _precisions()
    found = known.get((cue_lemma(lemma), shape))
    return found if found is not None else known.get(("*", shape), 0.0)


def is_listed(lemma: str, shape: str) -> bool:
    """True where the lemma was seen often enough in the construction to be counted for itself.

    >>> is_listed("say", "quote"), is_listed("click", "quote")
    (True, False)
    """
    return (cue_lemma(lemma), shape) in _precisions()


def manner_of(lemma: str, *, negated: bool = False) -> Manner:
    """How the cue presents what it reports.

    >>> manner_of("vow"), manner_of("confirm", negated=True), manner_of("criticize")
    ('promised', 'declined', 'other')
    """
    manner = mapping("manner").get(cue_lemma(lemma), "other")
    if negated and manner == "confirmed":
        return "declined"
    return cast(Manner, manner)
