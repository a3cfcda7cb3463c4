"""Statements of different texts laid side by side: how alike, and which of them tell the same fact.

Cosine over weighted terms beats sentence vectors here (bench/findings): two claims about one event
with another number or a "not" are near in any vector space, and names and rare words are what tells
facts apart.

    statements ──sparse product──▶ likeness of pairs ──average linkage──▶ groups
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from sayso.findings.case import FindingOptions
from sayso.findings.tellings.statements import Statement, concept
from sayso.lexicon import words

# added where both are attributed to one holder: one speech act, told twice (bench/findings)
_SAME_VOICE = 0.15
_SAME_DEED = 0.06  # added where one verb is done by, or to, one named person or body
_OTHER_SIGN = 0.15  # taken away where one is negated: alike in words, opposite in meaning
# 0: cosine, 1: share of the shorter claim's weight; a long claim may hold a short one
_CONTAINED = 0.3
_SHORT = 0.7  # of the median claim's size: shorter claims gain no more from being contained
_PLAIN = 0.28  # so alike that the heading verbs need not be of one concept
_SHARED_TERMS = 3  # below that two claims share a subject, not a fact
_LEAST = 0.1  # pairs less alike are not kept


@dataclass(frozen=True, slots=True)
class Likeness:
    """Similarity 0..1 of statement pairs (i < j); pairs that are not alike at all are absent."""

    pairs: dict[tuple[int, int], float]

    def of(self, i: int, j: int) -> float:
        """Similarity of two statements by index, 0 where none was kept."""
        return self.pairs.get((min(i, j), max(i, j)), 0.0)


def likeness(found: Sequence[Statement]) -> Likeness:
    """Similarity of all pairs of statements."""
    if len(found) < 2:
        return Likeness({})
    columns = {term: k for k, term in enumerate(sorted({t for s in found for t, _ in s.terms}))}
    indptr = np.cumsum([0, *(len(s.terms) for s in found)])
    indices = [columns[t] for s in found for t, _ in s.terms]
    data = [w for s in found for _, w in s.terms]
    matrix = csr_matrix((data, indices, indptr), shape=(len(found), len(columns)))
    product = (matrix @ matrix.T).tocoo()
    keep = (product.row < product.col) & (product.data >= _LEAST)
    floor = float(np.median([s.size for s in found])) * _SHORT
    pairs = {}
    for i, j, value in zip(product.row[keep], product.col[keep], product.data[keep], strict=True):
        one, two = max(found[i].size, floor), max(found[j].size, floor)
        contained = float(value) * (max(one, two) / min(one, two)) ** _CONTAINED
        pairs[int(i), int(j)] = _adjusted(found[i], found[j], contained)
    return Likeness(pairs)


def _adjusted(a: Statement, b: Statement, value: float) -> float:
    if a.holder and a.holder == b.holder and a.family != b.family:
        value += _SAME_VOICE
    if a.deeds & b.deeds:
        value += _SAME_DEED
    if a.claim.negated != b.claim.negated:
        value -= _OTHER_SIGN
    return max(0.0, min(1.0, value))


def groups(
    found: Sequence[Statement], alike: Likeness, options: FindingOptions
) -> tuple[tuple[int, ...], ...]:
    """Groups of statements that tell the same fact: average linkage, strongest pairs first, ties by
    position.
    """
    group_of = {s.index: s.index for s in found}
    members = {s.index: [s.index] for s in found}
    strong = [
        ((i, j), value)
        for (i, j), value in alike.pairs.items()
        if value >= options.same_fact and found[i].doc_id != found[j].doc_id
    ]
    for (i, j), value in sorted(strong, key=lambda item: (-item[1], _key(found, item[0]))):
        a, b = group_of[i], group_of[j]
        if a == b or not _can_agree(found[i], found[j], value):
            continue
        total = sum(alike.of(x, y) for x in members[a] for y in members[b])
        if total / (len(members[a]) * len(members[b])) >= options.same_fact:
            members[a] += members.pop(b)
            for x in members[a]:
                group_of[x] = a
    return tuple(sorted(tuple(sorted(group)) for group in members.values()))


def _can_agree(a: Statement, b: Statement, value: float) -> bool:
    """Alike is not enough: two documents, one sign, both hypothetical or neither, no amount or day
    apart.
    """
    if a.doc_id == b.doc_id:
        return False  # what one text says twice meets in the group of the others that say it
    if a.claim.negated != b.claim.negated or (a.claim.status == "possible") != (
        b.claim.status == "possible"
    ):
        return False
    if _amounts_apart(a, b) or _days_apart(a, b) or a.bygone != b.bygone:
        return False
    shared = {t for t, _ in a.terms if ">" not in t} & {t for t, _ in b.terms}
    if a.holder and a.holder == b.holder:
        return len(shared) >= _SHARED_TERMS - 1
    counted = any(t.startswith("#") for t in shared)
    return len(shared) >= _SHARED_TERMS and (counted or value >= _PLAIN or _one_deed(a, b))


def _one_deed(a: Statement, b: Statement) -> bool:
    """What one claim says, and not only what it mentions beside, stands in the other."""
    mine, yours = ({t for t, _ in s.terms} for s in (a, b))
    heads = [
        concept(s.claim.head) if s.claim.head not in words("light_verbs") else "" for s in (a, b)
    ]
    return heads[0] in yours or heads[1] in mine


def _amounts_apart(a: Statement, b: Statement) -> bool:
    """One thing counted, and no amount of it in common: what they differ on is not what they agree
    on.
    """
    mine, yours = _amounts(a), _amounts(b)
    return any(not mine[head] & yours[head] for head in mine.keys() & yours.keys())


def _amounts(statement: Statement) -> dict[str, set[float]]:
    found: dict[str, set[float]] = {}
    for quantity in statement.quantities:
        found.setdefault(concept(quantity.head), set()).add(quantity.value)
    return found


def _days_apart(a: Statement, b: Statement) -> bool:
    """Both give days, and none of the one's can be one of the other's."""
    mine = [(t.earliest, t.latest) for t in a.times if t.earliest and t.latest]
    yours = [(t.earliest, t.latest) for t in b.times if t.earliest and t.latest]
    return bool(mine and yours) and all(x[1] < y[0] or y[1] < x[0] for x in mine for y in yours)


def _key(found: Sequence[Statement], pair: tuple[int, int]) -> tuple[object, ...]:
    return tuple((found[k].claim.at.doc_id, found[k].claim.at.start) for k in pair)
