"""Lines of a byte stream in bounded memory, split at the newline byte and nothing else.

U+2028 and its like stay inside their line; a line over the limit is counted and thrown away while
it is read.

    stream ──chunks──▶ UTF-8 chunks ──lines──▶ (number, bytes | None)
"""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from sayso.documents.decode import bare_utf16, mark
from sayso.model import Rejected

_CHUNK = 1 << 18  # bytes read at a time
# what a damaged or unreadable stream raises
BROKEN_STREAM = (
    *(EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, OSError),
    *(zipfile.BadZipFile, tarfile.TarError),
)


class Rewound(io.RawIOBase):
    """A stream with bytes put back in front of it, for streams that cannot seek."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        """`rest`, of which `head` was read."""
        self._head, self._rest = head, rest
        self._begun = False

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes: first those put back, then the rest."""
        self._begun = True
        if self._head:
            size = len(self._head) if size < 0 else size
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        return self._rest.read(size)

    def anew(self) -> IO[bytes] | None:
        """The stream itself at its beginning, where it is a file that can be read in any order."""
        if self._begun or not self._in_any_order() or self._rest.tell() != len(self._head):
            return None
        self._rest.seek(0)
        return self._rest

    def left(self) -> int | None:
        """Bytes that are still to be read, where that is known."""
        if not self._in_any_order():
            return None
        at = self._rest.tell()
        end = self._rest.seek(0, io.SEEK_END)
        self._rest.seek(at)
        return len(self._head) + end - at

    def _in_any_order(self) -> bool:
        kinds = (io.BufferedReader, io.BytesIO)
        return isinstance(self._rest, kinds) and self._rest.seekable()


def held_open(stream: IO[bytes], limit: int) -> IO[bytes] | None:
    """A stream that can be read in any order: the file itself, else its bytes held; None where
    there are more than `limit`.

    >>> held_open(io.BytesIO(b"abcd"), 3) is None
    True
    """
    file = stream.anew() if isinstance(stream, Rewound) else None
    if file is not None:
        return file
    data = whole(stream, limit)
    return None if data is None else io.BytesIO(data)


def whole(stream: IO[bytes], limit: int) -> bytes | None:
    """All bytes of a stream, None where there are more than `limit`.

    >>> import io
    >>> whole(io.BytesIO(b"abc"), 3), whole(io.BytesIO(b"abcd"), 3)
    (b'abc', None)
    """
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(min(_CHUNK, limit + 1 - size)):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            return None
    return b"".join(pieces)


def held(source: str, stream: IO[bytes], limit: int, what: str) -> bytes | Rejected:
    """All bytes of what has to be held whole, else why not; `what` it is, and what to do instead.

    >>> import io
    >>> held("a.json", io.BytesIO(b"abcd"), 3, "a feed").reason
    'too large: a feed of over 0 MB must be held whole'
    """
    data = whole(stream, limit)
    name, _, instead = what.partition("; ")
    reason = f"too large: {name} of over {limit // 1_000_000} MB must be held whole"
    return Rejected(source, f"{reason}; {instead}" if instead else reason) if data is None else data


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream piece by piece in UTF-8: a byte-order mark is dropped, UTF-16 and UTF-32 are
    turned into UTF-8, UTF-16 without its mark too.
    """
    first = stream.read(_CHUNK)
    encoding = mark(first) or (bare_utf16(first) if b"\0" in first else None)
    if encoding is None:
        yield first.removeprefix(codecs.BOM_UTF8)
        while piece := stream.read(_CHUNK):
            yield piece
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    piece = first
    while piece:
        yield decoder.decode(piece).encode("utf-8", "replace")
        piece = stream.read(_CHUNK)


def lines(pieces: Iterator[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines with their newline; None in place of a line of more than `limit` bytes.

    >>> list(lines(iter([b"ab", b"c\\nlong", b" line\\nd"]), 5))
    [(1, b'abc\\n'), (2, None), (3, b'd')]
    """
    number, size = 1, 0
    kept: list[bytes] = []
    for piece in pieces:
        start = 0
        while True:
            cut = piece.find(b"\n", start)
            end = len(piece) if cut < 0 else cut + 1
            size += end - start
            if size <= limit:
                kept.append(piece[start:end])
            else:
                kept.clear()
            if cut < 0:
                break
            yield number, (b"".join(kept) if size <= limit else None)
            number, size, start = number + 1, 0, end
            kept.clear()
    if size:
        yield number, (b"".join(kept) if size <= limit else None)
