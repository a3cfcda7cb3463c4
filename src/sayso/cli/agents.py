"""`sayso mcp`: the archive, or one made of the paths, and the door for agents opened on it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence

from sayso.agent import serve
from sayso.agent.library import opened, refused_paths
from sayso.cli.session import settings_of


def answer(paths: Sequence[str], settings: str | None, *, read: bool) -> None:
    """Serve until the client closes its end, and end the program with it. Raises WrongUse where the
    paths cannot be meant.
    """
    wrong = refused_paths(paths)
    if wrong:
        raise wrong
    chosen = settings_of(settings, ())
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        serve(lambda: opened(paths, folder, chosen, read=read))
    sys.stdout.flush()
    # At once: what the client asked last may still be under way in compiled code, which Python
    # would abort with a signal when it ends.
    os._exit(0)
