"""Find the time expressions of an article, and value them against the day it was published.

An expression is a passage with a rule, the meaning that it has before any day is known. Its value is TIMEX3
(TimeML 1.2.1). Where the day of publication is unknown the value keeps what is certain (`XXXX-WXX-5` for a bare
Friday) and no date is guessed: `resolve` counts again once the day is known. Ages ("52 years old"), rates ("a dollar
a day") and numbers that only look like years are refused.

    text ──words to letters──▶ grammar ──▶ tense of the clause ──▶ TimeRef ──resolve(day)──▶ TimeRef
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sayso.model import Document, Passage, Reason, TimeRef
from sayso.readings.parse import Piece
from sayso.readings.time_grammar import Draft, drafts
from sayso.readings.time_tense import directions
from sayso.readings.time_tokens import tokens_of
from sayso.readings.time_values import valued

_NEAR = 4  # words between a clock time and the date that it belongs to, at most
_WHOLE_DAY = re.compile(r"(?!abs=)|abs=\d{4}-\d\d-\d\d")
_SAME_RESULTS = 120  # words over which a report of results goes on speaking of one quarter (bench/times, TimeBank)
_DAY_KINDS = ("wd=", "md=", "abs=", "dom=", "unit=D", "nth=", "easter=")


def find_times(doc: Document, pieces: Sequence[Piece]) -> tuple[TimeRef, ...]:
    """Every time expression of `doc`, sorted, none overlapping, valued without a day of publication.

    `pieces` are the parsed paragraphs; they tell the tense of a clause. Without them no direction is known.

    >>> [(t.at.cut("She left on Friday."), t.value) for t in find_times(Document("a", "She left on Friday."), ())]
    [('Friday', 'XXXX-WXX-5')]
    """
    found = _with_quarters(_with_same(_with_days(list(drafts(tokens_of(doc.text))))))
    open_ones = [d for d in found if "dir=?" in d.rule]
    told = dict(zip(open_ones, directions(pieces, [(d.start, d.end) for d in open_ones]), strict=True))
    return tuple(_time_ref(doc.id, draft, told.get(draft, "")) for draft in found)


def _time_ref(doc_id: str, draft: Draft, direction: str) -> TimeRef:
    filled = draft.rule.replace(";dir=?", f";dir={direction}" if direction else "")
    ref = TimeRef(Passage(doc_id, draft.start, draft.end), draft.type, "", filled)
    return resolve(ref, None)


def _with_days(found: list[Draft]) -> list[Draft]:
    """Give a clock time that names no day the day named beside it."""
    whole: list[Draft] = []
    for i, draft in enumerate(found):
        if ";near=1" in draft.rule:
            beside = [d for d in found[max(0, i - 1) : i + 2] if d is not draft and _is_near(d, draft)]
            time = draft.rule.split("time=")[1].split(";")[0]
            day = next((d.rule for d in reversed(beside)), "unit=D;off=0")
            draft = replace(draft, rule=f"{day};time={time}")
        whole.append(draft)
    return whole


def _with_same(found: list[Draft]) -> list[Draft]:
    """ "That day" and "the next day" are counted from the last day told of, "that year" from the last year."""
    whole: list[Draft] = []
    last = {"D": "", "Y": ""}
    for draft in found:
        asked = re.match(r"same=([DY])(;shift=-?1)?", draft.rule)
        if asked:
            base = last[asked[1]] or (f"unit=D;off={asked[2][7:]}" if asked[2] else "")
            if not base:
                continue
            shift = asked[2] if asked[2] and last["D"] else ""
            draft = replace(draft, rule=base + shift)
        elif draft.rule.startswith(_DAY_KINDS) and _WHOLE_DAY.match(draft.rule):
            last["D"] = re.sub(r";time=[^;]*", "", draft.rule)
        year = re.match(r"abs=\d{4}(?=[-;]|$)", draft.rule)
        if year:
            last["Y"] = year[0]
        whole.append(draft)
    return whole


def _with_quarters(found: list[Draft]) -> list[Draft]:
    """Results are told by the quarter: after "third-quarter profit", "a year ago" is the same quarter a year before."""
    whole: list[Draft] = []
    last: Draft | None = None
    for draft in found:
        if re.match(r"q=\d|abs=\d{4}-Q", draft.rule):
            last = draft
        like = re.search(r";like=(\d)", draft.rule)
        if like:
            close = last is not None and draft.first - last.stop <= _SAME_RESULTS
            if last is None or not close:
                if like[1] == "0":
                    continue
                draft = replace(draft, rule=draft.rule.replace(";like=1", ""))
            else:
                draft = replace(draft, rule=f"{last.rule};back={like[1]}")
        whole.append(draft)
    return whole


def _is_near(day: Draft, clock: Draft) -> bool:
    gap = day.first - clock.stop if day.first >= clock.stop else clock.first - day.stop
    return gap <= _NEAR and day.rule.startswith(_DAY_KINDS) and "time=" not in day.rule


def resolve(ref: TimeRef, day: date | None) -> TimeRef:
    """The same reference counted from `day`, its article's day of publication; None gives what is certain without.

    >>> ref = TimeRef(Passage("a", 12, 18), "DATE", "XXXX-WXX-5", "wd=5;dir=past")
    >>> resolve(ref, date(2020, 1, 7)).value
    '2020-01-03'
    """
    found = valued(ref.rule, day)
    why = (Reason("time-anchor", found.why, (ref.at,)),) if found.why else ()
    return replace(
        ref,
        value=found.value,
        earliest=found.earliest,
        latest=found.latest,
        anchor=day if found.why else None,
        why=why,
    )
