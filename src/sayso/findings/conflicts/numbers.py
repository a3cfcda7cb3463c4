"""Conflicts of number: one thing counted, two amounts.

Two amounts are laid side by side when the same thing is counted (one head concept), in claims that
are alike, or when the amounts are large and close enough that they can hardly count two things.
What is a rounding is precision, what a later report overtook is superseded, what counts another
part of the thing is scope; the rest is real.

    statements ──same head──▶ pairs of amounts ──verdict──▶ Draft
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.tellings.statements import Statement, concept
from sayso.findings.tellings.tellings import amount, tellings
from sayso.groups import joined
from sayso.lexicon import mapping, words
from sayso.model import Quantity, Reason, Verdict
from sayso.text import fold_words, view

_LARGE = 100  # from here on two close amounts of one thing rarely count two things
_CLOSE = 0.25  # relative difference of large amounts that may still be one count
_ROUNDING = 0.05  # relative difference that a round number may hide
_VAGUE_ROUNDING = 0.15  # the same where the text says "around"
_MOST_SIDES = 4
# likeness that two claims must have for the same deed of the same thing to be one deed
_RELATED = 0.1


@dataclass(frozen=True, slots=True)
class _Count:
    statement: Statement
    quantity: Quantity


def numbers_differ(board: Board) -> Sequence[Draft]:
    """One draft for each thing that is counted differently."""
    pairs: dict[str, list[tuple[_Count, _Count]]] = {}
    counts = list(_counts(board))
    both = _told_together(board, counts)
    by_topic: dict[str, list[_Count]] = {}
    for count in counts:
        by_topic.setdefault(_topic(count), []).append(count)
    for a, b in (pair for same in by_topic.values() for pair in combinations(same, 2)):
        if (
            a.quantity.value != b.quantity.value
            and (_topic(a), *_values(a, b)) not in both
            and _same_thing(board, a, b)
        ):
            pairs.setdefault(_topic(a), []).append((a, b))
    return [
        draft for topic in sorted(pairs) for draft in _drafts(board, topic, pairs[topic], counts)
    ]


def _counts(board: Board) -> Iterator[_Count]:
    for statement in board.found:
        for quantity in statement.quantities:
            if quantity.head and not _taken_back(board, quantity):
                yield _Count(statement, quantity)


def _taken_back(board: Board, quantity: Quantity) -> bool:
    """ "1.2 tonnes, not two": an amount that the text names only to say that it is wrong."""
    text = board.case.texts[quantity.at.doc_id]
    return (
        text[max(0, quantity.at.start - 12) : quantity.at.start]
        .lower()
        .rstrip()
        .endswith((" not", "instead of"))
    )


_Together = set[tuple[str, float, float]]


def _told_together(board: Board, counts: Sequence[_Count]) -> _Together:
    """Two amounts that one sentence gives of one thing, without setting them against each other,
    count two parts: "23 pirates, 12 from one country and 11 from another".
    """
    by_sentence: dict[tuple[str, int], list[_Count]] = {}
    for count in counts:
        sentence = count.statement.claim.sentence
        by_sentence.setdefault((sentence.doc_id, sentence.start), []).append(count)
    found: _Together = set()
    for together in by_sentence.values():
        sentence = together[0].statement.claim.sentence
        text = {w for w, _, _ in fold_words(sentence.cut(board.case.texts[sentence.doc_id]))}
        if not text & words("contrast"):
            found |= {(_topic(a), *_values(a, b)) for a, b in combinations(together, 2)}
    return found


def _values(a: _Count, b: _Count) -> tuple[float, float]:
    low, high = sorted((a.quantity.value, b.quantity.value))
    return low, high


def _topic(count: _Count) -> str:
    return concept(count.quantity.head)


def _same_thing(board: Board, a: _Count, b: _Count) -> bool:
    if a.statement.family == b.statement.family or _topic(a) != _topic(b):
        return False
    near = _near(a.quantity, b.quantity)
    if _scopes_exclude(a.quantity, b.quantity) and not near:
        return False
    if near and bool(a.statement.around & b.statement.around):
        return True
    alike = board.alike.of(a.statement.index, b.statement.index)
    if alike >= _RELATED and _deeds_of(a) & _deeds_of(b):
        return True
    if alike >= board.options.comparable and (
        _same_deed(a.statement, b.statement) or alike >= board.options.same_fact
    ):
        return _topic(a) not in words("loose_units") or alike >= board.options.same_fact
    return False


def _deeds_of(count: _Count) -> set[str]:
    """What is told of the counted thing: the verbs it stands with, and what else they stand
    with.
    """
    found: set[str] = set()
    for said in count.statement.claim.predications:
        parts = {concept(w) for w in (said.subject, *said.complements) if w}
        if _topic(count) in parts:
            found |= (parts - {_topic(count)}) | {concept(said.verb)}
    return found - words("dull_terms") - words("light_verbs")


def _same_deed(a: Statement, b: Statement) -> bool:
    """One verb in both: that sixteen were aboard and that one was killed are two counts."""
    one, two = (
        {concept(p.verb) for p in s.claim.predications} - {"be", "have", "do"} for s in (a, b)
    )
    return bool(one & two)


def _near(a: Quantity, b: Quantity) -> bool:
    """Large amounts so close that they can hardly count two things."""
    low, high = sorted((a.value, b.value))
    if low < _LARGE or a.head in words("loose_units"):
        return False
    return (high - low) / high <= _CLOSE


def _scopes_exclude(a: Quantity, b: Quantity) -> bool:
    mine, yours = set(map(concept, a.scope)), set(map(concept, b.scope))
    return bool(mine and yours and not mine & yours)


def _drafts(
    board: Board, topic: str, pairs: Sequence[tuple[_Count, _Count]], counts: Sequence[_Count]
) -> Iterator[Draft]:
    """Join the pairs that share a count, then one draft a group, one side a value."""
    for tied in _groups(pairs):
        group = [*tied, *_echoes(board, tied, counts)]
        by_value: dict[float, list[_Count]] = {}
        for count in group:
            by_value.setdefault(count.quantity.value, []).append(count)
        if not 2 <= len(by_value) <= _MOST_SIDES:
            continue
        sides = sorted(
            by_value.values(), key=lambda counts: (-len(counts), counts[0].quantity.value)
        )
        verdict, ground = _verdict(board, sides[0][0], sides[1][0])
        told = tuple(
            tuple(
                t
                for c in _one_a_place(side)
                for t in tellings(board.case, c.statement, amount_of=c.quantity.value)
            )
            for side in sides
        )
        values = tuple(amount(board.case, side[0].quantity)[0] for side in sides)
        places = tuple(t.at for side in told for t in side)
        yield Draft(
            "number",
            verdict,
            _named(max(group, key=_told_closely), topic),
            values,
            told,
            (Reason("number", ground, places),),
        )


def _groups(pairs: Sequence[tuple[_Count, _Count]]) -> list[list[_Count]]:
    at = {_place(count): count for pair in pairs for count in pair}
    return [
        [at[place] for place in group] for group in joined((_place(a), _place(b)) for a, b in pairs)
    ]


def _place(count: _Count) -> tuple[str, int]:
    return count.quantity.at.doc_id, count.quantity.at.start


def _echoes(board: Board, group: Sequence[_Count], counts: Sequence[_Count]) -> list[_Count]:
    """Other places that give one of the amounts of the same thing, in claims of the same deed or
    alike.
    """
    known = set(map(_place, group))
    found = []
    for count in counts:
        place = _place(count)
        if place not in known and any(_echo(board, count, other) for other in group):
            known.add(place)
            found.append(count)
    return found


def _echo(board: Board, a: _Count, b: _Count) -> bool:
    if a.quantity.value != b.quantity.value or _topic(a) != _topic(b):
        return False
    alike = board.alike.of(a.statement.index, b.statement.index)
    return alike >= board.options.same_fact or (
        alike >= _RELATED and bool(_deeds_of(a) & _deeds_of(b))
    )


def _one_a_place(counts: Sequence[_Count]) -> list[_Count]:
    seen: dict[tuple[str, int], _Count] = {}
    for count in counts:
        seen.setdefault((count.quantity.at.doc_id, count.statement.claim.sentence.start), count)
    return [seen[k] for k in sorted(seen)]


def _told_closely(count: _Count) -> tuple[int, str, int]:
    """More words before the noun say more closely what is counted."""
    return (
        sum(" " not in word for word in count.quantity.scope),
        count.quantity.at.doc_id,
        -count.quantity.at.start,
    )


def _named(count: _Count, topic: str) -> str:
    """What is counted: the head noun and the words that stand before it."""
    before = " ".join(
        word for word in count.quantity.scope if " " not in word and word not in {"all", "the", "-"}
    )
    head = _plural(count.quantity.head) if count.quantity.head.isalpha() else topic
    return f"how many {before} {head}" if before else f"how many {head}"


def _plural(noun: str) -> str:
    """The plural of a head noun, well enough for a heading.

    >>> _plural("troop"), _plural("person"), _plural("country"), _plural("percent")
    ('troops', 'people', 'countries', 'percent')
    """
    if noun in mapping("irregular_plurals"):
        return mapping("irregular_plurals")[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _verdict(board: Board, a: _Count, b: _Count) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict, and the values of its reason."""
    vague = a.quantity.modifier or b.quantity.modifier or ""
    first, second = (amount(board.case, c.quantity)[0] for c in (a, b))
    low, high = sorted((a.quantity.value, b.quantity.value))
    gap = (high - low) / high if high else 0.0
    if _covers(a.quantity, b.quantity) or _covers(b.quantity, a.quantity):
        return "precision", ("vague", vague, first, second)
    if vague and gap <= _VAGUE_ROUNDING:
        return "precision", ("vague", vague, first, second)
    if gap <= _ROUNDING and (_round(high) or _round(low)):
        return "precision", ("round", first, second)
    if _scopes_exclude(a.quantity, b.quantity):
        return "scope", ("parts", first, second)
    later = _later(board, a, b)
    if later and (
        _corrects(board, later) or (a.statement.holder and a.statement.holder == b.statement.holder)
    ):
        return "superseded", ("corrected", amount(board.case, later.quantity)[0])
    if later and _grows(a.quantity) and later.quantity.value == high:
        return "superseded", ("grows", amount(board.case, later.quantity)[0])
    return "real", ("exclude", first, second)


def _covers(wide: Quantity, narrow: Quantity) -> bool:
    """The range of the vaguer amount holds the other ("more than 5,000" and 5,200)."""
    if wide.modifier is None:
        return False
    low = wide.low if wide.low is not None else float("-inf")
    high = wide.high if wide.high is not None else 2 * wide.value
    return low <= narrow.value <= high


def _round(value: float) -> bool:
    digits = f"{value:.0f}"
    return len(digits) - len(digits.rstrip("0")) >= max(2, len(digits) - 2)


def _corrects(board: Board, count: _Count) -> bool:
    """The text that gives the later amount says that it corrects something."""
    doc = board.case.document[count.statement.doc_id]
    return not words("correction").isdisjoint(view(doc.text).words)


def _grows(quantity: Quantity) -> bool:
    return concept(quantity.head) in words("growing_counts") or any(
        concept(s) in words("growing_counts") for s in quantity.scope
    )


def _later(board: Board, a: _Count, b: _Count) -> _Count | None:
    days = {day.doc_id: day.best for day in board.case.days}
    one, two = days[a.statement.doc_id], days[b.statement.doc_id]
    if one is None or two is None or one == two:
        return None
    return a if one > two else b
