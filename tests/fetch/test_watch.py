"""Places that are followed: a real server on this machine, real folders, the real command."""

from __future__ import annotations

import importlib.util
import json
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from sayso.archive import Archive
from sayso.fetch import follower, send
from sayso.model import Document, Rejected
from sayso.run.keeping import Keeper
from sayso.run.watching import look
from sayso.settings import FetchOptions, Settings

_SPEC = importlib.util.spec_from_file_location("site", Path(__file__).with_name("test_fetch.py"))
assert _SPEC and _SPEC.loader
site_tests = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(site_tests)

Sayso = Callable[..., "CompletedProcess[str]"]
FORK = multiprocessing.get_context("fork")
WHERE = ("Osk Bridge", "the eastern lock", "the grain pier", "the fish market", "the old ferry")
FIRST = (
    "OSK, May 5, 2031 — The bridge at Osk was closed on Monday after a barge struck its eastern "
    "pier, Mayor Ruta Salk said. Four people were hurt, she said. Divers will look at the pier."
)
SECOND = (
    "OSK, May 6, 2031 — Nine people were hurt when a barge struck the eastern pier of the bridge "
    "at Osk on Monday, Tarn Hospital said. The bridge was closed on Monday."
)


def feed(*items: tuple[str, str]) -> str:
    made = "".join(
        f"<item><guid>{name}</guid><title>On {name}</title><description>{text}</description>"
        "<pubDate>Mon, 05 May 2031 08:00:00 GMT</pubDate></item>"
        for name, text in items
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Gull Courier</title>'
        f"{made}</channel></rss>"
    )


def answered(body: str, tag: str = "") -> Any:
    """A feed that says 304 to whoever has this tag."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        if tag and to.headers.get("If-None-Match") == tag:
            to.send_response(304)
            to.end_headers()
            return
        more = {"ETag": tag} if tag else {}
        site_tests.plain(body, "application/rss+xml", **more)(to)

    return answer


class Hook:
    """A server that takes what is sent to it, or does not."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.status = 204
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.got.append((self.path, json.loads(body)))
                self.send_response(hook.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/take"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def site() -> Iterator[Any]:
    made = site_tests.Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def hook() -> Iterator[Hook]:
    made = Hook()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    cache = str(tmp_path / "cache")
    return Settings(fetch=FetchOptions(timeout_s=5, pause_s=0, cache=cache, loopback=True))


@pytest.fixture
def watched(sayso: Sayso, tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """`watched(arguments)`: the rows of a look, which must go well unless `status` says else."""
    chosen = tmp_path / "sayso.toml"
    chosen.write_text("[fetch]\nloopback = true\npause_s = 0.0\ntimeout_s = 5.0\n", "utf-8")

    def run(*args: str, status: int = 0) -> list[dict[str, Any]]:
        place = str(tmp_path / "news.sayso")
        done = sayso("watch", place, *args, "--settings", str(chosen))
        assert done.returncode == status, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


def of(rows: list[dict[str, Any]], change: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["change"] == change]


# ---- addresses -------------------------------------------------------------------------------


def test_a_feed_is_asked_whether_it_changed(site: Any, settings: Settings) -> None:
    site.answers["/feed"] = answered(feed(("one", FIRST)), '"v1"')
    visit = follower(settings, version="0")
    tag, items = visit(site.home + "/feed", "")
    assert items and [item.id for item in items if isinstance(item, Document)] == ["one"]
    assert visit(site.home + "/feed", tag) == (tag, None)
    assert site.asked[-1][2]["if-none-match"] == '"v1"'
    site.answers["/feed"] = answered(feed(("two", FIRST)), '"v2"')
    newer, items = visit(site.home + "/feed", tag)
    assert newer != tag and items and isinstance(items[0], Document) and items[0].id == "two"
    gone, items = visit(site.home + "/none", newer)
    assert gone == newer and items and isinstance(items[0], Rejected)


def test_new_entries_are_added_and_changed_ones_told(
    site: Any, watched: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    site.answers["/feed"] = answered(feed(("one", FIRST)), '"v1"')
    first = watched(site.home + "/feed")
    assert [row["doc"] for row in of(first, "new-article")] == ["one"]
    assert len(of(first, "new-story")) == 1 and of(first, "not-read")
    count = len(site.asked)
    assert watched() == []  # followed from then on; nothing is new
    assert len(site.asked) > count and site.asked[-1][2]["if-none-match"] == '"v1"'
    site.answers["/feed"] = answered(
        feed(("one", FIRST.replace("Four", "Five")), ("two", SECOND)), '"v2"'
    )
    second = watched("--read")
    (changed,) = of(second, "revised")
    assert changed["doc"] == "one" and [(p["old"], p["new"]) for p in changed["passages"]] == [
        ("Four", "Five")
    ]
    assert [row["doc"] for row in of(second, "new-article")] == ["two"]
    with Archive(tmp_path / "news.sayso", read_only=True) as archive:
        assert archive.count() == 2 and len(archive.revisions("one")) == 1


def test_a_place_that_fails_is_named_and_the_others_go_on(
    site: Any, watched: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    site.answers |= {"/feed": answered(feed(("one", FIRST))), "/slow": site_tests.endless}
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(SECOND, encoding="utf-8")
    there = [site.home + "/none", site.home + "/feed", site.home + "/slow", str(folder)]
    rows = watched(*there)
    assert {row["doc"] for row in of(rows, "new-article")} == {"one", "a.txt"}
    told = [row["what"] for row in of(rows, "refused")]
    assert len(told) == 2 and "status 404" in told[0] and "too large" in told[1]
    (folder / "a.txt").unlink()
    folder.rmdir()
    assert "no such file or folder" in "".join(r["what"] for r in of(watched(), "refused"))


def test_where_every_place_fails_it_ends_with_status_1(
    site: Any, watched: Callable[..., list[dict[str, Any]]]
) -> None:
    (row,) = watched(site.home + "/none", status=1)
    assert row["change"] == "refused"


# ---- folders ---------------------------------------------------------------------------------


def test_a_folder_is_followed_file_by_file(
    watched: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (folder / "bad.txt").write_text("", encoding="utf-8")
    rows = watched(str(folder), "--read")
    assert [row["doc"] for row in of(rows, "new-article")] == ["a.txt"] and of(rows, "refused")
    assert watched() == []
    (folder / "deep" / "a.txt").write_text(SECOND, encoding="utf-8")
    rows = watched("--read")
    assert [row["doc"] for row in of(rows, "new-article")] == ["deep/a.txt"]
    assert not of(rows, "refused")  # what did not change is not read again
    (grown,) = of(rows, "grown-story")
    assert (grown["before"], grown["after"]) == (1, 2)
    parted = of(rows, "new-conflict")
    assert parted and {p["doc"] for row in parted for p in row["passages"]} == {"deep/a.txt"}
    with Archive(tmp_path / "news.sayso", read_only=True) as archive:
        assert b"".join(archive.originals.read(archive.placed()["a.txt"] or "")) == FIRST.encode()


def test_what_a_publisher_takes_back_is_told_and_nothing_removed(
    watched: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    watched(str(folder))
    note = f"{FIRST}\n\nEditor's note: An earlier version of this article named another pier."
    (folder / "a.txt").write_text(note, encoding="utf-8")
    (folder / "kill.txt").write_text(f"MANDATORY KILL: {FIRST}", encoding="utf-8")
    rows = watched()
    assert [row["doc"] for row in of(rows, "corrected")] == ["a.txt"]
    (kill,) = of(rows, "kill-notice")
    assert kill["doc"] == "kill.txt" and kill["passages"][0]["text"].startswith("MANDATORY KILL")
    with Archive(tmp_path / "news.sayso", read_only=True) as archive:
        assert archive.withdrawn() == {} and archive.count() == 2


def _looked(path: str, settings: Settings) -> None:
    with Archive(path) as archive:
        look(Keeper(archive, settings), follower(settings), settings)


def test_two_that_look_at_once_add_nothing_twice(
    site: Any, settings: Settings, tmp_path: Path
) -> None:
    folder, path = tmp_path / "in", str(tmp_path / "news.sayso")
    folder.mkdir()
    for n, where in enumerate(WHERE * 4):
        text = f"{FIRST} The port office at {where} said so in note {n}."
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    site.answers["/feed"] = answered(feed(*((f"item-{n}", SECOND) for n in range(5))))
    with Archive(path, create=True) as archive, archive.writing("followed"):
        archive.watched.follow([str(folder), site.home + "/feed"])
    both = [FORK.Process(target=_looked, args=(path, settings)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(120)
        assert one.exitcode == 0
    with Archive(path) as archive:
        Keeper(archive, settings).place()
        docs = [doc.id for doc in archive.by_day()]
        assert len(docs) == len(set(docs)) == 25 and not any("~" in doc for doc in docs)
        assert all(archive.revisions(doc) == () for doc in docs)
        assert len(archive.shelves.story_of(docs)) == 25 and archive.check() == []
        for spine in archive.shelves.spines(limit=100):
            held = archive.shelves.story(spine.n).story.doc_ids
            assert set(archive.shelves.members([spine.n])) == set(held)


# ---- saved searches ----------------------------------------------------------------------------


def test_a_saved_search_tells_what_came_since(
    watched: Callable[..., list[dict[str, Any]]], tmp_path: Path, hook: Hook
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    query = ("--search", 'divers="eastern pier" divers')
    (hit,) = of(watched(str(folder), *query, "--hook", hook.address), "hit")
    assert (hit["doc"], hit["before"]) == ("a.txt", "divers")
    assert "Divers" in hit["passages"][0]["text"]
    ((path, told),) = hook.got
    assert path == "/take" and told["search"] == "divers" and told["archive"] == "news.sayso"
    assert [one["doc"] for one in told["hits"]] == ["a.txt"]
    assert watched() == [] and len(hook.got) == 1
    (folder / "b.txt").write_text(SECOND, encoding="utf-8")
    assert of(watched(), "hit") == []  # not what was searched for
    hook.status = 500
    (folder / "c.txt").write_text(f"{FIRST} It was raining.", encoding="utf-8")
    rows = watched()
    assert [row["doc"] for row in of(rows, "hit")] == ["c.txt"]
    (refused,) = of(rows, "refused")
    assert "the server answers with 500" in refused["what"] and "/take" not in refused["what"]
    hook.status = 200
    assert [row["doc"] for row in of(watched(), "hit")] == ["c.txt"]  # sent again
    assert watched() == [] and len(hook.got) == 3
    watched("--forget", "divers")
    assert [row["kind"] for row in watched("--list")] == ["place"]


def test_hits_are_sent_to_no_other_place(hook: Hook, settings: Settings) -> None:
    inside = Settings(fetch=FetchOptions(timeout_s=2))
    for address in (hook.address, "http://10.1.2.3/", "http://[::1]/", "http://169.254.169.254/"):
        assert "which is no public address" in (send(address, b"{}", inside) or "")
    assert hook.got == []
    hook.status = 302
    assert send(hook.address, b"{}", settings) == "the server answers with 302"
    assert [path for path, _ in hook.got] == ["/take"]
    assert "only http and https" in (send("file:///etc/hosts", b"{}", settings) or "")


def test_what_cannot_be_meant_is_refused(sayso: Sayso, tmp_path: Path) -> None:
    place = str(tmp_path / "news.sayso")
    for args, said in (
        ((), "nothing is followed yet"),
        (("--search", "noname"), "write NAME=QUERY"),
        (("--search", "a=before:never"), "write the day as"),
        (("--hook", "http://gull.example/"), "give NAME=QUERY with it"),
        (("--search", "a=b", "--hook", "gull"), "http or https is needed"),
        ((str(tmp_path / "none"),), "is no folder, file or address"),
        (("--forget", "none"), "no place or search of that name"),
    ):
        done = sayso("watch", place, *args)
        assert done.returncode in (1, 2) and said in done.stderr, args


# ---- as text, again and again, since a day ---------------------------------------------------


def test_changes_since_a_day_and_as_text(
    sayso: Sayso, watched: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    folder, place = tmp_path / "in", str(tmp_path / "news.sayso")
    folder.mkdir()
    (folder / "a.txt").write_text(f"Bridge \x1b[2J shut\n\n{FIRST}", encoding="utf-8")
    rows = watched(str(folder), "--read")
    done = sayso("archive", "changes", place, "--since", "2020-01-01")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told == rows
    text = sayso("archive", "changes", place, "--since", "2020-01-01", "--format", "text").stdout
    assert text.startswith("New story 1: ") and "  + " in text and "\x1b" not in text
    empty = sayso("archive", "changes", place, "--since", "2999-01-01", "--format", "text")
    assert empty.stdout == "Nothing new.\n"
    assert "is no day" in sayso("archive", "changes", place, "--since", "May").stderr
    out = tmp_path / "digest.txt"
    (folder / "b.txt").write_text(SECOND, encoding="utf-8")
    watched("--format", "text", "-o", str(out))
    assert out.read_text("utf-8").splitlines()[0].endswith("(2 articles, 1 new)")


def test_it_looks_again_until_it_is_interrupted(tmp_path: Path) -> None:
    import subprocess
    import sys
    import time

    folder, out = tmp_path / "in", tmp_path / "rows.jsonl"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    command = [sys.executable, "-m", "sayso", "watch", str(tmp_path / "news.sayso"), str(folder)]
    with subprocess.Popen(
        [*command, "--every", "1", "-o", str(out), "-j", "1"], stderr=subprocess.PIPE
    ) as running:
        for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
            (folder / name).write_text(text, encoding="utf-8")
            for _ in range(600):
                if out.exists() and f'"{name}"' in out.read_text("utf-8"):
                    break
                time.sleep(0.1)
            else:
                pytest.fail(f"{name} was never told")
        running.terminate()
        assert running.wait(30) == 143
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["doc"] for row in of(rows, "new-article")] == ["a.txt", "b.txt"]
    assert os.listdir(folder)  # noqa: PTH208 (nothing of the folder was touched)
