"""What the model of meaning told of the pairs of passages of a story: small rows, by digest.

A story with one article more has the pairs that it had, and those of the new article: only what
stands in these is read by the model again. A passage is known by its words, so nothing here goes
out of date but with the program. Nothing is ever asked to be here: what is missing, of another
version or damaged is worked out again.

    {key: row} ──packed──▶ seal, lengths, key, row, key, row …  ──unpacked──▶ {key: row}
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from itertools import islice

_SEAL = 16  # bytes of the digest that tells damage
_HEAD = _SEAL + 2  # and how long a key and a row are


def packed(rows: Mapping[bytes, bytes], most: int) -> bytes:
    """Rows by key, all of one length, as bytes: the first of them, as far as `most` bytes take.

    >>> unpacked(packed({b"ab": b"123", b"cd": b"456"}, 100))
    {b'ab': b'123', b'cd': b'456'}
    >>> unpacked(packed({b"ab": b"123", b"cd": b"456"}, 25))
    {b'ab': b'123'}
    """
    if not rows:
        return b""
    key, row = next(iter(rows.items()))
    size = len(key) + len(row)
    some = islice(rows.items(), max(0, most - _HEAD) // size)
    body = bytes([len(key), len(row)]) + b"".join([part for pair in some for part in pair])
    return _sealed(body) + body


def unpacked(kept: bytes) -> dict[bytes, bytes]:
    """The rows by key; none where the bytes are not whole.

    >>> unpacked(packed({b"ab": b"123"}, 100)[:-1])
    {}
    """
    seal, body = kept[:_SEAL], kept[_SEAL:]
    if len(kept) < _HEAD or seal != _sealed(body):
        return {}
    key, size = body[0], body[0] + body[1]
    starts = range(2, len(body), size) if size and (len(body) - 2) % size == 0 else ()
    return {body[n : n + key]: body[n + key : n + size] for n in starts}


def _sealed(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_SEAL).digest()


class Pairs:
    """The rows of stories, over an archive's connection; the caller holds the transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Over an archive's connection."""
        self._base = base

    def of(self, n: int, version: str) -> bytes:
        """What that version of the program kept of a story, packed; nothing where it is gone."""
        row = self._base.execute(
            "SELECT body FROM pairs WHERE story = ? AND version = ?", (n, version)
        ).fetchone()
        return row[0] if row and isinstance(row[0], bytes) else b""

    def put(self, n: int, version: str, body: bytes) -> None:
        """Keep what was told of a story in place of what was; most stories have no pairs."""
        if not body:
            self._base.execute("DELETE FROM pairs WHERE story = ?", (n,))
            return
        self._base.execute("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?)", (n, version, body))
