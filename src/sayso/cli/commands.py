"""Every command of `sayso`, each a few lines over the pipeline.

Heavy imports stand inside the functions that need them, so that `--help` answers at once.

  PATH... ─session─▶ documents ─pipeline─▶ values ─plain─▶ rows ─output─▶ standard output or a file
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso import __version__
from sayso.cli.archive import archive
from sayso.cli.cluster import spark
from sayso.cli.options import FIELD, SETTINGS
from sayso.cli.watch import watch

if TYPE_CHECKING:
    from sayso.cli.session import Session
    from sayso.findings import Case
    from sayso.plain import Row

ROW_FORMATS = ("table", "jsonl", "json", "csv", "parquet")
DOSSIER_FORMATS = ("html", "json", "md", "jsonl")
# one file or folder for all stories
PILE_FORMATS = ("csv", "parquet", "sqlite", "web-annotation", "claims", "prov", "csl", "ris")
F = TypeVar("F", bound=Callable[..., Any])


class _Ordered(click.Group):
    """Lists commands in the order in which they are written, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has gone is no failure, for which click would take it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            from sayso.cli.endings import ReaderGone

            raise ReaderGone from error


@click.group(
    cls=_Ordered, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="sayso")
def group() -> None:
    """On whose say-so? Reads a pile of news articles and shows what they report, who said it, where
    the accounts part, and how many independent origins each claim has.

    PATH is a file, a folder, a glob, an address (https://…), or - for standard input (one JSON
    object a line).
    """


def _common(command: F) -> F:
    """Arguments that every command takes."""
    for option in reversed(
        (
            click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
            click.option("--one-story", is_flag=True, help="Treat all input as one story."),
            click.option(
                "--strict", is_flag=True, help="Exit with status 1 when any input was rejected."
            ),
            click.option(
                "-j",
                "--jobs",
                type=click.IntRange(0),
                default=0,
                help="Number of processes. 0: one for each processor.",
            ),
            SETTINGS,
            FIELD,
            click.option(
                "--no-follow",
                is_flag=True,
                help="Do not read the articles that a fetched feed links to.",
            ),
            click.option(
                "-q", "--quiet", is_flag=True, help="No progress and no warnings, only errors."
            ),
            click.option("-v", "--verbose", is_flag=True, help="Say what each stage found."),
        )
    ):
        command = option(command)
    return command


def _rows(command: F) -> F:
    """Arguments of a command that prints rows."""
    output = click.option(
        "-o", "--output", metavar="FILE", help="Write to FILE instead of standard output."
    )
    kinds = click.Choice(ROW_FORMATS)
    shape = click.option(
        "--format", "shape", type=kinds, help="Default: table on a terminal, jsonl in a pipe."
    )
    return _common(output(shape(command)))


def _as_of(command: F) -> F:
    """The day for which the commands that compare show the accounts."""
    return click.option(
        "--as-of", metavar="DAY", help="Only what was published on that day (2024-03-01) or before."
    )(command)


def _resume(command: F) -> F:
    """Where the commands that read keep what they have read."""
    return click.option(
        "--resume",
        metavar="FILE",
        help="Keep what is read in FILE and do not read it again: goes on after an interruption.",
    )(command)


def _session(options: dict[str, Any]) -> Session:
    from sayso.cli.session import open_session

    return open_session(**options)


@group.command()
@_common
@_as_of
@_resume
@click.option(
    "-o",
    "--output",
    default="sayso-out",
    metavar="DIR",
    show_default=True,
    help="Folder for the dossiers.",
)
@click.option(
    "--format",
    "shapes",
    type=click.Choice((*DOSSIER_FORMATS, *PILE_FORMATS)),
    default=["html"],
    multiple=True,
    help="May be given several times: one run, several forms.  [default: html]",
)
def read(output: str, shapes: tuple[str, ...], **options: Any) -> None:
    """The main job: one dossier per story. `-o -` prints to standard output."""
    from sayso.cli.dossier_files import check, write_dossiers

    check(output, shapes)
    session = _session(options)
    write_dossiers(session, output, shapes)
    session.close()


@group.command()
@_rows
@click.option(
    "--explain",
    is_flag=True,
    help="Say in `why` which keys of a record were taken for which field.",
)
def documents(**options: Any) -> None:
    """What was read: text, outlet, day, parts."""
    from sayso.plain import document_row

    def rows(session: Session) -> Iterator[Row]:
        docs = session.journey.pile.by_day()
        if all(doc.published for doc in docs):
            return (yield from (document_row(doc) for doc in docs))
        if not any(doc.published for doc in docs):  # nothing to date them by: nothing is read
            from sayso.days import unknown

            yield from (document_row(doc, unknown(doc)) for doc in docs)
            return
        for case in session.journey.cases():
            for doc, day in zip(case.documents, case.days, strict=True):
                yield document_row(doc, day)

    _print(rows, options)


@group.command()
@_rows
@click.option(
    "--show",
    type=click.Choice(("pairs", "families", "boilerplate")),
    default="pairs",
    show_default=True,
    help="Pairs, families (trees under their fullest text) or site boilerplate.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    help="Leave out a pair unless this share of one text is in the other.",
)
@click.option(
    "--window-days", type=click.IntRange(0), help="Compare only texts at most this many days apart."
)
def copies(show: str, threshold: float | None, window_days: int | None, **options: Any) -> None:
    """Copies: what texts share, and whether they count as one origin. Nothing is removed."""
    from sayso.cli.copies import rows

    options["language"] = False
    _print(
        lambda session: rows(session, show, threshold=threshold, window_days=window_days), options
    )


@group.command()
@_rows
def stories(**options: Any) -> None:
    """Documents grouped into stories."""
    from sayso.plain import story_rows

    options["language"] = False
    _print(
        lambda session: (row for story in session.journey.stories for row in story_rows(story)),
        options,
    )


@group.command()
@_rows
@_resume
@click.option(
    "--all-attributions",
    is_flag=True,
    help="Also thoughts, wishes, decisions and acts, and what was never said: rows with speech"
    " false.",
)
def quotes(all_attributions: bool, **options: Any) -> None:
    """Who said what, to whom, in which words."""
    from sayso.plain import quote_row

    def rows(case: Case) -> Iterator[Row]:
        read = (quote for reading in case.readings for quote in reading.quotes)
        return (quote_row(quote) for quote in read if quote.speech or all_attributions)

    _each_case(rows, options)


@group.command()
@_rows
@_resume
def times(**options: Any) -> None:
    """Time expressions with their TIMEX3 values."""
    from sayso.plain import time_row

    def rows(case: Case) -> Iterator[Row]:
        for doc, reading in zip(case.documents, case.readings, strict=True):
            for ref in reading.times:
                part = next((p.kind for p in doc.parts if p.at.covers(ref.at)), None)
                yield time_row(ref, doc.text, part)

    _each_case(rows, options)


@group.command()
@_rows
@_resume
def names(**options: Any) -> None:
    """Names joined across documents."""
    from sayso.plain import actor_row

    _each_case(lambda case: (actor_row(a, _texts(case)) for a in case.actors), options)


@group.command()
@_rows
@_as_of
@_resume
def timeline(**options: Any) -> None:
    """Dated events, who reports them and how many origins they have."""
    from sayso.plain import event_row

    def rows(session: Session) -> Iterator[Row]:
        for case, found in session.journey.compared():
            yield from (event_row(e, _texts(case)) for e in found.events)

    _print(rows, options)


@group.command()
@_rows
@_as_of
@_resume
def findings(**options: Any) -> None:
    """Where the accounts agree and part, and the independent origins behind each claim."""
    from sayso.plain import finding_row, unknown_row

    def rows(session: Session) -> Iterator[Row]:
        for case, found in session.journey.compared():
            yield from (finding_row(f, _texts(case)) for f in found.findings)
            yield from (unknown_row(q, _texts(case)) for q in found.open_questions)

    _print(rows, options)


@group.command()
@_common
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(("text", "html", *ROW_FORMATS)),
    help="Default: text on a terminal, jsonl in a pipe; rows add what is claimed.",
)
def compare(shape: str | None, output: str | None, **options: Any) -> None:
    """Two articles side by side: shared words, differences, what each alone says."""
    from sayso.cli.side_by_side import show

    options["one_story"] = True
    session = _session(options)
    show(session, shape, output)
    session.close()


@group.command()
@click.argument("archive", metavar="ARCHIVE")
@click.option("--host", default="127.0.0.1", show_default=True, help="Number or name to listen at.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8321, show_default=True, help="Port there."
)
@click.option(
    "--name", "names", multiple=True, metavar="NAME", help="A further name of the server."
)
@click.option(
    "--token",
    envvar="SAYSO_TOKEN",
    default="",
    metavar="WORDS",
    help="What visitors must know; needed beyond this machine. Also the variable SAYSO_TOKEN.",
)
@click.option("--read-only", is_flag=True, help="Nothing can be added or decided.")
@SETTINGS
def serve(settings: str | None, **options: Any) -> None:
    """An archive in the browser: stories, articles, people, searches, corrections."""
    from sayso.cli.session import settings_of
    from sayso.web import WebOptions
    from sayso.web.serving import serve as served

    chosen = WebOptions(settings=settings_of(settings, ()), **options)
    served(chosen, lambda said: click.echo(said, err=True))


for several in (archive, watch, spark):
    group.add_command(several)


@group.command()
@click.argument("paths", nargs=-1, required=True, metavar="ARCHIVE|PATH...")
@click.option("--no-read", is_flag=True, help="Never read a story that nobody has read yet.")
@SETTINGS
def mcp(paths: tuple[str, ...], no_read: bool, settings: str | None) -> None:
    """Answer agents over the Model Context Protocol on standard input and output.

    Give an archive, or files and folders of which one is made for the time of the session. Nothing
    is added or decided; what is read to answer a question is kept in the archive.
    """
    from sayso.cli.agents import answer

    answer(paths, settings, read=not no_read)


def _texts(case: Case) -> dict[str, str]:
    return {doc.id: doc.text for doc in case.documents}


def _each_case(rows: Callable[[Case], Iterator[Row]], options: dict[str, Any]) -> None:
    _print(lambda session: (row for case in session.journey.cases() for row in rows(case)), options)


def _print(rows: Callable[[Session], Iterator[Row]], options: dict[str, Any]) -> None:
    from sayso.cli.output import emit

    shape, output = options.pop("shape"), options.pop("output")
    session = _session(options)
    emit(rows(session), shape, output)
    session.close()


def main() -> None:
    """Run the command line; every expected failure ends in one line on standard error and an exit
    status.

    0 done, 1 nothing usable (or --strict and something rejected), 2 wrong use, 130 interrupted, 143
    ended by SIGTERM.
    """
    from sayso.cli.endings import guarded

    guarded(lambda: group(prog_name="sayso", standalone_mode=False))
