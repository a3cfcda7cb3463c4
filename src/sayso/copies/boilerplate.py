"""What very many texts hold that otherwise have nothing in common: the furniture of a site. It is
told, not counted.

shortened hashes with two holders ─lay the two side by side─▶ blocks with such windows ─▶ passages
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np

from sayso.copies.candidates import shortened
from sayso.copies.overlap import overlap, ready
from sayso.copies.sketch import Sketch
from sayso.model import Boilerplate, Document, Passage
from sayso.text import Indexes, windows

# pairs of texts read again to show their furniture: those in which most of it was met first
_MOST_TEXTS = 40


def boilerplate(
    furniture: Indexes, sketches: Sequence[Sketch], texts: Callable[[str], Document]
) -> tuple[Boilerplate, ...]:
    """Passages for the windows that were taken for furniture, those of most documents first.

    furniture  rows of shortened hash, documents that hold it, numbers of the first two sketches
               that do
    """
    rows = furniture[np.lexsort((furniture[:, 0], furniture[:, 3], furniture[:, 2]))].tolist()
    groups = [
        (key, {h: n for h, n, _, _ in group})
        for key, group in groupby(rows, key=lambda row: (row[2], row[3]))
    ]
    groups.sort(key=lambda item: (-len(item[1]), item[0]))
    found: dict[str, Boilerplate] = {}
    for (one, other), held in groups[:_MOST_TEXTS]:
        for words, passage in _passages(
            texts(sketches[one].doc_id), texts(sketches[other].doc_id), held
        ):
            found.setdefault(words, passage)
    return tuple(sorted(found.values(), key=lambda b: (-b.documents, b.at)))


def _passages(
    one: Document, other: Document, held: dict[int, int]
) -> list[tuple[str, Boilerplate]]:
    """What two holders share around the windows, with its folded words."""
    a, b = ready(one), ready(other)
    width = 10 if a.dense else 24
    hashes = shortened(windows(a.folded.codes, width)).astype(np.int64)
    places = np.flatnonzero(np.isin(hashes, np.fromiter(held, np.int64, len(held))))
    shared = overlap(a, b, width)
    made = []
    for run in (*shared.runs, *shared.site):
        inside = places[(places >= run.i) & (places + width <= run.i2)]
        if len(inside):
            at = Passage(one.id, *a.folded.span(run.i, run.i2))
            most = max(held[int(hashes[k])] for k in inside)
            made.append((a.folded.text()[run.i : run.i2], Boilerplate(at, most)))
    return made
