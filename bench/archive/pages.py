"""Pages of the web app over a large archive, as a browser on this machine gets them.

    python bench/archive/pages.py FILE [--stories 200] [--add 8]

FILE is an archive that load.py kept; dossiers and pages of some of its stories are added to it. A
real server is asked for the front page, for searches, and for so many stories of 2 to 40 articles
and an article of each: the first time that a story is looked at after a command has read it; once
more; with its page taken away, so that the dossier is there and the page not; and again after the
server was started anew. Prints the 50th and 95th percentile of each in milliseconds, from the
request to the last byte. With --add FILE is copied, and so many articles are sent to a server over
the copy, one after the other, each a further report of a story that is read: prints the seconds
until the page of its story shows it, once with the first sent as soon as the server listens, and
once ten seconds later. The server is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import urllib3
from load import SEED, Told, shown, usual_stories

from sayso.archive import Archive
from sayso.run import Processes
from sayso.run.keeping import Keeper
from sayso.run.pages import Pages

_SEARCHES = 200
_PREPARED_S = 10  # seconds within which a server has opened what it will need


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of a server over an archive."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "sayso", "serve", str(path), "--port", str(port)]
    with subprocess.Popen(command) as server:
        try:
            while not is_listening(port):
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def is_listening(port: int) -> bool:
    """True once a server takes connections there."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def asked(pool: urllib3.PoolManager, addresses: Iterable[str]) -> list[float]:
    """Milliseconds until each page is there whole; one that says “being made” is asked again."""
    took = []
    for address in addresses:
        start = time.perf_counter()
        while (answer := pool.request("GET", address, timeout=60)).status == 202:
            time.sleep(0.05)
        took.append(1000 * (time.perf_counter() - start))
        if answer.status != 200:
            print(f"{address}: {answer.status}")
    return took


def main() -> None:
    """Ask for the pages and print how long they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--add", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(SEED + 1)
    with Archive(options.file) as archive, closing(Processes()) as run:
        some = usual_stories(archive, chance, options.stories)
        # what was read is kept: only the dossiers are made anew, and laid out
        archive.base.execute("DELETE FROM dossiers")
        archive.base.execute("DELETE FROM pages")
        list(Keeper(archive, run=run, progress=Told(), pages=Pages()).read(some))
        texts = first_of(archive.base, some)
        words = searches(archive.base, chance)
    pool = urllib3.PoolManager(retries=False)
    stories = [f"/story/{n}" for n in some]
    articles = [f"/article/{n}" for n in texts]
    with served(options.file) as root:
        asked(pool, [root + "/"])
        shown("front page", asked(pool, [root + "/"] * 50))
        shown("search page", asked(pool, [f"{root}/search?{words_}" for words_ in words]))
        shown("story, first look", asked(pool, [root + s for s in stories]))
        shown("story, once more", asked(pool, [root + s for s in stories]))
        shown("story as JSON", asked(pool, [f"{root}{s}.json" for s in stories]))
        shown("article", asked(pool, [root + a for a in articles]))
    with Archive(options.file) as archive:
        archive.base.execute("DELETE FROM pages")
    with served(options.file) as root:
        asked(pool, [root + "/"])
        shown("story, page to be made", asked(pool, [root + s for s in stories]))
    with served(options.file) as root:
        asked(pool, [root + "/"])
        shown("story, after a new start", asked(pool, [root + s for s in stories]))
    if options.add:
        with tempfile.TemporaryDirectory() as folder:
            for rest in (0, _PREPARED_S):
                copy = Path(shutil.copy(options.file, Path(folder) / f"after-{rest}.sayso"))
                took = added(copy, some[: options.add], rest)
                print(f"one more article, {rest} s after the start:", *(f"{t:.2f}" for t in took))


def added(path: Path, stories: Sequence[int], rest: float) -> list[float]:
    """Seconds until each article that is sent to a server stands on the page of its story."""
    took = []
    with Archive(path) as archive:
        held = [archive.get(archive.shelves.story(n).story.doc_ids[0]) for n in stories]
    with served(path) as root, urllib3.PoolManager(retries=False) as pool:
        page = pool.request("GET", root + "/add")
        token = re.findall(rb'name="csrf" value="([0-9a-f]+)"', page.data)[0].decode()
        cookie = "; ".join(c.partition(";")[0] for c in page.headers.getlist("set-cookie"))
        time.sleep(rest)
        for k, doc in enumerate(held):
            told = f"A further report, number {k}."
            day = doc.published and doc.published.isoformat()
            row = {"text": f"{doc.text} {told}", "title": doc.title, "published": day}
            body = json.dumps(row) + "\n"
            fields: list[tuple[str, Any]] = [("csrf", token), ("files", (f"one-{k}.jsonl", body))]
            start = time.perf_counter()
            sent = pool.request(
                "POST", root + "/add", fields=fields, headers={"Cookie": cookie}, redirect=False
            )
            where = followed(pool, root, sent.headers["location"])
            answer = pool.request("GET", root + where)
            took.append(time.perf_counter() - start)
            if answer.status != 200 or told not in re.sub("<[^>]*>", "", answer.data.decode()):
                print(f"{where}: {answer.status}, the new article is not on it")
    return took


def followed(pool: urllib3.PoolManager, root: str, where: str) -> str:
    """Where a job leads once it is finished."""
    while where.startswith("/work/"):
        job = pool.request("GET", f"{root}{where}.json").json()
        if job["finished"]:
            return str(job["target"])
        time.sleep(0.02)
    return where


def first_of(base: sqlite3.Connection, stories: Iterable[int]) -> list[int]:
    """The number of the first article of each story."""
    found = "SELECT min(doc) FROM members WHERE story = ?"
    return [base.execute(found, (n,)).fetchone()[0] for n in stories]


def searches(base: sqlite3.Connection, chance: random.Random) -> list[str]:
    """One or two words of some titles, as the search box sends them."""
    titles = base.execute("SELECT title FROM texts WHERE n % 50 = 1 AND title != ''").fetchall()
    made_ = []
    for (title,) in chance.sample(titles, min(_SEARCHES, len(titles))):
        words = re.findall(r"\w+", title)
        made_.append(urlencode({"q": " ".join(chance.sample(words, min(2, len(words)))) or "the"}))
    return made_


if __name__ == "__main__":
    main()
