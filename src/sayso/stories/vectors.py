"""Sketches as sparse vectors whose dot product is likeness: words and names weighed by rarity,
allowed for length.

Rarity comes from news at large blended with the pile itself: in five articles of one story every
word that matters is in all of them. A short text shows only part of what it could share, so its
vector is lengthened by what it lacks.

    StorySketch ──▶ counts of words, of names ──rarity──▶ unit rows ──side by side──▶ rows
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.stories.options import StoryOptions
from sayso.stories.sketch import StorySketch
from sayso.stories.stems import UNSEEN, background

Matrix = Any  # scipy.sparse.csr_matrix; scipy ships no types
Floats = NDArray[np.float64]

# natural logarithm: a word in more than a third of all texts tells nothing apart
_LEAST_RARITY = 1.0
# about three rare words (natural logarithms, root of squares); "the council met" tells no story
_LEAST_NORM = 8.0


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many documents there are in a pile, and how many of them hold each word (its stem)."""

    documents: int
    words: Mapping[str, int]


def rows(
    sketches: Sequence[StorySketch], options: StoryOptions, held: Frequencies | None = None
) -> Matrix:
    """One row a sketch; `held` is of the pile of which these are a part, where they are only that.

    Columns are the words in the order of their letters, in each row as well: sums of products then
    come out the same, to the last bit, whatever else is in the pile.

    The dot product of two rows is 0 for texts that share nothing; for long texts it is a cosine,
    for short ones up to a few times that.
    """
    from scipy import sparse  # heavy: loaded where it is needed

    vocabulary = {w: n for n, w in enumerate(sorted({w for s in sketches for w in s.words}))}
    columns = np.array([vocabulary[w] for s in sketches for w in s.words], np.int64)
    sizes = np.array([len(s.words) for s in sketches], np.int64)
    row = np.repeat(np.arange(len(sketches)), sizes)
    counts = np.frombuffer(b"".join(s.counts for s in sketches), np.uint8)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])) if len(sizes) else sizes
    places = [
        np.array(s.names, np.int64) + start for s, start in zip(sketches, starts, strict=True)
    ]
    named = np.concatenate(places) if places else np.empty(0, np.int64)
    seen = np.bincount(columns, minlength=len(vocabulary)).astype(np.float64)
    size = len(sketches)
    if held:
        told = (held.words.get(word, 0) for word in vocabulary)
        seen = np.maximum(seen, np.fromiter(told, np.float64, len(vocabulary)))
        size = max(size, held.documents)
    weights = (1 + np.log(np.maximum(counts, 1))) * _rarity(vocabulary, seen, size, options)[
        columns
    ]
    boost = np.array([options.name_weight if s.cased else 1.0 for s in sketches])
    weights[named] *= boost[row[named]]
    shape = (len(sketches), len(vocabulary))
    lengths = np.array([s.length for s in sketches], np.float64)
    stretch = sparse.diags(1 / np.sqrt(coverage(lengths, options)))
    told = (stretch @ _unit(sparse.csr_matrix((weights, (row, columns)), shape=shape))).tocsr()
    told.sort_indices()
    return told.astype(np.float32)


def coverage(lengths: Floats, options: StoryOptions) -> Floats:
    """Share, 0..1, of its story's words that so many distinct words show: half at `short_text`."""
    lengths = np.maximum(lengths, 4.0)
    return lengths / (lengths + options.short_text)


def _rarity(vocabulary: dict[str, int], seen: Floats, size: int, options: StoryOptions) -> Floats:
    """Inverse document frequency of every word, background and pile pooled: `seen` is in how many
    of the pile's documents each is.
    """
    known = background()
    expected = np.fromiter(
        (known.get(word, UNSEEN).articles for word in vocabulary), np.float64, len(vocabulary)
    )
    rarity = -np.log((options.background * expected + seen) / (options.background + size))
    return np.where(rarity < _LEAST_RARITY, 0.0, rarity)


def _unit(matrix: Matrix) -> Matrix:
    """Rows of length 1; shorter ones where a text holds too little to be told by."""
    from scipy import sparse  # heavy: loaded where it is needed

    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(norms, _LEAST_NORM)) @ matrix
