"""The day that a record, a page, an address or the text's own first lines declare. Prose is never guessed from.

record or page's date ─else─▶ /2020/01/07/ in the address ─else─▶ date line ─else─▶ dateline with a year ──▶ day
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from sayso.documents.fields import Fields
from sayso.lexicon import mapping
from sayso.model import Part, Reason

_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_SLASHED = re.compile(r"\s*(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_EITHER_WAY = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_EPOCH = re.compile(r"\s*(\d{10}|\d{13})(?:\.\d+)?\s*$")
_IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/\-_.]|$)", re.I)
_COMPACT_IN_ADDRESS = re.compile(r"/(\d{4})(\d\d)(\d\d)(?=[/\-_.]|$)")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})\b")
_ISO_INSIDE = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_FIRST, _LAST = date(1600, 1, 1), date(2150, 1, 1)  # the first newspapers; past any clock error in a feed
_LONGEST = 200  # characters of a printed date that are looked at


def declared_day(fields: Fields, text: str, parts: tuple[Part, ...]) -> tuple[date | None, tuple[Reason, ...]]:
    """The day and the ground for it; None without a word where nothing declares one."""
    why: tuple[Reason, ...] = ()
    if fields.published:
        if day := read_day(fields.published):
            return day, (Reason("day-declared", f"the {fields.outlet_from} says {fields.published[:40]}"),)
        why = (
            Reason("day-unread", f"the {fields.outlet_from} says {fields.published[:40]!r}, which names no one day"),
        )
    addresses = [fields.url, *(said for name, said in fields.declared if name == "canonical")]
    for address in addresses:
        if address and (day := day_of_address(address)):
            return day, (*why, Reason("day-in-address", f"the address holds {day.isoformat()}"))
    for part in parts:
        said = part.at.cut(text)
        if part.kind in ("date", "dateline", "byline") and (day := read_day(said, inside=True)):
            return day, (*why, Reason("day-in-text", f"“{said[:60]}” stands as the {part.kind}", (part.at,)))
    return None, why


def read_day(said: str, *, inside: bool = False) -> date | None:
    """The day that a printed date names; None where two readings are open. `inside`: words may stand around it.

    >>> read_day("2020-01-07T09:30:00Z"), read_day("Jan. 6, 2020"), read_day("03/04/2020")
    (datetime.date(2020, 1, 7), datetime.date(2020, 1, 6), None)
    """
    said = said[:_LONGEST]
    for pattern in (_ISO, _SLASHED) if not inside else ():
        if (found := pattern.match(said)) and (day := _day(*found.groups())):
            return day
    if not inside and (found := _EPOCH.match(said)):
        return _from_epoch(int(found[1]))
    if not inside and (found := _EITHER_WAY.match(said)):
        return _unambiguous(int(found[1]), int(found[2]), found[3])
    for found in _MONTH_FIRST.finditer(said):
        if day := _day(found[3], found[1], found[2]):
            return day
    for found in _DAY_FIRST.finditer(said):
        if day := _day(found[3], found[2], found[1]):
            return day
    if found := _ISO_INSIDE.search(said):
        return _day(*found.groups())
    return None if inside else _from_mail(said)


def day_of_address(address: str) -> date | None:
    """The day in the path of an address.

    >>> day_of_address("https://news.example/2020/jan/07/harbour-reopens")
    datetime.date(2020, 1, 7)
    """
    path = address[:2000].partition("?")[0]
    found = _IN_ADDRESS.search(path) or _COMPACT_IN_ADDRESS.search(path)
    return _day(*found.groups()) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    number = month if month.isdigit() else mapping("months").get(month.lower(), "")
    try:
        found = date(int(year), int(number), int(day))
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST else None


def _unambiguous(one: int, two: int, year: str) -> date | None:
    """03/04/2020 is two days, 25/04/2020 only one."""
    if one == two or two > 12:
        return _day(year, str(one), str(two))
    return _day(year, str(two), str(one)) if one > 12 else None


def _from_epoch(seconds: int) -> date | None:
    seconds = seconds // 1000 if seconds > 10**11 else seconds
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date()


def _from_mail(said: str) -> date | None:
    try:
        return parsedate_to_datetime(said).date()
    except (ValueError, TypeError, IndexError):
        return None
