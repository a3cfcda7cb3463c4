"""What the page says of a value, in words: counts, days, verdicts, kinds. Words instead of scores.

value ──▶ a phrase that a reader understands without a manual
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from sayso.lexicon import mapping
from sayso.model import Copy, Origin, Telling
from sayso.text import fold_words

VERDICTS = {
    "real": "they cannot both be true",
    "superseded": "what came later replaces it",
    "precision": "they differ in form or exactness",
    "scope": "both can be true",
}
SUBTYPES = {
    "number": "a number",
    "date": "a date",
    "place": "a place",
    "name": "a name",
    "status": "what is true",
    "wording": "wording of one quotation",
    "attribution": "who is credited",
    "other": "another point",
}
STATUSES = {
    "happened": "reported as having happened",
    "planned": "planned",
    "denied": "denied",
    "possible": "possible, not certain",
    "background": "background",
    "cancelled": "called off",
}
COPY_KINDS = {
    "identical": "the same text",
    "edited-copy": "an edited copy",
    "excerpt": "an excerpt",
    "wire-in-both": "both print one agency's report",
    "press-release": "both print one press release",
    "shared-quotes": "only quotations in common",
    "shared-background": "a background passage in common",
    "boilerplate": "only boilerplate in common",
    "rewrite": "a rewrite",
}
FORMS = {
    "folded": "capitals or punctuation lost",
    "reordered": "put in another order",
    "cut": "cut",
    "expanded": "added to",
    "embedded": "set inside a longer text",
    "edited": "words changed",
}
PARTS = {
    "date": ("date line", "date lines"),
    "dateline": ("dateline", "datelines"),
    "byline": ("byline", "bylines"),
    "rubric": ("rubric", "rubrics"),
    "caption": ("caption", "captions"),
    "credit": ("credit", "credits"),
    "contact": ("contact line", "contact lines"),
    "newsletter": ("newsletter line", "newsletter lines"),
    "boilerplate": ("stretch of boilerplate", "stretches of boilerplate"),
}
DEFECTS = {
    "case-lost": "without capitals",
    "marks-lost": "without punctuation",
    "letters-lost": "with letters that cannot be read",
    "cut-short": "cut short",
}
DIRECTIONS = {
    "a->b": "the first is the earlier text",
    "b->a": "the second is the earlier text",
    "common-source": "both come from a third text",
    "unknown": "which came first is not known",
}
NAME = 90  # characters of a name or description; more is no name
LINE = 300  # characters of a claim, an event or one side of a conflict
CELL = 70  # characters of a value in the table
LOW_CONFIDENCE = "low confidence: the text has lost its capitals or punctuation"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_DAYPARTS = {
    "MO": "morning",
    "MI": "midday",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "DT": "daytime",
}


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "text"), count(2, "text"), count(1200, "copy", "copies")
    ('1 text', '2 texts', '1,200 copies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """A place in a row.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def listed(items: Sequence[str], most: int = 6) -> str:
    """Items in one phrase; what is beyond `most` is counted.

    >>> listed(["a"]), listed(["a", "b", "c"]), listed(list("abcd"), most=2)
    ('a', 'a, b and c', 'a, b and 2 more')
    """
    if len(items) > most:
        return ", ".join(items[:most]) + f" and {len(items) - most} more"
    return (
        items[0]
        if len(items) == 1
        else ", ".join(items[:-1]) + " and " + items[-1]
        if items
        else ""
    )


def clip(text: str, most: int) -> str:
    """Text in one line, cut at a word after at most `most` characters.

    >>> clip("one two\\nthree", 20), clip("one two three", 9)
    ('one two three', 'one two …')
    """
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    head = words[:most]
    return (head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head).rstrip(" ,;:") + " …"


def day_words(day: date | None) -> str:
    """A day as a reader writes it.

    >>> day_words(date(2031, 5, 3)), day_words(None)
    ('3 May 2031', 'day not known')
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else "day not known"


def short_day(day: date) -> str:
    """A day for the axis of a plot.

    >>> short_day(date(2031, 5, 3))
    '3 May'
    """
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def span_words(earliest: date | None, latest: date | None) -> str:
    """A stretch of days, with what both ends share said once.

    >>> span_words(date(2031, 5, 3), date(2031, 5, 6))
    '3–6 May 2031'
    >>> span_words(date(2031, 5, 30), date(2031, 6, 2))
    '30 May – 2 June 2031'
    >>> span_words(date(2031, 5, 1), date(2031, 5, 31))
    'May 2031'
    >>> span_words(date(2031, 1, 1), date(2031, 12, 31))
    '2031'
    """
    if earliest is None or latest is None or earliest == latest:
        return day_words(earliest or latest)
    if earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]:
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            return f"{_MONTHS[earliest.month - 1]} {earliest.year}"
        if earliest.year == latest.year and earliest.month == 1 and latest.month == 12:
            return str(earliest.year)
    if earliest.year != latest.year:
        return f"{day_words(earliest)} – {day_words(latest)}"
    if earliest.month != latest.month:
        return f"{earliest.day} {_MONTHS[earliest.month - 1]} – {day_words(latest)}"
    return f"{earliest.day}–{day_words(latest)}"


def time_words(value: str, earliest: date | None, latest: date | None) -> str:
    """A TIMEX3 value in words; what has no day is given as it is.

    >>> time_words("2031-05-06TAF", date(2031, 5, 6), date(2031, 5, 6))
    '6 May 2031, afternoon'
    >>> time_words("2030-FA", date(2030, 9, 1), date(2030, 11, 30)), time_words("P2W", None, None)
    ('autumn 2030', 'P2W')
    """
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value)
    if season:
        return f"{_SEASONS[season[2]]} {season[1]}"
    if earliest is None and latest is None:
        return value
    words = span_words(earliest, latest)
    hour = re.search(r"T(\d\d:\d\d|[A-Z]{2})", value)
    if not hour:
        return words
    return f"{words}, {_DAYPARTS.get(hour[1], hour[1])}"


def language(code: str) -> str:
    """Name of a language; the code itself where we have no name.

    >>> language("fr"), language("und"), language("xx")
    ('French', 'language not known', 'language “xx”')
    """
    return (
        "language not known"
        if code == "und"
        else mapping("languages").get(code, f"language “{code}”")
    )


def part_words(kinds: Iterable[str]) -> str:
    """Parts counted by kind.

    >>> part_words(["caption", "credit", "caption"])
    '2 captions and 1 credit'
    """
    held = list(kinds)
    return listed([count(held.count(kind), *PARTS[kind]) for kind in PARTS if kind in held], most=9)


TURNS = {
    "first": "first in this pile",
    "picked-up": "told again",  # whether from the first, nobody says
    "changed": "told differently",
    "denied": "denied",
    "corrected": "corrected",
    "dropped": "not found in later texts, from",
}


def badge(texts: int, origins: Sequence[Origin], origins_open: int, *, also: int = 0) -> str:
    """How widely a thing is told and on whose say-so: texts and origins, never articles. `also`
    counts texts that may tell of it.

    >>> badge(3, (Origin("speaker", "Ada Brandt", (0, 1, 2)),), 0)
    '3 texts · 1 origin: Ada Brandt'
    >>> badge(2, (Origin("unattributed", "the articles' own voice", (0, 1)),), 2)
    '2 texts · 1 origin, not attributed'
    >>> badge(3, (Origin("speaker", "Ada Brandt", (0,)), Origin("agency", "Northline", (1,))), 1)
    '3 texts · 2 origins: Ada Brandt and Northline · 1 text adds no origin'
    >>> badge(1, (Origin("unattributed", "the articles' own voice", (0,)),), 0, also=3)
    '1 text, 3 more may tell of it · 1 origin, not attributed'
    """
    more = f", {also:,} more may tell of it" if also else ""
    head = f"{count(texts, 'text')}{more} · "
    if not origins:
        return head + "no origin named"
    if all(o.kind == "unattributed" for o in origins):
        return head + f"{count(len(origins), 'origin')}, not attributed"
    said = (
        f"{count(len(origins), 'origin')}: {listed([clip(o.label, NAME) for o in origins], most=3)}"
    )
    opened = (
        f" · {count(origins_open, 'text')} {'adds' if origins_open == 1 else 'add'} no origin"
        if origins_open
        else ""
    )
    return head + said + opened


def own_outlet(name: str, outlet: str | None) -> bool:
    """True where a text that credits `name` credits itself: no reader learns from "Herald, through
    the Herald" on whose word a thing rests.

    >>> own_outlet("the Herald", "Saltmarsh Herald"), own_outlet("CNN", "CNN (Web News)")
    (True, True)
    >>> own_outlet("The Gull News", "Saltmarsh News"), own_outlet("a memo", None)
    (False, False)
    """
    credited = _bare_name(name)
    return bool(credited) and set(credited) <= set(_bare_name(outlet or ""))


def say_so(telling: Telling, outlet: str | None = None) -> str:
    """Who stands behind one telling of a text of this outlet.

    >>> from sayso.model import Passage
    >>> at = Passage("a", 0, 4)
    >>> say_so(Telling(at, at)), say_so(Telling(at, at, holder="Ada Brandt", via=("Northline",)))
    ('in its own voice', 'Ada Brandt, through Northline')
    """
    via = [v for v in telling.via if not own_outlet(v, outlet)]
    through = channels(via, telling.holder)
    if telling.holder and not own_outlet(telling.holder, outlet):
        holder = clip(telling.holder, NAME)
        who = f"{holder} (unnamed)" if telling.anonymous else holder
        return f"{who}, through {through}" if through else who
    if telling.anonymous:
        return "an unnamed source"
    return f"relayed from {through}" if through else "in its own voice"


def channels(via: Sequence[str], holder: str | None = None) -> str:
    """What stands between the writer and the speaker, each named once.

    >>> channels(("Liz Sly", "Twitter", "Liz Sly"))
    'Liz Sly and Twitter'
    >>> channels(("The Gull Journal",), "Gull Journal")
    ''
    >>> channels(("Reuters", "The Gull Journal"), "Reuters and Gull Journal")
    ''
    """
    own = _bare_name(holder or "")
    joint = set(own) if "and" in own else set()  # outlets that speak together

    def between(name: str) -> bool:
        bare = _bare_name(name)
        return bare != own and not joint.issuperset(bare)

    return listed([clip(c, NAME) for c in dict.fromkeys(via) if between(c)], most=3)


def _bare_name(name: str) -> list[str]:
    return [word for word, _, _ in fold_words(name) if word != "the"]


def copy_words(copy: Copy) -> str:
    """What two texts have in common, and what happened to the words.

    >>> copy_words(Copy("a", "b", "excerpt", ("cut", "reordered"), 0.97, 0.4, "b->a", False, ()))
    'an excerpt: cut, put in another order'
    """
    happened = ", ".join(FORMS[form] for form in copy.form)
    return COPY_KINDS[copy.kind] + (f": {happened}" if happened else "")


def branch_words(copy: Copy, doc_id: str) -> str:
    """What a text of a family is to the one that was read; of an excerpt's source, that it holds
    more.

    >>> pair = Copy("a", "b", "excerpt", ("folded", "cut"), 0.97, 0.4, "b->a", False, ())
    >>> branch_words(pair, "a"), branch_words(pair, "b")
    ('an excerpt: capitals or punctuation lost, cut', 'a longer text: capitals or punctuation lost')
    """
    here, there = copy.containment_a, copy.containment_b
    holds_more = (here < there) if doc_id == copy.a else (there < here)
    if copy.kind != "excerpt" or not holds_more:
        return copy_words(copy)
    happened = [FORMS[form] for form in copy.form if form not in ("cut", "expanded", "embedded")]
    return "a longer text" + (f": {', '.join(happened)}" if happened else "")


def share_words(share: float) -> str:
    """How much of a text, in words and not to the last digit.

    >>> share_words(0.999), share_words(0.52), share_words(0.003)
    ('all', 'about 50%', 'a little')
    """
    if share >= 0.99:
        return "all"
    return "a little" if share < 0.05 else f"about {round(share * 20) * 5}%"
