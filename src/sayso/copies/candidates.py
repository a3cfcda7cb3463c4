"""Pairs of documents worth comparing: those whose sketches share enough windows.

All hashes stand in one sorted array, each packed with its document's number; equal neighbours are
pairs. A window that many texts hold, or several of one house and no other, is either part of a
report printed everywhere or part of the furniture of a site (a footer, a rubric). The two are told
apart by what else those texts hold: of a reprint nearly every window is as common, of an article
with a footer few are. A report's windows link each of its prints to the few that stand first, so
that a thousand reprints make four thousand pairs, not half a million; furniture makes no pairs at
all, and is reported.

  sketches ─pack, sort─▶ runs of one hash ─usual? reprinted?─▶ pairs ─enough?─▶ (i, j) by number
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.copies.options import CopyOptions
from sayso.copies.sketch import DENSE_WIDTH, WIDTH, Sketch
from sayso.errors import WrongUse
from sayso.text import Hashes, Indexes

DOC_BITS = np.uint64(24)  # sixteen million documents in one call
_DROP_BITS = np.uint64(24)  # forty bits of each hash remain
DOCS = np.uint64((1 << 24) - 1)
_SLICE = 1 << 22  # keys looked at together: bounds the memory of everything but the keys themselves
ANCHORS = 4  # texts that a window of a report printed everywhere links its holders to
_PAIR_BITS = np.uint64(32)
# houses from whose texts alone a window comes that is usual there: its own and a guest's page
FEW_HOUSES = 2
# share of a text's windows that are usual, averaged over holders, from which they are reprints
REPRINT = 0.5

Counts = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Sizes:
    """By a sketch's number: windows of the text, share of them kept, long enough?, width."""

    windows: Counts
    rates: Counts
    long: Flags
    widths: Indexes


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """What came of the search.

    pairs      numbers (i, j), i < j, shape (n, 2), sorted
    furniture  shortened hash, how many documents hold it, numbers of the first two of them; shape
               (n, 4), sorted
    """

    pairs: Indexes
    furniture: Indexes


def candidates(sketches: Sequence[Sketch], options: CopyOptions) -> Candidates:
    """The pairs of sketches that share enough windows or all their letters, and the windows that
    count for nothing.

    The order of `sketches` matters only for which texts serve as anchors: give the best first.
    """
    if len(sketches) < 2:  # what follows loads masked arrays
        return Candidates(np.empty((0, 2), np.int64), np.empty((0, 4), np.int64))
    sizes = sizes_of(sketches, options)
    keys = _met_again(packed(sketches), options)
    houses = _houses_of(sketches)
    held = np.array([len(s.hashes) for s in sketches], np.int64)
    usual = _usual_share(keys, held, houses, options)
    none = np.empty(0, np.uint64), np.empty(0, np.int64)
    rare, common, furniture = none, none, [np.empty((0, 4), np.int64)]
    for piece in _slices(keys):
        fresh, often, dull = pairs_of(piece, usual, houses, options)
        rare, common = _merged(rare, tally(fresh)), _merged(common, tally(often))
        furniture.append(dull)
    whole = np.array([s.whole for s in sketches], np.uint64)
    found = np.union1d(_sharing(rare, common, sizes, options), equal_texts(whole, options))
    return Candidates(np.stack(unpacked(found), axis=1), np.concatenate(furniture))


def sizes_of(sketches: Sequence[Sketch], options: CopyOptions) -> Sizes:
    """The scalars of all sketches as arrays."""
    widths = np.array([s.width for s in sketches], np.int64)
    size = np.array([s.size for s in sketches], np.int64)
    return Sizes(
        windows=np.array([s.windows for s in sketches], np.float64),
        rates=np.array([s.rate for s in sketches], np.float64),
        long=size * WIDTH >= options.short_text * widths,
        widths=widths,
    )


def _houses_of(sketches: Sequence[Sketch]) -> Indexes:
    """Equal numbers for texts of one house; those of which it is unknown have one each."""
    known = {
        house: n
        for n, house in enumerate(
            dict.fromkeys(s.house for s in sketches if s.house), len(sketches)
        )
    }
    return np.array([known.get(s.house, n) for n, s in enumerate(sketches)], np.int64)


def packed(sketches: Sequence[Sketch]) -> Hashes:
    """Every hash over its document's number. Raises WrongUse beyond 16 million documents."""
    if len(sketches) > int(DOCS):
        raise WrongUse(
            f"{len(sketches):,} documents at once: at most {int(DOCS):,} can be compared in one go"
        )
    if not sketches:
        return np.empty(0, np.uint64)
    keys = np.concatenate([s.hashes for s in sketches])
    keys >>= _DROP_BITS
    keys <<= DOC_BITS
    keys |= np.repeat(np.arange(len(sketches), dtype=np.uint64), [len(s.hashes) for s in sketches])
    return keys


def _met_again(keys: Hashes, options: CopyOptions) -> Hashes:
    """The keys, sorted in their own place, without those whose hash no other document holds: nine
    in ten, and nothing comes of them, whatever is asked for.
    """
    keys.sort()
    if min(options.usual_docs, options.house_docs, options.refrain_docs) < 1:
        return keys
    filled = 0
    for piece in _slices(keys):
        same = np.diff(piece >> DOC_BITS) == 0
        met = np.zeros(len(piece), bool)
        met[1:] = same
        met[:-1] |= same
        kept = piece[met]
        keys[filled : filled + len(kept)] = kept  # behind the stretch that is looked at
        filled += len(kept)
    return keys[:filled].copy()


def shortened(hashes: Hashes) -> Hashes:
    """Hashes kept to forty bits, as they stand in the keys."""
    return hashes >> _DROP_BITS


def paired(one: Sizes, other: Sizes) -> Sizes:
    """Of pairs: windows of the smaller text, the thinner sample, whether both are long enough."""
    return Sizes(
        windows=np.minimum(one.windows, other.windows),
        rates=np.minimum(one.rates, other.rates),
        long=one.long & other.long,
        widths=one.widths,
    )


def enough(fresh: Counts, every: Counts, pairs: Sizes, options: CopyOptions) -> Flags:
    """Which pairs share enough to be compared: of `fresh` hashes, or of `every` hash, usual ones
    too.

    Both are counted in the samples; the thinner of a pair's two says for how many windows they
    stand.
    """
    least = np.where(
        pairs.widths == WIDTH, options.least_windows, options.least_windows * DENSE_WIDTH / WIDTH
    )
    told, all_told = fresh / pairs.rates, every / pairs.rates
    found = (fresh >= 2) & ((told >= least) | (told >= options.least_share * pairs.windows))
    found |= (every >= 2) & (all_told >= options.usual_share * pairs.windows)
    return np.asarray(found & pairs.long)


def _sharing(
    rare: tuple[Hashes, Indexes], common: tuple[Hashes, Indexes], sizes: Sizes, options: CopyOptions
) -> Hashes:
    """The pairs that share enough to be compared."""
    pairs, places = np.unique(np.concatenate((rare[0], common[0])), return_inverse=True)
    fresh, often = np.zeros(len(pairs)), np.zeros(len(pairs))
    fresh[places[: len(rare[0])]] = rare[1]
    often[places[len(rare[0]) :]] = common[1]
    one, other = (of_numbers(sizes, numbers) for numbers in unpacked(pairs))
    return pairs[enough(fresh, fresh + often, paired(one, other), options)]


def of_numbers(sizes: Sizes, numbers: Indexes) -> Sizes:
    """The scalars of the sketches of these numbers."""
    return Sizes(
        sizes.windows[numbers], sizes.rates[numbers], sizes.long[numbers], sizes.widths[numbers]
    )


def unpacked(pairs: Hashes) -> tuple[Indexes, Indexes]:
    """The two numbers of packed pairs.

    >>> [held.tolist() for held in unpacked(np.array([3 << 32 | 5], np.uint64))]
    [[3], [5]]
    """
    low = np.uint64(2**32 - 1)
    return (pairs >> _PAIR_BITS).astype(np.int64), (pairs & low).astype(np.int64)


def _slices(keys: Hashes) -> Iterator[Hashes]:
    """The keys in stretches that never part two equal hashes."""
    start = 0
    while start < len(keys):
        end = min(start + _SLICE, len(keys))
        if end < len(keys):
            end = int(np.searchsorted(keys, (keys[end] >> DOC_BITS) << DOC_BITS, "left"))
            if end <= start:  # one hash fills the stretch: take all of it
                end = int(
                    np.searchsorted(
                        keys, ((keys[start] >> DOC_BITS) + np.uint64(1)) << DOC_BITS, "left"
                    )
                )
        yield keys[start:end]
        start = end


def runs_of(keys: Hashes) -> tuple[Indexes, Indexes]:
    """Where each hash begins among the sorted keys, and how many documents hold it.

    >>> keys = np.array([(8 << 24) + 1, (8 << 24) + 4, (9 << 24) + 1], np.uint64)
    >>> [held.tolist() for held in runs_of(keys)]
    [[0, 2], [2, 1]]
    """
    hashes = keys >> DOC_BITS
    firsts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    return firsts, np.diff(np.append(firsts, len(keys)))


def is_usual(
    keys: Hashes, firsts: Indexes, lengths: Indexes, houses: Indexes, options: CopyOptions
) -> Flags:
    """Whether more texts hold a window than copies of one would, or several of one house alone.

    >>> keys = np.array([(8 << 24) + n for n in range(4)], np.uint64)
    >>> of_one, of_each = np.zeros(4, np.int64), np.arange(4)
    >>> [bool(is_usual(keys, *runs_of(keys), h, CopyOptions())[0]) for h in (of_one, of_each)]
    [True, False]
    """
    usual = lengths > options.usual_docs
    some = np.flatnonzero(~usual & (lengths > options.house_docs))
    if len(some):
        which = np.repeat(np.arange(len(some)), lengths[some])
        starts = firsts[some] - np.cumsum(lengths[some]) + lengths[some]
        places = np.repeat(starts, lengths[some]) + np.arange(len(which))
        held = which << 32 | houses[(keys[places] & DOCS).astype(np.int64)]
        held.sort()  # numpy.unique hashes them, which takes ten times as long
        once = held[np.append(True, held[1:] != held[:-1])]
        usual[some] = np.bincount(once >> 32, minlength=len(some)) <= FEW_HOUSES
    return usual


def _usual_share(keys: Hashes, held: Indexes, houses: Indexes, options: CopyOptions) -> Counts:
    """Share of each document's hashes, of which it has `held`, that are usual."""
    usual = np.zeros(len(houses))
    for piece in _slices(keys):
        firsts, lengths = runs_of(piece)
        flags = np.repeat(is_usual(piece, firsts, lengths, houses, options), lengths)
        usual += np.bincount((piece[flags] & DOCS).astype(np.int64), minlength=len(houses))
    return usual / np.maximum(1, held)


def pairs_of(
    keys: Hashes, usual: Counts, houses: Indexes, options: CopyOptions
) -> tuple[Hashes, Hashes, Indexes]:
    """Packed pairs, once for each window they share: rare ones, usual ones; and furniture met.

    keys    sorted, and whole: no hash of which other documents' keys are elsewhere
    usual   by a document's number, the share of its hashes that are usual
    houses  by a document's number, that of its house

    >>> keys = np.array([(8 << 24) + 1, (8 << 24) + 4, (9 << 24) + 1], np.uint64)
    >>> fresh, often, furniture = pairs_of(keys, np.zeros(5), np.arange(5), CopyOptions())
    >>> [held.tolist() for held in unpacked(fresh)], len(often), len(furniture)
    ([[1], [4]], 0, 0)
    """
    docs = keys & DOCS
    firsts, lengths = runs_of(keys)
    common = is_usual(keys, firsts, lengths, houses, options)
    reprint = np.zeros(len(lengths), bool)
    if common.any():
        reprint = np.add.reduceat(usual[docs.astype(np.int64)], firsts) >= REPRINT * lengths
    everywhere = lengths > options.refrain_docs
    fresh = all_pairs(docs, firsts, lengths, ~everywhere & (~common | reprint))
    printed = everywhere & reprint
    fresh += _to_anchors(docs, firsts[printed], lengths[printed], usual >= REPRINT)
    often = all_pairs(docs, firsts, lengths, ~everywhere & common & ~reprint)
    dull = everywhere & ~reprint
    hashes = (keys[firsts[dull]] >> DOC_BITS).astype(np.int64)
    holders = (docs[firsts[dull] + step].astype(np.int64) for step in (0, 1))
    furniture = np.stack((hashes, lengths[dull], *holders), axis=1)
    return _concatenated(fresh), _concatenated(often), furniture


def all_pairs(docs: Hashes, firsts: Indexes, lengths: Indexes, chosen: Flags) -> list[Hashes]:
    """Packed pairs of all holders of each chosen window; `docs` are the holders, run after run.

    >>> docs, chosen = np.array([1, 4, 6], np.uint64), np.array([True])
    >>> found = all_pairs(docs, np.array([0]), np.array([3]), chosen)
    >>> sorted(zip(*(held.tolist() for held in unpacked(np.concatenate(found)))))
    [(1, 4), (1, 6), (4, 6)]
    """
    left = np.repeat(lengths, lengths) - (np.arange(len(docs)) - np.repeat(firsts, lengths)) - 1
    found: list[Hashes] = []
    at = np.flatnonzero((left > 0) & np.repeat(chosen, lengths))
    step = 1
    while len(at):
        found.append((docs[at] << _PAIR_BITS) | docs[at + step])
        step += 1
        at = at[left[at] >= step]
    return found


def _to_anchors(docs: Hashes, firsts: Indexes, lengths: Indexes, prints: Flags) -> list[Hashes]:
    """Pairs of every holder of a window with the first few of its holders that are prints of the
    report themselves.

    A long article that quotes the report must not become the one to which all prints are tied.
    """
    run = np.repeat(np.arange(len(firsts)), lengths)
    places = np.repeat(firsts - np.cumsum(lengths) + lengths, lengths) + np.arange(len(run))
    holders = docs[places]
    chosen = prints[holders.astype(np.int64)]
    before: Indexes = np.cumsum(chosen) - chosen  # prints before this holder, over all runs
    rank: Indexes = before - np.repeat(before[np.cumsum(lengths) - lengths], lengths)
    found: list[Hashes] = []
    for anchor in range(ANCHORS):
        at = np.flatnonzero(chosen & (rank == anchor))
        anchors = np.full(len(firsts), -1, np.int64)
        anchors[run[at]] = holders[at]
        other = np.flatnonzero((anchors[run] >= 0) & ~(chosen & (rank <= anchor)))
        one, two = anchors[run[other]].astype(np.uint64), holders[other]
        found.append((np.minimum(one, two) << _PAIR_BITS) | np.maximum(one, two))
    return found


def _concatenated(pieces: list[Hashes]) -> Hashes:
    return np.concatenate(pieces) if pieces else np.empty(0, np.uint64)


def tally(pairs: Hashes) -> tuple[Hashes, Indexes]:
    """Each pair once, sorted, and how often it came; `numpy.unique` would not sort in place.

    >>> [held.tolist() for held in tally(np.array([5, 3, 5], np.uint64))]
    [[3, 5], [1, 2]]
    """
    pairs.sort()
    firsts = np.flatnonzero(
        np.concatenate((np.ones(min(1, len(pairs)), bool), pairs[1:] != pairs[:-1]))
    )
    return pairs[firsts], np.diff(np.append(firsts, len(pairs))).astype(np.int64)


def _merged(one: tuple[Hashes, Indexes], other: tuple[Hashes, Indexes]) -> tuple[Hashes, Indexes]:
    """Two tallies added up."""
    if not len(one[0]) or not len(other[0]):
        return one if len(one[0]) else other
    pairs, places = np.unique(np.concatenate((one[0], other[0])), return_inverse=True)
    return pairs, np.bincount(places, np.concatenate((one[1], other[1])), len(pairs)).astype(
        np.int64
    )


def equal_texts(whole: Hashes, options: CopyOptions) -> Hashes:
    """Packed pairs whose folded texts are equal, by the hashes of all their letters, 0 where
    there are too many: the only way in which very short texts are copies.

    >>> found = equal_texts(np.array([7, 0, 7, 0, 9], np.uint64), CopyOptions())
    >>> [held.tolist() for held in unpacked(found)]
    [[0], [2]]
    """
    order = np.argsort(whole, kind="stable")
    order = order[whole[order] != 0]
    if not len(order):
        return np.empty(0, np.uint64)
    docs, hashes = order.astype(np.uint64), whole[order]
    firsts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    lengths = np.diff(np.append(firsts, len(docs)))
    few = lengths <= options.refrain_docs
    every = np.ones(len(whole), bool)
    return _concatenated(
        all_pairs(docs, firsts, lengths, few)
        + _to_anchors(docs, firsts[~few], lengths[~few], every)
    )
