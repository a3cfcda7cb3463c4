"""Tables as Apache Parquet, each column with its type; the schema's version is in the metadata."""

from __future__ import annotations

import io
from typing import Any

from sayso.errors import WrongUse
from sayso.exchange.layout import Table
from sayso.plain import SCHEMA, Row


def as_arrow(table: Table, rows: list[Row]) -> Any:
    """A `pyarrow.Table`. Raises WrongUse where pyarrow is not installed."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise WrongUse("Parquet needs the extra `parquet`: pip install 'sayso[parquet]'") from error
    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "real": pa.float64(),
        "boolean": pa.bool_(),
        "day": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    said = {"schema": SCHEMA, "what": table.what}
    schema = pa.schema([(c.name, types[c.kind]) for c in table.columns], metadata=said)
    return pa.Table.from_pylist(rows, schema=schema)


def as_parquet(table: Table, rows: list[Row]) -> bytes:
    """One table as the bytes of a file. Raises WrongUse where pyarrow is not installed."""
    made = as_arrow(table, rows)
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(made, file)
    return file.getvalue()
