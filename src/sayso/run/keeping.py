"""An archive kept up to date: what is new is put into stories, read once, and compared.

    Documents ──keep──▶ archive ──loose──▶ Placer ──▶ stories
    a story ──its mark true?──▶ the dossier that is kept, or read what is not, compare, keep

How articles are put into stories, a few or many, is said in `placing`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sayso import __version__
from sayso.archive import Archive
from sayso.decided import of_kind
from sayso.errors import WrongUse
from sayso.model import Decision, Document, Dossier, Reading, Rejected
from sayso.pile import MemoryPile
from sayso.pipeline import Journey, Progress, Runner, Unread, no_progress
from sayso.readings import Models
from sayso.remaining import copies_among, families_among, story_among
from sayso.run.placing import Placer
from sayso.settings import Settings, digest

_BATCH = 100  # documents of one transaction: what a crash can lose


@dataclass
class Added:
    """What came of adding: ids of new and of revised documents, how many were there already."""

    new: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)
    same: int = 0
    rejected: list[Rejected] = field(default_factory=list)


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


class Keeper:
    """Keeps one archive up to date."""

    def __init__(
        self,
        archive: Archive,
        settings: Settings | None = None,
        *,
        models: Models | None = None,
        run: Runner = map,
        progress: Progress = no_progress,
    ) -> None:
        """`models` are opened when something is to be read, where None."""
        self.archive = archive
        self.settings = settings or Settings()
        self._models = models
        self._run = run
        self._progress = progress
        self._digest = digest(self.settings)
        self._placer = Placer(archive, self.settings, run=run, progress=progress)

    # ---- adding -----------------------------------------------------------------------

    def add(self, items: Iterable[Document | Rejected], origin: Origin | None = None) -> Added:
        """Keep articles, some at a time, each time in one transaction; then put them into stories.

        `origin` tells the file that a document was read out of and the digest of its bytes.
        """
        added = Added()
        for batch in _batches(items):
            with self.archive.writing(f"added {len(batch)} inputs"):
                for item in batch:
                    self._keep(item, origin, added)
            self._progress("adding", len(added.new) + len(added.revised) + added.same, 0)
        self.place()
        return added

    def _keep(self, item: Document | Rejected, origin: Origin | None, added: Added) -> None:
        if isinstance(item, Rejected):
            self.archive.reject(item)
            added.rejected.append(item)
            return
        file, original = origin(item) if origin else (item.source, None)
        how, name = self.archive.keep(item, file=file, original=original)
        if how == "same":
            added.same += 1
        else:
            (added.new if how == "new" else added.revised).append(name)

    def put_back(self, doc_ids: Iterable[str]) -> None:
        """Take documents out of their stories, all of each, and place them anew."""
        with self.archive.writing("placed again"):
            self.archive.shelves.loosen(self.archive.shelves.story_of(doc_ids).values())
        self.place()

    # ---- stories ----------------------------------------------------------------------

    def place(self) -> None:
        """Put every document that is in no story into one."""
        self._placer.place()

    # ---- dossiers ---------------------------------------------------------------------

    def mark(self, n: int) -> str:
        """What the dossier of a story rests on, as SHA-256. Raises KeyError."""
        spine = self.archive.shelves.spine(n)
        texts = self.archive.shelves.texts(n)
        decisions = self._decisions_about(doc_id for doc_id, _, _ in texts)
        whole = (__version__, self._digest, spine.id, spine.run, texts, decisions)
        return hashlib.sha256(repr(whole).encode("utf-8", "replace")).hexdigest()

    def _decisions_about(self, doc_ids: Iterable[str]) -> tuple[Decision, ...]:
        """Decisions that bear on the findings of those documents."""
        ids = set(doc_ids)
        return tuple(
            d
            for d in self.archive.decisions.in_force()
            if d.kind == "same-name"
            or (
                d.kind in ("not-a-conflict", "not-the-same-fact") and ids & {p.doc_id for p in d.at}
            )
        )

    def is_ready(self, n: int) -> bool:
        """True where the dossier that is kept of a story is still true. Raises KeyError."""
        return self.archive.shelves.mark(n) == self.mark(n)

    def dossier(self, n: int, *, as_of: date | None = None) -> Dossier | None:
        """The dossier of a story: the one that is kept where it is still true, else made now; with
        `as_of` the account as it stood that day, which is not kept. None where no text of it can be
        read, or none was published by then. Raises KeyError where there is no such story.
        """
        if as_of is None and self.is_ready(n):
            return self.archive.shelves.dossier(n)
        worked = work(replace(self._job(n), models=self._models, as_of=as_of))
        self._take(n, worked, self.mark(n), keep=as_of is None)
        return worked.dossier

    def _job(self, n: int) -> Job:
        held = self.archive.shelves.story(n)
        decisions = self._decisions_about(held.story.doc_ids)
        docs = tuple(self.archive.many(held.story.doc_ids))
        left = {doc.id for doc in docs}  # one may have been withdrawn since
        task = Unread(
            story_among(held.story, left),
            docs,
            copies_among(held.copies, left),
            families_among(held.families, left),
            tuple(of_kind(decisions, "same-name")),
        )
        kept = self.archive.shelves.readings(held.story.doc_ids)
        return Job(task, self.settings, decisions, kept)

    def _take(self, n: int, worked: Worked, mark: str, *, keep: bool) -> None:
        if self.archive.read_only:
            return
        with self.archive.writing(f"read story {n}") as run:
            if worked.fresh:
                self.archive.shelves.put_readings(worked.fresh.items())
            if keep and worked.dossier is not None:
                self.archive.shelves.put_dossier(n, worked.dossier, mark, run)
            for doc_id, refused in worked.refused:
                self.archive.reject(refused, doc_id)
        if worked.refused:
            self.place()

    def read(self, numbers: Sequence[int] | None = None) -> Iterator[int]:
        """Make the dossiers that are not ready (of those stories, or of all), several at a time;
        the number of each story when it is.
        """
        if numbers is None:
            spines = self.archive.shelves.spines(limit=1 << 40)
            numbers = [spine.n for spine in spines]
        due = [n for n in numbers if not self.is_ready(n)]
        marks = {n: self.mark(n) for n in due}
        jobs = (replace(self._job(n), models=self._models) for n in due)
        for k, (n, worked) in enumerate(zip(due, self._run(work, jobs), strict=True), 1):
            self._take(n, worked, marks[n], keep=True)
            self._progress("reading", k, len(due))
            yield n

    # ---- decisions --------------------------------------------------------------------

    def decide(self, decision: Decision) -> Decision:
        """Keep a decision and obey it. Raises WrongUse where it says too little, or is about a
        document that is not here.
        """
        known = {p.doc_id for p in decision.at}
        if decision.kind in ("merge", "split"):
            known |= set(decision.about)
        for doc_id in sorted(known):
            try:
                self.archive.number(doc_id)
            except KeyError:
                raise WrongUse(f"{decision.kind}: there is no document {doc_id!r} here") from None
        with self.archive.writing(f"decided: {decision.kind}"):
            made = self.archive.decisions.add(decision)
        self._obey(made)
        return made

    def undo(self, n: int) -> Decision:
        """Take a decision back, and what followed of it. Raises WrongUse where none is in force."""
        with self.archive.writing(f"undid decision {n}"):
            gone = self.archive.decisions.undo(n)
        self._obey(gone)
        return gone

    def redo(self, n: int) -> Decision:
        """Put a decision in force again. Raises WrongUse where none of that number was undone."""
        with self.archive.writing(f"redid decision {n}"):
            back = self.archive.decisions.redo(n)
        self._obey(back)
        return back

    def _obey(self, decision: Decision) -> None:
        if decision.kind in ("merge", "split"):
            self.put_back(decision.about)


Origin = Callable[[Document], tuple[str, str | None]]


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
