"""The whole journey of a pile of articles, top to bottom.

  documents ─▶ copies ─▶ stories ─▶ read each: readings ─▶ days ─▶ anchor ─▶ actors ─▶ compare
            ─▶ Dossier

Only two shapes of step: each (one in, one out) and gather (many in, groups out). A `Journey` does
them in turn over a pile, each gathering step once. Input order never matters: a pile is sorted by
day and digest, undated last. An article that makes a step fail is refused by name, at whichever
step it is, and the others go on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from sayso import __version__
from sayso.decided import decided_actors, decided_findings, decided_stories, of_kind
from sayso.model import Copy, CopyGraph, Decision, Document, Family, Rejected, Story
from sayso.pile import MemoryPile, Pile
from sayso.remaining import copies_among, cut_to, families_among, story_among
from sayso.settings import Settings
from sayso.survivors import Outcome, survive

# Rooms are entered when they are needed: `documents` looks for no copies, `copies` loads no parser.
if TYPE_CHECKING:
    from sayso import copies, findings, readings
    from sayso.dossiers import Format
    from sayso.model import Dossier, Findings, Reading
    from sayso.stories import Frequencies, StorySketch

# what is being done, how many are done, how many there are
Progress = Callable[[str, int, int], None]
# `map`, or the same done by several processes
Runner = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
_PORTION = 200  # documents sketched in one go: a megabyte of text
# documents up to which they are sketched here: to send a text on costs half of what sketching does
_FEW = 20_000


def no_progress(what: str, done: int, total: int) -> None:
    """Says nothing."""


def no_answer(rejected: Rejected) -> None:
    """Does nothing."""


def no_words(said: str) -> None:
    """Says nothing."""


@dataclass
class Journey:
    """One pile on its way to its dossiers; what gathers is worked out once, when first asked for.

    run       applies a step to every portion: `map`, or that of a pool of processes
    models    opened in each process where None
    refused   told of every article that a step fails on, as it happens
    decisions what people decided: every step obeys it
    as_of     compares only what was published on that day or before
    noted     told what `as_of` leaves out of each story
    kept      readings made before, by key: those are not read again, and what is read is added
    pairs     what the model of meaning told of pairs of passages before; what it tells is added
    vectors   what it read in passages before; what it reads is added
    unplaced  by story, what was left out of it because its day is not known
    sketch    makes the sketch by which a text is put into a story, where `stories.sketch` does not
    held      in how many documents each word is, where the pile is only a part of a larger one
    inside    pairs up to which it is worked out with them where their texts differ
    """

    pile: Pile
    settings: Settings = field(default_factory=Settings)
    one_story: bool = False
    models: readings.Models | None = None
    run: Runner = map
    progress: Progress = no_progress
    refused: Callable[[Rejected], None] = no_answer
    decisions: tuple[Decision, ...] = ()
    as_of: date | None = None
    noted: Callable[[str], None] = no_words
    kept: MutableMapping[str, Reading] | None = None
    pairs: MutableMapping[bytes, bytes] | None = None
    vectors: MutableMapping[bytes, bytes] | None = None
    unplaced: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sketch: Callable[[Document], StorySketch] | None = None
    held: Frequencies | None = None
    inside: int = 0

    @property
    def graph(self) -> CopyGraph:
        """Which of the documents share words, and what that means."""
        return self._grouped.graph

    def differences(self, copy: Copy) -> copies.Inside:
        """Where the texts of a pair differ inside its passages."""
        from sayso import copies

        told = self._grouped.inside.get((copy.a, copy.b))
        return copies.differences(copy, self.pile.get) if told is None else told

    @cached_property
    def _grouped(self) -> copies.Grouped:
        from sayso import copies

        docs = self.pile.by_day()
        sketches: dict[str, copies.Sketch] = {}
        portions = [docs[k : k + _PORTION] for k in range(0, len(docs), _PORTION)]
        for outcome in (map if len(docs) <= _FEW else self.run)(_sketched, portions):
            made = self._taken(outcome)
            sketches |= {sketch.doc_id: sketch for sketch in made or ()}
            self.progress("looking for copies", len(sketches), len(docs))

        def group(some: Sequence[Document]) -> copies.Grouped:
            held = [sketches[doc.id] for doc in some]
            return copies.grouped(
                held,
                self.pile.get,
                options=self.settings.copies,
                run=self.run,
                most_inside=self.inside,
            )

        outcome = survive(group, self.pile.by_day(), "compared with the others")
        return self._taken(outcome) or copies.Grouped(CopyGraph((), ()), {})

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The stories that the documents fall into."""
        graph = self.graph
        self.progress("grouping into stories", 0, 1)

        def group(some: Sequence[Document]) -> tuple[Story, ...]:
            from sayso import stories

            sketches = [(self.sketch or stories.sketch)(doc) for doc in some]
            told = stories.group(
                sketches,
                graph,
                options=self.settings.stories,
                one_story=self.one_story,
                frequencies=self.held,
            )
            order = [doc.id for doc in some]
            return decided_stories(told, self.decisions, order, graph.families)

        outcome = survive(group, self.pile.by_day(), "sorted into a story")
        self.progress("grouping into stories", 1, 1)
        return self._taken(outcome) or ()

    def cases(self, tasks: Sequence[Unread] | None = None) -> Iterator[findings.Case]:
        """Every story with all that was read in it, in order; or those of `tasks`, when the stories
        are known already.
        """
        step = partial(read_story, models=self.models) if self.models else self._opened()
        if self.kept is not None:  # filled where the steps are done by this very process
            step = partial(step, kept=self.kept)
        if tasks is None:
            tasks = unread(self.pile, self.graph, self.stories, self.decisions)
        total, done = sum(len(task.documents) for task in tasks), 0
        self.progress("reading", done, total)
        for task, outcome in zip(tasks, self.run(step, tasks), strict=True):
            if case := self._taken(outcome):
                yield case
            done += len(task.documents)
            self.progress("reading", done, total)

    def _opened(self) -> Callable[..., Outcome[findings.Case]]:
        """The reading of a story, once the models are there: workers then share their memory."""
        self.progress("opening the language model", 0, 1)
        open_models()
        self.progress("opening the language model", 1, 1)
        return read_story

    def compared(self) -> Iterator[tuple[findings.Case, Findings]]:
        """Every story with what its accounts agree on and where they part."""
        return self._each_case(lambda case: (case, self._compared(case)), "compared")

    def dossiers(self, tasks: Sequence[Unread] | None = None) -> Iterator[Dossier]:
        """One dossier a story; or those of `tasks`, when the stories are known already."""
        return self._each_case(self._dossier, "compared", tasks)

    def pages(
        self, *shapes: Format, tasks: Sequence[Unread] | None = None
    ) -> Iterator[tuple[Dossier, tuple[str, ...]]]:
        """One dossier a story, or those of `tasks`, with its page in each of those forms."""
        from sayso import dossiers

        def page(case: findings.Case) -> tuple[Dossier, tuple[str, ...]]:
            dossier = self._dossier(case)
            return dossier, tuple(dossiers.write(dossier, shape) for shape in shapes)

        return self._each_case(page, "put on the page", tasks)

    def _each_case(
        self,
        step: Callable[[findings.Case], Any],
        doing: str,
        tasks: Sequence[Unread] | None = None,
    ) -> Iterator[Any]:
        for whole in self.cases(tasks):
            case = self._as_it_stood(whole)
            if case is None:
                continue
            outcome = survive(
                lambda docs, case=case: step(cut_to(case, docs)),  # type: ignore[misc]
                case.documents,
                doing,
            )
            made = self._taken(outcome)
            if made is not None:
                # What was refused just now belongs in the dossier of its own story, too.
                yield (
                    step(cut_to(case, _left(case.documents, outcome))) if outcome.refused else made
                )

    def _as_it_stood(self, case: findings.Case) -> findings.Case | None:
        """The case with only what stood on the day asked for, None where nothing did; what cannot
        be placed in time is left out and named.
        """
        if self.as_of is None:
            return case
        best = {day.doc_id: day.best for day in case.days}
        kept = [d for d in case.documents if (at := best[d.id]) and at <= self.as_of]
        undated = [d for d in case.documents if best[d.id] is None]
        later = len(case.documents) - len(kept) - len(undated)
        if later:
            self.noted(f"{later} of {len(case.documents)} articles are later than {self.as_of}")
        self.unplaced[case.story.id] = tuple(doc.id for doc in undated)
        for doc in undated:
            self.noted(f"{doc.id}: left out, its day is not known, so it may be later")
        return cut_to(case, kept) if kept else None

    def _compared(self, case: findings.Case) -> Findings:
        from sayso import findings

        options = self.settings.findings
        meaning: findings.Meaning = (self.models or open_models()).meaning
        if self.vectors is not None:
            meaning = findings.recalled(meaning, self.vectors)
        found = findings.compare(case, options=options, meaning=meaning, known=self.pairs)
        return decided_findings(case, found, self.decisions)

    def _dossier(self, case: findings.Case) -> Dossier:
        from sayso import findings
        from sayso.model import Dossier

        return Dossier(
            story=case.story,
            title=findings.headline(case),
            documents=case.documents,
            copies=case.copies,
            families=case.families,
            readings=case.readings,
            findings=self._compared(case),
            rejected=tuple(self.pile.rejected()),
            version=__version__,
            as_of=self.as_of,
            unplaced=self.unplaced.get(case.story.id, ()),
        )

    def _taken(self, outcome: Outcome[Any]) -> Any:
        """What an outcome holds; what it refused is taken out of the pile."""
        for doc, rejected in outcome.refused:
            self.pile.reject(rejected, doc.id)
            self.refused(rejected)
        return outcome.made


def _sketched(docs: Sequence[Document]) -> Outcome[list[copies.Sketch]]:
    from sayso import copies

    return survive(copies.sketches, docs, "sketched")


def _left(docs: Sequence[Document], outcome: Outcome[Any]) -> list[Document]:
    gone = {doc.id for doc, _ in outcome.refused}
    return [doc for doc in docs if doc.id not in gone]


@cache
def open_models() -> readings.Models:
    """The models, opened once a process. Raises ModelMissing when they are not installed as
    pinned.
    """
    from sayso import readings

    return readings.open_models()


@dataclass(frozen=True, slots=True)
class Unread:
    """One story with all that its reading needs, so that another process can do it.

    decisions  what people decided about names
    """

    story: Story
    documents: tuple[Document, ...]
    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    decisions: tuple[Decision, ...] = ()


def unread(
    pile: Pile, graph: CopyGraph, told: Sequence[Story], decisions: Sequence[Decision] = ()
) -> list[Unread]:
    """Every story of the pile, in order."""
    home = {i: n for n, story in enumerate(told) for i in story.doc_ids}
    copies_of: defaultdict[int, list[Copy]] = defaultdict(list)
    for pair in graph.copies:
        if pair.a in home and home[pair.a] == home.get(pair.b):
            copies_of[home[pair.a]].append(pair)
    families_of: defaultdict[int, list[Family]] = defaultdict(list)
    for family in graph.families:
        for n in sorted({home[i] for i in family.doc_ids if i in home}):
            families_of[n].append(family)
    return [
        Unread(
            story,
            tuple(pile.get(i) for i in story.doc_ids),
            tuple(copies_of[n]),
            tuple(families_of[n]),
            tuple(of_kind(decisions, "same-name")),
        )
        for n, story in enumerate(told)
    ]


def read_story(
    task: Unread,
    models: readings.Models | None = None,
    kept: MutableMapping[str, Reading] | None = None,
) -> Outcome[findings.Case]:
    """Everything read in the documents of one story: each text once, times anchored, names joined;
    less the documents that cannot be read. `kept` as in `readings.read_story`.
    """
    opened = models or open_models()

    def read_some(docs: Sequence[Document]) -> findings.Case:
        return _read_story(task, docs, opened, kept)

    return survive(read_some, task.documents, "read")


def _read_story(
    task: Unread,
    docs: Sequence[Document],
    models: readings.Models,
    kept: MutableMapping[str, Reading] | None,
) -> findings.Case:
    from sayso import actors, days, findings, readings

    ids = {doc.id for doc in docs}
    docs, families = tuple(docs), families_among(task.families, ids)
    read = readings.read_story(docs, task.copies, families, models, kept=kept)
    dated = days.days(docs, read, families=families)
    best = {day.doc_id: day.best for day in dated}
    read = tuple(_anchored(reading, best) for reading in read)
    joined = decided_actors(actors.actors(read, docs), task.decisions)
    story, pairs = story_among(task.story, ids), copies_among(task.copies, ids)
    return findings.Case(story, docs, read, pairs, families, dated, joined)


def _anchored(reading: Reading, best: Mapping[str, date | None]) -> Reading:
    """A copy tells its original's "today": the words that they share are counted from the day they
    were written, the older of the two; what only the copy holds from its own.
    """
    from sayso import readings

    own = best[reading.doc_id]
    known = [day for day in (own, best.get(reading.through or reading.doc_id)) if day]
    return readings.anchor(reading, min(known, default=None), own=own)


def read(
    documents: Sequence[Document],
    *,
    models: readings.Models | None = None,
    settings: Settings | None = None,
    one_story: bool = False,
    rejected: Sequence[Rejected] = (),
    as_of: date | None = None,
) -> tuple[Dossier, ...]:
    """The main job: documents in, one dossier per story out; `rejected` is what each dossier says
    was left out. With `as_of` the accounts as they stood on that day: only texts published on it or
    before, by their declared or inferred day.

    Raises ModelMissing when the language model is not installed as pinned.
    """
    pile = MemoryPile(documents, rejected)
    opened = models or open_models()
    journey = Journey(pile, settings or Settings(), one_story, opened, as_of=as_of)
    return tuple(journey.dossiers())
