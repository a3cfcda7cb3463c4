"""Names followed across the documents of a story: one actor for every form of a person's, body's or
place's name.

Finds short forms, spellings by ear, hyphens, initials, acronyms and general abbreviations; refuses
to join different given names of one surname, a person and a place, or a short form that several
full names fit. A mention that has a title in capitals stands twice among an actor's mentions,
without and with it: both are how the name is printed.

    Readings ──mentions──▶ comparable words ──groups──▶ Actor
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.actors.forms import Mention, mentions_of
from sayso.actors.groups import grouped
from sayso.actors.known_forms import Node
from sayso.actors.namings import as_introduced
from sayso.actors.titles import generation
from sayso.lexicon import words
from sayso.model import Actor, Document, NameKind, Reading
from sayso.text import fold_words

_FULL = 2


def actors(readings: Sequence[Reading], documents: Sequence[Document]) -> tuple[Actor, ...]:
    """The actors of one story, most mentioned first.

    >>> from sayso.model import Name, Passage
    >>> docs = Document("a", "Ada Brandt spoke."), Document("b", "Brandt left.")
    >>> read = [Reading("a", names=(Name(Passage("a", 0, 10), "person"),)),
    ...         Reading("b", names=(Name(Passage("b", 0, 6), "person"),))]
    >>> [(actor.id, actor.aliases) for actor in actors(read, docs)]
    [('ada-brandt', ('Ada Brandt', 'Brandt'))]
    """
    mentions = as_introduced(mentions_of(readings, documents), documents)
    groups: dict[Node, list[Mention]] = defaultdict(list)
    for mention, node in zip(mentions, grouped(mentions), strict=True):
        groups[node].append(mention)
    texts = {doc.id: doc.text for doc in documents}
    made = [
        _addressed(_actor(members), members[0], texts)
        if node[-1].startswith("~")
        else _actor(members)
        for node, members in groups.items()
    ]
    made.sort(key=lambda actor: (-len(actor.mentions), actor.name, actor.mentions[0]))
    return _with_own_ids(made)


def _actor(members: Sequence[Mention]) -> Actor:
    kinds = Counter(m.kind for m in members if not m.poor) or Counter(m.kind for m in members)
    if any(m.full for m in members):  # an abbreviation is what it shortens, whatever it looks like
        kinds = Counter(m.kind for m in members if len(m.words) >= _FULL) or kinds
    human = any(m.title or generation(m) for m in members)  # then of equals a person
    kind = min(kinds, key=lambda k: (-kinds[k], human and k != "person", k))
    printed = Counter(m.written for m in members)
    aliases = sorted(printed, key=lambda form: (-printed[form], form))
    places = sorted({m.at for m in members} | {m.titled for m in members if m.titled})
    return Actor("", _display(members, kind), kind, tuple(aliases), tuple(places))


def _addressed(actor: Actor, first: Mention, texts: Mapping[str, str]) -> Actor:
    """With the form of address that alone tells two of one surname apart: "Mrs. Hartley"."""
    printed = " ".join((first.titled or first.at).cut(texts[first.at.doc_id]).split())
    return replace(actor, name=printed)


def _display(members: Sequence[Mention], kind: NameKind) -> str:
    """The table's full name, else the full form printed most, else the form printed most."""
    known = Counter(m.alias for m in members if m.alias)
    if known:
        return min(known, key=lambda name: (-known[name], name))
    longest = max(len(m.words) for m in members)
    enough = [m for m in members if len(m.words) >= min(_FULL, longest)]
    if kind == "person" and longest > _FULL:  # "Abu Nasr" is two words and still a surname
        firsts = Counter(m.words[0] for m in enough if len(m.words) == longest)
        enough = [m for m in enough if m.words[0] in firsts] or enough
    cased = [m for m in enough if m.written != m.written.lower()] or enough
    forms = Counter(_bare(m) for m in cased)
    best = min(forms, key=lambda form: (-forms[form], -len(form), form))
    return best if best != best.lower() else _capitalised(best)


def _bare(mention: Mention) -> str:
    """As printed, without the possessive and without a title or article in front."""
    written = mention.written
    for ending in ("’s", "'s"):
        written = written.removesuffix(ending)
    first = next((s for w, s, _ in fold_words(written) if w == mention.words[0]), 0)
    return written[first:] if mention.words[0] else written


def _capitalised(form: str) -> str:
    small = words("name_particles")
    return " ".join(
        w if w in small and i else w[:1].upper() + w[1:] for i, w in enumerate(form.split())
    )


def _with_own_ids(made: Sequence[Actor]) -> tuple[Actor, ...]:
    """Readable ids; a second actor of the same name gets a number."""
    taken: Counter[str] = Counter()
    done = []
    for actor in made:
        slug = "-".join(w for w, _, _ in fold_words(actor.name)) or "name"
        taken[slug] += 1
        own = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
        done.append(Actor(own, actor.name, actor.kind, actor.aliases, actor.mentions))
    return tuple(done)
