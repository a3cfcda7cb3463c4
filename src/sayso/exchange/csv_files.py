"""Tables as CSV (RFC 4180, UTF-8, lines ended by a newline), for spreadsheets.

Nothing is an empty cell, a list a JSON array, yes and no are true and false. A cell whose text
would start a formula in a spreadsheet (=, +, -, @, tab, carriage return) gets an apostrophe before
it (`sayso.cells`).
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

from sayso.cells import guarded
from sayso.exchange.layout import Table
from sayso.plain import Row


def as_csv(table: Table, rows: list[Row]) -> str:
    """One table, with its names of columns in the first line.

    >>> from sayso.exchange.layout import Column
    >>> as_csv(Table("notes", "", (Column("a"), Column("b", "list"))), [{"a": "=1", "b": ["x"]}])
    'a,b\\n\\'=1,"[""x""]"\\n'
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    names = [column.name for column in table.columns]
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return file.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    return guarded(value) if isinstance(value, str) else str(value)
