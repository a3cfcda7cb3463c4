"""How well the words of two units answer each other by meaning, not by letters.

A model gives every word piece of a unit a vector that depends on the words around it, and a weight.
Each piece looks for its nearest in the other unit; what finds none is what the other does not say
(late interaction, Khattab and Zaharia 2020). `training/findings` says how the model was made.

    texts ──Meaning──▶ vectors, weights ──nearest piece each way──▶ one row of features a pair

A row depends on its two texts alone, so rows that were made before can be given back: a text is
then read only where it is new, or where it stands beside a new one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Rows = MutableMapping[
    bytes, bytes
]  # by the digest of a pair of texts its row, four bytes a feature

SLOPE, MIDDLE = 6.0, 0.55  # of the curve that makes a cosine a share of being answered
_STORED = np.dtype("<f4")
_WIDTH = 2  # bytes that say how wide vectors are
_TOGETHER = 512  # pairs laid side by side at a time: some 60 MB
_PIECES = 16  # of a text, laid beside all pieces of another at a time

FEATURES = (
    "answered, least",
    "answered, most",
    "means alike",
    "heaviest unanswered, least",
    "heaviest unanswered, most",
    "answered both ways",
    "meaning weight",
    "meaning weight apart",
)


class Meaning(Protocol):
    """The model, however it is run."""

    def __call__(self, texts: Sequence[str]) -> list[tuple[Floats, Floats]]:
        """For each text the vectors (pieces, width; of unit length) and the weights (pieces) of its
        word pieces; none of either for a text without words.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Recalled:
    """A model that is not asked again what is kept by the digest of a text."""

    meaning: Meaning
    kept: Rows

    def __call__(self, texts: Sequence[str]) -> list[tuple[Floats, Floats]]:
        """See `Meaning`."""
        keys = [_key(text) for text in texts]
        asked = dict(zip(keys, texts, strict=True))
        found = {key: read for key in asked if (read := _restored(self.kept.get(key)))}
        self._ask({key: text for key, text in asked.items() if key not in found}, found)
        if len({vectors.shape[1] for vectors, heavy in found.values() if len(heavy)}) > 1:
            self._ask(asked, found)  # what was kept is of another model
        return [found[key] for key in keys]

    def _ask(self, texts: dict[bytes, str], found: dict[bytes, tuple[Floats, Floats]]) -> None:
        if texts:
            found.update(zip(texts, self.meaning(list(texts.values())), strict=True))
            self.kept.update((key, _plain(*found[key])) for key in texts)


def recalled(meaning: Meaning, kept: Rows) -> Meaning:
    """The same model, which reads no text whose vectors are `kept`, to the last bit the same; what
    it reads is added. Vectors that are none of ours are not kept.

    >>> kept, asked = {}, []
    >>> def meaning(texts):
    ...     asked.extend(texts)
    ...     return [(np.ones((1, 2), np.float32), np.ones(1, np.float32)) for _ in texts]
    >>> once, again = (recalled(meaning, kept)(["It rained."]) for _ in range(2))
    >>> asked, bool((once[0][0] == again[0][0]).all())
    (['It rained.'], True)
    """
    return _Recalled(meaning, kept)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _plain(vectors: Floats, heavy: Floats) -> bytes:
    """How wide the vectors are, the vectors, their weights."""
    width = int(vectors.shape[1]).to_bytes(_WIDTH, "little")
    return width + vectors.astype(_STORED).tobytes() + heavy.astype(_STORED).tobytes()


def _restored(kept: bytes | None) -> tuple[Floats, Floats] | None:
    """What is kept may come from somebody else."""
    width = int.from_bytes((kept or b"")[:_WIDTH], "little")
    if kept is None or not width or (len(kept) - _WIDTH) % ((width + 1) * _STORED.itemsize):
        return None
    numbers = np.frombuffer(kept, _STORED, offset=_WIDTH).astype(np.float32, copy=False)
    if not np.isfinite(numbers).all():
        return None
    at = len(numbers) // (width + 1) * width
    return numbers[:at].reshape(-1, width), numbers[at:]


def rows_of(
    texts: Sequence[str], pairs: tuple[Places, Places], meaning: Meaning, known: Rows | None = None
) -> Numbers:
    """A row of `FEATURES` for each pair of texts, by their places. What is `known` is not worked
    out again, and what is worked out is added to it. A row that is none of ours is not known.
    """
    i, j = pairs
    known = {} if known is None else known
    keys = _keys(texts, i, j)
    missing = np.array([n for n, key in enumerate(keys) if not _is_row(known.get(key))], np.int64)
    if len(missing):
        ones, twos = i[missing], j[missing]
        read = np.unique(np.concatenate([ones, twos]))
        held = meaning([texts[n] for n in read.tolist()])
        made = answered(held, np.searchsorted(read, ones), np.searchsorted(read, twos))
        stored = made.astype(_STORED)
        known.update((keys[n], row.tobytes()) for n, row in zip(missing, stored, strict=True))
    rows = np.frombuffer(b"".join([known[key] for key in keys]), _STORED)
    return rows.reshape(len(i), len(FEATURES)).astype(np.float64)


def _keys(texts: Sequence[str], i: Places, j: Places) -> list[bytes]:
    digests = [hashlib.blake2b(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
    pairs = zip(i.tolist(), j.tolist(), strict=True)
    return [hashlib.blake2b(digests[a] + digests[b], digest_size=16).digest() for a, b in pairs]


def _is_row(kept: bytes | None) -> bool:
    """What is kept may come from somebody else."""
    if kept is None or len(kept) != len(FEATURES) * _STORED.itemsize:
        return False
    return bool(np.isfinite(np.frombuffer(kept, _STORED)).all())


def answered(held: Sequence[tuple[Floats, Floats]], i: Places, j: Places) -> Numbers:
    """A row of `FEATURES` for each pair of texts, to the last bit the same whatever other pairs are
    asked for: pairs of the same numbers of pieces are worked out together, and nothing is filled
    up.
    """
    rows = np.zeros((len(i), len(FEATURES)))
    sizes: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for n, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        sizes[len(held[a][1]), len(held[b][1])].append(n)
    for of_size in sizes.values():
        for start in range(0, len(of_size), _TOGETHER):
            part = of_size[start : start + _TOGETHER]
            rows[part] = _rows([held[i[n]] for n in part], [held[j[n]] for n in part])
    return rows


def _rows(ones: Sequence[tuple[Floats, Floats]], twos: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Of pairs that are all of one size."""
    width = max(ones[0][0].shape[1], twos[0][0].shape[1])
    a, wa = _stacked(ones, width)
    b, wb = _stacked(twos, width)
    cosine = _cosines(a, b)
    cosine = np.where((wa > 0)[:, :, None] & (wb > 0)[:, None, :], cosine, np.float32(-1))
    mine, yours = _share(cosine.max(axis=2)), _share(cosine.max(axis=1))
    size, other = wa.sum(axis=1) + 1e-6, wb.sum(axis=1) + 1e-6
    x, y = (wa * mine).sum(axis=1) / size, (wb * yours).sum(axis=1) / other
    lost = (wa * (1 - mine)).max(axis=1) / size
    missing = (wb * (1 - yours)).max(axis=1) / other
    one, two = (a * wa[:, :, None]).sum(axis=1), (b * wb[:, :, None]).sum(axis=1)
    both = np.linalg.norm(one, axis=1) * np.linalg.norm(two, axis=1) + 1e-8
    least = x < y
    rows: Floats = np.column_stack(
        [
            np.minimum(x, y),
            np.maximum(x, y),
            (one * two).sum(axis=1) / both,
            np.where(least, lost, missing),
            np.where(least, missing, lost),
            x * y,
            np.log(np.minimum(size, other)),
            np.abs(np.log(size / other)),
        ]
    )
    return rows


def _cosines(a: Floats, b: Floats) -> Floats:
    """A few pieces at a time: the library of matrices takes all processors for a larger product,
    and where others are at work its threads wait for each other ten times as long as they work.
    """
    turned = b.transpose(0, 2, 1)
    parts = [a[:, n : n + _PIECES] @ turned for n in range(0, a.shape[1], _PIECES)]
    return np.concatenate(parts, axis=1)


def _share(cosine: Floats) -> Floats:
    share: Floats = 1 / (1 + np.exp(-SLOPE * (cosine - MIDDLE)))
    return share


def _stacked(held: Sequence[tuple[Floats, Floats]], width: int) -> tuple[Floats, Floats]:
    """Vectors and weights of several texts of one size; one weightless piece where they have
    none.
    """
    if not len(held[0][1]):
        shape = (len(held), 1, width)
        return np.zeros(shape, np.float32), np.zeros(shape[:2], np.float32)
    return np.stack([vectors for vectors, _ in held]), np.stack([heavy for _, heavy in held])
