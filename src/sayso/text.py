"""Offset-safe tools on text: a folded view that maps back to its source, alignment, paragraphs, quotation marks.

Folding keeps letters and digits, lower-cased and without accents, and drops everything else, so that a text that lost
its case, marks and spaces folds to the same characters as its original. Every folded character knows the source
character it came from; nothing here changes a text.

    text ──fold──▶ Folded ──windows──▶ hashes
                     └──align──▶ Alignment ──project──▶ the same words in the other text
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
Indexes = NDArray[np.int64]
Hashes = NDArray[np.uint64]

_TABLE_SIZE = 0x3000  # code points folded by table lookup; the scripts beyond have no case to fold
_BASE = np.uint64(0x9E3779B97F4A7C15 | 1)  # odd, so that its powers are invertible modulo 2**64
_MIX = np.uint64(0xFF51AFD7ED558CCD)  # murmur3's finaliser: spreads a polynomial hash over all bits
_MAX_HITS = 16  # places in b that one window of a may match; more is a refrain, not an alignment
_OPENING, _CLOSING = "“„«", "”»"
_STRAIGHT = '"'


@dataclass(frozen=True, slots=True)
class Folded:
    """Letters and digits of a text: `codes[i]` is the folded code point, `at[i]` its offset in the source."""

    codes: NDArray[np.uint32]
    at: Indexes

    def __len__(self) -> int:
        return len(self.codes)

    def text(self) -> str:
        """The folded characters as one string.

        >>> fold("Qasem Soleimani’s U.S.").text()
        'qasemsoleimanisus'
        """
        return self.codes.astype("<u4").tobytes().decode("utf-32-le")

    def span(self, first: int, stop: int) -> Span:
        """Source offsets of folded characters `first` up to but not including `stop`; refuses an empty range."""
        if not 0 <= first < stop <= len(self.codes):
            raise ValueError(f"folded range {first}:{stop} is empty or outside 0:{len(self.codes)}")
        return int(self.at[first]), int(self.at[stop - 1]) + 1

    def range_of(self, start: int, end: int) -> Span:
        """Folded range of the source offsets `start`:`end` (empty where nothing was kept)."""
        return int(np.searchsorted(self.at, start)), int(np.searchsorted(self.at, end))


@lru_cache(maxsize=1)
def _fold_table() -> NDArray[np.uint32]:
    table = np.zeros(_TABLE_SIZE, np.uint32)
    for code in range(_TABLE_SIZE):
        char = chr(code)
        base = unicodedata.normalize("NFKD", char)[:1] or char
        if unicodedata.combining(char) or not base.isalnum():
            continue
        table[code] = ord(base.lower()[:1])
    for source, base in zip("ßøłđðþæœıØŁĐÐÞÆŒ", "solddtaoiolddtao", strict=True):
        table[ord(source)] = ord(base)
    return table


def fold(text: str) -> Folded:
    """Letters and digits of `text`, lower-cased, without accents, each with its source offset.

    >>> fold("Café — 5,200").text()
    'cafe5200'
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = np.where(codes < _TABLE_SIZE, _fold_table()[np.minimum(codes, _TABLE_SIZE - 1)], 0)
    for place in np.flatnonzero(codes >= _TABLE_SIZE):  # rare in the languages read so far
        char = chr(int(codes[place]))
        folded[place] = ord(char.lower()[:1]) if char.isalnum() else 0
    at = np.flatnonzero(folded)
    return Folded(folded[at].astype(np.uint32), at.astype(np.int64))


def fold_words(text: str) -> list[tuple[str, int, int]]:
    """Folded words with their source offsets: runs of letters and digits.

    >>> fold_words("We’ve 5,200 in Kırkuk")
    [('we', 0, 2), ('ve', 3, 5), ('5', 6, 7), ('200', 8, 11), ('in', 12, 14), ('kirkuk', 15, 21)]
    """
    return [(fold_word(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def fold_word(word: str) -> str:
    """One word folded; the quick way for the many that are plain ASCII letters and digits.

    >>> fold_word("Café"), fold_word("US")
    ('cafe', 'us')
    """
    return word.lower() if word.isascii() and word.isalnum() else fold(word).text()


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8)
def _powers(length: int) -> tuple[Hashes, Hashes]:
    forward = np.ones(length, np.uint64)
    backward = np.ones(length, np.uint64)
    inverse = np.uint64(pow(int(_BASE), -1, 2**64))
    with np.errstate(over="ignore"):
        forward[1:] = np.cumprod(np.full(length - 1, _BASE, np.uint64))
        backward[1:] = np.cumprod(np.full(length - 1, inverse, np.uint64))
    return forward, backward


def windows(folded: Folded, width: int) -> Hashes:
    """A 64-bit hash of every run of `width` folded characters, in order; empty where the text is shorter.

    A polynomial hash modulo 2**64 computed by prefix sums (Karp and Rabin 1987), then mixed.

    >>> a, b = fold("a letter was leaked"), fold("A LETTER WAS LEAKED!")
    >>> bool((windows(a, 8) == windows(b, 8)).all()), len(windows(a, 8))
    (True, 9)
    """
    size = len(folded)
    if size < width:
        return np.empty(0, np.uint64)
    room = 1 << max(10, size.bit_length())
    forward, backward = _powers(room)
    with np.errstate(over="ignore"):
        prefix = np.zeros(size + 1, np.uint64)
        np.cumsum((folded.codes.astype(np.uint64) + np.uint64(1)) * forward[:size], out=prefix[1:])
        hashes = (prefix[width:] - prefix[:-width]) * backward[: size - width + 1]
        hashes ^= hashes >> np.uint64(33)
        hashes *= _MIX
        hashes ^= hashes >> np.uint64(29)
    return hashes


# ---- alignment -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alignment:
    """Blocks of equal folded characters of two texts: `(i, j, n)`, sorted by `i`; no character is used twice."""

    a: Folded
    b: Folded
    blocks: tuple[tuple[int, int, int], ...]

    def share_a(self) -> float:
        """Share of a's folded characters that stand in b, 0..1."""
        return sum(n for _, _, n in self.blocks) / max(1, len(self.a))

    def share_b(self) -> float:
        """Share of b's folded characters that stand in a, 0..1."""
        return sum(n for _, _, n in self.blocks) / max(1, len(self.b))

    def project(self, start: int, end: int) -> Span | None:
        """Source offsets in b of the words that stand at `start`:`end` in a; None where too few of them do.

        Eight tenths of the folded characters must be found, within a stretch not much longer than their own.
        """
        first, stop = self.a.range_of(start, end)
        if stop <= first:
            return None
        hits = [
            (max(i, first) - i + j, min(i + n, stop) - i + j) for i, j, n in self.blocks if i < stop and first < i + n
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
    """The windows of a text sorted by hash: `hashes[k]` begins at folded character `starts[k]`. Made once a text."""

    width: int
    hashes: Hashes
    starts: Indexes


def ranked(folded: Folded, width: int = 16) -> Ranked:
    """The windows of a text ready to be looked up by `align`.

    >>> ranked(fold("a letter was leaked"), 8).width
    8
    """
    hashes = windows(folded, width)
    order = np.argsort(hashes, kind="stable")
    return Ranked(width, hashes[order], order)


def align(
    a: Folded, b: Folded, *, width: int = 16, least: int = 16, windows_of: tuple[Ranked, Ranked] | None = None
) -> Alignment:
    """Blocks of at least `least` folded characters that a and b share, in any order, longest first.

    `width` is the seed length in folded characters; `windows_of` gives the windows of a and of b where a text is
    compared many times (their width then counts). Greedy string tiling (Wise 1993) over seeds found by hash.

    >>> one = fold("The letter was a draft. It was sent in error.")
    >>> two = fold("it was sent in error the letter was a draft")
    >>> round(align(one, two, width=8, least=8).share_a(), 2)
    1.0
    """
    ranked_a, ranked_b = windows_of or (ranked(a, width), ranked(b, width))
    if ranked_a.width != ranked_b.width:
        raise ValueError(f"windows of {ranked_a.width} and of {ranked_b.width} characters cannot be compared")
    starts_a, starts_b = _seeds(ranked_a, ranked_b)
    runs = _diagonal_runs(starts_a, starts_b, ranked_a.width)
    used_a, used_b = np.zeros(len(a), bool), np.zeros(len(b), bool)
    blocks: list[tuple[int, int, int]] = []
    for i, j, n in sorted(runs, key=lambda run: (-run[2], run[0], run[1])):
        for i2, j2, n2 in _unused(i, j, n, used_a, used_b):
            if n2 >= least:
                used_a[i2 : i2 + n2] = True
                used_b[j2 : j2 + n2] = True
                blocks.append((i2, j2, n2))
    return Alignment(a, b, tuple(sorted(blocks)))


def _seeds(a: Ranked, b: Ranked) -> tuple[Indexes, Indexes]:
    """Pairs of positions whose windows are equal, refrains left out."""
    if not len(a.hashes) or not len(b.hashes):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    low = np.searchsorted(b.hashes, a.hashes, "left")
    found = np.flatnonzero(b.hashes[np.minimum(low, len(b.hashes) - 1)] == a.hashes)
    low = low[found]
    counts = np.searchsorted(b.hashes, a.hashes[found], "right") - low
    counts[counts > _MAX_HITS] = 0
    starts_a = np.repeat(a.starts[found], counts)
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return starts_a, b.starts[np.repeat(low, counts) + offsets]


def _diagonal_runs(starts_a: Indexes, starts_b: Indexes, width: int) -> list[tuple[int, int, int]]:
    """Merge seeds that follow each other on one diagonal into blocks (i, j, length)."""
    if not len(starts_a):
        return []
    diagonal = starts_b - starts_a
    order = np.lexsort((starts_a, diagonal))
    ia, dg = starts_a[order], diagonal[order]
    breaks = np.flatnonzero((np.diff(dg) != 0) | (np.diff(ia) != 1)) + 1
    firsts = np.concatenate(([0], breaks))
    lasts = np.concatenate((breaks, [len(ia)])) - 1
    return [
        (int(ia[f]), int(ia[f] + dg[f]), int(ia[last] - ia[f]) + width) for f, last in zip(firsts, lasts, strict=True)
    ]


def _unused(i: int, j: int, n: int, used_a: NDArray[np.bool_], used_b: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Stretches of the block that neither text has given away yet."""
    free = ~(used_a[i : i + n] | used_b[j : j + n])
    if free.all():
        return [(i, j, n)]
    edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False])).astype(np.int8)))
    return [(i + int(s), j + int(s), int(e - s)) for s, e in zip(edges[::2], edges[1::2], strict=True)]


# ---- layout and marks ------------------------------------------------------


def paragraphs(text: str) -> list[Span]:
    """Paragraphs without their surrounding white space: blank lines part them, or single newlines where there are
    no blank lines and lines are not hard-wrapped.

    >>> paragraphs("One.\\n\\nTwo.\\n")
    [(0, 4), (6, 10)]
    """
    breaks = r"\n\s*\n|\r\n\s*\r\n" if _wrapped(text) else r"[\r\n\u2028\u2029]+"
    spans: list[Span] = []
    start = 0
    for gap in [*re.finditer(breaks, text), None]:
        end = len(text) if gap is None else gap.start()
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            spans.append((start + lead, start + len(piece.rstrip())))
        start = end if gap is None else gap.end()
    return spans


def _wrapped(text: str) -> bool:
    """True when most line ends fall inside sentences: a text set to a fixed width."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    inner = [
        line
        for line, after in itertools.pairwise(lines)
        if len(line) > 40 and line[-1] not in ".!?”\"'’:)" and after.lstrip()[:1].islower()
    ]
    return len(lines) > 1 and (len(inner) >= 0.2 * len(lines))


def quoted_spans(text: str) -> list[Span]:
    """Stretches between double quotation marks, marks included; a mark left open ends with its paragraph.

    Curly, straight, angled and the doubled marks of tokenised corpora are read. News opens each
    paragraph of a long quotation anew, so nothing stays open across a paragraph's end.

    >>> quoted_spans("He said “no” and “left.")
    [(8, 12), (17, 23)]
    """
    spans: list[Span] = []
    for start, end in paragraphs(text):
        spans.extend(_quoted_in(text, start, end))
    return spans


_MARK = re.compile(r"``|''|[“”„«»\"]")


def _quoted_in(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        sign = mark[0]
        opens = sign in _OPENING or sign == "``" or (sign in (_STRAIGHT, "''") and opened is None)
        if opens:
            if opened is None:
                opened = mark.start()
        elif opened is not None:
            spans.append((opened, mark.end()))
            opened = None
    if opened is not None and end - opened > 1:
        spans.append((opened, end))
    return spans
