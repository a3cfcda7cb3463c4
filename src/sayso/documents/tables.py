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
from functools import lru_cache
from itertools import chain
from typing import IO

from sayso.documents.by_hand import paths
from sayso.documents.decode import decode, is_binary
from sayso.documents.fields import Fields, accepted, from_record, text_column
from sayso.documents.guard import guarded
from sayso.documents.lines import chunks, lines
from sayso.documents.options import DocumentOptions
from sayso.model import Reason, Rejected

_SIGNS = (",", ";", "\t", "|")  # what may part two cells; the header decides
_INSIDE = re.compile(r'[^"]*(?:""[^"]*)*("?)')  # the rest of a quoted cell, and the mark at its end


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of one row, and what parts its cells.

    is_open    the file, or what may be held of it, ends within a quoted cell
    misplaced  a cell that was opened on an earlier line ends where a later one seems to begin
    """

    lines: tuple[_Line, ...]
    sign: str
    is_open: bool
    misplaced: bool

    def cells(self) -> list[str]:
        """The cells, marks taken off."""
        return _cells("".join(line.text for line in self.lines), self.sign)

    def swallows(self, columns: int) -> bool:
        """Whether the lines below its first look like rows of their own."""
        if not (self.is_open or self.misplaced):
            return False
        widths = [len(_cells(line.text, self.sign)) for line in self.lines[1:] if line.text.strip()]
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
    if is_binary(head):
        yield Rejected(source, "binary data, not text")
        return
    names: list[str] = []
    again: deque[_Line] = deque()
    for row in _rows(_decoded(source, chain([head], pieces), options), again, options):
        if isinstance(row, Rejected):
            yield row
            continue
        first, below = row.lines[0], row.lines[1:]
        if row.swallows(len(names)):
            yield Rejected(source, f"{_NEVER}; {_lines(below)} read as rows", first.number)
            again.extendleft(reversed(below))
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
    if not names:
        yield Rejected(source, "empty: there is nothing in it")


_NEVER = "a quotation mark opened in this row is never closed"


def _lines(below: Sequence[_Line]) -> str:
    return "the line below it is" if len(below) == 1 else f"the {len(below)} lines below it are"


def _has_text(names: list[str], options: DocumentOptions) -> bool:
    by_hand = paths(options.fields).get("text")
    return any(name in names for name in by_hand) if by_hand else text_column(names) is not None


def _fields(
    source: str, row: _Row, names: list[str], options: DocumentOptions
) -> Fields | Rejected:
    first = row.lines[0]
    record = {name: cell for name, cell in zip(names, row.cells(), strict=False) if cell.strip()}
    if not _has_text(list(record), options):
        return Rejected(source, "empty: the row has no text", line=first.number)
    fields = guarded(source, first.number, lambda: from_record(record, first.number, options))
    if first.why and isinstance(fields, Fields):
        return replace(fields, why=first.why + fields.why)
    return fields


def _decoded(
    source: str, pieces: Iterator[bytes], options: DocumentOptions
) -> Iterator[_Line | Rejected]:
    """Every line as text; one that is too long is refused, binary data end the file."""
    for number, line in lines(pieces, options.max_record_bytes):
        if line is None:
            reason = f"too large: a line of over {options.max_record_bytes:,} bytes"
            yield Rejected(source, reason, number)
        elif not line.strip():
            yield _Line(number, line.decode("latin-1"))
        elif decoded := decode(line):
            yield _Line(number, decoded.text, decoded.why)
        else:
            yield Rejected(source, "binary data, not text", number)
            return


def _rows(
    found: Iterator[_Line | Rejected], again: deque[_Line], options: DocumentOptions
) -> Iterator[_Row | Rejected]:
    """Lines joined while a quotation mark is open. Lines that the caller puts into `again` come
    next.
    """
    kept: list[_Line] = []
    sign, size = "", 0
    is_open = misplaced = False
    while (item := again.popleft() if again else next(found, None)) or kept:
        if isinstance(item, _Line):
            if not kept and not item.text.strip():
                continue
            sign = sign or max(_SIGNS, key=item.text.count)
            kept.append(item)
            size += len(item.text)
            is_open, again_opened = _left_open(item.text, sign, is_open=is_open)
            misplaced |= again_opened
            if is_open and size <= options.max_record_bytes:
                continue
        elif item is not None:
            yield item
        if kept:
            yield _Row(tuple(kept), sign, is_open, misplaced)
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
    return re.compile(f'(?:"([^"]*(?:""[^"]*)*)"?)?([^{sign}]*){re.escape(sign)}')


def _cells(row: str, sign: str) -> list[str]:
    """The cells of one row, marks taken off, doubled marks made single.

    >>> _cells('a,"b, ""c""\\nd",e\\r\\n', ",")
    ['a', 'b, "c"\\nd', 'e']
    """
    row = row.removesuffix("\n").removesuffix("\r") + sign
    return [(m[1] or "").replace('""', '"') + m[2] for m in _cell(sign).finditer(row)]
