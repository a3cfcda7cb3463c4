"""Which texts tell what the line of an event says.

An event gathers what is one happening, and of one speaker all that was said on a day. A line shows
one of its tellings, so only a text that says what the line says is counted for it; the others may
tell of it, and are shown as such.

    line, tellings ──words of the line in the sentence of a telling──▶ tellings that hold it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sayso.dossiers.index import Lookup
from sayso.dossiers.worth import stems
from sayso.lexicon import mapping, words
from sayso.model import Event, Origin, Passage, Telling
from sayso.text import fold_words, stem

# set on six pages (lot 10 of bench/dossiers): a text that tells the same has as much of a line
_HELD = 0.6
# what somebody said is behind this word
_SAID = re.compile(r"\b(?:said|says|told|insisted|warned|argued|vowed|reported)\b(?=.{20})")
_FEWEST = 2  # words that a telling and a line share at least


def told_by(look: Lookup, event: Event, line: str, at: Passage | None) -> Event:
    """The event with those of its tellings that hold the line, and the origins that these rest on;
    the telling whose words the line shows is always one.
    """
    shown = _shown(event, at)
    said = _SAID.search(line)
    asked = weighty(
        line[said.end() :] if said else line, [look.names.get(a, a) for a in event.actors]
    )
    kept = [
        n
        for n, telling in enumerate(event.tellings)
        if telling is shown or _holds(look, asked, telling)
    ]
    if len(kept) == len(event.tellings):
        return event
    return replace(
        event,
        tellings=tuple(event.tellings[n] for n in kept),
        origins=tuple(_origins(event.origins, kept)),
    )


def _shown(event: Event, at: Passage | None) -> Telling:
    """The telling whose words stand at a place, the first where none does."""
    near = (t for t in event.tellings if at and t.sentence.overlaps(at))
    return next((t for t in event.tellings if t.at == at), next(near, event.tellings[0]))


def weighty(line: str, names: Sequence[str]) -> frozenset[str]:
    """The stems of a line that say what happened: no names of who took part, no day, no word that
    merely tells that something was said.

    >>> sorted(weighty("Ada Brandt said on Monday that the ferry would sail", ["Ada Brandt"]))
    ['ferry', 'sail']
    >>> sorted(weighty("The Office of Ports closed Monday", ["Office of Ports"]))
    ['clos', 'offic', 'port']
    """
    own = {word for name in names for word, _, _ in fold_words(name)}
    held = own | {stem(word) for word in own} | _dull()
    told = frozenset(s for s in stems(line) if s not in held and not s.isdigit())
    if len(told) >= _FEWEST:
        return told
    days = _days()  # names say what it is about
    return frozenset(s for s in stems(line) if s not in days and not s.isdigit())


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    return frozenset(words("day_words").union(map(stem, words("day_words"))))


@lru_cache(maxsize=1)
def _dull() -> frozenset[str]:
    """Words of days, titles and telling, and their stems."""
    dull = words("day_words") | set(mapping("titles")) | set(mapping("manner"))
    return frozenset(dull.union(map(stem, dull)))


def _holds(look: Lookup, asked: frozenset[str], telling: Telling) -> bool:
    there = stems(look.text(telling.sentence))
    shared = len(asked & there)
    return shared >= min(_FEWEST, len(asked)) and shared >= _HELD * len(asked)


def _origins(origins: Sequence[Origin], kept: Sequence[int]) -> list[Origin]:
    place = {n: k for k, n in enumerate(kept)}
    cut = [replace(o, tellings=tuple(place[n] for n in o.tellings if n in place)) for o in origins]
    return [o for o in cut if o.tellings]
