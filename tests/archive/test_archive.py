"""An archive as a pile: what is put in comes out the same, is kept once, revised, withdrawn."""

from __future__ import annotations

import hashlib
import io
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.archive import Archive, address_key, changes, parse
from sayso.archive.faults import told
from sayso.archive.packed import pack, restored, unpack
from sayso.archive.schema import VERSION
from sayso.errors import WrongUse
from sayso.model import Document, Part, Passage, Reason, Rejected
from sayso.pile import MemoryPile, Pile

SAID = "The ferry to Skarn was stopped on Monday after a rudder broke, its owner said."


def document(doc_id: str = "a", text: str = SAID, **more: object) -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(doc_id, text, digest=digest, **more)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.sayso", create=True) as made:
        yield made


# ---- the protocol of a pile ---------------------------------------------------------


@pytest.fixture(params=["memory", "file"])
def pile(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pile]:
    """Every implementation of `Pile`: what follows holds of each."""
    if request.param == "memory":
        yield MemoryPile()
        return
    with Archive(tmp_path / "pile.sayso", create=True) as made:
        yield made


def test_a_document_comes_back_the_same(pile: Pile) -> None:
    doc = document(
        title="Ferry “stopped”",
        outlet="The Gull",
        authors=("Ana Vint",),
        published=date(2031, 5, 4),
        url="https://gull.example/ferry",
        lang="en",
        parts=(Part("byline", Passage("a", 0, 9)),),
        declared=(("canonical", "https://gull.example/ferry"),),
        defects=("case-lost",),
        source="pile/a.txt:7",
        why=(Reason("day-declared", ("record", date(2031, 5, 4)), (Passage("a", 4, 9),)),),
    )
    pile.put(doc)
    assert pile.get("a") == doc
    assert list(pile.by_day()) == [doc]


def test_order_is_by_day_and_digest_undated_last(pile: Pile) -> None:
    docs = [
        document("x", "No day."),
        document("y", "Late.", published=date(2031, 5, 4)),
        document("z", "Early.", published=date(2031, 5, 3)),
        document("w", "Early too.", published=date(2031, 5, 3)),
    ]
    for doc in docs:
        pile.put(doc)
    assert list(pile.by_day()) == list(MemoryPile(docs).by_day())


def test_one_of_the_same_id_is_replaced(pile: Pile) -> None:
    pile.put(document())
    pile.put(document(text="Another text."))
    assert [doc.text for doc in pile.by_day()] == ["Another text."]


def test_an_unknown_id_is_a_key_error(pile: Pile) -> None:
    with pytest.raises(KeyError):
        pile.get("nobody")


def test_what_is_refused_is_taken_out_and_named(pile: Pile) -> None:
    pile.put(document("a"))
    pile.put(document("b", "Bread got dearer."))
    pile.reject(Rejected("b.txt", "it could not be read", 3), "b")
    pile.reject(Rejected("c.bin", "no text"))
    assert [doc.id for doc in pile.by_day()] == ["a"]
    assert list(pile.rejected()) == [
        Rejected("b.txt", "it could not be read", 3),
        Rejected("c.bin", "no text"),
    ]
    with pytest.raises(KeyError):
        pile.get("b")


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_any_text_comes_back_code_point_for_code_point(text: str, title: str, outlet: str) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive(Path(folder) / "x.sayso", create=True) as made,
    ):
        doc = document(text=text, title=title or None, outlet=outlet or None)
        made.put(doc)
        assert made.get("a").text == text
        assert made.get("a").title == (title or None)


def test_half_characters_are_kept(archive: Archive) -> None:
    doc = document(text="A lone \ud800 half.", title="\udfff")
    archive.put(doc)
    assert archive.get("a") == doc


# ---- one article, several texts ------------------------------------------------------


def test_the_same_text_is_kept_once(archive: Archive) -> None:
    assert archive.keep(document(), file="/p/a.txt") == ("new", "a")
    assert archive.keep(document(source="elsewhere"), file="/p/a.txt") == ("same", "a")
    assert archive.count() == 1
    assert archive.revisions("a") == ()


def test_a_later_text_of_one_file_is_a_revision(archive: Archive) -> None:
    archive.keep(document(), file="/p/a.txt", original=None)
    later = document(text=SAID.replace("Monday", "Tuesday"))
    assert archive.keep(later, file="/p/a.txt") == ("revised", "a")
    (old,) = archive.revisions("a")
    assert (old.nth, old.document.text) == (1, SAID)
    assert archive.get("a").text == later.text
    assert archive.search.documents(parse("tuesday")).total == 1
    assert archive.search.documents(parse("monday")).total == 0


def test_one_address_is_one_article_whatever_it_is_called(archive: Archive) -> None:
    archive.keep(document("old", url="http://www.gull.example/ferry/?utm_source=x"))
    later = document("new", SAID + " It sails again.", url="https://gull.example/ferry")
    assert archive.keep(later) == ("revised", "old")
    kept = archive.get("old")
    assert kept.text == later.text
    assert archive.count() == 1


def test_passages_follow_the_name_under_which_a_text_is_kept(archive: Archive) -> None:
    archive.keep(document("old", url="https://gull.example/ferry"))
    part = Part("byline", Passage("new", 0, 3))
    text = SAID + " It sails again."
    archive.keep(document("new", text, url="https://gull.example/ferry", parts=(part,)))
    assert archive.get("old").parts == (Part("byline", Passage("old", 0, 3)),)


def test_an_id_that_is_shared_by_chance_parts_two_articles(archive: Archive) -> None:
    archive.keep(document("1.txt"), file="/one/1.txt")
    other = document("1.txt", "Bread got dearer, bakers say.")
    assert archive.keep(other, file="/two/1.txt") == ("new", "1.txt~2")
    assert archive.keep(other, file="/two/1.txt") == ("same", "1.txt~2")
    assert archive.count() == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"url": "https://gull.example/ferry"}, {"url": "https://tern.example/2031/ferry"}),
        ({"outlet": "The Gull"}, {"outlet": "Tern Dispatch"}),
        (
            {"url": "https://gull.example/ferry", "outlet": "The Gull"},
            {"url": "https://tern.example/ferry", "outlet": "Tern Dispatch"},
        ),
    ],
)
def test_one_text_under_one_id_of_two_outlets_is_two_articles(
    archive: Archive, first: dict[str, str], second: dict[str, str]
) -> None:
    archive.keep(document("7", **first), file="/one/wire.jsonl")
    other = document("7", **second)
    assert archive.keep(other, file="/two/wire.jsonl") == ("new", "7~2")
    assert archive.keep(other, file="/two/wire.jsonl") == ("same", "7~2")
    assert archive.keep(document("7", **first), file="/one/wire.jsonl") == ("same", "7")
    assert archive.revisions("7") == archive.revisions("7~2") == ()
    assert [(d.outlet, d.url) for d in archive.by_day()] == [
        (d.get("outlet"), d.get("url")) for d in (first, second)
    ]


@pytest.mark.parametrize(
    ("more", "file", "came"),
    [
        ({"outlet": "Gull"}, "/two/a.txt", "revised"),  # one outlet under two names
        ({"outlet": "Tern Dispatch"}, "/one/a.txt", "revised"),  # the same file says another
        ({}, "/two/a.txt", "revised"),  # it says none
        ({"outlet": "The Gull", "url": "https://gull.example/a"}, "/two/a.txt", "same"),
    ],
)
def test_one_text_under_one_id_is_one_article_where_nothing_speaks_against(
    archive: Archive, more: dict[str, str], file: str, came: str
) -> None:
    archive.keep(document(outlet="The Gull"), file="/one/a.txt")
    assert archive.keep(document(**more), file=file) == (came, "a")
    assert archive.count() == 1


def test_what_is_at_an_address_is_not_what_has_its_text_elsewhere(archive: Archive) -> None:
    archive.keep(document("a", url="https://gull.example/ferry"))
    archive.keep(document("b", SAID + " Again.", url="https://tern.example/ferry"))
    assert archive.keep(document("a", url="https://tern.example/ferry")) == ("revised", "b")
    assert archive.count() == 2


def test_the_front_page_of_a_site_names_no_article(archive: Archive) -> None:
    archive.keep(document("a", url="https://gull.example/"), file="/p/a")
    archive.keep(document("b", "Bread got dearer.", url="https://gull.example"), file="/p/b")
    assert archive.count() == 2


def test_what_was_withdrawn_stays_so_when_it_comes_again(archive: Archive) -> None:
    archive.keep(document(), file="/p/a.txt")
    archive.withdraw("a", "a kill notice of the agency")
    assert archive.keep(document(), file="/p/a.txt") == ("same", "a")
    assert archive.count() == 0
    assert archive.withdrawn() == {"a": "a kill notice of the agency"}
    again = document(text="A corrected text.")
    assert archive.keep(again, file="/p/a.txt") == ("revised", "a")
    assert archive.get("a").text == "A corrected text."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.gull.example/a/", "https://gull.example/a"),
        ("https://GULL.example/a#top", "https://gull.example/a?utm_medium=mail&fbclid=7"),
    ],
)
def test_spellings_of_an_address_are_one(one: str, other: str) -> None:
    assert address_key(one) == address_key(other) is not None


@pytest.mark.parametrize("none", [None, "", "gull.example/a", "mailto:a@gull.example", "http://[x"])
def test_what_is_no_address_of_the_web_has_no_key(none: str | None) -> None:
    assert address_key(none) is None


def test_changes_give_one_text_from_the_other() -> None:
    was = "Two men were hurt on Monday. Nobody died."
    now = "On Monday two men were hurt, police said. Nobody died. The road is open."
    made, at = [], 0
    for change in changes(was, now):
        made += [*was[at : change.old[0]].split(), *now[slice(*change.new)].split()]
        at = change.old[1]
    assert [*made, *was[at:].split()] == now.split()
    assert list(changes(was, was)) == []


# ---- originals ------------------------------------------------------------------------


def test_bytes_come_back_and_are_kept_once(archive: Archive) -> None:
    data = bytes(range(256)) * 9_000  # two pieces
    with archive.writing("test") as run:
        first = archive.originals.keep("a.bin", io.BytesIO(data), run)
        second = archive.originals.keep("b.bin", io.BytesIO(data), run)
    assert first == second == hashlib.sha256(data).hexdigest()
    assert b"".join(archive.originals.read(first)) == data
    assert archive.originals.all() == ((first, "a.bin", len(data)),)
    assert archive.originals.name(first) == "a.bin"
    with pytest.raises(KeyError):
        list(archive.originals.read("0" * 64))


def test_an_empty_file_is_an_original_too(archive: Archive) -> None:
    with archive.writing("test") as run:
        key = archive.originals.keep("empty", io.BytesIO(b""), run)
    assert b"".join(archive.originals.read(key)) == b""


def test_damaged_bytes_are_found(archive: Archive) -> None:
    with archive.writing("test") as run:
        key = archive.originals.keep("a", io.BytesIO(b"as it came"), run)
        archive.base.execute("UPDATE pieces SET body = x'00'")
    assert archive.check() == [f"the original {key} is damaged"]


# ---- the file --------------------------------------------------------------------------


def test_a_piece_that_unpacks_to_more_than_was_put_into_one_is_named(archive: Archive) -> None:
    """An archive may come from somebody else: a few bytes of it must not fill the memory."""
    with archive.writing("kept") as run:
        digest = archive.originals.keep("a.txt", io.BytesIO(b"x" * (1 << 20)), run)
        assert b"".join(archive.originals.read(digest)) == b"x" * (1 << 20)
        bomb = zlib.compress(b"x" * ((1 << 20) + 1))
        archive.base.execute("UPDATE pieces SET body = ?", (bomb,))
    with pytest.raises(WrongUse, match=r"damaged .*more than was ever put into one"):
        list(archive.originals.read(digest))
    assert archive.check() == [f"the original {digest} is damaged"]


def test_a_value_that_unpacks_to_more_than_any_of_ours_is_named() -> None:
    long = "a" * (1 << 22)
    assert unpack(pack([long])) == [long]  # what is small is never too large for its blob
    bomb = zlib.compress(b'"' + b"a" * (1 << 26) + b'"', 9)
    assert len(bomb) < 1 << 17
    with pytest.raises(WrongUse, match="cut short or too large"):
        unpack(bomb)


def test_where_there_is_none_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="there is no archive; make one with"):
        Archive(tmp_path / "none.sayso")


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="is a folder"):
        Archive(tmp_path, create=True)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="does not exist"):
        Archive(tmp_path / "no" / "x.sayso", create=True)


def test_another_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE mine (x)")
    base.close()
    before = path.read_bytes()
    with pytest.raises(WrongUse, match="no archive of sayso"):
        Archive(path, create=True)
    assert path.read_bytes() == before


def test_a_text_file_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("notes " * 400, encoding="utf-8")
    with pytest.raises(WrongUse, match="is no archive of sayso"):
        Archive(path, create=True)


def test_a_newer_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "new.sayso"
    Archive(path, create=True).close()
    with sqlite3.connect(path) as base:
        base.execute(f"PRAGMA user_version = {VERSION + 1}")
    base.close()
    with pytest.raises(WrongUse, match="written by a newer sayso"):
        Archive(path)


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "hurt.sayso"
    with Archive(path, create=True) as made:
        for n in range(200):
            made.keep(document(f"d{n}", f"{SAID} {n}"))
    whole = bytearray(path.read_bytes())
    whole[8_192 : len(whole) // 2] = b"\xff" * (len(whole) // 2 - 8_192)
    path.write_bytes(whole)
    with pytest.raises(WrongUse, match="damaged"), Archive(path) as made, made.writing("test"):
        made.base.execute("SELECT count(*) FROM pieces, documents").fetchone()
        for n in range(200):
            made.keep(document(f"e{n}", f"{SAID} again {n}"))


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ("database is locked", WrongUse, "another process"),
        ("database or disk is full", OSError, "no space left"),
        ("attempt to write a readonly database", OSError, "cannot be opened for writing"),
        ("file is not a database", WrongUse, "no archive"),
        ("database disk image is malformed", WrongUse, "damaged"),
        ("something else", OSError, "cannot be used"),
    ],
)
def test_errors_of_sqlite_say_what_to_do(said: str, kind: type, words: str) -> None:
    found = told(sqlite3.OperationalError(said), "news.sayso")
    assert isinstance(found, kind)
    assert words in str(found)


def test_a_full_disk_keeps_what_was_confirmed(tmp_path: Path) -> None:
    with Archive(tmp_path / "full.sayso", create=True) as made:
        made.keep(document("first"))
        pages = made.base.execute("PRAGMA page_count").fetchone()[0]
        made.base.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(OSError, match="no space left"):
            made.keep(document("second", SAID + " " + "x" * 2_000_000))
        assert [doc.id for doc in made.by_day()] == ["first"]
        made.base.execute("PRAGMA max_page_count = 1000000")
        made.keep(document("third", "There is room again."))
        assert made.count() == 2


def test_a_file_that_another_process_writes_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.archive.schema.PATIENCE_MS", 20)
    path = tmp_path / "locked.sayso"
    with Archive(path, create=True) as archive, Archive(path) as other:
        with other.writing("something long"):
            with pytest.raises(WrongUse, match="another process has been writing"):
                archive.put(Document("a", "The quay was shut."))
            assert archive.count() == 0  # to look is possible all the while
        archive.put(Document("a", "The quay was shut."))
        assert other.get("a").text == "The quay was shut."


def test_looking_does_not_write(tmp_path: Path) -> None:
    path = tmp_path / "a.sayso"
    with Archive(path, create=True) as made:
        made.keep(document())
    with (
        Archive(path, read_only=True) as held,
        pytest.raises(OSError, match="cannot be opened for writing"),
    ):
        held.keep(document("b", "More."))


def test_what_fails_half_way_leaves_nothing(archive: Archive) -> None:
    with pytest.raises(RuntimeError), archive.writing("test"):
        archive.keep(document("a"))
        archive.reject(Rejected("x", "bad"))
        raise RuntimeError
    assert archive.count() == 0
    assert archive.rejected() == ()
    assert archive.runs() == ()


def test_a_blob_that_is_cut_or_strange_is_named() -> None:
    whole = pack(document())
    for bad in (b"", b"no zlib", whole[:-3], pack({"id": 1})):
        with pytest.raises(WrongUse, match="archive holds"):
            restored(Document, bad)
    assert unpack(whole)["id"] == "a"
    assert restored(Document, whole) == replace(document())
