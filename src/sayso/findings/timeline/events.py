"""The timeline of a story: what happened when, each happening once, with everybody who tells it.

Happenings of all articles that are alike and whose days do not exclude each other are one event.
What an article reports as said stands on the timeline only where it matters: a denial, an
admission, a figure that others dispute, or news that several texts carry.

    readings ──dated happenings──▶ groups ──▶ Event, in order of day and hour
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sayso.findings.facts.board import Board
from sayso.findings.origins.origins import count
from sayso.findings.tellings.tellings import finding_id, headline_of, shown
from sayso.findings.timeline.dated_happenings import (
    DatedHappening,
    alike,
    dated_happenings,
    telling_of,
)
from sayso.findings.timeline.one_event import one_event
from sayso.findings.timeline.said_by_then import said_in_public
from sayso.lexicon import words
from sayso.model import Conflict, Event, Passage, Reason, Status, Telling

_BACKGROUND = timedelta(days=45)  # so long before the first article an event is background
_A_WEEK = timedelta(days=7)  # before its article from which a present tells of no news
_LEAST_WORDS = 2  # weighty words of a noun by which a reader knows what it names
_ARTICLE = 4  # characters of "the " before a noun that opens its clause
_LONGEST_CLAUSE = 240  # characters shown around what is only named
_PARTS = {
    "TMO": "T06",
    "TMI": "T12",
    "TAF": "T13",
    "TEV": "T18",
    "TNI": "T21",
}  # hours by which parts of a day sort


def events(board: Board, conflicts: Sequence[Conflict]) -> tuple[Event, ...]:
    """Events in the order of their days, those of one day by the hour where the text gives it."""
    groups = one_event(board, dated_happenings(board.case))
    disputed = [t.at for c in conflicts for t in c.tellings]
    kept = [group for group in groups if _is_shown(board, group, disputed)]
    made = [_event(board, group, disputed) for group in kept]
    made += said_in_public(board, made)
    return tuple(sorted(made, key=_order))


def _order(event: Event) -> tuple[date, date, str, str]:
    _, _, hour = event.value.partition("T")
    return (
        event.earliest or event.latest or date.max,
        event.latest or date.max,
        _PARTS.get("T" + hour, "T" + hour),
        event.id,
    )


# ---- groups ------------------------------------------------------------------------


def _is_shown(board: Board, group: Sequence[DatedHappening], disputed: Sequence[Passage]) -> bool:
    """Clean text told it, it happened at all, and where it is no more than a plain saying so, it is
    somebody's who is named, in writing, disputed or in several texts.
    """
    if all(d.happening.low_confidence or not d.bag for d in group):
        return False
    if all(_is_bare(d) for d in group) and len({d.doc_id for d in group}) == 1:
        return False
    if all(_merely_said(d) for d in group):
        return (
            any(d.voice or _in_writing(d) for d in group)
            or len({board.case.family_of[d.doc_id] for d in group}) > 1
            or any(at.overlaps(d.happening.at) for d in group for at in disputed)
        )
    return not _is_nothing(group)


def _is_bare(d: DatedHappening) -> bool:
    """ "Sunday's talks", "what happened on Monday": which, only its own text knows."""
    named = d.happening.kind == "named" or d.happening.lemma in words("taking_place")
    return named and len(d.bag) < _LEAST_WORDS


def _merely_said(d: DatedHappening) -> bool:
    return d.happening.kind == "said" and d.happening.lemma in words("plain_cues")


def _is_minor(
    board: Board, group: Sequence[DatedHappening], disputed: Sequence[Passage], what: str
) -> bool:
    """Of no consequence by itself, so that a page may fold it: one text alone tells it, and it is
    a plain saying so that nobody disputes, a noun that the text does not dwell on, a picture, or
    words that only their own article makes clear.
    """
    if len({board.case.family_of[d.doc_id] for d in group}) > 1:
        return False
    if any(at.overlaps(d.happening.at) for d in group for at in disputed):
        return False
    if all(_merely_said(d) for d in group):
        return not any(_in_writing(d) for d in group)
    if all(d.happening.aside and d.status != "planned" for d in group):
        return True
    if all(_under_a_picture(d) for d in group):
        return True
    return what.split(" ", 1)[0].lower() in words("leading_pronouns")


def _under_a_picture(d: DatedHappening) -> bool:
    """What is told in the present of a day that is long over describes a picture."""
    deed = d.happening.kind == "deed" and d.status in ("happened", "background")
    return deed and not d.happening.past and d.told is not None and d.latest < d.told - _A_WEEK


def _in_writing(d: DatedHappening) -> bool:
    """ "Said in a statement": a document is news by itself."""
    return any(term in words("documents") for term in d.happening.terms)


def _is_nothing(group: Sequence[DatedHappening]) -> bool:
    """ "There is no agreement" in the writer's own voice happened on no day."""
    return all(d.happening.negated and d.happening.lemma == "be" for d in group)


def _event(board: Board, group: Sequence[DatedHappening], disputed: Sequence[Passage]) -> Event:
    finest = min(group, key=_fineness)
    status, why = _status(board, group)
    central = _central(board, group, status)
    told = _tellings(group, central)
    inferred = {day.doc_id for day in board.case.days if day.inferred}
    names = sorted(
        {a for d in group for a in d.actors}, key=lambda a: (-sum(a in d.actors for d in group), a)
    )
    latest = _no_later_than_told(finest, group) if status == "happened" else finest.latest
    what = headline_of(board.case, _own_clause(central))
    return Event(
        id=finding_id("e", finest.ref.value, told),
        value=finest.ref.value,
        earliest=finest.earliest,
        latest=latest,
        inferred=all(d.ref.anchor is not None and d.doc_id in inferred for d in group),
        status=status,
        what=what,
        actors=tuple(names),
        tellings=told,
        origins=count(board.case, told).origins,
        why=(*finest.ref.why, *_dated_by(board, group), *why),
        minor=_is_minor(board, group, disputed, what),
    )


def _fineness(d: DatedHappening) -> tuple[timedelta, bool, int, int]:
    """The hour of what is only named ("a late-night rally") may be another thing's of that day."""
    return d.latest - d.earliest, d.happening.aside, -len(d.ref.value), d.order


def _central(board: Board, group: Sequence[DatedHappening], status: Status) -> DatedHappening:
    """The telling that is most like the others: clean, of the event's own status (a plan is no
    headline of what has happened), a clause with its subject rather than a noun, not a copy, rather
    short.
    """

    def rank(d: DatedHappening) -> tuple[bool | float, ...]:
        nearness = sum(alike(d, other) for other in group if other is not d)
        copied = board.case.family_of[d.doc_id] != d.doc_id
        return (
            d.happening.low_confidence,
            d.status == "planned" and status != "planned",
            d.status == "possible" and status != "possible",
            d.happening.kind == "deed" and not d.happening.past and status == "happened",
            d.happening.aside,
            d.happening.head.start == d.happening.at.start,
            shown(board.case, d.happening.at).split(" ", 1)[0].lower() in words("leading_pronouns"),
            copied,
            -round(nearness, 6),
            len(d.happening.at),
            d.order,
        )

    return min(group, key=rank)


def _own_clause(central: DatedHappening) -> Passage:
    """The clause, or the whole one that a bare noun opens: "today's attack" alone says nothing,
    and what is told of another thing before "the Nov. 6 vote" is not of its day.
    """
    at, claim = central.happening.at, central.claim
    if not _is_bare(central) or claim is None or len(claim.at) > _LONGEST_CLAUSE:
        return at
    opens = claim.at.covers(at) and at.start - claim.at.start <= _ARTICLE
    return claim.at if opens else at


def _no_later_than_told(finest: DatedHappening, group: Sequence[DatedHappening]) -> date:
    """What happened "this year" happened before the day of the article that tells it."""
    days = [d.told for d in group if d.told and d.told >= finest.earliest]
    return min([finest.latest, *days])


def _tellings(group: Sequence[DatedHappening], central: DatedHappening) -> tuple[Telling, ...]:
    """One telling a sentence, the nearest to the central one; in order of place."""
    best: dict[Passage, DatedHappening] = {}
    for d in sorted(group, key=lambda d: (d is not central, -alike(d, central), d.order)):
        best.setdefault(d.happening.sentence, d)
    return tuple(telling_of(d) for d in sorted(best.values(), key=lambda d: d.order))


def _status(board: Board, group: Sequence[DatedHappening]) -> tuple[Status, tuple[Reason, ...]]:
    """What the latest articles say of it: a plan that took place has happened, one that did not is
    cancelled.
    """
    known = [d.told for d in group if d.told]
    newest = max(known, default=None)
    last = [d for d in group if newest is None or d.told == newest or d.status == "happened"]
    said: list[Status] = [d.status for d in last]
    if "cancelled" in said or ("denied" in said and any(d.status == "planned" for d in group)):
        return "cancelled", ()
    status: Status = "happened" if "happened" in said else max(dict.fromkeys(said), key=said.count)
    if status not in ("happened", "background"):
        return status, ()
    first = min((day.best for day in board.case.days if day.best), default=None)
    middle = max(d.earliest + (d.latest - d.earliest) / 2 for d in group)
    if first and middle < first - _BACKGROUND:
        return "background", ()
    planned = tuple(d.happening.at for d in group if d.status == "planned")
    return "happened", (Reason("planned-before", at=planned),) if planned else ()


def _dated_by(board: Board, group: Sequence[DatedHappening]) -> tuple[Reason, ...]:
    printed = dict.fromkeys(shown(board.case, d.ref.at) for d in group)
    return (Reason("dated-by", (tuple(printed),), tuple(d.ref.at for d in group)),)
