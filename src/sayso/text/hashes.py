"""Hashes of the windows of a folded text, so that shared runs of characters are found by set
operations.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sayso.text.folding import Codes

Hashes = NDArray[np.uint64]

_BASE = np.uint64(0x9E3779B97F4A7C15 | 1)  # odd, so that its powers are invertible modulo 2**64
_MIX = np.uint64(
    0xFF51AFD7ED558CCD
)  # murmur3's multiplier: spreads a polynomial hash over the high bits
# windows hashed at a time: stays in cache, and bounds memory for a text of any length
_BLOCK = 1 << 17


@lru_cache(maxsize=1)
def _powers() -> tuple[Hashes, Hashes]:
    inverse = pow(int(_BASE), -1, 2**64)
    forward, backward = np.ones(2 * _BLOCK, np.uint64), np.ones(2 * _BLOCK, np.uint64)
    forward[1:], backward[1:] = _BASE, np.uint64(inverse)
    np.cumprod(forward, out=forward)
    np.cumprod(backward, out=backward)
    return forward, backward


def windows(codes: Codes, width: int) -> Hashes:
    """A 64-bit hash of every run of `width` folded characters, in order; empty where the text is
    shorter.

    A polynomial hash modulo 2**64 computed by prefix sums (Karp and Rabin 1987), then mixed. Raises
    ValueError where the width is not between 1 and 1024.

    >>> from sayso.text import fold
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
