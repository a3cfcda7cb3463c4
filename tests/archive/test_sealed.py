"""Rows by digest, kept as bytes: whole again or none of them, and no more than so much."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.archive.sealed import packed, unpacked

ROWS = st.dictionaries(st.binary(min_size=16, max_size=16), st.binary(max_size=40), max_size=20)


@given(ROWS)
def test_what_was_packed_comes_out_in_its_order(rows: dict[bytes, bytes]) -> None:
    assert list(unpacked(packed(rows, 10_000)).items()) == list(rows.items())


@given(ROWS, st.integers(-10, 1_300))
def test_no_more_bytes_are_kept_than_allowed(rows: dict[bytes, bytes], most: int) -> None:
    body = packed(rows, most)
    kept = unpacked(body)
    assert len(body) <= max(0, most)
    assert list(kept.items()) == list(rows.items())[: len(kept)]
    assert len(kept) == len(rows) or len(body) + 16 + 20 + 40 > most


@given(ROWS.filter(bool), st.data())
def test_one_changed_byte_is_noticed(rows: dict[bytes, bytes], data: st.DataObject) -> None:
    body = bytearray(packed(rows, 10_000))
    body[data.draw(st.integers(0, len(body) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert unpacked(bytes(body)) == {}


@given(st.binary(max_size=200))
def test_bytes_of_something_else_hold_nothing(body: bytes) -> None:
    assert unpacked(body) == {}
