"""Windows of word pieces: every piece knows its place, no window is too long, nothing is lost."""

from __future__ import annotations

import itertools
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.readings import Models, open_models
from sayso.readings.attribution.windows import LONGEST, pack, segments
from sayso.text import view

WORDS = [
    "bridge",
    "Ruiz",
    "“we",
    "leave”",
    ".",
    "U.S.",
    "naïve",
    "€5",
    "\n\n",
    "don’t",
    "🙂",
    "x" * 300,
    "?",
]


@lru_cache(maxsize=1)
def opened_once() -> Models:
    return open_models()


@pytest.fixture(scope="module")
def tokenizer(models: Models) -> Tokenizer:
    return models.attributor.tokenizer


def test_pieces_stand_where_their_letters_stand(tokenizer: Tokenizer) -> None:
    text = "The mayor said: “We’re leaving.”\n\nNobody answered."
    found = segments(text, view(text).paragraphs, tokenizer)
    assert [text[s:e] for s, e in found[0].places][:5] == ["The", "mayor", "said", ":", "“"]
    assert [text[s:e] for s, e in found[1].places] == ["Nobody", "answered", "."]


def test_neighbours_share_a_window(tokenizer: Tokenizer) -> None:
    text = "One short line.\n\nAnother one."
    (window,) = pack(segments(text, view(text).paragraphs, tokenizer))
    assert window.starts == (1, 6)
    assert window.ids[0] == 101 and window.ids.count(102) == 2


def test_a_long_paragraph_is_cut_behind_a_sentence(tokenizer: Tokenizer) -> None:
    text = "The bridge is closed for the winter. " * 60
    found = segments(text, view(text).paragraphs, tokenizer)
    assert len(found) > 1
    assert all(text[part.places[-1][0] : part.places[-1][1]] == "." for part in found)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join))
def test_no_window_is_too_long_and_no_piece_is_lost(text: str) -> None:
    tokenizer = opened_once().attributor.tokenizer
    found = segments(text, view(text).paragraphs, tokenizer)
    windows = pack(found)
    assert [s for w in windows for s in w.segments] == found
    assert all(len(w.ids) <= LONGEST for w in windows)
    for part in found:
        assert all(0 <= s < e <= len(text) for s, e in part.places)
        assert all(a[0] <= b[0] for a, b in itertools.pairwise(part.places))
