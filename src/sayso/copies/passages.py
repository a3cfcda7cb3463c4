"""Where a shared passage begins and ends: at whole words, and with the differences that lie inside
it.

Letters alone do not know words: of "nobody died. The" and "nobody said. The" the longest run of
equal letters takes the "d" of "died" along with "The". So edges are moved inward to where a word
begins in both texts, and then out again over whole words that no other passage has taken.

  groups of blocks ─inward to words─▶ runs ─outward over free words─▶ runs, differences
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from sayso.alignment import Block

Difference = tuple[int, int, int, int]  # folded characters i:i2 of a in the place of j:j2 of b
_SLIDE = 12  # folded characters a passage's edge may move to meet a word's edge


class Side(NamedTuple):
    """One of two texts, as what Python looks up one by one most quickly.

    letters  its folded characters
    starts   1 where a word begins, and behind the last of them
    at       where each stands in the text
    """

    letters: memoryview
    starts: bytes
    at: memoryview


@dataclass(frozen=True, slots=True)
class SharedRun:
    """A shared passage: folded characters `i`:`i2` of a, `j`:`j2` of b, `n` of them equal; the rest
    are differences.
    """

    i: int
    i2: int
    j: int
    j2: int
    n: int
    differences: tuple[Difference, ...] = ()


def to_whole_words(groups: Sequence[list[Block]], a: Side, b: Side) -> tuple[SharedRun, ...]:
    """A run for each group of blocks, by place, its edges at whole words where such are near."""
    runs = [_trimmed(group, a.starts, b.starts) for group in groups]
    ends = [(group[0][0], group[-1][0] + group[-1][2]) for group in groups]
    if any((run.i, run.i2) != end for run, end in zip(runs, ends, strict=True)):
        runs = _regained(runs, a, b)
    return tuple(sorted(runs, key=_place))


def _place(run: SharedRun) -> tuple[int, int]:
    return run.i, run.j


def _trimmed(group: list[Block], starts_a: bytes, starts_b: bytes) -> SharedRun:
    """The run over a group of blocks, its edges moved inward to whole words where one is near."""
    (i, j, n), (last_i, last_j, last_n) = group[0], group[-1]
    i2, j2, equal = last_i + last_n, last_j + last_n, n
    gaps: tuple[Difference, ...] = ()
    if len(group) > 1:
        equal = sum(n for _, _, n in group)
        gaps = tuple(
            (i + n, then_i, j + n, then_j) for (i, j, n), (then_i, then_j, _) in pairwise(group)
        )
    for step in range(min(_SLIDE, n - 1) + 1):
        if starts_a[i + step] and starts_b[j + step]:
            i, j = i + step, j + step
            break
    for step in range(min(_SLIDE, last_n - 1) + 1):
        if starts_a[i2 - step] and starts_b[j2 - step] and i2 - step > i and j2 - step > j:
            i2, j2 = i2 - step, j2 - step
            break
    return SharedRun(i, i2, j, j2, equal, gaps)


def _regained(runs: Sequence[SharedRun], a: Side, b: Side) -> list[SharedRun]:
    """The runs lengthened over whole words that stand in both texts and in no other run."""
    taken_a, taken_b = bytearray(len(a.letters)), bytearray(len(b.letters))
    for run in runs:
        taken_a[run.i : run.i2] = b"\1" * (run.i2 - run.i)
        taken_b[run.j : run.j2] = b"\1" * (run.j2 - run.j)
    free = _Free(a, b, taken_a, taken_b)
    made = []
    for run in runs:
        ahead = free.words(run.i2, run.j2, 1)
        back = free.words(run.i - 1, run.j - 1, -1)
        if not (ahead or back):
            made.append(run)
            continue
        for taken, start, end in ((taken_a, run.i, run.i2), (taken_b, run.j, run.j2)):
            taken[start - back : end + ahead] = b"\1" * (end - start + back + ahead)
        made.append(
            SharedRun(
                run.i - back, run.i2 + ahead, run.j - back, run.j2 + ahead, run.n, run.differences
            )
        )
    return made


class _Free(NamedTuple):
    """Two texts, and which of their letters are in runs."""

    a: Side
    b: Side
    taken_a: bytearray
    taken_b: bytearray

    def words(self, i: int, j: int, way: int) -> int:
        """How many equal, free letters follow a place, up to the last whole word of a few."""
        (letters_a, starts_a, _), (letters_b, starts_b, _), taken_a, taken_b = self
        most = min(len(letters_a) - i, len(letters_b) - j) if way > 0 else min(i, j) + 1
        behind = 1 if way > 0 else 0
        whole = 0
        for step in range(min(_SLIDE, most)):
            if taken_a[i] or taken_b[j] or letters_a[i] != letters_b[j]:
                break
            if starts_a[i + behind] and starts_b[j + behind]:
                whole = step + 1
            i, j = i + way, j + way
        return whole


def widened(run: SharedRun, starts_a: bytes, starts_b: bytes) -> list[Difference]:
    """The differences moved outward to whole words over equal letters; those that meet are one."""
    made: list[Difference] = []
    since = run.i  # where the equal letters before a difference begin
    nexts = [*(i for i, _, _, _ in run.differences[1:]), run.i2]  # where those after each end
    for (i, i2, j, j2), until in zip(run.differences, nexts, strict=False):
        left = right = 0
        for k in range(min(_SLIDE, i - since) + 1):
            if starts_a[i - k] and starts_b[j - k]:
                left = k
                break
        for k in range(min(_SLIDE, until - i2) + 1):
            if starts_a[i2 + k] and starts_b[j2 + k]:
                right = k
                break
        since = i2
        if made and made[-1][1] >= i - left:
            i, _, j, _ = made.pop()
            left = 0
        made.append((i - left, i2 + right, j - left, j2 + right))
    return made
