"""Members of a gzip file one after another (RFC 1952), past those that are damaged.

A web archive holds a record a member: one that is cut or spoilt must not cost the others. In its
place stands `DAMAGED`, a line that begins no record. A file that is full of what only looks like
members is given up.

    packed bytes ──member by member──▶ unpacked bytes, DAMAGED
"""

from __future__ import annotations

import io
import zlib
from typing import IO

DAMAGED = b"\r\n\r\nWARC/damaged\r\n\r\n"
_MAGIC = b"\x1f\x8b\x08"
_OPENS = b"WARC/"  # what a member begins with, by which one is told from three bytes by chance
_PIECE = 1 << 16  # packed bytes taken at a time
_MOST = 1 << 18  # unpacked bytes given at a time
_PROBE = 1 << 10  # packed bytes by which a member is told
# bytes looked at in vain, beside so many times those of the file, from which it is given up; an
# archive of damaged members alone needs them once
_FREE, _TIMES = 1 << 20, 8
_KEPT = 1 << 22  # packed bytes behind in which the next member may have begun


class Members(io.RawIOBase):
    """What the members unpack to. Raises nothing for what they hold."""

    def __init__(self, packed: IO[bytes]) -> None:
        """`packed` from where it stands."""
        self._packed = packed
        self._raw = bytearray()  # not yet unpacked
        self._behind = bytearray()  # of the member that is being unpacked
        self._open: zlib._Decompress | None = None
        self._ended = False
        self._vain = -_FREE  # bytes of work without a result, less those that are free

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, and at most `_MOST` however many are asked for; none at the end."""
        most = _MOST if size < 0 else min(size, _MOST)
        while most:
            self._fill(_PIECE)
            if self._open is None and not self._raw.strip(b"\0"):
                return b""
            if piece := self._unpacked(most):
                return piece
        return b""

    def _fill(self, size: int) -> None:
        while not self._ended and len(self._raw) < size:
            piece = self._packed.read(_PIECE)
            self._ended = not piece
            self._raw += piece
            self._vain -= _TIMES * len(piece)

    def _unpacked(self, most: int) -> bytes:
        if self._open is None:
            if not self._raw.startswith(_MAGIC):
                return self._past_damage()
            self._open = zlib.decompressobj(16 + zlib.MAX_WBITS)
            self._behind.clear()
        taken = bytes(self._raw[:_PIECE])
        try:
            piece = self._open.decompress(taken, most)
        except zlib.error:
            return self._past_damage()
        # at the end of a member zlib still holds the tail of the call before
        left = len(self._open.unused_data if self._open.eof else self._open.unconsumed_tail)
        self._behind += taken[: len(taken) - left]
        del self._behind[: max(0, len(self._behind) - _KEPT)]
        del self._raw[: len(taken) - left]
        if self._open.eof:
            self._open = None
        elif not piece and not self._raw and self._ended:
            return self._past_damage()  # cut at the end of the file
        return piece

    def _past_damage(self) -> bytes:
        """Go to where the next member begins: behind the beginning of the damaged one."""
        self._vain += len(self._behind)
        found = self._behind + self._raw
        self._behind.clear()
        self._open = None
        self._raw = found[1:]
        while True:
            at = self._raw.find(_MAGIC)
            if at < 0:
                del self._raw[: max(0, len(self._raw) - len(_MAGIC) + 1)]
                before = len(self._raw)
                self._fill(_PIECE)
                if len(self._raw) == before:
                    self._raw.clear()
                    return DAMAGED
                continue
            del self._raw[:at]
            self._fill(_PIECE)
            if self._vain > 0:
                self._raw.clear()
                self._ended = True
                return DAMAGED
            if _opens(bytes(self._raw[:_PROBE])):
                return DAMAGED
            self._vain += _PROBE
            del self._raw[:1]


def _opens(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed, 64).startswith(_OPENS)
    except zlib.error:
        return False
