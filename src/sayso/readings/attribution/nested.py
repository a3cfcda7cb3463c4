"""Attributions within attributions: "X said that Y had denied it" is X's, and within it Y's.

The model was trained on texts where a word belongs to one attribution only, so it stops at the
outer one. Content that holds a verb of saying outside quotation marks is therefore read again by
itself, as if it were a text of its own.

    texts ──model──▶ Reported ──content with a verb of saying──model──▶ Reported, nested
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.model import Document
from sayso.readings.attribution.attributions import chosen
from sayso.readings.attribution.cues import speaks
from sayso.readings.attribution.roles import Attributor, Reported, read_pieces
from sayso.readings.page.parse import Piece
from sayso.text import Span, view

_ACCORDING = "according"
_QUOTING = frozenset({"quote", "cite"})


def read_reported(
    read: Sequence[tuple[Document, Sequence[Piece]]], model: Attributor
) -> list[list[Reported]]:
    """What the model reads in each document's pieces, nested attributions behind the others."""
    first = read_pieces([(doc.text, [p.span for p in pieces]) for doc, pieces in read], model)
    again = [
        list(_again(doc, pieces, reported))
        for (doc, pieces), reported in zip(read, first, strict=True)
    ]
    inner = read_pieces(
        [
            (doc.text, [span for span, _ in spans])
            for (doc, _), spans in zip(read, again, strict=True)
        ],
        model,
    )
    return [
        [*reported, *_nested(more, spans)]
        for reported, more, spans in zip(first, inner, again, strict=True)
    ]


def _nested(reported: Sequence[Reported], read: Sequence[tuple[Span, bool]]) -> Iterator[Reported]:
    """Those found in the stretches, each with whether its stretch is what another quotes."""
    starts = [start for (start, _), _ in read]
    for one in reported:
        yield replace(one, nested=True, cited=read[bisect_right(starts, one.anchor) - 1][1])


def _again(
    doc: Document, pieces: Sequence[Piece], reported: Sequence[Reported]
) -> Iterator[tuple[Span, bool]]:
    """Stretches of content to be read again, apart from each other, and whether they are what
    someone quotes.
    """
    starts, marks, end = [p.base for p in pieces], view(doc.text).quotations, -1
    spans = ((span, one.cue) for one in chosen(reported) for span in one.content)
    for (start, stop), cue in sorted(spans):
        nth = bisect_right(starts, start) - 1
        if (
            nth >= 0
            and start >= end
            and any(_says(t, marks, starts[nth]) for t in _tokens(pieces[nth], start, stop))
        ):
            yield (
                (start, stop),
                any(
                    t.lemma_.lower() in _QUOTING for s, e in cue for t in _tokens(pieces[nth], s, e)
                ),
            )
            end = stop


def _tokens(piece: Piece, start: int, stop: int) -> Sequence[Token]:
    held = piece.tokens.char_span(start - piece.base, stop - piece.base, alignment_mode="contract")
    return list(held) if held is not None else []


def _says(token: Token, marks: Sequence[Span], base: int) -> bool:
    """True for a verb of saying outside quotation marks."""
    says = token.pos_ == "VERB" and speaks(token.lemma_.lower())
    if not says and token.lower_ != _ACCORDING:
        return False
    nth = bisect_left(marks, (base + token.idx + 1, 0)) - 1
    return nth < 0 or marks[nth][1] <= base + token.idx
