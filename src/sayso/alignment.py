"""Two texts laid side by side: the blocks of letters that they share, wherever these stand.

One routine serves the passages of copies, the reading of a copy through its original and the
wording of quotations.

  folded a, b ─seeds by hash─▶ runs on one diagonal ─lengthened to their ends─▶ tiles ─▶ Alignment
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.text import Codes, Folded, Hashes, Indexes, Span, windows

Block = tuple[int, int, int]
# places in b that one seed of a is tried at; more is a refrain, laid side by side in order
_MAX_HITS = 16
_STRIDE = 16  # letters compared at a time beyond a run's ends
_DENSE = 2  # pairs a text from which the seeds of all are looked up at once
_MOST_BITS = 62  # of a row that is sorted as one number


@dataclass(frozen=True, slots=True)
class Alignment:
    """Blocks of equal folded characters of two texts: `(i, j, n)`, sorted by `i`; no character is
    used twice.
    """

    a: Folded
    b: Folded
    blocks: tuple[Block, ...]

    def share_a(self) -> float:
        """Share of a's folded characters that stand in b, 0..1."""
        return sum(n for _, _, n in self.blocks) / max(1, len(self.a))

    def share_b(self) -> float:
        """Share of b's folded characters that stand in a, 0..1."""
        return sum(n for _, _, n in self.blocks) / max(1, len(self.b))

    def project(self, start: int, end: int) -> Span | None:
        """Source offsets in b of the words that stand at `start`:`end` in a; None where too few of
        them do.

        Eight tenths of the folded characters must be found, within a stretch not much longer than
        their own.
        """
        first, stop = self.a.range_of(start, end)
        if stop <= first:
            return None
        hits = [
            (max(i, first) - i + j, min(i + n, stop) - i + j)
            for i, j, n in self.blocks
            if i < stop and first < i + n
        ]
        found = sum(e - s for s, e in hits)
        if found < 0.8 * (stop - first):
            return None
        low, high = min(s for s, _ in hits), max(e for _, e in hits)
        if high - low > 1.3 * (stop - first) + 8:
            return None
        return self.b.span(low, high)


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Seeds of a text sorted by hash: `hashes[k]` is that of the `width` folded characters from
    `starts[k]` on.

    Of any `every` neighbouring windows at least one is a seed. Made once a text.
    """

    width: int
    every: int
    hashes: Hashes
    starts: Indexes


def ranked(folded: Folded, width: int = 16, every: int = 1) -> Ranked:
    """The seeds of a text ready to be looked up by `align`: the least hash of every `every`
    neighbouring windows.

    Winnowing (Schleimer, Wilkerson and Aiken 2003): what is chosen depends on the letters alone, so
    two texts that share `width + every - 1` characters share a seed among them.

    >>> from sayso.text import fold
    >>> seeds = ranked(fold("a letter was leaked to the press"), 8, 4)
    >>> len(seeds.hashes) < len(ranked(fold("a letter was leaked to the press"), 8).hashes)
    True
    """
    hashes = windows(folded.codes, width)
    places = np.arange(len(hashes)) if every == 1 else np.flatnonzero(_least_of(hashes, every))
    order = places[np.argsort(hashes[places], kind="stable")]
    return Ranked(width, every, hashes[order], order)


def _least_of(hashes: Hashes, every: int) -> NDArray[np.bool_]:
    """True where a hash is the least of some `every` neighbours."""
    every = max(1, min(every, len(hashes)))
    least = hashes[: len(hashes) - every + 1].copy()
    for step in range(1, every):
        np.minimum(least, hashes[step : step + len(least)], out=least)
    greatest = np.zeros_like(hashes)
    for step in range(every):
        view = greatest[step : step + len(least)]
        np.maximum(view, least, out=view)
    return np.asarray(greatest == hashes)


def align(
    a: Folded,
    b: Folded,
    *,
    width: int = 16,
    least: int = 16,
    seeds_of: tuple[Ranked, Ranked] | None = None,
) -> Alignment:
    """Blocks of at least `least` folded characters that a and b share, in any order, longest first.

    `width` is the length of a seed in folded characters, at most `least`; `seeds_of` gives the
    seeds of a and of b where a text is compared many times (their width then counts). Greedy string
    tiling (Wise 1993) over seeds found by hash. Raises ValueError where the seeds are of two kinds,
    or too few for blocks so short.

    >>> from sayso.text import fold
    >>> one = fold("The permit was a copy. It was filed too late.")
    >>> two = fold("it was filed too late the permit was a copy")
    >>> round(align(one, two, width=8, least=8).share_a(), 2)
    1.0
    """
    every = max(1, least - width + 1)
    seeds = seeds_of or (ranked(a, width, every), ranked(b, width, every))
    return Alignment(a, b, align_pairs([(a, seeds[0]), (b, seeds[1])], [(0, 1)], least)[0])


def align_pairs(
    texts: Sequence[tuple[Folded, Ranked]], pairs: Sequence[tuple[int, int]], least: int
) -> list[tuple[Block, ...]]:
    """The blocks of many pairs, each as `align` finds them; a pair is two places in `texts`. Many
    at once are quicker.

    >>> from sayso.text import fold
    >>> said = [fold("A letter was leaked."), fold("The letter was leaked")]
    >>> align_pairs([(text, ranked(text, 8)) for text in said], [(0, 1), (1, 1)], 8)
    [((1, 3, 15),), ((0, 0, 18),)]
    """
    for _, seeds in texts:
        if (seeds.width, seeds.every) != (texts[0][1].width, texts[0][1].every):
            raise ValueError(
                f"seeds of {texts[0][1].width} and of {seeds.width} characters cannot be compared"
            )
        if seeds.width + seeds.every - 1 > least:
            raise ValueError(
                f"seeds of {seeds.width}, one in {seeds.every}, cannot show {least} characters"
            )
    if not texts or not pairs:
        return [()] * len(pairs)
    ends = np.cumsum([0, *(len(folded) for folded, _ in texts)])
    codes = np.concatenate([folded.codes for folded, _ in texts])
    sides = np.array(pairs, np.int64)
    which, i, j = _all_hits([seeds for _, seeds in texts], sides)
    i += ends[sides[which, 0]]
    j += ends[sides[which, 1]]
    runs = _runs(which, i, j, texts[0][1])
    bounds = _Bounds(codes, ends, sides[runs.which])
    blocks = _verified(_lengthened(runs, bounds), bounds, least)
    return [
        _tiled(of_pair, least, len(texts[one][0]), len(texts[other][0]))
        for (one, other), of_pair in zip(pairs, _by_pair(blocks, len(pairs)), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Runs:
    """Runs of equal letters: which pair, where in all texts laid end to end, how long."""

    which: Indexes
    i: Indexes
    j: Indexes
    n: Indexes


class _Bounds:
    """All texts laid end to end, and where the two texts of each run begin and end among them."""

    def __init__(self, codes: Codes, ends: Indexes, sides: Indexes) -> None:
        self.codes = codes
        self.first_a, self.first_b = ends[sides[:, 0]], ends[sides[:, 1]]
        self.stop_a, self.stop_b = ends[sides[:, 0] + 1], ends[sides[:, 1] + 1]


def _all_hits(seeds: Sequence[Ranked], sides: Indexes) -> tuple[Indexes, Indexes, Indexes]:
    """Of each pair of texts the places whose seeds are equal, as `_hits` finds them: number of the
    pair, places in its two texts.

    Where most of some texts are paired with each other, as in a family, their seeds are laid side
    by side all at once.
    """
    if len(sides) >= _DENSE * len(seeds) and not any(map(_has_refrain, seeds)):
        pair_of = np.full((len(seeds), len(seeds)), -1, np.int64)
        pair_of[sides[:, 0], sides[:, 1]] = np.arange(len(sides))
        if np.trace(pair_of) == -len(seeds) and np.count_nonzero(pair_of >= 0) == len(sides):
            return _hits_at_once(seeds, pair_of)
    found = [_hits(seeds[one], seeds[other]) for one, other in sides.tolist()]
    which = np.repeat(np.arange(len(sides)), [len(starts) for starts, _ in found])
    i, j = (np.concatenate([places[side] for places in found]) for side in (0, 1))
    return which, i, j


def _has_refrain(seeds: Ranked) -> bool:
    return bool((seeds.hashes[_MAX_HITS:] == seeds.hashes[:-_MAX_HITS]).any())


def _hits_at_once(seeds: Sequence[Ranked], pair_of: Indexes) -> tuple[Indexes, Indexes, Indexes]:
    """The seeds of all texts sorted together: each is laid beside those of its like behind it.
    `pair_of` gives the number of a pair by its two texts, -1 where there is none.
    """
    hashes = np.concatenate([s.hashes for s in seeds])
    text = np.repeat(np.arange(len(seeds)), [len(s.hashes) for s in seeds])
    order = np.argsort(hashes, kind="stable")  # of equal ones the texts ascend
    hashes, text, starts = (
        hashes[order],
        text[order],
        np.concatenate([s.starts for s in seeds])[order],
    )
    found: list[tuple[Indexes, Indexes, Indexes]] = []
    at = np.arange(len(hashes) - 1)
    step = 1
    while len(at):
        at = at[hashes[at] == hashes[at + step]]
        for one, other in ((at, at + step), (at + step, at)):
            which = pair_of[text[one], text[other]]
            wanted = (which >= 0).nonzero()[0]
            found.append((which[wanted], starts[one[wanted]], starts[other[wanted]]))
        step += 1
        at = at[: np.searchsorted(at, len(hashes) - step)]
    which, i, j = (np.concatenate(some) for some in zip(*found, strict=True))
    return which, i, j


def _hits(a: Ranked, b: Ranked) -> tuple[Indexes, Indexes]:
    """Pairs of places whose seeds are equal; of a refrain, the first in a with the first in b, and
    so on.
    """
    if not len(a.hashes) or not len(b.hashes):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    low = b.hashes.searchsorted(a.hashes, "left")
    found = (b.hashes.take(low, mode="clip") == a.hashes).nonzero()[0]
    low, starts, wanted = low[found], a.starts[found], a.hashes[found]
    counts = b.hashes.searchsorted(wanted, "right") - low
    if len(counts) and counts.max() > _MAX_HITS:
        own = found - a.hashes.searchsorted(wanted, "left")  # which of its like in a
        refrain = counts > _MAX_HITS
        fits = ~refrain | (own < counts)
        low = np.where(refrain, low + own, low)[fits]
        starts, counts = starts[fits], np.where(refrain, 1, counts)[fits]
    if not len(counts) or counts.max() == 1:
        return starts, b.starts[low]
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(starts, counts), b.starts[np.repeat(low, counts) + offsets]


def _runs(which: Indexes, i: Indexes, j: Indexes, seeds: Ranked) -> _Runs:
    """Seeds that follow each other on one diagonal without a gap."""
    if not len(i):
        return _Runs(which, i, j, i)
    which, diagonal, i = _sorted_by(which, j - i, i)
    j = diagonal + i
    breaks = (
        (diagonal[1:] != diagonal[:-1]) | (i[1:] - i[:-1] > seeds.width) | (which[1:] != which[:-1])
    )
    firsts = np.append(0, breaks.nonzero()[0] + 1)
    lasts = np.append(firsts[1:] - 1, len(i) - 1)
    return _Runs(which[firsts], i[firsts], j[firsts], i[lasts] - i[firsts] + seeds.width)


def _sorted_by(*keys: Indexes) -> list[Indexes]:
    """Rows of several columns sorted by the first, then the second, and so on: as `lexsort` would,
    ten times as quick where a row fits into one number.
    """
    lows = [int(key.min()) for key in keys]
    bits = [int(key.max() - low).bit_length() for key, low in zip(keys, lows, strict=True)]
    if sum(bits) > _MOST_BITS:
        order = np.lexsort(keys[::-1])
        return [key[order] for key in keys]
    rows = keys[0] - lows[0]
    for key, low, size in zip(keys[1:], lows[1:], bits[1:], strict=True):
        rows <<= size
        rows |= key - low
    rows.sort()
    parted: list[Indexes] = []
    for low, size in zip(lows[::-1], bits[::-1], strict=True):
        parted.append((rows & ((1 << size) - 1)) + low)
        rows >>= size
    return parted[::-1]


def _lengthened(runs: _Runs, bounds: _Bounds) -> _Runs:
    """Every run as far as the letters are equal on both sides."""
    room = np.minimum(runs.i - bounds.first_a, runs.j - bounds.first_b)
    before = _equal_from(bounds.codes, runs.i - 1, runs.j - 1, room, -1)
    i, j = runs.i + runs.n, runs.j + runs.n
    room = np.minimum(bounds.stop_a - i, bounds.stop_b - j)
    return _Runs(
        runs.which,
        runs.i - before,
        runs.j - before,
        runs.n + before + _equal_from(bounds.codes, i, j, room, 1),
    )


def _equal_from(codes: Codes, i: Indexes, j: Indexes, room: Indexes, way: int) -> Indexes:
    """How many letters, `room` at most, are equal from places i and j on, going forward (1) or back
    (-1).
    """
    found = np.zeros(len(i), np.int64)
    steps = np.arange(_STRIDE)
    going = (room > 0).nonzero()[0]
    while len(going):
        ahead = found[going, None] + steps
        same = codes.take(i[going, None] + way * ahead, mode="clip") == codes.take(
            j[going, None] + way * ahead, mode="clip"
        )
        same &= ahead < room[going, None]
        whole = same.all(axis=1)
        found[going] += np.where(whole, _STRIDE, same.argmin(axis=1))
        going = going[whole]
    return found


def _verified(runs: _Runs, bounds: _Bounds, least: int) -> _Runs:
    """The runs of `least` characters and more at their places in their own texts, those apart whose
    letters differ though their hashes are equal.

    Hostile texts can make hashes equal; no block rests on a hash alone.
    """
    long = (runs.n >= least).nonzero()[0]
    which, i, j, n = (part[long] for part in (runs.which, runs.i, runs.j, runs.n))
    if not len(n):
        return _Runs(which, i, j, n)
    starts = np.cumsum(n) - n
    offsets = np.arange(n.sum()) - np.repeat(starts, n)
    same = bounds.codes[np.repeat(i, n) + offsets] == bounds.codes[np.repeat(j, n) + offsets]
    sound = np.logical_and.reduceat(same, starts)
    i -= bounds.first_a[long]
    j -= bounds.first_b[long]
    return _Runs(which[sound], i[sound], j[sound], n[sound])


def _by_pair(runs: _Runs, pairs: int) -> Iterator[list[Block]]:
    """The blocks of each pair, each once, longest first."""
    if not len(runs.n):
        yield from ([] for _ in range(pairs))
        return
    which, short, i, j = _sorted_by(runs.which, -runs.n, runs.i, runs.j)
    blocks = list(zip(i.tolist(), j.tolist(), (-short).tolist(), strict=True))
    edges = np.searchsorted(which, np.arange(pairs + 1)).tolist()
    for low, high in pairwise(edges):
        yield list(dict.fromkeys(blocks[low:high]))


def _tiled(blocks: list[Block], least: int, size_a: int, size_b: int) -> tuple[Block, ...]:
    """The longest blocks first, each without what a longer one took; sorted by place."""
    used_a, used_b = bytearray(size_a), bytearray(size_b)
    kept: list[Block] = []
    for i, j, n in blocks:
        if n < least:
            break
        taken = used_a.find(1, i, i + n) >= 0 or used_b.find(1, j, j + n) >= 0
        if taken and (used_a.find(0, i, i + n) < 0 or used_b.find(0, j, j + n) < 0):
            continue  # as the seeds of a longer block are, most often
        for i2, j2, n2 in _unused(i, j, n, used_a, used_b) if taken else ((i, j, n),):
            if n2 >= least:
                used_a[i2 : i2 + n2] = used_b[j2 : j2 + n2] = b"\1" * n2
                kept.append((i2, j2, n2))
    return tuple(sorted(kept))


def _unused(i: int, j: int, n: int, used_a: bytearray, used_b: bytearray) -> Iterator[Block]:
    """Stretches of the block that neither text has given away yet."""
    at = 0
    while at < n:
        start = max(_first(used_a, 0, i + at, i + n) - i, _first(used_b, 0, j + at, j + n) - j)
        if start > at:
            at = start
            continue
        end = min(_first(used_a, 1, i + at, i + n) - i, _first(used_b, 1, j + at, j + n) - j)
        yield i + at, j + at, end - at
        at = end + 1


def _first(used: bytearray, wanted: int, start: int, end: int) -> int:
    """The first place with that value; `end` where there is none."""
    place = used.find(wanted, start, end)
    return end if place < 0 else place
