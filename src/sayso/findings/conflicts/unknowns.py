"""What a text says is not known, not released or not said, and the later text that surely tells it.

sentences ──cues──▶ Question ──joined──▶ OpenQuestion ──later texts──▶ answered
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

from sayso.findings.conflicts.answers import Answers
from sayso.findings.conflicts.drafts import Draft
from sayso.findings.conflicts.sides import Sides
from sayso.findings.facts.board import Board
from sayso.findings.tellings.questions import Question, questions
from sayso.findings.tellings.senses import content_words
from sayso.findings.tellings.tellings import finding_id, headline_of, telling, tellings
from sayso.groups import joined
from sayso.model import OpenQuestion, Passage, Quote, Reason, Telling

# what was so and then was not: whoever did not say a name, or was not sure, contradicts nobody
_SETTLED = frozenset({"name", "undone", "claimed"})
_SHARED = 2  # content words that two questions of one wording share
_ALIKE = 0.6  # and what share of all their words


def unknowns(board: Board) -> tuple[OpenQuestion, ...]:
    """What was not known, in the order in which the story's texts say it."""
    sides = Sides(board)
    answers = Answers(board, sides)
    asked = _asked(board)
    groups = _one_question(board, sides, asked)
    return tuple(_open(board, answers, [asked[n] for n in group]) for group in groups)


def answered(board: Board, found: Sequence[OpenQuestion]) -> Sequence[Draft]:
    """What was not known at first and is told by a later text: a conflict that time has settled."""
    told = [question for question in found if question.answered]
    settled = {q.clause for q in _asked(board) if q.kind in _SETTLED} if told else set()
    return [_settled(board, question) for question in told if question.tellings[0].at in settled]


def _settled(board: Board, question: OpenQuestion) -> Draft:
    late = tuple(question.tellings[n] for n in question.answered)
    early = tuple(t for n, t in enumerate(question.tellings) if n not in question.answered)
    values = (question.what, headline_of(board.case, late[0].at))
    topic = "what was not known"
    return Draft("status", "superseded", topic, values, (early, late), question.why, rank=1)


def _asked(board: Board) -> list[Question]:
    """What the texts that are no copies leave open."""
    case = board.case
    return [
        question
        for reading in case.readings
        if case.family_of[reading.doc_id] == reading.doc_id
        for question in questions(reading, case.document[reading.doc_id])
    ]


def _one_question(board: Board, sides: Sides, asked: Sequence[Question]) -> list[list[int]]:
    """Sentences of one question together, in the order of the first of each."""
    bags = [_bag(board, q) for q in asked]
    homes = [sides.unit_at(q.about) for q in asked]
    pairs = [(n, n) for n in range(len(asked))]
    for a, b in combinations(range(len(asked)), 2):
        if asked[a].kind != asked[b].kind:
            continue
        mine, yours = homes[a], homes[b]
        p = board.alike.of(mine.index, yours.index) if mine and yours else 0.0
        near = p >= board.options.same_fact or asked[a].kind == "claimed"
        if near or _one_wording(bags[a], bags[b]):
            pairs.append((a, b))
    return joined(pairs)


def _bag(board: Board, question: Question) -> frozenset[str]:
    """What it asks, without the words that say that it is not known."""
    about, cue, text = question.about, question.cue, board.case.texts[question.about.doc_id]
    if not about.overlaps(cue):
        return frozenset(content_words(about.cut(text)))
    before, after = text[about.start : cue.start], text[cue.end : max(cue.end, about.end)]
    return frozenset(content_words(f"{before} {after}"))


def _one_wording(one: frozenset[str], two: frozenset[str]) -> bool:
    return len(one & two) >= _SHARED and len(one & two) >= _ALIKE * len(one | two)


# ---- what a reader sees ---------------------------------------------------------------


def _open(board: Board, answers: Answers, group: Sequence[Question]) -> OpenQuestion:
    asked = [_told(q) for q in group]
    found = dict.fromkeys(u.index for q in group for u in answers.of(q))
    late = [t for n in found for t in tellings(board.units[n])]
    told = (*asked, *late)
    days = answers.days
    known = [d for q in group if (d := days.get(q.about.doc_id))]
    first = min(known, default=None)
    reason = _why(first, late, days, tuple(q.cue for q in group))
    return OpenQuestion(
        id=finding_id("u", "unknown", told),
        what=headline_of(board.case, group[0].clause),
        tellings=told,
        answered=tuple(range(len(asked), len(told))),
        day=first,
        why=(reason,),
    )


def _why(
    first: date | None,
    late: Sequence[Telling],
    days: Mapping[str, date | None],
    at: tuple[Passage, ...],
) -> Reason:
    last = min((d for t in late if (d := days.get(t.at.doc_id))), default=None)
    if first and last:
        return Reason("not-known", ("answered", first, last), at)
    return Reason("not-known", ("on", first) if first else ("open",), at)


def _told(question: Question) -> Telling:
    place = (question.clause, question.sentence)
    return telling(question.reading, place, _quote(question))


def _quote(question: Question) -> Quote | None:
    """On whose say-so it is not known."""
    for quote in question.reading.quotes:
        if any(at.covers(question.cue) for at in quote.content):
            return quote
    return None
