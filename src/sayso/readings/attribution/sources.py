"""The words that name a source: its noun phrase with titles, modifiers and appositives, as PolNeAR
marks it.

head of the phrase ─left to right edge─▶ offsets, without the comma or reporting clause behind it
"""

from __future__ import annotations

from spacy.tokens import Token

from sayso.readings.page.marks import Marked
from sayso.text import Span


def source_span(marked: Marked, head: Token, cue: Token | None = None) -> Span:
    """Offsets in the piece of the source phrase around its head; a possessor keeps its mark.

    A clause of the phrase that holds the cue itself ("a letter saying ...") is left out.
    """
    left, right = head.left_edge.i, head.right_edge.i
    if cue is not None and head.i < cue.i <= right:
        clause = next((c for c in head.rights if c.left_edge.i <= cue.i <= c.right_edge.i), None)
        right = max(head.i, clause.left_edge.i - 1) if clause is not None else right
    quotation = marked.inside[head.i]
    while left < head.i and (marked.inside[left] != quotation or head.doc[left].is_punct):
        left += 1
    while right > head.i and (marked.inside[right] != quotation or head.doc[right].is_space):
        right -= 1
    while right > head.i and head.doc[right].text in (",", ";", ":", "—", "–", "."):
        right -= 1
    return head.doc[left].idx, head.doc[right].idx + len(head.doc[right])
