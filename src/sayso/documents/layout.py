"""The lines of a text with their offsets, and how they are set apart: what the rules for parts look
at.

text ──▶ Page(lines; each with start, end, words, blank line above?)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

CAPITALS = "A-ZÀ-ÖØ-ÞŁŠŽ"  # inside the brackets of a pattern
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c]")
# a line this long, or one that ends a sentence and goes on after another, is running text
_PROSE_CHARS = 160
_INNER_STOP = re.compile(r"[.!?][\"”’')]*\s+[\"“‘'(]*[A-Z]")
_STOP = re.compile(r"[.!?…][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its surrounding white space.

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


@dataclass(frozen=True, slots=True)
class Page:
    """A text and its lines. `body` is the index of the first line of prose, len(lines) where there
    is none.
    """

    text: str
    lines: tuple[Line, ...]
    body: int

    @property
    def parted_by_blanks(self) -> bool:
        """True when blank lines set paragraphs apart: a single line end means something else."""
        wide = sum(line.gap > 1 for line in self.lines)
        return wide > 0 and wide >= 0.5 * (len(self.lines) - 1)


def _breaks(space: str) -> int:
    """Line ends in the white space between two lines; quick for the usual newlines."""
    return space.count("\n") if not space.strip(" \t\n") else len(_BREAK.findall(space))


@lru_cache(maxsize=1)  # the rules of a document ask for its page one after the other
def lay_out(text: str) -> Page:
    """The page of a text.

    >>> [(line.text, line.gap) for line in lay_out("One\\n\\nTwo  \\nThree").lines]
    [('One', 0), ('Two', 2), ('Three', 1)]
    """
    lines: list[Line] = []
    before = 0
    for match in _LINE.finditer(text):
        said = match[0].strip()
        if not said:
            continue
        start = match.start() + match[0].index(said[0])
        gap = _breaks(text[before:start]) if lines else 0
        lines.append(Line(start, start + len(said), said, gap))
        before = start + len(said)
    body = next((i for i, line in enumerate(lines) if line.is_prose), len(lines))
    return Page(text, tuple(lines), body)
