"""Who acts in a paragraph without being named there: “he”, “a man selling flags”.

paragraph ──subjects of main clauses, outside marks──▶ pronouns and unnamed people, in order
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from sayso.readings.attribution.cues import speaks
from sayso.readings.attribution.people import is_person_noun
from sayso.readings.attribution.subjects import own_subject
from sayso.readings.page.marks import Marked

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_ONE = frozenset({"a", "an", "one", "another"})
KEEPS_SILENT = frozenset({"decline", "refuse", "fail"})


@dataclass(frozen=True, slots=True)
class Actor:
    """The subject of a main clause: where it stands in the document, its word, and whether it is
    a pronoun.
    """

    at: int
    head: Token
    pronoun: bool


def actors(marked: Marked) -> tuple[Actor, ...]:
    """The pronouns and the unnamed people of the paragraph that are subjects, in its order."""
    return tuple(_actors(marked))


def _actors(marked: Marked) -> Iterator[Actor]:
    for token in marked.tokens:
        if token.dep_ not in SUBJECTS or marked.inside[token.i] >= 0 or not is_main(token.head):
            continue
        at = marked.piece.base + token.idx
        if token.lower_ in ("he", "she"):
            yield Actor(at, token, pronoun=True)
        elif _is_someone(token):
            yield Actor(at, token, pronoun=False)


def _is_someone(noun: Token) -> bool:
    """ "A man selling flags" who does something; one who declines to speak does not speak next."""
    one = noun.pos_ == "NOUN" and noun.tag_ == "NN" and any(t.lower_ in _ONE for t in noun.lefts)
    verb = noun.head
    silent = verb.lemma_.lower() in KEEPS_SILENT or any(c.dep_ == "neg" for c in verb.children)
    named = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in noun.children)
    return one and not silent and not named and is_person_noun(noun)


def is_main(verb: Token) -> bool:
    """True for the verb of a main clause, or of one that it is joined to."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("ROOT", "parataxis") or (
        verb.dep_ == "ccomp" and not (speaks(verb.head.lemma_.lower()) and own_subject(verb.head))
    )
