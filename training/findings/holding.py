"""Train the scorer of “holds the whole of a headline” and write its coefficients.

    python training/findings/holding.py DATA [--kept FOLDER] [--out FILE]

`held.tsv` has headlines of groups of likely tellings, each with one telling of another text, and
what a reader said of it: that it tells the whole, nearly all, half of it, or something else. DATA
holds data/ as docs/bench.md names it; FOLDER keeps the stories that were read. A logistic
regression with a quadratic penalty (Cox 1958), and its figures by fifths of the stories, each
scored by one that did not learn from it; how the stories are parted is drawn six times, and the
mean is printed. The likeness of headline and telling is that of the shipped scorer.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from judged_pairs import BULK, HERE, read_case, texts
from scorer import fitted

from sayso.findings.facts.features import measured
from sayso.findings.facts.heads import NEARLY_ALL
from sayso.findings.facts.holding import FEATURES, Head, Holding
from sayso.findings.facts.same import Scorer, clash, meant, shipped
from sayso.findings.options import FindingOptions
from sayso.findings.tellings.standing_alone import standing
from sayso.findings.tellings.units import Unit, units
from sayso.model import Passage
from sayso.readings import open_models

OUT = HERE.parents[1] / "src/sayso/lexicon/en/holds_whole.tsv"
FOLDS, DRAWN = 5, 6
BARS = (0.5, 0.6, 0.7)

Floats = np.ndarray


@dataclass(frozen=True, slots=True)
class Held:
    """A headline, the claim that it was taken from, a telling, and what a reader said."""

    story: str
    headline: Passage
    claim: Passage
    telling: Passage
    judged: str


def held(file: Path = HERE / "held.tsv") -> Iterator[Held]:
    """The rows of `held.tsv`."""
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            story, a, h0, h1, u0, u1, b, t0, t1, judged, _ = line.split("\t")
            headline, claim = Passage(a, int(h0), int(h1)), Passage(a, int(u0), int(u1))
            yield Held(story, headline, claim, Passage(b, int(t0), int(t1)), judged)


@dataclass(frozen=True, slots=True)
class Rows:
    """Of one story: the features of its examples, 1 where the whole is told, 1 where nearly the
    whole is, and whether no rule says that something is lacking (`Holding.lacks`, clashes).
    """

    name: str
    features: Floats
    whole: Floats
    nearly: Floats
    lacks_nothing: np.ndarray


def examples(data: Path, kept: Path) -> Iterator[Rows]:
    """The rows of each story."""
    bulk, meaning, likely = texts(data / BULK), open_models().meaning, shipped().both
    members = json.loads((HERE / "stories.json").read_text("utf-8"))
    by_story: defaultdict[str, list[Held]] = defaultdict(list)
    for row in held():
        by_story[row.story].append(row)
    for name in sorted(by_story):
        case = read_case(f"label_{name}", [bulk[i] for i in members[name]], kept)
        found = units(case)
        at = {unit.at: unit for unit in found}
        rows = [r for r in by_story[name] if r.claim in at and r.telling in at]
        pairs = [sorted((at[r.claim].index, at[r.telling].index)) for r in rows]
        i, j = (np.array(side) for side in zip(*pairs, strict=True))
        beside = meant(found, case.texts, (i, j), meaning)
        alike = likely(np.hstack([measured(found, (i, j)).features, beside]))
        holding = Holding(case)
        yield Rows(
            name,
            np.array(
                [
                    holding.row(Head(r.headline, at[r.claim]), at[r.telling], float(p))
                    for r, p in zip(rows, alike, strict=True)
                ]
            ),
            np.array([float(r.judged == "whole") for r in rows]),
            np.array([float(r.judged in ("whole", "nearly")) for r in rows]),
            np.array([_lacks_nothing(holding, at[r.telling], r, at[r.claim]) for r in rows]),
        )


def _lacks_nothing(holding: Holding, told: Unit, row: Held, claim: Unit) -> bool:
    """What `heads` asks beside the probability."""
    least = FindingOptions().words_held if standing(holding.case, claim) == 0 else NEARLY_ALL
    one_stance = (claim.stance == "sure") == (told.stance == "sure")
    head = Head(row.headline, claim)
    return one_stance and not clash(claim, told) and not holding.lacks(head, told, least)


def train(stories: Sequence[Rows]) -> Scorer:
    """The scorer that these stories make."""
    return fitted([(s.features, s.whole, 1.0) for s in stories])


def figures(stories: Sequence[Rows]) -> Iterator[str]:
    """From some probabilities on: how many of how many that tell the whole are found, and the share
    of what is found that tells the whole, or nearly so.
    """
    whole, nearly = (np.concatenate([getattr(s, n) for s in stories]) for n in ("whole", "nearly"))
    yield f"{len(whole)} examples, {whole.sum():.0f} tell the whole"
    values = [_left_out(stories, random.Random(seed)) for seed in range(DRAWN)]
    passed = np.concatenate([s.lacks_nothing for s in stories])
    for which, held_to in (("all", np.ones_like(passed)), ("nothing lacking", passed)):
        for bar in BARS:
            taken = [(v >= bar) & held_to for v in values]
            shares = (
                np.mean([whole[t].sum() / whole.sum() for t in taken]),
                np.mean([whole[t].mean() for t in taken]),
                np.mean([nearly[t].mean() for t in taken]),
            )
            told = f"R {shares[0]:.3f}, P {shares[1]:.3f}, nearly {shares[2]:.3f}"
            yield f"{which}, from {bar}: {told}"


def _left_out(stories: Sequence[Rows], chance: random.Random) -> Floats:
    order = list(range(len(stories)))
    chance.shuffle(order)
    values: dict[int, Floats] = {}
    for fold in range(FOLDS):
        out = set(order[fold::FOLDS])
        made = train([s for n, s in enumerate(stories) if n not in out])
        values |= {n: made(stories[n].features) for n in out}
    return np.concatenate([values[n] for n in range(len(stories))])


def written(scorer: Scorer) -> str:
    """The table of the scorer, a line a feature."""
    lines = [
        "# Coefficients of the scorer of “holds the whole of a headline”, made by",
        "# training/findings/holding.py.",
        "# feature\tmean\tscale\tcoefficient",
    ]
    columns = zip(FEATURES, scorer.mean, scorer.scale, scorer.coefficient, strict=True)
    lines += [
        f"{name}\t{mean:.5g}\t{scale:.5g}\t{value:.4f}" for name, mean, scale, value in columns
    ]
    return "\n".join([*lines, f"constant\t0\t1\t{scorer.constant:.4f}\n"])


def main() -> None:
    """Print the figures, train on all stories and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--kept", type=Path, default=Path("kept"))
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    stories = list(examples(asked.data, asked.kept))
    print(*figures(stories), sep="\n")
    asked.out.write_text(written(train(stories)), "utf-8")


if __name__ == "__main__":
    main()
