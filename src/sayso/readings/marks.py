"""A parsed paragraph with its quotations laid over the tokens.

Piece + quoted_spans ──▶ Marked: for every token the quotation that it stands in, or -1
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.readings.parse import Piece
from sayso.text import Span

_EDGES = " ,;:.–—-\t\n\r  "  # never part of a clause's content at its ends
_DRESSING = frozenset("“”„«»\"'‘’`()[]")


@dataclass(frozen=True, slots=True)
class Marked:
    """`inside[i]` is the index in `quotations` (offsets in the piece) of the quotation token i stands in, or -1.

    surnames  last words of the people named in the document, as printed: a parser may take a lone one for an adverb
    text      the piece's characters; spaCy joins its tokens anew at every `Doc.text`, so they are taken once
    """

    piece: Piece
    quotations: tuple[Span, ...]
    inside: tuple[int, ...]
    surnames: frozenset[str]
    text: str

    @property
    def tokens(self) -> Doc:
        """The parsed tokens."""
        return self.piece.tokens

    def chars(self, first: int, last: int) -> Span:
        """Offsets in the piece of tokens first..last, both included, cut to bare words at the ends.

        An end that stands in a quotation opened within the stretch keeps its marks.
        """
        text = self.text
        start, end = self.tokens[first].idx, self.tokens[last].idx + len(self.tokens[last])
        for low, high in self.quotations:
            if start < high and low < start:  # cut in the middle of a quotation
                start = low if high < end else start
            if low < end < high and start <= low:
                end = high
        marks = {c for low, high in self.quotations for c in (low, high - 1)}
        while start < end and text[start] in _EDGES and start not in marks:
            start += 1
        while end > start and text[end - 1] in _EDGES and end - 1 not in marks:
            if text[end - 1] == "." and _abbreviated(text, start, end):
                break
            end -= 1
        return start, end

    def quotation_at(self, token: Token) -> int:
        """Index of the quotation the token stands in, -1 outside."""
        return self.inside[token.i]


def _abbreviated(text: str, start: int, end: int) -> bool:
    """True for the full stop of "U.S." or "Jr.": a single letter or a capital-led short form before it."""
    word = text[start : end - 1].rsplit(None, 1)[-1:] or [""]
    return "." in word[0] or word[0] in ("Jr", "Sr", "Inc", "Co", "Corp")


def mark(piece: Piece, spans: Sequence[Span], surnames: frozenset[str] = frozenset()) -> Marked:
    """Lay the document's quoted spans (sorted) that fall into the piece over its tokens."""
    text = piece.tokens.text
    end = piece.base + len(text)
    near = spans[bisect_left(spans, (piece.base, 0)) : bisect_left(spans, (end, 0))]
    own = tuple((s - piece.base, e - piece.base) for s, e in near if e <= end)
    inside = [-1] * len(piece.tokens)
    nth = 0
    for token in piece.tokens:
        while nth < len(own) and own[nth][1] <= token.idx:
            nth += 1
        if nth < len(own) and own[nth][0] <= token.idx:
            inside[token.i] = nth
    return Marked(piece, own, tuple(inside), surnames, text)
