"""What the model of meaning read in the passages of larger stories, by digest.

A story with one article more has the passages that it had, and those of the new article. What the
model read in the old ones depends on their words alone, so nothing here goes out of date but with
the program. It is large (some ten kilobytes a passage), so only so much of it is kept in an
archive: what goes first is that of the story to which nothing was added for longest. Nothing is
ever asked to be here: what is missing, of another version or damaged is worked out again.
"""

from __future__ import annotations

import sqlite3

MOST = 1 << 27  # bytes of an archive
A_STORY = MOST // 4


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
