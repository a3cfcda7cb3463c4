"""Learn what each ground for a day is worth (`lexicon/en/day_weights.tsv`) from the first 1,000
hidden articles.

A conditional logit over the candidate days of an article, "of another time" among them,
L2-regularised; each article is seen twice, in its story as given and as regrouped. A few weights
that data/bulk is too noisy to teach (its dates are partly those of a digest, a day late) are drawn
towards values set by hand: days counted from an event, strong likeness, stale weekdays. The
reported 1,000 articles are not touched. About twenty minutes.

    python bench/timeline/learn_days.py > weights.tsv
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from hidden import Hidden, given, halves, load, regrouped
from numpy.typing import NDArray
from scipy import optimize, sparse

from sayso.days.days import candidate_days
from sayso.days.evidence import (
    Features,
    Witness,
    clues_of,
    features,
    likeness,
    of_another_time,
    opening_bag,
)
from sayso.days.sentences import index_of
from sayso.pile import MemoryPile
from sayso.pipeline import Journey

_L2, _L2_PRIOR = 2.0, 30.0  # strength of the pull to 0, and to a value set by hand
_PRIOR = {"event-told": 3.0, "told strong": 3.0, "stale": -1.0, "stale-lead": -1.0}
_LEAST = 0.015  # a smaller weight is left out

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """Features of every candidate, the last one "of another time", and which is true."""

    rows: tuple[Features, ...]
    true: int


def examples(articles: Sequence[Hidden]) -> Iterator[Example]:
    """What is seen of each article, for every day that it may be of."""
    for hidden in articles:
        known: dict[str, date] = {
            doc.id: doc.published for doc in hidden.documents if doc.published
        }
        if not known:
            continue
        reading = next(r for r in hidden.readings if r.doc_id == hidden.doc.id)
        clues = clues_of(hidden.doc, reading, index_of(hidden.documents, hidden.readings, known))
        own, bags = (
            opening_bag(hidden.doc),
            {d.id: opening_bag(d) for d in hidden.documents if d.id in known},
        )
        alike = sorted(
            ((likeness(own, bags[i]), day) for i, day in known.items()), key=lambda p: (-p[0], p[1])
        )
        witness, days = Witness(clues, tuple(alike)), candidate_days(known)
        true = days.index(hidden.true) if hidden.true in days else len(days)
        yield Example((*(features(witness, day) for day in days), of_another_time(witness)), true)


def fit(found: Sequence[Example]) -> dict[str, float]:
    """The weights under which the true days are likeliest."""
    names = sorted({name for example in found for row in example.rows for name in row})
    place = {name: n for n, name in enumerate(names)}
    prior = np.array([_PRIOR.get(name, _PRIOR.get(name.split()[0], 0.0)) for name in names])
    pull = np.where(prior == 0, _L2, _L2_PRIOR)
    tables = [(_table(example, place), example.true) for example in found]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for table, true in tables:
            scores = table @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            total -= float(np.log(likely[true] + 1e-12))
            slope -= table[[true]].toarray().ravel() - table.T @ likely
        away = weights - prior
        return total + float((pull * away) @ away) / 2, slope + pull * away

    best = optimize.minimize(
        loss, prior.copy(), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    ).x
    return dict(zip(names, best.tolist(), strict=True))


def _table(example: Example, place: dict[str, int]) -> sparse.csr_matrix:
    cells = [
        (n, place[name], amount)
        for n, row in enumerate(example.rows)
        for name, amount in row.items()
    ]
    rows, columns, amounts = zip(*cells, strict=True)
    return sparse.csr_matrix((amounts, (rows, columns)), shape=(len(example.rows), len(place)))


def main() -> None:
    documents = load()
    journey = Journey(MemoryPile(documents))
    taught, _ = halves(journey)
    found = [*examples(list(given(journey, taught))), *examples(list(regrouped(documents, taught)))]
    print(f"{len(found)} examples", file=sys.stderr)
    for name, weight in fit(found).items():
        if abs(weight) >= _LEAST:
            print(f"{name}\t{weight:.2f}")


if __name__ == "__main__":
    main()
