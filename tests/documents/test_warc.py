"""Web archives: pages out of response records; the crawl's day is nobody's."""

import gzip
import io

import pytest

from sayso.documents import read
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
