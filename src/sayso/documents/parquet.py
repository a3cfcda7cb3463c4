"""Parquet, read some rows at a time by pyarrow (extra `parquet`): each row is a record, as a line
of JSON Lines is.

    file ──batches──▶ rows as plain values ──from_record──▶ Fields | Rejected

Strings that repeat are kept once while a batch is held, so that a small file cannot fill memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import IO, Any

from sayso.documents.fields import Fields, from_record
from sayso.documents.guard import guarded
from sayso.documents.lines import held_open
from sayso.documents.options import DocumentOptions
from sayso.documents.values import plain
from sayso.model import Rejected

_BATCH = 8_000_000  # bytes of a batch, by the average that the file tells of its rows
_MOST_ROWS = 1_000  # of a batch
_MOST_COLUMNS = 10_000
_GIVE_UP = 100  # rows without a text from the first on, after which the file holds no articles


def from_parquet(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """The rows of a file, in order, each with its place from 1."""
    try:
        import pyarrow  # an extra, and slow to import
        from pyarrow import parquet
    except ImportError:
        yield Rejected(source, "Parquet needs an extra package: pip install 'sayso[parquet]'")
        return
    file = held_open(stream, options.max_file_bytes)
    if file is None:
        mb = options.max_file_bytes // 1_000_000
        yield Rejected(source, f"too large: a Parquet file of over {mb} MB that is itself packed")
        return
    try:
        opened = parquet.ParquetFile(file)
        meta = opened.metadata
        if meta.num_columns > _MOST_COLUMNS:
            yield Rejected(source, f"too large: {meta.num_columns:,} columns")
            return
        leaves = [meta.schema.column(n) for n in range(meta.num_columns)]
        words = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]
        file.seek(0)
        opened = parquet.ParquetFile(file, read_dictionary=words, pre_buffer=False)
        yield from _rows(source, opened, options)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        yield Rejected(source, f"no Parquet file, or a damaged one: {said}")


def _rows(source: str, opened: Any, options: DocumentOptions) -> Iterator[Fields | Rejected]:
    meta = opened.metadata
    if not meta.num_rows:
        yield Rejected(source, "empty: there is nothing in it")
        return
    size = sum(meta.row_group(n).total_byte_size for n in range(meta.num_row_groups))
    count = max(1, min(_MOST_ROWS, _BATCH * meta.num_rows // max(1, size)))
    place = good = unpacked = 0
    for batch in opened.iter_batches(batch_size=count, use_threads=False):
        unpacked += batch.nbytes
        if unpacked > options.max_unpacked_bytes:
            reason = f"unpacks to over {options.max_unpacked_bytes:,} bytes: the rest is not read"
            yield Rejected(source, reason)
            return
        for row in range(batch.num_rows):
            place += 1
            item = guarded(source, place, partial(_record, batch, row, place, options))
            good += isinstance(item, Fields)
            yield item
            if not good and place >= _GIVE_UP:
                reason = f"gave up after {place} rows without an article"
                yield Rejected(source, reason, place)
                return


def _record(batch: Any, row: int, place: int, options: DocumentOptions) -> Fields | str:
    names = batch.schema.names
    record = {name: plain(batch.column(n)[row].as_py()) for n, name in enumerate(names)}
    return from_record(record, place, options)
