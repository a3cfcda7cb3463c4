"""Stretches of a text laid against each other: which share a character, which lie inside which.

A long text has thousands of names and of clauses; holding each against each takes minutes, looking
them up in what is sorted does not.

    spans, passages ──sorted by start──▶ bisect ──▶ those that touch, hold or lie inside another
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sayso.model import Passage

Span = tuple[int, int]  # from the first offset up to but not including the second


def overlap(one: Span, other: Span) -> bool:
    """True when both share a character.

    >>> overlap((0, 4), (3, 9)), overlap((0, 4), (4, 9))
    (True, False)
    """
    return one[0] < other[1] and other[0] < one[1]


def shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many characters of the one's spans stand in the other's; the spans of each are apart.

    >>> shared([(0, 4), (6, 9)], [(3, 8)])
    3
    """
    found = 0
    for s, e in one:
        for t, f in other:
            if s < f and t < e:
                found += (e if e < f else f) - (s if s > t else t)
    return found


def touching(spans: Sequence[Span], at: Span) -> Sequence[Span]:
    """Of spans that are sorted and apart from each other, those that share a character with `at`.

    >>> touching([(0, 4), (6, 9), (9, 12)], (3, 7))
    [(0, 4), (6, 9)]
    """
    low = bisect_right(spans, at[0], key=lambda span: span[1])
    return spans[low : bisect_left(spans, at[1], lo=low, key=lambda span: span[0])]


def sentence_of(sentences: Sequence[Passage], at: Passage) -> Passage | None:
    """Of the sentences of a document, in order and apart from each other, the one in which `at`
    begins; None between two.

    >>> said = [Passage("a", 0, 9), Passage("a", 10, 20)]
    >>> sentence_of(said, Passage("a", 12, 25)), sentence_of(said, Passage("a", 9, 12))
    (Passage(doc_id='a', start=10, end=20), None)
    """
    nth = bisect_right(sentences, at.start, key=lambda sentence: sentence.start) - 1
    return sentences[nth] if nth >= 0 and at.start < sentences[nth].end else None


@dataclass(frozen=True, slots=True)
class Places:
    """Passages by start: `order` holds their indexes as they were given, `reach` the furthest end
    so far.
    """

    at: tuple[Passage, ...]
    order: tuple[int, ...]
    starts: tuple[int, ...]
    reach: tuple[int, ...]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Places:
        """The passages, in any order, of one document."""
        order = tuple(sorted(range(len(passages)), key=lambda n: passages[n]))
        starts = tuple(passages[n].start for n in order)
        return cls(
            tuple(passages), order, starts, tuple(accumulate((passages[n].end for n in order), max))
        )

    def inside(self, at: Passage) -> tuple[int, ...]:
        """Indexes of the passages that `at` covers, in the order in which they were given.

        >>> held = Places.of([Passage("a", 4, 6), Passage("a", 0, 2), Passage("a", 5, 9)])
        >>> held.inside(Passage("a", 0, 6))
        (0, 1)
        """
        low, high = bisect_left(self.starts, at.start), bisect_right(self.starts, at.end)
        return tuple(sorted(n for n in self.order[low:high] if at.covers(self.at[n])))

    def touching(self, at: Passage) -> Iterator[int]:
        """Indexes of the passages that share a character with `at`, the last of the text first.

        >>> list(Places.of([Passage("a", 4, 6), Passage("a", 0, 2)]).touching(Passage("a", 1, 5)))
        [0, 1]
        """
        place = bisect_left(self.starts, at.end) - 1
        while place >= 0 and self.reach[place] > at.start:
            if at.overlaps(self.at[self.order[place]]):
                yield self.order[place]
            place -= 1
