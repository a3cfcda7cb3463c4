"""A file takes its name only when it is whole."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from sayso.cli import interrupts
from sayso.cli.output import whole_file


def test_a_file_that_was_written_has_its_name(tmp_path: Path) -> None:
    with whole_file(tmp_path / "rows.csv") as file:
        file.write("a,b")
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8") == "a,b"
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def test_an_interrupt_that_was_swallowed_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compiled code may swallow what Python raises for Ctrl-C: the signal is remembered."""
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    interrupts.watch()
    try:
        with pytest.raises(KeyboardInterrupt), whole_file(tmp_path / "rows.csv") as file:
            file.write("a,b")
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
    finally:
        interrupts.watch()  # forgets what was asked
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "rows.csv") as file:
        file.write(str(1 // 0))
    assert list(tmp_path.iterdir()) == []
