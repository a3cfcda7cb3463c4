"""No cell of a CSV file is a formula, whatever an article holds, and what is read back is the
article.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.cells import guarded, unguarded
from sayso.documents import read
from sayso.exchange import LAYOUT
from sayso.model import Document

Sayso = Callable[..., "subprocess.CompletedProcess[str]"]
COMMANDS = ("documents", "copies", "stories", "quotes", "times", "names", "timeline", "findings")
SIGNS = ("=", "+", "-", "@", "\t", "\r", "'=", "''@")
BODY = (
    "cmd|’/c calc’!A1 was seen in Vessby on Monday, Mayor Anna Lund said on Tuesday. “=1+1 is no "
    "sum,” she told the @Vessby Post. The harbour of Vessby was closed on 6 January 2020."
)
OTHER = (
    "The harbour of Vessby was closed on 6 January 2020 after a crane fell. Nobody can say when it "
    "opens, Tom Orr, who runs the port, said."
)
_EVALUATED = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.I)


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pile") / "pile.jsonl"
    records = [
        {
            "id": f"{sign}{n}",
            "text": sign + BODY + f" {n} more came." * n,
            "title": sign + "title",
            "outlet": f"{sign}Outlet {n}",
            "authors": ["=Ann Lee"],
            "published": "2020-01-07",
        }
        for n, sign in enumerate(SIGNS)
    ]
    records.append({"id": "other", "text": OTHER, "published": "2020-01-07"})
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return path


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_row_of_any_command_holds_a_formula(sayso: Sayso, pile: Path, command: str) -> None:
    done = sayso(command, str(pile), "--format", "csv")
    assert done.returncode == 0, done.stderr
    rows = cells(done.stdout)
    assert rows
    held = [cell for row in rows for cell in row.values()]
    assert [c for c in held if _EVALUATED.match(c) and not _NUMBER.fullmatch(c)] == []


def test_no_table_of_a_pile_holds_a_formula(sayso: Sayso, pile: Path, tmp_path: Path) -> None:
    done = sayso("read", str(pile), "--format", "csv", "-o", str(tmp_path))
    assert done.returncode == 0, done.stderr
    files = list((tmp_path / "csv").glob("*.csv"))
    assert {file.stem for file in files} == {table.name for table in LAYOUT}
    for file in files:
        held = [c for row in cells(file.read_bytes().decode()) for c in row.values()]
        assert [c for c in held if _EVALUATED.match(c) and not _NUMBER.fullmatch(c)] == []


def test_what_is_read_back_is_the_article(sayso: Sayso, pile: Path, tmp_path: Path) -> None:
    table = tmp_path / "documents.csv"
    assert sayso("documents", str(pile), "--format", "csv", "-o", str(table)).returncode == 0
    with pile.open("rb") as lines, table.open("rb") as rows:
        before = [d for d in read("pile.jsonl", lines) if isinstance(d, Document)]
        after = [d for d in read("documents.csv", rows) if isinstance(d, Document)]
    assert len(before) == len(SIGNS) + 1
    assert {(d.text, d.title, d.outlet, d.digest) for d in after} == {
        (d.text, d.title, d.outlet, d.digest) for d in before
    }
    by_hand = {unguarded(row["text"]) for row in cells(table.read_bytes().decode())}
    assert by_hand == {d.text for d in before}


def test_a_table_of_others_is_taken_as_it_is() -> None:
    (doc,) = read("a.csv", io.BytesIO(b"text,digest\n'@home' is closed.,x\n"))
    assert isinstance(doc, Document) and doc.text == "'@home' is closed."


@given(st.text(st.sampled_from("'=+-@\t\ra1. "), max_size=8))
def test_the_way_back_is_exact(cell: str) -> None:
    made = guarded(cell)
    assert unguarded(made) == cell
    assert not _EVALUATED.match(made) or _NUMBER.fullmatch(made)


@pytest.mark.parametrize("text", ["It rained in Vessby.", "=1+1 is no sum."])
def test_every_cell_of_a_table_of_ours_is_read_as_it_was(text: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    row = {
        "id": "+7",
        "text": text,
        "title": "@Vessby is shut",
        "outlet": "-Post-",
        "authors": "=A B",
    }
    made = io.StringIO()
    table = csv.writer(made)
    table.writerow([*row, "digest"])
    table.writerow([*map(guarded, row.values()), digest])
    (doc,) = read("a.csv", io.BytesIO(made.getvalue().encode()))
    assert isinstance(doc, Document)
    assert (doc.id, doc.text, doc.title, doc.outlet) == ("+7", text, "@Vessby is shut", "-Post-")
    assert doc.authors == ("=A B",)


def test_cells_of_a_table_of_others_stay() -> None:
    digest = hashlib.sha256(b"It rained.").hexdigest()
    for told in (digest, "x"):
        data = f"text,title,digest\nIt poured.,'@home' at last,{told}\n"
        (doc,) = read("a.csv", io.BytesIO(data.encode()))
        assert isinstance(doc, Document) and doc.title == "'@home' at last"
