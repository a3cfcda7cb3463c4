"""The content of an answer as it was before the server packed it: gzip and deflate (RFC 9110, 8.4).

pieces ──Content-Encoding──▶ bytes, never more than a limit; what is cut or spoilt says so

What stands behind the end of the content is dropped, as browsers do, unless it never ends.
"""

from __future__ import annotations

import zlib

_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_MEMBER = b"\x1f\x8b\x08"  # begins one more member of a gzip file
_HEADER = 2  # bytes by which the one form of deflate is told from the other
_KINDS = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": _ZLIB}


class Spoilt(ValueError):
    """The content cannot be unpacked; the text says why."""


class Unpacker:
    """Pieces in, bytes out.

    >>> made = Unpacker("gzip", 100)
    >>> import gzip
    >>> made.take(gzip.compress(b"It rained.")), made.end()
    (b'It rained.', None)
    """

    def __init__(self, encoding: str, limit: int) -> None:
        """`encoding` as the header has it. Raises Spoilt for one that was not asked for."""
        self._kind = encoding.strip().lower()
        if self._kind not in ("", "identity", *_KINDS):
            raise Spoilt(f"packed in a way that is not read: {self._kind[:40]}")
        self._left = limit + 1
        self._begun = False
        self._held = b""  # too few bytes to tell what begins with them
        self._ended = False
        self._open = self._new(_KINDS.get(self._kind, _GZIP))

    @staticmethod
    def _new(kind: int) -> zlib._Decompress:
        return zlib.decompressobj(kind)

    def take(self, piece: bytes) -> bytes:
        """What a piece unpacks to, up to one byte over the limit in all. Raises Spoilt."""
        if self._kind not in _KINDS:
            return piece
        if not self._begun and len(piece := self._held + piece) < _HEADER:
            self._held = piece
            return b""
        held = bytearray()
        while piece and self._left > 0 and not self._ended:
            made, piece = self._unpacked(piece)
            held += made
            self._left -= len(made)
        if self._ended:
            self._left -= len(piece)
            if self._left < 0:
                raise Spoilt("its content goes on behind its end")
        return bytes(held)

    def _unpacked(self, piece: bytes) -> tuple[bytes, bytes]:
        """The next bytes, and what is left of the piece."""
        if self._open.eof:
            return b"", self._next_member(piece)
        try:
            made = self._open.decompress(piece, self._left)
        except zlib.error as error:
            if self._begun or self._kind != "deflate":
                raise Spoilt(f"its content cannot be unpacked ({error})") from None
            self._begun, self._open = True, self._new(_RAW)  # as some servers send it
            return self._unpacked(piece)
        self._begun, self._held = True, b""
        return made, self._open.unused_data if self._open.eof else self._open.unconsumed_tail

    def _next_member(self, piece: bytes) -> bytes:
        """What there is of one more member, where one begins; else the content has ended."""
        piece = self._held + piece
        if self._kind == "deflate" or not piece.startswith(_MEMBER[: len(piece)]):
            self._ended = True
        elif len(piece) < len(_MEMBER):
            self._held = piece
            return b""
        else:
            self._held, self._open = b"", self._new(_GZIP)
        return piece

    def end(self) -> None:
        """Raises Spoilt where the content does not come to its end."""
        begun = self._begun or self._held
        if self._kind in _KINDS and begun and not self._open.eof and self._left > 0:
            raise Spoilt("its content is cut off")
