"""What texts share: pairs, families as trees, the furniture of sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model.places import Frozen, Passage, Reason

CopyKind = Literal[
    "identical",
    "edited-copy",
    "excerpt",
    "wire-in-both",
    "press-release",
    "shared-quotes",
    "shared-background",
    "boilerplate",
    "rewrite",
]
Form = Literal["folded", "reordered", "cut", "expanded", "embedded", "edited"]
Direction = Literal["a->b", "b->a", "common-source", "unknown"]


@dataclass(frozen=True, slots=True)
class Copy(Frozen):
    """Words that two documents share, and what that means. `a` < `b` always.

    containment_a  share of a's words (folded characters) that stand in b, 0..1; containment_b the
                   reverse
    independent    True when a reader should still count two origins
    passages       what is shared: (passage of a, passage of b), in the order of a
    """

    a: str
    b: str
    kind: CopyKind
    form: tuple[Form, ...]
    containment_a: float
    containment_b: float
    direction: Direction
    independent: bool
    passages: tuple[tuple[Passage, Passage], ...]
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Descent(Frozen):
    """A copy and the text of its family that it is closest to, on the way to the root.

    share      share of the copy's words that stand in the parent, 0..1
    direction  `from-parent` where the evidence says that the parent came first, `common-source`
               where both carry a third text, `unknown` where nothing tells
    """

    doc_id: str
    parent: str
    share: float
    direction: Literal["from-parent", "common-source", "unknown"]


@dataclass(frozen=True, slots=True)
class Family(Frozen):
    """Documents that are one text, as a tree.

    original  the cleanest of them, the one to read
    fullest   the one that holds the most: the others are folded under it
    tree      every other document and its parent, down from `fullest`
    """

    original: str
    doc_ids: tuple[str, ...]
    fullest: str = ""
    tree: tuple[Descent, ...] = ()


@dataclass(frozen=True, slots=True)
class Boilerplate(Frozen):
    """A passage of a site's furniture (a footer, a rubric), as one of its documents prints it; it
    makes no copies.
    """

    at: Passage
    documents: int


@dataclass(frozen=True, slots=True)
class CopyGraph(Frozen):
    """All copies of a pile. Every document stands in exactly one family, alone if it has no
    copy.
    """

    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    boilerplate: tuple[Boilerplate, ...] = ()
