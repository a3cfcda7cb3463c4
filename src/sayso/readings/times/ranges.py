"""A stretch told by its two ends never ends before it starts: the one is counted from the other.

from Dec. 30 to Jan. 3 ──▶ Jan. 3 is the first one after that Dec. 30
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.model import Rule, Which
from sayso.readings.times.grammar import TimeDraft
from sayso.readings.times.tokens import Tokens

_ENDS = {"day", "month", "season", "feast", "year"}
_OPEN = (None, None, None, None)
_RANGE = frozenset(("to", "through", "until", "till", "-", "–"))
_LISTED = frozenset(("and", "or"))


def ranged(found: Sequence[TimeDraft], tokens: Tokens) -> list[TimeDraft]:
    """`found` with the open end of every range counted from the other end; "March and June 2019"
    are of one year.
    """
    whole = list(found)
    for i in range(len(whole) - 1, 0, -1):
        one, two = whole[i - 1], whole[i]
        link = _link(one, two, tokens)
        kinds = {one.rule.kind, two.rule.kind}
        if link and (kinds == {"weekday"} or kinds <= _ENDS):
            whole[i - 1], whole[i] = _joined(one, two, listed=link in _LISTED)
    return whole


def _link(one: TimeDraft, two: TimeDraft, tokens: Tokens) -> str:
    """The word or mark of a range or a pair between two expressions, "" where they are apart."""
    between = tokens.text[one.end : two.start].strip(" ,.\n").lower()
    if between == "and" and one.first and _word(tokens, one.first - 1) == "between":
        return "to"
    return between if between in _RANGE | _LISTED else ""


def _word(tokens: Tokens, place: int) -> str:
    return tokens.text[tokens.starts[place] : tokens.ends[place]].lower()


def _joined(one: TimeDraft, two: TimeDraft, *, listed: bool) -> tuple[TimeDraft, TimeDraft]:
    start, end = one.rule, two.rule
    if _is_open(start) and end.year is not None and end.kind == start.kind:
        return replace(one, rule=_from(start, end, -1)), two
    if listed and _next_day(start, end):
        return one, replace(two, rule=_from(end, start, 1))
    if listed or start.kind == "year" or not _is_open(end):
        return one, two
    if start.year is not None:
        return one, replace(two, rule=_from(end, start, 1))
    if not _is_open(start):
        return one, two
    if _under_way(start, end):
        two = replace(two, rule=replace(end, tense="future"))
        return replace(one, rule=_from(start, two.rule, -1)), two
    if start.tense == end.tense == "past":
        return replace(one, rule=_from(start, end, -1)), two
    return one, replace(two, rule=_from(end, start, 1))


def _next_day(start: Rule, end: Rule) -> bool:
    """ "Thursday and Friday": of one week, unless both are past and each is counted back."""
    follows = (
        start.kind == end.kind == "weekday" and (end.weekday or 0) == (start.weekday or 0) % 7 + 1
    )
    past = start.tense == end.tense == "past"
    return follows and not past and _is_open(start) and _is_open(end)


def _under_way(start: Rule, end: Rule) -> bool:
    """ "Is open Monday to Friday", "will bloom from April through June": what ends next may
    have begun.
    """
    if start.kind == end.kind == "weekday":
        return start.tense == end.tense == "present"
    tenses = {start.tense, end.tense} - {None}
    return bool(tenses) and tenses <= {"present", "future"}


def _is_open(rule: Rule) -> bool:
    unsaid = (rule.year, rule.which, rule.years, rule.of) == _OPEN
    return unsaid and rule.kind != "year"


def _from(rule: Rule, base: Rule, way: Which) -> Rule:
    return replace(rule, which=way, weekday=_weekday(rule), tense=None, of=replace(base, clock=""))


def _weekday(rule: Rule) -> int | None:
    """A weekday printed beside a date would say which year is meant; the other end says so."""
    return rule.weekday if rule.kind != "day" else None
