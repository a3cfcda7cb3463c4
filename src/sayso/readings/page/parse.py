"""One pass of spaCy over documents, paragraph by paragraph, each piece knowing its offset.

Paragraphs are parsed apart so that no sentence runs from a headline into the prose, and so that
they go through the parser in batches. The parser may see other letters than the text has (case
restored, line breaks as spaces), never other lengths: token offsets plus `base` are always offsets
in `Document.text`.

    Document ──paragraphs──▶ pieces of text ──nlp.pipe──▶ Piece(base, tokens)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from sayso.model import Document, Passage
from sayso.spans import touching
from sayso.text import view

# characters; a longer paragraph is parsed in stretches, so that memory stays bounded
_LONGEST_CHARACTERS = 50_000
_PLAIN = str.maketrans(
    {**dict.fromkeys("\r\n\u2028\u2029", " "), "’": "'"}
)  # the model does not know "there’s"
# Marks in a row from which no one reads them. The tokeniser takes marks off one by one, and 50,000
# of them cost it seconds; so the model sees spaces there.
_RUN = re.compile(r"(?:[^\w\s]|_){51,}")
_BATCH_PARAGRAPHS = 64  # paragraphs; spaCy's tok2vec gains nothing beyond


@dataclass(frozen=True, slots=True)
class Piece:
    """Parsed characters `base` to `base + len(tokens.text)` of a document; `poor` where case or
    marks are lost.
    """

    doc_id: str
    base: int
    tokens: Doc
    poor: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """First and last offset of the piece in the document."""
        last = self.tokens[-1:]
        return self.base, self.base + (last[0].idx + len(last[0]) if last else 0)

    def passage(self, part: Span | Token) -> Passage:
        """Where a spaCy span or token stands in the document."""
        start = part.start_char if isinstance(part, Span) else part.idx
        end = part.end_char if isinstance(part, Span) else part.idx + len(part)
        return Passage(self.doc_id, self.base + start, self.base + end)

    def between(self, first: int, stop: int) -> Passage:
        """Where tokens `first` up to but not including `stop` stand in the document; refuses an
        empty range.
        """
        if not 0 <= first < stop <= len(self.tokens):
            raise ValueError(f"tokens {first}:{stop} are empty or outside 0:{len(self.tokens)}")
        last = self.tokens[stop - 1]
        return Passage(
            self.doc_id, self.base + self.tokens[first].idx, self.base + last.idx + len(last)
        )


@dataclass(frozen=True, slots=True)
class ToParse:
    """A document to be parsed, or only the stretches given; `respell` may change letters, never
    lengths.
    """

    doc: Document
    only: tuple[Passage, ...] | None = None
    respell: Callable[[str], str] | None = None


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
    to_parse = ToParse(doc, None if only is None else tuple(only), respell)
    return parse_all((to_parse,), nlp)[0]


def parse_all(to_parse: Sequence[ToParse], nlp: Language) -> tuple[tuple[Piece, ...], ...]:
    """Parse several documents in one pass of the model, in their order."""
    plan = [(item, _stretches(item)) for item in to_parse]
    texts = [text for item, spans in plan for text in _spelled_all(item, spans)]
    parsed = iter(nlp.pipe(texts, batch_size=_BATCH_PARAGRAPHS))
    return tuple(
        tuple(Piece(item.doc.id, start, next(parsed), bool(item.doc.worn)) for start, _ in spans)
        for item, spans in plan
    )


def spelled(item: ToParse) -> tuple[str, ...]:
    """What the parser is given of a document, piece by piece: no reading rests on other letters."""
    return _spelled_all(item, _stretches(item))


def _spelled_all(item: ToParse, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(_spelled(item, span) for span in spans)


def _spelled(item: ToParse, span: tuple[int, int]) -> str:
    piece = item.doc.text[span[0] : span[1]]
    spelled = item.respell(piece) if item.respell else piece
    if len(spelled) != len(piece):
        raise ValueError(f"respelling changed the length of {item.doc.id!r} {span[0]}:{span[1]}")
    return _RUN.sub(lambda run: " " * len(run[0]), spelled.translate(_PLAIN))


def _stretches(item: ToParse) -> list[tuple[int, int]]:
    text, only = item.doc.text, item.only
    whole = [part for start, end in view(text).paragraphs for part in _short(text, start, end)]
    if only is None:
        return whole
    cut = [
        (max(s, p.start), min(e, p.end)) for p in only for s, e in touching(whole, (p.start, p.end))
    ]
    return [(s, e) for s, e in sorted(cut) if text[s:e].strip()]


def _short(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a paragraph at spaces into parts of at most `_LONGEST_CHARACTERS` characters."""
    parts = []
    while end - start > _LONGEST_CHARACTERS:
        gap = text.rfind(" ", start + 1, start + _LONGEST_CHARACTERS)
        cut = gap + 1 if gap > start else start + _LONGEST_CHARACTERS
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]
