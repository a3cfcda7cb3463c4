"""Nothing leaves the machine: opening the models writes nothing and asks for no name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_OPEN = (
    "from sayso.readings import open_models\n"
    "models = open_models()\n"
    "assert len(models.meaning(['The bridge was closed.'])) == 1\n"
)


def test_opening_the_models_leaves_no_trace(tmp_path: Path) -> None:
    """A library that sends events keeps an id of the machine, or those not sent yet, somewhere."""
    places = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    env = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"} | places
    subprocess.run([sys.executable, "-c", _OPEN], check=True, timeout=200, env=env)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
