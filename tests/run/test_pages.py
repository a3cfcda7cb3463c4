"""Pages laid out when stories are read: the very page that the app would make, and never one of
what was true before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jinja2 import DictLoader

from sayso.archive import Archive
from sayso.dossiers.live import story_part
from sayso.dossiers.page import environment
from sayso.model import Conflict, Decision, Document
from sayso.readings import Models
from sayso.run import Processes, keeping, read_paths, working
from sayso.run.keeping import Keeper
from sayso.run.pages import Pages, links
from sayso.settings import Settings

ARTICLES = Path(__file__).parents[2] / "examples" / "harbor" / "articles"
KNOWN = "courier-admission"


@pytest.fixture(autouse=True, scope="module")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def docs() -> tuple[Document, ...]:
    return read_paths([str(ARTICLES)])[0]


@pytest.fixture(scope="module")
def whole(
    tmp_path_factory: pytest.TempPathFactory,
    docs: tuple[Document, ...],
    models: Models,
    _own_cache: None,
) -> Path:
    """The example, read and laid out; copied, never written to."""
    path = tmp_path_factory.mktemp("whole") / "harbor.sayso"
    with Archive(path, create=True) as archive:
        keeper = Keeper(archive, models=models, pages=Pages())
        keeper.add(docs)
        assert len(list(keeper.read())) == 2
        archive.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def keeper(whole: Path, tmp_path: Path, models: Models) -> Iterator[Keeper]:
    path = tmp_path / "copy.sayso"
    path.write_bytes(whole.read_bytes())
    with Archive(path) as archive:
        yield Keeper(archive, models=models, pages=Pages())


def story(keeper: Keeper) -> int:
    return keeper.archive.shelves.story_of([KNOWN])[KNOWN]


def page(keeper: Keeper, pages: Pages | None = None) -> str | None:
    """What is shown of the story, if nothing is to be made first."""
    n = story(keeper)
    return (pages or Pages()).kept(keeper.archive, n, keeper.mark(n))


def made(keeper: Keeper) -> str:
    """The page as the app makes it of the dossier that is kept."""
    n = story(keeper)
    dossier = keeper.dossier(n)
    assert dossier is not None
    ids = (doc.id for doc in dossier.documents)
    return story_part(dossier, links(keeper.archive, n, ids, own_page=True))


def test_what_is_read_is_laid_out_as_the_app_lays_it_out(keeper: Keeper) -> None:
    assert "/compare?a=" in made(keeper)
    assert page(keeper) == made(keeper)


def test_several_processes_lay_the_same_pages_out(
    keeper: Keeper, docs: tuple[Document, ...], tmp_path: Path
) -> None:
    run = Processes(2)
    with Archive(tmp_path / "two.sayso", create=True) as archive:
        other = Keeper(archive, run=run, pages=Pages())
        other.add(docs)
        list(other.read())
        run.close()
        assert page(other) == page(keeper)


def test_without_pages_none_is_laid_out(whole: Path, tmp_path: Path, models: Models) -> None:
    path = tmp_path / "bare.sayso"
    path.write_bytes(whole.read_bytes())
    with Archive(path) as archive:
        archive.base.execute("DELETE FROM dossiers")
        archive.base.execute("DELETE FROM pages")
        assert len(list(Keeper(archive, models=models).read())) == 2
        assert archive.base.execute("SELECT count(*) FROM pages").fetchone() == (0,)


# ---- never what was true before ------------------------------------------------------------


def later(keeper: Keeper) -> Document:
    was = keeper.archive.get(KNOWN)
    text = f"{was.text}\n\nThe pilots of Skelwick rang their bell that evening."
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(was, id="later", text=text, url=None, digest=digest)


def add(keeper: Keeper) -> None:
    keeper.add([later(keeper)])


def revise(keeper: Keeper) -> None:
    keeper.archive.keep(replace(later(keeper), id=KNOWN), file=keeper.archive.file_of(KNOWN))
    keeper.place()


def withdraw(keeper: Keeper) -> None:
    keeper.archive.withdraw(keeper.archive.shelves.members([story(keeper)])[-1], "killed")
    keeper.place()


def part(keeper: Keeper) -> None:
    first, *rest = keeper.archive.shelves.members([story(keeper)])
    assert KNOWN in rest
    keeper.decide(Decision("split", (first, *rest)))


def say_no_conflict(keeper: Keeper) -> None:
    dossier = keeper.dossier(story(keeper))
    assert dossier is not None
    found = next(f for f in dossier.findings.findings if isinstance(f, Conflict))
    at = tuple(telling.at for telling in found.tellings)
    keeper.decide(Decision("not-a-conflict", (found.id,), at))


def join_names(keeper: Keeper) -> None:
    dossier = keeper.dossier(story(keeper))
    assert dossier is not None
    people = [a.name for a in dossier.findings.actors if a.kind == "person"][:2]
    keeper.decide(Decision("same-name", tuple(people)))


@pytest.mark.parametrize("change", [add, revise, withdraw, part, say_no_conflict, join_names])
def test_a_page_of_what_was_before_is_not_shown(
    keeper: Keeper, change: Callable[[Keeper], None]
) -> None:
    before = page(keeper)
    change(keeper)
    assert page(keeper) is None
    assert keeper.dossier(story(keeper)) is not None
    after = page(keeper)
    assert after is not None and after != before
    assert after == made(keeper)


def test_what_was_taken_back_is_laid_out_anew(keeper: Keeper) -> None:
    before = page(keeper)
    join_names(keeper)
    keeper.dossier(story(keeper))
    assert page(keeper) not in (None, before)
    keeper.undo(keeper.archive.decisions.in_force()[-1].n)
    assert page(keeper) is None
    keeper.dossier(story(keeper))
    assert page(keeper) == before


def test_other_settings_show_a_page_of_their_own(keeper: Keeper, models: Models) -> None:
    chosen = Settings(findings=replace(Settings().findings, single_limit=3))
    other = Keeper(keeper.archive, chosen, models=models, pages=Pages())
    assert page(other) is None
    other.dossier(story(other))
    assert page(other) is not None
    assert page(keeper) is None


def test_another_version_shows_a_page_of_its_own(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "__version__", "0.0.0")
    assert page(keeper) is None


def test_other_templates_show_a_page_of_their_own(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page(keeper) is not None
    loader = environment().loader
    assert loader is not None
    texts = {name: loader.get_source(environment(), name)[0] for name in loader.list_templates()}
    texts["desk.html"] += "<p>The end.</p>"
    monkeypatch.setattr(environment(), "loader", DictLoader(texts))
    assert page(keeper, Pages()) is None


def test_the_page_of_another_machine_is_not_shown(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page(keeper) is not None
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "elsewhere"))
    assert page(keeper, Pages()) is None


def test_the_page_of_one_story_is_not_that_of_another(keeper: Keeper) -> None:
    n, pages = story(keeper), Pages()
    other = next(s.n for s in keeper.archive.shelves.spines(limit=9) if s.n != n)
    body = keeper.archive.shelves.page(n, pages.form, keeper.mark(n))
    assert body is not None
    with keeper.archive.writing("moved"):
        keeper.archive.shelves.put_page(other, pages.form, keeper.mark(other), body)
    assert pages.kept(keeper.archive, other, keeper.mark(other)) is None


def test_the_account_of_an_older_day_is_not_kept_as_that_of_today(keeper: Keeper) -> None:
    before = page(keeper)
    assert keeper.dossier(story(keeper), as_of=date(2024, 3, 12)) is not None
    assert page(keeper) == before
    add(keeper)
    assert keeper.dossier(story(keeper), as_of=date(2024, 3, 12)) is not None
    assert page(keeper) is None


def test_what_changes_while_a_story_is_read_leaves_no_page(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(keeper)
    inner = working.work

    def work(job: working.Job) -> working.Worked:
        done = inner(job)
        monkeypatch.setattr(keeping, "work", inner)
        join_before = keeper.archive.shelves.members([story(keeper)])
        keeper.decide(Decision("split", (join_before[0], *join_before[1:])))
        return done

    monkeypatch.setattr(keeping, "work", work)
    keeper.dossier(story(keeper))
    assert page(keeper) is None


def test_a_page_kept_too_late_is_not_kept(keeper: Keeper) -> None:
    n, pages = story(keeper), Pages()
    mark = keeper.mark(n)
    add(keeper)
    keeper.dossier(story(keeper))
    now = page(keeper)
    pages.keep(keeper.archive, n, mark, "<p>of before</p>")
    assert page(keeper) == now
    assert pages.kept(keeper.archive, n, mark) is None


def test_a_page_that_cannot_be_made_costs_only_itself(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> str:
        raise ZeroDivisionError

    add(keeper)
    monkeypatch.setattr(working, "story_part", fails)
    assert keeper.dossier(story(keeper)) is not None
    assert keeper.is_ready(story(keeper))
    assert page(keeper) is None
