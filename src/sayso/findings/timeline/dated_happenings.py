"""Happenings of a story with their days, made comparable: words to concepts, names to actors.

readings' happenings ──day resolved?──▶ DatedHappening(days, status, weighted terms) ──alike──▶ 0..1
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.findings.case import Case
from sayso.findings.tellings.cues import is_correction
from sayso.findings.tellings.senses import concept
from sayso.findings.tellings.tellings import telling
from sayso.lexicon import frequency, words
from sayso.model import Claim, Document, Happening, Passage, Reading, Status, Telling, TimeRef
from sayso.text import fold_words, root

WIDEST = timedelta(days=366)  # a time wider than a year dates nothing
_LOOSE = timedelta(days=31)  # a wider time seldom means the one day that another text names
_LOOSELY = 0.6
_A_DAY = timedelta(days=1)
_LONG_PAST = timedelta(days=31)  # before its article from which a day dates no plan
_INTRODUCED = re.compile(r"(?:an?|another)\b", re.IGNORECASE)
_SAME_DEED = 0.2  # added to the likeness of two happenings that one verb names
# weight of the verb that names a happening, beside that of another word (bench/timeline)
_HEAD = 2.0


@dataclass(frozen=True, slots=True)
class DatedHappening:
    """One happening, its time counted from its article's day.

    order  place among all of the story, by document and offset: ties break by it
    told   day of the article, None where nobody knows it
    voice  key of the named speaker whose saying it is; None for a deed and for an unnamed one
    introduced  named as one of its kind that was not told of before ("a poll")
    """

    order: int
    happening: Happening
    reading: Reading
    ref: TimeRef
    earliest: date
    latest: date
    status: Status
    told: date | None
    bag: Mapping[str, float]
    actors: frozenset[str]
    claim: Claim | None
    voice: str | None = None
    introduced: bool = False

    @property
    def doc_id(self) -> str:
        """The document it stands in."""
        return self.happening.at.doc_id

    @property
    def deed(self) -> str:
        """The concept of the verb that names it."""
        return concept(self.happening.lemma)


def dated_happenings(case: Case) -> tuple[DatedHappening, ...]:
    """Every happening of the story's prose that has a day, a month or a year, in order of place."""
    told = {day.doc_id: day.best for day in case.days}
    found: list[DatedHappening] = []
    for doc, reading in zip(case.documents, case.readings, strict=True):
        notes = [at for at in reading.sentences if is_correction(at.cut(doc.text))]
        for happening in reading.happenings:
            ref = reading.times[happening.time]
            if (
                _dates(ref)
                and not any(at.covers(happening.at) for at in notes)
                and not _apart(doc, happening)
                and not _misdated(happening, ref, told.get(doc.id))
            ):
                found.append(_dated(case, len(found), (reading, happening, ref), told.get(doc.id)))
    return tuple(found)


def _dates(ref: TimeRef) -> bool:
    if ref.earliest is None or ref.latest is None or ref.latest - ref.earliest > WIDEST:
        return False
    root = ref.rule.root  # "at 5 a.m.": which day stands elsewhere
    return not (root.clock[1:2].isdigit() and (root.unit, root.offset) == ("D", 0))


def _misdated(happening: Happening, ref: TimeRef, told: date | None) -> bool:
    """What is told in the past on a day after its article's own, or is still to come long before
    it ("must not repeat the failures of 1986"): the day is misread, or another's.
    """
    if told is None or ref.earliest is None or ref.latest is None:
        return False
    if happening.lemma in words("showing") and happening.status == "happened":
        return ref.earliest > told  # a poll shows nothing on the day that it was taken before
    if happening.past:
        return ref.earliest > told and happening.status != "cancelled"
    return happening.status == "planned" and ref.latest < told - _LONG_PAST


def _apart(doc: Document, happening: Happening) -> bool:
    """Outside the prose: in a dateline, a rubric, a contact line; or in the title where the text
    repeats it.
    """
    heading = doc.text.find(doc.title) if doc.title else -1
    inside = (
        doc.title is not None
        and heading <= happening.at.start < heading + len(doc.title)
        and heading >= 0
    )
    return inside or any(p.at.overlaps(happening.at) for p in doc.parts if p.kind != "caption")


def _dated(
    case: Case, order: int, what: tuple[Reading, Happening, TimeRef], told: date | None
) -> DatedHappening:
    reading, happening, ref = what
    assert ref.earliest and ref.latest
    actors = frozenset(_actors(case, reading, happening.at))
    when = ref.at.cut(case.texts[ref.at.doc_id]) if ref.latest - ref.earliest <= _A_DAY else ""
    weights = dict(_weights(when, happening, actors))
    size = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    bag = {term: weights[term] / size for term in sorted(weights)}
    status = _status(happening, (ref.earliest, ref.latest), told)
    return DatedHappening(
        order,
        happening,
        reading,
        ref,
        ref.earliest,
        ref.latest,
        status,
        told,
        bag,
        actors,
        _claim(reading, happening),
        _voice(case, reading, happening),
        bool(happening.aside and _INTRODUCED.match(happening.at.cut(case.texts[ref.at.doc_id]))),
    )


def _voice(case: Case, reading: Reading, happening: Happening) -> str | None:
    if happening.kind != "said":
        return None
    return next(
        (
            case.voices.key_of(quote)
            for quote in reading.quotes
            if not quote.anonymous and any(cue.overlaps(happening.head) for cue in quote.cue)
        ),
        None,
    )


def _status(happening: Happening, days: tuple[date, date], told: date | None) -> Status:
    """What lies ahead of the article is planned where its verb is no past; an order whose day lies
    behind was carried out, for all that is said. What was only to be stays a plan.
    """
    status = happening.status
    if told is None:
        return status
    if days[0] > told and status in ("happened", "background"):
        return "planned"
    return "happened" if days[1] < told and status == "planned" and happening.past else status


def _actors(case: Case, reading: Reading, at: Passage) -> Iterator[str]:
    for name in reading.names:
        if at.covers(name.at) and name.at in case.actor_at:
            yield case.actor_at[name.at].id


def _weights(
    when: str, happening: Happening, actors: frozenset[str]
) -> Iterator[tuple[str, float]]:
    named = {word for actor in actors for word in actor.split("-")}
    named |= {word for word, _, _ in fold_words(when)}
    for term in happening.terms:
        if term not in named and term not in words("day_words") and term not in words("dull_terms"):
            yield root(concept(term)), frequency.idf(term) / frequency.idf("")
    for actor in actors:
        parts = [w for w in actor.split("-") if w]
        yield f"@{actor}", max((frequency.idf(w) for w in parts), default=1.0) / frequency.idf("")
    if happening.lemma not in words("light_verbs"):
        yield (
            root(concept(happening.lemma)),
            _HEAD * frequency.idf(happening.lemma) / frequency.idf(""),
        )


def _claim(reading: Reading, happening: Happening) -> Claim | None:
    """The smallest claim that its verb stands in: on whose say-so it is told."""
    holding = [c for c in reading.claims if c.at.covers(happening.head)]
    return min(holding, key=lambda c: (len(c.at), c.at), default=None)


def alike(one: DatedHappening, two: DatedHappening) -> float:
    """Likeness of two happenings by their words, 0 where they exclude each other."""
    if exclude(one, two):
        return 0.0
    shared = sum(weight * two.bag[term] for term, weight in one.bag.items() if term in two.bag)
    if not shared:
        return 0.0
    one_wide, two_wide = (d.latest - d.earliest > _A_DAY for d in (one, two))
    if (two.latest - two.earliest > _LOOSE) != (one.latest - one.earliest > _LOOSE):
        shared *= _LOOSELY  # "last year" may be any day of it
    elif one_wide != two_wide and (one.status == "planned") != (two.status == "planned"):
        shared *= _LOOSELY  # "will visit this week" may be another visit than Thursday's
    if one.deed != two.deed and all(term[0] == "@" for term in one.bag if term in two.bag):
        shared *= _LOOSELY  # the same people at something else
    if one.actors and two.actors and not one.actors & two.actors and _of_its_own(one, two):
        shared *= _LOOSELY  # a poll of one state and a poll of another
    if only_deed(one, two):
        return shared * _LOOSELY
    return shared + (
        _SAME_DEED if one.deed == two.deed and one.deed not in words("light_verbs") else 0.0
    )


def only_deed(one: DatedHappening, two: DatedHappening) -> bool:
    """They share no word but the verb: "a survey released on Monday" and "files released on
    Monday".
    """
    deed = root(one.deed)
    return one.deed == two.deed and not any(t in two.bag for t in one.bag if t != deed)


def _introduces_second(one: DatedHappening, two: DatedHappening) -> bool:
    """One text introduces the second of a kind: "the poll of Iowa", "a poll of Ohio"."""
    later = two if two.order > one.order else one
    return one.doc_id == two.doc_id and later.introduced


def _of_its_own(one: DatedHappening, two: DatedHappening) -> bool:
    """Both only named, or one planned and the other not: then other names mean another thing."""
    asides = one.happening.aside and two.happening.aside
    return asides or (one.status == "planned") != (two.status == "planned")


def exclude(one: DatedHappening, two: DatedHappening) -> bool:
    """True where they cannot be one event: their days do not meet, one text introduces each, or one
    says it did not take place and the other that it did. A plan of the same deed may come to
    nothing, or be called off.
    """
    if _introduces_second(one, two) or one.latest < two.earliest or two.latest < one.earliest:
        return True
    if _denies(one) == _denies(two):
        return False
    other = two if _denies(one) else one
    denying = one if other is two else two
    if denying.status == "denied" and denying.deed != other.deed:
        return True  # "the budget did not get much attention" calls off no other thing's plan
    return other.status != "planned" or denying.status == "planned"


def _denies(one: DatedHappening) -> bool:
    return one.happening.negated or one.status in ("denied", "cancelled")


def telling_of(one: DatedHappening) -> Telling:
    """Where it is told, and on whose say-so."""
    happening, claim, reading = one.happening, one.claim, one.reading
    heard = claim is not None and claim.quote is not None and happening.kind != "said"
    quote = reading.quotes[claim.quote] if heard and claim and claim.quote is not None else None
    told = telling(reading, (happening.at, happening.sentence), quote)
    low = happening.low_confidence or bool(quote and claim and claim.low_confidence)
    return replace(told, low_confidence=low)
