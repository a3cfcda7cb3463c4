"""Denied, never said and asked are no tellings of the claim."""

from __future__ import annotations

import pytest

from sayso.findings.tellings.stances import told_as, untold
from sayso.model import Passage, Reading

SOLD = "she sold the harbor crane"


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        (f"Tarn denied that {SOLD}.", "denied"),
        (f"Tarn denies {SOLD.replace('she sold', 'selling')}.", "denied"),
        (f"Reports that {SOLD} were false.", "denied"),
        (f"Tarn never said {SOLD}.", "unsaid"),
        (f"Tarn did not say that {SOLD}.", "unsaid"),
        (f"Tarn declined to say whether {SOLD}.", "unsaid"),
        (f"Reporters asked Tarn whether {SOLD}.", "asked"),
        (f"It was unclear whether {SOLD}.", "asked"),
        (f"Tarn said that {SOLD}.", None),
        (f"Tarn did not doubt that {SOLD}.", None),
    ],
)
def test_how_words_are_told(sentence: str, stance: str | None) -> None:
    at = Passage("a", 0, len(sentence))
    cues = untold(Reading("a", sentences=(at,)), sentence).get(at, [])
    start = sentence.index("sold") - 4 if "sold" in sentence else sentence.index("selling")
    told = told_as(Passage("a", start, len(sentence) - 6 * ("were" in sentence) - 1), cues)
    assert (told and told[0]) == stance


def test_the_sentence_of_a_denial_is_a_denial_too() -> None:
    sentence = f"Tarn denied that {SOLD}."
    at = Passage("a", 0, len(sentence))
    assert told_as(at, untold(Reading("a", sentences=(at,)), sentence)[at]) == ("denied", True)


@pytest.mark.parametrize(
    "refusal", ["never mentioned that", "never once said", "declined to say that"]
)
def test_the_sentence_of_a_refusal_says_nothing(refusal: str) -> None:
    sentence = f"Councillor Ada Tarn {refusal} {SOLD}."
    at = Passage("a", 0, len(sentence))
    assert told_as(at, untold(Reading("a", sentences=(at,)), sentence)[at]) == ("unsaid", True)


def test_a_denial_by_the_way_leaves_the_sentence_as_it_is() -> None:
    sentence = (
        "The council met for three hours on the new harbor road and Tarn denied that she lied."
    )
    at = Passage("a", 0, len(sentence))
    assert told_as(at, untold(Reading("a", sentences=(at,)), sentence)[at]) is None


def test_a_sentence_of_two_refusals_tells_neither() -> None:
    sentence = (
        "At no point did Tarn say that she sold the crane to Skarn, and she has not confirmed "
        "that one was in the harbor."
    )
    at = Passage("a", 0, len(sentence))
    assert told_as(at, untold(Reading("a", sentences=(at,)), sentence)[at]) == ("unsaid", True)
