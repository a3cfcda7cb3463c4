"""Compressed streams, unpacked while they are read and never past a limit: gzip, bzip2 and xz.

packed bytes ──counted──▶ unpacked bytes ──ratio and total checked──▶ reader
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import IO, cast

from sayso.documents.members import Members

_PIECE = 1 << 18  # bytes unpacked at a time, however many are asked for
# Prose shrinks to a third, a log of one line to a hundredth; a bomb of zeros to a thousandth.
MOST_TIMES = 200  # times its size that anything may unpack to
_FREE = 4_000_000  # bytes that may come out of however few
_OPENERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    ".gz": lambda packed: cast(IO[bytes], gzip.GzipFile(fileobj=packed)),
    ".bz2": lambda packed: cast(IO[bytes], bz2.BZ2File(packed)),
    ".xz": lambda packed: cast(IO[bytes], lzma.LZMAFile(packed)),  # noqa: SIM115 (closed by its reader)
}
# one ending for two: an archive that is compressed whole
_SHORT = {".tgz": (".tar", ".gz"), ".tbz2": (".tar", ".bz2"), ".txz": (".tar", ".xz")}


class TooMuch(OSError):
    """What a stream unpacks to is over a limit; its text says which."""


class Budget:
    """Bytes that an input may still unpack to, shared by all that it holds."""

    def __init__(self, total: int) -> None:
        """`total` bytes."""
        self.total = self.left = total

    def spend(self, size: int) -> None:
        """Raises TooMuch where nothing is left."""
        self.left -= size
        if self.left < 0:
            raise TooMuch(f"unpacks to over {self.total:,} bytes: not read further")


class Counted(io.RawIOBase):
    """A stream that knows how much of it was read."""

    def __init__(self, rest: IO[bytes]) -> None:
        """`rest` from where it stands."""
        self._rest = rest
        self.count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        piece = self._rest.read(size)
        self.count += len(piece)
        return piece


class Bounded(io.RawIOBase):
    """What a packed stream unpacks to. Raises TooMuch past `MOST_TIMES` the packed bytes, or past
    what the budget leaves.
    """

    def __init__(self, unpacked: IO[bytes], packed: Callable[[], int], budget: Budget) -> None:
        """`packed` tells how many bytes the stream has taken, or takes in all."""
        self._unpacked, self._packed, self._budget = unpacked, packed, budget
        # gives what there is, where `read` would lose what came before a fault
        self._read1: Callable[[int], bytes] = getattr(unpacked, "read1", unpacked.read)
        self._fault: Exception | None = None
        self._size = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; everything, in pieces, where none is said."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_PIECE), b""))
        try:
            piece = self._up_to(min(size, _PIECE))
        except MemoryError:  # a header of xz may ask for gigabytes
            raise TooMuch("asks for more memory than there is: not unpacked") from None
        self._size += len(piece)
        self._budget.spend(len(piece))
        if self._size > max(_FREE, MOST_TIMES * self._packed()):
            raise TooMuch(f"unpacks to over {MOST_TIMES} times its size: not read further")
        return piece

    def _up_to(self, size: int) -> bytes:
        """So many bytes; fewer at the end, or where a fault follows: the next call raises it."""
        if self._fault is not None:
            raise self._fault
        pieces = bytearray()
        try:
            while len(pieces) < size and (piece := self._read1(size - len(pieces))):
                pieces += piece
        except (EOFError, OSError, zlib.error, lzma.LZMAError) as fault:
            if not pieces:
                raise
            self._fault = fault
        return bytes(pieces)


def compression(name: str) -> tuple[str, str]:
    """A name without the ending of its compression, and that ending ("" where there is none).

    >>> compression("pile.jsonl.gz"), compression("a.tgz"), compression("a.txt")
    (('pile.jsonl', '.gz'), ('a.tar', '.gz'), ('a.txt', ''))
    """
    for short, (inner, outer) in _SHORT.items():
        if name.endswith(short):
            return name.removesuffix(short) + inner, outer
    ending = next((ending for ending in _OPENERS if name.endswith(ending)), "")
    return name.removesuffix(ending), ending


def unpacked(
    ending: str, stream: IO[bytes], budget: Budget, *, of_records: bool = False
) -> IO[bytes]:
    """What a stream of that compression unpacks to, as it is read. `of_records`: a web archive, of
    which a damaged member costs itself alone.

    >>> unpacked(".gz", io.BytesIO(gzip.compress(b"One.")), Budget(100)).read()
    b'One.'
    """
    packed = Counted(stream)
    mended = of_records and ending == ".gz"
    opener = Members if mended else _OPENERS[ending]
    opened = cast(IO[bytes], opener(cast(IO[bytes], packed)))
    return cast(IO[bytes], Bounded(opened, lambda: packed.count, budget))
