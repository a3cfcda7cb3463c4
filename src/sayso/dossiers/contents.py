"""A table of contents for several dossiers: one line a story, what lies in it and where its
accounts part.

dossiers with their file names ──▶ index.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sayso.dossiers.head import Head, head
from sayso.dossiers.index import index
from sayso.dossiers.page import asset, rendered
from sayso.dossiers.wording import count
from sayso.model import Conflict, Dossier


@dataclass(frozen=True, slots=True)
class Entry:
    """One story."""

    href: str
    head: Head
    conflicts: str


def contents(made: Sequence[tuple[Dossier, str]]) -> str:
    """One self-contained page that leads to the dossiers; each comes with the name of its file in
    the same folder; the largest story stands first.

    >>> "No dossiers" in contents([])
    True
    """
    entries = [_entry(*one) for one in sorted(made, key=lambda m: -len(m[0].documents))]
    return rendered("contents.html", asset("style.css"), entries=entries)


def _entry(dossier: Dossier, name: str) -> Entry:
    parted = sum(isinstance(f, Conflict) for f in dossier.findings.findings)
    words = (
        f"accounts part in {count(parted, 'place')}"
        if parted
        else "no place found where accounts part"
    )
    return Entry("./" + quote(name), head(index(dossier)), words)
