"""A parsed paragraph with its quotations laid over the tokens.

Piece + quoted_spans ──▶ Marked: for every token the quotation that it stands in, or -1
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.readings.page.parse import Piece
from sayso.text import Span, paragraphs, quoted_spans

_OPENING = frozenset('“„«"')
_CLOSING = frozenset("”“»\"'")  # the doubled marks of tokenised corpora end with an apostrophe
# From a single mark at a word's beginning to one behind a stop, else at a word's end; "drivers’"
# may stand within.
_SINGLE = re.compile(
    r"(?<!\w)‘(?=\w)(?:[^‘’\n]|’(?=\w)|(?<=s)’(?=\s)){1,600}?(?:(?<=[.,?!…])’|(?<!s)’(?!\w)|’(?=[.,;:?!]))"
)


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


def quotations(text: str) -> list[Span]:
    """Stretches between quotation marks, marks included, single ones too where they do not stand
    inside others.

    A mark that is never closed counts only where the next paragraph opens with one: so long
    quotations are set.

    >>> quotations("He said ‘the drivers’ hall is shut.’ She “left")
    [(8, 36)]
    """
    opened = {start for start, _ in paragraphs(text) if text[start] in _OPENING}
    spans = [
        s for s in quoted_spans(text) if is_closed(text, s) or _next_line(text, s[1]) in opened
    ]
    singles = (m.span() for m in _SINGLE.finditer(text))
    free = [
        s for s in singles if not any(low < s[1] and s[0] < high for low, high in _near(spans, s))
    ]
    return sorted([*spans, *free])


def _near(spans: Sequence[Span], at: Span) -> Sequence[Span]:
    return spans[max(0, bisect_left(spans, at) - 1) : bisect_left(spans, (at[1], 0))]


def is_closed(text: str, span: Span) -> bool:
    """True for a quotation that ends with a mark."""
    return span[1] - span[0] > 1 and text[span[1] - 1] in _CLOSING


def _next_line(text: str, end: int) -> int:
    """Where the words behind an offset begin."""
    rest = re.compile(r"\s*").match(text, end)
    return rest.end() if rest else end


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
