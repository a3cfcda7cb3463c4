"""An archive kept up to date: what is new is put into stories, read once, and compared.

    Documents ──keep──▶ archive ──loose──▶ Placer ──▶ stories
    a story ──its mark true?──▶ the dossier that is kept, or read what is not, compare, keep

How articles are put into stories, a few or many, is said in `placing`.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from sayso import __version__
from sayso.archive import Archive, NoStory
from sayso.decided import of_kind
from sayso.documents import outlives
from sayso.errors import WrongUse
from sayso.model import Decision, Document, Dossier, Rejected
from sayso.pipeline import Progress, Runner, Unread, no_progress
from sayso.remaining import copies_among, families_among, story_among
from sayso.run.bearing import Bearing
from sayso.run.collecting import seldom_collected
from sayso.run.origins import Bytes, Origin
from sayso.run.pages import Pages, links
from sayso.run.placing import Placer
from sayso.run.working import Job, Worked, work
from sayso.settings import Settings, digest

if TYPE_CHECKING:  # who only adds articles loads no parser
    from sayso.readings import Models

_BATCH = 100  # documents of one transaction: what a crash can lose
_HELD = 1 << 26  # bytes of answers of servers that wait in memory for it


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


def by_source(doc: Document) -> Origin:
    """What a document was read out of, as far as it says so itself.

    >>> by_source(Document("a", "It rained.", source="a.txt"))
    ('a.txt', None)
    """
    return doc.source, None


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
        pages: Pages | None = None,
    ) -> None:
        """`models` are opened when something is to be read, where None. With `pages`, what is read
        is laid out, too, so that its first look waits for nothing.
        """
        self.archive = archive
        self.settings = settings or Settings()
        self._models = models
        self._run = run
        self._progress = progress
        self._pages = pages
        self._digest = digest(self.settings)
        self._placer = Placer(archive, self.settings, run=run, progress=progress)
        self._bearing = Bearing(archive)

    # ---- adding -----------------------------------------------------------------------

    def add(
        self,
        items: Iterable[Document | Rejected],
        origin: Callable[[Document], Origin] = by_source,
    ) -> Added:
        """Keep articles, some at a time, each time in one transaction; then put them into stories.

        `origin` tells what a document was read out of; it is asked when the document comes.
        """
        added = Added()
        for batch in _batches(items, origin):
            with self.archive.writing(f"added {len(batch)} inputs") as run:
                for item, came in batch:
                    self._keep(item, came, added, run)
            self._progress("adding", len(added.new) + len(added.revised) + added.same, 0)
        self.place()
        return added

    def _keep(self, item: Document | Rejected, came: Origin, added: Added, run: int) -> None:
        if isinstance(item, Rejected):
            self.archive.reject(item, self._killed(item))
            added.rejected.append(item)
            return
        file, told = came
        how, name = self.archive.keep(item, file=file)
        if how == "same":
            added.same += 1
            return
        original = told.keep(self.archive, run) if isinstance(told, Bytes) else told
        if original is not None:
            self.archive.lead(name, original)
        (added.new if how == "new" else added.revised).append(name)

    def _killed(self, notice: Rejected) -> str | None:
        """The document that an agency's notice withdraws; one that was sent again later stands."""
        if notice.withdraws is None or notice.withdraws in self.archive.withdrawn():
            return None
        known = self.archive.many([notice.withdraws])
        return next((doc.id for doc in known if not outlives(doc, notice)), None)

    # ---- stories ----------------------------------------------------------------------

    def place(self) -> None:
        """Put every document that is in no story into one."""
        self._placer.place()

    def open(self) -> None:
        """Have at hand what the next article is put into a story by."""
        self._placer.open()

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
        worked = work(replace(job, as_of=as_of, live=None if as_of else job.live))
        self._take(n, worked, mark, keep=as_of is None)
        return Made(n, mark, worked.dossier)

    def _job(self, n: int) -> tuple[str, Job]:
        """What is to be read of a story, and the mark of just that. Raises NoStory."""
        with self.archive.looking():
            mark, held = self.mark(n), self.archive.shelves.story(n)
            decisions = self._bearing.on(n, self.archive.shelves.texts(n))
            docs = tuple(self.archive.many(held.story.doc_ids))
            kept = self.archive.shelves.readings(held.story.doc_ids, __version__)
            pairs = self.archive.pairs.of(n, __version__)
            vectors = self.archive.vectors.of(n, __version__)
            left = {doc.id for doc in docs}  # one may have been withdrawn since
            laid_out = self._pages and not self.archive.read_only  # else nobody could keep it
            live = links(self.archive, n, left, own_page=True) if laid_out else None
        task = Unread(
            story_among(held.story, left),
            docs,
            copies_among(held.copies, left),
            families_among(held.families, left),
            tuple(of_kind(decisions, "same-name")),
        )
        return mark, Job(
            task, self.settings, decisions, kept, pairs, vectors, self._models, live=live
        )

    def _take(self, n: int, worked: Worked, mark: str, *, keep: bool) -> None:
        """Keep what came of a story; where that is another by now, only what was read in texts."""
        if self.archive.read_only:
            return
        with self.archive.writing(f"read story {n}") as run, seldom_collected(hold=True):
            self.archive.shelves.put_readings(worked.fresh.items(), __version__)
            is_true = self._is_marked(n, mark)
            if is_true and keep and worked.dossier is not None:
                self.archive.shelves.put_dossier(n, worked.dossier, mark, run)
                self.archive.shelves.drop_readings(n, worked.used, __version__)
                self.archive.pairs.put(n, __version__, worked.pairs)
                self.archive.vectors.add(n, __version__, run, worked.vectors)
                if self._pages and worked.page is not None:
                    self._pages.keep(self.archive, n, mark, worked.page)
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


def _batches(
    items: Iterable[Document | Rejected], origin: Callable[[Document], Origin]
) -> Iterator[list[tuple[Document | Rejected, Origin]]]:
    """Items some at a time, each with what it was read out of as that was when it came."""
    batch: list[tuple[Document | Rejected, Origin]] = []
    held = 0
    for item in items:
        came = ("", None) if isinstance(item, Rejected) else origin(item)
        batch.append((item, came))
        held += came[1].held if isinstance(came[1], Bytes) else 0
        if len(batch) == _BATCH or held > _HELD:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
