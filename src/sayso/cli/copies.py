"""The rows of `sayso copies`: pairs, families as trees, or the furniture of sites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sayso.cli.session import Session
from sayso.copies import differences
from sayso.plain import Row, boilerplate_row, copy_row, family_row

# pairs up to which the differences inside passages are listed: each is compared once more
_MOST_COMPARED = 2_000


def rows(
    session: Session, show: str, *, threshold: float | None, window_days: int | None
) -> Iterator[Row]:
    """What was asked for; `threshold` and `window_days` stand above the settings where they are
    given.
    """
    asked = {"threshold": threshold, "window_days": window_days}
    given = {key: value for key, value in asked.items() if value is not None}
    options = replace(session.settings.copies, **given)  # type: ignore[arg-type]
    session.settings = replace(session.settings, copies=options)
    graph = session.graph()
    if show == "families":
        yield from (family_row(family) for family in graph.families if len(family.doc_ids) > 1)
    elif show == "boilerplate":
        texts = {doc.id: doc.text for doc in session.documents}
        yield from (boilerplate_row(found, texts) for found in graph.boilerplate)
    else:
        by_id = {doc.id: doc for doc in session.documents}
        shown = len(graph.copies) <= _MOST_COMPARED
        for copy in graph.copies:
            yield copy_row(copy, differences(copy, by_id.__getitem__) if shown else ())
