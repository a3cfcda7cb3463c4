"""What two texts share, measured and placed: passages with offsets in both, shares of each, the
part inside quotes.

Runs of equal letters are joined over small edits, and the edits are kept; a run too short to mean
anything is left out unless it adjoins a longer one. A text that lost its marks lends its quotation
marks from the other.

    Ready a, Ready b ──align──▶ blocks ──join──▶ runs ──drop turns of phrase──▶ Overlap
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from ahocorasick_rs import BytesAhoCorasick
from numpy.typing import NDArray

from sayso import lexicon
from sayso.alignment import Block, Ranked, align_pairs, ranked
from sayso.copies.passages import Letters, SharedRun, to_whole_words, widened
from sayso.copies.sketch import DENSE_WIDTH, WIDTH, damage, is_dense, prose
from sayso.lexicon.frequency import idf
from sayso.model import Defect, Document, Passage
from sayso.text import Folded, fold_word, posts, view

Flags = NDArray[np.bool_]
_LEAST = 16  # folded characters of an exact run worth looking at: three or four words
# folded characters of a seed; one in five is looked up, so that every run of sixteen holds one
_SEED = 12
_GAP = 40  # folded characters of an edit inside one passage: eight words replaced, added or dropped
_LEAD = 400  # folded characters of a text's opening: some 85 words, where news says what is new
_MOST_SITE = 900  # folded characters of the longest line of a site: a subscription box of 190 words
# share of a text that a photo gallery, run through many articles of a site, may fill
_MOST_GALLERY = 0.85
_GALLERY_MARKS = 6  # phrases of the site from which a long passage can be a gallery
_CHARS_A_MARK = 140  # folded characters (30 words) of it that one phrase of the site speaks for
CHARS_A_WORD = 4.7  # folded characters a word, over data/bulk


@dataclass(frozen=True, eq=False)
class Ready:
    """A document made ready to be compared: masks run over folded characters."""

    doc: Document
    folded: Folded
    seeds: Ranked
    starts: Flags
    defects: tuple[Defect, ...]
    dense: bool = False

    @cached_property
    def quoted(self) -> Flags:
        """Which folded characters stand inside quotation marks, or in posts shown whole."""
        mask = np.zeros(len(self.folded), bool)
        for start, end in (*view(self.doc.text).quoted, *posts(self.doc.text)):
            low, high = self.folded.range_of(start, end)
            mask[low:high] = True
        return mask

    @cached_property
    def site_phrases(self) -> tuple[str, ...]:
        """The phrases of a site that stand anywhere in the text; no passage has others."""
        text = " ".join(self.doc.text.lower().split())
        phrases, search = _site()
        found = search.find_matches_as_indexes(
            text.encode("utf-8", "surrogatepass"), overlapping=True
        )
        return tuple(phrases[n] for n in sorted({n for n, _, _ in found}))


@dataclass(frozen=True, eq=False)
class Overlap:
    """All that a and b share.

    site    shared passages that are lines of the site, and count for nothing
    shared  equal folded characters in passages
    """

    a: Ready
    b: Ready
    blocks: tuple[Block, ...]
    runs: tuple[SharedRun, ...]
    site: tuple[SharedRun, ...]
    shared: int

    @cached_property
    def _taken(self) -> tuple[int, int, int]:
        """Shared characters in quotation marks of either text; those outside them in a's and in b's
        opening.
        """
        if not self.blocks:
            return 0, 0, 0
        here, there = self.a.quoted, self.b.quoted
        plain = np.concatenate([here[i : i + n] for i, _, n in self.blocks])
        plain |= np.concatenate([there[j : j + n] for _, j, n in self.blocks])
        np.logical_not(plain, out=plain)
        lead_a = lead_b = at = 0
        for i, j, n in self.blocks:
            if i < _LEAD:
                lead_a += int(np.count_nonzero(plain[at : at + min(n, _LEAD - i)]))
            if j < _LEAD:
                lead_b += int(np.count_nonzero(plain[at : at + min(n, _LEAD - j)]))
            at += n
        return self.shared - int(np.count_nonzero(plain)), lead_a, lead_b

    @property
    def quoted(self) -> int:
        """Shared characters in quotation marks of either text."""
        return self._taken[0]

    @property
    def leads(self) -> tuple[float, float]:
        """Shares of a's and of b's opening that stand, outside quotation marks, in the other."""
        _, lead_a, lead_b = self._taken
        a, b = len(self.a.folded), len(self.b.folded)
        return lead_a / max(1, min(_LEAD, a)), lead_b / max(1, min(_LEAD, b))

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
    def scale(self) -> float:
        """What a character weighs against one of an alphabet: less than one in no script."""
        return WIDTH / DENSE_WIDTH if self.a.dense and self.b.dense else 1.0

    def as_words(self, characters: int) -> int:
        """How many words folded characters are, roughly."""
        return round(characters * self.scale / CHARS_A_WORD)

    @property
    def words(self) -> int:
        """Shared words, roughly."""
        return self.as_words(self.shared)

    @property
    def longest(self) -> int:
        """Words of the longest passage, roughly."""
        return self.as_words(max((run.n for run in self.runs), default=0))

    @property
    def plain(self) -> int:
        """Shared words outside quotation marks, roughly."""
        return self.as_words(self.shared - self.quoted)

    def passages(self) -> tuple[tuple[Passage, Passage], ...]:
        """Shared passages at their source offsets, by place in a; lines of the site without any."""
        return tuple(
            (
                Passage(self.a.doc.id, *self.a.folded.span(run.i, run.i2)),
                Passage(self.b.doc.id, *self.b.folded.span(run.j, run.j2)),
            )
            for run in self.runs or self.site
        )

    @cached_property
    def changed(self) -> int:
        """Places inside the passages where whole words differ, case and marks aside."""
        starts = self.a.starts, self.b.starts
        return sum(len(widened(run, *starts)) for run in self.runs or self.site)

    @property
    def most_changed(self) -> int:
        """No fewer than `changed`, without looking: of places that meet one is made."""
        return sum(len(run.differences) for run in self.runs or self.site)

    def differences(self) -> tuple[tuple[tuple[Passage, Passage], ...], ...]:
        """Where the texts differ inside each passage, as whole words; a side may be empty."""
        return tuple(
            tuple(
                (_place(self.a, i, i2), _place(self.b, j, j2))
                for i, i2, j, j2 in widened(run, self.a.starts, self.b.starts)
            )
            for run in self.runs or self.site
        )


def ready(doc: Document) -> Ready:
    """The document with its prose folded and its quotation marks and word starts found."""
    folded = prose(doc)
    dense = is_dense(folded.codes)
    starts = np.ones(len(folded), bool) if dense else np.diff(folded.at, prepend=-2) > 1
    seed, least = (_SEED // 2, _LEAST // 2) if dense else (_SEED, _LEAST)
    return Ready(doc, folded, ranked(folded, seed, least - seed + 1), starts, damage(doc), dense)


def overlap(a: Ready, b: Ready, least: int) -> Overlap:
    """Compare two texts; runs with fewer than `least` equal folded characters are turns of phrase
    and left out.

    >>> one = ready(Document("a", "The envoy left on Monday after a night of talks with all."))
    >>> two = ready(Document("b", "He wrote: the envoy left on Monday, after a night of talks!"))
    >>> found = overlap(one, two, 24)
    >>> round(found.share_a, 2), [p.cut(two.doc.text)[:9] for _, p in found.passages()]
    (0.84, ['the envoy'])
    """
    return overlaps([a, b], [(0, 1)], least)[0]


def overlaps(sides: Sequence[Ready], pairs: Sequence[tuple[int, int]], least: int) -> list[Overlap]:
    """Many pairs, each two places in `sides`, compared at once: the same, and quicker."""
    blocks: dict[tuple[int, int], tuple[Block, ...]] = {}
    for dense in (False, True):
        of_kind = [
            (i, j)
            for i, j in pairs
            if sides[i].dense == sides[j].dense == dense and not _equal(sides, i, j)
        ]
        places = {n: k for k, n in enumerate(sorted({n for pair in of_kind for n in pair}))}
        texts = [(sides[n].folded, sides[n].seeds) for n in places]
        found = align_pairs(
            texts, [(places[i], places[j]) for i, j in of_kind], _LEAST // 2 if dense else _LEAST
        )
        blocks |= dict(zip(of_kind, found, strict=True))
    return [_overlap(sides[i], sides[j], blocks.get((i, j)), least) for i, j in pairs]


def _equal(sides: Sequence[Ready], i: int, j: int) -> bool:
    return np.array_equal(sides[i].folded.codes, sides[j].folded.codes)


def _overlap(a: Ready, b: Ready, blocks: tuple[Block, ...] | None, least: int) -> Overlap:
    """What the blocks make; without blocks the texts are equal, or of different scripts."""
    if blocks is None:
        blocks = ((0, 0, len(a.folded)),) if len(a.folded) and a.dense == b.dense else ()
    least = min(least, len(a.folded), len(b.folded))
    groups = [group for group in _joined(blocks, a, b) if _total(group) >= least]
    site = [group for group in groups if _of_the_site(group, a, b)]
    prose_groups = [group for group in groups if group not in site] if site else groups
    kept = tuple(sorted(block for group in prose_groups for block in group))
    letters = Letters(a.folded.codes, b.folded.codes, a.starts, b.starts)
    runs, site_runs = (to_whole_words(chosen, letters) for chosen in (prose_groups, site))
    return Overlap(a, b, kept, runs, site_runs, _total(kept))


def _of_the_site(group: list[Block], a: Ready, b: Ready) -> bool:
    """True for a passage made of phrases of the site: a subscription box, a notice."""
    size, whole = _total(group), min(len(a.folded), len(b.folded))
    if size > _MOST_GALLERY * whole or not a.site_phrases:
        return False
    (i, _, _), (last, _, n) = group[0], group[-1]
    start, end = a.folded.span(i, last + n)
    words = a.doc.text[start:end].lower().split()
    text = " ".join(words)
    met = [(phrase, times) for phrase in a.site_phrases if (times := text.count(phrase))]
    if not met:
        return False
    bare = {word.strip(_MARKS) for word in words}
    marks = sum(times for phrase, times in met if _rarest_word(phrase) in bare)
    gallery = marks >= _GALLERY_MARKS
    return marks * _CHARS_A_MARK >= size and (gallery or size <= min(_MOST_SITE, 0.5 * whole))


_MARKS = ".,;:!?()[]\"'“”‘’"


@lru_cache(maxsize=1)
def _site() -> tuple[list[str], BytesAhoCorasick]:
    """All phrases of sites, and what finds them in one pass."""
    phrases = sorted(lexicon.words("boilerplate_marks"))
    return phrases, BytesAhoCorasick([phrase.encode() for phrase in phrases])


@lru_cache(maxsize=1 << 12)
def _rarest_word(phrase: str) -> str:
    """The word of a phrase that is rarest in news: it must stand in a passage as a word."""
    words = [word for word in phrase.split() if any(map(str.isalnum, word))] or [phrase]
    return max(words, key=lambda word: (idf(fold_word(word)), word)).strip(_MARKS)


def _total(blocks: Iterable[Block]) -> int:
    return sum(n for _, _, n in blocks)


def _joined(blocks: Iterable[Block], a: Ready, b: Ready) -> list[list[Block]]:
    """Blocks grouped into passages: each follows the one before it closely in both texts."""
    groups: list[list[Block]] = []
    for block in blocks:
        if (
            groups
            and _follows(groups[-1][-1], block)
            and not _crosses_part(groups[-1][-1], block, a, b)
        ):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _follows(before: Block, after: Block) -> bool:
    i, j, n = before
    return 0 <= after[0] - i - n <= _GAP and 0 <= after[1] - j - n <= _GAP


def _crosses_part(before: Block, after: Block, a: Ready, b: Ready) -> bool:
    """True when a passage that is not prose stands between two blocks in either text."""
    i, j, n = before
    for side, end, start in ((a, i + n, after[0]), (b, j + n, after[1])):
        low, high = int(side.folded.at[end - 1]), int(side.folded.at[start])
        if any(low < part.at.end and part.at.start < high for part in side.doc.parts):
            return True
    return False


def _place(side: Ready, first: int, stop: int) -> Passage:
    """Folded characters at their source offsets; an empty range where its successor begins."""
    if first < stop:
        return Passage(side.doc.id, *side.folded.span(first, stop))
    at = int(side.folded.at[first]) if first < len(side.folded) else len(side.doc.text)
    return Passage(side.doc.id, at, at)
