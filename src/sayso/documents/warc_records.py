"""Records of a web archive (WARC, ISO 28500) one after another, past those that are damaged.

    stream ──version line, headers, length──▶ Record | Damage, and on to the next record

A length is believed where an end of a record, or of the file, stands behind it. Where not, the
record is damaged, and the next one is looked for behind its headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

_PIECE = 1 << 18  # bytes read at a time
_HEADERS = 1 << 16  # bytes that the headers of a record may have
_START = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n(?=[A-Za-z-]{2,60}:)")
_FITS = re.compile(rb"\r\n\r\n|[\r\n]*(?:WARC/|\Z)")  # what stands behind a record
_LONGEST_START = 80  # bytes within which one can be told
_ENDS = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `data` are its bytes, or the first of them where they are over the limit."""

    headers: bytes
    data: bytes
    whole: bool = True

    def header(self, name: bytes) -> str:
        """A header's value, empty where there is none."""
        return header(self.headers, name)


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that cannot be read, and why."""

    headers: bytes
    reason: str


def header(headers: bytes, name: bytes) -> str:
    """The value of a header, whatever its case.

    >>> header(b"WARC/1.0\\r\\nWARC-Type: response\\r\\n", b"warc-type")
    'response'
    """
    found = re.search(rb"^%s:[ \t]*([^\r\n]*)" % re.escape(name), headers, re.I | re.M)
    return found[1].decode("utf-8", "replace").strip() if found else ""


def records(stream: IO[bytes], limit: int) -> Iterator[Record | Damage]:
    """Every record, in order; of one over `limit` bytes only the beginning is held.

    >>> import io
    >>> whole = b"WARC/1.0\\r\\nContent-Length: 2\\r\\n\\r\\nok\\r\\n\\r\\n"
    >>> spoilt = whole.replace(b" 2", b" 9")
    >>> [type(r).__name__ for r in records(io.BytesIO(spoilt + whole), 100)]
    ['Damage', 'Record']
    """
    ahead = _Ahead(stream)
    while ahead.at_something():
        ahead.fill(_HEADERS)
        ends = _ENDS.search(ahead.held, 0, _HEADERS)
        begins = _START.match(ahead.held) is not None
        another = _START.search(ahead.held, 1, ends.end() if ends else _HEADERS)
        if not begins or ends is None or another:
            said = "headers without an end" if begins else "no record begins where one should"
            yield Damage(b"", said)
            ahead.to_next(1)
            continue
        headers = bytes(ahead.held[: ends.end()])
        length = _LENGTH.search(headers)
        size = ends.end() + int(length[1]) if length else 0
        if length is None:
            yield Damage(headers, "a record that does not say how long it is")
            ahead.to_next(ends.end() - 1)
        elif int(length[1]) > limit:
            yield Record(headers, bytes(ahead.held[: min(size, _HEADERS)]), whole=False)
            ahead.pass_over(ends.end() - 1, size)
        elif reason := ahead.misfit(ends.end(), size):
            yield Damage(headers, reason)
            ahead.to_next(ends.end() - 1)
        else:
            yield Record(headers, bytes(ahead.held[:size]))
            del ahead.held[:size]


class _Ahead:
    """A stream of which the next bytes are held."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.held = bytearray()

    def fill(self, size: int) -> bool:
        """Whether so many bytes are there."""
        while len(self.held) < size:
            piece = self._stream.read(_PIECE)
            if not piece:
                return False
            self.held += piece
        return True

    def at_something(self) -> bool:
        """Past the blank lines between records; whether anything stands there."""
        while self.fill(1):
            blank = len(self.held) - len(self.held.lstrip(b"\r\n"))
            del self.held[:blank]
            if self.held:
                return True
        return False

    def misfit(self, begins: int, size: int) -> str:
        """Why a record of so many bytes, its block from an offset on, is none; empty where it is
        one.
        """
        self.fill(size + _LONGEST_START)
        if len(self.held) < size:
            return "a record that ends before its length says"
        fits = _FITS.match(self.held, size) and not _START.search(self.held, begins, size)
        return "" if fits else "a record whose length is wrong"

    def to_next(self, at: int) -> None:
        """To the next record behind an offset, or the end."""
        self.pass_over(at, None)

    def pass_over(self, at: int, size: int | None) -> None:
        """To the next record behind an offset, or past so many bytes if none begins in them."""
        del self.held[:at]
        left = None if size is None else size - at
        while True:
            if left is not None and left <= len(self.held):
                found = _START.search(self.held, 0, left)
                del self.held[: found.start() if found else left]
                return
            if found := _START.search(self.held):
                del self.held[: found.start()]
                return
            passed = max(0, len(self.held) - _LONGEST_START)
            del self.held[:passed]
            left = None if left is None else left - passed
            if not self.fill(len(self.held) + 1):
                self.held.clear()
                return
