"""When two texts are one article: by address, else by the file and the id that they came with."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from sayso.model import Document
from sayso.outlets.table import same


def address_key(url: str | None) -> str | None:
    """One key for the spellings of an address: scheme, `www.`, fragment and tracking fall away.

    >>> address_key("http://www.gull.example/a/?utm_source=x#top")
    'gull.example/a'
    >>> address_key("https://gull.example/story?id=7"), address_key("https://gull.example/")
    ('gull.example/story?id=7', None)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    if not parts.path.strip("/") and not parts.query:
        return None  # the front page of a site, which records name for all of its articles
    host = parts.netloc.lower().rpartition("@")[2].removeprefix("www.")
    kept = "&".join(p for p in parts.query.split("&") if p and not p.startswith(("utm_", "fbclid")))
    return sound(urlunsplit(("", "", host + parts.path.rstrip("/"), kept, "")))


def is_one(row: tuple[str, str, str | None, str | None], file: str, doc: Document) -> bool:
    """True where what has the id already, by its digest, file, address and outlet, is this article
    or an earlier text of it. The same text of another address or outlet is another article.
    """
    digest, was_in, was_at, outlet = row
    address = address_key(doc.url)
    if address and was_at:
        return address == was_at
    if was_in == file:
        return True
    return digest == doc.digest and not (outlet and doc.outlet and not same(outlet, doc.outlet))


def stated(doc: Document) -> tuple[object, ...]:
    """What makes another text of an article a revision of it."""
    return doc.text, doc.title, doc.published, doc.outlet, doc.authors


def called(doc: Document, name: str) -> Document:
    """The document under another id, its passages too."""
    if doc.id == name:
        return doc
    parts = tuple(replace(part, at=replace(part.at, doc_id=name)) for part in doc.parts)
    why = tuple(
        replace(w, at=tuple(replace(at, doc_id=name) for at in w.at)) if w.at else w
        for w in doc.why
    )
    return replace(doc, id=name, parts=parts, why=why)


def sound(text: str) -> str:
    """What UTF-8 can hold: a lone surrogate becomes a question mark, and nothing moves."""
    return text.encode("utf-8", "replace").decode("utf-8")
