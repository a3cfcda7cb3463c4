"""The head of a page: what lies on the desk, how sure it is that it belongs together, what was left
out.

Dossier ──▶ Head(title, "5 articles · 4 texts", span of days, what was left out)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.dossiers.articles import is_read
from sayso.dossiers.index import Lookup
from sayso.dossiers.sources import Because, because
from sayso.dossiers.wording import (
    LINE,
    clip,
    count,
    day_words,
    language,
    listed,
    part_words,
    span_words,
)
from sayso.model import Document, Member, Rejected

_GROUNDS = (
    ("shared-names", "share names with the others"),
    ("copy-family", "share their words with another"),
)
_HARDLY = 0.05  # mean likeness below which articles said to be one story may be none


@dataclass(frozen=True, slots=True)
class Belongs:
    """Why one article was put into this story."""

    number: int
    label: str
    why: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """An input that could not be read."""

    id: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Head:
    """Everything above the first section. `left_out` holds whole sentences."""

    title: str
    badge: str
    days: str
    outlets: str
    grouping: str
    left_out: tuple[str, ...]
    belongs: tuple[Belongs, ...]
    rejected: tuple[Turned, ...]
    story: str
    version: str


def head(look: Lookup) -> Head:
    """The head of the page."""
    dossier = look.dossier
    return Head(
        title=clip(dossier.title, LINE) or "Untitled story",
        badge=badge_words(look),
        days=_days(look),
        outlets=_outlets(look),
        grouping=_grouping(look),
        left_out=tuple(_left_out(look)),
        belongs=tuple(
            Belongs(look.numbers[m.doc_id], look.labels[m.doc_id], because(look, m.why))
            for m in dossier.story.members
            if m.doc_id in look.documents
        ),
        rejected=tuple(_turned(number, one) for number, one in enumerate(dossier.rejected, 1)),
        story=dossier.story.id,
        version=dossier.version,
    )


def badge_words(look: Lookup) -> str:
    """Articles and texts, never an article count alone."""
    return f"{count(len(look.documents), 'article')} · {count(look.texts(look.documents), 'text')}"


def _turned(number: int, one: Rejected) -> Turned:
    where = one.source if one.line is None else f"{one.source}, line {one.line}"
    return Turned(f"rejected-{number}", where, one.reason)


def _days(look: Lookup) -> str:
    known = [day.best for day in look.days.values() if day.best]
    undated = len(look.documents) - len(known)
    if not known:
        return "No article could be dated"
    words = (
        span_words(min(known), max(known)) if min(known) != max(known) else day_words(min(known))
    )
    return words + (f" · {count(undated, 'article')} undated" if undated else "")


def _outlets(look: Lookup) -> str:
    named = list(dict.fromkeys(doc.outlet for doc in look.dossier.documents if doc.outlet))
    unnamed = sum(doc.outlet is None for doc in look.dossier.documents)
    words = listed(named, most=8)
    more = f"{count(unnamed, 'article')} of unknown outlet" if unnamed else ""
    return " · ".join(w for w in (words, more) if w)


def _grouping(look: Lookup) -> str:
    """How the articles came together, as one sentence."""
    members = look.dossier.story.members
    if len(members) < 2:
        return "One article: there is nothing to compare it with."
    said = [_together(members)]
    if _unlike(members):
        said.append("They are hardly alike, so they may not tell one story.")
    inferred = sum(look.days[m.doc_id].inferred for m in members if m.doc_id in look.days)
    if inferred:
        own = "its" if inferred == 1 else "their"
        said.append(f"{count(inferred, 'article')} had no day of {own} own, so it was inferred.")
    return " ".join(said)


def _together(members: Sequence[Member]) -> str:
    """On what the articles were put together, and how many are held by little."""
    rules = [{reason.rule for reason in m.why} for m in members]
    number = count(len(members), "article")
    if not any(rules):
        return f"{number} were given as one story; nothing was checked."
    held_by = [(sum(rule in r for r in rules), words) for rule, words in _GROUNDS]
    grounds = [
        f"{n} {words if n > 1 else words.replace('share', 'shares', 1)}"
        for n, words in held_by
        if n
    ]
    loose = sum(not r & {rule for rule, _ in _GROUNDS} for r in rules)
    words = f"{number} were taken as one story" + (f": {listed(grounds)}." if grounds else ".")
    held = "is held by likeness alone" if loose == 1 else "are held by likeness alone"
    return words + (
        f" {count(loose, 'article')} {held}: look at {'it' if loose == 1 else 'them'} first."
        if loose
        else ""
    )


def _unlike(members: Sequence[Member]) -> bool:
    """The articles have next to nothing in common, as loose ones have that were called one
    story.
    """
    alike = [r.values[1] for m in members for r in m.why if r.rule == "alike"]
    known = [value for value in alike if isinstance(value, float)]
    return bool(known) and sum(known) / len(known) < _HARDLY


def _left_out(look: Lookup) -> list[str]:
    """What the reader would otherwise not know is missing."""
    said = []
    if look.dossier.as_of:
        said.append(
            f"The accounts as they stood on {day_words(look.dossier.as_of)}: "
            "later articles are not used."
        )
    if lost := len(look.dossier.unplaced):
        said.append(f"{count(lost, 'article')} could not be dated, and so not placed before it.")
    if look.dossier.rejected:
        said.append(f"{count(len(look.dossier.rejected), 'input')} could not be read.")
    parts = [part.kind for doc in look.dossier.documents for part in doc.parts]
    if parts:
        verb = "is" if len(parts) == 1 else "are"
        said.append(f"{part_words(parts)} {verb} not read as prose.")
    for lang, docs in _unread(look).items():
        said.append(
            f"{count(len(docs), 'article')} in {lang} "
            f"{'was' if len(docs) == 1 else 'were'} not read."
        )
    spoilt = sum(bool(doc.worn) for doc in look.dossier.documents)
    if spoilt:
        has, was = ("has", "is") if spoilt == 1 else ("have", "are")
        said.append(
            f"{count(spoilt, 'article')} {has} lost capitals or punctuation and {was} read with "
            "low confidence."
        )
    return said


def _unread(look: Lookup) -> dict[str, list[Document]]:
    held: dict[str, list[Document]] = {}
    for doc in look.dossier.documents:
        if not is_read(look, doc):
            held.setdefault(language(doc.lang), []).append(doc)
    return held
