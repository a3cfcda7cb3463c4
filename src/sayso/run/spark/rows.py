"""The rows of the commands as tables of Parquet: their columns, and how rows become batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from sayso.plain import Row
from sayso.run.spark.tables import Batch, Frame


def columns() -> dict[str, Any]:
    """The columns of each table that a job writes, as schemas of Arrow.

    >>> columns()["stories"].names
    ['doc', 'story', 'why']
    """
    import pyarrow as pa

    text, whole, share = pa.string(), pa.int64(), pa.float64()
    texts, span = pa.list_(text), pa.list_(whole)
    places = pa.list_(pa.struct([("a", span), ("b", span)]))
    passage = pa.struct([("a", span), ("b", span), ("differences", places)])
    way = pa.struct([("doc", text), ("parent", text), ("share", share), ("direction", text)])
    pairs = [("a", text), ("b", text), ("kind", text), ("form", texts), ("containment_a", share)]
    pairs += [("containment_b", share), ("direction", text), ("independent", pa.bool_())]
    family = [("family", text), ("documents", texts), ("cleanest", text), ("fullest", text)]
    place = [("documents", whole), ("doc", text), ("start", whole), ("end", whole), ("text", text)]
    return {
        "pairs": pa.schema([*pairs, ("passages", pa.list_(passage)), ("why", texts)]),
        "families": pa.schema([*family, ("tree", pa.list_(way))]),
        "boilerplate": pa.schema(place),
        "stories": pa.schema([("doc", text), ("story", text), ("why", texts)]),
    }


def as_rows(frame: Frame, made: Callable[..., Row], table: str) -> Frame:
    """Each row as the row of that table that `made` makes of its columns."""
    from pyspark.sql.pandas.types import from_arrow_schema

    schema = columns()[table]
    return frame.mapInArrow(partial(_made, made=made, schema=schema), from_arrow_schema(schema))


def _made(batches: Iterable[Batch], made: Callable[..., Row], schema: Any) -> Iterator[Batch]:
    import pyarrow as pa

    for held in batches:
        values = zip(*(column.to_pylist() for column in held.columns), strict=True)
        yield pa.RecordBatch.from_pylist([made(*row) for row in values], schema=schema)


def without_nothing(row: Any) -> Any:
    """A row as it was before a table gave it every key of its column.

    >>> without_nothing({"passages": [{"a": [1, 2], "differences": None}], "outlet": None})
    {'passages': [{'a': [1, 2]}], 'outlet': None}
    """
    if isinstance(row, dict):
        kept = {k: v for k, v in row.items() if k != "differences" or v is not None}
        return {key: without_nothing(value) for key, value in kept.items()}
    return [without_nothing(item) for item in row] if isinstance(row, list) else row
