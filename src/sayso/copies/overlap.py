"""What two texts share, measured and placed: passages with offsets in both, shares of each, the part inside quotes.

Runs of equal letters are joined over small edits; a run too short to mean anything is left out unless it adjoins a
longer one. A text that lost its marks lends its quotation marks from the other.

    Ready a, Ready b ──align──▶ blocks ──join──▶ runs ──drop turns of phrase──▶ Overlap
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso import lexicon
from sayso.copies.sketch import damage, prose
from sayso.model import Defect, Document, Passage
from sayso.text import Folded, Ranked, align, quoted_spans, ranked

Flags = NDArray[np.bool_]
_SEED = 16  # folded characters of an exact run worth looking at: three or four words
_GAP = 40  # folded characters of an edit inside one passage: eight words replaced, added or dropped
_LEAD = 400  # folded characters of a text's opening: some 85 words, where news says what is new
_MOST_SITE = 900  # folded characters of the longest line of a site: a subscription box of 190 words
_MOST_GALLERY = 0.85  # share of a text that a photo gallery, run through many articles of a site, may fill
_GALLERY_MARKS = 6  # phrases of the site from which a long passage can be a gallery
_CHARS_A_MARK = 140  # folded characters (30 words) of it that one phrase of the site speaks for
_SLIDE = 12  # folded characters a passage's edge may move inward to meet a word's edge
CHARS_A_WORD = 4.7  # folded characters a word, over data/bulk


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A document made ready to be compared. Masks run over its folded characters."""

    doc: Document
    folded: Folded
    windows: Ranked
    quoted: Flags
    starts: Flags
    defects: tuple[Defect, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A shared passage: folded characters `i`:`i2` of a, `j`:`j2` of b, `n` of them equal."""

    i: int
    i2: int
    j: int
    j2: int
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """All that a and b share.

    site     shared passages that are lines of the site, and count for nothing
    shared   equal folded characters in passages; `quoted` those of them in quotation marks in either text
    leads    shares of a's and of b's opening that stand, outside quotation marks, in the other
    """

    a: Ready
    b: Ready
    blocks: tuple[tuple[int, int, int], ...]
    runs: tuple[Run, ...]
    site: tuple[Run, ...]
    shared: int
    quoted: int
    leads: tuple[float, float]

    @property
    def share_a(self) -> float:
        """Share of a's prose that stands in b."""
        return self.shared / max(1, len(self.a.folded))

    @property
    def share_b(self) -> float:
        """Share of b's prose that stands in a."""
        return self.shared / max(1, len(self.b.folded))

    @property
    def larger(self) -> float:
        """Share of the text that holds less of its own."""
        return max(self.share_a, self.share_b)

    @property
    def smaller(self) -> float:
        """Share of the text that holds more of its own."""
        return min(self.share_a, self.share_b)

    @property
    def quoted_share(self) -> float:
        """Share of the shared characters inside quotation marks."""
        return self.quoted / max(1, self.shared)

    @property
    def own(self) -> float:
        """Share, of the text that holds less of its own, taken over outside quotation marks."""
        return (self.shared - self.quoted) / max(1, min(len(self.a.folded), len(self.b.folded)))

    @property
    def lead(self) -> float:
        """The larger of the two leads."""
        return max(self.leads)

    @property
    def words(self) -> int:
        """Shared words, roughly."""
        return round(self.shared / CHARS_A_WORD)

    @property
    def longest(self) -> int:
        """Words of the longest passage, roughly."""
        return round(max((run.n for run in self.runs), default=0) / CHARS_A_WORD)

    @property
    def plain(self) -> int:
        """Shared words outside quotation marks, roughly."""
        return round((self.shared - self.quoted) / CHARS_A_WORD)

    def passages(self) -> tuple[tuple[Passage, Passage], ...]:
        """The shared passages at their source offsets, in the order of a; lines of the site where nothing else is."""
        return tuple(
            (
                Passage(self.a.doc.id, *self.a.folded.span(run.i, run.i2)),
                Passage(self.b.doc.id, *self.b.folded.span(run.j, run.j2)),
            )
            for run in self.runs or self.site
        )


def ready(doc: Document) -> Ready:
    """The document with its prose folded and its quotation marks and word starts found."""
    folded = prose(doc)
    quoted = np.zeros(len(folded), bool)
    for start, end in quoted_spans(doc.text):
        first, stop = folded.range_of(start, end)
        quoted[first:stop] = True
    starts = np.diff(folded.at, prepend=-2) > 1
    return Ready(doc, folded, ranked(folded, _SEED), quoted, starts, damage(doc))


def overlap(a: Ready, b: Ready, least: int) -> Overlap:
    """Compare two texts; runs with fewer than `least` equal folded characters are turns of phrase and left out.

    >>> one = ready(Document("a", "The envoy left on Monday after a long night of talks with both sides."))
    >>> two = ready(Document("b", "He wrote: the envoy left on Monday, after a long night of talks!"))
    >>> found = overlap(one, two, 24)
    >>> round(found.share_a, 2), [p.cut(two.doc.text)[:9] for _, p in found.passages()]
    (0.76, ['the envoy'])
    """
    blocks = _blocks(a, b)
    groups = [group for group in _joined(blocks, a, b) if _total(group) >= least]
    site = [group for group in groups if _of_the_site(group, a, b)]
    kept = sorted(block for group in groups if group not in site for block in group)
    quoted, leads = _quoted_and_leads(kept, a, b)
    runs, site_runs = (
        tuple(sorted((_trimmed(g, a.starts, b.starts) for g in chosen), key=lambda run: (run.i, run.j)))
        for chosen in ([g for g in groups if g not in site], site)
    )
    return Overlap(a, b, tuple(kept), runs, site_runs, _total(kept), quoted, leads)


def _blocks(a: Ready, b: Ready) -> tuple[tuple[int, int, int], ...]:
    """Equal stretches; equal texts are one, however short."""
    if len(a.folded) and np.array_equal(a.folded.codes, b.folded.codes):
        return ((0, 0, len(a.folded)),)
    return align(a.folded, b.folded, least=_SEED, windows_of=(a.windows, b.windows)).blocks


def _of_the_site(group: list[tuple[int, int, int]], a: Ready, b: Ready) -> bool:
    """True for a passage made of phrases of the site: a subscription box, a caption's controls, a notice."""
    size, whole = _total(group), min(len(a.folded), len(b.folded))
    if size > _MOST_GALLERY * whole:
        return False
    (i, _, _), (last, _, n) = group[0], group[-1]
    start, end = a.folded.span(i, last + n)
    text = " ".join(a.doc.text[start:end].lower().split())
    marks = sum(text.count(mark) for mark in lexicon.words("boilerplate_marks"))
    gallery = marks >= _GALLERY_MARKS
    return marks * _CHARS_A_MARK >= size and (gallery or size <= min(_MOST_SITE, 0.5 * whole))


def _quoted_and_leads(blocks: Iterable[tuple[int, int, int]], a: Ready, b: Ready) -> tuple[int, tuple[float, float]]:
    """Shared characters inside quotation marks of either text; shares of both openings taken over outside them."""
    quoted, lead_a, lead_b = 0, 0, 0
    for i, j, n in blocks:
        plain = ~(a.quoted[i : i + n] | b.quoted[j : j + n])
        quoted += n - int(plain.sum())
        lead_a += int(plain[: max(0, _LEAD - i)].sum())
        lead_b += int(plain[: max(0, _LEAD - j)].sum())
    return quoted, (lead_a / max(1, min(_LEAD, len(a.folded))), lead_b / max(1, min(_LEAD, len(b.folded))))


def _total(blocks: Iterable[tuple[int, int, int]]) -> int:
    return sum(n for _, _, n in blocks)


def _joined(blocks: Iterable[tuple[int, int, int]], a: Ready, b: Ready) -> list[list[tuple[int, int, int]]]:
    """Blocks grouped into passages: each follows the one before it closely in both texts."""
    groups: list[list[tuple[int, int, int]]] = []
    for block in blocks:
        if groups and _follows(groups[-1][-1], block) and not _crosses_part(groups[-1][-1], block, a, b):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _follows(before: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
    i, j, n = before
    return 0 <= after[0] - i - n <= _GAP and 0 <= after[1] - j - n <= _GAP


def _crosses_part(before: tuple[int, int, int], after: tuple[int, int, int], a: Ready, b: Ready) -> bool:
    """True when a passage that is not prose stands between two blocks in either text."""
    i, j, n = before
    for side, end, start in ((a, i + n, after[0]), (b, j + n, after[1])):
        low, high = int(side.folded.at[end - 1]), int(side.folded.at[start])
        if any(low < part.at.end and part.at.start < high for part in side.doc.parts):
            return True
    return False


def _trimmed(group: list[tuple[int, int, int]], starts_a: Flags, starts_b: Flags) -> Run:
    """The run over a group of blocks, its edges moved inward to whole words where one is near."""
    (i, j, n), (last_i, last_j, last_n) = group[0], group[-1]
    i2, j2 = last_i + last_n, last_j + last_n
    for step in range(min(_SLIDE, n - 1) + 1):
        if starts_a[i + step] and starts_b[j + step]:
            i, j = i + step, j + step
            break
    for step in range(min(_SLIDE, last_n - 1) + 1):
        if _edge(starts_a, i2 - step) and _edge(starts_b, j2 - step) and i2 - step > i and j2 - step > j:
            i2, j2 = i2 - step, j2 - step
            break
    return Run(i, i2, j, j2, _total(group))


def _edge(starts: Flags, place: int) -> bool:
    return place >= len(starts) or bool(starts[place])
