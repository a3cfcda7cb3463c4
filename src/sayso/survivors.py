"""A step done to many documents, less those on which it fails: one bad article never ends a run.

A step that raises is tried on ever fewer documents until one is found without which the others
before it go through; that one is refused by name, and the step is done to the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.errors import SaysoError, fault
from sayso.model import Document, Rejected

R = TypeVar("R")
# What no article causes: a missing model, no memory left, a disk that is full.
_NOT_OF_AN_ARTICLE = (SaysoError, MemoryError, OSError)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """What a step made of the documents that it survived (None of none), and those it did not."""

    made: R | None
    refused: tuple[tuple[Document, Rejected], ...] = ()


def survive(
    step: Callable[[Sequence[Document]], R], docs: Sequence[Document], doing: str
) -> Outcome[R]:
    """`step` of the documents without those that make it fail; `doing` names it in the reason.

    Errors that no article causes (SaysoError, MemoryError, OSError) are raised.

    >>> docs = [Document("a", "1"), Document("b", "x"), Document("c", "2")]
    >>> outcome = survive(lambda some: [int(doc.text) for doc in some], docs, "added up")
    >>> outcome.made, [refused.source for _, refused in outcome.refused]
    ([1, 2], ['b'])
    """
    kept = list(docs)
    refused: list[tuple[Document, Rejected]] = []
    while kept or not refused:
        error = _error(step, kept)
        if not isinstance(error, Exception):
            return Outcome(error.made, tuple(refused))
        if not kept:
            raise error
        at, error = _culprit(step, kept, error)
        doc = kept.pop(at)
        refused.append((doc, Rejected(doc.source or doc.id, fault(error, doing))))
    return Outcome(None, tuple(refused))


@dataclass(frozen=True, slots=True)
class _Made(Generic[R]):
    made: R


def _error(
    step: Callable[[Sequence[Document]], R], docs: Sequence[Document]
) -> _Made[R] | Exception:
    try:
        return _Made(step(docs))
    except _NOT_OF_AN_ARTICLE:
        raise
    except Exception as error:
        return error


def _culprit(
    step: Callable[[Sequence[Document]], R], docs: Sequence[Document], error: Exception
) -> tuple[int, Exception]:
    """The last document of the shortest beginning on which the step fails, and its error."""
    good, bad = 0, len(docs)
    while bad - good > 1:
        middle = (good + bad) // 2
        found = _error(step, docs[:middle])
        if isinstance(found, Exception):
            bad, error = middle, found
        else:
            good = middle
    return bad - 1, error
