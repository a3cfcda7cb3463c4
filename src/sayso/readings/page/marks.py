"""A parsed paragraph with its quotations laid over the tokens.

Piece + quoted_spans ──▶ Marked: for every token the quotation that it stands in, or -1
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.readings.page.parse import Piece
from sayso.text import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """`inside[i]` is the index in `quotations` (offsets in the piece) of the quotation token i
    stands in, or -1.

    surnames  last words of the people named in the document, as printed: a parser may take a lone
              one for an adverb
    text      the piece's characters; spaCy joins its tokens anew at every `Doc.text`, so they are
              taken once
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

    def quotation_at(self, token: Token) -> int:
        """Index of the quotation the token stands in, -1 outside."""
        return self.inside[token.i]


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
