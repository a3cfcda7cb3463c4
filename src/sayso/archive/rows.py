"""A document as a row of the archive, and back; rows of many things at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sayso.archive.identity import address_key, sound
from sayso.archive.packed import pack, restored, unpack
from sayso.model import Document

_MOST_BOUND = 500  # values in one statement; SQLite allows a few thousand


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


def among(base: sqlite3.Connection, statement: str, values: Iterable[object]) -> Iterator[Any]:
    """Rows of a statement whose `IN ({})` takes however many values.

    >>> list(among(sqlite3.connect(":memory:"), "SELECT 1 WHERE 7 IN ({})", range(1_000)))
    [(1,)]
    """
    wanted = list(values)
    for k in range(0, len(wanted), _MOST_BOUND):
        some = wanted[k : k + _MOST_BOUND]
        yield from base.execute(statement.format(", ".join("?" * len(some))), some).fetchall()
