"""Conflicts of number at each of their figures: when two amounts count one thing, and what their
difference is.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.findings.conflicts.numbers import numbers_differ
from sayso.findings.facts.board import Board
from sayso.model import Day

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "numbers.json").read_text(encoding="utf-8")
)
Build = Callable[..., Board]


def _sentence(doc: str, given: dict[str, Any]) -> dict[str, Any]:
    """One sentence with one amount; "goat" is counted unless said otherwise."""
    value = given["value"]
    printed = given.get("printed", f"{value:g}")
    head, scope = given.get("head", "goat"), given.get("scope", [])
    low, high = given.get("range", [value, value])
    before = given.get("before", "The farm lost")
    amount = (printed, value, head, low, high, given.get("modifier"), scope)
    said = [tuple(p) for p in given.get("said", [["farm", "lose", ["goat"]]])]
    rest = {key: given[key] for key in ("holder", "around") if key in given}
    text = f"{before} {printed} {head}s{given.get('after', '.')}"
    return {"doc": doc, "text": text, "amounts": [amount], "said": said, **rest}


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_number(case: dict[str, Any], board: Build) -> None:
    given = [_sentence(name, one) for name, one in case["text"].items()]
    days = {
        name: Day(name, date.fromisoformat(one["day"]), None, None, inferred=False)
        for name, one in case["text"].items()
        if "day" in one
    }
    pairs = {(0, 1): case.get("alike", 0.3)}
    made = board(*given, pairs=pairs, days=days, families=case.get("families", []))
    found = numbers_differ(made)
    assert [draft.verdict for draft in found] == case["expected"]
    assert all(draft.subtype == "number" and draft.why for draft in found)
    assert all(len(draft.tellings) == len(draft.values) > 1 for draft in found)


def test_more_than_four_amounts_are_no_sides(board: Build) -> None:
    def told(count: int) -> int:
        given = [_sentence(f"d{n}", {"value": 10 + 3 * n}) for n in range(count)]
        pairs = {(i, j): 0.3 for i in range(count) for j in range(i + 1, count)}
        return len(numbers_differ(board(*given, pairs=pairs)))

    assert (told(4), told(5)) == (1, 0)


def test_a_third_text_that_gives_one_of_the_amounts_joins_its_side(board: Build) -> None:
    """Alike enough to be the same fact, or a little alike and of the same deed."""

    def sides(value: float, alike: float, **more: Any) -> list[int]:
        given = [_sentence(name, {"value": n}) for name, n in (("a", 12), ("b", 19))]
        third = _sentence("c", {"value": value, **more})
        pairs = {(0, 1): 0.3, (1, 2): alike}
        (draft,) = numbers_differ(board(*given, third, pairs=pairs))
        return sorted(len(side) for side in draft.tellings)

    other = {"said": [["trader", "buy", ["sheep"]]]}
    assert sides(19, 0.2, **other) == [1, 2]
    assert sides(19, 0.19, **other) == [1, 1]
    assert sides(19, 0.1) == [1, 2]
    assert sides(19, 0.09) == [1, 1]


def test_two_amounts_of_one_sentence_count_two_parts(board: Build) -> None:
    """ "12 goats and 19 goats" are parts; "19 goats, not 12" sets them against each other."""

    def told(joint: str) -> int:
        both = {
            "doc": "c",
            "text": f"The farm lost 12 goats {joint} 19 goats.",
            "amounts": [("12", 12, "goat"), ("19", 19, "goat")],
        }
        given = [_sentence(name, {"value": n}) for name, n in (("a", 12), ("b", 19))]
        return len(numbers_differ(board(*given, both, pairs={(0, 1): 0.3})))

    assert told("in March and") == 0
    assert told("rather than") == 1
