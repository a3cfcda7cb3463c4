"""Conflicts of date: one event, two days.

Only claims that tell the same fact, each with exactly one day, and days that do not overlap are compared; a coarser
date that holds the finer one ("in November", 12 November) is no conflict.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.findings.drafts import Board, Draft
from sayso.findings.statements import Statement, concept
from sayso.findings.tellings import telling
from sayso.model import Reason, TimeRef

_WIDEST_DAYS = 31  # a time wider than a month is no date of an event


def dates_differ(board: Board) -> Sequence[Draft]:
    """Pairs of claims of one event that give days which cannot both be right."""
    drafts: list[Draft] = []
    used: set[int] = set()
    sure = {day.doc_id for day in board.case.days if not day.inferred}
    for (i, j), value in sorted(board.alike.pairs.items(), key=lambda item: (-item[1], item[0])):
        a, b = board.found[i], board.found[j]
        if value < board.options.same_fact or a.family == b.family or used & {i, j}:
            continue
        if not {a.doc_id, b.doc_id} <= sure or not _same_verb(a, b):
            continue
        one, two = _date(a), _date(b)
        if one and two and _exclude(one, two):
            used |= {i, j}
            drafts.append(_draft(board, (a, one), (b, two)))
    return drafts


def _date(statement: Statement) -> TimeRef | None:
    dated = [t for t in statement.times if t.earliest and t.latest and (t.latest - t.earliest).days <= _WIDEST_DAYS]
    return dated[0] if len(dated) == 1 and dated[0].type in ("DATE", "TIME") else None


def _exclude(one: TimeRef, two: TimeRef) -> bool:
    if not (one.earliest and one.latest and two.earliest and two.latest):
        return False
    return one.latest < two.earliest or two.latest < one.earliest


def _same_verb(a: Statement, b: Statement) -> bool:
    verbs = [{concept(p.verb) for p in s.claim.predications} - {"be", "have", "do", "say"} for s in (a, b)]
    return bool(verbs[0] & verbs[1])


def _draft(board: Board, one: tuple[Statement, TimeRef], two: tuple[Statement, TimeRef]) -> Draft:
    values, sides = [], []
    for statement, ref in (one, two):
        printed = ref.at.cut(board.case.texts[ref.at.doc_id])
        values.append(printed)
        sides.append((telling(board.case, statement, value=printed, norm=ref.value),))
    reason = f"{one[1].value} and {two[1].value} are different days"
    places = (one[0].claim.at, two[0].claim.at)
    return Draft("date", "real", "when it happened", tuple(values), tuple(sides), (Reason("date", reason, places),))
