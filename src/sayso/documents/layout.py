"""The lines of a text with their offsets, and how they are set apart: what the rules for parts look
at.

text ──▶ Page(lines; each with start, end, words, blank line above?)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

CAPITALS = "A-ZÀ-ÖØ-ÞŁŠŽ"  # inside the brackets of a pattern
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c]")
_RARE_BREAKS = ("\r", "\u2028", "\u2029", "\x0b", "\x0c")
# a line this long, or one that ends a sentence and goes on after another, is running text
_PROSE_CHARS = 160
_INNER_STOP = re.compile(r"[.!?][\"”’')]*\s+[\"“‘'(]*[A-Z]")
_STOP = re.compile(r"[.!?…][\"”’')\]]*$")


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
        return bool(_STOP.search(self.text))

    @property
    def is_prose(self) -> bool:
        """Running text rather than a heading, a caption or a label."""
        return len(self.text) >= _PROSE_CHARS or (
            len(self.text) >= 80 and self.ends_sentence and bool(_INNER_STOP.search(self.text))
        )


_line = Line._make  # twice as quick as naming the fields


@dataclass(frozen=True, slots=True)
class Page:
    """A text and its lines. `body` is the index of the first line of prose, len(lines) where there
    is none; `utf8` the text in UTF-8.
    """

    text: str
    lines: tuple[Line, ...]
    body: int
    utf8: bytes

    @property
    def parted_by_blanks(self) -> bool:
        """True when blank lines set paragraphs apart: a single line end means something else."""
        wide = sum(line.gap > 1 for line in self.lines)
        return wide > 0 and wide >= 0.5 * (len(self.lines) - 1)

    def place_of(self, offset: int) -> int:
        """The offset in the text of an offset in its UTF-8."""
        if len(self.utf8) == len(self.text):
            return offset
        if 2 * offset > len(self.utf8):  # the shorter side is counted
            return len(self.text) - len(self.utf8[offset:].decode("utf-8"))
        return len(self.utf8[:offset].decode("utf-8"))

    def lines_at(self, offsets: Iterable[int]) -> set[int]:
        """Indexes of the lines that hold these offsets of the text in UTF-8."""
        places = [self.place_of(at) for at in offsets]
        starts = [line.start for line in self.lines] if places else []
        return {bisect_right(starts, place) - 1 for place in places}


@lru_cache(maxsize=1)  # the rules of a document ask for its page one after the other
def lay_out(text: str) -> Page:
    """The page of a text. Raises UnicodeEncodeError for a text that UTF-8 cannot hold.

    >>> [(line.text, line.gap) for line in lay_out("One\\n\\nTwo  \\nThree").lines]
    [('One', 0), ('Two', 2), ('Three', 1)]
    """
    rare = any(sign in text for sign in _RARE_BREAKS)
    lines = _any_lines(text) if rare else _plain_lines(text)
    body = next((i for i, line in enumerate(lines) if line.is_prose), len(lines))
    return Page(text, tuple(lines), body, text.encode("utf-8"))


def _plain_lines(text: str) -> list[Line]:
    """Lines where the newline alone ends them: the quick way, for most texts."""
    lines: list[Line] = []
    start = gap = 0
    for raw in text.split("\n"):
        said = raw.strip() if raw else raw
        if said:
            size = len(said)
            first = start if size == len(raw) else start + raw.index(said[0])
            lines.append(_line((first, first + size, said, gap)))
            gap = 0
        gap += 1 if lines else 0
        start += len(raw) + 1
    return lines


def _any_lines(text: str) -> list[Line]:
    """Lines of a text with other ends of lines besides."""
    lines: list[Line] = []
    before = 0
    for match in _LINE.finditer(text):
        said = match[0].strip()
        if not said:
            continue
        start = match.start() + match[0].index(said[0])
        gap = len(_BREAK.findall(text, before, start)) if lines else 0
        lines.append(Line(start, start + len(said), said, gap))
        before = start + len(said)
    return lines
