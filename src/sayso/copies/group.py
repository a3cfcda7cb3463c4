"""The gather half of the room: sketches in, pairs and families out. Texts are read again only for candidate pairs.

sketches ──candidates──▶ pairs ──overlap──▶ evidence ──rules──▶ Copy ──union──▶ CopyGraph
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sayso.copies.candidates import candidates
from sayso.copies.evidence import Side, side
from sayso.copies.families import cleanest, families
from sayso.copies.kinds import judge, worth_a_row
from sayso.copies.options import CopyOptions
from sayso.copies.overlap import overlap
from sayso.copies.sketch import Sketch
from sayso.errors import WrongUse
from sayso.model import Copy, CopyGraph, Document
from sayso.text import Indexes

_DEFAULT = CopyOptions()


def group(
    sketches: Sequence[Sketch], texts: Callable[[str], Document], *, options: CopyOptions = _DEFAULT
) -> CopyGraph:
    """All copies among the sketched documents. `texts` gives a document by its id; the order of input never matters.

    Raises WrongUse where two sketches bear one id.

    >>> from sayso.copies.sketch import sketch
    >>> said = "The harbour was closed at noon on Friday after the storm tore two cranes from the quay. "
    >>> docs = {i: Document(i, t) for i, t in {"a": said, "b": said.upper(), "c": "Bread got dearer again."}.items()}
    >>> graph = group([sketch(d) for d in docs.values()], docs.__getitem__)
    >>> [(c.a, c.b, c.kind, c.independent) for c in graph.copies], [f.doc_ids for f in graph.families]
    ([('a', 'b', 'identical', False)], [('a', 'b'), ('c',)])
    """
    ordered = sorted(sketches, key=cleanest)
    ids = [s.doc_id for s in ordered]
    if len(set(ids)) != len(ids):
        raise WrongUse("two documents bear one id; give every document an id of its own before looking for copies")
    prepared = lru_cache(maxsize=options.cache_docs)(lambda doc_id: side(texts(doc_id)))
    found: list[Copy] = []
    for i, j in _by_neighbourhood(candidates(ordered, options), len(ordered)):
        first, second = sorted((ids[i], ids[j]))
        copy = _compared(prepared(first), prepared(second), options)
        if copy is not None:
            found.append(copy)
    copies = tuple(sorted(found, key=lambda copy: (copy.a, copy.b)))
    return CopyGraph(copies, families(ordered, copies))


def _by_neighbourhood(pairs: Indexes, size: int) -> Indexes:
    """The pairs, those of one connected component together, so that a text is fetched for all of them at once."""
    graph = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    component = connected_components(graph, directed=False)[1]
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0], component[pairs[:, 0]]))]


def _compared(a: Side, b: Side, options: CopyOptions) -> Copy | None:
    """The pair as a Copy; None when what they share is turns of phrase after all."""
    least = min(options.least_passage, len(a.ready.folded), len(b.ready.folded))
    found = overlap(a.ready, b.ready, least)
    if not found.runs and not found.site:
        return None
    copy = judge(a, b, found)
    return copy if not copy.independent or worth_a_row(found) else None
