"""Print the weights by which `readings/attribution/attributions.py` turns the shipped model's
scores into a chance.

    python training/attribution/calibrate.py DATA

A logistic regression, on the training articles that the model never saw, of an attribution being
right by the official measure: content alike by .8 (Jaccard over tokens) and an overlapping source.
Those without a source are left out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data import read_articles
from sayso.readings.attribution.roles import Reported, read_roles
from sayso.readings.page.models import open_models

from polnear import Reference, held_out, token_spans, within

STEPS = 50  # of Newton's method; ten are enough
RIDGE = 1e-4  # keeps the weights bounded where classes part cleanly


def main(data: Path) -> None:
    """Print the weights of cue score, attribution score, margin and the constant; then how they
    hold.
    """
    model = open_models().attributor
    articles = [a for a in read_articles(data / "train", model.tokenizer) if held_out(a.reference)]
    told = read_roles([a.segments for a in articles], model)
    found = [
        (t, _is_right(t, a.reference))
        for a, more in zip(articles, told, strict=True)
        for t in more
        if _whole(t)
    ]
    x = np.array([[t.cue_score, t.valid_score, t.margin, 1.0] for t, _ in found])
    y = np.array([float(right) for _, right in found])
    weights = fitted(x, y)
    print(tuple(round(float(w), 3) for w in weights))
    chances = 1 / (1 + np.exp(-x @ weights))
    for low in np.arange(0, 1, 0.1):
        here = (chances >= low) & (chances < low + 0.1)
        print(
            f"{low:.1f} to {low + 0.1:.1f}: {y[here].mean() if here.any() else 0:.2f} of "
            f"{here.sum()} right"
        )


def _whole(told: Reported) -> bool:
    return bool(told.content and told.source)


def _is_right(told: Reported, ref: Reference) -> bool:
    tokens = token_spans(ref.text)
    content, source = within(tokens, told.content), within(tokens, told.source)
    gold = ((within(tokens, c), within(tokens, s)) for c, s, _ in ref.rows)
    return any(len(content & c) >= 0.8 * len(content | c) and bool(source & s) for c, s in gold)


def fitted(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic regression of y on x by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) / len(y) + RIDGE * weights
        bend = (x * (p * (1 - p))[:, None]).T @ x / len(y) + RIDGE * np.eye(x.shape[1])
        weights -= np.linalg.solve(bend, slope)
    return weights


if __name__ == "__main__":
    main(Path(sys.argv[1]))
