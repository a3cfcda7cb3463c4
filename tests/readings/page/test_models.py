"""The models that readings rest on."""

import numpy as np

from sayso.readings import Models


def test_a_passage_is_read_once(models: Models) -> None:
    texts = ["The ferry Alva ran aground.", "Nobody was hurt.", "The ferry Alva ran aground."]
    first = models.meaning(texts)
    assert first[0][0] is first[2][0]
    assert models.meaning(["Nobody was hurt."])[0][0] is first[1][0]


def test_what_is_remembered_is_what_is_read(models: Models) -> None:
    told = "Twelve passengers had been aboard when it ran aground near Norrvik."
    pieces = tuple(models.meaning.tokenizer.encode(told, add_special_tokens=False).ids)
    (vectors, weights), again = models.meaning([told])[0], models.meaning._read(pieces)
    assert np.array_equal(vectors, again[0])
    assert np.array_equal(weights, again[1])


def test_a_text_without_words_has_no_vectors(models: Models) -> None:
    assert [len(part) for part in models.meaning([" ", "."])[0]] == [0, 0]
