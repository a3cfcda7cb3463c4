"""Which articles print the words of another, and two articles side by side.

article ──pairs of its story──▶ family, tree, pairs with the words shared
a, b ──one story? its findings : a journey of these two──▶ pair, what each alone says, claims
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.agent.answers import Compared, CopiesAnswer, PairLine, Passage, SharedLine
from sayso.agent.claims import full_claim
from sayso.agent.library import Library
from sayso.agent.passages import Desk, empty, fitted, notes
from sayso.copies import differences
from sayso.errors import WrongUse
from sayso.model import Copy, Direction, Dossier, Finding
from sayso.model import Passage as Place
from sayso.words import line

_SHARED = 4  # passages of a pair in a list
_ALL_SHARED = 20  # passages of a pair that was asked for
_DIFFERS = 12  # places in which one shared passage differs
_ALONE = 12  # stretches that one text alone says
_LEAST_ALONE = 40  # characters of such a stretch
_CLAIMS = 12
_TURNED: dict[Direction, Direction] = {"a->b": "b->a", "b->a": "a->b"}
_LONGEST = 200  # characters of words in which two texts differ


def copies(library: Library, given: Mapping[str, Any]) -> CopiesAnswer:
    """The articles of its story that share words with one, and which of them are one text."""
    answer = empty()
    doc_id, limit = library.document(given["text"]).id, given["limit"]
    home = library.archive.shelves.story_of([doc_id]).get(doc_id)
    if home is None:
        raise WrongUse(f"{doc_id!r:.80} is in no story yet; place it with: sayso archive read")
    held = library.archive.shelves.story(home)
    found = [pair for pair in held.copies if doc_id in (pair.a, pair.b)]
    family = next(f for f in held.families if doc_id in f.doc_ids)
    desk = Desk(library.archive.many(held.story.doc_ids), families=held.families)
    ordered = sorted(found, key=lambda p: (p.independent, -p.containment_a - p.containment_b, p.a))
    made = [_pair(pair, desk, doc_id, _SHARED) for pair in ordered[:limit]]
    answer["not_told"].append("copies are looked for among the articles of the same story")
    unclear = [d for d in family.tree if d.direction == "unknown"]
    if unclear:
        answer["not_told"].append("which text came first is not known where direction is unknown")
    return {
        "article": desk.article(doc_id),
        "story": home,
        "family": list(family.doc_ids),
        "read_in_their_place": family.original,
        "tree": [
            {
                "doc": one.doc_id,
                "nearest_to": one.parent,
                "share": round(one.share, 2),
                "direction": one.direction,
            }
            for one in family.tree[:limit]
        ],
        "pairs": fitted(made, limit, answer["left_out"], of=(len(found), "pairs")),
        "left_out": answer["left_out"],
        "not_told": answer["not_told"],
    }


def compare(library: Library, given: Mapping[str, Any]) -> Compared:
    """Two articles: the words that they share, what each alone says, the claims of both."""
    if given["a"] == given["b"]:
        raise WrongUse("compare: a and b are one article; give two")
    answer = empty()
    one, other = library.document(given["a"]), library.document(given["b"])
    homes = library.archive.shelves.story_of([one.id, other.id])
    n = homes.get(one.id)
    if n is not None and n == homes.get(other.id):
        dossier = library.dossier(n, answer["not_told"])
        pairs: Sequence[Copy] = library.archive.shelves.story(n).copies
        over = f"all articles of story {n}"
    else:
        n, over = 0, "these two articles alone, for they are in different stories"
        pairs, dossier = library.of_two(one, other, answer["not_told"])
    desk = Desk.of(dossier) if dossier else Desk([one, other])
    found = next((p for p in pairs if {p.a, p.b} == {one.id, other.id}), None)
    pair = _pair(found, desk, one.id, _ALL_SHARED) if found else None
    shared = found.passages if found else ()
    made = [full_claim(n, desk, f) for f in _of_both(dossier, one.id, other.id)]
    left_out = answer["left_out"]
    return {
        "a": desk.article(one.id),
        "b": desk.article(other.id),
        "pair": pair,
        "only_a": _alone(desk, one.id, shared, left_out),
        "only_b": _alone(desk, other.id, shared, left_out),
        "claims": fitted(made, _CLAIMS, left_out, of=(len(made), "claims of both")),
        "counted_over": over,
        "left_out": left_out,
        "not_told": notes(answer["not_told"]),
    }


def _of_both(dossier: Dossier | None, a: str, b: str) -> list[Finding]:
    """Findings that both articles tell, or part on."""
    found = dossier.findings.findings if dossier else ()
    return [f for f in found if {a, b} <= {telling.at.doc_id for telling in f.tellings}]


def _pair(pair: Copy, desk: Desk, first: str, most: int) -> PairLine:
    """The pair with `first` as its a."""
    turned = pair.a != first
    told = differences(pair, desk.documents.__getitem__)
    shared: list[SharedLine] = []
    for k, sides in enumerate(pair.passages[:most]):
        a, b = reversed(sides) if turned else sides
        differs = (reversed(spots) if turned else spots for spots in told[k][:_DIFFERS])
        words = [(_cut(desk, x), _cut(desk, y)) for x, y in differs]
        shared.append({"a": desk.place(a), "b": desk.place(b), "differs": words})
    shares = [round(pair.containment_a, 2), round(pair.containment_b, 2)]
    share_of_a, share_of_b = reversed(shares) if turned else shares
    return {
        "a": first,
        "b": pair.a if turned else pair.b,
        "kind": pair.kind,
        "form": list(pair.form),
        "direction": _TURNED.get(pair.direction, pair.direction) if turned else pair.direction,
        "one_origin": not pair.independent,
        "share_of_a": share_of_a,
        "share_of_b": share_of_b,
        "why": [line(why) for why in pair.why],
        "shared": shared,
        "shared_left_out": len(pair.passages) - len(shared),
    }


def _cut(desk: Desk, at: Place) -> str:
    return at.cut(desk.documents[at.doc_id].text)[:_LONGEST]


def _alone(
    desk: Desk, doc_id: str, passages: Sequence[tuple[Place, Place]], left_out: list[str]
) -> list[Passage]:
    """The stretches of one text that stand in no shared passage."""
    text = desk.documents[doc_id].text
    shared = [at for sides in passages for at in sides if at.doc_id == doc_id]
    found: list[Place] = []
    at = 0
    for start, end in (*sorted((p.start, p.end) for p in shared), (len(text), len(text))):
        piece = text[at:start]
        first = at + len(piece) - len(piece.lstrip())
        last = at + len(piece.rstrip())
        if last - first >= _LEAST_ALONE:
            found.append(Place(doc_id, first, last))
        at = max(at, end)
    made = [desk.place(one) for one in found[:_ALONE]]
    return fitted(made, _ALONE, left_out, of=(len(found), f"stretches of {doc_id} alone"))
