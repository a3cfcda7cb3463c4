"""Who holds the office that a phrase names, and whom an epithet means.

The only person of the article whose title or apposition holds all words of the office is meant; of
several the one named before in the same paragraph, else nobody. An indefinite one ("a harbour
inspector") is only somebody who is named soon after, and only where its words tell him from others.
"The Arland Republican" is who speaks or acts last, unless the article gives him another party.

    phrase ──its words──▶ holders of the office ──only one? named here?──▶ Who
    epithet ──who acts last──▶ Who
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.lexicon import words
from sayso.model import Name, Reason
from sayso.readings.attribution.antecedents import antecedents
from sayso.readings.attribution.naming import by_name, may_be_named
from sayso.readings.attribution.offices import parts_of
from sayso.readings.attribution.phrases import phrase_of
from sayso.readings.attribution.subjects import own_subject
from sayso.readings.attribution.voices import Memory, Who
from sayso.readings.page.marks import Marked

_NO_ROLE = frozenset({"same", "own"})  # and `office_modifiers`
# words that make another office of one: the vice president is not the president
_BELOW = frozenset(
    {"vice", "deputy", "assistant", "associate", "emeritus"}
    | {"spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor"}
)
_PARTIES = frozenset({"democratic", "republican", "democrat", "labour", "conservative", "liberal"})
# other words for an office: its word in titles and what the title must hold besides
_OTHER_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "congressman": (("rep", ""), ("representative", "")),
    "congresswoman": (("rep", ""), ("representative", "")),
    "representative": (("rep", ""), ("congressman", ""), ("congresswoman", "")),
    "lawmaker": (
        ("rep", ""),
        ("sen", ""),
        ("senator", ""),
        ("representative", ""),
        ("congressman", ""),
        ("congresswoman", ""),
    ),
    "senator": (("sen", ""),),
    "governor": (("gov", ""),),
    "general": (("gen", ""),),
    "lieutenant": (("lt", ""),),
    "sergeant": (("sgt", ""),),
    "colonel": (("col", ""),),
    "captain": (("capt", ""),),
    "professor": (("prof", ""),),
    "doctor": (("dr", ""),),
    "watchdog": (("general", "inspector"), ("ombudsman", ""), ("auditor", "")),
}
# words that say no more of an office than that it is one
_OF_ANY = frozenset({"chief", "top", "agency", "department", "government", "federal", "internal"})
_FAR_MORE = 3  # times as often as another holder of the office is named, from which one is meant
_COUNTED = 400  # names of a text that are counted for it; bounds the work in a long text
_LOOKED_BACK = 40  # names before an office among which its holder stands
_SOON = 3  # paragraphs within which an indefinite one is named
_TELLING = 2  # words besides the noun that tell an indefinite one from others
PARTISANS = frozenset({"republican", "democrat", "lawmaker", "legislator"})
_PARTY = re.compile(r"[^.;\n]{0,12}?[(,] ?([RD])(?:-|\)|, )")


def holder_of(marked: Marked, head: Token, memory: Memory, *, definite: bool) -> Who | None:
    """The person who holds the office, None where nobody or several may be meant."""
    lemma = head.lemma_.lower()
    if not may_be_named(head) or lemma in words("unnamed_roles"):
        return None
    owner = next((c for c in head.lefts if c.dep_ == "poss"), None)
    if owner is not None and owner.pos_ == "PRON":
        return None
    parts = list(parts_of(head))
    wanted = frozenset(t.lower_ if t.dep_ == "poss" else t.lemma_.lower() for t in parts)
    wanted -= _NO_ROLE | words("office_modifiers")
    at = marked.piece.base + head.idx
    held = _held(memory, lemma, wanted)
    if not definite:
        proper = any(t.pos_ == "PROPN" for t in parts if t.lemma_.lower() not in _PARTIES)
        held = _named_soon(memory, held, at) if proper or len(wanted) >= _TELLING else []
    names = {memory.cast.full_name(m): m for m in held}
    if len(names) > 1:
        names = _named_here(memory, names, marked.piece.base, at) or _meant(memory, names, at)
    if len(names) != 1:
        return None
    (mention,) = names.values()
    who = by_name(mention, memory.cast)
    if definite and not _is_known(memory, str(who.speaker), at):
        return None
    why = Reason("office", (phrase_of(marked, head), str(who.speaker)))
    return replace(who, why=(why,))


def _held(memory: Memory, lemma: str, wanted: frozenset[str]) -> list[Name]:
    found: list[Name] = []
    for office, more in ((lemma, ""), *_OTHER_WORDS.get(lemma, ())):
        asked = wanted - _of_parties(memory, office)
        if more:  # "the agency's chief watchdog" is not called so in his title
            asked = (wanted - _OF_ANY) | {more}
        below = _BELOW - wanted - {lemma}
        told = memory.cast.offices.get(office, ())
        found += [name for name, held in told if asked <= held and not below & held]
    return found


def _of_parties(memory: Memory, office: str) -> frozenset[str]:
    """Words of a party, which titles leave out: "Rep. Lund" is "the Democratic congressman"."""
    told = {word for _, words_of_it in memory.cast.offices.get(office, ()) for word in words_of_it}
    return frozenset() if told & _PARTIES else _PARTIES


def _named_soon(memory: Memory, held: Iterable[Name], at: int) -> list[Name]:
    """Those who are named behind the offset for the first time, and soon."""
    here = bisect_right(memory.bases, at)
    soon = [m for m in held if 0 <= bisect_right(memory.bases, m.at.start) - here <= _SOON]
    return [m for m in soon if m.at.start > at and memory.cast.is_first(m)]


def _is_known(memory: Memory, name: str, at: int) -> bool:
    """True where the text tells of the person before, or soon after."""
    bases, here = memory.bases, bisect_right(memory.bases, at)
    end = bases[here + _SOON] if here + _SOON < len(bases) else len(memory.text)
    near = memory.cast.within(0, end)
    return any(m.kind == "person" and memory.cast.full_name(m) == name for m in near)


def _named_here(memory: Memory, names: dict[str, Name], start: int, at: int) -> dict[str, Name]:
    """Of several holders those whom the paragraph names before: "the mayor" after "Mayor X"."""
    near = memory.cast.within(start, at)
    here = {memory.cast.full_name(m) for m in near if m.kind == "person" and m.at.end <= at}
    return {name: mention for name, mention in names.items() if name in here}


def _meant(memory: Memory, names: dict[str, Name], at: int) -> dict[str, Name]:
    """Of several holders the one whom the text names last before and far more often than any
    other.
    """
    told = Counter(
        name
        for m in memory.cast.names[:_COUNTED]
        if m.kind == "person" and (name := memory.cast.full_name(m)) in names
    )
    best = max(names, key=lambda name: told[name])
    if any(told[best] < _FAR_MORE * told[name] for name in names if name != best):
        return {}
    before = memory.cast.people_before(at, _LOOKED_BACK)
    last = next((n for m in before if (n := memory.cast.full_name(m)) in names), None)
    return {best: names[best]} if last == best else {}


# ---- epithets --------------------------------------------------------------------


def epithet(marked: Marked, head: Token, memory: Memory) -> Who | None:
    """Who "the Arland Republican" is: who speaks or acts last."""
    if head.lemma_.lower() not in PARTISANS or head.tag_.endswith("S") or _is_under(head):
        return None
    found: Sequence[Who] = antecedents(marked, head, memory)
    if len(found) != 1 or not found[0].person or found[0].anonymous or not found[0].speaker:
        return None
    if _of_other_party(found[0].speaker, head.lemma_.lower(), memory.text):
        return None
    why = Reason("pronoun", (phrase_of(marked, head), found[0].speaker))
    return replace(found[0], why=(why,))


def _is_under(head: Token) -> bool:
    """In a clause of a sentence that has a subject before: "Ruiz left after the Democrat came" are
    two.
    """
    above = (own_subject(verb) for verb in head.head.ancestors if verb.sent == head.sent)
    return any(subject is not None and subject.i < head.left_edge.i for subject in above)


def _of_other_party(name: str, noun: str, text: str) -> bool:
    """True where the text prints the other party's letter behind the name: "Ruiz (D-Arland)"."""
    letter = {"republican": "D", "democrat": "R"}.get(noun)
    behind = (_PARTY.match(text, found.end()) for found in re.finditer(re.escape(name), text))
    return any(found is not None and found[1] == letter for found in behind)
