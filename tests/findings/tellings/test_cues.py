"""Every row of the cues finds its own example; what a cue bears on is cut out cleanly."""

from __future__ import annotations

import pytest

from sayso.findings.tellings import cues, questions, stances
from sayso.findings.tellings.cues import clause_before, hits, is_correction
from sayso.lexicon import table
from sayso.model import Passage, Reading


@pytest.mark.parametrize("n", range(len(table("dispute_cues"))))
def test_a_dispute_cue_finds_its_example(n: int) -> None:
    _, _, pattern, letters = cues._cues()[n]
    example = table("dispute_cues")[n][3]
    assert pattern.search(example), example
    assert any(some in example.lower() for some in letters), example


@pytest.mark.parametrize("n", range(len(table("unknown_cues"))))
def test_an_unknown_cue_finds_its_example(n: int) -> None:
    assert questions._cues()[n][2].search(table("unknown_cues")[n][3])


@pytest.mark.parametrize("n", range(len(table("unsaid_cues"))))
def test_an_unsaid_cue_finds_its_example(n: int) -> None:
    _, pattern, letters = stances._unsaid()[n]
    example = table("unsaid_cues")[n][2]
    assert pattern.search(example)
    assert any(some in example.lower() for some in letters)


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Tarn denied that she sold the crane, but she left on Sunday.", "she sold the crane"),
        ("Tarn denied selling the crane, saying that it was hers.", "selling the crane"),
        ("“Claims that she sold the crane are untrue,” Tarn wrote.", "she sold the crane"),
        ("The idea that she sold it twice has already proved false.", "she sold it twice"),
        ("Though Tarn said she kept it, her books contradict that claim.", "Tarn said she kept it"),
        ("Despite claims that it was kept, the crane is gone.", "it was kept"),
        (
            "She told the council she would go, but later took back the statement.",
            "She told the council she would go",
        ),
        ("Denying she was a thief of cranes, Tarn walked on.", "she was a thief of cranes"),
        ("Tarn denied the charge.", None),
    ],
)
def test_what_a_cue_bears_on(sentence: str, content: str | None) -> None:
    at = Passage("a", 0, len(sentence))
    (hit,) = hits(Reading("a", sentences=(at,)), sentence)
    assert (hit.content and hit.content.cut(sentence)) == content


def test_two_cues_of_one_sentence_are_two() -> None:
    sentence = "Tarn denied that she sold the crane and rejected the claim that she hid the books."
    at = Passage("a", 0, len(sentence))
    found = [hit.kind for hit in hits(Reading("a", sentences=(at,)), sentence)]
    assert sorted(found) == ["denied", "rejected"]


def test_a_note_of_the_outlet_on_its_own_article() -> None:
    assert is_correction("Correction: Tarn is the mayor of Harwell.")
    assert is_correction("This story has been corrected to give her name.")
    assert not is_correction("The mayor asked for a correction of the map.")


def test_where_the_writer_began_a_clause() -> None:
    printed = "The dam stands, but the cause of the leak is unknown"
    span = clause_before(printed, len(printed))
    assert span and printed[slice(*span)] == "the cause of the leak is unknown"


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("She had denied any sale for four days.", ["reversed"]),
        ("The office had previously denied it.", ["reversed"]),
        ("Brandt had asked for it for four days.", []),
        ("It was denied entry.", []),
    ],
)
def test_a_denial_is_given_up_in_the_sentence_before_it(after: str, found: list[str]) -> None:
    first = "Tarn admitted on Tuesday that she sold the crane to Skarn."
    text = f"{first} {after}"
    sentences = (Passage("a", 0, len(first)), Passage("a", len(first) + 1, len(text)))
    given_up = [h for h in hits(Reading("a", sentences=sentences), text) if h.where == "withdrawn"]
    assert [h.kind for h in given_up] == found
    assert [h.content and h.content.cut(text) for h in given_up] == [
        "she sold the crane to Skarn" for _ in found
    ]
