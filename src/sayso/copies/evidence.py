"""One pair's evidence, gathered: what is shared, whose work each text says it is, how many days lie
between.

Side a, Side b, Overlap ──▶ Pair, the value that the rules of `kinds` look at
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sayso.copies.filled_in import Filled, blanks, filled
from sayso.copies.overlap import Overlap, Ready, ready
from sayso.copies.traces import (
    Traces,
    credited_near,
    is_digest,
    names_beside,
    times_credited,
    traces,
)
from sayso.model import Document
from sayso.outlets.declared import Basis, common, is_of
from sayso.outlets.table import same

_FIGURE = re.compile(r"\d+(?:[.,:-]\d+)*")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\b")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_LEAST_FIGURES = 3  # of a text that one can call filled in
_SAME_FIGURES = 0.2  # share of the figures of both that may be the same by chance
# share of the shared words around which the outlet must be named to be where they come from
_CREDITED = 0.25
# folded characters of a passage whose surroundings are searched for the other outlet's name
_LONG = 90

_LONGEST_KEPT = 20_000  # characters, at some twenty bytes each, of a text that is kept ready


@dataclass(frozen=True, eq=False)
class Traced:
    """A document made ready, and the traces of its origin, looked for when a rule asks."""

    ready: Ready

    @cached_property
    def traces(self) -> Traces:
        """What the text says of its own origin."""
        return traces(self.ready.doc)

    @cached_property
    def filled(self) -> Filled | None:
        """It as one filling of a form; None where it is too long."""
        return filled(self.ready.doc.text)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures in it."""
        return frozenset(_FIGURE.findall(self.ready.doc.text))

    @cached_property
    def turns_on(self) -> frozenset[str]:
        """Capitalised words that it has more than once, and never in small letters."""
        seen = Counter(_CAPITALISED.findall(self.ready.doc.text))
        small = set(_SMALL.findall(self.ready.doc.text))
        return frozenset(n for n, k in seen.items() if k > 1 and n.lower() not in small)

    @cached_property
    def is_digest(self) -> bool:
        """It strings quotations of outlets together."""
        return is_digest(self.ready.doc.text)

    @property
    def doc(self) -> Document:
        """The document itself."""
        return self.ready.doc


def traced(doc: Document) -> Traced:
    """The document ready to be compared; the same again while it is kept."""
    return _kept(doc) if len(doc.text) <= _LONGEST_KEPT else Traced(ready(doc))


@lru_cache(maxsize=256)  # a family is compared in several portions
def _kept(doc: Document) -> Traced:
    return Traced(ready(doc))


@dataclass(frozen=True, eq=False)
class Pair:
    """Two sides and what they share. Everything else is worked out when a rule asks for it."""

    a: Traced
    b: Traced
    found: Overlap

    @cached_property
    def one_house(self) -> bool:
        """Both texts are of one outlet or one owner."""
        return bool(self.a.traces.house) and self.a.traces.house == self.b.traces.house

    @cached_property
    def houses_known(self) -> bool:
        """The outlets of both texts are known."""
        return bool(self.a.traces.outlet and self.b.traces.outlet)

    @cached_property
    def days_apart(self) -> int | None:
        """Days between the declared dates; None where one is undated."""
        a, b = self.a.doc.published, self.b.doc.published
        return abs((a - b).days) if a and b else None

    @cached_property
    def agencies(self) -> frozenset[str]:
        """Agencies credited by either, or by both where both credit some."""
        a, b = self.a.traces.agencies, self.b.traces.agencies
        return (a & b) if a and b else (a | b)

    @cached_property
    def blanks(self) -> int:
        """Blanks of one form of words that the two fill in otherwise; 0 where there is no form."""
        one, other = self.a.filled, self.b.filled
        return blanks(one, other) if one and other else 0

    @cached_property
    def one_template(self) -> bool:
        """One form of words filled in twice: the figures are other ones, and each text turns on
        names that the other does not have.
        """
        figures, others = self.a.figures, self.b.figures
        if min(len(figures), len(others)) < _LEAST_FIGURES:
            return False
        if len(figures & others) > _SAME_FIGURES * len(figures | others):
            return False
        return any(n not in self.b.doc.text for n in self.a.turns_on) and any(
            n not in self.a.doc.text for n in self.b.turns_on
        )

    @cached_property
    def a_credits_b(self) -> bool:
        """a hands on the work of b's outlet."""
        return self._credits(self.a, self.b, from_a=True)

    @cached_property
    def b_credits_a(self) -> bool:
        """b hands on the work of a's outlet."""
        return self._credits(self.b, self.a, from_a=False)

    @cached_property
    def a_declares_b(self) -> Basis | None:
        """The declaration by which a rests on b, or on b's outlet."""
        return _declares(self.a, self.b)

    @cached_property
    def b_declares_a(self) -> Basis | None:
        """That by which b rests on a."""
        return _declares(self.b, self.a)

    @cached_property
    def both_declare(self) -> Basis | None:
        """That by which both rest on one third."""
        return common(self.a.traces.bases, self.b.traces.bases)

    @cached_property
    def third_outlets(self) -> tuple[str, ...]:
        """Outlets, neither a's nor b's, on whose work both rest."""
        return self._in_both(_leaned_on(self.a), _leaned_on(self.b))

    @cached_property
    def thirds_beside(self) -> tuple[str, ...]:
        """Outlets, neither a's nor b's, that both credit around a good part of what they share."""
        credited = self._in_both(self.a.traces.leans, self.b.traces.leans)
        return tuple(
            name for name in credited if self._beside(name) >= _CREDITED * self.found.shared
        )

    def _in_both(self, of_a: Iterable[str], of_b: Iterable[str]) -> tuple[str, ...]:
        of_b = list(of_b)
        own = [side.traces.outlet for side in (self.a, self.b) if side.traces.outlet]
        both = {max(one, other, key=len) for one in of_a for other in of_b if same(one, other)}
        return tuple(sorted(name for name in both if not any(same(name, known) for known in own)))

    def _beside(self, name: str) -> int:
        """Shared characters in passages around which both texts name the outlet."""
        names_a, names_b = (
            frozenset(n for n in s.traces.leans if same(n, name)) for s in (self.a, self.b)
        )
        return sum(
            run.n
            for run in self.found.runs
            if credited_near(self.a.doc.text, self.a.ready.folded.span(run.i, run.i2), names_a)
            and credited_near(self.b.doc.text, self.b.ready.folded.span(run.j, run.j2), names_b)
        )

    @property
    def a_is_digest(self) -> bool:
        """a strings quotations of outlets together."""
        return self.a.is_digest

    @property
    def b_is_digest(self) -> bool:
        """b does."""
        return self.b.is_digest

    def _credits(self, borrower: Traced, lender: Traced, *, from_a: bool) -> bool:
        if self.one_house or not lender.traces.outlet:
            return False
        if times_credited(borrower.doc.text, lender.traces.outlet):
            return True
        folded = borrower.ready.folded
        spans = [
            folded.span(*((r.i, r.i2) if from_a else (r.j, r.j2)))
            for r in self.found.runs
            if r.n >= _LONG
        ]
        return any(names_beside(borrower.doc.text, span, lender.traces.outlet) for span in spans)


def _declares(borrower: Traced, lender: Traced) -> Basis | None:
    return next((one for one in borrower.traces.bases if is_of(one, lender.doc)), None)


def _leaned_on(side: Traced) -> list[str]:
    """Outlets that a text rests on: credited near the start or more than once."""
    leans = side.traces.leans
    counted = {name: [seen for other, seen in leans.items() if same(name, other)] for name in leans}
    return [
        name
        for name, seen in counted.items()
        if any(lead for _, lead in seen) or sum(n for n, _ in seen) > 1
    ]
