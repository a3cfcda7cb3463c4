"""Find the time expressions of an article, and value them against the day it was published.

An expression is a passage with a rule, the meaning that it has before any day is known. Its value
is TIMEX3 (TimeML 1.2.1), by `timex`. Where the day of publication is unknown the value keeps what
is certain (`XXXX-WXX-5` for a bare Friday) and no date is guessed: `resolve` counts again
once the day is known. Ages ("52 years old"), rates ("a dollar a day") and numbers that only look
like years are refused.

  text ─to letters─▶ grammar ─▶ tense of the clause ─▶ chains ─▶ TimeRef ─resolve(day)─▶ TimeRef
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from sayso.model import Document, Passage, Reason, Rule, Tense, TimeRef
from sayso.outlets.date_order import Order, date_order
from sayso.readings.page.parse import Piece
from sayso.readings.times.chain import chained
from sayso.readings.times.grammar import TimeDraft, drafts
from sayso.readings.times.lookalikes import only_looks
from sayso.readings.times.match import at_root
from sayso.readings.times.ranges import ranged
from sayso.readings.times.tense import Place, directions
from sayso.readings.times.tokens import tokens_of
from sayso.timex import on

_NUMERIC = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")
_MONTH_FIRST = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b")
_DAY_FIRST = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} \d{4}\b")


# kinds of which the tense of the clause says which one is meant
_UNSAID = (None, None, None, None)
_BY_TENSE = ("day", "month", "season", "quarter", "feast", "weekday", "weekend", "monthday")


def find_times(doc: Document, pieces: Sequence[Piece]) -> tuple[TimeRef, ...]:
    """Every time expression of `doc`, sorted, none overlapping, valued without a day of
    publication.

    `pieces` are the parsed paragraphs; they tell the tense of a clause. Without them no direction
    is known.

    >>> doc = Document("a", "She left on Friday.")
    >>> [(t.at.cut(doc.text), t.value) for t in find_times(doc, ())]
    [('Friday', 'XXXX-WXX-5')]
    """
    tokens = tokens_of(doc.text)
    found = [draft for draft in drafts(tokens) if not only_looks(draft, tokens)]
    if any(d.rule.root.kind == "numeric" for d in found) and (order := _order(doc)):
        found = [replace(d, rule=at_root(d.rule, partial(_ordered, order=order))) for d in found]
    open_ones = [d for d in found if _is_open(d.rule.root) or _steps_on(d)]
    places = [_place(draft) for draft in open_ones]
    told = dict(zip(open_ones, directions(pieces, places), strict=True))
    whole = [_directed(d, told[d]) if d in told else d for d in found]
    told_of = chained(ranged(whole, tokens), tokens, doc.published)
    return tuple(_time_ref(doc.id, draft) for draft in told_of)


def _place(draft: TimeDraft) -> Place:
    kind = draft.rule.kind
    return Place(draft.start, draft.end, noun=kind == "quarter", weekday=kind == "weekday")


def _is_open(root: Rule) -> bool:
    """True where the tense of the clause says which one is meant; of "this Friday" too."""
    this = root.which == 0 and root.kind in ("weekday", "weekend", "season")
    which = None if this else root.which
    return root.kind in _BY_TENSE and (root.year, which, root.years, root.tense) == _UNSAID


def _steps_on(draft: TimeDraft) -> bool:
    """True for "the next day", "that night": what is past is never counted beyond the day of
    writing.
    """
    return draft.chained is not None and draft.chained.kind == "step"


def _directed(draft: TimeDraft, tense: Tense | None) -> TimeDraft:
    if _steps_on(draft):
        assert draft.chained
        if tense != "past":
            return draft
        rule = draft.rule if draft.rule.kind != "step" else replace(draft.rule, tense=tense)
        return replace(draft, rule=rule, chained=replace(draft.chained, tense=tense))
    return replace(draft, rule=at_root(draft.rule, lambda root: replace(root, tense=tense)))


def _ordered(rule: Rule, order: Order) -> Rule:
    """A numeric date by the order of its writer."""
    if rule.kind != "numeric":
        return rule
    month, day = (rule.month, rule.day) if order == "mdy" else (rule.day, rule.month)
    return replace(rule, kind="day", month=month, day=day)


def _time_ref(doc_id: str, draft: TimeDraft) -> TimeRef:
    ref = TimeRef(Passage(doc_id, draft.start, draft.end), draft.type, "", draft.rule)
    return resolve(ref, None)


def _order(doc: Document) -> Order:
    """Whether 3/4/2020 has the month first: by outlet and address, else by the text's other dates,
    if they agree.
    """
    if known := date_order(doc.outlet, doc.url):
        return known
    pairs = [(int(one), int(two)) for one, two in _NUMERIC.findall(doc.text)]
    month_first = any(two > 12 >= one for one, two in pairs) or bool(_MONTH_FIRST.search(doc.text))
    day_first = any(one > 12 >= two for one, two in pairs) or bool(_DAY_FIRST.search(doc.text))
    return "" if month_first == day_first else "mdy" if month_first else "dmy"


def resolve(ref: TimeRef, day: date | None) -> TimeRef:
    """The same reference counted from `day`, its article's day of publication; None gives what is
    certain without.

    >>> friday = Rule("weekday", weekday=5, tense="past")
    >>> ref = TimeRef(Passage("a", 12, 18), "DATE", "XXXX-WXX-5", friday)
    >>> resolve(ref, date(2020, 1, 7)).value
    '2020-01-03'
    """
    found = on(ref.rule, day)
    counted, plain = (
        Reason("time-anchor", found.why, (ref.at,)),
        Reason("time-value", found.why, (ref.at,)),
    )
    why = (counted if found.counted else plain,) if found.why else ()
    return replace(
        ref,
        value=found.value,
        earliest=found.earliest,
        latest=found.latest,
        anchor=day if found.counted else None,
        why=why,
    )
