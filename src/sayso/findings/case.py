"""What is compared: one story with everything read in it, and the options of the comparison."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from sayso.lexicon import mapping
from sayso.model import Actor, Copy, Day, Document, Family, Passage, Reading, Story
from sayso.text import fold_words


@dataclass(frozen=True, slots=True)
class FindingOptions:
    """Thresholds of the comparison; similarities are cosines, 0 to 1, set on half of gold/findings
    (bench/findings).

    same_fact     two claims at least so alike tell the same fact (average over a group)
    comparable    two claims at least so alike speak of one thing, so that their numbers and dates
                  may be compared
    same_words    share of folded characters from which two quotations are one quotation, printed
                  differently
    single_limit  most claims of a single source that are listed for one story
    """

    same_fact: float = 0.2
    comparable: float = 0.14
    same_words: float = 0.6
    single_limit: int = 20


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
    def family_of(self) -> dict[str, str]:
        """Document id to the id of the text that it is a copy of (its own id where it is none)."""
        known = {i: family.original for family in self.families for i in family.doc_ids}
        return {doc.id: known.get(doc.id, doc.id) for doc in self.documents}

    @cached_property
    def actor_at(self) -> dict[Passage, Actor]:
        """The actor that a name mention stands for."""
        return {at: actor for actor in self.actors for at in actor.mentions}

    @cached_property
    def actor_named(self) -> dict[str, str]:
        """Folded name or alias to the id of the actor it is printed for."""
        forms = ((form, actor.id) for actor in self.actors for form in (actor.name, *actor.aliases))
        return {" ".join(w for w, _, _ in fold_words(form)): key for form, key in forms}

    @cached_property
    def people(self) -> tuple[tuple[frozenset[str], str], ...]:
        """Folded words of each person's full name, and the id."""
        named = (
            (frozenset(w for w, _, _ in fold_words(a.name)), a.id)
            for a in self.actors
            if a.kind == "person"
        )
        return tuple((spelled, key) for spelled, key in named if len(spelled) >= 2)

    def voice_of(self, name: str) -> str:
        """The actor's id where the name is one of its printed forms, else the folded name."""
        return self._voices.get(name) or self._voice(name)

    @cached_property
    def _voices(self) -> dict[str, str]:
        """What `voice_of` says of every name that the readings print as someone's or an outlet's,
        worked out once: comparing asks for each many times.
        """
        quotes = [quote for reading in self.readings for quote in reading.quotes]
        claims = [claim for reading in self.readings for claim in reading.claims]
        relays = [relay for reading in self.readings for relay in reading.relays]
        printed = {name for q in quotes for name in (q.speaker, q.described, *q.via)}
        printed |= {claim.holder for claim in claims} | {relay.origin for relay in relays}
        return {name: self._voice(name) for name in printed if name}

    def _voice(self, name: str) -> str:
        spelled = [w for w, _, _ in fold_words(name)]
        wanted = " ".join(spelled)
        known = self.actor_named.get(wanted)
        return known or next((key for alias, key in self.people if alias <= {*spelled}), wanted)

    @cached_property
    def bodies(self) -> dict[str, frozenset[str]]:
        """For each named speaker, by voice, the bodies they speak for: from what stands beside
        their name when they are quoted, and from their titles.
        """
        found: defaultdict[str, set[str]] = defaultdict(set)
        for reading in self.readings:
            text = self.texts[reading.doc_id]
            for quote in reading.quotes:
                if quote.speaker and not quote.anonymous:
                    beside = " ".join(at.cut(text) for at in quote.source)
                    found[self.voice_of(quote.speaker)] |= bodies_in(beside)
            for name in reading.names:
                actor = self.actor_at.get(name.at)
                if actor and name.title:
                    found[actor.id] |= bodies_in(name.title)
        return {key: frozenset(bodies) for key, bodies in found.items()}

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


def bodies_in(text: str) -> frozenset[str]:
    """The bodies for which words of a text stand: the police, an army, a ministry."""
    known = mapping("authorities")
    return frozenset(known[w] for w, _, _ in fold_words(text) if w in known)
