"""Findings as cards: where the accounts part, what they agree on, what rests on one text.

Conflict ──▶ ConflictCard(sides, verdict and its reason)
Agreement, SingleSource ──▶ ClaimCard(badge, tellings), strongest support first
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.dossiers.index import Lookup
from sayso.dossiers.sources import Because, SourceLine, because, told_once
from sayso.dossiers.wording import LINE, STATUSES, SUBTYPES, VERDICTS, badge, clip, count
from sayso.model import Agreement, Conflict, Origin, SingleSource, Telling

_MANY_TEXTS = 2  # texts from which a claim looks confirmed to a reader who counts texts


@dataclass(frozen=True, slots=True)
class SideView:
    """One answer, the texts that give it, and who stands behind it."""

    value: str
    told: tuple[SourceLine, ...]
    badge: str


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """What is in question, the answers, and how far they exclude each other."""

    id: str
    topic: str
    subtype: str
    verdict: str
    verdict_words: str
    sides: tuple[SideView, ...]
    badge: str
    why: tuple[Because, ...]
    origins_why: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim in an article's own words, with its support. `warning` marks one that looks wider
    than it is.
    """

    id: str
    what: str
    topic: str
    status: str
    badge: str
    warning: str
    told: tuple[SourceLine, ...]
    why: tuple[Because, ...]
    origins_why: tuple[Because, ...]


def conflict_cards(look: Lookup) -> tuple[ConflictCard, ...]:
    """Conflicts in the order in which they were found: the hardest first."""
    return tuple(
        _conflict(look, f) for f in look.dossier.findings.findings if isinstance(f, Conflict)
    )


def _conflict(look: Lookup, conflict: Conflict) -> ConflictCard:
    return ConflictCard(
        id=look.lines[conflict.id],
        topic=_sentence_case(clip(conflict.topic or conflict.what, LINE)),
        subtype=SUBTYPES[conflict.subtype],
        verdict=conflict.verdict,
        verdict_words=VERDICTS[conflict.verdict],
        sides=tuple(_side(look, conflict, side.value, side.tellings) for side in conflict.sides),
        badge=badge(_texts(look, conflict.tellings), conflict.origins, conflict.origins_open),
        why=because(look, conflict.why),
        origins_why=because(look, conflict.origins_why),
    )


def _side(look: Lookup, conflict: Conflict, value: str, chosen: tuple[int, ...]) -> SideView:
    tellings = [conflict.tellings[n] for n in chosen]
    voices = [o for o in conflict.origins if set(o.tellings) & set(chosen)]
    texts = count(_texts(look, tellings), "text")
    named = [o for o in voices if o.kind != "unattributed"]
    support = f"{texts} · {count(len(named), 'origin')}" if named else f"{texts}, not attributed"
    return SideView(clip(value, LINE), told_once(look, tellings), support)


def agreement_cards(look: Lookup) -> tuple[ClaimCard, ...]:
    """Agreements, strongest support first: identified origins, then texts."""
    held = [f for f in look.dossier.findings.findings if isinstance(f, Agreement)]
    held.sort(key=lambda f: (-_identified(f.origins), -_texts(look, f.tellings)))
    return tuple(_claim(look, f) for f in held)


def single_cards(look: Lookup) -> tuple[ClaimCard, ...]:
    """What one text alone tells, in the order of the story."""
    return tuple(
        _claim(look, f) for f in look.dossier.findings.findings if isinstance(f, SingleSource)
    )


def _claim(look: Lookup, finding: Agreement | SingleSource) -> ClaimCard:
    texts = _texts(look, finding.tellings)
    return ClaimCard(
        id=look.lines[finding.id],
        what=clip(finding.what, LINE),
        topic=finding.topic,
        status="" if finding.status == "happened" else STATUSES[finding.status],
        badge=badge(texts, finding.origins, finding.origins_open),
        warning=_warning(texts, finding.origins),
        told=told_once(look, finding.tellings),
        why=because(look, finding.why),
        origins_why=because(look, finding.origins_why),
    )


def _warning(texts: int, origins: tuple[Origin, ...]) -> str:
    """Said of a claim that several texts tell and one origin bears.

    >>> _warning(3, (Origin("speaker", "Ada Brandt", (0, 1, 2)),))
    'reported by 3 texts, and all rest on one origin'
    """
    if texts < _MANY_TEXTS or len(origins) != 1 or origins[0].kind == "unattributed":
        return ""
    return f"reported by {count(texts, 'text')}, and all rest on one origin"


def _identified(origins: Iterable[Origin]) -> int:
    return sum(o.kind != "unattributed" for o in origins)


def _texts(look: Lookup, tellings: Iterable[Telling]) -> int:
    return look.texts(t.at.doc_id for t in tellings)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
