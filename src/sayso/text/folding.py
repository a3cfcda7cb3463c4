"""A folded view of a text that maps back to its source offsets.

Folding keeps letters and digits, lower-cased and without accents, and drops everything else, so
that a text that lost its case, marks and spaces folds to the same characters as its original. Every
folded character knows the source character it came from.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sayso.patterns import pattern
from sayso.spans import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Indexes = NDArray[np.int64]
    Codes = NDArray[np.uint32]
    Bytes = NDArray[np.uint8]  # codes of letters that all have one below 256
else:  # numpy is loaded by what folds a whole text: names of outlets need none of it
    Indexes = Codes = Bytes = Any

_PLANE = 0x10000  # code points folded by table lookup: the basic multilingual plane
# where letters have case, accents or compatible forms
_COMPATIBLE = range(0x3000), range(0xFB00, _PLANE)
_DROPPED = "\u0640"  # the Arabic tatweel only stretches a word
# the marks that news has beyond Latin-1; folding drops them
_MARKS = "’“”—–‘…•\u200b―"
_BARE = dict(zip("ßøłđðþæœıØŁĐÐÞÆŒ", "solddtaoiolddtao", strict=True))  # what has no accent to lose
_LONG = 64  # letters of a word that are folded one by one
# characters of a stretch of which it is remembered what it folds to: most are asked for ten times
_SENTENCE = 1000
_FOLDED_BEYOND = b"\xb5"  # the micro sign folds to a Greek letter


@dataclass(frozen=True, slots=True)
class Folded:
    """Letters and digits of a text: folded code point `codes[i]` at the source's offset `at[i]`."""

    codes: Codes
    at: Indexes

    def __len__(self) -> int:
        return len(self.codes)

    def text(self) -> str:
        """The folded characters as one string.

        >>> fold("Yusef Haddar’s U.S.").text()
        'yusefhaddarsus'
        """
        return self.codes.astype("<u4").tobytes().decode("utf-32-le")

    def span(self, first: int, stop: int) -> Span:
        """Source offsets of folded characters `first` up to but not including `stop`; refuses an
        empty range.
        """
        if not 0 <= first < stop <= len(self.codes):
            raise ValueError(f"folded range {first}:{stop} is empty or outside 0:{len(self.codes)}")
        return int(self.at[first]), int(self.at[stop - 1]) + 1

    def range_of(self, start: int, end: int) -> Span:
        """Folded range of the source offsets `start`:`end` (empty where nothing was kept)."""
        return int(self.at.searchsorted(start)), int(self.at.searchsorted(end))


@lru_cache(maxsize=1)
def _fold_table() -> Codes:
    import numpy as np

    table = np.arange(_PLANE, dtype=np.uint32)
    table[[not chr(code).isalnum() for code in range(_PLANE)]] = 0
    for code in (code for block in _COMPATIBLE for code in block):
        table[code] = _folded_code(chr(code))
    for source, base in _BARE.items():
        table[ord(source)] = ord(base)
    table[[ord(char) for char in _DROPPED]] = 0
    return table


@lru_cache(maxsize=1 << 12)
def _folded(char: str) -> str:
    """What one character folds to, as the table has it."""
    if char in _DROPPED:
        return ""
    if base := _BARE.get(char):
        return base
    code = ord(char)
    if code < _PLANE and not any(code in block for block in _COMPATIBLE):
        return char if char.isalnum() else ""
    return chr(_folded_code(char)).replace("\0", "")


def _folded_code(char: str) -> int:
    """The code point that a character folds to; 0 where it is dropped."""
    base = unicodedata.normalize("NFKD", char)[:1] or char
    return ord(base.lower()[:1]) if base.isalnum() and not unicodedata.combining(char) else 0


def fold_codes(text: str) -> Codes:
    """The folded code point of every character of `text`, 0 where it is dropped; as long as the
    text.

    >>> fold_codes("É!z").tolist() == [ord("e"), 0, ord("z")]
    True
    """
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _fold_table().take(codes, mode="clip")
    if len(codes) and codes.max() >= _PLANE:
        beyond = np.flatnonzero(codes >= _PLANE)
        kinds, which = np.unique(codes[beyond], return_inverse=True)
        folded[beyond] = np.array([_folded_code(chr(code)) for code in kinds.tolist()], np.uint32)[
            which
        ]
    return folded


@lru_cache(maxsize=1)
def _byte_table() -> tuple[bytes, bytes]:
    """What the characters below 256 fold to, and those that are dropped; what folds beyond is 0."""
    folded = [ord(_folded(chr(code)) or "\0") for code in range(256)]
    kept = bytes(code if code < 256 else 0 for code in folded)
    return kept, bytes(code for code, found in enumerate(folded) if not found)


def in_bytes(text: str) -> bytes | None:
    """The text with one byte a character, for `fold_bytes`; None where it has letters beyond those
    of Western Europe. As long as the text.

    >>> in_bytes("We’re"), in_bytes("Kırkuk")
    (b'We?re', None)
    """
    if text.isascii():
        return text.encode("ascii")
    for mark in _MARKS:  # ten times as quick as to have the codec replace them
        if mark in text:
            text = text.replace(mark, "?")
    try:
        narrow = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    return None if _FOLDED_BEYOND in narrow else narrow


def fold_bytes(narrow: bytes) -> bytes:
    """The folded letters and digits of a text that `in_bytes` gave, each a byte, the others gone:
    the same codes as by `fold_codes`, several times as fast.

    >>> fold_bytes("É!?z".encode("latin-1"))
    b'ez'
    """
    kept, dropped = _byte_table()
    return narrow.translate(kept, dropped)


def fold(text: str) -> Folded:
    """Letters and digits of `text`, lower-cased, without accents, each with its source offset.

    >>> fold("Café — 5,200").text()
    'cafe5200'
    """
    import numpy as np

    folded = fold_codes(text)
    at = np.flatnonzero(folded)
    return Folded(folded[at], at.astype(np.int64, copy=False))


def fold_words(text: str) -> list[tuple[str, int, int]]:
    """Folded words with their source offsets: runs of letters and digits.

    >>> fold_words("We’ve 5,200 in Kırkuk")
    [('we', 0, 2), ('ve', 3, 5), ('5', 6, 7), ('200', 8, 11), ('in', 12, 14), ('kirkuk', 15, 21)]
    """
    return list(_words_of(text) if len(text) <= _SENTENCE else _found_words(text))


def count_words(text: str) -> int:
    """How many words `fold_words` finds.

    >>> count_words("We’ve 5,200 in Kırkuk")
    6
    """
    return len(_WORD.findall(text))


def _found_words(text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        [
            (word.lower() if (word := m[0]).isascii() else fold_word(word), m.start(), m.end())
            for m in _WORD.finditer(text)
        ]
    )


_words_of = lru_cache(maxsize=1 << 12)(_found_words)


def letters(text: str) -> str:
    """The folded letters and digits of a text as one string, without their offsets.

    >>> letters("Café — 5,200") == fold("Café — 5,200").text()
    True
    """
    return _letters_of(text) if len(text) <= _SENTENCE else _found_letters(text)


def _found_letters(text: str) -> str:
    narrow = in_bytes(text)
    return fold(text).text() if narrow is None else fold_bytes(narrow).decode("latin-1")


_letters_of = lru_cache(maxsize=1 << 13)(_found_letters)


def fold_word(word: str) -> str:
    """One word folded; the quick way for the many that are plain ASCII letters and digits.

    >>> fold_word("Café"), fold_word("US")
    ('cafe', 'us')
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    return "".join(map(_folded, word)) if len(word) <= _LONG else fold(word).text()


_WORD = pattern(r"[^\W_]+")
