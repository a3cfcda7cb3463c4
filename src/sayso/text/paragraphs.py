"""Where the paragraphs of a text begin and end."""

from __future__ import annotations

import itertools
import re

from sayso.patterns import pattern
from sayso.spans import Span


def paragraphs(text: str, *, wrapped: bool) -> list[Span]:
    """Paragraphs without their surrounding white space: blank lines part them where lines are
    hard-wrapped, single newlines where they are not. `View.paragraphs` keeps them.

    >>> paragraphs("One.\\n\\nTwo.\\n", wrapped=False)
    [(0, 4), (6, 10)]
    """
    breaks = r"\n\s*\n|\r\n\s*\r\n" if wrapped else r"[\r\n\u2028\u2029]+"
    spans: list[Span] = []
    start = 0
    for gap in [*re.finditer(breaks, text), None]:
        end = len(text) if gap is None else gap.start()
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            spans.append((start + lead, start + len(piece.rstrip())))
        start = end if gap is None else gap.end()
    return spans


def wrapped(text: str) -> bool:
    """True when most line ends fall inside sentences: a text set to a fixed width."""
    if not any(begun[1] for begun in _LINE_START.finditer(text)):
        return False  # nothing was set to a fixed width
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    inner = [
        line
        for line, after in itertools.pairwise(lines)
        if len(line) > 40 and line[-1] not in ".!?”\"'’:)" and after.lstrip()[:1].islower()
    ]
    return len(lines) > 1 and (len(inner) >= 0.2 * len(lines))


# The next line that is not blank, with the small letter that it begins with. A run of blank lines
# is taken in one match: a search that failed would begin anew at each of them.
_LINE_START = pattern(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*([^\W\dA-Z_])?")
