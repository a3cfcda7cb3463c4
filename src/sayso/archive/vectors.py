"""What the model of meaning read in the passages of larger stories, by digest.

A story with one article more has the passages that it had, and those of the new article. What the
model read in the old ones depends on their words alone, so nothing here goes out of date but with
the program. It is large (some ten kilobytes a passage), so only so much of it is kept in an
archive: what goes first is that of the story to which nothing was added for longest. Nothing is
ever asked to be here: what is missing, of another version or damaged is worked out again.

    {key: row} ──packed──▶ seal, key, length, row, key, length, row …  ──unpacked──▶ {key: row}
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Mapping

MOST = 1 << 27  # bytes of an archive
A_STORY = MOST // 4
_SEAL = 16  # bytes of the digest that tells damage
_HEAD = struct.Struct("<16sI")  # the key of a row, and how long the row is


def packed(rows: Mapping[bytes, bytes], most: int) -> bytes:
    """Rows by keys of 16 bytes, as bytes: the first of them, as far as `most` bytes take.

    >>> one, two = b"1" * 16, b"2" * 16
    >>> unpacked(packed({one: b"abc", two: b""}, 100)) == {one: b"abc", two: b""}
    True
    >>> unpacked(packed({one: b"abc", two: b""}, 50)) == {one: b"abc"}
    True
    """
    parts, size = [], _SEAL
    for key, row in rows.items():
        size += _HEAD.size + len(row)
        if size > most:
            break
        parts += [_HEAD.pack(key, len(row)), row]
    body = b"".join(parts)
    return _sealed(body) + body if parts else b""


def unpacked(kept: bytes) -> dict[bytes, bytes]:
    """The rows by key; none where the bytes are not whole.

    >>> unpacked(packed({b"1" * 16: b"abc"}, 100)[:-1])
    {}
    """
    body, rows, at = kept[_SEAL:], {}, 0
    if kept[:_SEAL] != _sealed(body):
        return {}
    while at + _HEAD.size <= len(body):
        key, size = _HEAD.unpack_from(body, at)
        rows[key] = body[at + _HEAD.size : at + _HEAD.size + size]
        at += _HEAD.size + size
    return rows if at == len(body) else {}


def _sealed(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_SEAL).digest()


class Vectors:
    """The rows of stories, over an archive's connection; the caller holds the transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Over an archive's connection."""
        self._base = base

    def of(self, n: int, version: str) -> tuple[bytes, ...]:
        """What that version of the program kept of a story, packed, in the order it came."""
        rows = self._base.execute(
            "SELECT body FROM vectors WHERE story = ? AND version = ? ORDER BY n", (n, version)
        )
        return tuple(body for (body,) in rows if isinstance(body, bytes))

    def add(self, n: int, version: str, run: int, body: bytes) -> None:
        """Keep what was read in a story, beside what that version kept of it before; less of the
        stories to which nothing was added for longest, where all of it is too much.
        """
        if not body:
            return
        self._base.execute("DELETE FROM vectors WHERE story = ? AND version <> ?", (n, version))
        held = self._base.execute("SELECT sum(size) FROM vectors WHERE story = ?", (n,))
        if (held.fetchone()[0] or 0) + len(body) > A_STORY:
            return
        self._base.execute(
            "INSERT INTO vectors(story, version, run, size, body) VALUES (?, ?, ?, ?, ?)",
            (n, version, run, len(body), body),
        )
        while self._base.execute("SELECT sum(size) FROM vectors").fetchone()[0] > MOST:
            self._base.execute(
                "DELETE FROM vectors WHERE story = (SELECT story FROM vectors"
                " GROUP BY story ORDER BY max(run), story LIMIT 1)"
            )
