"""Conflicts of date: one event, two days.

Only claims that plainly tell the same deed, each with exactly one day, and days that do not overlap
are compared; a coarser date that holds the finer one ("in November", 12 November) is no conflict.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.tellings.statements import Statement, concept
from sayso.findings.tellings.tellings import tellings
from sayso.lexicon import words
from sayso.model import Reason, TimeRef

_ALIKE = 1.5  # times `same_fact`: a wrong date conflict costs a reader more than a missed one
_WIDEST_DAYS = 31  # a time wider than a month is no date of an event


def dates_differ(board: Board) -> Sequence[Draft]:
    """Pairs of claims of one event that give days which cannot both be right."""
    drafts: list[Draft] = []
    used: set[int] = set()
    sure = {day.doc_id for day in board.case.days if not day.inferred}
    for (i, j), value in sorted(board.alike.pairs.items(), key=lambda item: (-item[1], item[0])):
        a, b = board.found[i], board.found[j]
        if value < _ALIKE * board.options.same_fact or a.family == b.family or used & {i, j}:
            continue
        if not {a.doc_id, b.doc_id} <= sure or not _same_deed(a, b):
            continue
        one, two = _date(a), _date(b)
        if one and two and _exclude(one, two):
            used |= {i, j}
            drafts.append(_draft(board, (a, one), (b, two)))
    return drafts


def _date(statement: Statement) -> TimeRef | None:
    dated = [
        t
        for t in statement.times
        if t.earliest and t.latest and (t.latest - t.earliest).days <= _WIDEST_DAYS
    ]
    return dated[0] if len(dated) == 1 and dated[0].type in ("DATE", "TIME") else None


def _exclude(one: TimeRef, two: TimeRef) -> bool:
    if not (one.earliest and one.latest and two.earliest and two.latest):
        return False
    return one.latest < two.earliest or two.latest < one.earliest


def _same_deed(a: Statement, b: Statement) -> bool:
    """One verb heads both, and both tell it as done or both as planned."""
    one, two = concept(a.claim.head), concept(b.claim.head)
    return one == two and one not in words("light_verbs") and _ahead(a) == _ahead(b)


def _ahead(statement: Statement) -> bool:
    return statement.claim.status in ("planned", "possible")


def _draft(board: Board, one: tuple[Statement, TimeRef], two: tuple[Statement, TimeRef]) -> Draft:
    values, sides = [], []
    for statement, ref in (one, two):
        printed = ref.at.cut(board.case.texts[ref.at.doc_id])
        values.append(printed)
        sides.append(tellings(board.case, statement, value=printed, norm=ref.value))
    places = (one[0].claim.at, two[0].claim.at)
    return Draft(
        "date",
        "real",
        "when it happened",
        tuple(values),
        tuple(sides),
        (Reason("date", (one[1].value, two[1].value), places),),
    )
