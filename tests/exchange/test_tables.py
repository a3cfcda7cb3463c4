"""CSV, Parquet and SQLite: one layout, the same rows in each, read back by the programs they are
for.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from datasette.app import Datasette

from sayso.exchange.csv_files import as_csv
from sayso.exchange.layout import LAYOUT, Column
from sayso.exchange.parquet import as_parquet
from sayso.exchange.sqlite import as_sqlite, metadata
from sayso.exchange.tables import Tables, tables
from sayso.model import Dossier, Member

Row = dict[str, Any]


@pytest.fixture(scope="module")
def made(dossier: Dossier) -> Tables:
    return tables([dossier])


@pytest.fixture(scope="module")
def base(made: Tables) -> sqlite3.Connection:
    found = sqlite3.connect(":memory:")
    found.deserialize(as_sqlite(made))
    found.row_factory = sqlite3.Row
    return found


def unlike(value: Any, column: Column) -> str:
    """What a spreadsheet shows of a value, written again."""
    if value is None:
        return ""
    if column.kind == "boolean":
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False) if column.kind == "list" else str(value)


def test_every_table_has_rows_and_every_row_its_columns(made: Tables) -> None:
    assert [name for name, rows in made.items() if not rows] == []
    for table in LAYOUT:
        names = [column.name for column in table.columns]
        assert all(list(row) == names for row in made[table.name])
        keys = [tuple(row[k] for k in table.key) for row in made[table.name]]
        assert len(set(keys)) == len(keys), table.name


def test_passages_are_the_words_of_their_document(made: Tables) -> None:
    texts = {row["id"]: row["text"] for row in made["documents"]}
    of_quote = {row["id"]: row["document"] for row in made["quotes"]}
    for row in (*made["mentions"], *made["times"], *made["tellings"]):
        assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
    for row in made["spans"]:
        assert texts[of_quote[row["quote"]]][row["start"] : row["end"]] == row["text"]


def test_counts_are_those_of_the_dossier(made: Tables, dossier: Dossier) -> None:
    found = dossier.findings
    assert len(made["documents"]) == len(dossier.documents)
    assert len(made["quotes"]) == sum(len(r.quotes) for r in dossier.readings)
    assert len(made["findings"]) == len(found.findings) + len(found.open_questions)
    told = [one for held in (found.findings, found.open_questions, found.events) for one in held]
    assert len(made["tellings"]) == sum(len(one.tellings) for one in told)
    (story,) = made["stories"]
    assert (story["documents"], story["texts"]) == (5, 4)
    for row in made["findings"]:
        voices = [origin for origin in made["origins"] if origin["finding"] == row["id"]]
        assert row["kind"] == "unknown" or len(voices) == row["origins"]


def test_two_stories_share_no_key(dossier: Dossier) -> None:
    """Not even where both hold a finding of one id."""
    other = replace(
        dossier,
        story=replace(dossier.story, id="s2", members=(Member("lone.txt"),)),
        documents=(replace(dossier.documents[0], id="lone.txt"),),
        readings=(),
        copies=(),
        families=(),
        findings=replace(
            dossier.findings, findings=(), events=(), open_questions=(), actors=(), days=()
        ),
    )
    found = dossier.findings.findings
    twice = replace(dossier, findings=replace(dossier.findings, findings=(*found, found[0])))
    both = tables([twice, other])
    assert [row["id"] for row in both["stories"]] == ["s1", "s2"]
    ids = [row["id"] for row in both["findings"]]
    assert len(ids) == len(set(ids))
    assert len(both["rejected"]) == len(dossier.rejected)  # once, though each dossier names them
    as_sqlite(both)


# ---- CSV -----------------------------------------------------------------------


@pytest.mark.parametrize("table", LAYOUT, ids=lambda t: t.name)
def test_csv_is_read_back(made: Tables, table: Any) -> None:
    text = as_csv(table, made[table.name])
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    wanted = [{c.name: unlike(row[c.name], c) for c in table.columns} for row in made[table.name]]
    assert rows == wanted


def test_no_cell_starts_a_formula(hostile: Dossier) -> None:
    made = tables([hostile])
    for table in LAYOUT:
        for row in csv.reader(io.StringIO(as_csv(table, made[table.name]), newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert made["documents"][0]["title"].startswith("=cmd")
    texts = as_csv(LAYOUT[0], made["stories"])
    assert "'=cmd" in texts
    texts.encode("utf-8")


# ---- Parquet -------------------------------------------------------------------


@pytest.mark.parametrize("table", LAYOUT, ids=lambda t: t.name)
def test_parquet_is_read_back(made: Tables, table: Any) -> None:
    for rows in (made[table.name], []):
        held = pq.read_table(io.BytesIO(as_parquet(table, rows)))
        assert held.to_pylist() == rows
        assert held.column_names == [column.name for column in table.columns]
    assert held.schema.metadata[b"schema"] == b"sayso/1.0"


def test_parquet_keeps_types(made: Tables) -> None:
    table = next(t for t in LAYOUT if t.name == "documents")
    held = pq.read_table(io.BytesIO(as_parquet(table, made["documents"])))
    assert str(held.schema.field("published").type) == "date32[day]"
    assert str(held.schema.field("inferred").type) == "bool"
    assert str(held.schema.field("authors").type).startswith("list<")
    assert date(2031, 5, 6) in held.column("published").to_pylist()


def test_halves_of_characters_are_written_as_one_sign(hostile: Dossier) -> None:
    made = tables([hostile])
    title = pq.read_table(io.BytesIO(as_parquet(LAYOUT[0], made["stories"])))["title"][0].as_py()
    assert title == hostile.title.replace("\ud83d", "\ufffd")
    found = sqlite3.connect(":memory:")
    found.deserialize(as_sqlite(made))
    assert found.execute("SELECT title FROM stories").fetchone()[0] == title


# ---- SQLite --------------------------------------------------------------------


def test_sqlite_holds_the_same(base: sqlite3.Connection, made: Tables) -> None:
    for table in LAYOUT:
        rows = [dict(row) for row in base.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid')]
        for row in rows:
            for column in table.columns:
                value = row[column.name]
                if value is not None and column.kind == "list":
                    row[column.name] = json.loads(value)
                elif value is not None and column.kind == "day":
                    row[column.name] = date.fromisoformat(value)
                elif value is not None and column.kind == "boolean":
                    row[column.name] = bool(value)
        assert rows == made[table.name], table.name


def test_keys_and_pages_are_sound(base: sqlite3.Connection) -> None:
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert base.execute("PRAGMA user_version").fetchone()[0] == 100
    referred = base.execute("PRAGMA foreign_key_list(tellings)").fetchall()
    assert {row["table"] for row in referred} == {"findings", "events", "documents"}


def test_a_key_that_leads_nowhere_is_refused(made: Tables) -> None:
    lost = {**made, "quotes": [{**made["quotes"][0], "document": "nowhere"}]}
    with pytest.raises(sqlite3.IntegrityError):
        as_sqlite(lost)


def test_origins_of_each_telling_can_be_asked_for(
    base: sqlite3.Connection, dossier: Dossier
) -> None:
    rows = base.execute(
        "SELECT f.id, count(DISTINCT o.id) AS n FROM findings f JOIN tellings t ON t.finding = f.id"
        " JOIN telling_origins l ON l.telling = t.id JOIN origins o ON o.id = l.origin GROUP BY 1"
    ).fetchall()
    wanted = {f"s1.{f.id}": len(f.origins) for f in dossier.findings.findings if f.origins}
    assert {row["id"]: row["n"] for row in rows} == wanted


def test_articles_are_found_by_their_words(base: sqlite3.Connection, made: Tables) -> None:
    ask = (
        "SELECT d.id FROM documents_fts JOIN documents d ON d.rowid = documents_fts.rowid"
        " WHERE documents_fts MATCH ? ORDER BY 1"
    )
    found = [row["id"] for row in base.execute(ask, ('"engine alarm"',))]
    wanted = [
        row["id"]
        for row in made["documents"]
        if "engine alarm" in f"{row['title']} {row['text']}".lower()
    ]
    assert found == sorted(wanted) and found


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_datasette_serves_it(made: Tables, tmp_path: Path) -> None:
    file = tmp_path / "sayso.sqlite"
    file.write_bytes(as_sqlite(made))
    served = Datasette([str(file)], metadata=json.loads(metadata("The ferry")))

    async def asked(path: str) -> Any:
        answer = await served.client.get(path)
        assert answer.status_code == 200, path
        return answer

    async def all_asked() -> None:
        listed = (await asked("/sayso.json")).json()
        assert {t.name for t in LAYOUT} <= {table["name"] for table in listed["tables"]}
        quotes = (await asked("/sayso/quotes.json?_labels=on&_shape=objects")).json()
        assert len(quotes["rows"]) == len(made["quotes"])
        assert quotes["rows"][0]["document"]["label"]
        assert set(quotes["facet_results"]) >= {"speaker", "manner"}
        found = (await asked("/sayso/documents.json?_search=alarm&_shape=objects")).json()
        assert found["rows"] and len(found["rows"]) <= len(made["documents"])
        page = (await asked("/sayso/findings")).text
        assert "What accounts agree on" in page

    asyncio.run(all_asked())
