"""Work done by several processes: the same results in the same order, and a plain word when a
worker dies.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
from pathlib import Path

import pytest

from sayso.documents import DocumentOptions, read
from sayso.errors import SaysoError
from sayso.model import Document, Rejected
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.run import Processes, gather, seldom_collected
from sayso.run.processes import available


def _squared(number: int) -> int:
    return number * number


def _pid(number: int) -> int:
    return os.getpid()


def _threshold(number: int) -> tuple[int, int, int]:
    return gc.get_threshold()


def _killed(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def _failing(number: int) -> int:
    raise ValueError(f"no {number}")


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(workers: int) -> None:
    run = Processes(workers)
    assert list(run(_squared, range(40))) == [n * n for n in range(40)]
    assert list(run(_squared, [])) == []
    run.close()


def test_one_portion_starts_nothing_and_several_do() -> None:
    run = Processes(2)
    assert list(run(_pid, [1])) == [os.getpid()]
    assert os.getpid() not in set(run(_pid, range(8)))
    run.close()
    run.close()


def test_a_worker_that_was_killed_is_an_error_that_says_what_to_do() -> None:
    run = Processes(2)
    with pytest.raises(SaysoError, match="--jobs 1"):
        list(run(_killed, range(4)))
    run.close()


def test_what_a_step_raises_comes_through() -> None:
    run = Processes(2)
    with pytest.raises(ValueError, match="no 0"):
        list(run(_failing, range(4)))
    run.close()


def test_there_is_a_processor() -> None:
    assert 1 <= available() <= (os.cpu_count() or 1)


def _pile(tmp_path: Path, articles: int) -> list[str]:
    """A large file of records, one of them broken, and a folder of small files."""
    words = (
        "The harbour wall of Vessby was built by hand, and nobody knew who paid for the "
        "stone or the lime."
    )
    lines = [
        json.dumps({"id": f"r{n}", "text": f"{words} " * 12 + f"Ledger {n % 7} tells more. " * 9})
        for n in range(articles)
    ]
    lines.insert(3, "{broken")
    (tmp_path / "pile.jsonl").write_text("\n".join(lines), encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n}.txt").write_text(f"{words} File {n}.", encoding="utf-8")
    (folder / "empty.txt").write_text("")
    return [str(tmp_path / "pile.jsonl"), str(folder)]


def test_inputs_are_read_the_same_by_one_process_and_by_two(tmp_path: Path) -> None:
    paths = _pile(tmp_path, 400)
    alone = list(gather(paths, stdin=io.BytesIO(), options=DocumentOptions()))
    run = Processes(2)
    together = list(gather(paths, stdin=io.BytesIO(), options=DocumentOptions(), run=run))
    run.close()
    assert together == alone
    assert len(alone) == 400 + 1 + 12 + 1


def test_lines_taken_apart_later_are_what_they_were(tmp_path: Path) -> None:
    words = "The ferry left at nine. " * 900
    lines = [b"{broken", b"", *(b'{"text": "%s"}' % words.encode() for _ in range(30))]
    lines[7:7] = [b"   ", b'["no object"]', b'{"text": ""}', b'{"text": "\xff\xfe"}', b"[" * 9_000]
    lines[20:20] = [b'{"text": "' + b"long " * 3_000 + b'"}']
    path = tmp_path / "pile.jsonl"
    path.write_bytes(b"\n".join(lines))
    options = DocumentOptions(language=False, max_record_bytes=30_000, max_chars=25_000)
    with path.open("rb") as stream:
        alone = list(read(str(path), stream, options=options))
    taken = gather([str(path)], stdin=io.BytesIO(), options=options)
    assert [(i.source, getattr(i, "text", None), getattr(i, "reason", None)) for i in taken] == [
        (i.source, getattr(i, "text", None), getattr(i, "reason", None)) for i in alone
    ]
    assert sum(isinstance(item, Rejected) for item in alone) == 4


def test_circles_are_looked_for_as_before_when_a_pile_is_read(tmp_path: Path) -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), seldom_collected():
        assert gc.get_threshold()[0] > before[0]
        1 / 0  # noqa: B018
    assert gc.get_threshold() == before
    run = Processes(2)
    with seldom_collected():
        told = set(run(_threshold, range(4)))
    run.close()
    assert told == {before}


def test_copies_are_the_same_by_one_process_and_by_two(tmp_path: Path) -> None:
    items = gather(_pile(tmp_path, 300), stdin=io.BytesIO())
    docs = [item for item in items if isinstance(item, Document)]
    run = Processes(2)
    together = Journey(MemoryPile(docs), run=run).graph
    run.close()
    assert together == Journey(MemoryPile(docs)).graph
    assert together.copies
