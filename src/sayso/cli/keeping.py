"""What the commands of `sayso archive` do, once they are asked: heavy imports stand here."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, cast, get_args

import click

from sayso import __version__, dossiers, exchange
from sayso.archive import Archive, NoStory, changes
from sayso.cli.dossier_files import slug
from sayso.cli.output import whole_file
from sayso.cli.progress import Reporter
from sayso.cli.session import settings_of
from sayso.dossiers import Format
from sayso.errors import NothingUsable, WrongUse
from sayso.fetch import articles, is_address
from sayso.model import Decision, DecisionKind, Dossier, Passage
from sayso.plain import Row
from sayso.run import Processes
from sayso.run.keeping import Keeper
from sayso.run.origins import Origins
from sayso.run.pages import Pages
from sayso.run.rebuilding import rebuild
from sayso.settings import Settings, digest

_LONGEST_OFFSET = 12  # digits of an offset: no text has so many characters


@dataclass(frozen=True, slots=True)
class Kept:
    """An archive that is open for writing, with what works on it."""

    archive: Archive
    keeper: Keeper
    settings: Settings
    run: Processes
    report: Reporter


@contextmanager
def open_archive(path: str) -> Iterator[Archive]:
    """An archive to be looked at. Raises WrongUse where there is none."""
    with Archive(path, read_only=True, version=__version__) as held:
        yield held


@contextmanager
def open_keeper(
    path: str,
    *,
    create: bool = False,
    fields: tuple[str, ...] = (),
    settings: str | None,
    jobs: int,
    quiet: bool,
) -> Iterator[Kept]:
    """An archive to be worked on. Raises WrongUse where there is none and `create` is False."""
    report = Reporter(quiet=quiet)
    chosen = settings_of(settings, fields)
    run = Processes(jobs)
    for close in (run.close, report.close):
        click.get_current_context().call_on_close(close)
    with Archive(path, create=create, version=__version__) as archive:
        keeper = Keeper(archive, chosen, run=run, progress=report.progress, pages=Pages())
        yield Kept(archive, keeper, chosen, run, report)
        report.close()


def added(kept: Kept, paths: Sequence[str], *, read: bool) -> None:
    """Add what is under the paths, and say on standard output what came of it. Raises NothingUsable
    where not one article could be read.
    """
    before = kept.archive.last_run()
    files = [path for path in paths if not is_address(path)]
    places = [path for path in paths if is_address(path)]
    with Origins(files, kept.settings, sys.stdin.buffer) as origins:
        fetched = articles(places, kept.settings, version=__version__, heard=origins.hear)
        came = kept.keeper.add(chain(origins.articles(kept.run), fetched), origins.of)
    for refused in came.rejected:
        kept.report.warn(f"rejected {refused}")
    if not (came.new or came.revised or came.same):
        raise NothingUsable(f"nothing usable in {', '.join(paths)}: no article could be read")
    if read:
        changed = kept.archive.shelves.spines(limit=1 << 40, since_run=before)
        read_stories(kept, [spine.n for spine in changed])
    kept.report.close()
    print(
        f"{len(came.new)} new, {len(came.revised)} revised, {came.same} there already,"
        f" {len(came.rejected)} rejected; {kept.archive.count()} articles in"
        f" {kept.archive.shelves.count_stories()} stories"
    )


def read_stories(kept: Kept, numbers: Sequence[int] | None = None) -> None:
    """Make every dossier that is due, of those stories or of all."""
    for _ in kept.keeper.read(numbers):
        pass


def write_stories(kept: Kept, numbers: Sequence[int], output: str, shapes: Sequence[str]) -> None:
    """Dossiers as files under a folder. Raises WrongUse for an unknown story or form."""
    known = (*get_args(Format), *exchange.FORMS)
    unknown = [shape for shape in shapes if shape not in known]
    if unknown:
        raise WrongUse(f"--format {unknown[0]}: there are {', '.join(known)}")
    for n in numbers:
        if not kept.archive.shelves.has(n):
            raise WrongUse(
                f"there is no story {n}; `sayso archive stories` lists them with their numbers"
            )
    wanted = list(numbers) or [spine.n for spine in kept.archive.shelves.spines(limit=1 << 40)]
    for _ in kept.keeper.read(wanted):
        pass
    kept.report.close()
    kinds = [cast(Format, s) for s in dict.fromkeys(shapes) if s in get_args(Format)]
    readable = []
    for n in wanted:
        dossier = _standing(kept.keeper, n)
        if dossier is None:
            continue
        readable.append(n)
        for kind in kinds:
            path = Path(output) / f"{slug(dossier.title)}-{dossier.story.id}.{kind}"
            with whole_file(path) as file:
                file.write(dossiers.write(dossier, kind).rstrip("\n") + "\n")
            print(path)
    held = _OneByOne(kept.keeper, readable)
    for form in (form for form in exchange.FORMS if form in shapes):
        for name, data in exchange.export(held, form, settings=digest(kept.settings)):
            with whole_file(Path(output) / name, "wb") as file:
                file.write(data)
            print(Path(output) / name)


def _standing(keeper: Keeper, n: int) -> Dossier | None:
    """The dossier of a story; None also where the story went into another meanwhile."""
    try:
        return keeper.dossier(n)
    except NoStory:
        return None


class _OneByOne(Sequence[Dossier]):
    """Dossiers of an archive, each loaded when it is looked at, and not held."""

    def __init__(self, keeper: Keeper, numbers: Sequence[int]) -> None:
        self._keeper, self._numbers = keeper, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return _OneByOne(self._keeper, self._numbers[at])
        found = _standing(self._keeper, self._numbers[at])
        if found is None:
            raise WrongUse(f"story {self._numbers[at]} was changed meanwhile; export once more")
        return found


def decision_of(
    kind: str, about: Sequence[str], at: Sequence[str], *, said: str, by: str
) -> Decision:
    """A decision as it was typed. Raises WrongUse where a passage is none."""
    return Decision(cast(DecisionKind, kind), tuple(about), tuple(map(_passage, at)), said, by)


def _passage(typed: str) -> Passage:
    doc_id, start, end = ("", "", *typed.rsplit(":", 2))[-3:]
    is_whole = all(v.isdecimal() and len(v) <= _LONGEST_OFFSET for v in (start, end))
    if not (doc_id and is_whole) or int(start) > int(end):
        raise WrongUse(f"--at {typed}: write a passage as DOCUMENT:START:END, such as a.txt:10:42")
    return Passage(doc_id, int(start), int(end))


def bytes_of(archive: Archive, document: str) -> Iterator[bytes]:
    """The original bytes of a document. Raises WrongUse where there are none."""
    key = archive.original_of(document)
    if key is None:
        raise WrongUse(f"{document}: no document of that id, or its bytes were not kept")
    return archive.originals.read(key)


def checked(archive: Archive) -> None:
    """Say what is wrong with the file. Raises NothingUsable where something is."""
    wrong = archive.check()
    for line in wrong:
        print(line)
    if wrong:
        raise NothingUsable(f"{archive.path}: damaged, see above; take the last copy of it")
    print(f"whole: {archive.count()} articles, {len(archive.originals.all())} originals")


def rebuilt(old: Archive, kept: Kept) -> None:
    """Fill an empty archive from another. Raises WrongUse where it is not empty."""
    if kept.archive.last_run():
        raise WrongUse(f"{kept.archive.path}: is not empty; give the name of a file to be made")
    came = rebuild(old, kept.archive, kept.settings)
    kept.report.close()
    for name in came.other:
        kept.report.warn(f"{name}: gives other articles today than it did")
    print(
        f"{came.made} articles from their bytes, {came.taken} whose bytes were not kept;"
        f" {kept.archive.count()} articles in {kept.archive.shelves.count_stories()} stories"
    )


# ---- rows ------------------------------------------------------------------------------


def decision_row(decision: Decision, *, in_force: bool = True) -> Row:
    """A decision."""
    return {
        "n": decision.n,
        "kind": decision.kind,
        "about": list(decision.about),
        "at": [{"doc": p.doc_id, "start": p.start, "end": p.end} for p in decision.at],
        "said": decision.said,
        "by": decision.by,
        "made": decision.made,
        "in_force": in_force,
    }


def revision_rows(archive: Archive, document: str) -> Iterator[Row]:
    """Every revision of an article and what changed. Raises WrongUse where there is no such one."""
    try:
        now = archive.get(document)
    except KeyError:
        raise WrongUse(f"{document}: there is no document of that id") from None
    texts = [(str(r.nth), r.made, r.document) for r in archive.revisions(document)]
    texts.append(("now", "", now))
    for (nth, made, old), (_, _, new) in pairwise(texts):
        yield {
            "doc": document,
            "revision": nth,
            "came": made,
            "title": old.title,
            "changed": [
                {"old": old.text[slice(*c.old)], "new": new.text[slice(*c.new)], "at": list(c.new)}
                for c in changes(old.text, new.text)
            ],
        }
