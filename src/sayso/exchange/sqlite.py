"""Tables as one SQLite file that Datasette opens: foreign keys, a full-text index of the articles,
and the metadata that Datasette shows beside it.

    tables ──▶ sayso.sqlite (documents_fts: FTS5)     LAYOUT ──▶ metadata.json
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

from sayso.exchange.layout import LAYOUT, Column, Table
from sayso.exchange.tables import Tables
from sayso.plain import SCHEMA, Row

_TYPES = {"integer": "INTEGER", "real": "REAL", "boolean": "INTEGER"}
_FACETS = {
    "documents": ["outlet", "lang", "published"],
    "quotes": ["speaker", "manner", "kind"],
    "findings": ["kind", "subtype", "verdict"],
    "events": ["status"],
    "copies": ["kind", "independent"],
    "origins": ["kind"],
}
_INDEX = """
CREATE VIRTUAL TABLE documents_fts USING fts5(
    title, text, content="documents", tokenize="unicode61 remove_diacritics 2");
INSERT INTO documents_fts(documents_fts) VALUES ('rebuild');
"""


def as_sqlite(tables: Tables) -> bytes:
    """The bytes of an SQLite 3 database; lists are JSON arrays, days ISO dates, yes and no 1 and 0.

    >>> from sayso.exchange.tables import tables
    >>> as_sqlite(tables([]))[:15]
    b'SQLite format 3'
    """
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript("PRAGMA foreign_keys = ON;" + "\n".join(map(_created, LAYOUT)))
        base.execute("BEGIN")
        base.execute("PRAGMA defer_foreign_keys = ON")  # a copy may stand before its original
        for table in LAYOUT:
            names = [column.name for column in table.columns]
            places = ", ".join("?" * len(names))
            rows = ([_value(row[name]) for name in names] for row in tables[table.name])
            base.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', rows)
        base.commit()
        for table in LAYOUT:
            for column in table.columns:
                if column.to and column.name != table.key[0]:
                    name = f"{table.name}_{column.name}"
                    base.execute(f'CREATE INDEX "{name}" ON "{table.name}"("{column.name}")')
        base.executescript(_INDEX)
        base.execute(f"PRAGMA user_version = {SCHEMA.partition('/')[2].replace('.', '0')}")
        base.commit()
        return base.serialize()


def _created(table: Table) -> str:
    lines = [_line(column, table) for column in table.columns]
    if len(table.key) > 1:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    if table.name == "shared_passages":
        lines.append("FOREIGN KEY (a, b) REFERENCES copies(a, b)")
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n);"


def _line(column: Column, table: Table) -> str:
    line = f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}'
    if table.key == (column.name,):
        line += " PRIMARY KEY"
    if column.to:
        line += f' REFERENCES "{column.to}"("id")'
    return line


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else value


def metadata(title: str) -> str:
    """What Datasette shows of the tables (`datasette sayso.sqlite -m metadata.json`).

    >>> json.loads(metadata("A leak"))["title"]
    'A leak'
    """
    shown = {table.name: _shown(table) for table in LAYOUT}
    shown["documents"]["fts_table"] = "documents_fts"
    whole = {
        "title": title,
        "description": f"Made by sayso, schema {SCHEMA}. Offsets count code points.",
        "databases": {"sayso": {"tables": shown}},
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _shown(table: Table) -> Row:
    made: Row = {"description": table.what}
    if table.label:
        made["label_column"] = table.label
    if facets := _FACETS.get(table.name):
        made["facets"] = facets
    return made
