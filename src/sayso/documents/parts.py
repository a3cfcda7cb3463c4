"""Passages that are not the article's prose: mastheads, dates, datelines, bylines, rubrics,
captions, credits, tails.

Precision comes first: words taken out of the prose are lost to every later stage. Where two rules
claim one stretch the earlier rule of PART_RULES wins; parts never overlap and stand in the order of
the text.

    page ──signs held──▶ rules that may find something ──▶ marks ──first claim wins──▶ parts
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

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
    return parts_of_all([doc_id], [page], headed=[headed], told=[told])[0]


def parts_of_all(
    ids: Sequence[str],
    pages: Sequence[Page],
    *,
    headed: Sequence[bool],
    told: Sequence[Sequence[Mark]],
) -> list[tuple[Part, ...]]:
    """As `find_parts` of each of some texts, every rule for all of them before the next."""
    held = [*map(_signs().held, [page.utf8 for page in pages])]
    marks = [[*some, *mastheads(page)] for some, page in zip(told, pages, strict=True)]
    every = [*zip(marks, pages, held, strict=True)]
    for mine, page, signs in every:
        mine += openings(page, signs)
    for mine, page, signs in every:
        mine += tails(page, signs)
    for (mine, page, signs), has_title in zip(every, headed, strict=True):
        mine += pictures(page, signs, headed=has_title)
    for mine, page, signs in every:
        mine += notices(page, signs)
    return [
        _first_claims(doc_id, page, mine) if mine else ()
        for doc_id, page, mine in zip(ids, pages, marks, strict=True)
    ]


def _first_claims(doc_id: str, page: Page, marks: list[Mark]) -> tuple[Part, ...]:
    """Of marks that overlap the first; only those of fixed kinds where all cover most of a text."""
    kept: list[Mark] = []  # by their start; they do not overlap, so that only two can be met
    for kind, start, end in marks:
        if end <= start:
            continue
        at = bisect_left(kept, start, key=itemgetter(1))
        before, after = kept[at - 1 : at] if at else (), kept[at : at + 1]
        if not any(e > start for _, _, e in before) and not any(s < end for _, s, _ in after):
            kept.insert(at, (kind, start, end))
    if len(page.text) > _LONG and sum(e - s for _, s, e in kept) > _MOST * len(page.text):
        kept = [mark for mark in kept if mark[0] in _FIXED]
    return tuple(Part(kind, Passage(doc_id, start, end)) for kind, start, end in kept)


@lru_cache(maxsize=1)
def _signs() -> Signs:
    own: dict[Sign, tuple[str, ...]] = {"labelled": LABELLED, "signed": SIGNED, "dated": DATED}
    return Signs({**TAIL_SIGNS, **own, **notice_signs()})
