"""The lines of a text with their offsets, and how they are set apart: what the rules for parts look
at.

text ──▶ Page(what its lines say, where they start; each as a Line only where it is asked for)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress, count, pairwise
from operator import add
from typing import NamedTuple

from sayso.documents.utf8 import utf8_of
from sayso.patterns import pattern

CAPITALS = "A-ZÀ-ÖØ-ÞŁŠŽ"  # inside the brackets of a pattern
_LINE = pattern(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_BREAK = pattern(r"\r\n|[\r\n\u2028\u2029\x0b\x0c]")
# a line this long, or one that ends a sentence and goes on after another, is running text
_PROSE_CHARS = 160
_INNER_STOP = pattern(r"[.!?][\"”’')]*\s+[\"“‘'(]*[A-Z]")
_STOPS, _CLOSING = (".", "!", "?", "…"), "\"”’')]"


class Line(NamedTuple):
    """One line without its surrounding white space; a tuple, since a text has dozens.

    gap  line ends between it and the line above, 0 for the first
    """

    start: int
    end: int
    text: str
    gap: int

    @property
    def ends_sentence(self) -> bool:
        """A full stop, question or exclamation mark at its end."""
        return _ends_sentence(self.text)

    @property
    def is_prose(self) -> bool:
        """Running text rather than a heading, a caption or a label."""
        return _is_prose(self.text)


@dataclass(frozen=True)
class Page:
    """A text and its lines that are not blank. Most rules ask for few of them, so that a `Line` is
    made when it is asked for.

    said    what each says, without its surrounding white space
    starts  where each begins
    rows    which line of the text each is, blank ones counted, from 0
    body    index of the first line of prose, len(said) where there is none
    utf8    the text in UTF-8
    plain   the newline alone ends lines
    """

    text: str
    said: list[str]
    starts: list[int]
    rows: list[int]
    body: int
    utf8: bytes
    plain: bool

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All of them."""
        return tuple(map(self.line, range(len(self.said))))

    def line(self, place: int) -> Line:
        """The line at an index from 0."""
        said, start = self.said[place], self.starts[place]
        gap = self.rows[place] - self.rows[place - 1] if place else 0
        return Line(start, start + len(said), said, gap)

    @property
    def parted_by_blanks(self) -> bool:
        """True when blank lines set paragraphs apart: a single line end means something else."""
        wide = sum(below - above > 1 for above, below in pairwise(self.rows))
        return wide > 0 and wide >= 0.5 * (len(self.rows) - 1)

    def place_of(self, offset: int) -> int:
        """The offset in the text of an offset in its UTF-8."""
        if len(self.utf8) == len(self.text):
            return offset
        if 2 * offset > len(self.utf8):  # the shorter side is counted
            return len(self.text) - len(self.utf8[offset:].decode("utf-8"))
        return len(self.utf8[:offset].decode("utf-8"))

    def places_of(self, offsets: Iterable[int]) -> Iterator[int]:
        """The offsets in the text of ascending offsets in its UTF-8."""
        before = at = -1
        for offset in offsets:
            if before < 0:
                at = self.place_of(offset)
            else:
                at += len(self.utf8[before:offset].decode("utf-8"))
            before = offset
            yield at

    def lines_at(self, offsets: Iterable[int]) -> list[int]:
        """Indexes of the lines that hold these offsets of the text in UTF-8, in order."""
        if len(self.utf8) == len(self.text):
            return sorted({bisect_right(self.starts, at) - 1 for at in offsets})
        if not self.plain:
            return sorted({bisect_right(self.starts, self.place_of(at)) - 1 for at in offsets})
        newlines, rows = self.utf8.count, self.rows
        found: list[int] = []
        row = before = 0
        for at in sorted(offsets):
            row += newlines(b"\n", before, at)
            before = at
            place = bisect_right(rows, row) - 1
            if not found or found[-1] != place:
                found.append(place)
        return found


def lay_out(text: str) -> Page:
    """The page of a text. Raises UnicodeEncodeError for a text that UTF-8 cannot hold.

    >>> [(line.text, line.gap) for line in lay_out("One\\n\\nTwo  \\nThree").lines]
    [('One', 0), ('Two', 2), ('Three', 1)]
    """
    utf8 = utf8_of(text)
    plain = not ("\r" in text or "\x0b" in text or "\x0c" in text)
    plain = plain and (text.isascii() or not ("\u2028" in text or "\u2029" in text))
    said, starts, rows = _plain_lines(text.split("\n")) if plain else _any_lines(text)
    body = len(said)
    for place, line in enumerate(said):
        if len(line) >= _PROSE_CHARS or _is_prose(line):
            body = place
            break
    return Page(text, said, starts, rows, body, utf8, plain)


def _is_prose(said: str) -> bool:
    return len(said) >= _PROSE_CHARS or (
        len(said) >= 80 and _ends_sentence(said) and _INNER_STOP.search(said) is not None
    )


def _ends_sentence(said: str) -> bool:
    return said.rstrip(_CLOSING).endswith(_STOPS)


_Lines = tuple[list[str], list[int], list[int]]  # what is said, where it starts, the row


def _plain_lines(raws: list[str]) -> _Lines:
    """Lines where the newline alone ends them: the quick way, for most texts."""
    said = [*map(str.strip, raws)]
    begin = map(add, accumulate(map(len, raws), initial=0), count())  # a newline ends each
    if said == raws:  # a string without outer white space is its own strip: no letter is compared
        starts = [*compress(begin, said)]
    else:
        pairs = zip(begin, raws, said, strict=False)
        starts = [at if line is raw else at + raw.index(line[0]) for at, raw, line in pairs if line]
    rows = [*compress(count(), said)]
    return [*filter(None, said)], starts, rows


def _any_lines(text: str) -> _Lines:
    """Lines of a text with other ends of lines besides."""
    kept: list[str] = []
    starts: list[int] = []
    rows: list[int] = []
    before = row = 0
    for match in _LINE.finditer(text):
        said = match[0].strip()
        if not said:
            continue
        start = match.start() + match[0].index(said[0])
        row += len(_BREAK.findall(text, before, start))
        kept.append(said)
        starts.append(start)
        rows.append(row)
        before = start + len(said)
    return kept, starts, rows
