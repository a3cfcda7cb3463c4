"""What was worked out and can be made again: stories, readings, dossiers, pages, index segments.

Nothing here is ever the only copy of anything. A dossier carries the mark of all that it was made
from (texts, decisions, settings, version); one whose mark is no longer true is made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.archive.facets import DATED
from sayso.archive.faults import LARGEST
from sayso.archive.identity import sound
from sayso.archive.packed import pack, restored, unpack
from sayso.archive.rows import among
from sayso.model import Copy, Dossier, Family, Reading, Story
from sayso.plain import to_plain
from sayso.restored import from_plain
from sayso.say_so import Voices, holder_of


@dataclass(frozen=True, slots=True)
class Shelved:
    """A story as it is kept: `n` never changes, while the story's id follows its articles.

    texts  articles less those that are copies of another of the story
    """

    n: int
    story: Story
    copies: tuple[Copy, ...]
    families: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class Spine:
    """What a list of stories shows of one."""

    n: int
    id: str
    title: str
    first: str | None
    last: str | None
    articles: int
    texts: int
    run: int


class NoStory(KeyError):
    """There is no such story, or none any more: its articles were put into others meanwhile."""


class Shelves:
    """Results by story and by document, over an archive's connection; the caller holds the
    transaction.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        """Over an archive's connection."""
        self._base = base

    # ---- stories ------------------------------------------------------------------

    def put_story(
        self,
        n: int | None,
        story: Story,
        copies: Sequence[Copy],
        families: Sequence[Family],
        *,
        title: str,
        days: Sequence[str],
        run: int,
    ) -> int:
        """Keep a story under its number, or under a new one; the number. Its members leave whatever
        story they were in.
        """
        body = pack(
            {
                "story": to_plain(story),
                "copies": to_plain(tuple(copies)),
                "families": to_plain(tuple(families)),
            }
        )
        texts = len(story.members) - sum(len(f.doc_ids) - 1 for f in families)
        first, last = min(days, default=None), max(days, default=None)
        said = sound(title)
        row = (story.id, said, first, last, len(story.members), max(1, texts), run, body)
        if n is None:
            made = self._base.execute(
                "INSERT INTO stories(id, title, first, last, articles, texts, run, body)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            n = int(made.lastrowid or 0)
        else:
            self._base.execute(
                "UPDATE stories SET id = ?, title = ?, first = ?, last = ?, articles = ?,"
                " texts = ?, run = ?, body = ? WHERE n = ?",
                (*row, n),
            )
        self._base.execute("INSERT OR REPLACE INTO story_names VALUES (?, ?)", (story.id, n))
        numbers = self.numbers(story.doc_ids)
        self._base.executemany(
            "INSERT OR REPLACE INTO members VALUES (?, ?, 0)",
            [(doc, n) for doc in numbers.values()],
        )
        return n

    def drop_story(self, n: int, heir: int | None = None) -> None:
        """A story whose articles are all in others; its old addresses lead to `heir`."""
        for table in ("dossiers", "pages", "sayings", "pairs", "vectors"):
            self._base.execute(f"DELETE FROM {table} WHERE story = ?", (n,))
        self._drop_claims(n)
        self._base.execute("DELETE FROM members WHERE story = ?", (n,))
        self._base.execute("DELETE FROM stories WHERE n = ?", (n,))
        if heir is None:
            self._base.execute("DELETE FROM story_names WHERE story = ?", (n,))
        else:
            self._base.execute("UPDATE story_names SET story = ? WHERE story = ?", (heir, n))

    def story(self, n: int) -> Shelved:
        """A story by its number. Raises NoStory where there is none."""
        if not 0 < n <= LARGEST:
            raise NoStory(n)
        row = self._base.execute("SELECT body FROM stories WHERE n = ?", (n,)).fetchone()
        if row is None:
            raise NoStory(n)
        plain = unpack(row[0])
        return Shelved(
            n,
            from_plain(Story, plain["story"]),
            tuple(from_plain(Copy, one) for one in plain["copies"]),
            tuple(from_plain(Family, one) for one in plain["families"]),
        )

    def number(self, story_id: str) -> int:
        """The number of a story by its id of today or of earlier. Raises NoStory."""
        row = self._base.execute(
            "SELECT story FROM story_names WHERE id = ?", (story_id,)
        ).fetchone()
        if row is None:
            raise NoStory(story_id)
        return int(row[0])

    def spine(self, n: int) -> Spine:
        """What a list shows of a story. Raises NoStory where there is none of that number."""
        found = self._spines("WHERE n = ?", (n,)) if 0 < n <= LARGEST else ()
        if not found:
            raise NoStory(n)
        return found[0]

    def has(self, n: int) -> bool:
        """True where there is a story of that number."""
        try:
            return bool(self.spine(n))
        except KeyError:
            return False

    def spines(self, *, limit: int, offset: int = 0, since_run: int = 0) -> tuple[Spine, ...]:
        """Stories, the latest first, of equal days the largest; with `since_run` only those changed
        after that run.
        """
        return self._spines(
            "WHERE run > ? ORDER BY coalesce(last, '') DESC, articles DESC, n LIMIT ? OFFSET ?",
            (since_run, min(limit, LARGEST), offset),
        )

    def _spines(self, rest: str, values: tuple[object, ...]) -> tuple[Spine, ...]:
        rows = self._base.execute(
            f"SELECT n, id, title, first, last, articles, texts, run FROM stories {rest}", values
        )
        return tuple(Spine(*row) for row in rows)

    def count_stories(self) -> int:
        """How many stories there are."""
        return int(self._base.execute("SELECT count(*) FROM stories").fetchone()[0])

    def story_of(self, doc_ids: Iterable[str]) -> dict[str, int]:
        """The number of the story of each document that is in one."""
        rows = among(
            self._base,
            "SELECT d.id, m.story FROM documents d JOIN members m ON m.doc = d.n"
            " WHERE d.id IN ({})",
            doc_ids,
        )
        return dict(rows)

    def texts(self, n: int) -> tuple[tuple[str, str, int], ...]:
        """Of every document of a story its id, the digest of its text, the run that brought it."""
        rows = self._base.execute(
            "SELECT d.id, d.digest, d.run FROM members m JOIN documents d ON d.n = m.doc"
            " WHERE m.story = ? AND d.gone IS NULL ORDER BY d.id",
            (n,),
        )
        return tuple(rows)

    def members(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Ids of the documents of those stories, in the order of their numbers."""
        found: list[str] = []
        for n in sorted(set(numbers)):
            rows = self._base.execute(
                "SELECT d.id FROM members m JOIN documents d ON d.n = m.doc"
                " WHERE m.story = ? AND d.gone IS NULL ORDER BY d.n",
                (n,),
            )
            found += [row[0] for row in rows]
        return tuple(found)

    def loose(self, limit: int) -> tuple[str, ...]:
        """Ids of documents that are to be put into a story, those that came first first."""
        rows = self._base.execute(
            "SELECT d.id FROM documents d LEFT JOIN members m ON m.doc = d.n"
            " WHERE (m.doc IS NULL OR m.loose) AND d.gone IS NULL ORDER BY d.n LIMIT ?",
            (limit,),
        )
        return tuple(row[0] for row in rows)

    def loosen(self, numbers: Iterable[int]) -> None:
        """All articles of those stories are to be placed anew; till then they stay in theirs."""
        rows = [(n,) for n in sorted(set(numbers))]
        self._base.executemany("UPDATE members SET loose = 1 WHERE story = ?", rows)

    def settle(self, n: int) -> None:
        """The articles of a story are where they belong."""
        self._base.execute("UPDATE members SET loose = 0 WHERE story = ?", (n,))

    def displace(self, doc: int, *, gone: bool = False) -> None:
        """A document's text is another or gone: its whole story is to be placed anew."""
        row = self._base.execute("SELECT story FROM members WHERE doc = ?", (doc,)).fetchone()
        self._base.execute("DELETE FROM sayings WHERE doc = ?", (doc,))
        self._base.execute(
            "DELETE FROM readings WHERE doc = (SELECT id FROM documents WHERE n = ?)", (doc,)
        )
        if row is None:
            return
        self.loosen([row[0]])
        if gone:
            self._base.execute("DELETE FROM members WHERE doc = ?", (doc,))
            if not self.members([row[0]]):
                self.drop_story(row[0])

    def numbers(self, doc_ids: Iterable[str]) -> dict[str, int]:
        """The number of each document that is there."""
        return dict(among(self._base, "SELECT id, n FROM documents WHERE id IN ({})", doc_ids))

    # ---- readings, dossiers, pages, segments ----------------------------------------

    def readings(self, doc_ids: Iterable[str], version: str) -> dict[str, Reading]:
        """Every reading by that version of the program that is kept of those documents, by key."""
        found: dict[str, Reading] = {}
        for doc_id in doc_ids:
            rows = self._base.execute("SELECT key, body FROM readings WHERE doc = ?", (doc_id,))
            for key, body in rows:
                by, _, own = key.rpartition(" ")
                if by == version:
                    found[own] = restored(Reading, body)
        return found

    def put_readings(self, made: Iterable[tuple[str, Reading]], version: str) -> None:
        """Keep readings by key; those of a text that is revised go with it."""
        rows = [(f"{version} {key}", reading.doc_id, pack(reading)) for key, reading in made]
        self._base.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", rows)

    def drop_readings(self, n: int, used: Collection[str], version: str) -> None:
        """Of the documents of a story keep only those readings that are used."""
        keys = {f"{version} {key}" for key in used}
        rows = self._base.execute(
            "SELECT r.key FROM readings r JOIN documents d ON d.id = r.doc"
            " JOIN members m ON m.doc = d.n WHERE m.story = ?",
            (n,),
        ).fetchall()
        gone = [row for row in rows if row[0] not in keys]
        self._base.executemany("DELETE FROM readings WHERE key = ?", gone)

    def mark(self, n: int) -> str | None:
        """The mark of the dossier that is kept of a story; None where none is."""
        row = self._base.execute("SELECT mark FROM dossiers WHERE story = ?", (n,)).fetchone()
        return str(row[0]) if row else None

    def dossier(self, n: int) -> Dossier | None:
        """The dossier that is kept of a story, whether or not it is still true."""
        row = self._base.execute("SELECT body FROM dossiers WHERE story = ?", (n,)).fetchone()
        return restored(Dossier, row[0]) if row else None

    def put_dossier(self, n: int, dossier: Dossier, mark: str, run: int) -> None:
        """Keep a dossier, and what searches ask of it: who said what, and the claims."""
        self._base.execute(
            "INSERT OR REPLACE INTO dossiers VALUES (?, ?, ?, ?)", (n, mark, run, pack(dossier))
        )
        self._base.execute("DELETE FROM pages WHERE story = ?", (n,))
        self._base.execute("DELETE FROM sayings WHERE story = ?", (n,))
        self._drop_claims(n)
        numbers = self.numbers([doc.id for doc in dossier.documents])
        self._base.executemany(
            "INSERT INTO sayings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _sayings(n, dossier, numbers),
        )
        for row in _claims(n, dossier):
            at = self._base.execute(
                "INSERT INTO claims(story, id, kind, subtype, what, certainty, origins, open)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            self._base.execute(
                "INSERT INTO claim_words(rowid, what) VALUES (?, ?)", (at.lastrowid, row[4])
            )
        best = [(d.best.isoformat(), numbers[d.doc_id]) for d in dossier.findings.days if d.best]
        told = self._base.executemany(
            "UPDATE documents SET best = ?1 WHERE n = ?2 AND best IS NOT ?1", best
        )
        if told.rowcount > 0:
            self._base.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (DATED, str(run)))

    def _drop_claims(self, n: int) -> None:
        self._base.execute(
            "INSERT INTO claim_words(claim_words, rowid, what)"
            " SELECT 'delete', n, what FROM claims WHERE story = ?",
            (n,),
        )
        self._base.execute("DELETE FROM claims WHERE story = ?", (n,))

    def page(self, n: int, form: str, mark: str) -> bytes | None:
        """A page that is kept of a story in that form and with that mark."""
        row = self._base.execute(
            "SELECT body FROM pages WHERE story = ? AND form = ? AND mark = ?", (n, form, mark)
        ).fetchone()
        return bytes(row[0]) if row else None

    def put_page(self, n: int, form: str, mark: str, body: bytes) -> None:
        """Keep a page of a story."""
        self._base.execute(
            "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)", (n, form, mark, body)
        )

    def segments(self) -> tuple[tuple[int, bytes], ...]:
        """The parts of the index of copies, numbered."""
        return tuple(self._base.execute("SELECT n, body FROM segments ORDER BY n"))

    def put_segments(self, bodies: Sequence[bytes | None]) -> None:
        """The parts of the index from now on; None keeps the one at that place as it is."""
        self._base.execute("DELETE FROM segments WHERE n >= ?", (len(bodies),))
        rows = [(n, body) for n, body in enumerate(bodies) if body is not None]
        self._base.executemany("INSERT OR REPLACE INTO segments VALUES (?, ?)", rows)


def _sayings(n: int, dossier: Dossier, numbers: dict[str, int]) -> Iterator[tuple[object, ...]]:
    voices = Voices.of(dossier.findings.actors)
    names = {actor.id: actor.name for actor in dossier.findings.actors}
    days = {d.doc_id: d.best.isoformat() if d.best else None for d in dossier.findings.days}
    for reading in dossier.readings:
        for quote in reading.quotes:
            holder = holder_of(quote)
            if not quote.speech or holder is None or not quote.content:
                continue
            key = voices.key_of(quote) or ""
            spoken = sound(names.get(key, holder))
            yield (
                n,
                numbers[reading.doc_id],
                quote.content[0].start,
                quote.content[-1].end,
                voice_key(spoken),
                spoken,
                quote.kind,
                quote.manner,
                days[reading.doc_id],
            )


def voice_key(name: str) -> str:
    """One key for the printed forms of a name in the whole archive.

    >>> voice_key("Anna  LUND")
    'anna lund'
    """
    return " ".join(name.casefold().split())


def _claims(n: int, dossier: Dossier) -> Iterator[tuple[int, str, str, str, str, str, int, int]]:
    for found in dossier.findings.findings:
        kind = type(found).__name__.lower().replace("singlesource", "single")
        what = sound(found.what)
        yield (
            n,
            found.id,
            kind,
            getattr(found, "subtype", ""),
            what,
            getattr(found, "certainty", "firm"),
            len(found.origins),
            found.origins_open,
        )
