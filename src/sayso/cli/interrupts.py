"""Ctrl-C and SIGTERM, noted: compiled code may swallow the exception that Python raises for them.

`watch` is called once at the start; whoever is about to give a file its final name calls
`stop_if_asked` first.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType

_asked: list[int] = []  # signals received; a door's state, and the only one of its kind


def watch() -> None:
    """Note every SIGINT and SIGTERM (of `timeout`, of a batch queue) and raise KeyboardInterrupt
    for it, as Python does for the first by itself.
    """
    _asked.clear()
    sys.unraisablehook = _unraised
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _note)


def _unraised(lost: sys.UnraisableHookArgs) -> None:
    """An interruption that came while Python was inside what cannot raise (a lock after a fork, the
    end of an object) is noted all the same: no trace of it is printed.
    """
    if not isinstance(lost.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(lost)


def status() -> int:
    """The exit status of a run that was interrupted, as shells report it: 128 + the signal."""
    return 128 + (_asked[0] if _asked else signal.SIGINT)


def asked() -> bool:
    """Whether an interruption was asked for."""
    return bool(_asked)


def stop_if_asked() -> None:
    """Raise KeyboardInterrupt where one was asked for and got lost on its way."""
    if _asked:
        raise KeyboardInterrupt


def _note(number: int, frame: FrameType | None) -> None:
    _asked.append(number)
    raise KeyboardInterrupt
