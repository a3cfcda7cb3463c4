"""What words stand for: their stems, and one name for words that tell the same in news.

words ──stem, concept──▶ senses; those that say nothing of what a text tells are left out
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sayso.lexicon import mapping, words
from sayso.text import fold_words, stem

# a word with a capital and the number that it bears ("Flight 12", "A320"); both sides of a score
_LABEL = re.compile(r"\b([A-Z][A-Za-z]*\.?)[ -]?(\d{1,4})\b")
_SCORE = re.compile(r"(?<![\d–-])(\d{1,2})[–-](\d{1,2})(?![\d–-])")


def concept(lemma: str) -> str:
    """The concept a lemma stands for: one name for words that tell the same thing in news.

    >>> concept("withdrawal"), concept("error"), concept("harbour")
    ('withdraw', 'mistake', 'harbour')
    """
    return mapping("concepts").get(lemma, lemma)


@lru_cache(maxsize=1)
def _concepts() -> Mapping[str, str]:
    return {stem(word): stem(name) for word, name in mapping("concepts").items()}


@lru_cache(maxsize=65536)
def sense(word: str) -> str:
    """What a folded word or lemma stands for: its stem, one for words that tell the same in news.

    >>> sense("withdrawal") == sense("withdrew"), sense("errors") == sense("mistake")
    (True, True)
    """
    bare = stem(mapping("irregular_forms").get(word, word))
    return _concepts().get(bare, _concepts().get(stem(bare), bare))


@lru_cache(maxsize=1)
def dull() -> frozenset[str]:
    """Senses of words that most claims of any story have."""
    return frozenset(sense(w) for w in words("dull_terms")) | words("stopwords")


@lru_cache(maxsize=1)
def light() -> frozenset[str]:
    """Senses of verbs that do not say what happened."""
    return frozenset(sense(w) for w in words("light_verbs"))


def content_words(printed: str) -> tuple[str, ...]:
    """What the content words of a stretch stand for, in order, amounts left out.

    >>> content_words("He hid the leaks.") == (sense("hid"), sense("leaks"))
    True
    """
    return tuple(c for w, c in _telling(printed) if not w.isdigit())


@lru_cache(maxsize=1 << 12)  # of a sentence it is asked again and again
def content(printed: str) -> frozenset[str]:
    """What the content words of a stretch stand for, amounts among them.

    >>> sorted(content("The 12 harbours were closed"))
    ['12', 'clos', 'harbour']
    """
    return frozenset([c for _, c in _telling(printed)])


def _telling(printed: str) -> list[tuple[str, str]]:
    none = dull()
    said = [(w, sense(w)) for w, _, _ in fold_words(printed)]
    return [(w, c) for w, c in said if w not in none and c not in none]


def labels(printed: str, spent: Sequence[tuple[int, int]] = ()) -> frozenset[tuple[str, str]]:
    """Numbers that name a thing or tell a score, each under what bears it; none in the stretches
    `spent` on amounts and times.

    >>> sorted(labels("Flight 12 left after Ostrey won 2-0"))
    [('flight', '12'), ('score', '2-0')]
    """
    found = [(m, m[1].lower().rstrip("."), m[2]) for m in _LABEL.finditer(printed)]
    found += [(m, "score", f"{m[1]}-{m[2]}") for m in _SCORE.finditer(printed)]
    return frozenset(
        (bearer, number)
        for m, bearer, number in found
        if not any(first < m.end() and m.start(2) < last for first, last in spent)
    )
