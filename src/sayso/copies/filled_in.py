"""Whether two texts are one form of words filled in twice: forecasts for two towns, reports of two
games, sentences passed on two thieves. What the form leaves blank is names and figures; a copy
keeps nearly all of them.

    two texts ──words side by side──▶ places that differ ──other names, other figures?──▶ blanks
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import islice

from sayso import lexicon
from sayso.lexicon.frequency import capital_share

_WORD = re.compile(r"[^\W_]+(?:[.,:’'/-][^\W_]+)*")
_OPENS = frozenset(".!?:\n")  # one of these stands before a sentence
_MOST_WORDS = 600  # of a text: forms are short, and longer ones cost more than they show
_MOST_MEETINGS = 60_000  # places at which equal words meet; prose of 600 words has some 8,000
_BLANK = 12  # words that a blank holds at most
_LEAST_BLANKS = 3  # two places differ in any copy
_COVERED = 0.85  # share of each text that is form and blanks, nothing of its own besides
_COMMON = 0.5  # share of names, and of names and figures, that both may have: the form's own
_OPENING = 40  # words within which a text names what it is about
_CAPITALISED = 0.5  # share of its places from which a word at the head of a sentence is a name


@dataclass(frozen=True)
class Filled:
    """A short text as one filling of a form: its words, and what may fill blanks (`_fillers`)."""

    words: tuple[str, ...]
    fillers: Mapping[str, bool]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands in it."""
        return Counter(self.words)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in it, without those that stand in longer ones: "Institute" is none beside
        "Geological Institute".
        """
        every = "|".join(f" {filler} " for filler in self.fillers)
        named = (filler for filler, name in self.fillers.items() if name)
        return frozenset(name for name in named if every.count(f" {name} ") == 1)

    @cached_property
    def names_and_figures(self) -> frozenset[str]:
        """These and the figures in it."""
        return self.names.union(f for f, name in self.fillers.items() if not name)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The words of all names and figures."""
        return frozenset(part for filler in self.fillers for part in filler.split())


def filled(text: str) -> Filled | None:
    """The text as a form; None where it is too long for one."""
    if sum(map(str.isalpha, text.split())) > _MOST_WORDS:  # told at once of most
        return None
    found = [*islice(_WORD.finditer(text), _MOST_WORDS + 1)]
    if len(found) > _MOST_WORDS:
        return None
    words = tuple(_bare(m[0]) for m in found)
    return Filled(words, _fillers(text, found, words))


def blanks(a: Filled, b: Filled) -> int:
    """How many blanks of one form the two texts fill in with other names and figures; 0 where they
    are not one form filled in twice.

    >>> form = "{} was jailed for {} months at {} on Monday after he stole {} geese, a court heard."
    >>> said = [form.format(*x) for x in (("Ada Lund", 9, "Orsk", 3), ("Jo Roe", 14, "Ely", 7))]
    >>> one, two, slip = map(filled, (*said, said[0].replace("Ada Lund", "Ada Lunt")))
    >>> blanks(one, two), blanks(one, slip)
    (4, 0)
    """
    if not _differ(a, b) or _meetings(a.counts, b.counts) > _MOST_MEETINGS:
        return 0
    steps = SequenceMatcher(None, a.words, b.words, autojunk=False).get_opcodes()
    covered_a = covered_b = places = 0
    named = False
    for step, i, i2, j, j2 in steps:
        if step != "equal" and max(i2 - i, j2 - j) > _BLANK:
            continue
        covered_a, covered_b = covered_a + i2 - i, covered_b + j2 - j
        if step != "replace":
            continue
        mine, yours = _own(a.words[i:i2], a, b), _own(b.words[j:j2], b, a)
        if mine and yours:
            places += 1
            named |= i < _OPENING and any(map(str.isalpha, mine)) and any(map(str.isalpha, yours))
    whole = covered_a >= _COVERED * len(a.words) and covered_b >= _COVERED * len(b.words)
    return places if whole and named and places >= _LEAST_BLANKS else 0


def _meetings(one: Counter[str], two: Counter[str]) -> int:
    """Places at which a word of the one meets the same of the other: what laying them costs."""
    return sum(one[word] * two[word] for word in one.keys() & two.keys())


def _differ(a: Filled, b: Filled) -> bool:
    """True where most names, and most names and figures together, are in one text alone."""
    return _apart(a.names, b.names) and _apart(a.names_and_figures, b.names_and_figures)


def _apart(mine: frozenset[str], yours: frozenset[str]) -> bool:
    fewer = min(len(mine), len(yours))
    return bool(fewer) and len(mine & yours) <= _COMMON * fewer


def _own(words: Sequence[str], of: Filled, other: Filled) -> list[str]:
    """Words of a blank that are of a name or a figure, and nowhere in the other text."""
    return [word for word in words if word in of.parts and word not in other.counts]


def _fillers(text: str, words: Sequence[re.Match[str]], bare: Sequence[str]) -> dict[str, bool]:
    """Names, as whole runs of capitalised words, and figures, folded; True for a name."""
    small = {word for m in words if (word := m[0])[0].islower()}
    found: dict[str, bool] = {}
    run: list[str] = []
    last, numbers = 0, _numbers()
    for m, low in zip(words, bare, strict=True):
        word, begin = m[0], last
        last = m.end()
        figure = word[0].isdigit() or low in numbers
        if not (figure or run or word[0].isupper()):
            continue
        between = text[begin : m.start()]
        opens = not m.start() or not _OPENS.isdisjoint(between)
        named = word[0].isupper() and low not in small and _is_name(low, opens)
        if run and (between != " " or figure or not named):
            found[" ".join(run)] = True
            run = []
        if figure:
            found[low] = False
        elif named:
            run.append(low)
    if run:
        found[" ".join(run)] = True
    return found


def _bare(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s")


def _is_name(low: str, opens: bool) -> bool:
    """True for a capitalised word that can be a name: not of the calendar, no common word at the
    head of a sentence.
    """
    if low in lexicon.words("calendar_names") or low in lexicon.words("stopwords"):
        return False
    share = capital_share(low) if opens else None
    return share is None or share >= _CAPITALISED


@lru_cache(maxsize=1)
def _numbers() -> frozenset[str]:
    return frozenset(row[0] for row in lexicon.table("number_words"))
