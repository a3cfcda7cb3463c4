"""Findings as schema.org `Claim`, in JSON-LD: what is claimed, where it appears, where first.

    Agreement, SingleSource ──▶ one Claim       Conflict ──▶ one Claim a side

`firstAppearance` stands only where the days leave no doubt: every other appearance is surely later.
There is no `ClaimReview`, here or elsewhere: sayso does not judge what is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sayso.exchange.identifiers import found, web_address
from sayso.model import Conflict, Day, Document, Dossier, Finding, Telling
from sayso.plain import Row

_KINDS = {"person": "Person", "org": "Organization"}


def claims(dossiers: Sequence[Dossier]) -> Row:
    """All claims of all stories under one `@graph`.

    >>> claims([])
    {'@context': 'https://schema.org', '@graph': []}
    """
    graph = [claim for dossier in dossiers for claim in _of_story(dossier)]
    return {"@context": "https://schema.org", "@graph": graph}


def _of_story(dossier: Dossier) -> Iterator[Row]:
    look = _Story(dossier)
    for finding in dossier.findings.findings:
        for text, told in _sides(finding):
            yield look.claim(finding, text, told)


def _sides(finding: Finding) -> Iterator[tuple[str, Sequence[Telling]]]:
    if not isinstance(finding, Conflict):
        yield finding.what, finding.tellings
        return
    for side in finding.sides:
        told = [finding.tellings[n] for n in side.tellings]
        if told:
            yield "", told


class _Story:
    """One story's documents, days and actors, for its claims to ask."""

    def __init__(self, dossier: Dossier) -> None:
        self._documents = {doc.id: doc for doc in dossier.documents}
        self._days = {day.doc_id: day for day in dossier.findings.days}
        self._kinds = {
            name.lower(): _KINDS[actor.kind]
            for actor in dossier.findings.actors
            for name in (actor.name, *actor.aliases)
            if actor.kind in _KINDS
        }

    def claim(self, finding: Finding, text: str, told: Sequence[Telling]) -> Row:
        """One claim; without a text of its own it is put as its first telling does."""
        places = tuple(dict.fromkeys(t.at for t in told))
        by_doc: dict[str, list[str]] = {}
        for at in places:
            words = at.cut(self._documents[at.doc_id].text)
            by_doc.setdefault(at.doc_id, []).append(words)
        made: Row = {
            "@type": "Claim",
            "@id": found("claim", places, finding.id),
            "text": text or by_doc[places[0].doc_id][0],
            "appearance": [self._appearance(doc_id, said) for doc_id, said in by_doc.items()],
        }
        holders = dict.fromkeys(t.holder for t in told if t.holder and not t.anonymous)
        if authors := [self._who(name) for name in holders]:
            made["author"] = authors
        first = first_of(list(by_doc), self._documents, self._days)
        if first is not None:
            made["firstAppearance"] = self._work(first)
        return made

    def _who(self, name: str) -> Row | str:
        kind = self._kinds.get(name.lower())
        return {"@type": kind, "name": name} if kind else name

    def _work(self, doc_id: str) -> Row:
        doc, day = self._documents[doc_id], self._days.get(doc_id)
        published = doc.published or (day.best if day and not day.inferred else None)
        said = {
            "url": web_address(doc),
            "headline": doc.title,
            "datePublished": published.isoformat() if published else None,
            "publisher": {"@type": "Organization", "name": doc.outlet} if doc.outlet else None,
        }
        kept = {key: value for key, value in said.items() if value}
        return {"@type": "NewsArticle", "identifier": doc.id, **kept}

    def _appearance(self, doc_id: str, quoted: list[str]) -> Row:
        """The article, and the words in it that say so."""
        parts = [{"@type": "Quotation", "text": text} for text in quoted]
        return {**self._work(doc_id), "hasPart": parts}


def first_of(
    doc_ids: Sequence[str], documents: Mapping[str, Document], days: Mapping[str, Day]
) -> str | None:
    """The one document that is surely earlier than every other; None where that is not known.

    >>> first_of(["a"], {}, {})
    'a'
    """
    distinct = list(dict.fromkeys(doc_ids))
    if len(distinct) == 1:
        return distinct[0]
    ranges = {}
    for doc_id in distinct:
        day, known = days.get(doc_id), documents[doc_id].published
        earliest = known or (day.earliest if day else None)
        latest = known or (day.latest if day else None)
        if earliest is None:  # it may be the first
            return None
        ranges[doc_id] = earliest, latest
    for doc_id, (_, latest) in ranges.items():
        others = (early for other, (early, _) in ranges.items() if other != doc_id)
        if latest is not None and all(latest < early for early in others):
            return doc_id
    return None
