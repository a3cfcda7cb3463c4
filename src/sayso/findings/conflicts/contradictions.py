"""Two units of one question of which one says that it is so and the other that it is not.

A "not" on one side is no detector by itself: what is alike and negated is mostly told beside, not
against. So only three cases are taken: two who contradict each other a few sentences apart in one
article; two of two articles, each by name, where the one denies all but the very words of the
other; and a plan that another article tells as carried out by the same doer to the same thing.

    units ──partners──▶ denied by one, said by another, near by · planned, then done ──▶ Draft
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.tellings.senses import sense
from sayso.findings.tellings.tellings import headline_of, tellings
from sayso.findings.tellings.units import Unit
from sayso.model import Passage, Reason, Verdict
from sayso.text import fold_words, stem, view

_NEAR = 4  # sentences within which one who contradicts another stands
_NOT = re.compile(r"\b(?:not|never|no|cannot)\b|n['’]t\b", re.IGNORECASE)
# "he is against removing it" and "it would not be removed" say one thing
_AGAINST = re.compile(
    r"\b(?:against|oppos(?:e|es|ed|ing)|reject(?:s|ed|ing)?|refus(?:e|es|ed|ing))\b", re.IGNORECASE
)
# "no town in the North" says nothing of the towns of the South
_NONE_THERE = re.compile(r"\b[Nn]o [a-z]+ (?:in|of|from) (?:the )?([A-Z][\w'’-]+)")
_IN_MARKS = re.compile(r"[‘“\"']([^‘’“”\"]{2,}(?:’[a-z][^‘’“”\"]*)*)[’”\"']")
_IF = re.compile(r"\b(?:if|unless|whether)\b", re.IGNORECASE)
_NONE = re.compile(
    r"\bno (?!(?:further|other|more|new|additional|immediate|longer)\b)([a-z]+) (?:has|have|had|was"
    r"|were)\b",
    re.IGNORECASE,
)
_FEWEST = 3  # words of weight that a denial and a claim of two texts share at least
_SAME_WORDS = 0.75  # and what share of all their words
_LIGHT = frozenset({"be", "have", "do"})  # "was not in service" and "was out of service" are one
_TOPIC = 90  # characters of a claim in the name of what is in question


def contradictions(board: Board) -> Sequence[Draft]:
    """One draft for each claim that two of one article say and deny, and for each plan told as
    carried out.
    """
    denied = [_denial(board, a, b) for a, b in _once(_denials(board))]
    return [*denied, *(_done(board, a, b) for a, b in _once(_plans(board)))]


def _once(pairs: Iterable[tuple[float, Unit, Unit]]) -> Iterator[tuple[Unit, Unit]]:
    """The likeliest pairs first; a sentence is in one of them only."""
    seen: set[Passage] = set()
    for _, a, b in sorted(pairs, key=lambda found: (-found[0], found[1].index, found[2].index)):
        if not seen & {a.sentence, b.sentence}:
            seen |= {a.sentence, b.sentence}
            yield a, b


def _pairs(board: Board, stance: str) -> Iterator[tuple[float, Unit, Unit]]:
    """Units told with a stance, each with those that surely tell what would be the same fact."""
    for unit in board.units:
        if unit.stance != stance or unit.whole:
            continue
        for n, p in board.alike.partners.get(unit.index, ()):
            other = board.units[n]
            if p >= board.options.same_fact and other.stance == "sure" and not other.whole:
                yield p, unit, other


def _denials(board: Board) -> Iterator[tuple[float, Unit, Unit]]:
    for p, denial, claim in _pairs(board, "denied"):
        apart = denial.holder != claim.holder and denial.sentence != claim.sentence
        if _says_no(board, denial) == _says_no(board, claim) > 0:
            continue  # both say that it is not so
        said = claim.holder is not None and bool(claim.who)  # "Don’t do it" claims nothing
        if apart and said and _near(denial, claim) and _claimed(board, denial, claim):
            yield p, denial, claim
    yield from _none_at_all(board)
    yield from _word_for_word(board)


def _word_for_word(board: Board) -> Iterator[tuple[float, Unit, Unit]]:
    """A claim and a denial of two texts, each on somebody's word, in all but the same words: "the
    mayor met the heirs", "the mayor had not met the heirs".
    """

    def told(unit: Unit, stance: str) -> bool:
        said = unit.quote is not None and unit.quote.speech and unit.holder is not None
        return said and unit.stance == stance and not unit.whole

    for denial in (u for u in board.units if told(u, "denied") and nots(board, u) == 1):
        for n, p in board.alike.partners.get(denial.index, ()):
            claim = board.units[n]
            if not told(claim, "sure") or nots(board, claim):
                continue
            apart = claim.family != denial.family and claim.holder != denial.holder
            one, two = set(denial.words), set(claim.words)
            shared = len(one & two)
            same = shared >= _FEWEST and shared >= _SAME_WORDS * len(one | two)
            same = same and bool(denial.undone & claim.deed - _LIGHT)
            if apart and same and _claimed(board, denial, claim):
                yield p, denial, claim


def _claimed(board: Board, denial: Unit, claim: Unit) -> bool:
    """Neither is only supposed ("if ships cannot dock, …") or speaks of the words of the other; and
    what is nowhere so in one place is not what the other says of more.
    """
    printed = [u.at.cut(board.case.texts[u.doc_id]) for u in (denial, claim)]
    supposed = any(map(_IF.search, printed))
    there = _NONE_THERE.search(printed[0])
    elsewhere = there is not None and there[1] not in printed[1]
    return not supposed and not elsewhere and not _is_named(board, denial, claim)


def _is_named(board: Board, one: Unit, two: Unit) -> bool:
    """One of them speaks of the words of the other: "‘Do no harm’ is not a plan"."""
    return any(
        _folded(board, other) == " ".join(w for w, _, _ in fold_words(found[1]))
        for unit, other in ((one, two), (two, one))
        for found in _IN_MARKS.finditer(unit.at.cut(board.case.texts[unit.doc_id]))
    )


def _folded(board: Board, unit: Unit) -> str:
    return " ".join(w for w, _, _ in fold_words(unit.at.cut(board.case.texts[unit.doc_id])))


def _none_at_all(board: Board) -> Iterator[tuple[float, Unit, Unit]]:
    """ "Police said no arrests had been made" right beside "a paper reported that a man had been
    arrested": the noun of the one is what the other tells, and two voices say so.
    """
    by_doc: dict[str, list[Unit]] = defaultdict(list)
    for unit in board.units:
        if unit.holder is not None and not unit.whole:
            by_doc[unit.doc_id].append(unit)
    for denial in (u for told in by_doc.values() for u in told):
        found = _NONE.search(denial.at.cut(board.case.texts[denial.doc_id]))
        if found is None or denial.stance != "denied":
            continue
        for claim in by_doc[denial.doc_id]:
            if (
                claim.stance == "sure"
                and claim.holder != denial.holder
                and claim.head == sense(found[1])
                and abs(claim.reading.sentences.index(claim.sentence) - _place(denial)) == 1
            ):
                yield board.options.same_fact, denial, claim


def _place(unit: Unit) -> int:
    return unit.reading.sentences.index(unit.sentence)


def nots(board: Board, unit: Unit) -> int:
    """How many words of a unit say "not"."""
    return len(_NOT.findall(unit.at.cut(board.case.texts[unit.doc_id])))


def _says_no(board: Board, unit: Unit) -> int:
    """How many words of a unit say "not", or that somebody is against it."""
    against = _AGAINST.findall(unit.at.cut(board.case.texts[unit.doc_id]))
    return nots(board, unit) + len(against)


def _near(one: Unit, two: Unit) -> bool:
    if one.doc_id != two.doc_id:
        return False
    sentences = one.reading.sentences
    return abs(sentences.index(one.sentence) - sentences.index(two.sentence)) <= _NEAR


def _plans(board: Board) -> Iterator[tuple[float, Unit, Unit]]:
    days = {day.doc_id: day.best for day in board.case.days}
    for p, plan, deed in _pairs(board, "planned"):
        if plan.family == deed.family or not plan.head or plan.head != deed.head:
            continue
        # What is done on a later day as was planned is no dispute.
        unordered = days.get(plan.doc_id) is None or days.get(deed.doc_id) is None
        done = unordered and not _goes_on(board, deed)
        if done and plan.who & deed.who and plan.whom & deed.whom:
            yield p, plan, deed


def _goes_on(board: Board, unit: Unit) -> bool:
    """ "The order requires agencies to ask": what is so is no deed that is over."""
    return f"{unit.claims[0].head}s" in _folded(board, unit).split()


def _denial(board: Board, denial: Unit, claim: Unit) -> Draft:
    said = tuple(headline_of(board.case, unit.at) for unit in (claim, denial))
    draft = _draft(board, (claim, denial), "real", Reason("contradicted", said))
    return replace(draft, subtype="number") if _counts(board, denial, claim) else draft


def _counts(board: Board, denial: Unit, claim: Unit) -> bool:
    """Whether one gives a number of what the other says there is none of."""
    printed = view(denial.at.cut(board.case.texts[denial.doc_id])).words
    none = {stem(w) for at, w in enumerate(printed) if "no" in printed[max(0, at - 2) : at]}
    return any(stem(quantity.head) in none for quantity in claim.quantities)


def _done(board: Board, plan: Unit, deed: Unit) -> Draft:
    """One article says that it is done, the other not yet, and nobody knows which is the later."""
    return _draft(board, (plan, deed), "real", Reason("plan-done"))


def _draft(board: Board, pair: tuple[Unit, Unit], verdict: Verdict, why: Reason) -> Draft:
    sides = tuple(tellings(unit) for unit in pair)
    said = tuple(headline_of(board.case, unit.at) for unit in pair)
    topic = said[0] if len(said[0]) <= _TOPIC else said[0][:_TOPIC].rsplit(" ", 1)[0] + "…"
    reason = replace(why, at=tuple(unit.at for unit in pair))
    return Draft("status", verdict, f"whether “{topic}” holds", said, sides, (reason,), rank=2)
