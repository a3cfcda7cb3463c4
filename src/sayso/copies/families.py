"""Families: documents that are one text in the end, joined by pairs that do not count as two
origins.

A text that holds two others which have nothing to do with each other (a digest, two articles in
one) does not make them one: it stays with the one that fills more of it.

  pairs (independent is False) ─without bridges─▶ components ─cleanest, fullest, nearest─▶ Family
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapify, heappop, heappush
from typing import Literal

from sayso.copies.sketch import Sketch
from sayso.groups import linked, roots
from sayso.lexicon.frequency import idf
from sayso.model import Copy, Descent, Direction, Document, Family
from sayso.spans import Span, shared
from sayso.text import fold_word

_APART = 0.1  # share of the smaller of two regions of a text under which they are two regions
# idf from which a word tells what a text is about: it stands in less than a fifth of all articles
_TELLING = 1.5
# Share of such words (by squared idf) of the poorer text from which two texts can be parts of one.
# Of 700 articles of data/bulk 90% of the two halves of one share more, 10% of two articles drawn at
# random.
_RELATED = 0.06

Texts = Callable[[str], Document]
# of each document, its telling words with their weights, and what these come to
Words = dict[str, tuple[dict[str, float], float]]
_WORD = re.compile(r"[^\W_]{3,}")


def cleanest(sketch: Sketch) -> tuple[int, int, str]:
    """Sort key: the text to read first. No defects before some, then the longer, then the id.

    >>> import numpy as np
    >>> none = np.empty(0, np.uint64)
    >>> clean, poor = Sketch("b", none, 900, 1), Sketch("a", none, 2000, 2, ("case-lost",))
    >>> min([poor, clean], key=cleanest).doc_id
    'b'
    """
    return len(sketch.defects), -sketch.size, sketch.doc_id


def families(
    sketches: Sequence[Sketch], copies: Iterable[Copy], texts: Texts
) -> tuple[Family, ...]:
    """Every document in exactly one family, sorted by the id of the original."""
    pairs = [copy for copy in copies if not copy.independent]
    bridges = _bridges(pairs, texts)
    pairs = [copy for copy in pairs if (copy.a, copy.b) not in bridges]
    root = roots(map(copy_key, pairs))
    members: defaultdict[str, list[Sketch]] = defaultdict(list)
    inside: defaultdict[str, list[Copy]] = defaultdict(list)
    for s in sketches:
        members[root.get(s.doc_id, s.doc_id)].append(s)
    for copy in pairs:
        inside[root[copy.a]].append(copy)
    made = (_family(held, inside[name]) for name, held in members.items())
    return tuple(sorted(made, key=lambda family: family.original))


# ---- bridges ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Region:
    """What one text holds of another: where, how many characters, through which pair."""

    other: str
    spans: tuple[Span, ...]
    size: int
    pair: tuple[str, str]


def _bridges(pairs: Sequence[Copy], texts: Texts) -> set[tuple[str, str]]:
    """Pairs that would join texts which have nothing in common but that a third holds both."""
    regions: defaultdict[str, list[_Region]] = defaultdict(list)
    for copy in pairs:
        for at, (here, there) in enumerate(((copy.a, copy.b), (copy.b, copy.a))):
            spans = tuple((p[at].start, p[at].end) for p in copy.passages)
            regions[here].append(
                _Region(there, spans, sum(e - s for s, e in spans), (copy.a, copy.b))
            )
    joined = {copy_key(copy) for copy in pairs}
    words: Words = {}
    found: set[tuple[str, str]] = set()
    for held in regions.values():
        if len(held) > 1:
            found |= _minor(_parted(held, joined, words, texts))
    return found


def copy_key(copy: Copy) -> tuple[str, str]:
    """The two ids of a pair, in order."""
    return copy.a, copy.b


def _parted(
    held: Sequence[_Region], joined: set[tuple[str, str]], words: Words, texts: Texts
) -> list[list[_Region]]:
    """One text's regions, grouped by texts that have to do with each other, the heaviest first."""
    groups = linked(
        sorted(held, key=lambda r: (-r.size, r.other)),
        lambda one, other: _together(one, other, joined, words, texts),
    )
    return sorted(groups, key=lambda g: (-max(r.size for r in g), min(r.other for r in g)))


def _together(
    one: _Region, other: _Region, joined: set[tuple[str, str]], words: Words, texts: Texts
) -> bool:
    """Two texts share words, fill one region of the third, or are about one thing."""
    if (min(one.other, other.other), max(one.other, other.other)) in joined:
        return True
    if shared(one.spans, other.spans) >= _APART * min(one.size, other.size):
        return True
    (a, of_a), (b, of_b) = (_telling_words(i, words, texts) for i in (one.other, other.other))
    return sum(a[word] for word in a.keys() & b.keys()) >= _RELATED * min(of_a, of_b)


def _telling_words(doc_id: str, words: Words, texts: Texts) -> tuple[dict[str, float], float]:
    """The words that tell what a text is about, with their weights."""
    if doc_id not in words:
        every = dict.fromkeys(_WORD.findall(texts(doc_id).text.lower()))
        telling = {word: weight for word in every if (weight := _weight(word))}
        words[doc_id] = telling, sum(telling.values())
    return words[doc_id]


@lru_cache(maxsize=1 << 16)  # the texts of a pile have most words in common
def _weight(word: str) -> float:
    """How much a word tells of what a text is about; 0 of a common one."""
    value = idf(fold_word(word))
    return value**2 if value > _TELLING else 0.0


def _minor(groups: list[list[_Region]]) -> set[tuple[str, str]]:
    """The pairs of all groups but the heaviest."""
    return {region.pair for group in groups[1:] for region in group}


# ---- trees -----------------------------------------------------------------


def _family(members: Sequence[Sketch], copies: Sequence[Copy]) -> Family:
    original = min(members, key=cleanest).doc_id
    ids = tuple(sorted(s.doc_id for s in members))
    if len(members) == 1:
        return Family(original, ids, original)
    fullest = min(members, key=lambda s: (-s.size, len(s.defects), s.doc_id)).doc_id
    return Family(
        original, ids, fullest, tuple(sorted(_descents(fullest, copies), key=lambda d: d.doc_id))
    )


def _descents(root: str, copies: Sequence[Copy]) -> Iterator[Descent]:
    """The family's tree: the copy joins next that has most of its words in a text already there."""
    ways: defaultdict[str, list[Descent]] = defaultdict(list)
    for copy in copies:
        ways[copy.a].append(
            Descent(copy.b, copy.a, copy.containment_b, _onward(copy.direction, "a->b"))
        )
        ways[copy.b].append(
            Descent(copy.a, copy.b, copy.containment_a, _onward(copy.direction, "b->a"))
        )
    there = {root}
    open_ways = [(_closeness(way), way) for way in ways[root]]
    heapify(open_ways)
    while open_ways:
        _, way = heappop(open_ways)
        if way.doc_id in there:
            continue
        there.add(way.doc_id)
        yield way
        for after in ways[way.doc_id]:
            if after.doc_id not in there:
                heappush(open_ways, (_closeness(after), after))


def _onward(
    known: Direction, wanted: Direction
) -> Literal["from-parent", "common-source", "unknown"]:
    """A pair's direction as seen by the tree, which runs from the fuller text to the other."""
    return (
        "from-parent"
        if known == wanted
        else "common-source"
        if known == "common-source"
        else "unknown"
    )


def _closeness(way: Descent) -> tuple[float, bool, str, str]:
    return -way.share, way.direction != "from-parent", way.doc_id, way.parent
