"""Which outlet "the newspaper" is, and whose "this account" is that an outlet has just given.

"The newspaper" is the only outlet that the text names in the three paragraphs before; where it
names two, nobody can tell. "This account" and "the report" are an outlet's where that outlet spoke
last.

    definite word for an outlet or a report ──outlets named, who spoke last──▶ Who
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Token

from sayso.model import Reason
from sayso.outlets.named import listed_at, named, sounds_like_one
from sayso.outlets.table import same
from sayso.readings.attribution.phrases import phrase_of
from sayso.readings.attribution.voices import Memory, Who
from sayso.readings.page.marks import Marked

_PRESS = frozenset({"newspaper", "paper", "magazine", "network", "broadcaster", "tabloid"})
_ACCOUNTS = frozenset({"account", "report", "story", "article"})
_BEFORE = 3  # paragraphs before a word for an outlet in which the outlet is named
_FAR_CHARACTERS = 20_000  # characters before it that are looked through for other outlets
_DEFINITE = frozenset({"the", "this", "that"})
_OWNS = frozenset({"poss", "compound", "amod", "nmod", "prep", "acl", "relcl"})


def outlet_meant(marked: Marked, head: Token, memory: Memory) -> Who | None:
    """The outlet, None where none or several may be meant."""
    lemma = head.lemma_.lower()
    if not any(c.lower_ in _DEFINITE for c in head.lefts):
        return None
    if head.tag_ != "NN" or any(c.dep_ in _OWNS for c in head.children):
        return None  # "the town's newspaper", "the report by the board"
    if lemma in _PRESS:
        return _named_before(marked, head, memory)
    return _spoke_last(marked, head, memory) if lemma in _ACCOUNTS else None


def is_outlet(name: str) -> bool:
    """True for a listed outlet, or a name that ends as an outlet's does."""
    bare = name.removeprefix("The ").removeprefix("the ")
    found = listed_at(bare, 0)
    return (found is not None and found.end == len(bare)) or sounds_like_one(bare)


def _named_before(marked: Marked, head: Token, memory: Memory) -> Who | None:
    """The only outlet of the text so far, or of the paragraphs before where it speaks there."""
    at = marked.piece.base + head.idx
    nth = bisect_left(memory.bases, marked.piece.base)
    start = memory.bases[max(0, nth - _BEFORE)] if memory.bases else 0
    near = _outlets(memory.text[start:at])
    if len(near) != 1:
        return None
    spoke = any(
        offset >= start and same(who.speaker or "", near[0]) for offset, _, who in memory.said
    )
    alone = spoke or len(_outlets(memory.text[max(0, at - _FAR_CHARACTERS) : at])) == 1
    return _meant(marked, head, Who(near[0])) if alone else None


def _outlets(text: str) -> list[str]:
    """The outlets that a text names, each once, by the longest form."""
    names: list[str] = []
    for found in named(text):
        alike = next((n for n, other in enumerate(names) if same(found.name, other)), None)
        if alike is None:
            names.append(found.name)
        else:
            names[alike] = max(names[alike], found.name, key=len)
    return names


def _spoke_last(marked: Marked, head: Token, memory: Memory) -> Who | None:
    if not memory.said:
        return None
    _, where, who = memory.said[-1]
    outlet = not who.person and not who.anonymous and is_outlet(who.speaker or "")
    return _meant(marked, head, who) if outlet and memory.paragraph - where <= 1 else None


def _meant(marked: Marked, head: Token, who: Who) -> Who:
    return replace(who, why=(Reason("pronoun", (phrase_of(marked, head), who.speaker or "")),))
