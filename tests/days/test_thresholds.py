"""Every threshold of the room, on this side of it and on the other."""

from __future__ import annotations

import importlib
import itertools
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sayso.days.datable import (
    could_be,
    counts_from_event,
    days_of,
    is_past,
    is_vague,
    span_from,
    tells_writing_day,
)
from sayso.days.evidence import (
    LEAST_LIKE,
    Clue,
    Features,
    Witness,
    agreement,
    clues_of,
    features,
    of_another_time,
    opening_bag,
)
from sayso.days.sentences import Dated, SentenceIndex, bag_of, index_of, likest
from sayso.model import Document, Family, Passage, Reading, Rule, TimeRef

dating: Any = importlib.import_module("sayso.days.days")  # the room names its function alike
DAY = date(2024, 3, 13)  # a Wednesday
FRIDAY = Rule("weekday", weekday=5, tense="past")
AT = Passage("a", 0, 1)
PLACES = itertools.count()


def later(many: int) -> date:
    return DAY + timedelta(days=many)


def of(*days: date) -> tuple[list[Document], list[Reading]]:
    docs = [Document(f"d{n}", "It rained.", published=day) for n, day in enumerate(days)]
    return docs, [Reading(doc.id) for doc in docs]


# ---- which days are looked at ----------------------------------------------------


def test_candidates_lie_around_the_dated_articles() -> None:
    found = dating.candidate_days({"a": DAY})
    assert (found[0], found[-1]) == (later(-10), later(30))


@pytest.mark.parametrize(("apart", "first", "last"), [(360, -10, 390), (361, 161, 391)])
def test_a_story_of_years_is_looked_at_around_its_middle(apart: int, first: int, last: int) -> None:
    found = dating.candidate_days({"a": DAY, "b": later(apart)})
    assert (found[0], found[-1]) == (later(first), later(last))


@pytest.mark.parametrize(
    ("away", "others", "doubted"),
    [
        (61, (0, 0, 0), True),
        (60, (0, 0, 0), False),
        (61, (0, 0), False),
        (200, (0, 60, 30), True),
        (200, (0, 61, 30), False),
    ],
)
def test_which_declared_days_are_doubted(away: int, others: tuple[int, ...], doubted: bool) -> None:
    docs, readings = of(*(later(n) for n in others), later(away))
    assert dating.days(docs, readings)[-1].inferred is doubted


def test_a_copy_may_be_three_days_younger() -> None:
    docs = [Document("a", "It rained.", published=DAY), Document("b", "It rained.")]
    family = Family("a", ("a", "b"))
    found = dating.days(docs, [Reading("a"), Reading("b")], families=(family,))[1]
    assert (found.earliest, found.latest) == (DAY, later(3))


@pytest.mark.parametrize(
    ("likely", "named"),
    [([0.0, 0.1, 0.3, 0.1, 0.0, 0.25], True), ([0.0, 0.1, 0.29, 0.1, 0.0, 0.26], False)],
)
def test_a_day_is_named_from_likelier_than_not(
    likely: list[float], named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dating, "_likelihoods", lambda *_: likely)
    monkeypatch.setattr(dating, "candidate_days", lambda _: [later(n) for n in range(6)])
    text = "It rained on Friday."
    ref = TimeRef(Passage("u", 13, 19), "DATE", "", FRIDAY)
    undated = Reading("u", sentences=(Passage("u", 0, 20),), times=(ref,))
    docs, readings = of(DAY)
    found = dating.days([*docs, Document("u", text)], [*readings, undated])[-1]
    assert found.best == (later(2) if named else None)


@pytest.mark.parametrize(
    ("likely", "held"),
    [([0.03, 0.97, 0.0], (1, 1)), ([0.031, 0.969, 0.0], (0, 1)), ([0.01, 0.9, 0.09], (1, 2))],
)
def test_the_range_holds_almost_all(likely: list[float], held: tuple[int, int]) -> None:
    assert dating._range(likely, 1) == held


def test_five_reasons_are_given() -> None:
    telling = Passage("d", 0, 9)
    clues = [
        Clue(FRIDAY, Passage("a", n, n + 1), "Friday", False, 0.5, (later(-5), later(-5)), telling)
        for n in range(6)
    ]
    why = dating._reasons(clues, None, DAY)
    assert [r.rule for r in why] == ["day-from-story"] * 5 + ["news-is-fresh"]


# ---- what can date an article -----------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        (FRIDAY, True),
        (replace(FRIDAY, clock="TMO"), True),
        (Rule("weekend", which=-1), True),
        (Rule("day", month=3, day=1), True),
        (Rule("day", year=2024, month=3, day=1), True),
        (Rule("day", month=3, day=6, week=True), False),
        (Rule("month", month=3), False),
        (Rule("step", unit="D", offset=-1), True),
        (Rule("step", unit="D", clock="TMO"), True),
        (Rule("step", unit="D", clock="TNI"), False),
        (Rule("step", unit="D", clock="T09:00"), False),
        (Rule("step", unit="W", offset=-1), False),
        (Rule("step", unit="D", offset=2, of=FRIDAY), True),
        (Rule("step", unit="D", offset=2, of=Rule("month", month=3)), False),
        (Rule("duration", value="P2D", of=FRIDAY), False),
    ],
)
def test_what_dates_an_article(rule: Rule, dates: bool) -> None:
    assert (span_from(rule, DAY) is not None) is dates


@pytest.mark.parametrize(
    ("rule", "past"),
    [
        (FRIDAY, True),
        (replace(FRIDAY, tense="future"), False),
        (replace(FRIDAY, tense=None, which=1), False),
        (replace(FRIDAY, tense=None, which=0), True),
        (Rule("step", unit="D", offset=0), True),
        (Rule("step", unit="D", offset=1), False),
        (Rule("step", unit="D", offset=2, of=FRIDAY), True),
        (Rule("step", unit="D", offset=-2, of=replace(FRIDAY, tense="future")), False),
    ],
)
def test_what_looks_back(rule: Rule, past: bool) -> None:
    assert is_past(rule) is past


@pytest.mark.parametrize(
    ("rule", "vague"),
    [
        (Rule("weekend"), True),
        (Rule("weekend", tense="future"), True),
        (Rule("weekend", tense="past"), False),
        (Rule("weekend", which=0), False),
        (FRIDAY, False),
    ],
)
def test_what_is_vague(rule: Rule, vague: bool) -> None:
    assert is_vague(rule) is vague


@pytest.mark.parametrize(
    ("rule", "days", "from_event"),
    [
        (Rule("duration", value="P5D", relation="after"), 5, True),
        (Rule("duration", value="P2W", relation="later"), 14, True),
        (Rule("duration", value="P999D", relation="since"), 999, True),
        (Rule("duration", value="P1000D", relation="from"), None, False),
        (Rule("duration", value="P5D", relation="ago"), 5, False),
        (Rule("duration", value="P2M", relation="after"), None, False),
        (Rule("set", value="P1D", relation="after"), None, False),
    ],
)
def test_what_counts_from_an_event(rule: Rule, days: int | None, from_event: bool) -> None:
    assert (days_of(rule), counts_from_event(rule)) == (days, from_event)


def test_what_moves_with_the_day_of_writing() -> None:
    moving = (FRIDAY, Rule("weekend"), Rule("step", unit="D"), Rule("step", unit="D", of=FRIDAY))
    assert all(map(tells_writing_day, moving))
    fixed = Rule("day", month=3, day=1), Rule("step", unit="D", of=Rule("day", month=3, day=1))
    assert not any(map(tells_writing_day, fixed))


@pytest.mark.parametrize(
    ("rule", "days", "could"),
    [
        (FRIDAY, (2, 2), True),
        (FRIDAY, (1, 1), False),
        (FRIDAY, (1, 2), True),
        (FRIDAY, (3, 3), False),
        (Rule("weekend"), (3, 3), True),
        (Rule("weekend"), (4, 4), True),
        (Rule("weekend"), (2, 2), False),
        (Rule("weekend"), (5, 5), False),
        (Rule("step", unit="D", of=FRIDAY), (1, 1), True),
        (Rule("day", month=3, day=1), (1, 1), True),
    ],
)
def test_which_days_a_rule_could_be(rule: Rule, days: tuple[int, int], could: bool) -> None:
    assert could_be(rule, (later(days[0]), later(days[1]))) is could


# ---- gathering --------------------------------------------------------------------


def article(sentences: int, rule: Rule = FRIDAY, tail: str = "") -> tuple[Document, Reading]:
    """One sentence after the other; the last holds an expression."""
    text = "It rained. " * (sentences - 1) + "Ammonia leaked Friday" + tail + "."
    starts = [11 * n for n in range(sentences)]
    ends = [start + 10 for start in starts[:-1]] + [len(text)]
    at = Passage("u", text.index("Friday"), text.index("Friday") + 6)
    parts = tuple(Passage("u", s, e) for s, e in zip(starts, ends, strict=True))
    return Document("u", text), Reading(
        "u", sentences=parts, times=(TimeRef(at, "DATE", "", rule),)
    )


def index(text: str, days: tuple[date, date], alike: float = 1.0) -> SentenceIndex:
    """One dated sentence that is as like its own words as `alike` says."""
    bag = bag_of(text)
    norm = sum(bag.values()) / alike**2
    dated = Dated(Passage("d", 0, 5), days, bag, norm)
    return SentenceIndex((dated,), dict.fromkeys(bag, (0,)))


@pytest.mark.parametrize(("sentences", "lead"), [(4, True), (5, False)])
def test_the_lead_is_four_sentences(sentences: int, lead: bool) -> None:
    (clue,) = clues_of(*article(sentences), SentenceIndex((), {}))
    assert clue.lead is lead


@pytest.mark.parametrize(("alike", "leans"), [(0.161, True), (0.159, False)])
def test_how_like_a_telling_must_be(alike: float, leans: bool) -> None:
    assert pytest.approx(0.16) == LEAST_LIKE
    friday = later(2), later(2)
    (clue,) = clues_of(*article(1), index("Ammonia leaked", friday, alike))
    assert (clue.telling is not None) is leans


@pytest.mark.parametrize(("gap", "leans"), [(105, True), (106, False)])
def test_how_far_behind_the_event_is_told(gap: int, leans: bool) -> None:
    after = Rule("duration", value="P2D", relation="after")
    doc, reading = article(1, after, " " * gap + "reopened")  # five letters tell the word
    assert bool(clues_of(doc, reading, index("reopened", (DAY, DAY)))) is leans


def test_an_article_is_compared_by_its_opening() -> None:
    text = " " * 2993 + "harbor ammonia"
    assert sorted(opening_bag(Document("a", text))) == ["harbo"]


def test_words_are_compared_by_five_letters() -> None:
    assert sorted(bag_of("parliament")) == ["parli"]
    assert sorted(bag_of("parliamentary")) == ["parli"]
    assert "with" not in bag_of("with") and bag_of("x") == {}


@pytest.mark.parametrize(("many", "found"), [(400, True), (401, False)])
def test_a_word_of_too_many_sentences_leads_to_none(many: int, found: bool) -> None:
    text = "Ammonia leaked on Friday. " * many
    ends = [(n * 26, n * 26 + 25) for n in range(many)]
    refs = [TimeRef(Passage("d", s + 18, s + 24), "DATE", "", FRIDAY) for s, _ in ends]
    reading = Reading("d", sentences=tuple(Passage("d", *e) for e in ends), times=tuple(refs))
    whole = index_of([Document("d", text, published=DAY)], [reading], {"d": DAY})
    assert bool(whole.postings) is found


def test_three_articles_are_leant_on() -> None:
    bag = bag_of("Ammonia leaked")
    norm = sum(bag.values())
    told = tuple(Dated(Passage(f"d{n}", 0, 5), (DAY, DAY), bag, norm) for n in range(4))
    whole = SentenceIndex(told, dict.fromkeys(bag, (0, 1, 2, 3)))
    assert len(likest(whole, bag, 0.1, fits=lambda _: True)) == 3


@pytest.mark.parametrize(
    ("rule", "dated"),
    [
        (Rule("weekend", which=-1), True),
        (Rule("day", month=3, day=3, until=4), True),
        (Rule("day", month=3, day=3, until=5), False),
        (Rule("weekend"), False),
    ],
)
def test_a_sentence_is_dated_by_two_days_at_most(rule: Rule, dated: bool) -> None:
    doc, reading = article(1, rule)
    assert bool(index_of([doc], [reading], {"u": DAY}).sentences) is dated


# ---- features ---------------------------------------------------------------------


def clue(rule: Rule, weight: float = 0.0, days: Any = None, *, lead: bool = False) -> Clue:
    start = next(PLACES)  # no two clues of a test may stand at one place: those count once
    return Clue(rule, Passage("u", start, start + 1), "then", lead, weight, days, AT)


def found(*clues: Clue, day: date = DAY, alike: Any = ((0.3, DAY),), bound: Any = None) -> Features:
    return features(Witness(clues, alike, bound), day)


@pytest.mark.parametrize(
    ("gap", "weight"),
    [(-1, -1.0), (0, 1.0), (1, 0.75), (2, 0.5), (6, 0.5), (7, -1.0)],
)
def test_days_after_an_event_are_written_soon(gap: int, weight: float) -> None:
    after = Rule("duration", value="P5D", relation="after")
    told = clue(after, 1.0, (DAY, DAY))
    assert agreement(told, later(5 + gap)) == weight


def test_agreement_is_for_or_against() -> None:
    friday = later(-5)
    assert agreement(clue(FRIDAY, 0.5, (friday, friday)), DAY) == 0.5
    assert agreement(clue(FRIDAY, 0.5, (later(-6), later(-6))), DAY) == -0.5
    assert agreement(clue(FRIDAY, 0.5, (later(-6), friday)), DAY) == 0.5
    assert agreement(clue(FRIDAY, 0.5, (friday, later(-4))), DAY) == 0.5
    assert agreement(clue(FRIDAY, 0.5), DAY) == 0.0


def test_weekdays_are_fresh_or_stale() -> None:
    tuesday = Rule("weekday", weekday=2, tense="past")
    ahead = Rule("weekday", weekday=4, tense="future")
    names = found(
        clue(FRIDAY, lead=True), clue(tuesday), clue(ahead), clue(Rule("weekend", tense="past"))
    )
    assert names["stale"] == pytest.approx((5 + 1) / 6)
    assert names["stale-lead"] == pytest.approx(5 / 6)
    wanted = {
        "oldest-weekday 5",
        "lead-weekday 5",
        "fresh-weekday 1",
        "next-weekday 1",
        "weekend 3",
    }
    assert wanted <= set(names)


@pytest.mark.parametrize(
    ("gap", "name"),
    [
        *((0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "7"), (7, "7"), (8, "14"), (14, "14")),
        *((15, "30"), (30, "30"), (31, "90"), (90, "90"), (91, "365"), (365, "365"), (366, "over")),
    ],
)
def test_classes_of_distance(gap: int, name: str) -> None:
    dated = later(-gap)
    rule = Rule("day", year=dated.year, month=dated.month, day=dated.day)
    assert f"newest-date {name}" in found(clue(rule))
    assert (f"lead-date {name}" in found(clue(rule, lead=True))) is (gap <= 365)
    assert f"nearest {name}" in found(alike=((0.3, later(-gap)),))


def test_dates_that_lie_ahead() -> None:
    coming = Rule("day", year=2024, month=3, day=15)
    names = found(*(clue(replace(coming, day=15 + n), lead=True) for n in range(4)))
    assert names["told-before-it-was"] == 3.0
    assert "next-date 2" in names and "lead-date -2" in names
    planned = found(clue(Rule("day", month=3, day=15, tense="future")))
    assert planned["told-before-it-was"] == 0.0 and "next-date 2" in planned


@pytest.mark.parametrize(
    ("weight", "name"), [(0.219, "weak"), (0.22, "fair"), (0.319, "fair"), (0.32, "strong")]
)
def test_strength_of_a_telling(weight: float, name: str) -> None:
    told = clue(FRIDAY, weight, (later(-5), later(-5)))
    assert found(told)[f"told {name}"] == weight
    alone = of_another_time(Witness((told,), ((0.3, DAY),)))
    assert f"other-told {name}" in alone


@pytest.mark.parametrize(
    ("weight", "name"), [(0.199, "weak"), (0.2, "fair"), (0.299, "fair"), (0.3, "strong")]
)
def test_strength_of_an_article(weight: float, name: str) -> None:
    names = found(alike=((weight, later(-1)),))
    assert f"likest-{name} 1" in names
    assert f"other-{name}" in of_another_time(Witness((), ((weight, DAY),)))


@pytest.mark.parametrize("gap", [0, 1, 2, 3, 4, 7, 8])
def test_how_far_articles_pull(gap: int) -> None:
    names = found(alike=((0.3, later(gap)),))
    pulls = {reach: names[f"pull-{reach}"] > 0 for reach in (0, 1, 3, 7)}
    assert pulls == {reach: gap <= reach for reach in (0, 1, 3, 7)}


@pytest.mark.parametrize(("many", "name"), [(5, "5"), (6, "6"), (7, "6")])
def test_how_many_are_dated(many: int, name: str) -> None:
    alike = tuple((0.3, DAY) for _ in range(many))
    assert f"other-dated {name}" in of_another_time(Witness((), alike))


def test_weekends_and_relays() -> None:
    assert not {"saturday", "sunday"} & set(found(day=later(2)))
    assert "saturday" in found(day=later(3)) and "sunday" in found(day=later(4))
    assert "before-relayed" in found(bound=later(1))
    assert "before-relayed" not in found(bound=DAY)
