"""The articles for reference managers: CSL-JSON (schema 1.0.2) and RIS.

    Document ──▶ article-newspaper: title, authors, outlet, day, address, language

A day that was inferred is given as `circa`; RIS, which has no such thing, gets a note. Authors are
split into family and given name where they look like people's; others stay one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sayso.exchange.identifiers import web_address
from sayso.lexicon import words
from sayso.model import Document, Dossier
from sayso.plain import Row

_BREAK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_NO_PERSON = re.compile(r"[\d@/:|]|\b(?:staff|desk|team|newsroom|editors?|reporters?)\b", re.I)
_LONGEST_NAME = 6  # words; a longer one is no person's


def csl(dossiers: Sequence[Dossier]) -> list[Row]:
    """One CSL-JSON item an article.

    >>> csl([])
    []
    """
    return [_item(doc, day, sure) for doc, day, sure in _articles(dossiers)]


def ris(dossiers: Sequence[Dossier]) -> str:
    """One RIS record an article (type NEWS), lines ended by CR LF.

    >>> ris([])
    ''
    """
    return "".join(_record(doc, day, sure) for doc, day, sure in _articles(dossiers))


def _articles(dossiers: Sequence[Dossier]) -> Iterator[tuple[Document, date | None, bool]]:
    """Every article with the best day that is known, and whether it was declared."""
    for dossier in dossiers:
        days = {day.doc_id: day for day in dossier.findings.days}
        for doc in dossier.documents:
            day = days.get(doc.id)
            best = doc.published or (day.best if day else None)
            yield doc, best, not (day and day.inferred)


def _item(doc: Document, day: date | None, sure: bool) -> Row:
    made: Row = {"id": _line(doc.id), "type": "article-newspaper"}
    if doc.title:
        made["title"] = _line(doc.title)
    if doc.authors:
        made["author"] = [person(name) for name in doc.authors]
    if doc.outlet:
        made["container-title"] = _line(doc.outlet)
    if day:
        made["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
        if not sure:
            made["issued"]["circa"] = True
    if address := web_address(doc):
        made["URL"] = address
    if doc.lang != "und":
        made["language"] = doc.lang
    return made


def person(name: str) -> Row:
    """A name in CSL's parts, or in one where it is no person's.

    >>> person("Ana van Dorn")
    {'family': 'Dorn', 'given': 'Ana', 'non-dropping-particle': 'van'}
    >>> person("Courier staff")
    {'literal': 'Courier staff'}
    """
    whole = _line(name)
    family, comma, given = whole.partition(", ")
    if comma and given and not _SUFFIX.fullmatch(given):
        return {"family": family, "given": given}
    parts = whole.replace(",", "").split()
    suffix = parts.pop() if len(parts) > 2 and _SUFFIX.fullmatch(parts[-1]) else ""
    bodies = words("org_words")
    if (
        not 1 < len(parts) <= _LONGEST_NAME
        or _NO_PERSON.search(whole)
        or parts[-1].lower().rstrip(".") in bodies
    ):
        return {"literal": whole}
    first = len(parts) - 1
    while first > 1 and parts[first - 1].islower() and parts[first - 1] in words("name_particles"):
        first -= 1
    made = {"family": parts[-1], "given": " ".join(parts[:first])}
    if first < len(parts) - 1:
        made["non-dropping-particle"] = " ".join(parts[first:-1])
    if suffix:
        made["suffix"] = suffix
    return made


def _record(doc: Document, day: date | None, sure: bool) -> str:
    fields: list[tuple[str, str | None]] = [("TY", "NEWS"), ("ID", doc.id), ("TI", doc.title)]
    fields += [("AU", _inverted(person(name))) for name in doc.authors]
    fields += [("T2", doc.outlet)]
    if day:
        fields += [("PY", f"{day.year:04}"), ("DA", f"{day.year:04}/{day.month:02}/{day.day:02}")]
        fields += [] if sure else [("N1", "The day was inferred from other articles.")]
    fields += [("UR", web_address(doc)), ("LA", None if doc.lang == "und" else doc.lang)]
    lines = [f"{tag}  - {_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _inverted(parts: Row) -> str:
    if "literal" in parts:
        return str(parts["literal"])
    family = " ".join(filter(None, (parts.get("non-dropping-particle"), parts["family"])))
    return ", ".join(filter(None, (family, parts["given"], parts.get("suffix"))))


def _line(text: str) -> str:
    """On one line: an article's words must not look like a field of their own."""
    return _SURROGATE.sub("\ufffd", _BREAK.sub(" ", text)).strip()
