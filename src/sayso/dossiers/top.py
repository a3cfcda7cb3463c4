"""What of each section stands open, and what is folded: ten lines at most, nothing twice, nothing
unsure.

cards and lines of all sections ──worth, what stands above──▶ Page(open · folded · not sure)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from sayso.dossiers.cards import (
    ClaimCard,
    ConflictCard,
    Line,
    agreement_cards,
    conflict_cards,
    open_lines,
    single_cards,
)
from sayso.dossiers.index import Lookup
from sayso.dossiers.pointing import ends_bare, points_back
from sayso.dossiers.speakers import Speaker, speakers
from sayso.dossiers.timeline import EventLine, event_lines
from sayso.dossiers.wording import SUBTYPES
from sayso.dossiers.worth import Worth, alike, shares, stems
from sayso.model import Agreement, Conflict, Passage

SHOWN = 10  # lines of a section that stand open
# kinds of conflict that change nothing of what happened
SMALL = frozenset({SUBTYPES["name"], SUBTYPES["wording"]})
# worth below which what one text tells makes room, where enough is open; set on the events of lots
# 11 to 19: 33 of 52 below it were right, 128 of 153 above
_LITTLE = 0.15
_HARDLY = 0.05  # worth below which an event of one text is of little consequence
# set on the first three lots of stories whose pages were read (bench/dossiers)
_ENOUGH = 3  # events of the story itself beside which its background is folded
_A_MONTH = timedelta(days=31)  # a plan for a wider time, told by one text, is for no day


class Placed(Protocol):
    """A line with the place whose words it shows."""

    @property
    def id(self) -> str:
        """Its id on the page."""

    @property
    def what(self) -> str:
        """Its words."""

    @property
    def at(self) -> Passage | None:
        """Where its words stand."""

    @property
    def sure(self) -> bool:
        """False where it may not stand on top."""


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Section(Generic[P]):
    """Lines of one section: what stands open, what is folded, and what is folded as not sure.

    above  ids of folded lines whose words stand open further up
    """

    open: tuple[P, ...]
    folded: tuple[P, ...]
    unsure: tuple[P, ...]
    above: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[P, ...]:
        """Every line, those open first."""
        return (*self.open, *self.folded, *self.unsure)


@dataclass(frozen=True, slots=True)
class Page:
    """All sections that are ranked. `conflicts` are all; of them `small` differ in the spelling of
    a name or the wording of a quotation, or have an answer that does not stand alone; `lines` are
    all events by day.
    """

    conflicts: tuple[ConflictCard, ...]
    small: tuple[ConflictCard, ...]
    questions: Section[Line]
    agreements: Section[ClaimCard]
    singles: Section[ClaimCard]
    events: Section[EventLine]
    said: tuple[Speaker, ...]
    lines: tuple[EventLine, ...]


def page(look: Lookup, quoted: Sequence[Speaker] = ()) -> Page:
    """The lines of a dossier, each where it is shown first; `quoted` is everybody
    who is heard, where they are known already.
    """
    conflicts = conflict_cards(look)
    small = tuple(c for c in conflicts if c.subtype in SMALL or not c.sure)
    parted = tuple(c for c in conflicts if c not in small)
    told = [*_of_conflicts(look, [c.id for c in parted[:SHOWN]])]
    worth = Worth.of_story(look)
    questions = section(open_lines(look), told, worth)
    told += _places(questions.open)
    agreements = section(agreement_cards(look, worth), told, worth)
    told += _places(agreements.open)
    firm = _of_agreements(look, [c.id for c in agreements.open])
    lines = event_lines(look)
    events = _events(look, lines, told, worth)
    told += _places(events.open)
    above = [stems(card.what) for card in agreements.open]
    said = speakers(look, [*told, *firm], worth, above, heard=quoted)
    told += [at for s in said for saying in s.sayings[: s.open] for at in saying.first.parts]
    # folded on the page, so they make room for what is open, though they stand further up
    alone = sorted(single_cards(look), key=lambda card: not worth.is_of_story(card.what))
    heard = [stems(e.what) for e in events.open]
    heard += [stems(saying.first.words) for s in said for saying in s.sayings[: s.open]]
    again = [c for c in alone if any(alike(stems(c.what), words) for words in heard)]
    singles = section([c for c in alone if c not in again], told, worth)
    singles = replace(singles, folded=(*singles.folded, *again), above=frozenset())
    singles = _of_the_story(singles, worth)
    return Page((*parted, *small), small, questions, agreements, singles, events, said, lines)


def section(
    cards: Sequence[P], told: Iterable[Passage], worth: Worth | None = None, most: int = SHOWN
) -> Section[P]:
    """The first `most` that are sure and that nothing above says in the same place or nearly the
    same words, in their order; with `worth`, none that begins with a thing the reader cannot know.

    >>> section((), ())
    Section(open=(), folded=(), unsure=(), above=frozenset())
    """
    shown = list(told)
    said: list[frozenset[str]] = []
    up: list[P] = []
    rest: list[P] = []
    above: set[str] = set()
    for card in cards:
        words = stems(card.what)
        again = repeats(card.at, shown) or any(alike(words, other) for other in said)
        vague = worth is not None and _is_vague(card.what, worth)
        if not card.sure or again or vague or len(up) == most:
            rest.append(card)
            above |= {card.id} if again else set()
            continue
        up.append(card)
        said.append(words)
        shown += [card.at] if card.at else []
    return Section(
        tuple(up),
        tuple(c for c in rest if c.sure),
        tuple(c for c in rest if not c.sure),
        frozenset(above),
    )


def _first(held: Section[P], most: int = SHOWN) -> Section[P]:
    """With no more than so many open."""
    return replace(held, open=held.open[:most], folded=(*held.open[most:], *held.folded))


def _is_vague(line: str, worth: Worth) -> bool:
    """It begins with, or points at, what only its own text told before."""
    known = worth.knows
    return (
        worth.is_vague(line)
        or points_back(line, reported=False, known=known)
        or ends_bare(line, known)
    )


def _of_the_story(chosen: Section[ClaimCard], worth: Worth) -> Section[ClaimCard]:
    """What one text alone tells of other things is folded, where anything of the story is open."""
    other = tuple(card for card in chosen.open if not worth.is_of_story(card.what))
    own = tuple(card for card in chosen.open if card not in other)
    return replace(chosen, open=own, folded=(*other, *chosen.folded)) if own else chosen


def repeats(at: Passage | None, told: Iterable[Passage]) -> bool:
    """Most of the words at this place stand among those already shown.

    >>> repeats(Passage("a", 0, 10), [Passage("a", 4, 30)])
    True
    """
    return at is not None and any(shares(at, other) for other in told)


def _places(cards: Iterable[Placed]) -> list[Passage]:
    return [card.at for card in cards if card.at]


def _of_conflicts(look: Lookup, ids: Sequence[str]) -> Iterable[Passage]:
    """The words that stand as answers in a conflict."""
    for found in look.dossier.findings.findings:
        if isinstance(found, Conflict) and look.lines[found.id] in ids:
            yield from (t.at for t in found.tellings)


def _of_agreements(look: Lookup, ids: Sequence[str]) -> list[Passage]:
    """The words of every text that tells what stands open as agreed."""
    held = (look.shown[name] for name in ids)
    return [t.at for found in held if isinstance(found, Agreement) for t in found.tellings]


def _without_background(
    chosen: Section[EventLine], little: Callable[[EventLine], bool]
) -> Section[EventLine]:
    """What one text tells of earlier years is folded; without a day, or in words that no other text
    opens with, where enough of the story itself is open; what is of no consequence by itself, where
    anything else is.
    """
    if any(not e.minor and e.status != "background" for e in chosen.open):
        chosen = _folded(chosen, lambda e: e.minor)
    chosen = _folded(chosen, lambda e: e.texts == 1 and e.status == "background")
    if any(e.texts > 1 or e.earliest == e.latest for e in chosen.open):
        chosen = _folded(chosen, lambda e: e.texts == 1 and e.earliest != e.latest)
    news = _folded(chosen, lambda e: e.texts == 1 and little(e))
    return chosen if len(news.open) < _ENOUGH else news


def _folded(chosen: Section[EventLine], which: Callable[[EventLine], bool]) -> Section[EventLine]:
    old = tuple(e for e in chosen.open if which(e))
    news = tuple(e for e in chosen.open if e not in old)
    return replace(chosen, open=news, folded=(*old, *chosen.folded))


def _without_stale(chosen: Section[EventLine], last: date | None) -> Section[EventLine]:
    """What was to come on a day that the latest text has behind it, or in no certain month, is
    folded: what became of it, a later text may say.
    """

    def stale(event: EventLine) -> bool:
        if event.status not in ("planned", "possible"):
            return False
        wide = event.earliest and event.latest and event.latest - event.earliest > _A_MONTH
        over = last and event.latest and event.latest <= last
        return bool(wide and event.texts == 1) or bool(over)

    return _folded(chosen, stale)


def _events(
    look: Lookup, lines: Sequence[EventLine], told: Sequence[Passage], worth: Worth
) -> Section[EventLine]:
    """The ten that most of the story turns on, in the order of their days, as `lines` are."""
    ranked = sorted(
        lines,
        key=lambda e: (
            e.minor or (e.texts == 1 and worth.of(e.what) < _HARDLY),
            e.status == "background",
            e.texts == 1 and e.earliest != e.latest,
            e.texts == 1 and not worth.is_of_story(e.what),
            -e.texts * (1 + worth.of(e.what)),
            -e.weight,
        ),
    )

    def little(event: EventLine) -> bool:
        wide = event.earliest != event.latest
        return wide or worth.of(event.what) < _LITTLE or not worth.is_of_story(event.what)

    last = max((day.best for day in look.days.values() if day.best), default=None)
    whole = _without_stale(section(ranked, told, worth, most=len(ranked)), last)
    chosen = _first(_without_background(whole, little))
    nth = {line.id: n for n, line in enumerate(lines)}

    def by_day(some: Iterable[EventLine]) -> tuple[EventLine, ...]:
        return tuple(sorted(some, key=lambda e: nth[e.id]))

    return Section(by_day(chosen.open), by_day(chosen.folded), by_day(chosen.unsure), chosen.above)
