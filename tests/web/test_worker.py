"""The one who does what takes long holds nothing of what is done."""

from __future__ import annotations

import gc
import weakref
from functools import partial
from pathlib import Path

import pytest

from sayso.errors import WrongUse
from sayso.web import WebOptions
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
