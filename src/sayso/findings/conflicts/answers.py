"""The later text that surely tells what an earlier one left open.

Each kind of question has a narrow check of its own: the same proposition told as so or as not so,
the same thing said to be done after all, a name for the one who had none, a claim of
responsibility.

    Question ──later days, one check a kind──▶ units
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sayso.findings.conflicts.sides import Sides
from sayso.findings.facts.board import Board
from sayso.findings.tellings.cues import plain
from sayso.findings.tellings.questions import Question, leaves_open
from sayso.findings.tellings.senses import content_words
from sayso.findings.tellings.units import Unit
from sayso.lexicon import words
from sayso.model import Passage
from sayso.text import fold_words, stem

_LIKELY = 0.5  # probability from which a later unit tells what was asked
_DONE = 0.3  # and from which it tells that it was done, where the verb is the same
_HELD = 0.5  # share of the question's weight that it must hold
_SHARED = 3  # content words that it must share; two where the verb is the same
_CLAIMED = re.compile(
    r"\b(?:claimed|claims|claiming|took|taken|taking) (?:responsibility|credit)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\bidentified (?:him|her|them|the)\b|\bnamed the\b|\b(?:was|were|been) (?:identified|named)\b"
    r"|\b(?:is|as) (?=[A-Z])"
)
_NAMES = ("name", "unnamed")


def _stems(printed: str) -> frozenset[str]:
    return frozenset(stem(w) for w, _, _ in fold_words(printed) if w not in words("stopwords"))


_NAMING = _stems("name names identity identified named identify released disclosed yet publicly")


@dataclass(frozen=True)
class Answers:
    """Looks up the answers to the questions of one story."""

    board: Board
    sides: Sides

    @cached_property
    def days(self) -> dict[str, date | None]:
        """Day of publication by document."""
        return {day.doc_id: day.best for day in self.board.case.days}

    @cached_property
    def _naming(self) -> tuple[tuple[Unit, frozenset[str]], ...]:
        """Units that say whose name a name is, with the stems of their words."""
        people = self.board.case.people
        units = (u for u in self.board.units if u.names & people)
        printed = ((u, self._printed(u.at)) for u in units)
        return tuple((u, _stems(text)) for u, text in printed if _NAMED.search(text))

    @cached_property
    def _claiming(self) -> tuple[Unit, ...]:
        return tuple(u for u in self.board.units if _CLAIMED.search(self._printed(u.at)))

    def of(self, question: Question) -> list[Unit]:
        """Of each later text the likeliest unit that surely tells what was asked."""
        best: dict[str, tuple[float, Unit]] = {}
        for unit, p in self._candidates(question):
            said = ("sure", "denied") if question.kind == "whether" else ("sure",)
            if unit.stance not in said or not self._later(question, unit):
                continue
            better = p > best.get(unit.doc_id, (-1.0, unit))[0]
            if better and not leaves_open(self._printed(unit.at)):
                best[unit.doc_id] = (p, unit)
        return [unit for _, unit in best.values()]

    def _candidates(self, question: Question) -> Iterable[tuple[Unit, float]]:
        if question.kind == "claimed":
            return ((u, 0.0) for u in self._claiming)
        if question.kind in _NAMES:
            who = _stems(self._printed(question.about)) - _NAMING
            return ((u, 0.0) for u, stems in self._naming if who & stems)
        return self._alike(question) if question.kind in ("whether", "undone") else ()

    def _alike(self, question: Question) -> Iterable[tuple[Unit, float]]:
        mine = self.sides.unit_at(question.about) or self.sides.unit_at(question.sentence)
        wanted = set(content_words(self._printed(question.about)))
        verb = set(content_words(self._printed(question.cue))[-1:])
        undone = question.kind == "undone"
        for n, p in self.board.alike.partners.get(mine.index, ()) if mine else ():
            unit = self.board.units[n]
            held, shared = self.sides.held(wanted, unit)
            if held < _HELD or p < (_DONE if undone else _LIKELY):
                continue
            if verb & set(unit.words) and shared >= 2 if undone else shared >= _SHARED:
                yield unit, p

    def _later(self, question: Question, unit: Unit) -> bool:
        one, two = self.days.get(question.about.doc_id), self.days.get(unit.doc_id)
        return bool(one and two and one < two)

    def _printed(self, at: Passage) -> str:
        return plain(at.cut(self.board.case.texts[at.doc_id]))
