"""Places in a text, and the reasons of a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class Frozen:
    """What every type of the model is: frozen, and pickled as its fields in order, since thousands
    of values travel between processes and the way of a frozen class with slots is slower.
    """

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in type(self).__slots__)


@dataclass(frozen=True, slots=True, order=True)
class Passage(Frozen):
    """Characters `start` up to but not including `end` of a document's text (code points).

    >>> Passage("a.txt", 4, 9).cut("The quick fox")
    'quick'
    """

    doc_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(
                f"passage {self.start}:{self.end} of {self.doc_id!r} does not run forward from 0"
            )

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True

    def cut(self, text: str) -> str:
        """The characters themselves, out of the document's text."""
        return text[self.start : self.end]

    def overlaps(self, other: Passage) -> bool:
        """True when both lie in one document and share a character."""
        return self.doc_id == other.doc_id and self.start < other.end and other.start < self.end

    def covers(self, other: Passage) -> bool:
        """True when `other` lies wholly inside this passage."""
        return self.doc_id == other.doc_id and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class DocRef(Frozen):
    """A document among a reason's values: rows print its id, a page what it calls the article."""

    doc_id: str


Scalar = str | int | float | date | DocRef
Value = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Reason(Frozen):
    """One ground of a judgement: the rule's name (a heading of docs/how-it-decides.md), and the
    values it saw in the order in which `sayso.words` puts them into its sentence.

    Where a rule has several sentences, the first value names the one that is meant.

    >>> Reason("earlier-first", (date(2024, 3, 11), date(2024, 3, 12))).values[0].isoformat()
    '2024-03-11'
    """

    rule: str
    values: tuple[Value, ...] = ()
    at: tuple[Passage, ...] = ()
