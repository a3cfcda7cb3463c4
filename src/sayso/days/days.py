"""The day each article of a story was published: declared, or inferred from the articles that say
theirs.

For every day near the story, an undated article's own time expressions are counted from it
("Monday" is then a date) and laid beside dated articles that tell the same in other words; every
ground is weighed, and the weights make each day so likely. The likeliest is named where it, with
its neighbours, is likelier than not; a range is given with it. A copy takes its original's day.
Nothing is inferred where no article of the story is dated, or where the undated one names no day
and copies nobody. A declared day that its story contradicts by months is doubted.

  undated article ─evidence─▶ features of each candidate day ─weights─▶ likelihood
                   ─best, range─▶ Day
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.days.datable import counts_from_event, is_past, span_from
from sayso.days.evidence import (
    Clue,
    Features,
    Witness,
    agreement,
    clues_of,
    features,
    likeness,
    of_another_time,
    opening_bag,
)
from sayso.days.sentences import Bag, SentenceIndex, index_of
from sayso.days.updated import updated
from sayso.lexicon import mapping
from sayso.model import Day, DocRef, Document, Family, Passage, Reading, Reason
from sayso.outlets.table import key

# days around the dated articles in which an undated one of the story is looked for
_BEFORE, _AFTER = 10, 30
_WIDEST = 400  # days looked at in all; bounds the work where a date is wrong by years
# likelihood of the best day and its neighbours from which it is named (bench/timeline/days.py)
_LIKELY = 0.5
# likelihood that the range holds the day (bench/timeline/days.py: 4 of 100 ranges do not)
_SURE = 0.97
_REPRINT_DAYS = 3  # a copy without a date may be so much younger than its original
_DOUBTED_DAYS = 60  # so far from every other dated article a declared day is doubted
_LEAST_DATED = 3  # dated articles besides it that it takes to doubt a declared day
_MOST_REASONS = 5

# the day of a report that is handed on, its article, where it is named
_Bound = tuple[date, str, Passage]


@dataclass(frozen=True, slots=True)
class _DatedStory:
    """What all articles of a story need: who is dated, their sentences and their openings."""

    documents: tuple[Document, ...]
    known: dict[str, date]
    index: SentenceIndex
    bags: dict[str, Bag]


def days(
    documents: Sequence[Document], readings: Sequence[Reading], *, families: Sequence[Family] = ()
) -> tuple[Day, ...]:
    """The day of every document, in their order.

    >>> days([Document("a", "It rained.", published=date(2024, 3, 12))], [Reading("a")])[0].best
    datetime.date(2024, 3, 12)
    """
    declared = {doc.id: doc.published for doc in documents if doc.published}
    doubted = _doubted(declared)
    known = {name: day for name, day in declared.items() if name not in doubted}
    read = {doc.id: (doc, reading) for doc, reading in zip(documents, readings, strict=True)}
    found = {name: _declared(*read[name], day) for name, day in known.items()}
    if len(known) == len(documents) or not known:
        return tuple(found.get(doc.id) or unknown(doc) for doc in documents)
    story = _story(documents, readings, known)
    for doc, reading in zip(documents, readings, strict=True):
        if doc.id not in found:
            found[doc.id] = _of_original(doc, families, known) or _inferred(doc, reading, story)
    for doc in documents:  # a copy whose original was dated only now
        if not found[doc.id].best:
            later = {name: day.best for name, day in found.items() if day.best}
            found[doc.id] = _of_original(doc, families, later) or found[doc.id]
    return tuple(_with_doubt(found[doc.id], doubted.get(doc.id)) for doc in documents)


def _story(
    documents: Sequence[Document], readings: Sequence[Reading], known: dict[str, date]
) -> _DatedStory:
    return _DatedStory(
        tuple(documents),
        known,
        index_of(documents, readings, known),
        {doc.id: opening_bag(doc) for doc in documents},
    )


# ---- declared, unknown, copied ----------------------------------------------------


def _declared(doc: Document, reading: Reading, day: date) -> Day:
    why = (Reason("day-declared", ("article", day)),)
    found = updated(doc, reading, day) or Day(doc.id, day, day, day, inferred=False)
    return replace(found, why=(*why, *found.why))


def unknown(doc: Document) -> Day:
    """The day of an article in whose story none is dated: not known.

    >>> unknown(Document("a", "It rained.")).best is None
    True
    """
    reason = Reason("day-unknown", ("story",))
    return Day(doc.id, None, None, None, inferred=True, why=(reason,))


def _doubted(declared: dict[str, date]) -> dict[str, date]:
    """Declared days months away from all others of the story: the day of a scrape, a wrong year."""
    far: dict[str, date] = {}
    for name, day in declared.items():
        others = [other for known, other in declared.items() if known != name]
        if len(others) < _LEAST_DATED:
            continue
        away = min(abs((day - other).days) for other in others)
        if away > _DOUBTED_DAYS >= (max(others) - min(others)).days:
            far[name] = day
    return far


def _with_doubt(day: Day, declared: date | None) -> Day:
    """What the article itself says, where that is not believed."""
    if declared is None:
        return day
    return replace(day, why=(Reason("day-doubted", ("story", declared)), *day.why))


def _of_original(doc: Document, families: Sequence[Family], known: dict[str, date]) -> Day | None:
    """The original's day; where the original has none, that of the oldest dated copy."""
    family = next((f for f in families if doc.id in f.doc_ids and len(f.doc_ids) > 1), None)
    if family is None:
        return None
    oldest = sorted(family.doc_ids, key=lambda i: (known.get(i, date.max), i))
    source = next((i for i in (family.original, *oldest) if i in known), None)
    if source is None:
        return None
    day = known[source]
    reason = Reason("day-of-copy", (DocRef(source), day))
    return Day(doc.id, day, day, day + timedelta(days=_REPRINT_DAYS), inferred=True, why=(reason,))


# ---- inference -----------------------------------------------------------------


def _inferred(doc: Document, reading: Reading, story: _DatedStory) -> Day:
    clues = clues_of(doc, reading, story.index)
    bound = _relayed(reading, story)
    if not clues:
        first, last = min(story.known.values()), max(story.known.values())
        reason = Reason("day-unknown", ("article", first, last))
        return Day(doc.id, None, first, last, inferred=True, why=(reason,))
    own = story.bags[doc.id]
    alike = [(likeness(own, story.bags[i]), day) for i, day in story.known.items()]
    alike.sort(key=lambda pair: (-pair[0], pair[1]))
    witness = Witness(clues, tuple(alike), bound[0] if bound else None)
    candidates = candidate_days(story.known)
    likely = _likelihoods(witness, candidates)
    place = max(range(len(candidates)), key=lambda n: (round(likely[n], 9), -n))
    low, high = _range(likely, place)
    best, near = candidates[place], sum(likely[max(0, place - 1) : place + 2])
    first, last = candidates[low], candidates[high]
    if near < _LIKELY:
        why: tuple[Reason, ...] = (Reason("day-unknown", ("unlikely", first, last)),)
        return Day(doc.id, None, first, last, inferred=True, why=why)
    return Day(doc.id, best, first, last, inferred=True, why=_reasons(clues, bound, best))


def candidate_days(known: dict[str, date]) -> list[date]:
    """Days around the dated articles; of a story of many years, those nearest its middle.

    >>> len(candidate_days({"a": date(2024, 3, 12)}))
    41
    """
    dated = sorted(known.values())
    low, high = dated[0] - timedelta(days=_BEFORE), dated[-1] + timedelta(days=_AFTER)
    if (high - low).days > _WIDEST:
        middle, half = dated[len(dated) // 2], timedelta(days=_WIDEST // 2)
        low, high = max(low, middle - half), min(high, middle + half)
    return [low + timedelta(days=n) for n in range((high - low).days + 1)]


def _likelihoods(witness: Witness, candidates: Sequence[date]) -> list[float]:
    """How likely each candidate is; what they lack of 1 is the likelihood of a day far from all of
    them.
    """
    scores = [_score(features(witness, day)) for day in candidates] + [
        _score(of_another_time(witness))
    ]
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights[:-1]]


def _score(found: Features) -> float:
    weights = mapping("day_weights")
    return sum(amount * float(weights.get(name, 0.0)) for name, amount in found.items())


def _range(likely: Sequence[float], place: int) -> tuple[int, int]:
    """The days around the best one that hold `_SURE` of all that is likely."""
    low = high = place
    wanted, held = _SURE * sum(likely), likely[place]
    while held < wanted:
        before = likely[low - 1] if low > 0 else -1.0
        after = likely[high + 1] if high + 1 < len(likely) else -1.0
        if before < 0 and after < 0:
            break
        low, high, held = (
            (low - 1, high, held + before) if before >= after else (low, high + 1, held + after)
        )
    return low, high


def _relayed(reading: Reading, story: _DatedStory) -> _Bound | None:
    """The day of the first article of an outlet whose report this one hands on: it cannot
    be older.
    """
    outlets = {key(relay.origin): relay.at for relay in reading.relays}
    dated = [
        (story.known[doc.id], doc.id, outlets[key(doc.outlet)])
        for doc in story.documents
        if doc.outlet
        and doc.id in story.known
        and key(doc.outlet) in outlets
        and doc.id != reading.doc_id
    ]
    return min(dated) if dated else None


# ---- reasons -----------------------------------------------------------------------


def _reasons(clues: Sequence[Clue], bound: _Bound | None, best: date) -> tuple[Reason, ...]:
    kept = [c for c in clues if c.telling and agreement(c, best) > 0]
    kept.sort(key=lambda c: (-c.weight, c.at))
    reasons = [_told_elsewhere(c) for c in kept[:_MOST_REASONS]]
    if bound and best >= bound[0]:
        reasons.append(Reason("day-after-relay", (DocRef(bound[1]), bound[0]), (bound[2],)))
    freshest = _freshest(clues, best)
    if freshest:
        reasons.append(Reason("news-is-fresh", (best, freshest.printed), (freshest.at,)))
    return tuple(reasons) or (Reason("day-from-story", ("best", best)),)


def _freshest(clues: Sequence[Clue], best: date) -> Clue | None:
    """The weekday or weekend that lies closest before the day of writing."""
    told = [(span[1], c) for c in clues if _looks_back(c) and (span := span_from(c.rule, best))]
    dated = [(best - last, clue.at, clue) for last, clue in told if last <= best]
    return min(dated, key=lambda item: item[:2])[2] if dated else None


def _looks_back(clue: Clue) -> bool:
    rule = clue.rule
    return is_past(rule) and rule.root.kind != "step" and not counts_from_event(rule)


def _told_elsewhere(clue: Clue) -> Reason:
    assert clue.days and clue.telling
    first, last = clue.days
    days = ("day", first) if first == last else ("span", first, last)
    values = (days[0], clue.printed, DocRef(clue.telling.doc_id), *days[1:])
    return Reason("day-from-story", values, (clue.at, clue.telling))
