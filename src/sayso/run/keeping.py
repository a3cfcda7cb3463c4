"""An archive kept up to date: what is new is put into stories, read once, and compared.

    Documents ──keep──▶ archive ──loose──▶ those near them ──Journey──▶ stories
    a story ──its mark true?──▶ the dossier that is kept, or read what is not, compare, keep

A small archive is grouped as a whole, exactly as `sayso stories` groups a pile. In a large one new
articles are grouped with those near them (by shared words, rare words, days) and with all of the
stories these are in, so that what is found may differ from one batch.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sayso import __version__, findings
from sayso.archive import Archive, NoStory
from sayso.archive.since import standing
from sayso.decided import of_kind
from sayso.errors import WrongUse
from sayso.model import Decision, Document, Dossier, Rejected
from sayso.pile import MemoryPile
from sayso.pipeline import Journey, Progress, Runner, Unread, no_progress, unread
from sayso.readings import Models
from sayso.remaining import copies_among, families_among, story_among
from sayso.run.bearing import Bearing
from sayso.run.near import Neighbourhood
from sayso.run.working import Job, Worked, work
from sayso.settings import Settings, digest

# documents up to which an archive is grouped as a whole whenever something comes: some 20 seconds
_WHOLE = 3_000
_PORTION = 300  # new documents that are put into stories together in a larger one
_BATCH = 100  # documents of one transaction: what a crash can lose


@dataclass
class Added:
    """What came of adding: ids of new and of revised documents, how many were there already."""

    new: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)
    same: int = 0
    rejected: list[Rejected] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Made:
    """The dossier of a story, None where no text of it can be read or none stood on the day; `mark`
    says what it was made from, as `Keeper.mark` does.
    """

    n: int
    mark: str
    dossier: Dossier | None


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
        self._near = Neighbourhood(archive, self.settings)
        self._bearing = Bearing(archive)

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

    # ---- stories ----------------------------------------------------------------------

    def place(self) -> None:
        """Put every document that is in no story into one."""
        shelves = self.archive.shelves
        total = 0
        while loose := shelves.loose(_WHOLE + 1):
            size, seen = self.archive.count(), standing(self.archive)
            if size <= _WHOLE or (len(loose) > _WHOLE and self._is_mostly_loose(size)):
                self._group(self.archive.by_day(), seen)
                continue
            self._near.update()
            some = loose[:_PORTION]
            if not self._group(self.archive.many(self._near.of(some)), seen):
                continue
            left = set(shelves.loose(_WHOLE + 1))
            if left >= set(some):
                raise WrongUse(f"{some[0]}: could not be put into any story; please report it")
            total += len(some)
            self._progress("placing in stories", total, total + len(left))

    def _is_mostly_loose(self, size: int) -> bool:
        return len(self.archive.shelves.loose(size)) * 2 > size

    def _group(self, docs: Sequence[Document], seen: tuple[object, ...]) -> bool:
        """Group those documents, all that are in their stories among them, and keep the stories;
        False, and nothing kept, where another process has changed the archive since it was `seen`.
        """
        pile = MemoryPile(docs)
        decisions = self.archive.decisions.in_force()
        journey = Journey(
            pile, self.settings, run=self._run, progress=self._progress, decisions=decisions
        )
        tasks = unread(pile, journey.graph, journey.stories, decisions)
        with self.archive.writing(f"grouped {len(docs)} articles") as run:
            if standing(self.archive) != seen:
                return False
            left = {doc.id for doc in pile.by_day()}
            for doc, refused in zip(
                [d for d in docs if d.id not in left], pile.rejected(), strict=False
            ):
                self.archive.reject(refused, doc.id)
            self._shelve(tasks, run)
        return True

    def _shelve(self, tasks: Sequence[Unread], run: int) -> None:
        """Keep stories under the numbers of those that they go on from: a story's number, and its
        address, stay while its articles change.
        """
        shelves = self.archive.shelves
        before = shelves.story_of(i for task in tasks for i in task.story.doc_ids)
        heirs = _heirs(tasks, before)
        old = set(before.values())
        for task, n in zip(tasks, heirs, strict=True):
            title = findings.title_of(task.documents)
            if n is not None and _is_unchanged(self.archive, n, task, title):
                shelves.settle(n)
                continue
            days = [doc.published.isoformat() for doc in task.documents if doc.published]
            shelves.put_story(
                n, task.story, task.copies, task.families, title=title, days=days, run=run
            )
        home = shelves.story_of(i for task in tasks for i in task.story.doc_ids)
        for n in sorted(old - {h for h in heirs if h is not None}):
            went = Counter(home[i] for i, was in before.items() if was == n and i in home)
            shelves.drop_story(n, min(went, key=lambda k: (-went[k], k), default=None))

    # ---- dossiers ---------------------------------------------------------------------

    def mark(self, n: int) -> str:
        """What the dossier of a story rests on, as SHA-256. Raises NoStory."""
        with self.archive.looking():
            spine = self.archive.shelves.spine(n)
            texts = self.archive.shelves.texts(n)
            decisions = self._bearing.on(n, texts)
        whole = (__version__, self._digest, spine.id, spine.run, texts, decisions)
        return hashlib.sha256(repr(whole).encode("utf-8", "replace")).hexdigest()

    def is_ready(self, n: int) -> bool:
        """True where the dossier that is kept of a story is still true. Raises NoStory."""
        return self.mark(n) == self.archive.shelves.mark(n)

    def dossier(self, n: int, *, as_of: date | None = None) -> Dossier | None:
        """The dossier of a story: the one that is kept where it is still true, else made now; with
        `as_of` the account as it stood that day, which is not kept. None where no text of it can be
        read, or none was published by then. Raises NoStory where there is no such story.
        """
        return self.made(n, as_of=as_of).dossier

    def made(self, n: int, *, as_of: date | None = None) -> Made:
        """The same, with the mark of what it was made from: while it was read that may have become
        another story, or none. Raises NoStory.
        """
        with self.archive.looking():
            if as_of is None and self.is_ready(n):
                return Made(n, self.mark(n), self.archive.shelves.dossier(n))
            mark, job = self._job(n)
        worked = work(replace(job, as_of=as_of))
        self._take(n, worked, mark, keep=as_of is None)
        return Made(n, mark, worked.dossier)

    def _job(self, n: int) -> tuple[str, Job]:
        """What is to be read of a story, and the mark of just that. Raises NoStory."""
        with self.archive.looking():
            mark, held = self.mark(n), self.archive.shelves.story(n)
            decisions = self._bearing.on(n, self.archive.shelves.texts(n))
            docs = tuple(self.archive.many(held.story.doc_ids))
            kept = self.archive.shelves.readings(held.story.doc_ids, __version__)
        left = {doc.id for doc in docs}  # one may have been withdrawn since
        task = Unread(
            story_among(held.story, left),
            docs,
            copies_among(held.copies, left),
            families_among(held.families, left),
            tuple(of_kind(decisions, "same-name")),
        )
        return mark, Job(task, self.settings, decisions, kept, self._models)

    def _take(self, n: int, worked: Worked, mark: str, *, keep: bool) -> None:
        """Keep what came of a story; where that is another by now, only what was read in texts."""
        if self.archive.read_only:
            return
        with self.archive.writing(f"read story {n}") as run:
            self.archive.shelves.put_readings(worked.fresh.items(), __version__)
            is_true = self._is_marked(n, mark)
            if is_true and keep and worked.dossier is not None:
                self.archive.shelves.put_dossier(n, worked.dossier, mark, run)
                self.archive.shelves.drop_readings(n, worked.used, __version__)
            refused = worked.refused if is_true else ()
            for doc_id, rejected in refused:
                self.archive.reject(rejected, doc_id)
        if refused:
            self.place()

    def _is_marked(self, n: int, mark: str) -> bool:
        """True where a story is there, and is what it was when it had that mark."""
        try:
            return self.mark(n) == mark
        except NoStory:
            return False

    def read(self, numbers: Sequence[int] | None = None) -> Iterator[int]:
        """Make the dossiers that are not ready (of those stories, or of all), several at a time;
        the number of each story when it is. One that is no more, since its articles were put into
        others, is passed over.
        """
        if numbers is None:
            spines = self.archive.shelves.spines(limit=1 << 40)
            numbers = [spine.n for spine in spines]
        due = [n for n in numbers if not self._is_marked(n, self.archive.shelves.mark(n) or "")]
        begun: deque[tuple[int, str]] = deque()
        for k, worked in enumerate(self._run(work, self._jobs(due, begun)), 1):
            n, mark = begun.popleft()
            self._take(n, worked, mark, keep=True)
            self._progress("reading", k, len(due))
            yield n

    def _jobs(self, due: Iterable[int], begun: deque[tuple[int, str]]) -> Iterator[Job]:
        """The jobs of those stories that are there when it is their turn, each noted in `begun`."""
        for n in due:
            try:
                mark, job = self._job(n)
            except NoStory:
                continue
            begun.append((n, mark))
            yield job

    # ---- decisions --------------------------------------------------------------------

    def decide(self, decision: Decision) -> Decision:
        """Keep a decision and obey it. Raises WrongUse where it says too little, or is about a
        document or a passage that is not here.
        """

        def step() -> Decision:
            self._check(decision)
            return self.archive.decisions.add(decision)

        return self._obeyed(f"decided: {decision.kind}", step)

    def _check(self, decision: Decision) -> None:
        named = decision.about if decision.kind in ("merge", "split") else ()
        lengths = {}
        for doc_id in (*named, *(at.doc_id for at in decision.at)):
            try:
                lengths[doc_id] = self.archive.length(doc_id)
            except KeyError:
                raise WrongUse(f"{decision.kind}: there is no document {doc_id!r} here") from None
        for at in decision.at:
            if not at.start < at.end <= lengths[at.doc_id]:
                raise WrongUse(
                    f"{decision.kind}: there is no passage {at.start}:{at.end} in {at.doc_id}, "
                    f"which has {lengths[at.doc_id]:,} characters"
                )

    def undo(self, n: int) -> Decision:
        """Take a decision back, and what followed of it. Raises WrongUse where none is in force."""
        return self._obeyed(f"undid decision {n}", lambda: self.archive.decisions.undo(n))

    def redo(self, n: int) -> Decision:
        """Put a decision in force again. Raises WrongUse where none of that number was undone."""
        return self._obeyed(f"redid decision {n}", lambda: self.archive.decisions.redo(n))

    def _obeyed(self, what: str, step: Callable[[], Decision]) -> Decision:
        """A change of what is decided, in one with the note that the stories it bears on are to be
        placed anew: what a crash interrupts, the next run obeys.
        """
        shelves = self.archive.shelves
        with self.archive.writing(what):
            decision = step()
            is_placing = decision.kind in ("merge", "split")
            if is_placing:
                shelves.loosen(shelves.story_of(decision.about).values())
        if is_placing:
            self.place()
        return decision


Origin = Callable[[Document], tuple[str, str | None]]


def _heirs(tasks: Sequence[Unread], before: dict[str, int]) -> list[int | None]:
    """For every new story the number of the old one that it goes on from, each given once, the
    largest shares first.
    """
    shares = [
        (-count, at, n)
        for at, task in enumerate(tasks)
        for n, count in Counter(before[i] for i in task.story.doc_ids if i in before).items()
    ]
    heirs: list[int | None] = [None] * len(tasks)
    taken: set[int] = set()
    for _, at, n in sorted(shares):
        if heirs[at] is None and n not in taken:
            heirs[at] = n
            taken.add(n)
    return heirs


def _is_unchanged(archive: Archive, n: int, task: Unread, title: str) -> bool:
    held, spine = archive.shelves.story(n), archive.shelves.spine(n)
    if any(run > spine.run for _, _, run in archive.shelves.texts(n)):
        return False  # a text is another than when the story was put there
    was = held.story, held.copies, held.families, spine.title
    return was == (task.story, task.copies, task.families, title)


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
