"""What a printed figure answers: of what, told how of it, beside which words, as part of what.

Each slot is read from the words around the figure in its sentence, up to the figures beside it:
“killing 12 people and injuring 30” asks how many died and how many were hurt.

    units ──quantities──▶ Figure(thing, state, words beside it)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.findings.facts.board import Board
from sayso.findings.facts.same import far_apart, ranges_differ, rounded, votes
from sayso.findings.tellings.senses import sense
from sayso.findings.tellings.units import Unit
from sayso.lexicon import mapping, words
from sayso.model import Actor, Passage, Quantity, Reading
from sayso.text import fold_words

_NEAR_WORDS = 8  # words on each side of a figure that say what it counts
_SETTLEMENTS = frozenset(
    {"population", "city", "town", "village", "suburb", "community", "municipality", "borough"}
)
_FURNITURE = frozenset({"photo", "photograph", "picture", "image", "slide", "caption", "comment"})
_NO_COUNTS = frozenset({"time", "point"})  # every poll, game and list has points of its own
_LENGTHS = frozenset({"mile", "kilometer", "kilometre", "km", "meter", "metre", "foot"})
_DEGREES = frozenset(
    {"strongly", "somewhat", "badly", "severely", "seriously", "critically", "critical", "slightly"}
)
_OTHERS = frozenset({"other", "others", "more", "another", "additional", "further", "extra"})
_BEFELL = frozenset(
    {"die", "wound", "missing", "arrest", "rescue", "march", "hostage", "hospital", "infect"}
)
_JOINING = frozenset({"and", "while", "but"})
_INSIDE = frozenset({"including", "includes", "among", "whom", "them", "which", "with"})
# "the death toll from Monday's quake in Orrin rose to": however far the words stand from the figure
_TOLL = re.compile(
    r"\b(?:(?:death )?toll|number of (?:dead|deaths|fatalities))\b[^.;]*\b(?:to|at|is|was|reached"
    r"|passed|hit)(?: (?:at least|more than|about|some|around|nearly|over))?\s*$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\b(?:number|count|tally) of (?P<told>(?:[\w'-]+ ){1,4})[^.;]*\b(?:to|at|is|was|reached"
    r"|passed|hit)(?: (?:at least|more than|about|some|around|nearly|over))?\s*$",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r",? ?\(?(?:(?:aged|age) )?")  # between a name and an age behind it
_OPEN_SHARE = 1.3  # how far “more than 100” and “at least 100” reach: a writer would round up
_ROUNDING = 0.05  # relative difference that a round number may hide


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed amount with what it answers.

    unit    the smallest unit that holds it; `units` are the indexes of all that do
    thing   concept of what is counted, one for all words that count people
    state   what is told of counted people (“die”), empty for things and where nothing is told
    beside  concepts of the words around it
    named   the actors and places named there
    degree  how far (“strongly”, “critically”), which makes another question of it
    part    told as a part of another amount, or beside another amount of the same
    toll    counts the dead without a noun of its own (“the toll rose to”)
    """

    quantity: Quantity
    unit: Unit
    units: tuple[int, ...]
    thing: str
    state: str
    beside: frozenset[str]
    named: frozenset[str]
    degree: frozenset[str]
    part: bool
    toll: bool = False

    @property
    def doc_id(self) -> str:
        """The document it stands in."""
        return self.quantity.at.doc_id

    @property
    def question(self) -> tuple[str, str]:
        """What it answers."""
        return self.thing, self.state


def figures(board: Board) -> tuple[Figure, ...]:
    """All figures of a story that answer a question, in the order of its units."""
    holding: dict[Passage, list[Unit]] = defaultdict(list)
    known: dict[Passage, Quantity] = {}
    for unit in board.units:
        for quantity in unit.quantities:
            holding[quantity.at].append(unit)
            known[quantity.at] = quantity
    by_sentence: dict[Passage, list[Quantity]] = defaultdict(list)
    for at, quantity in sorted(known.items()):
        by_sentence[holding[at][0].sentence].append(quantity)
    return _named_tolls(
        [
            figure
            for sentence, beside in by_sentence.items()
            for figure in _of_sentence(board, sentence, beside, holding)
        ]
    )


def _named_tolls(found: Sequence[Figure]) -> tuple[Figure, ...]:
    """A toll counts what the other counts of the dead count, where all count one thing: “killed
    31 villagers”, “the toll rose to 47”.
    """
    counted = {f.thing for f in found if f.state == "die" and not f.toll}
    if len(counted) != 1:
        return tuple(found)
    (thing,) = counted
    return tuple(replace(f, thing=thing) if f.toll else f for f in found)


def _of_sentence(
    board: Board,
    sentence: Passage,
    beside: Sequence[Quantity],
    holding: dict[Passage, list[Unit]],
) -> Iterator[Figure]:
    text = board.case.texts[sentence.doc_id]
    for n, quantity in enumerate(beside):
        first = beside[n - 1].at.end if n else sentence.start
        last = beside[n + 1].at.start if n + 1 < len(beside) else sentence.end
        before = [w for w, _, _ in fold_words(text[first : quantity.at.start])][-_NEAR_WORDS:]
        after = [w for w, _, _ in fold_words(text[quantity.at.end : last])][:_NEAR_WORDS]
        counts = quantity.head or _living_there(before)
        rest = n > 0 and _is_rest(text[sentence.start : quantity.at.start], quantity, before, after)
        if not counts or quantity.value == 0:
            continue
        if not rest and _refused(text, quantity, before, after):
            continue
        if _beside_one(units_of := holding[quantity.at], text, quantity):
            continue
        units = sorted(units_of, key=lambda u: (len(u.at), u.index))
        thing = "person" if rest else _thing(quantity, before, after)
        led = text[first : quantity.at.start]
        toll = thing == "person" and bool(_TOLL.search(led))
        if thing == "age":
            state = _whose(board, units[0].reading, quantity)
        else:
            state = "die" if toll else _number_of(led) or _told_of(quantity, thing, before, after)
        state = "resident" if _living_there(before) else state
        yield Figure(
            quantity=quantity,
            unit=units[0],
            units=tuple(u.index for u in units),
            thing=thing,
            state=state,
            beside=_content((*before, *after)) - {thing},
            named=_named(board, units[0], Passage(sentence.doc_id, first, last)),
            degree=_degree((*before, *after[:4])),
            part=n > 0 and bool(_INSIDE & set(before[-3:])),
            toll=toll,
        )


def _is_rest(said: str, quantity: Quantity, before: Sequence[str], after: Sequence[str]) -> bool:
    """ "Killing three and leaving 17 others hurt": all who were hurt, others than who died."""
    if quantity.head != "other" or _state(before, after) != "wound":
        return False
    return any(_states().get(sense(word)) == "die" for word, _, _ in fold_words(said))


def _number_of(led: str) -> str:
    """What is told of those whose number is given: “the number of miners killed … rose to”."""
    found = _NUMBER_OF.search(led)
    told = fold_words(found["told"]) if found else ()
    states = (_states().get(sense(word), "") for word, _, _ in told)
    return next((state for state in states if state in _BEFELL), "")


def _beside_one(units: Sequence[Unit], text: str, quantity: Quantity) -> bool:
    """ "Ambria and five powers": one that is named is left out of the count."""
    ahead = text[: quantity.at.start].rstrip()
    if not ahead.endswith((" and", " plus")):
        return False
    end = len(ahead.rsplit(" ", 1)[0])
    reading = units[0].reading
    counted = {q.at.end for q in reading.quantities}  # “12 Ambrians and 11 Velds”
    return any(
        name.at.end == end and not {name.at.start, name.at.start - 1} & counted
        for name in reading.names
    )


def _whose(board: Board, reading: Reading, quantity: Quantity) -> str:
    """Whose age it is: “Karen Doyle, 34,”, “34-year-old Karen Doyle”; “range” for a group's."""
    if quantity.low != quantity.high:
        return "range"
    at = quantity.at
    for name in reading.names:
        actor = board.case.actor_at.get(name.at)
        between = board.case.texts[at.doc_id][name.at.end : at.start]
        behind = at.start > name.at.end and bool(_OF_WHOM.fullmatch(between))
        beside = behind or 0 <= name.at.start - at.end <= 1
        # who has an age is a person, whatever else the name was taken for
        if beside and actor is not None and _may_have_age(actor):
            return _bare(board, actor)
    return "unknown"


def _may_have_age(actor: Actor) -> bool:
    return actor.kind == "person" or (actor.kind != "place" and " " in actor.name)


def _bare(board: Board, actor: Actor) -> str:
    """The person whose whole name another begins with: a caption may be glued to the name."""
    name = f"{actor.name} "
    full = (a for a in board.case.actors if a.kind == "person" and " " in a.name)
    return min((a for a in full if name.startswith(f"{a.name} ")), key=_length, default=actor).id


def _length(actor: Actor) -> int:
    return len(actor.name)


def _degree(near: Sequence[str]) -> frozenset[str]:
    """Words of degree that go for the whole count (“many critically” goes for a part of it)."""
    return frozenset(
        word
        for word, ahead in zip(near, ("", *near), strict=False)
        if word in _DEGREES and ahead not in ("many", "some", "several", "most")
    )


def _named(board: Board, unit: Unit, near: Passage) -> frozenset[str]:
    """Who and what is named around a figure, whoever gives it left out."""
    text = board.case.texts[near.doc_id]
    voices = unit.quote.source if unit.quote else ()
    return frozenset(
        actor.id if (actor := board.case.actor_at.get(name.at)) else name.at.cut(text).lower()
        for name in unit.reading.names
        if near.covers(name.at) and not any(at.overlaps(name.at) for at in voices)
    )


def _refused(text: str, quantity: Quantity, before: Sequence[str], after: Sequence[str]) -> bool:
    """No count of its own: “two others”, “two more”, “not two”, a hand of a clock, a figure whose
    mark goes on (“1:53”, “0845 125”).
    """
    near = text[quantity.at.end : quantity.at.end + 3].strip()[:1]
    ahead = text[max(0, quantity.at.start - 3) : quantity.at.start].strip()[-1:]
    return bool(
        _OTHERS & {*before[-1:], *after[:2], *(s.lower() for s in quantity.scope)}
        or before[-1:] == ["not"]
        or (before[:1] == ["of"] and len(before) <= 2)  # “28 of his 68”
        or (before[-1:] == ["of"] and before[-2:-1] and before[-2].isdigit())  # “Photo 1 of 13”
        or {"error", "margin"} & {*before, *after}
        or after[:2] in (["of", "every"], ["out", "of"], ["in", "every"], ["of", "them"])
        or after in (["in"], ["of"])  # “1 in 4”
        or quantity.head in _FURNITURE
        or (quantity.head == "vote" and not votes(quantity))
        or quantity.head in _NO_COUNTS
        or (before[-1:] == ["from"] and quantity.low == quantity.high)  # what was before
        or before[-2:] == ["instead", "of"]
        or (near and near in ":/")
        or (ahead and ahead in ":/#")
        or quantity.head in ("am", "pm", "p", "a", "gmt", "th", "st")
    )


def _living_there(before: Sequence[str]) -> bool:
    """ "A town of 21,000": those who live there."""
    return before[-1:] == ["of"] and bool(_SETTLEMENTS & set(before[-2:]))


def _thing(quantity: Quantity, before: Sequence[str], after: Sequence[str]) -> str:
    if quantity.head == "age":
        return sense("age")
    if "magnitude" in before[-3:] or {"magnitude", "strength"} & set(after[:2]):
        return "magnitude"
    told_of_people = {"toll", "dead", "deaths", "casualties"} & set(before[-5:])
    if _living_there(before) or told_of_people or quantity.head in words("people_words"):
        return "person"
    return sense(quantity.head)


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    return {sense(word): state for word, state in mapping("counted_states").items()}


def _state(before: Sequence[str], after: Sequence[str], among: frozenset[str] | None = None) -> str:
    """The state of people, one of `among`, that stands nearest to their number; a hospital before
    it speaks. What stands before an “and” is told of others, unless nothing else is told: “14 were
    killed and more than 30 were hurt”; “three were shot, killing one” tells of one that he died.
    """
    ahead = tuple(reversed(before))
    parted = next((n for n, word in enumerate(ahead) if word in _JOINING), len(ahead))
    found = [
        (side is ahead and n > parted, n, state)
        for side in (ahead, tuple(after))
        for n, word in enumerate(side)
        if (state := _states().get(sense(word)))
        and (among is None or state in among)
        and (state != "hospital" or side is not ahead)
        and (side is ahead or word == "missing" or not word.endswith("ing"))
    ]
    return min(found, key=lambda x: x[:2])[2] if found else ""


def _told_of(quantity: Quantity, thing: str, before: Sequence[str], after: Sequence[str]) -> str:
    """What is told of counted people; of a group by its own noun (“soldiers”) only what befell
    it.
    """
    if thing != "person" and quantity.head not in words("counted_groups"):
        return ""
    if thing == "person":
        return _state(before, after)
    return _state(before, after, _BEFELL)


def _content(near: Sequence[str]) -> frozenset[str]:
    dull = words("dull_terms") | words("stopwords") | words("light_verbs")
    return frozenset(sense(w) for w in near if w not in dull and not w.isdigit() and len(w) > 2)


def same_answer(a: Quantity, b: Quantity) -> bool:
    """Whether two amounts can be one answer, as a reader takes them: “more than 100” is not 200."""
    if a.head == b.head == "age" and a.low != a.high and b.low != b.high:
        return (a.low, a.high) == (b.low, b.high)
    if votes(a) and votes(b):
        return votes(a) == votes(b)
    if ranges_differ(a, b):
        return False
    big = max(abs(a.value), abs(b.value))
    if a.high is None and b.high is None and a.low and b.low:  # two times “more than”
        return abs(a.value - b.value) <= 2 * _ROUNDING * big
    (low, high), (other_low, other_high) = _reach(a), _reach(b)
    if low <= other_high and other_low <= high and not far_apart(a, b):
        return True
    if a.head in _LENGTHS:
        return abs(a.value - b.value) <= _ROUNDING * big
    return big >= 50 and abs(a.value - b.value) <= _ROUNDING * big and (rounded(a) or rounded(b))


def _reach(quantity: Quantity) -> tuple[float, float]:
    low, high = quantity.low, quantity.high
    return (
        low if low is not None else quantity.value / _OPEN_SHARE,
        high if high is not None else quantity.value * (2 if quantity.value == 12 else _OPEN_SHARE),
    )
