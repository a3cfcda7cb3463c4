"""New articles of an archive put into stories, together with what may belong to the same ones.

    a small archive ──────────────────────────────────────────────────────────┐
    many articles ──by day, a window──▶ they, all stories of those days ──────┼─▶ Journey ─▶ kept
    some ───────────looked up─────────▶ they, what is near, all of its stories ┘

A small archive is grouped as a whole, exactly as `sayso stories` groups a pile, and so is one of
middle size of which much is new. In a large one many new articles are taken by day, a window at a
time, with all of the stories that lie near enough in days to be theirs; so the work grows with the
articles, and memory does not. A few are looked up one by one instead (`near`): by shared passages
and rare words. Either way a word is as rare as in the whole archive (`frequencies`), so that
windows give the stories that all at once would.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Sequence

from sayso import findings, stories
from sayso.archive import Archive
from sayso.archive.since import standing
from sayso.archive.waiting import count_waiting, is_loose, is_waiting, waiting_by_day
from sayso.errors import WrongUse
from sayso.model import Document
from sayso.pile import MemoryPile
from sayso.pipeline import Journey, Progress, Runner, Unread, unread
from sayso.run.frequencies import KeptFrequencies
from sayso.run.near import Neighbourhood
from sayso.settings import Settings

# documents up to which an archive is grouped as a whole whenever something comes: some 2 seconds
_SMALL = 600
_WHOLE = 3_000  # the same where a tenth of them or more are new: some 15 seconds
_MUCH = 0.1
_MANY = 1_000  # new documents from which on they are taken by day; fewer are looked up
_WINDOW = 6_000  # new documents of one window
_AROUND = 12_000  # documents in stories of its days; where there are more, new ones are looked up
_SKETCHES = 12_000  # kept from one window to the next; some fifteen kilobytes each
_PORTION = 300  # new documents that are looked up and put into stories together


class Placer:
    """Puts the articles of one archive into stories."""

    def __init__(
        self, archive: Archive, settings: Settings, *, run: Runner, progress: Progress
    ) -> None:
        """Nothing is read before it is needed."""
        self._archive = archive
        self._settings = settings
        self._run = run
        self._progress = progress
        self._near = Neighbourhood(archive, settings)
        self._frequencies = KeptFrequencies(archive, run)
        self._sketches: OrderedDict[object, stories.StorySketch] = OrderedDict()

    def place(self) -> None:
        """Put every document that is in no story into one."""
        total = 0
        while waiting := count_waiting(self._archive):
            seen = standing(self._archive)
            if self._is_whole(waiting):
                if self._group(self._archive.by_day(), seen, whole=True):
                    self._made_ready()
                continue
            self._near.update()
            some, ids = self._portion(waiting)
            if not some or not self._group(self._archive.many(ids), seen):
                continue  # another process was there meanwhile
            if is_waiting(self._archive, some):
                raise WrongUse(f"{some[0]}: could not be put into any story; please report it")
            total += len(some)
            self._progress("placing in stories", total, total + max(0, waiting - len(some)))

    def open(self) -> None:
        """What the next articles are looked up by in a large archive, opened beforehand."""
        if self._archive.count() > _SMALL:
            self._near.open()
            self._frequencies.open()

    def _is_whole(self, waiting: int) -> bool:
        """True where all is grouped anew: what waits is no small part of it, or there is little."""
        count = self._archive.count()
        return count <= _WHOLE and (count <= _SMALL or waiting >= _MUCH * count)

    def _made_ready(self) -> None:
        """What the next few articles are looked up by, made now, where nobody waits for one."""
        if self._archive.count() > _SMALL:
            self._near.update()
            self._frequencies.today(self._sketch)

    def _portion(self, waiting: int) -> tuple[Sequence[str], list[str]]:
        """Documents to be placed next, and these with all that they are to be grouped with."""
        if waiting >= _MANY:
            some = waiting_by_day(self._archive, _WINDOW)
            around = self._near.around(some, _AROUND) if some else None
            if around is not None:
                return some, around
        some = self._archive.shelves.loose(_PORTION)
        return some, self._near.of(some)

    def _group(
        self, docs: Sequence[Document], seen: tuple[object, ...], *, whole: bool = False
    ) -> bool:
        """Group those documents, all that are in their stories among them, and keep the stories;
        False, and nothing kept, where another process has changed the archive since it was `seen`.
        """
        pile = MemoryPile(docs)
        decisions = self._archive.decisions.in_force()
        journey = Journey(
            pile,
            self._settings,
            run=self._run,
            progress=self._progress,
            decisions=decisions,
            sketch=self._sketch,
            held=None if whole else self._frequencies.today(),
        )
        tasks = unread(pile, journey.graph, journey.stories, decisions)
        with self._archive.writing(f"grouped {len(docs)} articles") as run:
            if standing(self._archive) != seen:
                return False
            left = {doc.id for doc in pile.by_day()}
            for doc, refused in zip(
                [d for d in docs if d.id not in left], pile.rejected(), strict=False
            ):
                self._archive.reject(refused, doc.id)
            self._shelve(tasks, run, whole=whole)
        return True

    def _sketch(self, doc: Document) -> stories.StorySketch:
        """What a text is about, kept for the next window: half of its articles are in this one."""
        key = doc.id, doc.digest, doc.title, doc.published, doc.parts
        made = self._sketches.pop(key, None) or stories.sketch(doc)
        self._sketches[key] = made
        if len(self._sketches) > _SKETCHES:
            self._sketches.popitem(last=False)
        return made

    def _shelve(self, tasks: Sequence[Unread], run: int, *, whole: bool) -> None:
        """Keep stories under the numbers of those that they go on from: a story's number, and its
        address, stay while its articles change.
        """
        shelves = self._archive.shelves
        before = shelves.story_of(i for task in tasks for i in task.story.doc_ids)
        heirs = _heirs(tasks, before)
        old = set(before.values())
        for task, n in zip(tasks, heirs, strict=True):
            if n is not None and not whole and self._stands(n, task):
                continue
            if n is not None and _is_unchanged(self._archive, n, task):
                shelves.settle(n)
                continue
            title = findings.title_of(task.documents)
            days = [doc.published.isoformat() for doc in task.documents if doc.published]
            shelves.put_story(
                n, task.story, task.copies, task.families, title=title, days=days, run=run
            )
        home = shelves.story_of(i for task in tasks for i in task.story.doc_ids)
        for n in sorted(old - {h for h in heirs if h is not None}):
            went = Counter(home[i] for i, was in before.items() if was == n and i in home)
            shelves.drop_story(n, min(went, key=lambda k: (-went[k], k), default=None))

    def _stands(self, n: int, task: Unread) -> bool:
        """True where a story is what it was, but for what else was grouped with it, which moves how
        alike its texts are by a little: its dossier stays true.
        """
        held = self._archive.shelves.story(n)
        return (
            (held.story.id, held.copies, held.families)
            == (task.story.id, task.copies, task.families)
        ) and not is_loose(self._archive, n)


def _heirs(tasks: Sequence[Unread], before: dict[str, int]) -> list[int | None]:
    """For every new story the number of the old one that it goes on from, each given once, the
    largest shares first.
    """
    shares = [
        (-count, at, n)
        for at, task in enumerate(tasks)
        for n, count in Counter(before[i] for i in task.story.doc_ids if i in before).items()
    ]
    heirs: list[int | None] = [None] * len(tasks)
    taken: set[int] = set()
    for _, at, n in sorted(shares):
        if heirs[at] is None and n not in taken:
            heirs[at] = n
            taken.add(n)
    return heirs


def _is_unchanged(archive: Archive, n: int, task: Unread) -> bool:
    """True where a story is what it was; its title is then, too, since that is made of its texts:
    to make those of all stories takes longer than to group them.
    """
    held, spine = archive.shelves.story(n), archive.shelves.spine(n)
    if any(run > spine.run for _, _, run in archive.shelves.texts(n)):
        return False  # a text is another than when the story was put there
    return (held.story, held.copies, held.families) == (task.story, task.copies, task.families)
