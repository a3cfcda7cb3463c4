"""What a document is said to be, by two who are named or described."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sayso.findings.conflicts.standings import standings_differ
from sayso.findings.facts.board import Board

Tell = Callable[..., Board]


def told(
    tell: Tell, *said: tuple[str, str], families: Sequence[Sequence[str]] = (), **more: Any
) -> Board:
    """Texts of which each says one thing of the memo, by one holder each."""
    texts = {
        doc: [f"Holder {doc} said the memo of the flooded harbor is {word}."] for doc, word in said
    }
    claims = [
        (
            doc,
            f"the memo of the flooded harbor is {word}",
            {
                "holder": f"Holder {doc}",
                "subject": "memo",
                "verb": "be",
                "of": (word.split(",")[0],),
                **more,
            },
        )
        for doc, word in said
    ]
    return tell(texts, claims, families=families)


@pytest.mark.parametrize(
    ("word", "more", "verdicts"),
    [
        ("forged", {}, ["real"]),
        ("genuine", {}, []),  # one pole, in two words
        ("draft", {}, ["scope"]),  # of another dimension: both can hold
        ("blue", {}, []),  # says nothing of what it is
        ("forged", {"verb": "show"}, []),  # the word is not what the memo is
        ("forged", {"verb": "seem"}, ["real"]),
        ("forged", {"subject": "captain"}, []),  # no document
    ],
)
def test_a_document_that_is_said_to_be_two_things(
    tell: Tell, word: str, more: dict[str, Any], verdicts: list[str]
) -> None:
    made = told(tell, ("a", "authentic"), ("b", word), **more)
    assert [draft.verdict for draft in standings_differ(made)] == verdicts


def test_sides_without_a_holder_are_not_compared(tell: Tell) -> None:
    assert not standings_differ(told(tell, ("a", "authentic"), ("b", "forged"), holder=None))


def test_copies_do_not_contradict_each_other(tell: Tell) -> None:
    made = told(tell, ("a", "authentic"), ("b", "forged"), families=[["a", "b"]])
    assert not standings_differ(made)


def test_the_two_best_supported_dimensions_are_shown(tell: Tell) -> None:
    words = ["authentic", "draft", "draft", "accidental", "accidental"]
    (draft,) = standings_differ(told(tell, *zip("abcde", words, strict=True)))
    assert draft.values == ("draft", "accidental")


@pytest.mark.parametrize(
    ("memo", "differ"),
    [
        ("forged", True),
        ("forged, which means that nobody would have signed it", True),
        ("forged, if the clerk is right", False),
        ("one that nobody would call forged", False),
    ],
)
def test_what_is_only_supposed_is_no_standing(tell: Tell, memo: str, differ: bool) -> None:
    assert bool(standings_differ(told(tell, ("a", "authentic"), ("b", memo)))) == differ
