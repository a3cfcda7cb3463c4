"""What the tests of several rooms share: the language model, opened once, and the command, run in
this process.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import settings

from sayso.cli import main
from sayso.model import Dossier
from sayso.readings import Models, open_models

Sayso = Callable[..., "CompletedProcess[str]"]
settings.register_profile("untimed", deadline=None)  # no test is one of speed
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def models() -> Models:
    """The pinned English model."""
    return open_models()


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """An invented story with one of everything, of which no model is asked."""
    place = Path(__file__).parent / "dossiers" / "invented.py"
    spec = importlib.util.spec_from_file_location("invented_dossier", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.dossier()
    assert isinstance(made, Dossier)
    return made


@pytest.fixture
def sayso(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sayso]:
    """`sayso(arguments, stdin=...)`: what the command printed and its exit status.

    One process unless the arguments ask for more; that the real program does the same is held by
    the tests that start it.
    """
    before = signal.getsignal(signal.SIGINT)

    def run(*args: str, stdin: str | bytes = "") -> CompletedProcess[str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        said = {"-j", "--jobs", "--help", "serve"} & {*args} or args[:1] == ("archive",)
        alone = () if said or not args[1:] else ("-j", "1")
        monkeypatch.setattr(sys, "argv", ["sayso", *args, *alone])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
                status: object = 0
            except SystemExit as end:
                status = end.code
        assert isinstance(status, int)
        return CompletedProcess(list(args), status, _printed(out), _printed(err))

    yield run
    signal.signal(signal.SIGINT, before)


def _printed(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")
