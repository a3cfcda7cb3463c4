"""Values as JSON would hold them, out of formats that have more kinds: days, times, maps, bytes.

a value of Parquet or TOML ──▶ None, text, number, list, object
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

_MOST_DEEP = 20  # values within values


def plain(value: object, depth: int = 0) -> object:
    """A value as JSON would hold it: days and times as they are printed, a map as an object.

    >>> plain({"when": date(2024, 3, 12), "id": 7.0, "by": b"Ann"})
    {'when': '2024-03-12', 'id': 7, 'by': 'Ann'}
    """
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return int(value)  # a number that pandas made a float because others were missing
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return None  # a picture
    if depth > _MOST_DEEP:
        return None
    if isinstance(value, Mapping):
        return {str(key): plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        if value and all(isinstance(item, tuple) and len(item) == 2 for item in value):
            return {str(key): plain(inner, depth + 1) for key, inner in value}
        return [plain(item, depth + 1) for item in value]
    return None
