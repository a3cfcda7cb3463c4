"""What arrives: a document, its parts, or a rejection."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sayso.model.places import Frozen, Passage, Reason

PartKind = Literal[
    "date",
    "dateline",
    "byline",
    "rubric",
    "caption",
    "credit",
    "contact",
    "newsletter",
    "boilerplate",
]
Defect = Literal["case-lost", "marks-lost", "letters-lost", "cut-short"]


@dataclass(frozen=True, slots=True)
class Part(Frozen):
    """A passage that is not the article's prose."""

    kind: PartKind
    at: Passage


@dataclass(frozen=True, slots=True)
class Document(Frozen):
    """One article as it arrived. `text` is never changed; everything else is what was learned on
    arrival.

    published  the day the record, page, address or text itself declares; None when none does
    lang       ISO 639-1 code, `und` when it cannot be told
    digest     SHA-256 of the text in UTF-8, hexadecimal
    declared   what the page says of its own origin: ("canonical", url), ("credit", "AP"),
               ("source", feed) ...
    defects    what a scraper did to the words: case, punctuation marks or single letters lost, the
               end cut off
    source     where it came from, for messages: a path, `path:7` for line 7, `-` for standard input
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None
    lang: str = "und"
    digest: str = ""
    parts: tuple[Part, ...] = ()
    declared: tuple[tuple[str, str], ...] = ()
    defects: tuple[Defect, ...] = ()
    source: str = ""
    why: tuple[Reason, ...] = ()

    @property
    def worn(self) -> tuple[Defect, ...]:
        """What the words that are there have lost: case, marks."""
        return tuple(d for d in self.defects if d not in ("cut-short", "letters-lost"))

    def part_at(self, at: Passage) -> PartKind | None:
        """The kind of the first part that shares a character with `at`; None in the prose."""
        return next((part.kind for part in self.parts if part.at.overlaps(at)), None)


@dataclass(frozen=True, slots=True)
class Rejected(Frozen):
    """An input that could not be read: where it is and the reason, fit to print.

    withdraws  id of the article that it withdraws, where it is an agency's notice of that
    version    number and time of that notice, as printed
    """

    source: str
    reason: str
    line: int | None = None
    withdraws: str | None = field(default=None, repr=False)
    version: tuple[str, str] | None = field(default=None, repr=False)

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{where}: {self.reason}"
