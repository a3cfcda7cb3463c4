"""Laws of the offset-safe text tools."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.alignment import align, ranked
from sayso.text import fold, fold_word, fold_words, paragraphs, quoted_spans, windows

ANY = st.text(max_size=200)
# Text made of few words, so that two of them share something.
PIECES = ["the", "letter", "was", "leaked", "on", "Monday", "—", "“Café”", "U.S.", "5,200", "\n\n"]
SHARED = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


# ---- fold ------------------------------------------------------------------


@given(ANY)
def test_offsets_of_a_fold_increase_and_lie_inside(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(folded.codes) == len(folded.at) == len(folded.text())
    assert bool((np.diff(folded.at) > 0).all())
    assert not len(folded) or 0 <= folded.at[0] <= folded.at[-1] < len(text)


@given(ANY, st.data())
def test_what_a_span_cuts_folds_to_the_same(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if not len(folded):
        return
    first = data.draw(st.integers(0, len(folded) - 1))
    stop = data.draw(st.integers(first + 1, len(folded)))
    start, end = folded.span(first, stop)
    assert fold(text[start:end]).text() == folded.text()[first:stop]
    assert folded.range_of(start, end) == (first, stop)


@given(ANY)
def test_folding_is_done_once_and_for_all(text: str) -> None:
    once = fold(text).text()
    assert fold(once).text() == once


@given(ANY, ANY)
def test_a_fold_is_made_of_its_pieces(one: str, other: str) -> None:
    assert fold(one + other).text() == fold(one).text() + fold(other).text()


@pytest.mark.parametrize(("first", "stop"), [(0, 0), (2, 1), (0, 9), (-1, 2)])
def test_a_span_of_nothing_is_refused(first: int, stop: int) -> None:
    with pytest.raises(ValueError, match="folded range"):
        fold("Vessby").span(first, stop)


def test_case_marks_accents_and_spaces_fold_away() -> None:
    assert fold("Öster-Fjärd’s “U.S.” café").text() == fold("osterfjards us cafe").text()
    assert fold("Łódź, Kırkuk, Ærø").text() == "lodzkirkukaro"
    assert fold("...!? “”—").text() == ""


@given(ANY)
def test_folded_words_say_where_they_stand(text: str) -> None:
    end_before = 0
    for word, start, end in fold_words(text):
        assert end_before <= start < end <= len(text)
        assert word == fold_word(text[start:end]) == fold(text[start:end]).text()
        end_before = end


# ---- windows and alignment ---------------------------------------------------


@given(SHARED, st.integers(1, 20))
def test_windows_are_equal_where_the_characters_are(text: str, width: int) -> None:
    folded = fold(text)
    hashes = windows(folded.codes, width)
    pieces = [folded.text()[i : i + width] for i in range(max(0, len(folded) - width + 1))]
    assert len(hashes) == len(pieces)
    assert len(set(hashes.tolist())) == len(set(pieces))


@given(SHARED, SHARED, st.integers(3, 12))
def test_blocks_of_an_alignment_are_equal_and_use_nothing_twice(
    one: str, other: str, width: int
) -> None:
    a, b = fold(one), fold(other)
    found = align(a, b, width=width, least=width)
    used_a: set[int] = set()
    used_b: set[int] = set()
    for i, j, n in found.blocks:
        assert n >= width
        assert a.text()[i : i + n] == b.text()[j : j + n]
        assert used_a.isdisjoint(range(i, i + n)) and used_b.isdisjoint(range(j, j + n))
        used_a.update(range(i, i + n))
        used_b.update(range(j, j + n))
    assert list(found.blocks) == sorted(found.blocks)
    assert 0 <= found.share_a() <= 1 and 0 <= found.share_b() <= 1


@given(SHARED, SHARED)
def test_windows_made_before_give_the_same_alignment(one: str, other: str) -> None:
    a, b = fold(one), fold(other)
    ready = align(a, b, least=8, seeds_of=(ranked(a, 8), ranked(b, 8)))
    assert ready.blocks == align(a, b, width=8, least=8).blocks


def test_windows_of_two_widths_cannot_be_compared() -> None:
    a = fold("a letter was leaked")
    with pytest.raises(ValueError, match="8 characters cannot be compared"):
        align(a, a, seeds_of=(ranked(a, 4), ranked(a, 8)))


@given(ANY)
def test_a_text_is_wholly_in_itself_in_capitals(text: str) -> None:
    plain = "".join(char for char in text if char.isascii())
    a, b = fold("The harbour of Vessby " + plain), fold("THE HARBOUR OF VESSBY " + plain.upper())
    assert align(a, b, width=4, least=4).share_a() == 1


NEWS = "The harbour of Vessby was closed on Monday. Nobody was hurt, the port said. Ships waited outside."


@given(st.data())
def test_what_is_projected_folds_to_the_same_words(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(NEWS) - 1))
    end = data.draw(st.integers(start + 1, len(NEWS)))
    copy = "NEWSDESK " + NEWS.upper().replace(".", "").replace(",", "")
    there = align(fold(NEWS), fold(copy), width=8, least=8).project(start, end)
    wanted = fold(NEWS[start:end]).text()
    assert (there is None) == (not wanted)
    assert there is None or fold(copy[slice(*there)]).text() == wanted


def test_words_that_are_not_there_are_not_projected() -> None:
    aligned = align(fold(NEWS), fold(NEWS[:43] + " Something else altogether happened there."))
    assert aligned.project(0, 42) == (0, 42)
    assert aligned.project(NEWS.index("Nobody"), NEWS.index("Ships")) is None
    assert aligned.project(42, 43) is None


# ---- paragraphs and quotation marks ----------------------------------------

LINES = st.lists(
    st.sampled_from(["“Yes,” she said.", "One.", " two ", "", "\r", "\u2028", "a " * 30]),
    max_size=20,
).map("\n".join)


@given(st.one_of(ANY, LINES))
def test_paragraphs_follow_each_other_and_hold_all_that_is_printed(text: str) -> None:
    end_before = 0
    for start, end in paragraphs(text):
        assert end_before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[end_before:start].strip()
        end_before = end
    assert not text[end_before:].strip()


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The harbour of Vessby was closed on Monday when a\ncrane fell into the water, the port authority said\n"
        "in a statement.\n\nNobody was hurt.\n"
    )
    assert [wrapped[a:b][:6] for a, b in paragraphs(wrapped)] == ["The ha", "Nobody"]
    assert len(paragraphs("One line.\nAnother line.\nA third.")) == 3


QUOTED = st.text(alphabet="“”\"'`«»„ ab.\n", max_size=80)


@given(QUOTED)
def test_quoted_stretches_follow_each_other_inside_their_paragraph(text: str) -> None:
    end_before = 0
    inside = paragraphs(text)
    for start, end in quoted_spans(text):
        assert end_before <= start < end <= len(text)
        assert text[start] in "“„«»”\"`'"
        assert any(a <= start and end <= b for a, b in inside)
        end_before = end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” and “go”.", ["“no”", "“go”"]),
        ('He said "no" and "go".', ['"no"', '"go"']),
        ("``No,'' he said.", ["``No,''"]),
        ("«No», he said.", ["«No»"]),
        ("“Open to the end\n\nThe next one.", ["“Open to the end"]),
        ("It wasn't, the ‘old’ man said.", []),
        ("”", []),
    ],
)
def test_quotation_marks_of_many_houses(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quoted_spans(text)] == expected
