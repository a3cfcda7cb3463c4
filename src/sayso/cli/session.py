"""One run of a command: its documents, what was rejected, its settings, its progress, its exit
status.

paths ──run.inputs──▶ documents + rejections ──▶ pile ──▶ cases (one a story)
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from sayso import pipeline
from sayso.cli.progress import Reporter
from sayso.errors import NothingUsable, WrongUse
from sayso.findings import Case
from sayso.model import CopyGraph, Document, Rejected
from sayso.run import Processes, gather
from sayso.settings import Settings, from_toml


@dataclass
class Session:
    """Holds what a command has read so far; a door, closed by `close`."""

    documents: list[Document]
    rejected: list[Rejected]
    settings: Settings
    one_story: bool
    strict: bool
    report: Reporter
    run: Processes
    _pile: pipeline.Pile | None = field(default=None, repr=False)

    def graph(self) -> CopyGraph:
        """Copies only: what the command `copies` needs."""
        graph = pipeline.find_copies(
            pipeline.arrange(self.documents), self.settings, self.report.progress, run=self.run
        )
        if graph.boilerplate:
            most = max(found.documents for found in graph.boilerplate)
            self.report.note(
                f"{len(graph.boilerplate)} passages stand in very many documents (up to {most}) that share "
                "nothing else: taken for the furniture of a site, not for copies; --show boilerplate lists them"
            )
        return graph

    def pile(self) -> pipeline.Pile:
        """Copies and stories, worked out once."""
        if self._pile is None:
            self._pile = pipeline.sort_out(
                self.documents,
                self.settings,
                one_story=self.one_story,
                progress=self.report.progress,
                run=self.run,
            )
            self.report.note(
                f"{len(self.documents)} documents in {len(self._pile.stories)} stories"
            )
        return self._pile

    def cases(self) -> Iterator[Case]:
        """Every story, read."""
        self.report.progress("opening the language model", 0, 1)
        pipeline.open_models()  # before there are workers, which then share its memory
        self.report.progress("opening the language model", 1, 1)
        yield from pipeline.read_stories(self.pile(), progress=self.report.progress, run=self.run)

    def close(self) -> None:
        """End the progress display; with --strict, any rejection ends the program with status 1."""
        self.report.close()
        if self.strict and self.rejected:
            sys.stdout.flush()
            raise NothingUsable(
                f"--strict: {len(self.rejected)} of the inputs were rejected, see above"
            )


def open_session(
    *,
    paths: tuple[str, ...],
    one_story: bool,
    strict: bool,
    settings: str | None,
    quiet: bool,
    verbose: bool,
    jobs: int = 0,
) -> Session:
    """Read every input. Raises NothingUsable when not one document came of it, WrongUse for bad
    settings.
    """
    if quiet and verbose:
        raise WrongUse("--quiet and --verbose exclude each other: give one of them")
    report = Reporter(quiet=quiet, verbose=verbose)
    chosen = _settings(settings)
    documents: list[Document] = []
    rejected: list[Rejected] = []
    run = Processes(jobs)
    click.get_current_context().call_on_close(
        run.close
    )  # whatever ends the command ends the workers too
    for item in gather(paths, stdin=sys.stdin.buffer, options=chosen.documents, run=run):
        if isinstance(item, Rejected):
            rejected.append(item)
            report.warn(f"rejected {item}")
        else:
            documents.append(item)
            report.progress("reading files", len(documents), 0)
    if not documents:
        report.close()
        raise NothingUsable(
            f"nothing usable in {', '.join(paths)}: no article could be read{_hint(rejected)}"
        )
    report.note(f"{len(documents)} documents read, {len(rejected)} inputs rejected")
    return Session(documents, rejected, chosen, one_story, strict, report, run)


def _settings(path: str | None) -> Settings:
    path = path or os.environ.get("SAYSO_SETTINGS")
    return from_toml(Path(path).read_text(encoding="utf-8")) if path else Settings()


def _hint(rejected: list[Rejected]) -> str:
    if not rejected:
        return " (sayso reads .txt .md .html .jsonl .json .csv)"
    return f" ({len(rejected)} rejected, the reasons stand above)"
