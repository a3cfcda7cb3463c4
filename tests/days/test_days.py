"""Days of undated articles: cases as data, copies, and the laws of a day's range."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.days.datable import span_from
from sayso.days.days import days
from sayso.model import DocRef, Document, Family, Passage, Reading, Rule, TimeRef

CASES = json.loads(
    (Path(__file__).resolve().parents[1] / "cases/days.json").read_text(encoding="utf-8")
)
MARK = re.compile(r"\{([^|}]+)\|([^}]+)\}")


def rule_of(said: str) -> Rule:
    """A rule written `weekday weekday=5 tense=past`."""
    kind, *fields = said.split()
    pairs = (field.split("=") for field in fields)
    values = {name: int(v) if v.lstrip("-").isdigit() else v for name, v in pairs}
    return Rule(kind, **values)  # type: ignore[arg-type]


def marked(doc_id: str, day: str | None, text: str) -> tuple[Document, Reading]:
    """A document and its times from a text with `{expression|kind field=value}`; a sentence ends
    with a full stop.
    """
    plain, times, last = "", [], 0
    for found in MARK.finditer(text):
        plain += text[last : found.start()]
        at = Passage(doc_id, len(plain), len(plain) + len(found[1]))
        times.append(TimeRef(at, "DATE", "", rule_of(found[2])))
        plain += found[1]
        last = found.end()
    plain += text[last:]
    sentences = tuple(Passage(doc_id, m.start(), m.end()) for m in re.finditer(r"[^.]+\.", plain))
    published = date.fromisoformat(day) if day else None
    return Document(doc_id, plain, published=published), Reading(
        doc_id, sentences=sentences, times=tuple(times)
    )


def told(texts: list[list[Any]]) -> tuple[list[Document], list[Reading]]:
    """Documents and readings, one a text."""
    pairs = [marked(f"d{i}", day, text) for i, (day, text) in enumerate(texts)]
    return [doc for doc, _ in pairs], [reading for _, reading in pairs]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["comment"])
def test_cases(case: dict[str, Any]) -> None:
    docs, readings = told(case["text"])
    found = days(docs, readings)[-1]
    assert (found.best and found.best.isoformat()) == case["expected"]
    assert found.inferred and found.why
    if found.best:
        assert found.earliest and found.latest and found.earliest <= found.best <= found.latest


def test_a_declared_day_is_not_inferred() -> None:
    docs, readings = told([["2024-03-12", "It rained."]])
    (found,) = days(docs, readings)
    assert (found.best, found.inferred) == (date(2024, 3, 12), False)


def test_without_a_clue_the_story_still_gives_a_span() -> None:
    docs, readings = told(
        [["2024-03-12", "It rained."], ["2024-03-15", "It poured."], [None, "It dripped."]]
    )
    found = days(docs, readings)[2]
    assert (found.best, found.earliest, found.latest) == (
        None,
        date(2024, 3, 12),
        date(2024, 3, 15),
    )


def test_a_copy_takes_the_day_of_its_original() -> None:
    docs, readings = told(
        [
            ["2024-03-12", "It rained."],
            [None, "It rained on {Friday|weekday weekday=5 tense=past}."],
        ]
    )
    found = days(docs, readings, families=(Family("d0", ("d0", "d1")),))[1]
    assert (found.best, found.inferred) == (date(2024, 3, 12), True)
    assert found.why[0].rule == "day-of-copy"


def test_a_copy_of_an_undated_original_follows_it() -> None:
    leak = "Ammonia leaked from the Velmouth cold store on {Tuesday|weekday weekday=2 tense=past}."
    docs, readings = told(
        [
            ["2024-03-12", leak],
            [None, leak + " It was shut on {Wednesday|weekday weekday=3 tense=past}."],
            [None, "It."],
        ]
    )
    found = days(docs, readings, families=(Family("d1", ("d1", "d2")),))
    assert found[1].best == found[2].best == date(2024, 3, 13)


def test_reasons_point_into_both_articles() -> None:
    leak = "Ammonia leaked from the Velmouth cold store on {Tuesday|weekday weekday=2 tense=past}."
    docs, readings = told([["2024-03-12", leak], [None, leak]])
    leaned = next(r for r in days(docs, readings)[1].why if r.rule == "day-from-story")
    assert [p.doc_id for p in leaned.at] == ["d1", "d0"]
    assert leaned.values == ("day", "Tuesday", DocRef("d0"), date(2024, 3, 12))


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(1, 7))
def test_a_past_weekday_lies_within_six_days_before(day: date, weekday: int) -> None:
    span = span_from(Rule("weekday", weekday=weekday, tense="past"), day)
    assert span and 0 <= (day - span[0]).days <= 6 and span[0].isoweekday() == weekday


@given(st.randoms())
def test_order_never_matters(rng: Any) -> None:
    docs, readings = told(
        [*CASES[2]["text"], ["2024-03-11", "It rained on {Sunday|weekday weekday=7 tense=past}."]]
    )
    order = list(range(len(docs)))
    rng.shuffle(order)
    again = days([docs[i] for i in order], [readings[i] for i in order])
    assert {d.doc_id: d.best for d in again} == {d.doc_id: d.best for d in days(docs, readings)}


def test_a_declared_day_months_from_its_story_is_doubted() -> None:
    leak = "Ammonia leaked from the Velmouth cold store on {Tuesday|weekday weekday=2 tense=past}."
    late = leak + " It was shut on {Wednesday|weekday weekday=3 tense=past}."
    docs, readings = told(
        [["2024-03-12", leak], ["2024-03-13", leak], ["2024-03-12", leak], ["2026-11-02", late]]
    )
    found = days(docs, readings)[3]
    assert found.inferred and found.why[0].rule == "day-doubted"
    assert found.best is None or found.best <= date(2024, 4, 12)
    assert not [d for d in days(docs, readings)[:3] if d.inferred]


def test_two_far_apart_doubt_nothing() -> None:
    docs, readings = told([["2024-03-12", "It rained."], ["2026-11-02", "It rained."]])
    assert not any(day.inferred for day in days(docs, readings))


def test_a_day_that_is_not_likely_is_not_named() -> None:
    docs, readings = told(
        [
            ["2024-03-12", "Ammonia leaked in Velmouth."],
            [None, "The opera opened on {Monday|weekday weekday=1 tense=past} in Vienna."],
        ]
    )
    found = days(docs, readings)[1]
    assert found.best is None and found.earliest and found.latest
    assert found.why[0].rule == "day-unknown"
