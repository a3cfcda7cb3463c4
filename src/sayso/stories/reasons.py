"""Why a document stands in its story: the names it shares, how alike it is, and whose copy it is.

Story's sketches ──count──▶ names in several ──▶ Reason a member
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sayso.model import Reason
from sayso.stories.sketch import StorySketch

_NAMED = 4  # names a reason lists


def reasons(
    members: Sequence[StorySketch], likeness: Mapping[str, float], families: Mapping[str, tuple[str, ...]]
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
        return [Reason("alone", "no other text here is alike enough")]
    found: list[Reason] = []
    copies = [d for d in families.get(member.doc_id, ()) if d != member.doc_id]
    if copies:
        found.append(Reason("copy-family", f"shares its words with {_listed(copies)}"))
    shared = [
        (counts[member.words[i]] - 1, shown)
        for i, shown in zip(member.names, member.shown, strict=True)
        if counts[member.words[i]] > 1 and not shown[0].isdigit()
    ]
    top = sorted(shared, key=lambda item: (-item[0], item[1]))[:_NAMED]
    if top:
        low, high = top[-1][0], top[0][0]
        others = f"{high}" if low == high else f"{low} to {high}"
        noun = "other" if high == 1 else "others"
        found.append(Reason("shared-names", f"shares {_listed([name for _, name in top])} with {others} {noun}"))
    if member.doc_id in likeness:
        found.append(Reason("alike", f"likeness to the others is {likeness[member.doc_id]:.2f} on average"))
    return found


def _listed(items: Sequence[str]) -> str:
    """The items in a sentence, at most as many as a reason names."""
    kept = list(items[:_NAMED])
    more = len(items) - len(kept)
    return ", ".join(kept) + (f" and {more} more" if more else "")
