"""What `sayso copies` reads: each article is sketched by the process that reads it, and packed
until its text is asked for, as of most it never is.

portion ──read, sketched, packed──▶ Arrived ──SketchedPile──▶ sketches; documents when asked for
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sayso.copies import Sketch, sketches
from sayso.model import Document, Rejected
from sayso.pile import MemoryPile
from sayso.run.inputs import Portion, read_portion
from sayso.survivors import survive

_OF_A_VERSION = frozenset({"version", "version-created"})  # declared; what stands hangs on it
_SAID = frozenset({"many-articles", "corrected"})  # reasons of which somebody hears on the way


@dataclass(frozen=True, slots=True)
class Arrived(Document):
    """A document without its text, as far as it must be known to be sorted, and itself, packed.

    chars  characters of its text
    """

    sketch: Sketch | None = None
    packed: bytes = b""
    chars: int = 0

    def __reduce__(self) -> tuple[Any, tuple[object, ...]]:
        """Most fields of a document are empty here, and do not travel."""
        kept = self.id, self.published, self.digest, self.source, self.declared, self.why
        return _arrived, ((*kept, self.sketch, self.packed, self.chars),)

    def opened(self) -> Document:
        """The document itself."""
        made: Document = pickle.loads(self.packed)
        return made


def _arrived(fields: tuple[Any, ...]) -> Arrived:
    doc_id, published, digest, source, declared, why, sketch, packed, chars = fields
    return Arrived(
        doc_id,
        "",
        published=published,
        digest=digest,
        source=source,
        declared=declared,
        why=why,
        sketch=sketch,
        packed=packed,
        chars=chars,
    )


def read_sketched(portion: Portion) -> list[Document | Rejected]:
    """The articles of a portion, in order, sketched and packed; what cannot be sketched is refused.

    >>> from sayso.documents import DocumentOptions, Fields
    >>> from sayso.run.inputs import _File
    >>> file = _File("a.csv", "a.csv")
    >>> (made,) = read_sketched(Portion((), file, (Fields("Bread."),), DocumentOptions()))
    >>> made.text, made.sketch.size, made.opened().text
    ('', 5, 'Bread.')
    """
    items = read_portion(portion)
    docs = [item for item in items if isinstance(item, Document)]
    outcome = survive(sketches, docs, "sketched")
    refused = {id(doc): rejected for doc, rejected in outcome.refused}
    made = iter(outcome.made or ())
    return [
        item
        if isinstance(item, Rejected)
        else refused[id(item)]
        if id(item) in refused
        else _packed(item, next(made))
        for item in items
    ]


def _packed(doc: Document, sketch: Sketch) -> Arrived:
    declared = tuple(said for said in doc.declared if said[0] in _OF_A_VERSION)
    why = tuple(reason for reason in doc.why if reason.rule in _SAID)
    packed = pickle.dumps(doc, pickle.HIGHEST_PROTOCOL)
    head = doc.id, doc.published, doc.digest, doc.source, declared, why
    return _arrived((*head, sketch, packed, len(doc.text)))


class SketchedPile(MemoryPile):
    """A pile of documents that are unpacked when they are asked for, and then kept.

    >>> pile = SketchedPile()
    >>> pile.put(_packed(Document("a", "Bread."), sketches([Document("a", "Bread.")])[0]))
    >>> pile.get("a").text, [doc.text for doc, _ in pile.arrived()]
    ('Bread.', [''])
    """

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self._opened: dict[str, Document] = {}

    def get(self, doc_id: str) -> Document:
        """See `Pile`."""
        held = self._documents[doc_id]
        if not isinstance(held, Arrived):
            return held
        if doc_id not in self._opened:
            self._opened[doc_id] = held.opened()
        return self._opened[doc_id]

    def by_day(self) -> tuple[Document, ...]:
        """See `Pile`: all of them are unpacked."""
        return tuple(self.get(doc.id) for doc in super().by_day())

    def arrived(self) -> Sequence[tuple[Document, Sketch | None]]:
        """All documents by day and digest, packed ones without their texts, and their sketches."""
        held = super().by_day()
        return [(doc, doc.sketch if isinstance(doc, Arrived) else None) for doc in held]
