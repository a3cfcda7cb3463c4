"""What a passage cuts from the two texts is equal after folding, but for the differences that are
listed.
"""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.copies import differences, group, sketches
from sayso.model import Copy, Document, Passage
from sayso.text import fold

WORDS = [
    "harbour",
    "wall",
    "built",
    "hand",
    "nobody",
    "knew",
    "paid",
    "stone",
    "lime",
    "until",
    "ledger",
    "light",
]


def _text(seed: int, size: int) -> list[str]:
    rng = random.Random(seed)
    return [
        rng.choice(WORDS) + (str(rng.randrange(99)) if rng.random() < 0.3 else "")
        for _ in range(size)
    ]


def _without(text: str, at: Passage, spots: list[Passage]) -> str:
    """The folded letters of a passage without its differences."""
    kept, place = "", at.start
    for spot in spots:
        assert at.start <= spot.start <= spot.end <= at.end
        assert place <= spot.start
        kept += text[place : spot.start] + " "
        place = spot.end
    return fold(kept + text[place : at.end]).text()


def _check(copy: Copy, docs: dict[str, Document]) -> None:
    told = differences(copy, docs.__getitem__)
    assert len(told) == len(copy.passages)
    for (one, two), places in zip(copy.passages, told, strict=True):
        left = _without(docs[copy.a].text, one, [a for a, _ in places])
        assert left == _without(docs[copy.b].text, two, [b for _, b in places])
        assert left


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same with words changed, left out, put in, its sentences moved, its case and
    marks lost.
    """
    words = _text(draw(st.integers(0, 5)), draw(st.integers(20, 160)))
    other = list(words)
    for place in draw(st.lists(st.integers(0, len(words) - 1), max_size=12)):
        other[place] = draw(
            st.sampled_from(["", "x", "walls", "harbours and quays", other[place] + "s"])
        )
    cut = draw(st.integers(0, len(other)))
    if draw(st.booleans()):
        other = other[cut:] + other[:cut]
    text = " ".join(word for word in other if word)
    if draw(st.booleans()):
        text = text.upper()
    return ", ".join(" ".join(words[k : k + 7]) for k in range(0, len(words), 7)), text


@settings(max_examples=150, deadline=None)
@given(edited())
def test_passages_are_equal_but_for_their_differences(pair: tuple[str, str]) -> None:
    docs = {"a": Document("a", pair[0]), "b": Document("b", pair[1])}
    for copy in group(sketches(docs.values()), docs.__getitem__).copies:
        _check(copy, docs)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=30, max_size=120), st.text(max_size=20))
def test_passages_of_any_script_are_equal_but_for_their_differences(text: str, put_in: str) -> None:
    half = len(text) // 2
    docs = {"a": Document("a", text), "b": Document("b", text[:half] + put_in + text[half:])}
    for copy in group(sketches(docs.values()), docs.__getitem__).copies:
        _check(copy, docs)


def test_whole_words_stay_with_their_passage() -> None:
    """Of "nobody died. The" and "nobody said. The" the last letters are equal too; the words are
    not torn for it.
    """
    first = "The wind turned in the night, and that is the only reason nobody died."
    second = (
        "The leak began before five at the warehouse on the pier, the chief told reporters there."
    )
    other = "Ammonia leaked from a cold store in the harbour early on the Tuesday, officials said."
    docs = {
        "a": Document("a", f"{first} {second} {other}"),
        "b": Document("b", f"{other} {second} {first} A smaller leak did no harm."),
    }
    (copy,) = group(sketches(docs.values()), docs.__getitem__).copies
    assert sorted(one.cut(docs["a"].text) for one, _ in copy.passages) == sorted(
        sentence.rstrip(".") for sentence in (first, second, other)
    )


def test_a_changed_word_is_shown_whole() -> None:
    said = (
        "The harbour was closed at noon on {} after the storm tore two cranes from the quay, "
        "the port said."
    )
    docs = {i: Document(i, said.format(day)) for i, day in (("a", "Sunday"), ("b", "Monday"))}
    (copy,) = group(sketches(docs.values()), docs.__getitem__).copies
    ((places,),) = [differences(copy, docs.__getitem__)]
    assert [(a.cut(docs["a"].text), b.cut(docs["b"].text)) for a, b in places] == [
        ("Sunday", "Monday")
    ]
