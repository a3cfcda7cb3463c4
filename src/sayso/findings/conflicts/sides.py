"""Who tells one side of a dispute: the units that tell a claim, and those that deny it.

content of a denial ──probability, shared rare words──▶ units that tell it · units that deny it
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sayso.findings.facts.board import Board
from sayso.findings.facts.same import amounts_clash, days_clash
from sayso.findings.tellings.cues import Hit
from sayso.findings.tellings.senses import content_words
from sayso.findings.tellings.units import Unit
from sayso.model import Passage

# probability that a unit tells the claim, and share of the claim's weight that it must hold then
_TELLS = ((0.5, 0.36), (0.3, 0.6))
_TELLS_SURELY = ((0.7, 0.75), (0.75, 0.4))  # where it is no more than insisted
_TELLS_STRICT = ((0.5, 0.5), (0.3, 0.75))  # where the cue does not spell the claim out
_LEAST_SHARED = 2  # words that both must share
_DENIES = 0.5  # probability from which another text's denial is of the same claim
_NEAR_BY = 2  # sentences around a cue whose units stand first
_SHARED_WEIGHT = 0.1  # for each shared word, so that one that all units have still counts
_SAME_PLACE = 0.4  # share of both stretches from which a unit is what the cue bears on
_EVERYWHERE = 0.5  # share of a story's texts from which a word belongs to its main event


@dataclass(frozen=True)
class Sides:
    """Looks up both sides of disputes in one story."""

    board: Board

    @cached_property
    def _by_doc(self) -> dict[str, list[Unit]]:
        found: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.board.units:
            found[unit.doc_id].append(unit)
        return found

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How rare a word is among the units of the story."""
        counts: dict[str, int] = defaultdict(int)
        for unit in self.board.units:
            for word in set(unit.words):
                counts[word] += 1
        total = len(self.board.units) + 1
        return {word: math.log(total / n) for word, n in counts.items()}

    @cached_property
    def _denying(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.board.units if unit.stance == "denied")

    @cached_property
    def _common(self) -> frozenset[str]:
        """Words of the main event: they stand in most texts."""
        homes: dict[str, set[str]] = defaultdict(set)
        for unit in self.board.units:
            for word in set(unit.words):
                homes[word].add(unit.family)
        texts = len({unit.family for unit in self.board.units})
        return frozenset(
            w for w, where in homes.items() if len(where) > 1 and len(where) > _EVERYWHERE * texts
        )

    def unit_at(self, at: Passage) -> Unit | None:
        """The unit that is nearly these words."""
        best, most = None, _SAME_PLACE
        for unit in self._by_doc.get(at.doc_id, ()):
            shared = min(unit.at.end, at.end) - max(unit.at.start, at.start)
            whole = max(unit.at.end, at.end) - min(unit.at.start, at.start)
            if shared / whole > most:
                best, most = unit, shared / whole
        return best

    def of_main_event(self, unit: Unit | None) -> bool:
        """Whether most of what a unit names stands in most texts."""
        plain = set(unit.words) if unit else set()
        return bool(plain) and 2 * len(plain & self._common) > len(plain)

    def denied(self, hit: Hit, content: Unit | None) -> bool:
        """Whether what is disputed was a "not": "initially said that no letter was sent"."""
        if hit.kind == "insisted":
            return False
        inside = bool(content and hit.content and hit.content.covers(content.at))
        negated = bool(inside and content and content.claims[0].negated)
        return negated != (hit.where in ("admitted", "withdrawn"))

    def claims(self, hit: Hit, content: Unit | None) -> tuple[int, ...]:
        """Units that tell what a sentence denies, those near it first."""
        if hit.content is None or content is None:
            return ()
        wanted = set(content_words(hit.content.cut(self.board.case.texts[content.doc_id])))
        negated = self.denied(hit, content)
        inside = _inside(content, hit.content)
        near: list[int] = []
        far: list[tuple[float, int]] = []
        for n, p in self.board.alike.partners.get(content.index, ()):
            unit = self.board.units[n]
            if unit.sentence == hit.sentence or (unit.stance == "denied") != negated:
                continue
            if unit.stance in ("asked", "unsaid"):
                continue
            if _clash(inside, unit):
                continue
            held, shared = self.held(wanted, unit)
            if shared < _LEAST_SHARED or not _tells(p, held, hit):
                continue
            if self._beside(hit, unit):
                near.append(n)
            else:
                far.append((-p, n))
        return (*near, *(n for _, n in sorted(far)))

    def withdrawn(self, hit: Hit) -> tuple[int, ...]:
        """The denial that somebody gave up: of earlier texts and this one, the unit denying
        something whose surroundings share most with what is now said to be so.
        """
        if hit.where != "withdrawn" or hit.content is None:
            return ()
        text = self.board.case.texts[hit.sentence.doc_id]
        wanted = set(content_words(hit.content.cut(text)))
        best, most = None, 0.0
        for unit in self._denying:
            if unit.sentence == hit.sentence:
                continue
            shared = wanted & self._around(unit)
            weight = sum(self._weights.get(w, 0.0) + _SHARED_WEIGHT for w in shared)
            if shared & self._common and self._no_later(unit, hit) and weight > most:
                best, most = unit.index, weight
        return () if best is None else (best,)

    def claim_before(self, denial: Unit) -> tuple[int, ...]:
        """Who else says what a denial denies, beside it."""
        wanted = set(denial.words)
        return tuple(
            u.index
            for u in self._by_doc[denial.doc_id]
            if u.stance == "sure"
            and u.sentence != denial.sentence
            and self._apart(denial.sentence, u) == 1
            and wanted & set(u.words)
            and u.holder is not None
            and u.holder != denial.holder
        )

    def _around(self, unit: Unit) -> set[str]:
        near = (u for u in self._by_doc[unit.doc_id] if self._apart(unit.sentence, u) <= 1)
        return {word for u in near for word in u.words}

    def _no_later(self, unit: Unit, hit: Hit) -> bool:
        days = {day.doc_id: day.best for day in self.board.case.days}
        one, two = days.get(unit.doc_id), days.get(hit.sentence.doc_id)
        return unit.doc_id == hit.sentence.doc_id or bool(one and two and one <= two)

    def _apart(self, sentence: Passage, unit: Unit) -> int:
        sentences = unit.reading.sentences
        return abs(sentences.index(sentence) - sentences.index(unit.sentence))

    def held(self, wanted: set[str], unit: Unit) -> tuple[float, int]:
        """The share of the weight of words that a unit holds, and how many it holds."""
        weights = {w: self._weights.get(w, math.log(len(self.board.units) + 1)) for w in wanted}
        shared = wanted & set(unit.words)
        total = sum(weights.values())
        return (sum(weights[w] for w in shared) / total if total else 0.0), len(shared)

    def _beside(self, hit: Hit, unit: Unit) -> bool:
        if unit.doc_id != hit.sentence.doc_id:
            return False
        return self._apart(hit.sentence, unit) <= _NEAR_BY

    def also_deny(self, told: Sequence[tuple[Hit, Unit]]) -> list[Unit]:
        """Units of other texts that deny the same."""
        texts = {u.doc_id for _, u in told}
        found: dict[int, Unit] = {}
        for hit, content in told:
            wanted = set(content.words)
            stance = "sure" if self.denied(hit, content) else "denied"
            for n, p in self.board.alike.partners.get(content.index, ()):
                unit = self.board.units[n]
                if unit.stance != stance or unit.whole or unit.doc_id in texts:
                    continue
                if (
                    p >= _DENIES
                    and not _clash(content, unit)
                    and _tells(p, self.held(wanted, unit)[0], hit)
                ):
                    found[n] = unit
        return [found[n] for n in sorted(found)]


def _inside(content: Unit, at: Passage) -> Unit:
    """With the days and amounts of the claim alone: "on Sunday Lind denied that it had leaked"."""
    return replace(
        content,
        times=tuple(t for t in content.times if at.covers(t.at)),
        quantities=tuple(q for q in content.quantities if at.covers(q.at)),
    )


def _clash(content: Unit, unit: Unit) -> bool:
    return amounts_clash(content.quantities, unit.quantities) or days_clash(content, unit)


def _tells(p: float, held: float, hit: Hit) -> bool:
    bars: tuple[tuple[float, float], ...] = _TELLS_STRICT if hit.where == "behind" else _TELLS
    if hit.kind == "insisted":
        bars = _TELLS_SURELY
    return any(p >= likely and held >= share for likely, share in bars)
