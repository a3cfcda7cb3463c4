"""What several texts tell alike, what each other text does with it, and what one text tells alone.

groups of two texts or more ──headline, origins, cells──▶ Agreement
units that nothing else is like ──on a named say-so──▶ SingleSource
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import partial_ratio

from sayso.findings.facts.board import Board
from sayso.findings.facts.cells import Looker
from sayso.findings.facts.groups import Group
from sayso.findings.facts.heads import agreed
from sayso.findings.facts.second_voices import one_figure, one_saying, with_second_voices
from sayso.findings.facts.sure import of_each_other, surely_same
from sayso.findings.origins.origins import count
from sayso.findings.tellings.cues import is_correction
from sayso.findings.tellings.senses import content
from sayso.findings.tellings.standing_alone import furniture, headline, standing
from sayso.findings.tellings.tellings import finding_id, tellings
from sayso.findings.tellings.units import Unit
from sayso.model import (
    Agreement,
    Certainty,
    Conflict,
    Passage,
    Reason,
    SingleSource,
    Status,
    Telling,
)
from sayso.text import letters

# per cent of folded characters from which a unit of a copy is the same words, not another telling
_COPIED = 80
# what the likeness of a telling counts where it can be shown only with its whole sentence
_SHORTEST_CHARACTERS = 30  # characters of a claim worth showing alone


def agreements(board: Board) -> tuple[Agreement, ...]:
    """What at least two texts tell: first, firm, what each of its tellings holds the whole of; then
    what is only likely to be one fact. Best supported first.
    """
    made = [found for group in with_second_voices(board) for found in _of_group(board, group)]
    made.sort(
        key=lambda a: (
            a.certainty != "firm",
            -_families(board, a.tellings),
            -len(a.origins),
            a.tellings[0].at,
        )
    )
    return tuple(_told_once(made))


def _of_group(board: Board, group: Group) -> Iterator[Agreement]:
    """The headlines of which several texts hold the whole; and all of the group as likely one fact,
    where any of it holds none of them.
    """
    members = left = _without_notes(board, group)
    for head, held in agreed(board, members, lambda some: _texts(board, some) > 1):
        if _tells(board, held):
            yield _agreement(board, head.unit, held, "firm")
            left = tuple(n for n in left if n not in held)
    if left and _texts(board, members) > 1 and _tells(board, members):
        yield _agreement(board, _central(board, members), members, "unsure")


def _told_once(made: Sequence[Agreement]) -> Iterator[Agreement]:
    """Without those whose sentences all stand in one before, or whose headline does: a clause and
    the whole of it are not two findings.
    """
    lines: set[tuple[str, Certainty]] = set()
    holding: defaultdict[Passage, list[set[Passage]]] = defaultdict(list)
    for found in made:
        mine = {t.sentence for t in found.tellings}
        line = (found.what, found.certainty)
        if line not in lines and not any(mine <= other for other in holding[min(mine)]):
            yield found
        lines.add(line)
        for sentence in mine:
            holding[sentence].append(mine)


def _without_notes(board: Board, group: Group) -> tuple[int, ...]:
    """A note by which a text corrects itself is no telling of what it takes back or puts right."""

    def told(n: int) -> bool:
        unit = board.units[n]
        return not is_correction(unit.sentence.cut(board.case.texts[unit.doc_id]))

    return tuple(filter(told, group.members))


def _tells(board: Board, group: Sequence[int]) -> bool:
    """Somebody says that it is so: a question, or a judgement of the writers alone, is no fact, nor
    is what a site prints around its articles.
    """
    told = [board.units[n] for n in group]
    asked = all(u.stance in ("asked", "unsaid") for u in told)
    judged = all(u.quote is None and u.claims[0].opinion for u in told)
    around = all(furniture(board.case, u) for u in told)
    return not asked and not judged and not around


def _texts(board: Board, group: Sequence[int]) -> int:
    """How many texts tell it in words of their own, read with confidence: what was copied word for
    word is one.

    Two versions of one agency report that tell a thing in different words are two texts here, and
    one origin there.
    """
    told: list[tuple[Unit, str]] = []
    for unit in (board.units[n] for n in group):
        printed = letters(unit.at.cut(board.case.texts[unit.doc_id]))
        if not unit.low_confidence and not any(
            _copied(unit, printed, other, said) for other, said in told
        ):
            told.append((unit, printed))
    return len({unit.doc_id for unit, _ in told})


def _copied(a: Unit, printed: str, b: Unit, said: str) -> bool:
    return a.family == b.family and a.doc_id != b.doc_id and partial_ratio(printed, said) >= _COPIED


def _families(board: Board, told: Sequence[Telling]) -> int:
    return len({board.case.family_of[t.at.doc_id] for t in told})


def _agreement(
    board: Board, central: Unit, group: Sequence[int], certainty: Certainty
) -> Agreement:
    chosen = _one_a_sentence(board, group, central)
    told_by = [(unit, t) for unit in chosen for t in tellings(unit)]
    told = tuple(t for _, t in told_by)
    counted = count(board.case, told, sure=_sure(board, [unit for unit, _ in told_by]))
    texts = _families(board, told)
    shared = _shared_words(board, group)
    why: tuple[Reason, ...] = (
        Reason("same-fact", (texts, tuple(shared)), tuple(t.at for t in told)),
    )
    identified = len(counted.origins) == 1 and counted.origins[0].kind != "unattributed"
    if texts > 1 and identified and not counted.open_texts:
        label = counted.origins[0].label
        why = (*why, Reason("looks-wider", (texts, label)))
    return Agreement(
        id=finding_id("a", "agreement", told),
        what=headline(board.case, central),
        tellings=told,
        origins=counted.origins,
        origins_open=counted.open_texts,
        status=_status(central),
        why=why,
        origins_why=counted.why,
        topic=", ".join(shared[:3]),
        certainty=certainty,
    )


def _sure(board: Board, told: Sequence[Unit]) -> frozenset[tuple[int, int]]:
    """Pairs of tellings that surely tell the same: only these make two origins of two voices."""
    return frozenset(
        (n, m)
        for n, one in enumerate(told)
        for m, other in enumerate(told[n + 1 :], n + 1)
        if one is not other and _surely(board, one, other)
    )


def _surely(board: Board, one: Unit, other: Unit) -> bool:
    rules = (surely_same, one_figure, one_saying)
    return not of_each_other(one, other) and any(rule(board, one, other) for rule in rules)


def _status(unit: Unit) -> Status:
    return unit.claims[0].status


def _central(board: Board, group: Sequence[int]) -> Unit:
    """The telling of which most stands in the others too, of a clean text, that stands alone: what
    one text adds is not what they agree on.
    """
    held = {
        n: content(board.units[n].sentence.cut(board.case.texts[board.units[n].doc_id]))
        for n in group
    }

    def rank(unit: Unit) -> tuple[bool, bool, bool, float, float, int, str, int]:
        alone = standing(board.case, unit)
        said = content(headline(board.case, unit)) or frozenset({""})
        others = [held[n] for n in group if board.units[n].doc_id != unit.doc_id]
        confirmed = sum(len(said & other) for other in others) / len(said) / max(1, len(others))
        likely = sum(board.alike.of(unit.index, n) for n in group if n != unit.index)
        return (
            unit.low_confidence,
            board.case.family_of[unit.doc_id] != unit.doc_id,
            alone == 2,
            -round(confirmed, 2),
            -round(likely, 6),
            len(unit.at),
            unit.doc_id,
            unit.at.start,
        )

    return min((board.units[n] for n in group), key=rank)


def _one_a_sentence(board: Board, group: Sequence[int], central: Unit) -> list[Unit]:
    """Of several units in one sentence the one nearest to the central one; in order of the
    story.
    """
    best: dict[object, Unit] = {}
    for unit in sorted(
        {central.index: central, **{n: board.units[n] for n in group}}.values(),
        key=lambda u: (-board.alike.of(u.index, central.index) - (u is central), u.index),
    ):
        best.setdefault(unit.sentence, unit)
    return sorted(best.values(), key=lambda u: u.index)


def _shared_words(board: Board, group: Sequence[int]) -> list[str]:
    """The words that most of the group has, as printed, those first that stand in most."""
    told = [board.units[n] for n in group]
    counts: dict[str, int] = {}
    for unit in told:
        for word in dict.fromkeys(unit.words):
            counts[word] = counts.get(word, 0) + 1
    common = [w for w in counts if counts[w] * 2 > len(told)]
    spelled = {}
    for unit in told:
        spelled.update(unit.spelled(board.case.texts[unit.doc_id]))
    ranked = sorted(common, key=lambda w: (-counts[w], w))[:5]
    return [spelled.get(w, w) for w in ranked] or ["the same words"]


# ---- one text alone ------------------------------------------------------------


def singles(
    board: Board, looker: Looker, found: Sequence[Agreement | Conflict]
) -> tuple[SingleSource, ...]:
    """Claims on somebody's say-so that no other text tells, the weightiest first; no sentence that
    another finding shows already, since a single one is shown by its sentence where its own words
    cannot be read alone.
    """
    known = {t.sentence for finding in found for t in finding.tellings}
    alone = [
        unit
        for unit in board.units
        if unit.sentence not in known and _worth_showing(board, unit) and looker.alone(unit)
    ]
    longest: dict[object, Unit] = {}
    for unit in sorted(alone, key=lambda u: -len(u.at)):
        longest.setdefault((unit.doc_id, unit.sentence), unit)
    chosen = sorted(longest.values(), key=lambda u: (-_specifics(u), u.doc_id, u.at.start))[
        : board.options.single_limit
    ]
    return tuple(_single(board, unit) for unit in sorted(chosen, key=lambda u: u.index))


def _worth_showing(board: Board, unit: Unit) -> bool:
    """On somebody's named say-so, of what the story turns on, and readable alone."""
    quote = unit.quote
    if (
        quote is None
        or quote.speaker is None
        or quote.anonymous
        or unit.holder not in board.case.who_can_speak
        or board.case.family_of[unit.doc_id] != unit.doc_id
        or unit.low_confidence
        or unit.stance in ("asked", "unsaid")
        or unit.claims[0].opinion
        or len(board.case.documents) < 2
    ):
        return False
    asked = unit.sentence.cut(board.case.texts[unit.doc_id]).rstrip("”\"') ").endswith("?")
    main = unit.names & board.main_actors and len(unit.names) > 1
    return (
        len(unit.at) >= _SHORTEST_CHARACTERS
        and not asked
        and bool(unit.quantities or main)
        and standing(board.case, unit) < 2
    )


def _specifics(unit: Unit) -> int:
    """How much a claim can be checked on: amounts, days, names."""
    return 2 * len(unit.quantities) + 2 * len(unit.times) + len(unit.names)


def _single(board: Board, unit: Unit) -> SingleSource:
    told = tellings(unit)
    counted = count(board.case, told)
    return SingleSource(
        id=finding_id("s", "single", told),
        what=headline(board.case, unit),
        tellings=told,
        origins=counted.origins,
        origins_open=counted.open_texts,
        status=_status(unit),
        why=(Reason("one-text"),),
        origins_why=counted.why,
        topic="",
    )
