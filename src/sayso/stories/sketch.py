"""What a document is about, from its surface alone: words, names, numbers, day. Nothing has been
read yet.

Found: content words cut to their stems; names, which are words that this text and news at large
write with a capital (in text without capitals, news at large decides); numbers. Refused: passages
that are not the article's prose, and function words.

    Document ──prose──▶ tokens ──count──▶ words ─┬─▶ StorySketch
                                    capitals ──▶ names
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from sayso.lexicon import frequency
from sayso.model import Document
from sayso.stories.stems import UNSEEN, background, key_of
from sayso.text import lost_case

OPENING = 60  # tokens of the opening, about two paragraphs: where news says what happened
# words of one sketch; keeps a million sketches in memory, and a book from outweighing an article
_KEPT = 250
_MOST_CAPITALS = 0.7  # share of content words; above it a text is a headline
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])|[^\W_]{1,40}")
_KEPT_PARTS = frozenset({"caption"})  # prose about the story; every other part is about the page
_MOST_CHARACTERS = 200_000  # of one text; what stands beyond adds nothing to what it is about
_MOST_COUNTED = 255


@dataclass(frozen=True, slots=True)
class StorySketch:
    """What `group` needs of a document. `counts[i]` says how often `words[i]` was met, the opening
    counted twice.

    words   stems and numbers, sorted; the most frequent where there are very many
    names   places in `words` that hold names or numbers; `shown` has the printed form of each
    length  distinct words, kept or not
    cased   whether capitals tell names from other words here
    """

    doc_id: str
    digest: str
    day: date | None
    words: tuple[str, ...]
    counts: bytes
    names: tuple[int, ...]
    shown: tuple[str, ...]
    length: int
    cased: bool = True


def sketch(doc: Document) -> StorySketch:
    """The surface features of a document.

    >>> said = "Crews closed the gates of Lake Orva. Fires near Lake Orva burned 1,200 acres."
    >>> told = sketch(Document("a", said))
    >>> [told.words[i] for i in told.names]
    ['1200', 'lake', 'orva']
    """
    prose = _prose(doc)
    tokens = _TOKEN.findall(prose)
    opening = tokens[:OPENING] if len(tokens) > OPENING else []
    told = _counted(Counter(tokens))
    weights = dict(told.counts)
    for key in filter(None, map(key_of, opening)):
        weights[key] += 1
    kept = sorted(sorted(weights, key=lambda key: (-weights[key], key))[:_KEPT])
    cased = _cased(told, prose)
    names = _names(told, cased)
    places = tuple(i for i, key in enumerate(kept) if key in names)
    return StorySketch(
        doc_id=doc.id,
        digest=doc.digest,
        day=doc.published,
        words=tuple(kept),
        counts=bytes(min(weights[key], _MOST_COUNTED) for key in kept),
        names=places,
        shown=tuple(_as_printed(told.shown[kept[i]]) for i in places),
        length=len(weights),
        cased=cased,
    )


def _prose(doc: Document) -> str:
    """The title and the text without the parts that are about the page."""
    cuts = sorted((p.at.start, p.at.end) for p in doc.parts if p.kind not in _KEPT_PARTS)
    pieces = [doc.title] if doc.title else []
    start = 0
    for begin, end in cuts:
        pieces.append(doc.text[start : max(start, begin)])
        start = max(start, end)
    pieces.append(doc.text[start : start + _MOST_CHARACTERS])
    return "\n".join(pieces)


@dataclass(frozen=True, slots=True)
class _Counted:
    """Of every stem how often it stands in the text, how often with a capital, and its first form,
    capitals first.
    """

    counts: dict[str, int]
    capitals: dict[str, int]
    shown: dict[str, str]


def _counted(forms: Counter[str]) -> _Counted:
    told = _Counted({}, {}, {})
    for form, count in forms.items():
        key = key_of(form)
        if key:
            told.counts[key] = told.counts.get(key, 0) + count
            if form[0].isupper():
                if key not in told.capitals:
                    told.shown[key] = form
                told.capitals[key] = told.capitals.get(key, 0) + count
            elif key not in told.shown:
                told.shown[key] = form
    return told


def _cased(told: _Counted, text: str) -> bool:
    """True where capitals tell names: not in a headline, and not in a text that lost its case."""
    capitals = sum(told.capitals.values())
    return capitals < _MOST_CAPITALS * sum(told.counts.values()) and not lost_case(text)


def _names(told: _Counted, cased: bool) -> frozenset[str]:
    """Stems of names, and numbers."""
    asked = told.capitals if cased else told.counts
    numbers = {key for key in told.counts if key[0].isdigit()}
    return frozenset(numbers.union(key for key in asked if _is_name(key, told, cased)))


def _is_name(key: str, told: _Counted, cased: bool) -> bool:
    """True for a word written as a name: here, and in news at large, which knows the verbs that
    begin sentences.

    Where the text's own capitals tell nothing, news at large decides alone; words it never saw are
    mostly names.
    """
    share = background().get(key, UNSEEN).capitals
    if not cased:
        return share >= 0.6 if share is not None else len(key) > 2 and key not in background()
    count = told.counts[key]
    if told.capitals[key] < 0.6 * count:
        return False
    return share is None or share >= 0.25 or (count > 1 and share >= 0.15)


def _as_printed(form: str) -> str:
    """The form itself; one that lost its capital gets it back."""
    if not form[0].islower():
        return form
    return form.upper() if (frequency.allcaps_share(form) or 0) > 0.5 else form.capitalize()
