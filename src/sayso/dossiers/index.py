"""Look-up tables of one dossier: documents by id, their numbers, labels, days and families, and the
ids of all lines.

Dossier ──index──▶ Lookup: what every section of the page asks
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.dossiers.anchors import slug, unique
from sayso.model import Day, Document, Dossier, Event, Family, Finding, Passage, Reading

SECTIONS = (
    "part",
    "open",
    "similar",
    "agree",
    "timeline",
    "said",
    "matrix",
    "copies",
    "articles",
    "top",
    "main",
)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Everything by document id; `names` gives an actor's name by its id, `lines` the page id of a
    finding or event, `shown` what has that id; `people` are the printed forms of persons' names.
    """

    dossier: Dossier
    documents: Mapping[str, Document]
    readings: Mapping[str, Reading]
    days: Mapping[str, Day]
    numbers: Mapping[str, int]
    labels: Mapping[str, str]
    family_of: Mapping[str, Family]
    names: Mapping[str, str]
    lines: Mapping[str, str]
    shown: Mapping[str, Finding | Event]
    people: frozenset[str]
    quote_ids: Mapping[tuple[str, int], str]

    def anchor(self, at: Passage) -> str:
        """Page id of the place where a passage begins."""
        return f"d{self.numbers[at.doc_id]}-{at.start}"

    def text(self, at: Passage) -> str:
        """The characters of a passage."""
        return at.cut(self.documents[at.doc_id].text)

    def texts(self, doc_ids: Iterable[str]) -> int:
        """How many families the documents make up."""
        return len({self.family_of[i].original for i in doc_ids})


def index(dossier: Dossier) -> Lookup:
    """The tables of one dossier.

    >>> from types import SimpleNamespace
    >>> from sayso.model import Document
    >>> nothing = SimpleNamespace(findings=(), events=(), actors=(), days=(), open_questions=(),
    ...     similar=())
    >>> told = SimpleNamespace(documents=(Document("a", "It sank."),), readings=(), families=(),
    ...     copies=(), findings=nothing, rejected=())
    >>> look = index(told)
    >>> look.text(Passage("a", 0, 2)), look.texts(["a"])
    ('It', 1)
    """
    documents = {doc.id: doc for doc in dossier.documents}
    lines = _lines(dossier)
    found = (*dossier.findings.findings, *dossier.findings.events)
    persons = (actor for actor in dossier.findings.actors if actor.kind == "person")
    numbers = {doc_id: number for number, doc_id in enumerate(documents, 1)}
    family_of = {i: family for family in dossier.families for i in family.doc_ids}
    family_of |= {i: Family(i, (i,)) for i in documents if i not in family_of}
    return Lookup(
        dossier=dossier,
        documents=documents,
        readings={reading.doc_id: reading for reading in dossier.readings},
        days={day.doc_id: day for day in dossier.findings.days},
        numbers=numbers,
        labels=_labels(dossier.documents, family_of),
        family_of=family_of,
        names={actor.id: actor.name for actor in dossier.findings.actors},
        lines=lines,
        shown={lines[one.id]: one for one in found},
        people=frozenset(form for a in persons for form in (a.name, *a.aliases)),
        quote_ids=_quote_ids(dossier, numbers),
    )


def _labels(documents: Iterable[Document], family_of: Mapping[str, Family]) -> dict[str, str]:
    """What each article is called: its outlet, with its number where the outlet alone does not tell
    it apart.

    The text that was read of an outlet's copies keeps the outlet's plain name.
    """
    held = tuple(documents)
    often = Counter(doc.outlet for doc in held if family_of[doc.id].original == doc.id)
    labels = {}
    for number, doc in enumerate(held, 1):
        plain = family_of[doc.id].original == doc.id and often[doc.outlet] == 1
        outlet = " ".join((doc.outlet or "").split())
        if not outlet:
            labels[doc.id] = f"Article {number}"
        else:
            labels[doc.id] = outlet if plain else f"{outlet} (article {number})"
    return labels


def _lines(dossier: Dossier) -> dict[str, str]:
    found = dossier.findings
    ids = [
        one.id
        for held in (found.findings, found.events, found.open_questions, found.similar)
        for one in held
    ]
    return dict(zip(ids, unique((slug(i) for i in ids), SECTIONS), strict=True))


def _quote_ids(dossier: Dossier, numbers: Mapping[str, int]) -> dict[tuple[str, int], str]:
    places = [
        (r.doc_id, n, q)
        for r in dossier.readings
        for n, q in enumerate(r.quotes)
        if r.doc_id in numbers
    ]
    wanted = (f"q-d{numbers[doc_id]}-{quote.content[0].start}" for doc_id, _, quote in places)
    return {(doc_id, n): made for (doc_id, n, _), made in zip(places, unique(wanted), strict=True)}
