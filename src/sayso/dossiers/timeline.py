"""Dated events as lines of a list, in the order of their days.

Event ──▶ EventLine(when, what, tellings, badge)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.dossiers.alone import shown
from sayso.dossiers.index import Lookup
from sayso.dossiers.sources import Because, SourceLine, because, told_once
from sayso.dossiers.tellers import told_by
from sayso.dossiers.wording import NAME, STATUSES, badge, clip, listed, time_words
from sayso.lexicon import mapping
from sayso.lexicon import words as words_of
from sayso.model import Event, Passage
from sayso.text import in_title_case

_ABOUT = re.compile(
    r"\b(?:under|nearly|almost|about|around|roughly|some|over|more than|less than|approximately) "
    r"(?:\w+ ){1,2}(?:days?|weeks?|months?|years?) ago$",
    re.IGNORECASE,
)
# words of a plan, which tell nothing of what came of it
_TO_COME = re.compile(
    r"\b(?:is|are) (?:now |also )?"
    r"(?:(?:expected|scheduled|slated|planned)|(?:set|due|planning) to)\b"
)
_WEEKDAY = re.compile(r"(?:early |late )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \w+)?")
_PHOTO = re.compile(
    r"[^\n]{0,40}?\((?:AP )?(?:Photo|Image|Getty|Reuters|AP\b)|[. ]{1,3}(?:Photo|AP Photo)\b"
)
_CAPTION = re.compile(r"\b(?:hide|toggle) caption\b[^.]*$|\d of \d+ photos?:[^.]*$", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FAR = timedelta(days=200)
_WOULD = re.compile(r"\bwould (?:require|take|need|mean)\b")
# what somebody expects of a day is no plan for it
_MAY = re.compile(r"\b(?:may|might|could|possibly|perhaps)\b(?! \d)")
# "has to win the crews on Friday", "faces a test": what somebody ought to do
_OUGHT = re.compile(
    r"\b(?:(?:has|have|needs?|ought) to|must) [a-z]+\b"
    r"|\bfac(?:es?|ing) (?:an?|the|his|her|its|their)\b"
)
_ANY_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_AHEAD_OF = re.compile(
    r"\b(?:ahead of|prior to|in advance of|on the eve of) [^,.;]{0,60}"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_DETERMINER = re.compile(r"\b(?:the|an?|that|this|these|his|her|its|their)\s+$", re.I)
_IS_TODAY = re.compile(
    r"\b(?:[Tt]oday\b[^,;]{0,60}? (?:has|have|is|are)\b(?! (?:been|\w+ing|\w+ed)\b)"
    r"|(?:has|have|is|are) (?!been|\w+ing|\w+ed)(?:\w+ ){0,3}today\b)"
)
_COLOUR = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words_of('colouring'))))})\b", re.I)
_SAID = re.compile(r"\b(?:said|says|told|warned|argued|estimated|announced)\b")
_A_WEEK = re.compile(r"\b(?:this|last|next) (?:week|weekend|month|year)\b", re.I)
_DAY = re.compile(r"\b(?:\w+day|\d{1,2}|tonight|yesterday|tomorrow)\b(?! night)", re.I)
_PERSON = re.compile(r"\b(?:he|she)\b", re.I)
_HOUR = re.compile(
    r"\b(?:night|tonight|overnight|evening|morning|midday|noon|afternoon|midnight|dawn|dusk|early|late"
    r"|[ap]\.?m\b|o['’]clock|hours?|\d{1,2}:\d\d)",
    re.I,
)
_NOT = re.compile(r"\b(?:not|no|never|nobody|without|refus\w+|fail\w+)\b|n['’]t\b", re.I)


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: `when` in words, `weight` its number of identified origins (at least 1) for the
    plot; `sure` is False where its words do not stand alone; `at` is where they stand; `texts`
    counts those that tell it as `told`; `beside` are other tellings that were joined to it and say
    less of the line; `minor` is one of no consequence by itself.
    """

    id: str
    when: str
    inferred: bool
    status: str
    status_words: str
    what: str
    actors: str
    badge: str
    weight: int
    earliest: date | None
    latest: date | None
    told: tuple[SourceLine, ...]
    why: tuple[Because, ...]
    sure: bool = True
    at: Passage | None = None
    texts: int = 1
    minor: bool = False
    beside: tuple[SourceLine, ...] = ()


def event_lines(look: Lookup) -> tuple[EventLine, ...]:
    """Events by day; an event without a day stands last."""
    held = sorted(
        look.dossier.findings.events,
        key=lambda e: (
            e.earliest or e.latest or date.max,
            e.latest or date.max,
        ),  # stable: hours stay in order
    )
    return tuple(_line(look, event) for event in held)


def _roughly(look: Lookup, event: Event) -> bool:
    """ "Just under ten days ago": every word for its day says that it is not exact."""
    places = [at for why in event.why if why.rule == "dated-by" for at in why.at]
    rough = [
        _ABOUT.search(look.documents[at.doc_id].text[max(0, at.start - 20) : at.end])
        for at in places
    ]
    return bool(rough) and all(rough)


def _still_to_come(line: str) -> bool:
    """ "Officials will answer questions later Thursday": what came of it, is not told."""
    return bool(_TO_COME.search(line)) or (" will " in line and not _SAID.search(line))


def _wider_than_told(event: Event, line: str) -> bool:
    """Its words tell of a week, its day comes from another telling; or of what would be needed."""
    if event.status == "happened" and _WOULD.search(line) and not _SAID.search(line):
        return True
    return event.earliest == event.latest and bool(_A_WEEK.search(line)) and not _DAY.search(line)


def _somebody_to_guess(look: Lookup, line: str) -> bool:
    """A "she" before whom nobody of the story is named."""
    person = _PERSON.search(line)
    if person is None:
        return False
    before = line[: person.start()].lower()
    named = {form.rsplit(" ", 1)[-1].lower() for form in look.people}
    held = {word.strip(".,;:“”\"'’()") for word in before.replace("’s", "").split()}
    titled = any(word in mapping("titles") or word in words_of("people_words") for word in held)
    return not held & named and not titled


def _when(event: Event, line: str) -> str:
    """The day, with the hour where the line itself gives one: another telling's may be that of what
    is only named there.
    """
    value = event.value if _HOUR.search(line) else event.value.partition("T")[0]
    return time_words(value, event.earliest, event.latest)


def _of_another_year(look: Lookup, event: Event, line: str) -> bool:
    """It names a year, and that is not the event's; or it is planned for the next year on a day
    that its text names without one, and may well have meant this.
    """
    own = {d.year for d in (event.earliest, event.latest) if d}
    named = {int(found) for found in _YEAR.findall(line)}
    if named and own and not named & own:
        return True
    told = [day.best for t in event.tellings if (day := look.days.get(t.at.doc_id)) and day.best]
    far = event.earliest is not None and told and event.earliest - max(told) > _FAR
    return bool(far) and event.status == "planned" and not named


def _of_little_use(look: Lookup, event: Event, at: Passage | None) -> bool:
    """What one text alone tells, of which a reader is not much the wiser or not sure."""
    if at is None:
        return False
    return (
        _under_picture(look, at)
        or _judged(look, at)
        or _after_question(look, at)
        or look.text(at)[:1] in '“"'
        or in_title_case(look.text(at))
        or _as_ever(look, event, at)
        or _six_days_back(look, event)
        or _only_is_so(look, event, look.text(at))
        or _before_its_day(look.text(at))
        or (bool(_OUGHT.search(look.text(at))) and not _SAID.search(look.text(at)))
    )


def _judged(look: Lookup, at: Passage) -> bool:
    """Somebody judges: "with remarkable shrewdness", "did a fantastic job"."""
    reading = look.readings.get(at.doc_id)
    held = [c for c in reading.claims if c.at.overlaps(at)] if reading else []
    return (bool(held) and held[0].opinion) or bool(_COLOUR.search(look.text(at)))


def _without_first_word(look: Lookup, event: Event, at: Passage | None) -> bool:
    """ "That | guarantee to the crews": what it says of it was lost."""
    at = at or event.tellings[0].at
    text = look.documents[at.doc_id].text
    before = _DETERMINER.search(text[max(0, at.start - 8) : at.start])
    return before is not None and text[at.start : at.start + 1].islower()


def _before_its_day(line: str) -> bool:
    """ "Was met with doubts ahead of a vote on Thursday": the only day that it names is another's.

    >>> _before_its_day("It was met with doubts ahead of a vote on Thursday")
    True
    >>> _before_its_day("It was met on Monday with doubts ahead of a vote on Thursday")
    False
    """
    return bool(_AHEAD_OF.search(line)) and len(_ANY_DAY.findall(line)) == 1


def _of_fiscal_year(look: Lookup, event: Event) -> bool:
    """ "In the fiscal third quarter": when a firm's year begins, no text says."""
    dated = [look.text(p) for why in event.why if why.rule == "dated-by" for p in why.at]
    return bool(dated) and all("fiscal" in words_.lower() for words_ in dated)


def _only_is_so(look: Lookup, event: Event, line: str) -> bool:
    """ "Today the port has nine cranes": how it is, and nothing that happened."""
    dated = [look.text(p) for why in event.why if why.rule == "dated-by" for p in why.at]
    return {d.lower() for d in dated} == {"today"} and bool(_IS_TODAY.search(line))


def _as_ever(look: Lookup, event: Event, at: Passage) -> bool:
    """A speaker's "today" is any day: "around the world today, men are in prison"."""
    dated = [look.text(p) for why in event.why if why.rule == "dated-by" for p in why.at]
    reading = look.readings.get(at.doc_id)
    quotes = reading.quotes if reading else ()
    spoken = any(p.covers(at) for q in quotes if q.kind != "indirect" for p in q.content)
    return spoken and {d.lower() for d in dated} == {"today"}


def _after_question(look: Lookup, at: Passage) -> bool:
    """ "“Will you wait?” Ada Brandt pleaded on Tuesday": what she said, was cut off."""
    before = look.documents[at.doc_id].text[max(0, at.start - 4) : at.start].rstrip()
    return before.endswith(("?”", "!”", '?"', '!"'))


def _six_days_back(look: Lookup, event: Event) -> bool:
    """Of a day that is nearly a week old no text says a bare "Thursday": more likely the text is a
    day younger than it says, and the day is the next one.
    """
    days = [look.days.get(t.at.doc_id) for t in event.tellings]
    told = {day.best for day in days if day and day.best}
    bare = any(
        _WEEKDAY.fullmatch(look.text(at))
        for why in event.why
        if why.rule == "dated-by"
        for at in why.at
    )
    return bare and event.latest is not None and told == {event.latest + timedelta(days=6)}


def _under_picture(look: Lookup, at: Passage) -> bool:
    """ "Ada Brandt speaks in Ostrey on May 5, 2031. (Photo: …)": a picture's words."""
    text = look.documents[at.doc_id].text
    if _CAPTION.search(text[max(0, at.start - 80) : at.start + 20]):
        return True
    return bool(_PHOTO.match(look.documents[at.doc_id].text[at.end : at.end + 100]))


def _status_words(event: Event, line: str) -> str:
    """How it stands with an event where its words do not say so themselves: a line that says "did
    not sail" is no denial by anybody.
    """
    own = event.status == "happened" or (event.status == "denied" and _NOT.search(line))
    return "" if own else STATUSES[event.status]


def _line(look: Lookup, event: Event) -> EventLine:
    unreal = event.status not in ("happened", "background")
    words = shown(look, event.what, event.tellings, dated=True, clause_only=unreal)
    whole, event = event, told_by(look, event, words.words, words.at)
    texts = look.texts(t.at.doc_id for t in event.tellings)
    also = look.texts(t.at.doc_id for t in whole.tellings) - texts
    beside = [t for t in whole.tellings if t not in event.tellings] if also else []
    return EventLine(
        id=look.lines[event.id],
        when=("" if event.earliest or not event.latest else "by ")
        + ("about " if _roughly(look, event) else "")
        + _when(event, words.words),
        inferred=event.inferred,
        status=event.status,
        status_words=_status_words(event, words.words),
        what=words.words[:1].upper() + words.words[1:],
        actors=listed([clip(look.names[a], NAME) for a in event.actors if a in look.names], most=4),
        badge=badge(texts, event.origins, 0, also=also),
        weight=max(1, len(event.origins)),
        earliest=event.earliest or event.latest,
        latest=event.latest or event.earliest,
        told=told_once(look, event.tellings),
        why=because(look, event.why),
        sure=words.alone,
        at=words.at,
        texts=texts,
        beside=told_once(look, beside),
        minor=event.minor
        or (event.status == "happened" and _still_to_come(words.words))
        or (event.status == "planned" and bool(_MAY.search(words.words)))
        or _of_fiscal_year(look, event)
        or _without_first_word(look, event, words.at)
        or _of_another_year(look, event, words.words)
        or _wider_than_told(event, words.words)
        or _somebody_to_guess(look, words.words)
        or (texts == 1 and _of_little_use(look, event, words.at)),
    )
