"""The forms of names in a story, and what leads from one to another.

mentions ──words──▶ forms; words, letters, sounds ──▶ full names
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.actors.forms import Form, Mention, Words
from sayso.actors.titles import generation, sex_told
from sayso.actors.transliteration import skeleton
from sayso.actors.variants import letters_of
from sayso.lexicon import words

# ("=", full name) for what the table of aliases knows, else the folded words
Node = tuple[str, ...]
BLOCK_LIMIT = 200  # forms that share a word, compared pair by pair; a word of more is no clue
FULL = 2  # words of a full name
# mentions from which the rest of a longer name is a name itself, and not a part cut off
_STANDS_ALONE = 2
_CLEAN_WEIGHT = 4  # a kind told from a text with its case, against 1 from a text without


@dataclass(slots=True)
class KnownForms:
    """The forms of a story, and what leads from one to another.

    introduced  by a short form: the full names that texts explain it by in brackets
    leads  by a word, its letters or its sound: the full names that have it
    """

    mentions: Sequence[Mention]
    forms: dict[Node, Form] = field(default_factory=lambda: defaultdict(Form))
    leads: dict[str, set[Node]] = field(default_factory=lambda: defaultdict(set))
    parent: dict[Node, Node] = field(default_factory=dict)
    introduced: dict[Node, set[Node]] = field(default_factory=lambda: defaultdict(set))

    def root(self, node: Node) -> Node:
        return self.parent.get(node, node)

    def longer(self, node: Node) -> list[Node]:
        """Full names that share a word, the letters or the sound of the last word with a short
        form.
        """
        keys = {node[-1], "".join(node), "~" + skeleton(node[-1])}
        if len(node) < FULL:
            found = {host for key in keys for host in self.leads.get(key, ())}
        else:
            keys.add(opening_of(node))
            hosts = [self.leads.get(key, set()) for key in keys]
            found = {host for held in hosts if len(held) <= BLOCK_LIMIT for host in held}
        return sorted(
            host for host in found if length_of(host) > len(node) or len(host) == len(node) >= FULL
        )

    def stands_alone(self, node: Node) -> bool:
        """True where it is printed often enough to be a name itself."""
        return node in self.forms and self.forms[node].count >= _STANDS_ALONE

    def owns(self, node: Node, host: Node) -> bool:
        """True where the longer name is this one and another thing's own name: "Harrow Lantern"."""
        return host[: len(node)] == node and self.stands_alone(host[len(node) :])


def node_of(mention: Mention) -> Node:
    """The form that a mention prints: its full name in the table, else its words."""
    return ("=", mention.alias) if mention.alias else mention.words


def known_forms(mentions: Sequence[Mention]) -> KnownForms:
    story = KnownForms(mentions)
    for mention in mentions:
        node = node_of(mention)
        form = story.forms[node]
        form.contexts.add(mention.context)
        form.kinds[mention.kind] += 1 if mention.poor else _CLEAN_WEIGHT
        if mention.kind == "person" and (mention.title or generation(mention)):
            form.kinds["person"] += 1  # surer than a kind that the model gives alone
        form.words.add(mention.words)
        form.count += 1
        form.in_place += mention.in_place
        form.articles += mention.article
        form.things += mention.thing
        if (sex := sex_told(mention)) and len(mention.words) > 1:
            form.sexes[sex] += 1
            form.young |= mention.relation in words("offspring")
        if mention.full:
            story.introduced[node].add(mention.full)
        form.capitals += mention.poor or mention.written.isupper()
        for key in _leads(mention.words):
            story.leads[key].add(node)
    return story


def _leads(form: Words) -> set[str]:
    """Under what a full name is found again by its short forms."""
    if len(form) < FULL:
        return set()
    return {
        *form,
        *letters_of(form),
        "".join(form[-2:]),
        "~" + skeleton(form[-1]),
        opening_of(form),
    }


def opening_of(form: Words) -> str:
    """The first two words, as a lead: one given name may open hundreds of full names, two words
    only a few.
    """
    return " ".join(form[:2])


def length_of(node: Node) -> int:
    return 99 if node[0] == "=" else len(node)
