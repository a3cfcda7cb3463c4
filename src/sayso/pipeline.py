"""The whole journey of a pile of articles, top to bottom.

  documents ─▶ copies ─▶ stories ─▶ read each story: readings ─▶ days ─▶ anchor ─▶ actors ─▶ compare ─▶ Dossier

Only two shapes of step: each (one in, one out) and gather (many in, groups out). Nothing here keeps
state; a model is opened once and passed in. Input order never matters: a pile is sorted by day and
digest, undated last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from sayso import __version__, actors, copies, days, findings, readings, stories
from sayso.model import Copy, CopyGraph, Document, Dossier, Family, Rejected, Story
from sayso.settings import Settings

Progress = Callable[
    [str, int, int], None
]  # what is being done, how many are done, how many there are
Run = Callable[
    [Callable[[Any], Any], Iterable[Any]], Iterable[Any]
]  # `map`, or the same done by several processes
_PORTION = 200  # documents sketched in one go: a megabyte of text


def no_progress(what: str, done: int, total: int) -> None:
    """Says nothing."""


@dataclass(frozen=True, slots=True)
class Pile:
    """Documents in their stable order, with what they share and the stories that they fall into."""

    documents: tuple[Document, ...]
    graph: CopyGraph
    stories: tuple[Story, ...]


def arrange(documents: Sequence[Document]) -> tuple[Document, ...]:
    """By day and digest, undated last, so that the order of the input never shows."""
    return tuple(sorted(documents, key=lambda d: (d.published or date.max, d.digest, d.id)))


def find_copies(
    documents: Sequence[Document],
    settings: Settings,
    progress: Progress = no_progress,
    *,
    run: Run = map,
) -> CopyGraph:
    """Which of the documents share words, and what that means."""
    by_id = {doc.id: doc for doc in documents}
    portions = [documents[k : k + _PORTION] for k in range(0, len(documents), _PORTION)]
    sketches: list[copies.Sketch] = []
    for made in run(copies.sketches, portions):
        sketches += made
        progress("looking for copies", len(sketches), len(documents))
    return copies.group(sketches, by_id.__getitem__, options=settings.copies, run=run)


def sort_out(
    documents: Sequence[Document],
    settings: Settings,
    *,
    one_story: bool = False,
    progress: Progress = no_progress,
    run: Run = map,
) -> Pile:
    """Copies and stories of a pile. `run` applies a step to every portion: `map`, or that of a pool
    of processes.
    """
    ordered = arrange(documents)
    graph = find_copies(ordered, settings, progress, run=run)
    progress("grouping into stories", 0, 1)
    sketches = [stories.sketch(doc) for doc in ordered]
    told = stories.group(sketches, graph, options=settings.stories, one_story=one_story)
    progress("grouping into stories", 1, 1)
    return Pile(ordered, graph, told)


@cache
def open_models() -> readings.Models:
    """The models, opened once a process. Raises ModelMissing when they are not installed as
    pinned.
    """
    return readings.open_models()


@dataclass(frozen=True, slots=True)
class Unread:
    """One story with all that its reading needs, so that another process can do it."""

    story: Story
    documents: tuple[Document, ...]
    copies: tuple[Copy, ...]
    families: tuple[Family, ...]


def unread(pile: Pile) -> Iterator[Unread]:
    """Every story of the pile, in order."""
    by_id = {doc.id: doc for doc in pile.documents}
    home = {i: n for n, story in enumerate(pile.stories) for i in story.doc_ids}
    copies_of: defaultdict[int, list[Copy]] = defaultdict(list)
    for pair in pile.graph.copies:
        if home.get(pair.a) == home.get(pair.b):
            copies_of[home[pair.a]].append(pair)
    families_of: defaultdict[int, list[Family]] = defaultdict(list)
    for family in pile.graph.families:
        for n in sorted({home[i] for i in family.doc_ids if i in home}):
            families_of[n].append(family)
    for n, story in enumerate(pile.stories):
        yield Unread(
            story,
            tuple(by_id[i] for i in story.doc_ids),
            tuple(copies_of[n]),
            tuple(families_of[n]),
        )


def read_story(task: Unread, models: readings.Models | None = None) -> findings.Case:
    """Everything read in the documents of one story: each text once, times anchored, names
    joined.
    """
    docs, families = task.documents, task.families
    read = readings.read_story(docs, task.copies, families, models or open_models())
    dated = days.days(docs, read, families=families)
    best = {day.doc_id: day.best for day in dated}
    # A copy tells its original's "today": its words are counted from the day on which they were
    # written.
    read = tuple(
        readings.anchor(r, best.get(r.through or r.doc_id) or best[r.doc_id]) for r in read
    )
    joined = actors.actors(read, docs)
    return findings.Case(task.story, docs, read, task.copies, families, dated, joined)


def read_stories(
    pile: Pile,
    models: readings.Models | None = None,
    progress: Progress = no_progress,
    *,
    run: Run = map,
) -> Iterator[findings.Case]:
    """`read_story` for every story of the pile, in order; `run` as in `sort_out`, then without
    `models`.
    """
    step = read_story if models is None else partial(read_story, models=models)
    total = len(pile.documents)
    done = 0
    progress("reading", done, total)
    for case in run(step, unread(pile)):
        yield case
        done += len(case.story.members)
        progress("reading", done, total)


def make_dossier(case: findings.Case, rejected: Sequence[Rejected], settings: Settings) -> Dossier:
    """Compare the accounts of one story and put the dossier together."""
    found = findings.compare(case, options=settings.findings)
    return Dossier(
        story=case.story,
        title=findings.headline(case),
        documents=case.documents,
        copies=case.copies,
        families=case.families,
        readings=case.readings,
        findings=found,
        rejected=tuple(rejected),
        version=__version__,
    )


def read(
    documents: Sequence[Document],
    *,
    models: readings.Models | None = None,
    settings: Settings | None = None,
    one_story: bool = False,
    rejected: Sequence[Rejected] = (),
) -> tuple[Dossier, ...]:
    """The main job: documents in, one dossier per story out; `rejected` is what each dossier says
    was left out.

    Raises ModelMissing when the language model is not installed as pinned.
    """
    settings = settings or Settings()
    models = models or open_models()
    pile = sort_out(documents, settings, one_story=one_story)
    return tuple(make_dossier(case, rejected, settings) for case in read_stories(pile, models))
