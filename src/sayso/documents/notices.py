"""What a site says to its reader within an article: a consent box, "read more: …", "sign up for
our newsletter".

    sentences ──two that speak of cookies and choices──▶ boilerplate
              ──one that opens as a link does──────────▶ boilerplate
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sayso.documents.layout import Page
from sayso.documents.openings import Mark
from sayso.documents.signs import Held, Sign
from sayso.lexicon import words
from sayso.patterns import pattern
from sayso.spans import Span

_SPAN = re.Match.span  # of a sentence found
_SENTENCE = pattern(r"""[^\s][^.!?\n]*(?:[.!?](?![\s”"'’)])[^.!?\n]*)*[.!?]?[”"'’)]*""")
# what stands before no sentence, perhaps with a blank
_WITHIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789,:;")
_BLANK = ord(" ")
_TO_READER = pattern(r"\b(?:you|your|please)\b")
_OURS = pattern(r"\b(?:we|our|us|this (?:site|website|page))\b")
_QUOTED = frozenset('“”"‘')
_SHORT = 90  # characters of a sentence that may stand between two that ask
_LEAST_ASKING = 2  # sentences in a row that ask for consent; one may be news of the matter
_MOST_ASKING = 0.5  # share of the sentences that ask from which a text is nothing else
_LOOKED_AT = 20_000  # characters of a text that are asked about
_LABEL = 20  # characters of a sentence up to which it is a button or a heading
_LONGEST_WIDGET = 250  # characters of such a line
_AROUND = 20  # marks and white space around a button
_MOST_OF_AN_ERROR = 120  # words of a page that says why it shows no article
_BEHIND_AN_ERROR = ("-", "–", "—", "|", "/", "•", "·", ".", "!", "…")
_MARKS = " .!?:;,“”\"'"


def notices(page: Page, held: Held) -> list[Mark]:
    """The stretches of a text that speak to the reader of the site; `held` are its signs."""
    if "consent" not in held and "widget" not in held:
        return []
    text = page.text
    if "odd" in held:
        lower = text.lower()
        if len(lower) != len(text):
            return []
        sentences = [*map(_SPAN, _SENTENCE.finditer(text))]
        asking = {n: asks for n, (a, b) in enumerate(sentences) if (asks := _asks(lower[a:b]))}
        return [*_consent(asking, text, sentences), *_widgets(text, sentences)]
    marks: list[Mark] = []
    if "consent" in held:
        sentences = [*map(_SPAN, _SENTENCE.finditer(text))]
        marks += _consent(_asking(page, held["consent"], sentences), text, sentences)
    if "widget" in held:
        marks += _widgets(text, _opened(page, held["widget"]))
    return marks


def asks_for_consent(text: str) -> bool:
    """True where most sentences speak of cookies, partners and choices, or of subscribing: no
    article, whatever stands around it.
    """
    lower = text[:_LOOKED_AT].lower()
    sentences = [m[0] for m in _SENTENCE.finditer(lower) if len(m[0]) > _LABEL]
    asking = sum(_asks(sentence) > 1 for sentence in sentences)
    return asking >= _LEAST_ASKING and asking > _MOST_ASKING * len(sentences)


def is_error_page(headlines: Iterable[str], text: str) -> bool:
    """True for a page of few words whose headline says that something went wrong, or asks whether a
    person reads it.

    >>> is_error_page(["Page not found"], "It moved."), is_error_page(["Oops"], "He " * 300)
    (True, False)
    """
    if len(text.split()) > _MOST_OF_AN_ERROR:
        return False
    openings = tuple(words("error_pages"))
    said = (headline.lower().replace("’", "'").lstrip(_MARKS + "#") for headline in headlines)
    return any(_opens(headline, openings) for headline in said)


def _opens(headline: str, openings: tuple[str, ...]) -> bool:
    """Whether it is one, the site's name or another sentence behind it; or goes on as it likes
    behind one with a star. "Access denied to harbour" is news.
    """
    for opening in openings:
        bare = opening.rstrip("*")
        if headline.startswith(bare):
            rest = headline.removeprefix(bare)
            if bare != opening or not rest or rest.lstrip()[:1] in _BEHIND_AN_ERROR:
                return True
    return False


def notice_signs() -> dict[Sign, frozenset[str]]:
    """What stands in every text that has such a stretch."""
    return {"consent": words("consent_signs"), "widget": words("widget_openings")}


def _opened(page: Page, offsets: list[int]) -> Iterator[tuple[int, int]]:
    """The sentences that begin at offsets of the text in UTF-8: of most, one look at what stands
    before tells that none does.
    """
    text = page.text
    before = b"\n\n" + page.utf8
    free = [
        at
        for at in sorted(set(offsets))
        if before[at + 1] not in _WITHIN and (before[at + 1] != _BLANK or before[at] not in _WITHIN)
    ]
    line, ends = -1, dict[int, int]()  # the line that was parted last, and where its sentences end
    for at in page.places_of(free):
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        stop = len(text) if stop < 0 else stop + 1  # its newline counts as what stands after it
        if start == at and (found := _SENTENCE.match(text, at, stop)):
            yield found.span()
            continue
        if line != start:
            line, ends = start, {m.start(): m.end() for m in _SENTENCE.finditer(text, start, stop)}
        if at in ends:
            yield at, ends[at]


def _asking(page: Page, offsets: list[int], sentences: list[Span]) -> dict[int, int]:
    """By its place, 2 for a sentence that holds a word of consent, 1 for a button."""
    text, longest = page.text, _longest_button()  # most sentences are longer and are not cut out
    short = [(n, a, b) for n, (a, b) in enumerate(sentences) if b - a <= longest]
    asking = {n: 1 for n, a, b in short if _button(text[a:b].lower())}
    starts = [start for start, _ in sentences]
    for at in page.places_of(sorted(offsets)):
        asking[bisect_right(starts, at) - 1] = 2
    return asking


def _bridged(asking: dict[int, int], text: str, sentences: list[Span]) -> dict[int, int]:
    """What a site says of itself to "you" counts as a button, and so does a short sentence, or one
    to "you", between two that ask.
    """
    filled = dict(asking)
    near = {m for n in asking for m in range(max(0, n - 2), n + 3)}
    for n in near.difference(asking):
        if n >= len(sentences):
            continue
        start, end = sentences[n]
        said = text[start:end]
        if not _QUOTED.isdisjoint(said):
            continue  # what somebody says to somebody
        said = said.lower()
        to_reader = _TO_READER.search(said) is not None
        between = asking.get(n - 1, 0) > 1 and asking.get(n + 1, 0) > 1
        ours = to_reader and _OURS.search(said) is not None
        short = between and "\n" not in text[sentences[n - 1][1] : sentences[n + 1][0]]
        short = short and end - start <= _SHORT
        if ours or (between and to_reader) or short:
            filled[n] = 1
    return filled


def _consent(asking: dict[int, int], text: str, sentences: list[Span]) -> Iterator[Mark]:
    """Runs of sentences that ask for consent, with the buttons beside them, and one between two
    that speaks to the reader.
    """
    filled = _bridged(asking, text, sentences)
    weight, first, last = 0, 0, -2  # of the run so far
    for n in (*sorted(filled), len(sentences) + 1):
        if n > last + 1:
            if weight > 2 * _LEAST_ASKING - 1:
                yield "boilerplate", sentences[first][0], sentences[last][1]
            weight, first = 0, n
        weight, last = weight + filled.get(n, 0), n


def _asks(sentence: str) -> int:
    """2 for a sentence with words of consent, 1 for a button, 0 for any other."""
    if any(sign in sentence for sign in words("consent_signs")):
        return 2
    return _button(sentence)


def _button(sentence: str) -> int:
    return int(sentence.strip(_MARKS) in words("consent_buttons"))


def _widgets(text: str, sentences: Iterable[Span]) -> Iterator[Mark]:
    openings = _openings()
    for start, end in sentences:
        if end - start <= _LONGEST_WIDGET and text[start:end].lower().startswith(openings):
            yield "boilerplate", start, end


@lru_cache(maxsize=1)
def _longest_button() -> int:
    """Characters of the longest button with the marks around it."""
    return max(map(len, words("consent_buttons"))) + _AROUND


@lru_cache(maxsize=1)
def _openings() -> tuple[str, ...]:
    return tuple(words("widget_openings"))
