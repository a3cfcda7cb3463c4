"""Wordings by which a text hands on an outlet's work: one list, compiled once for each use.

lexicon/en/outlet_cues.tsv ─▶ before(kinds) │ handed_on(text, name) │ does(lemma, what)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from sayso.lexicon import table
from sayso.patterns import pattern

Kind = Literal["told", "seen", "cited", "learned"]
Role = Literal["reports", "leans", "hears"]

_BEFORE = 60  # characters before a name that are searched for a cue
_ARTICLE = r"(?:[Tt]he\s{1,3})?"
_ASKED = r"['’]s?\s{1,3}requests?\s{1,3}for\s{1,3}(?:comment|an\s{1,3}interview)"
_HELPERS = r"(?:(?:is|has|had|have|first|also) ){0,2}"
_FROM = pattern(r"\b[Ff]rom (?:the )?$")


def does(lemma: str, role: Role) -> bool:
    """Whether a verb makes an outlet report, be leant on, or hear.

    >>> does("tell", "hears"), does("report", "hears")
    (True, False)
    """
    return (lemma, role) in {(row[0], row[1]) for row in table("outlet_cues")}


@lru_cache(maxsize=1)
def works() -> frozenset[str]:
    """Nouns for what an outlet makes: report, story, interview."""
    return frozenset(_phrases("work"))


@lru_cache(maxsize=8)
def before(*kinds: Kind) -> re.Pattern[str]:
    """A cue of these kinds with the white space and the article after it, up to a name.

    >>> before("told").search("She told the Ostrey Courier so.")[0]
    'told the '
    """
    return re.compile(rf"\b(?i:{_any(*kinds)})\s{{1,3}}{_ARTICLE}")


def precedes(text: str, at: int, *kinds: Kind) -> bool:
    """Whether a cue of these kinds stands right before an offset.

    >>> precedes("She told the Ostrey Courier so.", 13, "told")
    True
    """
    return _ending(*kinds).search(text[max(0, at - _BEFORE) : at]) is not None


@lru_cache(maxsize=8)
def _ending(*kinds: Kind) -> re.Pattern[str]:
    return re.compile(before(*kinds).pattern + "$")


@lru_cache(maxsize=1)
def learned() -> re.Pattern[str]:
    """What stands after an outlet that speaks of its own work: "has learned", "’s requests for
    comment".
    """
    return re.compile(rf"\s{{1,3}}(?:{_any('learned')})\b|{_ASKED}")


@lru_cache(maxsize=1)
def reports() -> re.Pattern[str]:
    """What stands after an outlet that reports: "reported", "has found", "first wrote"."""
    forms = (form for row in table("outlet_cues") if row[1] == "reports" for form in _forms(*row))
    return re.compile(rf"\s{{1,3}}{_HELPERS}(?:{'|'.join(forms)}|reporting)\b")


def handed_on(text: str, start: int, end: int) -> bool:
    """True where the words around an outlet's name hand on its work.

    >>> handed_on("He told the Post so.", 12, 16), handed_on("He read the Post at home.", 12, 16)
    (True, False)
    """
    lead = text[max(0, start - _BEFORE) : start]
    if _led().search(lead) or (text[end : end + 1] == ":" and _FROM.search(lead)):
        return True  # "From the Post:" opens a block quote; "from" alone says nothing
    return _followed().match(text, end) is not None


@lru_cache(maxsize=1)
def _led() -> re.Pattern[str]:
    cues = _any("told", "seen", "cited")
    return re.compile(rf"\b(?i:{cues})[\s,:–—-]{{1,3}}(?:[a-z]+ ){{0,3}}(?:The )?$")


@lru_cache(maxsize=1)
def _followed() -> re.Pattern[str]:
    works_of = "|".join(sorted(works()))
    return re.compile(
        rf"['’]s (?=[A-Z])|(?:['’]s (?:\w+ )?|\s)(?:{works_of})\b|{reports().pattern}"
    )


def _forms(lemma: str, role: str, past: str = "") -> tuple[str, str]:
    """The printed forms of a verb of reporting: reports, reported."""
    ending = "es" if lemma.endswith(("sh", "ch", "s")) else "s"
    return lemma + ending, past or lemma + ("d" if lemma.endswith("e") else "ed")


def _phrases(*kinds: str) -> list[str]:
    return [row[0] for row in table("outlet_cues") if row[1] in kinds]


def _any(*kinds: str) -> str:
    """An alternative of the cues, the longest first."""
    cues = sorted(_phrases(*kinds), key=lambda cue: (-len(cue), cue))
    return "|".join(re.escape(cue).replace(r"\ ", r"\s{1,3}") for cue in cues)
