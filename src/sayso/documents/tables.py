"""Rows of a CSV or TSV file, one article a row; quoted cells keep their newlines as they are.

Refuses a table without a text column, and names the columns that it found. A reader of our own: the
standard one has one process-wide limit on cells (131,072 characters, shorter than long articles).

    bytes ──lines──▶ rows of cells ──header──▶ Fields | Rejected
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import IO

from sayso.documents.decode import decode, is_binary
from sayso.documents.fields import Fields, accepted, from_record, text_column
from sayso.documents.lines import chunks, lines
from sayso.documents.options import DocumentOptions
from sayso.model import Reason, Rejected

_SIGNS = (",", ";", "\t", "|")  # what may part two cells; the header decides


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: the line it begins on and its text, line ends within quoted cells included."""

    line: int
    text: str
    why: tuple[Reason, ...] = ()


def from_table(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """Every row below the header as fields; a row without text is refused with its line."""
    pieces = chunks(stream)
    head = next(pieces)
    if is_binary(head):
        yield Rejected(source, "binary data, not text")
        return
    names: list[str] = []
    sign = ","
    for row in _rows(source, chain((head,), pieces), options):
        if isinstance(row, Rejected):
            yield row
        elif not names:
            sign = max(_SIGNS, key=row.text.count)
            names = [name.strip() for name in _cells(row.text, sign)]
            if text_column(names) is None:
                found = ", ".join(repr(name[:40]) for name in names[:20])
                yield Rejected(
                    source,
                    f"no text column: found {found}; accepted are {accepted()}",
                    line=row.line,
                )
                return
        else:
            yield _fields(source, row, names, sign)
    if not names:
        yield Rejected(source, "empty: there is nothing in it")


def _fields(source: str, row: _Row, names: list[str], sign: str) -> Fields | Rejected:
    cells = _cells(row.text, sign)
    record = {name: cell for name, cell in zip(names, cells, strict=False) if cell.strip()}
    if text_column(list(record)) is None:
        return Rejected(source, "empty: the row has no text", line=row.line)
    fields = from_record(record, row.line)
    if isinstance(fields, str):
        return Rejected(source, fields, line=row.line)
    return replace(fields, why=row.why + fields.why)


def _rows(
    source: str, pieces: Iterator[bytes], options: DocumentOptions
) -> Iterator[_Row | Rejected]:
    """Lines joined while a quotation mark is open. An open mark that outgrows a record ends the
    file.
    """
    kept: list[str] = []
    first = size = 0
    why: tuple[Reason, ...] = ()
    is_open = False
    for number, line in lines(pieces, options.max_record_bytes):
        if line is None:
            yield Rejected(
                source, f"too large: a line of over {options.max_record_bytes:,} bytes", line=number
            )
            if is_open:
                return
            continue
        decoded = decode(line) if line.strip() else None
        text = decoded.text if decoded else line.decode("latin-1")
        if not kept and not text.strip():
            continue
        if decoded is None and line.strip():
            yield Rejected(source, "binary data, not text", line=number)
            return
        first = first if kept else number
        why = decoded.why if decoded and not kept else why
        size += len(line)
        kept.append(text)
        is_open = _left_open(text, is_open)
        if size > options.max_record_bytes:
            break
        if not is_open:
            yield _Row(first, "".join(kept), why)
            kept, size = [], 0
    if kept:
        yield Rejected(source, "a quotation mark opened in this row is never closed", line=first)


def _left_open(text: str, is_open: bool) -> bool:
    """Whether a quoted cell is still open at the line's end. A mark within a bare cell is just a
    mark.
    """
    place = 0
    while True:
        if is_open:
            place = text.find('"', place)
            if place < 0:
                return True
            if text.startswith('""', place):
                place += 2
                continue
            is_open = False
        place = _next_quoted(text, place)
        if place < 0:
            return False
        is_open, place = True, place + 1


def _next_quoted(text: str, place: int) -> int:
    """Where the next cell that begins with a mark begins; -1 where none does."""
    while (place := text.find('"', place)) >= 0:
        if place == 0 or text[place - 1] in _SIGNS:
            return place
        place += 1
    return -1


def _cells(row: str, sign: str) -> list[str]:
    """The cells of one row, marks taken off, doubled marks made single.

    >>> _cells('a,"b, ""c""\\nd",e\\r\\n', ",")
    ['a', 'b, "c"\\nd', 'e']
    """
    row = row.removesuffix("\n").removesuffix("\r")
    cells: list[str] = []
    place = 0
    while place <= len(row):
        if row.startswith('"', place):
            close = _closing(row, place + 1)
            end = row.find(sign, close)
            end = len(row) if end < 0 else end
            cells.append(row[place + 1 : close].replace('""', '"') + row[close + 1 : end])
        else:
            end = row.find(sign, place)
            end = len(row) if end < 0 else end
            cells.append(row[place:end])
        place = end + 1
    return cells


def _closing(row: str, place: int) -> int:
    while (place := row.find('"', place)) >= 0:
        if not row.startswith('""', place):
            return place
        place += 2
    return len(row)
