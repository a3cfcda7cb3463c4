"""Every rule has its words, every word its rule, and a document is called what the asker
calls it.
"""

import ast
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

import sayso
from sayso.model import DocRef, Reason, Value
from sayso.words import en, line, sentence

SOURCE = Path(sayso.__file__).parent
TREES = [
    ast.parse(path.read_text(encoding="utf-8"))
    for path in SOURCE.rglob("*.py")
    if path.parent.name != "words"
]


def _rules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reason":
            yield ast.literal_eval(node.args[0])


def _strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_rule_has_words_and_every_word_a_rule() -> None:
    rules = {rule for tree in TREES for rule in _rules(tree)}
    assert rules == set(en.REASONS)


def test_every_sentence_of_several_is_asked_for() -> None:
    keys = {
        key
        for words in (*en.REASONS.values(), *en.TIMES.values(), en._ONE_HAND)
        if isinstance(words, Mapping)
        for key in words
    }
    assert len(keys) > 30
    assert keys | set(en.TIMES) <= {said for tree in TREES for said in _strings(tree)}


def test_a_rule_without_words_is_refused() -> None:
    with pytest.raises(KeyError, match="hearsay"):
        sentence(Reason("hearsay"))


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        (("a",), "A rests on Ada Ferrow"),
        (("a", "b"), "A and B both rest on Ada Ferrow"),
        (("a", "b", "c"), "A, B and C all rest on Ada Ferrow"),
    ],
)
def test_documents_are_named_as_the_asker_calls_them(documents: tuple[str, ...], said: str) -> None:
    reason = Reason("one-voice", (tuple(map(DocRef, documents)), "Ada Ferrow", ()))
    assert sentence(reason, str.upper) == said


def test_an_id_in_printed_words_is_left_alone() -> None:
    reason = Reason("day-from-story", ("best", "a"))
    assert sentence(reason, str.upper).endswith("fits best is a")


def test_a_row_shows_the_rule_and_the_id() -> None:
    reason = Reason("read-through-copy", ("reading", DocRef("a.txt")))
    assert line(reason) == "read-through-copy: the same words were read in a.txt"


DAY = date(2024, 3, 12)
RARE = [
    ("outlet-address", ("quay.example",), "published at quay.example"),
    ("agency-text", (("AP", "Northline"),), "both print words credited to AP, Northline"),
    ("names-a-third", ("rests", ("Courier",)), "both rest on Courier"),
    ("printed-statement", (90,), "both print a statement of about 90 words"),
    ("language-not-read", ("fr",), "the text is in 'fr'; only English is read"),
    ("attribution", ("Oru", "Ruiz"), "the same words are attributed to Oru and to Ruiz"),
    ("time-anchor", (("in-month", DAY),), "counted in the month of 2024-03-12"),
    (
        "time-anchor",
        (("weekday", "plain", DAY), ("step", -2, "D", DAY)),
        "weekday counts back from 2024-03-12 then -2 D from 2024-03-12",
    ),
    ("half-characters", (1,), "1 half of a surrogate pair was replaced by U+FFFD"),
    ("half-characters", (3,), "3 halves of surrogate pairs were replaced by U+FFFD"),
    (
        "one-hand",
        ("mostly", ("AP",), 0.9, 0.8),
        "both texts are mostly the same words (90% and 80%); AP is credited",
    ),
]


RARE += [
    ("shared-names", (("Orva", "Lind"), 1, 3), "shares Orva, Lind with 1 to 3 others"),
    ("shared-names", (("Orva",), 2, 2), "shares Orva with 2 others"),
    ("shared-names", (("Orva",), 1, 1), "shares Orva with 1 other"),
    ("copy-family", (("a", "b"), 0), "shares its words with a, b"),
    ("copy-family", (("a", "b"), 2), "shares its words with a, b and 2 more"),
    (
        "shared-words",
        (50, 0.5, 0.25, 0.1),
        "50 words shared, 50% of the first and 25% of the second; 10% of them in quotation marks",
    ),
    ("shared-words", (50, 0.5, 0.25), "50 words shared, 50% of the first and 25% of the second"),
    (
        "wording",
        ("cut",),
        "an ellipsis shows where words were cut; the printed words differ: they begin or end "
        "differently",
    ),
    ("wording", ("plain", "a b", "a c"), "the printed words differ: “a b” against “a c”"),
    ("one-voice", (("a",), "Oru", ("Ann", "Bo")), "a rests on Oru (also called Ann and Bo)"),
    (
        "unattributed",
        ("together", 1),
        "1 text states it without saying from whom; together they count as one",
    ),
    (
        "unattributed",
        ("open", 2),
        "2 texts state it without saying from whom, which adds no origin",
    ),
    ("dated-by", (("Friday", "May 3"),), "“Friday”, “May 3”"),
]


@pytest.mark.parametrize(("rule", "values", "said"), RARE)
def test_what_the_example_never_says_is_said_too(
    rule: str, values: tuple[Value, ...], said: str
) -> None:
    assert sentence(Reason(rule, values)) == said
