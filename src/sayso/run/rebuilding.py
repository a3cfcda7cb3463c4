"""An archive made anew from what came in: the proof that nothing else in it is the only copy.

old archive ──texts, in the order they came──▶ visits to originals ──read again──▶ new archive
            ──decisions, undone ones too──────────────────────────────────────────────▲
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from sayso.archive import Archive
from sayso.archive.history import Text, document, texts
from sayso.archive.identity import called
from sayso.documents import read, standing
from sayso.model import Document
from sayso.run.inputs import STANDARD_INPUT
from sayso.run.keeping import Keeper
from sayso.settings import Settings

_IN_MEMORY = 1 << 24  # bytes of an original before a file takes them
# a place in a file: a line or a record, a member of an archive
_PLACE = re.compile(r"(?:![^!]*)?(?::[0-9]+)?\Z")
# what a page at an address may be, where no ending tells it
_KINDS = ("page", "page.html", "page.json", "page.xml", "page.txt")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How a rebuild went: texts made from bytes, those taken as they are (their bytes were never
    kept, or hold no article today), originals that give other articles than they did.
    """

    made: int
    taken: int
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Visit:
    """An original that is read once, and the texts that it gave then."""

    original: str | None
    texts: list[Text] = field(default_factory=list)


def rebuild(old: Archive, new: Archive, settings: Settings) -> Rebuilt:
    """Fill a new archive from the originals and decisions of another: the same texts in the same
    order, under the ids that they had.
    """
    keeper = Keeper(new, settings)
    made = _Filling(old, new, settings)
    for visit in _visits(old, made.known):
        made.take(visit)
    with new.writing("took over what was decided"):
        new.decisions.take_over(old.decisions)
        for table in ("watched", "searches"):
            rows = old.base.execute(f"SELECT * FROM {table}").fetchall()
            for row in rows:
                holes = ", ".join("?" * len(row))
                new.base.execute(f"INSERT INTO {table} VALUES ({holes})", row)
        new.base.execute("UPDATE searches SET run = (SELECT max(n) FROM runs)")  # hits told once
        here = new.placed()
        for doc_id, reason in old.withdrawn().items():
            if doc_id in here:
                new.withdraw(doc_id, reason)
    keeper.place()
    return Rebuilt(made.made, made.taken, tuple(dict.fromkeys(made.other)))


def _visits(old: Archive, known: list[Text]) -> list[_Visit]:
    """Originals in the order in which they came, each as often as its texts need: a first text
    comes after the first texts of lower numbers, each text of an article after the one before.
    """
    visits: list[_Visit] = []
    last: dict[tuple[str | None, str], int] = {}
    of_doc: dict[int, int] = {}
    first = 0  # the visit that gave the last first text
    for text in known:
        key = (text.original, text.file if text.original else "")
        at = last.get(key, -1)
        new = text.n not in of_doc
        if at < 0 or at <= of_doc.get(text.n, -1) or (new and at < first):
            at = last[key] = len(visits)
            visits.append(_Visit(text.original))
        visits[at].texts.append(text)
        of_doc[text.n] = at
        first = at if new else first
    seen = {visit.original for visit in visits}
    # what gave nothing new, or nothing at all, may do so today
    return visits + [_Visit(digest) for digest, _, _ in old.originals.all() if digest not in seen]


class _Filling:
    """The new archive while it is filled."""

    def __init__(self, old: Archive, new: Archive, settings: Settings) -> None:
        self.known = texts(old)
        self.made = self.taken = 0
        self.other: list[str] = []
        self._old, self._new, self._options = old, new, settings.documents
        self._ids = {text.doc_id for text in self.known}
        self._digests = {text.digest for text in self.known}

    def take(self, visit: _Visit) -> None:
        """Read one original again and keep what it gives, in one transaction."""
        if visit.original is None:
            with self._new.writing("took over articles without their bytes"):
                self._as_they_were(visit.texts)
            return
        name = self._old.originals.name(visit.original)
        with (
            self._new.writing(f"read {name} again") as run,
            tempfile.SpooledTemporaryFile(_IN_MEMORY) as stream,
        ):
            for piece in self._old.originals.read(visit.original):
                stream.write(piece)
            stream.seek(0)
            self._new.originals.keep(name, stream, run)
            stream.seek(0)
            self._read(visit, name, stream)

    def _read(self, visit: _Visit, name: str, stream: IO[bytes]) -> None:
        before, kept = len(self.other), self.made
        wanted: dict[str, list[Text]] = {}
        for text in visit.texts:
            wanted.setdefault(_place(text, name), []).append(text)
        lent = _lent(visit.texts, name)
        for doc in self._found(visit, lent, stream):
            meant = wanted.pop(doc.source.removeprefix(lent), ())
            for text in meant:
                self._new.keep(
                    self._as_told(doc, text), file=text.file, original=visit.original, named=True
                )
                self.made += 1
            if not meant and doc.id not in self._ids and doc.digest not in self._digests:
                file = visit.texts[0].file if visit.texts else name
                self._new.keep(doc, file=file, original=visit.original)
                self.made += 1
                self.other.append(name)
        left = [text for some in wanted.values() for text in some]
        if left:
            self.other.append(name)
        if self.made == kept and len(self.other) > before:  # no article at all stands in it today
            self._as_they_were(left)

    def _found(self, visit: _Visit, name: str, stream: IO[bytes]) -> Iterator[Document]:
        """The articles of an original. What an address was is told by no name: it is read as what
        gives the texts that it gave.
        """
        if not _is_address(name):
            yield from self._articles(name, stream)
            return
        was = {text.digest for text in visit.texts}
        read = []
        for kind in _KINDS:
            stream.seek(0)
            docs = [
                replace(doc, source=name + doc.source.removeprefix(kind))
                for doc in self._articles(kind, stream)
            ]
            read.append((sum(doc.digest in was for doc in docs), docs))
            if was and was <= {doc.digest for doc in docs}:
                break
        yield from max(read, key=lambda one: one[0])[1]

    def _articles(self, name: str, stream: IO[bytes]) -> Iterator[Document]:
        found = standing(read(name, stream, options=self._options))
        return (item for item in found if isinstance(item, Document))

    def _as_told(self, doc: Document, text: Text) -> Document:
        if _is_address(text.source):
            # a feed, a redirect or a header told what the bytes of the page do not
            told = document(self._old, text)
            doc = replace(
                called(doc, text.doc_id),
                title=told.title,
                outlet=told.outlet,
                authors=told.authors,
                published=told.published,
                url=told.url,
                declared=told.declared,
                why=told.why if told.text == doc.text else doc.why,
            )
        return replace(called(doc, text.doc_id), source=text.source)

    def _as_they_were(self, some: list[Text]) -> None:
        for text in some:
            doc = document(self._old, text)
            self._new.keep(doc, file=text.file, original=text.original, named=True)
            self.taken += 1


def _is_address(name: str) -> bool:
    return "://" in name


def _place(text: Text, name: str) -> str:
    """Where a text stood in its original: the end of its source, behind the name of the file."""
    for base in (name, text.file):
        rest = text.source.removeprefix(base)
        if base and text.source.startswith(base) and rest[:1] in ("", ":", "!"):
            return rest
    found = _PLACE.search(text.source)
    return found[0] if found else ""


def _lent(some: list[Text], name: str) -> str:
    """The name that a file lent to its articles: what their ids have before the place."""
    for text in some:
        place = _place(text, name)
        base = text.doc_id.removesuffix(place)
        if text.source == STANDARD_INPUT + place:
            return STANDARD_INPUT
        if text.doc_id.endswith(place) and text.source.removesuffix(place).endswith(base):
            return base or name
    return name
