"""Where a shared passage begins and ends: at whole words, and with the differences that lie inside
it.

Letters alone do not know words: of "nobody died. The" and "nobody said. The" the longest run of
equal letters takes the "d" of "died" along with "The". So edges are moved inward to where a word
begins in both texts, and then out again over whole words that no other passage has taken.

  groups of blocks ─inward to words─▶ runs ─outward over free words─▶ runs, differences
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.alignment import Block
from sayso.text import Codes

Flags = NDArray[np.bool_]
Difference = tuple[int, int, int, int]  # folded characters i:i2 of a in the place of j:j2 of b
_SLIDE = 12  # folded characters a passage's edge may move to meet a word's edge


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """The folded characters of two texts, and where words begin among them."""

    a: Codes
    b: Codes
    starts_a: Flags
    starts_b: Flags

    def is_edge(self, i: int, j: int) -> bool:
        """True where a word begins, or the text ends, in both."""
        return (i >= len(self.a) or bool(self.starts_a[i])) and (
            j >= len(self.b) or bool(self.starts_b[j])
        )


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


def to_whole_words(groups: Sequence[list[Block]], letters: Letters) -> tuple[SharedRun, ...]:
    """A run for each group of blocks, by place, its edges at whole words where such are near."""
    runs = [_trimmed(group, letters) for group in groups]
    ends = [(group[0][0], group[-1][0] + group[-1][2]) for group in groups]
    if any((run.i, run.i2) != end for run, end in zip(runs, ends, strict=True)):
        runs = _regained(runs, letters)
    return tuple(sorted(runs, key=lambda run: (run.i, run.j)))


def _trimmed(group: list[Block], letters: Letters) -> SharedRun:
    """The run over a group of blocks, its edges moved inward to whole words where one is near."""
    (i, j, n), (last_i, last_j, last_n) = group[0], group[-1]
    i2, j2, equal = last_i + last_n, last_j + last_n, sum(n for _, _, n in group)
    gaps = tuple(
        (i + n, then_i, j + n, then_j) for (i, j, n), (then_i, then_j, _) in pairwise(group)
    )
    for step in range(min(_SLIDE, n - 1) + 1):
        if letters.is_edge(i + step, j + step):
            i, j = i + step, j + step
            break
    for step in range(min(_SLIDE, last_n - 1) + 1):
        if letters.is_edge(i2 - step, j2 - step) and i2 - step > i and j2 - step > j:
            i2, j2 = i2 - step, j2 - step
            break
    return SharedRun(i, i2, j, j2, equal, gaps)


def _regained(runs: Sequence[SharedRun], letters: Letters) -> list[SharedRun]:
    """The runs lengthened over whole words that stand in both texts and in no other run."""
    taken_a, taken_b = bytearray(len(letters.a)), bytearray(len(letters.b))
    for run in runs:
        taken_a[run.i : run.i2] = b"\1" * (run.i2 - run.i)
        taken_b[run.j : run.j2] = b"\1" * (run.j2 - run.j)
    made = []
    for run in runs:
        ahead = _free_words(letters, (run.i2, run.j2), 1, taken_a, taken_b)
        back = _free_words(letters, (run.i - 1, run.j - 1), -1, taken_a, taken_b)
        for taken, start, end in ((taken_a, run.i, run.i2), (taken_b, run.j, run.j2)):
            taken[start - back : end + ahead] = b"\1" * (end - start + back + ahead)
        made.append(
            replace(run, i=run.i - back, j=run.j - back, i2=run.i2 + ahead, j2=run.j2 + ahead)
        )
    return made


def _free_words(
    letters: Letters, place: tuple[int, int], way: int, taken_a: bytearray, taken_b: bytearray
) -> int:
    """How many equal, free letters follow a place, up to the last whole word of the first few."""
    whole = 0
    for step in range(_SLIDE):
        i, j = place[0] + way * step, place[1] + way * step
        if not (0 <= i < len(letters.a) and 0 <= j < len(letters.b)) or taken_a[i] or taken_b[j]:
            break
        if letters.a[i] != letters.b[j]:
            break
        if letters.is_edge(*((i + 1, j + 1) if way > 0 else (i, j))):
            whole = step + 1
    return whole


def widened(run: SharedRun, starts_a: Flags, starts_b: Flags) -> list[Difference]:
    """The differences moved outward to whole words over equal letters; those that meet are one."""
    made: list[Difference] = []
    ends = [
        run.i,
        *(i2 for _, i2, _, _ in run.differences),
    ]  # where the equal letters before each begin
    nexts = [*(i for i, _, _, _ in run.differences[1:]), run.i2]  # where those after each end
    for (i, i2, j, j2), since, until in zip(run.differences, ends, nexts, strict=False):
        back, ahead = range(min(_SLIDE, i - since) + 1), range(min(_SLIDE, until - i2) + 1)
        left = next((k for k in back if starts_a[i - k] and starts_b[j - k]), 0)
        right = next(
            (k for k in ahead if _starts(starts_a, i2 + k) and _starts(starts_b, j2 + k)), 0
        )
        if made and made[-1][1] >= i - left:
            i, _, j, _ = made.pop()
            left = 0
        made.append((i - left, i2 + right, j - left, j2 + right))
    return made


def _starts(starts: Flags, place: int) -> bool:
    return place >= len(starts) or bool(starts[place])
