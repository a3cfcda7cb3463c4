"""What looks like many articles in one text, of no database that is known: it is read as one, and
that is said.

Refuses sections, timelines and pages with one copyright line: what repeats must have prose of its
own each time, and what heads it must be what heads an article.

    lines ──signs that repeat, with prose between──▶ which sign, how often
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.documents.days import read_day
from sayso.documents.fields import Fields
from sayso.documents.layout import Page, lay_out
from sayso.documents.openings import is_date, is_signed, opens_with_dateline
from sayso.lexicon import mapping
from sayso.model import Reason
from sayso.patterns import pattern

_LEAST_WORDS = 40  # of prose that an article of its own has
_LONGEST_SIGN = 120  # characters of a line that heads, ends or parts articles
_LOOK = 4  # lines from the beginning of an article within which its day or byline stands
_TITLE = 3  # words of a headline, where nothing but a rule above tells that it is one
_RULE = pattern(r"(?:([-–—*=_#~+•<>.])[ \t]?){3,}|\[?(?:page|section) break\]?", re.I)
_STRONG = pattern(r"([-–—*=_#~])\1{4,}")  # no mark of a section
_END = pattern(
    r"[-–—#*\s(\[]*(?:30|ends?|the end|end of (?:article|story|document|text)|full text ends?)"
    r"[-–—#*\s)\].]*|#{3,4}",
    re.I,
)
_BARE_END = pattern(r"(?:30|end)", re.I)  # a number or a word is an end only between marks
_NUMBERED = pattern(
    r"[\[(#*=\s-]*(?:article|story|document|doc|item|text|record|clip|clipping|result)"
    r"\s*(?:no\.?|number|#)?\s*(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?[\])#*=:.\s-]*",
    re.I,
)
_COPYRIGHT = pattern(
    r"(?:\(c\)|©|copyright\b)[\s©(c),-]*(?:\d{4}|by\b|[A-Z])|.{0,60}\ball rights reserved\b", re.I
)
_LABEL = pattern(r"([A-Z][A-Za-z]{2,14}(?:[ -][A-Za-z]{2,12}){0,2})\s?:(?:\s|$)")
_MORE_LABELS = frozenset({"by", "outlet", "newspaper", "published", "posted", "link", "text"})
_STOP = pattern(r"[.!?…][\"”’')\]]*$")
_Count = Callable[["_Lines"], int]


def noticed(fields: Fields) -> Fields:
    """The same, with a reason where its text looks like many articles.

    >>> one = "Pier shut\\n\\nMarch 12, 2024\\n\\n" + "Nobody was asked what it would cost. " * 8
    >>> [why.values for why in noticed(Fields("\\n\\n-30-\\n\\n".join([one] * 3))).why]
    [('ends', 3)]
    """
    if fields.line is not None or fields.marks:
        return fields
    found = many_in(fields.text)
    return replace(fields, why=(*fields.why, Reason("many-articles", found))) if found else fields


def many_in(text: str) -> tuple[str, int] | None:
    """Which sign of many articles a text has, and how many it seems to hold."""
    lines = _Lines(lay_out(text))
    counted = ((name, count(lines)) for name, count in _SIGNS)
    return next(((name, count) for name, count in counted if count > 1), None)


class _Lines:
    """The lines of a text, and how many words of prose stand before each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said = [line.text.strip("#* ") or line.text for line in page.lines]
        self.before = [0]
        for place in range(len(page.lines)):
            words = len(self.said[place].split())
            self.before.append(self.before[-1] + words * self.is_prose(place))

    def is_prose(self, place: int) -> bool:
        """Running text, also where its lines are broken by hand."""
        said = self.said[place]
        return len(said) > 50 and not is_date(said)

    def words(self, first: int, last: int) -> int:
        """Words of prose in the lines from one to before another."""
        return self.before[max(first, last)] - self.before[first]

    def places(self, pattern: re.Pattern[str]) -> list[int]:
        """Short lines that are nothing else."""
        return [
            n
            for n, said in enumerate(self.said)
            if len(said) <= _LONGEST_SIGN and pattern.fullmatch(said)
        ]

    def heads(self, place: int) -> bool:
        """A line that can be a headline: set apart, short, no sentence, no date and no byline."""
        if not 0 <= place < len(self.said):
            return False
        said, line = self.said[place], self.page.lines[place]
        return (
            len(said) <= _LONGEST_SIGN
            and (place == 0 or line.gap > 1 or _RULE.fullmatch(self.said[place - 1]) is not None)
            and len(said.split()) > 1
            and said[:1].isalnum() | (said[:1] in "“‘\"'")
            and not _STOP.search(said.rstrip("?!"))
            and not is_date(said)
            and not is_signed(said)
        )

    def opens(self, place: int, *, below: int) -> bool:
        """Whether an article begins at a line: a headline with a day or a byline close below, or,
        `below` 0, a day in it; or below a day that stands under another line, the outlet's name.
        """
        if not self.heads(place):
            return False
        near = range(place + below, min(place + _LOOK, len(self.said)))
        above = place > 1 and self.page.lines[place - 1].gap == 1 and is_date(self.said[place - 1])
        return above or any(self._names_day_or_writer(n) for n in near)

    def _names_day_or_writer(self, place: int) -> bool:
        said = self.said[place]
        if len(said) > _LONGEST_SIGN or _STOP.search(said) or said.startswith(("(", "[", "•")):
            return False
        return is_signed(said) or read_day(said, inside=True) is not None


# ---- signs -------------------------------------------------------------------------


def _labels(lines: _Lines) -> int:
    """The same labels again and again: how often the one that comes most often of those that come
    with another.
    """
    known = mapping("export_labels").keys() | _MORE_LABELS
    told = Counter[str]()
    since: dict[str, int] = {}
    for place, said in enumerate(lines.said):
        label = _LABEL.match(said[:60])
        name = label[1].lower() if label else ""
        if name not in known:
            continue
        if name not in since or lines.words(since[name], place) >= _LEAST_WORDS:
            told[name] += 1
            since[name] = place
    often = [count for count in told.values() if count > 1]
    return max(often) if len(often) > 1 else 0


def _numbers(lines: _Lines) -> int:
    """“Article 1”, “Article 2”, each with prose below."""
    places = lines.places(_NUMBERED)
    numbers = [int(found[1]) for n in places if (found := _NUMBERED.fullmatch(lines.said[n]))]
    rising = all(a < b for a, b in pairwise(numbers))
    return _stretches(lines, [*places, len(lines.said)]) if rising else 0


def _ends(lines: _Lines) -> int:
    """“-30-”, “ENDS”: prose before each, and the last at the end or with prose behind it."""
    places = [n for n in lines.places(_END) if not _BARE_END.fullmatch(lines.said[n])]
    return _stretches(lines, [0, *places, len(lines.said)]) if len(places) > 1 else 0


def _rules(lines: _Lines) -> int:
    """Lines of marks, below which an article begins."""
    starts = [0, *(n + 1 for n in lines.places(_RULE))]
    opened = [n for n in starts if lines.opens(n, below=0)]
    if len(opened) < 2 and all(_STRONG.fullmatch(lines.said[n - 1]) for n in starts[1:]):
        last = starts[-1] >= len(lines.said)  # a rule below the last one
        starts = starts[:-1] if last else starts
        titled = all(lines.heads(n) and len(lines.said[n].split()) >= _TITLE for n in starts)
        opened = starts if titled else opened
    return _stretches(lines, [*opened, len(lines.said)])


def _copyrights(lines: _Lines) -> int:
    """Copyright lines with prose before each: one above and one below an article count once."""
    places = [
        n
        for n, said in enumerate(lines.said)
        if len(said) <= 2 * _LONGEST_SIGN and _COPYRIGHT.match(said)
    ]
    before = _stretches(lines, [0, *places])
    return before if before > 1 else _stretches(lines, [*places, len(lines.said)])


def _datelines(lines: _Lines) -> int:
    """Paragraphs that begin with a place and a day or an agency."""
    places = [n for n, said in enumerate(lines.said) if opens_with_dateline(said)]
    return _stretches(lines, [*places, len(lines.said)])


def _openings(lines: _Lines) -> int:
    """Headlines with a day or a byline below, and prose; the first above all prose."""
    places = [n for n in range(len(lines.said)) if lines.opens(n, below=1)]
    if not places or lines.words(0, places[0]) >= _LEAST_WORDS:
        return 0
    return _stretches(lines, [*places, len(lines.said)])


def _stretches(lines: _Lines, bounds: Sequence[int]) -> int:
    """Between how many of the bounds an article's prose stands."""
    pairs = pairwise(bounds)
    return sum(lines.words(first, last) >= _LEAST_WORDS for first, last in pairs)


_SIGNS: tuple[tuple[str, _Count], ...] = (
    ("labels", _labels),
    ("numbers", _numbers),
    ("ends", _ends),
    ("rules", _rules),
    ("copyrights", _copyrights),
    ("datelines", _datelines),
    ("openings", _openings),
)
