"""One story, whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.model.copies import Copy, Family
from sayso.model.documents import Document, Rejected
from sayso.model.findings import Findings
from sayso.model.places import Frozen
from sayso.model.readings import Reading
from sayso.model.stories import Story


@dataclass(frozen=True, slots=True)
class Dossier(Frozen):
    """One story, whole: what a dossier page is made of, and nothing that is not in it.

    readings and findings.days stand in the order of `documents`; copies are those within the story;
    `as_of` is the day on which the accounts are shown as they stood, None where all were used;
    `unplaced` are the ids of texts then left out because their day is not known
    """

    story: Story
    title: str
    documents: tuple[Document, ...]
    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    readings: tuple[Reading, ...]
    findings: Findings
    rejected: tuple[Rejected, ...] = ()
    version: str = ""
    as_of: date | None = None
    unplaced: tuple[str, ...] = ()
