"""Two who contradict each other in one article, and a plan told as carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from sayso.findings.conflicts.contradictions import contradictions
from sayso.findings.facts.board import Board
from sayso.model import Day

Build = Callable[..., Board]

_SAID = {
    "doc": "a",
    "text": "Harbor pilots say the Orlan ferry struck the north pier.",
    "holder": "Harbor pilots",
    "said": (("ferry", "strike", ("pier",)),),
}
_NOT = {
    "doc": "a",
    "text": "Mara Quill said the Orlan ferry never struck the north pier.",
    "holder": "Mara Quill",
    "negated": True,
    "said": (("ferry", "strike", ("pier",)),),
}
_FILL = {"doc": "a", "text": "Gulls circled over the quiet harbor basin all morning."}
_PLAN = {
    "doc": "a",
    "text": "The council will close the Tarn bridge.",
    "status": "planned",
    "head": "close",
    "said": (("council", "close", ("bridge",)),),
}
_DONE = {
    "doc": "b",
    "text": "The council closed the Tarn bridge.",
    "head": "close",
    "said": (("council", "close", ("bridge",)),),
}


def _day(doc_id: str, day: int) -> Day:
    best = date(2024, 3, day)
    return Day(doc_id, best, best, best, inferred=False)


@pytest.mark.parametrize(
    ("said", "likely", "drafts"),
    [
        ({}, 0.7, 1),
        ({}, 0.5, 0),  # not surely of one question
        ({"holder": "Mara Quill"}, 0.7, 0),  # one voice takes both sides
        ({"doc": "b"}, 0.7, 0),  # of two articles one mostly tells what stands beside
        ({"text": "Harbor pilots are against striking the north pier."}, 0.7, 0),  # as little
        ({"status": "possible"}, 0.7, 0),
    ],
)
def test_two_of_one_article_contradict_each_other(
    board: Build, said: Mapping[str, Any], likely: float, drafts: int
) -> None:
    made = contradictions(board({**_SAID, **said}, _NOT, pairs={(0, 1): likely}))
    assert [draft.verdict for draft in made] == ["real"] * drafts


def test_whoever_contradicts_stands_near(board: Build) -> None:
    assert contradictions(board(_SAID, *[_FILL] * 3, _NOT, pairs={(0, 4): 0.7}))
    assert not contradictions(board(_SAID, *[_FILL] * 4, _NOT, pairs={(0, 5): 0.7}))


@pytest.mark.parametrize(
    ("text", "drafts"),
    [
        ("Mara Quill said no pier was struck.", 1),
        ("Mara Quill said no pier in the South was struck.", 0),  # the other speaks of the north
    ],
)
def test_none_in_one_place_says_nothing_of_another(board: Build, text: str, drafts: int) -> None:
    made = contradictions(board(_SAID, {**_NOT, "text": text}, pairs={(0, 1): 0.7}))
    assert len(made) == drafts


def test_none_against_a_number_is_a_number(board: Build) -> None:
    some = {
        "doc": "a",
        "text": "Harbor pilots found two leaking barrels there.",
        "holder": "Harbor pilots",
        "amounts": [("two", 2, "barrel")],
    }
    none = {**_NOT, "text": "Mara Quill said no leaking barrels were found there."}
    (draft,) = contradictions(board(some, none, pairs={(0, 1): 0.8}))
    assert draft.subtype == "number"


@pytest.mark.parametrize(
    ("done", "days", "verdicts"),
    [
        ({}, (11, None), ["real"]),
        ({}, (11, 12), []),  # done on a later day, as was planned
        ({"said": (("county", "close", ("bridge",)),)}, (11, None), []),  # by another
        ({"said": (("council", "close", ("tunnel",)),)}, (11, None), []),  # of another thing
        ({"head": "paint", "said": (("council", "paint", ("bridge",)),)}, (11, None), []),
        ({"status": "planned"}, (11, None), []),
        ({"text": "The council closes the Tarn bridge."}, (11, None), []),  # and nobody says when
    ],
)
def test_a_plan_told_as_done(
    board: Build, done: Mapping[str, Any], days: tuple[int, int | None], verdicts: list[str]
) -> None:
    known = {
        doc: _day(doc, n) if n else Day(doc, None, None, None, inferred=False)
        for doc, n in zip("ab", days, strict=True)
    }
    made = contradictions(board(_PLAN, {**_DONE, **done}, pairs={(0, 1): 0.8}, days=known))
    assert [draft.verdict for draft in made] == verdicts


def test_who_both_say_that_it_is_not_so_agree(board: Build) -> None:
    """Though the parser saw the “not” of one of them only."""
    same = {**_SAID, "text": "Harbor pilots say the Orlan ferry never struck the north pier."}
    assert not contradictions(board(same, _NOT, pairs={(0, 1): 0.9}))
    assert contradictions(board(_SAID, _NOT, pairs={(0, 1): 0.9}))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("no arrests had been made", 1),
        ("no further arrests had been made", 0),  # beside those that are told
        ("no boats had been found", 0),
    ],
)
def test_none_at_all_beside_one_that_is_told(board: Build, said: str, found: int) -> None:
    claim = {
        "doc": "a",
        "text": "The Courier reported that a smuggler had been arrested at the pier.",
        "holder": "The Courier",
        "head": "arrest",
        "said": (("smuggler", "arrest", ("pier",)),),
    }
    denial = {
        "doc": "a",
        "text": f"Mara Quill of the harbor police said {said} at the pier.",
        "holder": "Mara Quill",
        "negated": True,
    }
    assert len(contradictions(board(claim, denial))) == found
    assert not contradictions(board(claim, _FILL, denial))


def test_whoever_speaks_of_a_phrase_does_not_deny_it(board: Build) -> None:
    phrase = {**_SAID, "text": "The Orlan ferry keeps striking the north pier."}
    said = {
        **_NOT,
        "text": "Quill said ‘The Orlan ferry keeps striking the north pier’ is no song.",
    }
    other = {**_NOT, "text": "Quill said the Orlan ferry never kept striking the north pier."}
    assert not contradictions(board(phrase, said, pairs={(0, 1): 0.9}))
    assert contradictions(board(phrase, other, pairs={(0, 1): 0.9}))


def test_what_is_only_supposed_contradicts_nobody(board: Build) -> None:
    said = {**_NOT, "text": "Quill said that if it sailed the Orlan ferry never struck the pier."}
    assert contradictions(board(_SAID, _NOT, pairs={(0, 1): 0.9}))
    assert not contradictions(board(_SAID, said, pairs={(0, 1): 0.9}))
