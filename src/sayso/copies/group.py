"""The gather half of the room: sketches in, pairs and families out. Texts are read again only for
candidate pairs.

sketches ─candidates─▶ pairs ─a neighbourhood at a time: overlap, rules─▶ Copies ─union─▶ CopyGraph
                                                                      └─▶ where their texts differ
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sayso.copies.boilerplate import boilerplate
from sayso.copies.candidates import Flags, candidates
from sayso.copies.evidence import Traced, traced
from sayso.copies.families import cleanest, copy_key, families
from sayso.copies.kinds import judge, plainly_nothing, worth_a_row
from sayso.copies.options import CopyOptions
from sayso.copies.overlap import Overlap, overlaps
from sayso.copies.sketch import Sketch
from sayso.errors import WrongUse
from sayso.model import Copy, CopyGraph, Document, Passage
from sayso.text import Indexes

_DEFAULT = CopyOptions()
# pairs compared in one go: enough to be worth sending on, few enough to be shared out evenly
TASK = 96

Texts = Callable[[str], Document]
# of every passage of a pair, the places where its texts differ inside it
Inside = tuple[tuple[tuple[Passage, Passage], ...], ...]
Judged = tuple[tuple[Copy, Inside | None], ...]
Runner = Callable[[Callable[["Task"], Judged], Iterable["Task"]], Iterable[Judged]]


@dataclass(frozen=True, slots=True)
class Task:
    """Some candidate pairs and their documents: all that one step of comparing needs.

    inside  whether it is also told where the texts of a pair differ inside its passages
    """

    pairs: tuple[tuple[str, str], ...]
    documents: tuple[Document, ...]
    options: CopyOptions
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Grouped:
    """All copies, and by their ids where the texts of pairs differ, as far as that was asked for.

    inside  as `differences` tells it, of all pairs or of none
    """

    graph: CopyGraph
    inside: dict[tuple[str, str], Inside]


def group(
    sketches: Sequence[Sketch], texts: Texts, *, options: CopyOptions = _DEFAULT, run: Runner = map
) -> CopyGraph:
    """All copies among the sketched documents. `texts` gives a document by its id; the order of
    input never matters.

    `run` applies a step to every task: `map`, or that of a pool of processes. Raises WrongUse where
    two sketches bear one id.

    >>> from sayso.copies.sketch import sketch
    >>> said = "The harbour was closed on Friday after the storm tore two cranes from the quay."
    >>> told = {"a": said, "b": said.upper(), "c": "Bread got dearer again."}
    >>> docs = {doc_id: Document(doc_id, text) for doc_id, text in told.items()}
    >>> graph = group([sketch(d) for d in docs.values()], docs.__getitem__)
    >>> [(copy.kind, copy.independent) for copy in graph.copies], len(graph.families)
    ([('identical', False)], 2)
    """
    return grouped(sketches, texts, options=options, run=run).graph


def grouped(
    sketches: Sequence[Sketch],
    texts: Texts,
    *,
    options: CopyOptions = _DEFAULT,
    run: Runner = map,
    most_inside: int = 0,
) -> Grouped:
    """What `group` gives, and where the texts of each pair differ, unless more than `most_inside`
    pairs have to be compared: asked for afterwards, it takes comparing them again.

    >>> from sayso.copies.sketch import sketch
    >>> said = "The harbour was closed at noon on {} after the storm tore two cranes from the quay."
    >>> docs = {i: Document(i, said.format(day)) for i, day in (("a", "Friday"), ("b", "Monday"))}
    >>> found = grouped([sketch(d) for d in docs.values()], docs.__getitem__, most_inside=1)
    >>> [here.cut(docs["a"].text) for ((here, there),) in found.inside["a", "b"]]
    ['Friday']
    """
    ordered = sorted(sketches, key=cleanest)
    if len({s.doc_id for s in ordered}) != len(ordered):
        raise WrongUse(
            "two documents have the same id: give every document its own id before "
            "looking for copies"
        )
    likely = candidates(ordered, options)
    pairs = _by_neighbourhood(_within_window(likely.pairs, ordered, options.window_days))
    tasks = _tasks(pairs, ordered, texts, options=options, inside=len(pairs) <= most_inside)
    found = [one for made in run(judged, tasks) for one in made]
    copies = tuple(sorted((copy for copy, _ in found), key=copy_key))
    graph = CopyGraph(
        copies, families(ordered, copies, texts), boilerplate(likely.furniture, ordered, texts)
    )
    return Grouped(graph, {copy_key(copy): told for copy, told in found if told is not None})


def compare(task: Task) -> tuple[Copy, ...]:
    """The pairs of a task that share more than turns of phrase, judged."""
    return tuple(copy for copy, _ in judged(task))


def judged(task: Task) -> Judged:
    """The same, each with where its texts differ, where the task asks for it."""
    sides = [traced(doc) for doc in task.documents]
    places = {doc.id: n for n, doc in enumerate(task.documents)}
    pairs = [(places[a], places[b]) for a, b in task.pairs]
    found = overlaps([s.ready for s in sides], pairs, task.options.least_passage)
    made = (
        (_copy(sides[i], sides[j], shared, task.options), shared)
        for (i, j), shared in zip(pairs, found, strict=True)
    )
    return tuple(
        (copy, shared.differences() if task.inside else None)
        for copy, shared in made
        if copy is not None
    )


def _copy(a: Traced, b: Traced, found: Overlap, options: CopyOptions) -> Copy | None:
    """The pair as a Copy; None when it shares but turns of phrase, or less than was asked for."""
    if plainly_nothing(found) or found.larger < options.threshold:
        return None
    copy = judge(a, b, found)
    return copy if not copy.independent or worth_a_row(found) else None


def _within_window(pairs: Indexes, sketches: Sequence[Sketch], window_days: int) -> Indexes:
    """The pairs published closely enough; one with an undated text always is."""
    days = np.array([s.day.toordinal() if s.day else -1 for s in sketches], np.int64)
    return np.asarray(pairs[near_in_time(days[pairs[:, 0]], days[pairs[:, 1]], window_days)])


def near_in_time(one: Indexes, other: Indexes, window_days: int) -> Flags:
    """Which of two days each (days since year 1, -1 where unknown) are close enough for texts to be
    compared; of no window (0) all are.

    >>> near_in_time(np.array([700, 700, -1]), np.array([703, 712, 9]), 7).tolist()
    [True, False, True]
    """
    near = (one < 0) | (other < 0) | (np.abs(one - other) <= window_days)
    return np.asarray(near | (window_days == 0))


def _by_neighbourhood(pairs: Indexes) -> Indexes:
    """The pairs, those of neighbouring documents together, so that a text is fetched for all of
    them at once.

    Cuthill and McKee (1969) number the documents so that the two of a pair get numbers that are
    near: outward from the one of fewest pairs, those of few before those of many.
    """
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for i, j in pairs.tolist():
        beside[i].append(j)
        beside[j].append(i)
    by_pairs = sorted(beside, key=lambda n: (len(beside[n]), n))
    place = {n: k for k, n in enumerate(by_pairs)}
    rank: dict[int, int] = {}
    for first in by_pairs:
        if first in rank:
            continue
        rank[first] = len(rank)
        reached = [first]
        for n in reached:
            for other in sorted({m for m in beside[n] if m not in rank}, key=place.__getitem__):
                rank[other] = len(rank)
                reached.append(other)
    ranks = np.array([[rank[i], rank[j]] for i, j in pairs.tolist()], np.int64).reshape(-1, 2)
    ranks.sort(axis=1)
    return np.asarray(pairs[np.lexsort((ranks[:, 0], ranks[:, 1]))])


def _tasks(
    pairs: Indexes,
    sketches: Sequence[Sketch],
    texts: Texts,
    *,
    options: CopyOptions,
    inside: bool,
) -> Iterator[Task]:
    """The pairs in portions, each with its documents, a as the one whose id comes first."""
    edges = [*range(0, len(pairs), TASK), len(pairs)]
    for low, high in pairwise(edges):
        ids = [
            sorted((sketches[i].doc_id, sketches[j].doc_id)) for i, j in pairs[low:high].tolist()
        ]
        documents = tuple(
            texts(doc_id) for doc_id in sorted({doc_id for pair in ids for doc_id in pair})
        )
        yield Task(tuple((a, b) for a, b in ids), documents, options, inside)


def differences(copy: Copy, texts: Texts) -> Inside:
    """Of every passage of a pair the places where its texts differ inside it, as whole words; a
    side may be empty.

    >>> from sayso.copies.sketch import sketch
    >>> said = "The harbour was closed at noon on {} after the storm tore two cranes from the quay."
    >>> docs = {i: Document(i, said.format(day)) for i, day in (("a", "Friday"), ("b", "Monday"))}
    >>> (copy,) = group([sketch(d) for d in docs.values()], docs.__getitem__).copies
    >>> (((here, there),),) = differences(copy, docs.__getitem__)
    >>> here.cut(docs["a"].text), there.cut(docs["b"].text)
    ('Friday', 'Monday')
    """
    a, b = traced(texts(copy.a)), traced(texts(copy.b))
    found = overlaps([a.ready, b.ready], [(0, 1)], _DEFAULT.least_passage)[0]
    return found.differences()
