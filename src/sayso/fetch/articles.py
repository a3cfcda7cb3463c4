"""Addresses to documents: what was fetched is read as a file of its kind is.

address ──client──▶ bytes, content type ──documents──▶ Document | Rejected
                                                  └─ summary of a feed ──its link──▶ client …
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sayso.documents import Fields, fields, freeze, placed
from sayso.fetch.client import Client, Fetched
from sayso.fetch.places import Resolver, by_system
from sayso.model import Document, Reason, Rejected
from sayso.settings import Settings

# is told an address, the bytes that stood there, and the feed that linked to it, if one did
Heard = Callable[[str, bytes, str], None]
Get = Callable[[str], Fetched | str]
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
    """Every article at the addresses, in order. A feed gives its entries; of one that is but a
    summary the article that it links to is read, unless settings say not to. What cannot be fetched
    or read comes as Rejected, and nothing raises. `heard` is told of each address with what stood
    there, before it is read.
    """
    client = Client(settings.fetch, version=version, resolve=resolve)
    for address in dict.fromkeys(addresses):
        found = client.get(address)
        if isinstance(found, str):
            yield Rejected(address, found)
        else:
            if heard is not None:
                heard(address, found.body, "")
            yield from read(address, found, client, settings, heard=heard)


def read(
    address: str,
    found: Fetched,
    client: Client,
    settings: Settings,
    *,
    heard: Heard | None = None,
) -> Iterator[Document | Rejected]:
    """Every article of what was fetched, or the reason why it holds none; `client` follows the
    links of summaries, and `heard` is told of what stood there.
    """

    def get(link: str) -> Fetched | str:
        found = client.get(link)
        if heard is not None and not isinstance(found, str):
            heard(link, found.body, address)
        return found

    yield from _followed(address, _read(address, found, settings), get, settings)


def _followed(
    address: str, items: Iterable[Fields | Rejected], get: Get, settings: Settings
) -> Iterator[Document | Rejected]:
    seen: set[str] = set()
    left_out = 0
    for item in items:
        if isinstance(item, Rejected):
            yield item
            continue
        link = item.url or ""
        if not (item.summary and settings.fetch.follow) or link in seen:
            yield _frozen(item, address, settings)
        elif len(seen) >= settings.fetch.max_followed:
            left_out += 1
            yield _frozen(_cut_short(item), address, settings)
        else:
            seen.add(link)
            yield from _article_of(item, address, get, settings)
    if left_out:
        reason = f"links to over {len(seen)} articles: of {left_out} the summary alone was read"
        yield Rejected(address, reason)


def _article_of(
    entry: Fields, feed: str, get: Get, settings: Settings
) -> Iterator[Document | Rejected]:
    """The article that an entry links to, with what the feed says of it; else why there is none,
    and the summary.
    """
    link = entry.url or ""
    found = get(link)
    read = [Rejected(link, found)] if isinstance(found, str) else _read(link, found, settings)
    told = list(read)
    pages = [page for page in told if isinstance(page, Fields) and page.outlet_from == "page"]
    if not pages:
        why = next((page.reason for page in told if isinstance(page, Rejected)), "no page")
        rest = "; its summary in the feed was read instead" if entry.text.strip() else ""
        yield Rejected(link, why + rest)
        if rest:
            yield _frozen(_cut_short(entry), feed, settings)
    for page in pages:
        whole = replace(
            page,
            id=entry.id if len(pages) == 1 else page.id,
            title=page.title or entry.title,
            outlet=page.outlet or entry.outlet,
            authors=page.authors or entry.authors,
            published=page.published or entry.published,
            declared=tuple(dict.fromkeys((*page.declared, *entry.declared))),
        )
        yield _frozen(whole, link, settings)


def _cut_short(entry: Fields) -> Fields:
    return replace(entry, why=(*entry.why, Reason("cut-short", ("summary",))))


def _read(address: str, found: Fetched, settings: Settings) -> Iterator[Fields | Rejected]:
    name = "page" + _ending(found)
    stream = io.BytesIO(in_utf8(found))
    for item in fields(name, stream, options=settings.documents):
        if isinstance(item, Rejected):
            yield replace(item, source=address + item.source.removeprefix(name))
        elif item.outlet_from == "page":
            yield placed(item, found.address)
        else:
            yield replace(item, url=item.url or found.address)


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
