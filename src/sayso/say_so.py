"""On whose say-so: one key for whoever speaks, in findings, on the timeline and on the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.text import fold_words

if TYPE_CHECKING:
    from sayso.model import Actor, Quote

_WHY_UNNAMED = re.compile(r",\s+who\b|\s+who spoke\b|\s+who asked\b")
# Words before a name that make the phrase another's: "a group founded by Oru", "Lind and Al Oru".
_JOINING = frozenset(
    {"and", "or", "by", "for", "to", "with", "against", "that", "which", "who", "s"}
)
_Words = frozenset[str]


def holder_of(quote: Quote) -> str | None:
    """How a holder is called: by name, or by what the article says of an unnamed one, without the
    clause that says why it is not named ("a town official").
    """
    if not quote.anonymous:
        return quote.speaker
    description = quote.described or quote.speaker
    return _WHY_UNNAMED.split(description)[0] if description else None


@dataclass(frozen=True, slots=True)
class Voices:
    """Keys of those who speak in one story.

    by_form  printed form of a name, folded, to the actor's id; a form that two actors share is out
    by_word  a word of a person's full name to (place, all its words, the person's id)
    """

    by_form: Mapping[str, str]
    by_word: Mapping[str, tuple[tuple[int, _Words, str], ...]]

    @classmethod
    def of(cls, actors: Iterable[Actor]) -> Voices:
        """The voices that the actors of a story may be."""
        actors = tuple(actors)
        forms: defaultdict[str, set[str]] = defaultdict(set)
        people: defaultdict[str, list[tuple[int, _Words, str]]] = defaultdict(list)
        for place, actor in enumerate(actors):
            for form in (actor.name, *actor.aliases):
                forms[folded(form)].add(actor.id)
            words = frozenset(folded(actor.name).split())
            if actor.kind == "person" and len(words) > 1:
                people[min(words)].append((place, words, actor.id))
        named = [a for a in actors if a.kind == "person"]
        owned = {form: _owner(form, ids, named) for form, ids in forms.items() if form}
        alone = {form: one for form, one in owned.items() if one}
        return cls(alone, {word: tuple(named) for word, named in people.items()})

    def key(self, name: str, *, unnamed: bool = False) -> str:
        """The actor's id where the name is one of its forms, or a person's full name after no more
        than titles; else the name itself, folded. A description of an unnamed source is no actor.

        >>> from sayso.model import Actor
        >>> lund = Actor("lund", "Anna Lund", "person", ("Lund",), ())
        >>> voices = Voices.of([lund])
        >>> voices.key("Mayor Anna Lund"), voices.key("Lund"), voices.key("Anna Lund’s office")
        ('lund', 'lund', 'anna lund s office')
        """
        spelled = folded(name)
        if unnamed:
            return f"unnamed {spelled}"
        if spelled in self.by_form:
            return self.by_form[spelled]
        words = spelled.split()
        for _, full, person in sorted(self._held(words), key=lambda held: held[0]):
            before, last = words[: -len(full)], words[-len(full) :]
            if set(last) == full and not _JOINING & set(before) and before[-1:] != ["of"]:
                return person
        return spelled

    def people_in(self, name: str) -> frozenset[str]:
        """Ids of the people whose full names stand in it: one speaks for or with each of them."""
        return frozenset(person for _, _, person in self._held(folded(name).split()))

    def _held(self, words: Iterable[str]) -> list[tuple[int, _Words, str]]:
        known = set(words)
        return [f for word in known for f in self.by_word.get(word, ()) if f[1] <= known]

    def key_of(self, quote: Quote) -> str | None:
        """The key of whoever an attribution belongs to; None where nobody can be told."""
        holder = holder_of(quote)
        return self.key(holder, unnamed=quote.anonymous) if holder else None


def _owner(form: str, ids: Iterable[str], people: Iterable[Actor]) -> str:
    """Whose a printed form is: of several the one person whose full name ends with it; empty where
    nobody's for sure.
    """
    held = sorted(set(ids))
    if len(held) == 1:
        return held[0]
    ending = [a.id for a in people if a.id in held and folded(a.name).split()[1:][-1:] == [form]]
    return ending[0] if len(ending) == 1 else ""


def folded(name: str) -> str:
    """A name as its folded words.

    >>> folded("Al-Sadr’s office")
    'al sadr s office'
    """
    return " ".join(word for word, _, _ in fold_words(name))
