"""Which claims become statements, and what they weigh: each figure and guard."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sayso.findings.case import Case
from sayso.findings.facts.board import Board
from sayso.findings.tellings.statements import statements
from sayso.findings.tellings.tellings import headline_of, tellings
from sayso.model import Actor, Day, Name, Passage, Quote, Relay

Build = Callable[..., Board]
TERMS = ("zorvel", "quobbin", "fernip")


def says(doc: str, *terms: str, text: str = "", **more: Any) -> dict[str, Any]:
    return {"doc": doc, "text": text or f"What {doc} says of it.", "terms": terms or TERMS, **more}


def found(board: Build, *said: dict[str, Any], **more: Any) -> list[dict[str, float]]:
    """The statements of a case, as terms and their weights."""
    return [dict(s.terms) for s in statements(board(*said, **more).case)]


def changed(case: Case, at: int = 0, **fields: Any) -> Case:
    """The case with the first claim of a document changed."""
    readings = list(case.readings)
    first, *rest = readings[at].claims
    readings[at] = replace(readings[at], claims=(replace(first, **fields), *rest))
    return replace(case, readings=tuple(readings))


@pytest.mark.parametrize(
    ("terms", "more", "kept"),
    [
        (("zorvel", "quobbin", "fernip"), {}, 1),
        (("zorvel", "quobbin"), {}, 0),  # an aside
        (("zorvel", "quobbin"), {"holder": "Ada Vint"}, 1),  # what people say is short
        (("zorvel",), {"holder": "Ada Vint"}, 0),
        (("zorvel", "quobbin", "have"), {}, 0),  # a dull word is none
        (("zorvel", "quobbin", "12"), {}, 0),  # a number counts as an amount, or not at all
        (("zorvel", "quobbin"), {"said": [("zorvel", "sink", ("quobbin",))]}, 0),
    ],
)
def test_a_claim_needs_three_terms_and_an_attributed_one_two(
    board: Build, terms: tuple[str, ...], more: dict[str, Any], kept: int
) -> None:
    assert len(found(board, says("a", *terms, **more))) == kept


def test_what_is_no_claim_of_the_article(board: Build) -> None:
    case = board(says("a")).case
    assert len(statements(case)) == 1
    assert not statements(changed(case, part="caption"))
    assert not statements(changed(case, opinion=True))
    title = replace(case.documents[0], title=case.documents[0].text)
    assert not statements(replace(case, documents=(title,)))


@pytest.mark.parametrize(
    ("text", "quoted", "kept"),
    [
        ("to see him leave", False, 0),
        ("to see him leave", True, 1),
        ("they saw him leave", False, 1),
    ],
)
def test_a_wish_is_no_statement(board: Build, text: str, quoted: bool, kept: int) -> None:
    said = says("a", text=text, holder="Ada Vint", quoted=quoted)
    assert len(found(board, said)) == kept


@pytest.mark.parametrize(("own", "kept"), [(25, 1), (26, 2)])
def test_an_attribution_of_which_three_quarters_are_anothers_only_hands_it_on(
    board: Build, own: int, kept: int
) -> None:
    made = board(says("a", text="x" * 100, holder="Ada Vint"))
    reading = made.case.readings[0]
    inner = Passage("a", own, 100)
    quote = Quote((inner,), (), (), (), "indirect", speaker="Tom Orr")
    claim = replace(reading.claims[0], at=inner, quote=1)
    reading = replace(reading, quotes=(*reading.quotes, quote), claims=(*reading.claims, claim))
    assert len(statements(replace(made.case, readings=(reading,)))) == kept


def test_the_same_words_in_copies_are_one_statement_with_echoes(board: Build) -> None:
    same, other = "The boat sank at noon.", "At noon a reef took the boat."
    two = says("a", text=same), says("b", text=same)
    (one,) = statements(board(*two, families=[["a", "b"]]).case)
    assert (one.doc_id, [c.at.doc_id for _, c in one.echoes]) == ("a", ["b"])
    (one,) = statements(board(*two, families=[["b", "a"]]).case)
    assert one.doc_id == "b"
    assert len(statements(board(*two).case)) == 2
    assert len(statements(board(two[0], says("b", text=other), families=[["a", "b"]]).case)) == 2


# ---- weights -----------------------------------------------------------------------


def raw(board: Build, *said: dict[str, Any], **more: Any) -> dict[str, float]:
    """Terms of the first statement before they were brought to unit length."""
    one = statements(board(*said, **more).case)[0]
    return {term: weight * one.size for term, weight in one.terms}


def test_a_rare_word_of_one_statement_weighs_most(board: Build) -> None:
    """Unseen words weigh one; news at large counts by its fourth root, this story by the share."""
    weights = raw(board, says("a", *TERMS, "letter"), says("b", "zorvel", "one", "two", "sheep"))
    assert weights["quobbin"] == pytest.approx(math.log(1 + 2))
    assert weights["zorvel"] == pytest.approx(math.log(1 + 2 / 2))
    from sayso.lexicon.frequency import idf

    share = (idf("letter") / idf("")) ** 0.25
    assert weights["letter"] == pytest.approx(share * math.log(3))


def test_a_number_weighs_like_a_rare_word(board: Build) -> None:
    said = says("a", text="It was 12 goats.", amounts=[("12", 12, "goat")])
    weights = raw(board, said)
    assert weights["#12"] == pytest.approx(weights["zorvel"])


def test_a_verb_with_its_object_counts_half_and_one_that_heads_nothing_a_fifth(
    board: Build,
) -> None:
    said = [("zorvel", "sink", ("quobbin",))]
    weights = raw(board, says("a", head="sink", said=said))
    assert weights["sink>zorvel"] == pytest.approx(0.5 * weights["zorvel"])
    weights = raw(board, says("a", head="rise", said=said))
    assert weights["sink>quobbin"] == pytest.approx(0.2 * weights["zorvel"])
    dull = raw(board, says("a", head="have", said=[("zorvel", "have", ("quobbin",))]))
    assert not [term for term in dull if ">" in term]


def test_names_are_actors_whatever_they_are_called(board: Build) -> None:
    text = "Vint saw the zorvel and the quobbin."
    at = Passage("a", 0, 4)
    actor = Actor("ada-vint", "Ada Vint", "person", ("Ada Vint", "Vint"), (at,))
    said = [("vint", "rescue", ("quobbin",))]
    made = board(says("a", "vint", *TERMS, text=text, said=said, head="rescue"), actors=[actor])
    reading = replace(made.case.readings[0], names=(Name(at, "person"),))
    case = changed(replace(made.case, readings=(reading,)), names=(0,))
    (one,) = statements(case)
    terms = dict(one.terms)
    assert "@ada-vint" in terms and "vint" not in terms
    assert one.actors == one.around == {"ada-vint"}
    assert one.deeds == {("rescue", "ada-vint")}
    assert not statements(changed(case, predications=()))[0].deeds


@pytest.mark.parametrize(("days", "bygone"), [(366, True), (365, False)])
def test_days_a_year_before_the_first_article_are_history(
    board: Build, days: int, bygone: bool
) -> None:
    first = date(2024, 3, 12)
    day = first - timedelta(days=days)
    (one,) = statements(board(says("a", times=[(day, day)])).case)
    assert one.bygone == bygone
    (one,) = statements(board(says("a", times=[(day, day), (first, first)])).case)
    assert not one.bygone  # one of its days is news


# ---- voices and tellings ----------------------------------------------------------------

ADA = Actor("ada-vint", "Ada Vint", "person", ("Ada Vint", "Vint"), ())
PORT = Actor("port", "Port", "org", ("Port",), ())


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"holder": "Mayor Ada Vint"}, "ada-vint"),
        ({"holder": "an aide", "anonymous": True}, "unnamed an aide"),
        (
            {"holder": "Vint", "anonymous": True, "described": "An aide of the Mayor"},
            "unnamed an aide of the mayor",
        ),
        ({"holder": None}, None),
        ({}, None),
    ],
)
def test_a_statement_has_the_key_of_its_holder(
    board: Build, said: dict[str, Any], key: str | None
) -> None:
    (one,) = statements(board(says("a", **said), actors=[ADA, PORT]).case)
    assert one.holder == key


def test_a_telling_names_its_holder_briefly(board: Build) -> None:
    described = "an aide, who spoke on condition of anonymity"
    made = board(says("a", holder="an aide", anonymous=True, described=described))
    (one,) = tellings(made.case, made.found[0])
    assert (one.holder, one.anonymous) == ("an aide", True)


def test_where_nobody_is_named_the_outlets_that_are_handed_on_pass_it_on(board: Build) -> None:
    made = board(says("a", holder=None, via=("Courier",), text="The boat sank at noon."))
    (reading,) = made.case.readings
    at = made.found[0].claim.at
    relay = Relay(at, "Lantern", at, at)
    again = replace(relay, origin="Courier")
    away = replace(relay, origin="Echo", about=Passage("a", 90, 95))
    reading = replace(reading, relays=(relay, again, away))
    (one,) = tellings(made.case, replace(made.found[0], reading=reading))
    assert one.via == ("Courier", "Lantern")


def test_a_telling_prints_the_amount_of_its_own_text(board: Build) -> None:
    said = says("a", text="It was a dozen goats.", amounts=[("a dozen", 12, "goat")])
    made = board(said)
    (one,) = tellings(made.case, made.found[0], amount_of=12)
    assert (one.value, one.norm) == ("a dozen", "12")
    (one,) = tellings(made.case, made.found[0], amount_of=13, value="x", norm="y")
    assert (one.value, one.norm) == ("x", "y")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("that the boat sank,", "The boat sank"),
        ("because the boat sank;", "The boat sank"),
        ("“the boat sank", "“the boat sank”"),
        ("“the boat” sank:", "“the boat” sank"),
        ("thatched roofs\n burned", "Thatched roofs burned"),
    ],
)
def test_a_heading_is_the_claim_without_what_tied_it(board: Build, text: str, heading: str) -> None:
    case = board(says("a", text=text)).case
    assert headline_of(case, Passage("a", 0, len(text))) == heading


def test_an_unknown_first_day_makes_nothing_history(board: Build) -> None:
    day = date(1990, 1, 1)
    unknown = {"a": Day("a", None, None, None, inferred=True)}
    (one,) = statements(board(says("a", times=[(day, day)]), days=unknown).case)
    assert not one.bygone
