"""What is held of documents to count them stays what the archive holds, whoever changes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sayso.archive import Archive, parse
from sayso.archive.facets import DATED
from sayso.model import Document


def article(doc_id: str, text: str, outlet: str, day: date | None = date(2031, 5, 4)) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(doc_id, text, outlet=outlet, published=day, lang="en", digest=digest)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Archive, Archive]]:
    """One that writes, and one that has searched before and only reads."""
    path = tmp_path / "x.sayso"
    with Archive(path, create=True) as writer, Archive(path, read_only=True) as reader:
        writer.keep(article("a", "The quay of Skarn was closed.", "The Gull"))
        writer.keep(article("b", "The quay was opened again.", "Tern Daily", None))
        assert fallen(reader) == {"The Gull": 1, "Tern Daily": 1}
        yield writer, reader


def fallen(archive: Archive, name: str = "outlet", typed: str = "quay") -> dict[str, int]:
    found = archive.search.documents(parse(typed))
    assert found.total == len(found.hits)
    return dict(found.facets[name])


def test_what_comes_is_counted(pair: tuple[Archive, Archive]) -> None:
    writer, _ = pair
    writer.keep(article("c", "Nobody was on the quay.", "The Gull"))
    for archive in pair:
        assert fallen(archive) == {"The Gull": 2, "Tern Daily": 1}


def test_what_is_withdrawn_is_neither_counted_nor_shown(pair: tuple[Archive, Archive]) -> None:
    writer, _ = pair
    writer.withdraw("a", "the agency withdrew it")
    for archive in pair:
        assert fallen(archive) == {"Tern Daily": 1}
        assert [hit.doc_id for hit in archive.search.documents(parse("quay")).hits] == ["b"]


def test_a_revision_is_counted_as_it_is_now(pair: tuple[Archive, Archive]) -> None:
    writer, _ = pair
    new = article("a", "The quay of Skarn stays closed.", "The Gull", date(2032, 1, 1))
    assert writer.keep(new)[0] == "revised"
    for archive in pair:
        assert fallen(archive, "year") == {"2032": 1}


def test_a_day_that_is_found_later_is_counted(pair: tuple[Archive, Archive]) -> None:
    writer, reader = pair
    assert fallen(reader, "year") == {"2031": 1}
    with writer.writing("dated") as run:
        writer.base.execute("UPDATE documents SET best = '2030-02-01' WHERE id = 'b'")
        writer.base.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (DATED, str(run)))
    for archive in pair:
        assert fallen(archive, "year") == {"2030": 1, "2031": 1}


def test_what_is_rolled_back_was_never_there(pair: tuple[Archive, Archive]) -> None:
    writer, _ = pair
    with pytest.raises(ZeroDivisionError), writer.writing("broken off"):
        writer.withdraw("a", "no reason")
        assert fallen(writer) == {"Tern Daily": 1}
        raise ZeroDivisionError
    assert fallen(writer) == {"The Gull": 1, "Tern Daily": 1}


def test_ranked_alone_or_beside_other_tables_the_order_is_one(
    pair: tuple[Archive, Archive],
) -> None:
    writer, reader = pair
    for n in range(30):
        writer.keep(article(f"n{n}", "quay " * (n % 4 + 1) + f"number {n}", "The Auk"))
    plain = [hit.doc_id for hit in reader.search.documents(parse("quay"), limit=9, offset=5).hits]
    every = parse("quay lang:en")
    assert plain == [hit.doc_id for hit in reader.search.documents(every, limit=9, offset=5).hits]
    writer.withdraw("n3", "taken out")
    assert "n3" not in {h.doc_id for h in reader.search.documents(parse("quay"), limit=99).hits}
