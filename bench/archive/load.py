"""An archive under load: adding, searching, story pages, one more article; stops by itself.

    python bench/archive/load.py [--articles 100000] [--keep FILE] [--only search,page,one,more]
                                 [--seconds 30] [--more 1000] [--processor 600]

The articles are those of data/bulk, given again under other ids and some days later until there are
enough: 100,000 are an archive of four years with seventy articles a day. Each time round every word
stands for another of about its frequency, the same one throughout: texts of different rounds share
no passages, while lengths, stories and rarity of words stay as in news. Prints articles a second,
bytes an article, the 50th and 95th percentile of searches and of story pages in milliseconds, how
long one more article takes until its story is there, how fast --more others are added, put into
stories and read beside reading the same articles alone (of their stories as many as --processor
seconds of processor time allow, drawn by chance), and the most memory. What --keep has is not
filled again, and only a copy of it is added to. With --only search nothing is put into stories.
pages.py asks a server for pages.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import multiprocessing
import os
import random
import re
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from sayso import dossiers
from sayso.archive import Archive, parse
from sayso.model import Document
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.run import Processes
from sayso.run.keeping import Keeper

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SAYSO_DATA", ROOT.parent / "shared"))
SEED = 5
_WORD = re.compile(r"[A-Za-z]+")
_ALIKE = 200  # words, by their rank, among which each is given the place of another
_LATER = 11  # days from one round to the next
_OTHER = 200_000  # place in the row of those added at last: none of their round is in the archive
_BATCH = 500  # articles of one transaction
_STORIES_READ = 60  # stories whose pages are made before they are asked for
_SINGLES = 8  # articles that are added one by one
_STEP = 8  # stories read before the clock is looked at
_OPENING = 4  # stories read before it is started: each process opens the models
_TELL_S = 10  # seconds between two lines that say how far a step is
PARTS = ("search", "page", "one", "more")


def articles(count: int, start: int = 0) -> Iterator[Document]:
    """So many articles, varied, from one of that number on; the first round as they are."""
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
    yield from whole[start : start + count]
    counts = Counter(w.lower() for doc in whole for w in _WORD.findall(doc.text))
    ranked = [word for word, _ in counts.most_common()]
    for turn in range(1, -(-(start + count) // len(whole))):
        other = dict(zip(ranked, _shuffled(ranked, chance), strict=True))
        done = turn * len(whole)
        for doc in whole[max(0, start - done) : max(0, start + count - done)]:
            text = _WORD.sub(lambda m, o=other: _cased(m[0], o), doc.text)
            yield replace(
                doc,
                id=f"{doc.id}#{turn}",
                text=text,
                title=_WORD.sub(lambda m, o=other: _cased(m[0], o), doc.title or "") or None,
                published=doc.published and doc.published + timedelta(days=_LATER * turn),
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
            asked += " after:2014-06-01"
        return archive.search.documents(parse(asked))

    return ask


def main() -> None:
    """Run the load and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--more", type=int, default=1_000)
    parser.add_argument("--processor", type=float, default=600)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default=",".join(PARTS), help="of " + ", ".join(PARTS))
    asked = parser.parse_args()
    parts = asked.only.split(",")
    if not set(parts) <= set(PARTS):
        parser.error(f"--only takes some of {','.join(PARTS)}")
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "load.sayso"
        with Archive(path, create=True) as archive:
            run = Processes()
            keeper = Keeper(archive, run=run, progress=Told())
            fill(keeper, asked.articles, stories=parts != ["search"])
            looked_at(keeper, parts, asked.seconds)
            run.close()
        if {"one", "more"} & set(parts):
            added_to = Path(shutil.copy(path, Path(folder) / "copy.sayso"))
            with Archive(added_to) as archive:
                run = Processes()
                keeper = Keeper(archive, run=run, progress=Told())
                if "one" in parts:
                    singles(keeper, random.Random(SEED))
                if "more" in parts:
                    many(keeper, run, asked.more, asked.processor)
                run.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:,.0f} MiB at most, in this process")


def looked_at(keeper: Keeper, parts: Sequence[str], seconds: float) -> None:
    """The size of an archive, searches and story pages: what leaves it as it is, but for dossiers
    that are kept.
    """
    archive, chance = keeper.archive, random.Random(SEED)
    archive.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = Path(archive.path).stat().st_size / archive.count()
    print(f"{size:,.0f} bytes an article; {archive.shelves.count_stories():,} stories", flush=True)
    if "search" in parts:
        shown("search", timed(queries(archive, chance), seconds))
    if "page" in parts:
        some = usual_stories(archive, chance)
        list(keeper.read(some))

        def page() -> object:
            dossier = keeper.dossier(chance.choice(some))
            return dossier and dossiers.write(dossier, "html")

        shown("story page", timed(page, seconds))


def usual_stories(archive: Archive, chance: random.Random, many: int = _STORIES_READ) -> list[int]:
    """Numbers of so many stories of several articles, drawn from all."""
    spines = archive.shelves.spines(limit=100_000)
    several = [s.n for s in spines if 2 <= s.articles <= 40]
    return chance.sample(several, min(many, len(several)))


class Told:
    """Prints how far a step is, now and then."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.perf_counter()
        if now - self._last > _TELL_S:
            self._last = now
            print(f"{now - self._begun:6.0f} s  {what} {done:,} / {total:,}", file=sys.stderr)


def fill(keeper: Keeper, count: int, *, stories: bool) -> None:
    """Add so many articles to an empty archive, and put those that wait for it into stories."""
    archive, start = keeper.archive, time.perf_counter()
    if not archive.count():
        told, done = Told(), 0
        for some in batched(articles(count), _BATCH):
            with archive.writing("added"):
                for doc in some:
                    archive.keep(doc, file=doc.id)
            told("added", done := done + len(some), count)
        print(f"added {count:,} in {time.perf_counter() - start:.0f} s", flush=True)
    if stories and archive.shelves.loose(1):
        start = time.perf_counter()
        keeper.place()
        print(f"put into stories in {time.perf_counter() - start:.0f} s", flush=True)


def many(keeper: Keeper, run: Processes, count: int, most: float) -> None:
    """Articles of another round, added and put into stories; then their stories, in an order drawn
    by chance, read and compared until so much processor time is spent; and the articles of these
    stories read alone.
    """
    archive, docs = keeper.archive, list(articles(count, _OTHER))
    keeper.open()  # what is asked of every article stands ready, as in a server
    begun, used = time.perf_counter(), processor()
    added = keeper.add(docs)
    placed, placed_used = time.perf_counter() - begun, processor() - used
    print(f"{len(docs):,} more put into stories in {placed:.0f} s, {placed_used:.0f} s", end=" ")
    print("of processor time", flush=True)
    numbers = sorted(set(archive.shelves.story_of(added.new).values()))
    random.Random(SEED).shuffle(numbers)
    list(keeper.read(numbers[:_OPENING]))  # the models are open, in each process
    had, tasks, begun, used = read_so_far(archive), [], time.perf_counter(), processor()
    for start in range(_OPENING, len(numbers), _STEP):
        some = numbers[start : start + _STEP]
        tasks += [keeper._job(n)[1].task for n in some]
        list(keeper.read(some))
        if processor() - used > most:
            break
    whole, whole_used = time.perf_counter() - begun, processor() - used
    made = read_so_far(archive) - had
    journey = Journey(MemoryPile([doc for task in tasks for doc in task.documents]), run=run)
    begun, used = time.perf_counter(), processor()
    list(journey.cases(tasks))
    alone, alone_used = time.perf_counter() - begun, processor() - used
    each, each_used = placed / len(docs) + whole / made, placed_used / len(docs) + whole_used / made
    print(f"{made:,} articles of {len(tasks):,} stories: read alone {made / alone:.2f} a second,")
    print(f"in the archive {1 / each:.2f} ({alone / made / each:.0%}); of processor time", end=" ")
    print(f"{alone_used / made:.3f} s each alone, {each_used:.3f} in the archive", end=" ")
    print(
        f"({alone_used / made / each_used:.0%}), {placed_used / len(docs):.3f} of it until", end=" "
    )
    print("they are in stories", flush=True)


def processor() -> float:
    """Seconds of processor time of this process and of its workers; from Linux's /proc."""
    spent = 0
    for pid in ("self", *(child.pid for child in multiprocessing.active_children())):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        spent += int(fields[11]) + int(fields[12])  # in user and in system mode
    return spent / os.sysconf("SC_CLK_TCK")


def read_so_far(archive: Archive) -> int:
    """How many articles have a reading that is kept."""
    return int(archive.base.execute("SELECT count(DISTINCT doc) FROM readings").fetchone()[0])


def singles(keeper: Keeper, chance: random.Random) -> None:
    """One more article for a story that is there, until its dossier is."""
    shelves = keeper.archive.shelves
    for k, n in enumerate(usual_stories(keeper.archive, chance, _SINGLES)):
        held = keeper.archive.get(shelves.story(n).story.doc_ids[0])
        keeper.dossier(n)  # as a story that is followed: all but the new article is read
        text = held.text + f" A further report, number {k}."
        digest = hashlib.sha256(text.encode()).hexdigest()
        start = time.perf_counter()
        keeper.add([replace(held, id=f"new-{k}", text=text, url=None, digest=digest)])
        placed = time.perf_counter() - start
        home = shelves.story_of([f"new-{k}"])[f"new-{k}"]
        keeper.dossier(home)
        took = time.perf_counter() - start
        told = f"one more article: {took:.2f} s, {placed:.2f} until it is in its story of"
        print(told, shelves.spine(home).articles, flush=True)


if __name__ == "__main__":
    main()
