"""How much of a story turns on a line: how many of the texts open with its words.

titles and openings of all texts ──stems──▶ in how many texts ──▶ Worth.of(words), 0 to 1
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.dossiers.index import Lookup
from sayso.lexicon import words
from sayso.model import Passage
from sayso.text import fold_words, stem

_OPENING_CHARACTERS = 600  # of a text: where news says what it is about
_ALIKE = 0.75  # share of the shorter line's words from which two lines are one to a reader
# "the invitation was …": a thing without anything that says which
_DEFINITE = re.compile(
    r"[“\"]?(?:(?:Earlier|Later|Late|Early|On|In|At|By|Then|Meanwhile)\b[^,]{0,40},? )?"
    r"[Tt]he (?:new |latest |proposed |original |revised |current )?"
    r"([a-z]+) (?:also |then |later |now )?(?:was|were|is|are|has|have|had|will|would"
    r"|could|can|came|went|said|says|began|made|took|told|did|does|gave|got|[a-z]{3,}ed)\b"
)
_THE = re.compile(r"[“\"]?The ([a-z]+)(?! (?:of|that|who|whom|in|which|from|for|with|behind)\b)\b")
# an office before a name: which of two is "the governor", only a text knows
_TITLED = re.compile(
    r"\b(Gov\.|Governor|Mayor|Secretary|Judge|Sheriff|Minister|Chancellor|Ambassador|Speaker)"
    r" (?:[A-Z][\w.’'-]* ){0,2}([A-Z][a-z][\w’'-]+)"
)
_SHORT_OFFICES = {"Gov.": "governor"}
_MOSTLY = 0.5  # share of a line's words from which it says again what stands above
_FEWEST_SHARED = 4  # words below which two lines are never taken for one
# Both were set on the first three lots of stories whose pages were read (bench/dossiers).
_CORE = 0.4  # share of the texts that open with a word of what the story is about
_KNOWN = 0.3  # share of the texts whose opening names a thing, so that "the plane" is clear
_FEWEST = 8  # words of a line; a shorter one is not worth more for being short
_LINES_KEPT = 2_048  # lines whose stems are remembered: a page sets each beside many others


@dataclass(frozen=True, slots=True)
class Worth:
    """The share of the texts in whose title or opening a stem stands."""

    share: Mapping[str, float]
    several: frozenset[str] = frozenset()  # stems of offices that two people of the story hold

    @classmethod
    def of_story(cls, look: Lookup) -> Worth:
        """The stems of a story; copies of one text count once."""
        texts = [
            look.documents[i]
            for i in dict.fromkeys(look.family_of[i].original for i in look.documents)
            if i in look.documents
        ]
        held = Counter(
            found
            for doc in texts
            for found in stems(f"{doc.title or ''} {doc.text[:_OPENING_CHARACTERS]}")
        )
        share = {found: n / max(1, len(texts)) for found, n in held.items()}
        return cls(share, _held_by_several([doc.text for doc in texts]))

    def of(self, line: str) -> float:
        """The mean over the words of a line.

        >>> Worth({"ferri": 1.0, "port": 0.5}).of("The ferry stayed in port") > Worth({}).of("x")
        True
        """
        found = stems(line)
        # to the last bit the same in whatever order a set gives its stems
        return math.fsum(self.share.get(one, 0.0) for one in found) / max(_FEWEST, len(found))

    def is_of_story(self, line: str) -> bool:
        """It has a word with which nearly half of the texts open.

        >>> Worth({"ferri": 0.6, "ferry": 0.6}).is_of_story("The ferry sank")
        True
        """
        return any(self.share.get(one, 0.0) >= _CORE for one in stems(line))

    def is_vague(self, line: str) -> bool:
        """It begins with a thing that an earlier sentence must have named: "The invitation came".

        >>> Worth({"ferry": 0.6}).is_vague("The invitation came late"), Worth({}).is_vague("It is")
        (True, False)
        >>> Worth({}).is_vague("The government has banned the sale")
        False
        """
        many = _THE.match(line)
        if many and stem(many[1].lower()) in _one_of_many():
            return True
        opening = _DEFINITE.match(line)
        if opening is None or opening[1].lower() in words("institutions"):
            return False
        return not self.knows(stem(opening[1].lower()))

    def knows(self, noun: str) -> bool:
        """So many texts open with a thing that its stem alone says which is meant; of some there
        are several in any text.

        >>> Worth({"ferry": 0.6}).knows("ferry"), Worth({}).knows("ferry")
        (True, False)
        >>> Worth({"group": 0.6}).knows("group"), Worth({"mayor": 1.0}, {"mayor"}).knows("mayor")
        (False, False)
        """
        if noun in self.several or noun in _one_of_many():
            return False
        return self.share.get(noun, 0.0) >= _KNOWN


def _held_by_several(texts: Sequence[str]) -> frozenset[str]:
    """The offices before two surnames: "Gov. Ada Brandt" and "Governor Oru"."""
    held: dict[str, set[str]] = {}
    for found in (one for text in texts for one in _TITLED.finditer(text)):
        office = _SHORT_OFFICES.get(found[1], found[1].lower())
        held.setdefault(stem(office), set()).add(found[2])
    return frozenset(office for office, names in held.items() if len(names) > 1)


@lru_cache(maxsize=1)
def _one_of_many() -> frozenset[str]:
    return frozenset(map(stem, words("one_of_many")))


@lru_cache(maxsize=_LINES_KEPT)
def stems(text: str) -> frozenset[str]:
    """The stems of the words that say something.

    >>> sorted(stems("The ferries stayed in the port"))
    ['ferry', 'port', 'stay']
    """
    light = words("stopwords")
    return frozenset(stem(w) for w, _, _ in fold_words(text) if len(w) > 2 and w not in light)


def common(line: str, others: Sequence[str]) -> float:
    """How much of a line the others say too, 0 to 1: the mean share of its words.

    >>> common("The ferry stayed in port", ["The ferry stayed away"])
    0.6666666666666666
    """
    own = stems(line)
    if not own or not others:
        return 0.0
    return sum(len(own & stems(other)) for other in others) / len(own) / len(others)


def shares(at: Passage, other: Passage) -> bool:
    """Most of the shorter of two passages stands in the other too.

    >>> shares(Passage("a", 0, 10), Passage("a", 4, 30))
    True
    """
    if at.doc_id != other.doc_id:
        return False
    both = min(at.end, other.end) - max(at.start, other.start)
    return both > _MOSTLY * min(len(at), len(other))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Two lines say nearly the same words."""
    least = min(len(one), len(other))
    return least >= _FEWEST_SHARED and len(one & other) >= _ALIKE * least
