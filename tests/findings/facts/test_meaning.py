"""What is found in one text, and in one pair, is the same to the last bit beside any others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.findings.facts.meaning import FEATURES, answered
from sayso.readings import Models

Held = tuple[np.ndarray, np.ndarray]
TEXTS = [
    "The ferry was towed to Skarn.",
    "A tug towed the ferry to the harbour of Skarn on Monday evening.",
    "Bread got dearer.",
    "The ferry was towed to Orva.",
    "",
    "Nine of the crew had left the ship before the tug came, the harbour master said, and two more "
    "were taken off by a boat of the coast guard that had been sent from Norrvik an hour earlier.",
]


def made(pieces: int, seed: int) -> Held:
    """Vectors of unit length and weights, as the model gives them."""
    chance = np.random.default_rng(seed)
    vectors = chance.standard_normal((pieces, 128)).astype(np.float32)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / length, chance.uniform(0.1, 2, pieces).astype(np.float32)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 80), min_size=2, max_size=12), st.integers(0, 99))
def test_the_row_of_a_pair_is_the_same_beside_any_others(sizes: list[int], seed: int) -> None:
    held = [made(size, seed + n) for n, size in enumerate(sizes)]
    i, j = np.triu_indices(len(held), 1)
    together = answered(held, i, j)
    assert np.isfinite(together).all()
    turned = np.arange(len(i))[::-1]
    assert np.array_equal(answered(held, i[turned], j[turned]), together[turned])
    for row, a, b in zip(together, i, j, strict=True):
        alone = answered([held[a], held[b]], np.array([0]), np.array([1]))
        assert np.array_equal(alone[0], row)
    assert np.array_equal(together, together.astype(np.float32))  # kept in four bytes each


def test_many_pairs_of_one_size_are_the_same_as_one() -> None:
    held = [made(45, n) for n in range(40)]
    i, j = np.triu_indices(len(held), 1)
    together = answered(held, i, j)
    assert together.shape == (780, len(FEATURES))
    for n in (0, 511, 512, 779):
        assert np.array_equal(answered(held, i[n : n + 1], j[n : n + 1])[0], together[n])


@pytest.mark.parametrize("others", [[], TEXTS, TEXTS[::-1], TEXTS * 9])
def test_a_text_means_the_same_beside_others(models: Models, others: list[str]) -> None:
    for text in TEXTS:
        vectors, weights = models.meaning([*others, text])[-1]
        alone, heavy = models.meaning([text])[0]
        assert np.array_equal(vectors, alone)
        assert np.array_equal(weights, heavy)
        assert vectors.dtype == weights.dtype == np.float32
