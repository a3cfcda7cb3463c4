"""One story read and compared, by whichever process; nothing is kept here.

Job ──what was read before, or is read now──▶ Worked: the dossier, what was read for it
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from sayso.archive import sealed
from sayso.archive.vectors import A_STORY
from sayso.dossiers.live import Live, story_part
from sayso.model import Decision, Dossier, Reading, Rejected
from sayso.pile import MemoryPile
from sayso.pipeline import Journey, Unread
from sayso.run.collecting import seldom_collected
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.readings import Models

K = TypeVar("K")
V = TypeVar("V")
_MANY = 4  # articles of a story from which on it is worth while to keep what was read in passages
_PAIRS_A_CHARACTER = 4  # bytes kept of pairs at most for each character of a story


@dataclass(frozen=True, slots=True)
class Job:
    """One story to be read and compared by some process, with what was read before.

    pairs    what was told of pairs of its passages before, as `archive.sealed` packs it
    vectors  what was read in these passages before, as `archive.sealed` packs it
    live     where the links of its page lead, where that is to be laid out, too
    """

    task: Unread
    settings: Settings
    decisions: tuple[Decision, ...]
    kept: dict[str, Reading]
    pairs: bytes = b""
    vectors: tuple[bytes, ...] = ()
    models: Models | None = None
    as_of: date | None = None
    live: Live | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of a job: the dossier (None where no text survived), what was read for it, the
    keys of all readings that it was made of, its page where that was asked for, its pairs, and
    what was read in passages now.
    """

    dossier: Dossier | None
    fresh: dict[str, Reading]
    used: frozenset[str]
    refused: tuple[tuple[str | None, Rejected], ...]
    page: str | None = None
    pairs: bytes = b""
    vectors: bytes = b""


class _Kept(dict[K, V]):
    """What was made before; notes which of it is used, in order."""

    def __init__(self, kept: Mapping[K, V]) -> None:
        super().__init__(kept)
        self.used: dict[K, None] = {}

    def __getitem__(self, key: K) -> V:
        self.used[key] = None
        return super().__getitem__(key)


def work(job: Job) -> Worked:
    """Read and compare one story; a text that is known by its key is not read again."""
    with seldom_collected(hold=True):
        return _worked(job)


def _worked(job: Job) -> Worked:
    kept, pairs = _Kept(job.kept), _Kept(sealed.unpacked(job.pairs))
    known = {key: row for body in job.vectors for key, row in sealed.unpacked(body).items()}
    vectors = dict(known)
    pile = MemoryPile(job.task.documents)
    journey = Journey(
        pile,
        job.settings,
        models=job.models,
        decisions=job.decisions,
        kept=kept,
        pairs=pairs,
        vectors=vectors if len(job.task.documents) >= _MANY else None,
        as_of=job.as_of,
    )
    made = next(iter(journey.dossiers([job.task])), None)
    left = {doc.id for doc in pile.by_day()}
    gone = [doc.id for doc in job.task.documents if doc.id not in left]
    refused = tuple(zip(gone, pile.rejected(), strict=False))
    fresh = {key: reading for key, reading in kept.items() if key not in job.kept}
    used = frozenset(kept.used.keys() | fresh.keys())
    dossier = replace(made, rejected=()) if made else None
    page = _laid_out(dossier, job.live) if dossier and job.live else None
    most = _PAIRS_A_CHARACTER * sum(len(doc.text) for doc in job.task.documents)
    told = sealed.packed({key: dict.__getitem__(pairs, key) for key in pairs.used}, most)
    new = {key: row for key, row in vectors.items() if known.get(key) != row}
    most = A_STORY - sum(map(len, job.vectors))
    return Worked(dossier, fresh, used, refused, page, told, sealed.packed(new, most))


def _laid_out(dossier: Dossier, live: Live) -> str | None:
    """The page, None where it cannot be made: what was read is kept all the same, and the app says
    what is wrong when somebody looks.
    """
    try:
        return story_part(dossier, live)
    except Exception:
        return None
