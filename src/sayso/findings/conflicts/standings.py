"""What a document is said to be: "authentic" here, "a draft" there.

Only documents are compared, since an adjective says of them what can be checked; two words of one
dimension and opposite poles cannot both hold, of two dimensions both can.

    predications of one document ──standing words──▶ opposite poles: real · two dimensions: scope
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.tellings.senses import concept
from sayso.findings.tellings.tellings import headline_of, telling, tellings
from sayso.findings.tellings.units import Unit
from sayso.lexicon import table, words
from sayso.model import Quote, Reason, Telling, Verdict

_COPULAS = frozenset({"be", "seem", "remain", "become", "appear", "prove"})
# what is only supposed, and, before the word, what is still to come: "even if the site works",
# "until it has worked"; not "is authentic, which means that nobody would …"
_IF = re.compile(r"\b(?:if|unless)\b", re.IGNORECASE)
_YET = re.compile(r"\b(?:until|would|could|should|whether)\b", re.IGNORECASE)
_Key = tuple[str, bool]  # dimension, and whether it is its positive pole


@dataclass(frozen=True, slots=True)
class _Standing:
    unit: Unit
    subject: str
    word: str
    key: _Key
    plain: bool  # said with "is" and the word itself

    @property
    def quote(self) -> Quote | None:
        """On whose say-so: also where the whole sentence is the unit."""
        said = self.unit.claims[0].quote
        return None if said is None else self.unit.reading.quotes[said]


def standings_differ(board: Board) -> Sequence[Draft]:
    """One draft for each document that is said to be two things, by two who are named or
    described, in two texts that are no copies.
    """
    by_subject: dict[str, dict[_Key, list[_Standing]]] = {}
    for unit in board.units:
        printed = unit.at.cut(board.case.texts[unit.doc_id])
        for standing in (s for s in _standings(unit) if not _supposed(printed, s.word)):
            by_subject.setdefault(standing.subject, {}).setdefault(standing.key, []).append(
                standing
            )
    drafts = (_between(board, subject, by_subject[subject]) for subject in sorted(by_subject))
    return [draft for draft in drafts if draft]


def _supposed(printed: str, word: str) -> bool:
    return bool(_IF.search(printed) or _YET.search(printed.lower().partition(word)[0]))


@lru_cache(maxsize=1)
def _known() -> dict[str, _Key]:
    return {row[0]: (row[1], row[2] == "+") for row in table("standing")}


def _standings(unit: Unit) -> Iterator[_Standing]:
    known = _known()
    for said in unit.claims[0].predications:
        subject = concept(said.subject)
        if subject not in words("documents"):
            continue
        plain = said.verb in _COPULAS
        word = next((w for w in (said.complements if plain else (said.verb,)) if w in known), None)
        if word:
            dimension, positive = known[word]
            yield _Standing(unit, subject, word, (dimension, positive != said.negated), plain)


def _between(board: Board, subject: str, sides: dict[_Key, list[_Standing]]) -> Draft | None:
    """Opposite poles of one dimension first; else the two best supported dimensions."""
    pair = next(((k, (k[0], False)) for k in sides if k[1] and (k[0], False) in sides), None)
    verdict: Verdict = "real"
    if pair is None:
        verdict = "scope"
        ranked = sorted(sides, key=lambda key: (-len(sides[key]), key))
        dimensions = list(dict.fromkeys(key[0] for key in ranked))
        if len(dimensions) < 2:
            return None
        one, two = (next(k for k in ranked if k[0] == d) for d in dimensions[:2])
        pair = (one, two)
    found = (sides[pair[0]], sides[pair[1]])
    families = {s.unit.family for side in found for s in side}
    held = all(any(s.quote and s.quote.speaker for s in side) for side in found)
    return _draft(board, subject, found, verdict) if len(families) > 1 and held else None


def _draft(
    board: Board,
    subject: str,
    pair: tuple[Sequence[_Standing], Sequence[_Standing]],
    verdict: Verdict,
) -> Draft:
    sides = tuple(_told(board, side) for side in pair)
    said = tuple(_printed(board, side[0]) for side in pair)
    dimensions = (side[0].key[0] for side in pair)
    values = ("exclude", *said) if verdict == "real" else ("both", *said, *dimensions)
    reason = Reason("status", values, tuple(t.at for side in sides for t in side))
    return Draft("status", verdict, f"the {subject}", said, sides, (reason,))


def _told(board: Board, side: Sequence[_Standing]) -> tuple[Telling, ...]:
    first = {s.unit.sentence: s for s in reversed(side)}
    return tuple(
        t for s in sorted(first.values(), key=lambda s: s.unit.index) for t in _tellings(board, s)
    )


def _tellings(board: Board, standing: _Standing) -> tuple[Telling, ...]:
    unit, value = standing.unit, _printed(board, standing)
    if unit.quote is None and standing.quote is not None:
        place = (unit.claims[0].at, unit.sentence)
        return (telling(unit.reading, place, standing.quote, value=value, norm=standing.key[0]),)
    return tellings(unit, value=value, norm=standing.key[0])


def _printed(board: Board, standing: _Standing) -> str:
    """The word itself where it was said with "is"; else the claim."""
    return standing.word if standing.plain else headline_of(board.case, standing.unit.at)
