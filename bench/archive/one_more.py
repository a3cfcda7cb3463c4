"""One more article, every sentence of it new, into stories of several sizes of a large archive.

    python bench/archive/one_more.py FILE [--sizes 1,5,13,17,21] [--each 3] [--held HELD]

FILE is an archive that load.py kept; a copy of it is worked on. Of stories of one article more than
each size, drawn by chance, one article that is no copy is taken out, and the others are read, as
stories that are followed. Then a process that has never seen these stories, its models and index
open, is given what was taken out again: processor and wall seconds until it is in its story, until
the dossier is there, and until the page of the story is. The last column is a digest of the
dossier, by which two versions of the program can be compared. --held keeps the archive without
those articles there: what was read in its articles is then not read again, their dossiers are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from load import SEED, Told

from sayso import dossiers
from sayso.archive import Archive
from sayso.dossiers.live import story_part
from sayso.model import Document
from sayso.pipeline import no_progress
from sayso.run import Processes
from sayso.run.keeping import Keeper
from sayso.run.pages import links
from sayso.run.preparing import PREPARING

_STATE = "bench-held-out"


def main() -> None:
    """Take articles out, add them again, print how long that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sizes", default="1,5,13,17,21")
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--held", type=Path)
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        held = asked.held or Path(folder) / "held.sayso"
        if not held.exists():
            shutil.copy(asked.file, held)
        step = multiprocessing.get_context("spawn").Process(
            target=take_out, args=(held, sizes, asked.each)
        )
        step.start()
        step.join()
        if step.exitcode:
            raise SystemExit("the articles could not be taken out")
        added_to = Path(shutil.copy(held, Path(folder) / "copy.sayso"))
        with Archive(added_to) as archive:
            add_again(archive)


def take_out(path: Path, sizes: list[int], each: int) -> None:
    """Of some stories one article, noted in the archive; the others are read and compared."""
    with Archive(path) as archive:
        run = Processes()
        keeper = Keeper(archive, run=run, progress=Told())
        if archive.state(_STATE) is None:
            gone = [d for size in sizes for d in own_texts(archive, size, each)]
            beside = {d.id: beside_it(archive, d.id) for d in gone}
            for doc in gone:
                archive.withdraw(doc.id, "held out")
            keeper.place()
            with archive.writing("held out"):
                archive.set_state(_STATE, json.dumps(beside))
        for table in ("dossiers", "pairs", "vectors"):  # not the readings
            archive.base.execute(f"DELETE FROM {table}")
        rest = {i for some in json.loads(archive.state(_STATE) or "{}").values() for i in some}
        list(keeper.read(sorted(set(archive.shelves.story_of(rest).values()))))
        run.close()
        archive.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def own_texts(archive: Archive, size: int, each: int) -> Iterator[Document]:
    """Of so many stories of one article more the article of a middling length that is no copy."""
    spines = [s.n for s in archive.shelves.spines(limit=1 << 30) if s.articles == size + 1]
    random.Random(SEED + size).shuffle(spines)
    for n in spines:
        held = archive.shelves.story(n)
        copied = {i for f in held.families if len(f.doc_ids) > 1 for i in f.doc_ids}
        own = [d for d in archive.many(held.story.doc_ids) if d.id not in copied]
        if own and each:
            each -= 1
            yield sorted(own, key=lambda d: (len(d.text), d.id))[len(own) // 2]


def beside_it(archive: Archive, doc_id: str) -> list[str]:
    """The other articles of its story."""
    home = archive.shelves.story_of([doc_id])[doc_id]
    return [i for i in archive.shelves.story(home).story.doc_ids if i != doc_id]


def add_again(archive: Archive) -> None:
    """What was taken out, one article after the other."""
    keeper = Keeper(archive, progress=no_progress)
    for prepare in PREPARING:
        prepare(keeper)
    print("size  characters   placed    dossier       page   (processor s, wall s)")
    for k, (doc_id, rest) in enumerate(json.loads(archive.state(_STATE) or "{}").items()):
        doc = replace(archive.numbered(archive.number(doc_id)), id=f"again-{k}", url=None)
        marks = [now()]
        (name,) = keeper.add([doc]).new
        marks.append(now())
        home = archive.shelves.story_of([name])[name]
        dossier = keeper.dossier(home)
        marks.append(now())
        assert dossier is not None
        ids = [d.id for d in dossier.documents]
        story_part(dossier, links(archive, home, ids, own_page=True))
        marks.append(now())
        joined = len(set(rest) & set(ids))
        took = [f"{(b[0] - a[0]):5.2f} {(b[1] - a[1]):5.2f}" for a, b in pairwise(marks)]
        digest = hashlib.sha256(dossiers.write(dossier, "json").encode()).hexdigest()[:12]
        print(f"{joined:4} {len(doc.text):10,}  {'  '.join(took)}  {digest}", flush=True)


def now() -> tuple[float, float]:
    """Processor seconds in user and in system mode of this process, and the clock."""
    used = os.times()
    return used.user + used.system, time.perf_counter()


if __name__ == "__main__":
    main()
