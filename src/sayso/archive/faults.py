"""What goes wrong inside an archive, said to whoever uses it.

error of SQLite, number beyond its own ──meaning──▶ WrongUse or OSError with what to do
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sayso.errors import WrongUse

LARGEST = 2**63 - 1  # number that SQLite holds
PATIENCE_MS = 60_000  # how long one process waits while another writes
_SIGNS_OF_DAMAGE = ("malformed", "corrupt", "disk image", "vtable constructor", "not decode")


@contextmanager
def named(path: str) -> Iterator[None]:
    """Whatever goes wrong inside with the archive at `path` is raised as what it means."""
    try:
        yield
    except Exception as error:
        if found := meaning(error, path):
            raise found from error
        raise


def meaning(error: BaseException, path: str) -> WrongUse | OSError | None:
    """What an error means to whoever uses the archive; None for one that is of something else.

    >>> str(meaning(sqlite3.DatabaseError("database disk image is malformed"), "news.sayso"))[:24]
    'news.sayso: is damaged ('
    >>> meaning(KeyError("n"), "news.sayso")
    """
    if isinstance(error, sqlite3.DatabaseError):
        return told(error, path)
    if isinstance(error, OverflowError) and "SQLite" in str(error):
        return WrongUse(f"{path}: a number that was given is larger than any that is there")
    return None


def damaged(how: str, path: str) -> WrongUse:
    """What is said of a file of which parts are no longer what was written."""
    return WrongUse(
        f"{path}: is damaged ({how}); take the last copy of it, or read what is left with the "
        "command sqlite3 and its .recover"
    )


def told(error: sqlite3.Error, path: str) -> WrongUse | OSError:
    """What an error of SQLite means to whoever uses the archive."""
    said = str(error)
    if "locked" in said or "busy" in said:
        return WrongUse(
            f"{path}: another process has been writing for {PATIENCE_MS // 1000} seconds; "
            "wait for it, or end it, and try again"
        )
    if "full" in said:
        return OSError(28, "no space left on the disk; nothing of this step was kept", path)
    if "readonly" in said or "unable to open" in said:
        return OSError(13, "cannot be opened for writing", path)
    if "not a database" in said:
        return WrongUse(f"{path}: is no archive of sayso (nor any SQLite file)")
    if any(sign in said for sign in _SIGNS_OF_DAMAGE):
        return damaged(said, path)
    return OSError(5, f"the archive cannot be used ({said})", path)
