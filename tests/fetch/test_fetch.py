"""Addresses, against a real server on this machine: what is fetched, what is refused by name."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sayso.fetch import articles
from sayso.fetch.places import by_system, is_public, place_of
from sayso.model import Document, Rejected
from sayso.settings import FetchOptions, Settings

WORDS = (
    "Gull Bridge was shut on Monday after a barge struck its eastern pier, the port office said. "
    "Nobody was hurt, and divers will look at the pier on Wednesday before any car may cross. "
)
PAGE = (
    "<html><head><title>Gull Bridge shut</title></head><body><article><h1>Gull Bridge shut</h1>"
    f"<p>{WORDS}</p><p>{WORDS}</p></article></body></html>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Gull Courier</title>'
    + "".join(
        f"<item><guid>item-{n}</guid><title>Part {n}</title><description>{WORDS}</description>"
        "<pubDate>Mon, 05 May 2031 08:00:00 GMT</pubDate></item>"
        for n in (1, 2)
    )
    + "</channel></rss>"
)
Answer = Callable[[BaseHTTPRequestHandler], None]


def plain(
    body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Answer:
    data = body.encode() if isinstance(body, str) else body

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        to.send_header("Content-Type", kind)
        to.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(data)

    return answer


def moved(where: str) -> Answer:
    return plain("", status=302, Location=where)


def dripping(to: BaseHTTPRequestHandler) -> None:
    """A byte now and then, without end: no read of it ever takes long."""
    to.send_response(200)
    to.send_header("Content-Type", "text/html")
    to.end_headers()
    drip(to)


def never_past_headers(to: BaseHTTPRequestHandler) -> None:
    to.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    drip(to)


def drip(to: BaseHTTPRequestHandler) -> None:
    try:
        for _ in range(200):
            to.wfile.write(b"x")
            to.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def endless(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Type", "text/html")
    to.end_headers()
    try:
        while True:
            to.wfile.write(b"<p>more</p>" * 1_000)
    except OSError:
        pass


class Site:
    """A server, what it answers, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, float, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                headers = {name.lower(): value for name, value in self.headers.items()}
                site.asked.append((self.path, time.monotonic(), headers))
                site.answers.get(path, plain("no", status=404))(self)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.home = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        fetch=FetchOptions(
            timeout_s=5, pause_s=0, cache=str(tmp_path / "cache"), cache_hours=0, loopback=True
        )
    )


def with_options(settings: Settings, **more: object) -> Settings:
    return replace(settings, fetch=replace(settings.fetch, **more))  # type: ignore[arg-type]


def got(settings: Settings, *addresses: str) -> list[Document | Rejected]:
    return list(articles(addresses, settings, version="0"))


def reason(settings: Settings, address: str) -> str:
    (found,) = got(settings, address)
    assert isinstance(found, Rejected) and found.source == address
    return found.reason


# ---- what is read ----------------------------------------------------------------


def test_a_page_is_read_as_a_file_would_be(site: Site, settings: Settings) -> None:
    site.answers["/bridge"] = plain(PAGE)
    (doc,) = got(settings, site.home + "/bridge?id=1&x=%C3%A9")
    assert isinstance(doc, Document) and doc.title == "Gull Bridge shut"
    assert doc.id == doc.url == site.home + "/bridge?id=1&x=%C3%A9" and WORDS.strip() in doc.text
    assert site.paths() == ["/robots.txt", "/bridge?id=1&x=%C3%A9"]
    assert site.asked[1][2]["user-agent"] == "sayso/0"
    assert site.asked[1][2]["host"] == f"127.0.0.1:{site.port}"


def test_a_feed_gives_its_entries(site: Site, settings: Settings) -> None:
    site.answers["/feed"] = plain(FEED, "application/rss+xml")
    found = got(settings, site.home + "/feed")
    assert [d.id for d in found if isinstance(d, Document)] == ["item-1", "item-2"]
    assert all(isinstance(d, Document) and d.outlet == "Gull Courier" for d in found)
    assert site.paths() == ["/robots.txt", "/feed"]  # no link of it is followed


@pytest.mark.parametrize("kind", ["text/plain; charset=windows-1252", "application/octet-stream"])
def test_encodings_and_kinds_that_only_one_side_names(
    site: Site, settings: Settings, kind: str
) -> None:
    words = "“" + WORDS + "” Caf\xe9 Skerry reported. "
    named = "1252" in kind
    site.answers["/a.txt"] = plain(words.encode("cp1252" if named else "utf-8"), kind)
    (doc,) = got(settings, site.home + "/a.txt")
    assert isinstance(doc, Document) and doc.text == words


def test_packed_answers_are_unpacked(site: Site, settings: Settings) -> None:
    site.answers["/"] = plain(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    (doc,) = got(settings, site.home)
    assert isinstance(doc, Document) and "eastern pier" in doc.text


@pytest.mark.parametrize(
    ("kind", "pack"),
    [
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),  # without its frame
        ("gzip", lambda data: gzip.compress(data[:50]) + gzip.compress(data[50:])),
        ("identity", bytes),
    ],
)
def test_every_packing_that_is_asked_for(
    site: Site, settings: Settings, kind: str, pack: Callable[[bytes], bytes]
) -> None:
    site.answers["/"] = plain(pack(PAGE.encode()), Content_Encoding=kind)
    (doc,) = got(settings, site.home)
    assert isinstance(doc, Document) and WORDS.strip() in doc.text


def test_a_redirect_is_followed(site: Site, settings: Settings) -> None:
    site.answers |= {"/old": moved("/new"), "/new": plain(PAGE)}
    (doc,) = got(settings, site.home + "/old")
    assert isinstance(doc, Document)
    assert (doc.id, doc.url) == (site.home + "/old", site.home + "/new")


def test_a_copy_of_a_page_keeps_the_address_where_it_was_found(
    site: Site, settings: Settings
) -> None:
    """What it calls its own address is then whose page it is a copy of."""
    theirs = "https://fenby-post.example/bridge"
    head = f'<head><link rel="canonical" href="{theirs}">'
    site.answers["/bridge"] = plain(PAGE.replace("<head>", head))
    (doc,) = got(settings, site.home + "/bridge")
    assert isinstance(doc, Document) and doc.url == site.home + "/bridge"
    assert ("canonical", theirs) in doc.declared


def feed_of(*links: str, more: str = "") -> str:
    items = "".join(
        f"<item><guid>g{n}</guid><title>Entry {n}</title><link>{link}</link>"
        f"<description>The bridge was shut …</description>{more}</item>"
        for n, link in enumerate(links)
    )
    return f'<rss version="2.0"><channel><title>Gull Courier</title>{items}</channel></rss>'


def test_the_articles_that_a_feed_sums_up_are_read(site: Site, settings: Settings) -> None:
    credit = "<source>Fenby Post</source><pubDate>Mon, 05 May 2031 08:00:00 GMT</pubDate>"
    site.answers |= {"/a": plain(PAGE), "/b": plain(PAGE.replace("Monday", "Tuesday"))}
    links = (site.home + "/a", site.home + "/b")
    site.answers["/feed"] = plain(feed_of(*links, more=credit), "application/rss+xml")
    found = [d for d in got(settings, site.home + "/feed") if isinstance(d, Document)]
    assert [(d.id, d.title, d.outlet, d.url) for d in found] == [
        (f"g{n}", "Gull Bridge shut", "Gull Courier", link) for n, link in enumerate(links)
    ]
    assert WORDS.strip() in found[0].text and "on Tuesday" in found[1].text
    assert all(("source", "Fenby Post") in d.declared for d in found)
    assert all(str(d.published) == "2031-05-05" and not d.defects for d in found)
    assert site.paths() == ["/robots.txt", "/feed", "/a", "/b"]


def test_a_json_feed_is_followed_where_it_has_but_summaries(site: Site, settings: Settings) -> None:
    items = [
        {"id": "1", "url": site.home + "/a", "summary": "The bridge was shut."},
        {"id": "2", "url": site.home + "/b", "summary": "Shut.", "content_text": WORDS},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Gull", "items": items}
    site.answers |= {"/a": plain(PAGE), "/b": plain(PAGE)}
    site.answers["/feed"] = plain(json.dumps(feed), "application/feed+json")
    found = {d.id: d for d in got(settings, site.home + "/feed") if isinstance(d, Document)}
    assert WORDS.strip() in found["1"].text and found["2"].text == WORDS
    assert site.paths() == ["/robots.txt", "/feed", "/a"]


def test_what_a_feed_gives_in_full_is_not_fetched_again(site: Site, settings: Settings) -> None:
    whole = f"<content:encoded><![CDATA[<p>{WORDS}</p>]]></content:encoded>"
    full = feed_of(site.home + "/a", more=whole).replace(
        "<rss", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    long = feed_of(site.home + "/a").replace("The bridge was shut …", WORDS * 5)
    for feed in (full, long):
        site.answers["/feed"] = plain(feed, "application/rss+xml")
        (doc,) = got(settings, site.home + "/feed")
        assert isinstance(doc, Document) and WORDS.strip() in doc.text
    assert "/a" not in site.paths()


def test_a_link_that_gives_nothing_leaves_its_summary(site: Site, settings: Settings) -> None:
    """Whatever is refused of an address is refused of a link."""
    rules = "User-agent: *\nDisallow: /closed\n"
    site.answers |= {
        "/robots.txt": plain(rules, "text/plain"),
        "/closed": plain(PAGE),
        "/loop": moved("/loop"),
        "/intern": moved("http://10.1.2.3/"),
        "/nav": plain("<html><body><nav>Home</nav></body></html>"),
        "/feed2": plain(feed_of(site.home + "/a"), "application/rss+xml"),
        "/slow": dripping,
        "/a": plain(PAGE),
    }
    wanted = {
        site.home + "/closed": "robots.txt does not allow it",
        site.home + "/loop": "redirects in a circle",
        site.home + "/intern": "no public address",
        site.home + "/nav": "no article found",
        site.home + "/feed2": "no page",
        site.home + "/slow": "too slow",
        "file://gull.example/etc/hosts": "only http and https are followed",
        "http://192.168.0.1/": "no public address",
    }
    site.answers["/feed"] = plain(feed_of(*wanted, site.home + "/a"), "application/rss+xml")
    found = got(with_options(settings, timeout_s=1.0), site.home + "/feed")
    refused = {one.source: one.reason for one in found if isinstance(one, Rejected)}
    assert set(refused) == set(wanted)
    for link, said in wanted.items():
        assert said in refused[link] and "its summary in the feed was read" in refused[link]
    docs = [one for one in found if isinstance(one, Document)]
    assert [doc.defects for doc in docs] == [("cut-short",)] * len(wanted) + [()]
    assert docs[-1].url == site.home + "/a" and site.paths().count("/a") == 1


def test_links_are_followed_to_a_limit_and_at_a_pace(site: Site, settings: Settings) -> None:
    links = [f"{site.home}/{n}" for n in range(4)]
    site.answers |= {f"/{n}": plain(PAGE) for n in range(4)}
    site.answers["/feed"] = plain(feed_of(*links), "application/rss+xml")
    few = with_options(settings, max_followed=2, pause_s=0.2)
    found = got(few, site.home + "/feed")
    assert [d.defects for d in found if isinstance(d, Document)] == [
        (),
        (),
        ("cut-short",),
        ("cut-short",),
    ]
    assert "of 2 the summary alone was read" in str(found[-1])
    visits = [when for path, when, _ in site.asked if path in ("/0", "/1")]
    assert len(visits) == 2 and visits[1] - visits[0] >= 0.19


# ---- what is refused, by name, while the rest goes on ------------------------------


def test_each_failure_is_named_and_the_rest_goes_on(site: Site, settings: Settings) -> None:
    short = with_options(settings, timeout_s=0.6, max_bytes=100_000, max_redirects=3)
    site.answers |= {
        "/good": plain(PAGE),
        "/loop": moved("/loop2"),
        "/loop2": moved("/loop"),
        "/file": moved("file:///etc/hosts"),
        "/intern": moved("http://10.1.2.3/"),
        "/meta": moved("http://169.254.169.254/latest"),
        "/drip": dripping,
        "/heads": never_past_headers,
        "/endless": endless,
        "/bomb": plain(gzip.compress(b"<p>" * 3_000_000), Content_Encoding="gzip"),
        "/gone": plain("no", status=410),
        **{f"/far{n}": moved(f"/far{n + 1}") for n in range(9)},
    }
    wanted = {
        "/loop": "redirects in a circle",
        "/far0": "more than 3 redirects",
        "/file": "only http and https are followed",
        "/intern": "10.1.2.3, which is no public address",
        "/meta": "169.254.169.254, which is no public address",
        "/drip": "too slow",
        "/heads": "too slow",
        "/endless": "too large: over 100,000 bytes",
        "/bomb": "too large: over 100,000 bytes",
        "/gone": "status 410",
        "/none": "status 404",
    }
    began = time.monotonic()
    found = got(short, *(site.home + path for path in wanted), site.home + "/good")
    assert time.monotonic() - began < 10
    assert isinstance(found[-1], Document) and len(found) == len(wanted) + 1
    for one, (path, said) in zip(found, wanted.items(), strict=False):
        assert isinstance(one, Rejected) and one.source == site.home + path
        assert said in one.reason, (path, one.reason)


def cut_off(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Type", "text/html")
    to.send_header("Content-Length", "100000")
    to.end_headers()
    to.wfile.write(PAGE.encode())


def crowded(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    for n in range(5_000):
        to.send_header(f"X-{n}", "x" * 100)
    to.end_headers()


def no_http(to: BaseHTTPRequestHandler) -> None:
    to.wfile.write(b"220 mail.example ready\r\n")


def test_answers_that_are_none_are_named(site: Site, settings: Settings) -> None:
    whole = gzip.compress(PAGE.encode())
    site.answers |= {
        "/cut": cut_off,
        "/crowded": crowded,
        "/mail": no_http,
        "/nowhere": plain("", status=302),
        "/packed": plain(whole[:-40], Content_Encoding="gzip"),
        "/spoilt": plain(b"no gzip at all", Content_Encoding="gzip"),
        "/brotli": plain(PAGE, Content_Encoding="br"),
        "/far": moved("http://[::ffff:192.168.0.1]/"),
        "/number": moved("http://3232235521/"),
        "/script": moved("javascript:alert(1)"),
        "/data": moved("data:text/html,x"),
        "/good": plain(PAGE),
    }
    paths = [path for path in site.answers if path != "/good"]
    found = got(settings, *(site.home + path for path in paths), site.home + "/good")
    assert isinstance(found[-1], Document) and len(found) == len(paths) + 1
    for one, path in zip(found, paths, strict=False):
        assert isinstance(one, Rejected) and one.source == site.home + path, path
        assert one.reason and "fault of sayso" not in one.reason


def test_nobody_there(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "robots.txt cannot be read (the server cannot be reached)" in reason(
        settings, f"http://127.0.0.1:{port}/"
    )


def test_a_server_without_the_tls_it_promises(site: Site, settings: Settings) -> None:
    address = f"https://127.0.0.1:{site.port}/"
    assert "robots.txt cannot be read (" in reason(settings, address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/hosts", "an address of file:"),
        ("ftp://gull.example/a", "an address of ftp:"),
        ("http://127.0.0.1/", "no public address"),
        ("http://localhost:9/", "no public address"),
        ("http://[::1]/", "no public address"),
        ("http://[::ffff:10.0.0.1]/", "no public address"),
        ("http://2130706433/", "no public address"),
        ("http://0/", "no public address"),
        ("http://192.168.1.1/", "no public address"),
        ("http://100.64.0.1/", "no public address"),
        ("http://name:word@8.8.8.8/", "holds a name or a password"),
        ("http://8.8.8.8:99999/", "no address"),
        ("http:///path", "names no host"),
        ("http://8.8.8.8/a b", "has spaces"),
        ("http://8.8.8.8/" + "a" * 5_000, "too long"),
    ],
)
def test_what_no_one_goes_to(settings: Settings, address: str, said: str) -> None:
    assert said in reason(with_options(settings, loopback=False), address)


def test_a_name_that_stands_for_a_private_number_is_refused(site: Site, settings: Settings) -> None:
    """Also where one of its numbers is public, and also after a redirect."""
    numbers = {"inside.example": ["10.0.0.7"], "both.example": ["8.8.8.8", "fd00::1"]}
    site.answers["/go"] = moved("http://inside.example/")

    def resolve(host: str, port: int) -> list[str]:
        return numbers.get(host) or list(by_system(host, port))

    asked = ("http://inside.example/", "http://both.example/", site.home + "/go")
    found = list(articles(asked, settings, resolve=resolve))
    assert ["no public address" in getattr(one, "reason", "") for one in found] == [True] * 3


def test_the_connection_goes_to_the_number_that_was_checked(site: Site, settings: Settings) -> None:
    """A name is asked once a visit; the server sees the name, not the number."""
    asked: list[str] = []
    site.answers["/"] = plain(PAGE)

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    (doc,) = articles([f"http://gull.example:{site.port}/"], settings, resolve=resolve)
    assert isinstance(doc, Document) and asked == ["gull.example"]
    assert {headers["host"] for _, _, headers in site.asked} == {f"gull.example:{site.port}"}


def test_public_and_not() -> None:
    public = ("8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::1")
    not_public = (
        *("10.0.0.1", "172.16.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "fe80::1%eth0"),
        *("fc00::1", "::", "2002:a00:1::1", "64:ff9b::a00:1", "ff02::1", "no number"),
    )
    assert [n for n in public if not is_public(n)] == []
    assert [n for n in not_public if is_public(n, loopback=True)] == []
    assert not is_public("127.0.0.1") and is_public("127.9.9.9", loopback=True)
    place = place_of("HTTP://8.8.8.8/ä?q=ö#part", loopback=False)
    assert not isinstance(place, str) and place.target == "/%C3%A4?q=%C3%B6"


# ---- a good guest --------------------------------------------------------------------


def test_robots_txt_is_asked_once_and_obeyed(site: Site, settings: Settings) -> None:
    rules = "User-agent: *\nDisallow: /closed\nAllow: /closed/but-this\n"
    site.answers |= {"/robots.txt": plain(rules, "text/plain"), "/closed/a": plain(PAGE)}
    site.answers |= {
        "/open": plain(PAGE),
        "/closed/but-this": plain(PAGE),
        "/go": moved("/closed/a"),
    }
    paths = ("/closed/a", "/open", "/closed/but-this", "/go")
    found = got(settings, *(site.home + path for path in paths))
    assert [isinstance(one, Document) for one in found] == [False, True, True, False]
    assert all(
        one.reason == "robots.txt does not allow it" for one in found if isinstance(one, Rejected)
    )
    assert site.paths().count("/robots.txt") == 1 and "/closed/a" not in site.paths()


def test_a_robots_txt_that_cannot_be_read_forbids_all(site: Site, settings: Settings) -> None:
    site.answers |= {"/robots.txt": plain("", status=503), "/a": plain(PAGE)}
    assert reason(settings, site.home + "/a") == "robots.txt cannot be read (status 503)"
    assert site.paths() == ["/robots.txt"]


def test_there_is_a_pause_between_visits(site: Site, settings: Settings) -> None:
    site.answers |= {"/a": plain(PAGE), "/b": plain(PAGE)}
    got(with_options(settings, pause_s=0.4), site.home + "/a", site.home + "/b")
    visits = [when for path, when, _ in site.asked if path != "/robots.txt"]
    assert visits[1] - visits[0] >= 0.39


def test_what_was_fetched_is_kept_and_then_asked_for_again(site: Site, settings: Settings) -> None:
    keeping = with_options(settings, cache_hours=1.0)
    site.answers["/a"] = plain(PAGE, ETag='"v1"')
    first = got(keeping, site.home + "/a")
    count = len(site.asked)
    assert got(keeping, site.home + "/a") == first and len(site.asked) == count
    (file,) = Path(keeping.fetch.cache).iterdir()
    os.utime(file, (0, 0))  # long ago
    site.answers["/a"] = plain("", status=304)
    assert got(keeping, site.home + "/a") == first
    assert site.asked[-1][2]["if-none-match"] == '"v1"'
    file.write_bytes(file.read_bytes()[:-9])  # cut short
    site.answers["/a"] = plain(PAGE)
    assert got(keeping, site.home + "/a") == first and "if-none-match" not in site.asked[-1][2]


def test_failures_are_not_kept(site: Site, settings: Settings) -> None:
    keeping = with_options(settings, cache_hours=1.0)
    assert "404" in reason(keeping, site.home + "/a")
    site.answers["/a"] = plain(PAGE)
    assert isinstance(got(keeping, site.home + "/a")[0], Document)


# ---- by the command, and from Python -------------------------------------------------


def test_the_command_reads_addresses_beside_files(
    sayso: Callable[..., subprocess.CompletedProcess[str]], site: Site, tmp_path: Path
) -> None:
    site.answers |= {"/a": plain(PAGE), "/slow": dripping}
    chosen = tmp_path / "sayso.toml"
    chosen.write_text(
        "[fetch]\nloopback = true\npause_s = 0.0\ntimeout_s = 0.5\ncache_hours = 0\n", "utf-8"
    )
    record = {"id": site.home + "/b", "text": WORDS}
    (tmp_path / "b.jsonl").write_text(json.dumps(record), "utf-8")
    site.answers["/b"] = plain(PAGE)
    paths = [*(site.home + path for path in ("/a", "/b", "/slow")), str(tmp_path / "b.jsonl")]
    done = sayso("stories", *paths, "--settings", str(chosen))
    assert done.returncode == 0, done.stderr
    read = {json.loads(line)["doc"] for line in done.stdout.splitlines()}
    assert read == {site.home + "/a", site.home + "/b"}
    assert f"rejected {site.home}/slow: too slow" in done.stderr
    assert "duplicate id" in done.stderr


def test_the_command_leaves_links_where_it_is_told_to(
    sayso: Callable[..., subprocess.CompletedProcess[str]], site: Site, tmp_path: Path
) -> None:
    site.answers |= {"/a": plain(PAGE)}
    site.answers["/feed"] = plain(feed_of(site.home + "/a"), "application/rss+xml")
    chosen = tmp_path / "sayso.toml"
    chosen.write_text("[fetch]\nloopback = true\npause_s = 0.0\ncache_hours = 0\n", "utf-8")
    for more, followed in (((), True), (("--no-follow",), False)):
        done = sayso("documents", site.home + "/feed", "--settings", str(chosen), *more)
        (row,) = map(json.loads, done.stdout.splitlines())
        assert (WORDS.strip() in row["text"]) is followed, done.stderr


def test_without_leave_the_command_stays_off_this_machine(
    sayso: Callable[..., subprocess.CompletedProcess[str]], site: Site
) -> None:
    done = sayso("documents", site.home + "/a")
    assert done.returncode == 1 and "no public address" in done.stderr
    assert site.asked == []


def test_python_reads_addresses(site: Site, settings: Settings) -> None:
    import sayso

    site.answers["/a"] = plain(PAGE)
    found = sayso.read(site.home + "/a", settings=settings)
    assert [doc.id for dossier in found for doc in dossier.documents] == [site.home + "/a"]
    assert "only http" in str(sayso.read("file:///etc/hosts", settings=settings).rejected[0])
