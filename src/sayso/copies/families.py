"""Families: documents that are one text in the end, joined by pairs that do not count as two origins.

pairs (independent is False) ──union──▶ components ──cleanest──▶ Family(original, doc_ids)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sayso.copies.sketch import Sketch
from sayso.model import Copy, Family


def cleanest(sketch: Sketch) -> tuple[int, int, str]:
    """Sort key: the text to read first. No defects before some, then the longer, then the id.

    >>> import numpy as np
    >>> none = np.empty(0, np.uint64)
    >>> clean, poor = Sketch("b", none, 900, 1), Sketch("a", none, 2000, 2, ("case-lost",))
    >>> min([poor, clean], key=cleanest).doc_id
    'b'
    """
    return len(sketch.defects), -sketch.size, sketch.doc_id


def families(sketches: Sequence[Sketch], copies: Iterable[Copy]) -> tuple[Family, ...]:
    """Every document in exactly one family, sorted by the id of the original."""
    parent = {s.doc_id: s.doc_id for s in sketches}
    for copy in copies:
        if not copy.independent:
            parent[_root(parent, copy.a)] = _root(parent, copy.b)
    members: defaultdict[str, list[Sketch]] = defaultdict(list)
    for s in sketches:
        members[_root(parent, s.doc_id)].append(s)
    made = (Family(min(m, key=cleanest).doc_id, tuple(sorted(s.doc_id for s in m))) for m in members.values())
    return tuple(sorted(made, key=lambda family: family.original))


def _root(parent: dict[str, str], doc_id: str) -> str:
    while parent[doc_id] != doc_id:
        parent[doc_id] = parent[parent[doc_id]]  # halve the path: keeps the walk short
        doc_id = parent[doc_id]
    return doc_id
