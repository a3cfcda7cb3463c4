"""From the offsets of one text to those of a copy: where the same words stand there, if they do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.alignment import Alignment
from sayso.model import Document, Passage
from sayso.text import letters

# share of a sentence's folded characters that a copy without case or marks must hold
_KEPT_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Bridge:
    """From the source's offsets to the target's."""

    source: Document
    target: Document
    alignment: Alignment
    within: tuple[Passage, ...]

    def to(self, at: Passage, *, exact: bool = True) -> Passage | None:
        """The same words in the target, with the marks around them; None where they are not there.

        `exact` asks for every letter, else eight tenths of them and every digit.
        """
        span = self._whole(at) or self._most(at, exact)
        if span is None:
            return None
        found = Passage(self.target.id, *self._with_marks(at, span))
        return found if any(found.overlaps(place) for place in self.within) else None

    def _most(self, at: Passage, exact: bool) -> tuple[int, int] | None:
        """Where the alignment lays the passage, if enough of its letters stand there."""
        span = self.alignment.project(at.start, at.end)
        if span is None:
            return None
        here, there = (
            letters(at.cut(self.source.text)),
            letters(self.target.text[span[0] : span[1]]),
        )
        if here != there and (
            exact or _digits(here) != _digits(there) or len(there) < _KEPT_SHARE * len(here)
        ):
            return None
        return span

    def _whole(self, at: Passage) -> tuple[int, int] | None:
        """Every letter of the passage in one run, around the block that holds most of it.

        Where sentences were moved, a block may end a few letters inside its neighbour ("[...] died.
        The leak" after "[...] said. The leak": the d goes with the leak), so what counts is the run
        of letters, not the block's ends.
        """
        a, b = self.alignment.a, self.alignment.b
        first, stop = a.range_of(at.start, at.end)
        held, shift = max(
            ((min(i + n, stop) - max(i, first), j - i) for i, j, n in self._blocks(first, stop)),
            default=(0, 0),
        )
        low, high = first + shift, stop + shift
        if (
            2 * held <= stop - first
            or low < 0
            or high > len(b)
            or (a.codes[first:stop] != b.codes[low:high]).any()
        ):
            return None
        span = b.span(low, high)
        text = self.target.text
        inside = held < stop - first and (
            text[span[0] - 1 : span[0]].isalnum() or text[span[1] : span[1] + 1].isalnum()
        )
        return None if inside else span

    def _blocks(self, first: int, stop: int) -> Iterable[tuple[int, int, int]]:
        """The blocks that overlap folded characters `first` to `stop` of the source."""
        blocks = self.alignment.blocks
        low = max(0, bisect_right(blocks, first, key=lambda block: block[0]) - 1)
        high = bisect_left(blocks, stop, key=lambda block: block[0])
        return (block for block in blocks[low:high] if block[0] + block[2] > first)

    def _with_marks(self, at: Passage, span: tuple[int, int]) -> tuple[int, int]:
        """Take in the marks that stand at the passage's ends in the source, where the target has
        them too.
        """
        words, text = at.cut(self.source.text), self.target.text
        lead = next((i for i, c in enumerate(words) if c.isalnum()), 0)
        tail = next((i for i, c in enumerate(reversed(words)) if c.isalnum()), 0)
        start, end = span
        while lead and start > 0 and _is_mark(text[start - 1]):
            start, lead = start - 1, lead - 1
        while tail and end < len(text) and _is_mark(text[end]):
            end, tail = end + 1, tail - 1
        return start, end


def _digits(folded: str) -> str:
    return "".join(c for c in folded if c.isdigit())


def _is_mark(char: str) -> bool:
    return not char.isalnum() and not char.isspace()
