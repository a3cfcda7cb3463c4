"""Stretches that nobody goes on about: links, captions and credits between the paragraphs, and
paragraphs in brackets.

Who is named there is not who “he” of the next paragraph is, and such a line does not part a
quotation from the turn that it goes on with. What stands before all prose (a list of highlights)
leads in and is not aside.

    parts of the page, paragraphs in brackets ──▶ stretches, sorted
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model import Document, PartKind
from sayso.readings.page.parse import Piece
from sayso.text import Span

_BESIDE: frozenset[PartKind] = frozenset(
    {"byline", "caption", "credit", "contact", "newsletter", "boilerplate"}
)
# characters of a paragraph in brackets that is beside the story; longer ones tell a part of it
_LONGEST_CHARACTERS = 250


def asides(doc: Document, pieces: Sequence[Piece]) -> tuple[Span, ...]:
    """The stretches, sorted and apart.

    >>> asides(Document("a", "(Also here: Ana Ruiz leaves)"), ())
    ()
    """
    found = [(p.at.start, p.at.end) for p in doc.parts if p.kind in _BESIDE]
    found += [piece.span for piece in pieces if _in_brackets(piece)]
    prose = (p.base for p in pieces if not any(a <= p.base < b for a, b in found))
    first = next(prose, 0)
    found = [span for span in found if span[0] > first]
    out: list[Span] = []
    for start, end in sorted(found):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _in_brackets(piece: Piece) -> bool:
    text = piece.tokens.text.strip()
    closed = text.rstrip(".")[-1:] == ")" and text.count("(") == text.count(")") == 1
    return text[:1] == "(" and closed and len(text) <= _LONGEST_CHARACTERS
