"""Where the tree of groups falls apart into stories.

Two accounts of look-alike events (two fires, two elections of one country) are alike, but less than
the accounts of each among themselves. So a merge holds only if what lies between its halves is near
what lies within them.

  merges ─▶ likeness within groups ─▶ from the top: a group whose halves belong together, else both
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sayso.stories.linkage import Merge
from sayso.stories.nearness import Floats
from sayso.stories.options import StoryOptions
from sayso.stories.vectors import coverage


def cut(merges: Sequence[Merge], lengths: Floats, options: StoryOptions) -> list[list[int]]:
    """Groups of leaves, each sorted, in the order of their first leaf.

    lengths  distinct words of every leaf: short texts of one story are never as alike as their
             likeness within parts of it suggests, and less is asked of them

    >>> trees = [Merge(0, 1, 3, 0.5), Merge(2, 3, 4, 0.13)]
    >>> cut(trees, np.full(3, 150.0), StoryOptions())
    [[0, 1], [2]]
    """
    leaves = len(lengths)
    size, within, scale = [1] * leaves, [0.0] * leaves, [math.log(max(1.0, n)) for n in lengths]
    holds: list[bool] = []
    for m in merges:
        holds.append(_holds(m, size, within, scale, options))
        size.append(size[m.a] + size[m.b])
        within.append(within[m.a] + within[m.b] + m.between * size[m.a] * size[m.b])
        scale.append(scale[m.a] + scale[m.b])
    inner = {child for m in merges for child in (m.a, m.b)}
    open_groups = [g for g in range(leaves + len(merges)) if g not in inner]
    groups: list[list[int]] = []
    while open_groups:
        group = open_groups.pop()
        if group < leaves or holds[group - leaves]:
            groups.append(_leaves(group, merges, leaves))
        else:
            open_groups += [merges[group - leaves].a, merges[group - leaves].b]
    return sorted(groups)


def _holds(
    m: Merge,
    size: Sequence[int],
    within: Sequence[float],
    scale: Sequence[float],
    options: StoryOptions,
) -> bool:
    """True when the halves are nearly as alike as the texts within each."""
    inside = [
        (within[g] + options.likely_pairs * options.likely_within)
        / (size[g] * (size[g] - 1) / 2 + options.likely_pairs)
        for g in (m.a, m.b)
    ]
    mean_length = math.exp((scale[m.a] + scale[m.b]) / (size[m.a] + size[m.b]))
    asked = options.least_cohesion * float(coverage(np.array([mean_length]), options)[0])
    return m.between >= asked * math.sqrt(inside[0] * inside[1])


def _leaves(group: int, merges: Sequence[Merge], leaves: int) -> list[int]:
    found: list[int] = []
    waiting = [group]
    while waiting:
        one = waiting.pop()
        if one < leaves:
            found.append(one)
        else:
            waiting += [merges[one - leaves].a, merges[one - leaves].b]
    return sorted(found)
