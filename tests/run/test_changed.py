"""What is told as new: what rests on words that were not there before, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sayso.archive import Archive, Change
from sayso.errors import WrongUse
from sayso.model import Agreement, Conflict, Document, Dossier, Origin, Passage
from sayso.run.changed import Came, came_since, finding_rows, is_kill_notice, since_day


def new(*doc_ids: str) -> Came:
    return Came(frozenset(doc_ids), {}, {})


def test_nothing_is_new_where_nothing_came(dossier: Dossier) -> None:
    assert list(finding_rows(dossier, 1, new())) == []


def test_a_conflict_is_new_where_a_side_is(dossier: Dossier) -> None:
    for conflict in (f for f in dossier.findings.findings if isinstance(f, Conflict)):
        docs = [{conflict.tellings[k].at.doc_id for k in side.tellings} for side in conflict.sides]
        for nth, side in enumerate(docs):
            others = set().union(*(d for n, d in enumerate(docs) if n != nth))
            if side & others or len(docs) != 2:
                continue
            rows = {row["id"]: row for row in finding_rows(dossier, 7, new(*side))}
            told = rows[conflict.id]
            assert (told["change"], told["story"]) == ("new-conflict", 7)
            assert (told["before"], told["after"]) == (1, 2)
            assert {place["doc"] for place in told["passages"]} == side


def test_a_claim_has_grown_where_an_origin_came(dossier: Dossier) -> None:
    claim = next(f for f in dossier.findings.findings if f.id == "a4444dddd")
    assert isinstance(claim, Agreement) and claim.certainty == "firm"
    two = (
        Origin("speaker", "Ada Brandt", (0, 1)),
        Origin("speaker", "a diver", (2,)),
    )

    def rows(*doc_ids: str, **changed: object) -> list[tuple[str, int, int]]:
        told = replace(claim, origins=two, **changed)  # type: ignore[arg-type]
        held = replace(dossier, findings=replace(dossier.findings, findings=(told,)))
        found = finding_rows(held, 1, new(*doc_ids))
        return [(row["change"], row["before"], row["after"]) for row in found]

    courier, scrape, post = (telling.at.doc_id for telling in claim.tellings)
    assert rows(post) == [("more-origins", 1, 2)]
    assert rows(courier, scrape) == [("more-origins", 1, 2)]
    assert rows(scrape) == []  # a copy adds no origin
    assert rows(courier, scrape, post) == []  # the claim itself is new
    assert rows(post, certainty="unsure") == []


def test_of_a_revision_only_what_it_changed_is_new() -> None:
    came = Came(frozenset(), {"a": (Change((4, 8), (4, 9)), Change((20, 30), (21, 21)))}, {})
    fresh = [(0, 4), (4, 5), (8, 12), (9, 20), (21, 22), (20, 21), (22, 40)]
    assert [came.is_fresh(Passage("a", *at)) for at in fresh] == [
        *(False, True, True, False, True, False, False)
    ]
    assert not came.is_fresh(Passage("b", 4, 9))


@pytest.mark.parametrize(
    ("title", "text", "is_one"),
    [
        ("RETRACTION", "The report on the lock was wrong.", True),
        (None, "EDITORS: KILL the story on the lock, which was sent in error.", False),
        (None, "Mandatory kill — the story on the lock.", True),
        ("This article has been removed", "", True),
        ("Storm may kill crops", "The storm came on Monday.", False),
        (None, "Withdrawal of the ferry from service was announced.", False),
    ],
)
def test_kill_notices(title: str | None, text: str, is_one: bool) -> None:
    assert is_kill_notice(Document("a", text, title=title)) is is_one


def test_what_came_is_told_from_what_was_revised(tmp_path: Path) -> None:
    with Archive(tmp_path / "x.sayso", create=True) as archive:
        archive.keep(Document("a", "One barge sank.", digest="1"), file="a")
        first = archive.last_run()
        archive.keep(Document("a", "Two barges sank.", digest="2"), file="a")
        archive.keep(Document("b", "A third.", digest="3"), file="b")
        came = came_since(archive, first)
        assert came.new == {"b"} and set(came.revised) == {"a"}
        assert came.earlier["a"].text == "One barge sank."
        assert came_since(archive, 0).new == {"a", "b"}
        assert came_since(archive, archive.last_run()).new == frozenset()
        assert since_day(archive, "2000-01-01") == 0
        assert since_day(archive, "2999-01-01") == archive.last_run()
        with pytest.raises(WrongUse, match="is no day"):
            since_day(archive, "2024-13-01")
