"""Passages that are not the article's prose: mastheads, dates, datelines, bylines, rubrics,
captions, credits, tails.

Precision comes first: words taken out of the prose are lost to every later stage. Where two rules
claim one stretch the earlier rule of PART_RULES wins; parts never overlap and stand in the order of
the text.

    page ──signs held──▶ rules that may find something ──▶ marks ──first claim wins──▶ parts
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sayso.documents.layout import Page
from sayso.documents.mastheads import mastheads
from sayso.documents.notices import notice_signs, notices
from sayso.documents.openings import DATED, Mark, openings
from sayso.documents.pictures import LABELLED, SIGNED, pictures
from sayso.documents.signs import Sign, Signs
from sayso.documents.tails import TAIL_SIGNS, tails
from sayso.model import Part, Passage

# share of a text that parts may cover; beyond, its layout was misread and only fixed kinds are kept
_MOST = 0.5
_LONG = 1_000  # characters; a brief may well stand under more furniture than it has words
_FIXED = frozenset({"date", "dateline", "byline", "rubric"})


def find_parts(
    doc_id: str, page: Page, *, headed: bool = False, told: Sequence[Mark] = ()
) -> tuple[Part, ...]:
    """Parts of a text in order. `headed`: the title stands in a field of its own, not in the text;
    `told`: what the source of the text marks itself.

    >>> from sayso.documents.layout import lay_out
    >>> page = lay_out("March 3, 2021\\n\\nBy Ann Lee\\n\\nIt was calm.")
    >>> [part.kind for part in find_parts("a", page)]
    ['date', 'byline']
    """
    held = _signs().held(page.utf8)
    marks = [
        *told,
        *mastheads(page),
        *openings(page, held),
        *tails(page, held),
        *pictures(page, held, headed=headed),
        *notices(page, held),
    ]
    if not marks:
        return ()
    kept: list[Mark] = []
    for kind, start, end in marks:
        if end > start and all(end <= s or e <= start for _, s, e in kept):
            kept.append((kind, start, end))
    if len(page.text) > _LONG and sum(e - s for _, s, e in kept) > _MOST * len(page.text):
        kept = [mark for mark in kept if mark[0] in _FIXED]
    return tuple(
        Part(kind, Passage(doc_id, start, end))
        for kind, start, end in sorted(kept, key=lambda m: m[1])
    )


@lru_cache(maxsize=1)
def _signs() -> Signs:
    own: dict[Sign, tuple[str, ...]] = {"labelled": LABELLED, "signed": SIGNED, "dated": DATED}
    return Signs({**TAIL_SIGNS, **own, **notice_signs()})
