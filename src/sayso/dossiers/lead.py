"""What a reader needs first: one paragraph of at most 120 words, every clause a link.

Page ──what happened · what is disputed · on how many origins · what is not known──▶ Clause(s)
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from sayso.dossiers.alone import stands_alone
from sayso.dossiers.cards import ClaimCard, ConflictCard, Line, SideView
from sayso.dossiers.index import Lookup
from sayso.dossiers.timeline import EventLine
from sayso.dossiers.top import Page
from sayso.dossiers.wording import NAME, count, listed
from sayso.dossiers.worth import Worth

MOST_WORDS = 120
_LONG = 34  # words of one clause that a paragraph bears
_FEW = 6  # words of an answer that need not stand alone
_OPENING = 500  # characters of a text in which stands what it is about
_BEGUN = 9  # words by which a longer claim is named
_TOLD = 2  # claims of the paragraph
_PARTED = 2  # disputes of the paragraph
_NUMBER = re.compile(r" \(article \d+\)$")
_OF_WHAT = ("when it happened", "where it happened", "who said it")  # which only the card shows
_VERBS = {"real": "Disputed", "superseded": "Overtaken"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of the paragraph and the line it leads to (`href` an id of the page); `label` is
    what its first words say of it, which stand before a colon.
    """

    said: str
    href: str
    label: str = ""

    @property
    def words(self) -> str:
        """The whole."""
        return f"{self.label}: {self.said}" if self.label else self.said


def lead(look: Lookup, page: Page) -> tuple[Clause, ...]:
    """The paragraph; clauses that would make it too long are left out, and the next is tried."""
    chosen: list[Clause] = []
    left = MOST_WORDS
    for clause in _clauses(look, page):
        length = len(clause.words.split())
        if length <= left:
            chosen.append(clause)
            left -= length
    return tuple(chosen)


def _clauses(look: Lookup, page: Page) -> Iterator[Clause]:
    told, happened = _told(look, page)
    yield from happened
    parted = [c for c in page.conflicts if c not in page.small]
    named = [c for c in parted if c.question not in _OF_WHAT and c.verdict != "precision"]
    for conflict in named[:_PARTED]:
        if words := _parting(conflict):
            yield Clause(words, conflict.id, _label(conflict))
    if len(parted) > _PARTED:
        yield Clause(f"The accounts part in {count(len(parted), 'place')} in all.", "part")
    elif not page.conflicts and look.texts(look.documents) > 1:
        yield Clause("No place was found where the accounts part.", "part")
    yield from told
    yield from _resting(page, {clause.href for clause in (*told, *happened)})
    for line in _still_open(look, page)[:1]:
        yield Clause(_stopped(line.what), line.id, _upper(line.note))


def _still_open(look: Lookup, page: Page) -> list[Line]:
    """What the latest texts say is not known: an earlier one may have been overtaken."""
    latest = max((day.best for day in look.days.values() if day.best), default=None)
    return [
        line
        for line in page.questions.open
        if _short(line.what) and "answers" not in line.note and line.day and line.day == latest
    ]


def _told(look: Lookup, page: Page) -> tuple[list[Clause], list[Clause]]:
    """The second and the first of what several texts tell or one dates, by how much of the story
    turns on it.
    """
    worth = Worth.of_story(look)
    lines: list[ClaimCard | EventLine] = [c for c in page.agreements.open if c.texts > 1]
    lines += [
        e
        for e in page.events.open
        if e.status == "happened"
        and (e.texts > 1 or (worth.is_of_story(e.what) and e.at and e.at.start < _OPENING))
    ]
    ranked = sorted(
        (line for line in lines if _short(line.what)),
        key=lambda line: (
            not worth.is_of_story(line.what),
            -math.sqrt(line.texts) * worth.of(line.what),
        ),
    )
    made = [Clause(_claimed(c), c.id, _first_words(c)) for c in ranked[:_TOLD]]
    return made[1:], made[:1]


def _claimed(line: ClaimCard | EventLine) -> str:
    """What is told, then by how many texts and on how many origins it rests."""
    return f"{_unstopped(line.what)} ({line.badge})."


def _first_words(line: ClaimCard | EventLine) -> str:
    """The day of an event; the name of the one origin on which a claim rests."""
    if isinstance(line, EventLine):
        return _upper(line.when)
    return f"By {line.origins[0]} alone" if line.warning else ""


def _label(card: ConflictCard) -> str:
    question = card.question
    topic = "" if question.startswith("whether “") or len(question) > NAME else f", {question}"
    return _VERBS.get(card.verdict, "Told differently") + topic


def _parting(card: ConflictCard) -> str:
    """The answers, or the first that can be read and who tells otherwise; empty where none can."""
    clear = all(len(s.value.split()) <= _FEW or stands_alone(s.value) for s in card.sides)
    if clear and sum(len(side.value.split()) for side in card.sides) <= _LONG + _LONG // 2:
        sides = [f"{_unstopped(side.value)} ({_tellers(side)})" for side in card.sides]
        if card.verdict == "scope":
            return f"{listed(sides)}, which can both be true."
        return f"{' against '.join(sides)}."
    first = next((s for s in card.sides if _short(s.value) and stands_alone(s.value)), None)
    if first is None:
        return ""
    others = [_tellers(side) for side in card.sides if side is not first]
    return f"{_unstopped(first.value)} ({_tellers(first)}; otherwise {listed(others)})."


def _tellers(side: SideView) -> str:
    """Outlets alone: the clause leads to the articles."""
    outlets = (_NUMBER.sub("", t.source.label) for t in side.told)
    return listed(list(dict.fromkeys(outlets)), most=2)


def _resting(page: Page, said: Container[str]) -> Iterator[Clause]:
    """The claims that look widely confirmed and rest on one origin, where not yet said."""
    wide = [c for c in page.agreements.open if c.warning and c.id not in said]
    if len(wide) == 1:
        texts = count(wide[0].texts, "text")
        said_of = f"{_first_of(wide[0].what)} ({texts}) rests on {wide[0].origins[0]} alone."
        yield Clause(said_of, wide[0].id)
    elif wide:
        most = max(wide, key=lambda c: c.texts)
        words = f"{len(wide)} claims of several texts rest on one origin each: {most.origins[0]}"
        yield Clause(f"{words}, for one.", most.id)


def _first_of(words: str) -> str:
    """The first words of a claim that is too long for the paragraph, by which it is found below.

    >>> _first_of("The ferry ran aground on Monday")
    '“The ferry ran aground on Monday”'
    """
    held = words.strip("“” ").split()
    return f"“{' '.join(held[:_BEGUN])}{' …' if len(held) > _BEGUN else ''}”"


def _short(words: str) -> bool:
    return len(words.split()) <= _LONG


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _stopped(words: str) -> str:
    """With a full stop where none ends it."""
    return words if words.rstrip("”\"’')")[-1:] in ".!?" else words.rstrip(" ,;:") + "."


def _unstopped(words: str) -> str:
    """Without a full stop at its end, inside the marks that close it or not."""
    return re.sub(r"\.([”\"'’)]*)$", r"\1", words.rstrip(" ,;:"))
