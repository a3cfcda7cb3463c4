"""Pages of stories, laid out when these are read, and kept beside their dossiers.

    dossier ──story_part──▶ page ─sealed─▶ archive, under the mark of its dossier and the form of
                                           today ─mark, form and seal true?─▶ shown | made anew

A page is of the mark that its dossier has, so whatever makes a dossier untrue (a new text, a
decision, other settings, another version of the program) makes its page untrue.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property

from sayso.archive import Archive
from sayso.dossiers.live import Live
from sayso.dossiers.page import environment
from sayso.run.sealed import key_file, machine_key, opened, sealed


class Pages:
    """The pages that this machine has made and those of the same form that it will make."""

    def __init__(self) -> None:
        """The key is made where this machine has none."""
        self._key = machine_key(key_file())

    @cached_property
    def form(self) -> str:
        """What changes with the templates that pages are made of."""
        loader = environment().loader
        assert loader is not None
        texts = [loader.get_source(environment(), name)[0] for name in loader.list_templates()]
        return "web-" + hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]

    def kept(self, archive: Archive, n: int, mark: str) -> str | None:
        """The page of a story whose dossier has that mark; None where none is kept, or none that
        this machine has made.
        """
        return opened(archive.shelves.page(n, self.form, mark), self._about(n, mark), self._key)

    def keep(self, archive: Archive, n: int, mark: str, page: str) -> None:
        """Keep the page of a story beside its dossier, if that still has the mark."""
        body = sealed(page, self._about(n, mark), self._key)
        with archive.writing("kept a page"):
            if archive.shelves.mark(n) == mark:
                archive.shelves.put_page(n, self.form, mark, body)

    def _about(self, n: int, mark: str) -> str:
        return f"{n} {mark} {self.form}"


def links(archive: Archive, n: int, doc_ids: Iterable[str], *, own_page: bool = False) -> Live:
    """Where the links of a part of a story lead; on its `own_page` those to itself stay there."""
    return Live(
        story="" if own_page else f"/story/{n}",
        finding=f"/story/{n}/finding/",
        person="/person?name=",
        own=archive.shelves.numbers(doc_ids),
    )
