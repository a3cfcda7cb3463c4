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
from sayso.copies.passages import SharedRun, Side, to_whole_words, widened
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
    def letters(self) -> Side:
        """Its folded characters, where words begin among them and where they stand."""
        return Side(self.folded.codes.data, self.starts.tobytes() + b"\1", self.folded.at.data)

    @cached_property
    def quoted(self) -> int:
        """Which folded characters stand inside quotation marks, or in posts shown whole: a bit
        each, the lowest is the first.
        """
        mask = np.zeros(len(self.folded), bool)
        for start, end in (*view(self.doc.text).quoted, *posts(self.doc.text)):
            low, high = self.folded.range_of(start, end)
            mask[low:high] = True
        return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")

    @cached_property
    def cuts(self) -> tuple[tuple[int, int], ...]:
        """Of each part that is not prose how many folded characters begin before its end, and how
        many at or before its start.
        """
        at = self.folded.at
        spans = [(part.at.start, part.at.end) for part in self.doc.parts]
        return tuple(
            (int(at.searchsorted(end)), int(at.searchsorted(start, "right")))
            for start, end in spans
        )

    @cached_property
    def site_phrases(self) -> tuple[str, ...]:
        """The phrases of a site that stand anywhere in the text; no passage has others."""
        text = " ".join(self.doc.text.lower().split())
        phrases, search = _site()
        found = search.find_matches_as_indexes(
            text.encode("utf-8", "surrogatepass"), overlapping=True
        )
        return tuple(phrases[n] for n in sorted({n for n, _, _ in found}))

    @cached_property
    def site_words(self) -> frozenset[str]:
        """The longest word of each of these phrases: quicker to look for."""
        return frozenset(max(phrase.split(), key=len) for phrase in self.site_phrases)


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
        quoted = lead_a = lead_b = 0
        for i, j, n in self.blocks:
            within = (here >> i | there >> j) & ((1 << n) - 1)
            quoted += within.bit_count()
            if i < _LEAD:
                first = min(n, _LEAD - i)
                lead_a += first - (within & ((1 << first) - 1)).bit_count()
            if j < _LEAD:
                first = min(n, _LEAD - j)
                lead_b += first - (within & ((1 << first) - 1)).bit_count()
        return quoted, lead_a, lead_b

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
        a, b = self.a.doc.id, self.b.doc.id
        here, there = self.a.letters.at, self.b.letters.at
        return tuple(
            (
                Passage(a, here[run.i], here[run.i2 - 1] + 1),
                Passage(b, there[run.j], there[run.j2 - 1] + 1),
            )
            for run in self.runs or self.site
        )

    @cached_property
    def changed(self) -> int:
        """Places inside the passages where whole words differ, case and marks aside."""
        starts = self.a.letters.starts, self.b.letters.starts
        return sum(len(widened(run, *starts)) for run in self.runs or self.site if run.differences)

    @property
    def most_changed(self) -> int:
        """No fewer than `changed`, without looking: of places that meet one is made."""
        return sum(len(run.differences) for run in self.runs or self.site)

    def differences(self) -> tuple[tuple[tuple[Passage, Passage], ...], ...]:
        """Where the texts differ inside each passage, as whole words; a side may be empty."""
        return tuple(
            tuple(
                (_place(self.a, i, i2), _place(self.b, j, j2))
                for i, i2, j, j2 in widened(run, self.a.letters.starts, self.b.letters.starts)
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
    site = [group for group in groups if _of_the_site(group, a, b)] if a.site_phrases else []
    prose_groups = [group for group in groups if group not in site] if site else groups
    kept = tuple(sorted(block for group in prose_groups for block in group))
    runs, site_runs = (
        to_whole_words(chosen, a.letters, b.letters) if chosen else ()
        for chosen in (prose_groups, site)
    )
    return Overlap(a, b, kept, runs, site_runs, _total(kept))


def _of_the_site(group: list[Block], a: Ready, b: Ready) -> bool:
    """True for a passage made of phrases of the site: a subscription box, a notice."""
    size, whole = _total(group), min(len(a.folded), len(b.folded))
    if size > _MOST_GALLERY * whole:
        return False
    (i, _, _), (last, _, n) = group[0], group[-1]
    start, end = a.folded.span(i, last + n)
    said = a.doc.text[start:end].lower()
    if not any(map(said.__contains__, a.site_words)):
        return False
    words = said.split()
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
    """Blocks grouped into passages: each follows the one before it closely in both texts, and no
    part that is not prose stands between the two.
    """
    groups: list[list[Block]] = []
    cuts_a, cuts_b = a.cuts, b.cuts
    end_a = end_b = -_GAP - 1
    for block in blocks:
        i, j, n = block
        if (
            0 <= i - end_a <= _GAP
            and 0 <= j - end_b <= _GAP
            and not (cuts_a and _is_cut(cuts_a, end_a, i))
            and not (cuts_b and _is_cut(cuts_b, end_b, j))
        ):
            groups[-1].append(block)
        else:
            groups.append([block])
        end_a, end_b = i + n, j + n
    return groups


def _is_cut(cuts: Sequence[tuple[int, int]], end: int, start: int) -> bool:
    """True where a part stands between the folded character before `end` and that at `start`."""
    return any(end <= before and start >= until for before, until in cuts)


def _place(side: Ready, first: int, stop: int) -> Passage:
    """Folded characters at their source offsets; an empty range where its successor begins."""
    if first < stop:
        return Passage(side.doc.id, *side.folded.span(first, stop))
    at = int(side.folded.at[first]) if first < len(side.folded) else len(side.doc.text)
    return Passage(side.doc.id, at, at)
