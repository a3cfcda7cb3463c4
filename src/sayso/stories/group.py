"""The gather half of the room: sketches and copies in, stories out.

sketches ──families──▶ items ──rows──▶ average linkage ──cut──▶ groups ──reasons──▶ Story
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from sayso.model import CopyGraph, Member, Story
from sayso.stories.cut import cut
from sayso.stories.linkage import average_linkage
from sayso.stories.nearness import Floats, Matrix
from sayso.stories.options import StoryOptions
from sayso.stories.reasons import reasons
from sayso.stories.sketch import StorySketch
from sayso.stories.vectors import Frequencies, rows

_DEFAULT = StoryOptions()
_ID_LENGTH = 12  # hexadecimal digits of a story's id: 48 bits, no clash in millions of stories


def group(
    sketches: Sequence[StorySketch],
    graph: CopyGraph,
    *,
    options: StoryOptions = _DEFAULT,
    one_story: bool = False,
    frequencies: Frequencies | None = None,
) -> tuple[Story, ...]:
    """The stories of a pile, each document in exactly one; a family of copies is never parted.

    one_story    True takes the whole pile as one story: a researcher has chosen it
    frequencies  of the whole pile, where the sketches are only those of a part

    >>> from sayso.model import Document
    >>> from sayso.stories.sketch import sketch
    >>> told = {"a": "Flood closes Orva bridge, Mayor Lind says.",
    ...     "b": "Mayor Lind: Orva bridge closed by flood.",
    ...     "c": "Tenor Paolo Brandt ends his season in Vienna."}
    >>> stories = group([sketch(Document(i, t)) for i, t in told.items()], CopyGraph((), ()))
    >>> sorted(story.doc_ids for story in stories)
    [('a', 'b'), ('c',)]
    """
    ordered = sorted(sketches, key=_order)
    if not ordered:
        return ()
    families = {doc_id: family.doc_ids for family in graph.families for doc_id in family.doc_ids}
    vectors = rows(ordered, options, frequencies)
    items = _items(ordered, families)
    groups = [list(range(len(items)))] if one_story else _grouped(ordered, items, vectors, options)
    told = [sorted(place for item in found for place in items[item]) for found in groups]
    return tuple(
        story_of([ordered[p] for p in places], vectors[places], families) for places in sorted(told)
    )


def _order(sketch: StorySketch) -> tuple[date, str, str]:
    return sketch.day or date.max, sketch.digest, sketch.doc_id


def _items(ordered: Sequence[StorySketch], families: dict[str, tuple[str, ...]]) -> list[list[int]]:
    """Places of the documents of every family, or of one alone, in the order of the first."""
    items: dict[str, list[int]] = {}
    for place, sketch in enumerate(ordered):
        items.setdefault(min(families.get(sketch.doc_id, (sketch.doc_id,))), []).append(place)
    return list(items.values())


def _grouped(
    ordered: Sequence[StorySketch],
    items: Sequence[list[int]],
    vectors: Matrix,
    options: StoryOptions,
) -> list[list[int]]:
    """Items that tell one story. A family weighs as one text, however often it was reprinted."""
    days = np.array([min(_day(ordered[p]) for p in item) for item in items])
    lengths = np.array([max(ordered[p].length for p in item) for item in items], np.float64)
    merges = average_linkage(
        pooled(vectors, items),
        np.where(np.isinf(days), np.nan, days),
        least=options.least_similarity,
        near_days=options.near_days,
    )
    return cut(merges, lengths, options)


def pooled(vectors: Matrix, items: Sequence[Sequence[int]]) -> Matrix:
    """The mean of the rows of each item: a family is one text.

    >>> from scipy import sparse
    >>> pooled(sparse.csr_matrix(np.array([[1.0, 0], [3.0, 0], [0, 5.0]])), [[0, 1], [2]]).toarray()
    array([[2., 0.],
           [0., 5.]])
    """
    from scipy import sparse  # heavy: loaded where it is needed

    places = np.array([p for item in items for p in item])
    share = np.array([1 / len(item) for item in items for _ in item])
    row = np.repeat(np.arange(len(items)), [len(item) for item in items])
    weights = sparse.csr_matrix((share, (row, places)), shape=(len(items), vectors.shape[0]))
    found = (weights @ vectors).tocsr()
    found.sort_indices()  # as they stand in `vectors`
    return found


def _day(sketch: StorySketch) -> float:
    """Days since year 1, infinite where unknown."""
    return float(sketch.day.toordinal()) if sketch.day else float("inf")


def story_of(
    members: Sequence[StorySketch], vectors: Matrix, families: Mapping[str, tuple[str, ...]]
) -> Story:
    """The members, given in the order of the pile, with what they share; the id is made of their
    ids.

    vectors   their rows
    families  ids of the family that a document belongs to

    >>> from sayso.model import Document
    >>> from sayso.stories.sketch import sketch
    >>> story_of([sketch(Document("a", "It rained."))], None, {}).doc_ids
    ('a',)
    """
    why = reasons(members, _likeness(members, vectors), families)
    named = story_id(m.doc_id for m in members)
    return Story(named, tuple(Member(m.doc_id, why[m.doc_id]) for m in members))


def story_id(doc_ids: Iterable[str]) -> str:
    """The id of the story that those documents tell, whatever their order.

    >>> story_id(["a", "b"]) == story_id(["b", "a"]), len(story_id(["a"]))
    (True, 12)
    """
    whole = "\0".join(sorted(doc_ids)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:_ID_LENGTH]


def _likeness(members: Sequence[StorySketch], vectors: Matrix) -> dict[str, float]:
    """Mean likeness of each member to the others."""
    if len(members) < 2:
        return {}
    total = np.asarray(vectors.sum(axis=0)).ravel()
    own: Floats = np.asarray(vectors.multiply(vectors).sum(axis=1), np.float64).ravel()
    shared = np.asarray(vectors @ total, np.float64).ravel() - own
    return {m.doc_id: float(s) / (len(members) - 1) for m, s in zip(members, shared, strict=True)}
