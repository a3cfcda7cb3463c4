"""Feeds: RSS and Atom by feedparser, an entry an article; JSON Feed as the records that it is. What
an entry credits (its source, an external address) is kept.

    bytes ──feedparser──▶ entries ──▶ Fields
    {"version": "https://jsonfeed.org/…", "items": […]} ──what the feed says of all──▶ records

Entities that a document defines itself are refused before anything is parsed: they are of no use in
a feed and can make a small file endless, or name other files.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import IO, Any

from sayso.documents.cleaning import cleaned
from sayso.documents.decode import bare_utf16, mark
from sayso.documents.fields import Fields, authors, mend, said_by
from sayso.documents.guard import guarded
from sayso.documents.lines import held
from sayso.documents.options import DocumentOptions
from sayso.documents.xml_trees import defines_entities
from sayso.model import Rejected
from sayso.patterns import pattern

_FEED = pattern(rb"<(?:rss|feed|rdf:RDF|[a-z]{1,10}:feed)[\s>]", re.I)
JSON_SIGN = pattern(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
_JSON_FEED = pattern(r"https?://jsonfeed\.org/version")
_ENCODING = pattern(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{0,40})[\"']", re.I)
_DECLARATION = pattern(r"\A\s*<\?xml[^>]{0,200}>")
_END_OF_ENTRY = pattern(rb"</(?:\w{1,20}:)?(?:item|entry)\s*>", re.I)
_ADDRESS = pattern(r"[a-z][a-z0-9+.-]*://", re.I)
_LEAST_WORDS = 120  # words of a description that may be a whole article
# how a description says that it is cut
_GOES_ON = pattern(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|(?:read|learn|see) more|continue reading)[\W\d]*$", re.I
)
_MOST_ENTRIES = 10_000  # of one feed: ten seconds of work; the longest that are printed have 1,000


def looks_like_feed(head: bytes) -> bool:
    """True for what opens an RSS, RDF or Atom document.

    >>> looks_like_feed(b'<?xml version="1.0"?><rss version="2.0"><channel>')
    True
    """
    return _FEED.search(head) is not None


def from_feed(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """The entries of a feed, in order, each with its place."""
    data = held(source, stream, options.max_file_bytes, "a feed")
    if isinstance(data, Rejected):
        yield data
        return
    data, label = _in_utf8(data)
    if label:
        yield Rejected(source, f"XML in an encoding that is not read: {label}")
        return
    if defines_entities(data):
        yield Rejected(source, "defines entities of its own: such XML is not opened")
        return
    if not looks_like_feed(data):
        yield Rejected(source, "XML that is no feed; give its text in another form")
        return
    data, more = _first_entries(data)
    if more:
        said = f"holds over {_MOST_ENTRIES:,} entries: {more:,} of them are not read"
        yield Rejected(source, said)
    import feedparser  # type: ignore[import-untyped,unused-ignore]  # slow to import

    found = feedparser.parse(data, resolve_relative_uris=False, sanitize_html=False)
    entries = found.get("entries") or []
    if not entries:
        yield Rejected(source, "empty: the feed has no entries")
        return
    site = said_by(found.get("feed", {}).get("title"))
    for place, entry in enumerate(entries, 1):
        yield guarded(source, place, partial(_entry, entry, site, place))


def _in_utf8(data: bytes) -> tuple[bytes, str]:
    """UTF-16 as UTF-8; and the name of an encoding that no browser reads, in which markup could
    hide from the guards here.
    """
    if encoding := mark(data) or (bare_utf16(data) if b"\0" in data[:200] else None):
        text = data.decode(encoding, "replace").lstrip("\ufeff")
        return _DECLARATION.sub("", text, count=1).encode("utf-8", "replace"), ""
    named = _ENCODING.match(data.removeprefix(codecs.BOM_UTF8))
    if named is None:
        return data, ""
    from webencodings import lookup  # type: ignore[import-untyped,unused-ignore]

    label = named[1].decode("latin-1").strip()
    return data, "" if not label or lookup(label) else label


def _first_entries(data: bytes) -> tuple[bytes, int]:
    """The feed with its first entries alone, and how many were left out."""
    ends = [end.end() for end in _END_OF_ENTRY.finditer(data)]
    if len(ends) <= _MOST_ENTRIES:
        return data, 0
    return data[: ends[_MOST_ENTRIES - 1]] + data[ends[-1] :], len(ends) - _MOST_ENTRIES


def _entry(entry: Mapping[str, Any], site: str | None, place: int) -> Fields | str:
    bodies = [str(item.get("value") or "") for item in entry.get("content") or ()]
    body = next((b for b in bodies if b.strip()), str(entry.get("summary") or ""))
    text, mended = mend(body)
    text, undone = cleaned(text)
    url = said_by(entry.get("link"))
    linked = bool(url) and _ADDRESS.match(str(url)) is not None
    if not text.strip() and not linked:
        return "empty: the entry has no text"
    title = said_by(entry.get("title"))
    of = entry.get("source") or {}
    credited = said_by(of.get("title")) or said_by(of.get("href")) if isinstance(of, dict) else None
    return Fields(
        text,
        id=said_by(entry.get("id")) or said_by(entry.get("link")),
        title=cleaned(title)[0] if title else None,
        outlet=site,
        authors=authors(entry.get("authors") or entry.get("author")),
        published=said_by(entry.get("published")) or said_by(entry.get("updated")),
        url=url,
        declared=(("source", credited[:500]),) if credited else (),
        line=place,
        why=mended + undone,
        summary=linked and not any(b.strip() for b in bodies) and _is_summary(text),
    )


def with_what_the_feed_says(value: object) -> object:
    """A JSON Feed (jsonfeed.org, version 1 or 1.1), or a feed as feedparser prints it, with the
    feed's title, authors and language in every item that has none of its own; any other value as
    it is.

    >>> feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Gull"}
    >>> with_what_the_feed_says({**feed, "items": [{"id": 1}]})
    {'items': [{'outlet': 'Gull', 'id': 1}]}
    """
    if not isinstance(value, dict):
        return value
    feed, entries = value.get("feed"), value.get("entries")
    if isinstance(feed, dict) and isinstance(entries, list):
        told = {k: v for k in ("title", "language") if isinstance(v := feed.get(k), str) and v}
        of_all = {"outlet": told.get("title"), "language": told.get("language")}
        own = {key: said for key, said in of_all.items() if said}
        return {"items": [{**own, **e} if isinstance(e, dict) else e for e in entries]}
    if not isinstance(value.get("items"), list):
        return value
    if not _JSON_FEED.match(str(value.get("version"))):
        return value
    of_all = {
        "outlet": value.get("title"),
        "language": value.get("language"),
        "authors": value.get("authors") or value.get("author"),
    }
    told = {key: said for key, said in of_all.items() if said}
    return {
        "items": [
            {**told, **_of_item(item)} if isinstance(item, dict) else item
            for item in value["items"]
        ]
    }


def _of_item(item: Mapping[str, Any]) -> dict[str, Any]:
    own = {key: said for key, said in item.items() if said not in (None, "", [])}
    if "author" in own:  # as version 1 has it
        own.setdefault("authors", own.pop("author"))
    if "content_html" not in own and "content_text" not in own and "summary" in own:
        own["content_text"] = own["summary"]
    return own


def _is_summary(text: str) -> bool:
    """Whether the text of an entry that gives no `content` is less than its article."""
    return len(text.split()) < _LEAST_WORDS or _GOES_ON.search(text) is not None
