"""What is done for many pairs or texts at once gives what one by one gives."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import alignment
from sayso.copies import CopyOptions, group, sketch
from sayso.copies.group import Task, judged
from sayso.model import Document, Part, Passage
from sayso.outlets import named
from sayso.text import fold

_WORDS = [
    "the",
    "quay",
    "was",
    "shut",
    "on",
    "Monday",
    "after",
    "a",
    "storm",
    "and",
    "mayor",
    "Oru",
    "told",
    "AP",
    "nobody",
    "knew",
    "why",
]
_FORMS = sorted(named._printed())


def _family(seed: int, size: int) -> list[Document]:
    """Texts of one report: sentences left out, moved, quoted, of other words, and a credit."""
    rng = random.Random(seed)
    report = [" ".join(rng.choices(_WORDS, k=rng.randrange(6, 20))) for _ in range(14)]
    docs = []
    for number in range(size):
        held = [said for said in report if rng.random() < 0.8]
        if rng.random() < 0.3:
            rng.shuffle(held)
        held = [f"“{said}”" if rng.random() < 0.2 else said for said in held]
        text = ". ".join(held).replace("Monday", rng.choice(["Monday", "Friday", "7 May"]))
        start = text.find(".") + 1
        part = Part("credit", Passage(f"d{number}", start, start + 9))
        parts = (part,) if rng.random() < 0.3 and start + 9 < len(text) else ()
        docs.append(Document(f"d{number}", text, outlet=rng.choice([None, "Lamp"]), parts=parts))
    return docs


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 9))
def test_a_pair_is_judged_in_its_family_as_it_is_alone(seed: int, size: int) -> None:
    docs = _family(seed, size)
    by_id = {doc.id: doc for doc in docs}
    pairs = tuple(combinations(sorted(by_id), 2))
    together = judged(Task(pairs, tuple(docs), CopyOptions(), inside=True))
    alone = [
        one
        for a, b in pairs
        for one in judged(Task(((a, b),), (by_id[a], by_id[b]), CopyOptions(), inside=True))
    ]
    assert [*together] == alone
    rows = {(copy.a, copy.b): copy for copy, _ in alone}
    graph = group([sketch(doc) for doc in docs], by_id.__getitem__)
    assert all(rows[copy.a, copy.b] == copy for copy in graph.copies)


@given(
    st.lists(st.tuples(*[st.integers(-(2**40), 2**40) | st.integers(0, 3)] * 3), min_size=1),
)
def test_rows_are_sorted_alike_as_one_number_and_column_by_column(
    rows: list[tuple[int, int, int]],
) -> None:
    columns = np.array(rows, np.int64).T
    found = alignment._sorted_by(*columns)
    assert [*zip(*(column.tolist() for column in found), strict=True)] == sorted(rows)


@given(st.integers(0, 10**6), st.integers(3, 9), st.integers(0, 3))
def test_seeds_of_many_texts_are_found_at_once_as_pair_by_pair(
    seed: int, size: int, again: int
) -> None:
    texts = [fold(doc.text + again * " So it was." * 9) for doc in _family(seed, size)]
    seeds = [alignment.ranked(text, 12, 5) for text in texts]
    pairs = np.array([*combinations(range(size), 2)], np.int64)
    which, i, j = alignment._all_hits(seeds, pairs)
    found = sorted(zip(which.tolist(), i.tolist(), j.tolist(), strict=True))
    alone = [alignment._hits(seeds[one], seeds[other]) for one, other in pairs.tolist()]
    assert found == sorted(
        (n, *hit)
        for n, (a, b) in enumerate(alone)
        for hit in zip(a.tolist(), b.tolist(), strict=True)
    )


_PIECES = [*_FORMS, "x", "-", "/", "'", "’", "_", "@", " ", " ", ". ", "é", "É", "the ", "&", "\n"]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=9).map("".join))
def test_listed_outlets_are_found_as_where_every_word_is_looked_at(text: str) -> None:
    found, done = [], 0
    for word in named._WORD.finditer(text):
        if word.start() < done or not named._may_begin(word[0]):
            continue
        if one := named.listed_at(text, word.start()):
            done = one.end
            found.append(one)
    assert [*named.listed(text)] == found
