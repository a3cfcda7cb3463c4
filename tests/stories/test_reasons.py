"""How strong a likeness is said to be, and which copies and names a reason lists."""

from __future__ import annotations

import pytest

from sayso.model import Document
from sayso.stories.reasons import reasons
from sayso.stories.sketch import sketch

SAID = {
    "a": "Mayor Ana Lind closed the bridge over the Orva after the flood.",
    "b": "The bridge over the Orva was closed after the flood, Mayor Ana Lind said.",
    "c": "Bakers in Vessby raised the price of bread.",
}


def said(likeness: float, **families: tuple[str, ...]) -> dict[str, tuple[object, ...]]:
    members = [sketch(Document(i, text)) for i, text in SAID.items()]
    alike = dict.fromkeys(SAID, likeness)
    own = {i: families.get(i, (i,)) for i in SAID}
    found = reasons(members, alike, own)
    return {reason.rule: reason.values for reason in found["a"]}


@pytest.mark.parametrize(
    ("likeness", "strength"),
    [(0.35, "much"), (0.34, "some"), (0.15, "some"), (0.14, "little"), (0.0, "little")],
)
def test_how_alike_is_said_in_three_strengths(likeness: float, strength: str) -> None:
    assert said(likeness)["alike"] == (strength, likeness)


def test_a_likeness_over_one_is_said_as_one() -> None:
    assert said(1.2)["alike"][1] == 1.0
