"""Readings kept in a file while a run goes on: one that was interrupted goes on where it stopped.

A mapping from `reading_key` to Reading over one SQLite file. Every process opens the file for
itself and writes what it has read in one transaction, so that whatever ends a run, what was read
before stands whole. Values are packed as in an archive.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.archive.packed import pack, restored
from sayso.errors import WrongUse
from sayso.model import Reading

APPLICATION = 0x53595244  # "SYRD": what SQLite writes into the head of such a file
_PATIENCE = 60.0  # seconds that one process waits for another to have written


class KeptReadings(MutableMapping[str, Reading]):
    """The readings of a file, which is made where there is none. It travels to other processes as
    its path.

    Raises WrongUse where the file is something else or damaged, OSError where it cannot be written.
    """

    def __init__(self, path: str) -> None:
        self.path = str(Path(path).absolute())
        self._base: sqlite3.Connection | None = None
        self._process = 0
        self._opened()  # what is wrong with the file is said before anything is read

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "_base": None, "_process": 0}

    def _opened(self) -> sqlite3.Connection:
        if self._base is not None and self._process == os.getpid():
            return self._base
        try:
            base = sqlite3.connect(self.path, timeout=_PATIENCE)
            application = base.execute("PRAGMA application_id").fetchone()[0]
            tables = base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if application != APPLICATION and tables:
                raise WrongUse(f"{self.path}: holds something else than readings; name another")
            with base:
                base.execute(f"PRAGMA application_id = {APPLICATION}")
                base.execute(
                    "CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, body BLOB)"
                )
        except sqlite3.Error as error:
            raise self._told(error) from error
        self._base, self._process = base, os.getpid()
        return base

    def _rows(self, statement: str, *values: Any) -> list[Any]:
        try:
            return self._opened().execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.Error) -> WrongUse | OSError:
        said = str(error)
        if "full" in said:
            return OSError(28, "no space left on the disk; what was read before is kept", self.path)
        if "readonly" in said or "unable to open" in said:
            return OSError(13, "cannot be opened for writing", self.path)
        return WrongUse(
            f"{self.path}: is no file of readings, or is damaged ({said}); name another"
        )

    def __getitem__(self, key: str) -> Reading:
        """The reading of that key. Raises KeyError, WrongUse where what is kept is damaged."""
        rows = self._rows("SELECT body FROM readings WHERE key = ?", _own(key))
        if not rows:
            raise KeyError(key)
        try:
            return restored(Reading, rows[0][0])
        except WrongUse as error:
            raise WrongUse(f"{self.path}: holds a damaged reading; remove the file") from error

    def __contains__(self, key: object) -> bool:
        return bool(self._rows("SELECT 1 FROM readings WHERE key = ?", _own(str(key))))

    def update(  # type: ignore[override]
        self, made: Mapping[str, Reading] | Iterable[tuple[str, Reading]] = (), /
    ) -> None:
        """Keep some readings together, or none of them."""
        rows = [(_own(key), pack(reading)) for key, reading in dict(made).items()]
        try:
            base = self._opened()
            with base:
                base.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def __setitem__(self, key: str, reading: Reading) -> None:
        self.update({key: reading})

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        with self._opened() as base:
            base.execute("DELETE FROM readings WHERE key = ?", (_own(key),))

    def __iter__(self) -> Iterator[str]:
        start = len(_own(""))
        rows = self._rows("SELECT key FROM readings WHERE key LIKE ? ORDER BY key", _own("%"))
        return (key[start:] for (key,) in rows)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _own(key: str) -> str:
    """Another version of the program reads otherwise."""
    return f"{__version__} {key}"
