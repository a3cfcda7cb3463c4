"""Which articles of a large archive new ones must be grouped with.

new articles ──shared windows (index of copies)──┐
    a few    ──its rarest words, days near───────┼─▶ articles ─▶ all of their stories
    many     ──all stories of days near──────────┤
             ──what people said is one with them─┘
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date

from sayso import stories
from sayso.archive import Archive
from sayso.archive.waiting import of_days
from sayso.copies import sketches
from sayso.copies.index import CopyIndex, add, from_bytes, remove, to_bytes
from sayso.copies.index import near as copied
from sayso.model import Document
from sayso.settings import Settings

_TERMS = 16  # rare words of an article that others are looked up by
_CANDIDATES = 12  # articles that are taken for what their words have in common
_FEWEST, _MOST_SHARE = 2, 0.02  # articles that hold a rare word: at least, and as a share of all
_DAYS = 45  # between two articles of one story that have no window in common
_INDEXED = 2_000  # articles sketched at a time
_STATE = "indexed-run"
_WORD = re.compile(r"[^\W_]+")


class Neighbourhood:
    """The index of copies of an archive, kept in it, and lookups of rare words."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        """Nothing is read before it is asked for."""
        self._archive = archive
        self._options, self._stories = settings.copies, settings.stories
        self._index: CopyIndex | None = None
        self._seen = -1  # run up to which `_index` is true

    def open(self) -> tuple[CopyIndex, int]:
        """The index as it is kept, and the run up to which it is true."""
        run = int(self._archive.state(_STATE) or 0)
        if self._index is None or self._seen != run:
            held = [from_bytes(body) for _, body in self._archive.shelves.segments()]
            self._index, self._seen = CopyIndex(tuple(held), self._options), run
        return self._index, run

    def update(self) -> None:
        """Bring the index up to what the archive holds, and keep it there."""
        old, run = self.open()
        fresh = self._archive.added_since(run)
        last = self._archive.last_run()
        gone = [i for i in self._archive.withdrawn() if i in old]
        if not fresh and not gone:
            return
        index = remove(old, [*gone, *(i for i in fresh if i in old)])
        for k in range(0, len(fresh), _INDEXED):
            index = add(index, sketches(self._archive.many(fresh[k : k + _INDEXED])))
        with self._archive.writing("indexed"):
            same = [s is o for s, o in zip(index.segments, old.segments, strict=False)]
            kept = [
                None if n < len(same) and same[n] else to_bytes(segment)
                for n, segment in enumerate(index.segments)
            ]
            self._archive.shelves.put_segments(kept)
            self._archive.set_state(_STATE, str(last))
        self._index, self._seen = index, last

    def of(self, doc_ids: Sequence[str]) -> list[str]:
        """Those documents, what is near them, and all that is in the stories of any of these."""
        docs = self._archive.many(doc_ids)
        return self._with_copies(docs, (i for doc in docs for i in self._alike(doc)))

    def around(self, doc_ids: Sequence[str], most: int) -> list[str] | None:
        """The same of documents whose days are known, near being all stories of days from which one
        can reach theirs; None where these hold more than so many documents.
        """
        docs = self._archive.many(doc_ids)
        days = [doc.published for doc in docs if doc.published]
        reach = math.ceil(stories.reach(self._stories))
        since, until = _moved(min(days), -reach), _moved(max(days), reach)
        found = of_days(self._archive, since, until, most + 1)
        return None if len(found) > most else self._with_copies(docs, found)

    def _with_copies(self, docs: Sequence[Document], near: Iterable[str]) -> list[str]:
        """The documents, those near, those that share passages, and all that goes with any."""
        if self._index is None:
            self.update()
        found = {doc.id for doc in docs}.union(near)
        for made in sketches(docs):
            found.update(copied(self._index or CopyIndex(), made))
        return self._with_stories(found)

    def _with_stories(self, found: set[str]) -> list[str]:
        """Those documents with all that is in their stories, and with all that a decision names
        beside any of these: a merge joins what nothing else brings together.
        """
        shelves = self._archive.shelves
        ruled = [
            {*d.about, *(at.doc_id for at in d.at)}
            for d in self._archive.decisions.of_kinds("merge", "split")
        ]
        while True:
            whole = found | set(shelves.members(shelves.story_of(found).values()))
            touched = [some for some in ruled if some & whole]
            if not touched:
                return sorted(whole)
            ruled = [some for some in ruled if not some & whole]
            found = whole.union(*touched)

    def _alike(self, doc: Document) -> Iterable[str]:
        """Articles of nearby days that share rare words with it, the likest first."""
        made = stories.sketch(doc)
        shown = [word for name in made.shown for word in _WORD.findall(name)]
        words = dict.fromkeys(word.casefold() for word in (*shown, *_WORD.findall(doc.title or "")))
        count = self._archive.count()
        rare = self._archive.search.rarest(
            list(words), least=_FEWEST, most=max(50, int(_MOST_SHARE * count)), limit=_TERMS
        )
        if not rare:
            return ()
        day = doc.published
        since = _moved(day, -_DAYS).isoformat() if day else None
        until = _moved(day, _DAYS).isoformat() if day else None
        return self._archive.search.sharing(rare, since=since, until=until, limit=_CANDIDATES)


def _moved(day: date, by: int) -> date:
    """The day so many later, or the first or last that there is."""
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))
