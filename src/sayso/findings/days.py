"""The day each article of a story was published: declared, or inferred from the articles that say theirs.

For every day near the story, an undated article's own time expressions are counted from it ("Monday" is then a date)
and laid beside dated articles that tell the same in other words; the day on which most agree is chosen, of equals
the one that leaves least time between the news and its telling. A copy takes its original's day. Nothing is
inferred where no article of the story is dated, or where the undated one names no day and copies nobody.

    undated article ──expressions──▶ clues ──agree on a day?──▶ scores of candidate days ──best, range──▶ Day
                       dated articles ──▲
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sayso.findings.dated_sentences import Dated, Index, bag_of, index_of, likest, sentence_of
from sayso.findings.day_rules import Span, could_be, counts_from_event, days_of, is_past, span_from, tells_writing_day
from sayso.model import Day, Document, Family, Passage, Reading, Reason, TimeRef
from sayso.text import fold

_BEFORE, _AFTER = 10, 30  # days around the dated articles in which an undated one of the story is looked for
_WIDEST = 400  # days looked at in all; bounds the work where a date is wrong by years
_LEAST_LIKE = 0.16  # likeness from which two sentences tell of one event (bench/names/days.py)
_STALE = 0.05  # lost for every day between an event told and the day of telling (bench/names/days.py)
_FAR = 0.1  # lost for every day between the candidate and the nearest dated article (bench/names/days.py)
_LEAD = 3  # sentences at the top, whose news is freshest and counts twice
_FRESH_DAYS = 6  # a bare weekday in the past is at most so far back
_REPRINT_DAYS = 3  # a copy without a date may be so much younger than its original
_CLAUSE = 110  # characters behind "five days after" that tell of the event
_MOST_REASONS = 5


_Bound = tuple[date, str, Passage]  # the day of a report that is handed on, its article, where it is named


@dataclass(frozen=True, slots=True)
class _Clue:
    """One expression of the undated article and, where found, a dated telling of the same.

    weight  likeness to the telling, 0 where none was found; `days` the telling's own
    """

    rule: str
    at: Passage
    printed: str
    lead: bool
    weight: float = 0.0
    days: Span | None = None
    telling: Passage | None = None


def days(
    documents: Sequence[Document], readings: Sequence[Reading], *, families: Sequence[Family] = ()
) -> tuple[Day, ...]:
    """The day of every document, in their order.

    >>> days([Document("a", "It rained.", published=date(2024, 3, 12))], [Reading("a")])[0].best
    datetime.date(2024, 3, 12)
    """
    found = {doc.id: _declared(doc, doc.published) for doc in documents if doc.published}
    known = {name: day.best for name, day in found.items() if day.best}
    index = index_of(documents, readings, known)
    for doc, reading in zip(documents, readings, strict=True):
        if doc.id not in found and known:
            found[doc.id] = _of_original(doc, families, known) or _inferred(doc, reading, documents, known, index)
    for doc in documents:  # a copy whose original was dated only now
        if doc.id in found and not found[doc.id].best:
            later = {name: day.best for name, day in found.items() if day.best}
            found[doc.id] = _of_original(doc, families, later) or found[doc.id]
    return tuple(found.get(doc.id) or _unknown(doc) for doc in documents)


def _declared(doc: Document, day: date) -> Day:
    return Day(doc.id, day, day, day, inferred=False, why=(Reason("day-declared", f"the article says {day}"),))


def _unknown(doc: Document) -> Day:
    reason = Reason("day-unknown", "no article of the story says when it was published")
    return Day(doc.id, None, None, None, inferred=True, why=(reason,))


def _of_original(doc: Document, families: Sequence[Family], known: dict[str, date]) -> Day | None:
    """The original's day; where the original has none, that of the oldest dated copy."""
    family = next((f for f in families if doc.id in f.doc_ids and len(f.doc_ids) > 1), None)
    if family is None:
        return None
    dated = [
        i for i in (family.original, *sorted(family.doc_ids, key=lambda i: (known.get(i, date.max), i))) if i in known
    ]
    if not dated:
        return None
    day = known[dated[0]]
    reason = Reason("day-of-copy", f"the same text as {dated[0]}, which is of {day}")
    return Day(doc.id, day, day, day + timedelta(days=_REPRINT_DAYS), inferred=True, why=(reason,))


# ---- inference -----------------------------------------------------------------


def _inferred(
    doc: Document, reading: Reading, documents: Sequence[Document], known: dict[str, date], index: Index
) -> Day:
    clues = _clues(doc, reading, index)
    bound = _relayed(reading, documents, known)
    if not clues:
        first, last = min(known.values()), max(known.values())
        reason = Reason("day-unknown", f"names no day; its story's dated articles are of {first} to {last}")
        return Day(doc.id, None, first, last, inferred=True, why=(reason,))
    candidates = _candidates(known)
    agreed = {day: sum(_agreement(c, day) for c in clues) + _bound_kept(bound, day) for day in candidates}
    score = {day: agreed[day] - _staleness(clues, day) - _distance(day, known) for day in candidates}
    best = max(candidates, key=lambda day: (round(score[day], 6), -day.toordinal()))
    earliest, latest = _range(best, agreed, _newest(clues, best))
    return Day(doc.id, best, earliest, latest, inferred=True, why=_reasons(clues, bound, best))


def _candidates(known: dict[str, date]) -> list[date]:
    """Days around the dated articles; of a story of many years, those nearest its middle."""
    dated = sorted(known.values())
    low, high = dated[0] - timedelta(days=_BEFORE), dated[-1] + timedelta(days=_AFTER)
    if (high - low).days > _WIDEST:
        middle = dated[len(dated) // 2]
        low, high = max(low, middle - timedelta(days=_WIDEST // 2)), min(high, middle + timedelta(days=_WIDEST // 2))
    return [low + timedelta(days=n) for n in range((high - low).days + 1)]


def _clues(doc: Document, reading: Reading, index: Index) -> list[_Clue]:
    """Every expression that can date the article, once for each dated telling that it may lean on."""
    top = {s.start for s in reading.sentences[:_LEAD]}
    clues: list[_Clue] = []
    for ref in _first_readings(reading.times):
        sentence = sentence_of(reading, ref)
        from_event = counts_from_event(ref.rule)
        if sentence is None or not (from_event or span_from(ref.rule, date(2000, 1, 1))):
            continue
        clue = _Clue(ref.rule, ref.at, ref.at.cut(doc.text), sentence.start in top)
        told = doc.text[ref.at.end : min(sentence.end, ref.at.end + _CLAUSE)] if from_event else sentence.cut(doc.text)
        fits = partial(could_be, ref.rule)
        alike = likest(index, bag_of(told), _LEAST_LIKE, fits=fits) if from_event or tells_writing_day(ref.rule) else []
        leaning = [_leaning(clue, *found) for found in alike]
        clues += leaning or ([] if from_event else [clue])
    return clues


def _first_readings(times: Sequence[TimeRef]) -> list[TimeRef]:
    """One expression a place: a projected and an own reading of the same words count once."""
    return list({ref.at: ref for ref in reversed(times)}.values())[::-1]


def _leaning(clue: _Clue, alike: float, telling: Dated) -> _Clue:
    return _Clue(clue.rule, clue.at, clue.printed, clue.lead, alike, telling.days, telling.at)


def _agreement(clue: _Clue, day: date) -> float:
    """How well a clue fits `day`: its likeness where both name the same days, the negative where they do not."""
    if clue.days is None:
        return 0.0
    if counts_from_event(clue.rule):
        gap = (day - clue.days[0]).days - (days_of(clue.rule) or 0)
        return clue.weight if 0 <= gap <= 1 else clue.weight / 2 if 1 < gap <= _FRESH_DAYS else -clue.weight
    span = span_from(clue.rule, day)
    meets = span is not None and span[0] <= clue.days[1] and clue.days[0] <= span[1]
    return clue.weight if meets else -clue.weight


def _staleness(clues: Sequence[_Clue], day: date) -> float:
    """Time between what is told and the telling, each expression once, the lead's twice."""
    lost = 0.0
    for clue in {c.at: c for c in clues}.values():
        span = None if counts_from_event(clue.rule) else span_from(clue.rule, day)
        if span and is_past(clue.rule):
            gap = (day - span[1]).days
            lost += _STALE * min(max(gap, 0), 2 * _FRESH_DAYS) * (2 if clue.lead else 1)
            lost += _STALE * 2 * _FRESH_DAYS if gap < 0 else 0.0  # told as past before it happened
    return lost


def _distance(day: date, known: dict[str, date]) -> float:
    return _FAR * min(abs((day - other).days) for other in known.values())


def _relayed(reading: Reading, documents: Sequence[Document], known: dict[str, date]) -> _Bound | None:
    """The day of the first article of an outlet whose report this one hands on: it cannot be older."""
    outlets = {fold(relay.origin).text(): relay.at for relay in reading.relays}
    dated = [
        (known[doc.id], doc.id, outlets[fold(doc.outlet).text()])
        for doc in documents
        if doc.outlet and doc.id in known and fold(doc.outlet).text() in outlets and doc.id != reading.doc_id
    ]
    return min(dated) if dated else None


def _bound_kept(bound: _Bound | None, day: date) -> float:
    return 0.0 if bound is None else _LEAST_LIKE if day >= bound[0] else -_LEAST_LIKE


def _newest(clues: Sequence[_Clue], best: date) -> date | None:
    """The last day told as past: the article is no older."""
    spans = [span_from(c.rule, best) for c in clues if is_past(c.rule) and not counts_from_event(c.rule)]
    return max((span[0] for span in spans if span and span[0] <= best), default=None)


def _range(best: date, agreed: dict[date, float], newest: date | None) -> Span:
    """The days around the best one on which the clues agree as well, none before the news itself."""
    low = high = best
    step = timedelta(days=1)
    while agreed.get(low - step, -1e9) >= agreed[best] - 1e-9 and low > (newest or best):
        low -= step
    while agreed.get(high + step, -1e9) >= agreed[best] - 1e-9 and (high - best).days < _FRESH_DAYS:
        high += step
    return low, high


def _reasons(clues: Sequence[_Clue], bound: _Bound | None, best: date) -> tuple[Reason, ...]:
    kept = [c for c in clues if c.telling and _agreement(c, best) > 0]
    kept.sort(key=lambda c: (-c.weight, c.at))
    reasons = [_told_elsewhere(c) for c in kept[:_MOST_REASONS]]
    if bound and best >= bound[0]:
        reasons.append(
            Reason("day-after-relay", f"hands on a report of {bound[1]}, which is of {bound[0]}", (bound[2],))
        )
    freshest = _freshest(clues, best)
    if freshest:
        value = f"the first day on which “{freshest.printed}” and the rest fit"
        reasons.append(Reason("news-is-fresh", value, (freshest.at,)))
    return tuple(reasons) or (Reason("day-from-story", f"the day of the story that fits best is {best}"),)


def _freshest(clues: Sequence[_Clue], best: date) -> _Clue | None:
    """The weekday or weekend that lies closest before the day of writing."""
    told = [
        (span[1], c) for c in clues if is_past(c.rule) and "unit=" not in c.rule and (span := span_from(c.rule, best))
    ]
    dated = [(best - last, clue.at, clue) for last, clue in told if last <= best]
    return min(dated, key=lambda item: item[:2])[2] if dated else None


def _told_elsewhere(clue: _Clue) -> Reason:
    assert clue.days and clue.telling
    when = str(clue.days[0]) if clue.days[0] == clue.days[1] else f"{clue.days[0]} to {clue.days[1]}"
    value = f"“{clue.printed}” tells what {clue.telling.doc_id} dates to {when}"
    return Reason("day-from-story", value, (clue.at, clue.telling))
