"""What words have in common: the stem that the forms of one share, the root of those made from it.

voted, votes ──stem──▶ vot      parliament, parliamentary ──root──▶ parli
"""

from __future__ import annotations

from functools import lru_cache

_ROOT = 5  # letters; by four, "worker" would be the same as "work"
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_KEPT = 1 << 16  # words whose stem is remembered: a page asks for that of each some ten times


@lru_cache(maxsize=_KEPT)
def stem(word: str) -> str:
    """The folded word without its ending, so that "acquires" and "acquired" meet.

    >>> stem("acquires"), stem("acquired"), stem("planned"), stem("parties"), stem("glass")
    ('acquir', 'acquir', 'plan', 'party', 'glass')
    """
    if len(word) <= 4 or word[-1].isdigit():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss"):
            return _trimmed(word[: -len(ending)] + instead, doubled=ending in ("ing", "ed"))
    return word.rstrip("e")


def _trimmed(base: str, *, doubled: bool) -> str:
    if doubled and len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base.rstrip("e") or base


def root(word: str) -> str:
    """The letters that a word shares with those made from it; all of a short one.

    >>> root("adviser"), root("advises"), root("vote")
    ('advis', 'advis', 'vote')
    """
    return word[:_ROOT]
