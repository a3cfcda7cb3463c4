"""Offset-safe tools on text: a folded view that maps back to its source, window hashes, paragraphs, quotation marks.

Folding keeps letters and digits, lower-cased and without accents, and drops everything else, so that a text that lost
its case, marks and spaces folds to the same characters as its original. Every folded character knows the source
character it came from; nothing here changes a text. Alignment of two folded texts: `sayso.alignment`.

    text ──fold──▶ Folded ──windows──▶ hashes
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
Codes = NDArray[np.uint32]

_PLANE = 0x10000  # code points folded by table lookup: the basic multilingual plane
_COMPATIBLE = (range(0x3000), range(0xFB00, _PLANE))  # where letters have case, accents or compatible forms
_DROPPED = "\u0640"  # the Arabic tatweel only stretches a word
_BASE = np.uint64(0x9E3779B97F4A7C15 | 1)  # odd, so that its powers are invertible modulo 2**64
_MIX = np.uint64(0xFF51AFD7ED558CCD)  # murmur3's multiplier: spreads a polynomial hash over the high bits
_BLOCK = 1 << 17  # windows hashed at a time: stays in cache, and bounds memory for a text of any length
_OPENING, _CLOSING = "“„«", "”»"
_STRAIGHT = '"'


@dataclass(frozen=True, slots=True)
class Folded:
    """Letters and digits of a text: `codes[i]` is the folded code point, `at[i]` its offset in the source."""

    codes: Codes
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
def _fold_table() -> Codes:
    table = np.arange(_PLANE, dtype=np.uint32)
    table[[not chr(code).isalnum() for code in range(_PLANE)]] = 0
    for code in (code for block in _COMPATIBLE for code in block):
        table[code] = _folded_code(chr(code))
    for source, base in zip("ßøłđðþæœıØŁĐÐÞÆŒ", "solddtaoiolddtao", strict=True):
        table[ord(source)] = ord(base)
    table[[ord(char) for char in _DROPPED]] = 0
    return table


def _folded_code(char: str) -> int:
    """The code point that a character folds to; 0 where it is dropped."""
    base = unicodedata.normalize("NFKD", char)[:1] or char
    return ord(base.lower()[:1]) if base.isalnum() and not unicodedata.combining(char) else 0


def fold_codes(text: str) -> Codes:
    """The folded code point of every character of `text`, 0 where it is dropped; as long as the text.

    >>> fold_codes("É!z").tolist() == [ord("e"), 0, ord("z")]
    True
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _fold_table().take(codes, mode="clip")
    if len(codes) and codes.max() >= _PLANE:
        beyond = np.flatnonzero(codes >= _PLANE)
        kinds, which = np.unique(codes[beyond], return_inverse=True)
        folded[beyond] = np.array([_folded_code(chr(code)) for code in kinds.tolist()], np.uint32)[which]
    return folded


def fold(text: str) -> Folded:
    """Letters and digits of `text`, lower-cased, without accents, each with its source offset.

    >>> fold("Café — 5,200").text()
    'cafe5200'
    """
    folded = fold_codes(text)
    at = np.flatnonzero(folded)
    return Folded(folded[at], at.astype(np.int64, copy=False))


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


@lru_cache(maxsize=1)
def _powers() -> tuple[Hashes, Hashes]:
    inverse = pow(int(_BASE), -1, 2**64)
    forward, backward = np.ones(2 * _BLOCK, np.uint64), np.ones(2 * _BLOCK, np.uint64)
    forward[1:], backward[1:] = _BASE, np.uint64(inverse)
    np.cumprod(forward, out=forward)
    np.cumprod(backward, out=backward)
    return forward, backward


def windows(codes: Codes, width: int) -> Hashes:
    """A 64-bit hash of every run of `width` folded characters, in order; empty where the text is shorter.

    A polynomial hash modulo 2**64 computed by prefix sums (Karp and Rabin 1987), then mixed. Raises ValueError where
    the width is not between 1 and 1024.

    >>> a, b = fold("a letter was leaked"), fold("A LETTER WAS LEAKED!")
    >>> bool((windows(a.codes, 8) == windows(b.codes, 8)).all()), len(windows(a.codes, 8))
    (True, 9)
    """
    if not 1 <= width <= 1024:
        raise ValueError(f"a window of {width} characters: it must be 1 to 1024 wide")
    count = len(codes) - width + 1
    hashes = np.empty(max(0, count), np.uint64)
    forward, backward = _powers()
    for first in range(0, count, _BLOCK):
        made = min(_BLOCK, count - first)
        used = made + width - 1
        prefix = np.zeros(used + 1, np.uint64)
        np.cumsum(codes[first : first + used].astype(np.uint64) * forward[:used], out=prefix[1:])
        block = hashes[first : first + made]
        np.subtract(prefix[width:], prefix[:-width], out=block)
        block *= backward[:made]
        block *= _MIX
        block ^= block >> np.uint64(29)
    return hashes


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
    if not _SMALL_START.search(text):
        return False
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    inner = [
        line
        for line, after in itertools.pairwise(lines)
        if len(line) > 40 and line[-1] not in ".!?”\"'’:)" and after.lstrip()[:1].islower()
    ]
    return len(lines) > 1 and (len(inner) >= 0.2 * len(lines))


# A line that begins with a small letter: where there is none, nothing was set to a fixed width.
_SMALL_START = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*[^\W\dA-Z_]")


def quoted_spans(text: str) -> list[Span]:
    """Stretches between double quotation marks, marks included; a mark left open ends with its paragraph.

    Curly, straight, angled and the doubled marks of tokenised corpora are read. News opens each
    paragraph of a long quotation anew, so nothing stays open across a paragraph's end.

    >>> quoted_spans("He said “no” and “left.")
    [(8, 12), (17, 23)]
    """
    is_break = _BLANK_LINE.match if _wrapped(text) else _NEWLINE.match
    spans: list[Span] = []
    opened: int | None = None
    done = 0  # where the last mark ended: a doubled mark is met twice
    for met in _MARK.finditer(text):
        at, sign = met.start(), met[0]
        if at < done:
            continue
        if sign in "`'":
            if not text.startswith(sign, at + 1):
                continue
            sign *= 2
        elif sign not in _ALL_MARKS:
            if opened is not None and is_break(text, at):
                spans.extend(_left_open(text, opened, at))
                opened = None
            continue
        done = at + len(sign)
        if sign in _OPENING or sign == "``" or (sign in (_STRAIGHT, "''") and opened is None):
            opened = at if opened is None else opened
        elif opened is not None:
            spans.append((opened, done))
            opened = None
    return spans if opened is None else [*spans, *_left_open(text, opened, len(text))]


_ALL_MARKS = _OPENING + _CLOSING + _STRAIGHT
_MARK = re.compile(f"[{_ALL_MARKS}`'\r\n\u2028\u2029]")  # one class, no alternatives: four times as fast
_NEWLINE = re.compile(r"[\r\n\u2028\u2029]")
_BLANK_LINE = re.compile(r"\n\s*\n")


def _left_open(text: str, opened: int, until: int) -> list[Span]:
    """A quotation whose paragraph ends before it is closed, without the white space there."""
    end = opened + len(text[opened:until].rstrip())
    return [(opened, end)] if end - opened > 1 else []


_SIGNED = re.compile(r"[—–-]{1,2} ?[^\n@(]{1,60} \(@\w{1,15}\)(?: [A-Z][a-z]{2,8} \d{1,2}, \d{4})?")


def posts(text: str) -> list[Span]:
    """Posts that a page shows whole, from the paragraph's start to the signature: `— Name (@handle) May 3, 2019`.

    >>> posts("She wrote on.\\nSo it goes! — Ann Poe (@annpoe) May 3, 2019\\nNobody answered.")
    [(14, 57)]
    """
    spans: list[Span] = []
    for signature in _SIGNED.finditer(text):
        start = max(text.rfind("\n", 0, signature.start()) + 1, spans[-1][1] if spans else 0)
        start += len(text[start : signature.start()]) - len(text[start : signature.start()].lstrip())
        if start < signature.start():
            spans.append((start, signature.end()))
    return spans
