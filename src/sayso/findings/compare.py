"""All findings of one story: the accounts laid side by side, then every rule in turn.

Case ──statements──▶ likeness ──groups──▶ agreements · conflicts (CONFLICT_RULES) · singles · events
"""

from __future__ import annotations

from sayso.findings.case import Case, FindingOptions
from sayso.findings.conflicts.drafts import ConflictRule, settle
from sayso.findings.conflicts.wordings import first_reports_differ, wordings_differ
from sayso.findings.facts.agreements import agreements, singles
from sayso.findings.facts.board import Board
from sayso.findings.facts.cells import Looker, with_cells
from sayso.findings.facts.course import with_courses
from sayso.findings.facts.groups import groups
from sayso.findings.facts.same import likeness
from sayso.findings.tellings.units import units
from sayso.findings.timeline.events import events
from sayso.model import Conflict, Findings
from sayso.text import fold_words, view

CONFLICT_RULES: tuple[ConflictRule, ...] = (
    first_reports_differ,
    wordings_differ,
)
_ORDER = {
    "real": 0,
    "superseded": 1,
    "scope": 2,
    "precision": 3,
}  # what a reader came for stands first


def compare(case: Case, *, options: FindingOptions | None = None) -> Findings:
    """Agreements, conflicts, single sources and dated events of one story, with the origins behind
    each.
    """
    options = options or FindingOptions()
    found = units(case)
    alike = likeness(found)
    board = Board(case, found, alike, groups(found, alike, options), options)
    looker = Looker(board)
    conflicts = _conflicts(board)
    shown = with_cells(looker, (*conflicts, *agreements(board)))
    return Findings(
        story_id=case.story.id,
        findings=(*with_courses(case, shown), *singles(board, looker)),
        events=events(board, conflicts),
        actors=case.actors,
        days=case.days,
    )


def _conflicts(board: Board) -> tuple[Conflict, ...]:
    made = {
        c.id: c for rule in CONFLICT_RULES for c in (settle(board.case, d) for d in rule(board))
    }
    return tuple(
        sorted(
            made.values(),
            key=lambda c: (_ORDER[c.verdict], -len(c.tellings), c.tellings[0].at, c.id),
        )
    )


def headline(case: Case) -> str:
    """The title that shares most words with the other texts; where no article has one, its opening
    words.
    """
    bags = {doc.id: {w for w in view(doc.text).words if len(w) > 3} for doc in case.documents}
    titled = [doc for doc in case.documents if doc.title] or list(case.documents)

    def shared(text: str, doc_id: str) -> int:
        words = {w for w, _, _ in fold_words(text) if len(w) > 3}
        return sum(len(words & bag) for other, bag in bags.items() if other != doc_id)

    def name(title: str | None, text: str) -> str:
        return title or " ".join(text.split()[:12]) + "…"

    best = max(
        titled, key=lambda doc: (shared(name(doc.title, doc.text), doc.id), not doc.defects, doc.id)
    )
    return name(best.title, best.text)
