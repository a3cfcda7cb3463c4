"""Rows of a CSV or TSV file, one article a row; quoted cells keep their newlines as they are.

Refuses a table without a text column, and names the columns that it found. A reader of our own: the
standard one has one process-wide limit on cells (131,072 characters, shorter than long articles),
and gives no sign where a mark that is never closed swallows the rows below it.

    bytes ──lines──▶ rows of cells ──header──▶ Fields | Rejected
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from hashlib import sha256
from itertools import chain
from typing import IO

from sayso.cells import unguarded
from sayso.documents.by_hand import paths
from sayso.documents.decode import decode, is_binary_table
from sayso.documents.dialects import Dialect, dialect_of
from sayso.documents.fields import Fields, from_record
from sayso.documents.guard import guarded
from sayso.documents.keys import accepted, text_column
from sayso.documents.lines import chunks
from sayso.documents.options import DocumentOptions
from sayso.documents.whole_rows import Rows
from sayso.model import Reason, Rejected
from sayso.patterns import pattern

_INSIDE = pattern(r'[^"]*(?:""[^"]*)*("?)')  # the rest of a quoted cell, and the mark at its end


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a file, or a whole row of several lines, or the cells of one."""

    number: int
    text: str
    why: tuple[Reason, ...] = ()
    is_row: bool = False
    parted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of one row, and how its cells are written.

    is_open    the file, or what may be held of it, ends within a quoted cell
    too_long   more stands in it than may be held
    misplaced  a cell that was opened on an earlier line ends where a later one seems to begin
    """

    lines: tuple[_Line, ...]
    dialect: Dialect
    is_open: bool
    misplaced: bool
    too_long: bool = False

    def cells(self) -> list[str]:
        """The cells, marks taken off."""
        if parted := self.lines[0].parted:
            return [*parted]
        found = _cells("".join(line.text for line in self.lines), self.dialect.sign)
        return [self.dialect.after(cell) for cell in found]

    def swallows(self, columns: int) -> bool:
        """Whether the lines below its first look like rows of their own."""
        if not (self.is_open or self.misplaced):
            return False
        widths = [
            len(_cells(line.text, self.dialect.sign))
            for line in self.lines[1:]
            if line.text.strip()
        ]
        alike = 2 * widths.count(columns) >= len(widths) + self.is_open > 0
        return columns > 1 and alike


def from_table(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """Every row below the header as fields; a row without text is refused with its line. So is one
    whose quotation mark is never closed; the rows below it are read all the same.
    """
    pieces = chunks(stream)
    head = next(pieces)
    if is_binary_table(head):
        yield Rejected(source, "binary data, not text")
        return
    names: list[str] = []
    again: deque[_Line] = deque()
    dialect = dialect_of(head.decode("utf-8", "replace"), partial(_has_text, options=options))
    told = _Told(source, _with_newlines(chain([head], pieces), dialect), options, dialect)
    for row in _rows(told, again, dialect, options):
        if isinstance(row, Rejected):
            yield row
            continue
        first, below = row.lines[0], row.lines[1:]
        if row.swallows(len(names)):
            yield Rejected(source, f"{_NEVER}; {_lines(below)} read as rows", first.number)
            again.extendleft(reversed(below))
        elif row.too_long:
            limit = f"{options.max_record_bytes:,}"
            yield Rejected(source, f"too large: a row of over {limit} bytes", first.number)
        elif row.is_open:
            yield Rejected(source, f"{_NEVER}; {_lines(below)} lost with it", first.number)
            return
        elif names:
            yield _fields(source, row, names, options)
        else:
            names = [name.strip() for name in row.cells()]
            if not _has_text(names, options):
                found = ", ".join(repr(name[:40]) for name in names[:20])
                by_hand = paths(options.fields).get("text")
                wanted = " or ".join(by_hand) if by_hand else accepted()
                reason = f"no text column: found {found}; accepted are {wanted}"
                yield Rejected(source, reason, first.number)
                return
            told.expect(len(names))
    if not names:
        yield Rejected(source, "empty: there is nothing in it")


_NEVER = "a quotation mark opened in this row is never closed"


def _lines(below: Sequence[_Line]) -> str:
    return "the line below it is" if len(below) == 1 else f"the {len(below)} lines below it are"


def _has_text(names: Sequence[str], options: DocumentOptions) -> bool:
    by_hand = paths(options.fields).get("text")
    if by_hand:
        return any(name in names for name in by_hand)
    return text_column(list(names)) is not None


def _fields(
    source: str, row: _Row, names: list[str], options: DocumentOptions
) -> Fields | Rejected:
    first = row.lines[0]
    record = {name: cell for name, cell in zip(names, row.cells(), strict=False) if cell.strip()}
    if not _has_text(list(record), options):
        return Rejected(source, "empty: the row has no text", line=first.number)
    written = _as_written(record) if "digest" in record else record
    fields = guarded(source, first.number, lambda: from_record(written, first.number, options))
    if first.why and isinstance(fields, Fields):
        return replace(fields, why=first.why + fields.why)
    return fields


def _as_written(record: dict[str, str]) -> dict[str, str]:
    """The cells of a table that sayso wrote, as they were before they were guarded against
    spreadsheets; the digest of the text tells such a table.
    """
    bare = unguarded(record.get("text", ""))
    if sha256(bare.encode("utf-8")).hexdigest() != record.get("digest"):
        return record
    return {name: unguarded(cell) for name, cell in record.items()}


class _Told:
    """Every line from the header on as text, or a whole row at once where one begins; a line that
    is too long or has a zero byte is refused, binary data end the file.
    """

    def __init__(
        self, source: str, pieces: Iterator[bytes], options: DocumentOptions, dialect: Dialect
    ) -> None:
        limit = options.max_record_bytes
        self._rows = Rows(pieces, limit, dialect.sign)
        self._source, self._limit, self._dialect = source, f"{limit:,}", dialect
        self._in_rows = dialect == Dialect(dialect.sign)  # as RFC 4180 has it
        self._ended = False

    def expect(self, columns: int) -> None:
        """From here on rows have so many cells."""
        self._rows.expect(columns)

    def next(self, *, begins: bool) -> _Line | Rejected | None:
        """What comes next; `begins`: a row begins here. None at the end."""
        if begins and self._in_rows and (row := self._rows.row()):
            number, said = row
            if isinstance(said, str):
                return _Line(number, said, is_row=True)
            return _Line(number, "", is_row=True, parted=said)
        while not self._ended and (told := self._rows.line()):
            number, line = told
            if number <= self._dialect.above:
                continue
            if line is None:
                reason = f"too large: a line of over {self._limit} bytes"
                return Rejected(self._source, reason, number)
            if not line.strip():
                return _Line(number, line.decode("latin-1"))
            if decoded := decode(line):
                return _Line(number, self._dialect.before(decoded.text), decoded.why)
            self._ended = is_binary_table(line)
            return Rejected(self._source, "binary data, not text", number)
        return None


def _rows(
    told: _Told,
    again: deque[_Line],
    dialect: Dialect,
    options: DocumentOptions,
) -> Iterator[_Row | Rejected]:
    """Lines joined while a quotation mark is open; past the limit they are dropped until it is
    closed. Lines that the caller puts into `again` come next.
    """
    kept: list[_Line] = []
    size = 0
    is_open = misplaced = dropping = False
    while (
        item := again.popleft() if again else told.next(begins=not kept and not dropping)
    ) or kept:
        if isinstance(item, _Line) and item.is_row:
            yield _Row((item,), dialect, is_open=False, misplaced=False)
            continue
        if dropping and isinstance(item, _Line):
            dropping, _ = _left_open(item.text, dialect.sign, is_open=True)
            continue
        if isinstance(item, _Line):
            if not kept and not item.text.strip():
                continue
            kept.append(item)
            size += len(item.text)
            is_open, again_opened = _left_open(item.text, dialect.sign, is_open=is_open)
            misplaced |= again_opened
            if is_open and size <= options.max_record_bytes:
                continue
        elif item is not None:
            yield item
        if kept:
            too_long = is_open and size > options.max_record_bytes
            yield _Row(tuple(kept), dialect, is_open, misplaced, too_long)
            dropping = too_long and not again
            kept, size, is_open, misplaced = [], 0, False, False


def _left_open(text: str, sign: str, *, is_open: bool) -> tuple[bool, bool]:
    """Whether a quoted cell is still open at the line's end, and whether the one that was open at
    its beginning ends at a mark that seems to open another. A mark within a bare cell is just a
    mark.
    """
    place, misplaced = 0, False
    if '"' not in text:
        return is_open, False
    opening = _opening(sign)
    while True:
        if is_open:
            inside = _INSIDE.match(text, place)
            if inside is None or not inside[1]:
                return True, misplaced
            end = inside.end()
            opens = place == 0 and text[max(0, end - 2) : end] in ('"', f'{sign}"')
            misplaced |= opens and text[end : end + 1] not in ("", sign, "\r", "\n")
            place = end
        found = opening.search(text, place)
        if found is None:
            return False, misplaced
        place, is_open = found.end(), True


@lru_cache(maxsize=8)
def _opening(sign: str) -> re.Pattern[str]:
    return re.compile(f'(?:^|{re.escape(sign)})"')


@lru_cache(maxsize=8)
def _cell(sign: str) -> re.Pattern[str]:
    apart = re.escape(sign)
    return re.compile(f'(?:"([^"]*(?:""[^"]*)*)("?))?([^{apart}]*){apart}')


def _cells(row: str, sign: str) -> list[str]:
    """The cells of one row, marks taken off, doubled marks made single.

    >>> _cells('a,"b, ""c""\\nd",e\\r\\n', ",")
    ['a', 'b, "c"\\nd', 'e']
    >>> _cells('a\\t"No," she said.', "\\t")
    ['a', '"No," she said.']
    """
    row = row.removesuffix("\n").removesuffix("\r") + sign
    return [_bare(*m.groups("")) for m in _cell(sign).finditer(row)]


def _bare(inside: str, closed: str, behind: str) -> str:
    """A cell without its marks; where words follow the second one, both are of the words, as tables
    have them that quote nothing.
    """
    inside = inside.replace('""', '"')
    literal = closed and behind.strip() and "\n" not in inside
    return f'"{inside}"{behind}' if literal else inside + behind


def _with_newlines(pieces: Iterator[bytes], dialect: Dialect) -> Iterator[bytes]:
    for piece in pieces:
        yield piece.replace(b"\r", b"\n") if dialect.returns else piece
