"""The articles in full: untouched text in paragraphs, every find marked in place, with notes beside
it.

Document + highlights ──paragraphs──▶ Paragraph(segments, notes) ──▶ ArticleView
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.dossiers.anchors import web_address
from sayso.dossiers.highlights import Highlight, Kind, Stretch, highlights, inside, segments
from sayso.dossiers.index import Lookup
from sayso.dossiers.sources import Because, because
from sayso.dossiers.wording import (
    DEFECTS,
    LINE,
    LOW_CONFIDENCE,
    clip,
    count,
    day_words,
    language,
    listed,
    part_words,
    span_words,
)
from sayso.model import Conflict, Document, Event, Finding, Passage
from sayso.text import count_words, view

_NOTE_WORDS = 7  # words of a note beside a paragraph
_NOTES: dict[Kind, str] = {
    "conflict": "accounts part",
    "agree": "agreed",
    "event": "event",
    "single": "only here",
}
_MOST_NOTES = 12  # notes beside one paragraph; the marks themselves are all there


@dataclass(frozen=True, slots=True)
class Note:
    """A line beside a paragraph that leads back to a finding."""

    line: str
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and, as `gap`, the white space after it. `low` is said where it was read without
    case or marks.
    """

    segments: tuple[Stretch, ...]
    gap: tuple[Stretch, ...]
    notes: tuple[Note, ...]
    more_notes: int
    low: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article with all that is known of it."""

    id: str
    number: int
    label: str
    outlet: str
    title: str
    day: str
    day_how: str
    lang: str
    lang_code: str
    read: bool
    length: str
    parts: str
    digest: str
    url: str | None
    authors: str
    name: str
    declared: tuple[str, ...]
    defects: str
    through: str
    paragraphs: tuple[Paragraph, ...]
    day_why: tuple[Because, ...]
    why: tuple[Because, ...]


def article_views(look: Lookup) -> tuple[ArticleView, ...]:
    """All articles in their order."""
    marks = highlights(look)
    return tuple(_article(look, doc, _Marked(look, doc, marks)) for doc in look.dossier.documents)


def article_view(
    look: Lookup, doc_id: str, anchor: str, more: Sequence[Highlight] = ()
) -> ArticleView:
    """One article, the ids of whose places begin with `anchor`; `more` is marked besides. Raises
    KeyError where the dossier does not hold it.
    """
    doc = look.documents[doc_id]
    marks = highlights(look)
    return _article(look, doc, _Marked(look, doc, marks, anchor=anchor, more=more))


class _Marked:
    """The marks of one article, what its notes lead to, and how ids of its places begin."""

    def __init__(
        self,
        look: Lookup,
        doc: Document,
        marks: Mapping[str, Sequence[Highlight]],
        *,
        anchor: str = "",
        more: Sequence[Highlight] = (),
    ) -> None:
        self.marks = (*marks[doc.id], *more)
        self.anchor = anchor or f"d{look.numbers[doc.id]}"
        self.lines = look.shown
        # what a note beside a paragraph may come of, a small part of all
        self.noted = [m for m in self.marks if m.kind in _NOTES and m.line in self.lines]


def _article(look: Lookup, doc: Document, marked: _Marked) -> ArticleView:
    reading = look.readings.get(doc.id)
    day = look.days.get(doc.id)
    through = reading.through if reading else None
    return ArticleView(
        id=f"d{look.numbers[doc.id]}",
        number=look.numbers[doc.id],
        label=look.labels[doc.id],
        outlet=doc.outlet or "not known",
        title=clip(doc.title, LINE)
        if doc.title
        else f"No title; begins: {clip(doc.text[:400], 70)}",
        day=day_words(day.best if day else doc.published),
        day_how=_how_dated(look, doc),
        lang=language(doc.lang),
        lang_code=doc.lang
        if doc.lang.isalpha() and len(doc.lang) in (2, 3) and doc.lang != "und"
        else "",
        read=is_read(look, doc),
        length=f"{count(count_words(doc.text), 'word')}, {count(len(doc.text), 'character')}",
        parts=part_words(part.kind for part in doc.parts),
        digest=doc.digest,
        url=web_address(doc.url),
        authors=listed(doc.authors),
        name=doc.id,
        declared=tuple(f"{field}: {clip(said, LINE)}" for field, said in doc.declared),
        defects=listed([DEFECTS[d] for d in doc.defects]),
        through=look.labels.get(through or "", ""),
        paragraphs=tuple(_paragraphs(look, doc, marked)),
        day_why=because(look, day.why) if day else (),
        why=because(look, doc.why),
    )


def is_read(look: Lookup, doc: Document) -> bool:
    """True when something was read in the article, or there was nothing to read."""
    reading = look.readings.get(doc.id)
    return not doc.text.strip() or bool(reading and (reading.sentences or reading.through))


def _how_dated(look: Lookup, doc: Document) -> str:
    day = look.days.get(doc.id)
    if day is None or not day.inferred:
        return "declared" if doc.published or (day and day.best) else ""
    if day.earliest and day.latest and day.earliest != day.latest:
        return f"inferred; between {span_words(day.earliest, day.latest)}"
    return "inferred"


def _paragraphs(look: Lookup, doc: Document, marked: _Marked) -> Iterator[Paragraph]:
    """The text cut where paragraphs begin; white space before the first one belongs to it."""
    starts = [start for start, _ in view(doc.text).paragraphs] or [0]
    starts[0] = 0
    ends = [*starts[1:], len(doc.text)]
    bodies = [
        start + len(doc.text[start:end].rstrip()) for start, end in zip(starts, ends, strict=True)
    ]
    queue = deque(segments(doc.text, marked.marks, marked.anchor, cuts=(*starts, *bodies)))
    for start, body, end in zip(starts, bodies, ends, strict=True):
        notes = _notes(inside(marked.noted, start, end), marked.lines)
        low = _low(look, Passage(doc.id, start, max(start, body)))
        yield Paragraph(
            segments=_taken(queue, body),
            gap=_taken(queue, end),
            notes=notes[:_MOST_NOTES],
            more_notes=max(0, len(notes) - _MOST_NOTES),
            low=LOW_CONFIDENCE if low else "",
        )


def _taken(queue: deque[Stretch], end: int) -> tuple[Stretch, ...]:
    """Segments off the front of the queue, up to `end`."""
    made = []
    while queue and queue[0].start < end:
        made.append(queue.popleft())
    return tuple(made)


def _notes(marks: Sequence[Highlight], lines: Mapping[str, Finding | Event]) -> tuple[Note, ...]:
    """One note a finding, conflicts first."""
    chosen = {m.line: m for m in marks}
    ordered = sorted(chosen.values(), key=lambda m: (list(_NOTES).index(m.kind), m.start))
    return tuple(
        Note(m.line, m.kind, f"{_NOTES[m.kind]}: {_short(lines[m.line])}") for m in ordered
    )


def _short(line: Finding | Event) -> str:
    words = (line.topic if isinstance(line, Conflict) and line.topic else line.what).split()
    return " ".join(words[:_NOTE_WORDS]) + (" …" if len(words) > _NOTE_WORDS else "")


def _low(look: Lookup, at: Passage) -> bool:
    """True where at least half of the paragraph was read without case or marks."""
    reading = look.readings.get(at.doc_id)
    if reading is None or not len(at):
        return False
    held = sum(max(0, min(p.end, at.end) - max(p.start, at.start)) for p in reading.low_confidence)
    return held * 2 >= len(at)
