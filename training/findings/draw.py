"""Draw pairs of passages for reading: over the whole range of likeness, across texts and within.

    python training/findings/draw.py DATA FOLDER [--kept FOLDER] [--seed 20261126]

For every story of `stories.json` 57 pairs: .62 of them best partners of a unit in another text, .23
any pair of two texts, .15 of one text; each part over six bands of the cosine of weighted words, no
unit in more than three pairs a band. FOLDER takes one file a story, with the passage between
[[ ]] and a little of what stands around it, and another with the places. The pairs of `pairs.tsv`
were drawn so with an earlier cut of the units; both passages of 93 in 100 of them are units now.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from judged_pairs import BULK, HERE, read_case, texts

from sayso.findings.case import Case
from sayso.findings.facts.features import FEATURES, measured
from sayso.findings.tellings.units import Unit, units

BANDS = (
    (0.04, 0.12, 0.12),
    (0.12, 0.2, 0.16),
    (0.2, 0.3, 0.24),
    (0.3, 0.42, 0.22),
    (0.42, 0.6, 0.16),
    (0.6, 2.0, 0.1),
)
WANTED, MOST = 57, 3
PARTS = (("best", 0.62), ("across", 0.23), ("within", 0.15))


def drawn(found: tuple[Unit, ...], chance: random.Random) -> list[tuple[int, int]]:
    """The pairs of one story."""
    pairs = measured(found)
    cosine = pairs.features[:, FEATURES.index("words cosine")]
    behind = pairs.features[:, FEATURES.index("behind best, least")]
    within = pairs.features[:, FEATURES.index("one text")] > 0
    kinds = {"best": ~within & (behind == 0), "across": ~within, "within": within}
    taken: set[tuple[int, int]] = set()
    for kind, part in PARTS:
        for low, high, share in BANDS:
            here = np.flatnonzero(kinds[kind] & (cosine >= low) & (cosine < high))
            near = ((int(pairs.i[n]), int(pairs.j[n])) for n in here)
            taken |= _some(near, taken, round(WANTED * part * share), chance)
    return sorted(taken)


def _some(
    near: Iterable[tuple[int, int]], taken: set[tuple[int, int]], most: int, chance: random.Random
) -> set[tuple[int, int]]:
    left = sorted(set(near) - taken)
    chance.shuffle(left)
    used = Counter(n for pair in taken for n in pair)
    found: set[tuple[int, int]] = set()
    for i, j in left:
        if len(found) < most and max(used[i], used[j]) < MOST:
            found.add((i, j))
            used.update((i, j))
    return found


def shown(case: Case, unit: Unit) -> str:
    """A passage with what stands around it, its outlet, its day and who is quoted."""
    text, doc = case.texts[unit.doc_id], case.document[unit.doc_id]
    first, last = max(0, unit.sentence.start - 120), min(len(text), unit.sentence.end + 40)
    before, after = text[first : unit.at.start], text[unit.at.end : last]
    said = f"; said by: {unit.quote.speaker}" if unit.quote and unit.quote.speaker else ""
    words = (" ".join(part.split()) for part in (before, unit.at.cut(text), after))
    return "({}, {}{}) …{} [[{}]] {}…".format(doc.outlet, doc.published, said, *words)


def main() -> None:
    """Write the files to read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kept", type=Path, default=Path("kept"))
    parser.add_argument("--seed", type=int, default=20261126)
    asked = parser.parse_args()
    chance, bulk = random.Random(asked.seed), texts(asked.data / BULK)
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name, members in json.loads((HERE / "stories.json").read_text("utf-8")).items():
        case = read_case(f"label_{name}", [bulk[i] for i in members], asked.kept)
        found = units(case)
        pairs = drawn(found, chance)
        chance.shuffle(pairs)
        lines = (
            f"#{n}\nA {shown(case, found[i])}\nB {shown(case, found[j])}\n"
            for n, (i, j) in enumerate(pairs, 1)
        )
        (asked.folder / f"{name}.txt").write_text("\n".join(lines), "utf-8")
        places = [
            [[u.doc_id, u.at.start, u.at.end] for u in (found[i], found[j])] for i, j in pairs
        ]
        (asked.folder / f"{name}.json").write_text(json.dumps(places), "utf-8")


if __name__ == "__main__":
    main()
