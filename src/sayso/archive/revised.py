"""What changed from one text of an article to the next, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_WORD = re.compile(r"\S+")
_MOST_WORDS = 20_000  # of a text; what stands beyond is one change, if it changed


@dataclass(frozen=True, slots=True)
class Change:
    """Stretches of the old and the new text, in code points, that take each other's place; one of
    them may be empty.
    """

    old: tuple[int, int]
    new: tuple[int, int]


def changes(old: str, new: str) -> Iterator[Change]:
    """The changes from one text to another, in order, by a shortest edit script over words.

    >>> was, now = "Two men were hurt on Monday.", "Three men were hurt on Monday, police say."
    >>> [(was[slice(*c.old)], now[slice(*c.new)]) for c in changes(was, now)]
    [('Two', 'Three'), ('Monday.', 'Monday, police say.')]
    """
    before, after = _words(old), _words(new)
    script = Indel.opcodes([w for w, _, _ in before], [w for w, _, _ in after])
    held: list[int] | None = None
    for step in script:
        if step.tag == "equal":
            if held:
                yield Change(*_stretches(held, before, after))
            held = None
        elif held:
            held[1], held[3] = step.src_end, step.dest_end
        else:
            held = [step.src_start, step.src_end, step.dest_start, step.dest_end]
    if held:
        yield Change(*_stretches(held, before, after))


_Words = list[tuple[str, int, int]]


def _words(text: str) -> _Words:
    found = [(m[0], m.start(), m.end()) for m in _WORD.finditer(text)]
    if len(found) > _MOST_WORDS:
        start = found[_MOST_WORDS][1]
        found = [*found[:_MOST_WORDS], (text[start:], start, len(text))]
    return found


def _stretches(at: list[int], before: _Words, after: _Words) -> list[tuple[int, int]]:
    a, b, c, d = at
    return [_stretch(before, a, b), _stretch(after, c, d)]


def _stretch(words: _Words, first: int, stop: int) -> tuple[int, int]:
    """Where those words stand; of none the place before the next word, or after the last."""
    if first < stop:
        return words[first][1], words[stop - 1][2]
    at = words[first][1] if first < len(words) else (words[-1][2] if words else 0)
    return at, at
