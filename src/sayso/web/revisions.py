"""What changed between two texts of one article, as a page shows it.

old, new ──archive.changes──▶ Piece(kept | gone | new), the new text with what it has lost
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.archive import changes

_AROUND = 80  # characters of what was kept that are shown on each side of a change


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of either text; kept: it stands in both."""

    kind: Literal["kept", "gone", "new"]
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The new text and what it has lost, in the order of the new one.

    >>> [(p.kind, p.text) for p in pieces("Two men were hurt.", "Three men were hurt.")]
    [('gone', 'Two'), ('new', 'Three'), ('kept', ' men were hurt.')]
    >>> pieces("One.", "One.")
    (Piece(kind='kept', text='One.'),)
    """
    return tuple(piece for piece in _pieces(old, new) if piece.text)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    at = 0
    for change in changes(old, new):
        yield Piece("kept", new[at : change.new[0]])
        yield Piece("gone", old[slice(*change.old)])
        yield Piece("new", new[slice(*change.new)])
        at = change.new[1]
    yield Piece("kept", new[at:])


def shortened(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same with what was kept cut down to what stands around the changes.

    >>> [len(p.text) for p in shortened([Piece("kept", "x" * 500), Piece("new", "y")])]
    [82, 1]
    """
    made = []
    for n, piece in enumerate(found):
        text = piece.text
        if piece.kind == "kept":
            before = text[:_AROUND] if n else ""
            after = text[-_AROUND:] if n + 1 < len(found) else ""
            if len(text) > len(before) + len(after) + _AROUND:
                text = " ".join(part for part in (before, "…", after) if part)
        made.append(Piece(piece.kind, text))
    return tuple(made)
