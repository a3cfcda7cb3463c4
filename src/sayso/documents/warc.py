"""Web archives (WARC, ISO 28500): every page that a record holds, one at a time.

    stream ──records──▶ responses ──warcio──▶ HTML ──pages──▶ Fields

The day of a record is the day of the crawl, never that of the article.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import IO, Any

from sayso.documents import pages
from sayso.documents.decode import decode, is_binary, page_charset
from sayso.documents.fields import Fields
from sayso.documents.guard import guarded
from sayso.documents.options import DocumentOptions
from sayso.documents.warc_records import Damage, header, records
from sayso.model import Rejected
from sayso.patterns import pattern

_LARGE_PAGE = pattern(rb"^Content-Type:[ \t]*(?:text/html|application/xhtml)", re.I | re.M)
_HTML = ("text/html", "application/xhtml+xml")


def from_warc(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """The pages of an archive, in order; what is no page is passed over, a page without an article
    is refused by its address.
    """
    try:
        import warcio.archiveiterator  # type: ignore[import-untyped,unused-ignore]  # noqa: F401
    except ImportError:
        yield Rejected(source, "WARC needs an extra package: pip install 'sayso[warc]'")
        return
    found = damaged = 0
    for place, record in enumerate(records(stream, options.max_record_bytes), 1):
        address = header(record.headers, b"WARC-Target-URI").strip("<>")[:2000]
        at = f"{address}: " if address else ""
        if isinstance(record, Damage):
            damaged += 1
            yield Rejected(source, f"{at}damaged: {record.reason}; read on from the next", place)
            continue
        if record.header(b"WARC-Type") != "response":
            continue
        if not record.whole:
            http = record.data[len(record.headers) :].partition(b"\r\n\r\n")[0]
            if _LARGE_PAGE.search(http):
                found += 1
                limit = f"{options.max_record_bytes:,}"
                yield Rejected(source, f"{at}too large: a page of over {limit} bytes", place)
            continue
        page = guarded(source, place, partial(_found, record.data, address, place, options))
        came = (page,) if isinstance(page, Rejected) else page
        found += len(came)
        yield from came
    if not found and not damaged:
        yield Rejected(source, "no pages: the archive holds no response with HTML")


def _found(
    data: bytes, address: str, place: int, options: DocumentOptions
) -> tuple[Fields, ...] | str:
    """The articles of one record's page; none where it holds no page."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import (  # type: ignore[import-untyped,unused-ignore]
        ArchiveLoadFailed,
    )

    if not address:  # of which warcio makes an error
        return "damaged: a response without WARC-Target-URI"
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(data + b"\r\n\r\n"))))
        if not _is_page(record):
            return ()
        body = record.content_stream().read(options.max_record_bytes + 1)
    except (ArchiveLoadFailed, StopIteration) as error:
        return f"{address}: damaged: {' '.join(str(error).split())[:200]}"
    if len(body) > options.max_record_bytes:
        return f"{address}: too large: a page of over {options.max_record_bytes:,} bytes"
    return _page(body, address, _charset(record), place)


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    return kind.startswith(_HTML) and record.http_headers.get_statuscode() == "200"


def _charset(record: Any) -> str | None:
    kind = record.http_headers.get_header("Content-Type") or ""
    _, _, named = kind.lower().partition("charset=")
    return named.split(";")[0].strip(" \"'") or None


def _page(data: bytes, address: str, charset: str | None, place: int) -> tuple[Fields, ...] | str:
    decoded = None if is_binary(data) else decode(data, charset or page_charset(data))
    if decoded is None or not decoded.text.strip():
        return f"{address}: binary data, or nothing at all"
    found = pages.articles_of(decoded.text, why=decoded.why)
    if isinstance(found, str):
        return f"{address}: {found}"
    return tuple(
        replace(
            pages.placed(one, address),
            id=f"{address}#{one.published}" if len(found) > 1 else one.id or address or None,
            line=place,
        )
        for one in found
    )
