"""A document's fingerprint: a sample of its 24-character windows, small enough to keep a million in memory.

A window is kept when its hash falls in the lowest eighth (FracMinHash: Irber and others 2022), so that two sketches
can be compared for containment whatever the lengths. Passages that are not prose (a contact line, a photo credit) are
left out: two articles do not become copies by sharing a newsletter line.

    Document ──prose──▶ folded characters ──windows──▶ hashes ──lowest eighth──▶ Sketch
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from sayso.model import Defect, Document
from sayso.text import Folded, Hashes, fold, windows

WIDTH = 24  # folded characters: about five words, which unrelated texts seldom share
KEEP_BELOW = np.uint64(2**61)  # one window in eight
_LEAST_PROSE = 0.3  # where parts leave less of a text than this, its parts were misread and all of it counts
_SEEN = 1500  # characters at the start that show what the whole text lost
_LEAST_LETTERS = 120  # too little to tell whether case or marks were lost
_MARKS = ".,;:!?'\"’“”"


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What `group` needs of a document: `hashes` sorted and distinct, everything else a scalar.

    size   folded characters of prose
    whole  a 64-bit hash of them all: equal for texts that differ in case, marks and spaces only
    """

    doc_id: str
    hashes: Hashes
    size: int
    whole: int
    defects: tuple[Defect, ...] = ()


def sketch(doc: Document) -> Sketch:
    """The fingerprint of a document.

    >>> one = sketch(Document("a", "A letter was leaked on Monday, officials said."))
    >>> two = sketch(Document("b", "a LETTER was leaked on monday officials said"))
    >>> one.size, one.whole == two.whole
    (37, True)
    """
    folded = prose(doc)
    hashes = windows(folded, WIDTH)
    digest = hashlib.blake2b(folded.codes.astype(np.uint16).tobytes(), digest_size=8).digest()
    return Sketch(
        doc_id=doc.id,
        hashes=_distinct(hashes[hashes < KEEP_BELOW]),
        size=len(folded),
        whole=int.from_bytes(digest, "little"),
        defects=damage(doc),
    )


def _distinct(hashes: Hashes) -> Hashes:
    """Sorted, each once; `numpy.unique` takes three times as long on so few."""
    hashes.sort()
    return hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))] if len(hashes) else hashes


def prose(doc: Document) -> Folded:
    """Folded characters of the text without its parts; offsets still point into the whole text.

    >>> from sayso.model import Part, Passage
    >>> text = "He left the town. Contact us."
    >>> prose(Document("a", text, parts=(Part("contact", Passage("a", 18, 29)),))).text()
    'heleftthetown'
    """
    folded = fold(doc.text)
    if not doc.parts:
        return folded
    keep = np.ones(len(folded), bool)
    for part in doc.parts:
        first, stop = folded.range_of(part.at.start, part.at.end)
        keep[first:stop] = False
    if keep.sum() < _LEAST_PROSE * len(folded):
        return folded
    return Folded(folded.codes[keep], folded.at[keep])


def damage(doc: Document) -> tuple[Defect, ...]:
    """What the document lost: as declared on arrival, or as its letters show.

    >>> damage(Document("a", "the talks were held on monday in the capital and no one would say who came " * 3))
    ('case-lost', 'marks-lost')
    """
    if doc.defects or len(doc.text) < _LEAST_LETTERS:
        return doc.defects
    text = doc.text[:_SEEN]
    found: list[Defect] = []
    if text == text.lower() or text == text.upper():
        found.append("case-lost")
    if sum(text.count(mark) for mark in _MARKS) < len(text) / 500:  # prose has a mark every 30 characters or so
        found.append("marks-lost")
    return tuple(found)
