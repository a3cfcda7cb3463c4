"""Lines of a table as they come, and rows whole where they are written as RFC 4180 says, as most
are: such a row is found in one match, however many lines its cells have.

    chunks ──at the beginning of a row: one match──▶ (number, row)
           ──else─────────────────────────────────▶ (number, line)
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.documents.decode import is_binary

_AHEAD = 1 << 19  # bytes in which a row must end, or it is read line by line


class Rows:
    """A table that is read row by row, or line by line, as the caller asks."""

    def __init__(self, pieces: Iterator[bytes], limit: int, sign: str) -> None:
        """`limit`: bytes of a line; `sign`: what parts two cells."""
        self._pieces, self._limit, self._row = pieces, limit, _row(sign)
        self._held, self._at, self._number = b"", 0, 1

    def row(self) -> tuple[int, str] | None:
        """The row that begins here and the number of its first line, where it is well formed;
        None for any other, which stays to be read line by line.

        >>> rows = Rows(iter([b'a,"b\\n,c"\\nd"e\\n']), 100, ",")
        >>> rows.row(), rows.row(), rows.line()
        ((1, 'a,"b\\n,c"\\n'), None, (3, b'd"e\\n'))
        """
        found = self._row.match(self._held, self._at)
        while found is None and len(self._held) - self._at < _AHEAD and self._more():
            found = self._row.match(self._held, self._at)
        if found is None or found.end() - self._at > self._limit:
            return None
        row = found[0]
        if row.isspace() or b"\0" in row or is_binary(row):
            return None
        if b"\xef" in row and codecs.BOM_UTF8 in row:  # dropped line by line
            return None
        try:
            text = row.decode("utf-8")
        except UnicodeDecodeError:
            return None
        number, self._at = self._number, found.end()
        self._number += row.count(b"\n")
        return number, text

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


@lru_cache(maxsize=8)
def _row(sign: str) -> re.Pattern[bytes]:
    """A row of bare and quoted cells, and its newline; nothing is tried twice."""
    apart = re.escape(sign.encode())
    cell = rb'(?:"[^"]*+(?:""[^"]*+)*+"|[^"\r\n' + apart + rb"]*+)"
    return re.compile(cell + rb"(?:" + apart + cell + rb")*+\r?\n")
