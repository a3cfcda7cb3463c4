"""What is written together is there together; what is read together is of one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sayso.archive.faults import told


class Transactions:
    """Those of one connection to an archive; each that writes is noted as a run."""

    def __init__(self, base: sqlite3.Connection, path: str, version: str) -> None:
        """`version` is that of the program, noted with runs."""
        self._base = base
        self._path = path
        self._version = version
        self._depth = 0
        self._run: int | None = None

    @contextmanager
    def writing(self, what: str) -> Iterator[int]:
        """See `Archive.writing`."""
        if self._depth:
            self._depth += 1
            try:
                yield self._run or 0
            finally:
                self._depth -= 1
            return
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                self._run = self._begun(what)
                yield self._run
            except BaseException:
                if self._base.in_transaction:  # SQLite has ended it where the disk is full
                    self._base.execute("ROLLBACK")
                raise
            else:
                self._base.execute("COMMIT")
            finally:
                self._depth, self._run = 0, None
        except sqlite3.DatabaseError as error:
            raise told(error, self._path) from error

    @contextmanager
    def looking(self) -> Iterator[None]:
        """See `Archive.looking`."""
        is_part = self._base.in_transaction
        if not is_part:
            self._base.execute("BEGIN")
        try:
            yield
        finally:
            if not is_part and self._base.in_transaction:  # SQLite ends it where the disk fails
                self._base.execute("COMMIT")

    def _begun(self, what: str) -> int:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        row = (made, what, self._version)
        at = self._base.execute("INSERT INTO runs(made, what, version) VALUES (?, ?, ?)", row)
        return int(at.lastrowid or 0)
