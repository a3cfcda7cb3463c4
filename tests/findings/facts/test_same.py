"""Whether two units tell one fact: the pairs that are looked at, the scorer, the slots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.findings.facts.board import Board
from sayso.findings.facts.features import FEATURES, _meeting, measured
from sayso.findings.facts.meaning import FEATURES as MEANING
from sayso.findings.facts.meaning import answered
from sayso.findings.facts.same import Likeness, amounts_clash, clash, likeness, meets, shipped
from sayso.model import Passage, Quantity, Rule, TimeRef

Tell = Callable[..., Board]
ONE = "The harbour council sold the old ferry to a shipyard in Fenby on Monday."
LIKE = "On Monday the old ferry was sold to a Fenby shipyard by the harbour council."
OTHER = "Divers raised the anchor of a sunken trawler near the lighthouse of Marsby."


def amount(
    value: float, head: str = "person", low: float | None = None, high: float | None = None
) -> Quantity:
    exact = low is None and high is None
    return Quantity(
        Passage("a", 0, 1), value, value if exact else low, value if exact else high, head
    )


def test_alike_by_words_is_likelier_than_unlike(tell: Tell) -> None:
    board = tell({"a": [ONE], "b": [LIKE], "c": [OTHER]})
    found = likeness(board.units, board.case.texts)
    assert found.of(0, 1) > 0.5 > found.of(0, 2)
    assert found.of(1, 0) == found.of(0, 1)
    assert found.partners[0][0][0] == 1


def test_a_row_a_pair_and_a_column_a_feature(tell: Tell) -> None:
    pairs = measured(tell({"a": [ONE, OTHER], "b": [LIKE], "c": [OTHER]}).units)
    assert pairs.features.shape == (len(pairs.i), len(FEATURES))
    assert np.isfinite(pairs.features).all()
    assert (pairs.i < pairs.j).all()


def test_pairs_within_one_text_are_looked_at_but_not_what_overlaps(tell: Tell) -> None:
    said = [("a", ONE[:40], {})]
    board = tell({"a": [ONE, LIKE]}, said)
    pairs = measured(board.units)
    found = {(board.units[i].at, board.units[j].at) for i, j in zip(pairs.i, pairs.j, strict=True)}
    assert found
    assert not any(one.overlaps(two) for one, two in found)


def test_one_unit_or_none_has_no_pairs(tell: Tell) -> None:
    assert likeness(tell({"a": [ONE]}).units, {}).pairs == {}
    assert likeness((), {}).pairs == {}


def test_what_answers_nothing_is_less_alike_than_what_answers_all() -> None:
    east, north = np.array([[1.0, 0.0]], np.float32), np.array([[0.0, 1.0]], np.float32)
    both = np.concatenate([east, north])
    light, heavy = np.ones(1, np.float32), np.ones(2, np.float32)
    held = [(both, heavy), (both, heavy), (east, light), (north, light)]
    rows = answered(held, np.array([0, 0, 2]), np.array([1, 2, 3]))
    least = MEANING.index("answered, least")
    most = MEANING.index("answered, most")
    assert rows[0, least] == pytest.approx(rows[0, most])
    assert rows[0, least] > rows[1, least] > rows[2, least]
    assert rows[1, most] == pytest.approx(rows[0, most])  # the short one is wholly answered


def test_a_text_without_words_answers_nothing() -> None:
    nothing = np.zeros((0, 1), np.float32), np.zeros(0, np.float32)
    some = np.ones((1, 4), np.float32), np.ones(1, np.float32)
    assert np.isfinite(answered([nothing, some], np.array([0]), np.array([1]))).all()


def test_the_model_of_meaning_is_asked_once_a_unit(tell: Tell) -> None:
    board = tell({"a": [ONE], "b": [LIKE], "c": [LIKE.replace("sold", "bought")]})
    asked: list[str] = []

    def meaning(texts: Sequence[str]) -> list[tuple[np.ndarray, np.ndarray]]:
        asked.extend(texts)
        return [(np.ones((1, 4), np.float32) / 2, np.ones(1, np.float32)) for _ in texts]

    likeness(board.units, board.case.texts, meaning)
    assert sorted(asked) == sorted(u.at.cut(board.case.texts[u.doc_id]) for u in board.units)


def test_the_shipped_scorer_knows_every_feature() -> None:
    assert shipped().words.coefficient.shape == (len(FEATURES),)
    assert shipped().both.coefficient.shape == (len(FEATURES) + len(MEANING),)


@pytest.mark.parametrize(
    ("mine", "yours", "clashes"),
    [
        (amount(12), amount(14), True),
        (amount(12), amount(12), False),
        (amount(12), amount(14, "boat"), False),
        (amount(12, low=12, high=None), amount(14), False),  # at least twelve
        (amount(140, high=140), amount(165, high=165), True),  # twice "up to"
        (amount(140, high=140), amount(140, high=140), False),
        (amount(20, low=20), amount(26, low=26), True),  # twice "at least"
        (amount(5200), amount(5000), False),  # a rounding
        (amount(26), amount(25), True),  # no rounding among the small
        (amount(2, "percent"), amount(2, "percentage point"), True),
    ],
)
def test_amounts_that_cannot_both_be_right(mine: Quantity, yours: Quantity, clashes: bool) -> None:
    assert amounts_clash((mine,), (yours,)) == clashes
    assert meets(mine, yours) != clashes or mine.head != yours.head


def test_two_rough_amounts_are_one_where_either_is_within_the_other() -> None:
    def rough(value: float) -> Quantity:
        return replace(amount(value, low=0.9 * value, high=1.1 * value), modifier="about")

    assert not meets(rough(340_000), rough(410_000))
    assert meets(rough(340_000), rough(360_000))
    assert meets(rough(340_000), amount(370_000))


def test_what_was_before_is_not_told_of_now(tell: Tell) -> None:
    one, two = tell({"a": [ONE], "b": [LIKE]}).units
    three = replace(one, quantities=(amount(3),))
    eight = replace(two, quantities=(amount(8), amount(3)))
    assert clash(three, eight) is None  # "eight of them, three of them here"
    assert clash(three, replace(eight, before=(amount(3),))) == "amount"  # "up from three"


@pytest.mark.parametrize(
    ("mine", "yours", "head", "slot"),
    [
        ("P4Y", "P6Y", "last", "amount"),
        ("P4Y", "P4Y", "last", None),
        ("P4Y", "P6M", "last", None),  # perhaps two ways to count
        ("P4Y", "PXY", "last", None),  # "years"
        ("P4Y", "P6Y", "", None),  # nobody says what lasted
    ],
)
def test_one_deed_lasts_one_time(
    tell: Tell, mine: str, yours: str, head: str, slot: str | None
) -> None:
    one, two = (
        replace(unit, head=head, times=(TimeRef(unit.at, "DURATION", value, Rule("duration")),))
        for unit, value in zip(tell({"a": [ONE], "b": [LIKE]}).units, (mine, yours), strict=True)
    )
    assert clash(one, two) == slot


@pytest.mark.parametrize(
    ("mine", "yours", "clashes"),
    [
        ({("flight", "12")}, {("flight", "13")}, True),
        ({("flight", "12"), ("score", "2-0")}, {("flight", "12")}, False),
        ({("flight", "12")}, {("route", "13")}, False),
        ({("score", "2-0")}, {("score", "3-1")}, True),
    ],
)
def test_numbers_that_name_a_thing(
    tell: Tell, mine: set[tuple[str, str]], yours: set[tuple[str, str]], clashes: bool
) -> None:
    one, two = tell({"a": [ONE], "b": [LIKE]}).units
    slot = clash(replace(one, labels=frozenset(mine)), replace(two, labels=frozenset(yours)))
    assert slot == ("amount" if clashes else None)


@pytest.mark.parametrize(
    ("one", "two", "slot"),
    [
        ("sure", "sure", None),
        ("sure", "planned", None),
        ("sure", "possible", None),
        ("sure", "denied", "stance"),
        ("sure", "asked", "stance"),
        ("planned", "unsaid", "stance"),
    ],
)
def test_stances_that_are_no_agreement(tell: Tell, one: str, two: str, slot: str | None) -> None:
    board = tell({"a": [ONE], "b": [LIKE]})
    a, b = (
        replace(unit, stance=stance, head="sell")
        for unit, stance in zip(board.units, (one, two), strict=True)
    )
    assert clash(a, b) == slot


@pytest.mark.parametrize(
    ("undone", "deed", "slot"),
    [
        ({"hear"}, {"see", "run"}, None),  # "heard no shot but saw her run"
        ({"see"}, {"see", "run"}, "stance"),
        ({"hear"}, {"hear"}, "stance"),
    ],
)
def test_a_not_bears_on_its_own_verb(
    tell: Tell, undone: set[str], deed: set[str], slot: str | None
) -> None:
    one, two = tell({"a": [ONE], "b": [LIKE]}).units
    denies = replace(
        one, stance="denied", undone=frozenset(undone), deed=frozenset({"see", *undone})
    )
    states = replace(two, stance="sure", head="", deed=frozenset(deed))
    assert clash(denies, states) == clash(states, denies) == slot


def test_a_judgement_of_the_writer_is_no_fact(tell: Tell) -> None:
    one, two = tell({"a": [ONE], "b": [LIKE]}).units
    judged = replace(two, claims=(replace(two.claims[0], opinion=True),))
    assert clash(one, two) is None
    assert clash(one, judged) == "stance"
    said = replace(judged.claims[0], quote=0)  # somebody's judgement
    assert clash(one, replace(judged, claims=(said,))) is None
    five = Quantity(judged.at, 5, 5, 5, "ferry")
    assert clash(one, replace(judged, quantities=(five,))) is None


def test_history_is_not_what_is_planned(tell: Tell) -> None:
    one, two = tell({"a": [ONE], "b": [LIKE]}).units
    old = replace(one, bygone=True)
    assert clash(old, two) is None
    assert clash(old, replace(two, stance="planned")) == "day"


def test_days_that_exclude_each_other_are_no_agreement(tell: Tell) -> None:
    one, two = tell({"a": [ONE], "b": [LIKE]}).units
    monday, friday = (
        TimeRef(unit.at, "DATE", f"2024-03-{n}", Rule("day"), date(2024, 3, n), date(2024, 3, n))
        for unit, n in ((one, 11), (two, 15))
    )
    assert clash(replace(one, times=(monday,)), replace(two, times=(friday,))) == "day"
    assert clash(replace(one, times=(monday,)), replace(two, times=(monday, friday))) is None
    assert clash(replace(one, times=(monday,)), two) is None


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(6, 11)), st.sampled_from([0.2, 0.5, 0.9])
    )
)
def test_partners_are_the_other_ends_the_likeliest_first(
    pairs: dict[tuple[int, int], float],
) -> None:
    found = Likeness(pairs).partners
    assert found.keys() == {n for pair in pairs for n in pair}
    for n, near in found.items():
        others = [(sum(pair) - n, p) for pair, p in pairs.items() if n in pair]
        assert near == sorted(others, key=lambda other: (-other[1], other[0]))


@given(
    st.lists(
        st.tuples(st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("abcd"))), min_size=1
    )
)
def test_sets_meet_where_they_share_something(rows: list[tuple[set[str], set[str]]]) -> None:
    ones, twos = [one for one, _ in rows], [two for _, two in rows]
    i, j = (index.ravel() for index in np.indices((len(rows), len(rows))))
    met = _meeting(ones, twos, i, j)
    assert met.tolist() == [bool(ones[a] & twos[b]) for a, b in zip(i, j, strict=True)]
