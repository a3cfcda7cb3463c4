"""The rows of `sayso copies`: pairs, families as trees, or site boilerplate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sayso.cli.session import Session
from sayso.model import CopyGraph
from sayso.plain import Row, boilerplate_row, copy_row, family_row
from sayso.run import seldom_collected

_MOST_COMPARED = 2_000  # pairs up to which the differences inside passages are listed
_MOST_LOOKED_AT = 4_000  # pairs compared up to which these are worked out while they are


def rows(
    session: Session, show: str, *, threshold: float | None, window_days: int | None
) -> Iterator[Row]:
    """What was asked for; `threshold` and `window_days`, where given, stand above the settings."""
    asked = {"threshold": threshold, "window_days": window_days}
    given = {key: value for key, value in asked.items() if value is not None}
    journey = session.journey
    options = replace(journey.settings.copies, **given)  # type: ignore[arg-type]
    journey.settings = replace(journey.settings, copies=options)
    journey.inside = _MOST_LOOKED_AT if show == "pairs" else 0
    with seldom_collected():
        graph = journey.graph
    _tell_of_boilerplate(graph, session)
    if show == "families":
        yield from (family_row(family) for family in graph.families if len(family.doc_ids) > 1)
    elif show == "boilerplate":
        texts = {doc.id: doc.text for doc in journey.pile.by_day()}
        yield from (boilerplate_row(found, texts) for found in graph.boilerplate)
    else:
        shown = len(graph.copies) <= _MOST_COMPARED
        for copy in graph.copies:
            yield copy_row(copy, journey.differences(copy) if shown else ())


def _tell_of_boilerplate(graph: CopyGraph, session: Session) -> None:
    """Under --verbose, what was left out of the comparison."""
    if graph.boilerplate:
        most = max(found.documents for found in graph.boilerplate)
        session.report.note(
            f"{len(graph.boilerplate)} passages are in very many documents (up to {most}) that "
            "share nothing else. They were taken for site boilerplate, not for copies. "
            "--show boilerplate lists them."
        )
