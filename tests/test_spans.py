"""Stretches laid against each other: the same answers as holding each against each."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Passage
from sayso.spans import Places, Span, overlap, sentence_of, shared, touching

PASSAGES = st.builds(
    lambda start, size: Passage("a", start, start + size), st.integers(0, 30), st.integers(0, 12)
)
# Sorted, apart from each other, none empty: every second gap between sorted edges.
APART = st.lists(st.integers(0, 40), max_size=16, unique=True).map(
    lambda edges: list(pairwise(sorted(edges)))[::2]
)
STRETCHES = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1]))


@given(held=st.lists(PASSAGES, max_size=12), at=PASSAGES)
def test_a_look_up_finds_what_a_search_finds(held: list[Passage], at: Passage) -> None:
    places = Places.of(held)
    assert places.inside(at) == tuple(n for n, place in enumerate(held) if at.covers(place))
    assert sorted(places.touching(at)) == [n for n, place in enumerate(held) if at.overlaps(place)]


def test_another_documents_passages_are_not_inside() -> None:
    places = Places.of([Passage("b", 1, 2)])
    assert places.inside(Passage("a", 0, 9)) == ()
    assert list(places.touching(Passage("a", 0, 9))) == []


@given(STRETCHES, STRETCHES)
def test_stretches_overlap_where_a_character_is_in_both(one: Span, other: Span) -> None:
    assert overlap(one, other) == bool(set(range(*one)) & set(range(*other)))


@given(APART, STRETCHES)
def test_what_touches_is_what_overlaps(spans: list[Span], at: Span) -> None:
    assert touching(spans, at) == [span for span in spans if overlap(span, at)]


@given(APART, APART)
def test_shared_characters_are_counted_once_each(one: list[Span], other: list[Span]) -> None:
    mine, yours = ({n for span in of for n in range(*span)} for of in (one, other))
    assert shared(one, other) == len(mine & yours)


@given(APART, PASSAGES)
def test_a_passage_belongs_to_the_sentence_it_begins_in(spans: list[Span], at: Passage) -> None:
    sentences = [Passage("a", *span) for span in spans]
    held = [s for s in sentences if s.start <= at.start < s.end]
    assert sentence_of(sentences, at) == (held[0] if held else None)
