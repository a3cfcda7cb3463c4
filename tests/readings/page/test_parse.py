"""What the parser is shown: the text's own offsets, without endless runs of marks."""

import pytest

from sayso.model import Document
from sayso.readings import Models
from sayso.readings.page.parse import parse


def test_a_long_run_of_marks_is_shown_as_spaces(models: Models) -> None:
    text = "She left. " + "“" * 4000 + " He stayed."
    pieces = parse(Document("a", text, lang="en"), models.nlp)
    tokens = [token for piece in pieces for token in piece.tokens]
    assert len(tokens) < 20
    assert [piece.passage(t).cut(text) for piece in pieces for t in piece.tokens if t.is_alpha][
        -2:
    ] == ["He", "stayed"]


def test_marks_that_a_reader_reads_stay(models: Models) -> None:
    text = "“Wait … !!!” she said -- twice."
    (piece,) = parse(Document("a", text, lang="en"), models.nlp)
    assert piece.tokens.text == text


def test_a_paragraph_without_an_end_is_cut_at_a_space(models: Models) -> None:
    text = "word " * 20_002
    pieces = parse(Document("a", text, lang="en"), models.nlp)
    assert len(pieces) > 1
    assert all(text[piece.base - 1] == " " for piece in pieces[1:])
    assert max(len(piece.tokens.text) for piece in pieces) <= 50_000


@pytest.mark.parametrize(
    "text",
    [
        "The rebels freed five men in exchange for Sgt. Tom Ferren, the ministry said.",
        "Police Const. Ann Poole said the man fled.",
        "The council heard Lt. Col. Mara Quint and Supt. Jon Hale.",
    ],
)
def test_the_stop_of_a_title_ends_no_sentence(models: Models, text: str) -> None:
    (piece,) = parse(Document("a", text, lang="en"), models.nlp)
    assert [sentence.text for sentence in piece.tokens.sents] == [text]


def test_a_sentence_may_end_in_a_title(models: Models) -> None:
    text = "He was only a Sgt. The others were officers."
    (piece,) = parse(Document("a", text, lang="en"), models.nlp)
    assert len(list(piece.tokens.sents)) == 2
