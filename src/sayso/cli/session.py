"""One run of a command: its inputs read into a pile, its journey, its progress, its exit status.

paths ──run.gather──▶ documents + rejections ──▶ MemoryPile ──▶ Journey
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso import __version__
from sayso.cli.progress import Reporter
from sayso.documents import standing
from sayso.errors import NothingUsable, WrongUse
from sayso.model import Document, Rejected
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.run import Processes, gather, seldom_collected
from sayso.settings import Settings, from_toml
from sayso.words import sentence

if TYPE_CHECKING:
    from sayso.model import Reading

_LONG = 200_000  # characters of one text; reading costs about a quarter of a second per thousand


@dataclass(frozen=True, slots=True)
class Session:
    """A journey and what a command says of it; a door, closed by `close`."""

    journey: Journey
    report: Reporter
    strict: bool

    def close(self) -> None:
        """End the progress display; with --strict, any rejection ends the program with status 1."""
        journey = self.journey
        if "stories" in vars(journey):  # where a command got so far
            told = len(journey.stories)
            self.report.note(f"{len(journey.pile.by_day())} documents in {told} stories")
        self.report.close()
        if self.strict and (rejected := journey.pile.rejected()):
            sys.stdout.flush()
            raise NothingUsable(f"--strict: {len(rejected)} of the inputs were rejected, see above")


def open_session(
    *,
    paths: tuple[str, ...],
    one_story: bool,
    strict: bool,
    settings: str | None,
    quiet: bool,
    verbose: bool,
    jobs: int = 0,
    fields: tuple[str, ...] = (),
    explain: bool = False,
    no_follow: bool = False,
    as_of: str | None = None,
    language: bool = True,
    resume: str | None = None,
) -> Session:
    """Read every input; the `language` only for who has use for it; what is read is kept in the
    file `resume`. Raises NothingUsable without a document, WrongUse for bad settings, a field that
    there is not, a day that is none, or a file that is no file of readings.
    """
    if quiet and verbose:
        raise WrongUse("--quiet and --verbose cannot be used together: give one of them")
    day = _day(as_of)
    kept = _kept(resume)
    report = Reporter(quiet=quiet, verbose=verbose)
    chosen = settings_of(settings, fields, explain=explain, follow=not no_follow, language=language)
    pile = MemoryPile()
    run = Processes(jobs)
    # whatever ends the command ends the workers, and takes the bar away
    for close in (run.close, report.close):
        click.get_current_context().call_on_close(close)

    def refused(item: Rejected) -> None:
        report.warn(f"rejected {item}")

    if not (read := _filled(pile, _inputs(paths, chosen, run), report, refused)):
        report.close()
        hint = _hint(len(pile.rejected()))
        raise NothingUsable(f"nothing usable in {', '.join(paths)}: no article could be read{hint}")
    report.note(f"{read} documents read, {len(pile.rejected())} inputs rejected")
    journey = Journey(pile, chosen, one_story, run=run, progress=report.progress, refused=refused)
    journey.as_of, journey.noted = day, lambda said: report.warn(f"--as-of: {said}")
    journey.kept = kept
    return Session(journey, report, strict)


def _filled(
    pile: MemoryPile,
    items: Iterable[Document | Rejected],
    report: Reporter,
    refused: Callable[[Rejected], None],
) -> int:
    """How many documents came into the pile."""
    read = 0
    with seldom_collected():
        for item in items:
            if isinstance(item, Document):
                pile.put(item)
                _warn_of(item, report)
                read += 1
                report.progress("reading files", read, 0)
            else:
                pile.reject(item, item.withdraws)
                refused(item)
    return len(pile.by_day())


def _inputs(
    paths: tuple[str, ...], chosen: Settings, run: Processes
) -> Iterator[Document | Rejected]:
    """What files hold, then what addresses do; an article that both hold is taken once."""
    if any("://" in path for path in paths):
        return _with_addresses(paths, chosen, run)
    return standing(gather(paths, stdin=sys.stdin.buffer, options=chosen.documents, run=run))


def _with_addresses(
    paths: tuple[str, ...], chosen: Settings, run: Processes
) -> Iterator[Document | Rejected]:
    from sayso.fetch import articles, is_address

    files = [path for path in paths if not is_address(path)]
    found: list[Iterator[Document | Rejected]] = []
    if files:
        found.append(gather(files, stdin=sys.stdin.buffer, options=chosen.documents, run=run))
    if len(files) < len(paths):
        found.append(articles(filter(is_address, paths), chosen, version=__version__))
    return standing(chain.from_iterable(found))


def _warn_of(doc: Document, report: Reporter) -> None:
    for reason in doc.why:
        if reason.rule == "many-articles":
            report.warn(f"{doc.source}: {sentence(reason)}")
    if len(doc.text) > _LONG:
        report.warn(f"{doc.source}: {len(doc.text):,} characters; to read quotes takes minutes")


def settings_of(
    path: str | None,
    fields: tuple[str, ...],
    *,
    explain: bool = False,
    follow: bool = True,
    language: bool = True,
) -> Settings:
    """The settings of a file, or of the one that SAYSO_SETTINGS names, with fields named by hand.
    Raises WrongUse where they cannot be understood.
    """
    path = path or os.environ.get("SAYSO_SETTINGS")
    chosen = from_toml(Path(path).read_text(encoding="utf-8")) if path else Settings()
    mapped = (*fields, *chosen.documents.fields)  # of two keys for a field the first counts
    told = explain or chosen.documents.explain
    asked = language and chosen.documents.language
    read = replace(chosen.documents, fields=mapped, explain=told, language=asked)
    fetched = replace(chosen.fetch, follow=follow and chosen.fetch.follow)
    return replace(chosen, documents=read, fetch=fetched)


def _kept(path: str | None) -> MutableMapping[str, Reading] | None:
    if path is None:
        return None
    from sayso.run.resuming import KeptReadings

    return KeptReadings(path)


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    from sayso.archive import typed_day

    return typed_day("--as-of", given)


def _hint(rejected: int) -> str:
    if not rejected:
        from sayso.documents.reader import READABLE

        return f" (sayso reads {READABLE})"
    return f" ({rejected} rejected, see the reasons above)"
