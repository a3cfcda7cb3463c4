"""A run that was interrupted goes on where it stopped, and ends with the same bytes."""

from __future__ import annotations

import contextlib
import os
import pickle
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from sayso import readings
from sayso.errors import WrongUse
from sayso.model import Document, Reading
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.readings import Models
from sayso.run.resuming import KeptReadings

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbor" / "articles"
DOCS = (
    Document("a", "The ferry sank, Mayor Anna Lund said on Monday.", lang="en"),
    Document("b", "“Nobody was warned,” a nurse told the Vessby Post.", lang="en"),
)


def test_what_is_kept_is_there_again_in_another_process(tmp_path: Path, models: Models) -> None:
    read = readings.read_story(DOCS, (), (), models)
    kept = KeptReadings(str(tmp_path / "kept"))
    kept.update(dict(zip("ab", read, strict=True)))
    other: KeptReadings = pickle.loads(pickle.dumps(kept))
    assert [other[key] for key in other] == list(read)
    assert len(other) == 2 and "a" in other and "c" not in other
    del other["a"]
    assert list(kept) == ["b"]
    with pytest.raises(KeyError):
        kept["a"]


def test_what_is_kept_is_not_read_again(tmp_path: Path, models: Models) -> None:
    def made(models: Models) -> tuple[Reading, ...]:
        journey = Journey(MemoryPile(DOCS), one_story=True, models=models)
        journey.kept = KeptReadings(str(tmp_path / "kept"))
        (case,) = journey.cases()
        return case.readings

    first = made(models)
    assert first[0].quotes
    assert made(cast(Models, object())) == first  # it can read nothing


def test_readings_of_another_version_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptReadings(str(tmp_path / "kept"))
    kept["a"] = Reading("a")
    monkeypatch.setattr("sayso.run.resuming.__version__", "0.0.0")
    assert "a" not in kept and not list(kept)


@pytest.mark.parametrize("held", [b"no database, only words, and enough of them " * 40, None])
def test_another_file_is_refused_and_left_alone(tmp_path: Path, held: bytes | None) -> None:
    path = tmp_path / "other"
    if held is None:
        with sqlite3.connect(path) as base:
            base.execute("CREATE TABLE mine (n INTEGER)")
        base.close()
    else:
        path.write_bytes(held)
    before = path.read_bytes()
    with pytest.raises(WrongUse, match=r"other: (is no file|holds something else)"):
        KeptReadings(str(path))
    assert path.read_bytes() == before


def test_a_damaged_reading_is_named(tmp_path: Path) -> None:
    kept = KeptReadings(str(tmp_path / "kept"))
    kept["a"] = replace(Reading("a"))
    with sqlite3.connect(tmp_path / "kept") as base:
        base.execute("UPDATE readings SET body = x'00ff'")
    base.close()
    with pytest.raises(WrongUse, match="damaged reading; remove the file"):
        kept["a"]


def held_in(path: Path) -> int:
    return len(KeptReadings(str(path)))


def test_a_run_killed_ten_times_ends_with_the_same_bytes(tmp_path: Path) -> None:
    """Killed at random, workers and all; what was read by then is never lost."""

    def command(output: Path, *more: str) -> list[str]:
        return [
            *(sys.executable, "-m", "sayso", "read", str(EXAMPLE), "-q", "--format", "json"),
            *("--format", "html", "-o", str(output), *more),
        ]

    whole, resumed, kept = tmp_path / "whole", tmp_path / "resumed", tmp_path / "kept"
    subprocess.run(command(whole), check=True, stdout=subprocess.DEVNULL)
    chance, counts = random.Random(3), [0]
    for turn in range(10):
        run = subprocess.Popen(
            command(resumed, "--resume", str(kept)), stdout=subprocess.DEVNULL, process_group=0
        )
        if turn % 4 == 0:  # as soon as it has read something
            while run.poll() is None and (not kept.exists() or held_in(kept) <= counts[-1]):
                time.sleep(0.05)
        time.sleep(chance.uniform(0, 2))
        with contextlib.suppress(ProcessLookupError):  # it came to its end
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        counts.append(held_in(kept))
    assert counts == sorted(counts) and counts[1] > 0
    subprocess.run(command(resumed, "--resume", str(kept)), check=True, stdout=subprocess.DEVNULL)
    names = sorted(path.name for path in whole.iterdir())
    assert sorted(path.name for path in resumed.iterdir()) == names
    assert all((whole / n).read_bytes() == (resumed / n).read_bytes() for n in names)
