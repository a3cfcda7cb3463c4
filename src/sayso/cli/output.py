"""Rows to standard output or a file, in the format asked for.

A file appears under its name only when it is whole: it is written beside its place and moved there.

    rows ──format──▶ lines ──▶ standard output | FILE
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sayso.cli.interrupts import stop_if_asked
from sayso.errors import WrongUse
from sayso.plain import Row

_WIDE = 60  # characters of a cell in a table; longer ones are cut with an ellipsis
# characters a column of a table needs to be read; a terminal shows as many as it has room for
_NARROW = 12
_FILE_WIDTH = 1600  # characters; room for every column of the widest row


def emit(rows: Iterable[Row], shape: str | None, output: str | None) -> None:
    """Print rows as `shape`; on a terminal the default is a table, elsewhere JSON lines."""
    if shape is None:
        shape = "table" if output is None and sys.stdout.isatty() else "jsonl"
    if shape == "parquet":
        _parquet(rows, output)
        return
    if output is None:
        _as_text(rows, shape, sys.stdout)
        return
    with whole_file(Path(output)) as file:
        _as_text(rows, shape, file)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A text file that takes its name only after everything was written; a failure leaves nothing
    behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        stop_if_asked()
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _as_text(rows: Iterable[Row], shape: str, file: IO[str]) -> None:
    {"jsonl": _jsonl, "json": _json, "csv": _csv, "table": _table}[shape](rows, file)


def _jsonl(rows: Iterable[Row], file: IO[str]) -> None:
    for row in rows:
        file.write(_dump(row) + "\n")


def _json(rows: Iterable[Row], file: IO[str]) -> None:
    file.write("[")
    for number, row in enumerate(rows):
        file.write((",\n " if number else "\n ") + _dump(row))
    file.write("\n]\n")


def _dump(value: object) -> str:
    # U+2028 and U+2029 are legal in JSON but end a line for many readers of JSON lines.
    text = json.dumps(value, ensure_ascii=False)
    return (
        text.replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .encode("utf-8", "replace")
        .decode("utf-8")
    )


def _csv(rows: Iterable[Row], file: IO[str]) -> None:
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(file, list(row), extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
        writer.writerow({key: _cell(value) for key, value in row.items()})


def _cell(value: object) -> object:
    return _dump(value) if isinstance(value, list | dict) else value


def _table(rows: Iterable[Row], file: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # A file is as wide as its columns ask for; a terminal is as wide as it is.
    console = Console(file=file) if file.isatty() else Console(file=file, width=_FILE_WIDTH)
    table = Table(show_lines=False, header_style="bold")
    known: list[str] = []
    for row in rows:
        if not known:
            known = [key for key in row if key not in ("text", "digest")] or list(row)
            known, hidden = known[: console.width // _NARROW], known[console.width // _NARROW :]
            table.caption = f"not shown for want of room: {', '.join(hidden)}" if hidden else None
            for key in known:
                table.add_column(key, overflow="fold")
        table.add_row(*(Text(_short(row.get(key))) for key in known))
    if known:
        console.print(table)


def _short(value: object) -> str:
    if value is None:
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"


def _parquet(rows: Iterable[Row], output: str | None) -> None:
    if output is None:
        raise WrongUse("Parquet is not for a terminal or a pipe: give a file with -o FILE")
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise WrongUse("Parquet needs the extra `parquet`: pip install 'sayso[parquet]'") from error
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), buffer)
    path = Path(output)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(buffer.getvalue())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
