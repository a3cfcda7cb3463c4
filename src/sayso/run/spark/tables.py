"""Tables between the steps: each is written once, and read by whatever needs it.

    frame ──write──▶ folder/name ──read──▶ frame that is not worked out again

A table that is there whole (Spark marks it with `_SUCCESS`) is not made a second time: a job that
was stopped goes on behind it. What Arrow gives and takes is here, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Frame = Any  # pyspark.sql.DataFrame
Batch = Any  # pyarrow.RecordBatch
Column = NDArray[Any]


class Tables:
    """The tables of one job, in one folder."""

    def __init__(self, spark: Any, folder: str) -> None:
        """`folder` as Spark names it: a path, or an address such as s3a://."""
        self.spark = spark
        self.folder = folder

    def kept(self, name: str, made: Callable[[], Frame]) -> Frame:
        """The table of that name, made where it is not there whole."""
        place = f"{self.folder}/{name}"
        if not self.exists(f"{place}/_SUCCESS"):
            made().write.mode("overwrite").parquet(place)
        return self.spark.read.parquet(place)

    def exists(self, place: str) -> bool:
        """True for a file that Spark can read."""
        path = self.spark._jvm.org.apache.hadoop.fs.Path(place)
        system = path.getFileSystem(self.spark._jsc.hadoopConfiguration())
        return bool(system.exists(path))

    def drop(self) -> None:
        """Take all of them away."""
        path = self.spark._jvm.org.apache.hadoop.fs.Path(self.folder)
        path.getFileSystem(self.spark._jsc.hadoopConfiguration()).delete(path, True)


def batch(schema: Any, columns: Sequence[Any]) -> Batch:
    """Columns as a batch of Arrow, in the order of the schema.

    >>> import pyarrow as pa
    >>> batch(pa.schema([("n", pa.int64())]), [[3, 4]]).num_rows
    2
    """
    import pyarrow as pa

    arrays = [pa.array(held, f.type) for held, f in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def rows_as_batch(schema: Any, rows: Iterable[Sequence[Any]]) -> Batch:
    """Rows as a batch of Arrow.

    >>> import pyarrow as pa
    >>> rows_as_batch(pa.schema([("n", pa.int64()), ("of", pa.string())]), [(3, "a")]).num_columns
    2
    """
    held = list(rows)
    return batch(schema, list(zip(*held, strict=True)) if held else [[] for _ in schema])


def stretches(batches: Iterable[Batch], size: int = 1 << 20) -> Iterator[list[Column]]:
    """Sorted rows, some at a time as arrays, so that those of one value of the first column never
    come apart.

    >>> import pyarrow as pa
    >>> held = pa.schema([("key", pa.int64())])
    >>> parts = [batch(held, [[1, 2, 2]]), batch(held, [[2, 3]])]
    >>> [columns[0].tolist() for columns in stretches(parts, size=2)]
    [[1], [2, 2, 2], [3]]
    """
    held: list[list[Column]] = []
    count, wanted = 0, size
    for part in batches:
        if not part.num_rows:
            continue
        held.append([column.to_numpy(zero_copy_only=False) for column in part.columns])
        count += part.num_rows
        if count < wanted:
            continue
        columns = [np.concatenate(c) for c in zip(*held, strict=True)]
        cut = int(np.searchsorted(columns[0], columns[0][-1]))
        if cut:
            yield [column[:cut] for column in columns]
            wanted = size
        else:  # one value fills it: look again when there is twice as much
            wanted = 2 * count
        held, count = [[column[cut:] for column in columns]], count - cut
    if held:
        yield [np.concatenate(c) for c in zip(*held, strict=True)]


def by_key(rows: Frame, step: Any, schema: str) -> Frame:
    """A step over all rows of each `key` at once, the keys sorted, and the texts (n) of each."""
    return rows.repartition("key").sortWithinPartitions("key", "n").mapInArrow(step, schema)


def arrow(fields: str) -> Any:
    """The schema of Arrow for columns as Spark names them.

    >>> arrow("n bigint, ids array<bigint>").field("ids").type.value_type.bit_width
    64
    """
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "binary": pa.binary(),
        "bigint": pa.int64(),
        "int": pa.int32(),
        "float": pa.float32(),
        "double": pa.float64(),
        "boolean": pa.bool_(),
    }
    kinds |= {f"array<{name}>": pa.list_(kind) for name, kind in kinds.items()}
    told = (field.rsplit(" ", 1) for field in fields.split(", "))
    return pa.schema([(name, kinds[kind]) for name, kind in told])


def columns_of(held: Any) -> dict[str, Column]:
    """The columns of a batch or table of Arrow by their names; a list is an array in an array.

    >>> import pyarrow as pa
    >>> columns_of(pa.table({"n": [3, 4]}))["n"].tolist()
    [3, 4]
    """
    import pyarrow as pa

    table = held if isinstance(held, pa.Table) else pa.Table.from_batches([held])
    return {name: table[name].to_numpy() for name in table.schema.names}
