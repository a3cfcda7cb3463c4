"""What an archive held after some run, and what has come to it since."""

from __future__ import annotations

from sayso.archive.archive import Archive
from sayso.archive.packed import restored
from sayso.model import Document, Rejected


def standing(archive: Archive) -> tuple[object, ...]:
    """What changes whenever documents, stories or decisions do."""
    row = archive.base.execute(
        "SELECT (SELECT coalesce(max(run), 0) FROM documents),"
        " (SELECT coalesce(max(run), 0) FROM stories), (SELECT count(*) FROM members)"
    ).fetchone()
    return (*row, archive.decisions.version())


def text_at(archive: Archive, doc_id: str, run: int) -> Document | None:
    """The text that an article had after that run; None where it came later."""
    now = archive.base.execute("SELECT run FROM documents WHERE id = ?", (doc_id,)).fetchone()
    if now and now[0] <= run:
        return archive.get(doc_id)
    row = archive.base.execute(
        "SELECT body FROM revisions WHERE doc = ? AND run <= ? ORDER BY nth DESC LIMIT 1",
        (doc_id, run),
    ).fetchone()
    return restored(Document, row[0]) if row else None


def withdrawn_since(archive: Archive, run: int) -> dict[str, str]:
    """Documents that were taken out after that run, with the reason."""
    rows = archive.base.execute(
        "SELECT id, gone FROM documents WHERE gone IS NOT NULL AND run > ? ORDER BY n", (run,)
    )
    return dict(rows)


def rejected_since(archive: Archive, run: int) -> tuple[Rejected, ...]:
    """What was refused after that run, in the order in which it was."""
    rows = archive.base.execute(
        "SELECT source, reason, line FROM rejections WHERE run > ? ORDER BY n", (run,)
    )
    return tuple(Rejected(source, reason, line) for source, reason, line in rows)
