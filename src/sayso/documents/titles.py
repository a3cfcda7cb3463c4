"""The headline of a bare text: the last short line above the first paragraph that is no part and no
sentence.

Refuses where none stands, the opening words of a text without lines above all.

    page, parts ──lines above the body──▶ title | None
"""

from __future__ import annotations

from sayso.documents.layout import Line, Page
from sayso.model import Part
from sayso.patterns import pattern
from sayso.spans import overlap

_MAX_CHARS = 160  # characters; the longest of 8,000 headlines that a record calls a title
_ABBREVIATED = pattern(r"(?:\b[A-Z]\.){2}$|\.\.\.$")  # the only stops that a headline ends with
_LOOK = 6  # lines from the top


def find_title(page: Page, parts: tuple[Part, ...]) -> str | None:
    """The title as it stands in the text.

    >>> from sayso.documents.layout import lay_out
    >>> said = "Harbour reopens\\n\\nThe harbour was open again. " + "Ships came in. " * 12
    >>> find_title(lay_out(said), ())
    'Harbour reopens'
    """
    for place, line in enumerate(page.lines[:_LOOK]):
        if any(overlap((p.at.start, p.at.end), (line.start, line.end)) for p in parts):
            continue
        if line.is_prose or place + 1 >= len(page.lines):
            return None
        return line.text if _heads(page, place, line) else None
    return None


def _heads(page: Page, place: int, line: Line) -> bool:
    """Short, set apart from what follows, and not the first line of a paragraph broken by hand."""
    below = page.lines[place + 1]
    if len(line.text) > _MAX_CHARS or not any(
        char.isupper() or char.isdigit() for char in line.text
    ):
        return False
    if line.text.endswith((",", ";", ":")) or (
        line.text.endswith(".") and not _ABBREVIATED.search(line.text)
    ):
        return False
    if len(line.text.split()) < 2:
        return False
    if below.gap == 1 and below.text[:1].islower():
        return False
    return len(page.lines) - place > 1 and any(later.is_prose for later in page.lines[place + 1 :])
