"""Where a mention stands in its text, and by what it is known again.

Mention ──marks off──▶ Passage; tokens ──lower case──▶ keys
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from sayso.lexicon import words
from sayso.model import Passage
from sayso.readings.names.mentions import HYPHENS, SUFFIXES

# a given name and a nickname in marks, which belong to what follows
_NICKED = re.compile(r"[^\W\d_][\w.’'-]*(?:\s[\w.]+)?\s[“\"‘'(][^\W\d_]+[”\"’')]\s(?=[^\W\d_])")
# a name whose second syllable is written small: "Kim Jong-un"; "Ostrey United-led" is none
_SYLLABLES = re.compile(r"[A-Z][a-z]+ ([A-Z][a-z]{1,5})-([a-z]{2,5})")
_SYLLABLE_LETTERS = 6
_JOINED_ON = frozenset(
    {"area", "based", "born", "bound", "built", "bred", "era", "held", "led", "like", "made",
     "only", "owned", "run", "type", "lite", "less", "free", "tied", "wing",
     "style", "wide", "aged", "level"}
)  # fmt: skip
_BOUND = re.compile(
    r"[-‐‑–](?=[a-z])(?!(?:al|el|ul|sur|upon|on|de|la|le)[-‐‑–])|[)\]”\"…]|\s/(?=\w)"
)  # "U.S.-led", "(HWU)…but", "Ada Brandt /AP"


def is_syllable(before: str, after: str) -> bool:
    """True for two parts of a given name that a hyphen binds, the second written small.

    >>> is_syllable("Jong", "un"), is_syllable("Lang", "led")
    (True, False)
    """
    short = max(len(before), len(after)) <= _SYLLABLE_LETTERS and len(after) > 1
    return short and before.isalpha() and after.islower() and after not in _JOINED_ON


def trimmed(at: Passage, text: str) -> Passage:
    """The passage without marks that the tokeniser left on its words ("(HWU)")."""
    start, end = at.start, at.end
    while start < end - 1 and not text[start].isalnum():
        start += 1
    nicked = _NICKED.match(text, start, end)
    given = _SYLLABLES.fullmatch(text, start, end)
    whole = given is not None and is_syllable(given[1], given[2])
    bound = None if whole else _BOUND.search(text, nicked.end() if nicked else start, end)
    end = bound.start() if bound else end
    while end > start + 1 and not text[end - 1].isalnum() and text[end - 1] != ".":
        end -= 1
    return Passage(at.doc_id, start, end)


def key_of(token: Token) -> str:
    """By what a name is known again: in lower case, but a short form in its capitals ("IS" is not
    "is").
    """
    return token.text if token.is_upper and 1 < len(token) <= 6 else token.lower_


def surnames(lowers: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The last name of a full one, with its hyphened or particle form: ("al", "-", "harir") and
    ("harir",).
    """
    body = lowers[:-1] if lowers[-1] in SUFFIXES else lowers
    if len(body) < 2 or len(body[-1]) < 3 or not body[-1].isalpha():
        return []
    forms = [body[-1:]]
    start = len(body) - 1
    while start > 1 and (body[start - 1] in HYPHENS or body[start - 2] in words("name_particles")):
        start -= 2 if body[start - 1] in HYPHENS else 1
    if body[start - 1] in words("name_particles"):
        start -= 1
    return [*forms, body[start:]] if 0 < start < len(body) - 1 else forms
