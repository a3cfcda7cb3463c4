"""What the accounts of one story agree on, where they part, and on whose say-so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from sayso.model.places import Frozen, Passage, Reason
from sayso.model.readings import NameKind, Status

Subtype = Literal["number", "date", "place", "name", "status", "wording", "attribution", "other"]
Verdict = Literal["real", "superseded", "precision", "scope"]
Certainty = Literal["firm", "unsure"]
CellKind = Literal["told", "differs", "relayed", "unclear", "not-found"]
Turn = Literal["first", "picked-up", "changed", "denied", "corrected", "dropped"]
OriginKind = Literal["speaker", "document", "agency", "outlet", "unattributed"]


@dataclass(frozen=True, slots=True)
class Actor(Frozen):
    """A name followed across documents. `aliases` are the printed forms, most frequent first."""

    id: str
    name: str
    kind: NameKind
    aliases: tuple[str, ...]
    mentions: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Day(Frozen):
    """The day a document was published: declared, or inferred from its story (then a range and the
    reasons).
    """

    doc_id: str
    best: date | None
    earliest: date | None
    latest: date | None
    inferred: bool
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling(Frozen):
    """One place where something is told. `value` as printed ("around 5,000"), `norm` what it stands
    for ("5000").
    """

    at: Passage
    sentence: Passage
    holder: str | None = None
    anonymous: bool = False
    via: tuple[str, ...] = ()
    value: str | None = None
    norm: str | None = None
    low_confidence: bool = False


@dataclass(frozen=True, slots=True)
class Origin(Frozen):
    """One independent voice behind a claim. `tellings` are the indexes of the finding's tellings
    that rest on it.
    """

    kind: OriginKind
    label: str
    tellings: tuple[int, ...]
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell(Frozen):
    """What one text does with one claim: tells it, tells it with a difference, hands it on; or the
    text holds something alike that is not sure (`unclear`), or nothing alike at all (`not-found`).

    likeness  of the text's best unit with the claim, 0 to 1
    left_out  nothing alike was found in a text that is late and long enough to have told it
    """

    doc_id: str
    kind: CellKind
    likeness: float
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Step(Frozen):
    """One step in the course of a claim: the day of the text, and what that text does with it."""

    day: date
    doc_id: str
    turn: Turn
    telling: int | None = None


@dataclass(frozen=True, slots=True)
class Agreement(Frozen):
    """Several texts tell the same. `origins` hold identified voices (or the one unattributed);
    `origins_open` counts texts that state it in their own voice. `cells` say of every text of the
    story what it does with the claim, `course` how the claim went from day to day. `certainty` is
    firm where each telling holds the whole of `what`, unsure where they are only likely one fact.
    """

    id: str
    what: str
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    origins_open: int
    status: Status
    why: tuple[Reason, ...] = ()
    origins_why: tuple[Reason, ...] = ()
    topic: str = ""
    cells: tuple[Cell, ...] = ()
    course: tuple[Step, ...] = ()
    certainty: Certainty = "firm"


@dataclass(frozen=True, slots=True)
class Side(Frozen):
    """One answer in a conflict: the printed value and the tellings (indexes) that give it."""

    value: str
    tellings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict(Frozen):
    """Accounts that part. `topic` is what is in question ("the letter"), `sides` the answers."""

    id: str
    what: str
    topic: str
    subtype: Subtype
    verdict: Verdict
    sides: tuple[Side, ...]
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    origins_open: int
    why: tuple[Reason, ...] = ()
    origins_why: tuple[Reason, ...] = ()
    cells: tuple[Cell, ...] = ()
    course: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenQuestion(Frozen):
    """A text says that something is not known, not released or not said; `answered` are the indexes
    of the tellings in which a later text gives the answer, empty where none surely does.
    """

    id: str
    what: str
    tellings: tuple[Telling, ...]
    answered: tuple[int, ...]
    day: date | None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Similar(Frozen):
    """Passages that are alike and that no check could tell to be the same or to differ: shown as
    such, and nothing is claimed of them.
    """

    id: str
    what: str
    subtype: Subtype
    tellings: tuple[Telling, ...]
    certainty: Certainty = "unsure"
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SingleSource(Frozen):
    """Told by one text only, or resting on one voice in one family; worth showing because it
    matters to the story.
    """

    id: str
    what: str
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    origins_open: int
    status: Status
    why: tuple[Reason, ...] = ()
    origins_why: tuple[Reason, ...] = ()
    topic: str = ""


Finding: TypeAlias = Agreement | Conflict | SingleSource


@dataclass(frozen=True, slots=True)
class Event(Frozen):
    """A dated happening. `value` is the TIMEX3 value of its day; `inferred` when it rests on an
    inferred day; `minor` where it is of no consequence by itself, so that a page may fold it.
    """

    id: str
    value: str
    earliest: date | None
    latest: date | None
    inferred: bool
    status: Status
    what: str
    actors: tuple[str, ...]
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    why: tuple[Reason, ...] = ()
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Findings(Frozen):
    """All that was found in one story; `similar` is what no check could tell to hold."""

    story_id: str
    findings: tuple[Finding, ...]
    events: tuple[Event, ...]
    actors: tuple[Actor, ...]
    days: tuple[Day, ...]
    open_questions: tuple[OpenQuestion, ...] = ()
    similar: tuple[Similar, ...] = ()
