"""How likely two happenings are one event, by their words and by what the scorer of facts says.

two DatedHappenings ──exclude each other? · words · scorer · same deed · noun of the deed──▶ 0..1
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property

from sayso.findings.facts.board import Board
from sayso.findings.tellings.senses import concept
from sayso.findings.timeline.dated_happenings import DatedHappening, alike, exclude, only_deed
from sayso.lexicon import mapping, table, words
from sayso.spans import Places
from sayso.text import root

# average likeness from which happenings of one day are one event (bench/timeline)
SAME_EVENT = 0.42
NAMED = 0.2  # likeness from which what is only named means the deed of its day
_SAME_FACT = 0.5  # probability of one fact from which the scorer joins what words do not
# The next three were set on the five labelled stories and read on twelve others.
_A_LITTLE = 0.05  # likeness of words without which the scorer is not believed
# added where two texts tell it of one day: one text seldom tells one thing twice
_OTHER_TEXT = 0.16
_INSIDE = 0.5  # share of what a named thing says, its verb left out, that stands in a deed's words
_NEXT = 240  # characters between what several said and what one of them did: a sentence at most
ONE_DAY = timedelta(days=1)
_TELLING_WORD = 0.2  # share of a happening's weight that a word must have to lead to others like it
_NEAR_UNITS = 16  # likeliest units that a happening leads to


@dataclass(frozen=True)
class Likely:
    """Likeness 0..1 of two happenings, by their words and by what the scorer of facts says of the
    units that they stand in.
    """

    board: Board
    found: tuple[DatedHappening, ...]

    def __call__(self, one: DatedHappening, two: DatedHappening) -> float:
        likeness = self._words(one, two)
        if not likeness or one.doc_id == two.doc_id or not on_one_day(one, two):
            return likeness
        if _did_it(one, two):
            return max(likeness, SAME_EVENT)
        voices = one.voice != two.voice and (says(one) or says(two))
        return likeness if voices or only_deed(one, two) else likeness + _OTHER_TEXT

    def _words(self, one: DatedHappening, two: DatedHappening) -> float:
        if exclude(one, two):
            return 0.0
        likeness = alike(one, two)
        return max(likeness, self._by_scorer(one, two)) if likeness >= _A_LITTLE else likeness

    def _by_scorer(self, one: DatedHappening, two: DatedHappening) -> float:
        a, b = self._unit_of.get(one.order), self._unit_of.get(two.order)
        if a is None or b is None or a == b:
            return 0.0
        if (one.status == "planned") != (two.status == "planned") and not as_fine(one, two):
            return 0.0  # what was put off last week is not what was planned for Monday
        p = self.board.alike.of(a, b)
        return p if p >= _SAME_FACT else 0.0

    def meant(self, named: DatedHappening, deed: DatedHappening) -> float:
        """Likeness of what is only named to a deed that it may mean, 0 where nothing ties them."""
        likeness = self._words(named, deed)
        tied = not only_deed(named, deed) and bool(_stems(named) & _stems(deed))
        noun = _is_noun_of(named, deed) or (tied and _may_mean(named, deed))
        if noun and on_one_day(named, deed) and not exclude(named, deed):
            return max(likeness, NAMED)
        return likeness if tied and not says(deed) else 0.0

    def is_one_line(self, one: DatedHappening, two: DatedHappening) -> bool:
        """One clause inside the other on one day, or what one speaker said on one day."""
        if exclude(one, two) or one.latest - one.earliest > ONE_DAY:
            return False
        at, other = one.happening.at, two.happening.at
        if at.covers(other) or other.covers(at):
            return two.latest - two.earliest <= ONE_DAY
        if _goes_on(one, two) or _goes_on(two, one):
            return two.latest - two.earliest <= ONE_DAY
        return one.voice is not None and one.voice == two.voice and says(one) and says(two)

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
        if says(one) or _unnamed_said(one):
            keys.append(f"¶{one.doc_id}:{one.earliest}")
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


def on_one_day(one: DatedHappening, two: DatedHappening) -> bool:
    """Neither time is wider than a day."""
    return all(d.latest - d.earliest <= ONE_DAY for d in (one, two))


def as_fine(one: DatedHappening, two: DatedHappening) -> bool:
    """Both name a day, or neither does."""
    wide = [d.latest - d.earliest > ONE_DAY for d in (one, two)]
    return wide[0] == wide[1]


def _did_it(one: DatedHappening, two: DatedHappening) -> bool:
    """One verb that says what happened, and somebody in both: "signed a bill", "signed the act"."""
    telling = one.deed == two.deed and one.deed not in words("light_verbs")
    return telling and bool(one.actors & two.actors) and not (says(one) or says(two))


def _goes_on(one: DatedHappening, two: DatedHappening) -> bool:
    """Behind the sentence of somebody unnamed who said something stands who said it, or one of
    them: "Several senators criticized it on Monday. Ann Lund told …".
    """
    if one.doc_id != two.doc_id or two.voice is None or not says(two) or not _unnamed_said(one):
        return False
    gap = two.happening.sentence.start - one.happening.sentence.end
    return 0 <= gap <= _NEXT


def _unnamed_said(one: DatedHappening) -> bool:
    """Somebody's saying so, in whatever verb, before which nobody and no body is named."""
    told = mapping("manner").get(one.happening.lemma) in ("said", "claimed")
    if one.voice is not None or not told or one.happening.aside:
        return False
    start, verb = one.happening.at.start, one.happening.head.start
    named = (n for n in one.reading.names if n.kind in ("person", "org"))
    return not any(start <= n.at.start < verb for n in named)


def _stems(one: DatedHappening) -> frozenset[str]:
    """Roots of its words as printed, without names, days and what any text says."""
    named = {word for actor in one.actors for word in actor.split("-")}
    plain = frozenset(one.happening.terms) - named - words("day_words") - words("dull_terms")
    return frozenset(map(root, plain))


def _may_mean(named: DatedHappening, deed: DatedHappening) -> bool:
    """What somebody said names no happening of its own, but for that at which it was said."""
    occasion = named.happening.kind == "named" and named.happening.lemma in words(
        "speaking_occasions"
    )
    return (occasion or not says(deed)) and _inside(named, deed)


def _inside(named: DatedHappening, deed: DatedHappening) -> bool:
    """Most of what a named thing is called stands among the words of the deed: "the complaint that
    was released" in what the complaint says.
    """
    head = root(named.deed) if named.happening.kind != "named" else ""
    own = {term: weight for term, weight in named.bag.items() if term != head}
    return sum(w for term, w in own.items() if term in deed.bag) >= _INSIDE * sum(own.values()) > 0


def _is_noun_of(named: DatedHappening, deed: DatedHappening) -> bool:
    """ "The attack" on the day on which bombs exploded, "the hearing" at which somebody spoke."""
    if named.happening.kind != "named":
        return False
    return (root(named.deed), root(deed.deed)) in _nouns_of_deeds()


@cache
def _nouns_of_deeds() -> frozenset[tuple[str, str]]:
    return frozenset(
        (root(concept(noun)), root(concept(deed)))
        for noun, deeds in table("nouns_of_deeds")
        for deed in deeds.split()
    )


def deeds_of(named: DatedHappening) -> frozenset[str]:
    """Roots of the verbs that may tell what its noun names."""
    return frozenset(deed for noun, deed in _nouns_of_deeds() if noun == root(named.deed))


def says(one: DatedHappening) -> bool:
    """Somebody's plain saying so, whose day is all that it gives."""
    lemma = one.happening.lemma
    plain = mapping("manner").get(lemma) in ("said", "claimed") and lemma not in words("news_cues")
    return one.happening.kind == "said" and plain
