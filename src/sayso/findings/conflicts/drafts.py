"""A conflict before its origins are counted: what is in question, the tellings, and which side each
is on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso.findings.case import Case
from sayso.findings.facts.board import Board
from sayso.findings.origins.origins import count
from sayso.findings.tellings.tellings import finding_id
from sayso.model import Conflict, Reason, Side, Similar, Subtype, Telling, Verdict


@dataclass(frozen=True, slots=True)
class Draft:
    """Tellings by side; `values` names each side as printed; `firm` says that it passed a check
    that holds, else it is shown as similar only. `rank` orders conflicts on the page: 0 for what
    was taken back and for denials of the main event, 3 for what nothing is known of.
    """

    subtype: Subtype
    verdict: Verdict
    topic: str
    values: tuple[str, ...]
    tellings: tuple[tuple[Telling, ...], ...]
    why: tuple[Reason, ...]
    rank: int = 3
    firm: bool = True


ConflictRule = Callable[[Board], Sequence[Draft]]


def settle(case: Case, draft: Draft) -> Conflict:
    """The conflict a draft stands for, its origins counted, its id made from what it rests on."""
    tellings = tuple(t for side in draft.tellings for t in side)
    sides, at = [], 0
    for value, side in zip(draft.values, draft.tellings, strict=True):
        sides.append(Side(value, tuple(range(at, at + len(side)))))
        at += len(side)
    sides_of = [n for n, side in enumerate(draft.tellings) for _ in side]
    counted = count(
        case, tellings, None if draft.subtype in ("wording", "attribution") else sides_of
    )
    what = f"{draft.topic}: " + " / ".join(draft.values)
    return Conflict(
        id=finding_id("x", _kind(draft), tellings),
        what=what,
        topic=draft.topic,
        subtype=draft.subtype,
        verdict=draft.verdict,
        sides=tuple(sides),
        tellings=tellings,
        origins=counted.origins,
        origins_open=counted.open_texts,
        why=draft.why,
        origins_why=counted.why,
    )


def _kind(draft: Draft) -> str:
    """One sentence may hold two figures in question (“killing 12 and injuring 30”)."""
    return f"number of {draft.topic}" if draft.subtype == "number" else draft.subtype


def unsettled(draft: Draft) -> Similar:
    """A draft that no check could make firm: shown as alike, never as a conflict."""
    tellings = tuple(t for side in draft.tellings for t in side)
    return Similar(
        id=finding_id("s", _kind(draft), tellings),
        what=f"{draft.topic}: " + " / ".join(draft.values),
        subtype=draft.subtype,
        tellings=tellings,
        why=draft.why,
    )
