"""Tables as data frames of pandas or polars, each column with its type.

What is not known is null, a list stays a list. The libraries are imported only here, and
only when a frame is asked for.
"""

from __future__ import annotations

from typing import Any

from sayso.errors import WrongUse
from sayso.exchange.layout import Table
from sayso.plain import Row


def as_pandas(table: Table, rows: list[Row]) -> Any:
    """A `pandas.DataFrame` with nullable types; days are `datetime64`. Raises WrongUse where pandas
    is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise WrongUse("this needs the extra `pandas`: pip install 'sayso[pandas]'") from error
    types = {
        "text": "string",
        "integer": "Int64",
        "real": "Float64",
        "boolean": "boolean",
        "day": "datetime64[s]",
        "list": "object",
    }
    columns = {
        column.name: pd.Series([row[column.name] for row in rows], dtype=types[column.kind])
        for column in table.columns
    }
    return pd.DataFrame(columns)


def as_polars(table: Table, rows: list[Row]) -> Any:
    """A `polars.DataFrame`; days are `Date`. Raises WrongUse where polars is not installed."""
    try:
        import polars as pl
    except ImportError as error:
        raise WrongUse("this needs the extra `polars`: pip install 'sayso[polars]'") from error
    types: dict[str, Any] = {
        "text": pl.String,
        "integer": pl.Int64,
        "real": pl.Float64,
        "boolean": pl.Boolean,
        "day": pl.Date,
        "list": pl.List(pl.String),
    }
    return pl.DataFrame(rows, schema={c.name: types[c.kind] for c in table.columns})
