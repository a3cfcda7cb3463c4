"""Conflicts of number: one question, two amounts that cannot both be right.

Two figures are laid side by side where they count one thing of which one state is told, in units
that ask one question; then slot after slot may refuse them. What remains is one card a question,
with a side an amount.

    figures ──one question?──▶ pairs ──slots──▶ cards ──verdict──▶ Draft
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sayso.findings.conflicts.counted import Figure, figures, same_answer
from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.tellings.tellings import amount, tellings
from sayso.findings.tellings.units import concept
from sayso.lexicon import mapping, words
from sayso.model import Passage, Quantity, Reason, Verdict
from sayso.text import fold_words, view

_MOST_SIDES = 4
_TOLD_ALIKE = 0.2  # likeness from which two counts of one state of people may be one count
_MANY_WORDS = 3  # words beside two figures that make one question of a loose unit
_SURELY = 0.6  # likeness from which units ask one question, where several texts give one amount
_NEAR_SURE = 0.8  # the same where each amount stands in one text
_FAR_THING = 2.5  # times by which two counts of one thing may differ
_RISEN = 0.3  # the same where “at least” so many were told first, and more on a later day
_SAME_SENTENCE = 0.95  # likeness of what is all but the same sentence
_FAR_YEARS = 10  # years by which two ages of one person differ; more are of two people
_FAR_STATE = 10.0  # the same for counts of people in one state, which grow
_BETTER = 0.05  # likeness by which another figure of the text is nearer
_FAR_DAYS = 45  # a day farther from the other's is of another occasion


@dataclass(frozen=True)
class _Pile:
    """The figures of one story, and what of them stands together."""

    board: Board
    figures: tuple[Figure, ...]
    together: frozenset[tuple[tuple[str, str], float, float]]
    listed: frozenset[int]
    in_sentence: dict[Passage, list[tuple[Passage, float]]]
    days: dict[str, date | None]


def figures_differ(board: Board) -> Sequence[Draft]:
    """One draft for each question that is answered by different figures."""
    found = figures(board)
    days = {day.doc_id: day.best for day in board.case.days}
    together, listed = _told_together(board, found)
    in_sentence: dict[Passage, list[tuple[Passage, float]]] = defaultdict(list)
    for figure in found:
        in_sentence[figure.unit.sentence].append((figure.quantity.at, figure.quantity.value))
    pile = _Pile(board, found, together, listed, in_sentence, days)
    by_question: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in found:
        by_question[figure.question].append(figure)
    drafts: list[Draft] = []
    for _, asked in sorted(by_question.items()):
        pairs = [(a, b) for a, b in combinations(asked, 2) if _differ(pile, a, b)]
        drafts += _drafts(pile, pairs, asked)
    return drafts


def _differ(pile: _Pile, a: Figure, b: Figure) -> bool:
    return not same_answer(a.quantity, b.quantity) and all(asked(pile, a, b) for asked in _SLOTS)


# ---- slots: each says whether two figures may answer one question ----------------


def alike(pile: _Pile, a: Figure, b: Figure) -> float:
    """Best likeness of the units that hold two figures."""
    return max(pile.board.alike.of(i, j) for i in a.units for j in b.units)


def _one_question(pile: _Pile, a: Figure, b: Figure) -> bool:
    """Their units ask one question, and words beside the figures say so too."""
    p = alike(pile, a, b)
    shared = a.beside & b.beside
    if a.thing == "age":
        return a.state != "unknown" and (a.state != "range" or p >= _SURELY)
    if a.state or a.thing == "magnitude":
        return p >= _TOLD_ALIKE
    if _loose(a):
        return p >= pile.board.options.question and len(shared) >= _MANY_WORDS
    return p >= pile.board.options.question and bool(shared)


def _loose(figure: Figure) -> bool:
    """Counted of so many things that the noun says nothing: percent, dollars, people, years."""
    return (
        figure.thing in words("loose_units")
        or figure.quantity.head in words("loose_units")
        or figure.thing in mapping("currencies").values()
    )


def _likely(pile: _Pile, a: Figure, b: Figure) -> bool:
    """Not farther apart than two counts of one thing are."""
    low, high = _values(a, b)
    if a.thing == "age":
        return high - low <= _FAR_YEARS
    if alike(pile, a, b) >= _SAME_SENTENCE and len(a.beside & b.beside) >= _MANY_WORDS:
        return True
    return high <= low * (_FAR_STATE if a.state else _FAR_THING)


def _sharp(pile: _Pile, a: Figure, b: Figure) -> bool:
    """ "Millions" starts no quarrel; it may stand on a side."""
    return not (_loosely_put(pile, a) or _loosely_put(pile, b))


def _loosely_put(pile: _Pile, figure: Figure) -> bool:
    printed = figure.quantity.at.cut(pile.board.case.texts[figure.doc_id]).lower()
    return printed.endswith(("dozens", "hundreds", "thousands", "millions", "billions"))


def _one_place(pile: _Pile, a: Figure, b: Figure) -> bool:
    """What is named beside one of them is not another thing than beside the other."""
    mine, yours = a.named - {a.unit.holder}, b.named - {b.unit.holder}
    if a.state or a.thing == "magnitude":
        mine, yours = mine & a.unit.places, yours & b.unit.places
    return not (mine and yours) or bool(mine & yours)


def _one_stance(pile: _Pile, a: Figure, b: Figure) -> bool:
    """Both are told as so."""
    return a.unit.stance == b.unit.stance


def _apart(pile: _Pile, a: Figure, b: Figure) -> bool:
    """Not a text and its copy, and in one text only where two voices give them."""
    if a.doc_id != b.doc_id:
        return a.unit.family != b.unit.family
    if a.unit.sentence == b.unit.sentence:
        return bool(a.state or a.thing == "magnitude") and _set_against(pile, a, b)
    return bool(a.unit.holder and b.unit.holder and a.unit.holder != b.unit.holder)


def _set_against(pile: _Pile, a: Figure, b: Figure) -> bool:
    """One sentence gives both, each as somebody's word, with “but” or its like between them."""
    low, high = sorted((a.quantity.at, b.quantity.at))
    between = pile.board.case.texts[a.doc_id][low.end : high.start]
    said = {w for w, _, _ in fold_words(between)}
    return bool(said & words("contrast")) and bool(
        said & {"said", "says", "put", "puts", "reported", "according", "gave"}
    )


def _one_degree(pile: _Pile, a: Figure, b: Figure) -> bool:
    """ "Strongly oppose" is not "oppose", nor "critically injured" "injured"."""
    return a.degree == b.degree


def _no_ballot(pile: _Pile, a: Figure, b: Figure) -> bool:
    """Counts of two ballots: only those of one known day are compared."""
    sentences = (x.unit.sentence.cut(pile.board.case.texts[x.doc_id]) for x in (a, b))
    if not all(
        {"vote", "voted", "votes", "voting"} & {w for w, _, _ in fold_words(t)} for t in sentences
    ):
        return True
    mine, yours = ({(t.earliest, t.latest) for t in x.unit.times if t.earliest} for x in (a, b))
    return bool(mine & yours)


def _told_apart(pile: _Pile, a: Figure, b: Figure) -> bool:
    """No sentence gives both, as the parts of something, nor one of them as a part."""
    if a.unit.sentence == b.unit.sentence:
        return True
    if any(
        x.quantity.value + more == y.quantity.value
        for x, y in ((a, b), (b, a))
        for at, more in pile.in_sentence[x.unit.sentence]
        if at != x.quantity.at
    ):
        return False
    return (a.question, *_values(a, b)) not in pile.together and (
        (id(a) in pile.listed) == (id(b) in pile.listed)
    )


def _whole(pile: _Pile, a: Figure, b: Figure) -> bool:
    """Both are parts, or neither is."""
    return a.part == b.part


def _one_scope(pile: _Pile, a: Figure, b: Figure) -> bool:
    """Nothing before the noun limits one of the counts otherwise than the other."""
    mine, yours = (
        {concept(s.lower()) for s in x.quantity.scope if " " not in s and s.isalpha()}
        - {"all", "total", "the"}
        for x in (a, b)
    )
    if a.state or alike(pile, a, b) >= _NEAR_SURE:
        return not (mine and yours) or bool(mine & yours)
    return mine == yours or bool(mine & yours)


def _no_better(pile: _Pile, a: Figure, b: Figure) -> bool:
    """Neither text gives the other's amount elsewhere (then there is nothing between them), and
    neither has another figure that is more like it.
    """
    if a.doc_id == b.doc_id:
        return True
    p = alike(pile, a, b)
    return not any(
        same_answer(x.quantity, y.quantity) or alike(pile, x, y) > p + _BETTER
        for x, other in ((a, b), (b, a))
        for y in pile.figures
        if y.doc_id == other.doc_id and y.question == x.question and y is not other
    )


def _one_occasion(pile: _Pile, a: Figure, b: Figure) -> bool:
    """Their days are not far apart."""
    mine, yours = ([t for t in x.unit.times if t.earliest and t.latest] for x in (a, b))
    if not mine or not yours:
        old = [
            t
            for t, x in [*((t, a) for t in mine), *((t, b) for t in yours)]
            if (day := pile.days[x.doc_id]) and t.latest and (day - t.latest).days > _FAR_DAYS
        ]
        return not old
    return any(
        (s.earliest - t.latest).days <= _FAR_DAYS and (t.earliest - s.latest).days <= _FAR_DAYS
        for s in mine
        for t in yours
        if s.earliest and s.latest and t.earliest and t.latest
    )


_SLOTS = (
    _apart,
    _one_question,
    _told_apart,
    _whole,
    _one_scope,
    _no_better,
    _one_occasion,
    _one_stance,
    _one_place,
    _likely,
    _sharp,
    _one_degree,
    _no_ballot,
)


def _values(a: Figure, b: Figure) -> tuple[float, float]:
    low, high = sorted((a.quantity.value, b.quantity.value))
    return low, high


def _told_together(
    board: Board, found: Sequence[Figure]
) -> tuple[frozenset[tuple[tuple[str, str], float, float]], frozenset[int]]:
    """Two amounts that one sentence gives of one thing, without setting them against each other,
    count two parts: “23 pirates, 12 from one country and 11 from another”.
    """
    by_sentence: dict[object, list[Figure]] = defaultdict(list)
    for figure in found:
        by_sentence[figure.unit.sentence].append(figure)
    parts, listed = set(), set()
    for together in by_sentence.values():
        sentence = together[0].unit.sentence
        said = {w for w, _, _ in fold_words(sentence.cut(board.case.texts[sentence.doc_id]))}
        if not said & words("contrast"):
            for a, b in combinations(together, 2):
                if a.question == b.question:
                    parts.add((a.question, *_values(a, b)))
                    listed |= {id(a), id(b)}
    return frozenset(parts), frozenset(listed)


# ---- cards -----------------------------------------------------------------------


def _drafts(
    pile: _Pile, pairs: Sequence[tuple[Figure, Figure]], asked: Sequence[Figure]
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
            elif len(sides) < _MOST_SIDES and all(
                any(
                    frozenset((id(figure), id(f))) in open_pairs
                    and alike(pile, figure, f) >= _SURELY
                    for f in s
                )
                for s in sides
            ):
                sides.append([figure])
        used |= {id(f) for side in sides for f in side}
        yield _draft(pile, sides)


def _sure(pile: _Pile, a: Figure, b: Figure) -> float:
    """Likeness; a sentence that sets the two against each other leaves no doubt."""
    return 1.0 if a.unit.sentence == b.unit.sentence else alike(pile, a, b)


def _echoes(pile: _Pile, figure: Figure, other: Figure) -> bool:
    """Gives the same amount to the same question."""
    return alike(pile, figure, other) >= pile.board.options.question and _one_stance(
        pile, figure, other
    )


def _draft(pile: _Pile, sides: Sequence[Sequence[Figure]]) -> Draft:
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


def _order(pile: _Pile, side: Sequence[Figure], verdict: Verdict) -> tuple[date, int, float]:
    """A row of values by day for what moved; else the side with most texts first."""
    days = [day for f in side if (day := pile.days[f.doc_id])]
    day = min(days) if days and verdict == "superseded" else date.min
    return day, 0 if verdict == "superseded" else -len(side), side[0].quantity.value


def _firm(pile: _Pile, sides: Sequence[Sequence[Figure]]) -> bool:
    """Surely one question, and one amount stands in several texts that are no copies, or every
    side is somebody's word, or hardly a word beside them differs.
    """
    pairs = [(a, b) for one, two in combinations(sides, 2) for a in one for b in two]
    best = max(pairs, key=lambda pair: _sure(pile, *pair))
    p = _sure(pile, *best)
    several = any(len({f.unit.family for f in side}) > 1 for side in sides)
    named = all(any(f.unit.holder for f in side) for side in sides)
    same_words = len(best[0].beside & best[1].beside) >= _MANY_WORDS
    if best[0].thing == "age":
        return best[0].state != "range" or p >= _SURELY
    open_end = best[0].state != "" and any(f.quantity.high is None for f in best)
    return (
        p == 1.0
        or (p >= _SURELY and several)
        or (p >= _NEAR_SURE and (named or open_end))
        or (p >= (_RISEN if open_end else _NEAR_SURE) and _rose(pile, sides))
        or (p >= _NEAR_SURE and same_words)
    )


def _rose(pile: _Pile, sides: Sequence[Sequence[Figure]]) -> bool:
    """More on a later day, of one happening by two words beside the figures."""
    low, high = min(sides, key=_size), max(sides, key=_size)
    return (
        _later(pile, low, high) is high
        and low[0].state in words("growing_counts")
        and any(len(a.beside & b.beside) > 1 for a in low for b in high)
    )


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


def _verdict(pile: _Pile, sides: Sequence[Sequence[Figure]]) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict, and the values of its reason."""
    by_value = sorted(sides, key=lambda s: s[0].quantity.value)
    low, high = by_value[0], by_value[-1]
    case = pile.board.case
    first, second = (amount(case, s[0].quantity)[0] for s in (low, high))
    later = _later(pile, low, high)
    if later and (_corrects(pile, later) or _one_voice(low, high)):
        return "superseded", ("corrected", amount(case, later[0].quantity)[0])
    if low[0].state in words("growing_counts") or low[0].thing in words("growing_counts"):
        if later is high:
            return "superseded", ("grows", second)
        if _open(low[0].quantity) and later is None:
            return "superseded", ("least", first, second)
    return "real", ("exclude", first, second)


def _open(quantity: Quantity) -> bool:
    return quantity.high is None


def _one_voice(a: Sequence[Figure], b: Sequence[Figure]) -> bool:
    return bool({f.unit.holder for f in a if f.unit.holder} & {f.unit.holder for f in b})


def _corrects(pile: _Pile, side: Sequence[Figure]) -> bool:
    """A text that gives the later amount says that it corrects something."""
    return any(
        not words("correction").isdisjoint(view(pile.board.case.texts[f.doc_id]).words)
        for f in side
    )


def _later(pile: _Pile, a: Sequence[Figure], b: Sequence[Figure]) -> Sequence[Figure] | None:
    """The side whose last text is later than every text of the other."""
    mine, yours = ([d for f in s if (d := pile.days[f.doc_id])] for s in (a, b))
    if not mine or not yours or max(mine) == max(yours):
        return None
    return a if max(mine) > max(yours) else b
