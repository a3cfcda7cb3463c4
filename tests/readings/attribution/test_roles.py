"""The attribution model as it is run: chains of roles, spans, and independence of what else is
read.
"""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso.readings.page.models as opened
from sayso.errors import ModelMissing
from sayso.readings import Models, open_models
from sayso.readings.attribution.roles import best_chains, read_pieces
from sayso.text import view

SENTENCES = [
    "Ana Ruiz said that the bridge would be closed.",
    "“We are leaving,” the mayor told reporters.",
    "According to a memo, the pumps had failed.",
    "It rained all night.",
    "THE BRIDGE IS CLOSED, SAYS MAYOR",
    "“",
]


@lru_cache(maxsize=1)
def opened_once() -> Models:
    return open_models()


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_best_chain_is_the_best_of_all(length: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    scores = dice.normal(size=(1, length + 2, 3)).astype(np.float32)  # two more, which are padding
    moves = dice.normal(size=(4, 4)).astype(np.float32)

    def worth(chain: tuple[int, ...]) -> float:
        steps = sum(float(moves[a, b]) for a, b in itertools.pairwise(chain))
        inner = sum(float(scores[0, n, role]) for n, role in enumerate(chain))
        return inner + steps + float(moves[3, chain[0]]) + float(moves[chain[-1], 3])

    best = max(itertools.product(range(3), repeat=length), key=worth)
    found = best_chains(scores, np.array([length]), moves)[0, :length].tolist()
    assert worth(tuple(found)) == pytest.approx(worth(best), abs=1e-4)


def test_source_cue_and_content_are_told_apart(models: Models) -> None:
    text = "Ana Ruiz said that the bridge would be closed."
    ((told,),) = read_pieces([(text, view(text).paragraphs)], models.attributor)
    cut = [[text[s:e] for s, e in spans] for spans in (told.source, told.cue, told.content)]
    assert cut == [["Ana Ruiz"], ["said"], ["that the bridge would be closed"]]


def test_a_text_without_words_tells_nothing(models: Models) -> None:
    assert read_pieces([("", []), ("…", [(0, 1)])], models.attributor) == [[], []]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("\n\n".join), max_size=4
    )
)
def test_what_else_is_read_changes_nothing(texts: list[str]) -> None:
    model = opened_once().attributor
    jobs = [(text, view(text).paragraphs) for text in texts]
    together = read_pieces(jobs, model)
    assert together == [read_pieces([job], model)[0] for job in jobs]
    for text, told in zip(texts, together, strict=True):
        for spans in (s for t in told for s in (t.source, t.cue, t.content)):
            assert all(0 <= s < e <= len(text) for s, e in spans)


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(opened.SHIPPED_WEIGHTS, "reader.onnx", "0" * 64)
    with pytest.raises(ModelMissing, match=r"reader\.onnx.*Install sayso anew"):
        open_models()
