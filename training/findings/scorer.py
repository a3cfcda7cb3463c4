"""Train the scorer of “the same fact” and write its coefficients.

    python training/findings/scorer.py DATA [--kept FOLDER] [--out FILE] [--without STORY ...]

DATA holds data/ and gold/ as docs/bench.md names them; FOLDER keeps the stories that were read. Two
logistic regressions with a quadratic penalty (Cox 1958) over standardised features: one on words
alone, one on words and meaning. The second learns only from stories that the model of meaning never
saw: one in five of those judged by reading, and the labelled ones.
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
from sayso.findings.facts.meaning import FEATURES as MEANING
from sayso.findings.facts.same import Scorer, Scorers, meant
from sayso.readings import open_models

PENALTY = 10.0  # of the squared coefficients; from 1 to 30 it hardly matters
WIDEST = 6.0  # standard deviations at which a feature is cut
GOLD_WEIGHT = 0.25  # of a pair of gold beside one judged by reading; many pairs rest on one telling
OUT = Path(__file__).parents[2] / "src/sayso/lexicon/en/same_fact.tsv"

Floats = NDArray[np.float64]
Meant = dict[str, Floats]  # features of meaning by story


def meant_of(stories: Sequence[Labelled]) -> Meant:
    """The features of meaning of every pair of every story."""
    model = open_models().meaning
    return {s.name: meant(s.units, s.case.texts, (s.pairs.i, s.pairs.j), model) for s in stories}


def train(
    judged: Sequence[Labelled], gold: Sequence[Labelled], meaning: Meant, unseen: set[str]
) -> Scorers:
    """The scorers that these stories make; `unseen` names the judged stories that the model of
    meaning did not learn from.
    """
    apart = [s for s in judged if s.name in unseen]
    both = fitted(
        [(np.hstack([s.pairs.features, meaning[s.name]]), s.same, 1.0) for s in apart]
        + _gold(gold, meaning)
    )
    standard = both.mean[: len(FEATURES)], both.scale[: len(FEATURES)]
    alone = [(s.pairs.features, s.same, 1.0) for s in judged] + _gold(gold, None)
    return Scorers(fitted(alone, standard), both)


_Part = tuple[Floats, Floats, float]


def _gold(gold: Sequence[Labelled], meaning: Meant | None) -> list[_Part]:
    return [
        (
            s.pairs.features if meaning is None else np.hstack([s.pairs.features, meaning[s.name]]),
            s.same,
            GOLD_WEIGHT,
        )
        for s in gold
    ]


def fitted(parts: Sequence[_Part], standard: tuple[Floats, Floats] | None = None) -> Scorer:
    """The regression that rows of features, what is right and their weights make."""
    features = np.concatenate([rows for rows, _, _ in parts])
    same = np.concatenate([found for _, found, _ in parts])
    weight = np.concatenate([np.full(len(found), w) for _, found, w in parts])
    mean, scale = standard or (features.mean(axis=0), features.std(axis=0) + 1e-6)
    rows = ((features - mean) / scale).clip(-WIDEST, WIDEST)

    def loss(x: Floats) -> tuple[float, Floats]:
        z = rows @ x[:-1] + x[-1]
        value = float((weight * (np.logaddexp(0, z) - same * z)).sum())
        slope = weight * (1 / (1 + np.exp(-z.clip(-40, 40))) - same)
        gradient = np.append(rows.T @ slope + PENALTY * x[:-1], slope.sum())
        return value + PENALTY / 2 * float(x[:-1] @ x[:-1]), gradient

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return Scorer(mean, scale, found[:-1], float(found[-1]))


def written(scorers: Scorers) -> str:
    """The table of the scorers: a line a feature, the coefficient of each scorer in its column."""
    lines = [
        "# Coefficients of the scorer of “the same fact”, made by training/findings/scorer.py.",
        "# feature\tmean\tscale\tcoefficient by words alone\tby words and meaning",
    ]
    both = scorers.both
    for n, name in enumerate((*FEATURES, *MEANING)):
        alone = f"{scorers.words.coefficient[n]:.4f}" if n < len(FEATURES) else "0"
        mean, scale = both.mean[n], both.scale[n]
        lines.append(f"{name}\t{mean:.5g}\t{scale:.5g}\t{alone}\t{both.coefficient[n]:.4f}")
    return "\n".join(
        [*lines, f"constant\t0\t1\t{scorers.words.constant:.4f}\t{both.constant:.4f}\n"]
    )


def unseen_stories(judged: Sequence[Labelled]) -> set[str]:
    """The judged stories that the model of meaning did not learn from (see meaning.py)."""
    listed = (Path(__file__).parent / "unseen.txt").read_text("utf-8").split()
    return set(listed) & {s.name for s in judged}


def main() -> None:
    """Train on all stories but those left out, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--kept", type=Path, default=Path("kept"))
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--without", nargs="*", default=[])
    asked = parser.parse_args()
    judged = [s for s in judged_stories(asked.data, asked.kept) if s.name not in asked.without]
    gold = [s for s in gold_stories(asked.data, asked.kept) if s.name not in asked.without]
    meaning = meant_of([*judged, *gold])
    made = train(judged, gold, meaning, unseen_stories(judged))
    asked.out.write_text(written(made), "utf-8")
    for name, stories in (("judged by reading", judged), ("gold", gold)):
        same = sum(s.same.sum() for s in stories)
        count = sum(len(s.same) for s in stories)
        print(f"{name}: {len(stories)} stories, {count} pairs, {same:.0f} the same")


if __name__ == "__main__":
    main()
