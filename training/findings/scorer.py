"""Train the scorer of “the same fact” and write its coefficients.

    python training/findings/scorer.py DATA [--kept FOLDER] [--out FILE] [--without STORY ...]

DATA holds data/ and gold/ as docs/bench.md names them; FOLDER keeps the stories that were read. A
logistic regression with a quadratic penalty (Cox 1958) over standardised features; every story
weighs the same for each pair judged by reading, a labelled story of gold as much as such a story.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from judged_pairs import Labelled, gold_stories, judged_stories
from numpy.typing import NDArray
from scipy.optimize import minimize

from sayso.findings.facts.features import FEATURES
from sayso.findings.facts.same import Scorer

PENALTY = 10.0  # of the squared coefficients; from 1 to 30 it hardly matters
WIDEST = 6.0  # standard deviations at which a feature is cut
GOLD_WEIGHT = 0.25  # of a pair of gold beside one judged by reading; many pairs rest on one telling
OUT = Path(__file__).parents[2] / "src/sayso/lexicon/en/same_fact.tsv"

Floats = NDArray[np.float64]


def train(judged: Sequence[Labelled], gold: Sequence[Labelled]) -> Scorer:
    """The scorer that these stories make."""
    stories = [*judged, *gold]
    features = np.concatenate([s.pairs.features for s in stories])
    same = np.concatenate([s.same for s in stories])
    weight = np.concatenate(
        [np.full(len(s.same), 1.0 if n < len(judged) else GOLD_WEIGHT) for n, s in enumerate(stories)]
    )
    mean = features.mean(axis=0)
    scale = features.std(axis=0) + 1e-6
    rows = ((features - mean) / scale).clip(-WIDEST, WIDEST)
    coefficient, constant = _fit(rows, same, weight)
    return Scorer(mean, scale, coefficient, constant)


def _fit(rows: Floats, same: Floats, weight: Floats) -> tuple[Floats, float]:
    def loss(x: Floats) -> tuple[float, Floats]:
        z = rows @ x[:-1] + x[-1]
        value = float((weight * (np.logaddexp(0, z) - same * z)).sum())
        slope = weight * (1 / (1 + np.exp(-z.clip(-40, 40))) - same)
        gradient = np.append(rows.T @ slope + PENALTY * x[:-1], slope.sum())
        return value + PENALTY / 2 * float(x[:-1] @ x[:-1]), gradient

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return found[:-1], float(found[-1])


def written(scorer: Scorer) -> str:
    """The table of a scorer: a line a feature."""
    head = (
        "# Coefficients of the scorer of “the same fact”, made by training/findings/scorer.py.\n"
        "# feature\tmean\tscale\tcoefficient of the standardised feature\n"
    )
    columns = (FEATURES, scorer.mean, scorer.scale, scorer.coefficient)
    rows = (f"{n}\t{m:.5g}\t{s:.5g}\t{c:.4f}\n" for n, m, s, c in zip(*columns, strict=True))
    return head + "".join(rows) + f"constant\t0\t1\t{scorer.constant:.4f}\n"


def main() -> None:
    """Train on all stories but those left out, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data", type=Path)
    parser.add_argument("--kept", type=Path, default=Path("kept"))
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--without", nargs="*", default=[])
    asked = parser.parse_args()
    judged = [s for s in judged_stories(asked.data, asked.kept) if s.name not in asked.without]
    gold = [s for s in gold_stories(asked.data, asked.kept) if s.name not in asked.without]
    asked.out.write_text(written(train(judged, gold)), "utf-8")
    for name, stories in (("judged by reading", judged), ("gold", gold)):
        count = sum(len(s.same) for s in stories)
        print(f"{name}: {len(stories)} stories, {count} pairs, {sum(s.same.sum() for s in stories):.0f} the same")


if __name__ == "__main__":
    main()
