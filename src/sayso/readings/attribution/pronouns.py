"""Whom a pronoun stands for: the subject around it, else the last speaker or named subject that it
goes with.

"He" and "she" are people, "they" groups or bodies, "it" one body or paper that spoke last. Speakers
are looked for two paragraphs back (one for "it"); where none fits "he" or "she", the last person
named anywhere before is taken. What has no clear antecedent stays open, with the reason.

    pronoun ──outer subject? heard? subject of the paragraph?──▶ Who
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from sayso.model import Reason
from sayso.readings.attribution.cues import speaks
from sayso.readings.attribution.naming import named
from sayso.readings.attribution.subjects import own_subject
from sayso.readings.attribution.voices import Memory, Who, goes_with
from sayso.readings.page.marks import Marked

HE = frozenset({"he", "she", "him", "her", "his"})
THEY = frozenset({"they", "them", "their"})
IT = frozenset({"it", "its"})
_HEARD_ATTRIBUTIONS = (
    60  # attributions looked back over; bounds the work in a text that is all quotations
)
_TRIED_PEOPLE = 4  # people named before a pronoun that are tried where no one has spoken
NEAR = 2  # paragraphs over which a pronoun looks back for a speaker; "the official" four times


def pronoun(marked: Marked, head: Token, memory: Memory) -> Who:
    """The one that the pronoun `head` stands for; a speaker of None, with its reason, where nobody
    can be told.
    """
    plural, thing = head.lower_ in THEY, head.lower_ in IT
    outer = None if plural or thing else _outer_subject(marked, head, memory)
    who = outer or (_body(marked, head, memory) if thing else _latest(marked, head, memory, plural))
    if who is None or not who.speaker:
        return Who(None, why=(Reason("unresolved", ("antecedent", head.text)),))
    return replace(who, why=(Reason("pronoun", (head.text, who.speaker)),))


def _outer_subject(marked: Marked, head: Token, memory: Memory) -> Who | None:
    """The person who is the subject of the clause around the pronoun's own."""
    for node in head.head.ancestors:
        subject = own_subject(node)
        if subject is not None and subject.i < head.i:
            who = named(marked, subject, memory)
            if who is not None and who.person and goes_with(who, head.lower_):
                return who
    return None


def _latest(marked: Marked, head: Token, memory: Memory, plural: bool) -> Who | None:
    """The last speaker or named subject before the pronoun, within reach."""
    at = marked.piece.base + head.idx
    heard = [
        (offset, who)
        for offset, who in _heard(memory, at, NEAR)
        if _fits(who, plural) and goes_with(who, head.lower_)
    ]
    if not plural and (acting := _subject_before(marked, head, memory)):
        heard.append(acting)
    if heard:
        return max(heard, key=lambda item: item[0])[1]
    return None if plural else _last_person(at, memory, head.lower_)


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


def _fits(who: Who, plural: bool) -> bool:
    one = who.person or who.anonymous
    return who.plural or not one if plural else one and not who.plural


def _subject_before(marked: Marked, head: Token, memory: Memory) -> tuple[int, Who] | None:
    """The last person named as a subject of the paragraph before the pronoun that it goes with."""
    for i in reversed(marked.subjects[: bisect_left(marked.subjects, head.i)]):
        token = marked.tokens[i]
        who = None if _spoken_of(token) else named(marked, token, memory)
        if who is not None and who.person and goes_with(who, head.lower_):
            return marked.piece.base + token.idx, who
    return None


def _spoken_of(subject: Token) -> bool:
    """True for the subject of what another says: Oru in "Ruiz asked whether Oru would go"."""
    verb = subject.head
    return (
        verb.dep_ == "ccomp"
        and speaks(verb.head.lemma_.lower())
        and own_subject(verb.head) is not None
    )


def _last_person(at: int, memory: Memory, word: str) -> Who | None:
    """The last person named before the offset whom the pronoun fits; only the nearest few are
    tried.
    """
    for _ in range(_TRIED_PEOPLE):
        last = memory.cast.last_person(at)
        if last is None:
            return None
        who = Who(memory.cast.full_name(last), person=True, key=memory.cast.key(last))
        if goes_with(who, word):
            return who
        at = last.at.start
    return None
