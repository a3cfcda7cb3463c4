"""`sayso watch`: feeds, folders and files followed, what changed told, saved searches asked."""

from __future__ import annotations

import click

from sayso.cli.options import SETTINGS

_SHAPES = ("text", "table", "jsonl", "json", "csv", "parquet")


@click.command()
@click.argument("archive", metavar="ARCHIVE")
@click.argument("places", nargs=-1, metavar="[PLACE]...")
@click.option("--read/--no-read", default=False, help="Also read and compare what is new.")
@click.option(
    "--every",
    type=click.IntRange(1),
    metavar="SECONDS",
    help="Look again and again, so many seconds apart.",
)
@click.option(
    "--search", "searches", multiple=True, metavar="NAME=QUERY", help="Save a search and ask it."
)
@click.option("--hook", default="", metavar="URL", help="Send its hits there as JSON.")
@click.option("--forget", multiple=True, metavar="NAME", help="A place or search to leave.")
@click.option("--list", "listed", is_flag=True, help="Only say what is followed.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(_SHAPES),
    help="Default: text on a terminal, jsonl in a pipe.",
)
@SETTINGS
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, help="Processes.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no warnings.")
def watch(
    *,
    archive: str,
    places: tuple[str, ...],
    read: bool,
    every: int | None,
    searches: tuple[str, ...],
    hook: str,
    forget: tuple[str, ...],
    listed: bool,
    output: str | None,
    shape: str | None,
    settings: str | None,
    jobs: int,
    quiet: bool,
) -> None:
    """Follow feeds, folders and files: add what is new to ARCHIVE, and say what changed.

    A PLACE is an address, a folder or a file; it is followed from then on, also where none is
    given. Looks once, unless --every says how often.
    """
    from sayso.cli import watching
    from sayso.cli.keeping import open_keeper
    from sayso.cli.output import emit

    asked = watching.Asked(read, shape, output, every)
    with open_keeper(archive, create=True, settings=settings, jobs=jobs, quiet=quiet) as kept:
        if forget:
            watching.forget(kept.archive, forget)
        watching.follow(kept.archive, places, searches, hook)
        if listed:
            emit(watching.followed_rows(kept.archive), shape, output)
        elif places or searches or not forget:
            watching.watch(kept, asked)
