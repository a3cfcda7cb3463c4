"""Packed answers: what stands behind the end of the content is none of it, however it is cut up."""

from __future__ import annotations

import gzip
import zlib

import pytest

from sayso.fetch.packed import Spoilt, Unpacker

_ONE, _TWO = b"The pier was shut. " * 9, b"The weir is mended. " * 9


def unpacked(pieces: list[bytes], encoding: str = "gzip", limit: int = 10_000) -> bytes:
    made = Unpacker(encoding, limit)
    found = b"".join(map(made.take, pieces))
    made.end()
    return found


@pytest.mark.parametrize(
    ("behind", "more"),
    [
        (gzip.compress(_TWO), _TWO),
        (b"", b""),
        (bytes(40), b""),
        (b"<!-- served by gull -->", b""),
        (b"\x1f", b""),
        (b"\x1f\x8b", b""),
        (b"\x1f\x8bsuch is chance", b""),
        (b"garbage" + gzip.compress(_TWO), b""),
    ],
)
def test_what_follows_the_end_is_another_member_or_nothing(behind: bytes, more: bytes) -> None:
    data = gzip.compress(_ONE) + behind
    for cut in range(len(data) + 1):
        assert unpacked([data[:cut], data[cut:]]) == _ONE + more
    assert unpacked([data[n : n + 1] for n in range(len(data))]) == _ONE + more


def test_deflate_without_its_header_in_pieces_of_any_size() -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    data = packer.compress(_ONE) + packer.flush()
    for cut in range(len(data) + 1):
        assert unpacked([data[:cut], data[cut:]], "deflate") == _ONE


def test_no_gzip_follows_the_end_of_deflate() -> None:
    assert unpacked([zlib.compress(_ONE) + gzip.compress(_TWO)], "deflate") == _ONE


def test_an_answer_that_goes_on_behind_its_end_is_refused() -> None:
    made = Unpacker("gzip", 10_000)
    made.take(gzip.compress(_ONE))
    with pytest.raises(Spoilt, match="goes on behind its end"):
        for _ in range(20):
            assert made.take(b"x" * 1_000) == b""


def test_a_second_member_that_is_cut_is_no_garbage() -> None:
    with pytest.raises(Spoilt, match="cut off"):
        unpacked([gzip.compress(_ONE) + gzip.compress(_TWO)[:-9]])
