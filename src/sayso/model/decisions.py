"""What a person decided: kept apart from what was worked out, and obeyed by every later run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model.places import Frozen, Passage

DecisionKind = Literal[
    "merge",
    "split",
    "same-name",
    "not-a-conflict",
    "not-the-same-fact",
    "grade",
    "note",
]


@dataclass(frozen=True, slots=True)
class Decision(Frozen):
    """One decision of a person, in force until it is undone.

    n        its number, by which it is undone; 0 before it is kept
    about    what it is about. merge: documents that tell one story. split: a document, and those
             that do not belong in its story. same-name: printed names of one actor. grade, note:
             a document, a story or a finding by its id
    at       the passages that it is about. not-a-conflict: the tellings of the conflict.
             not-the-same-fact: a telling that stays, and those that tell something else. split:
             a passage of each further document that stays, by which the story is known where the
             first is withdrawn; without any of them nothing is parted
    said     the words of a grade or a note; of other kinds the reason, where one was given
    by       who decided, as that person wants to be called; empty where not given
    made     when, in ISO 8601 with the offset of UTC
    """

    kind: DecisionKind
    about: tuple[str, ...] = ()
    at: tuple[Passage, ...] = ()
    said: str = ""
    by: str = ""
    made: str = ""
    n: int = 0
