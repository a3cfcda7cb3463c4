"""Two articles side by side: on a terminal, as a page, or as rows with what they agree on and where
they part.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.cli.output import emit, whole_file
from sayso.cli.session import Session
from sayso.cli.terminal import shown
from sayso.copies import differences
from sayso.dossiers import as_page, side_by_side
from sayso.errors import WrongUse
from sayso.plain import Row, copy_row, finding_row

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from sayso.dossiers.side_by_side import Piece, SideBySide
    from sayso.model import Copy

_MOST_COLUMNS = 200  # of a terminal; wider lines are hard to follow
_FILE_COLUMNS = 120  # where there is no terminal to ask


def show(session: Session, shape: str | None, output: str | None) -> None:
    """Print the two articles as `shape`: by default text on a terminal, elsewhere JSON lines."""
    count = len(session.journey.pile.by_day())
    if count != 2:
        raise WrongUse(f"compare takes exactly two articles, and {count} were read")
    if shape is None:
        shape = "text" if output is None and sys.stdout.isatty() else "jsonl"
    if shape not in ("text", "html"):
        emit(_rows(session), shape, output)
        return
    view = _view(session)
    if shape == "html":
        _write(as_page(view), output)
    else:
        _print(view, output)


def _rows(session: Session) -> Iterator[Row]:
    """Rows with a key `row`: the copy if there is one, then findings that both articles bear on."""
    for case, found in session.journey.compared():
        texts = {doc.id: doc.text for doc in case.documents}
        for copy in case.copies:
            yield {"row": "copy", **copy_row(copy, differences(copy, session.journey.pile.get))}
        for finding in found.findings:
            if len({telling.at.doc_id for telling in finding.tellings}) == 2:
                yield {"row": "finding", **finding_row(finding, texts)}


def _view(session: Session) -> SideBySide:
    journey = session.journey
    found: Sequence[Copy] = journey.graph.copies
    a, b = sorted(journey.pile.by_day(), key=lambda doc: doc.id)
    if not found:
        return side_by_side(a, b, None)
    return side_by_side(a, b, found[0], differences(found[0], journey.pile.get))


def _write(text: str, output: str | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    with whole_file(Path(output)) as file:
        file.write(text)


def _print(view: SideBySide, output: str | None) -> None:
    """Two columns; what differs is told by a sign as well as by its colour."""
    from rich.console import Console

    if output is not None:
        with whole_file(Path(output)) as file:
            _draw(view, Console(file=file, width=_FILE_COLUMNS, highlight=False))
        return
    width = min(_MOST_COLUMNS, shutil.get_terminal_size((_FILE_COLUMNS, 40)).columns)
    _draw(view, Console(file=sys.stdout, width=width, highlight=False))


def _draw(view: SideBySide, console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    console.print(Text(shown(view.verdict), "bold"))
    for line in filter(None, (view.direction, *view.why)):
        console.print(Text(shown(line), "dim"))
    console.print(
        Text(
            "= in both   ≠ in both, but for the words in [ ]   "
            "< only in the first   > only in the second"
        )
    )
    table = Table(box=None, padding=(0, 1), expand=True)
    table.add_column("", width=4, no_wrap=True)
    for side in (view.a, view.b):
        head = Text(shown(f"{side.title}\n{side.meta}\n{side.share}"))
        table.add_column(head, ratio=1, overflow="fold")
    for row in view.rows:
        sign = (
            ("≠" if row.differs else "=")
            if row.kind == "shared"
            else f"{'<' if row.a else ''}{'>' if row.b else ''}"
        )
        table.add_row(
            f"{sign}{row.number or ''}",
            _shown(row.a, row.kind),
            _shown(row.b, row.kind),
            end_section=True,
        )
        table.add_row()
    console.print(table)


def _shown(pieces: Sequence[Piece], kind: str) -> Text:
    from rich.text import Text

    style = "green" if kind == "shared" else "yellow"
    made = Text()
    for piece in pieces:
        if piece.differs:
            made.append(f"[{shown(piece.text)}]", "bold red")
        else:
            made.append(shown(piece.text), style)
    return made
