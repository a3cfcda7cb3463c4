"""Pairs of documents worth comparing: those whose sketches share enough windows.

All hashes stand in one sorted array, each packed with its document's number; equal neighbours are pairs. The array is
cut by hash range so that memory stays bounded, and a window that very many texts hold (a refrain, or a report printed
everywhere) links each of them to a few anchors instead of to all.

    sketches ──pack, sort──▶ runs of one hash ──pairs──▶ counts ──enough?──▶ (i, j) by number
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.copies.options import CopyOptions
from sayso.copies.sketch import Sketch
from sayso.text import Hashes, Indexes

_DOC_BITS = np.uint64(24)  # sixteen million documents in one call
_DROP_BITS = np.uint64(21)  # kept hashes lie below 2**61: forty bits of each remain
_SHARD = 1 << 24  # hashes sorted at a time: 128 MiB
_ANCHORS = 4  # texts that a refrain links its holders to
_PAIR_BITS = np.uint64(32)


def candidates(sketches: Sequence[Sketch], options: CopyOptions) -> Indexes:
    """Numbers (i, j), i < j, of sketches that share enough windows or all their letters; shape (n, 2), sorted.

    The order of `sketches` matters only for which texts serve as anchors: give the best first.
    """
    sizes = np.array([len(s.hashes) for s in sketches], np.int64)
    long = np.array([s.size >= options.short_text for s in sketches], bool)
    pairs, counts = _counted(sketches, options)
    i, j = _unpack(pairs)
    smaller = np.minimum(sizes[i], sizes[j])
    enough = (counts >= options.least_hashes) | (counts >= np.maximum(2, options.least_share * smaller))
    found = pairs[enough & long[i] & long[j]]
    i, j = _unpack(np.union1d(found, _equal_texts(sketches, options)))
    return np.stack([i, j], axis=1)


def _unpack(pairs: Hashes) -> tuple[Indexes, Indexes]:
    low = np.uint64(2**32 - 1)
    return (pairs >> _PAIR_BITS).astype(np.int64), (pairs & low).astype(np.int64)


def _counted(sketches: Sequence[Sketch], options: CopyOptions) -> tuple[Hashes, Indexes]:
    """Packed pairs that share a window and how many they share, added up over all shards."""
    total = sum(len(s.hashes) for s in sketches)
    shards = max(1, -(-total // _SHARD))
    edges = [np.uint64(2**61 * k // shards) for k in range(shards)] + [np.uint64(2**61)]
    found: list[Hashes] = []
    counts: list[Indexes] = []
    for low, high in pairwise(edges):
        keys = np.sort(_packed(sketches, low, high))
        pairs, times = _tally(_pairs_of(keys >> _DOC_BITS, keys, options.refrain_docs))
        found.append(pairs)
        counts.append(times)
    if shards == 1:
        return found[0], counts[0]
    pairs, places = np.unique(np.concatenate(found), return_inverse=True)
    return pairs, np.bincount(places, np.concatenate(counts), len(pairs)).astype(np.int64)


def _tally(pairs: Hashes) -> tuple[Hashes, Indexes]:
    """Each pair once, sorted, and how often it came; sorts in place, which `numpy.unique` does not."""
    pairs.sort()
    firsts = np.flatnonzero(np.concatenate((np.ones(min(1, len(pairs)), bool), pairs[1:] != pairs[:-1])))
    return pairs[firsts], np.diff(np.concatenate((firsts, [len(pairs)]))).astype(np.int64)


def _packed(sketches: Sequence[Sketch], low: np.uint64, high: np.uint64) -> Hashes:
    """Hashes from `low` up to `high`, each with its document's number in the low bits."""
    pieces = [s.hashes[np.searchsorted(s.hashes, low) : np.searchsorted(s.hashes, high)] for s in sketches]
    if not pieces:
        return np.empty(0, np.uint64)
    numbers = np.repeat(np.arange(len(pieces), dtype=np.uint64), [len(p) for p in pieces])
    return ((np.concatenate(pieces) >> _DROP_BITS) << _DOC_BITS) | numbers


def _pairs_of(runs: Hashes, keys: Hashes, most: int) -> Hashes:
    """Packed pairs of documents with equal hashes; `runs` is the hash of each sorted key."""
    if not len(runs):
        return np.empty(0, np.uint64)
    docs = keys & np.uint64((1 << int(_DOC_BITS)) - 1)
    firsts = np.flatnonzero(np.concatenate(([True], runs[1:] != runs[:-1])))
    lengths = np.diff(np.concatenate((firsts, [len(runs)])))
    left = np.repeat(lengths, lengths) - (np.arange(len(runs)) - np.repeat(firsts, lengths)) - 1
    common = np.repeat(lengths, lengths) > most
    found: list[Hashes] = []
    at = np.flatnonzero((left > 0) & ~common)
    step = 1
    while len(at):
        found.append((docs[at] << _PAIR_BITS) | docs[at + step])
        step += 1
        at = at[left[at] >= step]
    found.extend(_to_anchors(docs, firsts[lengths > most], lengths[lengths > most]))
    return np.concatenate(found) if found else np.empty(0, np.uint64)


def _to_anchors(docs: Hashes, firsts: Indexes, lengths: NDArray[np.int64]) -> list[Hashes]:
    """Pairs of every holder of a refrain with its first few holders."""
    found: list[Hashes] = []
    for anchor in range(_ANCHORS):
        rest = lengths - anchor - 1
        starts = np.repeat(firsts + anchor, rest)
        offsets = np.arange(rest.sum()) - np.repeat(np.cumsum(rest) - rest, rest) + 1
        found.append((docs[starts] << _PAIR_BITS) | docs[starts + offsets])
    return found


def _equal_texts(sketches: Sequence[Sketch], options: CopyOptions) -> Hashes:
    """Pairs whose folded texts are equal: the only way in which very short texts are copies."""
    whole = np.array([s.whole if s.size else 0 for s in sketches], np.uint64)
    order = np.argsort(whole, kind="stable")
    order = order[whole[order] != 0]
    return _pairs_of(whole[order], order.astype(np.uint64), options.refrain_docs)
