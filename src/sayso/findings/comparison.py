"""All findings of one story: the accounts laid side by side, then every rule in turn.

Case ──units──▶ likeness ──groups──▶ agreements · conflicts (CONFLICT_RULES) · singles · events
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.findings.case import Case
from sayso.findings.conflicts.contradictions import contradictions
from sayso.findings.conflicts.days import days_differ
from sayso.findings.conflicts.disputes import disputes
from sayso.findings.conflicts.drafts import ConflictRule, Draft, settle, unsettled
from sayso.findings.conflicts.figures import figures_differ
from sayso.findings.conflicts.first_reports import first_reports_differ
from sayso.findings.conflicts.names import names_differ
from sayso.findings.conflicts.places import places_differ
from sayso.findings.conflicts.standings import standings_differ
from sayso.findings.conflicts.unknowns import answered, unknowns
from sayso.findings.conflicts.wordings import wordings_differ
from sayso.findings.facts.agreements import agreements, singles
from sayso.findings.facts.board import Board
from sayso.findings.facts.cells import Looker, with_cells
from sayso.findings.facts.course import with_courses
from sayso.findings.facts.groups import groups
from sayso.findings.facts.meaning import Meaning, Rows
from sayso.findings.facts.same import Scorers, likeness
from sayso.findings.options import FindingOptions
from sayso.findings.tellings.units import units
from sayso.findings.timeline.events import events
from sayso.model import Conflict, Findings, Passage

CONFLICT_RULES: tuple[ConflictRule, ...] = (
    disputes,
    contradictions,
    first_reports_differ,
    wordings_differ,
    standings_differ,
    names_differ,
    figures_differ,
    days_differ,
    places_differ,
)
_MOST_SIMILAR = 10  # of what no check could tell apart; more hide what was checked
_ORDER = {
    "real": 0,
    "superseded": 1,
    "scope": 2,
    "precision": 3,
}  # what a reader came for stands first
_LAST = {"wording": 4, "name": 5}  # small differences of words and spelling


def compare(
    case: Case,
    *,
    options: FindingOptions | None = None,
    meaning: Meaning | None = None,
    scorers: Scorers | None = None,
    known: Rows | None = None,
) -> Findings:
    """Agreements, conflicts, single sources and dated events of one story, with the origins behind
    each; by words alone where no model of meaning is given. `scorers` in place of the shipped ones;
    `known` is what the model told of pairs of passages before, to which is added what it tells now.
    """
    options = options or FindingOptions()
    found = units(case)
    alike = likeness(found, case.texts, meaning, scorers, known=known)
    board = Board(case, found, alike, groups(found, alike, options), options)
    asked = unknowns(board)
    drafts = [draft for rule in CONFLICT_RULES for draft in rule(board)]
    conflicts = _conflicts(
        board, [*(draft for draft in drafts if draft.firm), *answered(board, asked)]
    )
    looker = Looker(board)
    shown = with_cells(looker, (*conflicts, *agreements(board)))
    return Findings(
        story_id=case.story.id,
        findings=(*with_courses(case, shown), *singles(board, looker, shown)),
        events=events(board, conflicts),
        actors=case.actors,
        days=case.days,
        open_questions=asked,
        similar=tuple(unsettled(draft) for draft in drafts if not draft.firm)[:_MOST_SIMILAR],
    )


def _told_again(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """What was said and denied stands already on a card that says more of it."""
    if draft.subtype != "status":
        return False
    mine = _places(draft)
    return any(
        len(theirs := _places(other)) > len(mine)
        and all(any(at.overlaps(place) for place in theirs) for at in mine)
        for other in drafts
        if other.subtype == "status"
    )


def _places(draft: Draft) -> list[Passage]:
    return [t.at for side in draft.tellings for t in side]


def _conflicts(board: Board, drafts: Sequence[Draft]) -> tuple[Conflict, ...]:
    made = {}
    for draft in (d for d in drafts if not _told_again(d, drafts)):
        conflict = settle(board.case, draft)
        made[conflict.id] = (_LAST.get(draft.subtype, draft.rank), conflict)
    ordered = sorted(
        made.values(),
        key=lambda item: (
            item[0],
            _ORDER[item[1].verdict],
            -len(item[1].tellings),
            item[1].tellings[0].at,
            item[1].id,
        ),
    )
    return tuple(conflict for _, conflict in ordered)
