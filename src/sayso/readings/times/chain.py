"""Expressions that lean on others of the same text: the hour on its day, "the next day" on the day
told of before, "a year ago" on the quarter whose results are told.

A draft says what it asks for; here it gets it from the drafts around it. It is chained to their
rules, not to their days, so that a day of publication learned later moves the whole chain.

    3 March 2011 ... two days later  ──▶  step of 2 days, of=Rule("day", year=2011, month=3, day=3)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from sayso.model import Rule, TimeKind
from sayso.readings.times.grammar import TimeDraft
from sayso.readings.times.match import at_root, step
from sayso.readings.times.results import with_quarters
from sayso.readings.times.tokens import Tokens
from sayso.timex import AHEAD, on

_NEAR_WORDS = 4  # words between a clock time and the date that it belongs to, at most
_BACK_WORDS = 160  # words over which "two days later" may look back for its day
# words over which an hour looks back for the day that is being told of (bench/times)
_BACK_CLOCK_WORDS = 60
# words over which "the end of the year" is of the year that was named
_SAME_YEAR_WORDS = 20
_DATE_BEHIND_TOKENS = 3  # tokens from "three days after" to the date that it counts from, at most
# words behind "five days after" in which the event that it counts from is looked for
_EVENT_WORDS = 6
_STEM = 4  # letters by which an event is known again: voted, vote
_DATES_BEFORE = 12  # expressions before "five days after" of which one may date the event
_EVENT_BEFORE, _EVENT_BEHIND = 12, 8  # words around a date in which its event stands
_DATES_NARRATIVE = 4  # full dates from which a text may tell of the past throughout
_SHARE_NARRATIVE = 5  # so many full dates for each expression counted from the day of writing
_MOST_DEICTIC = 3  # weekdays and the like; more of them is news with a past
_OLD = 300  # days before the article from which a date is of the past that is told of
_YEARLESS = ("day", "month", "season", "monthday", "feast")
_UNSAID = (None, None, None)
_DEICTIC = ("weekday", "weekend", "step")
_GRAINS = "DWMY"  # fine to coarse
_DAYS = {"D": 1, "W": 7, "M": 31, "Y": 366}  # days of a grain, at most
_SOME_DAY = date(2024, 3, 13)  # any day: the grain of a rule does not depend on it
_TODAY = step("D", 0)
_THIS_YEAR = step("Y", 0)


def chained(found: list[TimeDraft], tokens: Tokens, day: date | None = None) -> list[TimeDraft]:
    """`found` with every rule that leans on another filled; drafts that lean on nothing and need to
    are left out.

    `day` is the declared day of the article, which tells a text of the past from one of these
    months.
    """
    told = _narrated(found) if _is_narrative(found, day) else found
    return _counted_from_event(with_quarters(_with_told(_with_days(told), tokens, day)), tokens)


def grain(rule: Rule) -> str:
    """How fine the days of a rule are: D, W, M, Y, or "" where it names none.

    >>> grain(Rule("month", year=2011, month=3)), grain(Rule("duration", value="P2W"))
    ('M', '')
    """
    span = on(rule, _SOME_DAY).span
    if span is None:
        return ""
    days = (span[1] - span[0]).days + 1
    return next((letter for letter in _GRAINS if days <= _DAYS[letter]), "")


# ---- clock times ---------------------------------------------------------------


def _with_days(found: list[TimeDraft]) -> list[TimeDraft]:
    """Give a clock time that names no day the day named beside it."""
    whole: list[TimeDraft] = []
    for i, draft in enumerate(found):
        if draft.asks == "day" and (days := _set_beside(found, i)):
            rule = replace(days.rule, value=days.rule.value + draft.rule.clock)
            draft = replace(draft, type="SET", rule=rule, asks="")
        elif draft.asks == "day" and not draft.chained:
            day = _beside(found, i)
            rule = replace(day or _TODAY, clock=draft.rule.clock)
            draft = replace(draft, rule=rule, chained=None if day else rule, asks="")
        whole.append(draft)
    return whole


def _set_beside(found: Sequence[TimeDraft], i: int) -> TimeDraft | None:
    """The weekdays of "Sundays at 9 a.m.", "9 a.m. on Sundays"."""
    for other in (*found[max(0, i - 1) : i], *found[i + 1 : i + 2]):
        gap = max(other.first - found[i].stop, found[i].first - other.stop)
        if other.type == "SET" and re.fullmatch(r"XXXX-WXX-\d", other.rule.value) and gap <= 1:
            return other
    return None


def _beside(found: Sequence[TimeDraft], i: int) -> Rule | None:
    """Rule of the day that stands within a few words behind or before; other clock times between do
    not count.
    """
    for way in (1, -1):
        j, between = i + way, 0
        while 0 <= j < len(found) and found[j].asks == "day":
            between += found[j].stop - found[j].first + 2
            j += way
        if 0 <= j < len(found) and _is_near(found[j], found[i], between):
            rule = replace(found[j].rule, clock="")
            return rule if rule != _TODAY else None
    return None


def _is_near(day: TimeDraft, clock: TimeDraft, between: int) -> bool:
    gap = day.first - clock.stop if day.first >= clock.stop else clock.first - day.stop
    twin = day.first - clock.stop == 1  # "9 and 11 a.m. Friday"
    fits = day.alone and (not day.rule.clock or twin)
    return gap <= _NEAR_WORDS + between and fits and grain(day.rule) == "D"


# ---- what was told of before ----------------------------------------------------


def _with_told(found: list[TimeDraft], tokens: Tokens, day: date | None) -> list[TimeDraft]:
    """ "That day" and "two days later" are counted from the last day told of, "that year" from the
    last year.
    """
    whole: list[TimeDraft] = []
    last: dict[str, TimeDraft] = {}
    for draft in found:
        if draft.chained:
            base = _base(draft, last, tokens)
            if base and day and _is_to_come(draft, base, day):
                base = None
            if base:
                draft = _joined(draft, base, draft.chained)
            elif not draft.alone:
                continue
        fine = grain(draft.rule) if draft.type in ("DATE", "TIME") else ""
        if fine and not _names_no_day(draft.rule):
            last |= dict.fromkeys(_GRAINS[_GRAINS.index(fine) :], draft)
        whole.append(draft)
    return whole


def _is_to_come(draft: TimeDraft, base: Rule, day: date) -> bool:
    """True where an hour, or what is past, would be counted from a day still to come."""
    steps = draft.chained or draft.rule
    bare = _names_no_day(steps) and draft.asks != "day"  # not "that night"
    leans = bare or steps.tense == "past"
    first = on(base, day).earliest if leans else None
    return first is not None and first > day


def _names_no_day(rule: Rule) -> bool:
    """True for "in the morning": of no day that was told."""
    return bool(rule.clock) and replace(rule, clock="", tense=None) == _TODAY


def _joined(draft: TimeDraft, base: Rule, steps: Rule) -> TimeDraft:
    """The draft counted from `base`: "that night" is the base with another part of the day."""
    if replace(steps, clock="", tense=None) == _TODAY and grain(base) == "D":
        rule = replace(base, clock=steps.clock)
    else:
        rule = at_root(steps, lambda root: replace(root, of=base))
    kind: TimeKind = "TIME" if steps.clock else "DATE"
    return replace(draft, rule=rule, type=kind, end=draft.whole_end, asks="")


def _base(draft: TimeDraft, last: dict[str, TimeDraft], tokens: Tokens) -> Rule | None:
    """Rule of the day that `draft` is counted from."""
    asked, steps = last.get(draft.grain), draft.chained
    if asked is None or steps is None:
        return None
    clock = _names_no_day(steps)
    reach = _BACK_CLOCK_WORDS if clock else _BACK_WORDS
    if replace(steps, tense=None) == _THIS_YEAR and draft.alone:
        reach = _SAME_YEAR_WORDS
    if draft.first - asked.stop > reach:
        return None
    if clock and draft.asks != "day" and asked.rule.root.tense in AHEAD:
        return None
    if draft.dated and asked.rule.root.year is None:
        return None  # "a year earlier" is counted from the day of writing
    # "Friday, the day before the vote"
    adjoins = draft.first - asked.stop == 1 and tokens.classes[asked.stop] == ","
    if adjoins and steps.root.unit == "D" and steps.root.offset < 0:
        return None
    return replace(asked.rule, clock="")


# ---- texts that tell of the past throughout --------------------------------------


def _is_narrative(found: Sequence[TimeDraft], day: date | None) -> bool:
    """True where full dates of other years are many and hardly anything is counted from the day of
    writing.
    """
    roots = [(d.rule.root, d) for d in found]
    full = [d.rule for root, d in roots if root.kind in ("day", "month") and root.year]
    old = [rule for rule in full if day is None or _is_old(rule, day)]
    deictic = sum(root.kind in _DEICTIC and not d.chained and d.asks != "day" for root, d in roots)
    enough = max(_DATES_NARRATIVE, _SHARE_NARRATIVE * deictic)
    return len(old) >= enough and deictic <= _MOST_DEICTIC


def _is_old(rule: Rule, day: date) -> bool:
    latest = on(rule).latest
    return latest is not None and (day - latest).days > _OLD


def _narrated(found: list[TimeDraft]) -> list[TimeDraft]:
    """Dates without a year are of the time that was told of last."""
    whole: list[TimeDraft] = []
    base: Rule | None = None
    for draft in found:
        root = draft.rule.root
        if base and root.kind in _YEARLESS and (root.year, root.which, root.years) == _UNSAID:
            near = partial(replace, tense="narrated", of=base)
            draft = replace(draft, rule=at_root(draft.rule, near))
        first = on(draft.rule).earliest
        if (
            first and root.year and grain(draft.rule) in ("D", "W", "M")
        ):  # a bare year places nothing
            base = Rule("day", year=first.year, month=first.month, day=first.day)
        whole.append(draft)
    return whole


# ---- durations counted from a day ---------------------------------------------------


def _counted_from_event(found: list[TimeDraft], tokens: Tokens) -> list[TimeDraft]:
    """ "Three days after Christmas", "five days after the vote": the duration also spans the day
    that it leads to.
    """
    whole: list[TimeDraft] = []
    for i, draft in enumerate(found):
        amount = re.fullmatch(r"P(\d+)([DWMY])", draft.rule.value)
        if amount and draft.rule.relation in ("after", "before"):
            base = _day_behind(found[i + 1 : i + 2], draft) or _day_of_event(
                found[:i], draft, tokens
            )
            if base:
                offset = int(amount[1]) * (1 if draft.rule.relation == "after" else -1)
                unit, steps = ("D", 7 * offset) if amount[2] == "W" else (amount[2], offset)
                draft = replace(draft, rule=replace(draft.rule, of=step(unit, steps, of=base)))
        whole.append(draft)
    return whole


def _day_behind(following: Sequence[TimeDraft], draft: TimeDraft) -> Rule | None:
    day = next((d for d in following if 0 < d.first - draft.stop <= _DATE_BEHIND_TOKENS), None)
    return day.rule if day and day.type == "DATE" and grain(day.rule) == "D" else None


def _day_of_event(before: Sequence[TimeDraft], draft: TimeDraft, tokens: Tokens) -> Rule | None:
    """Rule of the day beside which the event behind "after" was told of before."""
    behind = range(draft.stop + 1, min(draft.stop + 1 + _EVENT_WORDS, len(tokens.classes)))
    event = next((stem for i in behind if (stem := _stem(tokens, i))), None)
    if event is None:
        return None
    for day in reversed(before[-_DATES_BEFORE:]):
        if not (
            day.type == "DATE" and draft.first - day.stop <= _BACK_WORDS and grain(day.rule) == "D"
        ):
            continue
        around = range(
            max(0, day.first - _EVENT_BEFORE), min(day.stop + _EVENT_BEHIND, draft.first)
        )
        if event in {tokens.values[i][:_STEM] for i in around}:
            return day.rule
    return None


def _stem(tokens: Tokens, place: int) -> str:
    """The first letters of a plain word that is long enough to be known again, else ""."""
    word = tokens.values[place]
    return word[:_STEM] if tokens.classes[place] == "_" and len(word) >= _STEM else ""
