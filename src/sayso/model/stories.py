"""Which documents tell of one event."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.places import Reason


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a story and why it belongs there."""

    doc_id: str
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Documents about one event, sorted by day and digest, undated last."""

    id: str
    members: tuple[Member, ...]

    @property
    def doc_ids(self) -> tuple[str, ...]:
        """Ids of the members in order."""
        return tuple(m.doc_id for m in self.members)
