"""What a document is about, from its surface alone: words, names, numbers, day. Nothing has been read yet.

Found: content words cut to their stems; names, which are words that this text and news at large write with a capital
(in text without capitals, news at large decides); numbers. Refused: passages that are not the article's prose, and
function words.

    Document ──prose──▶ tokens ──count──▶ words ─┬─▶ StorySketch
                                    capitals ──▶ names
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sayso.lexicon import frequency, words
from sayso.model import Document
from sayso.text import fold

OPENING = 60  # tokens of the opening, about two paragraphs: where news says what happened
_KEPT = 250  # words of one sketch; keeps a million sketches in memory, and a book from outweighing an article
_CASED = 0.01  # share of capitalised tokens below which a text has lost its case
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])|[^\W_]+")
_KEPT_PARTS = frozenset({"caption"})  # prose about the story; every other part is about the page
_MOST_CHARACTERS = 200_000  # of one text; what stands beyond adds nothing to what it is about
_MOST_COUNTED = 255


@dataclass(frozen=True, slots=True)
class StorySketch:
    """What `group` needs of a document. `counts[i]` says how often `words[i]` was met, the opening counted twice.

    words   stems and numbers, sorted; the most frequent where there are very many
    names   places in `words` that hold names or numbers; `shown` has the printed form of each
    length  distinct words, kept or not
    """

    doc_id: str
    digest: str
    day: date | None
    words: tuple[str, ...]
    counts: bytes
    names: tuple[int, ...]
    shown: tuple[str, ...]
    length: int


def sketch(doc: Document, *, lead_weight: int = 2) -> StorySketch:
    """The surface features of a document.

    >>> told = sketch(Document("a", "Rangers closed the gates of Lake Orva. Fires near Lake Orva burned 1,200 acres."))
    >>> [told.words[i] for i in told.names]
    ['1200', 'lake', 'orva']
    """
    tokens = _TOKEN.findall(_prose(doc))
    folded = [_folded(token) for token in tokens]
    counts = Counter(folded)
    opening = Counter(folded[:OPENING]) if len(folded) > OPENING else Counter[str]()
    capitals, shown = _capitals(tokens, folded)
    cased = sum(capitals.values()) > _CASED * len(tokens)
    stems: dict[str, int] = {}
    names: dict[str, str] = {}
    for word, count in counts.items():
        key = stem(word)
        if not key:
            continue
        stems[key] = stems.get(key, 0) + count + (lead_weight - 1) * opening[word]
        if word[0].isdigit() or _is_name(word, capitals[word] / count if cased else None, count):
            names[key] = shown.get(word) or word
    kept = sorted(sorted(stems, key=lambda key: (-stems[key], key))[:_KEPT])
    places = tuple(i for i, key in enumerate(kept) if key in names)
    return StorySketch(
        doc_id=doc.id,
        digest=doc.digest,
        day=doc.published,
        words=tuple(kept),
        counts=bytes(min(stems[key], _MOST_COUNTED) for key in kept),
        names=places,
        shown=tuple(names[kept[i]] for i in places),
        length=len(stems),
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


def _capitals(tokens: Iterable[str], folded: Iterable[str]) -> tuple[Counter[str], dict[str, str]]:
    """How often each folded word begins with a capital, and the first form that does."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for token, word in zip(tokens, folded, strict=True):
        if token[0].isupper():
            counts[word] += 1
            shown.setdefault(word, token)
    return counts, shown


def _is_name(word: str, capitalised: float | None, count: int) -> bool:
    """True for a word written as a name: here (`capitalised`, a share) and in news at large, which knows verbs that
    begin sentences. In a text without capitals (None) news at large decides alone."""
    share = frequency.capital_share(word)
    if capitalised is None:
        return share >= 0.6 if share is not None else len(word) > 2 and not frequency.document_frequency(word)
    if capitalised < 0.6:
        return False
    return share is None or share >= 0.25 or (count > 1 and share >= 0.1)


@lru_cache(maxsize=1 << 17)
def _folded(token: str) -> str:
    return token.lower() if token.isascii() and token.isalpha() else fold(token).text()


# ---- stems -----------------------------------------------------------------

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The word without its ending, so that "acquires" and "acquired" meet; empty for a function word.

    >>> stem("acquires"), stem("acquired"), stem("the")
    ('acquir', 'acquir', '')
    """
    if len(word) < 2 or word in words("stopwords"):
        return ""
    if len(word) <= 4 or word[-1].isdigit():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss"):
            return _trimmed(word[: -len(ending)] + instead, doubled=ending in ("ing", "ed"))
    return word.rstrip("e")


def _trimmed(base: str, *, doubled: bool) -> str:
    if doubled and len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base.rstrip("e") or base
