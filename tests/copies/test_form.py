"""What happened to the words, and which way they went: each figure just under and just over."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sayso.copies.direction import direction_of
from sayso.copies.form import forms
from sayso.model import Document

CASES = Path(__file__).parents[1] / "cases"
FORMS = json.loads((CASES / "copy_forms.json").read_text(encoding="utf-8"))
DIRECTIONS = json.loads((CASES / "copy_directions.json").read_text(encoding="utf-8"))


def _found(given: dict[str, Any]) -> Any:
    """An overlap of runs (i, i2, j, j2, n); one run of a thousand letters unless said otherwise."""
    runs = given.get("runs", [[0, 1000, 0, 1000, 1000]])
    made = tuple(SimpleNamespace(i=i, i2=i2, j=j, j2=j2, n=n) for i, i2, j, j2, n in runs)
    shares = given["share_a"], given["share_b"]
    a, b = (
        SimpleNamespace(defects=tuple(given.get(f"defects_{x}", ())), folded="x" * size)
        for x, size in (("a", given.get("size_a", 1000)), ("b", given.get("size_b", 1000)))
    )
    figures = {"share_a": shares[0], "share_b": shares[1]}
    figures |= {"smaller": min(shares), "larger": max(shares), "changed": given.get("changed", 0)}
    return SimpleNamespace(a=a, b=b, runs=made, shared=sum(r.n for r in made), **figures)


@pytest.mark.parametrize("case", FORMS, ids=[case["comment"] for case in FORMS])
def test_form(case: dict[str, Any]) -> None:
    given = case["pair"]
    direction = given.get("direction", "unknown")
    told = forms(_found(given), direction, one_text=given.get("one_text", True))
    assert list(told) == case["expected"]


def _pair(given: dict[str, Any]) -> Any:
    """Two clean undated texts of two papers unless said otherwise."""
    sides = []
    for x in ("a", "b"):
        day = given.get(f"day_{x}")
        traces = SimpleNamespace(is_agency=bool(given.get(f"agency_{x}")))
        doc = Document(x, "", published=date.fromisoformat(day) if day else None)
        ready = SimpleNamespace(defects=("case-lost", "marks-lost")[: given.get(f"defects_{x}", 0)])
        sides.append(SimpleNamespace(traces=traces, doc=doc, ready=ready))
    shares = {key: given.get(key, 0.5) for key in ("share_a", "share_b", "larger")}
    found = SimpleNamespace(**shares)
    return SimpleNamespace(
        a=sides[0], b=sides[1], found=found, one_house=given.get("one_house", False)
    )


@pytest.mark.parametrize("case", DIRECTIONS, ids=[case["comment"] for case in DIRECTIONS])
def test_direction(case: dict[str, Any]) -> None:
    given = case["pair"]
    direction, why = direction_of(_pair(given), given.get("independent", False), given.get("known"))
    assert direction == case["expected"][0]
    assert [reason.rule for reason in why] == [rule for rule in case["expected"][1:] if rule]
