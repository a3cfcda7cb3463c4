"""An archive of older tables is brought up to those of today, with all that is in it."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from sayso.archive import Archive, NoStory, schema
from sayso.errors import WrongUse
from sayso.model import Decision, Document
from sayso.run.keeping import Keeper


def article(doc_id: str, text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        doc_id, text, title=doc_id, published=date(2031, 5, 4), lang="en", digest=digest
    )


ARTICLES = (
    article("ferry", "The ferry to Skarn was stopped on Monday after its rudder broke."),
    article("bread", "Bread got dearer in Orva, the bakers' guild said."),
    article("bells", "Monks at Skelwick rang four bronze bells at dawn."),
)


def version(path: Path) -> int:
    base = sqlite3.connect(path)
    found = base.execute("PRAGMA user_version").fetchone()[0]
    base.close()
    return int(found)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of version 1: three stories, of which the last was dropped, and a decision."""
    path = tmp_path / "old.sayso"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", 1)
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        with Archive(path, create=True) as archive:
            keeper = Keeper(archive)
            keeper.add(ARTICLES)
            keeper.decide(Decision("note", ("ferry",), said="look again"))
            row = archive.base.execute("SELECT id, n FROM stories ORDER BY n DESC").fetchone()
            for table in ("pairs", "vectors"):  # today's program asks for them
                archive.base.execute(f"CREATE TABLE {table} (story)")
            archive.withdraw("bells", "killed")
            for table in ("pairs", "vectors"):
                archive.base.execute(f"DROP TABLE {table}")
            with archive.writing("as version 1 did"):
                archive.base.execute("INSERT OR REPLACE INTO story_names VALUES (?, ?)", row)
    assert version(path) == 1
    return path


def tables(path: Path) -> dict[str, str]:
    base = sqlite3.connect(path)
    rows = base.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    base.close()
    return dict(rows)


def test_older_tables_become_those_of_today_and_nothing_is_lost(old: Path, tmp_path: Path) -> None:
    with Archive(old) as archive:
        assert archive.check() == []
        assert archive.base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert archive.base.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert {doc.id for doc in archive.by_day()} == {"ferry", "bread"}
        assert archive.shelves.story_of(["ferry", "bread"]) == {"ferry": 1, "bread": 2}
        assert [d.said for d in archive.decisions.in_force()] == ["look again"]
        for n in (1, 2):
            spine = archive.shelves.spine(n)
            assert archive.shelves.number(spine.id) == n
            assert archive.shelves.story(n).story.id == spine.id
    assert version(old) == schema.VERSION > 1
    Archive(tmp_path / "new.sayso", create=True).close()
    assert tables(old) == tables(tmp_path / "new.sayso")


def test_a_number_that_was_given_is_not_given_again(old: Path) -> None:
    with Archive(old) as archive:
        keeper = Keeper(archive)
        assert keeper.add([article("tram", "A tram left the rails at the Ost gate.")]).new
        assert archive.shelves.story_of(["tram"]) == {"tram": 4}
        archive.withdraw("tram", "killed")
        keeper.add([article("kiln", "The kiln at Brack is lit again after ten years.")])
        assert archive.shelves.story_of(["kiln"]) == {"kiln": 5}


def test_the_names_of_a_story_that_is_no_more_go_with_it(old: Path) -> None:
    with Archive(old) as archive:
        names = archive.base.execute("SELECT story FROM story_names ORDER BY 1").fetchall()
        assert names == [(1,), (2,)]
        name = archive.shelves.spine(2).id
        archive.withdraw("bread", "killed")
        with pytest.raises(NoStory):
            archive.shelves.number(name)


def test_an_older_archive_that_is_only_looked_at_says_how_to_bring_it_up(old: Path) -> None:
    with pytest.raises(WrongUse, match=r"sayso archive read .*old\.sayso"):
        Archive(old, read_only=True)
    assert version(old) == 1


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(old)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:-1], "DROP TABLE stories;\nX;\n"))
        with pytest.raises(OSError, match="cannot be used"):
            Archive(old)
    assert tables(old) == before
    assert version(old) == 1
