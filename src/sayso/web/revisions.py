"""What changed between two texts of one article: paragraphs first, then words.

old, new ──paragraphs──▶ those replaced ──words──▶ Change(kept | gone | new)
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

_WORDS = re.compile(r"\s+|[^\s]+")
_PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")
_MOST_PARAGRAPHS = 2_000  # laid against each other; what follows is shown as replaced
_MOST_WORDS = 3_000  # of one stretch that is laid word against word
_AROUND = 80  # characters of what was kept that are shown around a change


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of either text; kept: it stands in both, of which only the ends may be shown."""

    kind: Literal["kept", "gone", "new"]
    text: str


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The new text and what it has lost, in the order of the new one.

    >>> [(c.kind, c.text) for c in changes("Two men were hurt.", "Three men were hurt.")]
    [('gone', 'Two'), ('new', 'Three'), ('kept', ' men were hurt.')]
    >>> changes("One.", "One.")
    (Change(kind='kept', text='One.'),)
    """
    a, b = _PARAGRAPHS.findall(old), _PARAGRAPHS.findall(new)
    if max(len(a), len(b)) > _MOST_PARAGRAPHS:
        return tuple(_replaced(old, new))
    made: list[Change] = []
    for gone, come in _differing(a, b):
        if gone == come:
            made += [Change("kept", "".join(gone))] if gone else []
        else:
            made += _in_words("".join(gone), "".join(come))
    return tuple(_joined(made))


def shortened(found: Sequence[Change]) -> tuple[Change, ...]:
    """The same with what was kept cut down to what stands around the changes.

    >>> [c.text for c in shortened([Change("kept", "x" * 500), Change("new", "y")])][0][:3]
    '… x'
    """
    made = []
    for n, change in enumerate(found):
        text = change.text
        if change.kind == "kept" and len(text) > 2 * _AROUND + 20:
            before = text[:_AROUND] + " …" if n else "…"
            after = " …" if n + 1 == len(found) else f" {text[-_AROUND:]}"
            text = before.removesuffix(" …") + " …" + after.removeprefix(" …") if n else "…" + after
        made.append(Change(change.kind, text))
    return tuple(made)


def _differing(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Stretches of both that stand against each other, in order."""
    for _, i, j, k, m in difflib.SequenceMatcher(None, a, b).get_opcodes():
        yield a[i:j], b[k:m]


def _in_words(old: str, new: str) -> list[Change]:
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(a), len(b)) > _MOST_WORDS:
        return list(_replaced(old, new))
    made: list[Change] = []
    for gone, come in _differing(a, b):
        if gone == come:
            made.append(Change("kept", "".join(gone)))
        else:
            made += _replaced("".join(gone), "".join(come))
    return made


def _replaced(old: str, new: str) -> Iterator[Change]:
    if old:
        yield Change("gone", old)
    if new:
        yield Change("new", new)


def _joined(found: Sequence[Change]) -> Iterator[Change]:
    """Neighbours of one kind made one."""
    held: Change | None = None
    for change in found:
        if held and held.kind == change.kind:
            held = Change(held.kind, held.text + change.text)
            continue
        if held:
            yield held
        held = change
    if held:
        yield held
