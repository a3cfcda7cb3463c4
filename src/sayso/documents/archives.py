"""Archives of files, ZIP and tar: each member is read where it stands, nothing is unpacked to disk.

    archive ──member by member, bounded──▶ the reader of its format ──▶ Fields, Rejected

A member is refused by name where it is a link or a device, has a password or a name that leads out
of the archive, or is an archive itself; the others are read. An archive ends where it unpacks to
more than its limits. Hidden files are passed over, as they are in a folder.
"""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import IO, Any, Self, cast

from sayso.documents.fields import Fields
from sayso.documents.guard import readable_name
from sayso.documents.lines import held_open
from sayso.documents.options import DocumentOptions
from sayso.documents.unpacked import MOST_TIMES, Bounded, Budget, Counted, TooMuch
from sayso.model import Rejected
from sayso.patterns import pattern

# the reader of a member: its name, its bytes, and what the archive may still unpack to
ReadMember = Callable[[str, IO[bytes], Budget], Iterator[Fields | Rejected]]
_MOST_MEMBERS = 200_000
_FREE_TOGETHER = 100_000_000  # bytes that the members of however small an archive may unpack to
_LONGEST_HEADER = 1_000_000  # bytes of a long name or of a member's notes in a tar archive
_HIDDEN = pattern(r"(?:^|/)(?:\.[^/]*|__MACOSX)(?:/|$)")
_LEADS_OUT = pattern(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0")
_ENCRYPTED, _UTF8 = 0x1, 0x800  # flags of a ZIP member
# kinds of tar headers that are held whole
_NOTES = (
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
)
_BROKEN_HEADER = (
    tarfile.InvalidHeaderError,  # type: ignore[attr-defined,unused-ignore]
    tarfile.TruncatedHeaderError,  # type: ignore[attr-defined,unused-ignore]
)
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, tarfile.TarError, EOFError, OSError)


def from_zip(
    source: str, stream: IO[bytes], options: DocumentOptions, read: ReadMember
) -> Iterator[Fields | Rejected]:
    """The articles of every member of a ZIP archive, in the archive's order."""
    file = held_open(stream, options.max_file_bytes)
    if file is None:
        mb = options.max_file_bytes // 1_000_000
        yield Rejected(source, f"too large: a ZIP archive of over {mb} MB that is itself packed")
        return
    try:
        archive = zipfile.ZipFile(file)
    except (*_DAMAGED, ValueError, NotImplementedError) as error:
        yield Rejected(source, f"no ZIP archive, or a damaged one: {_said(error)}")
        return
    with archive:
        members = ((_zip_name(info), _of_zip(archive, info)) for info in archive.infolist())
        yield from _members(source, members, Budget(_may_unpack(file, options)), read)


def _may_unpack(file: IO[bytes], options: DocumentOptions) -> int:
    """Bytes that all members may unpack to together: members may share their packed bytes, so that
    none of them is a bomb alone.
    """
    size = file.seek(0, io.SEEK_END)
    return min(options.max_unpacked_bytes, max(_FREE_TOGETHER, MOST_TIMES * size))


def from_tar(
    source: str, stream: IO[bytes], options: DocumentOptions, read: ReadMember
) -> Iterator[Fields | Rejected]:
    """The articles of every member of a tar archive, as the stream brings them."""
    counted = Counted(stream)
    try:
        with tarfile.open(fileobj=cast(IO[bytes], counted), mode="r|", tarinfo=_Checked) as archive:
            members = ((info.name, _of_tar(archive, info, counted)) for info in archive)
            yield from _members(source, members, Budget(options.max_unpacked_bytes), read)
    except _DAMAGED as error:
        yield Rejected(source, f"a damaged archive, read as far as it goes: {_said(error)}")


_Open = Callable[[Budget], IO[bytes] | str | None]  # a member's bytes, why not, or no file at all


def _members(
    source: str,
    members: Iterable[tuple[str, _Open]],
    budget: Budget,
    read: ReadMember,
) -> Iterator[Fields | Rejected]:
    count = files = 0
    for name, opened in members:
        count += 1
        if count > _MOST_MEMBERS:
            reason = f"holds over {_MOST_MEMBERS:,} members: the rest is not read"
            yield Rejected(source, reason)
            return
        name = readable_name(name)
        out = _LEADS_OUT.search(name) is not None
        stream = "its name leads out of the archive" if out else opened(budget)
        if stream is None or (_HIDDEN.search(name) and not out):
            continue
        files += 1
        if isinstance(stream, str):
            yield Rejected(f"{source}!{name[:500]}", stream)
            continue
        for item in read(f"{source}!{name}", stream, budget):
            yield replace(item, member=name) if isinstance(item, Fields) else item
        if budget.left < 0:
            yield Rejected(source, f"unpacks to over {budget.total:,} bytes: the rest is not read")
            return
    if not files:
        yield Rejected(source, "empty: the archive holds no files")


def _of_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Open:
    """How to open one member of a ZIP archive."""

    def opened(budget: Budget) -> IO[bytes] | str | None:
        if not info.filename:  # of which `is_dir` makes an error
            return "has no name: not read"
        if info.is_dir():
            return None
        kind = info.external_attr >> 28  # of a file of Unix: 8 a file, 10 a link
        if info.create_system == 3 and kind not in (0, 8):
            return "a link, or no file: not followed"
        if info.flag_bits & _ENCRYPTED:
            return "needs a password: not read"
        try:
            stream = archive.open(info)
        except NotImplementedError as error:
            return f"packed in a way that is not read: {_said(error)}"
        except (*_DAMAGED, RuntimeError, ValueError) as error:
            return f"damaged: {_said(error)}"
        return cast(IO[bytes], Bounded(stream, lambda: info.compress_size, budget))

    return opened


def _of_tar(archive: tarfile.TarFile, info: tarfile.TarInfo, counted: Counted) -> _Open:
    """How to open one member of a tar archive while the stream stands at it."""

    def opened(budget: Budget) -> IO[bytes] | str | None:
        if info.isdir():
            return None
        if not info.isreg() or info.issparse():
            return "a link, or no file: not followed"
        stream = archive.extractfile(info)
        assert stream is not None  # a regular file has content
        return cast(IO[bytes], Bounded(stream, lambda: counted.count, budget))

    return opened


class _Checked(tarfile.TarInfo):
    """A header of a tar archive. The library takes a damaged one for the end of the archive, and
    holds a name or note of any length: both are said here.
    """

    @classmethod
    def frombuf(cls, buf: Any, encoding: str, errors: str) -> Self:
        """See `tarfile`. Raises TooMuch, or OSError for what is no header."""
        try:
            info = super().frombuf(buf, encoding, errors)
        except _BROKEN_HEADER as error:
            raise OSError(f"{error}; what follows is not read") from error
        if info.type in _NOTES and info.size > _LONGEST_HEADER:
            raise TooMuch(f"a name or note of {info.size:,} bytes; not read further")
        return info


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The member's name; old programs write UTF-8 without saying so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
