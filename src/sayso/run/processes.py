"""Steps done by several processes of this machine: the same results in the same order, sooner.

Work that comes in one portion is done here, without starting anything. Portions are sent a few
ahead of those that are waited for, so that memory stays bounded however many there are.

    step, tasks ──a few ahead──▶ workers ──in order──▶ results
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.errors import SaysoError
from sayso.run.collecting import USUAL

# What starts processes is loaded when some are started: most runs on one file start none.
if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 2  # portions under way for each worker: one being done, one waiting


def available() -> int:
    """Processors that this process may use.

    >>> available() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Processes:
    """Worker processes, started when there is work for more than one; call it like `map`, close it
    at the end.
    """

    def __init__(self, workers: int = 0) -> None:
        """`workers` 0 takes as many as there are processors; 1 does everything in this process."""
        self.workers = workers or available()
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: deque[Future[Any]] = deque()

    def __call__(self, step: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """`step` of every task, in order. Raises SaysoError where a worker was killed.

        >>> list(Processes(1)(len, ["a", "bc"]))
        [1, 2]
        """
        todo = iter(tasks)
        first = list(islice(todo, 2))
        if self.workers == 1 or len(first) < 2:
            return map(step, chain(first, todo))
        return self._sent(step, chain(first, todo))

    def _sent(self, step: Callable[[T], R], tasks: Iterator[T]) -> Iterator[R]:
        from concurrent.futures.process import BrokenProcessPool

        pool = self._started()
        under_way: deque[Future[R]] = deque()
        self._under_way = under_way
        try:
            for task in tasks:
                under_way.append(pool.submit(step, task))
                if len(under_way) >= _AHEAD * self.workers:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BrokenProcessPool as error:
            raise SaysoError(
                "a worker process was ended from outside, most often for want of memory; "
                "try again with --jobs 1, or with fewer documents at a time"
            ) from error
        finally:
            for future in under_way:
                future.cancel()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            # A forked worker begins at once, with all that is loaded; elsewhere Python must be
            # started anew.
            way = "fork" if sys.platform == "linux" else "spawn"
            self._pool = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context(way),
                initializer=_begin,
            )
        return self._pool

    def close(self) -> None:
        """Let the workers end; what they have not begun is dropped. Busy ones are not waited for;
        idle ones are, since the pool's own thread must not outlive the interpreter.
        """
        if self._pool is not None:
            idle = all(future.done() for future in self._under_way)
            self._pool.shutdown(wait=idle, cancel_futures=True)
            self._pool = None


def _begin() -> None:
    """Ctrl-C is the parent's to answer. When it is gone, however it went, so is the worker."""
    gc.set_threshold(*USUAL)  # whatever the parent does for a while
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
