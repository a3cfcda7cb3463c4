"""Happenings that are one event: alike in words or in what they tell, on days that do not exclude
each other.

Two of them are one event too where one clause stands inside the other, and what one speaker said
on one day is one entry. What is only named ("Monday's attack", "the letter sent on Monday") joins
the deed of its day that it is nearest to.

    DatedHappening ──words · the scorer of facts · one voice · one place──▶ groups
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from sayso.findings.facts.board import Board
from sayso.findings.timeline.dated_happenings import DatedHappening, alike, exclude
from sayso.lexicon import mapping, words
from sayso.spans import Places

# average likeness from which happenings of one day are one event (bench/timeline)
_SAME_EVENT = 0.42
_NAMED = 0.2  # likeness from which what is only named means the deed of its day
_SAME_FACT = 0.5  # probability of one fact from which the scorer joins what words do not
_ONE_DAY = timedelta(days=1)
_TELLING_WORD = 0.2  # share of a happening's weight that a word must have to lead to others like it
# members of a group that a new one is laid beside; bounds the work where hundreds tell one event
_COMPARED = 12
_NEAR_UNITS = 16  # likeliest units that a happening leads to

Group = list[DatedHappening]


def one_event(board: Board, found: Sequence[DatedHappening]) -> list[Group]:
    """Groups of happenings that are one event, those of the finest days first in each."""
    likely = _Likely(board, tuple(found))
    told = _grouped(likely, [one for one in found if not one.happening.aside])
    named = _grouped(likely, [one for one in found if one.happening.aside])
    return _with_named(likely, told, named)


def _grouped(likely: _Likely, found: Sequence[DatedHappening]) -> list[Group]:
    """Each joined to the group that it is nearest to on average, found by the keys they share."""
    groups: list[Group] = []
    leads: dict[str, set[int]] = defaultdict(set)
    for one in sorted(found, key=lambda d: (d.latest - d.earliest, d.earliest, d.order)):
        near = sorted({n for lead in likely.seeks(one) for n in leads.get(lead, ())})
        ranked = [(_nearness(likely, one, groups[n]), -n) for n in near]
        best = max(ranked, default=(0.0, 0))
        home = -best[1] if best[0] >= _SAME_EVENT else len(groups)
        if home == len(groups):
            groups.append([])
        groups[home].append(one)
        for lead in likely.offers(one):
            leads[lead].add(home)
    return groups


def _nearness(likely: _Likely, one: DatedHappening, group: Group) -> float:
    if any(likely.is_one_line(one, other) for other in group[:_COMPARED]) and not any(
        exclude(one, other) for other in group
    ):
        return 1.0
    values = [likely(one, other) for other in group[:_COMPARED]]
    return 0.0 if min(values) == 0.0 else sum(values) / len(values)


def _with_named(likely: _Likely, told: list[Group], named: list[Group]) -> list[Group]:
    """What is only named joined to the nearest group of what is told, or else to each other."""
    by_word: dict[str, set[int]] = defaultdict(set)
    groups = [list(group) for group in told]
    for n, group in enumerate(groups):
        if all(_says(d) for d in group):
            continue  # what somebody said names no happening of its own
        for word in {w for d in group for w in d.bag}:
            by_word[word].add(n)
    for group in named:
        near = {n for d in group for w in d.bag for n in by_word.get(w, ())}
        ranked = [(_nearest(likely, group, groups[n]), -n) for n in sorted(near)]
        best = max(ranked, default=(0.0, 0))
        home = -best[1] if best[0] >= _NAMED else len(groups)
        if home == len(groups):
            groups.append([])
        groups[home].extend(group)
        for word in {w for d in group for w in d.bag}:
            by_word[word].add(home)
    return groups


def _nearest(likely: _Likely, named: Group, deeds: Group) -> float:
    """Likeness of the likest pair that shares a word, 0 where any two exclude each other."""
    pairs = [(a, b) for a in named[:_COMPARED] for b in deeds[:_COMPARED]]
    if any(exclude(a, b) for a, b in pairs):
        return 0.0
    near = [(likely(a, b), _as_fine(a, b)) for a, b in pairs if _terms(a) & _terms(b)]
    return max((p for p, fine in near if fine or p >= _SAME_EVENT), default=0.0)


def _as_fine(one: DatedHappening, two: DatedHappening) -> bool:
    """Both name a day, or neither does."""
    wide = [d.latest - d.earliest > _ONE_DAY for d in (one, two)]
    return wide[0] == wide[1]


def _terms(one: DatedHappening) -> frozenset[str]:
    """Its content words as printed, without names, days and what any text says."""
    named = {word for actor in one.actors for word in actor.split("-")}
    return frozenset(one.happening.terms) - named - words("day_words") - words("dull_terms")


@dataclass(frozen=True)
class _Likely:
    """Likeness 0..1 of two happenings, by their words and by what the scorer of facts says of the
    units that they stand in.
    """

    board: Board
    found: tuple[DatedHappening, ...]

    def __call__(self, one: DatedHappening, two: DatedHappening) -> float:
        if exclude(one, two):
            return 0.0
        a, b = self._unit_of.get(one.order), self._unit_of.get(two.order)
        p = self.board.alike.of(a, b) if a is not None and b is not None and a != b else 0.0
        if (one.status == "planned") != (two.status == "planned") and not _as_fine(one, two):
            p = 0.0  # what was put off last week is not what was planned for Monday
        return max(alike(one, two), p if p >= _SAME_FACT else 0.0)

    def is_one_line(self, one: DatedHappening, two: DatedHappening) -> bool:
        """One clause inside the other on one day, or what one speaker said on one day."""
        if exclude(one, two) or one.latest - one.earliest > _ONE_DAY:
            return False
        at, other = one.happening.at, two.happening.at
        if at.covers(other) or other.covers(at):
            return two.latest - two.earliest <= _ONE_DAY
        return one.voice is not None and one.voice == two.voice and _says(one) and _says(two)

    def seeks(self, one: DatedHappening) -> list[str]:
        """Keys under which others like it may be found."""
        unit = self._unit_of.get(one.order)
        near = self.board.alike.partners.get(unit, []) if unit is not None else []
        return [
            *self.offers(one),
            *(f"#{n}" for n, p in near[:_NEAR_UNITS] if p >= _SAME_FACT),
        ]

    def offers(self, one: DatedHappening) -> list[str]:
        """Keys under which it may be found: heavy words, its voice, its unit, its sentence."""
        keys = [word for word, weight in one.bag.items() if weight >= _TELLING_WORD]
        keys.append(f"§{one.doc_id}:{one.happening.sentence.start}")
        if one.voice is not None:
            keys.append(f"“{one.voice}:{one.earliest}")
        if one.order in self._unit_of:
            keys.append(f"#{self._unit_of[one.order]}")
        return keys

    @cached_property
    def _unit_of(self) -> dict[int, int]:
        """Index of the unit that tells most nearly what each happening tells, by its order."""
        units: dict[str, list[int]] = defaultdict(list)
        for unit in self.board.units:
            units[unit.doc_id].append(unit.index)
        places = {
            doc: Places.of([self.board.units[n].at for n in held]) for doc, held in units.items()
        }
        nearest = {}
        for one in self.found:
            held = units.get(one.doc_id, [])
            near = places[one.doc_id].touching(one.happening.at) if held else ()
            fits = [(self._fit(one, held[n]), -held[n]) for n in near]
            best = max(fits, default=(0.0, 0))
            if best[0] > 0.5:
                nearest[one.order] = -best[1]
        return nearest

    def _fit(self, one: DatedHappening, index: int) -> float:
        """Share of the two stretches together that both hold."""
        at, other = one.happening.at, self.board.units[index].at
        shared = min(at.end, other.end) - max(at.start, other.start)
        return shared / (max(at.end, other.end) - min(at.start, other.start))


def _says(one: DatedHappening) -> bool:
    """Somebody's plain saying so, whose day is all that it gives."""
    lemma = one.happening.lemma
    plain = mapping("manner").get(lemma) in ("said", "claimed") and lemma not in words("news_cues")
    return one.happening.kind == "said" and plain
