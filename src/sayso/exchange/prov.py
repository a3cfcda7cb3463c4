"""Where everything comes from, as PROV-JSON (W3C PROV-DM 2013, the PROV-JSON submission).

    document, quote, finding ─ entity      outlet, speaker ─ agent      the run of sayso ─ activity
    copy of ─ wasDerivedFrom   quoted in ─ wasQuotedFrom   said by, printed by ─ wasAttributedTo

The activity holds the version and the digest of the settings, not the hour: the same articles give
the same document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sayso.exchange.identifiers import found, local, web_address
from sayso.model import Copy, Document, Dossier, Finding, Quote
from sayso.plain import Row

_PREFIXES = {
    "sayso": "urn:x-sayso:vocabulary:",
    "doc": "urn:x-sayso:document:",
    "agent": "urn:x-sayso:agent:",
    "report": "urn:x-sayso:report:",
    "uuid": "urn:uuid:",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
}
_QUOTED, _REVISED, _SOURCE = "prov:Quotation", "prov:Revision", "prov:PrimarySource"
# How a copy comes from its original; other kinds are derived from it, no more.
_WAYS = {"edited-copy": _REVISED, "identical": _REVISED, "excerpt": _QUOTED}
_VOICES = {"speaker", "agency", "outlet"}


def prov(dossiers: Sequence[Dossier], settings: str = "") -> Row:
    """One PROV document of all stories; `settings` is the digest of the options.

    >>> sorted(prov([]))[:3]
    ['activity', 'agent', 'prefix']
    """
    made = _Graph()
    version = next((d.version for d in dossiers if d.version), "")
    digests = sorted(doc.digest or doc.id for d in dossiers for doc in d.documents)
    run = _uuid(found("run", (), version, settings, *digests))
    made.held["activity"][run] = _attributes(
        ("prov:type", _name("sayso:Run")),
        ("sayso:version", version or None),
        ("sayso:settings", settings or None),
    )
    made.held["agent"]["agent:sayso"] = {
        "prov:type": _name("prov:SoftwareAgent"),
        "prov:label": f"sayso {version}".strip(),
    }
    made.relate("wasAssociatedWith", activity=run, agent="agent:sayso")
    for dossier in dossiers:
        made.story(dossier, run)
    return {"prefix": dict(_PREFIXES), **made.held}


class _Graph:
    """Records as they come, by kind; relations are numbered."""

    def __init__(self) -> None:
        self.held: defaultdict[str, dict[str, Row]] = defaultdict(dict)

    def relate(self, relation: str, /, kind: str = "", **ends: str) -> None:
        """One relation between two records, of a kind where it has one."""
        held = self.held[relation]
        row: Row = {f"prov:{end}": name for end, name in ends.items()}
        if kind:
            row["prov:type"] = _name(kind)
        held[f"_:{relation}{len(held) + 1}"] = row

    def agent(self, name: str, kind: str = "") -> str:
        """The agent of that name, made where it is new."""
        key = f"agent:{local(name)}"
        if key not in self.held["agent"]:
            kinds = {"person": "prov:Person", "org": "prov:Organization"}
            self.held["agent"][key] = _attributes(
                ("prov:label", name), ("prov:type", _name(kinds[kind]) if kind in kinds else None)
            )
        return key

    def story(self, dossier: Dossier, run: str) -> None:
        """Every document, copy, quote and finding of one story."""
        texts = {doc.id: doc.text for doc in dossier.documents}
        kinds = {
            name: actor.kind for actor in dossier.findings.actors
            for name in (actor.name, *actor.aliases)
        }  # fmt: skip
        for doc in dossier.documents:
            self._document(doc, run)
        for copy in dossier.copies:
            if copy.a in texts and copy.b in texts:
                self._copy(copy)
        for reading in dossier.readings:
            if reading.doc_id not in texts:
                continue
            for relay in reading.relays:
                self._report(relay.origin, reading.doc_id)
            for quote in reading.quotes:
                self._quote(quote, texts[quote.doc_id], kinds, run)
        for finding in dossier.findings.findings:
            self._finding(finding, dossier.story.id, kinds, run)

    def _document(self, doc: Document, run: str) -> None:
        key = _doc(doc.id)
        day = {"$": doc.published.isoformat(), "type": "xsd:date"} if doc.published else None
        address = web_address(doc)
        self.held["entity"][key] = _attributes(
            ("prov:type", _name("schema:NewsArticle")),
            ("prov:label", doc.title or doc.id),
            ("prov:location", {"$": address, "type": "xsd:anyURI"} if address else None),
            ("dcterms:identifier", doc.id),
            ("dcterms:issued", day),
            ("sayso:sha256", doc.digest or None),
        )
        self.relate("used", activity=run, entity=key)
        if doc.outlet:
            self.relate("wasAttributedTo", entity=key, agent=self.agent(doc.outlet, "org"))

    def _copy(self, copy: Copy) -> None:
        """Where the direction is known one text comes from the other; where it is not, two that are
        one text are two forms of it. Texts that are independent come from nowhere.
        """
        if copy.independent:
            return
        a, b = _doc(copy.a), _doc(copy.b)
        kind = _WAYS.get(copy.kind, "")
        if copy.direction == "a->b":
            self.relate("wasDerivedFrom", kind, generatedEntity=b, usedEntity=a)
        elif copy.direction == "b->a":
            self.relate("wasDerivedFrom", kind, generatedEntity=a, usedEntity=b)
        elif copy.kind in ("identical", "edited-copy"):
            self.relate("alternateOf", alternate1=a, alternate2=b)
        elif copy.direction == "common-source":
            common = _uuid(found("common", (), copy.a, copy.b))
            self.held["entity"][common] = {"prov:label": "a text that both carry, not in the pile"}
            for end in (a, b):
                self.relate("wasDerivedFrom", generatedEntity=end, usedEntity=common)

    def _report(self, origin: str, doc_id: str) -> None:
        """What an article hands on is a report of another, whether the pile holds it or not."""
        key = f"report:{local(origin)}"
        if key not in self.held["entity"]:
            self.held["entity"][key] = {"prov:label": f"a report by {origin}"}
            self.relate("wasAttributedTo", entity=key, agent=self.agent(origin, "org"))
        self.relate("wasDerivedFrom", _SOURCE, generatedEntity=_doc(doc_id), usedEntity=key)

    def _quote(self, quote: Quote, text: str, kinds: dict[str, Any], run: str) -> None:
        key = _uuid(found("quote", quote.content))
        self.held["entity"][key] = _attributes(
            ("prov:type", _name("schema:Quotation")),
            ("prov:value", " … ".join(p.cut(text) for p in quote.content)),
            ("sayso:start", quote.content[0].start),
            ("sayso:end", max(p.end for p in quote.content)),
            ("sayso:kind", quote.kind),
        )
        self.relate("wasGeneratedBy", entity=key, activity=run)
        self.relate("wasDerivedFrom", _QUOTED, generatedEntity=key, usedEntity=_doc(quote.doc_id))
        if quote.speaker and not quote.anonymous:
            agent = self.agent(quote.speaker, kinds.get(quote.speaker, ""))
            self.relate("wasAttributedTo", entity=key, agent=agent)

    def _finding(self, finding: Finding, story: str, kinds: dict[str, Any], run: str) -> None:
        key = _uuid(found("finding", (t.at for t in finding.tellings), story, finding.id))
        self.held["entity"][key] = {
            "prov:type": _name(f"sayso:{type(finding).__name__}"),
            "prov:label": finding.what,
            "sayso:origins": len(finding.origins),
        }
        self.relate("wasGeneratedBy", entity=key, activity=run)
        for doc_id in dict.fromkeys(t.at.doc_id for t in finding.tellings):
            self.relate("wasDerivedFrom", generatedEntity=key, usedEntity=_doc(doc_id))
        for origin in finding.origins:
            if origin.kind in _VOICES:
                kind = kinds.get(origin.label, "") if origin.kind == "speaker" else "org"
                self.relate("wasAttributedTo", entity=key, agent=self.agent(origin.label, kind))
            elif origin.kind == "document":
                source = f"report:{local(origin.label)}"
                self.held["entity"].setdefault(source, {"prov:label": origin.label})
                self.relate("wasDerivedFrom", _SOURCE, generatedEntity=key, usedEntity=source)


def _doc(doc_id: str) -> str:
    return f"doc:{local(doc_id)}"


def _uuid(urn: str) -> str:
    return f"uuid:{urn.removeprefix('urn:uuid:')}"


def _name(qualified: str) -> Row:
    return {"$": qualified, "type": "prov:QUALIFIED_NAME"}


def _attributes(*pairs: tuple[str, Any]) -> Row:
    return {key: value for key, value in pairs if value is not None}
