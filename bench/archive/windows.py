"""Stories found a window of days at a time, beside those found all at once, and what each costs.

    python bench/archive/windows.py [--articles 5000] [--window 1000] [--singly 0]

The articles are those of load.py. Prints the seconds of processor time of both, how many articles
are in the very same story either way, and how many articles were grouped together in each window.
With --singly so many come one at a time, after the others were grouped as a whole: each is looked
up, and the seconds of processor time of each are printed as well.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from load import SEED, articles

from sayso.archive import Archive
from sayso.model import Document
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.run import placing
from sayso.run.keeping import Keeper


def homes(stories: Iterable[Sequence[str]]) -> dict[str, frozenset[str]]:
    """Of every article all that are in its story."""
    return {i: frozenset(ids) for ids in stories for i in ids}


def watched(sizes: list[int]) -> None:
    """From now on every grouping notes how many articles it is given."""
    inner = placing.Placer._group

    def counted(placer: placing.Placer, docs: Sequence[Document], *rest: Any, **more: Any) -> bool:
        sizes.append(len(docs))
        return inner(placer, docs, *rest, **more)

    placing.Placer._group = counted  # type: ignore[method-assign]


def singly(keeper: Keeper, docs: Iterable[Document]) -> Iterator[float]:
    """Seconds of processor time that each takes which is added alone."""
    for doc in docs:
        start = time.process_time()
        keeper.archive.keep(doc, file=doc.id)
        keeper.place()
        yield time.process_time() - start


def shown_range(took: Sequence[float]) -> str:
    """The middle and the most of some times."""
    return f"{statistics.median(took):.2f} s in the middle, {max(took):.2f} s at most"


def main() -> None:
    """Place the articles both ways and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--window", type=int, default=1_000)
    parser.add_argument("--singly", type=int, default=0)
    asked = parser.parse_args()
    if not asked.singly:
        placing._WHOLE, placing._MANY, placing._WINDOW = 0, 1, asked.window
    docs = list(articles(asked.articles))
    start = time.process_time()
    once = homes(story.doc_ids for story in Journey(MemoryPile(docs)).stories)
    print(f"all at once: {time.process_time() - start:.0f} s, {len(set(once.values())):,} stories")
    sizes: list[int] = []
    watched(sizes)
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive(Path(folder) / "x.sayso", create=True) as archive,
    ):
        late = set(random.Random(SEED).sample(range(len(docs)), asked.singly))
        with archive.writing("added"):
            for n, doc in enumerate(docs):
                if n not in late:
                    archive.keep(doc, file=doc.id)
        start = time.process_time()
        keeper = Keeper(archive)
        keeper.place()
        took = time.process_time() - start
        each = list(singly(keeper, [docs[n] for n in sorted(late)]))
        shelves = archive.shelves
        spines = shelves.spines(limit=asked.articles)
        by_window = homes(shelves.story(spine.n).story.doc_ids for spine in spines)
    print(f"by windows: {took:.0f} s, {len(spines):,} stories, grouped together: {sizes}")
    if each:
        print(f"one at a time: first {each[0]:.2f} s, then {shown_range(each[1:])}")
    same = sum(once[doc.id] == by_window[doc.id] for doc in docs)
    print(f"{same:,} of {len(docs):,} articles are in the very same story")


if __name__ == "__main__":
    main()
