"""What several texts tell alike, and what matters but rests on one text.

groups of alike statements ──two texts or more──▶ Agreement
statements alike to none   ──on a named say-so──▶ SingleSource
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.fuzz import partial_ratio

from sayso.findings.facts.board import Board
from sayso.findings.origins.origins import count
from sayso.findings.tellings.statements import Statement
from sayso.findings.tellings.tellings import finding_id, headline_of, shown, tellings
from sayso.lexicon import words
from sayso.model import Agreement, Reason, SingleSource, Telling
from sayso.text import fold

_ALONE = 0.2  # likeness below which no other text is taken to tell the same (bench/findings)
_FRAGMENT = re.compile(
    r"(?:to|which|who|whether|how|what|until|unless|before|after)\b", re.IGNORECASE
)
_DEED_TEXTS = 3  # texts that must tell a deed for it to be a fact of the story by itself
_COVERED = 0.5  # share of a group that another finding must show for it to be shown already
# per cent of folded characters from which a claim in a copy is the same words, not another telling
_COPIED = 80
_SHORTEST_CHARACTERS = 30  # characters of a claim worth showing alone


def agreements(board: Board) -> tuple[Agreement, ...]:
    """One agreement a group told by at least two texts, best supported first."""
    alike = [group for group in board.groups if _texts(board, group) > 1]
    made = [_agreement(board, group, _central(board, group)) for group in _of(board, alike)]
    deeds = _of(board, _deeds(board, alike))
    made += [_agreement(board, group, min(group, key=_brevity)) for group in deeds]
    return tuple(
        sorted(
            made, key=lambda a: (-_families(board, a.tellings), -len(a.origins), a.tellings[0].at)
        )
    )


def _deeds(board: Board, known: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Groups of claims that tell one deed of one named person or body, however little else they
    share.

    The main event stands in every text, but as often as not in a subordinate clause of a sentence
    about what followed.
    """
    people = {actor.id for actor in board.case.actors if actor.kind in ("person", "org")}
    told: dict[tuple[str, str], list[int]] = {}
    for s in board.found:
        if not s.claim.negated and s.claim.status in ("happened", "background"):
            for verb, actor in s.deeds:
                if actor in people:
                    told.setdefault((verb, actor), []).append(s.index)
    found: list[tuple[int, ...]] = []
    for deed in sorted(told, key=lambda d: (-_texts(board, told[d]), d)):
        group = told[deed]
        covered = any(
            len(set(group) & set(other)) >= _COVERED * len(group) for other in (*known, *found)
        )
        if _texts(board, group) >= _DEED_TEXTS and not covered:
            found.append(tuple(group))
    return found


def _texts(board: Board, group: Sequence[int]) -> int:
    """How many texts tell it in words of their own, read with confidence: what was copied word for
    word is one.

    Two versions of one agency report that tell a thing in different words are two texts here, and
    one origin there.
    """
    told: list[tuple[Statement, str]] = []
    for s in (board.found[i] for i in group):
        words = fold(s.claim.at.cut(board.case.texts[s.doc_id])).text()
        if not s.claim.low_confidence and not any(
            _copied(s, words, other, said) for other, said in told
        ):
            told.append((s, words))
    return len({s.doc_id for s, _ in told})


def _copied(a: Statement, words: str, b: Statement, said: str) -> bool:
    return a.family == b.family and a.doc_id != b.doc_id and partial_ratio(words, said) >= _COPIED


def _families(board: Board, tellings: Sequence[Telling]) -> int:
    return len({board.case.family_of[t.at.doc_id] for t in tellings})


def _of(board: Board, groups: Sequence[tuple[int, ...]]) -> list[list[Statement]]:
    return [[board.found[i] for i in group] for group in groups]


def _brevity(s: Statement) -> tuple[bool, int, int]:
    """A deed is best read in the shortest clause that tells it."""
    return (s.claim.low_confidence, len(s.claim.at), s.index)


def _agreement(board: Board, group: Sequence[Statement], central: Statement) -> Agreement:
    told = tuple(t for s in _one_a_sentence(board, group, central) for t in tellings(board.case, s))
    counted = count(board.case, told)
    texts = _families(board, told)
    shared = _shared_terms(group)
    why: tuple[Reason, ...] = (
        Reason("same-fact", (texts, tuple(shared)), tuple(t.at for t in told)),
    )
    if texts > 1 and len(counted.origins) == 1 and counted.origins[0].kind != "unattributed":
        label = counted.origins[0].label
        why = (*why, Reason("looks-wider", (texts, label)))
    return Agreement(
        id=finding_id("a", "agreement", told),
        what=headline_of(board.case, central.claim.at),
        tellings=told,
        origins=counted.origins,
        origins_open=counted.open_texts,
        status=central.claim.status,
        why=why,
        origins_why=counted.why,
        topic=", ".join(shared[:3]),
    )


def _central(board: Board, group: Sequence[Statement]) -> Statement:
    """The statement most like the others, of a clean text, rather short than long."""

    def rank(s: Statement) -> tuple[bool, bool, bool, float, int, str, int]:
        nearness = sum(board.alike.of(s.index, other.index) for other in group if other is not s)
        copied = board.case.family_of[s.doc_id] != s.doc_id
        fragment = bool(_FRAGMENT.match(shown(board.case, s.claim.at)))
        return (
            s.claim.low_confidence,
            copied,
            fragment,
            -round(nearness, 6),
            len(s.claim.at),
            s.doc_id,
            s.claim.at.start,
        )

    return min(group, key=rank)


def _one_a_sentence(
    board: Board, group: Sequence[Statement], central: Statement
) -> list[Statement]:
    """Of several statements in one sentence the one nearest to the central one; in order of the
    story.
    """
    best: dict[object, Statement] = {}
    for s in sorted(
        group, key=lambda s: (-board.alike.of(s.index, central.index) - (s is central), s.index)
    ):
        best.setdefault(s.claim.sentence, s)
    return sorted(best.values(), key=lambda s: s.index)


def _shared_terms(group: Sequence[Statement]) -> list[str]:
    """The terms that most of the group has, weightiest first, readable."""
    weight: dict[str, float] = {}
    for s in group:
        for term, value in s.terms:
            weight[term] = weight.get(term, 0.0) + value
    common = [
        t for t in weight if sum(any(t == u for u, _ in s.terms) for s in group) * 2 > len(group)
    ]
    ranked = sorted(common, key=lambda t: (-weight[t], t))[:5]
    return [t.lstrip("@#").replace("-", " ") for t in ranked] or ["the same words"]


def singles(board: Board) -> tuple[SingleSource, ...]:
    """Claims on somebody's say-so that no other text tells, the weightiest first."""
    best: dict[int, float] = {}
    for (i, j), value in board.alike.pairs.items():
        if board.found[i].family != board.found[j].family:
            best[i], best[j] = max(best.get(i, 0.0), value), max(best.get(j, 0.0), value)
    alone = [s for s in board.found if best.get(s.index, 0.0) < _ALONE and _worth_showing(board, s)]
    longest: dict[object, Statement] = {}
    for s in sorted(alone, key=lambda s: -len(s.claim.at)):
        longest.setdefault((s.doc_id, s.claim.quote), s)
    alone = list(longest.values())
    alone.sort(key=lambda s: (-_specifics(s), s.doc_id, s.claim.at.start))
    chosen = alone[: board.options.single_limit]
    return tuple(_single(board, s) for s in sorted(chosen, key=lambda s: s.index))


def _worth_showing(board: Board, s: Statement) -> bool:
    quote = s.quote
    if quote is None or board.case.family_of[s.doc_id] != s.doc_id or s.claim.low_confidence:
        return False
    spoken = bool(quote.quoted) or quote.manner in words("spoken_manners")
    fragment = _FRAGMENT.match(shown(board.case, s.claim.at))
    return (
        spoken
        and not fragment
        and len(s.claim.at) >= _SHORTEST_CHARACTERS
        and len(board.case.documents) > 1
    )


def _specifics(s: Statement) -> int:
    """How much a claim can be checked on: amounts, days, names."""
    return 2 * len(s.quantities) + 2 * len(s.times) + len(s.actors)


def _single(board: Board, s: Statement) -> SingleSource:
    told = tellings(board.case, s)
    counted = count(board.case, told)
    return SingleSource(
        id=finding_id("s", "single", told),
        what=headline_of(board.case, s.claim.at),
        tellings=told,
        origins=counted.origins,
        origins_open=counted.open_texts,
        status=s.claim.status,
        why=(Reason("one-text"),),
        origins_why=counted.why,
        topic="",
    )
