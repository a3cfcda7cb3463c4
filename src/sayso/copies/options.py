"""The settings of the copies room. Lengths are in folded characters (letters and digits) unless said otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CopyOptions:
    """What counts as shared. The defaults were set with bench/copies on generated variants of data/bulk.

    least_hashes   sampled windows two texts must share to be compared; one in eight windows is kept, so six stand
                   for about 70 characters, a dozen words
    least_share    or this share of the smaller text's windows, for texts too short to hold six
    least_passage  shortest shared run that is shown: about five words; shorter ones are turns of phrase
    short_text     texts below this are copies only when all their letters are equal: headlines look alike
    refrain_docs   a window in more texts than this links each to a few of them, not to all
    cache_docs     texts kept ready while pairs are compared, some 60 kB each; bounds memory
    """

    least_hashes: int = 6
    least_share: float = 0.15
    least_passage: int = 24
    short_text: int = 60
    refrain_docs: int = 96
    cache_docs: int = 1024
