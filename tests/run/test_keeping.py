"""An archive kept up to date: the same dossiers as from memory, nothing read twice, decisions
obeyed by every later run, and nothing lost when a process is killed.
"""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import random
import signal
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sayso import __version__, dossiers, pipeline
from sayso.archive import Archive, NoStory, parse
from sayso.archive.sealed import packed, unpacked
from sayso.errors import WrongUse
from sayso.model import Conflict, Decision, Document, Passage, Rejected
from sayso.readings import Models
from sayso.readings import read as reading
from sayso.run import keeping, placing, read_paths, working
from sayso.run.keeping import Keeper
from sayso.run.origins import Origins
from sayso.run.rebuilding import rebuild
from sayso.run.working import Job, Worked
from sayso.settings import Settings

ARTICLES = Path(__file__).parents[2] / "examples" / "harbor" / "articles"
FORK = multiprocessing.get_context("fork")


@pytest.fixture(scope="module")
def docs() -> tuple[Document, ...]:
    found, rejected = read_paths([str(ARTICLES)])
    assert not rejected
    return found


@pytest.fixture(scope="module")
def whole(
    tmp_path_factory: pytest.TempPathFactory, docs: tuple[Document, ...], models: Models
) -> Path:
    """An archive of the example in which everything is read; copied, never written to."""
    path = tmp_path_factory.mktemp("whole") / "harbor.sayso"
    with Archive(path, create=True) as archive:
        keeper = Keeper(archive, models=models)
        keeper.add(docs)
        list(keeper.read())
        archive.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def keeper(whole: Path, tmp_path: Path, models: Models) -> Iterator[Keeper]:
    path = tmp_path / "copy.sayso"
    path.write_bytes(whole.read_bytes())
    with Archive(path) as archive:
        yield Keeper(archive, models=models)


def story_with(keeper: Keeper, doc_id: str) -> int:
    return keeper.archive.shelves.story_of([doc_id])[doc_id]


def article(doc_id: str, text: str, day: date | None = None, title: str | None = None) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(doc_id, text, title=title, published=day, lang="en", digest=digest)


# ---- the same as from memory -----------------------------------------------------------


def test_a_journey_over_either_pile_gives_the_same_bytes(
    docs: tuple[Document, ...], models: Models, whole: Path
) -> None:
    from_memory = pipeline.read(docs, models=models)
    with Archive(whole, read_only=True) as archive:
        journey = pipeline.Journey(archive, models=models)
        from_file = tuple(journey.dossiers())
        kept = [
            Keeper(archive, models=models).dossier(archive.shelves.number(d.story.id))
            for d in from_memory
        ]
    assert from_file == from_memory
    assert tuple(kept) == from_memory
    for one, other in zip(from_file, from_memory, strict=True):
        for form in ("html", "json", "md"):
            assert dossiers.write(one, form) == dossiers.write(other, form)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [1, 2])
def test_added_one_by_one_in_any_order_it_is_the_same(
    docs: tuple[Document, ...], models: Models, tmp_path: Path, whole: Path, seed: int
) -> None:
    shuffled = list(docs)
    random.Random(seed).shuffle(shuffled)
    with Archive(tmp_path / "x.sayso", create=True) as archive, Archive(whole) as once:
        keeper = Keeper(archive, models=models)
        for doc in shuffled:
            keeper.add([doc])
        ids = {s.id for s in archive.shelves.spines(limit=99)}
        assert ids == {s.id for s in once.shelves.spines(limit=99)}
        for story in ids:
            assert archive.shelves.story(archive.shelves.number(story)).copies == (
                once.shelves.story(once.shelves.number(story)).copies
            )


# ---- nothing is read twice --------------------------------------------------------------


def test_one_more_article_is_all_that_is_read(
    keeper: Keeper, docs: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    n = story_with(keeper, "courier-admission")
    read: list[str] = []
    inner = reading.__globals__["_read_all"]

    def counted(jobs: object, *rest: object) -> object:
        read.extend(doc.id for doc, _ in jobs)  # type: ignore[attr-defined]
        return inner(jobs, *rest)

    monkeypatch.setitem(reading.__globals__, "_read_all", counted)
    assert keeper.dossier(n) is not None
    assert read == []
    title = "Velmouth residents return home after ammonia leak at Brinemark cold store"
    text = (
        "Residents of Velmouth returned home on Thursday after ammonia leaked from the Brinemark "
        "cold store, Fire Chief Edmund R. Pellow said. The leak sent 23 people to hospital."
    )
    keeper.add([article("late", text, date(2024, 3, 14), title)])
    assert story_with(keeper, "late") == n
    made = keeper.dossier(n)
    assert made is not None
    assert len(made.documents) == 11
    # a copy that lost its capitals is spelled as the whole story is, which one more did not change
    assert read == ["late"]


def passages_read(
    keeper: Keeper, n: int, patch: pytest.MonkeyPatch, *, known: bool = False
) -> list[str]:
    """What the model of meaning reads while the dossier of a story is made anew, with what it read
    in passages before or without.
    """
    models = keeper._models
    read: list[str] = []
    assert models is not None

    def counted(texts: Sequence[str]) -> list[tuple[np.ndarray, np.ndarray]]:
        read.extend(texts)
        return models.meaning(texts)

    keeper.archive.base.execute("DELETE FROM dossiers WHERE story = ?", (n,))
    if not known:
        keeper.archive.base.execute("DELETE FROM vectors")
    with patch.context() as within:
        within.setattr(keeper, "_models", replace(models, meaning=counted))  # type: ignore[arg-type]
        assert keeper.dossier(n) is not None
    return read


def test_passages_that_were_compared_are_not_read_again_and_no_byte_is_another(
    keeper: Keeper, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    n = story_with(keeper, "courier-admission")
    assert passages_read(keeper, n, monkeypatch) == []
    title = "Velmouth residents return home after ammonia leak at Brinemark cold store"
    text = (
        "Residents of Velmouth returned home on Thursday after ammonia leaked from the Brinemark "
        "cold store, Fire Chief Edmund R. Pellow said. The leak sent 23 people to hospital."
    )
    keeper.add([article("late", text, date(2024, 3, 14), title)])
    read = passages_read(keeper, n, monkeypatch)
    made = keeper.dossier(n)
    keeper.archive.base.execute("DELETE FROM pairs")
    whole = passages_read(keeper, n, monkeypatch)
    assert 0 < len(read) < len(whole)
    assert made == keeper.dossier(n)
    (from_memory,) = (
        d for d in pipeline.read(keeper.archive.by_day(), models=models) if len(d.documents) == 11
    )
    assert made is not None
    assert made.findings == from_memory.findings
    assert dossiers.write(made, "json") == dossiers.write(from_memory, "json")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE pairs SET body = x'00'",
        "UPDATE pairs SET body = substr(body, 1, length(body) - 48)",
        "UPDATE pairs SET body = 'some words'",
        "UPDATE pairs SET version = 'another'",
        "DELETE FROM pairs",
    ],
)
def test_pairs_that_are_damaged_old_or_gone_are_worked_out_again(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    n, base = story_with(keeper, "courier-admission"), keeper.archive.base
    made, kept = keeper.dossier(n), base.execute("SELECT * FROM pairs ORDER BY story").fetchall()
    base.execute(damage)
    assert passages_read(keeper, n, monkeypatch)
    assert keeper.dossier(n) == made
    (row,) = (row for row in kept if row[0] == n)
    assert base.execute("SELECT * FROM pairs WHERE story = ?", (n,)).fetchone() == row


def test_rows_that_are_no_numbers_or_too_short_are_worked_out_again(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    n = story_with(keeper, "courier-admission")
    made, kept = keeper.dossier(n), unpacked(keeper.archive.pairs.of(n, __version__))
    assert len(kept) > 5
    for row in (b"\xff" * 32, b"short"):
        body = packed(dict.fromkeys(kept, row), 1 << 20)
        keeper.archive.pairs.put(n, __version__, body)
        assert passages_read(keeper, n, monkeypatch)
        assert keeper.dossier(n) == made
        assert unpacked(keeper.archive.pairs.of(n, __version__)) == kept


def passages_kept(keeper: Keeper, n: int) -> dict[bytes, bytes]:
    """What is kept of what the model read in the passages of a story."""
    bodies = keeper.archive.vectors.of(n, __version__)
    return {key: row for body in bodies for key, row in unpacked(body).items()}


def test_a_passage_that_was_read_is_not_read_again_beside_a_new_one_and_no_byte_is_another(
    keeper: Keeper, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    n, base = story_with(keeper, "courier-admission"), keeper.archive.base
    known = passages_kept(keeper, n)
    title = "Velmouth residents return home after ammonia leak at Brinemark cold store"
    text = (
        "Residents of Velmouth returned home on Thursday after ammonia leaked from the Brinemark "
        "cold store, Fire Chief Edmund R. Pellow said. The leak sent 23 people to hospital."
    )
    keeper.add([article("late", text, date(2024, 3, 14), title)])
    read = passages_read(keeper, n, monkeypatch, known=True)
    made, more = keeper.dossier(n), passages_kept(keeper, n)
    assert made is not None
    assert len(known) > 5
    assert len(more) - len(known) == len(read) > 0
    assert known.items() <= more.items()
    base.execute("DELETE FROM pairs")
    assert passages_read(keeper, n, monkeypatch, known=True) == []
    again = keeper.dossier(n)
    base.execute("DELETE FROM pairs")
    assert len(passages_read(keeper, n, monkeypatch)) > len(read)
    whole = keeper.dossier(n)
    (from_memory,) = (
        d for d in pipeline.read(keeper.archive.by_day(), models=models) if len(d.documents) == 11
    )
    for one in (again, whole, replace(from_memory, rejected=())):
        assert one is not None
        assert dossiers.write(one, "json") == dossiers.write(made, "json")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE vectors SET body = x'00'",
        "UPDATE vectors SET body = substr(body, 1, length(body) - 4)",
        "UPDATE vectors SET body = 'some words'",
        "UPDATE vectors SET version = 'another'",
        "DELETE FROM vectors",
    ],
)
def test_passages_that_are_damaged_old_or_gone_are_read_again(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    n, base = story_with(keeper, "courier-admission"), keeper.archive.base
    made, kept = keeper.dossier(n), passages_kept(keeper, n)
    base.execute("DELETE FROM pairs")
    base.execute(damage)
    assert passages_read(keeper, n, monkeypatch, known=True)
    assert keeper.dossier(n) == made
    assert passages_kept(keeper, n) == kept
    old = "SELECT count(*) FROM vectors WHERE story = ? AND version = 'another'"
    assert base.execute(old, (n,)).fetchone() == (0,)


def test_passages_that_are_no_numbers_too_short_or_of_another_model_are_read_again(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    n, base = story_with(keeper, "courier-admission"), keeper.archive.base
    made, kept = keeper.dossier(n), passages_kept(keeper, n)
    narrow = b"\2\0" + np.ones(3, "<f4").tobytes()
    some = sorted(kept)[::2]
    for row in (narrow, b"\x80\0" + b"\xff" * 4 * 129, b"short", b""):
        body = packed({**kept, **dict.fromkeys(some, row)}, 1 << 24)
        base.execute("DELETE FROM pairs")
        base.execute("DELETE FROM vectors")
        keeper.archive.vectors.add(n, __version__, 1, body)
        assert len(passages_read(keeper, n, monkeypatch, known=True)) >= len(some)
        assert keeper.dossier(n) == made
        assert passages_kept(keeper, n) == kept


def test_passages_of_small_stories_are_not_kept_and_those_of_others_go_with_them(
    keeper: Keeper, docs: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    n, base = story_with(keeper, "courier-admission"), keeper.archive.base
    assert passages_kept(keeper, n)
    base.execute("DELETE FROM pairs")
    monkeypatch.setattr(working, "_MANY", 99)
    assert passages_read(keeper, n, monkeypatch)
    assert passages_kept(keeper, n) == {}
    monkeypatch.setattr(working, "_MANY", 2)
    base.execute("DELETE FROM pairs")
    assert passages_read(keeper, n, monkeypatch)
    assert passages_kept(keeper, n)
    for doc in docs:
        if story_with(keeper, doc.id) == n:
            keeper.archive.withdraw(doc.id, "killed")
    assert base.execute("SELECT count(*) FROM vectors WHERE story = ?", (n,)).fetchone() == (0,)


def test_pairs_take_four_bytes_a_character_at_most_and_go_with_their_story(
    keeper: Keeper, docs: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    n, base = story_with(keeper, "courier-admission"), keeper.archive.base
    of_story = [doc for doc in docs if story_with(keeper, doc.id) == n]
    size = len(keeper.archive.pairs.of(n, __version__))
    assert 0 < size <= 4 * sum(len(doc.text) for doc in of_story)
    monkeypatch.setattr(working, "_PAIRS_A_CHARACTER", 0)
    made = keeper.dossier(n)
    assert passages_read(keeper, n, monkeypatch) == []
    assert len(keeper.archive.pairs.of(n, __version__)) < size
    assert passages_read(keeper, n, monkeypatch)
    assert keeper.dossier(n) == made
    for doc in of_story:
        keeper.archive.withdraw(doc.id, "killed")
    assert base.execute("SELECT count(*) FROM pairs WHERE story = ?", (n,)).fetchone() == (0,)


def test_what_another_version_read_is_read_again_and_goes(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    n, base = story_with(keeper, "courier-admission"), keeper.archive.base
    keys = {row[0] for row in base.execute("SELECT key FROM readings")}
    old, other = (len(keeper.archive.shelves.members([k])) for k in (n, 3 - n))
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "__version__", "99.0")
        assert not keeper.is_ready(n)
        fresh: list[int] = []
        inner = keeping.work
        patch.setattr(
            keeping, "work", lambda job: fresh.append(len((made := inner(job)).fresh)) or made
        )
        assert keeper.dossier(n) is not None
        assert fresh[0] >= 5
    now = {row[0] for row in base.execute("SELECT key FROM readings")}
    assert len(now) == len(keys)
    assert len(now & keys) == other < old  # those of the other story


def test_readings_that_nothing_uses_any_more_go(keeper: Keeper) -> None:
    n, base = story_with(keeper, "courier-admission"), keeper.archive.base
    title = "Velmouth residents return home after ammonia leak at Brinemark cold store"
    text = "Residents of VELMOUTH came home, fire chief edmund r. PELLOW said on Thursday. "
    for turn in range(3):  # each another spelling of the whole story
        keeper.add([article(f"late{turn}", text * (turn + 1), date(2024, 3, 14), title)])
        assert keeper.dossier(n) is not None
        spread = base.execute("SELECT doc, count(*) FROM readings GROUP BY doc").fetchall()
        assert max(count for _, count in spread) == 1, spread
    assert keeper.is_ready(n)


def test_a_dossier_is_made_anew_only_where_its_ground_changed(keeper: Keeper) -> None:
    n = story_with(keeper, "courier-admission")
    assert keeper.is_ready(n)
    assert list(keeper.read()) == []
    other = Keeper(keeper.archive, Settings(findings=replace(Settings().findings, single_limit=3)))
    assert not other.is_ready(n)


def test_an_older_day_is_shown_and_not_kept(keeper: Keeper) -> None:
    n = story_with(keeper, "courier-admission")
    then = keeper.dossier(n, as_of=date(2024, 3, 12))
    assert then is not None
    assert then.as_of == date(2024, 3, 12)
    assert len(then.documents) < 10
    assert keeper.is_ready(n)
    assert keeper.dossier(n, as_of=date(1990, 1, 1)) is None


# ---- stories and their numbers -----------------------------------------------------------


def test_a_story_keeps_its_number_and_its_old_address(
    keeper: Keeper, docs: tuple[Document, ...]
) -> None:
    n = story_with(keeper, "courier-admission")
    old = keeper.archive.shelves.spine(n).id
    text = "Brinemark, the Velmouth cold store, said on Friday its ammonia alarm was off. " * 3
    keeper.add(
        [article("more", text, date(2024, 3, 15), "Brinemark admits Velmouth alarm was off")]
    )
    assert keeper.archive.shelves.spine(n).id != old
    assert keeper.archive.shelves.number(old) == n


def test_a_revised_article_is_placed_and_read_anew(keeper: Keeper) -> None:
    n = story_with(keeper, "courier-admission")
    was = keeper.archive.get("courier-admission")
    text = was.text + "\n\nCorrection: an earlier version misstated the day."
    now = replace(was, text=text, digest=hashlib.sha256(text.encode()).hexdigest())
    keeper.archive.base.execute("UPDATE documents SET file = ''")
    added = keeper.add([replace(now, source="")])
    assert (added.new, added.revised) == ([], ["courier-admission"])
    assert not keeper.is_ready(n)
    made = keeper.dossier(n)
    assert made is not None
    assert {d.id: d.text for d in made.documents}["courier-admission"] == text
    assert len(keeper.archive.revisions("courier-admission")) == 1


def test_a_story_whose_article_was_revised_has_changed(tmp_path: Path) -> None:
    ferry = article("ferry", "The ferry to Skarn was stopped on Monday.", date(2031, 5, 4), "Ferry")
    bread = article("bread", "Bread got dearer in Orva, bakers say.", date(2031, 5, 4), "Bread")
    with Archive(tmp_path / "x.sayso", create=True) as archive:
        keeper, shelves = Keeper(archive), archive.shelves
        keeper.add([ferry, bread])
        n, before = story_with(keeper, "ferry"), archive.last_run()
        keeper.add([ferry])  # nothing new
        assert shelves.spines(limit=9, since_run=before) == ()
        text = "The ferry to Skarn was stopped on Monday. It sails again."
        keeper.add([replace(article("ferry", text, date(2031, 5, 6), "Ferry"))])
        (changed,) = shelves.spines(limit=9, since_run=before)
        assert (changed.n, changed.first, changed.last) == (n, "2031-05-06", "2031-05-06")
        keeper.add([article("tram", "A tram left the rails at the Ost gate.", date(2031, 5, 7))])
        after = shelves.spines(limit=9, since_run=changed.run)
        assert [spine.n for spine in after] == [story_with(keeper, "tram")]


def test_a_withdrawn_article_leaves_its_story(keeper: Keeper) -> None:
    n = story_with(keeper, "courier-admission")
    keeper.archive.reject(Rejected("courier", "killed by its agency"), "courier-admission")
    keeper.place()
    made = keeper.dossier(n)
    assert made is not None
    assert "courier-admission" not in {doc.id for doc in made.documents}
    lone = keeper.archive.shelves.story_of(d.id for d in keeper.archive.by_day())
    (alone,) = [i for i, home in lone.items() if home != n]
    gone = lone[alone]
    keeper.archive.withdraw(alone, "killed too")
    with pytest.raises(KeyError):
        keeper.archive.shelves.spine(gone)


def test_a_kill_that_comes_later_takes_the_article_out_unless_it_was_sent_again(
    tmp_path: Path, models: Models
) -> None:
    kill = Rejected("kill.json", "withdrawn", withdraws="pier", version=("2", ""))
    bare = article("pier", "The pier of Marlow Bay was shut on Tuesday.")
    again = replace(article("pier", "The pier is open."), declared=(("version", "3"),))
    for first, left in ((bare, 0), (again, 1)):
        with Archive(tmp_path / f"{left}.sayso", create=True) as archive:
            keeper = Keeper(archive, models=models)
            keeper.add([first])
            keeper.add([kill])
            keeper.add([kill])
            assert archive.count() == left and len(archive.withdrawn()) == 1 - left


# ---- decisions ----------------------------------------------------------------------------


def test_two_stories_become_one_and_part_again(keeper: Keeper) -> None:
    homes = keeper.archive.shelves.story_of(d.id for d in keeper.archive.by_day())
    first, second = sorted(set(homes.values()))
    one = next(i for i, n in homes.items() if n == first)
    other = next(i for i, n in homes.items() if n == second)
    made = keeper.decide(Decision("merge", (one, other)))
    assert len(set(keeper.archive.shelves.story_of([one, other]).values())) == 1
    held = keeper.archive.shelves.story(story_with(keeper, one)).story
    assert any(why.rule == "decided-story" for member in held.members for why in member.why)
    keeper.add([article("new", "Bread got dearer in Orva, bakers say.", date(2024, 3, 16))])
    assert story_with(keeper, one) == story_with(keeper, other)  # a rerun obeys
    keeper.undo(made.n)
    assert story_with(keeper, one) != story_with(keeper, other)
    keeper.redo(made.n)
    assert story_with(keeper, one) == story_with(keeper, other)


def test_articles_leave_a_story_with_their_copies(keeper: Keeper) -> None:
    n = story_with(keeper, "courier-admission")
    held = keeper.archive.shelves.story(n)
    family = max(held.families, key=lambda f: len(f.doc_ids))
    assert len(family.doc_ids) > 1
    stays = next(i for i in held.story.doc_ids if i not in family.doc_ids)
    made = keeper.decide(Decision("split", (stays, family.doc_ids[0])))
    homes = keeper.archive.shelves.story_of(family.doc_ids)
    assert len(set(homes.values())) == 1
    assert homes[family.doc_ids[0]] != story_with(keeper, stays)
    keeper.undo(made.n)
    assert story_with(keeper, family.doc_ids[0]) == story_with(keeper, stays)


def test_a_split_holds_when_the_first_that_stays_is_withdrawn(keeper: Keeper) -> None:
    held = keeper.archive.shelves.story(story_with(keeper, "courier-admission"))
    alone = [family.doc_ids[0] for family in held.families if len(family.doc_ids) == 1]
    leaves, first, second = alone[:3]
    keeper.decide(Decision("split", (first, leaves), (Passage(second, 0, 9),)))
    assert story_with(keeper, leaves) != story_with(keeper, second)
    keeper.archive.withdraw(first, "killed")
    keeper.place()
    assert story_with(keeper, leaves) != story_with(keeper, second)


def test_a_conflict_that_is_none_goes_and_comes_back(keeper: Keeper) -> None:
    n = story_with(keeper, "courier-admission")
    before = keeper.dossier(n)
    assert before is not None
    conflict = next(f for f in before.findings.findings if isinstance(f, Conflict))
    at = tuple(telling.at for telling in conflict.tellings)
    made = keeper.decide(Decision("not-a-conflict", (conflict.id,), at))
    after = keeper.dossier(n)
    assert after is not None
    assert conflict.id not in {f.id for f in after.findings.findings}
    assert len(after.findings.findings) == len(before.findings.findings) - 1
    keeper.undo(made.n)
    assert keeper.dossier(n) == before


def test_two_names_are_one_person(keeper: Keeper) -> None:
    n = story_with(keeper, "courier-admission")
    before = keeper.dossier(n)
    assert before is not None
    people = [a for a in before.findings.actors if a.kind == "person"][:2]
    made = keeper.decide(Decision("same-name", tuple(a.name for a in people)))
    after = keeper.dossier(n)
    assert after is not None
    assert len(after.findings.actors) == len(before.findings.actors) - 1
    joined = next(a for a in after.findings.actors if a.id == people[0].id)
    assert set(people[1].aliases) <= set(joined.aliases)
    keeper.undo(made.n)
    assert keeper.dossier(n) == before


def test_names_made_one_leave_the_dossiers_true_that_do_not_print_them(keeper: Keeper) -> None:
    homes = keeper.archive.shelves.story_of(d.id for d in keeper.archive.by_day())
    sizes = Counter(homes.values())
    small, large = sorted(sizes, key=sizes.__getitem__)
    before = keeper.dossier(large)
    assert before is not None
    people = [a.name for a in before.findings.actors if a.kind == "person"][:2]
    marks = {n: keeper.mark(n) for n in (small, large)}
    made = keeper.decide(Decision("same-name", tuple(people)))
    assert not keeper.is_ready(large)
    assert keeper.is_ready(small)
    assert list(keeper.read()) == [large]
    keeper.undo(made.n)
    assert {n: keeper.mark(n) for n in (small, large)} == marks
    keeper.decide(Decision("same-name", (people[0].upper(), "Nobody at All")))
    assert not keeper.is_ready(large)


@pytest.mark.parametrize(
    ("printed", "name", "bears"),
    [
        ("Łukasz Nowak spoke in Kırkuk.", "lukasz NOWAK", True),
        ("Łukasz\nNowak spoke.", "Lukasz Nowak", True),
        ("The U.N. sent no one.", "United Nations", True),
        ("Lukas Nowak spoke.", "Lukasz Nowak", False),
    ],
)
def test_a_decision_bears_where_a_name_is_printed(
    tmp_path: Path, printed: str, name: str, bears: bool
) -> None:
    with Archive(tmp_path / "x.sayso", create=True) as archive:
        keeper = Keeper(archive)
        keeper.add([article("a", printed)])
        n = story_with(keeper, "a")
        before = keeper.mark(n)
        keeper.decide(Decision("same-name", (name, "Zeno of Osk")))
        assert (keeper.mark(n) != before) == bears


def test_a_decision_about_nothing_here_is_refused(keeper: Keeper) -> None:
    with pytest.raises(WrongUse, match="no document 'nobody'"):
        keeper.decide(Decision("merge", ("courier-admission", "nobody")))
    assert keeper.archive.decisions.in_force() == ()


def test_a_decision_and_what_follows_of_it_are_kept_together(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = keeper.archive.shelves.story_of(d.id for d in keeper.archive.by_day())
    one, other = (next(i for i, n in homes.items() if n == k) for k in sorted({*homes.values()}))
    made = keeper.decide(Decision("merge", (one, other)))
    for step in (
        lambda: keeper.decide(Decision("split", (one, other))),
        lambda: keeper.undo(made.n),
    ):
        before = keeper.archive.decisions.in_force()

        def killed(_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(keeper.archive.shelves, "loosen", killed)
            step()
        assert keeper.archive.decisions.in_force() == before
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(keeper, "place", lambda: killed(0))
            step()
        assert keeper.archive.decisions.in_force() != before
        assert keeper.archive.shelves.loose(99)  # the next run obeys
        keeper.place()
        assert len({story_with(keeper, i) for i in (one, other)}) == 2


# ---- changed while it is read ------------------------------------------------------------------


def meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Have something done once, while a story is being read."""
    inner, due = keeping.work, [change]

    def work(job: Job) -> Worked:
        made = inner(job)
        if due:
            due.pop()()
        return made

    monkeypatch.setattr(keeping, "work", work)


def revised(archive: Archive, doc_id: str) -> None:
    was = archive.get(doc_id)
    text = was.text + " It was put off again, the owner said."
    now = replace(was, text=text, digest=hashlib.sha256(text.encode()).hexdigest())
    assert archive.keep(now, file=archive.file_of(doc_id)) == ("revised", doc_id)


def test_a_dossier_of_what_changed_meanwhile_is_not_marked_true(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    n = story_with(keeper, "courier-admission")
    keeper.archive.base.execute("DELETE FROM dossiers")
    for way in (lambda: list(keeper.read([n])), lambda: keeper.dossier(n)):
        meanwhile(monkeypatch, lambda: revised(keeper.archive, "courier-admission"))
        way()
        assert not keeper.is_ready(n)
    keeper.place()
    made = keeper.dossier(n)
    assert made is not None
    assert keeper.is_ready(n)
    text = keeper.archive.get("courier-admission").text
    assert text in {doc.text for doc in made.documents}


def test_a_decision_taken_back_while_a_story_is_read_is_not_in_its_dossier(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    n = story_with(keeper, "courier-admission")
    before = keeper.dossier(n)
    assert before is not None
    conflict = next(f for f in before.findings.findings if isinstance(f, Conflict))
    at = tuple(telling.at for telling in conflict.tellings)
    made = keeper.decide(Decision("not-a-conflict", (conflict.id,), at))
    meanwhile(monkeypatch, lambda: keeper.undo(made.n))
    keeper.dossier(n)
    assert keeper.dossier(n) == before


@pytest.mark.parametrize("way", ["read", "dossier"])
def test_a_story_that_vanishes_while_it_is_read_costs_only_itself(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    homes = keeper.archive.shelves.story_of(d.id for d in keeper.archive.by_day())
    sizes = Counter(homes.values())
    small, large = sorted(sizes, key=sizes.__getitem__)
    one, other = (next(i for i, n in homes.items() if n == k) for k in (small, large))
    keeper.archive.base.execute("DELETE FROM dossiers")
    meanwhile(monkeypatch, lambda: keeper.decide(Decision("merge", (one, other))))
    if way == "read":
        assert list(keeper.read([small, large])) == [small, large]
        assert keeper.is_ready(large)
    else:
        assert keeper.dossier(small) is not None
    assert keeper.archive.shelves.mark(small) is None
    assert list(keeper.read([small, large])) == ([] if way == "read" else [large])
    with pytest.raises(NoStory):
        keeper.dossier(small)


# ---- a large archive -----------------------------------------------------------------------


def far_apart(count: int, first: str) -> list[Document]:
    """Articles of one event each, none near another: words that no two of them share."""
    return [
        article(
            f"{first}{n}",
            " ".join(f"{first}{word}{n}q" for word in ("tern", "sill", "moor", "fenn", "gale")),
            date(2031, 5, 1 + n),
        )
        for n in range(count)
    ]


def test_a_merge_across_portions_is_obeyed_in_a_large_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "_WHOLE", 4)
    monkeypatch.setattr(placing, "_PORTION", 2)
    docs = far_apart(9, "a")
    with Archive(tmp_path / "x.sayso", create=True) as archive:
        keeper = Keeper(archive)
        keeper.add(docs)
        assert archive.shelves.count_stories() == 9
        made = keeper.decide(Decision("merge", ("a0", "a4", "a8")))
        homes = archive.shelves.story_of(["a0", "a4", "a8"])
        assert len(set(homes.values())) == 1
        assert archive.shelves.count_stories() == 7
        keeper.add(far_apart(3, "b"))  # a later run obeys
        assert len(set(archive.shelves.story_of(["a0", "a4", "a8"]).values())) == 1
        keeper.undo(made.n)
        assert archive.shelves.count_stories() == 12


def test_a_split_of_a_merge_holds_in_a_large_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "_WHOLE", 2)
    monkeypatch.setattr(placing, "_PORTION", 1)
    with Archive(tmp_path / "x.sayso", create=True) as archive:
        keeper = Keeper(archive)
        keeper.add(far_apart(6, "a"))
        keeper.decide(Decision("merge", ("a0", "a2", "a4")))
        keeper.decide(Decision("split", ("a0", "a2")))
        for doc_id in ("a0", "a2", "a4"):
            archive.shelves.displace(archive.number(doc_id))
            keeper.place()
            homes = archive.shelves.story_of(["a0", "a2", "a4"])
            assert homes["a0"] == homes["a4"] != homes["a2"]


def test_a_large_archive_groups_what_is_near(
    keeper: Keeper, docs: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "_WHOLE", 4)
    n = story_with(keeper, "courier-admission")
    title = "Velmouth cold store: alarm was off for nine days before ammonia leak"
    text = "Brinemark said the ammonia alarm at its Velmouth cold store was off. " * 3
    added = keeper.add(
        [
            article("near", text, date(2024, 3, 15), title),
            article("far", "Tenor Paolo Brandt ends his season in Orva.", date(2024, 3, 15)),
            article("copy", docs[0].text, docs[0].published),
        ]
    )
    assert len(added.new) == 3
    assert story_with(keeper, "near") == n
    assert story_with(keeper, "far") != n
    assert story_with(keeper, "copy") == story_with(keeper, docs[0].id)
    held = keeper.archive.shelves.story(story_with(keeper, "copy"))
    assert any({docs[0].id, "copy"} <= set(family.doc_ids) for family in held.families)


def test_the_index_is_kept_in_the_file_and_goes_on(
    tmp_path: Path, docs: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "_WHOLE", 0)
    path = tmp_path / "x.sayso"
    for doc in docs:
        with Archive(path, create=True) as archive:
            Keeper(archive).add([doc])
    with Archive(path) as archive:
        homes = archive.shelves.story_of(doc.id for doc in docs)
        assert len(homes) == len(docs)
        assert archive.shelves.count_stories() == 2
        archive.base.execute("UPDATE segments SET body = x'00'")
        with pytest.raises(WrongUse, match="index of copies is damaged"):
            Keeper(archive).add([article("z", "One more.")])


# ---- the bytes that came in -----------------------------------------------------------------


def test_every_article_leads_to_its_bytes(tmp_path: Path) -> None:
    lines = b'{"id": "one", "text": "The ferry was stopped."}\n{"id": "two", "text": "It sails."}\n'
    (tmp_path / "two.jsonl").write_bytes(lines)
    (tmp_path / "page.txt").write_bytes(b"Bread got dearer, bakers say.\n")
    (tmp_path / "bad.pdf").write_bytes(b"\x00\x01")
    with (
        Archive(tmp_path / "x.sayso", create=True) as archive,
        Origins([str(tmp_path / "*.*")], Settings(), io.BytesIO()) as origins,
    ):
        Keeper(archive).add(origins.articles(), origins.of)
        placed = archive.placed()
        assert b"".join(archive.originals.read(placed["one"] or "")) == lines
        assert placed["one"] == placed["two"]
        assert b"".join(archive.originals.read(placed["page.txt"] or "")).startswith(b"Bread")
        assert all(name != "bad.pdf" for _, name, _ in archive.originals.all())
        assert archive.rejected()


def test_standard_input_is_kept_too(tmp_path: Path) -> None:
    line = b'{"id": "one", "text": "The ferry was stopped."}\n'
    with (
        Archive(tmp_path / "x.sayso", create=True) as archive,
        Origins(["-"], Settings(), io.BytesIO(line)) as origins,
    ):
        added = Keeper(archive).add(origins.articles(), origins.of)
        assert added.new == ["one"]
        assert b"".join(archive.originals.read(archive.placed()["one"] or "")) == line


def test_a_file_in_an_archive_of_files_leads_to_its_bytes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as packed:
        packed.writestr("in/one.txt", "The ferry was stopped.")
        packed.writestr("two.jsonl", '{"text": "It sails."}\n')
    with (
        Archive(tmp_path / "x.sayso", create=True) as archive,
        Origins([str(tmp_path / "both.zip")]) as origins,
    ):
        assert len(Keeper(archive).add(origins.articles(), origins.of).new) == 2
        (key,) = set(archive.placed().values())
        assert b"".join(archive.originals.read(key or "")) == (tmp_path / "both.zip").read_bytes()


def answers(origins: Origins) -> Iterator[Document | Rejected]:
    """A feed of a hundred entries as it is fetched: of each second one the article that it links
    to, whose address may be refused.
    """
    feed = "https://gull.example/feed"
    origins.hear("https://gull.example/empty", b"nothing of use")
    yield Rejected("https://gull.example/empty", "no article")
    origins.hear(feed, b"<rss/>")
    for n in range(100):
        link = f"https://gull.example/{n}"
        if n % 2:
            origins.hear(link, f"page {n}".encode(), feed)
        if n % 10 == 1:
            yield Rejected(link, "no article found on the page")
        else:
            yield replace(article(f"d{n}", f"Part {n}."), source=link if n % 2 else f"{feed}:{n}")


def test_each_article_of_a_feed_leads_to_its_own_bytes(tmp_path: Path) -> None:
    with Archive(tmp_path / "x.sayso", create=True) as archive, Origins() as origins:
        Keeper(archive).add(answers(origins), origins.of)
        placed = {i: b"".join(archive.originals.read(d or "")) for i, d in archive.placed().items()}
        told = {n: f"page {n}".encode() if n % 2 else b"<rss/>" for n in range(100)}
        assert placed == {f"d{n}": body for n, body in told.items() if n % 10 != 1}
        kept = {name for _, name, _ in archive.originals.all()}
        assert kept == {"https://gull.example/feed"} | {
            f"https://gull.example/{n}" for n in range(1, 100, 2) if n % 10 != 1
        }
        assert {archive.file_of(f"d{n}") for n in (0, 2)} == {"https://gull.example/feed"}
        assert archive.file_of("d3") == "https://gull.example/3"


def test_what_is_here_already_brings_no_bytes(tmp_path: Path) -> None:
    """A page is never the same twice, though its article may be."""
    doc = replace(article("a", "It sails."), source="https://gull.example/a")
    with Archive(tmp_path / "x.sayso", create=True) as archive, Origins() as origins:
        for body in (b"<p>It sails.</p><!--1-->", b"<p>It sails.</p><!--2-->"):
            origins.hear("https://gull.example/a", body)
            Keeper(archive).add([doc], origins.of)
        assert len(archive.originals.all()) == 1


def test_what_waits_for_its_transaction_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_HELD", 250)
    with Archive(tmp_path / "x.sayso", create=True) as archive, Origins() as origins:

        def found() -> Iterator[Document]:
            for n in range(9):
                origins.hear(f"https://gull.example/{n}", b"x" * 99)
                yield replace(article(f"d{n}", f"Part {n}."), source=f"https://gull.example/{n}")

        Keeper(archive).add(found(), origins.of)
        assert [run.what for run in archive.runs()][:3] == ["added 3 inputs"] * 3


def test_an_archive_is_made_anew_from_its_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    lines = b'{"id": "one", "text": "The ferry was stopped."}\n{"id": "two", "text": "It sails."}\n'
    (folder / "deep" / "two.jsonl").write_bytes(lines)
    (folder / "deep" / "page.txt").write_bytes(b"Bread got dearer, bakers say.\n")
    with Archive(tmp_path / "old.sayso", create=True) as old:
        keeper = Keeper(old)
        for _ in range(2):
            with Origins([str(folder)], Settings(), io.BytesIO()) as origins:
                keeper.add(origins.articles(), origins.of)
            (folder / "deep" / "page.txt").write_bytes(b"Bread got cheaper, bakers say.\n")
        keeper.add([article("loose", "Its bytes were never kept.")])
        keeper.decide(Decision("merge", ("one", "two")))
        keeper.undo(keeper.decide(Decision("note", ("one",), said="look again")).n)
        keeper.archive.withdraw("loose", "killed")
        with Archive(tmp_path / "new.sayso", create=True) as new:
            came = rebuild(old, new, Settings())
            assert (came.made, came.taken, came.other) == (4, 1, ())
            assert [d.text for d in new.by_day()] == [d.text for d in old.by_day()]
            assert [d.id for d in new.by_day()] == [d.id for d in old.by_day()]
            old_page, new_page = (a.revisions("deep/page.txt") for a in (old, new))
            assert [r.document.text for r in new_page] == [r.document.text for r in old_page]
            assert new.decisions.in_force() == old.decisions.in_force()
            assert new.decisions.undone() == old.decisions.undone()
            assert new.withdrawn() == {"loose": "killed"}
            ids = [{s.id for s in a.shelves.spines(limit=9)} for a in (old, new)]
            assert ids[0] == ids[1]


# ---- killed, and two at once ------------------------------------------------------------------


def _write_and_tell(path: str, start: int, pipe: object) -> None:
    """Keep articles for ever, and say of each when it is confirmed."""
    with Archive(path) as archive:
        for n in range(start, start + 10_000):
            archive.keep(article(f"d{n}", f"Article number {n} of a long row."), file=f"/{n}")
            pipe.send(n)  # type: ignore[attr-defined]


def test_killed_fifty_times_nothing_confirmed_is_lost(tmp_path: Path) -> None:
    path = str(tmp_path / "x.sayso")
    Archive(path, create=True).close()
    chance = random.Random(7)
    confirmed: set[int] = set()
    for turn in range(50):
        here, there = FORK.Pipe()
        child = FORK.Process(target=_write_and_tell, args=(path, turn * 10_000, there))
        child.start()
        there.close()
        time.sleep(0.02 + 0.05 * chance.random())
        assert child.pid
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        try:
            while here.poll():
                confirmed.add(here.recv())
        except EOFError:
            pass
    assert confirmed
    with Archive(path) as archive:
        assert archive.check() == []
        kept = {doc.id for doc in archive.by_day()}
        assert {f"d{n}" for n in confirmed} <= kept
        rows = archive.base.execute("SELECT count(*) FROM documents").fetchone()[0]
        texts = archive.base.execute("SELECT count(*) FROM texts").fetchone()[0]
        assert rows == texts == len(kept)  # nothing is half-made
        assert archive.search.documents(parse('"long row"')).total == rows


def _add(path: str, docs: tuple[Document, ...]) -> None:
    with Archive(path) as archive:
        keeper = Keeper(archive)
        for doc in docs:
            keeper.add([doc])


def test_two_processes_add_at_once(tmp_path: Path, docs: tuple[Document, ...]) -> None:
    path = str(tmp_path / "x.sayso")
    Archive(path, create=True).close()
    workers = [FORK.Process(target=_add, args=(path, some)) for some in (docs[:7], docs[4:])]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
        assert worker.exitcode == 0
    with Archive(path) as archive:
        Keeper(archive).place()
        assert {doc.id for doc in archive.by_day()} == {doc.id for doc in docs}
        assert len(archive.shelves.story_of(doc.id for doc in docs)) == len(docs)
        assert archive.shelves.count_stories() == 2
        assert archive.check() == []
