"""An archive as an agent asks it: opened for reading; what nobody has read yet is read on demand.

    story ──read already?──▶ the dossier that is kept
          ──not yet──▶ the file opened for writing, read, kept, closed ──▶ the same

Only what can be made again is ever written. Where everything was read before, the file is never
opened for writing.
"""

from __future__ import annotations

import io
import os
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from sayso import __version__
from sayso.agent.nearness import Nearness
from sayso.archive import Archive, Spine
from sayso.dossiers.wording import listed
from sayso.errors import NothingUsable, SaysoError, WrongUse
from sayso.model import Copy, Document, Dossier, Rejected
from sayso.pile import MemoryPile
from sayso.pipeline import Journey, open_models
from sayso.run import gather
from sayso.run.keeping import Keeper
from sayso.settings import Settings

MOST_TEXTS = 30  # read for one question unless a story is asked for by name: half a minute
_MOST_OF_A_STORY = 150  # texts of a story that is asked for by name
_HELD = 4  # dossiers held in memory, the last that were asked for
_MOST_NAMED = 5  # stories or inputs named in a note
_SQLITE = b"SQLite format 3\x00"


class Library:
    """One archive and what a question needs of it; not to be used by two threads at a time."""

    def __init__(self, archive: Archive, settings: Settings, *, may_read: bool = True) -> None:
        """`archive` is open for reading; without `may_read` nothing is ever written."""
        self.archive = archive
        self.rejected: tuple[Rejected, ...] = ()
        self._settings = settings
        self._may_read = may_read and os.access(archive.path, os.W_OK)
        self._keeper = Keeper(archive, settings)
        self._held: OrderedDict[tuple[int, str], Dossier] = OrderedDict()

    # ---- what was asked for ------------------------------------------------------------

    def spine(self, asked: int | str) -> Spine:
        """A story by its number, its id of today or of earlier, or one of its articles. Raises
        WrongUse where there is none.
        """
        shelves = self.archive.shelves
        try:
            if isinstance(asked, int) or asked.isdecimal():
                return shelves.spine(int(asked))
            return shelves.spine(shelves.number(asked))
        except KeyError:
            home = shelves.story_of([str(asked)])
            if home:
                return shelves.spine(home[str(asked)])
        raise WrongUse(f"there is no story {asked!r:.80} here; find_stories lists them by number")

    def document(self, doc_id: str) -> Document:
        """An article by its id. Raises WrongUse where there is none."""
        found = self.archive.many([doc_id])
        if not found:
            raise WrongUse(
                f"there is no article {doc_id!r:.80} here; `story` lists those of a story with ids"
            )
        return found[0]

    @cached_property
    def nearness(self) -> Nearness:
        """The model of meaning. Raises ModelMissing where it is not installed."""
        return Nearness(open_models().meaning)

    def is_read(self, n: int) -> bool:
        """True where a story was read since it last changed."""
        return self._keeper.is_ready(n)

    # ---- dossiers ------------------------------------------------------------------------

    def dossier(self, n: int, not_told: list[str], *, named: bool = True) -> Dossier | None:
        """What was read in a story; it is read now where it was not, and `not_told` hears where
        that may not be. `named` where the story was asked for by name. None where nothing is known.
        """
        shelves = self.archive.shelves
        if not self._keeper.is_ready(n) and not self._read(n, named=named):
            old = shelves.dossier(n)
            if old is None:
                not_told.append(f"story {n} was not read: {self._why_not(n)}")
                return None
            not_told.append(
                f"story {n} changed since it was read; this is what was read then "
                f"({self._why_not(n)})"
            )
            return old
        key = (n, shelves.mark(n) or "")
        if key not in self._held:
            made = shelves.dossier(n)
            if made is None:
                not_told.append(f"story {n}: none of its texts can be read")
                return None
            self._held[key] = made
            if len(self._held) > _HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        return self._held[key]

    def dossiers(self, numbers: Iterable[int], not_told: list[str]) -> list[tuple[int, Dossier]]:
        """Those of several stories, in their order; of those not read only as many are read as one
        question allows, and the others are named.
        """
        found: list[tuple[int, Dossier]] = []
        unread: list[int] = []
        left = MOST_TEXTS
        for n in dict.fromkeys(numbers):
            ready = self._keeper.is_ready(n)
            if not ready:
                texts = self.archive.shelves.spine(n).texts
                if texts > left or not self._may_read:
                    unread.append(n)
                    continue
                left -= texts
            if dossier := self.dossier(n, not_told, named=False):
                found.append((n, dossier))
        if unread:
            named = listed([str(n) for n in unread], _MOST_NAMED)
            how = "ask for one by its number to have it read" if self._may_read else self._shut
            not_told.append(f"not read yet, so not searched: stories {named}; {how}")
        return found

    def of_two(
        self, one: Document, other: Document, not_told: list[str]
    ) -> tuple[Sequence[Copy], Dossier | None]:
        """What two articles of different stories share, and what both tell; nothing is kept."""
        ids = (one.id, other.id)
        journey = Journey(MemoryPile((one, other)), self._settings, one_story=True)
        journey.kept = self.archive.shelves.readings(ids, __version__)
        if not self._may_read:
            not_told.append(f"what both claim: {self._shut}")
            return journey.graph.copies, None
        made = next(journey.dossiers(), None)
        return journey.graph.copies, made

    def _read(self, n: int, *, named: bool) -> bool:
        """Read a story and keep what was read; False where that may not be."""
        if not self._may_read or self._is_too_long(n, named=named):
            return False
        with Archive(self.archive.path, version=__version__) as writing:
            Keeper(writing, self._settings).dossier(n)
        return self._keeper.is_ready(n)

    def _is_too_long(self, n: int, *, named: bool) -> bool:
        most = _MOST_OF_A_STORY if named else MOST_TEXTS
        return self.archive.shelves.spine(n).texts > most

    def _why_not(self, n: int) -> str:
        if not self._may_read:
            return self._shut
        if self._is_too_long(n, named=True):
            return (
                f"it has {self.archive.shelves.spine(n).texts} texts, more than are read while "
                "somebody waits; read it with: sayso archive read"
            )
        return "it is too long to be read beside others; ask for it by its number"

    @property
    def _shut(self) -> str:
        return "this session does not read; read the archive with: sayso archive read"

    def refused(self) -> list[str]:
        """What of the input could not be read, when the archive was made for this session."""
        if not self.rejected:
            return []
        named = "; ".join(map(str, self.rejected[:_MOST_NAMED]))
        return [f"{len(self.rejected)} inputs could not be read: {named}"]


# ---- opening ---------------------------------------------------------------------------------


def is_archive(path: str) -> bool:
    """True for a file that SQLite wrote: an archive, or what will be refused as none."""
    try:
        with Path(path).open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def opened(paths: Sequence[str], folder: str, settings: Settings, *, read: bool = True) -> Library:
    """The archive at the one path, or one made under `folder` of the articles at all of them.

    Raises WrongUse for what cannot be opened, NothingUsable where no article could be read.
    """
    archives = [path for path in paths if is_archive(path)]
    if archives and len(paths) > 1:
        raise WrongUse(f"{archives[0]} is an archive: give it alone, or files and folders")
    if archives:
        return Library(Archive(paths[0], read_only=True), settings, may_read=read)
    return _made(paths, str(Path(folder) / "session.sayso"), settings, read=read)


def _made(paths: Sequence[str], path: str, settings: Settings, *, read: bool) -> Library:
    with Archive(path, create=True, version=__version__) as archive:
        items = gather(paths, stdin=io.BytesIO(), options=settings.documents)
        added = Keeper(archive, settings).add(items)
    if not added.new:
        reasons = "; ".join(map(str, added.rejected[:_MOST_NAMED]))
        raise NothingUsable(f"nothing usable in {', '.join(paths)}: {reasons or 'no article'}")
    library = Library(Archive(path, read_only=True), settings, may_read=read)
    library.rejected = tuple(added.rejected)
    return library


def refused_paths(paths: Sequence[str]) -> SaysoError | None:
    """What is wrong with the paths at first sight, before anything is opened."""
    for path in paths:
        if path == "-":
            return WrongUse(
                "standard input carries the protocol: give files, folders or an archive"
            )
        if "://" in path:
            return WrongUse(
                f"{path}: put addresses into an archive first: sayso archive add news.sayso {path}"
            )
        if path.endswith(".sayso") and not Path(path).exists():
            return WrongUse(
                f"{path}: there is no archive; make one with: sayso archive add {path} PATH"
            )
    return None
