"""Addresses to documents: what was fetched is read as a file of its kind is.

address ──client──▶ bytes, content type ──documents──▶ Document | Rejected
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sayso.documents import Fields, fields, freeze
from sayso.fetch.client import Client, Fetched
from sayso.fetch.places import Resolver, by_system
from sayso.model import Document, Rejected
from sayso.settings import Settings

Heard = Callable[[str, Fetched], None]
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/feed+json": ".json",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "message/rfc822": ".eml",
    "application/warc": ".warc",
}


def is_address(path: str) -> bool:
    """True for what names a scheme: it is fetched or refused, never opened as a file.

    >>> is_address("https://gull.example/a"), is_address("file:///etc/hosts"), is_address("a.txt")
    (True, True, False)
    """
    return _SCHEME.match(path) is not None


def articles(
    addresses: Iterable[str],
    settings: Settings,
    *,
    version: str = "",
    resolve: Resolver = by_system,
    heard: Heard | None = None,
) -> Iterator[Document | Rejected]:
    """Every article at the addresses, in order; a feed gives its entries, as it prints them. What
    cannot be fetched or read comes as Rejected, and nothing raises. `heard` is told of each address
    with what stood there, before it is read.
    """
    client = Client(settings.fetch, version=version, resolve=resolve)
    for address in dict.fromkeys(addresses):
        found = client.get(address)
        if isinstance(found, str):
            yield Rejected(address, found)
        else:
            if heard is not None:
                heard(address, found)
            yield from _read(address, found, settings)


def _read(address: str, found: Fetched, settings: Settings) -> Iterator[Document | Rejected]:
    name = "page" + _ending(found)
    stream = io.BytesIO(in_utf8(found))
    for item in fields(name, stream, options=settings.documents):
        if isinstance(item, Rejected):
            yield replace(item, source=address + item.source.removeprefix(name))
        else:
            placed = replace(item, url=item.url or found.address)
            yield _frozen(placed, address, settings)


def _frozen(item: Fields, address: str, settings: Settings) -> Document | Rejected:
    return freeze(item, address, settings.documents)


def _ending(found: Fetched) -> str:
    """By what the server says; by the address where it says nothing of use."""
    said = found.content_type.partition(";")[0].strip().lower()
    if said in _ENDINGS:
        return _ENDINGS[said]
    path = re.split(r"[?#]", found.address, maxsplit=1)[0]
    last = re.search(r"\.[a-z0-9]{1,7}(?:\.gz)?$", path.rsplit("/", 1)[-1].lower())
    return last[0] if last and path.count("/") > 2 else ""


def in_utf8(found: Fetched) -> bytes:
    """The bytes as they are; text in an encoding that only the server names is put into UTF-8, as
    the WHATWG's encoding standard labels it.

    >>> in_utf8(Fetched("", "text/plain; charset=latin1", b"Caf\\xe9")).decode("utf-8-sig")
    'Café'
    """
    label = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", found.content_type, re.I)
    if label is None or found.body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return found.body
    try:
        found.body.decode("utf-8")
        return found.body
    except UnicodeDecodeError:
        pass
    import webencodings  # type: ignore[import-untyped,unused-ignore]

    known = webencodings.lookup(label[1])
    if known is None or known.name == "utf-8":
        return found.body
    text: str = known.codec_info.decode(found.body, "replace")[0]
    return b"\xef\xbb\xbf" + text.encode("utf-8")
