"""The one who does what takes long: articles read, stories made, decisions obeyed, one at a time.

job ─▶ queue by rank ─▶ thread with a connection of its own ─▶ done | failed, and how far it is
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sayso import __version__
from sayso.archive import Archive, NoStory
from sayso.archive.faults import named
from sayso.errors import SaysoError
from sayso.run.keeping import Keeper
from sayso.run.pages import Pages
from sayso.web.options import WebOptions

_LOG = logging.getLogger("sayso.web")
State = Literal["waiting", "running", "done", "failed"]
DECIDE, SHOW, ADD, READ = range(4)  # ranks: what somebody waits for comes first
_GONE = "there is no story {} any more: its articles were put into others meanwhile"
_REST_S = 1.0  # without a job before something is done beforehand: the first page comes first
_REMEMBERED = 500  # jobs that are ended and can still be asked for


@dataclass
class Job:
    """One thing to be done; `step` gives the address that it leads to.

    parts  jobs that this one has begun: it is finished when they are
    """

    n: int
    what: str
    key: Hashable
    step: Callable[[Keeper, Job], str]
    state: State = "waiting"
    doing: str = ""
    done: int = 0
    total: int = 0
    error: str = ""
    wrong_use: bool = False
    target: str = "/"
    said: list[str] = field(default_factory=list)
    parts: list[Job] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def finished(self) -> bool:
        """Nothing of it is still to come."""
        return self.ended.is_set() and all(part.finished for part in self.parts)

    def row(self) -> dict[str, object]:
        """How far it is, as JSON."""
        read = sum(part.ended.is_set() for part in self.parts)
        return {
            "job": self.n,
            "what": self.what,
            "state": self.state,
            "finished": self.finished,
            "doing": self.doing,
            "done": self.done,
            "total": self.total,
            "stories": len(self.parts),
            "stories_read": read,
            "said": self.said,
            "error": self.error or None,
            "target": self.target,
        }


def _ended(_keeper: Keeper, job: Job) -> str:
    return job.target


class _Stopped(BaseException):
    """The server ends; what is under way is rolled back."""


class Worker:
    """A thread that does jobs, the most wanted first."""

    def __init__(
        self,
        options: WebOptions,
        pages: Pages | None = None,
        *,
        beforehand: Sequence[Callable[[Keeper], object]] = (),
        is_quiet: Callable[[], bool] = lambda: True,
    ) -> None:
        """Opens the archive, and makes it where there is none. `pages` are laid out of what is
        read; what makes later jobs quick is done `beforehand`, where no job waits and it is quiet.
        Raises WrongUse as `Archive`.
        """
        self._beforehand, self._is_quiet = deque(beforehand), is_quiet
        self.prepared = threading.Event()  # nothing is left to be done beforehand
        self._options = options
        self._archive = Archive(
            options.archive,
            create=not options.read_only,
            read_only=options.read_only,
            version=__version__,
        )
        self._keeper = Keeper(self._archive, options.settings, progress=self._told, pages=pages)
        self._queue: queue.PriorityQueue[tuple[int, int]] = queue.PriorityQueue()
        self._jobs: dict[int, Job] = {}
        self._open: dict[Hashable, Job] = {}
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._current: Job | None = None
        self._stop = False
        self._thread = threading.Thread(target=self._run, name="sayso-worker", daemon=True)
        self._thread.start()

    def submit(
        self, what: str, step: Callable[[Keeper, Job], str], *, rank: int, key: Hashable = None
    ) -> Job:
        """Have something done; where a job of the same key is waiting or running, that one."""
        with self._lock:
            if key is not None and key in self._open:
                job = self._open[key]
                if job.state == "waiting":
                    self._queue.put((rank, job.n))  # perhaps more wanted than before
                return job
            job = Job(next(self._numbers), what, key, step)
            self._jobs[job.n] = job
            if key is not None:
                self._open[key] = job
            for n in list(self._jobs)[: max(0, len(self._jobs) - _REMEMBERED)]:
                if self._jobs[n].finished:
                    del self._jobs[n]
        self._queue.put((rank, job.n))
        return job

    def get(self, n: int) -> Job | None:
        """A job by its number; None where it is unknown or forgotten."""
        return self._jobs.get(n)

    def current(self) -> Job | None:
        """What is being done."""
        return self._current

    def busy(self) -> int:
        """Jobs that are waiting or running."""
        return sum(not job.ended.is_set() for job in list(self._jobs.values()))

    def close(self) -> None:
        """End; what is under way is given up where it next says how far it is."""
        self._stop = True
        self._queue.put((-1, 0))
        self._thread.join(10)
        if not self._thread.is_alive():
            self._archive.close()

    def _run(self) -> None:
        while not self._stop:
            try:
                job = self._jobs.get(self._next())
            except _Stopped:
                return
            if job is None or job.state != "waiting":
                continue
            try:
                self._do(job)
            except _Stopped:
                return
            finally:
                job.ended.set()

    def _next(self) -> int:
        """The number of the job that is most wanted, once there is one."""
        while self._beforehand:
            try:
                return self._queue.get(timeout=_REST_S)[1]
            except queue.Empty:
                if self._is_quiet():
                    self._prepare(self._beforehand.popleft())
        self.prepared.set()
        return self._queue.get()[1]

    def _prepare(self, step: Callable[[Keeper], object]) -> None:
        try:
            step(self._keeper)
        except Exception as error:  # whoever needs it will be told
            _LOG.debug("could not be prepared: %s", error)

    def _do(self, job: Job) -> None:
        job.state, self._current = "running", job
        try:
            with named(self._options.archive):
                job.target = job.step(self._keeper, job)
            job.state = "done"
        except (SaysoError, OSError) as error:
            job.state, job.error, job.wrong_use = (
                "failed",
                str(error),
                isinstance(error, SaysoError),
            )
        except NoStory as error:
            job.state, job.error, job.wrong_use = "failed", _GONE.format(error.args[0]), True
        except Exception as error:  # a fault of ours: said, and the next job goes on
            _LOG.exception("a job failed: %s", job.what)
            job.state = "failed"
            job.error = (
                f"{type(error).__name__}: {error}. This is a fault of sayso: please report it"
            )
        finally:
            self._current = None
            job.step = _ended  # what it held goes; the job itself can still be asked for
            with self._lock:
                if self._open.get(job.key) is job:
                    del self._open[job.key]

    def _told(self, what: str, done: int, total: int) -> None:
        if self._stop:
            raise _Stopped
        if self._current is not None:
            self._current.doing, self._current.done, self._current.total = what, done, total
