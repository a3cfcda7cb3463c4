"""Two articles side by side: what both print stands in one row, what each alone says in rows of its
own.

The rows follow the first article; a shared passage that stands elsewhere in the second is marked as
moved. Both texts are shown whole.

    two documents, Copy, differences ──cut at the passages──▶ rows ──▶ HTML | whoever prints them
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.dossiers.page import asset, rendered
from sayso.dossiers.wording import DIRECTIONS, copy_words, count, share_words
from sayso.model import Copy, Document, Passage
from sayso.words import line

_BEFORE, _AFTER = (
    "“‘\"'([",
    "”’\"')].,;:!?…",
)  # marks that stand right before and right after a word
Differences = Sequence[Sequence[tuple[Passage, Passage]]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one text; `differs` where the other text has other words in its place."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """What stands beside each other. A side without text has no pieces.

    kind    shared: both print it; own: each says this alone
    number  of a shared passage, counted along the first text; 0 of what is own
    moved   where in the second text a shared passage stands, counted along it; 0 where the order is
            kept
    at_a    where a shared passage stands in the first text, at_b in the second
    """

    kind: Literal["shared", "own"]
    a: tuple[Piece, ...]
    b: tuple[Piece, ...]
    number: int = 0
    moved: int = 0
    at_a: Passage | None = None
    at_b: Passage | None = None

    @property
    def differs(self) -> bool:
        """True where either side has words in place of which the other has others."""
        return any(piece.differs for piece in (*self.a, *self.b))


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """What the head says of one text."""

    name: str
    title: str
    meta: str
    share: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two texts laid beside each other, and what they are to each other, in words."""

    a: ComparedArticle
    b: ComparedArticle
    verdict: str
    direction: str
    why: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    shared: int
    differing: int


def side_by_side(
    a: Document, b: Document, copy: Copy | None, differences: Differences = ()
) -> SideBySide:
    """The view of two documents; `copy` is None where they share nothing worth a row, and then each
    stands alone.

    Raises ValueError where the pair is not of these two documents.

    >>> one, two = Document("a", "Ships came in."), Document("b", "Bread got dearer.")
    >>> [row.kind for row in side_by_side(one, two, None).rows]
    ['own']
    """
    if copy is not None and (copy.a, copy.b) != (a.id, b.id):
        raise ValueError(f"the pair is of {copy.a!r} and {copy.b!r}, not of {a.id!r} and {b.id!r}")
    rows = _rows(a, b, copy, differences)
    counted = "one origin" if copy and not copy.independent else "two origins"
    return SideBySide(
        a=_side(a, copy.containment_a if copy else 0.0),
        b=_side(b, copy.containment_b if copy else 0.0),
        verdict=f"{copy_words(copy)}; they count as {counted}"
        if copy
        else "no words in common worth speaking of",
        direction=DIRECTIONS[copy.direction] if copy else "",
        why=tuple(map(line, copy.why)) if copy else (),
        rows=rows,
        shared=sum(row.kind == "shared" for row in rows),
        differing=sum(
            max(sum(p.differs for p in row.a), sum(p.differs for p in row.b)) for row in rows
        ),
    )


def as_page(view: SideBySide) -> str:
    """The view as one HTML page: styles inside, no script, no request."""
    return rendered("compare.html", asset("style.css") + "\n" + asset("compare.css"), view=view)


def _side(doc: Document, share: float) -> ComparedArticle:
    known = (
        doc.outlet,
        doc.published.isoformat() if doc.published else "undated",
        count(len(doc.text.split()), "word"),
    )
    shared = (
        f"{share_words(share)} of it is in the other" if share else "nothing of it is in the other"
    )
    return ComparedArticle(
        doc.id, doc.title or doc.id, " · ".join(word for word in known if word), shared
    )


def _rows(
    a: Document, b: Document, copy: Copy | None, differences: Differences
) -> tuple[ComparedRow, ...]:
    """Along the first text; what only the second has stands before the passage that it precedes
    there.
    """
    passages = (
        [(_with_marks(a, one), _with_marks(b, two)) for one, two in copy.passages] if copy else []
    )
    order_b = sorted(range(len(passages)), key=lambda k: passages[k][1].start)
    place_b = {k: n for n, k in enumerate(order_b)}
    before_b = {k: passages[order_b[n - 1]][1].end if n else 0 for n, k in enumerate(order_b)}
    in_place = _kept_order([place_b[k] for k in range(len(passages))])
    rows: list[ComparedRow] = []
    at_a = 0
    for k, (one, two) in enumerate(passages):
        rows.append(
            ComparedRow("own", _plain(a, at_a, one.start), _plain(b, before_b[k], two.start))
        )
        told = differences[k] if k < len(differences) else ()
        pieces = _pieces(a, one, [d[0] for d in told]), _pieces(b, two, [d[1] for d in told])
        rows.append(
            ComparedRow(
                "shared",
                *pieces,
                number=k + 1,
                moved=0 if place_b[k] in in_place else place_b[k] + 1,
                at_a=one,
                at_b=two,
            )
        )
        at_a = max(at_a, one.end)
    end_b = max((two.end for _, two in passages), default=0)
    rows.append(ComparedRow("own", _plain(a, at_a, len(a.text)), _plain(b, end_b, len(b.text))))
    return tuple(row for row in rows if row.a or row.b)


def _kept_order(places: Sequence[int]) -> frozenset[int]:
    """Places of the longest run of passages that stand in one order in both texts.

    >>> sorted(_kept_order([0, 3, 1, 2]))
    [0, 1, 2]
    """
    lengths: list[int] = []
    before: list[int] = []
    for k, place in enumerate(places):
        best = max((m for m in range(k) if places[m] < place), key=lambda m: lengths[m], default=-1)
        lengths.append(1 + (lengths[best] if best >= 0 else 0))
        before.append(best)
    at = max(range(len(places)), key=lambda k: lengths[k], default=-1)
    kept = set()
    while at >= 0:
        kept.add(places[at])
        at = before[at]
    return frozenset(kept)


def _with_marks(doc: Document, at: Passage) -> Passage:
    """The passage with the marks that belong to its first and last word."""
    start, end = at.start, at.end
    while start and doc.text[start - 1] in _BEFORE:
        start -= 1
    while end < len(doc.text) and doc.text[end] in _AFTER:
        end += 1
    return Passage(at.doc_id, start, end)


def _plain(doc: Document, start: int, end: int) -> tuple[Piece, ...]:
    text = doc.text[start:end].strip()
    return (Piece(text),) if any(char.isalnum() for char in text) else ()


def _pieces(doc: Document, at: Passage, differing: Sequence[Passage]) -> tuple[Piece, ...]:
    """A passage cut where the other text has other words."""
    made: list[Piece] = []
    place = at.start
    for spot in differing:
        if spot.start > place:
            made.append(Piece(doc.text[place : spot.start]))
        if spot.end > spot.start:
            made.append(Piece(spot.cut(doc.text), differs=True))
        place = max(place, spot.end)
    if place < at.end:
        made.append(Piece(doc.text[place : at.end]))
    return tuple(made)
