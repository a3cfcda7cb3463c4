"""Pages of the web app over a large archive, as a browser on this machine gets them.

    python bench/archive/pages.py FILE [--stories 200]

FILE is an archive that load.py kept; dossiers and pages of some of its stories are added to it. A
real server is asked for the front page, for searches, and for so many stories of 2 to 40 articles
and an article of each: the first time that a story is looked at, whose dossier is there and its
page not; once more; and again after the server was started anew. Prints the 50th and 95th
percentile of each in milliseconds, from the request to the last byte.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import urllib3
from load import SEED, Told, shown, usual_stories

from sayso.archive import Archive
from sayso.run import Processes
from sayso.run.keeping import Keeper
from sayso.web import WebOptions
from sayso.web.serving import listening, made

_SEARCHES = 200


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of a server over an archive."""
    options = WebOptions(str(path), port=0)
    with listening(options) as listener:
        server = made(options)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


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
    options = parser.parse_args()
    chance = random.Random(SEED + 1)
    with Archive(options.file) as archive, closing(Processes()) as run:
        some = usual_stories(archive, chance, options.stories)
        list(Keeper(archive, run=run, progress=Told()).read(some))
        archive.base.execute("DELETE FROM pages")
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
    with served(options.file) as root:
        asked(pool, [root + "/"])
        shown("story, after a new start", asked(pool, [root + s for s in stories]))


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
