"""Read PolNeAR into windows of word pieces with attributions over them, for training and for
choosing thresholds.

text + .ann ──windows──▶ Article(segments, attributions over pieces) ──augmented, packed──▶ Example
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tokenizers import Tokenizer

from sayso.readings.attribution.windows import LONGEST, PieceRun, pack, segments
from sayso.text import Span, view

sys.path.insert(0, str(Path(__file__).parents[2] / "bench" / "quotes"))

from polnear import Reference, read_folder

CURLY = {
    1523: 1000,
    1524: 1000,
    1520: 1005,
    1521: 1005,
}  # curly marks of the vocabulary to straight ones


@dataclass(frozen=True, slots=True)
class Attribution:
    """Piece numbers of an article (counted over all its segments): of the cue, the source and the
    content.
    """

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated text: its segments, and its attributions over their pieces."""

    reference: Reference
    segments: tuple[PieceRun, ...]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One window: piece ids, first and last place of each segment, attributions over places in the
    window.
    """

    ids: tuple[int, ...]
    segments: tuple[Span, ...]
    attributions: tuple[Attribution, ...]


def read_articles(folder: Path, tokenizer: Tokenizer) -> list[Article]:
    """Every text of a part of PolNeAR; of several annotators the first by name."""
    return [_article(ref, tokenizer) for ref in read_folder(folder)]


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of all annotation and text files of a part, in order of
    their names.
    """
    total = hashlib.sha256()
    for file in sorted([*folder.glob("attributions/*.ann"), *folder.glob("text/*.txt")]):
        total.update(file.name.encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def _article(ref: Reference, tokenizer: Tokenizer) -> Article:
    parts = segments(ref.text, view(ref.text).paragraphs, tokenizer)
    places = [place for part in parts for place in part.places]
    found = []
    for content, source, cue in ref.rows:
        c, s, q = (_pieces(places, spans) for spans in (content, source, cue))
        found.append(Attribution(q, s, c))
    return Article(ref, tuple(parts), tuple(found))


def _pieces(places: Sequence[Span], spans: Iterable[Span]) -> tuple[int, ...]:
    """Numbers of the pieces that share characters with the spans (both sorted by place)."""
    return tuple(
        sorted({i for s, e in spans for i, (a, b) in enumerate(places) if a < e and s < b})
    )


# ---- windows -------------------------------------------------------------------


def examples(article: Article, dice: random.Random | None = None) -> list[Example]:
    """The article's windows. With `dice` they begin at another paragraph each time, and marks are
    changed in some.
    """
    limit = LONGEST if dice is None else dice.choice((96, 160, LONGEST, LONGEST))
    parts, found = article.segments, article.attributions
    if dice is not None:
        roll = dice.random()
        if roll < 0.12:
            parts, found = _without_marks(parts, found)
        elif roll < 0.3:
            parts = tuple(replace(p, ids=tuple(CURLY.get(i, i) for i in p.ids)) for p in parts)
    out, first = [], 0
    for window in pack(parts, limit):
        places: dict[int, int] = {}
        for part, start in zip(window.segments, window.starts, strict=True):
            places.update((first + n, start + n) for n in range(len(part.ids)))
            first += len(part.ids)
        bounds = tuple(
            (s, s + len(p.ids)) for p, s in zip(window.segments, window.starts, strict=True)
        )
        out.append(Example(window.ids, bounds, tuple(_moved(found, places))))
    return out


def _moved(found: Sequence[Attribution], places: dict[int, int]) -> Iterator[Attribution]:
    for a in found:
        cue, source, content = (
            tuple(places[i] for i in role if i in places) for role in (a.cue, a.source, a.content)
        )
        if cue or content:
            yield Attribution(cue, source, content)


def _without_marks(
    parts: Sequence[PieceRun], found: Sequence[Attribution]
) -> tuple[tuple[PieceRun, ...], tuple[Attribution, ...]]:
    """The article as a scraper leaves it that drops every punctuation mark."""
    kept: dict[int, int] = {}
    out, n = [], 0
    for part in parts:
        bare = []
        for piece in zip(part.ids, part.places, part.inner, strict=True):
            if not _is_mark(piece[0]):
                kept[n] = len(kept)
                bare.append(piece)
            n += 1
        if bare:
            ids, places, inner = zip(*bare, strict=True)
            out.append(PieceRun(ids, places, inner))
    moved = [
        Attribution(
            *(tuple(kept[i] for i in role if i in kept) for role in (a.cue, a.source, a.content))
        )
        for a in found
    ]
    return tuple(out), tuple(moved)


def _is_mark(piece: int) -> bool:
    """Punctuation of the BERT vocabulary, ASCII and typographic; letters, digits and signs of money
    are none.
    """
    return (
        999 <= piece <= 1013
        or 1024 <= piece <= 1036
        or 1063 <= piece <= 1066
        or 1513 <= piece <= 1533
    )
