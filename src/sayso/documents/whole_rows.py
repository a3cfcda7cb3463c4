"""Lines of a table as they come, and rows whole where they are written as RFC 4180 says, as most
are: such a row is found in one match, however many lines its cells have.

    chunks ──at the beginning of a row: one match──▶ (number, cells, or the row where their number
                                                      is not the header's)
           ──else─────────────────────────────────▶ (number, line)
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.documents.decode import is_binary
from sayso.patterns import pattern

_NEVER = pattern(rb"(?!)")
_MOST_COLUMNS = 200  # of a table whose cells are parted while a row is matched
_AHEAD = 1 << 19  # bytes in which a row must end, or it is read line by line


class Rows:
    """A table that is read row by row, or line by line, as the caller asks."""

    def __init__(self, pieces: Iterator[bytes], limit: int, sign: str) -> None:
        """`limit`: bytes of a line; `sign`: what parts two cells."""
        self._pieces, self._limit, self._row = pieces, limit, _row(sign)
        self._held, self._at, self._number = b"", 0, 1
        self._sign, self._parted = sign, _NEVER

    def expect(self, columns: int) -> None:
        """From here on rows have so many cells, which are parted while the row is matched."""
        if 0 < columns <= _MOST_COLUMNS:
            self._parted = _parted_row(self._sign, columns)

    def row(self) -> tuple[int, tuple[str, ...] | str] | None:
        """The row that begins here, or its cells where their number is known, and the number of its
        first line, where it is well formed; None for any other, which stays to be read line by
        line.

        >>> rows = Rows(iter([b'a,"b\\n,c"\\nd,"e\\n"\\nf"g\\n']), 100, ",")
        >>> rows.row(), rows.expect(2), rows.row()
        ((1, 'a,"b\\n,c"\\n'), None, (3, ('d', 'e\\n')))
        >>> rows.row(), rows.line()
        (None, (5, b'f"g\\n'))
        """
        found = self._matched()
        while found is None and len(self._held) - self._at < _AHEAD and self._more():
            found = self._matched()
        if found is None or found.end() - self._at > self._limit:
            return None
        row = found[0]
        if row.isspace() or b"\0" in row or is_binary(row):
            return None
        if b"\xef" in row and codecs.BOM_UTF8 in row:  # dropped line by line
            return None
        try:
            said = tuple(map(_bare, cells)) if (cells := found.groups()) else row.decode("utf-8")
        except UnicodeDecodeError:
            return None
        number, self._at = self._number, found.end()
        self._number += row.count(b"\n")
        return number, said

    def _matched(self) -> re.Match[bytes] | None:
        parted = self._parted.match(self._held, self._at)
        return parted or self._row.match(self._held, self._at)

    def line(self) -> tuple[int, bytes | None] | None:
        """The next line with its newline and its number; None in place of one that is longer than
        the limit; None alone at the end.
        """
        number, too_long = self._number, False
        end = self._held.find(b"\n", self._at) + 1
        while not end:
            looked_at = len(self._held) - self._at
            if looked_at > self._limit:  # thrown away while it is read
                too_long, self._at, looked_at = True, len(self._held), 0
            if not self._more():
                end = len(self._held)
                break
            end = self._held.find(b"\n", looked_at) + 1
        if end == self._at and not too_long:
            return None
        line = self._held[self._at : end]
        self._at, self._number = end, number + 1
        return number, None if too_long or len(line) > self._limit else line

    def _more(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            return False
        self._held, self._at = self._held[self._at :] + piece, 0
        return True


def _bare(cell: bytes) -> str:
    """What a cell of a well formed row says."""
    if cell[:1] == b'"':
        cell = cell[1:-1]
        if b'"' in cell:
            cell = cell.replace(b'""', b'"')
    return cell.decode("utf-8")


@lru_cache(maxsize=8)
def _row(sign: str) -> re.Pattern[bytes]:
    """A row of bare and quoted cells, and its newline; nothing is tried twice."""
    apart, cell = re.escape(sign.encode()), rb"(?:" + _cell(sign) + rb")"
    return re.compile(cell + rb"(?:" + apart + cell + rb")*+\r?\n")


@lru_cache(maxsize=8)
def _parted_row(sign: str, columns: int) -> re.Pattern[bytes]:
    """A row of so many cells, each in a group."""
    apart, cell = re.escape(sign.encode()), rb"(" + _cell(sign) + rb")"
    return re.compile(apart.join([cell] * columns) + rb"\r?\n")


def _cell(sign: str) -> bytes:
    return rb'"[^"]*+(?:""[^"]*+)*+"|[^"\r\n' + re.escape(sign.encode()) + rb"]*+"
