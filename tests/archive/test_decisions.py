"""What people decided: kept, undone, put in force again, never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive, decisions
from sayso.archive.since import standing
from sayso.errors import WrongUse
from sayso.model import Decision, Passage


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "x.sayso", create=True) as made:
        yield made


def test_a_decision_comes_back_with_its_number(archive: Archive) -> None:
    at = (Passage("a", 0, 4), Passage("b", 3, 9))
    made = archive.decisions.add(Decision("not-a-conflict", (), at, "one is a part", "desk"))
    assert made.n == 1
    assert made.made
    assert archive.decisions.in_force() == (made,)
    assert archive.decisions.get(1) == made
    assert archive.decisions.about(["a"]) == archive.decisions.about(["b", "zz"]) == (made,)
    assert archive.decisions.about(["c"]) == ()


def test_undone_is_out_of_force_and_on_record(archive: Archive) -> None:
    first = archive.decisions.add(Decision("merge", ("a", "b")))
    second = archive.decisions.add(Decision("split", ("a", "c")))
    assert archive.decisions.undo(first.n) == first
    assert archive.decisions.in_force() == (second,)
    assert archive.decisions.undone() == (first,)
    assert archive.decisions.about(["b"]) == ()
    archive.decisions.redo(first.n)
    assert archive.decisions.in_force() == (first, second)


def test_numbers_are_never_given_twice(archive: Archive) -> None:
    first = archive.decisions.add(Decision("note", ("a",), said="look at the date"))
    archive.decisions.undo(first.n)
    assert archive.decisions.add(Decision("note", ("a",), said="again")).n == first.n + 1


@pytest.mark.parametrize("n", [0, 7])
def test_there_is_nothing_to_undo(archive: Archive, n: int) -> None:
    with pytest.raises(WrongUse, match="no decision"):
        archive.decisions.undo(n)
    with pytest.raises(WrongUse, match="was not undone"):
        archive.decisions.redo(n)
    with pytest.raises(WrongUse, match="there is no decision"):
        archive.decisions.get(n)


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision("merge", ("a", "a")), "at least 2"),
        (Decision("same-name", ("Lund",)), "at least 2"),
        (Decision("not-a-conflict", at=(Passage("a", 0, 1),)), "two passages"),
        (Decision("grade", ("x1",), said="  "), "words are missing"),
        (Decision("note", ("x1",), said="x" * 20_001), "longer than"),
        (Decision("note", tuple(map(str, range(1_001))), said="x"), "more than 1,000"),
        (Decision("burn", ("a", "b")), "no kind of decision"),  # type: ignore[arg-type]
    ],
)
def test_a_decision_that_says_too_little_is_refused(
    archive: Archive, decision: Decision, said: str
) -> None:
    with pytest.raises(WrongUse, match=said):
        archive.decisions.add(decision)
    assert archive.decisions.in_force() == ()


def test_decisions_are_parsed_once_until_one_changes(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[int] = []
    inner = decisions._decision
    monkeypatch.setattr(decisions, "_decision", lambda row: parsed.append(row[0]) or inner(row))
    first = archive.decisions.add(Decision("merge", ("a", "b")))
    for _ in range(3):
        assert archive.decisions.in_force() == (first,)
    assert parsed == [1]
    with Archive(archive.path) as other:
        other.decisions.undo(first.n)
    assert archive.decisions.in_force() == ()


def test_one_undone_for_another_is_a_change(archive: Archive) -> None:
    one = archive.decisions.add(Decision("merge", ("a", "b")))
    other = archive.decisions.add(Decision("merge", ("c", "d")))
    archive.decisions.undo(other.n)
    before = standing(archive)
    archive.decisions.undo(one.n)
    archive.decisions.redo(other.n)  # as many are in force as before
    assert standing(archive) != before


def test_a_decision_that_was_rolled_back_is_not_in_force(archive: Archive) -> None:
    with pytest.raises(RuntimeError), archive.writing("test"):
        archive.decisions.add(Decision("merge", ("a", "b")))
        assert len(archive.decisions.in_force()) == 1
        raise RuntimeError
    assert archive.decisions.in_force() == ()
    with Archive(archive.path) as other:
        other.decisions.add(Decision("merge", ("c", "d")))
    assert [d.about for d in archive.decisions.in_force()] == [("c", "d")]
