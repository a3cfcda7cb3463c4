"""When happenings are one event, and what becomes an event at all: figures and guards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sayso.findings.facts.board import Board
from sayso.findings.timeline.dated_happenings import DatedHappening, alike, dated_happenings
from sayso.findings.timeline.events import events
from sayso.model import (
    Conflict,
    Day,
    Event,
    Happening,
    Part,
    Passage,
    Rule,
    Side,
    Telling,
    TimeRef,
)

Build = Callable[..., Board]
MAY = date(2024, 5, 1)
TOLD = date(2024, 5, 10)


def happened(doc: str, *terms: str, **more: Any) -> dict[str, Any]:
    """A happening on the first of May; `days` after it and so many `long` if said otherwise."""
    return {
        "doc": doc,
        "text": more.pop("text", f"In {doc} the boat sank."),
        "terms": terms,
        **more,
    }


def timed(board: Build, *said: dict[str, Any], told: date | None = TOLD, **more: Any) -> Board:
    """The board with one happening a sentence."""
    ids = dict.fromkeys(one["doc"] for one in said)
    days = {i: Day(i, told, told, told, inferred=False) for i in ids}
    made = board(
        *({k: v for k, v in one.items() if k in ("doc", "text", "holder")} for one in said),
        days=more.pop("known", days),
        **more,
    )
    readings = []
    for reading in made.case.readings:
        mine = [one for one in said if one["doc"] == reading.doc_id]
        refs, held = [], []
        for n, (one, at) in enumerate(zip(mine, reading.sentences, strict=True)):
            first = MAY + timedelta(days=one.get("days", 0))
            last = first + timedelta(days=one.get("long", 1) - 1)
            refs.append(
                TimeRef(
                    at,
                    "DATE",
                    one.get("value", first.isoformat()),
                    one.get("rule", Rule("day")),
                    first,
                    last,
                )
            )
            held.append(
                Happening(
                    at,
                    at,
                    at,
                    one.get("lemma", "sink"),
                    one.get("kind", "deed"),
                    n,
                    one.get("status", "happened"),
                    one.get("negated", False),
                    tuple(one["terms"]),
                    one.get("poor", False),
                    past=one.get("past", False),
                    aside=one.get("kind") == "named",
                )
            )
        readings.append(replace(reading, times=tuple(refs), happenings=tuple(held)))
    return replace(made, case=replace(made.case, readings=tuple(readings)))


def pair(board: Build, one: dict[str, Any], two: dict[str, Any]) -> float:
    a, b = dated_happenings(timed(board, one, two).case)
    return alike(a, b)


BOAT = ("zorvel", "quobbin", "fernip", "sink")


# ---- likeness ----------------------------------------------------------------------


def test_the_verb_weighs_twice_a_word_and_one_deed_adds_a_fifth(board: Build) -> None:
    """Unseen words weigh alike; the verb stands among the terms too, and counts once. Where nothing
    but the verb is shared, three fifths of it count: two things may be released on one day.
    """
    one, two = happened("a", "zorvel", lemma="quobbin"), happened("b", "fernip", lemma="quobbin")
    assert pair(board, one, two) == pytest.approx(4 / 5 * 0.6)
    one = happened("a", "zorvel", "haspen", lemma="quobbin")
    two = happened("b", "fernip", "haspen", lemma="quobbin")
    assert pair(board, one, two) == pytest.approx(5 / 6 + 0.2)
    one, two = happened("a", "zorvel", lemma="quobbin"), happened("b", "zorvel", lemma="fernip")
    assert pair(board, one, two) == pytest.approx(1 / 5)


def test_words_meet_by_their_first_five_letters_and_light_verbs_tell_no_deed(board: Build) -> None:
    one = happened("a", "zorvelian", lemma="quobbin")
    assert pair(board, one, happened("b", "zorvexings", lemma="fernip")) > 0
    assert pair(board, one, happened("b", "zorbexings", lemma="fernip")) == 0
    light = [happened(doc, "zorvel", lemma="have") for doc in "ab"]
    assert pair(board, *light) == pytest.approx(1)


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ({"days": 1}, 0.0),
        ({"days": -3, "long": 4}, 1.2),
        ({"days": -4, "long": 4}, 0.0),
        ({"negated": True}, 0.0),
        ({"status": "denied"}, 0.0),
        ({"days": -20, "long": 32}, 1.2),
        ({"days": -20, "long": 33}, 0.8),  # wider than a month: it may be any day of it
    ],
)
def test_days_that_exclude_each_other_and_denials_are_not_alike(
    board: Build, more: dict[str, Any], value: float
) -> None:
    assert pair(board, happened("a", *BOAT), happened("b", *BOAT, **more)) == pytest.approx(value)


def test_two_wide_times_are_as_sure_as_two_days(board: Build) -> None:
    wide = [happened(doc, *BOAT, days=-20, long=33) for doc in "ab"]
    assert pair(board, *wide) == pytest.approx(1.2)


# ---- what is dated at all -------------------------------------------------------------


@pytest.mark.parametrize(("long", "dated"), [(367, 1), (368, 0)])
def test_a_time_wider_than_a_year_dates_nothing(board: Build, long: int, dated: int) -> None:
    made = timed(board, happened("a", *BOAT, days=-500, long=long))
    assert len(dated_happenings(made.case)) == dated


def test_what_stands_in_no_prose_is_not_dated(board: Build) -> None:
    made = timed(board, happened("a", *BOAT))
    (doc,) = made.case.documents
    whole = Passage("a", 0, len(doc.text))
    for kind, dated in (("caption", 1), ("dateline", 0)):
        parts = (Part(kind, whole),)  # type: ignore[arg-type]
        held = replace(made.case, documents=(replace(doc, parts=parts),))
        assert len(dated_happenings(held)) == dated
    titled = replace(made.case, documents=(replace(doc, title=doc.text),))
    assert not dated_happenings(titled)
    other = replace(made.case, documents=(replace(doc, title="The boat"),))
    assert len(dated_happenings(other)) == 1


@pytest.mark.parametrize(
    ("days", "status", "past", "expected"),
    [
        (0, "happened", True, "happened"),
        (9, "happened", True, "happened"),
        (10, "happened", False, "planned"),  # it lies ahead of the article
        (10, "denied", False, "denied"),
        (8, "planned", True, "happened"),  # ordered, and it lies behind the article
        (8, "planned", False, "planned"),  # was only to be
        (9, "planned", True, "planned"),
        (0, "possible", False, "possible"),
        (10, "cancelled", True, "cancelled"),
    ],
)
def test_what_lies_ahead_is_planned_and_what_lies_behind_has_happened(
    board: Build, days: int, status: str, past: bool, expected: str
) -> None:
    one = happened("a", *BOAT, days=days, status=status, past=past)
    (found,) = dated_happenings(timed(board, one).case)
    assert found.status == expected


def test_a_clause_of_the_past_is_never_dated_into_the_future(board: Build) -> None:
    assert not dated_happenings(timed(board, happened("a", *BOAT, days=10, past=True)).case)
    ahead = happened("a", *BOAT, days=10, past=False)
    assert [d.status for d in dated_happenings(timed(board, ahead).case)] == ["planned"]


def test_what_is_to_come_has_no_day_long_before_its_article(board: Build) -> None:
    assert not dated_happenings(timed(board, happened("a", *BOAT, days=-40, status="planned")).case)


# ---- events ------------------------------------------------------------------------


def told(
    board: Build, *said: dict[str, Any], conflicts: Sequence[Conflict] = (), **more: Any
) -> list[Event]:
    return list(events(timed(board, *said, **more), conflicts))


def near(shared: int, of: int = 10) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two lists of unseen words that share some of them, their verbs apart."""
    words = [f"{a}{b}zzq" for a in "bdfgklmnprst" for b in "aeiou"]
    return tuple(words[:of]), tuple(words[of - shared : 2 * of - shared])


@pytest.mark.parametrize(("shared", "long", "count"), [(5, 3, 1), (4, 3, 2), (3, 1, 1), (2, 1, 2)])
def test_happenings_are_one_event_from_a_likeness_of_42_in_100(
    board: Build, shared: int, long: int, count: int
) -> None:
    """Nouns that head nothing else: 10 words a happening, 5 shared are 0.5, 4 are 0.4; of one day,
    in two texts, 16 in 100 are added.
    """
    one, two = near(shared)
    told_by = (("a", one), ("b", two))
    said = [happened(doc, *terms, lemma="have", long=long) for doc, terms in told_by]
    assert len(told(board, *said)) == count


def test_an_event_of_one_day_is_not_joined_to_another_day(board: Build) -> None:
    assert len(told(board, happened("a", *BOAT), happened("b", *BOAT, days=1))) == 2
    assert len(told(board, happened("a", *BOAT), happened("b", *BOAT, days=-3, long=5))) == 1


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({}, True),
        ({"poor": True}, False),  # only a text without case or marks tells it
        ({"kind": "said", "lemma": "say"}, False),  # a plain saying so is no news
        ({"kind": "said", "lemma": "threaten"}, True),
        ({"kind": "said", "lemma": "say", "terms": ("zorvel", "statement")}, True),  # in writing
        ({"negated": True, "lemma": "be"}, False),  # "there is no agreement"
        ({"negated": True, "lemma": "sink"}, True),
    ],
)
def test_what_is_shown(board: Build, more: dict[str, Any], shown: bool) -> None:
    one = happened("a", *more.pop("terms", BOAT), **more)
    assert bool(told(board, one)) == shown


def test_a_plain_saying_so_in_two_texts_is_shown(board: Build) -> None:
    said = [happened(doc, *BOAT, kind="said", lemma="say") for doc in "ab"]
    assert len(told(board, *said)) == 1
    assert not told(board, *said, families=[["a", "b"]])


@pytest.mark.parametrize(("days", "status"), [(-36, "happened"), (-37, "background")])
def test_what_lies_45_days_before_the_first_article_is_background(
    board: Build, days: int, status: str
) -> None:
    (event,) = told(board, happened("a", *BOAT, days=days))
    assert event.status == status


def test_a_plan_that_took_place_says_so(board: Build) -> None:
    plan, deed = happened("a", *BOAT, days=12, status="planned"), happened("b", *BOAT, days=12)
    after = {"b": Day("b", TOLD + timedelta(days=9), None, None, inferred=False)}
    days = {"a": Day("a", TOLD, None, None, inferred=False)} | after
    (event,) = told(board, plan, deed, known=days)
    assert (event.status, [r.rule for r in event.why][-1]) == ("happened", "planned-before")


def test_nothing_happened_later_than_it_was_told(board: Build) -> None:
    (event,) = told(board, happened("a", *BOAT, days=-20, long=60))
    assert event.latest == TOLD
    (plan,) = told(board, happened("a", *BOAT, days=-20, long=60, status="possible"))
    assert plan.latest == MAY + timedelta(days=39)


def test_hours_and_parts_of_a_day_order_it(board: Build) -> None:
    hours = ("2024-05-01TNI", "2024-05-01T08:00", "2024-05-01TMO", "2024-05-01")
    said = [
        happened(f"d{n}", f"{n}zorvel", f"{n}quobbin", lemma="have", value=value)
        for n, value in enumerate(hours)
    ]
    assert [e.value[10:] for e in told(board, *said)] == ["", "TMO", "T08:00", "TNI"]


def conflict(*docs: str, subtype: Any = "status", verdict: Any = "real") -> Conflict:
    tellings = tuple(Telling(Passage(d, 0, 9), Passage(d, 0, 9)) for d in docs)
    sides = tuple(Side(d, (n,)) for n, d in enumerate(docs))
    return Conflict("x", "x", "x", subtype, verdict, sides, tellings, (), 0)


def test_a_side_of_a_dispute_that_names_no_day_has_none(board: Build) -> None:
    """The day of its article is the day that it was told, not the day that it happened."""
    made = board({"doc": "a", "text": "It is so."}, {"doc": "b", "text": "It is not so."})
    assert not events(made, [conflict("a", "b")])
    shown = timed(board, happened("a", *BOAT), happened("b", *BOAT))
    assert len(events(shown, [conflict("a", "b")])) == 1


def test_a_denial_calls_off_no_plan_of_another_deed(board: Build) -> None:
    plan = happened("a", "zorvel", "quay", days=12, status="planned", lemma="sail")
    other = happened("b", "zorvel", "quay", days=12, status="denied", negated=True, lemma="sing")
    assert "cancelled" not in [e.status for e in told(board, plan, other)]


def test_the_hour_of_what_is_only_named_is_not_that_of_the_deed(board: Build) -> None:
    deed = happened("a", *BOAT, value="2024-05-01")
    named = happened("b", *BOAT, kind="named", value="2024-05-01TNI")
    (event,) = told(board, deed, named)
    assert event.value == "2024-05-01"


def test_a_thing_that_a_text_introduces_is_none_it_told_of_before(board: Build) -> None:
    """ "They arrested her. He sued over an arrest of that day." """
    deed = happened("a", *BOAT, text="The boat sank.")
    named = happened("a", *BOAT, kind="named", text="A boat that sank.")
    assert [len(e.tellings) for e in told(board, deed, named)] == [1, 1]
    first = happened("a", *BOAT, kind="named", text="The boat that sank.")
    assert [len(e.tellings) for e in told(board, first, named)] == [1, 1]
    again = happened("a", *BOAT, kind="named", text="The boat that sank.")
    assert [len(e.tellings) for e in told(board, deed, again)] == [2]


def test_the_order_of_happenings_is_by_place(board: Build) -> None:
    made = timed(board, happened("a", *BOAT), happened("a", "zorvel", days=1))
    found: tuple[DatedHappening, ...] = dated_happenings(made.case)
    assert [d.order for d in found] == [0, 1]
