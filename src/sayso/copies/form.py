"""What happened to the words between one text and the other: folded, reordered, cut, expanded,
embedded, edited.

Overlap, Direction ──each question in turn──▶ forms
"""

from __future__ import annotations

from itertools import pairwise

from sayso.copies.overlap import Overlap
from sayso.copies.passages import SharedRun
from sayso.model import Direction, Form

_WHOLE = 0.92  # share from which a text counts as carried over whole; below it something was cut
_MOST_EDITED = 0.985  # share of equal letters inside passages below which words were changed
_ALIKE = 0.96  # share of both texts from which one changed word is worth naming
_MOVED = 60  # folded characters (a short sentence) out of order before we call it reordering
_MOVED_SHARE = 0.05  # and their share of all that is shared
_HOST = 0.7  # share below which the larger text is a host with words of its own
_GUEST = 0.25  # share of the other that a guest must bring to be embedded, not just quoted


def forms(found: Overlap, direction: Direction, *, one_text: bool) -> tuple[Form, ...]:
    """The forms that apply, in a fixed order; empty for words carried over as they are.

    Where the pair is not one text (`one_text` False), only the shared words are spoken of: folded,
    edited.
    """
    said: list[Form] = []
    if set(found.a.defects) != set(found.b.defects):
        said.append("folded")
    if one_text and _reordered(found.runs):
        said.append("reordered")
    if one_text:
        said.extend(_sizes(found, direction))
    if one_text and _embedded(found):
        said.append("embedded")
    if _edited(found):
        said.append("edited")
    return tuple(said)


def _reordered(runs: tuple[SharedRun, ...]) -> bool:
    """Weight of the passages that do not fit the heaviest run of passages in one order."""
    if all(one.j < two.j for one, two in pairwise(runs)):
        return False
    heaviest: list[int] = []
    for k, run in enumerate(runs):
        heaviest.append(
            run.n + max((heaviest[m] for m in range(k) if runs[m].j < run.j), default=0)
        )
    total = sum(run.n for run in runs)
    moved = total - max(heaviest, default=0)
    return moved >= _MOVED and moved >= _MOVED_SHARE * total


def _sizes(found: Overlap, direction: Direction) -> list[Form]:
    """Cut: words of the one are missing in its copy. Expanded: the copy has words of its own."""
    if direction in ("a->b", "b->a"):
        original, copy = (
            (found.share_a, found.share_b)
            if direction == "a->b"
            else (found.share_b, found.share_a)
        )
    else:
        original, copy = found.smaller, found.larger  # the shorter is taken for the copy
    said: list[Form] = []
    if original < _WHOLE:
        said.append("cut")
    if copy < _WHOLE:
        said.append("expanded")
    return said


def _embedded(found: Overlap) -> bool:
    """A good part of one text stands together inside another, which has own words around it."""
    if found.smaller >= _HOST or found.larger < _GUEST or not found.runs:
        return False
    host_is_a = found.share_a <= found.share_b
    spans = sorted((r.i, r.i2) if host_is_a else (r.j, r.j2) for r in found.runs)
    size = len((found.a if host_is_a else found.b).folded)
    reach = spans[-1][1] - spans[0][0]
    own_around = spans[0][0] > _MOVED and size - spans[-1][1] > _MOVED
    return own_around and found.shared >= 0.8 * reach


def _edited(found: Overlap) -> bool:
    """Words changed inside the passages, or between passages that follow each other."""
    inside = sum(max(run.i2 - run.i, run.j2 - run.j) for run in found.runs)
    equal = sum(run.n for run in found.runs)
    seams = sum(
        1
        for one, two in pairwise(found.runs)
        if 0 < two.i - one.i2 < 200 and 0 < two.j - one.j2 < 200
    )
    return (
        equal < _MOST_EDITED * inside
        or seams > 2
        or (found.smaller >= _ALIKE and found.changed > 0)
    )
