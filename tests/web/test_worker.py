"""The one who does what takes long holds nothing of what is done, and has at hand what the next
job needs.
"""

from __future__ import annotations

import gc
import threading
import weakref
from functools import partial
from pathlib import Path

import pytest

from sayso import pipeline
from sayso.archive import Archive
from sayso.errors import WrongUse
from sayso.model import Document
from sayso.run import placing
from sayso.run.keeping import Keeper
from sayso.web import WebOptions
from sayso.web import worker as working
from sayso.web.desk import Desk
from sayso.web.worker import READ, Worker


class Large:
    """What a job works on."""


def done_with(held: Large, fails: bool, *_: object) -> str:
    assert held
    if fails:
        raise WrongUse("not so")
    return "/stories"


@pytest.fixture
def worker(tmp_path: Path):
    made = Worker(WebOptions(str(tmp_path / "x.sayso")))
    yield made
    made.close()


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_job_worked_on_goes_when_it_is_done(worker: Worker, fails: bool) -> None:
    held = Large()
    gone = weakref.ref(held)
    job = worker.submit("something", partial(done_with, held, fails), rank=READ)
    del held
    assert job.ended.wait(10)
    for _ in range(20):  # the thread lets go of its last frame a moment later
        if gone() is None:
            break
        job.ended.wait(0.05)
        worker.submit("another", lambda *_: "/", rank=READ).ended.wait(10)
        gc.collect()
    assert gone() is None
    assert worker.get(job.n) is job
    assert job.state == ("failed" if fails else "done")


# ---- beforehand ------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "x.sayso")


def test_what_is_done_beforehand_waits_for_jobs(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "_REST_S", 0.01)
    done: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def job(*_: object) -> str:
        begun.set()
        go_on.wait(10)
        done.append("job")
        return "/"

    made = Worker(
        WebOptions(path), beforehand=[lambda _: done.append("ahead")], is_quiet=begun.is_set
    )
    made.submit("one", job, rank=READ)
    assert begun.wait(10)
    made.submit("two", job, rank=READ)
    go_on.set()
    assert made.prepared.wait(10)
    assert done == ["job", "job", "ahead"]
    made.close()


def test_nothing_is_done_beforehand_while_somebody_looks(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "_REST_S", 0.01)
    asked, quiet = threading.Semaphore(0), threading.Event()

    def is_quiet() -> bool:
        asked.release()
        return quiet.is_set()

    made = Worker(WebOptions(path), beforehand=[lambda _: None], is_quiet=is_quiet)
    assert all(asked.acquire(timeout=10) for _ in range(3))
    assert not made.prepared.is_set()
    quiet.set()
    assert made.prepared.wait(10)
    made.close()


def test_what_cannot_be_prepared_stops_nothing(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "_REST_S", 0.01)
    done: list[str] = []

    def fails(_: Keeper) -> None:
        raise WrongUse("not so")

    made = Worker(WebOptions(path), beforehand=[fails, lambda _: done.append("ahead")])
    assert made.prepared.wait(10) and done == ["ahead"]
    assert made.submit("one", lambda *_: "/", rank=READ).ended.wait(10)
    assert not made.busy()
    made.close()


@pytest.fixture
def large(path: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An archive that is looked up, not grouped as a whole."""
    monkeypatch.setattr(placing, "_SMALL", 0)
    monkeypatch.setattr(placing, "_WHOLE", 0)
    with Archive(path, create=True) as archive:
        Keeper(archive).add([Document("a", "The quay was shut.", lang="en", digest="1")])
    return path


def test_a_server_has_models_and_index_at_hand(large: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "_REST_S", 0.01)
    monkeypatch.setattr("sayso.web.desk._QUIET_S", 0.0)
    before = last_run(large)
    desk = Desk(WebOptions(large))
    assert desk.worker.prepared.wait(120)
    assert pipeline.open_models.cache_info().currsize == 1
    near = desk.worker._keeper._placer._near
    assert near._index is not None and "a" in near._index
    desk.close()
    assert last_run(large) == before  # nothing was written for it


def last_run(path: str) -> int:
    with Archive(path, read_only=True) as archive:
        return archive.last_run()


def test_a_server_that_only_shows_opens_nothing(
    large: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "_REST_S", 0.01)
    monkeypatch.setattr("sayso.web.desk._QUIET_S", 0.0)
    desk = Desk(WebOptions(large, read_only=True))
    assert desk.worker.prepared.wait(10)
    assert desk.worker._keeper._placer._near._index is None
    desk.close()
