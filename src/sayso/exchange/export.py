"""One form, all its files: what a run writes beside or instead of its pages.

dossiers ──form──▶ (name of a file, its bytes), one or more
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, get_args

from sayso.errors import WrongUse
from sayso.exchange.csv_files import as_csv
from sayso.exchange.layout import LAYOUT
from sayso.exchange.parquet import as_parquet
from sayso.exchange.sqlite import as_sqlite, metadata
from sayso.exchange.tables import tables
from sayso.model import Dossier

Form = Literal["csv", "parquet", "sqlite"]
FORMS: tuple[Form, ...] = get_args(Form)
Files = Iterator[tuple[str, bytes]]


def export(dossiers: Sequence[Dossier], form: Form, *, settings: str = "") -> Files:
    """The files of one form, each with its name, folders included. `settings` is the digest of the
    options that the dossiers were made with, for forms that record it.

    Raises WrongUse where the form is not one of `FORMS`, or needs an extra that is missing.

    >>> [name for name, _ in export([], "sqlite")]
    ['sayso.sqlite', 'metadata.json']
    """
    if form not in _WRITERS:
        raise WrongUse(f"there is no form {form!r}; choose one of {', '.join(FORMS)}")
    return _WRITERS[form](dossiers, settings)


def _csv(dossiers: Sequence[Dossier], settings: str) -> Files:
    made = tables(dossiers)
    for table in LAYOUT:
        yield f"csv/{table.name}.csv", as_csv(table, made[table.name]).encode("utf-8")


def _parquet(dossiers: Sequence[Dossier], settings: str) -> Files:
    made = tables(dossiers)
    for table in LAYOUT:
        yield f"parquet/{table.name}.parquet", as_parquet(table, made[table.name])


def _sqlite(dossiers: Sequence[Dossier], settings: str) -> Files:
    yield "sayso.sqlite", as_sqlite(tables(dossiers))
    title = dossiers[0].title if len(dossiers) == 1 else f"{len(dossiers)} stories"
    yield "metadata.json", metadata(title).encode("utf-8", "replace")


_WRITERS: dict[Form, Callable[[Sequence[Dossier], str], Files]] = {
    "csv": _csv,
    "parquet": _parquet,
    "sqlite": _sqlite,
}
