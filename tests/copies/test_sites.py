"""Phrases of sites are looked for once a text, and passages only of texts that hold one."""

import pytest

from sayso.copies.overlap import ready
from sayso.lexicon import words
from sayso.model import Document

_PROSE = "The pier in Marlow Bay was shut on Tuesday. It was late."


@pytest.mark.parametrize("phrase", sorted(words("boilerplate_marks")))
def test_a_phrase_is_seen_whatever_its_case_and_lines(phrase: str) -> None:
    said = phrase.capitalize().replace(" ", "\n", 1)
    assert phrase in ready(Document("a", f"{_PROSE} {said} {_PROSE}")).site_phrases


def test_prose_holds_none() -> None:
    assert not ready(Document("a", _PROSE)).site_phrases
