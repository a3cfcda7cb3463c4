"""What people decided, obeyed: applied to what was worked out, after each step and before the next.

    stories ──merge, split──▶ stories      actors ──same-name──▶ actors
    Findings ──not-a-conflict, not-the-same-fact──▶ Findings

A decision about documents or passages that are not there says nothing. No decision makes a finding:
it only joins, parts and takes away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import model
from sayso.model import Decision, DecisionKind, Family, Member, Passage, Reason, Story
from sayso.say_so import folded

# The rooms are entered where a decision needs them: commands that obey none start light.
if TYPE_CHECKING:
    from sayso.findings import Case
    from sayso.model import Actor, Agreement, Conflict, Finding, Findings

_SAME = 0.5  # share of a conflict's tellings that a person has judged, from which it is that one
_TEXTS = 2  # that an agreement needs


def of_kind(decisions: Iterable[Decision], kind: DecisionKind) -> list[Decision]:
    """The decisions of one kind, in their order."""
    return [decision for decision in decisions if decision.kind == kind]


# ---- stories --------------------------------------------------------------------------


def decided_stories(
    told: Sequence[Story],
    decisions: Sequence[Decision],
    order: Sequence[str],
    families: Iterable[Family] = (),
) -> tuple[Story, ...]:
    """The stories as people want them; a story that they touched says so in its reasons.

    order     ids of all documents by day and digest
    families  copies, which never part: a copy goes where the text it is a copy of goes

    >>> apart = (Story("1", (Member("a"),)), Story("2", (Member("b"),)))
    >>> [s.doc_ids for s in decided_stories(apart, [Decision("merge", ("a", "b"))], ["a", "b"])]
    [('a', 'b')]
    """
    ruled = [d for d in decisions if d.kind in ("merge", "split")]
    if not ruled:
        return tuple(told)
    place = {doc_id: n for n, doc_id in enumerate(order)}
    kin = {i: family.doc_ids for family in families for i in family.doc_ids}
    home = {doc_id: n for n, story in enumerate(told) for doc_id in story.doc_ids}
    why = {member.doc_id: member.why for story in told for member in story.members}
    new = len(told)
    for decision in sorted(ruled, key=lambda d: d.n):  # a later one overrules an earlier one
        ids = [i for i in decision.about if i in home]
        if decision.kind == "merge" and len(ids) > 1:
            into = home[ids[0]]
            joined = {home[i] for i in ids}
            moved = [i for i, at in home.items() if at in joined]
        elif decision.kind == "split" and (stay := _staying(decision, home)):
            stays = {stay, *kin.get(stay, ())}
            leave = [i for i in decision.about[1:] if i in home]
            gone = {k for i in leave for k in kin.get(i, (i,)) if home.get(k) == home[stay]}
            into, new = new, new + 1
            moved = sorted(gone - stays)
        else:
            continue
        home |= dict.fromkeys(moved, into)
        reason = Reason("decided-story", (decision.kind,))
        why |= {i: (*why[i], reason) for i in moved}
    return _gathered(told, home, why, place)


def _staying(decision: Decision, home: Collection[str]) -> str | None:
    """The first that is there of those that stay in their story; without any nobody knows which
    story the others were to leave.
    """
    named = (*decision.about[:1], *(at.doc_id for at in decision.at))
    return next((i for i in named if i in home), None)


def _gathered(
    told: Sequence[Story],
    home: dict[str, int],
    why: dict[str, tuple[Reason, ...]],
    place: dict[str, int],
) -> tuple[Story, ...]:
    from sayso.stories import story_id

    groups: dict[int, list[str]] = {}
    for doc_id in sorted(home, key=lambda i: place.get(i, len(place))):
        groups.setdefault(home[doc_id], []).append(doc_id)
    made = []
    for n, ids in groups.items():
        if n < len(told) and set(ids) == set(told[n].doc_ids):
            made.append(replace(told[n], members=tuple(Member(i, why[i]) for i in ids)))
        else:
            made.append(Story(story_id(ids), tuple(Member(i, why[i]) for i in ids)))
    return tuple(sorted(made, key=lambda s: place.get(s.doc_ids[0], len(place))))


# ---- actors ---------------------------------------------------------------------------


def decided_actors(actors: Sequence[Actor], decisions: Sequence[Decision]) -> tuple[Actor, ...]:
    """The actors with those made one whose names a person has said to be one.

    The one with the most mentions lends its id and name.
    """
    joined = list(actors)
    for decision in of_kind(decisions, "same-name"):
        names = {folded(name) for name in decision.about}
        meant = [a for a in joined if names & {folded(form) for form in (a.name, *a.aliases)}]
        if len(meant) > 1:
            first = meant[0]
            forms = dict.fromkeys(form for actor in meant for form in actor.aliases)
            mentions = tuple(sorted(at for actor in meant for at in actor.mentions))
            one = replace(first, aliases=tuple(forms), mentions=mentions)
            joined = [one if a is first else a for a in joined if a is first or a not in meant]
    return tuple(joined)


# ---- findings -------------------------------------------------------------------------


def decided_findings(case: Case, found: Findings, decisions: Sequence[Decision]) -> Findings:
    """The findings without the conflicts that a person has said to be none, and without the
    tellings that a person has said to tell something else.
    """
    none = [frozenset(d.at) for d in of_kind(decisions, "not-a-conflict")]
    other = [(d.at[0], frozenset(d.at[1:])) for d in of_kind(decisions, "not-the-same-fact")]
    if not none and not other:
        return found
    kept: list[Finding] = []
    for finding in found.findings:
        if isinstance(finding, model.Conflict) and any(_is_judged(finding, at) for at in none):
            continue
        if isinstance(finding, model.Agreement):
            parted = _parted(case, finding, other)
            kept += [parted] if parted else []
        else:
            kept.append(finding)
    similar = [s for s in found.similar if not any(_told_at(s.tellings, at) for at in none)]
    return replace(found, findings=tuple(kept), similar=tuple(similar))


def _is_judged(conflict: Conflict, judged: Collection[Passage]) -> bool:
    """True where half of its tellings, on two sides, are among those that a person looked at."""
    known = {n for n, telling in enumerate(conflict.tellings) if _at(telling.at, judged)}
    sides = sum(1 for side in conflict.sides if known & set(side.tellings))
    many = len(known) >= _SAME * len(conflict.tellings)
    return many and sides >= min(_TEXTS, len(conflict.sides))


def _told_at(tellings: Sequence[object], judged: Collection[Passage]) -> bool:
    places = [getattr(telling, "at", None) for telling in tellings]
    return bool(places) and all(isinstance(p, Passage) and _at(p, judged) for p in places)


def _at(place: Passage, judged: Collection[Passage]) -> bool:
    """True where a passage is one of those, or shares characters with one: a rerun may cut a
    telling a little longer.
    """
    return place in judged or any(place.overlaps(one) for one in judged)


def _parted(
    case: Case, agreement: Agreement, other: Sequence[tuple[Passage, frozenset[Passage]]]
) -> Agreement | None:
    """The agreement without the tellings that tell something else; None where too few are left."""
    from sayso.findings.origins.origins import count

    gone: set[int] = set()
    for stays, leave in other:
        if any(_at(telling.at, (stays,)) for telling in agreement.tellings):
            gone |= {n for n, t in enumerate(agreement.tellings) if _at(t.at, leave)}
    if not gone:
        return agreement
    left = [n for n in range(len(agreement.tellings)) if n not in gone]
    tellings = tuple(agreement.tellings[n] for n in left)
    texts = {telling.at.doc_id for telling in tellings}
    if len(texts) < _TEXTS:
        return None
    counted = count(case, tellings)
    out = {agreement.tellings[n].at.doc_id for n in gone} - texts
    number = {n: k for k, n in enumerate(left)}
    return replace(
        agreement,
        tellings=tellings,
        origins=counted.origins,
        origins_open=counted.open_texts,
        origins_why=counted.why,
        why=(*agreement.why, Reason("decided-apart", (len(gone),))),
        cells=tuple(
            replace(cell, kind="unclear") if cell.doc_id in out else cell
            for cell in agreement.cells
        ),
        course=tuple(
            replace(step, telling=None if step.telling is None else number[step.telling])
            for step in agreement.course
            if step.doc_id not in out and (step.telling is None or step.telling in number)
        ),
    )
