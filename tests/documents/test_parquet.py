"""Parquet: rows as records, nested columns too; what is none, or too much, is refused by name."""

from __future__ import annotations

import gzip
import io
import sys
from datetime import UTC, datetime
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from sayso.documents import DocumentOptions, read
from sayso.model import Document, Rejected

_TEXT = "The pier was shut on Tuesday, the harbour board said."


def made(rows: list[dict[str, Any]], **options: Any) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), out, **options)
    return out.getvalue()


def items(
    data: bytes, name: str = "a.parquet", options: DocumentOptions | None = None
) -> list[Document | Rejected]:
    return list(read(name, io.BytesIO(data), options=options or DocumentOptions()))


def test_rows_are_records_under_the_names_of_other_programs() -> None:
    when = datetime(2024, 3, 12, 9, 30, tzinfo=UTC)
    rows = [
        {"maintext": _TEXT, "headline": "Pier shut", "date_publish": when, "authors": ["Ann Lee"]},
        {"maintext": None, "headline": "Empty", "date_publish": None, "authors": None},
        {"maintext": "It is open again.", "headline": None, "date_publish": when, "authors": []},
    ]
    one, empty, three = items(made(rows))
    assert isinstance(one, Document) and isinstance(three, Document)
    assert (one.text, one.title, one.authors) == (_TEXT, "Pier shut", ("Ann Lee",))
    assert str(one.published) == "2024-03-12" and one.source == "a.parquet:1"
    assert three.title is None and three.id == "a.parquet:3"
    assert isinstance(empty, Rejected) and (empty.line, empty.reason[:5]) == (2, "empty")


def test_nested_columns_and_a_mapping_by_hand() -> None:
    rows = [{"doc": {"body": _TEXT, "by": [{"n": "Ann"}]}, "meta": {"when": "March 12, 2024"}}]
    options = DocumentOptions(fields=("text=doc.body", "published=meta.when", "authors=doc.by.n"))
    (doc,) = items(made(rows), options=options)
    assert isinstance(doc, Document) and str(doc.published) == "2024-03-12"
    assert (doc.text, doc.authors) == (_TEXT, ("Ann",))


def test_many_batches_and_groups_keep_their_order() -> None:
    rows = [{"id": n, "text": f"{_TEXT} Line {n}."} for n in range(2_500)]
    found = items(made(rows, row_group_size=400))
    assert [doc.id for doc in found if isinstance(doc, Document)] == [str(n) for n in range(2_500)]


def test_bytes_and_whole_numbers_that_a_program_made_otherwise() -> None:
    rows = [{"id": 7.0, "text": _TEXT.encode(), "picture": b"\xff\xd8\xff"}]
    (doc,) = items(made(rows))
    assert isinstance(doc, Document) and (doc.id, doc.text) == ("7", _TEXT)


def test_the_first_bytes_tell_it_and_it_may_be_packed() -> None:
    data = made([{"text": _TEXT}])
    for name, held in (("pile", data), ("a.parquet.gz", gzip.compress(data))):
        (doc,) = items(held, name)
        assert isinstance(doc, Document) and doc.text == _TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no Parquet file"),
        (b"PAR1 nothing of the kind PAR1", "no Parquet file"),
        (made([{"text": _TEXT}])[:-20], "no Parquet file"),
        (made([]), "empty"),
        (made([{"headline": "Pier"}]), "no text: it has headline"),
    ],
)
def test_what_holds_no_articles_is_refused_by_name(data: bytes, reason: str) -> None:
    (got,) = items(data)
    assert isinstance(got, Rejected) and reason in got.reason


def test_a_file_of_other_things_is_given_up() -> None:
    found = items(made([{"n": n} for n in range(5_000)]))
    assert len(found) == 101 and "gave up" in str(found[-1])


def test_one_long_text_in_every_row_does_not_fill_memory() -> None:
    """Kept once in the file, and once in memory: each row is refused by itself."""
    import tracemalloc

    data = made([{"text": "a " * 1_000_000}] * 500)
    assert len(data) < 3_000_000
    before = pyarrow.total_allocated_bytes()
    tracemalloc.start()
    for _, item in zip(range(3), read("a.parquet", io.BytesIO(data)), strict=False):
        assert isinstance(item, Rejected) and "too large" in item.reason
        assert pyarrow.total_allocated_bytes() - before < 100_000_000
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (got,) = items(b"PAR1")
    assert isinstance(got, Rejected) and "sayso[parquet]" in got.reason
