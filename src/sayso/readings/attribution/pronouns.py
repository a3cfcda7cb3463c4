"""Whom a pronoun stands for: the subject around it, else the last speaker or named subject that it
goes with.

"He" and "she" are people, "they" groups or bodies that spoke last or several people who act behind
them, "it" one body or paper that spoke last. Speakers
are looked for two paragraphs back (one for "it"); where none fits "he" or "she", the last person
named anywhere before is taken. What has no clear antecedent stays open, with the reason.

    pronoun ──outer subject? heard? subject of the paragraph?──▶ Who
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from sayso.model import Reason
from sayso.readings.attribution.acting import are_people
from sayso.readings.attribution.antecedents import NEAR, antecedents
from sayso.readings.attribution.naming import named
from sayso.readings.attribution.phrases import someone
from sayso.readings.attribution.sources import source_span
from sayso.readings.attribution.subjects import own_subject
from sayso.readings.attribution.voices import Memory, Who, goes_with
from sayso.readings.page.marks import Marked

HE = frozenset({"he", "she", "him", "her", "his"})
THEY = frozenset({"they", "them", "their"})
IT = frozenset({"it", "its"})
_TITLES = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PUNCT"})  # words before a name
_SENTENCES_BACK = 6  # of a paragraph that are searched for people
_ASKING = frozenset({"ask", "press", "quiz", "grill", "question"})
_HEARD_ATTRIBUTIONS = (
    60  # attributions looked back over; bounds the work in a text that is all quotations
)
_TRIED_PEOPLE = 4  # people named before a pronoun that are tried where no one has spoken


def pronoun(marked: Marked, head: Token, memory: Memory) -> Who:
    """The one that the pronoun `head` stands for; a speaker of None, with its reason, where nobody
    can be told, and with those whom it may mean where they are about as likely.
    """
    word = head.lower_
    found: tuple[Who | None, ...]
    if word in THEY:
        found = (_several(marked, head, memory),)
    elif word in IT:
        found = (_body(marked, head, memory),)
    else:
        outer = _outer_subject(marked, head, memory)
        found = (outer,) if outer is not None else _one(marked, head, memory)
    names = tuple(who.speaker for who in found if who is not None and who.speaker)
    if len(names) > 1:
        either = f"{', '.join(names[:-1])} or {names[-1]}"
        return Who(None, doubtful=names, why=(Reason("doubtful", (head.text, either)),))
    if not names or found[0] is None:
        return Who(None, why=(Reason("unresolved", ("antecedent", head.text)),))
    return replace(found[0], why=(Reason("pronoun", (head.text, names[0])),))


def _one(marked: Marked, head: Token, memory: Memory) -> tuple[Who | None, ...]:
    at = marked.piece.base + head.idx
    asked = _asked(marked, head, memory)
    found = (asked,) if asked is not None else antecedents(marked, head, memory)
    memory.stood_for[at] = found
    return found or (_last_person(at, memory, head.lower_),)


def _asked(marked: Marked, head: Token, memory: Memory) -> Who | None:
    """Whom somebody has asked right before: "“A?” a reporter asked Weiss. “B,” she said"."""
    if (within := _asked_within(marked, head, memory)) is not None:
        return within
    before = (t for t in reversed(marked.tokens[: head.i]) if not (t.is_punct or t.is_space))
    last = next((t for t in before if marked.inside[t.i] < 0), None)
    if last is None or last.sent == head.sent or last.i + 1 == head.i:
        return None
    verb = next((a for a in last.ancestors if a.lemma_.lower() in _ASKING and a.i < last.i), None)
    if verb is None:
        return None
    base = marked.piece.base
    near = memory.cast.within(base + verb.idx, base + last.idx + len(last))
    people = [n for n in near if n.kind == "person"]
    if len(people) != 1:
        return None
    titles = [t for t in marked.tokens[verb.i + 1 : last.i] if base + t.idx < people[0].at.start]
    if any(t.pos_ not in _TITLES for t in titles):
        return None  # "asked whether Lund had the keys"
    who = Who(memory.cast.full_name(people[0]), person=True, key=memory.cast.key(people[0]))
    return who if goes_with(who, head.lower_) else None


def _asked_within(marked: Marked, head: Token, memory: Memory) -> Who | None:
    """Weiss of "When a reporter asked Weiss why he had left, he said so"."""
    clauses = (c for c in head.head.lefts if c.dep_ == "advcl" and c.lemma_.lower() in _ASKING)
    verb = next((c for c in clauses if own_subject(c) is not None), None)
    whom = next((c for c in verb.rights if c.dep_ in ("dobj", "dative")), None) if verb else None
    if whom is None or head.dep_ != "nsubj" or marked.inside[whom.i] >= 0:
        return None
    at = marked.piece.base + whom.idx
    people = [n for n in memory.cast.within(at, at + len(whom)) if n.kind == "person"]
    if len(people) != 1:
        return None
    who = Who(memory.cast.full_name(people[0]), person=True, key=memory.cast.key(people[0]))
    return who if goes_with(who, head.lower_) else None


def _several(marked: Marked, head: Token, memory: Memory) -> Who | None:
    """For "they": the last group or body that spoke, unless several people act behind it."""
    at = marked.piece.base + head.idx
    heard = [(offset, who) for offset, who in _heard(memory, at, NEAR) if _is_group(who)]
    last = max(heard, key=lambda item: item[0], default=(-1, None))
    acting = next(_act_together(at, last[0], memory), None) or last[1]
    return acting or _only_people(at, memory)


def _only_people(before: int, memory: Memory) -> Who | None:
    """The people whom the last sentence with some tells of, in whatever part of it, where they are
    the only ones: “an hour before engineers looked at it. They said …”.
    """
    nth = bisect_right(memory.bases, before) - 1
    for place in range(nth, max(-1, nth - NEAR), -1):
        marked = memory.paragraphs[place]
        for sentence in _sentences_back(marked, before):
            people = [t for t in sentence if marked.inside[t.i] < 0 and are_people(t)]
            if people:
                return someone(marked, people[0], memory) if len(people) == 1 else None
    return None


def _sentences_back(marked: Marked, before: int) -> Iterator[Span]:
    """The last sentences of a paragraph that end before an offset of the text, the last first."""
    tokens, base = marked.tokens, marked.piece.base
    at = bisect_right(tokens, before - base, key=lambda t: t.idx) - 1
    for _ in range(_SENTENCES_BACK + 1):
        if at < 0:
            return
        sentence = tokens[at].sent
        if base + sentence.end_char <= before:
            yield sentence
        at = sentence.start - 1


def _act_together(before: int, behind: int, memory: Memory) -> Iterator[Who]:
    """Several people who act between two offsets, the last first, two paragraphs back at most."""
    nth = bisect_right(memory.bases, before) - 1
    for place in range(nth, max(-1, nth - NEAR - 1), -1):
        marked = memory.paragraphs[place]
        for actor in reversed(memory.actors(marked)):
            if not behind < actor.at < before or actor.kind not in ("several", "pair"):
                continue
            if memory.is_said(actor.at):  # "critics, they say, are wrong"
                continue
            if actor.kind == "several":
                yield someone(marked, actor.head, memory)
                continue
            low, high = source_span(marked, actor.head)
            span = marked.piece.base + low, marked.piece.base + high
            who = named(marked, actor.head, memory, span)
            if who is not None and who.plural:
                yield who


def _is_group(who: Who) -> bool:
    return who.plural or not (who.person or who.anonymous)


def _outer_subject(marked: Marked, head: Token, memory: Memory) -> Who | None:
    """The person who is the subject of the clause around the pronoun's own, or who owns the
    occasion that the clause tells of: "a day after Ruiz’s speech, where he said".
    """
    owner = _owner_of_occasion(marked, head, memory)
    if owner is not None:
        return owner
    for node in head.head.ancestors:
        subject = own_subject(node)
        if subject is not None and subject.i < head.i:
            who = named(marked, subject, memory)
            if who is not None and who.person and goes_with(who, head.lower_):
                return who
    return None


def _owner_of_occasion(marked: Marked, head: Token, memory: Memory) -> Who | None:
    clause = head.head
    if clause.dep_ != "relcl" or not any(c.lower_ in ("where", "when") for c in clause.lefts):
        return None
    owner = next((c for c in clause.head.lefts if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
    who = named(marked, owner, memory) if owner is not None else None
    return who if who is not None and who.person and goes_with(who, head.lower_) else None


def _heard(memory: Memory, before: int, reach: int) -> Iterator[tuple[int, Who]]:
    for offset, where, who in memory.said[-_HEARD_ATTRIBUTIONS:]:
        if offset < before and memory.paragraph - where <= reach:
            yield offset, who


def _body(marked: Marked, head: Token, memory: Memory) -> Who | None:
    """For "it": the body, place or paper that spoke last, unless another one acts between."""
    at = marked.piece.base + head.idx
    heard = [
        (offset, who) for offset, who in _heard(memory, at, 1) if who.speaker and _is_body(who)
    ]
    if not heard:
        return None
    offset, who = max(heard, key=lambda item: item[0])
    for i in range(head.i - 1, -1, -1):
        token = marked.tokens[i]
        if marked.piece.base + token.idx <= offset:
            break
        acts = token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("PROPN", "NOUN")
        if acts and marked.inside[i] < 0:
            return None
    return who


def _is_body(who: Who) -> bool:
    return not (who.person or who.plural or who.anonymous)


def _last_person(at: int, memory: Memory, word: str) -> Who | None:
    """The last person named before the offset whom the pronoun fits; only the nearest few are
    tried.
    """
    for _ in range(_TRIED_PEOPLE):
        last = memory.cast.last_person(at)
        if last is None:
            return None
        who = Who(memory.cast.full_name(last), person=True, key=memory.cast.key(last))
        said = word in ("he", "she") and memory.is_said(last.at.start)
        if goes_with(who, word) and not said:
            return who
        at = last.at.start
    return None
