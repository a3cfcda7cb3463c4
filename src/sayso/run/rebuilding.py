"""An archive made anew from what came in: the proof that nothing else in it is the only copy.

old archive ──originals, in the order they came──▶ documents ──Keeper──▶ new archive
            ──decisions, undone ones too────────────────────────────────────▲
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.archive import Archive
from sayso.archive.identity import called
from sayso.model import Document, Rejected
from sayso.run.inputs import gather
from sayso.run.keeping import Keeper
from sayso.settings import Settings


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How a rebuild went: articles made from bytes, those whose bytes were never kept (taken as
    they are), originals that give other articles than they did.
    """

    made: int
    taken: int
    other: tuple[str, ...]


def rebuild(old: Archive, new: Archive, settings: Settings) -> Rebuilt:
    """Fill a new archive from the originals and decisions of another. Articles get the ids that
    they had, where an original gives as many as it did.
    """
    keeper = Keeper(new, settings)
    made, other = 0, []
    for digest, name, _ in old.originals.all():
        ids, file = old.out_of(digest)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / (Path(name).name or "original")
            with path.open("wb") as held:
                for piece in old.originals.read(digest):
                    held.write(piece)
            found = list(_read(path, settings))
            docs = [item for item in found if isinstance(item, Document)]
            if len(docs) == len(ids):
                docs = [called(doc, doc_id) for doc, doc_id in zip(docs, ids, strict=True)]
            else:
                other.append(name)
            with new.writing(f"read {name} again") as run, path.open("rb") as stream:
                new.originals.keep(name, stream, run)
                for doc in docs:
                    new.keep(doc, file=file or name, original=digest)
                    made += 1
    bare = [doc_id for doc_id, original in old.placed().items() if original is None]
    for doc_id in bare:
        new.keep(old.numbered(old.number(doc_id)), file=old.file_of(doc_id))
    with new.writing("took over what was decided"):
        new.decisions.take_over(old.decisions)
        for table in ("watched", "searches"):
            rows = old.base.execute(f"SELECT * FROM {table}").fetchall()
            for row in rows:
                holes = ", ".join("?" * len(row))
                new.base.execute(f"INSERT INTO {table} VALUES ({holes})", row)
        new.base.execute("UPDATE searches SET run = (SELECT max(n) FROM runs)")  # hits told once
        for doc_id, reason in old.withdrawn().items():
            if doc_id in new.placed():
                new.withdraw(doc_id, reason)
    keeper.place()
    return Rebuilt(made, len(bare), tuple(other))


def _read(path: Path, settings: Settings) -> Iterator[Document | Rejected]:
    with path.open("rb") as nothing:  # no path is "-": standard input is not asked
        yield from gather([str(path)], stdin=nothing, options=settings.documents)
