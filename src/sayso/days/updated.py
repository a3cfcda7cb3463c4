"""A text that was updated after the day that it declares: its top tells as past what happened on
the weekday after that day.

declared Monday 11 March: "The council met on Tuesday ..." ──▶ Tuesday 12 March, not the 5th
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta

from sayso.days.datable import span_from
from sayso.model import Day, Document, Reading, Reason, TimeRef

# Days back of a weekday that is as well the day after: news tells of last week's by more than its
# name.
_WEEK = 6
_LEAST_CHARACTERS = 40  # of a sentence; shorter ones at the top are bylines and rubrics
_LEAST_SENTENCES = 8  # of a text; a shorter one gives too little away
# Sentences from the top in which it stands, and in which the first of several stands: in data/bulk
# so in 16 of 18 such texts.
_FIRST, _TOP = 1, 6
_ONE_DAY = timedelta(days=1)


def updated(doc: Document, reading: Reading, declared: date) -> Day | None:
    """The day after `declared` as the day of writing, where the text gives away that it was updated
    then; None where nothing says so.

    >>> text = "The council of Orva met on Tuesday to vote on the bridge."
    >>> updated(Document("a", text), Reading("a"), date(2024, 3, 11)) is None
    True
    """
    starts = sorted(s.start for s in reading.sentences if s.end - s.start >= _LEAST_CHARACTERS)
    if len(starts) < _LEAST_SENTENCES:
        return None
    told = [ref for ref in reading.times if _is_of_next_day(doc, ref, declared)]
    if not told:
        return None
    place = bisect_right(starts, told[0].at.start)
    if place > (_FIRST if len(told) == 1 else _TOP):
        return None
    printed = told[0].at.cut(doc.text)
    why = Reason("day-updated", (declared, printed), (told[0].at,))
    day = declared + _ONE_DAY
    return Day(doc.id, day, declared, day, inferred=True, why=(why,))


def _is_of_next_day(doc: Document, ref: TimeRef, declared: date) -> bool:
    """True for a bare weekday that is past, and that is the one after the declared day."""
    rule = ref.rule
    if rule.kind != "weekday" or rule.tense != "past" or rule.which is not None or rule.of:
        return False
    if doc.text[: ref.at.start].rstrip().lower().endswith("since"):
        return False
    span = span_from(rule, declared)
    return span is not None and (declared - span[0]).days == _WEEK
