"""A story as if it held fewer documents: what is left when some were refused, or came too late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.model import Copy, Document, Family, Story

if TYPE_CHECKING:
    from sayso import findings


def cut_to(case: findings.Case, docs: Sequence[Document]) -> findings.Case:
    """The case as if it held those documents only."""
    if len(docs) == len(case.documents):
        return case
    ids = {doc.id for doc in docs}
    kept = [n for n, doc in enumerate(case.documents) if doc.id in ids]
    named = (
        replace(actor, mentions=tuple(m for m in actor.mentions if m.doc_id in ids))
        for actor in case.actors
    )
    return replace(
        case,
        story=story_among(case.story, ids),
        documents=tuple(docs),
        readings=tuple(case.readings[n] for n in kept),
        days=tuple(case.days[n] for n in kept),
        copies=copies_among(case.copies, ids),
        families=families_among(case.families, ids),
        actors=tuple(actor for actor in named if actor.mentions),
    )


def story_among(story: Story, ids: set[str]) -> Story:
    return replace(story, members=tuple(m for m in story.members if m.doc_id in ids))


def copies_among(pairs: Sequence[Copy], ids: set[str]) -> tuple[Copy, ...]:
    return tuple(pair for pair in pairs if pair.a in ids and pair.b in ids)


def families_among(families: Sequence[Family], ids: set[str]) -> tuple[Family, ...]:
    """The families cut down to those documents; one whose first text is gone has another."""
    cut: list[Family] = []
    for family in families:
        left = tuple(i for i in family.doc_ids if i in ids)
        if left == family.doc_ids:
            cut.append(family)
        elif left:
            first, fullest = (i if i in ids else left[0] for i in (family.original, family.fullest))
            tree = tuple(d for d in family.tree if d.doc_id in ids and d.parent in ids)
            cut.append(Family(first, left, fullest, tree))
    return tuple(cut)
