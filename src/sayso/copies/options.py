"""The settings of the copies room. Lengths are in folded characters (letters and digits) unless
said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CopyOptions:
    """What counts as shared. The defaults were set with bench/copies on generated variants of
    data/bulk.

    least_windows  shared windows of 24 characters, estimated from the sample, from which two texts
                   are compared: 80 stand for about 103 characters, 22 words
    least_share    or this share of the smaller text's windows, for texts too short to hold so many
    least_passage  shortest shared run that is shown: about five words; shorter ones are turns of
                   phrase
    short_text     texts below this are copies only when all their letters are equal: headlines look
                   alike
    usual_docs     a window in more texts than this is usual there, and so is one
    house_docs     in more texts than this of one house alone: they count only where usual windows
                   are
    usual_share    this share of the smaller text, so that a footer makes no pairs and a reprint
                   does
    refrain_docs   a window in more texts than this links each to a few of them, not to all
    threshold      pairs of which neither text stands in the other by this share get no row (0: all
                   have one)
    window_days    texts more days apart than this are not compared (0: all are; undated ones always
                   are)
    """

    least_windows: int = 80
    least_share: float = 0.15
    least_passage: int = 24
    short_text: int = 60
    usual_docs: int = 16
    house_docs: int = 3
    usual_share: float = 0.25
    refrain_docs: int = 64
    threshold: float = 0.0
    window_days: int = 0
