"""What the views share: connections for reading, the worker, and what was made of late.

view ─reading()─▶ Keeper over a connection    view ─dossier(n, day)─▶ Dossier | Job that makes it
"""

from __future__ import annotations

import queue
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from sayso.archive import Archive
from sayso.archive.faults import named
from sayso.dossiers.live import Live, story_part
from sayso.run.keeping import Keeper, Made
from sayso.run.pages import Pages, links
from sayso.run.preparing import PREPARING
from sayso.web.options import WebOptions
from sayso.web.worker import READ, SHOW, Job, Worker

_READERS = 4  # connections that read at the same time; further requests wait
_PATIENCE_S = 2.0  # how long a request waits for the worker before it says that something is made
_QUIET_S = 1.0  # without a look at the archive before something is done beforehand
_MANY = 60  # articles of a story whose page takes seconds to write
_HELD_DOSSIERS, _HELD_PARTS = 24, 48
T = TypeVar("T")
Key = tuple[int, str, date | None]


class _Lately(Generic[T]):
    """The last few things made, by key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> T | None:
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key]

    def put(self, key: Hashable, value: T) -> None:
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)


class Desk:
    """An archive as it is served."""

    def __init__(self, options: WebOptions) -> None:
        """Opens the archive. Raises WrongUse or OSError where it cannot be."""
        self.options = options
        self._pages = Pages()
        self._asked = time.monotonic()
        self.worker = Worker(
            options,
            self._pages,
            beforehand=() if options.read_only else PREPARING,
            is_quiet=lambda: time.monotonic() - self._asked > _QUIET_S,
        )
        self._free: queue.LifoQueue[Keeper] = queue.LifoQueue()
        self._opened = 0
        self._lock = threading.Lock()
        self._dossiers: _Lately[Made] = _Lately(_HELD_DOSSIERS)
        self._parts: _Lately[str] = _Lately(_HELD_PARTS)
        self._failed: _Lately[Job] = _Lately(_HELD_PARTS)
        self._folder = tempfile.TemporaryDirectory(prefix="sayso-")

    def folder(self) -> Path:
        """A new folder for what is on its way; what is left of it goes with the server."""
        return Path(tempfile.mkdtemp(dir=self._folder.name))

    def close(self) -> None:
        """Let go of everything."""
        self.worker.close()
        self._folder.cleanup()
        while not self._free.empty():
            self._free.get().archive.close()

    @contextmanager
    def reading(self) -> Iterator[Keeper]:
        """A connection that nobody else uses meanwhile."""
        self._asked = time.monotonic()
        try:
            keeper = self._free.get(block=self._opened >= _READERS)
        except queue.Empty:
            archive = Archive(self.options.archive, read_only=True)
            keeper = Keeper(archive, self.options.settings)
            with self._lock:
                self._opened += 1
        try:
            with named(self.options.archive):
                yield keeper
        finally:
            self._free.put(keeper)

    # ---- stories ------------------------------------------------------------------------

    def dossier(self, n: int, as_of: date | None = None, *, wait: bool = True) -> Made | Job:
        """The dossier of a story, or the job that makes it. Raises NoStory where there is no
        such story.
        """
        with self.reading() as keeper, keeper.archive.looking():
            mark = keeper.mark(n)
            held = self._dossiers.get((n, mark, as_of))
            if held is not None:
                return held
            if as_of is None and keeper.archive.shelves.mark(n) == mark:
                made = Made(n, mark, keeper.archive.shelves.dossier(n))
                self._dossiers.put((n, mark, None), made)
                return made
        failed = self._failed.get((n, mark, as_of))
        if failed is not None:
            return failed
        job = self.want(n, as_of, rank=SHOW)
        if wait and job.ended.wait(_PATIENCE_S) and job.state == "done":
            return self.dossier(n, as_of, wait=False)
        if job.state == "failed":
            with self.reading() as keeper:
                keeper.archive.shelves.spine(n)  # raises NoStory where that is why
            self._failed.put((n, mark, as_of), job)
        return job

    def part(self, n: int, as_of: date | None = None) -> str | Job:
        """The story as HTML without a frame: as it was made of late, or kept, or made now; empty
        where there is nothing to show. Raises NoStory where there is no such story.
        """
        mark, held = self._there(n, as_of)
        if held is None:
            made = self.dossier(n, as_of)
            if isinstance(made, Job):
                return made
            mark, held = self._there(n, as_of)  # who has just read it has laid it out
            if held is None and made.dossier and len(made.dossier.documents) > _MANY:
                return self._laid_out(made, as_of)
            if held is None:
                mark, held = made.mark, self._written(made, as_of)
        self._parts.put((n, mark, as_of), held)
        return held

    def _there(self, n: int, as_of: date | None) -> tuple[str, str | None]:
        """What a story rests on now, and the page of just that where it is there."""
        with self.reading() as keeper, keeper.archive.looking():
            mark = keeper.mark(n)
            held = self._parts.get((n, mark, as_of))
            if held is None and as_of is None and keeper.archive.shelves.mark(n) == mark:
                held = self._pages.kept(keeper.archive, n, mark)
        return mark, held

    def _laid_out(self, made: Made, as_of: date | None) -> str | Job:
        """A large story is written by the worker, and the visitor sees that it is."""
        key = (made.n, made.mark, as_of)

        def step(_keeper: Keeper, _job: Job) -> str:
            self._parts.put(key, self._written(made, as_of))
            return f"/story/{made.n}"

        job = self.worker.submit(f"laying out story {made.n}", step, rank=SHOW, key=("page", key))
        done = job.ended.wait(_PATIENCE_S) and job.state == "done"
        held = self._parts.get(key) if done else None
        return job if held is None else held

    def _written(self, made: Made, as_of: date | None) -> str:
        if made.dossier is None:
            return ""
        with self.reading() as keeper:
            live = self.live(keeper.archive, made, own_page=True)
        part = story_part(made.dossier, live)
        if as_of is None and not self.options.read_only:

            def step(keeper: Keeper, _: Job) -> str:
                self._pages.keep(keeper.archive, made.n, made.mark, part)
                return f"/story/{made.n}"

            self.worker.submit("keep a page", step, rank=READ)
        return part

    def live(self, archive: Archive, made: Made, *, own_page: bool = False) -> Live:
        """Where the links of a part of a story lead."""
        docs = made.dossier.documents if made.dossier else ()
        return links(archive, made.n, (doc.id for doc in docs), own_page=own_page)

    def want(self, n: int, as_of: date | None = None, *, rank: int = READ) -> Job:
        """Have the dossier of a story made."""

        def step(keeper: Keeper, _: Job) -> str:
            made = keeper.made(n, as_of=as_of)
            self._dossiers.put((n, made.mark, as_of), made)
            return f"/story/{n}"

        return self.worker.submit(f"reading story {n}", step, rank=rank, key=("story", n, as_of))
