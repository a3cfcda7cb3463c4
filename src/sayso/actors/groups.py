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
from itertools import combinations
from typing import TypeVar

from sayso.actors.addresses import nobody_knows_which, parted, suited
from sayso.actors.forms import Mention, Words
from sayso.actors.known_forms import (
    BLOCK_LIMIT,
    FULL,
    KnownForms,
    Node,
    known_forms,
    length_of,
    node_of,
)
from sayso.actors.titles import sex_told
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

Key = TypeVar("Key", str, Node)
_LEAD = 2  # times as many texts must mean one full name by a short form as mean any other
_LONGEST_ACRONYM_LETTERS = 7


def grouped(mentions: Sequence[Mention]) -> list[Node]:
    """For every mention, the group it belongs to."""
    story = known_forms(mentions)
    story.parent = roots(_full_names_alike(story))
    found = _by_their_text(story)
    _by_the_story(story, found)
    parted(story, found)
    return [story.root(node) for node in found]


# ---- full names --------------------------------------------------------------


def _full_names_alike(story: KnownForms) -> Iterator[tuple[Node, Node]]:
    for one, two in sorted(_pairs_to_compare(story)):
        apart = not story.forms[one].contexts & story.forms[two].contexts
        person = story.forms[one].kind == "person", story.forms[two].kind == "person"
        if all(person):
            alike = same_person(one, two, apart=apart)
        else:
            alike = (not any(person) and same_body(one, two)) or "".join(one) == "".join(two)
        if alike:
            yield one, two


def _pairs_to_compare(story: KnownForms) -> set[tuple[Node, Node]]:
    blocks: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(story.forms):
        if node[0] == "=":
            continue
        blocks["=" + "".join(node)].append(node)
        if len(node) >= FULL:
            for key in sorted({skeleton(word) for word in node if len(word) > 2}):
                blocks[key].append(node)
    full = (block for block in blocks.values() if 1 < len(block) <= BLOCK_LIMIT)
    return {pair for block in full for pair in combinations(block, 2)}


# ---- short forms, text by text -------------------------------------------------


def _by_their_text(story: KnownForms) -> list[Node]:
    """The node of every mention, short forms replaced by the full name of their own text."""
    found = [node_of(m) for m in story.mentions]
    for places in _places_by(lambda m: m.context, dict(enumerate(story.mentions))).values():
        printed = _places_by(node_of, {i: story.mentions[i] for i in places})
        present = set(printed)
        settled: dict[Node, Node] = {}
        addressed: dict[int, Node] = {}
        for node in sorted(present, key=lambda node: (-length_of(node), node)):
            mine = {i: story.mentions[i] for i in printed[node]}
            if any(m.firm for m in mine.values()):
                continue
            told = sorted({m.full for m in mine.values()} & present)
            hosts = told or _hosts(story, node, present, any(m.article for m in mine.values()))
            by_sex = _places_by(sex_told, mine)
            if nobody_knows_which(story, hosts, by_sex.keys()):
                addressed |= {i: node for sex, some in by_sex.items() if sex for i in some}
                by_sex.clear()
            other = any(hosts and not suited(story, hosts, sex) for sex in by_sex)
            for sex, some in by_sex.items():
                # beside a “Mr.” whom no full name suits, the surname alone may be either
                fit = [] if other and not sex else suited(story, hosts, sex)
                likely = sorted({settled.get(h, story.root(h)) for h in fit})
                if len(likely) == 1 and fit == hosts:
                    settled[node] = likely[0]
                elif len(likely) > 1:
                    _nearest_before(story, found, {**printed, node: some}, node, fit)
                elif hosts:  # Mr. or Mrs., where the text has a full name of the other sex
                    addressed |= dict.fromkeys(some, likely[0] if likely else node)
        for i in places:
            found[i] = addressed.get(i) or settled.get(found[i], found[i])
    return found


def _places_by(key: Callable[[Mention], Key], held: Mapping[int, Mention]) -> dict[Key, list[int]]:
    places: dict[Key, list[int]] = defaultdict(list)
    for i, mention in held.items():
        places[key(mention)].append(i)
    return places


def _hosts(story: KnownForms, node: Node, present: AbstractSet[Node], article: bool) -> list[Node]:
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


def _is_short(story: KnownForms, node: Node, host: Node, article: bool) -> bool:
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


def _is_work(story: KnownForms, node: Node, host: Node) -> bool:
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


def _names_a_thing(story: KnownForms, node: Node, host: Node) -> bool:
    """True where the longer name is a thing's, and the form its maker's or another thing's: a firm
    and its model.
    """
    return host[: len(node)] == node and (
        story.forms[node].is_thing or story.forms[host].is_thing or story.owns(node, host)
    )


def _first_word_of_body(story: KnownForms, node: Node, host: Node) -> bool:
    """A lone word that opens one longer name, never after "in", nobody's surname: a firm of
    mistaken kind.
    """
    if len(node) != 1 or len(host) <= FULL or host[:1] != node or host[-1] in words("place_words"):
        return False
    others = story.longer(node)
    longer = {story.root(h) for h in others if h[:1] == node}
    surname = any(h[-1] == node[0] and story.forms[h].kind == "person" for h in others)
    return not story.forms[node].in_place and len(longer) == 1 and not surname


def _is_acronym(story: KnownForms, node: Node, forms: Iterable[Words]) -> bool:
    if len(node) != 1 or len(node[0]) > _LONGEST_ACRONYM_LETTERS or not story.forms[node].capitals:
        return False
    return any(node[0] in letters_of(form) for form in forms)


def _nearest_before(
    story: KnownForms,
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
            titled[mention.title] = i
            if not mention.kin or mention.at.doc_id not in same_doc:
                same_doc[mention.at.doc_id] = i
        elif found[i] == node:
            before = titled.get(mention.title) if mention.title else None
            before = same_doc.get(mention.at.doc_id) if before is None else before
            found[i] = found[before] if before is not None else node


# ---- what is left, by the story ------------------------------------------------


def _by_the_story(story: KnownForms, found: list[Node]) -> None:
    meant = _meanings(story, found)
    chosen: dict[tuple[Node, str], Node | None] = {}
    sexes: dict[Node, set[str]] = defaultdict(set)
    for mention, node in zip(story.mentions, found, strict=True):
        sexes[node].add(sex_told(mention))
    for i, mention in enumerate(story.mentions):
        node, sex = found[i], sex_told(mention)
        if node == node_of(mention) and node[0] != "=" and (node, sex) not in chosen:
            hosts = suited(story, _hosts_of_story(story, node), sex)
            hosts = [] if sex and nobody_knows_which(story, hosts, sexes[node]) else hosts
            chosen[node, sex] = _choice(story, hosts, meant[node]) or _commonest_body(
                story, node, hosts
            )
    alone = {
        (m.context, node)
        for m, node in zip(story.mentions, found, strict=True)
        if node == node_of(m)
    }
    # what was settled on a short form goes where that one goes
    for i, mention in enumerate(story.mentions):
        if (mention.context, found[i]) in alone:
            sex = sex_told(mention) if found[i] == node_of(mention) else ""
            found[i] = chosen.get((found[i], sex)) or found[i]


def _hosts_of_story(story: KnownForms, node: Node) -> list[Node]:
    """Full names of any text of which `node` may be the short form; the one that a text explains it
    by comes before all.
    """
    if len(story.introduced.get(node, ())) == 1:
        return list(story.introduced[node])
    article = story.forms[node].articles > 0
    likely = [host for host in story.longer(node) if host != node]
    hosts = [h for h in likely if _is_short(story, node, h, article) or _heard(story, node, h)]
    return hosts or [h for h in likely if _is_work(story, node, h)]


def _heard(story: KnownForms, node: Node, host: Node) -> bool:
    """A surname in another spelling: long, one word, and of a person."""
    if (
        len(node) != 1
        or len(host) < FULL
        or host[0] == "="
        or len(node[0]) < 6
        or story.forms[node].is_place
    ):
        return False
    people = story.forms[node].kind == "person" and story.forms[host].kind == "person"
    return people and host[-1] != node[0] and sounds_like(node[0], host[-1])


def _meanings(story: KnownForms, found: Sequence[Node]) -> dict[Node, Counter[Node]]:
    """For every short form, in how many texts it was settled to which root."""
    seen: dict[tuple[Node, Node], set[str]] = defaultdict(set)
    for mention, node in zip(story.mentions, found, strict=True):
        if node != node_of(mention):
            seen[(node_of(mention), story.root(node))].add(mention.context)
    meant: dict[Node, Counter[Node]] = defaultdict(Counter)
    for (short, root), contexts in seen.items():
        meant[short][root] = len(contexts)
    return meant


def _choice(story: KnownForms, hosts: Sequence[Node], votes: Counter[Node]) -> Node | None:
    likely = sorted({story.root(h) for h in hosts})
    if len(likely) <= 1:
        return likely[0] if likely else None
    return _leader(votes, likely)


def _commonest_body(story: KnownForms, node: Node, hosts: Sequence[Node]) -> Node | None:
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
