"""Conflicts of status: what a thing is ("authentic", "a draft"), and whether a thing is so at all.

predications of one subject ─standing words─▶ one dimension, two poles: real · two dimensions: scope
alike claims, one denied                     ──▶ real
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.tellings.statements import Statement, concept
from sayso.findings.tellings.tellings import headline_of, tellings
from sayso.lexicon import table, words
from sayso.model import Predication, Reason, Telling, Verdict

_COPULAS = frozenset({"be", "seem", "remain", "become", "appear", "prove"})
_ALIKE = 1.25  # times `same_fact`: a wrong denial costs a reader more than a missed one
_MOST_PAIRS = 12  # conflicts of status shown for one story, strongest likeness first


@dataclass(frozen=True, slots=True)
class _Standing:
    statement: Statement
    subject: str
    word: str
    dimension: str
    positive: bool


def standings_differ(board: Board) -> Sequence[Draft]:
    """One draft for each subject that is said to be two things."""
    by_subject: dict[str, list[_Standing]] = {}
    for statement in board.found:
        for standing in _standings(statement):
            by_subject.setdefault(standing.subject, []).append(standing)
    drafts = []
    for subject in sorted(by_subject):
        sides: dict[tuple[str, bool], list[_Standing]] = {}
        for standing in by_subject[subject]:
            sides.setdefault((standing.dimension, standing.positive), []).append(standing)
        draft = _between(board, subject, sides)
        if draft:
            drafts.append(draft)
    return drafts


def _standings(statement: Statement) -> list[_Standing]:
    known = {row[0]: (row[1], row[2] == "+") for row in table("standing")}
    found = []
    for said in statement.claim.predications:
        if not said.subject:
            continue
        for word in said.complements if said.verb in _COPULAS else (said.verb,):
            if word in known:
                dimension, positive = known[word]
                found.append(
                    _Standing(
                        statement, concept(said.subject), word, dimension, positive != said.negated
                    )
                )
                break
    return found


def _between(
    board: Board, subject: str, sides: dict[tuple[str, bool], list[_Standing]]
) -> Draft | None:
    """Opposite poles of one dimension are real; otherwise the two best supported dimensions, both
    of which can hold.
    """
    opposite = [(key, (key[0], False)) for key in sides if key[1] and (key[0], False) in sides]
    if opposite:
        pair, verdict = opposite[0], "real"
    else:
        ranked = sorted(sides, key=lambda key: (-len(sides[key]), key))
        dimensions = list(dict.fromkeys(key[0] for key in ranked))
        if len(dimensions) < 2:
            return None
        pair, verdict = tuple(next(k for k in ranked if k[0] == d) for d in dimensions[:2]), "scope"  # type: ignore[assignment]
    one, two = sides[pair[0]], sides[pair[1]]
    if len({s.statement.family for s in (*one, *two)}) < 2 or not _speak_of_one(one, two):
        return None
    return _draft(board, subject, (one, two), "real" if verdict == "real" else "scope")


def _speak_of_one(one: Sequence[_Standing], two: Sequence[_Standing]) -> bool:
    """A bare noun is shared by many stories' things; two holders or one shared text must tie the
    sides together.
    """
    return bool({s.statement.holder for s in one} - {None}) and bool(
        {s.statement.holder for s in two} - {None}
    )


def _draft(
    board: Board,
    subject: str,
    pair: tuple[Sequence[_Standing], Sequence[_Standing]],
    verdict: Verdict,
) -> Draft:
    sides = tuple(_told(board, side) for side in pair)
    said = tuple(_printed(board, side[0]) for side in pair)
    dimensions = (side[0].dimension for side in pair)
    values = ("exclude", *said) if verdict == "real" else ("both", *said, *dimensions)
    reason = Reason("status", values, tuple(t.at for side in sides for t in side))
    return Draft("status", verdict, f"the {subject}", said, sides, (reason,))


def _told(board: Board, side: Sequence[_Standing]) -> tuple[Telling, ...]:
    return tuple(
        t
        for s in _one_a_sentence(side)
        for t in tellings(board.case, s.statement, value=_printed(board, s), norm=s.dimension)
    )


def _printed(board: Board, standing: _Standing) -> str:
    """The word itself where it was said with "is"; else the claim, since "work" or "service" alone
    says too little.
    """
    plain = any(
        p.verb in _COPULAS and standing.word in p.complements and not p.negated
        for p in standing.statement.claim.predications
    )
    return standing.word if plain else headline_of(board.case, standing.statement.claim.at)


def _one_a_sentence(side: Sequence[_Standing]) -> list[_Standing]:
    seen: dict[object, _Standing] = {}
    for standing in side:
        seen.setdefault(standing.statement.claim.sentence, standing)
    return list(seen.values())


def denials(board: Board) -> Sequence[Draft]:
    """One text says that a thing is so, another that it is not: alike claims of opposite sign."""
    drafts: list[Draft] = []
    used: set[int] = set()
    for (i, j), value in sorted(board.alike.pairs.items(), key=lambda item: (-item[1], item[0])):
        a, b = board.found[i], board.found[j]
        if value < _ALIKE * board.options.same_fact or a.family == b.family or used & {i, j}:
            continue
        shared = _opposed(a, b)
        if shared is None:
            continue
        used |= {i, j}
        yes, no = (b, a) if shared in _deeds(a, negated=True) else (a, b)
        sides = (tellings(board.case, yes), tellings(board.case, no))
        reason = Reason("denied", at=(yes.claim.at, no.claim.at))
        topic = f"whether “{' '.join(shared)}” is so"
        answers = ("it is so", "it is not so")
        drafts.append(Draft("status", "real", topic, answers, sides, (reason,)))
    return drafts[:_MOST_PAIRS]


_Deed = tuple[str, str]


def _opposed(a: Statement, b: Statement) -> _Deed | None:
    """A deed of one subject that one claim states and the other negates or denies."""
    for one, two in ((a, b), (b, a)):
        shared = _deeds(one, negated=False) & _deeds(two, negated=True)
        if shared and one.claim.status == "happened":
            return min(shared)
    return None


def _deeds(statement: Statement, *, negated: bool) -> set[_Deed]:
    quote = statement.quote
    denied = quote is not None and quote.manner == "denied"
    return {
        (concept(p.subject), concept(p.verb))
        for p in statement.claim.predications
        if (p.negated != denied) == negated and p.verb == statement.claim.head and _telling(p)
    }


def _telling(said: Predication) -> bool:
    return (
        bool(said.subject)
        and said.subject not in words("light_subjects")
        and said.verb not in _COPULAS | words("light_verbs")
    )
