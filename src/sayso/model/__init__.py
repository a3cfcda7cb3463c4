"""Every frozen value that crosses from one room to another.

Texts are never copied about: a value points into `Document.text` with a `Passage`, half-open, in
code points. A judgement carries `why`, a tuple of `Reason`. Kinds are closed vocabularies
(`Literal`); a row printed by the command line uses exactly these words.

    Document ─ Copy, CopyGraph ─ Story
             ─ Reading (Name, TimeRef, Quantity, Quote, Relay, Claim, Happening)
             ─ Finding, Event ─ Dossier
"""

from sayso.model.copies import (
    Boilerplate,
    Copy,
    CopyGraph,
    CopyKind,
    Descent,
    Direction,
    Family,
    Form,
)
from sayso.model.documents import Defect, Document, Part, PartKind, Rejected
from sayso.model.dossiers import Dossier
from sayso.model.findings import (
    Actor,
    Agreement,
    Conflict,
    Day,
    Event,
    Finding,
    Findings,
    Origin,
    OriginKind,
    Side,
    SingleSource,
    Subtype,
    Telling,
    Verdict,
)
from sayso.model.places import DocRef, Passage, Reason, Scalar, Value
from sayso.model.readings import (
    Claim,
    Happening,
    HappeningKind,
    HowMany,
    Manner,
    Name,
    NameKind,
    Predication,
    Quantity,
    Quote,
    QuoteKind,
    Reading,
    Relay,
    Status,
    TimeKind,
    TimeRef,
    Unnamed,
)
from sayso.model.stories import Member, Story
from sayso.model.times import Rule, RuleKind, Season, Tense, Unit, Which

__all__ = [
    "Actor",
    "Agreement",
    "Boilerplate",
    "Claim",
    "Conflict",
    "Copy",
    "CopyGraph",
    "CopyKind",
    "Day",
    "Defect",
    "Descent",
    "Direction",
    "DocRef",
    "Document",
    "Dossier",
    "Event",
    "Family",
    "Finding",
    "Findings",
    "Form",
    "Happening",
    "HappeningKind",
    "HowMany",
    "Manner",
    "Member",
    "Name",
    "NameKind",
    "Origin",
    "OriginKind",
    "Part",
    "PartKind",
    "Passage",
    "Predication",
    "Quantity",
    "Quote",
    "QuoteKind",
    "Reading",
    "Reason",
    "Rejected",
    "Relay",
    "Rule",
    "RuleKind",
    "Scalar",
    "Season",
    "Side",
    "SingleSource",
    "Status",
    "Story",
    "Subtype",
    "Telling",
    "Tense",
    "TimeKind",
    "TimeRef",
    "Unit",
    "Unnamed",
    "Value",
    "Verdict",
    "Which",
]
