"""A document as a row of the archive, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sayso.archive.identity import address_key, sound
from sayso.archive.packed import pack, restored, unpack
from sayso.model import Document


def columns(doc: Document) -> tuple[str | None, ...]:
    """Digest, day twice (declared, best known), outlet, language, address, source."""
    day = doc.published.isoformat() if doc.published else None
    outlet = sound(doc.outlet) if doc.outlet else None
    return doc.digest, day, day, outlet, doc.lang, address_key(doc.url), doc.source


def body_of(doc: Document) -> bytes:
    """The document without its text, which stands in `texts`; with it where SQLite's UTF-8 cannot
    hold it.
    """
    return pack(doc if sound(doc.text) != doc.text else replace(doc, text=""))


def document_of(body: bytes, text: str) -> Document:
    plain: dict[str, Any] = unpack(body)
    doc = restored(Document, body) if plain.get("text") else None
    return doc or replace(restored(Document, body), text=text)
