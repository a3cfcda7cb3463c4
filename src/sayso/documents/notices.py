"""What a site says to its reader within an article: a consent box, "read more: …", "sign up for
our newsletter".

    sentences ──two that speak of cookies and choices──▶ boilerplate
              ──one that opens as a link does──────────▶ boilerplate
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from sayso.documents.layout import Page
from sayso.documents.openings import Mark
from sayso.documents.signs import Held, Sign
from sayso.lexicon import words
from sayso.patterns import pattern

_SENTENCE = pattern(r"""[^\s][^.!?\n]*(?:[.!?](?![\s”"'’)])[^.!?\n]*)*[.!?]?[”"'’)]*""")
_WITHIN = pattern(rb"[A-Za-z0-9,:;] ?\Z")  # what stands before no sentence
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
_MARKS = " .!?:;,“”\"'"


def notices(page: Page, held: Held) -> list[Mark]:
    """The stretches of a text that speak to the reader of the site; `held` are its signs."""
    if "consent" not in held and "widget" not in held:
        return []
    text = page.text
    if "consent" not in held and "odd" not in held:
        return list(_widgets(text, _opened(page, held["widget"])))
    lower = text.lower()
    if len(lower) != len(text):
        return []
    sentences = [(m.start(), m.end()) for m in _SENTENCE.finditer(text)]
    if "odd" in held:
        asking = [_asks(lower[a:b]) for a, b in sentences]
    else:
        starts = [start for start, _ in sentences]
        signs = {bisect_right(starts, page.place_of(at)) - 1 for at in held["consent"]}
        longest = _longest_button()  # most sentences are longer, and need not be cut out
        asking = [
            2 if n in signs else int(b - a <= longest and _button(lower[a:b]))
            for n, (a, b) in enumerate(sentences)
        ]
    return [*_consent(_bridged(asking, lower, sentences), sentences), *_widgets(lower, sentences)]


def asks_for_consent(text: str) -> bool:
    """True where most sentences speak of cookies, partners and choices, or of subscribing: no
    article, whatever stands around it.
    """
    lower = text[:_LOOKED_AT].lower()
    sentences = [m[0] for m in _SENTENCE.finditer(lower) if len(m[0]) > _LABEL]
    asking = sum(_asks(sentence) > 1 for sentence in sentences)
    return asking >= _LEAST_ASKING and asking > _MOST_ASKING * len(sentences)


def notice_signs() -> dict[Sign, frozenset[str]]:
    """What stands in every text that has such a stretch."""
    return {"consent": words("consent_signs"), "widget": words("widget_openings")}


def _opened(page: Page, offsets: list[int]) -> Iterator[tuple[int, int]]:
    """The sentences that begin at offsets of the text in UTF-8: of most, one look at what stands
    before tells that none does.
    """
    text = page.text
    within = partial(_WITHIN.search, page.utf8)
    free = [at for at in sorted(set(offsets)) if not within(max(0, at - 2), at)]
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


def _bridged(asking: list[int], text: str, sentences: list[tuple[int, int]]) -> list[int]:
    """What a site says of itself to "you" counts as a button, and so does a short sentence, or one
    to "you", between two that ask.
    """
    filled = list(asking)
    near = {m for n, asks in enumerate(asking) if asks for m in range(max(0, n - 2), n + 3)}
    for n in sorted(m for m in near if m < len(asking) and not asking[m]):
        start, end = sentences[n]
        if not _QUOTED.isdisjoint(text[start:end]):
            continue  # what somebody says to somebody
        to_reader = _TO_READER.search(text, start, end) is not None
        between = 0 < n < len(asking) - 1 and asking[n - 1] > 1 and asking[n + 1] > 1
        ours = to_reader and _OURS.search(text, start, end) is not None
        short = between and "\n" not in text[sentences[n - 1][1] : sentences[n + 1][0]]
        short = short and end - start <= _SHORT
        filled[n] = int(ours or (between and to_reader) or short)
    return filled


def _consent(asking: list[int], sentences: list[tuple[int, int]]) -> Iterator[Mark]:
    """Runs of sentences that ask for consent, with the buttons beside them, and one between two
    that speaks to the reader.
    """
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
    return _button(sentence)


def _button(sentence: str) -> int:
    return int(sentence.strip(_MARKS) in words("consent_buttons"))


def _widgets(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Mark]:
    for start, end in sentences:
        if end - start > _LONGEST_WIDGET or text[start : start + 2].lower() not in _firsts():
            continue
        if text[start:end].lower().startswith(_openings()):
            yield "boilerplate", start, end


@lru_cache(maxsize=1)
def _longest_button() -> int:
    """Characters of the longest button with the marks around it."""
    return max(map(len, words("consent_buttons"))) + _AROUND


@lru_cache(maxsize=1)
def _openings() -> tuple[str, ...]:
    return tuple(words("widget_openings"))


@lru_cache(maxsize=1)
def _firsts() -> frozenset[str]:
    return frozenset(opening[:2] for opening in _openings())
