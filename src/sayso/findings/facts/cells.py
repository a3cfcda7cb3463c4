"""What every text of the story does with one claim.

    finding's tellings ──▶ told · relayed · differs (the texts that tell it)
    likeness of every other text's units ┐
    rare words, names and numbers in it  ┴▶ unclear · not-found

A text is said not to tell a claim only where two looks find nothing: none of its units is likely to
tell the same, and none of its sentences, nor two that follow each other, holds most of what is rare
in the claim. The second look sees what was never laid beside the claim as a unit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sayso.findings.facts.board import Board
from sayso.findings.facts.same import clash
from sayso.findings.tellings.senses import content
from sayso.findings.tellings.units import Unit
from sayso.model import Agreement, Cell, CellKind, Conflict, Day, Passage, Relay, Telling
from sayso.text import letters, view

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# characters of prose from which an article could have told what others tell (a short news item)
LONG_ENOUGH = 1500
# share of a claim's words, weighted by rarity, from which two sentences may tell it
_HELD = 0.4


@dataclass(frozen=True)
class Looker:
    """Looks for claims in every text of one story."""

    board: Board

    def cells(
        self, tellings: Sequence[Telling], *, parted: bool, whole: bool = False
    ) -> tuple[Cell, ...]:
        """What each text does with what these tellings tell; `parted` where they do not agree,
        `whole` where each of them holds all of it: another one that did would be among them.
        """
        told = [unit for t in tellings for unit in self._at.get(t.at, ())]
        likely = self._likely(told)
        held = self.held([frozenset(u.words) for u in told] or [self._words(t) for t in tellings])
        first = min((d for t in tellings if (d := self._day(t.at.doc_id))), default=None)
        own = {t.at.doc_id for t in tellings}
        made = []
        for doc in self.board.case.documents:
            best, unit = likely.get(doc.id, (0.0, None))
            if doc.id in own or self._reprints(doc.id, tellings):
                mine = [t for t in tellings if t.at.doc_id == doc.id]
                handed_on = bool(mine) and all(self._relayed(t) for t in mine)
                telling: CellKind = "relayed" if handed_on else "told"
                made.append(Cell(doc.id, "differs" if parted else telling, 1.0))
                continue
            kind: CellKind = "unclear"
            if self._nothing(doc.id, best, held.get(doc.id, 1.0)):
                kind = "not-found"
            elif unit and not parted and best >= self.board.options.attached:
                kind = self._alike(unit, told)
                kind = "unclear" if whole and kind == "told" else kind
            left_out = kind == "not-found" and self._could_have_told(doc.id, first)
            made.append(Cell(doc.id, kind, round(best, 4), left_out))
        return tuple(made)

    def alone(self, unit: Unit) -> bool:
        """No text of another family holds anything like what this unit tells, by both looks."""
        board = self.board
        near = board.alike.partners.get(unit.index, ())
        if any(
            p >= board.options.not_found and board.units[n].family != unit.family for n, p in near
        ):
            return False
        held = self.held([frozenset(unit.words)])
        family_of = board.case.family_of
        return all(
            share < _HELD for doc_id, share in held.items() if family_of[doc_id] != unit.family
        )

    def held(self, claims: Sequence[frozenset[str]]) -> dict[str, float]:
        """Document id to the greatest share of a claim's rare words that two sentences of it hold;
        documents without a sentence are absent.
        """
        windows, columns, rarity, starts, ids = self._windows
        if not ids:
            return {}
        most = np.zeros(len(ids))
        for words in claims:
            whole = sum(rarity.get(w, 1.0) for w in sorted(words))
            weights = np.zeros(len(columns))
            for w in words:
                if w in columns:
                    weights[columns[w]] = rarity[w]
            most = np.maximum(
                most, np.maximum.reduceat(windows @ weights, starts) / max(whole, 1e-9)
            )
        return dict(zip(ids, most.tolist(), strict=True))

    # ---- the two looks -----------------------------------------------------------

    def _nothing(self, doc_id: str, best: float, held: float) -> bool:
        """Neither look finds anything alike, in a text that was read."""
        return best < self.board.options.not_found and held < _HELD and doc_id in self._read

    def _alike(self, unit: Unit, told: Sequence[Unit]) -> CellKind:
        """What a unit that is likely to tell it does: a slot may differ, or not be sure."""
        clashes = {clash(unit, one) for one in told}
        if clashes == {None}:
            return "told"
        return "differs" if clashes <= {"amount", "day"} else "unclear"

    def _likely(self, told: Sequence[Unit]) -> dict[str, tuple[float, Unit]]:
        """Document id to its unit that is likeliest on average to tell what these tell, and the
        greatest likeness of any of its units with any of them where that is below it.
        """
        sums: defaultdict[int, float] = defaultdict(float)
        peaks: dict[str, float] = {}
        units, alike = self.board.units, self.board.alike
        for one in told:
            for n, p in alike.partners.get(one.index, ()):
                sums[n] += p
                for doc_id in self._homes[n]:
                    if p > peaks.get(doc_id, 0.0):
                        peaks[doc_id] = p
        best: dict[str, tuple[float, Unit]] = {}
        for n, total in sorted(sums.items()):
            for doc_id in self._homes[n]:
                if total / len(told) > best.get(doc_id, (0.0, None))[0]:
                    best[doc_id] = (total / len(told), units[n])
        ceiling = self.board.options.attached
        return {
            # what is likely for one telling only is not told, nor is it not found
            d: (mean if mean >= ceiling else min(peaks[d], ceiling - 1e-6), unit)
            for d, (mean, unit) in best.items()
        }

    @cached_property
    def _homes(self) -> list[tuple[str, ...]]:
        """The documents that hold each unit: its own, and copies that repeat it."""
        return [
            tuple(dict.fromkeys([u.doc_id, *(reading.doc_id for reading, _, _ in u.echoes)]))
            for u in self.board.units
        ]

    @cached_property
    def _windows(
        self,
    ) -> tuple[csr_matrix, dict[str, int], dict[str, float], list[int], list[str]]:
        """Every two sentences that follow each other, as rows of words; the column and the rarity
        of every word; where the rows of each document begin, and its id.
        """
        from scipy.sparse import csr_matrix  # heavy: loaded where it is needed

        case = self.board.case
        spread: Counter[str] = Counter()
        rows: list[frozenset[str]] = []
        starts, ids = [], []
        for reading in case.readings:
            text = case.texts[reading.doc_id]
            bags = [content(at.cut(text)) for at in reading.sentences]
            if bags:
                starts.append(len(rows))
                ids.append(reading.doc_id)
                rows += [a | b for a, b in zip(bags, [*bags[1:], frozenset()], strict=True)]
                spread.update(frozenset().union(*bags))
        columns = {word: n for n, word in enumerate(sorted(spread))}
        rarity = {w: float(np.log((len(case.documents) + 1) / n)) + 0.3 for w, n in spread.items()}
        at = [columns[w] for row in rows for w in sorted(row)]
        ends = np.cumsum([0, *(len(row) for row in rows)])
        shape = (len(rows), len(columns))
        return csr_matrix((np.ones(len(at)), at, ends), shape=shape), columns, rarity, starts, ids

    @cached_property
    def _read(self) -> frozenset[str]:
        """Documents in which anything was read as telling something: not those of a language that
        is not read.
        """
        return frozenset(i for homes in self._homes for i in homes)

    # ---- what tells it -------------------------------------------------------------

    @cached_property
    def _at(self) -> dict[Passage, list[Unit]]:
        found: defaultdict[Passage, list[Unit]] = defaultdict(list)
        for unit in self.board.units:
            found[unit.at].append(unit)
        return found

    def _words(self, telling: Telling) -> frozenset[str]:
        return content(telling.at.cut(self.board.case.texts[telling.at.doc_id]))

    def _reprints(self, doc_id: str, tellings: Sequence[Telling]) -> bool:
        """A copy that holds the very words of a telling of its family tells it, too."""
        case = self.board.case
        folded = None
        for t in tellings:
            other = t.at.doc_id
            if other != doc_id and case.family_of[other] == case.family_of[doc_id]:
                folded = folded or view(case.texts[doc_id]).folded.text()
                if letters(t.at.cut(case.texts[other])) in folded:
                    return True
        return False

    def _relayed(self, telling: Telling) -> bool:
        """The text hands on another's report: a channel is named, or a relay is credited here."""
        return bool(telling.via) or any(
            relay.about.overlaps(telling.at) for relay in self._relays.get(telling.at.doc_id, ())
        )

    @cached_property
    def _relays(self) -> dict[str, tuple[Relay, ...]]:
        return {reading.doc_id: reading.relays for reading in self.board.case.readings}

    def _could_have_told(self, doc_id: str, first: date | None) -> bool:
        """The text is of the day of the first telling or later, and long enough."""
        case = self.board.case
        doc, day = case.document[doc_id], self._days[doc_id]
        earliest = day.earliest or day.best
        prose = len(doc.text) - sum(len(part.at) for part in doc.parts)
        return (
            first is not None
            and earliest is not None
            and earliest >= first
            and prose >= LONG_ENOUGH
        )

    @cached_property
    def _days(self) -> dict[str, Day]:
        return {day.doc_id: day for day in self.board.case.days}

    def _day(self, doc_id: str) -> date | None:
        return self._days[doc_id].best


def with_cells(
    looker: Looker, findings: Sequence[Agreement | Conflict]
) -> tuple[Agreement | Conflict, ...]:
    """The findings, each with what every text does with it."""

    def of(found: Agreement | Conflict) -> tuple[Cell, ...]:
        parted = isinstance(found, Conflict)
        whole = isinstance(found, Agreement) and found.certainty == "firm"
        return looker.cells(found.tellings, parted=parted, whole=whole)

    return tuple(replace(f, cells=of(f)) for f in findings)
