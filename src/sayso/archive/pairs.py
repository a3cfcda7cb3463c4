"""What the model of meaning told of the pairs of passages of a story: small rows, by digest.

A story with one article more has the pairs that it had, and those of the new article: only what
stands in these is read by the model again. A passage is known by its words, so nothing here goes
out of date but with the program. Nothing is ever asked to be here: what is missing, of another
version or damaged is worked out again.
"""

from __future__ import annotations

import sqlite3


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
