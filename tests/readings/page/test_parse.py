"""What the parser is shown: the text's own offsets, without endless runs of marks."""

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
