"""What a pair is, figure by figure: each rule of `kinds` just under and just over each of its
numbers.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sayso.copies import kinds
from sayso.model import Document
from sayso.outlets.declared import Basis

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "copy_kinds.json").read_text(encoding="utf-8")
)


class _Folded:
    """Folded characters of which only the number and the places matter."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __len__(self) -> int:
        return self.size

    def span(self, first: int, stop: int) -> tuple[int, int]:
        return first, stop


def _overlap(figures: dict[str, Any]) -> SimpleNamespace:
    """Two texts of 2,000 characters that share next to nothing, but for the given figures."""
    start = len(figures.get("before", ""))
    run = SimpleNamespace(i=start, i2=start + 9, j=0, j2=9, n=9)
    side = SimpleNamespace(folded=_Folded(figures.get("size", 2000)))
    plain = {"smaller": 0.05, "larger": 0.05, "share_a": 0.05, "share_b": 0.05, "words": 12}
    more = {
        "plain": 12,
        "quoted_share": 0.0,
        "own": 0.05,
        "lead": 0.0,
        "longest": 5,
        "changed": 0,
        "runs": (run,),
    }
    found = {**plain, **more, **figures}
    found["site"] = [SimpleNamespace(n=n) for n in figures.get("site", ())]
    found["most_changed"] = found["changed"]
    return SimpleNamespace(a=side, b=side, as_words=lambda n: n, **found)


def pair(figures: dict[str, Any]) -> Any:
    """What a rule looks at; undated texts of two houses that credit nobody unless said
    otherwise.
    """
    before = figures.get("before", "")
    a, b = (
        SimpleNamespace(doc=Document(name, text, outlet=f"Outlet {name}"))
        for name, text in (("a", before + "the shared words"), ("b", "the shared words"))
    )
    known = {
        "one_template": False,
        "blanks": 0,
        "one_house": False,
        "houses_known": False,
        "days_apart": None,
        "agencies": (),
    }
    credited = dict.fromkeys(("a_credits_b", "b_credits_a", "a_is_digest", "b_is_digest"), False)
    thirds = {"third_outlets": (), "thirds_beside": ()}
    declared = dict.fromkeys(("a_declares_b", "b_declares_a", "both_declare"))
    declared |= {key: Basis(*figures[key]) for key in declared if key in figures}
    told = {**known, **credited, **thirds, **declared}
    told |= {key: value for key, value in figures.items() if key in told and key not in declared}
    return SimpleNamespace(a=a, b=b, found=_overlap(figures), **told)


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_each_rule_at_its_edges(case: dict[str, Any]) -> None:
    verdict = getattr(kinds, case["rule"])(pair(case["pair"]))
    if case["expected"] is None:
        assert verdict is None
        return
    kind, independent, *direction = case["expected"]
    assert (verdict.kind, verdict.independent) == (kind, independent)
    if direction:
        assert verdict.direction == direction[0]
    assert verdict.reason.rule


def test_the_rules_stand_from_the_surest_to_the_least() -> None:
    assert [rule.__name__ for rule in kinds.RULES] == list(
        dict.fromkeys(case["rule"] for case in CASES)
    )


@pytest.mark.parametrize(
    ("figures", "worth"),
    [
        ({"words": 11, "site": [20]}, True),  # lines of the site alone, and enough of them
        ({"words": 11, "site": [19]}, False),
        ({"words": 11, "larger": 0.9}, False),  # names and titles, however short the text
        ({"words": 12, "larger": 0.1}, True),
        ({"words": 12, "larger": 0.09}, False),
        ({"words": 12, "longest": 18}, True),
        ({"words": 17, "longest": 17}, False),
        ({"words": 50}, True),
        ({"words": 49}, False),
        ({"words": 12, "longest": 12, "quoted_share": 0.6}, True),  # a quotation
        ({"words": 12, "longest": 11, "quoted_share": 0.6}, False),
        ({"words": 12, "longest": 12, "quoted_share": 0.59}, False),
    ],
)
def test_two_origins_get_a_row_where_a_sentence_or_a_quotation_is_shared(
    figures: dict[str, Any], worth: bool
) -> None:
    assert kinds.worth_a_row(_overlap(figures)) == worth  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figures", "nothing"),
    [
        ({"larger": 0.09, "longest": 11, "words": 49}, True),
        ({"larger": 0.1, "longest": 11, "words": 49}, False),
        ({"larger": 0.09, "longest": 12, "words": 49}, False),
        ({"larger": 0.09, "longest": 11, "words": 50}, False),
        ({"larger": 0.09, "longest": 11, "words": 49, "site": [1]}, False),
    ],
)
def test_nothing_is_plain_where_every_figure_is_small(
    figures: dict[str, Any], nothing: bool
) -> None:
    assert kinds.plainly_nothing(_overlap(figures)) == nothing  # type: ignore[arg-type]
