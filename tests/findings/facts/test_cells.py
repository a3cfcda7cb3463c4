"""What each text does with a claim, its course, and words that stand alone: invented sentences."""

from dataclasses import replace
from datetime import date

import pytest

from sayso.findings.case import Case
from sayso.findings.facts.board import Board
from sayso.findings.facts.cells import LONG_ENOUGH, Looker
from sayso.findings.facts.course import course
from sayso.findings.facts.same import Likeness
from sayso.findings.options import FindingOptions
from sayso.findings.tellings.senses import content
from sayso.findings.tellings.standing_alone import headline, standing
from sayso.findings.tellings.units import Unit
from sayso.model import (
    Agreement,
    Cell,
    Claim,
    Conflict,
    Day,
    Document,
    Family,
    Member,
    Passage,
    Predication,
    Reading,
    Side,
    Story,
    Telling,
)

CRANE = "The yellow crane fell into the harbour of Vessby."
AGAIN = "A crane in Vessby toppled into its harbour."
OTHER = "Farmers expect good potatoes this year."


def laid(texts, pairs=(), *, days=None, families=(), cut=None):
    """A board of one unit a text, its first sentence; `cut` shortens the units."""
    ids = list(texts)
    readings, units = [], []
    alone = [(i,) for i in ids if not any(i in f for f in families)]
    held = [Family(f[0], tuple(f)) for f in (*families, *alone)]
    home = {i: f.original for f in held for i in f.doc_ids}
    for n, (i, text) in enumerate(texts.items()):
        first = Passage(i, 0, text.index(".") + 1)
        rest = (Passage(i, first.end + 1, len(text)),) if len(text) > first.end + 1 else ()
        reading = Reading(i, sentences=(first, *rest))
        at = cut(first, text) if cut else first
        claim = Claim(at, first, "happened", False, (), (Predication("crane", "fall", ()),))
        empty = frozenset()
        words = tuple(sorted(content(at.cut(text))))
        units.append(
            Unit(
                n, reading, at, first, home[i], (claim,), None, None, "sure", "", empty, empty,
                empty, words, empty, empty, empty, empty, empty, (), (), empty, 0.0,
            )
        )  # fmt: skip
        readings.append(reading)
    known = days or {}
    case = Case(
        Story("s", tuple(Member(i) for i in ids)),
        tuple(Document(i, t) for i, t in texts.items()),
        tuple(readings),
        (),
        tuple(held),
        tuple(Day(i, d, d, d, False) for i in ids for d in [known.get(i, date(2031, 5, 6))]),
        (),
    )
    return Board(case, tuple(units), Likeness(dict(pairs)), (), FindingOptions())


def told(board, *numbers):
    return tuple(Telling(board.units[n].at, board.units[n].sentence) for n in numbers)


def kinds(board, *numbers, parted=False):
    return {c.doc_id: c.kind for c in Looker(board).cells(told(board, *numbers), parted=parted)}


def test_a_text_with_a_telling_tells_and_one_with_nothing_alike_does_not():
    board = laid({"a": CRANE, "b": AGAIN, "c": OTHER}, {(0, 1): 0.9})
    assert kinds(board, 0, 1) == {"a": "told", "b": "told", "c": "not-found"}
    assert kinds(board, 0, 1, parted=True)["a"] == "differs"


def test_a_relayed_telling_is_told_apart():
    board = laid({"a": CRANE, "b": AGAIN})
    tellings = told(board, 0, 1)
    handed = (tellings[0], replace(tellings[1], via=("the Vessby Post",)))
    cells = {c.doc_id: c.kind for c in Looker(board).cells(handed, parted=False)}
    assert cells == {"a": "told", "b": "relayed"}


@pytest.mark.parametrize(
    ("likeness", "kind"), [(0.19, "not-found"), (0.2, "unclear"), (0.49, "unclear"), (0.5, "told")]
)
def test_what_is_alike_is_not_called_missing(likeness, kind):
    board = laid({"a": CRANE, "b": AGAIN, "c": OTHER}, {(0, 2): likeness, (1, 2): likeness})
    assert kinds(board, 0, 1)["c"] == kind


def test_the_second_look_sees_what_was_never_laid_beside_the_claim():
    text = f"{OTHER} It was the yellow one of the cranes of Vessby that fell into the harbour"
    board = laid({"a": CRANE, "b": AGAIN, "c": text, "d": OTHER})
    assert kinds(board, 0, 1)["c"] == "unclear"
    assert kinds(board, 0, 1)["d"] == "not-found"


def test_of_a_text_in_which_nothing_was_read_nothing_is_said():
    board = laid({"a": CRANE, "b": AGAIN, "c": OTHER})
    assert kinds(replace(board, units=board.units[:2]), 0, 1)["c"] == "unclear"


def test_a_copy_with_the_very_words_tells_it():
    board = laid({"a": CRANE, "b": AGAIN, "c": OTHER + " " + CRANE[:-1]}, families=[("a", "c")])
    assert kinds(board, 0, 1)["c"] == "told"


@pytest.mark.parametrize(
    ("letters", "day", "left_out"),
    [
        (LONG_ENOUGH, date(2031, 5, 7), True),
        (LONG_ENOUGH - 1, date(2031, 5, 7), False),
        (LONG_ENOUGH, date(2031, 5, 5), False),
        (LONG_ENOUGH, None, False),
    ],
)
def test_left_out_is_said_of_late_and_long_texts_only(letters, day, left_out):
    long = (OTHER + " " + "x" * LONG_ENOUGH)[:letters]
    board = laid({"a": CRANE, "b": AGAIN, "c": long}, days={"c": day})
    cell = Looker(board).cells(told(board, 0, 1), parted=False)[2]
    assert (cell.kind, cell.left_out) == ("not-found", left_out)


def test_what_another_text_holds_is_not_told_by_one_alone():
    board = laid({"a": CRANE, "b": OTHER})
    assert Looker(board).alone(board.units[0])
    board = laid({"a": CRANE, "b": OTHER + " The crane fell into the harbour of Vessby"})
    assert not Looker(board).alone(board.units[0])
    board = laid({"a": CRANE, "b": OTHER}, {(0, 1): 0.2})
    assert not Looker(board).alone(board.units[0])


# ---- course ----------------------------------------------------------------------


def agreed(board, *numbers, cells=()):
    return Agreement("a1", CRANE, told(board, *numbers), (), 0, "happened", cells=cells)


def turns(board, finding):
    return [(s.doc_id, s.turn) for s in course(board.case, finding)]


def test_first_and_picked_up():
    days = {"a": date(2031, 5, 7), "b": date(2031, 5, 6)}
    board = laid({"a": CRANE, "b": AGAIN}, days=days)
    assert turns(board, agreed(board, 0, 1)) == [("b", "first"), ("a", "picked-up")]


def test_of_one_day_nobody_is_called_the_first():
    board = laid({"a": CRANE, "b": AGAIN})
    assert turns(board, agreed(board, 0, 1)) == [("a", "first"), ("b", "first")]


def test_a_text_without_a_day_takes_no_step():
    board = laid({"a": CRANE, "b": AGAIN}, days={"b": None})
    assert turns(board, agreed(board, 0, 1)) == [("a", "first")]


@pytest.mark.parametrize(("silent", "dropped"), [(True, True), (False, False)])
def test_dropped_when_several_later_texts_are_silent(silent, dropped):
    days = {"a": date(2031, 5, 6), "b": date(2031, 5, 7)}
    days |= {i: date(2031, 5, 9) for i in "cde"}
    board = laid({"a": CRANE, "b": AGAIN, "c": OTHER, "d": OTHER, "e": OTHER}, days=days)
    cells = tuple(Cell(i, "not-found", 0.0, silent or i != "e") for i in "cde")
    steps = turns(board, agreed(board, 0, 1, cells=cells))
    assert (("c", "dropped") in steps) is dropped


@pytest.mark.parametrize(
    ("later", "subtype", "verdict", "turn"),
    [
        ("The port denied that a crane fell.", "status", "real", "denied"),
        ("Correction: two cranes fell.", "number", "real", "corrected"),
        ("Two cranes fell.", "number", "superseded", "changed"),
        ("Two cranes fell.", "number", "precision", "picked-up"),
    ],
)
def test_what_a_later_text_does_with_the_first_answer(later, subtype, verdict, turn):
    board = laid({"a": CRANE, "b": later}, days={"b": date(2031, 5, 8)})
    sides = (Side("one", (0,)), Side("two", (1,)))
    parted = Conflict("x1", "", "", subtype, verdict, sides, told(board, 0, 1), (), 0)
    assert turns(board, parted) == [("a", "first"), ("b", turn)]


def test_a_difference_told_on_a_later_day_is_a_change():
    board = laid({"a": CRANE, "b": AGAIN, "c": OTHER}, days={"c": date(2031, 5, 9)})
    cells = (Cell("c", "differs", 0.7),)
    assert ("c", "changed") in turns(board, agreed(board, 0, 1, cells=cells))


# ---- words that stand alone ----------------------------------------------------


def shown_of(sentence, words):
    def cut(first, text):
        start = text.index(words)
        return Passage(first.doc_id, start, start + len(words))

    board = laid({"a": sentence}, cut=cut)
    return standing(board.case, board.units[0]), headline(board.case, board.units[0])


@pytest.mark.parametrize(
    ("sentence", "words", "level", "headline_is"),
    [
        # no verb of its own: the whole sentence
        (
            "Olsen told everybody he wanted the crane to fall, and went home.",
            "the crane to fall",
            1,
            "Olsen told everybody he wanted the crane to fall, and went home.",
        ),
        (
            "The crane fell at noon, the port said.",
            "The crane fell at noon",
            0,
            "The crane fell at noon",
        ),
        # a thing with what is said of it in passing: the whole sentence
        (
            "Lund praised the man who pulled the crane out of the harbour.",
            "the man who pulled the crane",
            1,
            "Lund praised the man who pulled the crane out of the harbour.",
        ),
        # cut at "and": the whole sentence
        (
            "The crane fell and rolled into the harbour.",
            "The crane fell",
            1,
            "The crane fell and rolled into the harbour.",
        ),
        # nobody knows who "he" is
        ("He saw the crane fall at noon.", "He saw the crane fall at noon", 2, None),
        # what a site prints
        ("JUST WATCHED The crane fell at noon today.", "The crane fell at noon today", 2, None),
        # quotation marks that are not closed in the clause
        (
            "“The crane fell because of us,” Olsen said.",
            "The crane fell because of us",
            1,
            "“The crane fell because of us,” Olsen said.",
        ),
    ],
)
def test_a_headline_stands_alone(sentence, words, level, headline_is):
    got, head = shown_of(sentence, words)
    assert got == level
    if headline_is:
        assert head == headline_is
