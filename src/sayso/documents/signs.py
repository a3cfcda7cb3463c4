"""Which tell-tale words a text holds at all: all of them are looked for in one pass, and most texts
hold none, so that most rules need not look at their lines.

    text in UTF-8 ──small letters──▶ one automaton of all needles (Aho-Corasick) ──▶ sign: offsets

A sign never decides anything. It says that a rule may find something; the rule looks for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from ahocorasick_rs import BytesAhoCorasick, Implementation

Sign = Literal[
    "reporting",
    "closing",
    "contact",
    "role",
    "labelled",
    "signed",
    "dated",
    "consent",
    "widget",
    "odd",
]
Held = Mapping[Sign, list[int]]  # each sign that a text holds, and where in its UTF-8, in bytes
# İ and the Kelvin sign: their small letters hold one of ASCII, in bytes they have none
_ODD = ("\u0130", "\u212a")
_NONE: Held = {}
# white space within a line and at its end, as patterns know it
SPACES = frozenset(sign for sign in map(chr, range(0x3001)) if sign.isspace())
INNER_SPACES = SPACES - frozenset("\r\n\u2028\u2029\x0b\x0c")


class Signs:
    """An automaton for the needles of several signs."""

    def __init__(self, needles: Mapping[Sign, Iterable[str]]) -> None:
        """The needles of each sign, in small letters of ASCII."""
        rows: list[tuple[Sign, str]] = [("odd", needle) for needle in _ODD]
        rows += [(sign, needle) for sign, some in needles.items() for needle in some]
        self._signs = [sign for sign, _ in rows]
        self._needles = [needle for _, needle in rows]
        self._automaton = BytesAhoCorasick(
            [needle.encode() for needle in self._needles], implementation=Implementation.DFA
        )

    def held(self, utf8: bytes) -> Held:
        """The signs of which the text holds a needle, its case aside; it ends as if with a
        newline. One with odd letters has the sign `odd`, and no offsets.

        >>> Signs({"closing": ["@", "on twitter"]}).held(b"Follow us On Twitter.")
        {'closing': [10]}
        """
        found = self._automaton.find_matches_as_indexes(utf8.lower() + b"\n", overlapping=True)
        if not found:
            return _NONE
        held: dict[Sign, list[int]] = {}
        signs = self._signs
        for needle, start, _ in found:
            sign = signs[needle]
            if sign in held:
                held[sign].append(start)
            else:
                held[sign] = [start]
        if "odd" not in held:
            return held
        lower = utf8.decode().lower()
        every = zip(self._signs, self._needles, strict=True)
        return {"odd": [], **{sign: [] for sign, needle in every if needle in lower}}
