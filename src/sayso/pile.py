"""Where the documents of a run are kept: in memory, in one file, on a cluster.

The steps of the journey ask a pile for nothing but what `Pile` says, so that a run is the same
program wherever its articles lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from sayso.model import Document, Rejected


class Pile(Protocol):
    """Documents by id, and what was refused on the way with the reason."""

    def put(self, doc: Document) -> None:
        """Keep a document; one of the same id is replaced."""
        ...

    def get(self, doc_id: str) -> Document:
        """The document of that id. Raises KeyError where there is none."""
        ...

    def by_day(self) -> Sequence[Document]:
        """All documents by day and digest, undated last: the order of the input never shows."""
        ...

    def reject(self, refused: Rejected, doc_id: str | None = None) -> None:
        """Note what was refused; the document of that id, if it was one already, is taken out."""
        ...

    def rejected(self) -> Sequence[Rejected]:
        """Everything refused so far, in the order in which it was."""
        ...


class MemoryPile:
    """A pile in memory."""

    def __init__(
        self, documents: Iterable[Document] = (), rejected: Iterable[Rejected] = ()
    ) -> None:
        """The first documents and rejections, in any order."""
        self._documents = {doc.id: doc for doc in documents}
        self._rejected = list(rejected)
        self._by_day: tuple[Document, ...] | None = None

    def put(self, doc: Document) -> None:
        """See `Pile`."""
        self._documents[doc.id] = doc
        self._by_day = None

    def get(self, doc_id: str) -> Document:
        """See `Pile`."""
        return self._documents[doc_id]

    def by_day(self) -> tuple[Document, ...]:
        """See `Pile`.

        >>> undated, dated = Document("a", "A."), Document("b", "B.", published=date(2031, 5, 4))
        >>> [doc.id for doc in MemoryPile([undated, dated]).by_day()]
        ['b', 'a']
        """
        if self._by_day is None:
            self._by_day = tuple(sorted(self._documents.values(), key=_place))
        return self._by_day

    def reject(self, refused: Rejected, doc_id: str | None = None) -> None:
        """See `Pile`."""
        self._rejected.append(refused)
        if doc_id in self._documents:
            del self._documents[doc_id]
            self._by_day = None

    def rejected(self) -> tuple[Rejected, ...]:
        """See `Pile`."""
        return tuple(self._rejected)


def _place(doc: Document) -> tuple[date, str, str]:
    return doc.published or date.max, doc.digest, doc.id
