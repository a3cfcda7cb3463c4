"""Dossiers to files: one a story, a table of contents where there are several, and the forms that
hold the whole pile.

Journey ──pages──▶ Dossier and its pages ──▶ DIR/<title>-<story>.html
                   all dossiers ──exchange──▶ DIR/csv/…, DIR/sayso.sqlite, …
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast, get_args

from sayso import dossiers, exchange
from sayso.cli.output import whole_file
from sayso.cli.session import Session
from sayso.cli.terminal import shown
from sayso.dossiers import Format
from sayso.errors import WrongUse
from sayso.model import Dossier
from sayso.settings import digest
from sayso.text import fold_words

_NAME_WORDS = 8  # words of the title in a file's name
_IN_FOLDERS = ("csv", "parquet", "sqlite")  # several files, or no text


def check(output: str, shapes: Sequence[str]) -> None:
    """Raises WrongUse, before anything is read, where so much cannot go to standard output."""
    if output == "-" and len(set(shapes)) > 1:
        raise WrongUse("-o - prints one format; give a folder with -o DIR for several")
    if output == "-" and shapes[0] in _IN_FOLDERS:
        raise WrongUse(f"{shapes[0]} is several files, or no text: give a folder with -o DIR")


def write_dossiers(session: Session, output: str, shapes: Sequence[str]) -> None:
    """Write every dossier under `output`, or print them when it is `-`, in each of the forms."""
    kinds = [cast(Format, s) for s in dict.fromkeys(shapes) if s in get_args(Format)]
    forms = [form for form in exchange.FORMS if form in shapes]
    made: list[tuple[Dossier, str]] = []
    held: list[Dossier] = []
    for dossier, pages in session.journey.pages(*kinds):
        if forms:
            held.append(dossier)
        for kind, page in zip(kinds, pages, strict=True):
            text = page.rstrip("\n") + "\n"
            if output == "-":
                _print(text, kind)
                continue
            name = f"{slug(dossier.title)}-{dossier.story.id}.{kind}"
            with whole_file(Path(output) / name) as file:
                file.write(text)
            made.append((dossier, name))
    session.report.close()
    pages_made = [(dossier, name) for dossier, name in made if name.endswith(".html")]
    if len(pages_made) > 1:
        with whole_file(Path(output) / "index.html") as file:
            file.write(dossiers.contents(pages_made))
        print(Path(output) / "index.html")
    for _, name in made:
        print(Path(output) / name)
    for form in forms:
        _export(session, held, form, output)


def _export(session: Session, held: list[Dossier], form: exchange.Form, output: str) -> None:
    for name, data in exchange.export(held, form, settings=digest(session.journey.settings)):
        if output == "-":
            _print(data.decode("utf-8"), form)
            continue
        with whole_file(Path(output) / name, "wb") as file:
            file.write(data)
        print(Path(output) / name)


def _print(text: str, kind: str) -> None:
    plain = kind in ("md", "ris") or sys.stdout.isatty()  # read by people, not by programs
    sys.stdout.write(shown(text) if plain else text)


def slug(title: str) -> str:
    """A title as part of a file's name: lower-case letters, digits and hyphens.

    >>> slug("Mayor to port: “Open, please”")
    'mayor-to-port-open-please'
    """
    return "-".join(word for word, _, _ in fold_words(title)[:_NAME_WORDS])[:80] or "story"
