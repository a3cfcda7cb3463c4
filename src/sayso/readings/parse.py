"""One pass of spaCy over a document, paragraph by paragraph, each piece knowing its offset.

Paragraphs are parsed apart so that no sentence runs from a headline into the prose, and so that they go through the
parser in batches. The parser may see other letters than the text has (case restored, line breaks as spaces), never
other lengths: token offsets plus `base` are always offsets in `Document.text`.

    Document ──paragraphs──▶ pieces of text ──nlp.pipe──▶ Piece(base, tokens)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from sayso.model import Document, Passage
from sayso.text import paragraphs


@dataclass(frozen=True, slots=True)
class Piece:
    """Parsed characters `base` to `base + len(tokens.text)` of a document; `poor` where case or marks are lost."""

    doc_id: str
    base: int
    tokens: Doc
    poor: bool = False

    def passage(self, part: Span | Token) -> Passage:
        """Where a spaCy span or token stands in the document."""
        start = part.start_char if isinstance(part, Span) else part.idx
        end = part.end_char if isinstance(part, Span) else part.idx + len(part)
        return Passage(self.doc_id, self.base + start, self.base + end)


def parse(
    doc: Document,
    nlp: Language,
    *,
    only: Sequence[Passage] | None = None,
    respell: Callable[[str], str] | None = None,
) -> tuple[Piece, ...]:
    """Parse the paragraphs of `doc`, or only the stretches given.

    `respell` may change letters (restore case) but not lengths; raises ValueError when it does.
    """
    spans = _stretches(doc, only)
    poor = bool(doc.defects)
    texts = []
    for start, end in spans:
        piece = doc.text[start:end]
        spelled = respell(piece) if respell else piece
        if len(spelled) != len(piece):
            raise ValueError(f"respelling changed the length of {doc.id!r} {start}:{end}")
        texts.append("".join(" " if c in "\r\n\u2028\u2029" else c for c in spelled))
    parsed = nlp.pipe(texts, batch_size=64)
    return tuple(Piece(doc.id, start, tokens, poor) for (start, _), tokens in zip(spans, parsed, strict=True))


def _stretches(doc: Document, only: Sequence[Passage] | None) -> list[tuple[int, int]]:
    whole = paragraphs(doc.text)
    if only is None:
        return whole
    cut = [(max(s, p.start), min(e, p.end)) for p in only for s, e in whole if s < p.end and p.start < e]
    return [(s, e) for s, e in sorted(cut) if doc.text[s:e].strip()]
