"""The day that a record, a page, an address or the text's own first lines declare. Prose is never
guessed from.

record or page's date · its markup · /2020/01/07/ in the address · date line, dateline with a year
    ──the weightiest, unless a scraper made it──▶ day, and what contradicts it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sayso.documents.fields import Fields
from sayso.lexicon import mapping
from sayso.model import Part, Reason
from sayso.outlets.date_order import Order, date_order
from sayso.patterns import pattern

_ISO = pattern(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_SLASHED = pattern(r"\s*(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_EITHER_WAY = pattern(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_EPOCH = pattern(r"\s*(\d{10}|\d{13})(?:\.\d+)?\s*$")
_IN_ADDRESS = pattern(r"/(\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/\-_.]|$)", re.I)
_COMPACT_IN_ADDRESS = pattern(r"/(\d{4})(\d\d)(\d\d)(?=[/\-_.]|$)")
_MONTH_FIRST = pattern(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})\b")
_DAY_FIRST = pattern(
    r"\b(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})\b"
)
_ISO_INSIDE = pattern(r"\b(\d{4})-(\d\d)-(\d\d)\b")
# the first newspapers; past any clock error in a feed
_FIRST, _LAST = date(1600, 1, 1), date(2150, 1, 1)
_DECLARED = 1  # rank of what a page's own markup says, beside the record's 0
_SCRAPED_LATER = 21  # days: no newsroom dates an article so long after its address or its dateline
_LONGEST = 200  # characters of a printed date that are looked at


class _Said(NamedTuple):
    """One place that declares a day: where it is, in words, and the ground to print."""

    where: str
    day: date
    why: Reason
    rank: int


def declared_day(
    fields: Fields, text: str, parts: tuple[Part, ...]
) -> tuple[date | None, tuple[Reason, ...]]:
    """The day and the grounds for it; None without a word where nothing declares one.

    The record's or page's own date comes first, then the address, then the text's first lines.
    Where they differ by more than a day that is said; a record that is weeks younger than address
    or text was made by a scraper, not by the newsroom, and gives way.
    """
    said = list(_said(fields, text, parts))
    why: tuple[Reason, ...] = ()
    if fields.published and not any(s.rank == 0 for s in said):
        why = (Reason("day-unread", (fields.outlet_from, fields.published[:40])),)
    if not said:
        return None, why
    if len(said) == 1:
        return said[0].day, (*why, said[0].why)
    chosen = min(said, key=lambda s: s.rank)
    older = [s for s in said if s.rank > _DECLARED and (chosen.day - s.day).days > _SCRAPED_LATER]
    if (
        chosen.rank <= _DECLARED
        and older
        and not any(s.rank > _DECLARED and s not in older for s in said)
    ):
        late, chosen = chosen, min(older, key=lambda s: s.rank)
        gap = (late.day - chosen.day).days
        why = (
            *why,
            Reason("day-doubted", ("page", late.where, late.day, gap, chosen.where)),
        )
    others = [s for s in said if abs((s.day - chosen.day).days) > 1]
    conflict = tuple(
        Reason("day-conflict", (chosen.where, chosen.day, s.where, s.day), s.why.at) for s in others
    )
    return chosen.day, (*why, chosen.why, *conflict)


def _said(fields: Fields, text: str, parts: tuple[Part, ...]) -> Iterator[_Said]:
    """Everything that declares a day, the weightiest first."""
    printed_days = (fields.published or "", *(printed for _, printed in fields.days))
    in_figures = any("/" in printed or "." in printed for printed in printed_days)
    order = date_order(fields.outlet, fields.url) if in_figures else ""  # asked of 03/04/2020 alone
    if fields.published and (day := read_day(fields.published, order=order)):
        reason = Reason("day-declared", (fields.outlet_from, fields.published[:40]))
        yield _Said(fields.outlet_from, day, reason, 0)
    for where, printed in fields.days:
        if day := read_day(printed, order=order):
            yield _Said(where, day, Reason("day-declared", (where, printed[:40])), _DECLARED)
    for address in (fields.url, *(said for name, said in fields.declared if name == "canonical")):
        if address and (day := day_of_address(address)):
            yield _Said("address", day, Reason("day-in-address", (day,)), 2)
    for part in parts:
        if part.kind not in ("date", "dateline", "byline"):
            continue
        printed = part.at.cut(text)
        if day := read_day(printed, inside=True):
            reason = Reason("day-in-text", (printed[:60], part.kind), (part.at,))
            yield _Said(part.kind, day, reason, 3)


def read_day(said: str, *, inside: bool = False, order: Order = "") -> date | None:
    """The day that a printed date names; None where two readings are open. `inside`: words may
    stand around it.

    `order` says whether the writer puts the month or the day first in 03/04/2020.

    >>> read_day("2020-01-07T09:30:00Z"), read_day("Jan. 6, 2020"), read_day("03/04/2020")
    (datetime.date(2020, 1, 7), datetime.date(2020, 1, 6), None)
    """
    return _read_day(said[:_LONGEST], inside, order)


@lru_cache(maxsize=4096)  # many articles of a pile are of one day
def _read_day(said: str, inside: bool, order: Order) -> date | None:
    for form in (_ISO, _SLASHED) if not inside else ():
        if (found := form.match(said)) and (day := _day(*found.groups())):
            return day
    if not inside and (found := _EPOCH.match(said)):
        return _from_epoch(int(found[1]))
    if not inside and (found := _EITHER_WAY.match(said)):
        return _unambiguous((int(found[1]), int(found[2])), found[3], order)
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


def _unambiguous(pair: tuple[int, int], year: str, order: Order) -> date | None:
    """03/04/2020 is two days unless its writer's order is known, 25/04/2020 only one."""
    one, two = pair
    if one == two or two > 12 or (order == "mdy" and one <= 12):
        return _day(year, str(one), str(two))
    return _day(year, str(two), str(one)) if one > 12 or order == "dmy" else None


def _from_epoch(seconds: int) -> date | None:
    seconds = seconds // 1000 if seconds > 10**11 else seconds
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date()


def _from_mail(said: str) -> date | None:
    from email.utils import parsedate_to_datetime  # slow to import, seldom needed

    try:
        return parsedate_to_datetime(said).date()
    except (ValueError, TypeError, IndexError):
        return None
