"""One input to documents: the format is told by the name's ending, or by the first bytes where
there is none.

Bad input is a value: nothing here raises for what a file holds.

  name, stream ─ending or sniff─▶ text | page | records | table ─▶ Fields ─freeze─▶ Document
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, cast

from sayso.documents import pages, records, tables
from sayso.documents.arrival import freeze
from sayso.documents.cleaning import repaired
from sayso.documents.decode import decode, is_binary, page_charset
from sayso.documents.exports import articles
from sayso.documents.feeds import from_feed
from sayso.documents.fields import Fields
from sayso.documents.guard import readable_name
from sayso.documents.lines import BROKEN_STREAM, whole
from sayso.documents.mail import from_mail, looks_like_mail
from sayso.documents.office import from_rtf, from_word
from sayso.documents.options import DocumentOptions
from sayso.documents.warc import from_warc
from sayso.errors import fault
from sayso.lexicon import mapping
from sayso.model import Document, Reason, Rejected

_Reader = Callable[[str, IO[bytes], DocumentOptions], Iterator[Fields | Rejected]]

_DEFAULT = DocumentOptions()
STANDARD_INPUT = "-"
READABLE = ".txt .md .html .jsonl .json .csv .docx .rtf .eml .mbox .rss .atom .xml .warc"


def read(
    source: str, stream: IO[bytes], *, options: DocumentOptions = _DEFAULT
) -> Iterator[Document | Rejected]:
    """Every article of one input, in order; what cannot be read comes as Rejected with place and
    reason.

    `source` names the input ("a.txt", "-") and becomes the id of an article that has none of its
    own; one of several in a file is `source:7`, after its line (its place, in a JSON list).

    >>> import io
    >>> pile = io.BytesIO(b'{"text": "One."}\\n{"id": 5, "text": "Two."}')
    >>> [doc.id for doc in read("pile.jsonl", pile)]
    ['pile.jsonl:1', '5']
    """
    for item in fields(source, stream, options=options):
        yield item if isinstance(item, Rejected) else freeze(item, source, options)


def fields(
    source: str, stream: IO[bytes], *, options: DocumentOptions = _DEFAULT
) -> Iterator[Fields | Rejected]:
    """The first half of `read`: what the input says of each article. `freeze` does the rest,
    perhaps elsewhere.

    >>> import io
    >>> [item.text for item in fields("a.txt", io.BytesIO(b"One."))]
    ['One.']
    """
    source = readable_name(source)
    try:
        yield from _fields(source, stream, options)
    except BROKEN_STREAM as error:
        yield Rejected(source, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    except MemoryError:
        raise
    except Exception as error:  # the last guard: what was read before it stands
        yield Rejected(source, fault(error, "read"))


def _fields(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    name = source.lower()
    if name.endswith(".gz"):
        name, stream = name[:-3], cast(IO[bytes], gzip.GzipFile(fileobj=stream))
    ending = name[name.rfind(".") :] if "." in name.rsplit("/", 1)[-1] else ""
    if unread := mapping("unread_formats").get(ending):
        yield Rejected(source, f"{unread} is not read; give its text as one of {READABLE}")
        return
    head = stream.read(4096)
    stream = _rewound(head, stream)
    yield from _reader(source, ending, head)(source, stream, options)


def _reader(source: str, ending: str, head: bytes) -> _Reader:
    if source == STANDARD_INPUT or ending in (".jsonl", ".ndjson"):
        return records.from_json if records.looks_like_list(head) else records.from_lines
    known: dict[str, _Reader] = {
        ".txt": _from_text, ".text": _from_text, ".md": _from_text, ".markdown": _from_text,
        ".html": _from_page, ".htm": _from_page, ".xhtml": _from_page,
        ".rss": from_feed, ".atom": from_feed, ".xml": from_feed,
        ".warc": from_warc,
        ".docx": from_word, ".rtf": from_rtf,
        ".eml": from_mail, ".mbox": from_mail, ".mbx": from_mail,
        ".json": records.from_json, ".csv": tables.from_table, ".tsv": tables.from_table,
    }  # fmt: skip
    return known.get(ending) or _sniffed(head)


def _sniffed(head: bytes) -> _Reader:
    """By the first bytes: a page, a record, or text."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    if start.startswith((b"<!doctype html", b"<html")) or (
        start.startswith(b"<") and b"<html" in start
    ):
        return _from_page
    if start.startswith(b"<?xml"):
        return from_feed
    if start.startswith((b"<rss", b"<feed", b"<rdf:rdf")):
        return from_feed
    if looks_like_mail(head):
        return from_mail
    return records.from_lines if start.startswith(b'{"') else _from_text


def _from_text(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    data = whole(stream, 4 * options.max_chars)
    if data is None:
        yield Rejected(source, f"too large: an article of over {options.max_chars:,} characters")
        return
    decoded = decode(data)
    if decoded is None:
        yield Rejected(source, "binary data, not text")
        return
    found = articles(decoded.text)
    if found:
        yield from (replace(item, why=(*decoded.why, *item.why)) for item in found)
        return
    mended = repaired(decoded.text)
    why = decoded.why if mended is None else (*decoded.why, Reason("cleaned", ("encoding",)))
    yield Fields(decoded.text if mended is None else mended, why=why)


def _from_page(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    data = whole(stream, options.max_record_bytes)
    if data is None:
        yield Rejected(source, f"too large: a page of over {options.max_record_bytes:,} bytes")
        return
    decoded = None if is_binary(data) else decode(data, page_charset(data))
    if decoded is None or not decoded.text.strip():
        yield Rejected(
            source, "empty: there is nothing in it" if decoded else "binary data, not text"
        )
        return
    found = pages.from_page(decoded.text, why=decoded.why)
    yield found if isinstance(found, Fields) else Rejected(source, found)


class _Rewound(io.RawIOBase):
    """A stream with bytes put back in front of it, for streams that cannot seek."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes: first those put back, then the rest."""
        if self._head:
            size = len(self._head) if size < 0 else size
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        return self._rest.read(size)


def _rewound(head: bytes, rest: IO[bytes]) -> IO[bytes]:
    return cast(IO[bytes], _Rewound(head, rest))
