"""The bytes that came in, kept as they were, each once, by their SHA-256."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from typing import IO

from sayso.archive.identity import sound
from sayso.archive.packed import pieces
from sayso.errors import WrongUse

_PIECE = 1 << 20  # bytes of a row: a file of any size is read and written in bounded memory
_LEVEL = 6


class Originals:
    """Bytes by digest, over a connection; the caller holds the transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Over an archive's connection."""
        self._base = base

    def keep(self, name: str, stream: IO[bytes], run: int) -> str:
        """Keep all that the stream gives; its digest. What is there already is not kept twice."""
        digest, size = hashlib.sha256(), 0
        start = stream.tell()
        while data := stream.read(_PIECE):
            digest.update(data)
            size += len(data)
        key = digest.hexdigest()
        if self._base.execute("SELECT 1 FROM originals WHERE digest = ?", (key,)).fetchone():
            return key
        row = (key, sound(name), size, run)
        self._base.execute("INSERT INTO originals VALUES (?, ?, ?, ?)", row)
        stream.seek(start)
        nth = 0
        while (data := stream.read(_PIECE)) or not nth:
            for piece in pieces(data, _PIECE):
                self._base.execute(
                    "INSERT INTO pieces VALUES (?, ?, ?)", (key, nth, zlib.compress(piece, _LEVEL))
                )
                nth += 1
        return key

    def read(self, digest: str) -> Iterator[bytes]:
        """The bytes, a piece at a time. Raises KeyError where nothing has that digest, WrongUse
        where what is kept is damaged.
        """
        if not self._base.execute("SELECT 1 FROM originals WHERE digest = ?", (digest,)).fetchone():
            raise KeyError(digest)
        rows = self._base.execute(
            "SELECT body FROM pieces WHERE digest = ? ORDER BY nth", (digest,)
        )
        for (body,) in rows:
            try:
                opener = zlib.decompressobj()
                piece = opener.decompress(body, _PIECE + 1)
            except zlib.error as error:
                raise WrongUse(f"the original {digest} is damaged ({error})") from error
            if not opener.eof or len(piece) > _PIECE:
                said = "a piece is cut short, or unpacks to more than was ever put into one"
                raise WrongUse(f"the original {digest} is damaged ({said})")
            yield piece

    def name(self, digest: str) -> str:
        """What the file was called. Raises KeyError where nothing has that digest."""
        row = self._base.execute(
            "SELECT name FROM originals WHERE digest = ?", (digest,)
        ).fetchone()
        if row is None:
            raise KeyError(digest)
        return str(row[0])

    def size(self, digest: str) -> int:
        """How many bytes they are. Raises KeyError where nothing has that digest."""
        row = self._base.execute(
            "SELECT size FROM originals WHERE digest = ?", (digest,)
        ).fetchone()
        if row is None:
            raise KeyError(digest)
        return int(row[0])

    def all(self) -> tuple[tuple[str, str, int], ...]:
        """Digest, name and size in bytes of every original, in the order in which they came."""
        rows = self._base.execute("SELECT digest, name, size FROM originals ORDER BY run, digest")
        return tuple(rows)

    def damaged(self) -> Iterator[str]:
        """Digests of originals whose bytes are not those that came in."""
        for digest, _, _ in self.all():
            found = hashlib.sha256()
            try:
                for piece in self.read(digest):
                    found.update(piece)
            except WrongUse:
                yield digest
                continue
            if found.hexdigest() != digest:
                yield digest
