"""Passages of one document, ready to be asked which of them lie inside a stretch, or touch it.

A long text has thousands of names and of clauses; holding each against each takes minutes, looking
them up does not.

    passages ──sorted by start──▶ Places ──bisect──▶ their indexes
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sayso.model import Passage


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

        >>> Places.of([Passage("a", 4, 6), Passage("a", 0, 2), Passage("a", 5, 9)]).inside(Passage("a", 0, 6))
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
