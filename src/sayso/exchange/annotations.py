"""Quotes and findings as Web Annotations (W3C Web Annotation Data Model, 2017), in JSON-LD.

    Quote, Finding ──▶ Annotation: body (who said it, what it comes to) and targets
    Passage ──▶ TextPositionSelector (code points) + TextQuoteSelector (exact, prefix, suffix)

Both selectors of a target select the same characters. A quotation that its cue cuts has several
targets, and so has a finding. The source is the article's address or its id; `state` names the very
text, as sayso read it, by its digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.exchange.identifiers import found, source_of, text_name
from sayso.model import Conflict, Document, Dossier, Finding, Passage, Quote
from sayso.plain import Row

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# characters before and behind: 32, doubled until the words stand once in the text, and no more than
# the last, so that a text made to repeat itself costs nothing
_LEAST, _MOST = 32, 1_024


def web_annotations(dossiers: Sequence[Dossier]) -> Row:
    """One AnnotationCollection of all stories, its page inside.

    >>> web_annotations([])["total"]
    0
    """
    items = [item for dossier in dossiers for item in _of_story(dossier)]
    version = next((d.version for d in dossiers if d.version), "")
    whole = found("annotations", (), *sorted(item["id"] for item in items))
    return {
        "@context": CONTEXT,
        "id": whole,
        "type": "AnnotationCollection",
        "label": "What was found by sayso: who said what, and what the accounts come to",
        "generator": {"type": "Software", "name": f"sayso {version}".strip()},
        "total": len(items),
        "first": {"id": f"{whole}#1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _of_story(dossier: Dossier) -> Iterator[Row]:
    documents = {doc.id: doc for doc in dossier.documents}
    for reading in dossier.readings:
        if reading.doc_id in documents:
            yield from (_of_quote(quote, documents) for quote in reading.quotes)
    for finding in dossier.findings.findings:
        yield _of_finding(finding, documents)


def _of_quote(quote: Quote, documents: Mapping[str, Document]) -> Row:
    who = quote.described if quote.anonymous else quote.speaker
    body = [_said(f"{quote.kind}, {quote.manner}: {who or 'nobody who could be named'}")]
    if who and not quote.anonymous:
        body.append({"type": "TextualBody", "value": who, "purpose": "tagging"})
    return _annotation("quote", body, quote.content, documents)


def _of_finding(finding: Finding, documents: Mapping[str, Document]) -> Row:
    many = len(finding.origins)
    kind = "disagreement" if isinstance(finding, Conflict) else "claim"
    said = f"{kind}: {finding.what} ({many} independent origin{'' if many == 1 else 's'})"
    places = dict.fromkeys(telling.at for telling in finding.tellings)
    return _annotation("finding", [_said(said)], tuple(places), documents, finding.id)


def _said(text: str) -> Row:
    return {
        "type": "TextualBody",
        "value": text,
        "format": "text/plain",
        "language": "en",
        "purpose": "describing",
    }


def _annotation(
    kind: str,
    body: list[Row],
    places: Iterable[Passage],
    documents: Mapping[str, Document],
    *more: str,
) -> Row:
    held = tuple(places)
    targets = [target(documents[at.doc_id], at) for at in held]
    return {
        "id": found(kind, held, *more),
        "type": "Annotation",
        "motivation": "describing",
        "body": body,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def target(doc: Document, at: Passage) -> Row:
    """The characters of a passage, as a specific resource with two selectors.

    >>> made = target(Document("a.txt", "It rains. It pours."), Passage("a.txt", 10, 18))
    >>> made["source"], made["selector"][1]["exact"], made["selector"][1]["prefix"]
    ('a.txt', 'It pours', 'It rains. ')
    """
    before, behind = _context(doc.text, at)
    made: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source_of(doc),
        "selector": [
            {"type": "TextPositionSelector", "start": at.start, "end": at.end},
            {
                "type": "TextQuoteSelector",
                "exact": at.cut(doc.text),
                "prefix": before,
                "suffix": behind,
            },
        ],
    }
    if name := text_name(doc):
        made["state"] = {"type": "TimeState", "cached": name}
    return made


def _context(text: str, at: Passage) -> tuple[str, str]:
    """What stands before and behind, as long as it takes to tell these words from the same ones
    elsewhere.
    """
    size = _LEAST
    while True:
        before, behind = text[max(0, at.start - size) : at.start], text[at.end : at.end + size]
        whole = before + at.cut(text) + behind
        first = at.start - len(before)
        if size >= _MOST or (text.find(whole) == first and text.find(whole, first + 1) < 0):
            return before, behind
        size *= 2
