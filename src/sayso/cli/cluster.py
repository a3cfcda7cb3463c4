"""`sayso spark`: the steps of the journey as jobs on Apache Spark, from Parquet to Parquet.

IN, OUT ──engine──▶ SparkSession ──Job──▶ tables under OUT, counts on standard error
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from sayso.cli.options import FIELD, SETTINGS

F = TypeVar("F", bound=Callable[..., Any])


def _cluster(command: F) -> F:
    """Arguments of every job."""
    for option in reversed(
        (
            click.argument("source", metavar="IN"),
            click.argument("out", metavar="OUT"),
            click.option(
                "--master",
                metavar="URL",
                help="The cluster, as Spark names it. [default: this machine, or what spark-submit"
                " was told]",
            ),
            click.option(
                "--conf",
                "given",
                metavar="NAME=VALUE",
                multiple=True,
                help="A setting of Spark: spark.executor.memory=8g.",
            ),
            SETTINGS,
            FIELD,
            click.option(
                "--hot",
                type=click.IntRange(100),
                default=1_000_000,
                show_default=True,
                help="A window that more texts hold makes no pairs, and is told as boilerplate.",
            ),
            click.option("--keep", is_flag=True, help="Keep the tables between the steps."),
            click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        )
    ):
        command = option(command)
    return command


@click.group()
def spark() -> None:
    """Piles beyond one machine, on Apache Spark: Parquet in, Parquet out.

    IN is a table of Parquet with an article a row, OUT a folder for what comes of it; both as Spark
    names them, also s3a://… or hdfs://…. A job that was stopped goes on from its last whole step.
    """


@spark.command("copies")
@_cluster
def copies(**options: Any) -> None:
    """Copies: OUT/pairs, OUT/families and OUT/boilerplate, with the rows of `sayso copies`."""
    _tell(_job(**options).copies(), options["quiet"])


@spark.command("stories")
@_cluster
def stories(**options: Any) -> None:
    """Stories: OUT/stories, with the rows of `sayso stories`."""
    _tell(_job(**options).stories(), options["quiet"])


@spark.command("read")
@_cluster
def read(**options: Any) -> None:
    """The main job: OUT/dossiers, with a dossier a story as JSON, as of `sayso read`."""
    _tell(_job(**options, language=True).read(), options["quiet"])


def _tell(counted: dict[str, int], quiet: bool) -> None:
    if not quiet:
        told = ", ".join(f"{count:,} {name}" for name, count in counted.items())
        click.echo(told, err=True)


def _job(
    *,
    source: str,
    out: str,
    master: str | None,
    given: tuple[str, ...],
    settings: str | None,
    fields: tuple[str, ...],
    hot: int,
    keep: bool,
    quiet: bool,
    language: bool = False,
) -> Any:
    from sayso.cli.session import settings_of
    from sayso.errors import WrongUse
    from sayso.run.spark.engine import opened
    from sayso.run.spark.job import Job

    if wrong := [pair for pair in given if "=" not in pair]:
        raise WrongUse(f"--conf {wrong[0]}: give NAME=VALUE")
    chosen = settings_of(settings, fields, language=language)
    session = opened(master, dict(pair.split("=", 1) for pair in given))
    click.get_current_context().call_on_close(session.stop)
    say = (lambda line: None) if quiet else (lambda line: click.echo(line, err=True))
    return Job(session, source, out.rstrip("/"), chosen, hot=hot, keep=keep, said=say)
