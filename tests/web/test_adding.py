"""From an empty archive to a corrected story, through the forms alone."""

import io
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.settings import FetchOptions, Settings

ARTICLES = Path(__file__).parents[2] / "examples" / "harbor" / "articles"
FIRST = (
    b"Bridge over the Orva closed\n\n"
    b"The bridge over the Orva was closed on Monday, the council said."
)
FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>The Gull</title><item><title>Bridge "
    "closed</title><link>{}</link><guid>gull-7</guid><description>The bridge is closed."
    "</description></item></channel></rss>"
)
LATER = FIRST.replace(b"Monday", b"Tuesday")


@pytest.fixture
def empty(serve, tmp_path):
    return serve(tmp_path / "empty.sayso")


def test_an_empty_archive_greets(empty):
    page = empty.get("/").data.decode()
    assert "Drop files or paste addresses here" in page and 'type="file"' in page
    assert empty.json("/stories.json")["stories"] == []


def test_files_are_read_and_the_work_can_be_watched(empty):
    files = {f.name: f.read_bytes() for f in sorted(ARTICLES.iterdir())}
    answer = empty.upload(files)
    assert answer.status == 303 and answer.headers["location"].startswith("/work/")
    job = empty.finished(answer.headers["location"])
    assert job["state"] == "done" and job["stories"] == job["stories_read"] == 2
    assert job["said"] == ["11 new, 0 revised, 0 here already, 0 not read"]
    assert "10 articles · 7 texts" in empty.get("/").data.decode()
    told = empty.json("/article/1.json")
    assert empty.get(f"/original/{told['original']}").data in files.values()
    again = empty.finished(empty.upload(files).headers["location"])
    assert again["said"] == ["0 new, 0 revised, 11 here already, 0 not read"]


def test_what_cannot_be_read_is_named_by_its_name(empty):
    job = empty.finished(
        empty.upload({"photo.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 60}).headers["location"]
    )
    assert len(job["said"]) == 2 and job["said"][1].startswith("Not read: photo.png")
    (row,) = empty.json("/add.json")["rejected"]
    assert row["source"] == "photo.png" and "/" not in row["source"]


def test_of_what_is_refused_no_bytes_are_kept(serve, tmp_path):
    path = tmp_path / "empty.sayso"
    started = serve(path)
    started.finished(started.upload({"photo.png": b"\x89PNG", "a.txt": FIRST}).headers["location"])
    with Archive(path, read_only=True) as archive:
        assert [name for _, name, _ in archive.originals.all()] == ["a.txt"]


def test_two_files_of_one_name_are_two_articles_unless_one_is_said_to_be_newer(empty):
    empty.finished(empty.upload({"a.txt": FIRST}).headers["location"])
    two = empty.finished(empty.upload({"a.txt": LATER}).headers["location"])
    assert two["said"][0].startswith("1 new, 0 revised")


def test_a_newer_version_is_compared_with_the_older(empty):
    empty.finished(empty.upload({"a.txt": FIRST}, newer="1").headers["location"])
    job = empty.finished(empty.upload({"a.txt": LATER}, newer="1").headers["location"])
    assert job["said"][0].startswith("0 new, 1 revised")
    told = empty.json("/article/1.json")
    (revision,) = told["revisions"]
    kinds = {c["kind"]: c["text"] for c in revision["changes"]}
    assert (kinds["gone"], kinds["new"]) == ("Monday,", "Tuesday,")
    page = empty.page("/article/1").data.decode()
    assert "<del>" in page and "Monday," in page and "The bytes of version 1" in page
    assert empty.get(f"/original/{revision['original']}").data == FIRST


def test_archives_of_files_are_opened(empty):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("one.txt", FIRST)
        packed.writestr("../two.txt", LATER)
    job = empty.finished(empty.upload({"both.zip": held.getvalue()}).headers["location"])
    assert job["said"][0].startswith("1 new") and "both.zip" in job["said"][1]


def test_names_of_files_are_no_paths(empty):
    empty.finished(empty.upload({"../../etc/cron.d/x.txt": FIRST}).headers["location"])
    assert empty.json("/article/1.json")["doc"] == "x.txt"


def test_nothing_sent_is_said(empty):
    answer = empty.post("/add")
    assert answer.status == 400 and b"nothing was sent" in answer.data


def test_a_story_that_is_not_ready_says_so_and_comes(serve, kept, tmp_path):
    started = serve(tmp_path / "slow.sayso")
    lines = (ARTICLES / "updates.jsonl").read_bytes()
    started.upload({"updates.jsonl": lines})
    seen = {started.get("/story/1").status for _ in range(3)}
    assert seen <= {200, 202, 404}
    assert started.page("/story/1").status in (200, 404)
    for _ in range(200):
        if started.json("/stories.json")["total"]:
            break
    assert started.page("/story/1").status == 200
    assert json.loads(started.page("/story/1.json").data)["documents"]


@pytest.fixture
def site():
    """A site on this machine with one page, whose text the test may change."""
    shown = {"text": "The bridge over the Orva was closed on Monday, the council said."}

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            known = self.path in ("/bridge", "/feed")
            here = f"http://127.0.0.1:{self.server.server_port}"
            body = (
                FEED.format(f"{here}/bridge").encode()
                if self.path == "/feed"
                else (
                    "<html><head><title>Bridge closed</title></head><body><article><h1>Bridge "
                    f"closed</h1><p>{shown['text']}</p><p>Traffic went by way of the old ford, "
                    "which is narrow, for most of the day.</p></article></body></html>"
                ).encode()
            )
            self.send_response(200 if known else 404)
            kind = "application/rss+xml" if self.path == "/feed" else "text/html"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(body if known else b"")

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/bridge", shown
        server.shutdown()
        thread.join()


def test_a_pasted_address_is_fetched_and_fetched_again(serve, tmp_path, site):
    address, shown = site
    own = FetchOptions(loopback=True, pause_s=0.0, cache_hours=0.0)
    started = serve(tmp_path / "web.sayso", settings=Settings(fetch=own))

    def pasted():
        answer = started.post("/add", ("addresses", f"{address}\n\n{address}"))
        return started.finished(answer.headers["location"])["said"]

    assert pasted() == ["1 new, 0 revised, 0 here already, 0 not read"]
    told = started.json("/article/1.json")
    assert b"closed on Monday" in started.get(f"/original/{told['original']}").data
    shown["text"] = shown["text"].replace("Monday", "Tuesday")
    assert pasted() == ["0 new, 1 revised, 0 here already, 0 not read"]
    (revision,) = started.json("/article/1.json")["revisions"]
    assert {c["kind"] for c in revision["changes"]} == {"kept", "gone", "new"}
    assert pasted()[0].startswith("0 new, 0 revised, 1 here already")


def test_an_article_that_a_feed_links_to_leads_to_its_own_page(serve, tmp_path, site):
    address, _ = site
    own = FetchOptions(loopback=True, pause_s=0.0, cache_hours=0.0)
    started = serve(tmp_path / "web.sayso", settings=Settings(fetch=own))
    answer = started.post("/add", ("addresses", address.replace("/bridge", "/feed")))
    assert started.finished(answer.headers["location"])["said"][0].startswith("1 new")
    told = started.json("/article/1.json")
    assert told["doc"] == "gull-7"
    page = started.get(f"/original/{told['original']}").data
    assert b"closed on Monday" in page and b"<rss" not in page
