"""Who did or was what, in lemmas: the skeleton of a clause, active and passive made one.

    parsed tokens ──verbs──▶ (subject, verb, complements, negated)
"A boat was seized by guards" and "guards seized a boat" give the same. A relative pronoun stands
for its noun, a conjoined verb takes over the subject of the first. "The killing of X" tells a deed
as "killed X" does. Pronouns are kept as they are: nobody is guessed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Predication
from sayso.readings.page.negation import is_negated
from sayso.text import letters

_OBJECTS = frozenset({"dobj", "dative", "attr", "acomp", "oprd", "obj"})
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM"})
# what hangs on the rest by one of these is mentioned, not stated: "who fled", "shot in their car",
# "when he fell", "that he fled is known"
_BESIDE = frozenset({"relcl", "acl", "advcl", "csubj", "csubjpass", "appos"})
_KNOWN_SINCE = frozenset({"since", "after", "before", "following", "during", "until"})
_MOST_PREDICATIONS = 12  # predications of one clause; a longer list is a sentence run wild


def predications(inside: Sequence[Token]) -> tuple[Predication, ...]:
    """The skeletons of all verbs among the tokens of one clause, in order of appearance."""
    places = {t.i for t in inside}
    found = [p for token in inside for p in _of_token(token, places)]
    return tuple(dict.fromkeys(found))[:_MOST_PREDICATIONS]


def _of_token(token: Token, places: set[int]) -> Iterator[Predication]:
    if token.pos_ in ("VERB", "AUX"):
        yield from _of_verb(token, places)
    elif token.pos_ == "NOUN" and token.lemma_.lower() in mapping("deeds"):
        yield from _of_deed(token, places)


def _of_deed(noun: Token, places: set[int]) -> Iterator[Predication]:
    """A deed told by a noun: whoever stands before it is its subject, whatever follows "of" its
    object.
    """
    before = [
        _lemma(c)
        for c in noun.lefts
        if c.dep_ in ("poss", "compound") and c.pos_ in ("PROPN", "NOUN")
    ]
    after = [
        _lemma(p)
        for c in noun.children
        if c.lower_ == "of"
        for p in _objects_of(c)
        if p.i in places
    ]
    if before or after:
        yield Predication(
            before[-1] if before else "",
            mapping("deeds")[noun.lemma_.lower()],
            tuple(after),
            aside=_is_aside(noun, places),
        )


def _is_aside(token: Token, places: set[int]) -> bool:
    """It hangs on what heads the clause by a clause that only mentions it, or by "since", "after"
    and the like.
    """
    while token.head.i != token.i and token.head.i in places:
        since = token.dep_ == "prep" and token.lower_ in _KNOWN_SINCE
        if since or token.dep_ in _BESIDE:
            return True
        token = token.head
    return False


def terms(inside: Iterable[Token]) -> tuple[str, ...]:
    """Lower-case lemmas of the content words and names, in order, repeats kept."""
    return tuple(term for token in inside if (term := term_of(token)))


def term_of(token: Token) -> str:
    """The word by which a token is compared: its lemma, a name's own letters; empty for what
    carries nothing.
    """
    if token.pos_ == "PROPN":
        return _folded(token.text)
    if token.pos_ not in _CONTENT or (token.is_stop and token.pos_ not in ("NUM", "NOUN", "VERB")):
        return ""
    lemma = _folded(token.lemma_)
    return "" if lemma in words("light_words") else lemma


def _of_verb(verb: Token, places: set[int]) -> Iterator[Predication]:
    if verb.dep_ in ("aux", "auxpass"):
        return
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children) or _participle(verb)
    subject = _subject(verb)
    objects = [
        _lemma(c)
        for c in verb.children
        if c.dep_ in _OBJECTS and not (c.dep_ == "attr" and c is subject)
    ]
    places_of = [
        _lemma(p)
        for c in verb.children
        if c.dep_ in ("prep", "agent")
        for p in _objects_of(c)
        if p.i in places
    ]
    agents = [_lemma(p) for c in verb.children if c.dep_ == "agent" for p in _objects_of(c)]
    then = [_lemma(c) for c in verb.children if c.dep_ == "xcomp"]
    name = _lemma(subject) if subject is not None else ""
    if passive:
        done_to = [name] if name else []
        rest = [p for p in places_of if p not in agents]
        name, objects = (agents[0] if agents else ""), [*done_to, *objects]
        places_of = rest
    complements = tuple(c for c in dict.fromkeys([*objects, *then, *places_of]) if c)
    if name or complements:
        yield Predication(
            name, verb.lemma_.lower(), complements, is_negated(verb), _is_aside(verb, places)
        )


def _participle(verb: Token) -> bool:
    """True for "a bill paid in full" and for a passive's conjoined verb without an auxiliary of
    its own.
    """
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        return True
    return (
        verb.dep_ == "conj"
        and any(c.dep_ == "auxpass" for c in verb.head.children)
        and not _own_subject(verb)
    )


def _own_subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj")), None)


def _subject(verb: Token) -> Token | None:
    """The subject, a relative pronoun's noun, or the subject of the verb that this one is conjoined
    with.
    """
    own = _own_subject(verb)
    if own is not None:
        relative = own.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
        return verb.head if relative else own
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return verb.head if verb.tag_ in ("VBG", "VBN") else None
    if (
        verb.dep_ in ("conj", "xcomp")
        and verb.head.pos_ in ("VERB", "AUX")
        and verb.head.i < verb.i
    ):
        above = verb.head
        if verb.dep_ == "xcomp":
            object_ = next((c for c in above.children if c.dep_ in ("dobj", "dative")), None)
            return object_ if object_ is not None else _own_subject(above)
        return _own_subject(above) or (_subject(above) if above.dep_ in ("conj", "relcl") else None)
    attr = [c for c in verb.children if c.dep_ == "attr"]
    expletive = any(c.dep_ == "expl" for c in verb.children)
    return attr[0] if expletive and attr else None


def _objects_of(prep: Token) -> list[Token]:
    return [c for c in prep.children if c.dep_ == "pobj"]


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    return letters(word)


def _lemma(token: Token) -> str:
    if token.pos_ == "PROPN":
        return _folded(token.text)
    return _folded(token.lemma_) or token.lower_
