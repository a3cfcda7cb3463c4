"""A document's fingerprint: a sample of its windows of 24 characters, small enough to keep a
million in memory.

A window is kept when its hash is small enough (FracMinHash: Irber and others 2022): all of a brief
text's, one in eight of an article's of 1,500 characters, fewer of a longer one's. Whatever the
lengths, two sketches can be compared for containment over the hashes that both would have kept.
Passages that are not prose (a contact line, a photo credit) are left out: two articles do not
become copies by sharing a newsletter line. Scripts that put a word into a character or two (Han,
Kana, Hangul) get narrower windows.

  Documents ─a batch at a time─▶ folded prose ─windows─▶ hashes ─the small ones─▶ Sketches
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from sayso.model import Defect, Document, Part
from sayso.outlets.table import host_of
from sayso.text import (
    Bytes,
    Codes,
    Folded,
    Hashes,
    Indexes,
    defects_of,
    fold_bytes,
    fold_codes,
    in_bytes,
    windows,
)

WIDTH = 24  # folded characters: about five words, which unrelated texts seldom share
DENSE_WIDTH = 10  # the same in scripts of syllables and words
_DENSE_FROM = 0x2E80  # code points from which scripts write syllables or words
# share of such characters from which a text is dense: numbers and names may be Latin
_DENSE_SHARE = 0.3
# hashes of a text of 1,500 characters, one in eight; a shorter text keeps as many as it has
_FEW = 187
_FEW_FROM = 1500
# beyond 1,500 characters one window in 32 more: a text of a million characters keeps 31,000 hashes
_THINNER = 32
_REPETITIVE = 0.5  # share of the expected hashes under which a text says the same over and over
# where parts leave less of a text than this, its parts were misread and all of it counts
_LEAST_PROSE = 0.3
_LEAST_LEFT = 60  # folded characters, a sentence, that may stand beside a consent box
_BATCH = 1 << 17  # characters folded and hashed at a time: the arrays stay in the processor's cache
# folded characters up to which the letters as a whole are hashed too; longer texts share windows
# anyway
_WHOLE = 600


Letters = TypeVar("Letters", Codes, bytes)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What `group` needs of a document: `hashes` sorted and distinct, everything else a scalar.

    size   folded characters of prose
    whole  a 64-bit hash of them all where they are few: equal for texts that differ in case, marks
           and spaces only
    width  folded characters a window: 24, or 10 in a dense script
    rate   share of the windows that are kept, above 0 and at most 1
    day    the day of publication that the document declares, None where it declares none
    house  where it was published: the host of its address, else its outlet, empty where neither is
           known
    """

    doc_id: str
    hashes: Hashes
    size: int
    whole: int = 0
    defects: tuple[Defect, ...] = ()
    width: int = WIDTH
    rate: float = 1.0
    day: date | None = None
    house: str = ""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Pickled with the hashes as bytes: a pile's sketches travel between processes."""
        rest = self.size, self.whole, self.defects, self.width, self.rate, self.day, self.house
        return _unpickled, (self.doc_id, self.hashes.tobytes(), *rest)

    @property
    def windows(self) -> float:
        """Different windows that the text has, estimated from those that are kept."""
        return len(self.hashes) / self.rate


def _unpickled(doc_id: str, hashes: bytes, *rest: Any) -> Sketch:
    return Sketch(doc_id, np.frombuffer(hashes, np.uint64), *rest)


def kept_share(size: int) -> float:
    """Share of the windows that a text of so many folded characters keeps.

    >>> kept_share(100), round(kept_share(1500), 3), round(kept_share(6000), 3), kept_share(0)
    (1.0, 0.125, 0.055, 1.0)
    """
    return min(1.0, (_FEW + max(0, size - _FEW_FROM) / _THINNER) / max(1, size))


def sketch(doc: Document) -> Sketch:
    """The fingerprint of one document.

    >>> one = sketch(Document("a", "A letter was leaked on Monday, officials said."))
    >>> two = sketch(Document("b", "a LETTER was leaked on monday officials said"))
    >>> one.size, one.whole == two.whole
    (37, True)
    """
    return sketches([doc])[0]


def sketches(docs: Iterable[Document]) -> list[Sketch]:
    """The fingerprints of many documents, in their order: the same as one by one, several times as
    fast.

    >>> [s.size for s in sketches([Document("a", "A letter."), Document("b", "")])]
    [7, 0]
    """
    return [made for batch in _batches(docs) for made in _sketched(batch)]


def _batches(docs: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for doc in docs:
        batch.append(doc)
        size += len(doc.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _sketched(docs: Sequence[Document]) -> list[Sketch]:
    codes, bounds = _letters(docs)
    sizes: list[int] = np.diff(bounds).tolist()
    widths = _widths(codes, bounds)
    hashes = _sampled(codes, bounds, widths)
    rates = [kept_share(size) for size in sizes]
    for k, size in enumerate(sizes):
        if len(hashes[k]) < _REPETITIVE * rates[k] * (size - widths[k] + 1):
            hashes[k], rates[k] = _fewest(windows(codes[bounds[k] : bounds[k + 1]], int(widths[k])))
    return [
        Sketch(
            doc_id=doc.id,
            hashes=hashes[k],
            size=sizes[k],
            whole=_digest(codes[bounds[k] : bounds[k + 1]]) if 0 < sizes[k] <= _WHOLE else 0,
            defects=damage(doc),
            width=int(widths[k]),
            rate=rates[k],
            day=doc.published,
            house=_house(doc),
        )
        for k, doc in enumerate(docs)
    ]


def _letters(docs: Sequence[Document]) -> tuple[Codes | Bytes, Indexes]:
    """The folded prose of all texts laid end to end, and where each begins and ends: in bytes where
    all are in Western letters, which is quicker.
    """
    found = [_prose_in_bytes(doc) for doc in docs]
    bounds = np.zeros(len(docs) + 1, np.int64)
    if None not in found:
        np.cumsum([len(one or b"") for one in found], out=bounds[1:])
        return np.frombuffer(b"".join(one or b"" for one in found), np.uint8), bounds
    codes = [
        prose(doc).codes if one is None else np.frombuffer(one, np.uint8).astype(np.uint32)
        for doc, one in zip(docs, found, strict=True)
    ]
    np.cumsum([len(one) for one in codes], out=bounds[1:])
    return np.concatenate(codes), bounds


def _prose_in_bytes(doc: Document) -> bytes | None:
    """The folded letters of the document's prose; None where they need more than a byte each."""
    narrow = in_bytes(doc.text)
    if narrow is None:
        return None
    if not doc.parts:
        return fold_bytes(narrow)

    def without(parts: Sequence[Part]) -> bytes:
        pieces, at = [], 0
        for start, end in sorted((part.at.start, part.at.end) for part in parts):
            pieces.append(narrow[at:start])
            at = max(at, end)
        return fold_bytes(b"".join((*pieces, narrow[at:])))

    return _prose_of(doc, without, len)


def _house(doc: Document) -> str:
    return host_of(doc.url or "") or (doc.outlet or "")


def _prose_of(
    doc: Document, without: Callable[[Sequence[Part]], Letters], size: Callable[[Letters], int]
) -> Letters:
    """The document's letters without its parts; `without` makes them of which parts are given, and
    `size` counts the folded ones.

    A text that seems to be nearly all parts was misread; what a site says to its reader is known by
    its words and goes all the same.
    """
    left = without(doc.parts)
    enough = size(left) >= _LEAST_PROSE * len(doc.text)  # whatever of the text is folded away
    if enough or size(left) >= _LEAST_PROSE * size(without(())):
        return left
    left = without([part for part in doc.parts if part.kind == "boilerplate"])
    return left if size(left) >= _LEAST_LEFT else without(())


def _widths(codes: Codes | Bytes, bounds: Indexes) -> Indexes:
    """The width of each text's windows."""
    widths = np.full(len(bounds) - 1, WIDTH, np.int64)
    if codes.dtype != np.uint8 and len(codes) and codes.max() >= _DENSE_FROM:
        before = np.concatenate(([0], np.cumsum(codes >= _DENSE_FROM)))
        dense = before[bounds[1:]] - before[bounds[:-1]]
        widths[dense > _DENSE_SHARE * np.diff(bounds)] = DENSE_WIDTH
    return widths


def _sampled(codes: Codes | Bytes, bounds: Indexes, widths: Indexes) -> list[Hashes]:
    """The kept hashes of every text, sorted, each once."""
    sizes = np.diff(bounds)
    limits = [np.uint64(min(int(2**64 * kept_share(n)), 2**64 - 1)) for n in sizes.tolist()]
    spans = [*pairwise(bounds.tolist())]
    found: list[Hashes] = [np.empty(0, np.uint64)] * len(widths)
    for width in sorted(set(widths.tolist())):  # what numpy offers loads masked arrays
        hashes = windows(codes, width)
        texts = np.flatnonzero(widths == width)
        small = np.zeros(len(hashes), bool)
        for k in texts.tolist():
            low, high = spans[k]
            np.less_equal(hashes[low:high], limits[k], out=small[low:high])
        at = np.flatnonzero(small)
        text = np.searchsorted(bounds, at, "right") - 1
        inside = (at + width <= bounds[text + 1]) & (widths[text] == width)
        text, kept = text[inside], hashes[at[inside]]
        for low, high in pairwise(np.searchsorted(text, np.arange(len(widths) + 1)).tolist()):
            kept[low:high].sort()
        if len(kept):
            once = np.ones(len(kept), bool)
            np.logical_or(kept[1:] != kept[:-1], text[1:] != text[:-1], out=once[1:])
            text, kept = text[once], kept[once]
        edges = np.searchsorted(text, np.arange(len(widths) + 1))
        for k in texts.tolist():
            found[k] = kept[edges[k] : edges[k + 1]]
    return found


def _fewest(hashes: Hashes) -> tuple[Hashes, float]:
    """Of a text that repeats itself, and so has few windows: the least hashes, and their share."""
    ordered = np.sort(hashes)  # numpy.unique hashes them, which takes many times as long
    distinct = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    kept = distinct[:_FEW].copy()
    return kept, len(kept) / max(1, len(distinct))


def _digest(codes: Codes | Bytes) -> int:
    letters = codes.astype(np.uint32, copy=False).tobytes()
    return int.from_bytes(hashlib.blake2b(letters, digest_size=8).digest(), "little")


def prose(doc: Document) -> Folded:
    """Folded characters of the text without its parts; offsets still point into the whole text.

    >>> from sayso.model import Part, Passage
    >>> text = "He left the town. Contact us."
    >>> prose(Document("a", text, parts=(Part("contact", Passage("a", 18, 29)),))).text()
    'heleftthetown'
    """
    folded = fold_codes(doc.text)

    def without(parts: Sequence[Part]) -> Codes:
        codes = folded.copy()
        for part in parts:
            codes[part.at.start : part.at.end] = 0
        return codes

    if doc.parts:
        folded = _prose_of(doc, without, lambda codes: int(np.count_nonzero(codes)))
    at = np.flatnonzero(folded)
    return Folded(folded[at], at.astype(np.int64, copy=False))


def is_dense(codes: Codes) -> bool:
    """True for a text in a script of syllables or words, which says in one character what others
    say in two or three.

    >>> from sayso.text import fold
    >>> is_dense(fold("今天的会议").codes), is_dense(fold("The talks").codes)
    (True, False)
    """
    return bool(_widths(codes, np.array([0, len(codes)]))[0] == DENSE_WIDTH)


def damage(doc: Document) -> tuple[Defect, ...]:
    """What the document lost: as declared on arrival, or as its letters show.

    >>> damage(Document("a", "the talks were held on monday and no one would say who came " * 3))
    ('case-lost', 'marks-lost')
    """
    if doc.digest:  # what arrived was looked at then
        return doc.worn
    return doc.worn or defects_of(doc.text)
