"""Every frozen value that crosses from one room to another.

Texts are never copied about: a value points into `Document.text` with a `Passage`, half-open, in
code points. A judgement carries `why`, a tuple of `Reason`. Kinds are closed vocabularies
(`Literal`); a row printed by the command line uses exactly these words.

    Document ─ Copy, CopyGraph ─ Story
             ─ Reading (Name, TimeRef, Quantity, Quote, Relay, Claim, Happening)
             ─ Finding, Event ─ Dossier      Decision

What a reading holds, and what is found, is loaded when it is asked for: commands that read nothing
start without.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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
from sayso.model.decisions import Decision, DecisionKind
from sayso.model.documents import Defect, Document, Part, PartKind, Rejected
from sayso.model.places import DocRef, Passage, Reason, Scalar, Value
from sayso.model.stories import Member, Story

if TYPE_CHECKING:
    from sayso.model.dossiers import Dossier
    from sayso.model.findings import (
        Actor,
        Agreement,
        Cell,
        CellKind,
        Certainty,
        Conflict,
        Day,
        Event,
        Finding,
        Findings,
        OpenQuestion,
        Origin,
        OriginKind,
        Side,
        Similar,
        SingleSource,
        Step,
        Subtype,
        Telling,
        Turn,
        Verdict,
    )
    from sayso.model.readings import (
        SILENT,
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
    from sayso.model.times import Rule, RuleKind, Season, Tense, Unit, Which

__all__ = [
    "SILENT",
    "Actor",
    "Agreement",
    "Boilerplate",
    "Cell",
    "CellKind",
    "Certainty",
    "Claim",
    "Conflict",
    "Copy",
    "CopyGraph",
    "CopyKind",
    "Day",
    "Decision",
    "DecisionKind",
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
    "OpenQuestion",
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
    "Similar",
    "SingleSource",
    "Status",
    "Step",
    "Story",
    "Subtype",
    "Telling",
    "Tense",
    "TimeKind",
    "TimeRef",
    "Turn",
    "Unit",
    "Unnamed",
    "Value",
    "Verdict",
    "Which",
]
_LATER = {
    "Actor": "findings",
    "Agreement": "findings",
    "Cell": "findings",
    "CellKind": "findings",
    "Certainty": "findings",
    "Conflict": "findings",
    "Day": "findings",
    "Event": "findings",
    "Finding": "findings",
    "Findings": "findings",
    "OpenQuestion": "findings",
    "Origin": "findings",
    "OriginKind": "findings",
    "Side": "findings",
    "Similar": "findings",
    "SingleSource": "findings",
    "Step": "findings",
    "Subtype": "findings",
    "Telling": "findings",
    "Turn": "findings",
    "Verdict": "findings",
    "Claim": "readings",
    "Happening": "readings",
    "HappeningKind": "readings",
    "HowMany": "readings",
    "Manner": "readings",
    "Name": "readings",
    "NameKind": "readings",
    "Predication": "readings",
    "Quantity": "readings",
    "Quote": "readings",
    "QuoteKind": "readings",
    "Reading": "readings",
    "Relay": "readings",
    "SILENT": "readings",
    "Status": "readings",
    "TimeKind": "readings",
    "TimeRef": "readings",
    "Unnamed": "readings",
    "Rule": "times",
    "RuleKind": "times",
    "Season": "times",
    "Tense": "times",
    "Unit": "times",
    "Which": "times",
    "Dossier": "dossiers",
}


def __getattr__(name: str) -> Any:
    """What `__all__` names, loaded when it is asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
