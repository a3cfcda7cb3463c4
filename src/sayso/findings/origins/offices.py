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
from sayso.model import Actor, Passage
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
_LEADS = re.compile(
    r"who (?:(?:runs|leads|heads|chairs|owns|founded|manages|directs|commands|represents)\b"
    r"|(?:sits|serves|works) (?:on|in|as|for|at)\b)"
)
# where an apposition ends: what follows is what its person does, or whom he meets
_GOES_ON = re.compile(
    r" (?:who|whom|whose|which|that|when|while|where|after|before|because|as|by|with|against|held) "
)
_OPENS = frozenset({"a", "an", "the", "one", "now", "acting", "head", "top"})
_RELATIVES = frozenset({"who", "whose", "whom", "which"})
_HEAD = 6  # words of an apposition in which its head stands
_ABBREVIATED = 5  # letters of a title with its full stop; a longer word ends its sentence


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
            said.update(_telling_words(_before(text, at)))
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
    if apposed[1]:
        return apposed[1]
    piece = apposed[2] if _LEADS.match(apposed[2]) else _apposition(apposed[2])
    return "" if _titles_another(near, apposed.end(2)) else piece


def _apposition(piece: str) -> str:
    """What stands between commas behind a name, as far as it says who that is: not a clause of what
    was done ("said on Monday", "who fled the police"), nor one where an office is only an object.
    """
    head = _GOES_ON.split(piece, maxsplit=1)[0]
    said = [w for w, _, _ in fold_words(head)]
    own = len(said) > 1 and said[0] in words("possessives") and said[1] in _offices()
    medical = bool({*said[1:2]} & _heads()) and said[0] not in _RELATIVES  # "medical director"
    first = {*said[:1]} & (_OPENS | words("office_modifiers") | _offices())
    opens = own or head[:1].isupper() or bool(first)
    return head if (opens or medical) and any(w in _offices() for w in said[:_HEAD]) else ""


def _titles_another(text: str, end: int) -> bool:
    """It ends in a title cut off from its name: "…, Republican Sen. Ada Vint of Tarn"."""
    last = text[: end + 1].split()[-1]
    title = last[-1] == "." and not _ends(last, {w for w, _, _ in fold_words(last)})
    return title and last != "St."  # a town's name goes on with it


def _before(text: str, at: Passage) -> str:
    """The titles right before a name: capitalised words and words for offices, up to another. What
    a comma parts from the name is its title where another comma closes it: in "to the police, Lang
    said" he is no policeman.
    """
    near = text[max(0, at.start - _BEFORE) : at.start].split("\n")[-1]
    closed = text[at.end : at.end + 2].lstrip(" ").startswith((",", "."))
    if near.rstrip().endswith(",") and not closed:
        return ""
    kept: list[str] = []
    for word in reversed(re.split(r" ?, ", near.rstrip().removesuffix(","))[-1].split()):
        folded = {w for w, _, _ in fold_words(word)}
        offices = folded and folded <= _offices() | _LINKS
        if _ends(word, folded) or not (word[0].isupper() or offices):
            break
        if kept and kept[-1].lower() == "and" and not offices and any(map(_is_office, kept)):
            kept.pop()  # "President Vint and Secretary Lang": hers is not his
            break
        kept.append(word)
    return _title(list(reversed(kept)))


def _ends(word: str, folded: set[str]) -> bool:
    """A sentence or a quotation ends with it; the full stop of "Sen." ends none."""
    short = word[-1] == "." and len(word) <= _ABBREVIATED and folded <= words("titles")
    return word[-1] in '.!?:;”"' and not short


def _title(run: list[str]) -> str:
    """A run of words before a name, as far as it is the title of that name: not of one to whom, of
    whom or for whom somebody else is ("the brother of President Lang").
    """
    while run and run[0].lower() in _LINKS:
        run = run[1:]
    if not any(map(_is_office, run)) or run[-1].lower() in _LINKS:
        return ""
    last = {w for w, _, _ in fold_words(run[-1])}
    links = [n for n, word in enumerate(run) if word.lower() in ("of", "for", "to")]
    if links and last & _heads():
        run = run[links[-1] + 1 :]
    elif links and mapping("authorities").get(run[links[0] - 1].lower()) == "family":
        return ""
    return " ".join(run)


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """Titles that stand right before a name, and end what is said of it."""
    return frozenset(w for w, kind in mapping("titles").items() if kind != "modifier")


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
