"""How the documents that match a search fall by outlet, year and language.

    numbers of documents ──what each is, held in memory──▶ total, counts

A common word is in half of an archive, and grouping so many rows in SQLite takes longer than to
find and rank them. So what a document is, is held: read once, then only of those that changed.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

Facets = dict[str, tuple[tuple[str, int], ...]]
_MOST_FACETS = 12
_NAMES = ("outlet", "year", "lang")
DATED = "dated-run"  # state: the last run that found the day of a document


class Kinds:
    """What every document of an archive is that was not withdrawn: outlet, year, language."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Over an archive's connection; nothing is read before it is asked for."""
        self._base = base
        self._of: dict[int, tuple[str | None, ...]] = {}
        self._one: dict[tuple[str | None, ...], tuple[str | None, ...]] = {}
        self._seen: tuple[int, int, str] | None = None

    def update(self) -> None:
        """Bring it up to what the archive holds: after the numbers that are asked of it are known,
        so that all of them are there.
        """
        run, dated = self._base.execute(
            "SELECT coalesce(max(run), 0), coalesce((SELECT value FROM state WHERE name = ?), '')"
            " FROM documents",
            (DATED,),
        ).fetchone()
        now = self._base.total_changes, int(run), str(dated)
        if now == self._seen and not self._base.in_transaction:
            return
        since = -1
        if self._seen and (self._seen[0], self._seen[2]) == (now[0], now[2]):
            since = self._seen[1]
        self._read(since)
        self._seen = None if self._base.in_transaction else now  # it may be rolled back

    def _read(self, since: int) -> None:
        """What is new or another since that run; all of it anew where that is none."""
        if since < 0:
            self._of.clear()
        asked = "SELECT n, gone IS NULL, outlet, substr(best, 1, 4), lang FROM documents"
        rows = self._base.execute(
            f"{asked} WHERE run > ?" if since >= 0 else asked, (since,) * (since >= 0)
        )
        for n, is_here, *kind in rows:
            if is_here:
                self._of[n] = self._one.setdefault(tuple(kind), tuple(kind))
            else:
                self._of.pop(n, None)

    def here(self, numbers: Sequence[int]) -> list[int]:
        """Those of the numbers whose documents were not withdrawn, in their order."""
        return [n for n in numbers if n in self._of]

    def counted(self, numbers: Sequence[int]) -> tuple[int, Facets]:
        """How many of those documents are here, and how they fall, the most first."""
        held = Counter(map(self._of.get, numbers))
        held.pop(None, None)
        most: Facets = {}
        for at, name in enumerate(_NAMES):
            counts: Counter[str] = Counter()
            for kind, count in held.items():
                if kind is not None and (value := kind[at]) is not None:
                    counts[value] += count
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            most[name] = tuple(ranked[:_MOST_FACETS])
        return held.total(), most
