"""One story, whole."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.copies import Copy, Family
from sayso.model.documents import Document, Rejected
from sayso.model.findings import Findings
from sayso.model.places import Frozen
from sayso.model.readings import Reading
from sayso.model.stories import Story


@dataclass(frozen=True, slots=True)
class Dossier(Frozen):
    """One story, whole: what a dossier page is made of, and nothing that is not in it.

    readings and findings.days stand in the order of `documents`; copies are those within the story
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
