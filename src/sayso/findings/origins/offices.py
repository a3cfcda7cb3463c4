"""For whom people speak: the words that stand beside a name anywhere in the pile.

"Ivo Lang, chief executive at Brinemark", "Brinemark's chief, Ivo Lang", "Lang, who runs
Brinemark", "Mills of the state police" ──beside──▶ Lang: {chief, executive, brinemark}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from sayso.lexicon import mapping, words
from sayso.model import Actor
from sayso.text import fold_words

_AFTER = 110  # characters after a name in which an apposition must end
_BEFORE = 90  # characters before it in which its titles stand
_APPOSED = re.compile(r",? \(([^()]{2,60})\)|, ((?:(?<=[A-Z])\.|[^,;:.!?—–“”\"()\n])+)[,;.—–]")
_BELONGS = re.compile(
    r" (?:of|from|at|with) ((?:the |state |local )*(?:[A-Z][\w&'’.-]*|of|and|police|state)"
    r"(?: (?:[A-Z][\w&'’.-]*|of|and|the|police|state|army|navy))*)"
)
_LINKS = frozenset({"of", "the", "for", "s", "and", "to", "a", "an"})
# "NPR's Ada Vint says", "the Courier's harbour correspondent Ada Vint, at the pier"
_POSSESSOR = re.compile(
    r"((?:[A-Z][\w.&-]*)(?: (?:[A-Z][\w.&-]*|of|and))*)['’]s? "
    r"(?:(?:[\w-]+ ){0,3}(?:reporter|correspondent|anchor|producer|photographer) )?$"
)
_SPEAKS = re.compile(
    r",| (?:said|says|report(?:s|ed)|tells|told|writes|wrote|not(?:es|ed)|add(?:s|ed)"
    r"|explain(?:s|ed))\b"
)
_LEADS = re.compile(r"who (?:runs|leads|heads|chairs|owns|founded|manages|directs|commands)\b")


def beside(texts: Mapping[str, str], actors: Iterable[Actor]) -> dict[str, frozenset[str]]:
    """Person's id to the folded words of its titles and appositions: those with a capital, and
    those that name a body or an office. The words of its own name are left out.
    """
    found: dict[str, frozenset[str]] = {}
    for actor in actors:
        if actor.kind != "person":
            continue
        own = {w for form in (actor.name, *actor.aliases) for w, _, _ in fold_words(form)}
        said: set[str] = set()
        for at in actor.mentions:
            text = texts[at.doc_id]
            said.update(_telling_words(_after(text, at.end)))
            said.update(_telling_words(_before(text, at.start)))
        found[actor.id] = frozenset(said - own)
    return found


def possessors(texts: Mapping[str, str], actors: Iterable[Actor]) -> dict[str, frozenset[str]]:
    """Person's id to the names in the possessive right before the full name, where the person goes
    on to speak: whose reporter it is, if one of them is an outlet. "On Monday NPR" is "NPR" too.

    >>> from sayso.model import Passage
    >>> vint = Actor("vint", "Ada Vint", "person", (), (Passage("a", 6, 14),))
    >>> possessors({"a": "NPR's Ada Vint says so."}, [vint])
    {'vint': frozenset({'NPR'})}
    """
    found: dict[str, frozenset[str]] = {}
    for actor in actors:
        said: set[str] = set()
        for at in actor.mentions if actor.kind == "person" else ():
            text = texts[at.doc_id]
            before = _POSSESSOR.search(text[max(0, at.start - _BEFORE) : at.start])
            if before and " " in at.cut(text) and _SPEAKS.match(text, at.end):
                run = before[1].split(" ")
                said.update(" ".join(run[n:]) for n in range(len(run)))
        if said:
            found[actor.id] = frozenset(said)
    return found


def _after(text: str, end: int) -> str:
    """The apposition or the body right after a name; empty where none stands there."""
    near = text[end : end + _AFTER]
    if belongs := _BELONGS.match(near):
        return belongs[1]
    apposed = _APPOSED.match(near)
    if not apposed:
        return ""
    piece = apposed[1] or apposed[2]
    says = bool(_LEADS.match(piece)) or any(w in _offices() for w, _, _ in fold_words(piece))
    return piece if apposed[1] or says else ""


def _before(text: str, start: int) -> str:
    """The titles right before a name: capitalised words and words for offices, up to another."""
    near = text[max(0, start - _BEFORE) : start].split("\n")[-1].removesuffix(", ")
    kept: list[str] = []
    for word in reversed(near.split(", ")[-1].split()):
        folded = {w for w, _, _ in fold_words(word)}
        ended = word[-1] in '.!?:;”"' and not folded <= words("titles")
        if ended or not (word[0].isupper() or (folded and folded <= _offices() | _LINKS)):
            break
        kept.append(word)
    return " ".join(reversed(kept)) if any(_is_office(word) for word in kept) else ""


def _is_office(word: str) -> bool:
    return any(w in _offices() for w, _, _ in fold_words(word))


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    """Words for an office, a rank, a role or a body."""
    return words("titles") | words("unnamed_roles") | frozenset(mapping("authorities"))


def _telling_words(piece: str) -> Iterable[str]:
    """Its words with a capital and its words for offices; behind "for" an office is another's ("a
    spokesman for the former senator").
    """
    folded = fold_words(piece)
    anothers = False
    for word, start, _ in folded:
        anothers = anothers or word == "for"
        named = piece[start].isupper() or (word in _offices() and not anothers)
        if word not in _LINKS and named:
            yield word
    for (one, _, _), (two, _, _) in pairwise(folded):
        if f"{one} {two}" in mapping("authorities"):
            yield f"{one} {two}"
