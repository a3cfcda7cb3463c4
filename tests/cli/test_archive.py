"""`sayso archive` as a person uses it, from an empty file to a corrected story."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.archive import Archive
from sayso.model import Decision
from sayso.run.keeping import Keeper

Sayso = Callable[..., "subprocess.CompletedProcess[str]"]
FERRY = "The ferry to Skarn was stopped on Monday after a rudder broke, its owner said.\n"
BREAD = "Bread got dearer in Orva on Tuesday, the bakers' guild said.\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ferry.txt").write_text("May 5, 2031\n\n" + FERRY, encoding="utf-8")
    (tmp_path / "in" / "bread.txt").write_text("May 6, 2031\n\n" + BREAD, encoding="utf-8")
    return tmp_path


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_from_nothing_to_a_corrected_story(sayso: Sayso, place: Path) -> None:
    file = str(place / "news.sayso")
    done = sayso("archive", "add", file, str(place / "in"))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "2 new, 0 revised, 0 there already, 0 rejected; 2 articles in 2 stories\n"

    (hit,) = rows(sayso("archive", "search", file, "rudder", "after:2031-05-01"))
    assert hit["doc"] == "ferry.txt"
    assert "rudder broke" in hit["text"]

    merged = rows(sayso("archive", "decide", file, "merge", "ferry.txt", "bread.txt", "--by", "me"))
    assert merged[0]["in_force"]
    assert [row["articles"] for row in rows(sayso("archive", "stories", file))] == [2]
    assert [row["kind"] for row in rows(sayso("archive", "decisions", file))] == ["merge"]

    rows(sayso("archive", "undo", file, str(merged[0]["n"])))
    assert [row["articles"] for row in rows(sayso("archive", "stories", file))] == [1, 1]
    assert rows(sayso("archive", "decisions", file)) == []
    (undone,) = rows(sayso("archive", "decisions", file, "--all"))
    assert not undone["in_force"]

    out = place / "out"
    done = sayso("archive", "export", file, "-o", str(out), "--format", "md", "--format", "csl")
    assert done.returncode == 0, done.stderr
    assert len(list(out.glob("*.md"))) == 2
    assert json.loads((out / "references.json").read_text(encoding="utf-8"))
    assert sayso("archive", "check", file).stdout == "whole: 2 articles, 2 originals\n"


def test_what_changed_is_told_of_one_moment(
    sayso: Sayso, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(place / "news.sayso")
    sayso("archive", "add", file, str(place / "in"))
    inner, due = Keeper.is_ready, [Decision("merge", ("ferry.txt", "bread.txt"))]

    def is_ready(keeper: Keeper, n: int) -> bool:
        if due:  # another process makes the two stories one
            with Archive(file) as other:
                Keeper(other).decide(due.pop())
        return inner(keeper, n)

    monkeypatch.setattr(Keeper, "is_ready", is_ready)
    told = rows(sayso("archive", "changes", file, "--since", "2001-01-01"))
    assert sum(row["change"] == "new-story" for row in told) == 2
    assert len(rows(sayso("archive", "stories", file))) == 1


def test_what_changed_in_an_article(sayso: Sayso, place: Path) -> None:
    file, article = str(place / "news.sayso"), place / "in" / "ferry.txt"
    sayso("archive", "add", file, str(article))
    first = article.read_bytes()
    article.write_text("May 5, 2031\n\n" + FERRY.replace("rudder", "shaft"), encoding="utf-8")
    assert "1 revised" in sayso("archive", "add", file, str(article)).stdout
    (row,) = rows(sayso("archive", "revisions", file, "ferry.txt"))
    assert [(c["old"], c["new"]) for c in row["changed"]] == [("rudder", "shaft")]
    now = sayso("archive", "original", file, "ferry.txt").stdout
    assert now.encode() == article.read_bytes() != first


def test_records_come_on_standard_input(sayso: Sayso, place: Path) -> None:
    line = json.dumps({"key": "k", "body": FERRY}) + "\n"
    file = str(place / "news.sayso")
    done = sayso("archive", "add", file, "-", "--field", "text=body", stdin=line)
    assert done.returncode == 0, done.stderr
    (hit,) = rows(sayso("archive", "search", file, "rudder"))
    assert sayso("archive", "original", file, hit["doc"]).stdout == line
    other = json.dumps({"key": "k", "body": BREAD}) + "\n"
    done = sayso("archive", "add", file, "-", "--field", "text=body", stdin=other)
    assert "1 new, 0 revised" in done.stdout  # line 1 of another pile is another article


def test_reading_at_once_finds_who_said_it(sayso: Sayso, place: Path) -> None:
    file = str(place / "news.sayso")
    assert sayso("archive", "add", file, str(place / "in"), "--read").returncode == 0
    (hit,) = rows(sayso("archive", "search", file, 'speaker:"guild"'))
    assert hit["doc"] == "bread.txt"
    assert rows(sayso("archive", "search", file, "--claims", "origins>5")) == []


def test_reading_at_once_reads_the_stories_that_changed(sayso: Sayso, place: Path) -> None:
    file = str(place / "news.sayso")
    first, then = (str(place / "in" / name) for name in ("bread.txt", "ferry.txt"))
    assert sayso("archive", "add", file, first).returncode == 0
    assert sayso("archive", "add", file, then, "--read").returncode == 0
    with Archive(file, read_only=True) as archive:
        home = archive.shelves.story_of(["bread.txt", "ferry.txt"])
        assert len(set(home.values())) == 2
        made = {name: archive.shelves.mark(n) is not None for name, n in home.items()}
    assert made == {"bread.txt": False, "ferry.txt": True}
    assert sayso("archive", "read", file).returncode == 0
    with Archive(file, read_only=True) as archive:
        assert all(archive.shelves.mark(n) for n in home.values())
        pages = archive.base.execute("SELECT story FROM pages").fetchall()
    assert {n for (n,) in pages} == set(home.values())  # laid out, too


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("search", "{none}", "x"), "there is no archive"),
        (("search", "{file}", "colour:red"), "not understood"),
        (("export", "{file}", "99"), "there is no story 99"),
        (("export", "{file}", "--format", "pdf"), "there are html"),
        (("decide", "{file}", "burn", "a"), "no kind of decision"),
        (("decide", "{file}", "merge", "ferry.txt", "nobody"), "no document 'nobody'"),
        (("decide", "{file}", "not-a-conflict", "--at", "ferry.txt"), "write a passage as"),
        (("undo", "{file}", "5"), "no decision 5"),
        (("revisions", "{file}", "nobody"), "no document of that id"),
        (("original", "{file}", "nobody"), "no document of that id"),
    ],
)
def test_wrong_use_says_what_to_do(
    sayso: Sayso, place: Path, arguments: tuple[str, ...], said: str
) -> None:
    file = str(place / "news.sayso")
    sayso("archive", "add", file, str(place / "in"))
    filled = [a.format(none=place / "none.sayso", file=file) for a in arguments]
    done = sayso("archive", *filled)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_usable(sayso: Sayso, place: Path) -> None:
    done = sayso("archive", "add", str(place / "x.sayso"), str(place / "nothing-here"))
    assert done.returncode == 1
    assert "no article could be read" in done.stderr


def test_a_damaged_original_is_found(sayso: Sayso, place: Path) -> None:
    import sqlite3

    file = str(place / "news.sayso")
    sayso("archive", "add", file, str(place / "in"))
    with sqlite3.connect(file) as base:
        base.execute("UPDATE pieces SET body = x'00'")
    base.close()
    done = sayso("archive", "check", file)
    assert done.returncode == 1
    assert "is damaged" in done.stdout
