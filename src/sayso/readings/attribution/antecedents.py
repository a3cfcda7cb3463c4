"""The people whom "he" or "she" can stand for, and which of them it does.

Sentences are gone through from the pronoun backwards, two paragraphs at most. In the nearest one
that tells of a person, who speaks or is the subject of its main clause comes before who is named
inside the subject or in a clause within, and these before anybody else. An object alone is taken
only where nobody acts before it, or where the text names that person there for the first time. Two
who are named side by side, or two objects, are about as likely: the answer is then both. Who acts
may be a pronoun itself, and is then whom that one stands for, or an unnamed person. Who is named
in the words that the pronoun says is spoken of and does not speak.

    names, speakers, actors before a pronoun ──by sentence, by role──▶ the one, or those it may be
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.model import Name
from sayso.readings.attribution.acting import SUBJECTS, is_main
from sayso.readings.attribution.naming import by_name
from sayso.readings.attribution.phrases import someone
from sayso.readings.attribution.subjects import own_subject
from sayso.readings.attribution.voices import OWN_PRONOUNS, Memory, Who, goes_with
from sayso.readings.page.marks import Marked
from sayso.text import Span

NEAR = 2  # paragraphs over which a pronoun looks back for a speaker; "the official" four times
_TRIED = 40  # attributions and names before a pronoun that are tried; bounds the work in long texts
_ACTS, _WITHIN, _NAMED, _OWNS = range(4)  # speaks or acts; in a subject or clause; other; owner
_CHAINED = 8  # pronouns that stand for one another, one before the other, that are followed
_NAME_PARTS = frozenset({"compound", "appos", "nmod", "flat"})
_AGENT = 6  # tokens of a passive verb up to its "by"
_CLAUSES = frozenset({"relcl", "acl"})
_LOOSE = frozenset({"advcl", "npadvmod", "dep", "dislocated"})
_ASKED = frozenset({"ask", "question", "press", "quiz"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who may be meant: where named, in which sentence (paragraph, offset), in which role."""

    at: int
    sentence: tuple[int, int]
    role: int
    who: Who
    spoke: bool = False
    first: bool = False
    clause: int = -1  # offset of the verb of which it is the subject


def antecedents(
    marked: Marked, head: Token, memory: Memory, *, chained: int = 0
) -> tuple[Who, ...]:
    """The one whom the pronoun stands for, those where it may be either, none if nobody fits;
    `chained` pronouns behind it stand for the same.
    """
    before = marked.piece.base + head.idx
    nth = max(0, bisect_right(memory.bases, before) - 1)
    own = nth, head.sent.start_char
    spoken_of = _spoken_of(marked, head, memory)
    found = [
        *_candidates(head, before, nth, memory),
        *_actors(head, before, memory, chained),
    ]
    found = [c for c in found if not any(a <= c.at < b for a, b in spoken_of)]
    fit = [c for c in found if goes_with(c.who, head.lower_)]
    weak: list[Candidate] = []
    for _, held in groupby(sorted(fit, key=_place, reverse=True), key=lambda c: c.sentence):
        sentence = list(held)
        role = min(c.role for c in sentence)
        best = [c for c in sentence if c.role == role]
        if role <= _WITHIN:
            return _of(best, weak)
        new = [c for c in best if c.first and c.sentence != own]
        if role == _NAMED and new and not weak:
            return _of(new, weak)
        weak = weak or best
    return _distinct(weak)


def _spoken_of(marked: Marked, head: Token, memory: Memory) -> Sequence[Span]:
    """The words said by the pronoun itself, who is not named there: "Oru is ill, he said"; those
    in which it acts as here, "he was ill, he said", may name him.
    """
    if head.lower_ not in ("he", "she"):
        return ()
    base = marked.piece.base
    acts = any(
        t.lower_ == head.lower_ and t.dep_ in SUBJECTS and memory.is_said(base + t.idx)
        for t in marked.tokens
    )
    return () if acts else memory.content


def _place(candidate: Candidate) -> tuple[tuple[int, int], int]:
    return candidate.sentence, candidate.at


def _of(best: Sequence[Candidate], weak: Sequence[Candidate]) -> tuple[Who, ...]:
    """The last of the best, with those it is named together with."""
    last = max(best, key=lambda c: (c.spoke, c.at))
    beside = [c for c in best if c.clause == last.clause >= 0] if not last.spoke else []
    doubt = [c for c in weak if c.role == _NAMED] if last.role > _ACTS else []
    return _distinct([last, *beside, *doubt])


def _distinct(held: Sequence[Candidate]) -> tuple[Who, ...]:
    """Each of them once, in the order of the text."""
    return tuple({c.who.speaker: c.who for c in sorted(held, key=lambda c: c.at)}.values())


def _candidates(head: Token, before: int, nth: int, memory: Memory) -> Iterator[Candidate]:
    first = max(0, nth - NEAR)
    for at, where, who in memory.said[-_TRIED:]:
        one = not who.anonymous or at not in memory.silent
        perhaps = at in memory.perhaps and head.lower_ in ("he", "she")
        one = one and (who.person or who.anonymous or perhaps)
        if at < before and where >= first and one and not who.plural:
            role = _WITHIN if _in_passing(memory, where, at) else _ACTS
            yield Candidate(at, _sentence(memory, where, at), role, who, spoke=role == _ACTS)
    for name in memory.cast.people_before(before, _TRIED):
        place = bisect_right(memory.bases, name.at.start) - 1
        if place < first:
            return
        held = _named(memory, place, name, head)
        if held is not None:
            yield held


def _in_passing(memory: Memory, nth: int, at: int) -> bool:
    """Only the agent of a clause within: "Ruiz wrote a letter, which was praised by Orr"."""
    held = _held(memory, nth, at)
    if held is None:
        return False
    verb = held[0].head if held[0].dep_ == "auxpass" else held[0]
    ahead = held.doc[held.start : held.start + _AGENT]
    passive = verb is not held[0] or (verb.dep_ == "acl" and verb.tag_ == "VBN")
    return verb.dep_ in _CLAUSES and passive and any(t.dep_ == "agent" for t in ahead)


def _actors(head: Token, before: int, memory: Memory, chained: int) -> Iterator[Candidate]:
    """Those who act without a name: the last pronoun like this one, and the unnamed people."""
    like, met = OWN_PRONOUNS.get(head.lower_, head.lower_), False
    nth = bisect_right(memory.bases, before) - 1
    for place in range(nth, max(-1, nth - NEAR - 1), -1):
        marked = memory.paragraphs[place]
        for actor in reversed(memory.actors(marked)):
            if actor.at >= before:
                continue
            sentence = place, actor.head.sent.start_char
            if actor.kind == "one":
                yield Candidate(actor.at, sentence, _ACTS, someone(marked, actor.head, memory))
            elif actor.head.lower_ == like and not met and chained < _CHAINED:
                met = True
                same = memory.stood_for.get(actor.at)
                if same is None:
                    same = antecedents(marked, actor.head, memory, chained=chained + 1)
                    memory.stood_for[actor.at] = same
                if len(same) == 1:
                    yield Candidate(actor.at, sentence, _ACTS, same[0])


def _named(memory: Memory, nth: int, name: Name, pronoun: Token) -> Candidate | None:
    """The person named there as a candidate; None inside quotation marks or where one is asked."""
    marked = memory.paragraphs[nth]
    low, high = name.at.start - marked.piece.base, name.at.end - marked.piece.base
    held = marked.tokens.char_span(low, high, alignment_mode="expand")
    if held is None or not len(held) or marked.inside[held.root.i] >= 0:
        return None
    role, verb = _role(held.root)
    if role == _OWNS and _leads_in(held.root, pronoun):
        role = _ACTS
    if role == _WITHIN and verb is not None and _is_asked(verb):
        return None
    sentence = (nth, held.root.sent.start_char)
    first = memory.cast.is_first(name)
    clause = marked.piece.base + verb.idx if role == _ACTS and verb is not None else -1
    who = by_name(name, memory.cast)
    return Candidate(name.at.start, sentence, role, who, first=first, clause=clause)


def _role(token: Token) -> tuple[int, Token | None]:
    """The role of a name in its sentence, and the verb of which it is the subject or stands
    inside one.
    """
    node, owns = token, False
    while node.dep_ in _NAME_PARTS or (node.dep_ == "conj" and node.head.pos_ in ("PROPN", "NOUN")):
        node = node.head
    if node.dep_ in SUBJECTS or _is_loose_subject(node) or _is_called(node):
        return (_ACTS if is_main(node.head) else _WITHIN), node.head
    for above in (node, *node.ancestors):
        owns = owns or above.dep_ == "poss"
        if above.dep_ in SUBJECTS:
            return _WITHIN, above.head
        if above.pos_ in ("VERB", "AUX"):
            break
    return (_OWNS if owns else _NAMED), None


def _leads_in(owner: Token, pronoun: Token) -> bool:
    """ "On Ruiz’s trip he said": the owner of what opens the sentence in which the pronoun acts."""
    if owner.doc is not pronoun.doc or pronoun.dep_ not in SUBJECTS or owner.i > pronoun.i:
        return False
    around = {a.i for a in pronoun.ancestors}
    preps = (a for a in owner.ancestors if a.dep_ == "prep" and a.i < owner.i)
    return any(a.head.i in around and a.i == a.sent.start for a in preps)


def _is_called(name: Token) -> bool:
    """ "His name was Ruiz"."""
    verb = name.head
    if name.dep_ != "attr" or verb.lemma_ != "be":
        return False
    return any(c.dep_ == "nsubj" and c.lemma_ == "name" for c in verb.children)


def _is_loose_subject(name: Token) -> bool:
    """ "Ruiz, who had hidden, came": a name before a verb that has no other subject."""
    verb = name.head
    loose = name.dep_ in _LOOSE and name.i < verb.i and verb.tag_ in ("VBD", "VBZ", "VBP")
    return loose and name.pos_ == "PROPN" and own_subject(verb) is None


def _is_asked(verb: Token) -> bool:
    """True inside "asked whether": who is asked about there is not who answers."""
    return any(
        a.lemma_.lower() in _ASKED and a.tag_ == "VBN" for a in (verb.head, *verb.head.ancestors)
    )


def _held(memory: Memory, nth: int, at: int) -> Tokens | None:
    marked = memory.paragraphs[nth]
    low = at - marked.piece.base
    held = marked.tokens.char_span(low, low + 1, alignment_mode="expand")
    return held if held is not None and len(held) else None


def _sentence(memory: Memory, nth: int, at: int) -> tuple[int, int]:
    held = _held(memory, nth, at)
    return nth, held[0].sent.start_char if held else at - memory.paragraphs[nth].piece.base
