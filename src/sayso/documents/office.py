"""Word and RTF: the words of the paragraphs, by libraries; an export of a database is taken apart.

    bytes ──python-docx or striprtf──▶ text ──exports──▶ Fields

A Word file is a ZIP archive: what it would unpack to is bounded before anything is unpacked.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from sayso.documents.exports import articles
from sayso.documents.fields import Fields, mend
from sayso.documents.guard import guarded
from sayso.documents.lines import whole
from sayso.documents.options import DocumentOptions
from sayso.documents.several import noticed
from sayso.model import Rejected

_Words = Callable[[bytes, DocumentOptions], Fields | str]
_ENCRYPTED = 0x1  # flag of a ZIP member
_OLE = b"\xd0\xcf\x11\xe0"  # what Office files of old, and those with a password, begin with
_MOST_TIMES = 200  # times its size that an archive may unpack to


def from_word(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """The articles of a `.docx` file."""
    yield from _articles(source, whole(stream, options.max_record_bytes), options, _of_word)


def from_rtf(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """The articles of an `.rtf` file."""
    yield from _articles(source, whole(stream, options.max_record_bytes), options, _of_rtf)


def _articles(
    source: str, data: bytes | None, options: DocumentOptions, words_of: _Words
) -> Iterator[Fields | Rejected]:
    if data is None:
        yield Rejected(source, f"too large: a file of over {options.max_record_bytes:,} bytes")
        return
    if not data.strip():
        yield Rejected(source, "empty: there is nothing in it")
        return
    found = guarded(source, None, lambda: words_of(data, options))
    if isinstance(found, Rejected):
        yield found
        return
    several = articles(found.text)
    yield from several or (noticed(found),)


def _of_word(data: bytes, options: DocumentOptions) -> Fields | str:
    from docx import Document as WordFile  # slow to import, needed for Word alone
    from docx.opc.exceptions import PackageNotFoundError

    if data.startswith(_OLE):
        return "an old Word file, or one with a password: save it as .docx without one"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(item.flag_bits & _ENCRYPTED for item in archive.infolist()):
                return "needs a password: not read"
            size = sum(item.file_size for item in archive.infolist())
            if size > options.max_file_bytes or size > _MOST_TIMES * len(data):
                return f"unpacks to {size:,} bytes: not opened"
        file = WordFile(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError):
        return "no Word file, or a damaged one"  # a SyntaxError is lxml's
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    said = file.core_properties
    clean, why = mend(text)
    if not clean.strip():
        return "empty: there is no text in it"
    return Fields(clean, title=(said.title or "").strip() or None, why=why)


def _of_rtf(data: bytes, options: DocumentOptions) -> Fields | str:
    from striprtf.striprtf import rtf_to_text  # type: ignore[import-untyped,unused-ignore]

    if data.startswith(_OLE):
        return "a Word file, or one with a password: save it as RTF without one"
    if not data.lstrip().startswith(b"{\\rtf"):
        return "no RTF file: it does not begin with {\\rtf"
    read: Callable[..., str] = rtf_to_text
    text = read(data.decode("latin-1"), errors="replace")
    clean, why = mend(text)
    return Fields(clean, why=why) if clean.strip() else "empty: there is no text in it"
