"""What a text and the passages of a claim share by words, and which words are not there."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.dossiers.worth import stems
from sayso.text import fold_words, stem

_LEAST_ROOT = 4  # letters of a stem by which other forms of a word are looked for
_MOST_WORDS = 40  # of a text that are looked for


def marks(text: str) -> frozenset[str]:
    """The stems and numbers that a text is known by.

    >>> sorted(marks("The leak sent 23 people to hospital"))
    ['23', 'hospital', 'leak', 'sent']
    """
    return stems(text) | {word for word, _, _ in fold_words(text) if word.isdecimal()}


def any_word(text: str) -> str:
    """The words of a text for a full-text search that any of them meets, in any form.

    >>> any_word("The leak of 23 tonnes")
    '"leak"* OR "23" OR "tonn"*'
    """
    asked = marks(text)
    found = []
    for word, _, _ in fold_words(text):
        root = stem(word)
        if {word, root} & asked:
            found.append(f'"{root}"*' if len(root) >= _LEAST_ROOT else f'"{word}"')
    return " OR ".join(list(dict.fromkeys(found))[:_MOST_WORDS])


def covered(asked: frozenset[str], passages: Iterable[str]) -> float:
    """The share of what was asked for that stands in the passages, 0 to 1.

    >>> covered(marks("leak hospital"), ["A leak in the harbor"])
    0.5
    """
    held = frozenset[str]().union(*map(marks, passages))
    return len(asked & held) / len(asked) if asked else 0.0


def missing(text: str, passages: Iterable[str]) -> list[str]:
    """The words of a text, as it prints them, that no passage holds in any form.

    >>> missing("Forty people fled the harbor", ["Some people left the harbors"])
    ['Forty', 'fled']
    """
    held = frozenset[str]().union(*map(marks, passages))
    asked = marks(text) - held
    found = [text[start:end] for word, start, end in fold_words(text) if {word, stem(word)} & asked]
    return list(dict.fromkeys(found))
