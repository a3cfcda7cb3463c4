"""Expressions that lean on others of the same text: the hour on its day, "the next day" on the day
told of before.

A draft says by its rule what it asks for; here it gets it from the drafts around it. Rules are
chained with `>`, so that a day of publication learned later moves the whole chain.

    3 March 2011 ... two days later  ──▶  "abs=2011-03-03>unit=D;off=2"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sayso.model import TimeKind
from sayso.readings.times.grammar import Draft
from sayso.readings.times.tokens import Tokens
from sayso.readings.times.values import valued

_NEAR = 4  # words between a clock time and the date that it belongs to, at most
_BACK = 160  # words over which "two days later" may look back for its day
# words over which a report of results goes on speaking of one quarter (bench/times, TimeBank)
_SAME_RESULTS = 120
_SOON = 25  # words behind "a year ago" in which the quarter that is spoken of may be named
_DAY_KINDS = ("wd=", "md=", "abs=", "dom=", "unit=D", "nth=", "easter=", "num=")
_TODAY = "unit=D;off=0"
_BACK_CLOCK = (
    60  # words over which an hour looks back for the day that is being told of (bench/times)
)
_GRAINS = "DWMY"  # fine to coarse
_SOME_DAY = date(2024, 3, 13)  # any day: the grain of a rule does not depend on it
# words behind "five days after" in which the date or the event that it counts from is looked for
_EVENT_WORDS = 6
_STEM = 4  # letters by which an event is known again: voted, vote
_DATES_NARRATIVE = 4  # full dates from which a text may tell of the past throughout
_YEARLESS = ("md=", "mon=", "sea=", "dom=", "easter=", "nth=")
_SHARE_NARRATIVE = 5  # so many full dates for each expression counted from the day of writing
_MOST_DEICTIC = 3  # weekdays and the like; more of them is news with a past
_OLD = 300  # days before the article from which a date is of the past that is told of


def chained(found: list[Draft], tokens: Tokens, day: date | None = None) -> list[Draft]:
    """`found` with every rule that leans on another filled; drafts that lean on nothing and need to
    are left out.

    `day` is the declared day of the article, which tells a text of the past from one of these
    months.
    """
    told = _narrated(found) if _is_narrative(found, day) else found
    return _counted_from_event(_with_quarters(_with_told(_with_days(told)), tokens), tokens)


def grain(rule: str) -> str:
    """How fine the days of a rule are: D, W, M, Y, or "" where it names none.

    >>> grain("abs=2011-03"), grain("wd=5;dir=past"), grain("dur=P2W")
    ('M', 'D', '')
    """
    found = valued(rule.replace("dir=?", "dir=past").replace("order=?", "order=mdy"), _SOME_DAY)
    if found.earliest is None or found.latest is None:
        return ""
    days = (found.latest - found.earliest).days
    return (
        "D" if days == 0 else "W" if days < 7 else "M" if days < 31 else "Y" if days < 366 else ""
    )


# ---- clock times ---------------------------------------------------------------


def _with_days(found: list[Draft]) -> list[Draft]:
    """Give a clock time that names no day the day named beside it."""
    whole: list[Draft] = []
    for i, draft in enumerate(found):
        if _is_bare(draft) and not draft.chained:
            day, time = _beside(found, i), _time_of(draft)
            draft = replace(
                draft,
                rule=f"{day};time={time}",
                chained="" if day != _TODAY else f"{_TODAY};time={time}",
            )
        whole.append(draft)
    return whole


def _is_bare(draft: Draft) -> bool:
    return draft.rule.endswith(";near=1")


def _beside(found: Sequence[Draft], i: int) -> str:
    """Rule of the day that stands within a few words behind or before; other clock times between do
    not count.
    """
    for step in (1, -1):
        j, between = i + step, 0
        while 0 <= j < len(found) and _is_bare(found[j]):
            between += found[j].stop - found[j].first + 2
            j += step
        if 0 <= j < len(found) and _is_near(found[j], found[i], between):
            return found[j].rule.partition(";time=")[0]
    return _TODAY


def _time_of(draft: Draft) -> str:
    return draft.rule.split("time=")[1].split(";")[0]


def _is_near(day: Draft, clock: Draft, between: int) -> bool:
    gap = day.first - clock.stop if day.first >= clock.stop else clock.first - day.stop
    twin = day.first - clock.stop == 1 and not _is_bare(day)  # "9 and 11 a.m. Friday"
    fits = day.rule.startswith(_DAY_KINDS) and ("time=" not in day.rule or twin)
    return gap <= _NEAR + between and fits and grain(day.rule) == "D"


# ---- what was told of before ----------------------------------------------------


def _with_told(found: list[Draft]) -> list[Draft]:
    """ "That day" and "two days later" are counted from the last day told of, "that year" from the
    last year.
    """
    whole: list[Draft] = []
    last: dict[str, Draft] = {}
    for draft in found:
        if draft.chained:
            base = _base(draft, last, whole)
            if base is not None:
                kind: TimeKind = "TIME" if "time=" in draft.chained else "DATE"
                draft = replace(
                    draft, rule=_joined(base, draft.chained), type=kind, end=draft.whole_end
                )
            elif not draft.rule:
                continue
        bare = draft.rule.startswith(
            "unit=D;off=0;time="
        )  # "in the morning": of no day that was told
        fine = "" if bare or draft.type not in ("DATE", "TIME") else grain(draft.rule)
        if fine:
            for coarser in _GRAINS[_GRAINS.index(fine) :]:
                last[coarser] = draft
        whole.append(draft)
    return whole


def _joined(base: str, step: str) -> str:
    same = step.removeprefix("unit=D;off=0")
    return base + same if same != step and grain(base) == "D" else f"{base}>{step}"


def _base(draft: Draft, last: dict[str, Draft], before: Sequence[Draft]) -> str | None:
    """Rule of the day that `draft` is counted from."""
    asked = last.get(draft.grain[0])
    clock = draft.chained.startswith(_TODAY + ";time=")
    if asked is None or draft.first - asked.stop > (_BACK_CLOCK if clock else _BACK):
        return None
    if clock and "dir=future" in asked.rule:
        return None
    if draft.grain.endswith("!") and not asked.rule.startswith("abs="):
        # "a year earlier" is counted from the day of writing, unless dates with their year are told
        return None
    if (
        draft.chained.startswith("unit=D;off=-1")
        and draft.first - asked.stop == 1
        and before
        and before[-1] is asked
    ):
        return None
    return re.sub(r";(time|like|near)=[^;>]*", "", asked.rule)


# ---- texts that tell of the past throughout --------------------------------------


def _is_narrative(found: Sequence[Draft], day: date | None) -> bool:
    """True where full dates of other years are many and hardly anything is counted from the day of
    writing.
    """
    full = [d.rule for d in found if re.match(r"abs=\d{4}-\d\d", d.rule)]
    old = [rule for rule in full if day is None or _is_old(rule, day)]
    deictic = sum(
        d.rule.startswith(("wd=", "unit=", "we=")) and not d.chained and not _is_bare(d)
        for d in found
    )
    return (
        len(old) >= _DATES_NARRATIVE
        and len(old) >= _SHARE_NARRATIVE * deictic
        and deictic <= _MOST_DEICTIC
    )


def _is_old(rule: str, day: date) -> bool:
    latest = valued(rule, None).latest
    return latest is not None and (day - latest).days > _OLD


def _narrated(found: list[Draft]) -> list[Draft]:
    """Dates without a year are of the time that was told of last."""
    whole: list[Draft] = []
    base = ""
    for draft in found:
        if (
            base
            and draft.rule.startswith(_YEARLESS)
            and not re.search("which=|years=|year=", draft.rule)
        ):
            kind, _, rest = re.sub(r";dir=[a-z?]*", "", draft.rule).partition(";")
            draft = replace(draft, rule=f"{base}>{kind};dir=near" + (f";{rest}" if rest else ""))
        told = valued(draft.rule, None) if draft.rule.startswith("abs=") else None
        if told is not None and told.earliest and grain(draft.rule):
            base = (
                f"abs={told.value[:10]}" if told.value[5:7].isdigit() else base
            )  # a bare year places nothing
        whole.append(draft)
    return whole


# ---- results by the quarter -------------------------------------------------------


def _with_quarters(found: list[Draft], tokens: Tokens) -> list[Draft]:
    """Results are told by the quarter: after "third-quarter profit", "a year ago" is the same
    quarter a year before.
    """
    whole: list[Draft] = []
    last: Draft | None = None
    named: Draft | None = None  # the last quarter by its number, also one to come
    reported = any(_is_reported(d, None) for d in found)
    for i, draft in enumerate(found):
        like = re.search(r";like=(\w+)", draft.rule)
        if like:
            near = last if last is not None and draft.first - last.stop <= _SAME_RESULTS else None
            near = (
                near or (named if like[1] == "Y" else None) or _reported_soon(found[i + 1 :], draft)
            )
            rule = _like_rule(draft, like[1], near) or _ended(found[i + 1 : i + 2], draft, tokens)
            if like[1] == "0I" and not (rule or reported):
                continue
            draft = replace(draft, rule=rule or _alone(draft.rule, like[1], reported))
        named = draft if draft.rule.startswith("q=") else named
        if _is_reported(draft, last):
            last = replace(draft, rule=draft.rule.replace(";back=1", ""))
        whole.append(draft)
    return whole


def _reported_soon(following: Sequence[Draft], draft: Draft) -> Draft | None:
    """A quarter that is named in the words behind: "up from a year ago in the third quarter"."""
    soon = (d for d in following if d.first - draft.stop <= _SOON)
    return next((d for d in soon if d.rule.startswith("q=") and _is_reported(d, None)), None)


def _is_reported(draft: Draft, last: Draft | None) -> bool:
    """A quarter whose results are told: not one to come, nor one of an earlier year that they are
    compared with.
    """
    if draft.rule.endswith((">unit=Q;off=0", "unit=Q;off=-1")):
        return True
    if draft.rule.startswith("q="):
        return "dir=future" not in draft.rule and "years=-1" not in draft.rule
    return last is None and bool(re.match(r"abs=\d{4}-Q", draft.rule))


def _like_rule(draft: Draft, like: str, last: Draft | None) -> str:
    """The quarter told of before, the same one or the one a year back; "" where none was."""
    if last is None:
        return ""
    if (like[0] == "1" and not last.rule.startswith(("q=", "abs="))) or last.rule.endswith(
        ">unit=Q;off=0"
    ):
        return f"{last.rule}>unit=Q;off=-4" if like[0] == "1" else last.rule
    if like == "Y":
        number = re.search(r"Q?(\d)(?=;|$)", last.rule.split(";")[0])
        return f"{draft.rule.split(';')[0]}-Q{number[1]}" if number else ""
    return f"{last.rule};back=1" if like[0] == "1" else last.rule


def _ended(following: Sequence[Draft], draft: Draft, tokens: Tokens) -> str:
    """The quarter of the day on which it ended: "the quarter ended Sept. 30"."""
    for day in following:
        between = tokens.values[draft.stop : day.first]
        if len(between) == 1 and between[0] in ("ended", "ending") and ";like=0" in draft.rule:
            return f"{day.rule}>unit=Q;off=0"
    return ""


def _alone(rule: str, like: str, reported: bool) -> str:
    """Where no quarter was told of near by: the last whole one, or that of the year before."""
    if like == "1q" or (like == "1I" and reported):
        return "unit=Q;off=-5"
    return re.sub(r";like=\w+", "", rule)


# ---- durations counted from a day ---------------------------------------------------


def _counted_from_event(found: list[Draft], tokens: Tokens) -> list[Draft]:
    """ "Three days after Christmas", "five days after the vote": the duration also spans the day
    that it leads to.
    """
    whole: list[Draft] = []
    for i, draft in enumerate(found):
        told = re.fullmatch(r"dur=P(\d+)([DWMY]);rel=(after|before)", draft.rule)
        if told:
            base = _day_behind(found[i + 1 : i + 2], draft) or _day_of_event(
                found[:i], draft, tokens
            )
            if base:
                off = int(told[1]) * (1 if told[3] == "after" else -1)
                unit, steps = ("D", 7 * off) if told[2] == "W" else (told[2], off)
                draft = replace(draft, rule=f"{base}>unit={unit};off={steps}>{draft.rule}")
        whole.append(draft)
    return whole


def _day_behind(following: Sequence[Draft], draft: Draft) -> str:
    day = next((d for d in following if 0 < d.first - draft.stop <= 3), None)
    return day.rule if day is not None and day.type == "DATE" and grain(day.rule) == "D" else ""


def _day_of_event(before: Sequence[Draft], draft: Draft, tokens: Tokens) -> str:
    """Rule of the day beside which the event behind "after" was told of before."""
    stems = [
        tokens.values[i][:_STEM]
        for i in range(draft.stop + 1, min(draft.stop + 1 + _EVENT_WORDS, len(tokens.classes)))
        if tokens.classes[i] == "_" and len(tokens.values[i]) >= _STEM
    ]
    for day in reversed(before[-12:]):
        if not (day.type == "DATE" and draft.first - day.stop <= _BACK and grain(day.rule) == "D"):
            continue
        beside = {
            tokens.values[i][:_STEM]
            for i in range(max(0, day.first - 12), min(day.stop + 8, draft.first))
        }
        if stems and stems[0] in beside:
            return day.rule
    return ""
