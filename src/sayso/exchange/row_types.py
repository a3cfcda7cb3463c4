"""The shape of every row that is printed as JSON: what `plain` and `dossiers` make, as types.

A row is a flat dict. These types are what the published schema is made of, and nothing else; the
tests hold every row that is printed against them.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from sayso.model import (
    CellKind,
    Certainty,
    CopyKind,
    Defect,
    Direction,
    Form,
    HowMany,
    Manner,
    NameKind,
    OriginKind,
    PartKind,
    QuoteKind,
    Status,
    Subtype,
    TimeKind,
    Turn,
    Verdict,
)

Place = Annotated[int, "offset"]  # code points of the document's text
Share = Annotated[float, "share"]  # 0 to 1
IsoDay = Annotated[str, "day"]  # 2024-03-12
Span = tuple[Place, Place]  # start, and the first that no longer belongs to it


class PartRow(TypedDict):
    """A stretch that is not the article's prose."""

    kind: PartKind
    start: Place
    end: Place


class DocumentRow(TypedDict):
    """One article as it was read."""

    doc: str
    text: str
    title: str | None
    outlet: str | None
    published: IsoDay | None
    earliest: IsoDay | None
    latest: IsoDay | None
    inferred: bool
    lang: str
    parts: list[PartRow]
    url: str | None
    authors: list[str]
    defects: list[Defect]
    digest: str
    why: list[str]


class DifferenceRow(TypedDict):
    """Where two texts differ inside words that they share."""

    a: Span
    b: Span


class SharedRow(TypedDict, total=False):
    """Words that two texts share; `differences` only where they were looked for and found."""

    a: Span
    b: Span
    differences: list[DifferenceRow]


class CopyRow(TypedDict):
    """One unordered pair of documents, a < b."""

    a: str
    b: str
    kind: CopyKind
    form: list[Form]
    containment_a: Share
    containment_b: Share
    direction: Direction
    independent: bool
    passages: list[SharedRow]
    why: list[str]


class DescentRow(TypedDict):
    """A copy and the text of its family that it is nearest to."""

    doc: str
    parent: str
    share: Share
    direction: Literal["from-parent", "common-source", "unknown"]


class FamilyRow(TypedDict):
    """Documents that are one text."""

    family: str
    documents: list[str]
    cleanest: str
    fullest: str
    tree: list[DescentRow]


class PassageRow(TypedDict):
    """A place in a document and the words that stand there; in a dossier `place` is its id."""

    doc: str
    start: Place
    end: Place
    text: str
    place: NotRequired[str]


class BoilerplateRow(PassageRow):
    """A passage of the furniture of a site."""

    documents: int


class StoryRow(TypedDict):
    """A document and the story that it belongs to."""

    doc: str
    story: str
    why: list[str]


class QuoteRow(TypedDict):
    """One attribution."""

    doc: str
    kind: QuoteKind
    content: list[Span]
    quoted: list[Span]
    source: list[Span] | None
    cue: list[Span] | None
    speaker: str | None
    doubtful: list[str]
    anonymous: bool
    described: str | None
    unnamed: int | None
    how_many: HowMany | None
    because: str | None
    again: bool | None
    addressee: str | None
    manner: Manner
    speech: bool
    hedges: list[str]
    via: list[str]
    part: PartKind | None
    low_confidence: bool
    why: list[str]


class TimeRow(PassageRow):
    """One time expression with its TIMEX3 value."""

    type: TimeKind
    value: str
    earliest: IsoDay | None
    latest: IsoDay | None
    anchor: IsoDay | None
    part: PartKind | None
    why: list[str]


class ActorRow(TypedDict):
    """One name, joined across documents."""

    actor: str
    name: str
    kind: NameKind
    aliases: list[str]
    mentions: list[PassageRow]


class EventRow(TypedDict):
    """One dated event; `origins` counts them."""

    id: str
    date: str
    earliest: IsoDay | None
    latest: IsoDay | None
    inferred: bool
    status: Status
    minor: bool
    what: str
    actors: list[str]
    tellings: list[PassageRow]
    origins: int
    why: list[str]


class TellingRow(PassageRow):
    """One place where a finding is told, and on whose word."""

    holder: str | None
    anonymous: bool
    via: list[str]
    value: str | None
    norm: str | None


class SideRow(TypedDict):
    """One answer in a conflict; `tellings` are indexes."""

    value: str
    tellings: list[int]


class VoiceRow(TypedDict):
    """One origin; `tellings` are the indexes of those that rest on it."""

    kind: OriginKind
    label: str
    tellings: list[int]


class CellRow(TypedDict):
    """What one document does with a claim."""

    doc: str
    kind: CellKind
    likeness: Share
    left_out: bool


class StepRow(TypedDict):
    """One step in the course of a claim."""

    day: IsoDay
    doc: str
    turn: Turn


class FindingRow(TypedDict):
    """An agreement, a conflict, or the claim of a single text."""

    id: str
    kind: Literal["agreement", "conflict", "single"]
    subtype: Subtype | None
    topic: str
    what: str
    tellings: list[TellingRow]
    sides: list[SideRow]
    origins: int
    origins_open: int
    voices: list[VoiceRow]
    verdict: Verdict | None
    certainty: Certainty | None
    cells: list[CellRow]
    course: list[StepRow]
    why: list[str]
    origins_why: list[str]


class UnknownRow(TypedDict):
    """What a text says is not known."""

    id: str
    kind: Literal["unknown"]
    what: str
    day: IsoDay | None
    tellings: list[TellingRow]
    answered: list[int]
    why: list[str]


class SimilarRow(TypedDict):
    """What is alike and could not be told to be the same or to differ."""

    id: str
    kind: Literal["similar"]
    subtype: Subtype
    what: str
    certainty: Certainty
    tellings: list[TellingRow]
    why: list[str]


# What each command prints, a row a line.
OF_COMMAND: dict[str, tuple[type, ...]] = {
    "documents": (DocumentRow,),
    "copies": (CopyRow, FamilyRow, BoilerplateRow),
    "stories": (StoryRow,),
    "quotes": (QuoteRow,),
    "times": (TimeRow,),
    "names": (ActorRow,),
    "timeline": (EventRow,),
    "findings": (FindingRow, UnknownRow),
    "compare": (CopyRow, FindingRow),
}
