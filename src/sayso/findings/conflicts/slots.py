"""The slots that two figures must pass before they are said to answer one question differently.

Each slot is one short question about a pair of figures and the story they stand in; all are asked,
and one refusal is enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sayso.findings.conflicts.counted import Figure, same_answer
from sayso.findings.facts.board import Board
from sayso.findings.tellings.senses import concept
from sayso.lexicon import mapping, words
from sayso.model import Passage
from sayso.text import fold_words

_TOLD_ALIKE = 0.2  # likeness from which two counts of one state of people may be one count
MANY_WORDS = 3  # words beside two figures that make one question of a loose unit
SURELY = 0.6  # likeness from which units ask one question, where several texts give one amount
NEAR_SURE = 0.8  # the same where each amount stands in one text
_FAR_THING = 2.5  # times by which two counts of one thing may differ
_SAME_SENTENCE = 0.95  # likeness of what is all but the same sentence
_FAR_YEARS = 10  # years by which two ages of one person differ; more are of two people
_FAR_STATE = 10.0  # the same for counts of people in one state, which grow
_FAR_CROWD = 30.0  # the same for crowds: who called them out and who watched them differ widely
_BETTER = 0.05  # likeness by which another figure of the text is nearer
_BESIDE = 400  # characters between two figures of which one is said to be wrong
_BEFORE = 80  # characters around them that are searched for words that say so
# words of a sentence that gives both figures because one has replaced the other, and what stands
# right before the one that was replaced
_REPLACED = frozenset(["earlier", "initially", "originally", "previously", "revised", "wrong"])
_IN_PLACE_OF = re.compile(
    r"\b(?:(?:not|from|instead of|rather than)(?: the| an?)?|than (?:the|an?)"
    r"|(?<!more )(?<!less )(?<!fewer )than)(?: about| some| around)?\s*$",
    re.IGNORECASE,
)
_BEFORE_IT = 30  # characters before an amount in which that stands
# a count of more than one occasion
_SPAN = re.compile(
    r"\bsince (?:then|that|the|last|early|late|mid|\d|(?-i:[A-Z]))"
    r"|\b(?:in|over|during) the (?:past|last|previous) (?:\w+ )?(?:days|weeks|months|years?)\b"
    r"|\bso far this (?:year|month|week)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?:through|as of|up to|until|till|by)\s+$", re.IGNORECASE)
_IS_TO = re.compile(r"\b(?:is|are) to (?!date\b)[a-z]{2,}", re.IGNORECASE)
_LISTED = 2  # shares of one sentence from which they are a list
_FAR_DAYS = 45  # a day farther from the other's is of another occasion


@dataclass(frozen=True)
class Pile:
    """The figures of one story, and what of them stands together."""

    board: Board
    figures: tuple[Figure, ...]
    together: frozenset[tuple[tuple[str, str], float, float]]
    listed: frozenset[int]
    in_sentence: dict[Passage, list[tuple[Passage, float]]]
    days: dict[str, date | None]


# ---- slots: each says whether two figures may answer one question ----------------


def alike(pile: Pile, a: Figure, b: Figure) -> float:
    """Best likeness of the units that hold two figures."""
    return max(pile.board.alike.of(i, j) for i in a.units for j in b.units)


def _one_question(pile: Pile, a: Figure, b: Figure) -> bool:
    """Their units ask one question, and words beside the figures say so too."""
    p = alike(pile, a, b)
    shared = a.beside & b.beside
    if a.thing == "age":
        return a.state != "unknown" and (a.state != "range" or p >= SURELY)
    if a.state or a.thing == "magnitude":
        toll = a.toll != b.toll and len(shared) >= MANY_WORDS
        return (p >= _TOLD_ALIKE or toll) and not (a.thing == "magnitude" and _two_days(a, b))
    if a.quantity.head == "vote":
        return p >= SURELY and _one_day(a, b)
    if loose_unit(a):
        return p >= pile.board.options.question and len(shared) >= MANY_WORDS
    return p >= pile.board.options.question and bool(shared)


def loose_unit(figure: Figure) -> bool:
    """Whether so many things are counted by the noun that it says nothing: percent, people."""
    return (
        figure.thing in words("loose_units")
        or figure.quantity.head in words("loose_units")
        or figure.thing in mapping("currencies").values()
    )


def _likely(pile: Pile, a: Figure, b: Figure) -> bool:
    """Not farther apart than two counts of one thing are."""
    low, high = values_of(a, b)
    if a.thing == "age":
        return high - low <= _FAR_YEARS
    if alike(pile, a, b) >= _SAME_SENTENCE and len(a.beside & b.beside) >= MANY_WORDS:
        return True
    if a.state == "march":
        return high <= low * _FAR_CROWD
    return high <= low * (_FAR_STATE if a.state else _FAR_THING)


def _sharp(pile: Pile, a: Figure, b: Figure) -> bool:
    """ "Millions" starts no quarrel; it may stand on a side."""
    return not (_loosely_put(pile, a) or _loosely_put(pile, b))


def _loosely_put(pile: Pile, figure: Figure) -> bool:
    printed = figure.quantity.at.cut(pile.board.case.texts[figure.doc_id]).lower()
    several = printed.startswith(("several ", "few ", "a few ", "a couple ", "couple "))
    return several or printed.endswith(("dozens", "hundreds", "thousands", "millions", "billions"))


def _one_place(pile: Pile, a: Figure, b: Figure) -> bool:
    """What is named beside one of them is not another thing than beside the other."""
    mine, yours = a.named - {a.unit.holder}, b.named - {b.unit.holder}
    if a.state or a.thing == "magnitude":
        mine, yours = mine & a.unit.places, yours & b.unit.places
    return not (mine and yours) or bool(mine & yours)


def one_stance(pile: Pile, a: Figure, b: Figure) -> bool:
    """Both are told as so, or both are still to come: "will pay", "is to pay"."""
    return a.unit.stance == b.unit.stance or (_to_come(pile, a) and _to_come(pile, b))


def _to_come(pile: Pile, figure: Figure) -> bool:
    unit = figure.unit
    if unit.stance == "sure":
        return bool(_IS_TO.search(unit.at.cut(pile.board.case.texts[unit.doc_id])))
    return unit.stance == "planned"


def _apart(pile: Pile, a: Figure, b: Figure) -> bool:
    """Not a text and its copy, and in one text only where two voices give them."""
    if a.doc_id != b.doc_id:
        return a.unit.family != b.unit.family
    if a.unit.sentence == b.unit.sentence:
        return bool(a.state or a.thing == "magnitude") and _set_against(pile, a, b)
    if a.thing == "age":  # of one person there is one, whoever tells it
        return a.unit.holder != b.unit.holder
    return bool(a.unit.holder and b.unit.holder and a.unit.holder != b.unit.holder)


def _set_against(pile: Pile, a: Figure, b: Figure) -> bool:
    """One sentence gives both, each as somebody's word, with “but” or its like between them."""
    low, high = sorted((a.quantity.at, b.quantity.at))
    between = pile.board.case.texts[a.doc_id][low.end : high.start]
    said = {w for w, _, _ in fold_words(between)}
    return bool(said & words("contrast")) and bool(
        said & {"said", "says", "put", "puts", "reported", "according", "gave"}
    )


def _one_span(pile: Pile, a: Figure, b: Figure) -> bool:
    """Both count from some day on, or neither does: "since then more than 250 have died"."""
    spans = [
        bool(_SPAN.search(x.unit.sentence.cut(pile.board.case.texts[x.doc_id]))) for x in (a, b)
    ]
    return a.unit.sentence == b.unit.sentence or spans[0] == spans[1]


def _one_degree(pile: Pile, a: Figure, b: Figure) -> bool:
    """ "Strongly oppose" is not "oppose", nor "critically injured" "injured"."""
    return a.degree == b.degree


def _no_ballot(pile: Pile, a: Figure, b: Figure) -> bool:
    """Counts of two ballots: only those of one known day are compared."""
    sentences = (x.unit.sentence.cut(pile.board.case.texts[x.doc_id]) for x in (a, b))
    if not all(
        {"vote", "voted", "votes", "voting"} & {w for w, _, _ in fold_words(t)} for t in sentences
    ):
        return True
    return _one_day(a, b)


def _one_day(a: Figure, b: Figure) -> bool:
    """Both are dated, and one day is given for both."""
    mine, yours = ({(t.earliest, t.latest) for t in x.unit.times if t.earliest} for x in (a, b))
    return bool(mine & yours)


def _two_days(a: Figure, b: Figure) -> bool:
    """Both are dated, and no day of the one is one of the other."""
    mine, yours = ([t for t in x.unit.times if t.earliest and t.latest] for x in (a, b))
    met = any(
        s.earliest <= t.latest and t.earliest <= s.latest
        for s in mine
        for t in yours
        if s.earliest and s.latest and t.earliest and t.latest
    )
    return bool(mine and yours) and not met


def _told_apart(pile: Pile, a: Figure, b: Figure) -> bool:
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
    return (a.question, *values_of(a, b)) not in pile.together and (
        (id(a) in pile.listed) == (id(b) in pile.listed)
    )


def _not_beside(pile: Pile, a: Figure, b: Figure) -> bool:
    """Neither sentence gives the other's amount as well, whatever it counts it of, unless to say
    that one took the other's place: who writes “540,000 were needed, and they gathered 900,000”
    sees nothing between the two.
    """
    if a.unit.sentence == b.unit.sentence:
        return True
    return not any(
        q.value == other.quantity.value
        and q.at != x.quantity.at
        and x.unit.sentence.covers(q.at)
        and not _replaced(pile, x, q.at)
        for x, other in ((a, b), (b, a))
        for q in x.unit.reading.quantities
    )


def _replaced(pile: Pile, figure: Figure, other: Passage) -> bool:
    text, sentence = pile.board.case.texts[figure.doc_id], figure.unit.sentence
    said = {w for w, _, _ in fold_words(sentence.cut(text))}
    before = text[max(sentence.start, other.start - _BEFORE_IT) : other.start]
    return bool(_IN_PLACE_OF.search(before)) or not said.isdisjoint(words("correction") | _REPLACED)


def _whole(pile: Pile, a: Figure, b: Figure) -> bool:
    """Both are parts, or neither is."""
    return a.part == b.part


def _one_scope(pile: Pile, a: Figure, b: Figure) -> bool:
    """Nothing before the noun limits one of the counts otherwise than the other, and two shares are
    of one whole.
    """
    if not _one_whole(a, b):
        return False
    mine, yours = (
        {concept(s.lower()) for s in x.quantity.scope if " " not in s and s.isalpha()}
        - {"all", "total", "the"}
        for x in (a, b)
    )
    if a.state or alike(pile, a, b) >= NEAR_SURE:
        return not (mine and yours) or bool(mine & yours)
    return mine == yours or bool(mine & yours)


def _one_whole(a: Figure, b: Figure) -> bool:
    """False for two shares of different things: 40 per cent of men, 55 per cent of women."""
    mine, yours = (
        {concept(s[3:].lower()) for s in x.quantity.scope if s.startswith("of ")} for x in (a, b)
    )
    shares = a.quantity.head == b.quantity.head == "percent"
    return not (shares and mine and yours) or bool(mine & yours)


def _no_better(pile: Pile, a: Figure, b: Figure) -> bool:
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
        if y.doc_id == other.doc_id
        and y.question == x.question
        and y is not other
        and not _taken_back(pile, other, y)
    )


def _taken_back(pile: Pile, given: Figure, other: Figure) -> bool:
    """The text that gives a figure names the other one beside it, to say that it was wrong or less:
    "31, more than the 23 that officials gave".
    """
    first, last = sorted((given.quantity.at, other.quantity.at))
    if last.start - first.end > _BESIDE:
        return False
    text = pile.board.case.texts[given.doc_id]
    around = text[max(0, first.start - _BEFORE) : last.end + _BEFORE]
    return not {w for w, _, _ in fold_words(around)}.isdisjoint(
        words("contrast") | words("correction")
    )


def _one_occasion(pile: Pile, a: Figure, b: Figure) -> bool:
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


def _one_reach(pile: Pile, a: Figure, b: Figure) -> bool:
    """Not counts up to two days: "through Feb. 11", "as of Feb. 22"."""
    mine, yours = (
        {
            t.value
            for t in x.unit.times
            if _UP_TO.search(pile.board.case.texts[x.doc_id][x.unit.at.start : t.at.start])
        }
        for x in (a, b)
    )
    return not (mine and yours) or bool(mine & yours)


def _no_lists(pile: Pile, a: Figure, b: Figure) -> bool:
    """Not one of several shares in each of two sentences: "the middle would gain 9 percent, the
    rich 12"; which of them answers which of the others is not read.
    """
    if a.unit.sentence == b.unit.sentence or a.thing != "percent":
        return True
    return any(
        sum(
            q.head == x.quantity.head and x.unit.sentence.covers(q.at)
            for q in x.unit.reading.quantities
        )
        < _LISTED
        for x in (a, b)
    )


SLOTS = (
    _one_reach,
    _no_lists,
    _apart,
    _one_question,
    _told_apart,
    _not_beside,
    _whole,
    _one_scope,
    _no_better,
    _one_occasion,
    one_stance,
    _one_place,
    _likely,
    _sharp,
    _one_degree,
    _one_span,
    _no_ballot,
)


def values_of(a: Figure, b: Figure) -> tuple[float, float]:
    low, high = sorted((a.quantity.value, b.quantity.value))
    return low, high


def told_together(
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
                    parts.add((a.question, *values_of(a, b)))
                    listed |= {id(a), id(b)}
    return frozenset(parts), frozenset(listed)
