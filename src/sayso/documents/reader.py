"""One input to documents: the format is told by the name's ending, or by the first bytes where
there is none.

Bad input is a value: nothing here raises for what a file holds.

  name, stream ─unpacked─▶ ─ending or sniff─▶ one of FORMATS ─▶ Fields ─freeze─▶ Document
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import IO, NamedTuple, TypeVar, cast

from sayso.documents import feeds, newsml, nitf, pages, records, sitemaps, tables
from sayso.documents.archives import from_tar, from_zip
from sayso.documents.arrival import Source, freeze_all
from sayso.documents.cleaning import repaired
from sayso.documents.decode import decode, is_binary, page_charset
from sayso.documents.europresse import europresse, is_europresse
from sayso.documents.exports import articles
from sayso.documents.fields import Fields
from sayso.documents.formats import Format
from sayso.documents.guard import guarded, readable_name
from sayso.documents.lines import BROKEN_STREAM, Rewound, whole
from sayso.documents.markdown import from_markdown
from sayso.documents.office import from_rtf, from_word
from sayso.documents.options import DocumentOptions
from sayso.documents.parquet import from_parquet
from sayso.documents.pdf import from_pdf
from sayso.documents.several import noticed
from sayso.documents.unpacked import Budget, compression, unpacked
from sayso.documents.warc import from_warc
from sayso.errors import fault
from sayso.lexicon import mapping
from sayso.model import Document, Reason, Rejected

T = TypeVar("T")
_DEFAULT = DocumentOptions()
STANDARD_INPUT = "-"
_EXPORT = 1_000_000  # bytes of a long page among which those of an export tell it
_NO_TEXTS = frozenset({"an image", "sound", "film", "a program"})


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
    named = Source.named(source)
    yield from freeze_all(
        ((item, named) for item in fields(source, stream, options=options)), options
    )


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
    yield from _guarded(source, _fields(source, stream, options))


def raw_fields(
    source: str, stream: IO[bytes], *, options: DocumentOptions = _DEFAULT
) -> Iterator[Fields | Rejected | records.RawRecord]:
    """As `fields`, lines of JSON Lines as they stand: whoever freezes them takes them apart first.

    >>> import io
    >>> pile = io.BytesIO(b'{"text": "One."}\\n{"text": "Two."}')
    >>> *_, last = raw_fields("a.jsonl", pile)
    >>> last.taken_apart(_DEFAULT).text
    'Two.'
    """
    source = readable_name(source)
    yield from _guarded(source, _raw_fields(source, stream, options))


def _guarded(source: str, found: Iterator[T]) -> Iterator[T | Rejected]:
    """What was found up to a fault, and the fault as a rejection."""
    try:
        yield from found
    except BROKEN_STREAM as error:
        yield Rejected(source, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    except MemoryError:
        raise
    except Exception as error:  # the last guard: what was read before it stands
        yield Rejected(source, fault(error, "read"))


def recognised(source: str, head: bytes) -> Format:
    """The format of an input: by its name's ending (that of what is compressed), else by its first
    bytes, those after unpacking.

    >>> recognised("a.csv.gz", b"id,text").name, recognised("a", b"One.").name
    ('table', 'text')
    """
    name, _ = compression(source.lower())
    ending = _ending(name)
    if source == STANDARD_INPUT or ending in _LINES.endings:
        return _JSON if records.looks_like_list(head) else _told(_LINES, head)
    return _told(_BY_ENDING.get(ending) or _sniffed(head), head)


def _told(found: Format, head: bytes) -> Format:
    """The format that comes under another's endings, where the first bytes tell it."""
    return next((each for each in FORMATS if each.is_told_by(head, found)), found)


def _fields(
    source: str, stream: IO[bytes], options: DocumentOptions, budget: Budget | None = None
) -> Iterator[Fields | Rejected]:
    """`budget`: what the archive that holds the input may still unpack to."""
    opened = _opened(source, stream, options, budget)
    if isinstance(opened, Rejected):
        yield opened
        return
    yield from opened.format_.read(source, opened.stream, options)


def _raw_fields(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected | records.RawRecord]:
    opened = _opened(source, stream, options, None)
    if isinstance(opened, Rejected):
        yield opened
    elif opened.format_ is _LINES:
        yield from records.raw_lines(source, opened.stream, options)
    else:
        yield from opened.format_.read(source, opened.stream, options)


class _Opened(NamedTuple):
    """An input unpacked, and what it is."""

    format_: Format
    stream: IO[bytes]


def _opened(
    source: str, stream: IO[bytes], options: DocumentOptions, budget: Budget | None
) -> _Opened | Rejected:
    name, packed = compression(source.lower())
    if packed:
        left = budget or Budget(options.max_unpacked_bytes)
        stream = unpacked(packed, stream, left, of_records=_ending(name) == ".warc")
    ending = _ending(name)
    if ending in (".gz", ".bz2", ".xz"):
        return Rejected(source, "compressed twice: unpack it once")
    if unread := mapping("unread_formats").get(ending):
        return Rejected(source, f"{unread} is not read; give its text as one of {READABLE}")
    head = stream.read(4096)
    format_ = recognised(source, head)
    if budget is not None and format_.is_archive:
        reason = "an archive within an archive: not opened; unpack the outer one"
        return Rejected(source, reason)
    return _Opened(format_, cast(IO[bytes], Rewound(head, stream)))


def _ending(name: str) -> str:
    return name[name.rfind(".") :] if "." in name.rsplit("/", 1)[-1] else ""


def _member(
    source: str, stream: IO[bytes], budget: Budget, options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """A file within an archive, read as any other."""
    yield from _guarded(source, _fields(source, stream, options, budget))


def _from_zip(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    yield from from_zip(source, stream, options, partial(_member, options=options))


def _from_tar(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    yield from from_tar(source, stream, options, partial(_member, options=options))


def _from_mail(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    from sayso.documents.mail import from_mail  # slow to import, seldom needed

    yield from from_mail(source, stream, options, partial(_attached, options=options))


def _attached(
    source: str, stream: IO[bytes], budget: Budget, options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """A file that came with a mail; pictures and what no name tells are passed over."""
    ending = _ending(compression(source.lower())[0])
    unread = mapping("unread_formats").get(ending, "an image")
    if ending in _BY_ENDING or unread not in _NO_TEXTS:
        yield from _member(source, stream, budget, options)


def _sniffed(head: bytes) -> Format:
    """By the first bytes: a page, a record, or text."""
    if head.startswith(b"%PDF-"):
        return _PDF
    if head.startswith(b"PAR1"):
        return _PARQUET
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    if start.startswith((b"<!doctype html", b"<html")) or (
        start.startswith(b"<") and b"<html" in start
    ):
        return _PAGE
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")):
        return _FEED
    from sayso.documents.mail import looks_like_mail

    if looks_like_mail(head):
        return _MAIL
    return _LINES if start.startswith(b'{"') else _TEXT


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
    yield noticed(Fields(decoded.text if mended is None else mended, why=why))


def _from_markdown(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    for item in _from_text(source, stream, options):
        if isinstance(item, Rejected) or item.line is not None:
            yield item
        else:
            yield guarded(source, None, partial(from_markdown, item.text, options, item.why))


def _from_page(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    data = whole(stream, options.max_file_bytes)
    long = data is None or len(data) > options.max_record_bytes
    if data is None or (long and not is_europresse(data[:_EXPORT].decode("utf-8", "replace"))):
        yield Rejected(source, f"too large: a page of over {options.max_record_bytes:,} bytes")
        return
    decoded = None if is_binary(data) else decode(data, page_charset(data))
    if decoded is None or not decoded.text.strip():
        yield Rejected(
            source, "empty: there is nothing in it" if decoded else "binary data, not text"
        )
        return
    if is_europresse(decoded.text):
        for place, one in enumerate(europresse(decoded.text), 1):
            yield Rejected(source, one, place) if isinstance(one, str) else one
        return
    found = pages.articles_of(decoded.text, why=decoded.why)
    yield from (Rejected(source, found),) if isinstance(found, str) else found


_TEXT = Format("text", (".txt", ".text"), _from_text)
_PAGE = Format("web page", (".html", ".htm", ".xhtml"), _from_page)
_LINES = Format("JSON Lines", (".jsonl", ".ndjson"), records.from_lines)
_JSON = Format("JSON", (".json",), records.from_json)
_FEED = Format("feed", (".rss", ".atom", ".xml"), feeds.from_feed)
_MAIL = Format("mail", (".eml", ".mbox", ".mbx"), _from_mail)
_PARQUET = Format("Parquet", (".parquet",), from_parquet)
_PDF = Format("PDF", (".pdf",), from_pdf)
FORMATS = (
    _TEXT,
    Format("Markdown", (".md", ".markdown"), _from_markdown),
    _PAGE,
    _LINES,
    _JSON,
    Format("table", (".csv", ".tsv"), tables.from_table),
    _PARQUET,
    Format("Word", (".docx",), from_word),
    _PDF,
    Format("RTF", (".rtf",), from_rtf),
    _MAIL,
    _FEED,
    Format("JSON Feed", (), records.from_json, within=(".json", ".jsonl"), sign=feeds.JSON_SIGN),
    Format("NewsML-G2", (), newsml.from_newsml, within=(".xml",), sign=newsml.SIGN),
    Format("NITF", (), nitf.from_nitf, within=(".xml",), sign=nitf.SIGN),
    Format("sitemap", (), sitemaps.from_sitemap, within=(".xml",), sign=sitemaps.SIGN),
    Format("web archive", (".warc",), from_warc),
    Format("ZIP archive", (".zip",), _from_zip, is_archive=True),
    Format("tar archive", (".tar",), _from_tar, is_archive=True),
)
_BY_ENDING = {ending: each for each in FORMATS for ending in each.endings}
READABLE = " ".join(
    ending for each in FORMATS for ending in each.endings if ending not in (".text", ".mbx")
)
