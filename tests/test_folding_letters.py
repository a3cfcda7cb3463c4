"""A word folded letter by letter is what a whole text folds to, and names need no numpy."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sayso.text import fold, fold_bytes, fold_word, in_bytes

_BLOCK = 0x400


@pytest.mark.parametrize("first", (*range(0, 0x3400, _BLOCK), 0xF800, 0xFC00, 0x1D400, 0x1F000))
def test_letter_by_letter_is_as_all_at_once(first: int) -> None:
    letters = [chr(code) for code in range(first, first + _BLOCK)]
    assert [fold_word(letter) for letter in letters] == [fold(x).text() for x in letters]


@pytest.mark.parametrize("word", ("Écoleß", "ﬁnal™", "Kırkuk", "a" * 90 + "é", "كـتاب", "", "?"))
def test_words(word: str) -> None:
    assert fold_word(word) == fold(word).text()


def test_one_byte_a_letter_folds_alike() -> None:
    western = "".join(map(chr, range(256))).replace("µ", "")
    narrow = in_bytes(western)
    assert narrow is not None
    assert fold_bytes(narrow).decode("latin-1") == fold(western).text()


def test_documents_are_read_without_numpy() -> None:
    code = (
        "import io, sys; from sayso.documents import read, DocumentOptions;"
        'line = io.BytesIO(\'{"text": "By Zoë Lee. (AFP) — It was calm."}\'.encode());'
        "found = list(read('a.jsonl', line, options=DocumentOptions(language=False)));"
        "print(len(found), 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False"]
