"""What lists and pages show of an archive: counts, days, titles, a few words of a passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.archive.archive import Archive
from sayso.archive.rows import among
from sayso.model import Passage


@dataclass(frozen=True, slots=True)
class Totals:
    """How much an archive holds; `texts` are articles less the copies within their stories."""

    stories: int
    articles: int
    texts: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says of an article."""

    n: int
    id: str
    title: str
    outlet: str | None
    day: str | None


def totals(archive: Archive) -> Totals:
    """How much the archive holds."""
    texts, rejected = archive.base.execute(
        "SELECT (SELECT coalesce(sum(texts), 0) FROM stories), (SELECT count(*) FROM rejections)"
    ).fetchone()
    return Totals(archive.shelves.count_stories(), archive.count(), int(texts), int(rejected))


def last_day(archive: Archive) -> str:
    """The day on which something was last added; empty where nothing was."""
    row = archive.base.execute(
        "SELECT substr(made, 1, 10) FROM runs WHERE n = (SELECT max(run) FROM documents)"
    ).fetchone()
    return str(row[0]) if row else ""


def conflicts_of(archive: Archive, numbers: Sequence[int]) -> dict[int, int]:
    """In how many places the accounts of each of those stories part, of those that were read."""
    rows = among(
        archive.base,
        "SELECT d.story, (SELECT count(*) FROM claims c WHERE c.story = d.story"
        " AND c.kind = 'conflict') FROM dossiers d WHERE d.story IN ({})",
        numbers,
    )
    return dict(rows)


def days_of(archive: Archive, story: int) -> list[str]:
    """The days on which articles of a story were published, as far as is known."""
    rows = archive.base.execute(
        "SELECT DISTINCT d.best FROM members m JOIN documents d ON d.n = m.doc"
        " WHERE m.story = ? AND d.best IS NOT NULL AND d.gone IS NULL ORDER BY 1",
        (story,),
    )
    return [row[0] for row in rows]


def articles_of(archive: Archive, story: int) -> list[Listed]:
    """The articles of a story, by day."""
    rows = archive.base.execute(
        "SELECT d.n, d.id, t.title, d.outlet, d.best FROM members m JOIN documents d ON d.n = m.doc"
        " JOIN texts t ON t.n = d.n WHERE m.story = ? AND d.gone IS NULL"
        " ORDER BY coalesce(d.best, '9999'), d.n",
        (story,),
    )
    return [Listed(*row) for row in rows]


def names_of(archive: Archive, story: int) -> list[str]:
    """All ids that a story has had."""
    rows = archive.base.execute("SELECT id FROM story_names WHERE story = ?", (story,))
    return [row[0] for row in rows]


def bearing_on(archive: Archive, story: int) -> set[int]:
    """Numbers of the decisions, undone ones too, that bear on a story, its articles, its findings,
    or who is quoted in it.
    """
    rows = archive.base.execute(
        "SELECT d.decision FROM decided d WHERE d.what IN"
        " (SELECT id FROM story_names WHERE story = :n"
        " UNION SELECT id FROM claims WHERE story = :n"
        " UNION SELECT speaker FROM sayings WHERE story = :n"
        " UNION SELECT d.id FROM members m JOIN documents d ON d.n = m.doc WHERE m.story = :n)",
        {"n": story},
    )
    return {row[0] for row in rows}


def title_of(archive: Archive, n: int) -> str:
    """The title of an article by its number; empty where it has none."""
    row = archive.base.execute("SELECT title FROM texts WHERE n = ?", (n,)).fetchone()
    return str(row[0]) if row else ""


def outlets_of(archive: Archive, doc_ids: Sequence[str]) -> dict[str, str]:
    """The outlet of each document that is there; its id where the outlet is not known."""
    rows = among(archive.base, "SELECT id, outlet FROM documents WHERE id IN ({})", doc_ids)
    return {doc_id: outlet or doc_id for doc_id, outlet in rows}


def words_at(archive: Archive, at: Passage, most: int) -> str | None:
    """The words of a passage, cut to so many characters; None where there is no such document."""
    row = archive.base.execute(
        "SELECT substr(t.text, ?, ?) FROM texts t JOIN documents d USING (n) WHERE d.id = ?",
        (at.start + 1, min(at.end - at.start, most), at.doc_id),
    ).fetchone()
    return str(row[0]) if row else None
