"""Hashes of the windows of a folded text, so that shared runs of characters are found by set
operations.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sayso.text.folding import Bytes, Codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
else:  # numpy is loaded by what hashes
    Hashes = Any

_BASE = 0x9E3779B97F4A7C15 | 1  # odd, so that its powers are invertible modulo 2**64
# murmur3's multiplier: spreads a polynomial hash over the high bits
_MIX = 0xFF51AFD7ED558CCD
# windows hashed at a time: stays in cache, and bounds memory for a text of any length
_BLOCK = 1 << 15


@lru_cache(maxsize=1)
def _powers() -> tuple[Hashes, Hashes]:
    import numpy as np

    inverse = pow(_BASE, -1, 2**64)
    forward, backward = np.ones(2 * _BLOCK, np.uint64), np.ones(2 * _BLOCK, np.uint64)
    forward[1:], backward[1:] = np.uint64(_BASE), np.uint64(inverse)
    np.cumprod(forward, out=forward)
    np.cumprod(backward, out=backward)
    backward *= np.uint64(
        _MIX
    )  # of a product the order does not matter: one pass over all windows less
    return forward, backward


def windows(codes: Codes | Bytes, width: int) -> Hashes:
    """A 64-bit hash of every run of `width` folded characters, in order; empty where the text is
    shorter.

    A polynomial hash modulo 2**64 computed by prefix sums (Karp and Rabin 1987), then mixed. Raises
    ValueError where the width is not between 1 and 1024.

    >>> from sayso.text import fold
    >>> a, b = fold("a letter was leaked"), fold("A LETTER WAS LEAKED!")
    >>> bool((windows(a.codes, 8) == windows(b.codes, 8)).all()), len(windows(a.codes, 8))
    (True, 9)
    """
    import numpy as np

    if not 1 <= width <= 1024:
        raise ValueError(f"a window of {width} characters: it must be 1 to 1024 wide")
    count = len(codes) - width + 1
    hashes = np.empty(max(0, count), np.uint64)
    forward, backward = _powers()
    size = min(_BLOCK, max(0, count)) + width - 1
    weighed, prefix = np.empty(size, np.uint64), np.zeros(size + 1, np.uint64)
    for first in range(0, count, _BLOCK):
        made = min(_BLOCK, count - first)
        used = made + width - 1
        np.multiply(codes[first : first + used], forward[:used], out=weighed[:used])
        np.cumsum(weighed[:used], out=prefix[1 : used + 1])
        block = hashes[first : first + made]
        np.subtract(prefix[width : used + 1], prefix[:made], out=block)
        block *= backward[:made]
        np.right_shift(block, np.uint64(29), out=weighed[:made])
        block ^= weighed[:made]
    return hashes
