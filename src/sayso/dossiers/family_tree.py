"""Copies and relays: which articles are one text, what two texts share, who hands on whose report.

families ──▶ Tree(original, its copies)        copies ──▶ Pair(shared passages side by side)
Reading.relays ──▶ Arrow(from, to, "first reported by")
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.dossiers.index import Lookup
from sayso.dossiers.sources import Because, Source, because, source
from sayso.dossiers.wording import (
    DIRECTIONS,
    branch_words,
    clip,
    copy_words,
    own_outlet,
    share_words,
)
from sayso.model import Copy, Family, Passage

# shared passages of a pair that are printed, longest first; all of them are in the JSON
_MOST_PASSAGES = 8
_MOST_CHARACTERS = 360  # of each that are shown


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that stand in both, as each prints them."""

    a: Source
    b: Source
    text_a: str
    text_b: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, `a` and `b` by their ids, and what they have in common."""

    id: str
    a: str
    b: str
    label_a: str
    label_b: str
    words: str
    shares: str
    direction: str
    independent: bool
    shared: tuple[Shared, ...]
    left_out: int
    why: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A copy in a family."""

    number: int
    label: str
    title: str
    words: str
    pair: str | None


@dataclass(frozen=True, slots=True)
class Tree:
    """A family: the cleanest of its texts and the others. `fullest` is the label of the text that
    holds the most.
    """

    number: int
    label: str
    title: str
    branches: tuple[Branch, ...]
    fullest: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """One article hands on a report of another outlet."""

    id: str
    label: str
    origin: str
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Copies:
    """The whole section: families, the pairs inside them, other shared words, relays.

    inside    pairs of a copy and the text that was read; outside pairs of such texts
    repeated  pairs of a copy that say the same again
    """

    trees: tuple[Tree, ...]
    inside: tuple[Pair, ...]
    outside: tuple[Pair, ...]
    repeated: tuple[Pair, ...]
    arrows: tuple[Arrow, ...]


def copies(look: Lookup) -> Copies:
    """Families with more than one document, every pair that shares words, and every relay."""
    families = dict.fromkeys(look.family_of[doc.id] for doc in look.dossier.documents)
    trees = tuple(_tree(look, family) for family in families if len(_inside(look, family)) > 1)
    inside: list[Pair] = []
    outside: list[Pair] = []
    repeated: list[Pair] = []
    for copy in look.dossier.copies:
        if copy.a in look.documents and copy.b in look.documents:
            originals = {look.family_of[i].original for i in (copy.a, copy.b)}
            read = len(originals & {copy.a, copy.b})  # of the two, how many are no copies
            home = repeated if read < len(originals) else inside if read == 1 else outside
            home.append(_pair(look, copy))
    return Copies(trees, tuple(inside), tuple(outside), tuple(repeated), tuple(_arrows(look)))


def pair_id(look: Lookup, copy: Copy) -> str:
    """Page id of a pair."""
    return f"c-d{look.numbers[copy.a]}-d{look.numbers[copy.b]}"


def _inside(look: Lookup, family: Family) -> list[str]:
    return [i for i in family.doc_ids if i in look.documents]


def _tree(look: Lookup, family: Family) -> Tree:
    docs = _inside(look, family)
    root = family.original if family.original in docs else docs[0]
    branches = tuple(
        _branch(look, root, i) for i in sorted(docs, key=look.numbers.__getitem__) if i != root
    )
    fullest = look.labels[family.fullest if family.fullest in docs else root]
    return Tree(
        look.numbers[root], look.labels[root], look.documents[root].title or "", branches, fullest
    )


def _branch(look: Lookup, root: str, doc_id: str) -> Branch:
    pairs = [c for c in look.dossier.copies if doc_id in (c.a, c.b)]
    direct = next((c for c in pairs if root in (c.a, c.b)), None)
    copy = direct or next((c for c in pairs if look.family_of[c.a] == look.family_of[c.b]), None)
    return Branch(
        number=look.numbers[doc_id],
        label=look.labels[doc_id],
        title=look.documents[doc_id].title or "",
        words=branch_words(copy, doc_id) if copy else "the same text",
        pair=pair_id(look, copy) if copy else None,
    )


def _pair(look: Lookup, copy: Copy) -> Pair:
    longest = sorted(copy.passages, key=lambda p: (-len(p[0]), p[0].start))[:_MOST_PASSAGES]
    chosen = sorted(longest, key=lambda p: p[0].start)
    a, b = look.labels[copy.a], look.labels[copy.b]
    return Pair(
        id=pair_id(look, copy),
        a=copy.a,
        b=copy.b,
        label_a=a,
        label_b=b,
        words=copy_words(copy),
        shares=f"{share_words(copy.containment_a)} of {a} stands in {b}; "
        f"{share_words(copy.containment_b)} of {b} stands in {a}",
        direction=DIRECTIONS[copy.direction],
        independent=copy.independent,
        shared=tuple(_shared(look, one, two) for one, two in chosen),
        left_out=len(copy.passages) - len(chosen),
        why=because(look, copy.why),
    )


def _shared(look: Lookup, one: Passage, two: Passage) -> Shared:
    return Shared(
        source(look, one),
        source(look, two),
        clip(look.text(one), _MOST_CHARACTERS),
        clip(look.text(two), _MOST_CHARACTERS),
    )


def _arrows(look: Lookup) -> Iterable[Arrow]:
    for reading in look.dossier.readings:
        if reading.doc_id not in look.documents:
            continue
        for number, relay in enumerate(reading.relays, 1):
            if own_outlet(relay.origin, look.documents[reading.doc_id].outlet):
                continue  # credits itself
            yield Arrow(
                id=f"r-d{look.numbers[reading.doc_id]}-{number}",
                label=look.labels[reading.doc_id],
                origin=relay.origin,
                words="first reported by" if relay.first else "credits",
                source=source(look, relay.at),
            )
