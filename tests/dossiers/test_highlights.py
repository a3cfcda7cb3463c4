"""Segments: whatever overlaps, every character stands in one of them, with exactly the marks that
cover it.
"""

from hypothesis import given
from hypothesis import strategies as st

from sayso.dossiers.highlights import Highlight, segments

KINDS = ("conflict", "quote", "time", "name")
marks = st.builds(
    lambda start, length, kind: Highlight(start, start + length, kind),
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from(KINDS),
)


@given(
    st.text(max_size=40), st.lists(marks, max_size=12), st.lists(st.integers(-3, 60), max_size=4)
)
def test_segments_join_to_the_text_and_carry_what_covers_them(text, highlights, cuts):
    made = segments(text, highlights, "d1", cuts)
    assert "".join(s.text for s in made) == text
    for segment in made:
        for place in range(segment.start, segment.end):
            covering = {m.kind for m in highlights if m.start <= place < min(m.end, len(text))}
            assert set(segment.kinds) == covering


@given(st.text(min_size=1, max_size=40), st.lists(marks, max_size=12))
def test_every_highlight_has_an_anchor_where_it_begins(text, highlights):
    made = {s.anchor for s in segments(text, highlights, "d3")} - {None}
    assert made == {f"d3-{m.start}" for m in highlights if m.start < min(m.end, len(text))}


def test_nested_marks_of_one_kind_end_where_they_end():
    made = segments("abcdef", [Highlight(0, 6, "quote"), Highlight(2, 4, "quote")], "d1")
    assert [(s.text, s.kinds) for s in made] == [
        ("ab", ("quote",)),
        ("cd", ("quote",)),
        ("ef", ("quote",)),
    ]


def test_marks_beyond_the_text_are_cut_and_empty_ones_left_out():
    assert [
        s.text for s in segments("abc", [Highlight(1, 99, "name"), Highlight(2, 2, "time")], "d1")
    ] == ["a", "bc"]
    assert segments("", [Highlight(0, 3, "name")], "d1") == ()
