"""A comparison built by hand: sentences with what was read in them, and how alike they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from sayso.findings.case import Case, FindingOptions
from sayso.findings.facts.alignment import Likeness
from sayso.findings.facts.board import Board
from sayso.findings.tellings.statements import Statement
from sayso.model import (
    Actor,
    Claim,
    Day,
    Document,
    Family,
    Member,
    Passage,
    Predication,
    Quantity,
    Quote,
    Reading,
    Rule,
    Story,
    TimeRef,
)

Said = Mapping[str, Any]
Build = Callable[..., Board]
_WRITTEN = date(2024, 3, 12)
ON_A_DAY = Rule("day")  # what these times mean is said by their days


@pytest.fixture(scope="session")
def board() -> Build:
    """`board(*sentences, pairs=..., groups=..., families=..., days=..., actors=...)`.

    A sentence is a mapping: `doc` and `text`; `holder`, `anonymous`, `described`, `via`,
    `quoted`, `manner` of its attribution;
    `status`, `negated`, `head` and `said` (subject, verb, complements, negated) of its claim;
    `amounts` (printed, value, head and more) and `times` (earliest, latest) in it; `terms`,
    `deeds`, `around`, `bygone`, `size` of its statement.
    """
    return build


def build(
    *said: Said,
    pairs: Mapping[tuple[int, int], float] | None = None,
    groups: Sequence[Sequence[int]] = (),
    families: Sequence[Sequence[str]] = (),
    days: Mapping[str, Day] | None = None,
    actors: Sequence[Actor] = (),
    options: FindingOptions | None = None,
) -> Board:
    """See `board`."""
    ids = list(dict.fromkeys(one["doc"] for one in said))
    texts, readings, placed = {}, {}, {}
    for doc_id in ids:
        mine = [(n, one) for n, one in enumerate(said) if one["doc"] == doc_id]
        texts[doc_id], readings[doc_id], claims = _read(doc_id, mine)
        placed.update(claims)
    alone = [(i,) for i in ids if not any(i in family for family in families)]
    held = tuple(Family(family[0], tuple(family)) for family in (*families, *alone))
    case = Case(
        story=Story("s", tuple(Member(i) for i in ids)),
        documents=tuple(Document(i, texts[i], digest=i) for i in ids),
        readings=tuple(readings[i] for i in ids),
        copies=(),
        families=held,
        days=tuple((days or {}).get(i) or day(i) for i in ids),
        actors=tuple(actors),
    )
    found = tuple(
        _statement(n, one, placed[n], readings[one["doc"]], case) for n, one in enumerate(said)
    )
    chosen = options or FindingOptions()
    return Board(case, found, Likeness(dict(pairs or {})), tuple(map(tuple, groups)), chosen)


def day(doc_id: str, best: date = _WRITTEN, *, inferred: bool = False) -> Day:
    """A day that is known."""
    return Day(doc_id, best, best, best, inferred)


def _read(doc_id: str, said: Sequence[tuple[int, Said]]) -> tuple[str, Reading, dict[int, Claim]]:
    text, sentences, claims, placed = "", [], [], {}
    quotes: list[Quote] = []
    amounts: list[Quantity] = []
    times: list[TimeRef] = []
    for number, one in said:
        start = len(text) + bool(text)
        text = f"{text} {one['text']}" if text else str(one["text"])
        at = Passage(doc_id, start, len(text))
        sentences.append(at)
        claim = _claim(one, at, text, (quotes, amounts, times))
        claims.append(claim)
        placed[number] = claim
    reading = Reading(
        doc_id,
        sentences=tuple(sentences),
        claims=tuple(claims),
        quotes=tuple(quotes),
        quantities=tuple(amounts),
        times=tuple(times),
    )
    return text, reading, placed


def _claim(
    one: Said, at: Passage, text: str, lists: tuple[list[Quote], list[Quantity], list[TimeRef]]
) -> Claim:
    quotes, amounts, times = lists
    quote = None
    if "holder" in one:
        quote = len(quotes)
        marks = (at,) if one.get("quoted") else ()
        kind = "direct" if marks else "indirect"
        manner = one.get("manner", "said")
        more = {key: one[key] for key in ("anonymous", "described", "via") if key in one}
        quotes.append(
            Quote((at,), marks, (), (), kind, manner=manner, speaker=one["holder"], **more)
        )
    first = len(amounts), len(times)
    for printed, value, head, *more in one.get("amounts", ()):
        start = text.index(printed, at.start)
        low, high, modifier, scope = (*more, *(value, value, None, ())[len(more) :])
        place = Passage(at.doc_id, start, start + len(printed))
        amounts.append(Quantity(place, value, low, high, head, modifier, tuple(scope)))
    for earliest, latest in one.get("times", ()):
        times.append(TimeRef(at, "DATE", str(earliest), ON_A_DAY, earliest, latest))
    return Claim(
        at=at,
        sentence=at,
        status=one.get("status", "happened"),
        negated=one.get("negated", False),
        terms=tuple(one.get("terms", ())),
        predications=tuple(
            Predication(s, verb, tuple(rest), *negated)
            for s, verb, rest, *negated in one.get("said", ())
        ),
        head=one.get("head", ""),
        quote=quote,
        times=tuple(range(first[1], len(times))),
        quantities=tuple(range(first[0], len(amounts))),
        low_confidence=one.get("low_confidence", False),
    )


def _statement(n: int, one: Said, claim: Claim, reading: Reading, case: Case) -> Statement:
    terms = one.get("terms", ())
    weight = 1 / max(1, len(terms)) ** 0.5
    holder = one.get("holder")
    return Statement(
        index=n,
        claim=claim,
        reading=reading,
        family=case.family_of[one["doc"]],
        holder=holder and str(holder).lower(),
        terms=tuple((term, weight) for term in sorted(terms)),
        size=one.get("size", 1.0),
        actors=frozenset(),
        around=frozenset(one.get("around", ())),
        deeds=frozenset(one.get("deeds", ())),
        bygone=one.get("bygone", False),
    )
