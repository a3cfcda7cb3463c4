"""New articles of a large archive are put into stories a window of days at a time, or looked up;
whichever it is, they tell the same stories as when all are grouped at once.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sayso.archive import Archive
from sayso.archive.waiting import count_waiting, of_days, waiting_by_day
from sayso.model import Decision, Document
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.run import placing
from sayso.run.frequencies import KeptFrequencies
from sayso.run.keeping import Keeper
from sayso.run.near import Neighbourhood
from sayso.settings import Settings
from sayso.stories import sketch

EVENTS = 24  # one a month
SOUNDS = "bra dol fen gur hel jor kam lis mor nev oth pal quin ros sel tor ulm vek wys zan"
# the accounts of one event share what happened where, and no passage that a copy would share
ACCOUNTS = (
    "The {thing} at {place} was closed on {day}: {name} had found {count} faults in it. {body}"
    " will mend them, it says.",
    "{body} must explain why nobody looked after {place}'s {thing}. Its head, {name}, counts"
    " {count} faults; neighbours had warned of worse.",
    "Nothing moved on the {thing} today. “We shut it before anyone was hurt,” said {name} of"
    " {body}, pointing at some of the {count} faults that {place} now argues about.",
    "How safe is the {thing}? Inspectors, {name} among them, list {count} faults. {place} waits"
    " for {body}.",
)


def article(doc_id: str, text: str, day: date | None = None) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(doc_id, text, published=day, lang="en", digest=digest)


def pile() -> list[Document]:
    """Invented events of two years with their accounts, some of which are not dated, and a reprint
    of each fifth event half a year later.
    """
    chance = random.Random(3)
    made = []
    for n in range(EVENTS):
        words = ["".join(chance.sample(SOUNDS.split(), 2)) for _ in range(6)]
        told = {
            "thing": words[0],
            "place": words[1].title(),
            "name": f"{words[2].title()} {words[3].title()}",
            "body": f"{words[4].title()} {words[5].title()}",
            "count": str(chance.randrange(30, 900)),
            "day": chance.choice(["Monday", "Tuesday", "Friday"]),
        }
        start = date(2021, 1, 4) + timedelta(days=30 * n)
        for k in range(chance.randrange(1, 5)):
            said = ACCOUNTS[k].format_map(told)
            day = None if k == 3 else start + timedelta(days=chance.randrange(5))
            made.append(article(f"e{n}-{k}", said, day))
        if n % 5 == 0:
            again = made[-1]
            late = start + timedelta(days=180)
            made.append(article(f"e{n}-again", again.text, late))
    return made


DOCS = pile()


def at_once(docs: Iterable[Document]) -> set[frozenset[str]]:
    return {frozenset(story.doc_ids) for story in Journey(MemoryPile(docs)).stories}


def kept(archive: Archive) -> set[frozenset[str]]:
    shelves = archive.shelves
    return {
        frozenset(shelves.story(spine.n).story.doc_ids) for spine in shelves.spines(limit=1_000)
    }


@pytest.fixture
def keeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keeper]:
    """Over an empty archive to which everything is large and many."""
    monkeypatch.setattr(placing, "_WHOLE", 3)
    monkeypatch.setattr(placing, "_MANY", 5)
    with Archive(tmp_path / "x.sayso", create=True) as archive:
        yield Keeper(archive)


def watched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """From now on how many documents are grouped together each time."""
    sizes: list[int] = []
    inner = placing.Placer._group

    def counted(placer: placing.Placer, docs: list[Document], *rest: Any, **more: Any) -> bool:
        sizes.append(len(docs))
        return inner(placer, docs, *rest, **more)

    monkeypatch.setattr(placing.Placer, "_group", counted)
    return sizes


def test_the_events_are_told_apart_at_once() -> None:
    """Else the others would prove nothing."""
    assert at_once(DOCS) == {
        frozenset(doc.id for doc in DOCS if doc.id.startswith(f"e{n}-")) for n in range(EVENTS)
    }
    assert len({doc.published for doc in DOCS if doc.published}) > EVENTS
    assert any(doc.published is None for doc in DOCS)


@pytest.mark.parametrize("window", [1, 7, 20, 1_000])
@pytest.mark.parametrize("seed", [1, 2])
def test_window_by_window_the_stories_are_the_same(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, window: int, seed: int
) -> None:
    monkeypatch.setattr(placing, "_WINDOW", window)
    docs = list(DOCS)
    random.Random(seed).shuffle(docs)
    keeper.add(docs)
    assert kept(keeper.archive) == at_once(DOCS)
    assert count_waiting(keeper.archive) == 0


def test_the_first_and_the_last_day_of_all_are_days(keeper: Keeper) -> None:
    keeper.add(DOCS[:20])
    keeper.add(
        [article("first", "Tarn was dry.", date.min), article("last", "So is Mir.", date.max)]
    )
    keeper.add(DOCS[20:])
    assert keeper.archive.shelves.story_of(["first", "last"]).keys() == {"first", "last"}
    assert {found for found in kept(keeper.archive) if not found & {"first", "last"}} == at_once(
        DOCS
    )


def test_added_in_parts_the_stories_are_the_same(keeper: Keeper) -> None:
    docs = list(DOCS)
    random.Random(5).shuffle(docs)
    for k in range(0, len(docs), 9):
        keeper.add(docs[k : k + 9])
    assert kept(keeper.archive) == at_once(DOCS)


def test_of_middle_size_all_is_grouped_where_much_is_new_and_one_more_is_looked_up(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "_SMALL", 3)
    monkeypatch.setattr(placing, "_WHOLE", 1_000)
    monkeypatch.setattr(placing, "_MANY", 1_000)
    sizes = watched(monkeypatch)
    late = next(doc for doc in DOCS if doc.id == "e7-0")
    keeper.add(doc for doc in DOCS if doc is not late)
    keeper.add([late])
    assert sizes[0] == len(DOCS) - 1
    assert len(sizes) == 2
    assert sizes[1] < len(DOCS) / 2
    assert kept(keeper.archive) == at_once(DOCS)


def test_days_with_too_many_articles_are_looked_up(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "_AROUND", 0)
    monkeypatch.setattr(placing, "_WINDOW", 9)
    keeper.add(DOCS)
    assert kept(keeper.archive) == at_once(DOCS)


def test_a_window_is_grouped_with_its_days_alone(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cost of one does not grow with the archive, nor does what it holds in memory."""
    monkeypatch.setattr(placing, "_WINDOW", 6)
    sizes = watched(monkeypatch)
    keeper.add(doc for doc in DOCS if doc.published and not doc.id.endswith("again"))
    assert len(sizes) > 5
    assert max(sizes) < 24  # six new ones, and at most four a month of the 71 days on either side


def test_a_story_that_only_stands_near_a_new_article_is_left_as_it_is(keeper: Keeper) -> None:
    """Its dossier stays true."""
    late = next(doc for doc in DOCS if doc.id == "e7-0")
    keeper.add(doc for doc in DOCS if doc is not late)
    shelves = keeper.archive.shelves
    before = {spine.n: keeper.mark(spine.n) for spine in shelves.spines(limit=99)}
    keeper.add([late])
    home = shelves.story_of([late.id])[late.id]
    after = {spine.n: keeper.mark(spine.n) for spine in shelves.spines(limit=99)}
    assert {n for n, mark in after.items() if before.get(n) != mark} == {home}


def test_what_people_joined_stays_one_story_however_far_apart(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.add(DOCS)
    monkeypatch.setattr(placing, "_MANY", 1_000)
    monkeypatch.setattr(placing, "_PORTION", 1)
    keeper.decide(Decision("merge", ("e0-0", "e20-0")))
    homes = keeper.archive.shelves.story_of(["e0-0", "e20-0"])
    assert len(set(homes.values())) == 1
    with keeper.archive.writing("placed again"):
        keeper.archive.shelves.loosen(homes.values())
    keeper.place()
    homes = keeper.archive.shelves.story_of(["e0-0", "e20-0"])
    assert len(set(homes.values())) == 1


def test_who_waits_and_who_stands_around(keeper: Keeper) -> None:
    archive = keeper.archive
    for doc in DOCS:
        archive.keep(doc)
    dated = sorted((d for d in DOCS if d.published), key=lambda d: (d.published, d.digest))
    assert list(waiting_by_day(archive, 10)) == [doc.id for doc in dated[:10]]
    assert count_waiting(archive) == len(DOCS)
    keeper.place()
    assert waiting_by_day(archive, 10) == ()
    found = of_days(archive, date(2021, 2, 1), date(2021, 2, 20), 100)
    assert {i for i in found if i.startswith("e1-")} == {
        doc.id for doc in DOCS if doc.id.startswith("e1-")
    }
    assert not any(i.startswith("e20-") for i in found)
    near = Neighbourhood(archive, Settings())
    assert near.around(["e9-0"], most=3) is None
    around = near.around(["e9-0"], most=1_000) or []
    assert {i.split("-")[0] for i in around} >= {"e8", "e9", "e10"}
    assert not any(i.startswith(("e1-", "e16-")) for i in around)


def test_words_are_counted_once_and_again_when_the_archive_has_grown(keeper: Keeper) -> None:
    archive = keeper.archive
    for n in range(200):
        archive.keep(article(f"d{n}", f"Ferry {n} left Marsby."))
    kept = KeptFrequencies(archive, map)
    assert kept.today().documents == 200
    assert kept.today().words["marsby"] == 200
    runs = archive.last_run()
    archive.keep(article("more", "Ferry 7 left Marsby again."))
    assert KeptFrequencies(archive, map).today().documents == 200  # one in two hundred is no news
    assert archive.last_run() == runs + 1
    for doc in DOCS:
        archive.keep(doc)
    now = KeptFrequencies(archive, map).today()
    assert now.documents == 201 + len(DOCS)
    told = Counter(word for doc in archive.by_day() for word in sketch(doc).words)
    assert now.words == dict(told)
