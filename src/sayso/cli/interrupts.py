"""Ctrl-C, remembered: compiled code may swallow the exception that Python raises for it, so the
signal is also noted.

`watch` is called once at the start; whoever is about to give a file its final name calls
`stop_if_asked` first.
"""

from __future__ import annotations

import signal
from types import FrameType

_asked: list[int] = []  # signals received; a door's state, and the only one of its kind


def watch() -> None:
    """Note every SIGINT and raise KeyboardInterrupt for it, as Python does by itself."""
    _asked.clear()
    signal.signal(signal.SIGINT, _note)


def stop_if_asked() -> None:
    """Raise KeyboardInterrupt where one was asked for and got lost on its way."""
    if _asked:
        raise KeyboardInterrupt


def _note(number: int, frame: FrameType | None) -> None:
    _asked.append(number)
    raise KeyboardInterrupt
