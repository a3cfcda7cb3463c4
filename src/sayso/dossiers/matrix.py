"""Claims and outlets as a table: who tells what, who hands it on, where nothing alike was found.

    findings with their cells × families (and × documents) ──▶ MatrixRow(cells)

What each text does with a claim is decided in the findings; here a family of copies is made one
column, and each kind gets its sign. What cannot be told is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.dossiers.index import Lookup
from sayso.dossiers.sources import Source, source
from sayso.dossiers.wording import CELL, LINE, SUBTYPES, clip, count
from sayso.model import Agreement, Conflict, Telling

CellKind = Literal["told", "differs", "relayed", "unclear", "not-found", "left-out"]
CELL_WORDS: dict[CellKind, str] = {
    "told": "reported",
    "differs": "reported differently",
    "relayed": "relayed",
    "unclear": "cannot tell: something alike, or not enough was read",
    "not-found": "not found in this text",
    "left-out": "left out: not found in a text late and long enough to have reported it",
}
SPOKEN: dict[CellKind, str] = {
    **CELL_WORDS,
    "unclear": "cannot tell",
    "not-found": "not found",
    "left-out": "left out",
}  # said for each cell: the key explains it once
# cells on a page; a table of more is slow to draw and nobody reads it; the JSON has all
MOST_CELLS = 5000
_FEWEST_ROWS = 12
CELL_SIGNS: dict[CellKind, str] = {
    "told": "●",
    "differs": "≠",
    "relayed": "↪",
    "unclear": "?",
    "not-found": "–",
    "left-out": "○",
}


@dataclass(frozen=True, slots=True)
class Column:
    """An outlet's text. `group` numbers its family; `every` is False for the column that stands for
    a whole family.
    """

    label: str
    title: str
    group: int
    every: bool
    collapsed: bool
    doc_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one text does with one claim."""

    kind: CellKind
    sign: str
    words: str
    value: str
    source: Source | None
    every: bool
    collapsed: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One claim."""

    id: str
    what: str
    kind: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table. `collapsible` is True where a family has more than one document."""

    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    collapsible: bool


def matrix(look: Lookup) -> Matrix:
    """Conflicts and agreements against texts; a family of copies is one column and, behind a
    switch, one a document.
    """
    columns = tuple(_columns(look))
    held = [f for f in look.dossier.findings.findings if isinstance(f, Conflict | Agreement)]
    rows = tuple(_row(look, finding, columns) for finding in held)
    return Matrix(columns, rows, any(c.collapsed for c in columns))


def first_rows(table: Matrix) -> Matrix:
    """The table with as many rows as a page can bear: conflicts first, then agreements as they were
    found.

    >>> len(first_rows(Matrix((), (), False)).rows)
    0
    """
    most = max(_FEWEST_ROWS, MOST_CELLS // max(1, len(table.columns)))
    return replace(table, rows=table.rows[:most])


def _columns(look: Lookup) -> Iterable[Column]:
    families = dict.fromkeys(look.family_of[doc.id] for doc in look.dossier.documents)
    for group, family in enumerate(families, 1):
        docs = tuple(doc.id for doc in look.dossier.documents if doc.id in family.doc_ids)
        many = len(docs) > 1
        if many:
            lead = look.documents.get(family.original) or look.documents[docs[0]]
            label = lead.outlet or look.labels[lead.id]
            yield Column(
                f"{label} ×{len(docs)}", _copies_title(look, docs), group, False, True, docs
            )
        for doc_id in docs:
            yield Column(
                look.labels[doc_id],
                look.documents[doc_id].title or "",
                group,
                many,
                False,
                (doc_id,),
            )


def _copies_title(look: Lookup, docs: Sequence[str]) -> str:
    return f"{count(len(docs), 'article')}, one text: " + ", ".join(look.labels[i] for i in docs)


def _row(look: Lookup, finding: Conflict | Agreement, columns: Sequence[Column]) -> MatrixRow:
    conflict = isinstance(finding, Conflict)
    kind = SUBTYPES[finding.subtype] if isinstance(finding, Conflict) else "agreement"
    what = finding.topic or finding.what if isinstance(finding, Conflict) else finding.what
    kinds: dict[str, CellKind] = {
        c.doc_id: "left-out" if c.left_out else c.kind for c in finding.cells
    }
    cells = tuple(
        _cell(look, finding.tellings, column, kinds, conflict=conflict) for column in columns
    )
    what = clip(what, LINE // 2)
    return MatrixRow(look.lines[finding.id], what[:1].upper() + what[1:], kind, cells)


def _cell(
    look: Lookup,
    tellings: Sequence[Telling],
    column: Column,
    kinds: dict[str, CellKind],
    *,
    conflict: bool,
) -> Cell:
    own = [t for t in tellings if t.at.doc_id in column.doc_ids]
    kind = _kind([kinds.get(i, "unclear") for i in column.doc_ids])
    value, place = "", None
    if own:
        lead = min(
            own,
            key=lambda t: (t.low_confidence, bool(t.via), look.numbers[t.at.doc_id], t.at.start),
        )
        if kind in ("unclear", "not-found", "left-out"):  # of a page made without cells
            kind = (
                "differs"
                if conflict
                else "relayed"
                if all(_relayed(look, t) for t in own)
                else "told"
            )
        printed = {t.value.casefold(): clip(t.value, CELL) for t in reversed(own) if t.value}
        value = " / ".join(printed.values()) if conflict else ""
        place = source(look, lead.at, lead.sentence)
    return Cell(kind, CELL_SIGNS[kind], SPOKEN[kind], value, place, column.every, column.collapsed)


def _kind(held: Sequence[CellKind]) -> CellKind:
    """What a column does as a whole: what any of its texts does; nothing is found only where
    nothing is in all of them.
    """
    for kind in ("told", "differs", "relayed", "unclear", "left-out"):
        if kind in held:
            return kind
    return "not-found"


def _relayed(look: Lookup, telling: Telling) -> bool:
    """True when the text hands on another's report: a channel is named, or a relay is credited with
    this sentence.
    """
    if telling.via:
        return True
    reading = look.readings.get(telling.at.doc_id)
    return any(relay.about.overlaps(telling.at) for relay in reading.relays) if reading else False
