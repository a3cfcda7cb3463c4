"""The shape of the rows of a dossier as JSON: those of the commands, and what only a page has."""

from __future__ import annotations

from typing import Any, TypedDict

from sayso.exchange.row_types import (
    ActorRow,
    CopyRow,
    DocumentRow,
    EventRow,
    FindingRow,
    PassageRow,
    Place,
    QuoteRow,
    SimilarRow,
    Span,
    StoryRow,
    TimeRow,
    UnknownRow,
)
from sayso.model import CellKind, Dossier, NameKind


class LeadRow(TypedDict):
    """A clause of the paragraph that opens a dossier, and the id of the line that it leads to."""

    words: str
    line: str | None


class FamilyOfDossier(TypedDict):
    """Documents of the story that are one text."""

    original: str
    docs: list[str]


class NameRow(PassageRow):
    """A mention by name."""

    kind: NameKind
    title: str | None


class RelayRow(PassageRow):
    """The writer hands on another's report."""

    id: str
    origin: str
    first: bool
    about: Span


class SpeakerRow(TypedDict):
    """A speaker and their sayings: ids of quotes, the same words together."""

    id: str
    name: str
    group: str
    texts: int
    sayings: list[list[str]]


class MatrixCell(TypedDict):
    """What the documents of one column do with a claim."""

    docs: list[str]
    kind: CellKind
    left_out: bool
    value: str | None
    place: str | None


class MatrixRow(TypedDict):
    """A claim, and what each column does with it."""

    finding: str
    cells: list[MatrixCell]


class MarkedPlace(TypedDict):
    """A place where something found begins."""

    id: str
    doc: str
    start: Place
    kinds: list[str]


class RejectedRow(TypedDict):
    """An input that could not be read."""

    id: str
    source: str
    reason: str
    line: int | None


# Kind of a line, the key under which the whole dossier lists them, their shape, and the keys that
# a dossier adds to it.
OF_DOSSIER: tuple[tuple[str, str, type, dict[str, Any]], ...] = (
    ("document", "documents", DocumentRow, {"id": str, "number": int, "label": str}),
    ("member", "members", StoryRow, {}),
    ("family", "families", FamilyOfDossier, {}),
    ("copy", "copies", CopyRow, {"id": str}),
    ("quote", "quotes", QuoteRow, {"id": str, "place": str, "text": str}),
    ("speaker", "speakers", SpeakerRow, {}),
    ("time", "times", TimeRow, {}),
    ("name", "names", NameRow, {}),
    ("relay", "relays", RelayRow, {}),
    ("actor", "actors", ActorRow, {}),
    ("event", "events", EventRow, {}),
    ("finding", "findings", FindingRow, {}),
    ("open", "open_questions", UnknownRow, {}),
    ("similar", "similar", SimilarRow, {}),
    ("cells", "matrix", MatrixRow, {}),
    ("place", "places", MarkedPlace, {}),
    ("rejected", "rejected", RejectedRow, {}),
)


class DossierFile(TypedDict):
    """What stands above the rows of `read --format json`."""

    schema: str
    sayso: str
    story: str
    title: str
    badge: str
    articles: int
    texts: int
    lead: list[LeadRow]
    dossier: Dossier
