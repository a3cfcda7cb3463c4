"""Why a document stands in its story: the names it shares, how alike it is, and whose copy it is.

Story's sketches ──count──▶ names in several ──▶ Reason a member
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sayso.lexicon import frequency
from sayso.model import DocRef, Reason
from sayso.stories.sketch import StorySketch

_NAMED = 4  # names a reason lists
# likeness from which each is said
_STRENGTHS = ((0.35, "much"), (0.15, "some"), (float("-inf"), "little"))


def reasons(
    members: Sequence[StorySketch],
    likeness: Mapping[str, float],
    families: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[Reason, ...]]:
    """Reasons of every member by document id.

    likeness  mean likeness to the other members, by document id
    families  ids of the family that each document belongs to
    """
    counts = Counter(m.words[i] for m in members for i in m.names)
    return {m.doc_id: tuple(_of(m, members, counts, likeness, families)) for m in members}


def _of(
    member: StorySketch,
    members: Sequence[StorySketch],
    counts: Counter[str],
    likeness: Mapping[str, float],
    families: Mapping[str, tuple[str, ...]],
) -> list[Reason]:
    if len(members) == 1:
        return [Reason("alone")]
    found: list[Reason] = []
    copies = [d for d in families.get(member.doc_id, ()) if d != member.doc_id]
    if copies:
        found.append(Reason("copy-family", _copies(copies)))
    shared = _shared_names(member, counts)
    if shared:
        low, high = min(n for n, _ in shared), max(n for n, _ in shared)
        found.append(Reason("shared-names", (tuple(name for _, name in shared), low, high)))
    if member.doc_id in likeness:
        found.append(Reason("alike", _strength(likeness[member.doc_id])))
    return found


def _shared_names(member: StorySketch, counts: Counter[str]) -> list[tuple[int, str]]:
    """Names that others have too, and in how many: rare in news and common here come first."""
    weighed = []
    for i, shown in zip(member.names, member.shown, strict=True):
        others = counts[member.words[i]] - 1
        if others > 0 and not shown[0].isdigit():
            weighed.append((-others * frequency.idf(shown.lower()), shown, others))
    return [(others, shown) for _, shown, others in sorted(weighed)[:_NAMED]]


def _strength(likeness: float) -> tuple[str, float]:
    """How strong the mean likeness to the others is, and its figure."""
    strength = next(word for least, word in _STRENGTHS if likeness >= least)
    return strength, round(min(likeness, 1.0), 2)


def _copies(doc_ids: Sequence[str]) -> tuple[tuple[DocRef, ...], int]:
    """The copies that a reason names, and how many more there are."""
    return tuple(map(DocRef, doc_ids[:_NAMED])), max(0, len(doc_ids) - _NAMED)
