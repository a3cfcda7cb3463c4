"""What a text declares of its origin, among the texts of a story.

tells:  two texts one of which rests on the other, or both on a third ──▶ Tie
voice:  whom a text rests on that names nobody itself                 ──▶ name, field
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.findings.case import Case
from sayso.outlets.declared import Basis, common, is_of


@dataclass(frozen=True, slots=True)
class Tie:
    """A text that declares, by `field`, that it rests on what `label` names."""

    doc_id: str
    field: str
    label: str


def tie(case: Case, doc_id: str, other: str) -> Tie | None:
    """How a text rests on another, or with it on a third; None where it does not say so."""
    if doc_id == other or not case.bases[doc_id]:
        return None
    lender = case.document[other]
    for basis in case.bases[doc_id]:
        if is_of(basis, lender):
            return Tie(doc_id, basis.field, lender.outlet or basis.label)
    third = common(case.bases[doc_id], case.bases[other])
    return Tie(doc_id, third.field, _called(case, doc_id, third)) if third else None


def rests_on(case: Case, doc_id: str) -> Tie | None:
    """The outlet on whose work a text rests, by its name; None where none is named: an address
    alone names an outlet where a text of the story is published there.
    """
    for basis in case.bases[doc_id]:
        label = _called(case, doc_id, basis)
        if basis.name or label != basis.label:
            return Tie(doc_id, basis.field, label)
    return None


def _called(case: Case, doc_id: str, basis: Basis) -> str:
    """The outlet as the texts of the story call it."""
    others = (doc for doc in case.documents if doc.id != doc_id and doc.outlet)
    return next((str(doc.outlet) for doc in others if is_of(basis, doc)), basis.label)
