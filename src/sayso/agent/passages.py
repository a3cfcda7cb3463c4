"""Passages as answers give them, and lists cut to what an answer may hold.

Passage of the model ──place──▶ doc, offsets, `quoted_text`
items ──fitted──▶ those that fit, and how many do not
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sayso.agent.answers import ArticleLine, Passage
from sayso.model import Day, Document, Dossier, Family
from sayso.model import Passage as Place

T = TypeVar("T")
MOST_WORDS = 600  # characters of a passage that are shown
MOST_ANSWER = 48_000  # characters of the lists of an answer, as JSON


class Desk:
    """Documents of one story by id, with their days and families."""

    def __init__(
        self,
        documents: Iterable[Document],
        dossier: Dossier | None = None,
        families: Iterable[Family] = (),
    ) -> None:
        """`dossier` where the story was read: then days may have been inferred."""
        self.documents = {doc.id: doc for doc in documents}
        days = dossier.findings.days if dossier else ()
        self.days: Mapping[str, Day] = {day.doc_id: day for day in days}
        families = dossier.families if dossier else families
        self.family = {i: family.original for family in families for i in family.doc_ids}

    @classmethod
    def of(cls, dossier: Dossier) -> Desk:
        """The desk of a story that was read."""
        return cls(dossier.documents, dossier)

    def day(self, doc_id: str) -> date | None:
        """The day of an article, declared or inferred."""
        found = self.days.get(doc_id)
        return (found.best if found else None) or self.documents[doc_id].published

    def place(self, at: Place) -> Passage:
        """A passage with its words, cut where it is long."""
        doc = self.documents[at.doc_id]
        end = min(at.end, at.start + MOST_WORDS)
        return {
            "doc": doc.id,
            "outlet": doc.outlet,
            "day": iso(self.day(doc.id)),
            "start": at.start,
            "end": end,
            "goes_on_to": at.end if end < at.end else None,
            "quoted_text": doc.text[at.start : end],
        }

    def article(self, doc_id: str) -> ArticleLine:
        """An article in a line."""
        doc, found = self.documents[doc_id], self.days.get(doc_id)
        original = self.family.get(doc_id, doc_id)
        return {
            "doc": doc.id,
            "title": doc.title,
            "outlet": doc.outlet,
            "day": iso(self.day(doc_id)),
            "day_inferred": bool(found and found.inferred),
            "url": doc.url,
            "copy_of": original if original != doc_id else None,
        }

    def texts(self, doc_ids: Iterable[str]) -> int:
        """How many texts those articles are, copies of one counted once."""
        return len({self.family.get(i, i) for i in doc_ids})


def iso(day: date | None) -> str | None:
    """A day as JSON has it."""
    return day.isoformat() if day else None


def fitted(
    items: Sequence[T], limit: int, left_out: list[str], *, of: tuple[int, str], room: int = 0
) -> list[T]:
    """The first items, `limit` at most and no more than fill `room` characters of JSON. `of` says
    how many there are in all, and what they are called; `left_out` hears how many are missing.

    >>> said: list[str] = []
    >>> fitted(["a", "b", "c"], 2, said, of=(3, "claims")), said
    (['a', 'b'], ['1 of 3 claims: raise the limit, or ask for less at a time'])
    """
    room = room or MOST_ANSWER
    kept: list[T] = []
    for item in items[:limit]:
        room -= len(json.dumps(item, ensure_ascii=False))
        if room < 0 and kept:
            break
        kept.append(item)
    total, what = of
    if len(kept) < total:
        gone = total - len(kept)
        left_out.append(f"{gone:,} of {total:,} {what}: raise the limit, or ask for less at a time")
    return kept


def notes(said: Iterable[str]) -> list[str]:
    """Notes in their order, each once."""
    return list(dict.fromkeys(said))


def empty() -> dict[str, Any]:
    """What every answer holds beside what was asked, with nothing in it yet."""
    return {"left_out": [], "not_told": []}
