"""Bytes to text: every mark, every broken stream, and where guessing begins."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest

from sayso.documents.decode import bare_utf16, decode, is_binary, page_charset
from sayso.documents.lines import BROKEN_STREAM, chunks, lines, whole

SAID = "Zwölf Boote — “so it goes”."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("order", ["", "-le", "-be"])
def test_a_mark_says_what_the_bytes_are(encoding: str, order: str) -> None:
    if encoding == "utf-8-sig":
        data = SAID.encode(encoding)
    else:
        data = ("\ufeff" + SAID).encode(encoding + (order or "-le"))
    found = decode(data)
    assert found is not None and found.text == SAID
    assert b"".join(chunks(io.BytesIO(data))).decode("utf-8").removeprefix("\ufeff") == SAID


def test_a_few_letters_behind_a_mark_are_read_by_it() -> None:
    """Too few to be guessed from."""
    for encoding in ("utf-16-le", "utf-16-be"):
        found = decode("\ufeffœ—“".encode(encoding))
        assert found is not None and found.text == "œ—“"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_by_its_zeros(encoding: str) -> None:
    assert bare_utf16("Boats sank.".encode(encoding)) == encoding
    assert bare_utf16(b"Boats sank.") is None
    found = decode("Boats sank.".encode(encoding))
    assert found is not None and found.text == "Boats sank."


@pytest.mark.parametrize(("strange", "binary"), [(2, False), (3, True)])
def test_three_control_characters_in_a_hundred_are_no_text(strange: int, binary: bool) -> None:
    assert is_binary(b"\x01" * strange + b"a" * (100 - strange)) == binary


@pytest.mark.parametrize("good, text", [(2, True), (1, False)])
def test_damaged_utf_8_has_two_good_characters_for_a_bad_one(good: int, text: bool) -> None:
    data = ("é" * good).encode() + b"\xff" + b" and so on, as it is told in a long line" * 3
    found = decode(data)
    assert found is not None
    assert ("\ufffd" in found.text) == text


def test_a_declared_encoding_is_taken_where_the_bytes_are_no_utf_8() -> None:
    data = "Привет, мир".encode("windows-1251")
    found = decode(data, "windows-1251")
    assert found is not None and found.text == "Привет, мир"
    assert page_charset(b'<meta charset="windows-1251">') == "windows-1251"


def test_every_way_in_which_a_stream_breaks_is_known() -> None:
    with pytest.raises(BROKEN_STREAM):
        gzip.GzipFile(fileobj=io.BytesIO(b"no gzip")).read()
    with pytest.raises(BROKEN_STREAM):
        gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"boats" * 99)[:-9])).read()
    with pytest.raises(BROKEN_STREAM):
        zlib.decompress(b"boats")
    with pytest.raises(BROKEN_STREAM):
        io.BytesIO().fileno()  # an OSError of its own


def test_a_stream_over_the_limit_is_none_and_a_line_over_it_too() -> None:
    assert whole(io.BytesIO(b"abc"), 3) == b"abc"
    assert whole(io.BytesIO(b"abcd"), 3) is None
    assert list(lines(iter([b"abc\nabcd\n", b"ab"]), 4)) == [(1, b"abc\n"), (2, None), (3, b"ab")]


@pytest.mark.parametrize("label", ["utf\0-8", "hex", "undefined", "nothing such", "é" * 300])
def test_a_label_that_names_no_encoding_is_passed_over(label: str) -> None:
    found = decode("The café was shut — again.".encode("cp1252"), label)
    assert found is not None and "café" in found.text
