"""An index that grows: a new article against a million old ones, without reading these again.

The index is a frozen value; adding gives a new one that shares nearly all of the old one's arrays.
Documents stand in segments, each like the sorted keys of `candidates`; two neighbouring segments of
like size become one (the logarithmic method of Bentley and Saxe 1980), so that an article is merged
some twenty times while a million are added. What is found can differ from one batch in two ways:
anchors of a report printed everywhere are those added first, and how usual a window is, is judged
by what is there so far.

  sketches ──add──▶ CopyIndex ──find(document)──▶ windows looked up ──enough?──▶ compared ──▶ Copies
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.copies.candidates import (
    ANCHORS,
    DOC_BITS,
    DOCS,
    FEW_HOUSES,
    REPRINT,
    Sizes,
    enough,
    of_numbers,
    packed,
    paired,
    shortened,
    sizes_of,
)
from sayso.copies.group import Task, compare
from sayso.copies.options import CopyOptions
from sayso.copies.sketch import Sketch, sketch
from sayso.errors import WrongUse
from sayso.model import Copy, Document
from sayso.text import Hashes, Indexes

Flags = NDArray[np.bool_]
_ALIKE = 2  # a segment at most so many times as large as its successor is merged with it
_MOST_GONE = 0.25  # share of a segment's documents that may be removed before it is made anew
_ONE = np.uint64(1)
_SIZES = ("windows", "rates", "long", "widths")  # fields of `Sizes`, in order


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Some documents: their windows as sorted keys, and of each, by number, what `find` asks for.

    keys    shortened hash and number of the document, packed and sorted
    places  id -> number
    gone    numbers of removed documents
    """

    keys: Hashes
    ids: tuple[str, ...]
    sizes: Sizes
    houses: tuple[str, ...]
    whole: Hashes
    places: dict[str, int]
    gone: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class CopyIndex:
    """Documents by their windows, some two kilobytes each; the texts stay elsewhere."""

    segments: tuple[Segment, ...] = ()
    options: CopyOptions = field(default_factory=CopyOptions)

    def __len__(self) -> int:
        """Documents in the index, removed ones left out."""
        return sum(len(segment.ids) - len(segment.gone) for segment in self.segments)

    def __contains__(self, doc_id: object) -> bool:
        """True where a document of that id is in the index."""
        return any(s.places.get(doc_id, -1) not in {-1, *s.gone} for s in self.segments)  # type: ignore[call-overload]


def add(index: CopyIndex, sketches: Sequence[Sketch]) -> CopyIndex:
    """The index with these documents in it as well. Raises WrongUse where one of them is there
    already.

    >>> said = "The harbour was closed on Friday after the storm tore two cranes from the quay."
    >>> told = {"a": said, "b": "Bread got dearer, bakers say.", "c": said}
    >>> docs = {doc_id: Document(doc_id, text) for doc_id, text in told.items()}
    >>> index = add(CopyIndex(), [sketch(docs["a"]), sketch(docs["b"])])
    >>> [(copy.a, copy.b, copy.kind) for copy in find(index, docs["c"], docs.__getitem__)]
    [('a', 'c', 'identical')]
    """
    if not sketches:
        return index
    ids = tuple(s.doc_id for s in sketches)
    seen: set[str] = set()
    for doc_id in ids:
        if doc_id in seen or doc_id in index:
            raise WrongUse(
                f"document {doc_id!r} is already in the index: remove it first, or give the new "
                "one its own id"
            )
        seen.add(doc_id)
    segments = [*index.segments, _segment(sketches, index.options)]
    while len(segments) > 1 and len(segments[-2].keys) <= _ALIKE * len(segments[-1].keys):
        newer, older = segments.pop(), segments.pop()
        segments.append(_merged(older, newer))
    return replace(index, segments=tuple(segments))


def remove(index: CopyIndex, doc_ids: Iterable[str]) -> CopyIndex:
    """The index without these documents. Raises WrongUse where one of them is not there."""
    segments = list(index.segments)
    for doc_id in doc_ids:
        at = next(
            (n for n, s in enumerate(segments) if s.places.get(doc_id, -1) not in {-1, *s.gone}),
            None,
        )
        if at is None:
            raise WrongUse(f"document {doc_id!r} is not in the index, so it cannot be removed")
        old = segments[at]
        segments[at] = replace(old, gone=old.gone | {old.places[doc_id]})
    return replace(index, segments=tuple(s for s in map(_tidied, segments) if s.ids))


def find(index: CopyIndex, doc: Document, texts: Callable[[str], Document]) -> tuple[Copy, ...]:
    """The copies of a document among the others of the index; `texts` gives one by its id."""
    others = [doc_id for doc_id in near(index, sketch(doc)) if doc_id != doc.id]
    pairs = tuple((min(doc.id, other), max(doc.id, other)) for other in others)
    found = compare(Task(pairs, (doc, *(texts(other) for other in others)), index.options))
    return tuple(sorted(found, key=lambda copy: (copy.a, copy.b)))


def near(index: CopyIndex, wanted: Sketch) -> list[str]:
    """Ids of the documents that share enough windows with a sketch to be compared, sorted."""
    hashes = shortened(wanted.hashes)
    hashes = hashes[np.append(True, hashes[1:] != hashes[:-1])] if len(hashes) else hashes
    met = [_lookup(segment, hashes) for segment in index.segments]
    holders = sum((high - low for low, high in met), np.zeros(len(hashes), np.int64))
    new = wanted.doc_id not in index  # then it is one more that prints its windows
    holders += new
    everywhere = holders > index.options.refrain_docs
    usual = _usual(index, met, holders)
    there = _sharers(index, met, everywhere)
    pairs = paired(there.sizes, sizes_of([wanted], index.options))
    # as in a batch: of reprints most hashes are usual, of texts with one footer few are
    dull = there.count(usual) / np.maximum(1.0, there.sizes.windows * pairs.rates)
    of_all = np.bincount(there.which, dull[there.who], len(hashes)).astype(np.float64)
    of_all += new * usual.sum() / max(1, len(usual))
    reprint = of_all >= REPRINT * (np.bincount(there.which, minlength=len(hashes)) + new)
    shared = there.count(~usual | reprint), there.count(~everywhere | reprint)
    likely = np.flatnonzero(enough(*shared, pairs, index.options)).tolist()
    equal = (
        (segment, number)
        for segment in index.segments
        for number in np.flatnonzero((segment.whole == wanted.whole) & (wanted.whole != 0)).tolist()
    )
    found = (*(there.places[n] for n in likely), *equal)
    return sorted({s.ids[number] for s, number in found if number not in s.gone})


@dataclass(frozen=True, slots=True, eq=False)
class _Sharers:
    """Documents of the index that share hashes with a sketch.

    places     segment and number of each
    who, which  of every hash shared: by which of them, and which of the sketch's it is
    """

    places: list[tuple[Segment, int]]
    sizes: Sizes
    who: Indexes
    which: Indexes

    def count(self, chosen: Flags) -> NDArray[np.float64]:
        """How many of the chosen hashes each of them shares."""
        weights = chosen[self.which].astype(np.float64)
        return np.asarray(np.bincount(self.who, weights, len(self.places)), np.float64)


def _sharers(
    index: CopyIndex, met: Sequence[tuple[Indexes, Indexes]], everywhere: Flags
) -> _Sharers:
    """All that hold a hash; of one that is everywhere its anchors, the first that were added."""
    places: list[tuple[Segment, int]] = []
    sizes = [sizes_of([], index.options)]
    who, which = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    seen = np.zeros(len(everywhere), np.int64)
    for segment, (low, high) in zip(index.segments, met, strict=True):
        kept = np.where(everywhere, np.clip(ANCHORS - seen, 0, high - low), high - low)
        seen += kept
        numbers, own = np.unique(_numbers(segment, low, kept), return_inverse=True)
        who.append(own + len(places))
        which.append(np.repeat(np.arange(len(everywhere)), kept))
        sizes.append(of_numbers(segment.sizes, numbers))
        places += [(segment, number) for number in numbers.tolist()]
    return _Sharers(places, _joined(sizes), np.concatenate(who), np.concatenate(which))


# ---- as bytes, for an index that is kept in a file ---------------------------------


def to_bytes(segment: Segment) -> bytes:
    """A segment as bytes: arrays of NumPy's own format, texts as JSON; never a pickle."""
    told = json.dumps([segment.ids, segment.houses, sorted(segment.gone)]).encode("ascii")
    held = io.BytesIO()
    sizes: dict[str, Any] = dict(zip(_SIZES, _columns(segment.sizes), strict=True))
    text = np.frombuffer(told, np.uint8)
    np.savez(held, keys=segment.keys, whole=segment.whole, told=text, **sizes)
    return held.getvalue()


def from_bytes(data: bytes) -> Segment:
    """The segment that `to_bytes` made these of. Raises WrongUse where they are not such bytes, or
    would unpack to more than they are.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            stored = sum(one.file_size for one in parts.infolist())
        if stored > len(data):  # `to_bytes` never compresses
            raise WrongUse("a segment of the index of copies unpacks to more than it is: not ours")
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            ids, houses, gone = json.loads(held["told"].tobytes())
            return Segment(
                keys=held["keys"],
                ids=tuple(ids),
                sizes=Sizes(*(held[name] for name in _SIZES)),
                houses=tuple(houses),
                whole=held["whole"],
                places={doc_id: n for n, doc_id in enumerate(ids)},
                gone=frozenset(gone),
            )
    except (ValueError, KeyError, OSError, MemoryError, zipfile.BadZipFile) as error:
        raise WrongUse(f"a segment of the index of copies is damaged ({error})") from error


def _joined(sizes: Sequence[Sizes]) -> Sizes:
    return Sizes(*(np.concatenate(column) for column in zip(*map(_columns, sizes), strict=True)))


def _segment(sketches: Sequence[Sketch], options: CopyOptions) -> Segment:
    ids = tuple(s.doc_id for s in sketches)
    return Segment(
        keys=np.sort(packed(sketches)),
        ids=ids,
        sizes=sizes_of(sketches, options),
        houses=tuple(s.house for s in sketches),
        whole=np.array([s.whole for s in sketches], np.uint64),
        places={doc_id: n for n, doc_id in enumerate(ids)},
    )


def _merged(one: Segment, other: Segment) -> Segment:
    """Two segments as one, removed documents left out."""
    one, other = _without_gone(one), _without_gone(other)
    shift = len(one.ids)
    keys = np.concatenate((one.keys, other.keys + np.uint64(shift)))
    keys.sort(kind="stable")  # two sorted runs: merged in one pass
    return Segment(
        keys=keys,
        ids=one.ids + other.ids,
        sizes=_joined((one.sizes, other.sizes)),
        houses=one.houses + other.houses,
        whole=np.concatenate((one.whole, other.whole)),
        places=one.places | {doc_id: n + shift for doc_id, n in other.places.items()},
    )


def _columns(sizes: Sizes) -> tuple[NDArray[Any], ...]:
    return sizes.windows, sizes.rates, sizes.long, sizes.widths


def _tidied(segment: Segment) -> Segment:
    return _without_gone(segment) if len(segment.gone) > _MOST_GONE * len(segment.ids) else segment


def _without_gone(segment: Segment) -> Segment:
    """The segment made anew without its removed documents."""
    if not segment.gone:
        return segment
    stays = np.ones(len(segment.ids), bool)
    stays[list(segment.gone)] = False
    renumbered = (np.cumsum(stays) - 1).astype(np.uint64)
    docs = (segment.keys & DOCS).astype(np.int64)
    keys = segment.keys[stays[docs]]
    keys = (keys >> DOC_BITS << DOC_BITS) | renumbered[docs[stays[docs]]]
    ids = tuple(doc_id for doc_id, kept in zip(segment.ids, stays, strict=True) if kept)
    return Segment(
        keys=keys,
        ids=ids,
        sizes=Sizes(*(column[stays] for column in _columns(segment.sizes))),
        houses=tuple(house for house, kept in zip(segment.houses, stays, strict=True) if kept),
        whole=segment.whole[stays],
        places={doc_id: n for n, doc_id in enumerate(ids)},
    )


def _lookup(segment: Segment, hashes: Hashes) -> tuple[Indexes, Indexes]:
    """Where each hash begins and ends among a segment's keys."""
    low = np.searchsorted(segment.keys, hashes << DOC_BITS, "left")
    high = np.searchsorted(segment.keys, (hashes + _ONE) << DOC_BITS, "left")
    return low, high


def _numbers(segment: Segment, low: Indexes, counts: Indexes) -> Indexes:
    """Numbers of the documents that stand at the given stretches of a segment's keys."""
    starts = np.repeat(low - np.cumsum(counts) + counts, counts)
    return np.asarray((segment.keys[starts + np.arange(counts.sum())] & DOCS).astype(np.int64))


def _usual(index: CopyIndex, met: Sequence[tuple[Indexes, Indexes]], holders: Indexes) -> Flags:
    """Of each window: do many documents hold it, or several of one house and of no other?"""
    usual = holders > index.options.usual_docs
    for n in np.flatnonzero(~usual & (holders > index.options.house_docs)).tolist():
        usual[n] = len(set(_houses(index, [(low[n], high[n]) for low, high in met]))) <= FEW_HOUSES
    return np.asarray(usual)


def _houses(index: CopyIndex, places: Sequence[tuple[int, int]]) -> Iterator[object]:
    """Houses of the documents at these places of the segments; an unknown one counts by itself."""
    for segment, (low, high) in zip(index.segments, places, strict=True):
        for number in (segment.keys[low:high] & DOCS).tolist():
            yield segment.houses[number] or (id(segment), number)
