"""Dossiers of an archive as files: made by all processes at once, held one at a time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso import dossiers, exchange
from sayso.archive import Archive
from sayso.cli.keeping import Kept, write_stories
from sayso.cli.progress import Reporter
from sayso.model import Document, Dossier
from sayso.readings import Models
from sayso.run import Processes
from sayso.run.keeping import Keeper
from sayso.settings import Settings

TOWNS = ("Orva", "Skarn", "Velm", "Tirn", "Ulsk", "Brenn")


@pytest.fixture
def asked() -> list[int]:
    return []


@pytest.fixture
def kept(tmp_path: Path, models: Models, asked: list[int]) -> Iterator[Kept]:
    def run(step: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        todo = list(tasks)
        asked.append(len(todo))
        return map(step, todo)

    with Archive(tmp_path / "x.sayso", create=True) as archive:
        keeper = Keeper(archive, models=models, run=run)
        for n, town in enumerate(TOWNS):
            text = f"The mayor of {town} resigned on Monday. “I am tired,” said Ines {town}son."
            doc = Document(
                town, text, title=f"{town} loses its mayor", published=date(2031, n + 1, 4)
            )
            with archive.writing("kept"):
                archive.keep(doc, file=town)
        keeper.place()
        asked.clear()
        yield Kept(archive, keeper, Settings(), Processes(1), Reporter(quiet=True))


def alive() -> int:
    gc.collect()
    return sum(isinstance(one, Dossier) for one in gc.get_objects())


def test_stories_are_read_together_and_written_one_at_a_time(
    kept: Kept, asked: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most: list[int] = []
    write, before = dossiers.write, alive()

    def counting(dossier: Dossier, kind: Any) -> str:
        most.append(alive() - before)
        return write(dossier, kind)

    monkeypatch.setattr(dossiers, "write", counting)
    stories = kept.archive.shelves.count_stories()
    assert stories > 3
    write_stories(kept, (), str(tmp_path / "out"), ("md", "csl"))
    assert asked == [stories]  # of all at once, so that processes share them
    assert len(list((tmp_path / "out").glob("*.md"))) == stories
    assert max(most) <= 2


@pytest.mark.parametrize("form", exchange.FORMS)
def test_forms_of_the_whole_pile_are_as_of_dossiers_in_memory(
    kept: Kept, tmp_path: Path, form: exchange.Form
) -> None:
    write_stories(kept, (), str(tmp_path / "out"), (form,))
    spines = kept.archive.shelves.spines(limit=99)
    held = [found for s in spines if (found := kept.keeper.dossier(s.n)) is not None]
    for name, data in exchange.export(held, form, settings=exchange_digest(kept)):
        assert (tmp_path / "out" / name).read_bytes() == data, name


def exchange_digest(kept: Kept) -> str:
    from sayso.settings import digest

    return digest(kept.settings)


def test_a_story_of_which_nothing_can_be_read_is_passed_over(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept.archive.shelves.spines(limit=1)[0].n
    whole = kept.keeper.dossier

    def without(n: int, **more: Any) -> Dossier | None:
        return None if n == first else whole(n, **more)

    monkeypatch.setattr(kept.keeper, "dossier", without)
    write_stories(kept, (), str(tmp_path / "out"), ("md", "ris"))
    assert len(list((tmp_path / "out").glob("*.md"))) == kept.archive.shelves.count_stories() - 1
