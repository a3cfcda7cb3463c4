"""Web archives: pages out of response records; the crawl's day is nobody's."""

import gzip
import io
import zlib
from collections.abc import Callable

import pytest

from sayso.documents import DocumentOptions, read
from sayso.model import Document, Rejected

_PAGE = (
    "<html><head><title>Pier shut</title><meta charset='{}'>"
    "<meta property='article:published_time' content='2024-03-12T10:15:00Z'></head><body><article>"
    "<p>The pier in Marlow Bay closed its gates on Tuesday when a diver came upon rust in two"
    " of its piles, the harbour board said on its page.</p><p>“Nobody sets foot on it until"
    " the divers"
    " are done,” said Otto Brandt, who runs the ferry from the pier.</p></article></body></html>"
)


def _record(body: bytes, address: str, kind: str = "text/html", status: str = "200 OK") -> bytes:
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    )
    block = http + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Target-URI: {address}\r\nWARC-Date: 2024-04-02T09:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    ).encode()
    return head + block + b"\r\n\r\n"


def _archive() -> bytes:
    page = _PAGE.format("utf-8").encode()
    return b"".join(
        (
            _record(page, "https://gull.example/pier"),
            _record(b"\x89PNG", "https://gull.example/a.png", kind="image/png"),
            _record(b"<html><body>Gone</body></html>", "https://gull.example/x", status="404 Gone"),
            _record(b"<html><body><nav>Home</nav></body></html>", "https://gull.example/"),
        )
    )


@pytest.mark.parametrize(("name", "pack"), [("a.warc", bytes), ("a.warc.gz", gzip.compress)])
def test_every_page_is_an_article_or_refused_by_its_address(name: str, pack: object) -> None:
    assert callable(pack)
    doc, refused = read(name, io.BytesIO(pack(_archive())))
    assert isinstance(doc, Document)
    assert (doc.url, str(doc.published)) == ("https://gull.example/pier", "2024-03-12")
    assert "“Nobody sets foot on it" in doc.text
    assert isinstance(refused, Rejected) and "https://gull.example/" in refused.reason


@pytest.mark.parametrize("data", [b"", b"no archive at all", _archive()[:200]])
def test_what_is_no_archive_is_refused_by_name(data: bytes) -> None:
    (got,) = read("a.warc", io.BytesIO(data))
    assert isinstance(got, Rejected)


# ---- damaged records: each is named, and the next one is read --------------------------


def _good(n: int) -> bytes:
    return _record(_PAGE.format("utf-8").encode(), f"https://gull.example/{n}")


def _with_length(record: bytes, length: str) -> bytes:
    head, _, rest = record.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length:")]
    return b"\r\n".join([*lines, *([length.encode()] if length else [])]) + b"\r\n\r\n" + rest


BROKEN = {
    "too long": (lambda r: _with_length(r, "Content-Length: 1500"), "length is wrong"),
    "too short": (lambda r: _with_length(r, "Content-Length: 100"), "length is wrong"),
    "endless": (lambda r: _with_length(r, "Content-Length: 99999999999"), None),
    "of no number": (lambda r: _with_length(r, "Content-Length: many"), "how long it is"),
    "without a length": (lambda r: _with_length(r, ""), "how long it is"),
    "cut": (lambda r: r[:500], "length is wrong"),
    "cut in its headers": (lambda r: r[:90], None),
    "no record": (lambda r: b"<html>lost and found</html>\r\n\r\n", "no record begins"),
    "no HTTP": (lambda r: _with_length(r[: r.index(b"HTTP/")] + b"zz", "Content-Length: 2"), None),
}


@pytest.mark.parametrize("fault", BROKEN)
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_broken_record_costs_itself_alone(name: str, fault: str) -> None:
    breaks, said = BROKEN[fault]
    pieces = [_good(1), breaks(_good(2)), _good(3), _good(4)]
    data = b"".join(map(gzip.compress, pieces) if name.endswith("gz") else pieces)
    found = list(read(name, io.BytesIO(data)))
    kept = [doc.url for doc in found if isinstance(doc, Document)]
    assert [url for url in kept if url and url[-1] in "134"] == [
        f"https://gull.example/{n}" for n in (1, 3, 4)
    ]
    refused = [one for one in found if isinstance(one, Rejected)]
    if said:
        assert len(refused) == 1 and "damaged: " in refused[0].reason and said in refused[0].reason


@pytest.mark.parametrize(
    "spoil",
    [
        lambda member: member[:-20],  # cut: the next member begins too soon
        lambda member: member[:60],
        lambda member: member[:-8] + b"\0\0\0\0" + member[-4:],  # its checksum is another's
        lambda member: member[:100] + bytes(50) + member[150:],
        lambda member: b"no member at all",
    ],
)
def test_a_damaged_member_of_a_compressed_archive_costs_itself_alone(
    spoil: Callable[[bytes], bytes],
) -> None:
    members = [gzip.compress(_good(n)) for n in (1, 2, 3)]
    found = list(read("a.warc.gz", io.BytesIO(members[0] + spoil(members[1]) + members[2])))
    urls = [doc.url for doc in found if isinstance(doc, Document)]
    assert {"https://gull.example/1", "https://gull.example/3"} <= set(urls)
    assert any("damaged" in one.reason for one in found if isinstance(one, Rejected))


_MAGIC = b"\x1f\x8b\x08"
# a member that holds the next one, which holds the next one …: each is read to the end in vain
_NESTED = _MAGIC + bytes(6) + b"\x03" + b"\0\xff\xff\0\0" + b"WARC/"


@pytest.mark.parametrize("spoilt", [_MAGIC * 60_000, _NESTED * 9_000], ids=["magics", "nested"])
def test_what_only_looks_like_members_is_given_up(
    spoilt: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = 0
    opened = zlib.decompressobj

    class Counted:
        def __init__(self, kind: int) -> None:
            self._open = opened(kind)

        def decompress(self, data: bytes, most: int) -> bytes:
            nonlocal taken
            taken += len(data)
            return self._open.decompress(data, most)

        def __getattr__(self, name: str) -> object:
            return getattr(self._open, name)

    monkeypatch.setattr(zlib, "decompressobj", Counted)
    data = gzip.compress(_good(1)) + spoilt + gzip.compress(_good(2))
    doc, *rest = read("a.warc.gz", io.BytesIO(data))
    assert isinstance(doc, Document) and taken < 50 * len(data)
    assert any(isinstance(one, Rejected) and "damaged" in one.reason for one in rest)


def test_the_last_member_is_cut() -> None:
    data = gzip.compress(_good(1)) + gzip.compress(_good(2))[:-300]
    doc, refused = read("a.warc.gz", io.BytesIO(data))
    assert isinstance(doc, Document) and isinstance(refused, Rejected)
    assert "damaged" in refused.reason


def test_a_page_over_the_limit_is_named_and_a_film_passed_over() -> None:
    many = b"<p>word</p>" * 2_000
    large = _record(many, "https://gull.example/large")
    film = _record(bytes(20_000), "https://gull.example/film", kind="video/mp4")
    stream = io.BytesIO(large + film + _good(1))
    refused, doc = read("a.warc", stream, options=DocumentOptions(max_record_bytes=9_000))
    assert isinstance(refused, Rejected) and isinstance(doc, Document)
    assert refused.reason == "https://gull.example/large: too large: a page of over 9,000 bytes"


def test_a_page_packed_to_a_bomb_is_named() -> None:
    block = gzip.compress(b"<p>" * 5_000_000)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + block
    record = _record(b"", "https://gull.example/bomb")
    head = record[: record.index(b"HTTP/")]
    bomb = _with_length(head + http + b"\r\n\r\n", f"Content-Length: {len(http)}")
    refused, doc = read("a.warc", io.BytesIO(bomb + _good(1)))
    assert isinstance(refused, Rejected) and "too large" in refused.reason
    assert isinstance(doc, Document)


# ---- what a page prints is no record, however much it looks like one --------------------


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("kind", ["text/html", "video/mp4"])
@pytest.mark.parametrize("limit", [1_000_000, 1_500])
def test_a_record_within_a_page_is_a_forgery(name: str, kind: str, limit: int) -> None:
    forged = b"<p>" + b"It rained. " * 300 + b"</p>\r\n\r\n" + _good(6) + b"x" * 300 + _good(7)
    pieces = [_good(1), _record(forged, "https://gull.example/2", kind=kind), _good(3)]
    data = b"".join(map(gzip.compress, pieces) if name.endswith("gz") else pieces)
    found = list(read(name, io.BytesIO(data), options=DocumentOptions(max_record_bytes=limit)))
    urls = {doc.url for doc in found if isinstance(doc, Document)}
    assert {"https://gull.example/1", "https://gull.example/3"} <= urls
    assert not urls & {"https://gull.example/6", "https://gull.example/7"}
    assert not any("damaged" in one.reason for one in found if isinstance(one, Rejected))


class _Seldom(io.RawIOBase):
    """Bytes that cannot be read in any order."""

    def __init__(self, data: bytes) -> None:
        self._rest = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self._rest.read(size)


@pytest.mark.parametrize("length", [25_000, 99_999_999_999])
@pytest.mark.parametrize("seekable", [True, False])
def test_a_length_over_the_limit_that_is_wrong_costs_what_cannot_be_held_and_says_so(
    length: int, seekable: bool
) -> None:
    wrong = _with_length(_good(2), f"Content-Length: {length}")
    data = b"".join([_good(1), wrong, *(_good(n) for n in range(3, 60))])
    options = DocumentOptions(max_record_bytes=2_000)
    stream = io.BytesIO(data) if seekable else _Seldom(data)
    found = list(read("a.warc", stream, options=options))
    urls = [doc.url.rpartition("/")[2] for doc in found if isinstance(doc, Document) and doc.url]
    assert urls[:15] == ["1", *map(str, range(3, 17))] and urls == sorted(set(urls), key=int)
    assert sum("damaged" in one.reason for one in found if isinstance(one, Rejected)) in (1, 2, 3)
    if seekable and length > len(data):
        assert len(urls) == 58


def test_a_response_without_an_address_costs_itself_alone() -> None:
    bare = _good(1).replace(b"WARC-Target-URI", b"WARC-Target-Uri-Not")
    refused, doc = read("a.warc", io.BytesIO(bare + _good(2)))
    assert isinstance(refused, Rejected) and isinstance(doc, Document)
    assert refused.reason == "damaged: a response without WARC-Target-URI"
