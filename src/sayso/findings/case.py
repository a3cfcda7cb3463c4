"""What is compared: one story with everything read in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sayso.findings.origins.offices import beside, possessors
from sayso.model import Actor, Copy, Day, Document, Family, Passage, Reading, Story
from sayso.outlets.declared import Basis, bases
from sayso.say_so import Voices
from sayso.text import fold_words


@dataclass(frozen=True)
class Case:
    """One story, read: documents, readings and days stand in the same order."""

    story: Story
    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]
    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    days: tuple[Day, ...]
    actors: tuple[Actor, ...]

    @cached_property
    def texts(self) -> dict[str, str]:
        """Text by document id."""
        return {doc.id: doc.text for doc in self.documents}

    @cached_property
    def first_day(self) -> date | None:
        """Day of the first article of which one is known."""
        return min((day.best for day in self.days if day.best), default=None)

    @cached_property
    def family_of(self) -> dict[str, str]:
        """Document id to the id of the text that it is a copy of (its own id where it is none)."""
        known = {i: family.original for family in self.families for i in family.doc_ids}
        return {doc.id: known.get(doc.id, doc.id) for doc in self.documents}

    @cached_property
    def actor_at(self) -> dict[Passage, Actor]:
        """The actor that a name mention stands for."""
        return {at: actor for actor in self.actors for at in actor.mentions}

    @cached_property
    def voices(self) -> Voices:
        """Keys of those who speak."""
        return Voices.of(self.actors)

    @cached_property
    def people(self) -> frozenset[str]:
        """Ids of the actors that are people."""
        return frozenset(actor.id for actor in self.actors if actor.kind == "person")

    @cached_property
    def shared(self) -> dict[tuple[str, str], tuple[tuple[Passage, Passage], ...]]:
        """Of two texts, in either order, the passages that they share."""
        found: dict[tuple[str, str], tuple[tuple[Passage, Passage], ...]] = {}
        for copy in self.copies:
            found[copy.a, copy.b] = copy.passages
            found[copy.b, copy.a] = tuple((there, here) for here, there in copy.passages)
        return found

    @cached_property
    def places(self) -> frozenset[str]:
        """Folded words of the names of places."""
        named = (actor.name for actor in self.actors if actor.kind == "place")
        return frozenset(w for name in named for w, _, _ in fold_words(name))

    @cached_property
    def by_id(self) -> dict[str, Actor]:
        """Actor by id."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def beside(self) -> dict[str, frozenset[str]]:
        """Person's id to the folded words of the titles and appositions beside the name."""
        return beside(self.texts, self.actors)

    @cached_property
    def possessors(self) -> dict[str, frozenset[str]]:
        """Person's id to the names in the possessive right before the name."""
        return possessors(self.texts, self.actors)

    @cached_property
    def who_can_speak(self) -> frozenset[str]:
        """Ids of the actors that are people or bodies, not places or peoples."""
        return frozenset(actor.id for actor in self.actors if actor.kind in ("person", "org"))

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Names of the outlets that published these texts or whose reports they hand on."""
        relays = (relay.origin for reading in self.readings for relay in reading.relays)
        return tuple(dict.fromkeys([*(d.outlet for d in self.documents if d.outlet), *relays]))

    @cached_property
    def bases(self) -> dict[str, tuple[Basis, ...]]:
        """Document id to what its page, record or feed declares that it rests on."""
        return {doc.id: bases(doc) for doc in self.documents}

    @cached_property
    def words_of(self) -> dict[str, frozenset[str]]:
        """Actor's id to the folded last words of its names: how a parse names it. Countries and
        peoples are left out, since most sentences of a story name them.
        """
        return {
            actor.id: frozenset(
                fold_words(form)[-1][0] for form in (actor.name, *actor.aliases) if fold_words(form)
            )
            for actor in self.actors
            if actor.kind in ("person", "org", "other")
        }

    @cached_property
    def document(self) -> dict[str, Document]:
        """Document by id."""
        return {doc.id: doc for doc in self.documents}
