"""How well the words of two units answer each other by meaning, not by letters.

A model gives every word piece of a unit a vector that depends on the words around it, and a weight.
Each piece looks for its nearest in the other unit; what finds none is what the other does not say
(late interaction, Khattab and Zaharia 2020). `training/findings` says how the model was made.

    texts ──Meaning──▶ vectors, weights ──nearest piece each way──▶ one row of features a pair
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

SLOPE, MIDDLE = 6.0, 0.55  # of the curve that makes a cosine a share of being answered
_TOGETHER = 512  # pairs laid side by side at a time: some 60 MB

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


def answered(held: Sequence[tuple[Floats, Floats]], i: Places, j: Places) -> Numbers:
    """A row of `FEATURES` for each pair of texts."""
    rows = np.zeros((len(i), len(FEATURES)))
    order = np.argsort([len(held[a][1]) + len(held[b][1]) for a, b in zip(i, j, strict=True)])
    for start in range(0, len(order), _TOGETHER):
        part = order[start : start + _TOGETHER]
        rows[part] = _rows([held[n] for n in i[part]], [held[n] for n in j[part]])
    return rows


def _rows(ones: Sequence[tuple[Floats, Floats]], twos: Sequence[tuple[Floats, Floats]]) -> Numbers:
    width = max((v.shape[1] for v, heavy in (*ones, *twos) if len(heavy)), default=1)
    a, wa = _stacked(ones, width)
    b, wb = _stacked(twos, width)
    cosine = a @ b.transpose(0, 2, 1)
    cosine = np.where((wa > 0)[:, :, None] & (wb > 0)[:, None, :], cosine, -1.0)
    mine, yours = _share(cosine.max(axis=2)), _share(cosine.max(axis=1))
    size, other = wa.sum(axis=1) + 1e-6, wb.sum(axis=1) + 1e-6
    x, y = (wa * mine).sum(axis=1) / size, (wb * yours).sum(axis=1) / other
    lost = (wa * (1 - mine)).max(axis=1) / size
    missing = (wb * (1 - yours)).max(axis=1) / other
    one, two = (a * wa[:, :, None]).sum(axis=1), (b * wb[:, :, None]).sum(axis=1)
    both = np.linalg.norm(one, axis=1) * np.linalg.norm(two, axis=1) + 1e-8
    least = x < y
    return np.column_stack(
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


def _share(cosine: Floats) -> Floats:
    share: Floats = 1 / (1 + np.exp(-SLOPE * (cosine - MIDDLE)))
    return share


def _stacked(held: Sequence[tuple[Floats, Floats]], width: int) -> tuple[Floats, Floats]:
    """Vectors and weights of several texts, filled up with weightless pieces."""
    most = max(1, *(len(weights) for _, weights in held))
    vectors = np.zeros((len(held), most, width), np.float32)
    weights = np.zeros((len(held), most), np.float32)
    for n, (found, heavy) in enumerate(held):
        if len(heavy):
            vectors[n, : len(heavy)], weights[n, : len(heavy)] = found, heavy
    return vectors, weights
