"""`sayso archive`: a growing pile in one file, added to, searched, corrected, handed out.

ARCHIVE, PATH... ──Origins──▶ Keeper ──▶ rows of what came of it
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.cli.options import FIELD, SETTINGS

if TYPE_CHECKING:
    from sayso.plain import Row

_SHAPES = ("table", "jsonl", "json", "csv", "parquet")
# the first article of standard input is called -:1, and that is no option
_ANY_ID = {"ignore_unknown_options": True}
F = TypeVar("F", bound=Callable[..., Any])


def _file(command: F) -> F:
    return click.argument("archive", metavar="ARCHIVE")(command)


def _rows(command: F) -> F:
    output = click.option(
        "-o", "--output", metavar="FILE", help="Write to FILE instead of standard output."
    )
    shape = click.option(
        "--format",
        "shape",
        type=click.Choice(_SHAPES),
        help="Default: table on a terminal, jsonl in a pipe.",
    )
    return output(shape(command))


def _working(command: F) -> F:
    """Options of commands that work something out."""
    for option in reversed(
        (
            SETTINGS,
            click.option("-j", "--jobs", type=click.IntRange(0), default=0, help="Processes."),
            click.option("-q", "--quiet", is_flag=True, help="No progress and no warnings."),
        )
    ):
        command = option(command)
    return command


@click.group()
def archive() -> None:
    """A growing pile in one file: add articles, search, correct, hand out.

    ARCHIVE is a file such as news.sayso; `add` makes it. What was read is not read again, what you
    decide is kept apart from what is worked out, and never overwritten.
    """


@archive.command()
@_file
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--read/--no-read", default=False, help="Also read and compare what is new.")
@FIELD
@_working
def add(
    archive: str, paths: tuple[str, ...], read: bool, fields: tuple[str, ...], **options: Any
) -> None:
    """Keep articles: files, folders, globs, addresses, or - for standard input."""
    from sayso.cli.keeping import added, open_keeper

    with open_keeper(archive, create=True, fields=fields, **options) as kept:
        added(kept, paths, read=read)


@archive.command("read")
@_file
@_working
def read_all(archive: str, **options: Any) -> None:
    """Read and compare every story whose dossier is not there or no longer true."""
    from sayso.cli.keeping import open_keeper, read_stories

    with open_keeper(archive, **options) as kept:
        read_stories(kept)


@archive.command()
@_file
@click.argument("query", nargs=-1, required=True)
@click.option("--claims", is_flag=True, help="Claims with their counted origins, not articles.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@_rows
def search(
    archive: str, query: tuple[str, ...], *, claims: bool, limit: int, **shown: str | None
) -> None:
    """Articles or claims by words, "phrases", outlet:, speaker:, before:, after:, origins>1."""
    from sayso.archive import parse
    from sayso.archive.lines import claim_row, hit_row
    from sayso.cli.keeping import open_archive
    from sayso.cli.output import emit

    asked = parse(" ".join(query))
    with open_archive(archive) as held:
        found: Iterator[Row]
        if claims:
            found = (claim_row(hit) for hit in held.search.claims(asked, limit=limit))
        else:
            found = (hit_row(hit) for hit in held.search.documents(asked, limit=limit).hits)
        emit(found, shown["shape"], shown["output"])


@archive.command("stories")
@_file
@click.option("--limit", type=click.IntRange(1), default=1_000_000)
@_rows
def list_stories(archive: str, limit: int, shape: str | None, output: str | None) -> None:
    """Stories, the latest first: number, title, days, articles, texts."""
    from sayso.archive.lines import story_row
    from sayso.cli.keeping import open_archive
    from sayso.cli.output import emit

    with open_archive(archive) as held:
        emit((story_row(spine) for spine in held.shelves.spines(limit=limit)), shape, output)


@archive.command()
@_file
@click.argument("stories", nargs=-1, type=int, metavar="[STORY]...")
@click.option("-o", "--output", default="sayso-out", metavar="DIR", show_default=True)
@click.option("--format", "shapes", default=["html"], multiple=True, help="As in `read`.")
@_working
def export(
    archive: str, stories: tuple[int, ...], output: str, shapes: tuple[str, ...], **options: Any
) -> None:
    """Dossiers of stories (of all where none is named), in the forms of `sayso read`."""
    from sayso.cli.keeping import open_keeper, write_stories

    with open_keeper(archive, **options) as kept:
        write_stories(kept, stories, output, shapes)


@archive.command()
@_file
@click.argument("kind")
@click.argument("about", nargs=-1)
@click.option("--at", "at", multiple=True, metavar="DOC:START:END", help="A passage it is about.")
@click.option("--say", "said", default="", help="The words of a grade or note, or the reason.")
@click.option("--by", default="", help="Who decides.")
@_working
def decide(
    archive: str,
    kind: str,
    *,
    about: tuple[str, ...],
    at: tuple[str, ...],
    said: str,
    by: str,
    **options: Any,
) -> None:
    """Correct: merge, split, same-name, not-a-conflict, not-the-same-fact, grade, note."""
    from sayso.cli.keeping import decision_of, decision_row, open_keeper
    from sayso.cli.output import emit

    with open_keeper(archive, **options) as kept:
        emit(
            [decision_row(kept.keeper.decide(decision_of(kind, about, at, said=said, by=by)))],
            None,
            None,
        )


@archive.command()
@_file
@click.option("--all", "everything", is_flag=True, help="Also those that were undone.")
@_rows
def decisions(archive: str, everything: bool, shape: str | None, output: str | None) -> None:
    """What people decided, in force; numbers are for `undo`."""
    from sayso.cli.keeping import decision_row, open_archive
    from sayso.cli.output import emit

    with open_archive(archive) as held:
        rows = [decision_row(one) for one in held.decisions.in_force()]
        if everything:
            rows += [decision_row(one, in_force=False) for one in held.decisions.undone()]
        emit(sorted(rows, key=lambda row: row["n"]), shape, output)


@archive.command()
@_file
@click.argument("number", type=int)
@_working
def undo(archive: str, number: int, **options: Any) -> None:
    """Take a decision back, and what followed from it."""
    from sayso.cli.keeping import decision_row, open_keeper
    from sayso.cli.output import emit

    with open_keeper(archive, **options) as kept:
        emit([decision_row(kept.keeper.undo(number), in_force=False)], None, None)


@archive.command()
@_file
@click.option("--since", required=True, metavar="DAY", help="What came on that day or later.")
@SETTINGS
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(("text", *_SHAPES)),
    help="Default: text on a terminal, jsonl in a pipe.",
)
def changes(
    *, archive: str, since: str, settings: str | None, shape: str | None, output: str | None
) -> None:
    """What changed since a day: articles, corrections, stories, conflicts, origins."""
    from sayso.cli.keeping import open_archive
    from sayso.cli.session import settings_of
    from sayso.cli.watching import tell
    from sayso.run.changed import rows, since_day
    from sayso.run.keeping import Keeper

    with open_archive(archive) as held:
        keeper = Keeper(held, settings_of(settings, ()))
        with held.looking():
            found = list(rows(held, keeper, since_day(held, since)))
        tell(found, shape, output)


@archive.command(context_settings=_ANY_ID)
@_file
@click.argument("document")
@_rows
def revisions(archive: str, document: str, shape: str | None, output: str | None) -> None:
    """Earlier texts of an article, and what changed from each to the next."""
    from sayso.cli.keeping import open_archive, revision_rows
    from sayso.cli.output import emit

    with open_archive(archive) as held:
        emit(revision_rows(held, document), shape, output)


@archive.command(context_settings=_ANY_ID)
@_file
@click.argument("document")
def original(archive: str, document: str) -> None:
    """The bytes that an article was read out of, as they came, on standard output."""
    from sayso.cli.keeping import bytes_of, open_archive

    with open_archive(archive) as held:
        for piece in bytes_of(held, document):
            sys.stdout.buffer.write(piece)


@archive.command()
@_file
@click.argument("new", metavar="NEW")
@_working
def rebuild(archive: str, new: str, **options: Any) -> None:
    """Make a NEW archive from the bytes that came in and what was decided, with today's program."""
    from sayso.cli.keeping import open_archive, open_keeper, rebuilt

    with open_archive(archive) as held, open_keeper(new, create=True, **options) as kept:
        rebuilt(held, kept)


@archive.command()
@_file
def check(archive: str) -> None:
    """Is the file whole? Says what is damaged, and ends with status 1 where something is."""
    from sayso.cli.keeping import checked, open_archive

    with open_archive(archive) as held:
        checked(held)
