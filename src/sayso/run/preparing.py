"""What is opened before anybody waits for it: models, word lists, rules, the index of copies.

two invented articles ──the whole journey──▶ a page that nobody sees: all is loaded
archive ──▶ its index of copies and its counts of words, in memory
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from sayso.model import Document
from sayso.run.collecting import settle
from sayso.run.keeping import Keeper

_TOLD = (
    "The ferry Alva will stay in Norrvik until Friday, the harbour master, Ilse Brandt, said on "
    "Monday. “Nobody was hurt,” she said. Twelve passengers had been aboard.",
    "Ilse Brandt told reporters on Monday that the Alva would not sail before Friday. A spokesman "
    "for the port said that 14 passengers had been aboard when it ran aground.",
)


def prepare_reading(_: Keeper) -> None:
    """Models, word lists and rules, loaded by reading two articles that nobody wrote."""
    _rehearse()


def prepare_placing(keeper: Keeper) -> None:
    """The index of copies of an archive, and how many of its articles hold each word."""
    keeper.open()


def prepare_memory(_: Keeper) -> None:
    """All of that is no longer looked through for what nobody holds."""
    settle()


PREPARING: tuple[Callable[[Keeper], None], ...] = (
    prepare_reading,
    prepare_placing,
    prepare_memory,
)


@cache
def _rehearse() -> None:
    from sayso.dossiers.live import Live, story_part
    from sayso.pile import MemoryPile
    from sayso.pipeline import Journey

    docs = [
        Document(name, text, title="Ferry aground", published=date(2031, 5, 5), lang="en")
        for name, text in zip(("a", "b"), _TOLD, strict=True)
    ]
    for dossier in Journey(MemoryPile(docs), one_story=True).dossiers():
        story_part(dossier, Live(own={"a": 1, "b": 2}))
