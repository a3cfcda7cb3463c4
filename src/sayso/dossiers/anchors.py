"""Ids of a page: one for every document, place, line and quotation, stable and safe to stand in an
address.

A place is `d2-140`: the second document, from character 140 on. Nothing in an id comes from an
article's words, except letters and digits of an actor's id.

    Passage ──number of its document, start──▶ "d2-140"
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from sayso.text import fold_words

_LONGEST_URL = 2000  # characters; longer addresses are no articles' and are left out


def slug(text: str) -> str:
    """Letters and digits of `text`, lower-cased, words joined by hyphens; `x` where nothing is
    left.

    >>> slug("Mark Oru’s <b>"), slug("⚓")
    ('mark-oru-s-b', 'x')
    """
    words = (word for word, _, _ in fold_words(text))
    return "-".join(word for word in words if word.isascii() and word)[:60] or "x"


def unique(wanted: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """The ids wanted, in order, each made different from those before it by a number where it must
    be.

    >>> unique(["q-d1-4", "q-d1-4", "e1"], taken=["e1"])
    ('q-d1-4', 'q-d1-4-2', 'e1-2')
    """
    used = set(taken)
    made = []
    for name in wanted:
        number, one = 1, name
        while one in used:
            number += 1
            one = f"{name}-{number}"
        used.add(one)
        made.append(one)
    return tuple(made)


def web_address(url: str | None) -> str | None:
    """The address itself when it is an ordinary http or https one; None for anything else.

    >>> web_address("https://paper.example/a?b=1"), web_address("javascript:alert(1)")
    ('https://paper.example/a?b=1', None)
    """
    if not url or len(url) > _LONGEST_URL or any(c.isspace() or ord(c) < 32 for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
