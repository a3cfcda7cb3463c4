"""One SQLite file that keeps a growing pile: articles, what was read in them, what people decided.

    Document, original bytes ──keep──▶ rows ──get, by_day──▶ the same Document
                                            ──search──▶ Hits

A second implementation of `pile.Pile`. What belongs together is written in one transaction: after a
crash all of it is there or nothing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Literal

from sayso.archive.decisions import Decisions
from sayso.archive.faults import meaning
from sayso.archive.identity import address_key, called, is_one, sound, stated
from sayso.archive.originals import Originals
from sayso.archive.packed import pack, restored
from sayso.archive.pairs import Pairs
from sayso.archive.rows import among, body_of, columns, document_of
from sayso.archive.schema import opened
from sayso.archive.search import Search
from sayso.archive.shelves import Shelves
from sayso.archive.transactions import Transactions
from sayso.archive.vectors import Vectors
from sayso.archive.watched import Watched
from sayso.model import Document, Rejected

Kept = Literal["new", "same", "revised"]


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier text of one article: `nth` counts from 1, the oldest."""

    nth: int
    document: Document
    original: str | None
    made: str


@dataclass(frozen=True, slots=True)
class Run:
    """One occasion on which the archive was changed."""

    n: int
    made: str
    what: str


class Archive:
    """An archive that is open; close it, or use it as a context.

    originals  the bytes that came in       decisions  what people decided
    shelves    stories, readings, dossiers and index segments: all that can be made again
    pairs      what the model of meaning told of pairs of passages, which can be made again, too
    vectors    what it read in the passages, the same
    search     what is asked with words     watched    places followed, searches saved
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        create: bool = False,
        read_only: bool = False,
        version: str = "",
    ) -> None:
        """Raises WrongUse where there is no archive at `path`, or none that can be used, and
        OSError where the disk does not let it. `version` is that of the program, noted with runs.
        """
        self.path = os.fspath(path)
        self.read_only = read_only
        self._base = opened(self.path, create=create, read_only=read_only)
        self._transactions = Transactions(self._base, self.path, version)
        self.originals = Originals(self._base)
        self.decisions = Decisions(self._base)
        self.shelves = Shelves(self._base)
        self.pairs = Pairs(self._base)
        self.vectors = Vectors(self._base)
        self.search = Search(self._base)
        self.watched = Watched(self._base)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self.close()
        if error is not None and (found := meaning(error, self.path)):
            raise found from error

    def close(self) -> None:
        """Let go of the file; what was confirmed is in it."""
        self._base.close()

    @property
    def base(self) -> sqlite3.Connection:
        """The connection, for what reads the tables."""
        return self._base

    def writing(self, what: str) -> AbstractContextManager[int]:
        """One transaction; gives the number of the run. Inside another it is part of that one.

        Raises WrongUse or OSError where SQLite cannot write, with nothing of it kept.
        """
        return self._transactions.writing(what)

    def looking(self) -> AbstractContextManager[None]:
        """All that is read inside is of one moment, whatever others write meanwhile."""
        return self._transactions.looking()

    # ---- documents: the protocol of a pile ---------------------------------------

    def put(self, doc: Document) -> None:
        """See `Pile`: one of the same id becomes an earlier revision."""
        self.keep(doc)

    def keep(
        self, doc: Document, *, file: str = "", original: str | None = None, named: bool = False
    ) -> tuple[Kept, str]:
        """Keep a document that was read out of a file (its absolute path, or an address), with the
        digest of the original bytes; what came of it, and the id that the document has here.

        The same text under the same id is kept once. Another text of the same address, or of the
        same file and id, is a revision of it; a text that has an id by chance gets one of its own.
        Where it is `named`, its id is that of the article here.
        """
        with self.writing("kept a document") as run:
            doc = replace(doc, id=sound(doc.id), source=sound(doc.source))
            doc = doc if named else self._named(doc, file)
            row = self._base.execute("SELECT n FROM documents WHERE id = ?", (doc.id,)).fetchone()
            if row is None:
                self._insert(doc, file, original, run)
                return "new", doc.id
            old = self.numbered(row[0])
            if stated(old) == stated(doc):
                return "same", doc.id  # one that was withdrawn stays so
            self._revise(row[0], (old, doc), run, file=file, original=original)
            return "revised", doc.id

    def lead(self, doc_id: str, original: str) -> None:
        """From an article to the bytes that its text of today was read out of, by their digest."""
        row = (original, doc_id)
        self._base.execute("UPDATE documents SET original = ? WHERE id = ?", row)

    def _named(self, doc: Document, file: str) -> Document:
        """The document under the id that it has in this archive."""
        address = address_key(doc.url)
        if address:
            row = self._base.execute(
                "SELECT id FROM documents WHERE url = ? ORDER BY n LIMIT 1", (address,)
            ).fetchone()
            own = self._held(doc.id)
            is_own = own is not None and own[0] == doc.digest and is_one(own, file, doc)
            if row and (row[0] == doc.id or not is_own):
                return called(doc, row[0])
        name, k = doc.id, 1
        while (held := self._held(name)) and not is_one(held, file, doc):
            k += 1
            name = f"{doc.id}~{k}"
        return called(doc, name)

    def _held(self, name: str) -> tuple[str, str, str | None, str | None] | None:
        """Digest, file, address and outlet of what has that id."""
        found: tuple[str, str, str | None, str | None] | None = self._base.execute(
            "SELECT digest, file, url, outlet FROM documents WHERE id = ?", (name,)
        ).fetchone()
        return found

    def _insert(self, doc: Document, file: str, original: str | None, run: int) -> None:
        at = self._base.execute(
            "INSERT INTO documents(id, digest, day, best, outlet, lang, url, source, file,"
            " original, length, run, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (doc.id, *columns(doc), file, original, len(doc.text), run, body_of(doc)),
        )
        self._index(int(at.lastrowid or 0), doc)

    def _revise(
        self, n: int, texts: tuple[Document, Document], run: int, *, file: str, original: str | None
    ) -> None:
        old, doc = texts
        was, since = self._base.execute(
            "SELECT original, run FROM documents WHERE n = ?", (n,)
        ).fetchone()
        nth = (
            1
            + self._base.execute(
                "SELECT count(*) FROM revisions WHERE doc = ?", (doc.id,)
            ).fetchone()[0]
        )
        self._base.execute(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)",
            (doc.id, nth, old.digest, was, since, pack(old)),
        )
        self._unindex(n)
        self._base.execute(
            "UPDATE documents SET digest = ?, day = ?, best = ?, outlet = ?, lang = ?, url = ?,"
            " source = ?, file = ?, original = ?, length = ?, gone = NULL, run = ?, body = ?"
            " WHERE n = ?",
            (*columns(doc), file, original, len(doc.text), run, body_of(doc), n),
        )
        self._index(n, doc)
        self.shelves.displace(n)

    def _index(self, n: int, doc: Document) -> None:
        row = (n, sound(doc.title or ""), sound(doc.text))
        self._base.execute("INSERT INTO texts VALUES (?, ?, ?)", row)
        self._base.execute("INSERT INTO words(rowid, title, text) VALUES (?, ?, ?)", row)

    def _unindex(self, n: int) -> None:
        row = self._base.execute("SELECT title, text FROM texts WHERE n = ?", (n,)).fetchone()
        if row:
            self._base.execute(
                "INSERT INTO words(words, rowid, title, text) VALUES ('delete', ?, ?, ?)", (n, *row)
            )
            self._base.execute("DELETE FROM texts WHERE n = ?", (n,))

    def numbered(self, n: int) -> Document:
        """The document of that number, withdrawn or not."""
        row = self._base.execute(
            "SELECT d.body, t.text FROM documents d JOIN texts t USING (n) WHERE d.n = ?", (n,)
        ).fetchone()
        return document_of(*row)

    def get(self, doc_id: str) -> Document:
        """See `Pile`."""
        found = self.many([doc_id])
        if not found:
            raise KeyError(doc_id)
        return found[0]

    def many(self, doc_ids: Iterable[str]) -> list[Document]:
        """Those documents, in the order of their ids as given; an unknown one is left out."""
        wanted = list(doc_ids)
        rows = among(
            self._base,
            "SELECT d.id, d.body, t.text FROM documents d JOIN texts t USING (n)"
            " WHERE d.gone IS NULL AND d.id IN ({})",
            wanted,
        )
        found = {doc_id: document_of(body, text) for doc_id, body, text in rows}
        return [found[doc_id] for doc_id in wanted if doc_id in found]

    def texts(self, doc_ids: Iterable[str]) -> list[tuple[str, str]]:
        """Title and text of those documents, in no order, as they are searched."""
        asked = "SELECT t.title, t.text FROM documents d JOIN texts t USING (n) WHERE d.id IN ({})"
        return [(title, text) for title, text in among(self._base, asked, doc_ids)]

    def by_day(self) -> tuple[Document, ...]:
        """See `Pile`. All texts are read: of a large archive ask for less."""
        rows = self._base.execute(
            "SELECT d.body, t.text FROM documents d JOIN texts t USING (n) WHERE d.gone IS NULL"
            " ORDER BY coalesce(d.day, '9999-12-31'), d.digest, d.id"
        )
        return tuple(document_of(body, text) for body, text in rows)

    def reject(self, refused: Rejected, doc_id: str | None = None) -> None:
        """See `Pile`: a document that is taken out stays as it came, marked with the reason."""
        with self.writing("refused an input") as run:
            self._base.execute(
                "INSERT INTO rejections(run, source, line, reason) VALUES (?, ?, ?, ?)",
                (run, sound(refused.source), refused.line, sound(refused.reason)),
            )
            if doc_id is not None:
                self.withdraw(doc_id, refused.reason)

    def rejected(self) -> tuple[Rejected, ...]:
        """See `Pile`."""
        rows = self._base.execute("SELECT source, reason, line FROM rejections ORDER BY n")
        return tuple(Rejected(source, reason, line) for source, reason, line in rows)

    def withdraw(self, doc_id: str, reason: str) -> None:
        """Take a document out of all that is worked out (a kill notice, an article that no step
        survives); its bytes and texts stay. Raises KeyError where there is none of that id.
        """
        with self.writing(f"withdrew {doc_id}") as run:
            n = self.number(doc_id)
            row = (sound(reason), run, n)
            self._base.execute("UPDATE documents SET gone = ?, run = ? WHERE n = ?", row)
            self.shelves.displace(n, gone=True)

    # ---- what else is asked ----------------------------------------------------------

    def number(self, doc_id: str) -> int:
        """The number by which other tables know a document. Raises KeyError where there is none."""
        row = self._base.execute("SELECT n FROM documents WHERE id = ?", (doc_id,)).fetchone()
        if row is None:
            raise KeyError(doc_id)
        return int(row[0])

    def id_of(self, n: int) -> str:
        """The id of the document of that number. Raises KeyError where there is none."""
        row = self._base.execute("SELECT id FROM documents WHERE n = ?", (n,)).fetchone()
        if row is None:
            raise KeyError(n)
        return str(row[0])

    def original_of(self, doc_id: str) -> str | None:
        """Digest of the bytes that an article was read out of, where they are kept."""
        row = self._base.execute(
            "SELECT original FROM documents WHERE id = ?", (doc_id,)
        ).fetchone()
        return row[0] if row else None

    def length(self, doc_id: str) -> int:
        """How many characters the text of a document has. Raises KeyError."""
        row = self._base.execute("SELECT length FROM documents WHERE id = ?", (doc_id,)).fetchone()
        if row is None:
            raise KeyError(doc_id)
        return int(row[0])

    def count(self) -> int:
        """Documents that are not withdrawn."""
        found = self._base.execute("SELECT count(*) FROM documents WHERE gone IS NULL")
        return int(found.fetchone()[0])

    def placed(self) -> dict[str, str | None]:
        """Of every document the original bytes that it was read out of, by their digest."""
        return dict(self._base.execute("SELECT id, original FROM documents"))

    def file_of(self, doc_id: str) -> str:
        """The file or address that an article was read out of. Raises KeyError."""
        row = self._base.execute("SELECT file FROM documents WHERE id = ?", (doc_id,)).fetchone()
        if row is None:
            raise KeyError(doc_id)
        return str(row[0])

    def withdrawn(self) -> dict[str, str]:
        """Documents that were taken out, with the reason."""
        return dict(self._base.execute("SELECT id, gone FROM documents WHERE gone IS NOT NULL"))

    def revisions(self, doc_id: str) -> tuple[Revision, ...]:
        """Earlier texts of an article, the oldest first; the text of today is not among them."""
        rows = self._base.execute(
            "SELECT r.nth, r.body, r.original, u.made FROM revisions r JOIN runs u ON u.n = r.run"
            " WHERE r.doc = ? ORDER BY r.nth",
            (doc_id,),
        )
        return tuple(Revision(n, restored(Document, body), o, at) for n, body, o, at in rows)

    def runs(self, since: str = "") -> tuple[Run, ...]:
        """What was done to the archive from that moment on (ISO 8601), the oldest first."""
        rows = self._base.execute(
            "SELECT n, made, what FROM runs WHERE made >= ? ORDER BY n", (since,)
        )
        return tuple(Run(*row) for row in rows)

    def added_since(self, run: int) -> tuple[str, ...]:
        """Ids of documents that came, or were revised, after that run."""
        # by "+n" SQLite sorts the few that the index of runs gives, and does not look at all
        rows = self._base.execute(
            "SELECT id FROM documents WHERE run > ? AND gone IS NULL ORDER BY +n", (run,)
        )
        return tuple(row[0] for row in rows)

    def last_run(self) -> int:
        """Number of the last run; 0 before the first."""
        return int(self._base.execute("SELECT coalesce(max(n), 0) FROM runs").fetchone()[0])

    def run_before(self, moment: str) -> int:
        """The last run before that moment (ISO 8601); 0 where there is none."""
        row = self._base.execute("SELECT min(n) FROM runs WHERE made >= ?", (moment,)).fetchone()
        return self.last_run() if row[0] is None else int(row[0]) - 1

    def state(self, name: str) -> str | None:
        """What the program noted about the archive as a whole under that name."""
        row = self._base.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def set_state(self, name: str, value: str) -> None:
        """Note something about the archive as a whole."""
        with self.writing(f"noted {name}"):
            self._base.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def check(self) -> Sequence[str]:
        """What SQLite and the digests of the originals find wrong with the file; none if whole."""
        try:
            found = [row[0] for row in self._base.execute("PRAGMA integrity_check(20)")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        wrong = [line for line in found if line != "ok"]
        return wrong or [f"the original {digest} is damaged" for digest in self.originals.damaged()]
