"""What an undated article gives away of its day, laid against any candidate day.

Its weekdays ("on Tuesday"), weekends and dates are counted from the candidate: news tells of today
and yesterday, not of last week. Its sentences are laid beside dated articles that tell the same in
other words; and it is mostly of the day of the dated article that it is most like. Every ground is
a named feature; `day_weights` says what each is worth.

  article, dated articles ─gather─▶ Witness
           ─features(day)─▶ {"fresh-weekday 1": 1.0, "told-alike": 0.7, ...}
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sayso.days.datable import (
    could_be,
    counts_from_event,
    days_of,
    is_past,
    span_from,
    tells_writing_day,
)
from sayso.days.sentences import Bag, SentenceIndex, bag_of, likest, sentence_of
from sayso.model import Document, Passage, Reading, Rule, TimeRef
from sayso.timex import AHEAD, Span

LEAST_LIKE = 0.16  # likeness from which two sentences tell of one event (bench/timeline/days.py)
_LEAD = 4  # sentences at the top, whose news is freshest
_CLAUSE = 110  # characters behind "five days after" that tell of the event
_OPENING = 3000  # characters by which two articles are compared
_LATER = {0: 1.0, 1: 0.75}  # "five days after the vote" is written that day or the next
_WEEK = 6  # days: a bare weekday in the past is at most so far back
# likeness of articles and of sentences from which it is fair, and strong
_ARTICLE_STEPS, _SENTENCE_STEPS = (0.2, 0.3), (0.22, 0.32)
_DATES = ("day", "feast")  # kinds of the calendar
# days, upper ends of the classes into which a distance falls
_EDGES = (0, 1, 2, 3, 7, 14, 30, 90, 365)


@dataclass(frozen=True, slots=True)
class Clue:
    """One expression of the undated article and, where found, a dated telling of the same.

    weight  likeness to the telling, 0 where none was found; `days` the telling's own
    """

    rule: Rule
    at: Passage
    printed: str
    lead: bool
    weight: float = 0.0
    days: Span | None = None
    telling: Passage | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """What is known of one undated article.

    alike   days of the dated articles of its story, with the likeness of the article to each, the
            likest first
    bound   the day of a report that it hands on: it is no older
    """

    clues: tuple[Clue, ...]
    alike: tuple[tuple[float, date], ...]
    bound: date | None = None


Features = dict[str, float]


# ---- gathering -------------------------------------------------------------------


def opening_bag(doc: Document) -> Bag:
    """Stems of an article's opening with their rarity, by which two articles are compared."""
    return bag_of(doc.text[:_OPENING])


def clues_of(doc: Document, reading: Reading, index: SentenceIndex) -> tuple[Clue, ...]:
    """Every expression that can date the article, once for each dated telling that it may
    lean on.
    """
    top = {s.start for s in reading.sentences[:_LEAD]}
    clues: list[Clue] = []
    for ref in _first_readings(reading.times):
        sentence = sentence_of(reading, ref)
        from_event = counts_from_event(ref.rule)
        if sentence is None or not (from_event or span_from(ref.rule, date(2000, 1, 1))):
            continue
        clue = Clue(ref.rule, ref.at, ref.at.cut(doc.text), sentence.start in top)
        start = ref.at.end if from_event else sentence.start
        end = min(sentence.end, ref.at.end + _CLAUSE) if from_event else sentence.end
        fits: Callable[[Span], bool] = partial(could_be, ref.rule)
        wanted = from_event or tells_writing_day(ref.rule)
        alike = likest(index, bag_of(doc.text[start:end]), LEAST_LIKE, fits=fits) if wanted else []
        leaning = [
            replace(clue, weight=weight, days=told.days, telling=told.at) for weight, told in alike
        ]
        clues += leaning or ([] if from_event else [clue])
    return tuple(clues)


def _first_readings(times: Sequence[TimeRef]) -> list[TimeRef]:
    """One expression a place: a projected and an own reading of the same words count once."""
    return list({ref.at: ref for ref in reversed(times)}.values())[::-1]


def likeness(one: Bag, two: Bag) -> float:
    """Shared weight of two bags, 0 to 1."""
    shared = sum(weight for stem, weight in one.items() if stem in two)
    size = math.sqrt(sum(one.values()) * sum(two.values()))
    return shared / size if size else 0.0


# ---- features of a candidate day ---------------------------------------------------


def features(witness: Witness, day: date) -> Features:
    """The named grounds for and against `day`, each with its amount."""
    found: Features = {}
    for name, amount in (
        *_by_times(witness.clues, day),
        *_by_tellings(witness.clues, day),
        *_by_story(witness, day),
    ):
        found[name] = found.get(name, 0.0) + amount
    return found


def of_another_time(witness: Witness) -> Features:
    """The grounds for no day near the story at all: its dated articles are few, unlike this one, or
    far apart.
    """
    days = [day for _, day in witness.alike]
    apart = (max(days) - min(days)).days
    top = _strength(witness.alike[0][0], _ARTICLE_STEPS)
    told = _strength(max((clue.weight for clue in witness.clues), default=0.0), _SENTENCE_STEPS)
    names = (
        "other",
        f"other-{top}",
        f"other-spread {_class(apart)}",
        f"other-dated {min(6, len(days))}",
        f"other-told {told}",
    )
    return dict.fromkeys(names, 1.0)


def agreement(clue: Clue, day: date) -> float:
    """How well a clue fits `day`: its likeness where both name the same days, the negative where
    they do not.
    """
    if clue.days is None:
        return 0.0
    if counts_from_event(clue.rule):
        gap = (day - clue.days[0]).days - (days_of(clue.rule) or 0)
        return clue.weight * _LATER.get(gap, 0.5 if 1 < gap <= _WEEK else -1.0)
    span = span_from(clue.rule, day)
    meets = span is not None and span[0] <= clue.days[1] and clue.days[0] <= span[1]
    return clue.weight if meets else -clue.weight


def _by_times(clues: Sequence[Clue], day: date) -> Iterator[tuple[str, float]]:
    """The article's own expressions counted from `day`: how fresh its news would be."""
    alone = list({clue.at: clue for clue in clues if not counts_from_event(clue.rule)}.values())
    spans = [(clue, span) for clue in alone if (span := span_from(clue.rule, day))]
    weekdays = [(c, s) for c, s in spans if c.rule.kind == "weekday" and not c.rule.of]
    past = [(day - s[1]).days for c, s in weekdays if is_past(c.rule)]
    lead = [(day - s[1]).days for c, s in weekdays if is_past(c.rule) and c.lead]
    ahead = [(s[0] - day).days for c, s in weekdays if not is_past(c.rule)]
    if past:
        yield f"oldest-weekday {max(past)}", 1.0
        yield "stale", sum(past) / _WEEK
        yield "stale-lead", sum(lead) / _WEEK
    ends = [
        (day - s[1]).days for c, s in spans if c.rule.root.kind == "weekend" and is_past(c.rule)
    ]
    for name, gaps in (
        ("lead-weekday", lead[:1]),
        ("fresh-weekday", past),
        ("next-weekday", ahead),
        ("weekend", ends),
    ):
        if gaps:
            yield f"{name} {min(gaps)}", 1.0
    yield from _by_dates([(c, s) for c, s in spans if c.rule.root.kind in _DATES], day)


def _by_dates(dated: Sequence[tuple[Clue, Span]], day: date) -> Iterator[tuple[str, float]]:
    """Dates of the calendar: what is told as past cannot lie ahead, and the newest is
    seldom old.
    """
    told = [(c, (day - s[1]).days) for c, s in dated if c.rule.root.tense not in AHEAD]
    past = [gap for _, gap in told]
    gone = [gap for gap in past if gap >= 0]
    if gone:
        yield f"newest-date {_class(min(gone))}", 1.0
    lead = [gap for c, gap in told if c.lead]
    if lead and min(map(abs, lead)) <= _EDGES[-1]:
        nearest = min(lead, key=abs)
        yield f"lead-date {'-' if nearest < 0 else ''}{_class(abs(nearest))}", 1.0
    coming = [-gap for gap in past if gap < 0]
    coming += [(s[0] - day).days for c, s in dated if c.rule.root.tense in AHEAD]
    if coming:
        yield f"next-date {_class(min(map(abs, coming)))}", 1.0
    yield "told-before-it-was", float(min(3, sum(gap < 0 for gap in past)))


def _by_tellings(clues: Sequence[Clue], day: date) -> Iterator[tuple[str, float]]:
    """Dated articles that tell the same: their day against the one that the clue would mean."""
    for clue in clues:
        fit = agreement(clue, day)
        event = "event-" if counts_from_event(clue.rule) else ""
        if fit:  # for where both mean one day, against where they do not
            yield f"{event}told {_strength(clue.weight, _SENTENCE_STEPS)}", fit


def _by_story(witness: Witness, day: date) -> Iterator[tuple[str, float]]:
    """The days of the story's dated articles, above all of the one that is most like this."""
    if witness.alike:
        top, other = witness.alike[0]
        gap = (day - other).days
        yield (
            f"likest-{_strength(top, _ARTICLE_STEPS)} {'-' if gap < 0 else ''}{_class(abs(gap))}",
            1.0,
        )
        for reach in (0, 1, 3, 7):
            near = [alike for alike, told in witness.alike if abs((day - told).days) <= reach]
            yield f"pull-{reach}", math.sqrt(sum(alike**2 for alike in near))
        nearest = min(abs((day - told).days) for _, told in witness.alike)
        yield f"nearest {_class(nearest)}", 1.0
    if day.isoweekday() >= 6:
        yield "saturday" if day.isoweekday() == 6 else "sunday", 1.0
    if witness.bound is not None and day < witness.bound:
        yield "before-relayed", 1.0


def _strength(alike: float, steps: tuple[float, float]) -> str:
    return "weak" if alike < steps[0] else "fair" if alike < steps[1] else "strong"


def _class(days: int) -> str:
    """The class of a distance: its upper end, in days."""
    return str(next((edge for edge in _EDGES if days <= edge), "over"))
