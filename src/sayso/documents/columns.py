"""Columns that a file draws line by line, left and right in turn: put one below the other.

Refuses tables: what stands left must be lines of prose.

    rows of pieces ──a place where pieces begin again and again──▶ lines, column by column
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from sayso.documents.printed import Printed

_LETTER = 0.5  # of the size: how wide a letter is, on average
_LEAST_ROWS = 3  # in which a column must begin at one place
_LEAST_LETTERS = 20  # of the usual piece on the left; a table's cells are shorter
_GAP = 1.0  # of the size: how far a column is from what stands left of it
Row = Sequence[Printed]


def lines_of(rows: Sequence[Row]) -> list[Printed]:
    """The lines of a page, whose rows hold the pieces that stand on one line.

    >>> left = [Printed(1, 50, 700 - 12.0 * n, 10, "the harbour board said so") for n in range(3)]
    >>> right = [Printed(1, 320, 700 - 12.0 * n, 10, "and nobody asked") for n in range(3)]
    >>> [line.x for line in lines_of(list(zip(left, right, strict=True)))]
    [50, 50, 50, 320, 320, 320]
    """
    begun = Counter(round(b.x) for row in rows for a, b in pairwise(row) if _is_far(a, b))
    starts = sorted(x for x, count in begun.items() if count >= _LEAST_ROWS)
    known = frozenset(starts)
    cut = [_cut(row, known) for row in rows]
    lefts = [len(parts[0].text) for parts in cut if len(parts) > 1]
    if len(lefts) < _LEAST_ROWS or median(lefts) < _LEAST_LETTERS:
        return [_joined(row) for row in rows]
    split = [n for n, parts in enumerate(cut) if len(parts) > 1]
    first, last = split[0], split[-1] + 1
    edge = starts[0]
    while last < len(cut) and _keeps_to_its_column(cut[last][0], edge):
        last += 1
    within = [line for parts in cut[first:last] for line in parts]
    within.sort(key=lambda line: bisect_right(starts, line.x + 1))
    before = [line for parts in cut[:first] for line in parts]
    return [*before, *within, *(line for parts in cut[last:] for line in parts)]


def _is_far(a: Printed, b: Printed) -> bool:
    end = a.x + _LETTER * a.size * len(a.text)
    return b.x - end > _GAP * max(a.size, b.size)


def _cut(row: Row, starts: frozenset[int]) -> list[Printed]:
    """A row cut where a column begins."""
    parts: list[list[Printed]] = [[row[0]]]
    for a, b in pairwise(row):
        if round(b.x) in starts and _is_far(a, b):
            parts.append([b])
        else:
            parts[-1].append(b)
    return [_joined(part) for part in parts]


def _joined(row: Row) -> Printed:
    letters = max(row, key=lambda piece: len(piece.text.strip())).size
    text = " ".join("".join(piece.text for piece in row).split())
    return Printed(row[0].page, row[0].x, row[0].y, letters, text)


def _keeps_to_its_column(line: Printed, edge: int) -> bool:
    end = line.x + _LETTER * line.size * len(line.text)
    return line.x >= edge - 1 or end < edge
