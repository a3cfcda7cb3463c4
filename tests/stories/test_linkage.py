"""The linkage against scipy's own average linkage, and where the tree is cut."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from sayso.model import Document
from sayso.stories import Frequencies, StoryOptions, sketch
from sayso.stories.cut import cut
from sayso.stories.linkage import Merge, average_linkage, leaves, reach
from sayso.stories.nearness import alike
from sayso.stories.vectors import rows


@pytest.mark.parametrize("seed", range(5))
def test_groups_are_those_of_textbook_average_linkage(seed: int) -> None:
    rng = np.random.default_rng(seed)
    dense = rng.random((40, 30)) * (rng.random((40, 30)) < 0.25)
    dense /= np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-9)
    likeness = np.clip(dense @ dense.T, 0, 1)
    distance = 1 - likeness
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    merges = average_linkage(sparse.csr_matrix(dense), np.full(40, np.nan), least=0.3, near_days=7)
    expected = fcluster(tree, 0.7, "distance")
    got = cut(merges, np.full(40, 100.0), StoryOptions(least_cohesion=0.0))
    assert {frozenset(g) for g in got} == {
        frozenset(np.flatnonzero(expected == c).tolist()) for c in set(expected)
    }


def test_days_far_apart_are_less_alike() -> None:
    rows = sparse.csr_matrix(np.array([[1.0, 0.0], [0.9, 0.1]]))
    near = average_linkage(rows, np.array([10.0, 15.0]), least=0.1, near_days=7)
    far = average_linkage(rows, np.array([10.0, 50.0]), least=0.1, near_days=7)
    unknown = average_linkage(rows, np.array([10.0, np.nan]), least=0.1, near_days=7)
    assert near[0].between == unknown[0].between > far[0].between


def test_halves_less_alike_than_their_members_are_parted() -> None:
    merges = [
        Merge(0, 1, 6, 0.8),
        Merge(2, 6, 7, 0.8),
        Merge(3, 4, 8, 0.8),
        Merge(5, 8, 9, 0.8),
        Merge(7, 9, 10, 0.2),
    ]
    assert cut(merges, np.full(6, 200.0), StoryOptions()) == [[0, 1, 2], [3, 4, 5]]
    joined = [*merges[:-1], Merge(7, 9, 10, 0.7)]
    assert cut(joined, np.full(6, 200.0), StoryOptions()) == [[0, 1, 2, 3, 4, 5]]


def test_short_texts_are_asked_less() -> None:
    merges = [Merge(0, 1, 4, 0.6), Merge(2, 3, 5, 0.6), Merge(4, 5, 6, 0.15)]
    assert len(cut(merges, np.full(4, 200.0), StoryOptions())) == 2
    assert len(cut(merges, np.full(4, 3.0), StoryOptions())) == 1


def test_what_looks_alike_in_another_year_does_not_keep_out_what_is_near() -> None:
    """Twenty nearly equal texts of a year before, and one of the same week that is less alike."""
    near, far = [0.55, 0.8, 0.2], [0.99, 0.1, 0.1]
    rows = sparse.csr_matrix(np.array([[1.0, 0.0, 0.0], near, *[far] * 20]))
    days = np.array([400.0, 402.0, *[30.0] * 20])
    merges = average_linkage(rows, days, least=0.1, near_days=7)
    assert (0, 1) in {(m.a, m.b) for m in merges}


@pytest.mark.parametrize(("days", "merges"), [(-1, 1), (1, 0)])
def test_from_its_reach_on_not_even_the_same_text_is_one_story(days: int, merges: int) -> None:
    options = StoryOptions()
    same = sparse.csr_matrix(np.ones((2, 1)))
    apart = np.array([0.0, reach(options) + days])
    least, near_days = options.least_similarity, options.near_days
    assert len(average_linkage(same, apart, least=least, near_days=near_days)) == merges


def test_two_texts_are_as_alike_alone_as_among_others_to_the_last_bit() -> None:
    rng = np.random.default_rng(2)
    pile = [sketch(Document(f"t{n}", _drawn(rng))) for n in range(20)]
    held = Frequencies(20, Counter(word for one in pile for word in one.words))

    def likeness(vectors: Any) -> list[float]:
        a, b = np.triu_indices(vectors.shape[0], 1)
        ones = leaves(vectors, np.full(vectors.shape[0], np.nan)).extent
        return alike(vectors[a], ones.of(a), vectors[b], ones.of(b), near_days=7).tolist()

    among = likeness(rows(pile, StoryOptions()))
    pairs = (rows([a, b], StoryOptions(), held) for a, b in combinations(pile, 2))
    assert among == [value for pair in pairs for value in likeness(pair)]
    assert len(set(among)) > 100


def _drawn(rng: np.random.Generator) -> str:
    """Words in an order of their own, of which other texts have some."""
    return " ".join(f"quobx{k}" for k in rng.integers(300, size=90))
