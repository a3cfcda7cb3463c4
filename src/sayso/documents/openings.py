"""What stands above an article or opens it: date lines, rubrics, bylines, datelines.

Refuses headlines and prose: a rubric must be a known one, a byline must be names and nothing else,
a dateline must be in capitals or carry an agency.

    page ──lines near the top, paragraph starts──▶ (kind, start, end)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.documents.fields import authors
from sayso.documents.layout import CAPITALS, Page
from sayso.documents.signs import INNER_SPACES, Held
from sayso.lexicon import mapping, words
from sayso.model import Part, PartKind
from sayso.outlets.named import HEAD
from sayso.outlets.table import find
from sayso.patterns import pattern

Mark = tuple[PartKind, int, int]

_TOP = 10  # lines from the top that may be a date, rubric or byline
_MAX_LABEL = 140  # characters of such a line
_BOTTOM = 4  # lines at the end that may be a byline, too
_LEAST_OPENED = 60  # characters of a paragraph with a dateline
_HEAD = 120  # characters in which a dateline ends
_MAX_RUBRIC = 40  # characters of a rubric
_DATELINES = 8  # lines from the body's first in which a dateline without an agency may stand
_PARTICLE = r"(?:(?:de|da|del|della|van|von|der|den|al|el|bin|ibn|la|le|di|du|dos) )"
_NAME = rf"(?:[{CAPITALS}][\w.'’\-]{{0,24}})(?: {_PARTICLE}?[{CAPITALS}][\w.'’\-]{{0,24}}){{1,4}}"
_MONTH = "(?:" + "|".join(sorted(mapping("months"), key=lambda m: (-len(m), m))) + ")"
_DAY = (
    rf"(?:{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+{_MONTH}\.?,?[\s-]+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
)
_CLOCK = r"(?:(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{1,4}T?\)?)?)"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thurs?|fri|satur|sat|sun)(?:day)?\.?"
_LEAD = r"(?:dated?|(?:first )?published|posted|(?:last )?(?:updated|modified)|filed|created|on)"
_DATE_LINE = pattern(
    rf"(?:{_LEAD}(?:\s+on)?\s*:?\s+)?(?:{_CLOCK}[\s,|·•-]+)?(?:{_WEEKDAY},?\s+)?{_DAY}(?:[\s,|·•\-–—@]*{_CLOCK})?"
    rf"(?:\s*[|·•\-–—/]?\s*(?:{_LEAD}\s*:?\s*)?(?:{_DAY})?(?:[\s,|·•\-–—@]*{_CLOCK})?)?\s*[.|]?",
    re.I,
)
_AGE_LINE = pattern(
    r"(?:about |over |almost )?(?:\d{1,3}|an?|one) (?:minute|hour|day|week|month|year)s? ago", re.I
)
_LEADING_DATE = pattern(r"\s*(date[:\s]\s*\d{4}-\d\d-\d\d)(?![\d-])", re.I)
_BY = r"(?:(?:written |reported |posted |story |text |words )?by:?|BY:?|from)"
_BY_LETTERS = frozenset("wrpstbfWRPSTBFſ")  # what it begins with
_BY_FIRST = pattern(rf"(?i:{_BY}) ")
_JOIN = r"(?:\s*(?:,|and|&|;|\||/)\s*(?:and )?)"
_BYLINE = pattern(rf"(?i:{_BY}) (?P<names>{_NAME}(?:{_JOIN}{_NAME}){{0,7}})(?P<rest>.{{0,60}})")
_BYLINE_REST = pattern(
    r"\s*(?:[,|·•\-–—/]|\bin\b|\bfor\b|\bof\b|\bat\b|\([^()]{1,40}\)|$)[^.!?]{0,60}\.?\s*", re.I
)
_SOLE_NAME = pattern(rf"(?i:{_BY}) (?P<house>[\w.'’&! -]{{2,40}})")
_CITY = rf"[{CAPITALS}][{CAPITALS}.'’\- ]{{2,29}}"
_CAPITALISED = rf"[{CAPITALS}][\w.'’\-]+"
_CITY_TAIL = rf"(?:,\s[{CAPITALS}][\w.'’\- ]{{1,20}}){{0,2}}"
_DATELINE = pattern(
    rf"(?P<place>(?:{_CITY}|{_CAPITALISED}(?:[ /]{_CAPITALISED}){{0,3}}){_CITY_TAIL})?"
    rf"(?P<day>,?\s*(?i:(?:{_WEEKDAY},?\s+)?{_MONTH})\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?)?"
    rf"(?P<house>,?\s*[(\[][\w./&'’ -]{{2,40}}[)\]])?\s*(?P<dash>[-–—]{{1,3}}|:|\.\.\.|…)\s*(?=\S)",
)
_DATELINE_HOUSE = pattern(r"[(\[]([^()\[\]]{2,40})[)\]]")
_DIGIT = pattern(r"\d")
_DASHES = ("-", "–", "—", ":", "...", "…")


# What stands in every paragraph whose dateline names a house: the bracket behind it, and the dash.
DATED = tuple(
    bracket + end
    for bracket in ")]"
    for end in (
        *(space + dash for space in ("", " ") for dash in _DASHES),
        *("  ", *INNER_SPACES - {" "}),
    )
)


def openings(page: Page, held: Held) -> list[Mark]:
    """Marks of every opening found, in no order; `held` are the signs of the text."""
    found = [*_leading_date(page)]
    said = page.said
    for place, line in enumerate(said[:_TOP]):
        if len(line) <= _MAX_LABEL:
            found += _label(page, place)
    for place in range(max(_TOP, len(said) - _BOTTOM), len(said)):
        if len(said[place]) <= _MAX_LABEL and said[place][0] in _BY_LETTERS:
            found += _signed(page, place)
    for place in _may_be_dated(page, held):
        found += _dateline(page, place)
    return found


def _may_be_dated(page: Page, held: Held) -> list[int]:
    """Indexes of paragraphs that may have a dateline: a bracket and a dash, or, near the top, a
    first word without small letters. Most have neither.
    """
    said = page.said
    if "odd" in held:
        return [place for place, line in enumerate(said) if len(line) >= _LEAST_OPENED]
    places = [
        place
        for place, line in enumerate(said[: page.body + _DATELINES + 1])
        if len(line) >= _LEAST_OPENED and not line[1].islower() and line[0].isupper()
    ]
    if "dated" not in held:
        return places
    dated = [n for n in page.lines_at(held["dated"]) if len(said[n]) >= _LEAST_OPENED]
    return sorted({*places, *dated})


def signed_names(text: str, parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The people named in the first byline of a text.

    >>> from sayso.model import Passage
    >>> signed_names("By Ann Lee and Bo Chen, Staff", (Part("byline", Passage("a", 0, 29)),))
    ('Ann Lee', 'Bo Chen')
    """
    byline = next((part for part in parts if part.kind == "byline"), None)
    found = _BYLINE.match(byline.at.cut(text)) if byline else None
    return authors(found["names"]) if found else ()


def _leading_date(page: Page) -> Iterator[Mark]:
    """`date 2021-04-09` that an exporter put before the first words."""
    if not page.said or page.said[0][:4].lower() != "date":
        return
    found = _LEADING_DATE.match(page.text[:60])
    if found:
        yield "date", found.start(1), found.end(1)


def _label(page: Page, place: int) -> Iterator[Mark]:
    said = page.said[place]
    kind: PartKind | None = "date" if is_date(said) else None
    if kind is None and _is_rubric(page, place):
        kind = "rubric"
    if kind is not None:
        yield kind, page.starts[place], page.starts[place] + len(said)
    elif said[0] in _BY_LETTERS:
        yield from _signed(page, place)


def is_date(said: str) -> bool:
    """True for a line that is nothing but a date, a clock time or an age ("2 hours ago")."""
    if said[-4:].lower() == " ago":
        return bool(_AGE_LINE.fullmatch(said))
    return bool(_DIGIT.search(said) and _DATE_LINE.fullmatch(said))


def is_signed(said: str) -> bool:
    """True for a line that is a byline and nothing else.

    >>> is_signed("By Ann Lee"), is_signed("By Tuesday it was over.")
    (True, False)
    """
    found = _BYLINE.match(said[:_MAX_LABEL]) if len(said) <= _MAX_LABEL else None
    return bool(found and found.end() == len(said) and _BYLINE_REST.fullmatch(found["rest"]))


def opens_with_dateline(said: str) -> bool:
    """True for a line that begins with a place in capitals and a day or a house, wherever it
    stands.

    >>> opens_with_dateline("VELMOUTH, March 12 (Northline) — The pier was shut.")
    True
    """
    found = _DATELINE.match(said[:120])
    if found is None or not (found["day"] or found["house"]):
        return False
    city = (found["place"] or "").split(",")[0].strip()
    return len(city) > 3 and city.isupper() and found["dash"][0] in "-–—"


def _is_rubric(page: Page, place: int) -> bool:
    """A known rubric on a line of its own with something below it."""
    said = page.said[place]
    if len(said) > _MAX_RUBRIC or place > 4 or place + 1 >= len(page.said) or said[-1] in ".,":
        return False
    two = said[:2]
    if two.isalpha() and two.lower() not in _rubrics_begin():
        return False
    return rubric_key(said) in mapping("rubrics")


@lru_cache(maxsize=1)
def _rubrics_begin() -> frozenset[str]:
    return frozenset(rubric[:2] for rubric in mapping("rubrics"))


def rubric_key(said: str) -> str:
    """The form under which rubrics are listed.

    >>> rubric_key("It's All Politics:")
    'its all politics'
    """
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’]", "", said.lower())))


def _signed(page: Page, place: int) -> Iterator[Mark]:
    """A byline: By, one or more names, at most a role or a date after them."""
    said, start = page.said[place], page.starts[place]
    if not _BY_FIRST.match(said):
        return
    found = _BYLINE.match(said)
    if found and found.end() == len(said) and _BYLINE_REST.fullmatch(found["rest"]):
        yield "byline", start, start + len(said)
        return
    sole = _SOLE_NAME.fullmatch(said)
    if sole and (
        find(sole["house"])
        or re.search(r"\b(?:staff|wire|editors|bureau)\b", sole["house"], re.I)
        or f"({sole['house']})" in page.text[:HEAD]  # as an agency stands in a dateline
    ):
        yield "byline", start, start + len(said)


def _dateline(page: Page, place: int) -> Iterator[Mark]:
    """`BAGHDAD (AP) —`, `WASHINGTON, Jan 6 (Reuters) -`, `(CNN) –` at the start of a paragraph."""
    head = page.said[place][:_HEAD]
    if not any(map(head.__contains__, _DASHES)):
        return
    found = _DATELINE.match(head)
    if not found:
        return
    said, house, dash = found["place"] or "", found["house"], found["dash"]
    is_named = bool(house and find(house.strip(" ,()[]")))
    if dash in (":", "...", "…") and not is_named:
        return
    if (
        dash == "-"
        and not is_named
        and not page.said[place][found.end("dash") : found.end("dash") + 1].isspace()
    ):
        return
    city = said.split(",")[0].strip()
    is_label = city.lower().partition(" ")[0] in words("not_places")
    in_capitals = len(city) > 3 and city.isupper() and not is_label  # "UPDATE II —" is no place
    early = place <= page.body + _DATELINES
    if is_named or (in_capitals and early):
        yield "dateline", page.starts[place], page.starts[place] + found.end("dash")


def house_of(dateline: str) -> str | None:
    """The house in the brackets of a dateline, as printed.

    >>> house_of("VELMOUTH, March 12, 2024 (Northline) —")
    'Northline'
    """
    found = _DATELINE_HOUSE.search(dateline)
    return found[1].strip() if found else None
