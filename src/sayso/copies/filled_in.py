"""Whether two texts are one form of words filled in twice: forecasts for two towns, reports of two
games, sentences passed on two thieves. What the form leaves blank is names and figures; a copy
keeps nearly all of them.

    two texts ──words side by side──▶ places that differ ──other names, other figures?──▶ blanks
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Filled:
    """A short text as one filling of a form: its words, and what may fill blanks (`_fillers`)."""

    words: tuple[str, ...]
    fillers: Mapping[str, bool]


def filled(text: str) -> Filled | None:
    """The text as a form; None where it is too long for one."""
    if len(_WORD.findall(text)) > _MOST_WORDS:
        return None
    found = [*_WORD.finditer(text)]
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
    if not _differ(a.fillers, b.fillers) or _meetings(a.words, b.words) > _MOST_MEETINGS:
        return 0
    steps = SequenceMatcher(None, a.words, b.words, autojunk=False).get_opcodes()
    covered_a = covered_b = places = 0
    named = False
    for step, i, i2, j, j2 in steps:
        if step != "equal" and max(i2 - i, j2 - j) > _BLANK:
            continue
        covered_a, covered_b = covered_a + i2 - i, covered_b + j2 - j
        mine = _own(a.words[i:i2], a.fillers, b.words)
        yours = _own(b.words[j:j2], b.fillers, a.words)
        if step == "replace" and mine and yours:
            places += 1
            named |= i < _OPENING and any(map(str.isalpha, mine)) and any(map(str.isalpha, yours))
    whole = covered_a >= _COVERED * len(a.words) and covered_b >= _COVERED * len(b.words)
    return places if whole and named and places >= _LEAST_BLANKS else 0


def _meetings(one: Sequence[str], two: Sequence[str]) -> int:
    """Places at which a word of the one meets the same of the other: what laying them costs."""
    counts = Counter(two)
    return sum(n * counts[word] for word, n in Counter(one).items())


def _differ(of_a: Mapping[str, bool], of_b: Mapping[str, bool]) -> bool:
    """True where most names, and most names and figures together, are in one text alone."""
    for chosen in (False, True):
        mine, yours = (
            {f for f, name in s.items() if (name and not _in_longer(f, s)) or (chosen and not name)}
            for s in (of_a, of_b)
        )
        fewer = min(len(mine), len(yours))
        if not fewer or len(mine & yours) > _COMMON * fewer:
            return False
    return True


def _in_longer(name: str, others: Iterable[str]) -> bool:
    """True for "Institute" beside "Geological Institute"."""
    return any(name != other and f" {name} " in f" {other} " for other in others)


def _own(words: Sequence[str], fillers: Mapping[str, bool], others: Sequence[str]) -> list[str]:
    """Words of a blank that are of a name or a figure, and nowhere in the other text."""
    parts = {part for filler in fillers for part in filler.split()}
    return [word for word in words if word in parts and word not in others]


def _fillers(text: str, words: Sequence[re.Match[str]], bare: Sequence[str]) -> dict[str, bool]:
    """Names, as whole runs of capitalised words, and figures, folded; True for a name."""
    small = {word for m in words if (word := m[0])[0].islower()}
    found: dict[str, bool] = {}
    run: list[str] = []
    last = 0
    for m, low in zip(words, bare, strict=True):
        word, between = m[0], text[last : m.start()]
        last = m.end()
        opens = not m.start() or not _OPENS.isdisjoint(between)
        named = word[0].isupper() and low not in small and _is_name(low, opens)
        figure = word[0].isdigit() or low in _numbers()
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
