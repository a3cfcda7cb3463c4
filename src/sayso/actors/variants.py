"""Whether two names may be one: printed forms of a person's name, of a body's name, and short forms
of either.

Two full names of people are one only if their given names agree; a surname alone is a short form
and is settled by its text. Spelling by ear and nicknames count only for people who never stand in
one text under both forms.

    words, words ──initials, middle names, hyphens, particles──▶ same
    words, words ──surname, first words, last word, letters──▶ short of
"""

from __future__ import annotations

from functools import lru_cache

from sayso.actors.forms import GENERATIONS, Words
from sayso.actors.transliteration import sounds_like
from sayso.lexicon import table, words

_ARTICLE_PARTICLES = frozenset(
    {"al", "el", "ul", "as", "ash", "az"}
)  # written or left out as a paper likes
_FULL = 2  # words of a full name
# letters from which words that sound alike need no other word to agree to the letter
_LONG_WORD = 5


def same_person(one: Words, two: Words, *, apart: bool) -> bool:
    """True when two full names are one person's. `apart` says that no text prints both.

    >>> same_person(("william", "h", "seely"), ("william", "seely"), apart=False)
    True
    >>> same_person(("yusef", "haddar"), ("yussef", "haddar"), apart=True)
    True
    >>> same_person(("holly", "seely"), ("william", "seely"), apart=True)
    False
    """
    if "".join(one) == "".join(two):
        return True
    a, b = _without_particles(one), _without_particles(two)
    if "".join(a) == "".join(b) and a:
        return True
    if min(len(a), len(b)) < _FULL or _initials_clash(a, b):
        return False
    a, b = _without_initials(a), _without_initials(b)
    if min(len(a), len(b)) < _FULL:
        return False
    if len(a) == len(b):
        return a == b or (apart and _by_ear(a, b))
    short, long = sorted((a, b), key=len)
    ends = (short[0], short[-1]) == (long[0], long[-1])
    by_ear = apart and sounds_like(short[0], long[0]) and short[-1] == long[-1]
    return (ends or by_ear) and _inside(short[1:-1], long[1:-1])


def _without_particles(name: Words) -> Words:
    return tuple(w for w in name if w not in _ARTICLE_PARTICLES)


def _without_initials(name: Words) -> Words:
    return (name[0], *(w for w in name[1:-1] if len(w) > 1), name[-1])


def _initials_clash(one: Words, two: Words) -> bool:
    """Middle names that cannot be one: "H." and "R.", "H." and "Robert"."""
    a, b = {w[0] for w in one[1:-1]}, {w[0] for w in two[1:-1]}
    return bool(a) and bool(b) and len(one) == len(two) and not a & b


def _by_ear(one: Words, two: Words) -> bool:
    """Every word sounds alike; one is the same to the letter, or all of them keep their
    consonants.
    """
    pairs = list(zip(one, two, strict=True))
    if not (sounds_like(*pairs[0]) or nicknames(*pairs[0])) or not all(
        sounds_like(x, y) for x, y in pairs[1:]
    ):
        return False
    return any(x == y for x, y in pairs) or min(map(len, (*one, *two))) >= _LONG_WORD


def _inside(short: Words, long: Words) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


@lru_cache(maxsize=1)
def _nickname_pairs() -> frozenset[tuple[str, str]]:
    return frozenset((row[0], row[1]) for row in table("nicknames"))


def nicknames(one: str, two: str) -> bool:
    """True when one given name is short for the other, or both for one.

    >>> nicknames("mike", "michael"), nicknames("mike", "mark")
    (True, False)
    """
    return (one, two) in _nickname_pairs() or (two, one) in _nickname_pairs()


def short_of_person(short: Words, full: Words) -> bool:
    """True for a surname, or an initial and surname, of a full name.

    >>> short_of_person(("abu", "nasr"), ("samir", "abu", "nasr"))
    True
    >>> short_of_person(("salim",), ("abu", "salim", "al", "harir"))
    False
    """
    a, b = _without_particles(short), _without_particles(full)
    if b and b[-1] in GENERATIONS and len(b) > _FULL:
        if a[-1:] != b[-1:] and a[-1:] and a[-1] in GENERATIONS:
            return False
        a, b = (a[:-1] if a[-1:] == b[-1:] else a), b[:-1]
        if a == b:
            return True
    if not a or len(full) < _FULL or len(a) > len(b):
        return False
    if len(a) == len(b):
        return len(a) >= _FULL and len(a[0]) == 1 and b[0].startswith(a[0]) and a[1:] == b[1:]
    tail = b[-len(a) :]
    return a == tail or "".join(a) == "".join(tail) or "".join(a) == b[-1]


def given_name_of(short: Words, full: Words) -> bool:
    """True for the words that a full name begins with: "Abu Salim", or a given name alone.

    >>> given_name_of(("grace",), ("grace", "pellow"))
    True
    """
    if not 0 < len(short) < len(full) or short[-1] in words("name_particles") or len(short[0]) < 2:
        return False
    return full[: len(short)] == short


def same_body(one: Words, two: Words) -> bool:
    """True when two names of bodies, places or works differ by small words, one inner word, or a
    hyphen.

    >>> same_body(("velmouth", "general", "hospital"), ("velmouth", "hospital"))
    True
    """
    a, b = (tuple(w for w in name if w not in words("joining_words")) for name in (one, two))
    if "".join(a) == "".join(b) and a:
        return True
    if sorted(a) == sorted(b) and any(
        c.isdigit() for word in a for c in word
    ):  # "3G Corvan", "Corvan 3G"
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < _FULL or len(long) != len(short) + 1:
        return False
    return (short[0], short[-1]) == (long[0], long[-1]) and _inside(short[1:-1], long[1:-1])


def short_of_body(short: Words, full: Words, *, article: bool) -> bool:
    """True for the first words of a body's name, its last word after "the", or all but its first
    word.

    >>> short_of_body(("courier",), ("ostrey", "courier"), article=True)
    True
    >>> short_of_body(("state",), ("islamic", "state"), article=True)
    False
    """
    if not 0 < len(short) < len(full):
        return False
    if full[: len(short)] == short and full[len(short)] not in words("joining_words"):
        return full[-1] not in words("owned_by_bodies")
    if full[-len(short) :] != short:
        return False
    if len(short) == 1:
        return article and short[0] in words("short_names")
    return len(short) == len(full) - 1 and full[0] not in words("joining_words")


def short_of_work(short: Words, full: Words) -> bool:
    """True for the last word of the name of a thing, an event or a work: "Lantern" for "Sea
    Lantern".

    >>> short_of_work(("lantern",), ("sea", "lantern"))
    True
    """
    return len(short) == 1 and len(full) >= _FULL and full[-1] == short[0]


def letters_of(name: Words) -> tuple[str, ...]:
    """The abbreviations that a body's name may have: first letters, with and without small words.

    >>> letters_of(("national", "bureau", "of", "fish"))
    ('nbf', 'nbof')
    """
    if len(name) < _FULL:
        return ()
    short = "".join(w[0] for w in name if w not in words("joining_words"))
    return tuple(dict.fromkeys(x for x in (short, "".join(w[0] for w in name)) if len(x) >= _FULL))
