"""An archive under load: adding, searching, story pages, one more article; stops by itself.

    python bench/archive/load.py [--articles 100000] [--seconds 30] [--keep FILE] [--search-only]

The articles are those of data/bulk, given again under other ids and years until there are enough.
Each time round every word stands for another of about its frequency, the same one throughout: texts
of different rounds share no passages, while lengths, stories and rarity of words stay as in news.
Prints articles a second, bytes an article, the 50th and 95th percentile of searches and of story
pages in milliseconds, and how long one more article takes until its story is there. With
--search-only nothing is put into stories.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from sayso import dossiers
from sayso.archive import Archive, parse
from sayso.model import Document
from sayso.run import Processes
from sayso.run.keeping import Keeper

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SAYSO_DATA", ROOT.parent / "shared"))
SEED = 5
_WORD = re.compile(r"[A-Za-z]+")
_ALIKE = 200  # words, by their rank, among which each is given the place of another
_BATCH = 500  # articles of one transaction
_STORIES_READ = 60  # stories whose pages are made before they are asked for


def articles(count: int) -> Iterator[Document]:
    """So many articles, varied; the first round as they are."""
    chance = random.Random(SEED)
    whole: list[Document] = []
    for path in sorted((DATA / "data" / "bulk").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                day = row.get("published")
                whole.append(
                    Document(
                        f"{path.name}:{row.get('id', len(whole))}",
                        row["text"],
                        title=row.get("title"),
                        outlet=row.get("outlet"),
                        published=date.fromisoformat(day[:10]) if day else None,
                        lang="en",
                        digest=hashlib.sha256(row["text"].encode()).hexdigest(),
                    )
                )
    if not whole:
        sys.exit(f"{DATA / 'data' / 'bulk'} holds no articles: set SAYSO_DATA")
    yield from islice(whole, count)
    counts = Counter(w.lower() for doc in whole for w in _WORD.findall(doc.text))
    ranked = [word for word, _ in counts.most_common()]
    for turn in range(1, -(-count // len(whole))):
        other = dict(zip(ranked, _shuffled(ranked, chance), strict=True))
        for doc in whole[: count - turn * len(whole)]:
            text = _WORD.sub(lambda m, o=other: _cased(m[0], o), doc.text)
            yield replace(
                doc,
                id=f"{doc.id}#{turn}",
                text=text,
                title=_WORD.sub(lambda m, o=other: _cased(m[0], o), doc.title or "") or None,
                published=doc.published and doc.published - timedelta(days=1_500 * turn),
                digest=hashlib.sha256(text.encode()).hexdigest(),
            )


def _shuffled(ranked: list[str], chance: random.Random) -> list[str]:
    """The words, each in the place of another of about its rank."""
    made: list[str] = []
    for k in range(0, len(ranked), _ALIKE):
        made += chance.sample(ranked[k : k + _ALIKE], len(ranked[k : k + _ALIKE]))
    return made


def _cased(word: str, other: dict[str, str]) -> str:
    found = other.get(word.lower(), word)
    return found.capitalize() if word[:1].isupper() else found


def batched(items: Iterator[Document], many: int) -> Iterator[list[Document]]:
    """The items, so many at a time."""
    while some := list(islice(items, many)):
        yield some


def timed(ask: Callable[[], object], seconds: float) -> list[float]:
    """Milliseconds of each call, called again and again for so long."""
    took: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - start))
    return took


def shown(name: str, took: list[float]) -> None:
    cut = statistics.quantiles(took, n=20)
    print(f"{name:28} p50 {statistics.median(took):8.1f} ms  p95 {cut[18]:8.1f} ms  n {len(took)}")


def queries(archive: Archive, chance: random.Random) -> Callable[[], object]:
    """Searches as people type them: one to three words of some title, now and then an operator."""
    rows = archive.base.execute("SELECT title FROM texts WHERE n % 50 = 1 AND title != ''")
    titles = [title.split() for (title,) in rows]
    outlets = [r[0] for r in archive.base.execute("SELECT DISTINCT outlet FROM documents") if r[0]]

    def ask() -> object:
        words = [re.sub(r"\W", "", w) for w in chance.choice(titles)]
        asked = " ".join(w for w in chance.sample(words, min(len(words), 2)) if w) or "the"
        if chance.random() < 0.2 and outlets:
            asked += f' outlet:"{chance.choice(outlets)}"'
        if chance.random() < 0.2:
            asked += " after:2012-01-01"
        return archive.search.documents(parse(asked))

    return ask


def main() -> None:
    """Run the load and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--search-only", action="store_true")
    asked = parser.parse_args()
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "load.sayso"
        with Archive(path, create=True) as archive:
            run = Processes()
            keeper = Keeper(archive, run=run)
            if not archive.count():
                start = time.perf_counter()
                if asked.search_only:
                    for some in batched(articles(asked.articles), _BATCH):
                        with archive.writing("added"):
                            for doc in some:
                                archive.keep(doc, file=doc.id)
                else:
                    keeper.add(articles(asked.articles))
                took = time.perf_counter() - start
                print(f"added {archive.count():,} in {took:.0f} s")
            archive.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            size = path.stat().st_size / archive.count()
            print(f"{size:,.0f} bytes an article; {archive.shelves.count_stories():,} stories")
            shown("search", timed(queries(archive, chance), asked.seconds))
            if asked.search_only:
                return
            spines = [s.n for s in archive.shelves.spines(limit=100_000) if 2 <= s.articles <= 40]
            some = chance.sample(spines, min(_STORIES_READ, len(spines)))
            list(keeper.read(some))

            def page() -> object:
                n = chance.choice(some)
                dossier = keeper.dossier(n)
                return dossier and dossiers.write(dossier, "html")

            shown("story page", timed(page, asked.seconds))
            singles(keeper, chance, some)
            run.close()


def singles(keeper: Keeper, chance: random.Random, some: list[int]) -> None:
    """One more article for a story that is there, until its dossier is."""
    took = []
    for k in range(5):
        n = chance.choice(some)
        held = keeper.archive.get(keeper.archive.shelves.story(n).story.doc_ids[0])
        text = held.text + f" A further report, number {k}."
        digest = hashlib.sha256(text.encode()).hexdigest()
        start = time.perf_counter()
        keeper.add([replace(held, id=f"new-{k}", text=text, url=None, digest=digest)])
        home = keeper.archive.shelves.story_of([f"new-{k}"])[f"new-{k}"]
        keeper.dossier(home)
        took.append(time.perf_counter() - start)
        print(f"one more article: {took[-1]:.2f} s, into a story of", end=" ")
        print(keeper.archive.shelves.spine(home).articles)


if __name__ == "__main__":
    main()
