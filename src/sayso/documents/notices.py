"""What a site says to its reader within an article: a consent box, "read more: …", "sign up for
our newsletter".

    sentences ──two that speak of cookies and choices──▶ boilerplate
              ──one that opens as a link does──────────▶ boilerplate
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.documents.layout import Page
from sayso.documents.openings import Mark
from sayso.lexicon import words

_SENTENCE = re.compile(r"[^\s](?:[^.!?\n]|[.!?](?![\s”\"'’)]))*[.!?]?[”\"'’)]*")
_LEAST_ASKING = 2  # sentences in a row that ask for consent; one may be news of the matter
_MOST_ASKING = 0.5  # share of the sentences that ask from which a text is nothing else
_LOOKED_AT = 20_000  # characters of a text that are asked about
_LABEL = 20  # characters of a sentence up to which it is a button or a heading
_LONGEST_WIDGET = 250  # characters of such a line
_MARKS = " .!?:;,“”\"'"


def notices(page: Page) -> list[Mark]:
    """The stretches of a text that speak to the reader of the site."""
    lower = page.text.lower()
    if len(lower) != len(page.text) or not any(sign in lower for sign in _signs()):
        return []
    sentences = [(m.start(), m.end()) for m in _SENTENCE.finditer(page.text)]
    return [*_consent(lower, sentences), *_widgets(lower, sentences)]


def asks_for_consent(text: str) -> bool:
    """True where most sentences speak of cookies, partners and choices, or of subscribing: no
    article, whatever stands around it.
    """
    lower = text[:_LOOKED_AT].lower()
    sentences = [m[0] for m in _SENTENCE.finditer(lower) if len(m[0]) > _LABEL]
    asking = sum(_asks(sentence) > 1 for sentence in sentences)
    return asking >= _LEAST_ASKING and asking > _MOST_ASKING * len(sentences)


@lru_cache(maxsize=1)
def _signs() -> tuple[str, ...]:
    return (*sorted(words("consent_signs")), *sorted(words("widget_openings")))


def _consent(lower: str, sentences: list[tuple[int, int]]) -> Iterator[Mark]:
    """Runs of sentences that ask for consent, with the buttons beside them."""
    asking = [_asks(lower[a:b]) for a, b in sentences]
    n = 0
    while n < len(sentences):
        if not asking[n]:
            n += 1
            continue
        first, last = n, n
        while last + 1 < len(sentences) and asking[last + 1]:
            last += 1
        if sum(asking[first : last + 1]) > 2 * _LEAST_ASKING - 1:
            yield "boilerplate", sentences[first][0], sentences[last][1]
        n = last + 1


def _asks(sentence: str) -> int:
    """2 for a sentence with words of consent, 1 for a button, 0 for any other."""
    if any(sign in sentence for sign in words("consent_signs")):
        return 2
    return int(sentence.strip(_MARKS) in words("consent_buttons"))


def _widgets(lower: str, sentences: list[tuple[int, int]]) -> Iterator[Mark]:
    openings = tuple(words("widget_openings"))
    for start, end in sentences:
        if lower.startswith(openings, start) and end - start <= _LONGEST_WIDGET:
            yield "boilerplate", start, end
