"""Rows to standard output or a file, in the format asked for.

A file appears under its name only when it is whole: it is written beside its place and moved there.

    rows ──format──▶ lines ──▶ standard output | FILE
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sayso.cells import guarded
from sayso.cli.interrupts import stop_if_asked
from sayso.cli.terminal import shown
from sayso.errors import WrongUse
from sayso.plain import SCHEMA, Row

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
def whole_file(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """A file that takes its name only after everything was written; a failure leaves nothing
    behind, and says which file it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    part = Path(name)
    try:
        text = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
        with os.fdopen(handle, mode, **text) as file:  # type: ignore[call-overload]
            yield file
        stop_if_asked()
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        error.filename = error.filename or str(path)  # a full disk does not say
        raise
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
        file.write(_dump(_versioned(row)) + "\n")


def _json(rows: Iterable[Row], file: IO[str]) -> None:
    file.write("[")
    for number, row in enumerate(rows):
        file.write((",\n " if number else "\n ") + _dump(_versioned(row)))
    file.write("\n]\n")


def _versioned(row: Row) -> Row:
    return {**row, "schema": SCHEMA}


def _dump(value: object) -> str:
    # U+2028 and U+2029 are legal in JSON but end a line for many readers of JSON lines, and others
    # steer a terminal: all of them are escaped, which loses nothing.
    text = json.dumps(value, ensure_ascii=False)
    return _TO_ESCAPE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _csv(rows: Iterable[Row], file: IO[str]) -> None:
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(file, list(row), extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
        cells = {key: _cell(value) for key, value in row.items()}
        writer.writerow({k: shown(str(c)) for k, c in cells.items()} if file.isatty() else cells)


def _cell(value: object) -> object:
    if isinstance(value, str):
        return guarded(value)
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
    text = " ".join(shown(text).split())
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"


def _parquet(rows: Iterable[Row], output: str | None) -> None:
    if output is None:
        raise WrongUse("Parquet is not for a terminal or a pipe: give a file with -o FILE")
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise WrongUse("Parquet needs the extra `parquet`: pip install 'sayso[parquet]'") from error
    made = pa.Table.from_pylist(list(rows))
    with whole_file(Path(output), "wb") as file:
        pq.write_table(made, file)
