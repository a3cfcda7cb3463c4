"""What is found, as rows: one set of keys for commands, the app and agents.

Hit, ClaimHit, Saying, Spine ──▶ row: `story` is the number of a story, `doc` the id of a document,
`id` that of the thing itself
"""

from __future__ import annotations

from sayso.archive.search import ClaimHit, Hit, Saying
from sayso.archive.shelves import Spine
from sayso.plain import Row


def hit_row(hit: Hit) -> Row:
    """An article that a search found, and the words of it that are shown.

    >>> hit_row(Hit("a", "Rain", None, None, 3, 0, 2, "It", ()))["doc"]
    'a'
    """
    return {
        "doc": hit.doc_id,
        "title": hit.title,
        "outlet": hit.outlet,
        "day": hit.day,
        "story": hit.story,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
    }


def claim_row(hit: ClaimHit) -> Row:
    """A claim that a search found.

    >>> claim_row(ClaimHit(3, "a1", "agreement", "", "It rained.", "firm", 2, 0))["origins_open"]
    0
    """
    return {
        "story": hit.story,
        "id": hit.id,
        "kind": hit.kind,
        "subtype": hit.subtype,
        "what": hit.what,
        "certainty": hit.certainty,
        "origins": hit.origins,
        "origins_open": hit.open,
    }


def saying_row(saying: Saying) -> Row:
    """A saying at its place.

    >>> saying_row(Saying(3, "a", 0, 2, "Ines", "direct", "said", None, "No"))["speaker"]
    'Ines'
    """
    return {
        "story": saying.story,
        "doc": saying.doc_id,
        "start": saying.start,
        "end": saying.end,
        "speaker": saying.speaker,
        "kind": saying.kind,
        "manner": saying.manner,
        "day": saying.day,
        "text": saying.text,
    }


def story_row(spine: Spine) -> Row:
    """A story in a list.

    >>> story_row(Spine(3, "s1", "Rain", None, None, 2, 1, 7))["story"]
    3
    """
    return {
        "story": spine.n,
        "id": spine.id,
        "title": spine.title,
        "first": spine.first,
        "last": spine.last,
        "articles": spine.articles,
        "texts": spine.texts,
    }
