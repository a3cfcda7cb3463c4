"""Which documents of an archive wait to be put into a story, and those that stand around them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sayso.archive.archive import Archive

# in no story, or in one that is to be made anew
_WAITING = (
    "documents d LEFT JOIN members m ON m.doc = d.n"
    " WHERE (m.doc IS NULL OR m.loose) AND d.gone IS NULL"
)


def waiting_by_day(archive: Archive, limit: int) -> tuple[str, ...]:
    """Ids of documents that are to be put into a story and whose day is known, by day."""
    rows = archive.base.execute(
        f"SELECT d.id FROM {_WAITING} AND d.day IS NOT NULL ORDER BY d.day, d.digest, d.id LIMIT ?",
        (limit,),
    )
    return tuple(row[0] for row in rows)


def count_waiting(archive: Archive) -> int:
    """How many documents are to be put into a story."""
    return int(archive.base.execute(f"SELECT count(*) FROM {_WAITING}").fetchone()[0])


def is_waiting(archive: Archive, doc_ids: Iterable[str]) -> bool:
    """True where every one of those documents is still to be put into a story."""
    asked = f"SELECT count(*) FROM {_WAITING} AND d.id = ?"
    return all(archive.base.execute(asked, (i,)).fetchone()[0] for i in doc_ids)


def is_loose(archive: Archive, story: int) -> bool:
    """True where documents of a story are to be placed anew."""
    asked = "SELECT 1 FROM members WHERE story = ? AND loose LIMIT 1"
    return archive.base.execute(asked, (story,)).fetchone() is not None


def of_days(archive: Archive, since: date, until: date, limit: int) -> tuple[str, ...]:
    """Ids of the documents of all stories that lie in those days, in part at least, or have no day;
    at most so many.
    """
    rows = archive.base.execute(
        "SELECT d.id FROM stories s JOIN members m ON m.story = s.n"
        " JOIN documents d ON d.n = m.doc WHERE d.gone IS NULL"
        " AND (s.last IS NULL OR s.last >= ? AND s.first <= ?) LIMIT ?",
        (since.isoformat(), until.isoformat(), limit),
    )
    return tuple(row[0] for row in rows)
