"""Things joined into groups: what pairs tie together, and what is like one other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.groups import joined, led, linked, roots

PAIRS = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=20)


def reached(pairs: list[tuple[int, int]], start: int) -> set[int]:
    """All that pairs lead to from one number, step by step."""
    found = {start}
    while more := {n for pair in pairs if found & set(pair) for n in pair} - found:
        found |= more
    return found


@given(PAIRS)
def test_a_root_is_the_least_that_pairs_lead_to(pairs: list[tuple[int, int]]) -> None:
    found = roots(pairs)
    assert set(found) == {n for pair in pairs for n in pair}
    assert all(root == min(reached(pairs, n)) for n, root in found.items())


@given(PAIRS)
def test_joined_groups_are_the_roots_by_name(pairs: list[tuple[int, int]]) -> None:
    groups = joined(pairs)
    assert groups == sorted(groups)
    assert all(group == sorted(reached(pairs, group[0])) for group in groups)
    assert sorted(n for group in groups for n in group) == sorted(roots(pairs))


def test_a_long_chain_of_pairs_is_one_group() -> None:
    chain = [(n, n + 1) for n in range(20_000)]
    assert joined(chain) == joined(chain[::-1]) == [list(range(20_001))]


@given(st.lists(st.integers(0, 60), max_size=20, unique=True))
def test_linked_groups_are_those_that_the_pairs_join(numbers: list[int]) -> None:
    alike = [(a, b) for a in numbers for b in numbers if abs(a - b) <= 3]
    found = linked(numbers, lambda a, b: abs(a - b) <= 3)
    assert sorted(map(sorted, found)) == joined(alike)


def test_what_joins_two_groups_comes_last() -> None:
    assert linked([1, 9, 5], lambda a, b: abs(a - b) == 4) == [[1, 9, 5]]
    assert linked([1, 9, 2], lambda a, b: abs(a - b) == 1) == [[9], [1, 2]]


def test_a_group_can_be_refused() -> None:
    first = linked([1, 9, 5], lambda a, b: abs(a - b) == 4, lambda item, groups: groups[:1])
    assert first == [[9], [1, 5]]


def test_the_first_of_a_group_decides_what_fits() -> None:
    assert led([4, 6, 8, 5], lambda n, group: abs(n - group[0]) <= 2) == [[4, 6, 5], [8]]
    assert led([], lambda n, group: True) == []
