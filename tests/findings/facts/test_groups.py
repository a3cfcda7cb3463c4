"""Units that tell one fact in groups: tight cores, what is added to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sayso.findings.facts.board import Board
from sayso.findings.facts.groups import groups
from sayso.findings.facts.same import Likeness
from sayso.findings.options import FindingOptions

Tell = Callable[..., Board]
OPTIONS = FindingOptions(same_fact=0.6, linkage=0.5, every_pair=0.35, attached=0.5)
TEXTS = {
    name: [f"The harbour council of {place} sold the old ferry."]
    for name, place in zip("abcd", ("Fenby", "Marsby", "Ostrey", "Velden"), strict=True)
}


def members(tell: Tell, pairs: dict[tuple[int, int], float]) -> list[tuple[int, ...]]:
    return [g.members for g in groups(tell(TEXTS).units, Likeness(pairs), OPTIONS)]


def test_every_pair_of_a_core_must_be_likely(tell: Tell) -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.1}
    assert members(tell, chain) == [(0, 1), (1, 2)]  # one of them tells two facts
    assert members(tell, {**chain, (0, 2): 0.5}) == [(0, 1, 2)]


def test_what_is_likely_for_the_core_on_average_is_added(tell: Tell) -> None:
    pairs = {(0, 1): 0.9, (0, 2): 0.58, (1, 2): 0.45}  # too little to start a group with it
    (found,) = groups(tell(TEXTS).units, Likeness(pairs), OPTIONS)
    assert (found.core, found.also) == ((0, 1), (2,))


def test_a_likely_pair_that_no_core_holds_is_a_group_of_its_own(tell: Tell) -> None:
    """One sentence of two facts: 1 tells that of 0, and that of 2 and 3."""
    pairs = {(0, 1): 0.95, (1, 2): 0.8, (1, 3): 0.7, (2, 3): 0.65}
    assert members(tell, pairs) == [(0, 1), (1, 2, 3)]
    assert members(tell, {**pairs, (2, 3): 0.0}) == [(0, 1), (1, 2), (1, 3)]


def test_a_clash_of_slots_keeps_two_units_apart(tell: Tell) -> None:
    units = list(tell(TEXTS).units)
    units[1] = replace(units[1], stance="asked")
    assert not groups(units, Likeness({(0, 1): 0.95}), OPTIONS)


def test_one_text_alone_is_no_group(tell: Tell) -> None:
    board = tell({"a": [*TEXTS["a"], *TEXTS["b"]]})
    assert not groups(board.units, Likeness({(0, 1): 0.95}), OPTIONS)


def test_two_versions_of_one_report_are_two_texts(tell: Tell) -> None:
    board = tell({"a": TEXTS["a"], "b": TEXTS["b"]}, families=(("a", "b"),))
    (found,) = groups(board.units, Likeness({(0, 1): 0.95}), OPTIONS)
    assert {board.units[n].doc_id for n in found.members} == {"a", "b"}
    assert len({board.units[n].family for n in found.members}) == 1


@given(
    st.dictionaries(
        st.sampled_from([(i, j) for i in range(4) for j in range(i + 1, 4)]), st.floats(0, 1)
    )
)
def test_no_two_cores_share_a_pair_and_each_holds_what_it_promises(
    tell: Tell, pairs: dict[tuple[int, int], float]
) -> None:
    alike = Likeness(pairs)
    found = groups(tell(TEXTS).units, alike, OPTIONS)
    inside = [pair for g in found for pair in combinations(g.core, 2)]
    assert len(inside) == len(set(inside))
    for group in found:
        every = [alike.of(i, j) for k, i in enumerate(group.core) for j in group.core[k + 1 :]]
        assert min(every) >= OPTIONS.every_pair
        assert not set(group.core) & set(group.also)
