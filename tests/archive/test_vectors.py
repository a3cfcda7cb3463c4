"""What was read in passages: no more than so much of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive, vectors


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """An empty archive that keeps no more than a hundred bytes, forty of one story."""
    monkeypatch.setattr(vectors, "MOST", 100)
    monkeypatch.setattr(vectors, "A_STORY", 40)
    with Archive(tmp_path / "a.sayso", create=True) as made:
        yield made


def held(archive: Archive) -> dict[int, int]:
    """Bytes by story."""
    rows = archive.base.execute("SELECT story, sum(length(body)) FROM vectors GROUP BY story")
    return dict(rows)


def test_what_nothing_was_added_to_for_longest_goes_first(archive: Archive) -> None:
    for run, story in enumerate((1, 2, 1, 3), 1):
        archive.vectors.add(story, "v", run, b"x" * 20)
    assert held(archive) == {1: 40, 2: 20, 3: 20}
    archive.vectors.add(3, "v", 5, b"y" * 20)
    assert held(archive) == {1: 40, 2: 20, 3: 40}
    archive.vectors.add(4, "v", 6, b"z" * 20)
    assert held(archive) == {1: 40, 3: 40, 4: 20}
    assert archive.vectors.of(3, "v") == (b"x" * 20, b"y" * 20)


def test_one_story_takes_no_more_than_its_share_and_another_version_none(archive: Archive) -> None:
    archive.vectors.add(1, "old", 1, b"o" * 40)
    archive.vectors.add(1, "new", 2, b"")
    assert held(archive) == {1: 40}
    assert archive.vectors.of(1, "new") == ()
    archive.vectors.add(1, "new", 2, b"n" * 30)
    archive.vectors.add(1, "new", 3, b"n" * 20)
    assert archive.vectors.of(1, "new") == (b"n" * 30,)
    assert archive.vectors.of(1, "old") == ()
