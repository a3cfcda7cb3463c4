"""Whether two spellings may be one name, written down by ear: Yusef and Yussef, Samir and Sameer,
Muhandis and Mohandes.

Letters that transliteration swaps are brought together; what is left may differ by a vowel or two
in a long word. A last letter that changes from vowel to consonant, or from one vowel to another,
marks another name (Paul and Paula). This says only that two words may sound alike; `variants` asks
for more before it joins two people.

    word ──folded by sound──▶ key ──equal, or equal but for vowels──▶ yes or no
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_SHORTEST = 4  # letters; shorter words that differ are other words (Jan, Jon)
_LONG = 6  # letters of a key from which one vowel may differ; two from _LONGER on
_LONGER = 9
# Letters and pairs that romanisations of Arabic, Persian, Hebrew and the Slavic languages swap,
# longest first.
_SWAPS = (
    (r"sch", "sh"), (r"tch", "ch"), (r"ph", "f"), (r"kh", "k"), (r"gh", "g"),
    (r"dh", "d"), (r"th", "t"),
    (r"zh|dj", "j"), (r"t[sz]", "z"), (r"ck", "k"), (r"ks", "x"), (r"q", "k"), (r"c(?!h)", "k"),
    (r"w", "v"),
    (r"(?<=[aeiou])h(?=$|[^aeiou])", ""), (r"ou|oo", "u"), (r"ei|ai|ay|ey|ee|ie|ij|yi|iy", "i"),
    (r"[ey]", "i"), (r"o", "u"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), to) for pattern, to in _SWAPS)
_DOUBLED = re.compile(r"(.)\1+")
_LIGHT = re.compile(r"[ai]")


@lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """A folded word with the letters brought together that transliteration swaps.

    >>> sound_key("yussef"), sound_key("yusef"), sound_key("mohandes")
    ('iusif', 'iusif', 'muhandis')
    """
    for pattern, to in _PATTERNS:
        word = pattern.sub(to, word)
    return _DOUBLED.sub(r"\1", word)


def skeleton(word: str) -> str:
    """The key without its light vowels: what a block of names that may be one has in common.

    >>> skeleton("mohammed") == skeleton("muhamad")
    True
    """
    key = sound_key(word)
    return key[:1] + _LIGHT.sub("", key[1:])


@lru_cache(maxsize=65536)
def sounds_like(one: str, two: str) -> bool:
    """True when two folded words may be one name in two spellings.

    >>> sounds_like("adel", "adil"), sounds_like("paul", "paula"), sounds_like("maria", "mario")
    (True, False, False)
    """
    if one == two:
        return True
    if min(len(one), len(two)) < _SHORTEST or _ends_apart(one, two):
        return False
    key, other = sound_key(one), sound_key(two)
    if key == other:
        return True
    shorter = min(len(key), len(other))
    allowed = 0 if shorter < _LONG else 1 if shorter < _LONGER else 2
    return (
        skeleton(one) == skeleton(two)
        and Levenshtein.distance(key, other, score_cutoff=allowed) <= allowed
    )


def _ends_apart(one: str, two: str) -> bool:
    """A given name's last letter tells Paul from Paula; "h" after a vowel and the i-sounds at the
    end do not.
    """
    last, other = sound_key(one)[-1:], sound_key(two)[-1:]
    return last != other and (last in "aiu" or other in "aiu")
