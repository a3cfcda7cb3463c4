"""An archive made anew from what came in holds the same documents, in the same order."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.model import Document, Rejected
from sayso.run.keeping import Keeper
from sayso.run.origins import Origins
from sayso.run.rebuilding import Rebuilt, rebuild
from sayso.settings import Settings

FERRY = "The ferry to Skarn was stopped after its rudder broke on Monday.\n"
PAGE = (
    '<html><head><title>{0}</title><link rel="canonical" href="https://gull.example/bread">'
    "</head><body><article><h1>{0}</h1><p>Bread got {1}, the bakers of Skarn said on Monday.</p>"
    "<p>Flour had been scarce for most of the winter, they said, and what there was came by ship."
    "</p><p>The council will look at the price of bread when it meets again in the spring, and it "
    "asked the bakers for their books.</p></article></body></html>"
)


def add(archive: Archive, *paths: Path) -> None:
    with Origins([str(p) for p in paths], Settings(), io.BytesIO()) as origins:
        Keeper(archive).add(origins.articles(), origins.of)


def again(archive: Archive, tmp_path: Path) -> tuple[Archive, Rebuilt]:
    new = Archive(tmp_path / "new.sayso", create=True)
    return new, rebuild(archive, new, Settings())


def held(archive: Archive) -> list[tuple[Document, ...]]:
    """Every article in the order in which it came, its earlier texts before that of today."""
    ids = [row[0] for row in archive.base.execute("SELECT id FROM documents ORDER BY n")]
    return [
        (*(r.document for r in archive.revisions(i)), archive.numbered(archive.number(i)))
        for i in ids
    ]


@pytest.fixture
def old(tmp_path: Path):
    with Archive(tmp_path / "old.sayso", create=True) as archive:
        yield archive


def by_digest(*texts: str) -> list[str]:
    return sorted(texts, key=lambda text: hashlib.sha256(text.encode()).hexdigest())


def test_the_same_bytes_under_two_names_are_two_articles(old: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "east").mkdir(parents=True)
    (folder / "west").mkdir()
    lines = "".join(f'{{"text": "Ferry number {n} was stopped at Skarn."}}\n' for n in range(12))
    for place in ("east", "west"):
        (folder / place / "ferry.txt").write_text(FERRY)
        (folder / place / "all.jsonl").write_text(lines)
    add(old, folder)
    new, came = again(old, tmp_path)
    assert (came.made, came.taken, came.other) == (26, 0, ())
    assert held(new) == held(old)
    assert new.placed() == old.placed()
    assert [new.file_of(i) for i in new.placed()] == [old.file_of(i) for i in old.placed()]


@pytest.mark.parametrize("turned", [False, True])
def test_earlier_texts_stay_earlier(old: Archive, tmp_path: Path, turned: bool) -> None:
    pages = by_digest(PAGE.format("Bread", "dearer"), PAGE.format("Bread", "cheaper"))
    for n, page in enumerate(pages[::-1] if turned else pages):
        (tmp_path / f"{n}.html").write_text(page)
    add(old, tmp_path / "0.html", tmp_path / "1.html")  # in one run: one address, two texts
    assert len(old.revisions("0.html")) == 1
    new, came = again(old, tmp_path)
    assert came.other == ()
    assert held(new) == held(old)


def test_a_text_that_came_back_is_there_twice(old: Archive, tmp_path: Path) -> None:
    file = tmp_path / "ferry.txt"
    for text in (FERRY, FERRY.replace("stopped", "sunk"), FERRY):
        file.write_text(text)
        add(old, file)
    assert len(old.revisions("ferry.txt")) == 2
    new, _ = again(old, tmp_path)
    assert held(new) == held(old)


def test_what_came_in_between_without_its_bytes_keeps_its_place(
    old: Archive, tmp_path: Path
) -> None:
    file = tmp_path / "ferry.txt"
    bare = Document("bare", "Divers found a rudder.", digest="1", source="bare")
    Keeper(old).add([bare, replace(bare, text="Divers found the rudder.", digest="2")])
    file.write_text(FERRY)
    add(old, file)
    Keeper(old).add([replace(bare, id="last", text="It sails.", digest="3")])
    old.withdraw("bare", "killed")
    new, came = again(old, tmp_path)
    assert (came.made, came.taken) == (1, 3)
    assert held(new) == held(old)
    assert new.withdrawn() == old.withdrawn()


def test_an_article_that_was_here_already_comes_no_second_time(
    old: Archive, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "one", "text": "The ferry was stopped."}\n')
    (tmp_path / "b.jsonl").write_text(
        '{"id": "one", "text": "The ferry was stopped."}\n{"id": "two", "text": "It sails."}\n'
    )
    add(old, tmp_path / "a.jsonl")
    add(old, tmp_path / "b.jsonl")
    new, came = again(old, tmp_path)
    assert (came.made, came.other) == (2, ())
    assert held(new) == held(old)


def test_what_stood_at_an_address_keeps_what_was_told_of_it(old: Archive, tmp_path: Path) -> None:
    """A feed's words on an article, and the address after redirects, are in no bytes of a page."""
    body = PAGE.format("Bread dearer", "dearer").encode()
    address = "https://gull.example:8080/go?to=1"
    (tmp_path / "p.html").write_bytes(body)
    with Origins([str(tmp_path / "p.html")], Settings(), io.BytesIO()) as origins:
        (doc,) = (item for item in origins.articles() if not isinstance(item, Rejected))
    told = replace(doc, source=address, outlet="The Gull", published=date(2031, 5, 4), url=address)
    with old.writing("kept") as run:
        digest = old.originals.keep(address, io.BytesIO(body), run)
    Keeper(old).add([told], lambda _: (address, digest))
    new, came = again(old, tmp_path)
    assert (came.made, came.other) == (1, ())
    assert held(new) == held(old)


def test_what_gives_other_articles_today_is_named(old: Archive, tmp_path: Path) -> None:
    """Bytes that give nothing any more leave the text as it was; new articles are called by the
    place that their file had among the others.
    """
    with old.writing("kept") as run:
        none = old.originals.keep("none.txt", io.BytesIO(b" "), run)
        more = old.originals.keep(
            "/in/deep/two.jsonl",
            io.BytesIO(b'{"text": "The ferry was stopped."}\n{"text": "It sails."}\n'),
            run,
        )
    gone = Document("none.txt", "A text of old.", digest="1", source="none.txt")
    one = Document(
        "deep/two.jsonl:1", "The ferry was stopped.", digest="2", source="/in/deep/two.jsonl:1"
    )
    Keeper(old).add([gone], lambda _: ("/none.txt", none))
    Keeper(old).add([one], lambda _: ("/in/deep/two.jsonl", more))
    new, came = again(old, tmp_path)
    assert (came.made, came.taken) == (2, 1)
    assert came.other == ("none.txt", "/in/deep/two.jsonl")
    assert [d.id for (d,) in held(new)] == ["none.txt", "deep/two.jsonl:1", "deep/two.jsonl:2"]


def test_standard_input_is_read_as_such_again(old: Archive, tmp_path: Path) -> None:
    data = io.BytesIO(b'\n{"text": "The ferry was stopped."}\n{"text": "It sails."}\n')
    with Origins(["-"], Settings(), data) as origins:
        Keeper(old).add(origins.articles(), origins.of)
    new, came = again(old, tmp_path)
    assert (came.made, came.other) == (2, ())
    assert held(new) == held(old)
