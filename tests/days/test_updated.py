"""Texts that were updated after the day that they declare."""

from __future__ import annotations

from datetime import date

import pytest

from sayso import days
from sayso.model import Day, Document, Passage, Reading, Rule, TimeRef

MONDAY = date(2024, 3, 11)
FILLER = "The bridge over the Orva is older than any house of the town. "


def dated(*words: str, sentences: int = 8, declared: date = MONDAY, **rule: object) -> Day:
    """The day of a text of so many sentences, the first of which hold one weekday each, as read."""
    news = "The council of the town met once more on {} for hours. "
    told = [news.format(word) if word else FILLER for word in words]
    parts = [*told, *[FILLER] * sentences][:sentences]
    text, spans, times = "", [], []
    for part in parts:
        spans.append(Passage("a", len(text), len(text) + len(part) - 1))
        if " on " in part:
            start = len(text) + part.index(" on ") + 4
            end = len(text) + part.index(" for hours")
            meant = Rule("weekday", **{"weekday": 2, "tense": "past", **rule})  # type: ignore[arg-type]
            times.append(TimeRef(Passage("a", start, end), "DATE", "", meant))
        text += part
    doc = Document("a", text, published=declared)
    (day,) = days.days([doc], [Reading("a", tuple(spans), times=tuple(times))])
    return day


def test_what_happened_the_day_after_was_written_then() -> None:
    day = dated("Tuesday")
    assert (day.best, day.earliest, day.latest) == (date(2024, 3, 12), MONDAY, date(2024, 3, 12))
    assert day.inferred
    assert [reason.rule for reason in day.why] == ["day-declared", "day-updated"]


@pytest.mark.parametrize(
    ("words", "sentences", "best"),
    [
        (("Tuesday",), 7, 11),  # too short a text
        (("", "Tuesday"), 8, 11),  # one, and not in the first sentence
        (("", "Tuesday", "Tuesday"), 8, 12),
        (("", "", "", "", "", "Tuesday", "Tuesday"), 8, 12),
        (("", "", "", "", "", "", "Tuesday", "Tuesday"), 9, 11),
    ],
)
def test_how_near_the_top_it_must_stand(words: tuple[str, ...], sentences: int, best: int) -> None:
    assert dated(*words, sentences=sentences).best == date(2024, 3, best)


@pytest.mark.parametrize(
    "rule", [{"tense": "future"}, {"tense": None}, {"which": -1}, {"weekday": 1}, {"weekday": 7}]
)
def test_other_days_are_none_of_an_update(rule: dict[str, object]) -> None:
    assert dated("Tuesday", **rule).best == MONDAY
