"""Records of a web archive (WARC, ISO 28500) one after another, past those that are damaged.

    stream ──version line, headers, length──▶ Record | Damage, and on to the next record

A length is believed where an end of a record, or of the file, stands behind it, whatever stands in
the record: a page may print what looks like records. Where not, the record is damaged, and the next
one is looked for behind its headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from sayso.documents.lines import Rewound
from sayso.patterns import pattern

_PIECE = 1 << 18  # bytes read at a time
_HEADERS = 1 << 16  # bytes that the headers of a record may have
_START = pattern(rb"WARC/[01]\.\d{1,2}\r?\n(?=[A-Za-z-]{2,60}:)")
_FITS = pattern(rb"[\r\n]*(?:WARC/|\Z)")  # what stands behind a record
_MAY_FIT = pattern(rb"\r\n\r\n")  # the same where the next one is damaged, or by chance
_LONGEST_START = 80  # bytes within which one can be told
_MOST_HELD = 8  # times the limit that is held of a long record, as it may be none
_SEAM = b"\r\n\r\nWARC/lost\r\n\r\n"  # stands for what could not be held; begins no record
_ENDS = pattern(rb"\r?\n\r?\n")
_WRONG = "a record whose length is wrong"
_LENGTH = pattern(rb"^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)


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
        elif int(length[1]) > limit and not ahead.ends_within(size):
            begun = bytes(ahead.held[: min(size, _HEADERS)])
            fits = ahead.pass_over(ends.end() - 1, size, _MOST_HELD * limit)
            yield Record(headers, begun, whole=False) if fits else Damage(headers, _WRONG)
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
        self._left = stream.left() if isinstance(stream, Rewound) else None
        self.held = bytearray()

    def fill(self, size: int) -> bool:
        """Whether so many bytes are there."""
        while len(self.held) < size:
            piece = self._stream.read(_PIECE)
            if not piece:
                return False
            self.held += piece
            self._left = None if self._left is None else self._left - len(piece)
        return True

    def at_something(self) -> bool:
        """Past the blank lines between records; whether anything stands there."""
        while self.fill(1):
            blank = len(self.held) - len(self.held.lstrip(b"\r\n"))
            del self.held[:blank]
            if self.held:
                return True
        return False

    def ends_within(self, size: int) -> bool:
        """Whether the file is known to end before so many bytes."""
        return self._left is not None and size > len(self.held) + self._left

    def misfit(self, begins: int, size: int) -> str:
        """Why a record of so many bytes, its block from an offset on, is none; empty where it is
        one.
        """
        if self.ends_within(size) or not (self.fill(size + _LONGEST_START) or self._holds(size)):
            return "a record that ends before its length says"
        if _FITS.match(self.held, size):
            return ""
        fits = _MAY_FIT.match(self.held, size) and not _START.search(self.held, begins, size)
        return "" if fits else _WRONG

    def _holds(self, size: int) -> bool:
        return len(self.held) >= size

    def to_next(self, at: int) -> None:
        """To the next record behind an offset, or the end."""
        del self.held[:at]
        while not (found := _START.search(self.held)):
            del self.held[: max(0, len(self.held) - _LONGEST_START)]
            if not self.fill(len(self.held) + 1):
                self.held.clear()
                return
        del self.held[: found.start()]

    def pass_over(self, at: int, size: int, most: int) -> bool:
        """Past a record of so many bytes, if one ends there; else to what may be the next one
        behind an offset. Until that is known, at most `most` bytes are held.
        """
        del self.held[:at]
        left = size - at
        kept = bytearray()
        seen = cut = False
        while left and self.fill(1):
            piece = self.held[:left]
            del self.held[: len(piece)]
            left -= len(piece)
            kept += piece
            if not seen:
                found = _START.search(kept)
                seen = found is not None
                del kept[: found.start() if found else max(0, len(kept) - _LONGEST_START)]
            cut |= len(kept) > most
            del kept[most:]
        self.fill(_LONGEST_START)
        if not left and (_FITS.match(self.held) or (not seen and _MAY_FIT.match(self.held))):
            return True
        self.held[:0] = kept + _SEAM if cut else kept
        self.to_next(0)
        return False
