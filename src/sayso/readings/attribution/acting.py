"""Who acts in a paragraph without being named there, and who acts together: “he”, “a man selling
flags”, “residents”, “Ruiz and Oru”.

paragraph ──subjects of main clauses, outside marks──▶ pronouns, unnamed people, pairs, in order
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.readings.attribution.cues import speaks
from sayso.readings.attribution.people import is_person_noun
from sayso.readings.attribution.subjects import own_subject
from sayso.readings.page.marks import Marked

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_ONE = frozenset({"a", "an", "one", "another"})
KEEPS_SILENT = frozenset({"decline", "refuse", "fail"})


@dataclass(frozen=True, slots=True)
class Actor:
    """The subject of a main clause: where it stands in the document, its word, and what it is: a
    pronoun, one unnamed person, several, or names joined by "and".
    """

    at: int
    head: Token
    kind: Literal["pronoun", "one", "several", "pair"]


def actors(marked: Marked) -> tuple[Actor, ...]:
    """Those of the paragraph, in its order."""
    return tuple(_actors(marked))


def _actors(marked: Marked) -> Iterator[Actor]:
    for token in marked.tokens:
        if token.dep_ not in SUBJECTS or marked.inside[token.i] >= 0 or not is_main(token.head):
            continue
        at = marked.piece.base + token.idx
        if token.lower_ in ("he", "she"):
            yield Actor(at, token, "pronoun")
        elif _is_someone(token):
            yield Actor(at, token, "one")
        elif _act(token):
            yield Actor(at, token, "several")
        elif token.pos_ == "PROPN" and any(c.dep_ == "conj" for c in token.rights):
            yield Actor(at, token, "pair")


def _is_someone(noun: Token) -> bool:
    """ "A man selling flags" who does something; one who declines to speak does not speak next."""
    one = noun.pos_ == "NOUN" and noun.tag_ == "NN" and any(t.lower_ in _ONE for t in noun.lefts)
    verb = noun.head
    silent = verb.lemma_.lower() in KEEPS_SILENT or any(c.dep_ == "neg" for c in verb.children)
    named = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in noun.children)
    return one and not silent and not named and is_person_noun(noun)


def _act(noun: Token) -> bool:
    """ "Residents", as the subject of the sentence itself."""
    verb = noun.head
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ == "ROOT" and are_people(noun)


def are_people(noun: Token) -> bool:
    """True for a noun of several people: "residents"; "no residents" are nobody."""
    thing = noun.lemma_.lower() in words("mute_things") | mapping("documents").keys()
    none = any(c.lower_ in ("no", "neither", "few") for c in noun.lefts)
    title = mapping("titles").get(noun.lemma_.lower(), "modifier")
    people = is_person_noun(noun) or title != "modifier"
    return noun.tag_ == "NNS" and not (thing or none) and people


def is_main(verb: Token) -> bool:
    """True for the verb of a main clause, or of one that it is joined to."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("ROOT", "parataxis") or (
        verb.dep_ == "ccomp" and not (speaks(verb.head.lemma_.lower()) and own_subject(verb.head))
    )
