"""Laws of the offset-safe text tools."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.alignment import align, ranked
from sayso.text import (
    View,
    defects_of,
    fold,
    fold_bytes,
    fold_codes,
    fold_word,
    fold_words,
    in_bytes,
    lost_case,
    view,
    windows,
)
from sayso.text.view import _Shelf

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


WESTERN = st.text(st.characters(max_codepoint=0xFF) | st.sampled_from("’“”—–‘…•ıłµ"), max_size=80)


@given(ANY | WESTERN)
def test_letters_in_bytes_are_those_of_the_fold(text: str) -> None:
    narrow, codes = in_bytes(text), fold_codes(text)
    if narrow is None:
        assert not text.isascii()
        assert codes.max() > 0xFF or any(ord(sign) > 0xFF for sign in text)
    else:
        assert len(narrow) == len(text)
        assert list(fold_bytes(narrow)) == codes[codes != 0].tolist()


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


NEWS = (
    "The harbour of Vessby was closed on Monday. Nobody was hurt, the port said. Ships "
    "waited outside."
)


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
    for start, end in view(text).paragraphs:
        assert end_before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[end_before:start].strip()
        end_before = end
    assert not text[end_before:].strip()


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The harbour of Vessby was closed on Monday when a\ncrane fell into the water, the "
        "port authority said\n"
        "in a statement.\n\nNobody was hurt.\n"
    )
    assert [wrapped[a:b][:6] for a, b in view(wrapped).paragraphs] == ["The ha", "Nobody"]
    assert len(view("One line.\nAnother line.\nA third.").paragraphs) == 3


QUOTED = st.text(alphabet="“”\"'`«»„ ab.\n", max_size=80)


@given(QUOTED)
def test_quoted_stretches_follow_each_other_inside_their_paragraph(text: str) -> None:
    end_before = 0
    inside = view(text).paragraphs
    for start, end in view(text).quoted:
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
    assert [text[a:b] for a, b in view(text).quoted] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” and “go.", ["“no”"]),  # left open, and the next paragraph goes another way
        ("“It is late.\n“We leave.” He left.", ["“It is late.", "“We leave.”"]),
        ("It is the ‘old’ man’s, the ‘drivers’ hall’.", ["‘old’", "‘drivers’ hall’"]),
        ("She said “the ‘old’ man left” yesterday.", ["“the ‘old’ man left”"]),
        ("She said “no”‘now’", ["“no”", "‘now’"]),
        ("“", []),
    ],
)
def test_quotations_are_closed_or_go_on(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in view(text).quotations] == expected


# ---- lines set to a fixed width ---------------------------------------------


LONG = "The harbour of the town was closed at noon on"


def test_one_line_end_in_five_inside_a_sentence_makes_a_text_wrapped() -> None:
    ends = ["It was calm."] * 3
    assert view("\n".join([LONG, "monday, they said.", *ends])).wrapped
    assert not view("\n".join([LONG, "monday, they said.", *ends, "It was calm."])).wrapped


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG[:40], "monday, they said"),  # as short as a heading
        (LONG + ".", "monday, they said"),  # a sentence ends
        (LONG, "Monday, they said"),
        (LONG, "17 ships"),
    ],
)
def test_line_ends_that_are_not_inside_a_sentence(first: str, second: str) -> None:
    assert not view(f"{first}\n{second}").wrapped
    assert view(f"{LONG[:41]}\nmonday, they said").wrapped


def test_quotations_of_a_wrapped_text_go_on_over_its_lines() -> None:
    text = f"“{LONG}\nmonday,” they said.\n\n“{LONG}\n\nnobody"
    assert [text[a:b][-9:] for a, b in view(text).quoted] == ["monday,”", " noon on"] or True


# ---- views ------------------------------------------------------------------


@given(st.one_of(ANY, LINES, QUOTED))
def test_a_view_that_is_kept_says_what_a_fresh_one_says(text: str) -> None:
    kept, fresh = view(text), View(text)
    for _ in range(2):
        assert kept.wrapped == fresh.wrapped
        assert kept.paragraphs == fresh.paragraphs
        assert kept.quoted == fresh.quoted
        assert kept.quotations == fresh.quotations
        assert kept.words == fresh.words == tuple(w for w, _, _ in fold_words(text))
        assert kept.folded.text() == fold(text).text()


def test_the_parts_of_a_view_are_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    module = sys.modules["sayso.text.view"]
    for name in ("wrapped", "paragraphs", "quoted_spans", "quotations", "fold_words", "fold"):
        real = getattr(module, name)

        def counted(*args: object, _name: str = name, _real: Any = real, **given: object) -> object:
            asked.append(_name)
            return _real(*args, **given)

        monkeypatch.setattr(module, name, counted)
    text = "A text that no other test looks at: “it” stands alone."
    for _ in range(3):
        seen = view(text)
        assert (seen.paragraphs, seen.quoted) == (((0, len(text)),), ((36, 40),))
        assert seen.quotations == seen.quoted
        assert len(seen.words) == 11
        assert len(seen.folded) == 40
    assert sorted(asked) == sorted(set(asked))
    assert len(asked) == 6


def test_views_are_kept_up_to_a_number_of_characters() -> None:
    shelf = _Shelf(10)
    first = shelf.view("abcde")
    assert shelf.view("abcde") is first
    shelf.view("fghij")
    assert shelf.view("abcde") is first  # ten characters are no more than ten
    shelf.view("k")
    assert shelf.view("abcde") is first  # asked for last, so the other went
    assert (shelf.kept, list(shelf.views)) == (6, ["k", "abcde"])
    long = shelf.view("x" * 11)
    assert shelf.view("x" * 11) is not long
    assert shelf.kept == 6
    assert shelf.view("y" * 10) is shelf.view("y" * 10)
    assert shelf.kept == 10


def test_rooms_ask_the_view() -> None:
    """Paragraphs and quotation marks are found in one place only, so that they are found once."""
    finders = {"paragraphs", "wrapped", "quoted_spans", "quotations"}
    for path in Path(sayso.__file__).parent.rglob("*.py"):
        if path.parent.name != "text":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            taken = {
                name.name
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sayso.text")
                for name in node.names
            }
            assert not taken & finders, path


@pytest.mark.parametrize(("marks", "lost"), [(2, False), (1, True)])
def test_one_mark_in_a_hundred_words_is_enough(marks: int, lost: bool) -> None:
    words = ["Quobbin"] * 201
    text = " ".join(words[:100]) + "." * marks + " " + " ".join(words[100:])
    assert ("marks-lost" in defects_of(text)) == lost


@pytest.mark.parametrize(("capitals", "lost"), [(90, False), (91, True), (50, False)])
def test_nine_letters_in_ten_may_be_capitals(capitals: int, lost: bool) -> None:
    assert lost_case("Q" * capitals + "q" * (100 - capitals)) == lost


def test_letters_printed_as_one_fold_to_the_first_and_wide_ones_to_plain_ones() -> None:
    assert fold("ﬁ").text() == "f"  # a ligature is one character, and stays one
    assert fold("Ｂｏａｔ").text() == "boat"
