"""When two tellings surely tell one fact: each guard alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sayso.findings.case import Case
from sayso.findings.facts.board import Board
from sayso.findings.facts.same import Likeness
from sayso.findings.facts.sure import surely_same
from sayso.findings.options import FindingOptions
from sayso.findings.tellings.units import units
from sayso.model import (
    Claim,
    Document,
    Family,
    Member,
    Passage,
    Predication,
    Quote,
    Reading,
    Rule,
    Story,
    TimeRef,
)

ONE = "The old ferry sank off the Tarn pier with forty sheep aboard."
TWO = "Forty sheep were aboard when the ferry sank off the pier."
SANK = Predication("ferry", "sink", ("pier",))


def sure(one: str, two: str, *, likely: float = 0.95, **more: Any) -> bool:
    """Whether two sentences are surely the same; `first` changes the first one's claim, `speaker`
    says both are said by this one, `said` with which words its statement begins where it does,
    `quote` changes that statement, `times` are those of the first.
    """
    texts = {"a": one, "b": two}
    readings = []
    for doc_id, text in texts.items():
        at = Passage(doc_id, 0, len(text))
        claim = Claim(at, at, "happened", False, (), (SANK,), "sink")
        if doc_id == "a":
            claim = replace(claim, **more.get("first", {}))
        quotes: tuple[Quote, ...] = ()
        if "speaker" in more:
            content = Passage(doc_id, max(0, text.find(more.get("said", text))), len(text))
            quote = Quote((content,), (), (), (), "indirect", speaker=more["speaker"])
            quotes = (replace(quote, **more.get("quote", {})),)
            claim = replace(claim, quote=0)
        times = more.get("times", ()) if doc_id == "a" else ()
        readings.append(
            Reading(doc_id, sentences=(at,), claims=(claim,), quotes=quotes, times=times)
        )
    case = Case(
        story=Story("s", tuple(map(Member, texts))),
        documents=tuple(Document(i, text, digest=i) for i, text in texts.items()),
        readings=tuple(readings),
        copies=(),
        families=tuple(Family(i, (i,)) for i in texts),
        days=(),
        actors=(),
    )
    found = units(case)
    board = Board(case, found, Likeness({(0, 1): likely}), (), FindingOptions())
    a, b = found
    assert surely_same(board, a, b) == surely_same(board, b, a)
    return surely_same(board, a, b)


@pytest.mark.parametrize(("likely", "same"), [(0.7, True), (0.69, False)])
def test_likely_enough(likely: float, same: bool) -> None:
    assert sure(ONE, TWO, likely=likely) == same


@pytest.mark.parametrize(
    "first",
    [
        {"status": "planned"},
        {"negated": True},
        {"opinion": True},
        {"predications": (Predication("", "sink", ()),)},  # no clause: nobody does it
    ],
)
def test_a_claim_that_is_no_plain_statement_is_never_sure(first: dict[str, Any]) -> None:
    assert not sure(ONE, TWO, first=first)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("The old ferry is safe off the Tarn pier with forty sheep aboard.", False),
        ("The old ferry was safe off the Tarn pier with forty sheep aboard.", True),
    ],
)
def test_how_two_see_it_is_no_fact(text: str, same: bool) -> None:
    seen = {"predications": (Predication("ferry", "be", ("pier",)),)}
    assert sure(text, TWO, first=seen) == same


def test_what_is_only_mentioned_is_confirmed_by_nobody() -> None:
    known = (replace(SANK, aside=True), Predication("owner", "face", ("charge",)))
    assert not sure(ONE, TWO, first={"predications": known})
    assert sure(ONE, TWO, first={"predications": (SANK, known[1])})


def test_a_speaker_who_speaks_of_himself_confirms_nobody() -> None:
    assert not sure("Our old ferry sank off the Tarn pier with forty sheep aboard.", TWO)
    assert not sure("The ferry should have sunk off the pier with forty sheep aboard.", TWO)


def test_what_is_told_of_its_own_speaker_is_the_writer_s_account() -> None:
    assert sure(ONE, TWO, speaker="Ada Vint")
    assert not sure(ONE, TWO, speaker="Captain Ferry")


def test_a_body_is_named_by_its_whole_name() -> None:
    two = "Forty sheep were aboard when the police ferry sank off the pier."
    assert sure(ONE, two, speaker="the Tarn police")
    named = "The Tarn police ferry sank off the pier with forty sheep aboard."
    assert not sure(ONE, named, speaker="the Tarn police")


@pytest.mark.parametrize("opening", ["She sank the old ferry", "that he sank the old ferry"])
def test_one_s_own_deed_is_confirmed_by_nobody(opening: str) -> None:
    own = f"{opening} off the Tarn pier with forty sheep aboard."
    assert sure(own, TWO)
    assert not sure(own, TWO, speaker="Ada Vint")


def test_she_is_not_he_who_says_so() -> None:
    own = "She sank the old ferry off the Tarn pier with forty sheep aboard."
    assert sure(own, TWO, speaker="Edward Vint")
    assert not sure(own.replace("She", "He"), TWO, speaker="Edward Vint")
    pronoun = f"He said she{own[3:]}"
    by_him = {"source": (Passage("a", 0, 2),)}
    assert sure(pronoun, TWO, speaker="Vint", said="she sank", quote=by_him)
    assert not sure(pronoun, TWO, speaker="Vint", said="she sank")


def test_what_leaves_something_open_confirms_nobody() -> None:
    open_end = f"{ONE[:-1]}, but it is not known why."
    assert sure(f"{ONE[:-1]}, and everybody knows why.", TWO)
    assert not sure(open_end, TWO)


@pytest.mark.parametrize("speaker", ["Two passengers from Ostrey", "Women in the village"])
def test_of_several_who_speak_none_is_he(speaker: str) -> None:
    own = "he sank the old ferry off the Tarn pier with forty sheep aboard."
    unnamed = {"anonymous": True, "described": speaker}
    assert sure(own, TWO, speaker=speaker, quote=unnamed)
    assert not sure(own, TWO, speaker=speaker)  # a name: it may be his own deed


@pytest.mark.parametrize(
    ("one", "told"),
    [
        ("The old ferry was sunk off the Tarn pier with forty sheep aboard.", True),
        ("The sinking of the old ferry off the Tarn pier with forty sheep aboard.", False),
    ],
)
def test_in_the_passive_a_fact_is_told_whoever_did_it(one: str, told: bool) -> None:
    first = {"predications": (Predication("", "sink", ("ferry", "pier")),)}
    assert sure(one, TWO, first=first) == told


def test_what_a_speaker_called_somebody_is_his_own_act() -> None:
    one = "Orr called the old ferry sunk off the Tarn pier with forty sheep aboard."
    called = {"predications": (Predication("orr", "call", ("ferry",)),)}
    assert sure(one, TWO, first=called, speaker="Ada Vint", said="the old")
    assert not sure(one, TWO, first=called, speaker="Tom Orr", said="the old")


def test_whose_claim_was_guessed_confirms_nobody() -> None:
    one = f"Its claim that {ONE[0].lower()}{ONE[1:]}"
    assert sure(one, TWO, speaker="Ada Vint", said="that")
    guessed = {"source": (Passage("a", 0, 3),)}
    assert not sure(one, TWO, speaker="Ada Vint", said="that", quote=guessed)


def test_what_is_asked_is_confirmed_by_nobody() -> None:
    assert not sure(f"{ONE[:-1]}?", TWO)


def test_what_one_is_said_to_do_is_a_deed() -> None:
    deed = "A pilot came to know the ferry sank off the pier with forty sheep aboard."
    assert sure(deed, TWO, speaker="Ada Vint", said="the ferry")
    assert not sure(deed, TWO, speaker="Ada Vint", said="to know")


def test_a_shared_name_and_a_shared_word_are_not_enough() -> None:
    assert not sure(ONE, "A ferry brought coal, bread, post and timber to the islanders.")


@pytest.mark.parametrize("printed", [False, True])
def test_between_marks_nobody_calls_himself_he(printed: bool) -> None:
    own = "“He sank the old ferry off the Tarn pier with forty sheep aboard.”"
    quoted = {"quoted": (Passage("a", 0, len(own)),)} if printed else {}
    assert sure(own, TWO, speaker="Ada Vint", said="He sank", quote=quoted) == printed


def test_a_day_that_one_alone_gives_may_be_another_occasion() -> None:
    sunday = TimeRef(Passage("a", 4, 7), "DATE", "2024-03-10", Rule("day", ()))
    assert sure(ONE, TWO)
    assert not sure(ONE, TWO, times=(sunday,))
