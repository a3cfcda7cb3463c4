"""A source that is described and not named: an unnamed official, a holder of an office, a body,
somebody's office.

An indefinite person ("a senior official", "aides") is an unnamed source of its own. A definite one
("the official") goes back to the last unnamed source that it fits, or to whom the article names as
the holder of the office (`holders`). One that goes back to nobody keeps its words, and only a word
for a source or a helper ("the aide", "the source") makes it an unnamed source: "the New York
businessman" is somebody whom the article names.

    phrase ──"the"? heard before? an office held by one?──▶ Who
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from sayso.lexicon import words
from sayso.model import Reason
from sayso.readings.attribution.antecedents import NEAR
from sayso.readings.attribution.holders import epithet, holder_of
from sayso.readings.attribution.people import is_person_noun
from sayso.readings.attribution.phrases import (
    before_cue,
    is_plural,
    key_of,
    phrase_of,
    unnamed_source,
)
from sayso.readings.attribution.pronouns import HE, IT, THEY, pronoun
from sayso.readings.attribution.voices import Memory, Who
from sayso.readings.page.marks import Marked
from sayso.text import root

_HEARD_ATTRIBUTIONS = (
    60  # attributions looked back over; bounds the work in a text that is all quotations
)
# said of many, and so no sign that two are one
_RANKS = frozenset({"senior", "top", "former", "high", "rank", "ranking", "leading", "retired"})
_DEFINITE = frozenset({"the", "that", "this"})


def described(marked: Marked, head: Token, memory: Memory) -> Who:
    """Who the phrase around `head` describes; remembers a new unnamed source by its number."""
    at = marked.piece.base + head.idx
    if at in memory.met:  # one phrase with two verbs: "a clerk refused to say so, adding ..."
        return memory.met[at]
    phrase = phrase_of(marked, head, until=before_cue(head, memory.cue))
    lemma, plural, key = head.lemma_.lower(), is_plural(head), key_of(head)
    definite = any(c.lower_ in _DEFINITE for c in head.lefts)
    back = _refers_back(marked, head, memory, key) if definite else None
    if back is not None:
        return back
    owner = next((c for c in head.lefts if c.dep_ == "poss"), None)
    if not plural:
        found = holder_of(marked, head, memory, definite=definite or owner is not None)
        found = found or (epithet(marked, head, memory) if definite else None)
        if found is not None:
            return found
    phrase = _owned(marked, head, memory, phrase)
    unnamed = is_person_noun(head) and not (
        _is_known(head, lemma, definite or owner is not None) and not plural
    )
    if not unnamed:
        return Who(phrase, plural=plural, key=key, person=is_person_noun(head) and not plural)
    return unnamed_source(marked, head, memory, phrase)


def _is_known(head: Token, lemma: str, definite: bool) -> bool:
    """True for one whom the phrase identifies: "Iran's supreme leader", "the New York
    businessman".
    """
    return (
        definite and lemma not in words("unnamed_roles") and head.pos_ in ("NOUN", "PROPN", "ADJ")
    )


# ---- heard before --------------------------------------------------------------


def _refers_back(marked: Marked, head: Token, memory: Memory, key: frozenset[str]) -> Who | None:
    """The last unnamed source with the same noun, or with a word of the same root ("the adviser"
    who "advises"); of those that share more of what is said of it ("the Ostrian official who came")
    the last.
    """
    lemma, plural = head.lemma_.lower(), is_plural(head)
    said_of = key - {lemma}
    best, most = None, -1
    for _, where, who in reversed(memory.said[-_HEARD_ATTRIBUTIONS:]):
        if not who.anonymous or who.plural != plural or memory.paragraph - where > 4 * NEAR:
            continue
        if any(root(k) == root(lemma) for k in who.key):
            if _is_another(said_of, who, lemma) and not _told_to(head, who):
                continue
            shared = len((said_of & who.key) - _RANKS)
            if shared > most:
                best, most = who, shared
    if best is None:
        return None
    why = Reason("description", (phrase_of(marked, head), str(best.described)))
    return replace(best, person=True, why=(why,))


def _is_another(said_of: frozenset[str], who: Who, lemma: str) -> bool:
    """Nothing that is said of both is the same; a rank alone makes nobody one: “the senior Ostrian
    officer” is not “a senior Norland official”.
    """
    if not said_of or lemma not in who.key:
        return False
    own, other = said_of - _RANKS, who.key - _RANKS - {lemma}
    return not said_of & who.key or bool(own and other and not own & other)


def _told_to(head: Token, who: Who) -> bool:
    """True for "the aide who wrote to X" after an aide told X something."""
    return any(t.dep_ == "pobj" and t.lower_ in who.key for t in head.subtree)


def _owned(marked: Marked, head: Token, memory: Memory, phrase: str) -> str:
    """The phrase with its owner's name for a pronoun: "his office" is "Ruiz’s office"."""
    owner = next((c for c in head.lefts if c.dep_ == "poss" and c.lower_ in HE | THEY | IT), None)
    if owner is None or not phrase.lower().startswith(owner.lower_):
        return phrase
    who = pronoun(marked, owner, memory)
    if not who.speaker or who.anonymous:
        return phrase
    return f"{who.speaker}’s{phrase[len(owner) :]}"
