"""What only looks like a time: numbers of things, addresses, titles of works, names of papers and
programmes.

"Flight 1984", "2019 Mill Street", "Orwell’s 1984", "the Sunday Mail" ──▶ no time
"""

from __future__ import annotations

import re

from sayso import lexicon
from sayso.readings.times.grammar import TimeDraft
from sayso.readings.times.tokens import Tokens

_LABELLED = lexicon.words("time_labels")  # words whose number is a name: flight, room
_STREETS = lexicon.words("time_streets")  # last words of an address, "st" among them
_MASTHEADS = frozenset(word.lower() for word in lexicon.words("outlet_heads")) | lexicon.words(
    "time_mastheads"
)
_SHOWS = lexicon.words("time_shows")  # what follows "Sunday Night" in the name of a programme
_EPITHETS = lexicon.words("time_epithets")  # Bloody Sunday, Super Tuesday
_ON_SUNDAY = frozenset(("mail", "independent", "scotland", "wales", "herald"))
_TALK = frozenset(("talk", "news", "political", "chat"))
_SHOWN = frozenset(("show", "shows", "programs", "programmes"))
_AIRED = frozenset(("show", "programme", "program", "anchor", "host"))
_SMALL = frozenset(("a", "an", "the", "of", "in", "on", "at", "to", "and", "for", "from", "with"))
_LEADING = _SMALL | {"last", "next", "this", "come", "by", "until", "since", "every", "or"}
_SINCE_NOW = frozenset(("last", "this", "that"))  # "Last night host and guest fell out"
_OPENING, _CLOSING = frozenset('“"‘'), frozenset('”"’')
_IN = frozenset(
    (
        "the",
        "a",
        "this",
        "in",
        "since",
        "after",
        "before",
        "until",
        "till",
        "during",
        "early",
        "late",
        "mid",
        "by",
        "of",
    )
)
_DAY_WORDS = frozenset(("on", "by", "until", "till", "since", "from", "last", "next", "this"))
_COMPARING = frozenset(("than", "from", "since", "over", "with"))  # "better than Ostrey’s 2014"
_YEAR_CODES = frozenset(("FY", "CY"))
_SHORTENED = frozenset(("no", "nos"))  # labels with a full stop only: "no 2014 budget"
_CHAMBERS = frozenset(("house", "senate", "assembly"))  # "House Bill 1920"
_THEM = frozenset(("them", "whom", "these", "those", "which"))
_TOTALS = frozenset(("population", "attendance", "crowd", "circulation", "total", "votes", "seats"))
_ABOUT = frozenset(("some", "nearly", "almost", "exactly", "approximately", "roughly", "another"))
_MORE = frozenset(("more", "fewer", "less"))
_CODE_LETTERS = 3  # letters of a code before its number, at most: "A2024", not "election2024"
_HEADLINE = 200  # characters of a line that show whether it is a headline
_WORD = re.compile(r"[^\W\d_]+")
_NAME_WORDS = 4  # words of a street's name, or of a title on either side of its number, at most


def only_looks(draft: TimeDraft, tokens: Tokens) -> bool:
    """True where the words of `draft` name a thing and no time."""
    words = _Words(tokens)
    if _in_title(draft, words):
        return True
    kind, letters = draft.rule.kind, tokens.classes[draft.first : draft.stop]
    if kind == "year" and letters == "Y":
        return any(rule(draft, words) for rule in (_is_label, _is_address, _is_work, _is_amount))
    if kind == "weekday" or (draft.type == "SET" and letters[0] == "D"):
        return _is_paper(draft, words)
    if letters == "t":
        return _is_today(draft, words)
    if letters[-1] == "P":
        return words(draft.first).lower() not in _SINCE_NOW and _is_aired(draft, words)
    return letters[-1] in "uU" and _is_programme(draft, words)


class _Words:
    """The printed words of a text by the index of their token, "" outside it."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    def __call__(self, place: int) -> str:
        if not 0 <= place < len(self.tokens.classes):
            return ""
        return self.tokens.text[self.tokens.starts[place] : self.tokens.ends[place]]

    def joined(self, place: int) -> bool:
        """True where the token at `place` follows the one before without a space."""
        inside = 0 < place < len(self.tokens.classes)
        return inside and self.tokens.starts[place] == self.tokens.ends[place - 1]

    def other(self, place: int) -> bool:
        """True for a word that is of no class of its own: neither a day nor a month."""
        return 0 <= place < len(self.tokens.classes) and self.tokens.classes[place] == "_"

    def in_capitals(self, place: int) -> bool:
        """True in a line whose words nearly all begin with a capital, as a headline’s may."""
        text = self.tokens.text
        start = text.rfind("\n", 0, self.tokens.starts[place]) + 1
        end = text.find("\n", self.tokens.ends[place])
        line = text[start : len(text) if end < 0 else end]
        told = [w for w in _WORD.findall(line[:_HEADLINE]) if w.lower() not in _SMALL]
        return len(told) > 2 and sum(w[0].islower() for w in told) * 8 < len(told)

    def upper(self, place: int) -> bool:
        """True for a word with a capital."""
        return self(place)[:1].isupper()


# ---- years ---------------------------------------------------------------------


def _is_label(draft: TimeDraft, words: _Words) -> bool:
    """Flight 1984, No. 1999, A2024, 2019A."""
    first, stop = draft.first, draft.stop
    code = words(first - 1)
    glued = words.joined(first) and code.isalnum() and len(code) <= _CODE_LETTERS
    if words.joined(first) and words(first - 1) == "-":  # F-2024, not post-2008
        code = words(first - 2)
        glued = words.joined(first - 1) and code.isupper() and len(code) < _CODE_LETTERS
    if glued and code in _YEAR_CODES:
        return False
    if glued or (words.joined(stop) and words(stop)[:1].isalpha()):
        return True
    abbreviated = words(first - 1) in (".", "#")
    before = words(first - 2 if abbreviated else first - 1).lower()
    if before == "bill" and words(first - 2).lower() in _CHAMBERS:
        return True
    return before in _LABELLED and (abbreviated or before not in _SHORTENED)


def _is_address(draft: TimeDraft, words: _Words) -> bool:
    """2019 Mill Street; "in 2019 Mill Street was closed" and "From 2019 Mill Street was closed" are
    years.
    """
    before = words(draft.first - 1)
    if before.lower() in _IN or before == "From":
        return False
    for place in range(draft.stop, draft.stop + _NAME_WORDS):
        if not words.upper(place):
            return False
        if place > draft.stop and words(place).lower() in _STREETS:
            return True
    return False


def _is_amount(draft: TimeDraft, words: _Words) -> bool:
    """Some 2012 runners, 1984 of them, Population: 2005."""
    before, behind = words(draft.first - 1).lower(), words(draft.stop).lower()
    if behind == "of" and words(draft.stop + 1).lower() in _THEM:
        return True
    if before == ":" and words(draft.first - 2).lower() in _TOTALS:
        return True
    told = before in _ABOUT or (before == "than" and words(draft.first - 2).lower() in _MORE)
    plural = behind.endswith("s") and behind.islower() and words.other(draft.stop)
    return told and plural


def _is_work(draft: TimeDraft, words: _Words) -> bool:
    """Orwell’s 1984: a number that somebody has, and that is no date of anything."""
    owned = words(draft.first - 1) in ("'s", "’s") and words.upper(draft.first - 2)
    if words(draft.first - 3).lower() in _COMPARING:
        return False
    return owned and words(draft.stop) in (".", ",", ";", ":", "?", "!", ")")


def _in_title(draft: TimeDraft, words: _Words) -> bool:
    """“Blade Runner 2049”, “Friday Night Lights”, “1984”: within marks, every word with a
    capital; not “Tuesday,” nor “Last Friday we won”.
    """
    left = _edge(draft.first - 1, -1, words)
    right = _edge(draft.stop, 1, words)
    if left is None or right is None:
        return False
    others = [*range(left + 1, draft.first), *range(draft.stop, right)]
    if not any(words(i)[:1].isalnum() for i in others):
        return draft.rule.kind == "year" and draft.stop - draft.first == 1
    naming = (i for i in others if words.upper(i) and words.other(i))
    return any(words(i).lower() not in _LEADING for i in naming)


def _edge(place: int, way: int, words: _Words) -> int | None:
    """Token of the quotation mark that is reached over words of a title, None without one."""
    marks = _OPENING if way < 0 else _CLOSING
    for _ in range(2 * _NAME_WORDS):
        word = words(place)
        if word in marks:
            return place
        ends = way > 0 and word == "." and words(place + 1) in marks
        title = ends or word[:1].isupper() or word[:1].isdigit() or word.lower() in _SMALL
        if not (title or word in (":", ",", "'s", "’s", "&", "!", "?")):
            return None
        place += way
    return None


# ---- days ----------------------------------------------------------------------


def _is_paper(draft: TimeDraft, words: _Words) -> bool:
    """The Sunday Mail, Scotland on Sunday, Monday Night Football, Bloody Sunday."""
    first, stop = draft.first, draft.stop
    before, behind = words(first - 1), words(stop).lower()
    if not words.upper(stop - 1) and not words.upper(first):
        return False
    if behind in _TALK and words(stop + 1).lower() in _SHOWN:
        return True  # the Sunday talk shows, whichever Sunday
    if words.upper(first - 1) and before.lower() in _EPITHETS:
        return True
    if (words(first - 2), before, words(first)) == ("Fox", "News", "Sunday"):
        return True
    if before.lower() == "on" and words(first - 2).lower() in _ON_SUNDAY:
        return words(first - 3).lower() in ("the", "told", "’s", "'s") and words.upper(first - 2)
    if before.lower() in _DAY_WORDS or not words.upper(stop):
        return False
    if words.tokens.classes[stop - 1] == "P":  # Saturday Night Live
        return words.upper(stop - 1) and behind in _SHOWS
    return behind in _MASTHEADS


def _is_today(draft: TimeDraft, words: _Words) -> bool:
    """USA Today, NBC’s Today, the Today programme; "Mayor Resigns Today" is a headline."""
    if not words(draft.first).istitle() or words.in_capitals(draft.first):
        return False
    before = words(draft.first - 1)
    named = words.upper(draft.first - 1) and before.lower() not in _DAY_WORDS
    return named or before in ("'s", "’s") or _is_aired(draft, words)


def _is_aired(draft: TimeDraft, words: _Words) -> bool:
    """The “Today” show, the morning programme, 60 Minutes."""
    behind = words(draft.stop)
    if behind in _CLOSING:
        behind = words(draft.stop + 1)
    return behind.lower() in _AIRED


def _is_programme(draft: TimeDraft, words: _Words) -> bool:
    """ABC’s This Week, “60 Minutes”: several words of a time, each with a capital, that are owned,
    within marks or on the air.
    """
    places = range(draft.first, draft.stop)
    if len(places) < 2 or not all(words(i)[0].isdigit() or words(i).istitle() for i in places):
        return False
    before = words(draft.first - 1)
    return before in ("'s", "’s") or before in _OPENING or _is_aired(draft, words)
