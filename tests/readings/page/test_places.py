"""Passages looked up by place: the same answers as holding each against each."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Passage
from sayso.readings.page.places import Places

passages = st.builds(
    lambda start, size: Passage("a", start, start + size), st.integers(0, 30), st.integers(0, 12)
)


@given(held=st.lists(passages, max_size=12), at=passages)
def test_a_look_up_finds_what_a_search_finds(held: list[Passage], at: Passage) -> None:
    places = Places.of(held)
    assert places.inside(at) == tuple(n for n, place in enumerate(held) if at.covers(place))
    assert sorted(places.touching(at)) == [n for n, place in enumerate(held) if at.overlaps(place)]


def test_another_documents_passages_are_not_inside() -> None:
    places = Places.of([Passage("b", 1, 2)])
    assert places.inside(Passage("a", 0, 9)) == ()
    assert list(places.touching(Passage("a", 0, 9))) == []
