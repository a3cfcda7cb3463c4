"""How alike two statements are, and which of them tell one fact: each figure and guard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sayso.findings.facts.agreements import agreements, singles
from sayso.findings.facts.alignment import Likeness, groups, likeness
from sayso.findings.facts.board import Board
from sayso.model import Actor

Build = Callable[..., Board]
TERMS = ("boat", "sink", "rock")


def says(doc: str, *terms: str, **more: Any) -> dict[str, Any]:
    text = more.pop("text", f"The boat of {doc} sank upon the rocks.")
    return {"doc": doc, "text": text, "terms": terms or TERMS, "head": "sink", **more}


def value(board: Build, one: dict[str, Any], two: dict[str, Any], **more: Any) -> float:
    return likeness(board(one, two, **more).found).of(0, 1)


# ---- likeness ----------------------------------------------------------------------


def test_likeness_is_the_cosine_of_the_terms(board: Build) -> None:
    assert value(board, says("a"), says("b")) == pytest.approx(1)
    assert value(board, says("a"), says("b", "boat", "sail", "home")) == pytest.approx(1 / 3)
    assert value(board, says("a"), says("b", "cow", "eat", "hay")) == 0


@pytest.mark.parametrize(("shared", "kept"), [(10, True), (9, False)])
def test_pairs_less_than_a_tenth_alike_are_not_kept(board: Build, shared: int, kept: bool) -> None:
    """Ten of a hundred terms, and nine."""
    one = [f"t{n}" for n in range(100)]
    two = [f"t{n}" for n in range(100 - shared, 200 - shared)]
    assert bool(value(board, says("a", *one), says("b", *two))) == kept


def test_one_speech_act_told_twice_is_more_alike(board: Build) -> None:
    one, two = says("a", holder="Ada Vint"), says("b", "boat", "sail", "home", holder="Ada Vint")
    assert value(board, one, two) == pytest.approx(1 / 3 + 0.15)
    assert value(board, one, two, families=[["a", "b"]]) == pytest.approx(1 / 3)
    assert value(board, one, {**two, "holder": "Tom Orr"}) == pytest.approx(1 / 3)


def test_one_deed_of_one_name_is_more_alike_and_another_sign_less(board: Build) -> None:
    deed = [("sink", "ada-vint")]
    one, two = says("a", deeds=deed), says("b", "boat", "sail", "home", deeds=deed)
    assert value(board, one, two) == pytest.approx(1 / 3 + 0.06)
    assert value(board, one, {**two, "negated": True}) == pytest.approx(1 / 3 + 0.06 - 0.15)
    assert value(board, says("a"), says("b", negated=True)) == pytest.approx(0.85)


@pytest.mark.parametrize(
    ("sizes", "gain"),
    [
        ((1.0, 1.0), 1.0),
        ((1.0, 2.0), (2.0 / 1.05) ** 0.3),  # the median is 1.5: none counts as less than 1.05
        ((1.5, 1.5), 1.0),
        ((0.2, 2.0), (2.0 / (0.7 * 1.1)) ** 0.3),
    ],
)
def test_a_long_claim_may_hold_a_short_one(
    board: Build, sizes: tuple[float, float], gain: float
) -> None:
    one, two = (
        says(doc, *terms, size=size)
        for doc, terms, size in zip("ab", (TERMS, ("boat", "sail", "home")), sizes, strict=True)
    )
    assert value(board, one, two) == pytest.approx(gain / 3)


# ---- groups ------------------------------------------------------------------------


def grouped(board: Build, *said: dict[str, Any], alike: float = 0.5, **more: Any) -> list[int]:
    """Sizes of the groups, all pairs so alike."""
    count = len(said)
    pairs = more.pop("pairs", {(i, j): alike for i in range(count) for j in range(i + 1, count)})
    made = board(*said, **more)
    return sorted(len(g) for g in groups(made.found, Likeness(pairs), made.options))


MAY, JUNE = date(2024, 5, 1), date(2024, 6, 1)


@pytest.mark.parametrize(
    ("two", "together"),
    [
        (says("b"), True),
        (says("a"), False),  # one text
        (says("b", negated=True), False),
        (says("b", status="possible"), False),
        (says("b", status="planned"), True),
        (says("b", bygone=True), False),
        (says("b", times=[(MAY, MAY)]), True),
        (says("b", times=[(JUNE, JUNE)]), False),
        (says("b", times=[(JUNE, JUNE), (MAY, MAY)]), True),
        (says("b", times=[(date(2024, 4, 1), MAY)]), True),
        (says("b", text="It sank with 12 goats.", amounts=[("12", 12, "goat")]), True),
        (says("b", text="It sank with 19 goats.", amounts=[("19", 19, "goat")]), False),
        (says("b", text="It sank with 19 cows.", amounts=[("19", 19, "cow")]), True),
    ],
)
def test_what_can_be_one_fact(board: Build, two: dict[str, Any], together: bool) -> None:
    one = says(
        "a", text="The boat sank with 12 goats.", amounts=[("12", 12, "goat")], times=[(MAY, MAY)]
    )
    assert (grouped(board, one, two) == [2]) == together


@pytest.mark.parametrize(
    ("alike", "terms", "more", "together"),
    [
        (0.2, TERMS, {}, True),
        (0.19, TERMS, {}, False),  # less than one fact
        (0.5, ("boat", "rock", "fog"), {}, False),  # two terms are a subject, not a fact
        (0.5, ("boat", "rock", "boat>sink"), {}, False),  # a pair of words is no third term
        (0.5, ("boat", "rock", "fog"), {"holder": "Ada Vint"}, True),  # of one voice they are
        (0.5, ("boat", "fog", "reef"), {"holder": "Ada Vint"}, False),
    ],
)
def test_three_shared_terms_or_two_of_one_voice(
    board: Build, alike: float, terms: tuple[str, ...], more: dict[str, Any], together: bool
) -> None:
    one = says("a", *TERMS, "boat>sink", **more)
    assert (grouped(board, one, says("b", *terms, **more), alike=alike) == [2]) == together


@pytest.mark.parametrize(
    ("alike", "head", "terms", "together"),
    [
        (0.28, "drift", ("boat", "rock", "reef"), True),  # so alike that the verbs do not matter
        (0.27, "drift", ("boat", "rock", "reef"), False),
        (0.27, "rock", ("boat", "rock", "reef"), True),  # what the one says stands in the other
        (0.27, "have", ("boat", "have", "rock"), False),  # a light verb says nothing
        (0.27, "drift", ("#12", "boat", "reef"), True),  # a number in common
    ],
)
def test_less_alike_claims_must_say_one_thing_or_give_one_number(
    board: Build, alike: float, head: str, terms: tuple[str, ...], together: bool
) -> None:
    one, two = (says(doc, *terms, head=head) for doc in "ab")
    assert (grouped(board, one, two, alike=alike) == [2]) == together


def test_a_group_grows_only_while_its_mean_likeness_is_that_of_one_fact(board: Build) -> None:
    three = [says(doc) for doc in "abc"]
    near = {(0, 1): 0.5, (1, 2): 0.3, (0, 2): 0.11}
    assert grouped(board, *three, pairs=near) == [3]  # 0.205 on average
    assert grouped(board, *three, pairs=near | {(0, 2): 0.09}) == [1, 2]


# ---- agreements --------------------------------------------------------------------


def test_an_agreement_takes_two_texts(board: Build) -> None:
    two = says("a"), says("b", text="Upon a reef the boat went down.")
    assert [len(a.tellings) for a in agreements(board(*two, groups=[(0, 1)]))] == [2]
    assert not agreements(board(*two, groups=[(0,), (1,)]))
    poor = {**two[1], "low_confidence": True}
    assert not agreements(board(two[0], poor, groups=[(0, 1)]))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The boat sank upon the rocks off the cape at noon.", 0),  # nearly the same letters
        ("Off the cape at noon, a reef took the vessel and all hands.", 1),
    ],
)
def test_a_copy_that_tells_it_in_its_own_words_is_another_text(
    board: Build, text: str, count: int
) -> None:
    one = says("a", text="The boat sank upon rocks off the cape at noon.")
    made = board(one, says("b", text=text), groups=[(0, 1)], families=[["a", "b"]])
    assert len(agreements(made)) == count


ADA = Actor("ada-vint", "Ada Vint", "person", ("Ada Vint",), ())


@pytest.mark.parametrize(
    ("texts", "kind", "status", "found"),
    [
        (3, "person", "happened", 1),
        (2, "person", "happened", 0),  # two texts tell it: no fact of the story by itself
        (3, "place", "happened", 0),
        (3, "org", "happened", 1),
        (3, "person", "planned", 0),
        (3, "person", "background", 1),
    ],
)
def test_a_deed_that_three_texts_tell_is_a_fact(
    board: Build, texts: int, kind: Any, status: str, found: int
) -> None:
    told = [
        says(
            doc,
            text=f"{n} words of {doc} say that Ada Vint fell.",
            deeds=[("fall", "ada-vint")],
            status=status,
        )
        for n, doc in enumerate("abc"[:texts])
    ]
    actor = Actor(ADA.id, ADA.name, kind, ADA.aliases, ())
    made = board(*told, groups=[(n,) for n in range(texts)], actors=[actor])
    assert len(agreements(made)) == found


@pytest.mark.parametrize(("covered", "found"), [((0, 1), 1), ((0, 3), 2)])
def test_a_deed_half_of_which_another_finding_shows_is_not_shown_again(
    board: Build, covered: tuple[int, int], found: int
) -> None:
    told = [
        says(doc, text=f"{n} words of {doc} say that Ada Vint fell.", deeds=[("fall", "ada-vint")])
        for n, doc in enumerate("abc")
    ]
    told.append(says("d", text="Nobody saw how the mast of the boat broke."))
    made = board(*told, groups=[covered], actors=[ADA])
    assert len(agreements(made)) == found


# ---- single sources ------------------------------------------------------------------


def alone(
    doc: str = "a", *, text: str = "The boat sank, and no one was there.", **more: Any
) -> Any:
    return says(doc, text=text, **{"holder": "Ada Vint", "quoted": True, **more})


OTHER = says("b", text="Hay is dear.")


@pytest.mark.parametrize(
    ("one", "alike", "found"),
    [
        (alone(), 0.19, 1),
        (alone(), 0.2, 0),  # another text tells the same
        (alone(text="x" * 29 + "."), 0.0, 1),
        (alone(text="x" * 28 + "."), 0.0, 0),  # too short to be worth showing
        (alone(text="to see that the boat will never sail again"), 0.0, 0),  # a fragment
        (alone(low_confidence=True), 0.0, 0),
        (alone(quoted=False, manner="asked"), 0.0, 0),  # not told as so
        (alone(quoted=False, manner="warned"), 0.0, 1),
        (alone(manner="asked"), 0.0, 1),  # in its own words
        (says("a", text="The boat sank, and no one was there."), 0.0, 0),  # nobody's word
    ],
)
def test_what_only_one_text_tells_on_somebodys_word(
    board: Build, one: dict[str, Any], alike: float, found: int
) -> None:
    assert len(singles(board(one, OTHER, pairs={(0, 1): alike}))) == found


def test_one_text_alone_has_no_single_sources_and_copies_do_not_count_as_others(
    board: Build,
) -> None:
    assert not singles(board(alone()))
    copied = board(alone(), OTHER, pairs={(0, 1): 0.9}, families=[["a", "b"]])
    assert len(singles(copied)) == 1
    assert not singles(board(alone(), OTHER, families=[["b", "a"]]))  # the copy repeats it


def test_twenty_are_listed_the_most_specific_first(board: Build) -> None:
    many = [
        alone(f"d{n:02}", text=f"The boat sank at pier {n:02}, nobody saw it.") for n in range(22)
    ]
    many[21] |= {"amounts": [("21", 21, "pier")]}
    found = singles(board(*many))
    assert len(found) == 20
    assert "d21" in {one.tellings[0].at.doc_id for one in found}
