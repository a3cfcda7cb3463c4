"""Places that are followed, with what tells whether they have changed; searches that are saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Followed:
    """A place that is followed: an address, or the whole path of a folder or file.

    seen   when it was last looked at, in ISO 8601; None where never
    tag    of an address: what its server wants to be asked with whether it has changed
    state  of a folder: its files with their sizes and times
    """

    place: str
    seen: str | None = None
    tag: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search: `run` is that after which what comes is new to it, `hook` the address that
    hits are sent to, if any.
    """

    name: str
    query: str
    hook: str = ""
    run: int = 0


class Watched:
    """Over an archive's connection; the caller holds the transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Over an archive's connection."""
        self._base = base

    def places(self) -> tuple[Followed, ...]:
        """All places, by name."""
        rows = self._base.execute("SELECT place, seen, tag, state FROM watched ORDER BY place")
        return tuple(Followed(*row) for row in rows)

    def follow(self, places: Sequence[str]) -> None:
        """Follow places from now on; one that is followed already stays as it is."""
        rows = [(place,) for place in places]
        self._base.executemany("INSERT OR IGNORE INTO watched(place) VALUES (?)", rows)

    def note(self, place: Followed) -> None:
        """Keep what was found at a place, if it is still followed."""
        self._base.execute(
            "UPDATE watched SET seen = ?, tag = ?, state = ? WHERE place = ?",
            (place.seen, place.tag, place.state, place.place),
        )

    def leave(self, place: str) -> bool:
        """Follow a place no longer; False where it was not."""
        gone = self._base.execute("DELETE FROM watched WHERE place = ?", (place,))
        return gone.rowcount > 0

    def searches(self) -> tuple[Saved, ...]:
        """All saved searches, by name."""
        rows = self._base.execute("SELECT name, query, hook, run FROM searches ORDER BY name")
        return tuple(Saved(*row) for row in rows)

    def save(self, search: Saved) -> None:
        """Save a search, in the place of one of the same name."""
        self._base.execute(
            "INSERT OR REPLACE INTO searches VALUES (?, ?, ?, ?)",
            (search.name, search.query, search.hook, search.run),
        )

    def drop(self, name: str) -> bool:
        """Forget a saved search; False where there is none of that name."""
        return self._base.execute("DELETE FROM searches WHERE name = ?", (name,)).rowcount > 0
