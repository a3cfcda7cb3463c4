"""Dated happenings of a story, for its timeline.

A claim with a resolved day is a happening on that day; alike claims on days that do not exclude each other are one
event, told several times. An event long before the story's own days is background.

    statements with a day ──alike, same day──▶ Event
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.findings.agreements import _central, _one_a_sentence
from sayso.findings.drafts import Board, finding_id
from sayso.findings.origins import count
from sayso.findings.statements import Statement
from sayso.findings.tellings import headline_of, shown, tellings
from sayso.model import Event, Reason, Status, TimeRef

_WIDEST = timedelta(days=366)  # a time wider than a year dates nothing
_BACKGROUND = timedelta(days=45)  # so long before the first article an event is background
_SAME_EVENT = 0.17  # likeness of claims on one day that tell one event (bench/findings)


@dataclass(frozen=True, slots=True)
class _Dated:
    statement: Statement
    ref: TimeRef
    earliest: date
    latest: date


def events(board: Board) -> tuple[Event, ...]:
    """Events in the order of their days."""
    dated = [d for s in board.found for d in _dated(s)]
    groups: list[list[_Dated]] = []
    for one in sorted(dated, key=lambda d: (d.latest - d.earliest, d.earliest, d.statement.index)):
        home = max(groups, key=lambda g: _nearness(board, one, g), default=None)
        if home is not None and _nearness(board, one, home) >= _SAME_EVENT:
            home.append(one)
        else:
            groups.append([one])
    sure = [g for g in groups if not all(d.statement.claim.low_confidence for d in g)]
    made = [_event(board, group) for group in sure]
    return tuple(sorted(made, key=lambda e: (e.earliest or date.max, e.latest or date.max, e.id)))


def _dated(s: Statement) -> list[_Dated]:
    """The claim with its finest day, if it has one and is not read from a text without case or marks alone."""
    usable = [t for t in s.times if t.type in ("DATE", "TIME") and t.earliest and t.latest and not _bare_hour(t)]
    usable = [t for t in usable if t.latest and t.earliest and t.latest - t.earliest <= _WIDEST]
    nothing = s.claim.negated and s.holder is None  # "there is no agreement" happened on no day
    if not usable or not s.claim.predications or nothing:
        return []
    ref = min(usable, key=lambda t: ((t.latest or date.max) - (t.earliest or date.min), t.at.start))
    assert ref.earliest and ref.latest
    return [_Dated(s, ref, ref.earliest, ref.latest)]


def _bare_hour(ref: TimeRef) -> bool:
    """ "at 5 a.m." says when in the day; which day stands elsewhere."""
    return ref.type == "TIME" and ref.rule.startswith("unit=D;off=0")


def _nearness(board: Board, one: _Dated, group: Sequence[_Dated]) -> float:
    if any(one.latest < d.earliest or d.latest < one.earliest for d in group):
        return 0.0
    return sum(board.alike.of(one.statement.index, d.statement.index) for d in group) / len(group)


def _event(board: Board, group: Sequence[_Dated]) -> Event:
    statements = list({d.statement.index: d.statement for d in group}.values())
    central = _central(board, statements)
    finest = min(group, key=lambda d: (d.latest - d.earliest, d.statement.index))
    told = tuple(t for s in _one_a_sentence(board, statements, central) for t in tellings(board.case, s))
    names = sorted({a for s in statements for a in s.actors}, key=lambda a: (-_tellers(statements, a), a))
    inferred = any(day.inferred for day in board.case.days if day.doc_id == finest.statement.doc_id) and all(
        _rests_on_inferred(board, d) for d in group
    )
    return Event(
        id=finding_id("e", finest.ref.value, told),
        value=finest.ref.value,
        earliest=finest.earliest,
        latest=finest.latest,
        inferred=inferred,
        status=_status(board, central, finest),
        what=headline_of(board.case, central.claim.at),
        actors=tuple(names),
        tellings=told,
        origins=count(board.case, told).origins,
        why=(*finest.ref.why, *_told(board, group)),
    )


def _tellers(statements: Sequence[Statement], actor: str) -> int:
    return sum(actor in s.actors for s in statements)


def _rests_on_inferred(board: Board, dated: _Dated) -> bool:
    inferred = {day.doc_id for day in board.case.days if day.inferred}
    return dated.ref.anchor is not None and dated.statement.doc_id in inferred


def _status(board: Board, central: Statement, finest: _Dated) -> Status:
    first = min((day.earliest for day in board.case.days if day.earliest), default=None)
    if central.claim.status == "happened" and first and finest.latest < first - _BACKGROUND:
        return "background"
    return central.claim.status


def _told(board: Board, group: Sequence[_Dated]) -> tuple[Reason, ...]:
    printed = dict.fromkeys(shown(board.case, d.ref.at) for d in group)
    return (Reason("dated-by", ", ".join(f"“{p}”" for p in printed), tuple(d.ref.at for d in group)),)
