"""The day that a record, a page, an address or a text declares, and what is said where they
differ.
"""

from __future__ import annotations

from datetime import date

import pytest

from sayso.documents.days import declared_day, read_day
from sayso.documents.fields import Fields
from sayso.documents.pages import from_page
from sayso.model import Part, Passage, Reason

TEXT = "VELMOUTH, March 12, 2024 (Northline) — Ammonia leaked from a cold store."
DATELINE = (Part("dateline", Passage("a", 0, 38)),)


def rules(why: tuple[Reason, ...]) -> list[str]:
    return [reason.rule for reason in why]


def test_sources_that_agree_are_no_conflict() -> None:
    day, why = declared_day(
        Fields(TEXT, published="2024-03-12", url="https://n.example/2024/03/12/leak"),
        TEXT,
        DATELINE,
    )
    assert day == date(2024, 3, 12)
    assert rules(why) == ["day-declared"]


def test_a_difference_is_said_and_the_record_stands() -> None:
    day, why = declared_day(Fields(TEXT, published="2024-03-15"), TEXT, DATELINE)
    assert day == date(2024, 3, 15)
    assert rules(why) == ["day-declared", "day-conflict"]
    assert date(2024, 3, 12) in why[1].values


def test_a_day_apart_is_the_night_between() -> None:
    _, why = declared_day(Fields(TEXT, published="2024-03-13"), TEXT, DATELINE)
    assert rules(why) == ["day-declared"]


@pytest.mark.parametrize("url", [None, "https://n.example/2024/03/12/leak"])
def test_a_scraper_s_date_years_later_gives_way(url: str | None) -> None:
    day, why = declared_day(Fields(TEXT, published="2026-11-02", url=url), TEXT, DATELINE)
    assert day == date(2024, 3, 12)
    assert "day-doubted" in rules(why) and "day-conflict" in rules(why)


def test_a_late_date_with_nothing_against_it_stands() -> None:
    day, why = declared_day(Fields("It rained.", published="2026-11-02"), "It rained.", ())
    assert (day, rules(why)) == (date(2026, 11, 2), ["day-declared"])


def test_the_outlet_s_country_reads_a_numeric_date() -> None:
    assert declared_day(Fields("x", published="3/4/2020", outlet="BBC News"), "x", ())[0] == date(
        2020, 4, 3
    )
    assert declared_day(Fields("x", published="3/4/2020", outlet="Fox News"), "x", ())[0] == date(
        2020, 3, 4
    )
    assert declared_day(Fields("x", published="3/4/2020", url="https://a.example.au/b"), "x", ())[
        0
    ] == date(2020, 4, 3)


def test_an_open_numeric_date_names_no_day() -> None:
    day, why = declared_day(Fields("x", published="3/4/2020", outlet="Velmouth Ledger"), "x", ())
    assert (day, rules(why)) == (None, ["day-unread"])


@pytest.mark.parametrize(
    "said",
    ["0000-00-00", "31 February 2020", "2020-02-31", "9999-12-31", "99/99/2020", "Heisei 31"],
)
def test_what_is_no_day_is_none(said: str) -> None:
    assert read_day(said) is None


def test_a_page_s_own_places_are_compared() -> None:
    words = (
        "Ammonia leaked from a cold store in the harbor on Tuesday and sent people home, "
        "officials said. " * 5
    )
    page = f"""<html><head><meta property="og:type" content="article">
    <meta property="article:published_time" content="2024-03-12T07:00:00Z">
    <script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-03-20T07:00:00Z"}}</script>
    </head><body><article><h1>Leak</h1><p>{words}</p></article></body></html>"""
    fields = from_page(page)
    assert isinstance(fields, Fields)
    assert {where for where, _ in fields.days} == {"JSON-LD", "meta tags"}
    _, why = declared_day(fields, fields.text, ())
    assert "day-conflict" in rules(why)


@pytest.mark.parametrize(("published", "day"), [("2024-04-02", 4), ("2024-04-03", 3)])
def test_three_weeks_after_the_dateline_a_record_is_a_scraper_s(published: str, day: int) -> None:
    found, _ = declared_day(Fields(TEXT, published=published), TEXT, DATELINE)
    assert found and found.month == day
