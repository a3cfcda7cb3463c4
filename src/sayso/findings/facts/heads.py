"""What the tellings of a group agree on: headlines, and the tellings that hold the whole of each.

A group is of tellings that are likely to tell one fact; one of them may still say only half of what
another says. So every telling, and every other clause of its sentence, is tried as the headline: it
stands for those tellings that hold the whole of it. The one that most texts hold is taken, if it
can be read alone, and the tellings that do not hold it are tried again among themselves.

    group ──each clause as headline──▶ (headline, tellings that hold it), …
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sayso.findings.facts.board import Board
from sayso.findings.facts.holding import Head
from sayso.findings.facts.same import clash
from sayso.findings.tellings.standing_alone import between_marks, broken, standing
from sayso.model import Passage

_MOST_TRIED = 24  # members of a group that are tried as its headline, those that fit it best
# share of its words that is asked for where a headline is a whole sentence, which says more than
# the clause that was compared, or cannot be read alone, so that other words may mean another thing
NEARLY_ALL = 0.85
Enough = Callable[[Sequence[int]], bool]


def agreed(
    board: Board, members: Sequence[int], enough: Enough
) -> Iterator[tuple[Head, tuple[int, ...]]]:
    """The headlines of a group, each with the units that hold it, as long as they are `enough`."""
    left = list(members)
    while enough(left):
        found = _best(board, left, enough)
        if found is None:
            return
        head, held = found
        yield head, held
        left = [n for n in left if n not in held]


def _best(
    board: Board, members: Sequence[int], enough: Enough
) -> tuple[Head, tuple[int, ...]] | None:
    best = None
    for head, alone, least in _heads(board, members):
        unit = head.unit
        held = {n: p for n in members if (p := _held(board, head, n, least)) >= board.options.holds}
        held.setdefault(unit.index, 1.0)
        if not enough(sorted(held)):
            continue
        texts = len({board.units[n].family for n in held})
        others = [p for n, p in held.items() if board.units[n].sentence != unit.sentence]
        rank = (
            unit.low_confidence,
            not alone,
            -texts,
            board.case.family_of[unit.doc_id] != unit.doc_id,
            -round(sum(others) / max(1, len(others)), 2),
            len(head.at),
            unit.doc_id,
            head.at.start,
        )
        if best is None or rank < best[0]:
            best = (rank, head, tuple(sorted(held)))
    return best[1:] if best else None


def _heads(board: Board, members: Sequence[int]) -> Iterator[tuple[Head, bool, float]]:
    """What may be the headline, whether it can be read alone, and the share of its words that is
    asked of each telling: the members, other clauses of their sentences, or the whole sentence
    where only that can be read alone; of the rest only what stands between quotation marks.
    """
    likely = sorted(
        members, key=lambda n: (-sum(board.alike.of(n, m) for m in members if m != n), n)
    )
    seen: set[Passage] = set()
    for n in likely[:_MOST_TRIED]:
        for unit in board.in_sentence[board.units[n].sentence]:
            how = standing(board.case, unit)
            at = unit.sentence if how == 1 else unit.at
            if at in seen or broken(board.case, unit) or (how == 2 and not between_marks(unit)):
                continue
            seen.add(at)
            yield Head(at, unit), how < 2, board.options.words_held if how == 0 else NEARLY_ALL


def _held(board: Board, head: Head, n: int, least: float) -> float:
    """Probability that a unit holds the whole of a headline; 0 where a slot forbids it."""
    told = board.units[n]
    if told.sentence == head.unit.sentence:
        return float(head.at.overlaps(told.at))
    likely = board.alike.of(head.unit.index, n)
    if likely < board.options.every_pair or clash(head.unit, told):
        return 0.0
    if (head.unit.stance == "sure") != (told.stance == "sure"):
        return 0.0
    if board.holding.lacks(head, told, least):
        return 0.0
    return board.holding.of(head, told, likely)
