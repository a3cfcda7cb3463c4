"""Disputes that the articles state themselves: somebody denies, rejects or takes back a claim.

A sentence with such a cue is one side. The other side is what it bears on: a passage within two
sentences, or in any text a unit that surely tells it; where none is found, the words that the
sentence itself gives of the claim. Then other texts' tellings of either side are added, and cards
of one claim are joined.

    sentences ──cues──▶ Dispute ──counterparts──▶ joined ──who else tells it──▶ Draft
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from sayso.findings.conflicts.contradictions import nots
from sayso.findings.conflicts.drafts import Draft
from sayso.findings.conflicts.sides import Sides
from sayso.findings.facts.board import Board
from sayso.findings.tellings.cues import Hit, claim_noun, hits
from sayso.findings.tellings.senses import content_words
from sayso.findings.tellings.tellings import headline_of, shown, telling, tellings
from sayso.findings.tellings.units import Unit
from sayso.groups import joined
from sayso.lexicon import words
from sayso.model import Passage, Quote, Reading, Reason, Telling
from sayso.spans import sentence_of
from sayso.text import fold_words

_TAKEN_BACK = frozenset({"reversed", "earlier", "revised"})
_NEAR = 2  # sentences around a cue in which what it bears on may stand
_WHOLE = 6  # words of a sentence that may be what a cue points back to
_FULL = 4  # words of a claim that stands for a side by itself
_SAID = 5  # words of a saying in the sentence before that a denial points back to
_SHARED = 2  # content words that two claims of one wording share
_ALIKE = 0.7  # and what share of all their words
_LONGEST = 600  # characters of a sentence that is shown as a side
_QUOTING = " ,“”\"‘’'"  # around the words of a quotation
_TOPIC = 90  # characters of a claim in the name of what is in question


_CAPITAL = re.compile(r"(?<=\s)[A-Z][\w'’-]+")
# what sets a denial against a claim that stands before it, in a clause of its own
_BUT = re.compile(r"\W*(?:but|though|although|while|however)\b", re.IGNORECASE)
# a denial of less than what was claimed
_NARROWER = re.compile(
    r"\b(?:themselves|itself|himself|herself|directly|personally|knowingly|deliberately"
    r"|intentionally)\b",
    re.IGNORECASE,
)
# a denial that somebody did it, not that it was done; and words that say that somebody did
_NO_BLAME = re.compile(
    r"\b(?:behind|responsible for|to blame for|involved in|(?:involvement|role|part|hand"
    r"|responsibility|complicity|link|links|ties|connection)\b(?= (?:in|for|to|with)\b))",
    re.IGNORECASE,
)
_BLAME = re.compile(
    r"\b(?:blam\w+|accus\w+|behind|responsib\w+|involv\w+|links?|linked|role|hand in|ordered"
    r"|carried out|mastermind\w*|complicit\w*|suspect\w*|charged)\b",
    re.IGNORECASE,
)
_ACCUSED = re.compile(r"\b(?:accus|blam|suspect|charg)\w*\s+$", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:sa(?:id|ys?)|told|claim(?:ed|s)|reported|announced|wrote)\b", re.IGNORECASE
)
# a claim of its own in the sentence of a denial, which the denial then bears on
_CLAUSE_BEFORE = re.compile(r"(?:\S+\s+){6,}\S+;\s")
# a claim that says nothing without the sentence before it
_LEANS = re.compile(
    r"^(?:this|that) (?:was|is|would|had|has)\b|\b(?:it|them|this|that|so)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dispute:
    """One sentence that says that something is not so, and what it says it of.

    content  unit of the claim inside the sentence, None where none was read there
    claims   units that tell the claim elsewhere
    passage  the words of the claim, where no unit tells it
    """

    hit: Hit
    reading: Reading
    content: Unit | None
    claims: tuple[int, ...]
    passage: Passage | None


def disputes(board: Board) -> Sequence[Draft]:
    """One draft for each claim that somebody denies, rejects or takes back."""
    sides = Sides(board)
    found = [d for reading in _originals(board) for d in _in_one_text(board, sides, reading)]
    denying = {d.hit.sentence for d in found}
    found = [replace(d, claims=_not_denials(board, d, denying)) for d in found]
    found = [replace(d, claims=_blaming(board, d)) for d in found]
    found = [d for d in found if _has_two_sides(board, d)]
    return [_draft(board, sides, [found[n] for n in group]) for group in _one_claim(board, found)]


def _originals(board: Board) -> Iterable[Reading]:
    case = board.case
    return (r for r in case.readings if case.family_of[r.doc_id] == r.doc_id)


def _in_one_text(board: Board, sides: Sides, reading: Reading) -> Iterable[Dispute]:
    text = board.case.texts[reading.doc_id]
    doc = board.case.document[reading.doc_id]
    for hit in hits(reading, text):
        if len(hit.sentence) > _LONGEST or doc.part_at(hit.sentence):
            continue
        content = sides.unit_at(hit.content) if hit.content else None
        claims = sides.withdrawn(hit) or sides.claims(hit, content)
        yield Dispute(hit, reading, content, claims, _passage(hit, reading, text))


def _passage(hit: Hit, reading: Reading, text: str) -> Passage | None:
    """Where the claim itself stands: in the sentence, or, where the sentence points back, in the
    one before.
    """
    if hit.kind == "insisted" or hit.where in ("admitted", "withdrawn"):
        return None
    if hit.content is not None:
        return hit.content
    return _before(hit, reading, text) if hit.points_back and not _spoken(hit, reading) else None


def _before(hit: Hit, reading: Reading, text: str) -> Passage | None:
    """The sentence before, or, where that only says who spoke, the one before it. Whose the denied
    words are stands there too: "contradicted the Tarn account" bears on what Tarn says.
    """
    if _CLAUSE_BEFORE.match(text[hit.sentence.start : hit.cue.start]):
        return None
    n = reading.sentences.index(hit.sentence)
    for at in reversed(reading.sentences[max(0, n - _NEAR) : n]):
        printed = at.cut(text).split()
        if len(printed) >= _WHOLE:
            other = printed[0].startswith("(") or any(
                name not in at.cut(text) for name in _CAPITAL.findall(hit.cue.cut(text))
            )
            return None if other else _what_was_said(reading, at, text)
    return None


def _what_was_said(reading: Reading, at: Passage, text: str) -> Passage:
    """Of a sentence the words that somebody says in it, where they can stand alone: "it took months
    after rebels reported that shells fell".
    """
    said = [p for q in reading.quotes if q.speech for p in q.content if at.covers(p)]
    whole = [  # not "accused | the council of trying to hide it"
        p
        for p in said
        if _says_something(reading, p, text) and not _ACCUSED.search(text[: p.start])
    ]
    return max(whole, key=len, default=at)


def _spoken(hit: Hit, reading: Reading) -> bool:
    """The cue stands between quotation marks: what was said before it is not in the article."""
    return any(at.covers(hit.cue) for q in reading.quotes for at in q.quoted)


def _not_denials(board: Board, dispute: Dispute, denying: set[Passage]) -> tuple[int, ...]:
    """Neither a sentence that itself denies something, nor, against whoever insists that it is not
    so, one that says "not" as well.
    """
    units = [(n, board.units[n]) for n in dispute.claims]
    insisted = dispute.hit.kind == "insisted"
    return tuple(
        n
        for n, unit in units
        if unit.sentence not in denying and not (insisted and nots(board, unit))
    )


def _blaming(board: Board, dispute: Dispute) -> tuple[int, ...]:
    """Of the claims against a denial of blame those that blame somebody: who "was not behind the
    attack" does not deny that there was one.
    """
    hit = dispute.hit
    text = board.case.texts[hit.sentence.doc_id]
    if hit.content is None or not _NO_BLAME.search(hit.bears_on.cut(text)):
        return dispute.claims
    denier = {w for w, _, _ in fold_words(text[hit.sentence.start : hit.cue.start])}
    denier -= words("stopwords")

    def blames(n: int) -> bool:
        unit = board.units[n]
        printed = unit.sentence.cut(board.case.texts[unit.doc_id])
        return bool(_BLAME.search(printed)) or not denier.isdisjoint(
            w for w, _, _ in fold_words(printed)
        )

    return tuple(filter(blames, dispute.claims))


def _has_two_sides(board: Board, dispute: Dispute) -> bool:
    if dispute.claims:
        return True
    at = dispute.passage
    if at is None:
        return False
    if dispute.hit.kind == "revised":
        return True
    printed = shown(board.case, at)
    return len(printed.split()) >= _FULL and not _LEANS.search(printed)


# ---- one claim ----------------------------------------------------------------------


def _one_claim(board: Board, found: Sequence[Dispute]) -> list[list[int]]:
    """Disputes of one claim together, in the order of the first of each."""
    bags = [_claimed(board, d) for d in found]
    pairs = [(n, n) for n in range(len(found))]
    pairs += [
        (a, b)
        for a, b in combinations(range(len(found)), 2)
        if _one_wording(bags[a], bags[b]) or _same(board, found[a], found[b])
    ]
    return joined(pairs)


def _one_wording(one: set[str], two: set[str]) -> bool:
    return len(one & two) >= _SHARED and len(one & two) >= _ALIKE * len(one | two)


def _same(board: Board, a: Dispute, b: Dispute) -> bool:
    if set(a.claims) & set(b.claims) or (a.passage is not None and a.passage == b.passage):
        return True
    if a.content and b.content:
        return board.alike.of(a.content.index, b.content.index) >= board.options.same_fact
    return False


def _claimed(board: Board, dispute: Dispute) -> set[str]:
    at = dispute.hit.content
    return set(content_words(at.cut(board.case.texts[at.doc_id]))) if at else set()


# ---- a card -------------------------------------------------------------------------


def _draft(board: Board, sides: Sides, group: Sequence[Dispute]) -> Draft:
    denials = _denials(board, sides, group)
    claims = _claims(board, group)
    kind = next((d.hit.kind for d in group if d.hit.kind in _TAKEN_BACK), group[0].hit.kind)
    back = kind in _TAKEN_BACK
    cue = shown(board.case, group[0].hit.cue).strip(" ,")
    told: tuple[tuple[Telling, ...], ...] = (claims, denials)
    if any(d.hit.where == "withdrawn" for d in group):
        between = _between(board, sides, group)
        told = (claims, between, denials) if between else told
    topic = _cut(headline_of(board.case, _words_said(board, claims[0].at)))
    days = _days(board, claims, denials) if back else ()
    reason = Reason("disputed", (kind, cue, *days), tuple(d.hit.sentence for d in group))
    return Draft(
        "number" if kind == "revised" else "status",
        "superseded" if back else "real",
        f"whether “{topic}” holds",
        tuple(headline_of(board.case, _words_said(board, side[0].at)) for side in told),
        told,
        (reason,),
        rank=_rank(board, sides, group, told),
        firm=any(_stands(board, d) for d in group),
    )


def _words_said(board: Board, at: Passage) -> Passage:
    """The quotation that a whole sentence prints, without its tag: "“I never ran,” Lind said"."""
    reading = next(r for r in board.case.readings if r.doc_id == at.doc_id)
    text = board.case.texts[at.doc_id]
    printed = [p for q in reading.quotes if q.speech for p in q.quoted if at.covers(p)]
    best = max(printed, key=len, default=at)
    said = best.cut(text)
    bare = said.strip(_QUOTING)
    start = best.start + said.find(bare)
    words = len(bare.split())
    whole = words < _FULL or 2 * words < len(at.cut(text).split()) or bare[0].islower()
    return at if whole else Passage(at.doc_id, start, start + len(bare))


def _stands(board: Board, dispute: Dispute) -> bool:
    """The other side is told by itself, and not only in the words of the denial: a fragment of
    these, as if the denier had said so, is no side. "Orr said that it leaked, but the mayor says
    that this is not true" tells both; an act before a "but" is no claim. Who denies that a country
    sent the rockets themselves may grant all else.
    """
    at, cue = dispute.passage, dispute.hit.cue
    text = board.case.texts[cue.doc_id]
    if dispute.hit.content and _NARROWER.search(dispute.hit.content.cut(text)):
        return False
    if dispute.claims:
        return True
    if at != dispute.hit.content:
        return at is None or dispute.hit.kind == "revised" or _is_told(dispute.reading, at, text)
    if at is None or not _BUT.match(text[at.end : cue.start]):
        return False
    told = any(c.overlaps(at) for q in dispute.reading.quotes if q.speech for c in q.content)
    return told or bool(_SAYS.search(at.cut(text)))


def _is_told(reading: Reading, at: Passage, text: str) -> bool:
    """A sentence that tells a claim: by what somebody says, or "reports that …"."""
    said = any(
        c.overlaps(at) and _says_something(reading, c, text)
        for q in reading.quotes
        if q.speech
        for c in q.content
    )
    return said or bool(claim_noun().search(at.cut(text)))


def _says_something(reading: Reading, at: Passage, text: str) -> bool:
    """A clause; not "reported shells in May"."""
    return len(at.cut(text).split()) >= _SAID or any(at.covers(c.at) for c in reading.claims)


def _between(board: Board, sides: Sides, group: Sequence[Dispute]) -> tuple[Telling, ...]:
    """Who said so while it was still denied."""
    denied = dict.fromkeys(n for d in group for n in d.claims)
    found = dict.fromkeys(m for n in denied for m in sides.claim_before(board.units[n]))
    return tuple(t for m in found for t in tellings(board.units[m]))


def _cut(text: str) -> str:
    return text if len(text) <= _TOPIC else text[:_TOPIC].rsplit(" ", 1)[0] + "…"


def _rank(
    board: Board, sides: Sides, group: Sequence[Dispute], told: tuple[tuple[Telling, ...], ...]
) -> int:
    """0 for what was taken back and for a denial of the main event, 1 for what several texts tell,
    2 for the rest.
    """
    texts = len({board.case.family_of[t.at.doc_id] for side in told for t in side})
    back = texts > 1 and any(d.hit.kind in _TAKEN_BACK for d in group)
    if back or any(sides.of_main_event(d.content) for d in group):
        return 0
    return 1 if texts > 1 else 2


def _days(board: Board, claims: Sequence[Telling], denials: Sequence[Telling]) -> tuple[date, ...]:
    known = {day.doc_id: day.best for day in board.case.days}
    one, two = (known.get(side[0].at.doc_id) for side in (claims, denials))
    return (one, two) if one and two else ()


def _denials(board: Board, sides: Sides, group: Sequence[Dispute]) -> tuple[Telling, ...]:
    """The sentences with the cues, then other texts' units that tell the denial."""
    told = [_own(d) for d in group]
    inside = {d.hit.sentence for d in group}
    inside |= {board.units[n].sentence for d in group for n in d.claims}
    for unit in sides.also_deny([(d.hit, d.content) for d in group if d.content]):
        if unit.sentence not in inside:
            inside.add(unit.sentence)
            told += tellings(unit)
    return tuple(told)


def _own(dispute: Dispute) -> Telling:
    place = (dispute.hit.sentence, dispute.hit.sentence)
    return telling(dispute.reading, place, _quote(dispute))


def _quote(dispute: Dispute) -> Quote | None:
    """On whose say-so it is denied: the saying whose cue is the cue, or in which it stands."""
    hit = dispute.hit
    quotes = dispute.reading.quotes
    for quote in quotes:
        if any(at.overlaps(hit.cue) for at in quote.cue):
            return quote
    return next((q for q in quotes if any(at.covers(hit.cue) for at in q.content)), None)


def _claims(board: Board, group: Sequence[Dispute]) -> tuple[Telling, ...]:
    """Units that tell the claim; where there are none, the words that the denial gives of it."""
    told: list[Telling] = []
    seen: set[Passage] = set()
    for n in dict.fromkeys(n for d in group for n in d.claims):
        unit = board.units[n]
        if unit.sentence not in seen:
            seen.add(unit.sentence)
            told += tellings(unit)
    if told:
        return tuple(told)
    for dispute in group:
        if dispute.passage is not None:
            reading = dispute.reading
            sentence = sentence_of(reading.sentences, dispute.passage) or dispute.passage
            told.append(telling(reading, (dispute.passage, sentence), None))
            break
    return tuple(told)
