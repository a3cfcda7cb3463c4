"""What is wrong with a file, or asked beyond all numbers, is named at every door."""

from __future__ import annotations

import hashlib
import random
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sayso.agent import TOOLS, Library
from sayso.archive import Archive, NoStory, parse
from sayso.archive.faults import named
from sayso.errors import WrongUse
from sayso.model import Decision, Document, Passage
from sayso.run.keeping import Keeper
from sayso.settings import Settings

Sayso = Callable[..., "subprocess.CompletedProcess[str]"]
HUGE = "9" * 30
PAGE = 4_096  # bytes of one page of an SQLite file
COMMANDS = (
    ("search", "ferry"),
    ("search", "--claims", "ferry"),
    ("revisions", "d3"),
    ("original", "d3"),
    ("stories",),
    ("decisions",),
    ("changes", "--since", "2001-01-01"),
)


def article(n: int, more: str = "") -> Document:
    text = f"Ferry {n} to Skarn was stopped on Monday after its rudder broke. " * 30 + more
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        f"d{n}", text, title=f"Ferry {n}", published=date(2031, 5, 4), lang="en", digest=digest
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "news.sayso"
    with Archive(path, create=True) as archive:
        for n in range(40):
            archive.keep(article(n), file=f"/{n}")
            archive.keep(article(n, "It sails again."), file=f"/{n}")
        keeper = Keeper(archive)
        keeper.place()
        keeper.decide(Decision("note", ("d1",), said="look again " * 100))
        archive.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def damaged(whole: Path, path: Path, seed: int) -> Path:
    """A copy of which some pages after the first are noise, as a failing disk leaves them."""
    chance, data = random.Random(seed), bytearray(whole.read_bytes())
    for page in chance.sample(range(1, len(data) // PAGE), k=len(data) // PAGE // 2):
        data[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_damaged_file_is_named_by_every_command(
    sayso: Sayso, whole: Path, tmp_path: Path, command: tuple[str, ...], seed: int
) -> None:
    file = damaged(whole, tmp_path / "hurt.sayso", seed)
    done = sayso("archive", command[0], str(file), *command[1:])
    if done.returncode:
        assert done.returncode == 2
        assert "hurt.sayso: is damaged" in done.stderr or "archive holds" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_damaged_file_is_named_to_an_agent(whole: Path, tmp_path: Path) -> None:
    file = damaged(whole, tmp_path / "hurt.sayso", 1)
    find = next(tool for tool in TOOLS if tool.name == "find_stories")
    with (
        pytest.raises(WrongUse, match=r"hurt\.sayso: is damaged"),
        Archive(file, read_only=True) as archive,
    ):
        find.ask(Library(archive, Settings()), {"query": "ferry"})


def test_a_decision_that_cannot_be_read_is_named(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.sayso"
    path.write_bytes(whole.read_bytes())
    with Archive(path) as archive:
        archive.base.execute("UPDATE decisions SET at = '[[1'")
        with pytest.raises(WrongUse, match="decision 1 here is damaged"):
            archive.decisions.in_force()


def test_what_is_no_fault_of_the_file_goes_by() -> None:
    with pytest.raises(ValueError, match="mine"), named("x.sayso"):
        raise ValueError("mine")


# ---- numbers that no table holds --------------------------------------------------------------


@pytest.mark.parametrize("command", [("undo", HUGE), ("export", HUGE)], ids=str)
def test_a_number_beyond_all_is_not_there(
    sayso: Sayso, whole: Path, tmp_path: Path, command: tuple[str, str]
) -> None:
    path = tmp_path / "x.sayso"
    path.write_bytes(whole.read_bytes())
    done = sayso("archive", command[0], str(path), command[1])
    assert done.returncode == 2
    assert f"no decision {HUGE}" in done.stderr or f"no story {HUGE}" in done.stderr


def test_as_many_as_one_likes_may_be_asked_for(sayso: Sayso, whole: Path) -> None:
    done = sayso("archive", "stories", str(whole), "--limit", HUGE)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_a_story_beyond_all_has_no_articles(whole: Path) -> None:
    with Archive(whole, read_only=True) as archive:
        keeper = Keeper(archive)
        for ask in (archive.shelves.spine, archive.shelves.story, keeper.is_ready, keeper.dossier):
            with pytest.raises(NoStory):
                ask(int(HUGE))
        total = archive.search.documents(parse("story:1")).total
        assert total
        for asked in (f"story:{HUGE}", "story:" + "9" * 900, f"story:1{'0' * 12}"):
            assert archive.search.documents(parse(asked)).total == 0
        assert archive.search.documents(parse(f"story:{'0' * 12}1")).total == total


@pytest.mark.parametrize("asked", [int(HUGE), HUGE, -1, "9" * 900])
def test_an_agent_is_told_that_a_story_beyond_all_is_not_there(
    whole: Path, asked: int | str
) -> None:
    story = next(tool for tool in TOOLS if tool.name == "story")
    with Archive(whole, read_only=True) as archive, pytest.raises(WrongUse, match="no story"):
        story.ask(Library(archive, Settings()), {"story": asked})


# ---- passages that are none -------------------------------------------------------------------


@pytest.mark.parametrize(("start", "end"), [(0, 10**7), (5, 5), (10**7, 10**7 + 9), (3, 10**30)])
def test_a_passage_beyond_the_text_is_refused(
    whole: Path, tmp_path: Path, start: int, end: int
) -> None:
    path = tmp_path / "x.sayso"
    path.write_bytes(whole.read_bytes())
    with Archive(path) as archive:
        keeper = Keeper(archive)
        before = archive.decisions.in_force()
        at = (Passage("d1", 0, 5), Passage("d2", start, end))
        for kind in ("not-a-conflict", "not-the-same-fact", "note"):
            with pytest.raises(WrongUse, match=f"{kind}: there is no passage {start}:{end} in d2"):
                keeper.decide(Decision(kind, ("x1",), at, said="s"))
        assert archive.decisions.in_force() == before
        last = Passage("d2", 0, len(archive.get("d2").text))
        keeper.decide(Decision("not-a-conflict", at=(at[0], last)))


@pytest.mark.parametrize("at", ["d1:0:" + "9" * 30, "d1:0:" + "9" * 5_000, "d1:7:7", "d1:9:3"])
def test_a_passage_beyond_the_text_is_refused_on_the_command_line(
    sayso: Sayso, whole: Path, tmp_path: Path, at: str
) -> None:
    path = tmp_path / "x.sayso"
    path.write_bytes(whole.read_bytes())
    done = sayso("archive", "decide", str(path), "not-a-conflict", "--at", at, "--at", "d2:0:3")
    assert done.returncode == 2
    assert "passage" in done.stderr
