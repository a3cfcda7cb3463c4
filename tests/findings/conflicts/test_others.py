"""Conflicts of date, of status, of wording and of first reports, each at its figures and guards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sayso.findings.compare import CONFLICT_RULES
from sayso.findings.conflicts.standings import denials, standings_differ
from sayso.findings.conflicts.wordings import first_reports_differ, wordings_differ
from sayso.findings.facts.board import Board
from sayso.model import Actor, Passage, Quote, Relay

Build = Callable[..., Board]


def test_every_kind_of_conflict_is_looked_for() -> None:
    assert {rule.__name__ for rule in CONFLICT_RULES} == {
        "figures_differ",
        "standings_differ",
        "denials",
        "first_reports_differ",
        "wordings_differ",
    }


# ---- what a thing is -------------------------------------------------------------


def standing(
    doc: str, word: str, *, verb: str = "be", no: bool = False, **more: Any
) -> dict[str, Any]:
    said = [("map", verb, (word,), no)]
    return {
        "doc": doc,
        "text": f"The map is {word}.",
        "said": said,
        "holder": f"Holder {doc}",
        **more,
    }


@pytest.mark.parametrize(
    ("two", "verdicts"),
    [
        (standing("b", "forged"), ["real"]),
        (standing("b", "genuine"), []),  # one pole, in two words
        (standing("b", "genuine", no=True), ["real"]),  # negated: the other pole
        (standing("b", "forged", no=True), []),
        (standing("b", "draft"), ["scope"]),  # of another dimension: both can hold
        (standing("b", "blue"), []),  # says nothing of what it is
        (standing("b", "forged", verb="show"), []),  # the word is not what the map is
        (standing("b", "forged", verb="seem"), ["real"]),
        (standing("b", "forged", said=[("letter", "be", ("forged",), False)]), []),
        (standing("b", "forged", said=[("", "be", ("forged",), False)]), []),
    ],
)
def test_a_thing_that_is_said_to_be_two_things(
    board: Build, two: dict[str, Any], verdicts: list[str]
) -> None:
    found = standings_differ(board(standing("a", "authentic"), two))
    assert [draft.verdict for draft in found] == verdicts


def test_a_bare_noun_ties_no_sides_together_unless_both_have_a_holder(board: Build) -> None:
    for unheld in ("a", "b"):
        sides = [standing("a", "authentic"), standing("b", "forged")]
        made = board(
            *({k: v for k, v in s.items() if k != "holder" or s["doc"] != unheld} for s in sides)
        )
        assert not standings_differ(made)


def test_one_text_does_not_contradict_itself(board: Build) -> None:
    both = standing("a", "authentic"), standing("b", "forged")
    assert not standings_differ(board(*both, families=[["a", "b"]]))


def test_the_two_best_supported_dimensions_are_shown(board: Build) -> None:
    made = board(
        standing("a", "authentic"),
        standing("b", "draft"),
        standing("c", "draft"),
        standing("d", "accidental"),
        standing("e", "accidental"),
    )
    (draft,) = standings_differ(made)
    assert draft.values == ("draft", "accidental")


# ---- whether it is so --------------------------------------------------------------


def deed(doc: str, *, no: bool = False, **more: Any) -> dict[str, Any]:
    said = [("boat", "sink", ("rock",), no)]
    rest = {"said": said, "head": "sink", "negated": no, "status": "denied" if no else "happened"}
    return {"doc": doc, "text": f"The boat {'did not sink' if no else 'sank'}.", **rest, **more}


@pytest.mark.parametrize(
    ("one", "two", "alike", "found"),
    [
        (deed("a"), deed("b", no=True), 0.25, True),
        (deed("a"), deed("b", no=True), 0.249, False),  # less than 1.25 times one fact
        (deed("a"), deed("b"), 0.25, False),
        (deed("a", no=True), deed("b"), 0.25, True),
        (deed("a"), deed("b", holder="Ada Vint", manner="denied"), 0.25, True),
        (deed("a"), deed("b", no=True, holder="Ada Vint", manner="denied"), 0.25, False),
        (deed("a", status="planned"), deed("b", no=True), 0.25, False),  # not yet so
        (deed("a"), deed("b", no=True, head="rise"), 0.25, False),  # said only by the way
        (deed("a"), deed("b", no=True, said=[("ship", "sink", (), True)]), 0.25, False),
    ],
)
def test_denials(
    board: Build, one: dict[str, Any], two: dict[str, Any], alike: float, found: bool
) -> None:
    drafts = denials(board(one, two, pairs={(0, 1): alike}))
    assert [draft.verdict for draft in drafts] == ["real"] * found
    if found:  # the text that says so stands first
        so = "a" if two.get("negated") or two.get("manner") == "denied" else "b"
        assert drafts[0].tellings[0][0].at.doc_id == so


@pytest.mark.parametrize(
    "said",
    [
        ("they", "sink", (), False),
        ("boat", "be", (), False),
        ("boat", "take", (), False),
        ("", "sink", (), False),
    ],
)
def test_a_deed_of_nobody_and_a_verb_that_tells_none_are_not_denied(
    board: Build, said: Any
) -> None:
    subject, verb, rest, _ = said
    one = deed("a", said=[said], head=verb)
    two = deed("b", no=True, said=[(subject, verb, rest, True)], head=verb)
    assert not denials(board(one, two, pairs={(0, 1): 0.3}))


def test_copies_do_not_deny_each_other_and_a_claim_is_denied_once(board: Build) -> None:
    made = board(deed("a"), deed("b", no=True), pairs={(0, 1): 0.3}, families=[["a", "b"]])
    assert not denials(made)
    made = board(deed("a"), deed("b", no=True), deed("c"), pairs={(0, 1): 0.3, (1, 2): 0.4})
    (draft,) = denials(made)
    assert draft.tellings[0][0].at.doc_id == "c"


def test_twelve_denials_are_shown(board: Build) -> None:
    said = [
        deed(f"{n:02}", no=bool(n % 2), said=[(f"boat{n // 2}", "sink", (), bool(n % 2))])
        for n in range(26)
    ]
    assert len(denials(board(*said, pairs={(n, n + 1): 0.3 for n in range(0, 26, 2)}))) == 12


# ---- the words -------------------------------------------------------------------

SPOKEN = "the old ferry will sail again before the winter storms come to the islands"


def quoted(doc: str, words: str, speaker: str = "Ada Vint", *, cue: bool = True) -> dict[str, Any]:
    text = f"“{words},” {speaker} said."
    return {"doc": doc, "text": text, "holder": speaker, "cue": cue}


def with_quotes(
    made: Board, speakers: dict[str, str], *, named: bool = True, part: Any = None
) -> Board:
    """Each text's quotation in its marks, with its speaker's name at the cue."""
    case = made.case
    readings = []
    for reading in case.readings:
        text = case.texts[reading.doc_id]
        marks = Passage(reading.doc_id, text.index("“"), text.index("”") + 1)
        name = text.index(speakers[reading.doc_id])
        source = Passage(reading.doc_id, name, name + len(speakers[reading.doc_id]))
        cue = Passage(reading.doc_id, source.end + 1, source.end + 5)
        quote = Quote(
            (marks,),
            (marks,),
            (source,) if named else (),
            (cue,),
            "direct",
            speaker=speakers[reading.doc_id],
            part=part,
        )
        readings.append(replace(reading, quotes=(quote,)))
    return replace(made, case=replace(case, readings=tuple(readings)))


PEOPLE = tuple(
    Actor(key, name, "person", (name,), ())
    for key, name in (("ada-vint", "Ada Vint"), ("tom-orr", "Tom Orr"))
)


def wordings(
    board: Build,
    one: str,
    two: str,
    *,
    speakers: tuple[str, str] = ("Ada Vint", "Ada Vint"),
    **more: Any,
) -> list[str]:
    families = more.pop("families", ())
    made = board(
        quoted("a", one, speakers[0]),
        quoted("b", two, speakers[1]),
        actors=PEOPLE,
        families=families,
    )
    held = with_quotes(made, {"a": speakers[0], "b": speakers[1]}, **more)
    return [f"{draft.subtype} {draft.verdict}" for draft in wordings_differ(held)]


def test_one_quotation_printed_in_two_ways(board: Build) -> None:
    changed = SPOKEN.replace("before the winter", "after the summer")
    assert wordings(board, SPOKEN, changed) == ["wording real"]
    assert wordings(board, SPOKEN, SPOKEN) == []
    assert wordings(board, SPOKEN, SPOKEN, families=[["a", "b"]]) == []
    assert wordings(board, SPOKEN, changed, families=[["a", "b"]]) == []
    assert wordings(board, SPOKEN, changed, part="caption") == []


def test_words_that_begin_or_end_elsewhere_are_one_wording(board: Build) -> None:
    assert wordings(board, SPOKEN, " ".join(SPOKEN.split()[2:-3])) == []


def test_a_mark_of_omission_says_that_words_were_cut(board: Build) -> None:
    cut = SPOKEN.replace(" before the winter storms", " …")
    assert wordings(board, SPOKEN, cut) == ["wording precision"]


@pytest.mark.parametrize(("kept", "found"), [(10, True), (8, False)])
def test_a_quotation_is_known_again_by_six_tenths_of_its_letters(
    board: Build, kept: int, found: bool
) -> None:
    """Sixteen words of four letters; what stands beside the kept ones is another's."""
    own = [f"{a}{b}lo" for a in "bdfg" for b in "aeiu"]
    other = [f"{a}{b}rn" for a in "kmpt" for b in "aeiu"]
    assert bool(wordings(board, " ".join(own), " ".join([*own[:kept], *other[kept:]]))) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [("bala dele figu milo noru", False), ("bala dele figu milo noru pito", True)],
)
def test_fewer_than_24_letters_are_no_quotation_that_can_be_known_again(
    board: Build, words: str, found: bool
) -> None:
    """Twenty letters and twenty-four."""
    assert bool(wordings(board, words, words, speakers=("Ada Vint", "Tom Orr"))) == found


def test_the_same_words_in_two_mouths(board: Build) -> None:
    two = ("Ada Vint", "Tom Orr")
    assert wordings(board, SPOKEN, SPOKEN, speakers=two) == ["attribution real"]
    assert wordings(board, SPOKEN, SPOKEN, speakers=two, named=False) == []  # not sure enough
    assert wordings(board, SPOKEN, SPOKEN, speakers=("Ada Vint", "Una Bell")) == []  # no actor


# ---- who reported it first -----------------------------------------------------------

LEDGER = "The missing ledger of the Quillmoor smelter named three auditors and a bishop."


def first_reports(
    board: Build,
    one: str,
    two: str,
    *,
    outlets: tuple[str, str] = ("Lantern", "Courier"),
    first: bool = True,
    **more: Any,
) -> int:
    made = board({"doc": "a", "text": one}, {"doc": "b", "text": two}, **more)
    readings = []
    for reading, outlet in zip(made.case.readings, outlets, strict=True):
        (at,) = reading.sentences
        readings.append(replace(reading, relays=(Relay(at, outlet, at, at, first=first),)))
    return len(
        first_reports_differ(replace(made, case=replace(made.case, readings=tuple(readings))))
    )


def test_one_report_credited_to_two_outlets(board: Build) -> None:
    assert first_reports(board, LEDGER, LEDGER) == 1
    assert first_reports(board, LEDGER, LEDGER, outlets=("Lantern", "Lantern")) == 0
    assert first_reports(board, LEDGER, LEDGER, first=False) == 0
    assert first_reports(board, LEDGER, LEDGER, families=[["a", "b"]]) == 0


@pytest.mark.parametrize(
    ("words", "found"), [("Quillmoor smelter ledger auditors", 1), ("Quillmoor smelter ledger", 0)]
)
def test_four_rare_words_make_one_report(board: Build, words: str, found: int) -> None:
    assert first_reports(board, LEDGER, f"It was said of {words} that day.") == found
