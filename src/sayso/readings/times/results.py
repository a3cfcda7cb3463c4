"""Results are told by the quarter, and a report of them goes on speaking of one: what "the
quarter", "a year ago" and "last year" mean beside it.

    third-quarter profit ... a year ago ──▶ the third quarter of the year before
    in the nine months ... a year ago   ──▶ the year before
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.model import Rule
from sayso.readings.times.grammar import TimeDraft
from sayso.readings.times.match import step

# words over which a report of results goes on speaking of one quarter (bench/times, TimeBank)
_SAME_RESULTS_WORDS = 120
_SOON_WORDS = 25  # words behind "a year ago" in which the quarter that is spoken of may be named
# words behind "the nine months" in which "a year ago" is compared with them (bench/times, TimeBank)
_SAME_STRETCH_WORDS = 40
_STRETCH = re.compile(r"P(?:6M|9M|12M|1Y|52W|26W|39W)")


def with_quarters(found: list[TimeDraft]) -> list[TimeDraft]:
    """`found` with what results are told of filled in: after "third-quarter profit", "a year ago"
    is the same quarter a year before; drafts that ask for a period where none is told are left out.
    """
    whole: list[TimeDraft] = []
    told = _Told()
    reported = any(not d.asks and _is_reported(d.rule, None) for d in found)
    for i, draft in enumerate(found):
        if draft.asks not in ("", "day"):
            rule = told.of(draft, found[i + 1 :])
            if draft.asks == "period" and not (rule or reported):
                continue
            draft = replace(draft, rule=rule or _without_results(draft, reported=reported))
        told.hear(draft)
        whole.append(draft)
    return whole


class _Told:
    """What was told of before.

    quarter  whose results are told
    named    the last quarter by its number, also one to come
    stretch  the last half, nine months or year that results are of
    """

    quarter: TimeDraft | None = None
    named: TimeDraft | None = None
    stretch: TimeDraft | None = None

    def hear(self, draft: TimeDraft) -> None:
        """Go on to what stands behind `draft`."""
        if _is_numbered(draft.rule):
            self.named = draft
        if _is_reported(draft.rule, self.quarter):
            same = replace(draft.rule, offset=0) if draft.rule.kind == "quarter" else draft.rule
            self.quarter = replace(draft, rule=same)
        if draft.type == "DURATION" and _STRETCH.fullmatch(draft.rule.value):
            self.stretch = draft

    def of(self, draft: TimeDraft, following: Sequence[TimeDraft]) -> Rule | None:
        """What `draft` asks for, None where nothing was told of it."""
        near = self.quarter if _within(self.quarter, draft, _SAME_RESULTS_WORDS) else None
        if draft.asks in ("ago", "period-ago", "last-year") and self._is_of_stretch(draft, near):
            return draft.rule
        near = near or (self.named if draft.asks == "quarter-of" else None)
        if draft.asks != "last-year":
            near = near or _reported_soon(following, draft)
        return _of_results(draft, near.rule) if near else None

    def _is_of_stretch(self, draft: TimeDraft, near: TimeDraft | None) -> bool:
        """ "In the nine months ... a year earlier" is no quarter."""
        if self.stretch is None or (near and self.stretch.first < near.first):
            return False
        return _within(self.stretch, draft, _SAME_STRETCH_WORDS)


def _within(told: TimeDraft | None, draft: TimeDraft, words: int) -> bool:
    return told is not None and draft.first - told.stop <= words


def _is_numbered(rule: Rule) -> bool:
    """The third quarter, without a year."""
    return rule.kind == "quarter" and rule.year is None


def _reported_soon(following: Sequence[TimeDraft], draft: TimeDraft) -> TimeDraft | None:
    """A quarter that is named in the words behind: "up from a year ago in the third quarter"."""
    soon = (d for d in following if d.first - draft.stop <= _SOON_WORDS)
    return next((d for d in soon if _is_numbered(d.rule) and _is_reported(d.rule, None)), None)


def _is_reported(rule: Rule, last: TimeDraft | None) -> bool:
    """A quarter whose results are told: not one to come, nor one of an earlier year that they are
    compared with.
    """
    if rule.kind == "step":
        return rule.unit == "Q" and rule.offset == -1 and rule.of is None
    if _is_numbered(rule):
        return rule.tense != "future" and rule.years != -1
    return rule.kind == "quarter" and last is None


def _of_results(draft: TimeDraft, quarter: Rule) -> Rule | None:
    """What is asked for, beside the quarter whose results are told."""
    if draft.asks in ("quarter", "period"):
        return quarter
    if draft.asks == "quarter-before":
        return step("Q", -1, of=quarter)
    if quarter.kind != "quarter":
        return step("Q", -4, of=quarter) if draft.asks != "quarter-of" else None
    if draft.asks == "quarter-of":
        return Rule("quarter", year=draft.rule.year, number=quarter.number)
    return replace(quarter, offset=-1)


def _without_results(draft: TimeDraft, *, reported: bool) -> Rule:
    """Where no quarter was told of near by: the last whole one, or that of the year before."""
    ago = draft.asks == "quarter-ago" or (draft.asks == "period-ago" and reported)
    return step("Q", -5) if ago else draft.rule
