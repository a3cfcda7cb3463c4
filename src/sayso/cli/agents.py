"""`sayso mcp`: the archive, or one made of the paths, and the door for agents opened on it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sayso.agent import serve
from sayso.agent.library import opened, refused_paths
from sayso.cli.session import settings_of

_TRIES, _WAIT = 50, 0.1  # to remove what was made for a session, and seconds between


def answer(paths: Sequence[str], settings: str | None, *, read: bool) -> None:
    """Serve until the client closes its end, and end the program with it. Raises WrongUse where the
    paths cannot be meant.
    """
    wrong = refused_paths(paths)
    if wrong:
        raise wrong
    chosen = settings_of(settings, ())
    folder = tempfile.mkdtemp(prefix="sayso-")
    try:
        serve(lambda: opened(paths, folder, chosen, read=read))
    finally:
        _remove(folder)
    sys.stdout.flush()
    # At once: what the client asked last may still be under way in compiled code, which Python
    # would abort with a signal when it ends.
    os._exit(0)


def _remove(folder: str) -> None:
    """Also where whatever was broken off still writes into it for a moment."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists():
            return
        time.sleep(_WAIT)
