"""Dossiers to files: one a story, and a table of contents where there are several.

Journey ──pages──▶ Dossier and its page ──▶ DIR/<title>-<story>.html
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

from sayso import dossiers
from sayso.cli.output import whole_file
from sayso.cli.session import Session
from sayso.cli.terminal import shown
from sayso.dossiers import Format
from sayso.model import Dossier
from sayso.text import fold_words

_NAME_WORDS = 8  # words of the title in a file's name


def write_dossiers(session: Session, output: str, shape: str) -> None:
    """Write every dossier under `output`, or print them when it is `-`."""
    kind = cast(Format, shape)
    made: list[tuple[Dossier, str]] = []
    for dossier, page in session.journey.pages(kind):
        text = page.rstrip("\n") + "\n"
        if output == "-":
            plain = shape == "md" or sys.stdout.isatty()  # read by people, not by programs
            sys.stdout.write(shown(text) if plain else text)
            continue
        name = f"{slug(dossier.title)}-{dossier.story.id}.{shape}"
        with whole_file(Path(output) / name) as file:
            file.write(text)
        made.append((dossier, name))
    session.report.close()
    if len(made) > 1 and shape == "html":
        with whole_file(Path(output) / "index.html") as file:
            file.write(dossiers.contents(made))
        print(Path(output) / "index.html")
    for _, name in made:
        print(Path(output) / name)


def slug(title: str) -> str:
    """A title as part of a file's name: lower-case letters, digits and hyphens.

    >>> slug("Mayor to port: “Open, please”")
    'mayor-to-port-open-please'
    """
    return "-".join(word for word, _, _ in fold_words(title)[:_NAME_WORDS])[:80] or "story"
