"""Restore the case and the small marks that a scraper took away, without moving a single character.

A text in lower case, or all in capitals, hides its names. The clean documents of the same pile show
how its words are written in mid-sentence; a background table of news says the rest. Where marks
were lost too, they left a space behind, and that space can be filled again: "iraq s" -> "Iraq's",
"u s" -> "U.S", "5 200" -> "5,200". Where a word has several spellings ("may", "time"), the words
beside it decide. Where sentences begin cannot be known.

  clean Documents ─count─▶ Casing ─respell─▶ the text with its letters restored, length unchanged
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from sayso.lexicon import words
from sayso.lexicon.frequency import allcaps_share, capital_share, document_frequency
from sayso.model import Document
from sayso.text import in_capitals, letters, view

Form = TypeVar("Form", str, tuple[str, str])

# share of a word's mid-sentence uses in background news that are capitalised before it is
_CAPITAL = 0.6
# share of a word's uses in the pile that one spelling needs to stand without its neighbours
_SURE = 0.75
# the same for a word that background news writes small: "us", "time" in a pile full of "US", "TIME"
_CERTAIN = 0.97
_SHOUTED_WORDS = 4  # fewer words in capitals are a name or a slogan

_LETTERS = re.compile(r"[^\W_]+")
_BEFORE_START = frozenset(".!?:“”\"'‘’([•—–-")
_INNER = frozenset(".'’-")
_INITIALS = frozenset(
    {("u", "s"), ("u", "k"), ("u", "n"), ("e", "u"), ("d", "c"), ("n", "y"), ("l", "a")}
)
_PRONOUNS = frozenset(
    ["i", "you", "he", "she", "it", "we", "they", "who", "that", "there", "this", "what"]
)
_INFLECTED = re.compile(
    r"(?:ing|ed|ly|ness|ment|tions?|ers?|ies|able|ible|ously|ized|ised|ful|less)$"
)  # of rare common words


@dataclass(frozen=True, slots=True)
class Casing:
    """How the words of a pile are written: `alone` by word, `paired` by (word before, word) and
    (word, word after).

    The keys are folded words, the values spellings; a spelling may hold marks ("al-Harir" under "al
    harir").
    """

    alone: dict[str, str] = field(default_factory=dict)
    paired: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    joined: dict[tuple[str, str], str] = field(default_factory=dict)

    def respell(self, text: str, *, case: bool = True, marks: bool = True) -> str:
        """`text` with its letters restored; always of the same length.

        >>> Casing({"tarim": "Tarim"}).respell("the u s met tarim s aide")
        "the U.S met Tarim's aide"
        """
        found = [(m.start(), m.end()) for m in _LETTERS.finditer(text)]
        keys = [_key(text[s:e]) for s, e in found]
        out = list(text)
        if case:
            for nth, (start, end) in enumerate(found):
                out[start:end] = _fitted(text[start:end], self._spelling(keys, nth))
        if marks:
            self._fill(out, found, keys)
        respelled = "".join(out)
        return respelled if len(respelled) == len(text) else text

    def _spelling(self, keys: list[str], nth: int) -> str:
        """The word's form: as its neighbours say, as the pile says, as background news says, else
        lower case.
        """
        key = keys[nth]
        before = self.paired.get((keys[nth - 1], key)) if nth else None
        after = self.paired.get((key, keys[nth + 1])) if nth + 1 < len(keys) else None
        if after and after[0]:
            return after[0]
        if before and before[1]:
            return before[1]
        if key in self.alone:
            return self.alone[key]
        return _background(keys, nth)

    def _fill(self, out: list[str], found: list[tuple[int, int]], keys: list[str]) -> None:
        """Put marks back where one space stands for one lost mark."""
        for nth in range(1, len(found)):
            gap, stop = found[nth - 1][1], found[nth][0]
            if stop - gap != 1 or out[gap] != " ":
                continue
            mark = self._mark(keys, nth)
            if mark:
                out[gap] = mark
                if mark == "'":
                    out[found[nth][0] : found[nth][1]] = list(keys[nth])[
                        : found[nth][1] - found[nth][0]
                    ]

    def _mark(self, keys: list[str], nth: int) -> str:
        before, word = keys[nth - 1], keys[nth]
        inner = self.joined.get((before, word))
        if inner:
            return inner
        if (before, word) in _INITIALS:
            return "."
        owned = word == "s" and before.isalpha() and len(before) > 1
        denied = word == "t" and before in words("verbs_before_not")
        if owned or denied or (word in ("d", "m", "re", "ve", "ll") and before in _PRONOUNS):
            return "'"
        thousands = word.isdigit() and len(word) == 3 and before.isdigit() and len(before) <= 3
        return "," if thousands else ""


def learn_casing(docs: Iterable[Document]) -> Casing:
    """How the clean documents among `docs` write their words in mid-sentence."""
    alone: dict[str, Counter[str]] = {}
    paired: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    joined: dict[tuple[str, str], Counter[str]] = {}
    for doc in docs:
        if not doc.worn and doc.lang in ("en", "und"):
            _count(doc, alone, paired, joined)
    usual: dict[str, str] = {}
    for key, forms in alone.items():
        form, count = _most(forms)
        common = (
            (capital_share(key) or 0.0) < _CAPITAL
            and capital_share(key) is not None
            and form != key
        )
        if count >= (_CERTAIN if common else _SURE) * sum(forms.values()):
            usual[key] = form
    return Casing(
        usual,
        {key: _most(forms)[0] for key, forms in paired.items()},
        {key: _most(forms)[0] for key, forms in joined.items()},
    )


def shouted(text: str) -> bool:
    """True for a line set all in capitals.

    >>> shouted("PORT STRIKE ENDS AFTER TALKS"), shouted("NATO met")
    (True, False)
    """
    return in_capitals(text) and len(text.split()) >= _SHOUTED_WORDS


def _count(
    doc: Document,
    alone: dict[str, Counter[str]],
    paired: dict[tuple[str, str], Counter[tuple[str, str]]],
    joined: dict[tuple[str, str], Counter[str]],
) -> None:
    for start, end in view(doc.text).paragraphs:
        text = doc.text[start:end]
        if shouted(text):
            continue
        found = [(m.start(), m.end()) for m in _LETTERS.finditer(text)]
        forms = [text[s:e] for s, e in found]
        keys = [_key(form) for form in forms]
        inner = [i > 0 and not _opens(text, found[i][0]) for i in range(len(found))]
        for nth, (key, form) in enumerate(zip(keys, forms, strict=True)):
            if not inner[nth]:
                continue
            alone.setdefault(key, Counter())[form] += 1
            if nth:
                left = forms[nth - 1] if inner[nth - 1] else ""
                paired.setdefault((keys[nth - 1], key), Counter())[(left, form)] += 1
                mark = text[found[nth - 1][1] : found[nth][0]]
                if mark in ("-", "'", "’", "."):
                    joined.setdefault((keys[nth - 1], key), Counter())[
                        "'" if mark == "’" else mark
                    ] += 1


def _opens(text: str, at: int) -> bool:
    """True when a word at `at` may stand first in a sentence, so that its capital says nothing."""
    if at > 1 and text[at - 1] in _INNER and text[at - 2].isalnum():
        return False  # "Iraq's", "U.S.", "al-Harir"
    place = at - 1
    while place >= 0 and text[place].isspace():
        place -= 1
    return place < 0 or text[place] in _BEFORE_START


def _background(keys: list[str], nth: int) -> str:
    key = keys[nth]
    if key in words("months_and_modals"):
        before = keys[nth - 1] if nth else ""
        after = keys[nth + 1] if nth + 1 < len(keys) else ""
        return key.capitalize() if before in words("before_month") or after.isdigit() else key
    if len(key) == 1:
        pair = {keys[nth - 1] if nth else "", keys[nth + 1] if nth + 1 < len(keys) else ""}
        initials = (key == "u" and "s" in pair) or (key == "s" and "u" in pair)
        return key.upper() if key == "i" or initials else key
    if (allcaps_share(key) or 0.0) >= _CAPITAL:
        return key.upper()
    share = capital_share(key)
    rare = (
        not document_frequency(key)
        and key.isalpha()
        and len(key) > 3
        and not _INFLECTED.search(key)
    )
    return key.capitalize() if rare or (share or 0.0) >= _CAPITAL else key


def _fitted(word: str, spelling: str) -> list[str]:
    """The spelling's letters, where it is as long as the word; else the word in lower case."""
    return (
        list(spelling)
        if len(spelling) == len(word)
        else [c.lower() if len(c.lower()) == 1 else c for c in word]
    )


def _key(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    return letters(word) or word


def _most(forms: Counter[Form]) -> tuple[Form, int]:
    """The commonest form and its count; ties go to the first in order."""
    return min(forms.items(), key=lambda item: (-item[1], item[0]))
