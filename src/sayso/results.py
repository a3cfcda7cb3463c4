"""The door for Python: whatever holds articles in, and results that can be shown, framed and saved.

paths, documents, records ──read──▶ Results: dossiers
                                    ├─ a page in a notebook   ├─ data frames   └─ files
"""

from __future__ import annotations

import html
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias, overload

from sayso import __version__, documents, dossiers, exchange, fetch, pipeline
from sayso.errors import WrongUse
from sayso.exchange.frames import as_pandas, as_polars
from sayso.exchange.layout import Table
from sayso.fetch import is_address
from sayso.model import Document, Dossier, Rejected
from sayso.plain import Row
from sayso.readings import Models
from sayso.run import read_paths
from sayso.settings import Settings, digest

Article: TypeAlias = str | os.PathLike[str] | Document | Mapping[str, Any]
_MOST_SHOWN = 10  # stories that a notebook shows; each page holds all of its articles
_HEIGHT = 720  # pixels of a page in a notebook


@dataclass(frozen=True, slots=True)
class Results(Sequence[Dossier]):
    """The dossiers of one run, a story each; a slice of it is one again.

    rejected  what could not be read, and why
    """

    dossiers: tuple[Dossier, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    settings: Settings = field(default_factory=Settings)

    def __len__(self) -> int:
        return len(self.dossiers)

    def __iter__(self) -> Iterator[Dossier]:
        return iter(self.dossiers)

    @overload
    def __getitem__(self, index: int) -> Dossier: ...

    @overload
    def __getitem__(self, index: slice) -> Results: ...

    def __getitem__(self, index: int | slice) -> Dossier | Results:
        if isinstance(index, slice):
            return Results(self.dossiers[index], self.rejected, self.settings)
        return self.dossiers[index]

    def __repr__(self) -> str:
        count = sum(len(dossier.documents) for dossier in self.dossiers)
        titles = "".join(f"\n  {d.story.id}  {d.title}" for d in self.dossiers)
        refused = "".join(f"\n  rejected {one}" for one in self.rejected)
        return f"<Results: {count} articles, stories: {len(self)}{titles}{refused}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the page of each story, shut in a frame of its own."""
        shown = [_framed(d, len(self) == 1) for d in self.dossiers[:_MOST_SHOWN]]
        if len(self) > _MOST_SHOWN:
            shown.append(f"<p>and {len(self) - _MOST_SHOWN} more stories: take a slice</p>")
        refused = "".join(f"<li>{html.escape(str(one))}</li>" for one in self.rejected)
        if refused:
            shown.append(f"<p>Rejected:</p><ul>{refused}</ul>")
        return "".join(shown) or "<p>No articles.</p>"

    def rows(self, table: str = "findings") -> list[Row]:
        """One table as a list of dicts; `exchange.LAYOUT` names tables and columns. Raises WrongUse
        where there is no such table.
        """
        return exchange.tables(self.dossiers)[_table(table).name]

    def to_pandas(self, table: str = "findings") -> Any:
        """One table as a `pandas.DataFrame` (extra `pandas`). Raises WrongUse where pandas is not
        installed or there is no such table.
        """
        return as_pandas(_table(table), self.rows(table))

    def to_polars(self, table: str = "findings") -> Any:
        """One table as a `polars.DataFrame` (extra `polars`). Raises WrongUse where polars is not
        installed or there is no such table.
        """
        return as_polars(_table(table), self.rows(table))

    def export(self, form: exchange.Form, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
        """Write the files of one form (`exchange.FORMS`) under a folder; where they are. Raises
        WrongUse where the form is not one of them or needs an extra that is missing.
        """
        written = []
        for name, data in exchange.export(self.dossiers, form, settings=digest(self.settings)):
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written.append(path)
        return tuple(written)


def read(
    articles: Article | Iterable[Article],
    *,
    models: Models | None = None,
    settings: Settings | None = None,
    one_story: bool = False,
    rejected: Sequence[Rejected] = (),
    as_of: date | None = None,
) -> Results:
    """The main job: articles in, one dossier per story out.

    `articles` are paths (files, folders, globs, addresses of the web), documents, or records as
    `sayso documents` reads them from JSON lines (`{"text": …, "title": …, …}`), one or many of
    each. What cannot be read is in `rejected` of the results. With `as_of` the accounts as they
    stood on that day.

    Raises ModelMissing when the language model is not installed as pinned, WrongUse for what is no
    article.
    """
    chosen = settings or Settings()
    found = documents.settled(_taken(articles, chosen))
    refused = [*rejected, *(item for item in found if isinstance(item, Rejected))]
    made = pipeline.read(
        tuple(item for item in found if isinstance(item, Document)),
        models=models,
        settings=chosen,
        one_story=one_story,
        rejected=refused,
        as_of=as_of,
    )
    last = made[-1].rejected if made else tuple(refused)
    return Results(made, last, chosen)


def _taken(
    articles: Article | Iterable[Article], settings: Settings
) -> Iterator[Document | Rejected]:
    """Every article, in order: paths are opened together, records read as lines of JSON are."""
    single = isinstance(articles, str | os.PathLike | Document | Mapping)
    given: list[Any] = [articles] if single else list(articles)  # type: ignore[arg-type]
    paths = [os.fspath(item) for item in given if isinstance(item, str | os.PathLike)]
    records = [item for item in given if isinstance(item, Mapping)]
    yield from (item for item in given if isinstance(item, Document))
    for item in given:
        if not isinstance(item, str | os.PathLike | Document | Mapping):
            raise WrongUse(f"a path, a document or a record is wanted, not {type(item).__name__}")
    files = [path for path in paths if not is_address(path)]
    if files:
        for part in read_paths(files, options=settings.documents):
            yield from part
    if len(files) < len(paths):
        yield from fetch.articles(filter(is_address, paths), settings, version=__version__)
    if records:
        lines = "".join(json.dumps(dict(record), default=str) + "\n" for record in records)
        stream = io.BytesIO(lines.encode("utf-8"))
        yield from documents.read("records.jsonl", stream, options=settings.documents)


def _table(name: str) -> Table:
    known = {table.name: table for table in exchange.LAYOUT}
    if name not in known:
        raise WrongUse(f"there is no table {name!r}; choose one of {', '.join(known)}")
    return known[name]


def _framed(dossier: Dossier, alone: bool) -> str:
    """The page in a frame that keeps its styles in and its script from the notebook."""
    page = html.escape(dossiers.write(dossier, "html"), quote=True)
    frame = (
        f'<iframe srcdoc="{page}" sandbox="allow-scripts allow-popups" width="100%"'
        f' height="{_HEIGHT}" style="border:1px solid #ccc" loading="lazy"></iframe>'
    )
    if alone:
        return frame
    return f"<details><summary>{html.escape(dossier.title)}</summary>{frame}</details>"


def _page_of(dossier: Dossier) -> str:
    """What a notebook shows of one story: its page."""
    return _framed(dossier, alone=True)


# The model knows no page, and a notebook asks the value itself: this door puts the two together.
Dossier._repr_html_ = _page_of  # type: ignore[attr-defined]
