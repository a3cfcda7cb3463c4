"""Conflicts of number: one question, two amounts that cannot both be right.

Two figures are laid side by side where they count one thing of which one state is told, in units
that ask one question; then slot after slot may refuse them. What remains is one card a question,
with a side an amount.

    figures ──one question?──▶ pairs ──slots──▶ cards ──verdict──▶ Draft
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from sayso.findings.conflicts.counted import Figure, figures, same_answer
from sayso.findings.conflicts.drafts import Draft
from sayso.findings.conflicts.slots import (
    MANY_WORDS,
    NEAR_SURE,
    SLOTS,
    SURELY,
    Pile,
    alike,
    loose_unit,
    one_stance,
    told_together,
)
from sayso.findings.facts.board import Board
from sayso.findings.tellings.senses import sense
from sayso.findings.tellings.tellings import amount, tellings
from sayso.lexicon import mapping, words
from sayso.model import Passage, Quantity, Reason, Verdict
from sayso.text import fold_words, view

_MOST_SIDES = 4
_AT_MOST = frozenset({"as many as", "up to", "at most", "no more than", "not more than"})
_LARGE = 1000  # from here on two near counts of one thing in one place hardly count two things
_ROUGHLY = 0.1  # relative difference that “around” may hide
# what says itself that a count has risen, before it and behind it, and how soon that is told
_RISEN_TO = re.compile(
    r"\b(?:(?:rose|risen|rises|climbed|jumped|grew|grown|increased|raised|revised)(?: [\w-]+){,12}?"
    r" to|reached|topped)(?: (?:at least|more than|about|some|around|nearly|over))?\s*$",
    re.IGNORECASE,
)
_UP_FROM = re.compile(r"[^.;]{0,60}?\bup from\b", re.IGNORECASE)
_FEW_DAYS = 14
_RISEN = 0.37  # the same where “at least” so many were told first, and more on a later day


def figures_differ(board: Board) -> Sequence[Draft]:
    """One draft for each question that is answered by different figures."""
    found = figures(board)
    days = {day.doc_id: day.best for day in board.case.days}
    together, listed = told_together(board, found)
    in_sentence: dict[Passage, list[tuple[Passage, float]]] = defaultdict(list)
    for figure in found:
        in_sentence[figure.unit.sentence].append((figure.quantity.at, figure.quantity.value))
    pile = Pile(board, found, together, listed, in_sentence, days)
    by_question: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in found:
        by_question[figure.question].append(figure)
    drafts: list[Draft] = []
    for _, asked in sorted(by_question.items()):
        pairs = [(a, b) for a, b in _near(pile, asked) if _differ(pile, a, b)]
        drafts += _drafts(pile, pairs, asked)
        drafts += _rounded(pile, asked)
        drafts += _bounds(pile, asked)
    return drafts


def _bounds(pile: Pile, asked: Sequence[Figure]) -> Iterator[Draft]:
    """One figure, told as the least in one text and as the most in another: "at least six", "as
    many as six".
    """
    for a, b in _near(pile, asked):
        least, most = (a, b) if a.quantity.high is None else (b, a)
        one = a.quantity.value == b.quantity.value and a.unit.family != b.unit.family
        ends = least.quantity.high is None and most.quantity.modifier in _AT_MOST
        if one and ends and alike(pile, a, b) >= NEAR_SURE and one_stance(pile, a, b):
            yield _draft(pile, [[least], [most]])
            return


def _rounded(pile: Pile, asked: Sequence[Figure]) -> Iterator[Draft]:
    """A large count that one text gives exactly and another roughly: so large and so near that they
    can hardly count two things, whatever else the sentences say.
    """
    exact = [f for f in asked if f.quantity.value >= _LARGE and f.quantity.low == f.quantity.high]
    rough = [f for f in asked if f.quantity.value >= _LARGE and f.quantity.modifier]
    told = {(f.doc_id, f.quantity.value) for f in asked}
    for one in exact:
        for other in rough:
            gap = abs(one.quantity.value - other.quantity.value) / one.quantity.value
            if (
                0 < gap <= _ROUGHLY
                and one.unit.family != other.unit.family
                and same_answer(one.quantity, other.quantity)
                and (other.doc_id, one.quantity.value) not in told
                and (one.doc_id, other.quantity.value) not in told
                and loose_unit(one) is False
                and bool(one.named & other.named)
            ):
                yield _draft(pile, [[one], [other]])
                return


def _near(pile: Pile, asked: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs whose units are alike at all, that stand in one sentence, or are ages of one person:
    never all pairs of a question.
    """
    holding: dict[int, list[int]] = defaultdict(list)
    beside: dict[Passage, list[int]] = defaultdict(list)
    for n, figure in enumerate(asked):
        beside[figure.unit.sentence].append(n)
        for unit in figure.units:
            holding[unit].append(n)
    partners = pile.board.alike.partners
    found = {pair for together in beside.values() for pair in combinations(together, 2)}
    if asked[0].thing == "age" and asked[0].state not in ("range", "unknown"):
        found |= set(combinations(range(len(asked)), 2))
    for n, figure in enumerate(asked):
        near = (j for unit in figure.units for j, _ in partners.get(unit, ()))
        found |= {(min(n, m), max(n, m)) for j in near for m in holding.get(j, ()) if m != n}
    for n, m in sorted(found):
        yield asked[n], asked[m]


def _differ(pile: Pile, a: Figure, b: Figure) -> bool:
    return not same_answer(a.quantity, b.quantity) and all(asked(pile, a, b) for asked in SLOTS)


# ---- cards -----------------------------------------------------------------------


def _drafts(
    pile: Pile, pairs: Sequence[tuple[Figure, Figure]], asked: Sequence[Figure]
) -> Iterator[Draft]:
    """The likeliest pair first, with all that stand on its sides; a third amount joins only where
    it differs from every other side. A figure stands on one card.
    """
    open_pairs = {frozenset((id(a), id(b))) for a, b in pairs}
    used: set[int] = set()
    for a, b in sorted(pairs, key=lambda p: -_sure(pile, *p)):
        if id(a) in used or id(b) in used:
            continue
        sides = [[a], [b]]
        for figure in asked:
            if figure is a or figure is b or id(figure) in used:
                continue
            home = next((s for s in sides if same_answer(s[0].quantity, figure.quantity)), None)
            if home is not None:
                if any(_echoes(pile, figure, f) for f in home):
                    home.append(figure)
            elif len(sides) < _MOST_SIDES:
                met = [
                    [f for f in s if frozenset((id(figure), id(f))) in open_pairs] for s in sides
                ]
                near = [any(alike(pile, figure, f) >= SURELY for f in m) for m in met]
                risen = any(_says_risen(pile, figure, f) for m in met for f in m)
                if all(near) or risen:
                    sides.append([figure])
        used |= {id(f) for side in sides for f in side}
        yield _draft(pile, sides)


def _sure(pile: Pile, a: Figure, b: Figure) -> float:
    """Likeness; a sentence that sets the two against each other leaves no doubt."""
    return 1.0 if a.unit.sentence == b.unit.sentence else alike(pile, a, b)


def _echoes(pile: Pile, figure: Figure, other: Figure) -> bool:
    """Gives the same amount to the same question."""
    return alike(pile, figure, other) >= pile.board.options.question and one_stance(
        pile, figure, other
    )


def _draft(pile: Pile, sides: Sequence[Sequence[Figure]]) -> Draft:
    case = pile.board.case
    verdict, ground = _verdict(pile, sides)
    ordered = sorted(sides, key=lambda s: _order(pile, s, verdict))
    told = tuple(
        tuple(
            t
            for f in _one_a_sentence(side)
            for t in tellings(
                f.unit, value=amount(case, f.quantity)[0], norm=amount(case, f.quantity)[1]
            )
        )
        for side in ordered
    )
    places = tuple(t.at for side in told for t in side)
    return Draft(
        "number",
        verdict,
        _named([f for side in ordered for f in side]),
        tuple(amount(case, side[0].quantity)[0] for side in ordered),
        told,
        (Reason("number", ground, places),),
        firm=_firm(pile, sides),
    )


def _order(pile: Pile, side: Sequence[Figure], verdict: Verdict) -> tuple[date, int, float]:
    """A row of values by day for what moved; else the side with most texts first."""
    days = [day for f in side if (day := pile.days[f.doc_id])]
    day = min(days) if days and verdict == "superseded" else date.min
    return day, 0 if verdict == "superseded" else -len(side), side[0].quantity.value


def _firm(pile: Pile, sides: Sequence[Sequence[Figure]]) -> bool:
    """Surely one question, and one amount stands in several texts that are no copies, or every
    side is somebody's word, or hardly a word beside them differs.
    """
    pairs = [(a, b) for one, two in combinations(sides, 2) for a in one for b in two]
    if len(pairs) == 1 and same_answer(*(f.quantity for f in pairs[0])):
        return True  # a rounding, shown as such
    best = max(pairs, key=lambda pair: _sure(pile, *pair))
    p = _sure(pile, *best)
    several = any(len({f.unit.family for f in side}) > 1 for side in sides)
    named = all(any(f.unit.holder for f in side) for side in sides)
    same_words = len(best[0].beside & best[1].beside) >= MANY_WORDS
    if best[0].thing == "age":
        return best[0].state != "range" or p >= SURELY
    if best[0].state == "resident":  # those who live in a place are one question by themselves
        return several and p >= pile.board.options.question
    if any(_says_risen(pile, *pair) for pair in pairs):
        return True
    open_end = best[0].state != "" and any(f.quantity.high is None for f in best)
    return (
        p == 1.0
        or (p >= SURELY and several)
        or (p >= NEAR_SURE and (named or open_end))
        or (p >= (_RISEN if open_end else NEAR_SURE) and _rose(pile, sides))
        or (p >= NEAR_SURE and same_words)
    )


def _rose(pile: Pile, sides: Sequence[Sequence[Figure]]) -> bool:
    """More on a later day, of one happening by two words beside the figures."""
    low, high = min(sides, key=_size), max(sides, key=_size)
    return (
        _later(pile, low, high) is high
        and low[0].state in words("growing_counts")
        and any(len(a.beside & b.beside) > 1 for a in low for b in high)
    )


def _says_risen(pile: Pile, a: Figure, b: Figure) -> bool:
    """A count of people that a text says has risen to what it is, beside a smaller one that the
    same text gives or another printed a few days before.
    """
    low, high = sorted((a, b), key=lambda f: f.quantity.value)
    then, now = pile.days[low.doc_id], pile.days[high.doc_id]
    if high.state not in words("growing_counts") or not (then and now):
        return False
    if then >= now and low.doc_id != high.doc_id:
        return False
    sentence, at = high.unit.sentence, high.quantity.at
    text = pile.board.case.texts[high.doc_id]
    told = _RISEN_TO.search(text[sentence.start : at.start]) or _UP_FROM.search(
        text[at.end : sentence.end]
    )
    return bool(told) and (now - then).days <= _FEW_DAYS


def _size(side: Sequence[Figure]) -> float:
    return side[0].quantity.value


def _one_a_sentence(side: Sequence[Figure]) -> list[Figure]:
    seen: dict[object, Figure] = {}
    for figure in side:
        seen.setdefault(figure.unit.sentence, figure)
    return sorted(seen.values(), key=lambda f: f.unit.index)


_ASKED = {
    "die": "how many died",
    "wound": "how many were hurt",
    "missing": "how many are missing",
    "arrest": "how many were arrested",
    "evacuate": "how many were evacuated",
    "rescue": "how many were rescued",
    "resident": "how many live there",
    "aboard": "how many were aboard",
    "march": "how many took part",
    "hospital": "how many were taken to hospital",
}


def _named(group: Sequence[Figure]) -> str:
    """What is counted: the head noun and the words that stand before it."""
    first = group[0]
    if first.state in _ASKED:
        return _ASKED[first.state]
    if first.thing in ("magnitude", "age"):
        return f"the {first.thing}"
    if first.thing in mapping("currencies").values():
        return "how much money"
    if first.quantity.head == "vote":
        return "how the vote went"
    best = max(group, key=lambda f: sum(" " not in w for w in f.quantity.scope))
    before = " ".join(
        w for w in best.quantity.scope if " " not in w and w not in {"all", "the", "-"}
    )
    noun = _plural(best.quantity.head)
    return f"how many {before} {noun}" if before else f"how many {noun}"


def _plural(noun: str) -> str:
    """The plural of a head noun, well enough for a heading.

    >>> _plural("troop"), _plural("person"), _plural("country"), _plural("percent")
    ('troops', 'people', 'countries', 'percent')
    """
    if noun in mapping("irregular_plurals"):
        return mapping("irregular_plurals")[noun]
    if noun[:1].isupper() or noun.endswith(("ans", "ats")):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


# ---- verdicts ----------------------------------------------------------------------


def _verdict(pile: Pile, sides: Sequence[Sequence[Figure]]) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict, and the values of its reason."""
    by_value = sorted(sides, key=lambda s: s[0].quantity.value)
    low, high = by_value[0], by_value[-1]
    case = pile.board.case
    first, second = (amount(case, s[0].quantity)[0] for s in (low, high))
    rough = next((s[0].quantity.modifier for s in sides if s[0].quantity.modifier), None)
    if rough and same_answer(low[0].quantity, high[0].quantity):
        return "precision", ("vague", rough, first, second)
    if any(_says_risen(pile, a, b) for a in low for b in high):
        return "superseded", ("grows", second)
    later = _later(pile, low, high)
    if (
        later
        and low[0].state == "range"
        and _widens(later[0], low[0] if later is high else high[0])
    ):
        return "superseded", ("corrected", amount(case, later[0].quantity)[0])
    if later and (_corrects(pile, later) or _one_voice(low, high)):
        return "superseded", ("corrected", amount(case, later[0].quantity)[0])
    if _grows(low[0]) and _grows(high[0]):
        if later is high:
            return "superseded", ("grows", second)
        if _open(low[0].quantity) and later is None:
            return "superseded", ("least", first, second)
    return "real", ("exclude", first, second)


def _grows(figure: Figure) -> bool:
    """What is counted while news develops: the dead, the arrested, homes destroyed."""
    grown = words("growing_counts")
    ruined = {sense("destroyed"), sense("damaged")}
    return figure.state in grown or figure.thing in grown or not ruined.isdisjoint(figure.beside)


def _widens(later: Figure, earlier: Figure) -> bool:
    """A range that holds the other: more is known."""
    (a, b), (c, d) = ((f.quantity.low or 0, f.quantity.high or 0) for f in (later, earlier))
    return a <= c and d <= b


def _open(quantity: Quantity) -> bool:
    return quantity.high is None


def _one_voice(a: Sequence[Figure], b: Sequence[Figure]) -> bool:
    return bool({f.unit.holder for f in a if f.unit.holder} & {f.unit.holder for f in b})


def _corrects(pile: Pile, side: Sequence[Figure]) -> bool:
    """The paragraph that gives the later amount says that it corrects something."""
    return any(
        not words("correction").isdisjoint(w for w, _, _ in fold_words(_paragraph(pile, figure)))
        for figure in side
    )


def _paragraph(pile: Pile, figure: Figure) -> str:
    text, start = pile.board.case.texts[figure.doc_id], figure.quantity.at.start
    return next((text[a:b] for a, b in view(text).paragraphs if a <= start < b), "")


def _later(pile: Pile, a: Sequence[Figure], b: Sequence[Figure]) -> Sequence[Figure] | None:
    """The side whose last text is later than every text of the other."""
    mine, yours = ([d for f in s if (d := pile.days[f.doc_id])] for s in (a, b))
    if not mine or not yours or max(mine) == max(yours):
        return None
    return a if max(mine) > max(yours) else b
