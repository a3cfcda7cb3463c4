"""How a claim went from day to day: who told it first, who picked it up, changed, denied, corrected
or dropped it.

    tellings and cells of one finding, days of the texts ──▶ Step, in order of days

A text whose day is not known takes no step. Those that may all be the earliest are all called
first: nothing is said of an order that the days do not give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sayso.findings.case import Case
from sayso.lexicon import words
from sayso.model import Agreement, Conflict, Day, Step, Telling, Turn
from sayso.text import fold_words

_EARLY_DAYS = 2  # days on which a claim was told, from which its silence later is called dropping
_SILENT_TEXTS = 3  # later texts, long enough, in which nothing alike is found
_ORDER: tuple[Turn, ...] = ("first", "picked-up", "changed", "denied", "corrected", "dropped")

Found = Agreement | Conflict


def with_courses(case: Case, findings: Sequence[Found]) -> tuple[Found, ...]:
    """The findings, each with its course."""
    return tuple(replace(f, course=tuple(course(case, f))) for f in findings)


def course(case: Case, finding: Found) -> list[Step]:
    """The steps of one finding; a copy takes none, since its original took it."""
    days = {d.doc_id: d for d in case.days if d.best}
    told: dict[str, int] = {}
    for n, telling in enumerate(finding.tellings):
        told.setdefault(case.family_of[telling.at.doc_id], n)
    dated = {doc_id: n for doc_id, n in told.items() if finding.tellings[n].at.doc_id in days}
    if not dated:
        return []
    home = {i: days[finding.tellings[n].at.doc_id] for i, n in dated.items()}
    edge = min(_latest(day) for day in home.values())
    steps = [
        Step(
            day.best or _NEVER,
            finding.tellings[dated[i]].at.doc_id,
            "first" if _earliest(day) <= edge else _turn(case, finding, dated[i]),
            dated[i],
        )
        for i, day in home.items()
    ]
    steps += _changes(finding, days, set(told), edge)
    steps += _dropped(case, finding, days, [day.best for day in home.values() if day.best])
    return sorted(steps, key=lambda s: (s.day, _ORDER.index(s.turn), s.doc_id))


def _earliest(day: Day) -> int:
    return (day.earliest or day.best or day.latest or _NEVER).toordinal()


def _latest(day: Day) -> int:
    return (day.latest or day.best or _NEVER).toordinal()


def _turn(case: Case, finding: Found, n: int) -> Turn:
    """What a later telling is: a correction or denial where its own sentence says so, a change
    where another value replaces the first.
    """
    telling = finding.tellings[n]
    said = {w for w, _, _ in fold_words(telling.sentence.cut(case.texts[telling.at.doc_id]))}
    if isinstance(finding, Conflict) and _side(finding, n) != _first_side(case, finding):
        if said & words("correction"):
            return "corrected"
        if finding.subtype == "status" and said & words("denying"):
            return "denied"
        if finding.verdict == "superseded":
            return "changed"
    return "picked-up"


def _side(finding: Conflict, n: int) -> int:
    return next((k for k, side in enumerate(finding.sides) if n in side.tellings), 0)


def _first_side(case: Case, finding: Conflict) -> int:
    """The side of the earliest telling."""
    days = {d.doc_id: d.best for d in case.days if d.best}

    def when(telling: Telling) -> int:
        return days.get(telling.at.doc_id, _NEVER).toordinal()

    first = min(range(len(finding.tellings)), key=lambda n: (when(finding.tellings[n]), n))
    return _side(finding, first)


def _changes(finding: Found, days: Mapping[str, Day], told: set[str], edge: int) -> Iterator[Step]:
    """Texts outside the tellings that tell it with a difference, on a later day."""
    for cell in finding.cells:
        day = days.get(cell.doc_id)
        outside = cell.kind == "differs" and cell.likeness < 1 and cell.doc_id not in told
        if outside and day and day.best and _earliest(day) > edge:
            yield Step(day.best, cell.doc_id, "changed")


def _dropped(
    case: Case, finding: Found, days: Mapping[str, Day], told_on: Sequence[date]
) -> list[Step]:
    """Told on several days, and then found in none of several later texts that could have told
    it.
    """
    last = max(told_on)
    later = sorted(
        (day.best, c.doc_id, c.left_out)
        for c in finding.cells
        if (day := days.get(c.doc_id))
        and day.best
        and _earliest(day) > last.toordinal()
        and case.family_of[c.doc_id] == c.doc_id
    )
    if len(set(told_on)) < _EARLY_DAYS or len(later) < _SILENT_TEXTS:
        return []
    if not all(silent for _, _, silent in later):
        return []
    return [Step(later[0][0], later[0][1], "dropped")]


_NEVER = date.max
