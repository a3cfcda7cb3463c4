"""On whose say-so: one key for whoever speaks, in findings, on the timeline and on the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.model import Actor, Quote
from sayso.text import fold_words

_WHY_UNNAMED = re.compile(r",\s+who\b|\s+who spoke\b|\s+who asked\b")
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
        forms: defaultdict[str, set[str]] = defaultdict(set)
        people: defaultdict[str, list[tuple[int, _Words, str]]] = defaultdict(list)
        for place, actor in enumerate(actors):
            for form in (actor.name, *actor.aliases):
                forms[folded(form)].add(actor.id)
            words = frozenset(folded(actor.name).split())
            if actor.kind == "person" and len(words) > 1:
                people[min(words)].append((place, words, actor.id))
        alone = {form: min(ids) for form, ids in forms.items() if form and len(ids) == 1}
        return cls(alone, {word: tuple(named) for word, named in people.items()})

    def key(self, name: str, *, unnamed: bool = False) -> str:
        """The actor's id where the name is one of its forms or holds a person's full name, else the
        name itself, folded; a description of an unnamed source is never an actor.

        >>> lund = Actor("lund", "Anna Lund", "person", ("Lund",), ())
        >>> voices = Voices.of([lund])
        >>> voices.key("Mayor Anna Lund"), voices.key("Lund"), voices.key("A town official")
        ('lund', 'lund', 'a town official')
        """
        spelled = folded(name)
        if unnamed:
            return f"unnamed {spelled}"
        if spelled in self.by_form:
            return self.by_form[spelled]
        words = set(spelled.split())
        held = (found for word in words for found in self.by_word.get(word, ()))
        _, _, person = min((f for f in held if f[1] <= words), default=(0, words, spelled))
        return person

    def key_of(self, quote: Quote) -> str | None:
        """The key of whoever an attribution belongs to; None where nobody can be told."""
        holder = holder_of(quote)
        return self.key(holder, unnamed=quote.anonymous) if holder else None


def folded(name: str) -> str:
    """A name as its folded words.

    >>> folded("Al-Sadr’s office")
    'al sadr s office'
    """
    return " ".join(word for word, _, _ in fold_words(name))
