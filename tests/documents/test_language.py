"""Small words tell English at once; a quotation in English makes no English text."""

import pytest

from sayso.documents import language
from sayso.documents.language import language_of

_ENGLISH = (
    "The harbour board said that it would shut the pier of Fenby, and that nobody had been asked "
    "about it. It was the first time in years, and they were not sure what would come of it when "
    "the ferries stop, said one of the two clerks who were there."
)
_GERMAN = (
    "Der Hafen bleibt zu, sagte der Rat am Dienstag, und niemand wurde gefragt: “The harbour is "
    "shut and that is what they said about it when we asked,” heißt es in einem Brief, der am "
    "Montag in der Stadt ankam und den der Rat nicht lesen wollte, weil er zu lang war."
)


def test_english_is_told_without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_model", lambda: pytest.fail("asked the model"))
    assert language_of(_ENGLISH) == "en"


def test_a_quotation_in_english_makes_no_english_text() -> None:
    assert language_of(_GERMAN) == "de"
    assert language_of(f"{_GERMAN[:78]} {_ENGLISH}") == "de"


def test_the_model_agrees_on_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_is_plainly_english", lambda text: False)
    assert language_of(_ENGLISH) == "en"
