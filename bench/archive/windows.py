"""Stories found a window of days at a time, beside those found all at once, and what each costs.

    python bench/archive/windows.py [--articles 5000] [--window 1000]

The articles are those of load.py. Prints the seconds of processor time of both, how many articles
are in the very same story either way, and how many articles were grouped together in each window.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from load import articles

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


def main() -> None:
    """Place the articles both ways and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--window", type=int, default=1_000)
    asked = parser.parse_args()
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
        with archive.writing("added"):
            for doc in docs:
                archive.keep(doc, file=doc.id)
        start = time.process_time()
        Keeper(archive).place()
        took = time.process_time() - start
        shelves = archive.shelves
        spines = shelves.spines(limit=asked.articles)
        by_window = homes(shelves.story(spine.n).story.doc_ids for spine in spines)
    print(f"by windows: {took:.0f} s, {len(spines):,} stories, grouped together: {sizes}")
    same = sum(once[doc.id] == by_window[doc.id] for doc in docs)
    print(f"{same:,} of {len(docs):,} articles are in the very same story")


if __name__ == "__main__":
    main()
