"""The door to an archive: one SQLite file for a growing pile, searched and never read twice.

In:    documents, the bytes that they came in, what was worked out, what people decided
Out:   the same, by id, story, words, speaker or day
Steps: keep in one transaction; find; replace what can be made again; never touch a decision
"""

from sayso.archive.archive import Archive, Kept, Revision, Run
from sayso.archive.identity import address_key
from sayso.archive.query import Query, parse, typed_day
from sayso.archive.revised import Change, changes
from sayso.archive.search import ClaimHit, Hit, Hits, Saying
from sayso.archive.shelves import NoStory, Shelved, Spine, voice_key
from sayso.archive.watched import Followed, Saved

__all__ = [
    "Archive",
    "Change",
    "ClaimHit",
    "Followed",
    "Hit",
    "Hits",
    "Kept",
    "NoStory",
    "Query",
    "Revision",
    "Run",
    "Saved",
    "Saying",
    "Shelved",
    "Spine",
    "address_key",
    "changes",
    "parse",
    "typed_day",
    "voice_key",
]
