"""An article's text cut into stretches that carry marks, so that overlapping finds never overlap in
the page.

Every character of the text stands in exactly one segment, in order: joined, the segments are the
text.

    highlights (may nest and overlap) ──sweep over their edges──▶ segments (never do)
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.dossiers.index import Lookup
from sayso.dossiers.wording import PARTS, day_words, time_words
from sayso.model import Conflict, Passage, Quote, Reason, SingleSource

Kind = Literal[
    "conflict",
    "agree",
    "single",
    "event",
    "quote",
    "time",
    "name",
    "relay",
    "part",
    "shared",
    "ground",
    "asked",
]
KIND_WORDS: dict[Kind, str] = {
    "conflict": "where accounts part",
    "agree": "what several tell",
    "single": "told here only",
    "event": "dated event",
    "quote": "quotation",
    "time": "time",
    "name": "name",
    "relay": "hands on a report",
    "part": "not the article’s prose",
    "shared": "shared words",
    "ground": "what a reason saw",
    "asked": "what was asked for",
}
# notes said where marks begin, when pointed at; said once, so that the page stays small
_MOST_NOTES = 3


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch with its kind; `line` is the page id of what rests on it, `note` what it says when
    pointed at, `label` what is printed before it.
    """

    start: int
    end: int
    kind: Kind
    line: str = ""
    note: str = ""
    label: str = ""
    anchored: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` and what is marked on all of them; `anchor` where a highlight
    begins here.
    """

    start: int
    end: int
    text: str
    kinds: tuple[Kind, ...] = ()
    anchor: str | None = None
    note: str = ""
    label: str = ""


def segments(
    text: str, highlights: Iterable[Highlight], anchor: str, cuts: Iterable[int] = ()
) -> tuple[Stretch, ...]:
    """`text` cut at every edge of a highlight and at `cuts`. `anchor` begins the ids ("d2" makes
    "d2-140").

    >>> marks = [Highlight(0, 8, "quote"), Highlight(4, 12, "name", anchored=False)]
    >>> [(s.text, s.kinds, s.anchor) for s in segments("one two three", marks, "d1")[:2]]
    [('one ', ('quote',), 'd1-0'), ('two ', ('quote', 'name'), None)]
    """
    opening: dict[int, list[Highlight]] = defaultdict(list)
    closing: dict[int, list[Highlight]] = defaultdict(list)
    for mark in highlights:
        start, end = max(0, mark.start), min(mark.end, len(text))
        if start < end:
            opening[start].append(mark)
            closing[end].append(mark)
    edges = sorted({0, len(text), *opening, *closing, *(c for c in cuts if 0 <= c <= len(text))})
    active: dict[int, Kind] = {}
    kinds: tuple[Kind, ...] = ()
    made = []
    for start, end in itertools.pairwise(edges):
        closed, opened = closing.get(start, ()), opening.get(start, ())
        for mark in closed:
            active.pop(id(mark), None)
        for mark in opened:
            active[id(mark)] = mark.kind
        if closed or opened:
            kinds = tuple(dict.fromkeys(active.values()))
        if not opened:
            made.append(Stretch(start, end, text[start:end], kinds))
            continue
        own = any(mark.anchored for mark in opened)
        notes = list(dict.fromkeys([mark.note for mark in opened if mark.note]))[:_MOST_NOTES]
        named = next((mark.label for mark in opened if mark.label), "")
        place = f"{anchor}-{start}" if own else None
        made.append(Stretch(start, end, text[start:end], kinds, place, " · ".join(notes), named))
    return tuple(made)


def highlights(look: Lookup) -> dict[str, tuple[Highlight, ...]]:
    """Everything that is marked, by document id."""
    made: dict[str, dict[Highlight, None]] = {doc_id: {} for doc_id in look.documents}
    found = (*_of_findings(look), *_of_events(look), *_of_readings(look), *_of_pages(look))
    for at, kind, line, note in found:
        if at.doc_id in made:
            label = note if kind == "part" else ""
            made[at.doc_id][Highlight(at.start, at.end, kind, line, note, label)] = None
    return {doc_id: tuple(found) for doc_id, found in made.items()}


_Found = tuple[Passage, Kind, str, str]


def _grounds(*reasons: Reason) -> Iterable[_Found]:
    return ((at, "ground", "", "") for reason in reasons for at in reason.at)


def _of_findings(look: Lookup) -> Iterable[_Found]:
    for finding in look.dossier.findings.findings:
        alone: Kind = "single" if isinstance(finding, SingleSource) else "agree"
        kind: Kind = "conflict" if isinstance(finding, Conflict) else alone
        for telling in finding.tellings:
            yield telling.at, kind, look.lines[finding.id], ""
        yield from _grounds(*finding.why, *finding.origins_why)


def _of_events(look: Lookup) -> Iterable[_Found]:
    for event in look.dossier.findings.events:
        for telling in event.tellings:
            yield telling.at, "event", look.lines[event.id], ""
        yield from _grounds(*event.why)


def _of_readings(look: Lookup) -> Iterable[_Found]:
    for reading in look.dossier.readings:
        for number, quote in enumerate(reading.quotes):
            if not quote.speech:
                continue
            line = look.quote_ids.get((reading.doc_id, number), "")
            yield from ((at, "quote", line, _quote_note(quote)) for at in quote.content)
            yield from _grounds(*quote.why)
        for ref in reading.times:
            words = time_words(ref.value, ref.earliest, ref.latest)
            counted = f", counted from {day_words(ref.anchor)}" if ref.anchor else ""
            yield ref.at, "time", "", words + counted
        for name in reading.names:
            yield name.at, "name", "", ""
        for relay in reading.relays:
            yield relay.at, "relay", "", f"hands on a report of {relay.origin}"


def _of_pages(look: Lookup) -> Iterable[_Found]:
    """Parts, shared passages, and what a document's day and place in the story rest on."""
    for doc in look.dossier.documents:
        for part in doc.parts:
            yield part.at, "part", "", PARTS[part.kind][0]
        yield from _grounds(*doc.why)
    for copy in look.dossier.copies:
        for pair in copy.passages:
            yield from ((at, "shared", "", "") for at in pair)
        yield from _grounds(*copy.why)
    for day in look.dossier.findings.days:
        yield from _grounds(*day.why)
    for member in look.dossier.story.members:
        yield from _grounds(*member.why)


def _quote_note(quote: Quote) -> str:
    who = quote.speaker or quote.described or "speaker not known"
    return f"quotation: {who}" + (" (unnamed)" if quote.anonymous else "")


def inside(highlights: Sequence[Highlight], start: int, end: int) -> tuple[Highlight, ...]:
    """Highlights that begin within `start`:`end`."""
    return tuple(mark for mark in highlights if start <= mark.start < end)
