"""Conflicts of day and hour: one deed, told of two days or of two times of the clock.

Only what is printed as a day of a month or as a time of the clock is compared, within the unit
whose verb it dates, and only where that unit gives no other: a month, a weekday without a known
day of publication, a feast and a day in the furniture of a page are no sure days.

    units ──one sure time──▶ Dated ──one deed, alike──▶ pairs ──▶ Draft
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.facts.same import amounts_clash
from sayso.findings.tellings.tellings import tellings
from sayso.findings.tellings.units import Unit
from sayso.lexicon import words
from sayso.model import Reason, TimeRef
from sayso.text import fold_words

_ONE_DEED = 0.6  # likeness from which two units with one verb and one thing tell one deed
# before and behind a day that belongs to a thing, not to the deed: “his April 12 arrest”
_OF_A_THING = re.compile(r"(?:\b(?:an?|the|this|that|his|her|its|their|our|my)|\w['’]s?)\s+$", re.I)
_THING = re.compile(r"(?:['’]s)?\s+[a-z]{3,}")
_WHOSE = re.compile(r"['’]s\s+[a-z]{3,}")  # "after Wednesday's ousting of the president"
# when a page was put up, glued to its headline: "Posted July 20, 2009", "Jul 13, 2009 01:40 PM"
_POSTED = re.compile(r"\b(?:posted|published|updated|created|modified)\W+(?:on\W+)?$", re.I)
_HOUR = re.compile(r"\W{0,3}\d\d? ?: ?\d\d")
_FROM_TO = re.compile(r"\d\s?[-–]\s?\d")  # "Nov. 6-11" is no day
_DAY = re.compile(r"^(\d{4}|XXXX)-(\d\d)-(\d\d)$")
_DAY_AND_HOUR = re.compile(r"^(\d{4}|XXXX)-(\d\d)-(\d\d)T")
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_ITS = frozenset({"its", "their", "our", "my"})
_FURNITURE = 80  # characters at the head of a page in which a day is that of the page
_CLOSE = 5  # minutes that “about” may hide, even where nobody says it
_LOOSE = 30  # minutes that “about” and its like do hide where it is said
_FAR_DAYS = 45  # days from which it is another occasion
_FAR_MINUTES = 240  # the same for two times of the clock

Kind = Literal["day", "clock"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A unit with the one day, or the one time of the clock, that it gives.

    number  days (year 0 where none is known) or minutes, to tell how far two are apart
    year    the year of a day as printed or worked out, "XXXX" where it is open
    """

    unit: Unit
    time: TimeRef
    kind: Kind
    number: int
    year: str = ""


def days_differ(board: Board) -> Sequence[Draft]:
    """One draft for each deed that is told of two sure days, or of two times of the clock."""
    by_deed: dict[tuple[Kind, str], dict[int, Dated]] = defaultdict(dict)
    for unit in board.units:
        for dated in _dated(board.case.texts[unit.doc_id], unit):
            by_deed[dated.kind, unit.head][unit.index] = dated
    drafts = []
    for _, told in sorted(by_deed.items()):
        used: set[object] = set()
        for a, b in sorted(_pairs(board, told), key=lambda pair: -_likely(board, *pair)):
            if not used & {a.unit.sentence, b.unit.sentence}:
                used |= {a.unit.sentence, b.unit.sentence}
                drafts.append(_draft(board, a, b))
    return drafts


def _dated(text: str, unit: Unit) -> Iterator[Dated]:
    """The one day and the one hour of a unit that tells a deed."""
    if not unit.head or unit.stance != "sure" or unit.whole:
        return
    own = [t for t in unit.times if unit.claims and unit.claims[0].at.covers(t.at)]
    days = [t for t in own if _DAY.match(t.value) or _DAY_AND_HOUR.match(t.value)]
    clocks = [t for t in own if _CLOCK.search(t.value)]
    if len(days) == 1 and _plain_day(text, unit, days[0]):
        year, month, day = days[0].value[:10].split("-")
        yield Dated(unit, days[0], "day", 31 * (int(month) - 1) + int(day), year)
    if len(clocks) == 1 and (found := _CLOCK.search(clocks[0].value)):
        yield Dated(unit, clocks[0], "clock", 60 * int(found[1]) + int(found[2]))


def _plain_day(text: str, unit: Unit, time: TimeRef) -> bool:
    """No day of the page, no feast, and none that only says which of some things is meant."""
    plain = time.at.start >= _FURNITURE and time.rule.kind != "feast"
    plain &= not _POSTED.search(text[: time.at.start]) and not _HOUR.match(text[time.at.end :])
    several = _FROM_TO.search(text[time.at.start : time.at.end + 4])
    return plain and not several and not _of_a_thing(text, unit, time)


def _of_a_thing(text: str, unit: Unit, time: TimeRef) -> bool:
    """“His April 12 arrest”, “the April 12 crash”."""
    sentence, at = unit.sentence.cut(text), time.at
    start, end = at.start - unit.sentence.start, at.end - unit.sentence.start
    if _WHOSE.match(sentence[end:]):
        return True
    return bool(_OF_A_THING.search(sentence[:start]) and _THING.match(sentence[end:]))


def _pairs(board: Board, told: dict[int, Dated]) -> Iterator[tuple[Dated, Dated]]:
    for n, a in sorted(told.items()):
        for m, p in board.alike.partners.get(n, ()):
            b = told.get(m)
            if b is None or n > m or p < _ONE_DEED or not (_apart(a, b) and _one_deed(board, a, b)):
                continue
            if _printed(board, a).lower() == _printed(board, b).lower():
                continue  # “the night” of two texts, counted from their own days
            if not _gives(told, a, b) and not _gives(told, b, a):
                yield a, b


def _apart(a: Dated, b: Dated) -> bool:
    """Two times that cannot be one, yet are near enough for one occasion."""
    far = abs(a.number - b.number)
    if a.kind == "clock":
        return _CLOSE < far <= _FAR_MINUTES
    return 0 < far <= _FAR_DAYS and (a.year == b.year or "XXXX" in (a.year, b.year))


def _one_deed(board: Board, a: Dated, b: Dated) -> bool:
    """Two accounts that are no copies, with one doer or one thing beside the verb."""
    one, two = a.unit, b.unit
    if one.holder and two.holder and one.holder != two.holder:
        said = {w for u in (one, two) for w in _words(board, u)}
        if said & _ITS:
            return False  # each tells of its own service
    if one.whom and two.whom and not one.whom & two.whom:
        return False  # arrived in the country, arrived at the hospital
    if amounts_clash(one.quantities, two.quantities):
        return False  # a poll of 900 voters, a poll of 1,200
    shared = (one.who & two.who) | (one.whom & two.whom)
    return one.family != two.family and bool(shared - words("stopwords"))  # “it” is no doer


def _words(board: Board, unit: Unit) -> list[str]:
    return [w for w, _, _ in fold_words(unit.at.cut(board.case.texts[unit.doc_id]))]


def _gives(told: dict[int, Dated], of: Dated, other: Dated) -> bool:
    """The text of the one gives the time of the other too, for the same verb."""
    return any(x.unit.doc_id == of.unit.doc_id and x.number == other.number for x in told.values())


def _likely(board: Board, a: Dated, b: Dated) -> float:
    return board.alike.of(a.unit.index, b.unit.index)


def _draft(board: Board, a: Dated, b: Dated) -> Draft:
    first, second = sorted((a, b), key=lambda d: (d.number, d.unit.index))
    printed = tuple(_printed(board, dated) for dated in (first, second))
    told = tuple(
        tuple(tellings(dated.unit, value=said, norm=dated.time.value))
        for dated, said in zip((first, second), printed, strict=True)
    )
    places = tuple(t.at for side in told for t in side)
    loose = a.kind == "clock" and second.number - first.number <= _LOOSE and _loosely(printed)
    ground = "loose" if loose else "exclude"
    return Draft(
        "date",
        "precision" if loose else "real",
        "when it happened",
        printed,
        told,
        (Reason("when", (ground, *printed), places),),
    )


def _loosely(printed: Sequence[str]) -> bool:
    """One of the times is said to be rounded (“around 9pm”)."""
    return any(re.match(r"(?:about|around|approximately|roughly|some)\b", p) for p in printed)


def _printed(board: Board, dated: Dated) -> str:
    return " ".join(dated.time.at.cut(board.case.texts[dated.unit.doc_id]).split())
