"""Train the scorer of “holds the whole of a headline” and write its coefficients.

    python training/findings/holding.py DATA [--kept FOLDER] [--out FILE]

Every pair judged by reading gives two examples: the second passage holds the whole of the first
where they are the same, or the same and the second tells more; and the other way round. DATA holds
data/ as docs/bench.md names it; FOLDER keeps the stories that were read. A logistic regression with
a quadratic penalty (Cox 1958), and its figures on `unseen.txt`, each fifth of these stories scored
by one that did not learn from it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from judged_pairs import HERE, Labelled, judged_stories
from scorer import fitted

from sayso.findings.facts.holding import FEATURES, Head, Holding
from sayso.findings.facts.same import Scorer, meant, shipped
from sayso.readings import open_models

OUT = HERE.parents[1] / "src/sayso/lexicon/en/holds_whole.tsv"
FOLDS = 5

Floats = np.ndarray
Rows = tuple[str, Floats, Floats]


def examples(stories: Sequence[Labelled]) -> Iterator[Rows]:
    """For each story its name, the features of all examples, and 1 where the whole is held."""
    meaning, likely = open_models().meaning, shipped().both
    for story in stories:
        beside = meant(story.units, story.case.texts, (story.pairs.i, story.pairs.j), meaning)
        alike = likely(np.hstack([story.pairs.features, beside]))
        holding, rows, held = Holding(story.case), [], []
        both = zip(story.pairs.i.tolist(), story.pairs.j.tolist(), alike, story.said, strict=True)
        for i, j, p, said in both:
            for a, b, more in ((i, j, "same-in-second"), (j, i, "same-in-first")):
                one, two = story.units[a], story.units[b]
                rows.append(holding.row(Head(one.at, one), two, float(p)))
                held.append(float(said in ("same", more)))
        yield story.name, np.array(rows), np.array(held)


def train(stories: Sequence[Rows]) -> Scorer:
    """The scorer that these stories make."""
    return fitted([(rows, held, 1.0) for _, rows, held in stories])


def figures(stories: Sequence[Rows], unseen: set[str]) -> str:
    """Best F1 and recall at four precisions, on the unseen stories."""
    found, right = [], []
    left = [s for s in stories if s[0] in unseen]
    for fold in range(FOLDS):
        out = {s[0] for s in left[fold::FOLDS]}
        made = train([s for s in stories if s[0] not in out])
        for _, rows, held in left[fold::FOLDS]:
            found.append(made(rows))
            right.append(held)
    values, held = np.concatenate(found), np.concatenate(right)
    hits = np.cumsum(held[np.argsort(-values)])
    precision, recall = hits / np.arange(1, len(hits) + 1), hits / hits[-1]
    best = (2 * precision * recall / (precision + recall).clip(1e-9)).max()
    at = ", ".join(
        f"{recall[precision >= p].max(initial=0):.2f} at P {p}" for p in (0.8, 0.85, 0.9, 0.95)
    )
    return f"{len(held)} examples, {held.sum():.0f} held; F1 {best:.3f}; recall {at}"


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
    stories = list(examples(list(judged_stories(asked.data, asked.kept))))
    unseen = set((HERE / "unseen.txt").read_text("utf-8").split())
    print(figures(stories, unseen))
    asked.out.write_text(written(train(stories)), "utf-8")


if __name__ == "__main__":
    main()
