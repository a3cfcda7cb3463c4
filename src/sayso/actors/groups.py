"""Mentions sorted into names: full names across the story first, then short forms by the text they
stand in.

A surname goes with the full name of its own text, of several with the one printed last before it;
where its text has none, with the only one of the story, or with the one that most texts mean by it.
A short form that several full names fit equally stays alone. A place is never a person's or a
body's short form.

  mentions ─full names alike─▶ roots ─short forms, text by text─▶ roots
           ─what is left, by the story─▶ group
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeVar

from sayso.actors.forms import Form, Mention, Words
from sayso.actors.transliteration import skeleton, sounds_like
from sayso.actors.variants import (
    given_name_of,
    letters_of,
    same_body,
    same_person,
    short_of_body,
    short_of_person,
    short_of_work,
)
from sayso.groups import roots
from sayso.lexicon import words

# ("=", full name) for what the table of aliases knows, else the folded words
Node = tuple[str, ...]
Key = TypeVar("Key", str, Node)
_BLOCK_LIMIT = 200  # forms that share a word, compared pair by pair; a word of more is no clue
_LEAD = 2  # times as many texts must mean one full name by a short form as mean any other
# mentions from which the rest of a longer name is a name itself, and not a part cut off
_STANDS_ALONE = 2
_CLEAN_WEIGHT = 4  # a kind told from a text with its case, against 1 from a text without
_FULL = 2
_LONGEST_ACRONYM_LETTERS = 7


@dataclass(slots=True)
class _KnownForms:
    """The forms of a story, and what leads from one to another.

    leads  by a word, its letters or its sound: the full names that have it
    """

    mentions: Sequence[Mention]
    forms: dict[Node, Form] = field(default_factory=lambda: defaultdict(Form))
    leads: dict[str, set[Node]] = field(default_factory=lambda: defaultdict(set))
    parent: dict[Node, Node] = field(default_factory=dict)

    def root(self, node: Node) -> Node:
        return self.parent.get(node, node)

    def longer(self, node: Node) -> list[Node]:
        """Full names that share a word, the letters or the sound of the last word with a short
        form.
        """
        keys = {node[-1], "".join(node), "~" + skeleton(node[-1])}
        if len(node) < _FULL:
            found = {host for key in keys for host in self.leads.get(key, ())}
        else:
            keys.add(_opening(node))
            hosts = [self.leads.get(key, set()) for key in keys]
            found = {host for held in hosts if len(held) <= _BLOCK_LIMIT for host in held}
        return sorted(
            host for host in found if _length(host) > len(node) or len(host) == len(node) >= _FULL
        )

    def stands_alone(self, node: Node) -> bool:
        """True where it is printed often enough to be a name itself."""
        return node in self.forms and self.forms[node].count >= _STANDS_ALONE

    def owns(self, node: Node, host: Node) -> bool:
        """True where the longer name is this one and another thing's own name: "Harrow Lantern"."""
        return host[: len(node)] == node and self.stands_alone(host[len(node) :])


def grouped(mentions: Sequence[Mention]) -> list[Node]:
    """For every mention, the group it belongs to."""
    story = _story(mentions)
    story.parent = roots(_full_names_alike(story))
    found = _by_their_text(story)
    _by_the_story(story, found)
    return [story.root(node) for node in found]


def node_of(mention: Mention) -> Node:
    """The form that a mention prints: its full name in the table, else its words."""
    return ("=", mention.alias) if mention.alias else mention.words


def _story(mentions: Sequence[Mention]) -> _KnownForms:
    story = _KnownForms(mentions)
    for mention in mentions:
        node = node_of(mention)
        form = story.forms[node]
        form.contexts.add(mention.context)
        form.kinds[mention.kind] += 1 if mention.poor else _CLEAN_WEIGHT
        form.words.add(mention.words)
        form.count += 1
        form.in_place += mention.in_place
        form.articles += mention.article
        form.things += mention.thing
        form.capitals += mention.poor or mention.written.isupper()
        for key in _leads(mention.words):
            story.leads[key].add(node)
    return story


def _leads(form: Words) -> set[str]:
    """Under what a full name is found again by its short forms."""
    if len(form) < _FULL:
        return set()
    return {*form, *letters_of(form), "".join(form[-2:]), "~" + skeleton(form[-1]), _opening(form)}


def _opening(form: Words) -> str:
    """The first two words, as a lead: one given name may open hundreds of full names, two words
    only a few.
    """
    return " ".join(form[:2])


# ---- full names --------------------------------------------------------------


def _full_names_alike(story: _KnownForms) -> Iterator[tuple[Node, Node]]:
    for one, two in sorted(_pairs_to_compare(story)):
        apart = not story.forms[one].contexts & story.forms[two].contexts
        person = story.forms[one].kind == "person", story.forms[two].kind == "person"
        if all(person):
            alike = same_person(one, two, apart=apart)
        else:
            alike = (not any(person) and same_body(one, two)) or "".join(one) == "".join(two)
        if alike:
            yield one, two


def _pairs_to_compare(story: _KnownForms) -> set[tuple[Node, Node]]:
    blocks: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(story.forms):
        if node[0] == "=":
            continue
        blocks["=" + "".join(node)].append(node)
        if len(node) >= _FULL:
            for key in sorted({skeleton(word) for word in node if len(word) > 2}):
                blocks[key].append(node)
    full = (block for block in blocks.values() if 1 < len(block) <= _BLOCK_LIMIT)
    return {pair for block in full for pair in combinations(block, 2)}


# ---- short forms, text by text -------------------------------------------------


def _by_their_text(story: _KnownForms) -> list[Node]:
    """The node of every mention, short forms replaced by the full name of their own text."""
    found = [node_of(m) for m in story.mentions]
    for places in _places_by(lambda m: m.context, dict(enumerate(story.mentions))).values():
        printed = _places_by(node_of, {i: story.mentions[i] for i in places})
        present = set(printed)
        settled: dict[Node, Node] = {}
        for node in sorted(present, key=lambda node: (-_length(node), node)):
            mine = [story.mentions[i] for i in printed[node]]
            if any(m.firm for m in mine):
                continue
            hosts = _hosts(story, node, present, any(m.article for m in mine))
            likely = sorted({settled.get(h, story.root(h)) for h in hosts})
            if len(likely) == 1:
                settled[node] = likely[0]
            elif likely:
                _nearest_before(story, found, printed, node, hosts)
        for i in places:
            found[i] = settled.get(found[i], found[i])
    return found


def _places_by(key: Callable[[Mention], Key], held: Mapping[int, Mention]) -> dict[Key, list[int]]:
    places: dict[Key, list[int]] = defaultdict(list)
    for i, mention in held.items():
        places[key(mention)].append(i)
    return places


def _length(node: Node) -> int:
    return 99 if node[0] == "=" else len(node)


def _hosts(story: _KnownForms, node: Node, present: AbstractSet[Node], article: bool) -> list[Node]:
    """Full names of which `node` may be the short form; given names count only where no surname
    fits.
    """
    if node[0] == "=":
        return []
    others = [host for host in story.longer(node) if host in present and host != node]
    found = [host for host in others if _is_short(story, node, host, article)]
    if not found:
        found = [h for h in others if _is_work(story, node, h)]
    if not found and story.forms[node].kind == "person":
        found = [
            h
            for h in others
            if h[0] != "=" and story.forms[h].kind == "person" and given_name_of(node, h)
        ]
    return found


def _is_short(story: _KnownForms, node: Node, host: Node, article: bool) -> bool:
    kind, other = story.forms[node].kind, story.forms[host].kind
    forms = [host] if host[0] != "=" else sorted(story.forms[host].words)
    if (
        kind not in ("person", "group")
        and other not in ("person", "place")
        and _is_acronym(story, node, forms)
    ):
        return True
    if (
        kind == "group"
        or story.forms[node].is_place
        or (other != "person" and _names_a_thing(story, node, host))
    ):
        return False
    if other == "person" or (kind == "person" and other in ("other", "group")):
        return any(short_of_person(node, form) for form in forms)
    if other == "org" and (kind in ("org", "other") or article):
        return any(short_of_body(node, form, article=article) for form in forms)
    return (
        kind in ("person", "org")
        and other in ("place", "other")
        and _first_word_of_body(story, node, host)
    )


def _is_work(story: _KnownForms, node: Node, host: Node) -> bool:
    """True for the last word of the name of a thing or a work, neither being a person, a place or a
    group.
    """
    kinds = {story.forms[node].kind, story.forms[host].kind}
    if host[0] == "=" or not kinds <= {"other", "org"}:
        return False
    # "Harrow Lantern" where "Harrow" is a body of its own: its maker's name before a thing's
    maker = host[:-1]
    made = story.stands_alone(maker) and story.forms[maker].kind == "org"
    return ("other" in kinds or made) and short_of_work(node, host)


def _names_a_thing(story: _KnownForms, node: Node, host: Node) -> bool:
    """True where the longer name is a thing's, and the form its maker's or another thing's: a firm
    and its model.
    """
    return host[: len(node)] == node and (
        story.forms[node].is_thing or story.forms[host].is_thing or story.owns(node, host)
    )


def _first_word_of_body(story: _KnownForms, node: Node, host: Node) -> bool:
    """A lone word that opens one longer name, never after "in", nobody's surname: a firm of
    mistaken kind.
    """
    if len(node) != 1 or len(host) <= _FULL or host[:1] != node or host[-1] in words("place_words"):
        return False
    others = story.longer(node)
    longer = {story.root(h) for h in others if h[:1] == node}
    surname = any(h[-1] == node[0] and story.forms[h].kind == "person" for h in others)
    return not story.forms[node].in_place and len(longer) == 1 and not surname


def _is_acronym(story: _KnownForms, node: Node, forms: Iterable[Words]) -> bool:
    if len(node) != 1 or len(node[0]) > _LONGEST_ACRONYM_LETTERS or not story.forms[node].capitals:
        return False
    return any(node[0] in letters_of(form) for form in forms)


def _nearest_before(
    story: _KnownForms,
    found: list[Node],
    printed: Mapping[Node, Sequence[int]],
    node: Node,
    hosts: Sequence[Node],
) -> None:
    """Each mention of an ambiguous short form goes with the full name printed last before it, a
    like title first.
    """
    titled: dict[str, int] = {}
    same_doc: dict[str, int] = {}
    places = [(story.mentions[i].at, i) for form in {*hosts, node} for i in printed[form]]
    for _, i in sorted(places, key=lambda place: (place[0].doc_id, place[0].start, place[1])):
        mention = story.mentions[i]
        if node_of(mention) != node:
            titled[mention.title] = same_doc[mention.at.doc_id] = i
        elif found[i] == node:
            before = titled.get(mention.title) if mention.title else None
            before = same_doc.get(mention.at.doc_id) if before is None else before
            found[i] = found[before] if before is not None else node


# ---- what is left, by the story ------------------------------------------------


def _by_the_story(story: _KnownForms, found: list[Node]) -> None:
    meant = _meanings(story, found)
    chosen: dict[Node, Node | None] = {}
    for i, mention in enumerate(story.mentions):
        node = found[i]
        if node != node_of(mention) or node[0] == "=":
            continue
        if node not in chosen:
            article = story.forms[node].articles > 0
            likely = [host for host in story.longer(node) if host != node]
            hosts = [
                h for h in likely if _is_short(story, node, h, article) or _heard(story, node, h)
            ]
            hosts = hosts or [h for h in likely if _is_work(story, node, h)]
            chosen[node] = _choice(story, hosts, meant[node]) or _commonest_body(story, node, hosts)
    alone = {
        (m.context, node)
        for m, node in zip(story.mentions, found, strict=True)
        if node == node_of(m)
    }
    # what was settled on a short form goes where that one goes
    for i, mention in enumerate(story.mentions):
        if (mention.context, found[i]) in alone:
            found[i] = chosen.get(found[i]) or found[i]


def _heard(story: _KnownForms, node: Node, host: Node) -> bool:
    """A surname in another spelling: long, one word, and of a person."""
    if (
        len(node) != 1
        or len(host) < _FULL
        or host[0] == "="
        or len(node[0]) < 6
        or story.forms[node].is_place
    ):
        return False
    people = story.forms[node].kind == "person" and story.forms[host].kind == "person"
    return people and host[-1] != node[0] and sounds_like(node[0], host[-1])


def _meanings(story: _KnownForms, found: Sequence[Node]) -> dict[Node, Counter[Node]]:
    """For every short form, in how many texts it was settled to which root."""
    seen: dict[tuple[Node, Node], set[str]] = defaultdict(set)
    for mention, node in zip(story.mentions, found, strict=True):
        if node != node_of(mention):
            seen[(node_of(mention), story.root(node))].add(mention.context)
    meant: dict[Node, Counter[Node]] = defaultdict(Counter)
    for (short, root), contexts in seen.items():
        meant[short][root] = len(contexts)
    return meant


def _choice(story: _KnownForms, hosts: Sequence[Node], votes: Counter[Node]) -> Node | None:
    likely = sorted({story.root(h) for h in hosts})
    if len(likely) <= 1:
        return likely[0] if likely else None
    return _leader(votes, likely)


def _commonest_body(story: _KnownForms, node: Node, hosts: Sequence[Node]) -> Node | None:
    """Of several bodies or things the one whose full name many more texts print than any
    other's.
    """
    if story.forms[node].kind not in ("org", "other"):
        return None
    texts: dict[Node, set[str]] = defaultdict(set)
    for host in hosts:
        texts[story.root(host)] |= story.forms[host].contexts
    votes = Counter({root: len(held) for root, held in texts.items()})
    return _leader(votes, sorted(votes)) if votes else None


def _leader(votes: Counter[Node], likely: Sequence[Node]) -> Node | None:
    ranked = sorted(likely, key=lambda root: (-votes[root], root))
    first, second = votes[ranked[0]], votes[ranked[1]] if len(ranked) > 1 else 0
    return ranked[0] if first >= _LEAD and first >= _LEAD * second else None
