"""On whose say-so? News articles in; copies, events, attributions, disagreements and independent
origins out.

from sayso import read, write

for dossier in read("articles/"):
    print(write(dossier, "md"))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sayso.dossiers import write
    from sayso.model import Conflict, Copy, Document, Dossier, Passage, Quote, Rejected
    from sayso.results import Results, read
    from sayso.run import read_paths
    from sayso.settings import Settings, from_toml

# Where each public name lives: loaded when asked for, so that `import sayso` stays light.
_PLACES = {
    "Conflict": "model",
    "Copy": "model",
    "Document": "model",
    "Dossier": "model",
    "Passage": "model",
    "Quote": "model",
    "Rejected": "model",
    "Results": "results",
    "Settings": "settings",
    "from_toml": "settings",
    "read": "results",
    "read_paths": "run",
    "write": "dossiers",
}

__all__ = [
    "Conflict",
    "Copy",
    "Document",
    "Dossier",
    "Passage",
    "Quote",
    "Rejected",
    "Results",
    "Settings",
    "__version__",
    "from_toml",
    "read",
    "read_paths",
    "write",
]


def __getattr__(name: str) -> object:
    if name in _PLACES:
        return getattr(import_module(f"sayso.{_PLACES[name]}"), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
