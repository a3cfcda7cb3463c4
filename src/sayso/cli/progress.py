"""What a person sees on standard error while a command works: a bar on a terminal,
warnings, notes.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from sayso.cli.terminal import shown_line

_EVERY = 0.1  # seconds between two updates of the bar


class Reporter:
    """Progress and warnings on standard error; a bar only where standard error is a terminal."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self._quiet, self._verbose = quiet, verbose
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}
        self._last = 0.0

    def progress(self, what: str, done: int, total: int) -> None:
        """`done` of `total` of `what`; a total of 0 means it is not known."""
        if self._quiet or not sys.stderr.isatty():
            return
        now = time.monotonic()
        if done not in (0, total) and now - self._last < _EVERY:
            return
        self._last = now
        if self._bar is None:
            self._bar = _open_bar()
        if what not in self._tasks:
            self._tasks[what] = self._bar.add_task(what, total=total or None)
        self._bar.update(self._tasks[what], completed=done, total=total or None)

    def warn(self, text: str) -> None:
        """A line that matters unless --quiet."""
        if not self._quiet:
            self._line(f"sayso: {text}")

    def note(self, text: str) -> None:
        """A line for --verbose."""
        if self._verbose:
            self._line(f"sayso: {text}")

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _line(self, text: str) -> None:
        self.close()
        self._tasks.clear()
        print(shown_line(text), file=sys.stderr)


def _open_bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.start()
    return bar
