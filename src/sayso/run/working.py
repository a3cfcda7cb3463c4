"""One story read and compared, by whichever process; nothing is kept here.

Job ──what was read before, or is read now──▶ Worked: the dossier, what was read for it
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sayso.model import Decision, Dossier, Reading, Rejected
from sayso.pile import MemoryPile
from sayso.pipeline import Journey, Unread
from sayso.readings import Models
from sayso.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """One story to be read and compared by some process, with what was read before."""

    task: Unread
    settings: Settings
    decisions: tuple[Decision, ...]
    kept: dict[str, Reading]
    models: Models | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of a job: the dossier (None where no text survived), and what was read for it."""

    dossier: Dossier | None
    fresh: dict[str, Reading]
    refused: tuple[tuple[str | None, Rejected], ...]


def work(job: Job) -> Worked:
    """Read and compare one story; a text that is known by its key is not read again."""
    kept = dict(job.kept)
    pile = MemoryPile(job.task.documents)
    journey = Journey(
        pile, job.settings, models=job.models, decisions=job.decisions, kept=kept, as_of=job.as_of
    )
    made = next(iter(journey.dossiers([job.task])), None)
    left = {doc.id for doc in pile.by_day()}
    gone = [doc.id for doc in job.task.documents if doc.id not in left]
    refused = tuple(zip(gone, pile.rejected(), strict=False))
    fresh = {key: reading for key, reading in kept.items() if key not in job.kept}
    return Worked(replace(made, rejected=()) if made else None, fresh, refused)
