"""One form, all its files: what a run writes beside or instead of its pages.

dossiers ──form──▶ (name of a file, its bytes), one or more
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, get_args

from sayso.errors import WrongUse
from sayso.exchange.annotations import web_annotations
from sayso.exchange.claims import claims
from sayso.exchange.csv_files import as_csv
from sayso.exchange.identifiers import as_json
from sayso.exchange.layout import LAYOUT
from sayso.exchange.parquet import as_parquet
from sayso.exchange.prov import prov
from sayso.exchange.references import csl, ris
from sayso.exchange.sqlite import as_sqlite, metadata
from sayso.exchange.tables import tables
from sayso.model import Dossier

Form = Literal["csv", "parquet", "sqlite", "web-annotation", "claims", "prov", "csl", "ris"]
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


def _annotations(dossiers: Sequence[Dossier], settings: str) -> Files:
    yield "annotations.jsonld", as_json(web_annotations(dossiers))


def _claims(dossiers: Sequence[Dossier], settings: str) -> Files:
    yield "claims.jsonld", as_json(claims(dossiers))


def _prov(dossiers: Sequence[Dossier], settings: str) -> Files:
    yield "provenance.json", as_json(prov(dossiers, settings))


def _csl(dossiers: Sequence[Dossier], settings: str) -> Files:
    yield "references.json", as_json(csl(dossiers))


def _ris(dossiers: Sequence[Dossier], settings: str) -> Files:
    yield "references.ris", ris(dossiers).encode("utf-8")


_WRITERS: dict[Form, Callable[[Sequence[Dossier], str], Files]] = {
    "csv": _csv,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "web-annotation": _annotations,
    "claims": _claims,
    "prov": _prov,
    "csl": _csl,
    "ris": _ris,
}
