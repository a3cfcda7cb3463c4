"""Web archives (WARC, ISO 28500): every page that a record holds, by warcio, one at a time.

    stream ──response records of HTML──▶ pages ──▶ Fields

The day of a record is the day of the crawl, never that of the article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import IO, Any

from sayso.documents import pages
from sayso.documents.decode import decode, is_binary, page_charset
from sayso.documents.fields import Fields
from sayso.documents.guard import guarded
from sayso.documents.options import DocumentOptions
from sayso.model import Rejected

_HTML = ("text/html", "application/xhtml+xml")


def from_warc(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """The pages of an archive, in order; what is no page is passed over, a page without an article
    is refused by its address.
    """
    try:
        from warcio.archiveiterator import (  # type: ignore[import-untyped,unused-ignore]
            ArchiveIterator,
        )
        from warcio.exceptions import (  # type: ignore[import-untyped,unused-ignore]
            ArchiveLoadFailed,
        )
    except ImportError:
        yield Rejected(source, "WARC needs an extra package: pip install 'sayso[warc]'")
        return
    good = 0
    try:
        for place, record in enumerate(ArchiveIterator(stream), 1):
            if not _is_page(record):
                continue
            address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")[:2000]
            data = record.content_stream().read(options.max_record_bytes + 1)
            if len(data) > options.max_record_bytes:
                reason = f"too large: a page of over {options.max_record_bytes:,} bytes"
                yield Rejected(source, f"{address}: {reason}", place)
                continue
            good += 1
            yield guarded(source, place, partial(_page, data, address, _charset(record), place))
    except ArchiveLoadFailed as error:
        said = " ".join(str(error).split())[:200]
        yield Rejected(source, f"a damaged archive, read as far as it goes: {said}")
        return
    if not good:
        yield Rejected(source, "no pages: the archive holds no response with HTML")


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    return kind.startswith(_HTML) and record.http_headers.get_statuscode() == "200"


def _charset(record: Any) -> str | None:
    kind = record.http_headers.get_header("Content-Type") or ""
    _, _, named = kind.lower().partition("charset=")
    return named.split(";")[0].strip(" \"'") or None


def _page(data: bytes, address: str, charset: str | None, place: int) -> Fields | str:
    decoded = None if is_binary(data) else decode(data, charset or page_charset(data))
    if decoded is None or not decoded.text.strip():
        return f"{address}: binary data, or nothing at all"
    found = pages.from_page(decoded.text, why=decoded.why)
    if isinstance(found, str):
        return f"{address}: {found}"
    return replace(pages.placed(found, address), id=found.id or address or None, line=place)
