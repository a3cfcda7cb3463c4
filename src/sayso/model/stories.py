"""Which documents tell of one event."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.places import Frozen, Reason


@dataclass(frozen=True, slots=True)
class Member(Frozen):
    """One document of a story and why it belongs there."""

    doc_id: str
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Story(Frozen):
    """Documents about one event, sorted by day and digest, undated last."""

    id: str
    members: tuple[Member, ...]

    @property
    def doc_ids(self) -> tuple[str, ...]:
        """Ids of the members in order."""
        return tuple(m.doc_id for m in self.members)
