"""A comparison built by hand: sentences with what was read in them, and how alike they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from sayso.findings.case import Case
from sayso.findings.comparison import compare
from sayso.findings.facts.board import Board
from sayso.findings.facts.groups import Group
from sayso.findings.facts.same import Likeness
from sayso.findings.options import FindingOptions
from sayso.findings.tellings.units import units
from sayso.model import (
    Actor,
    Claim,
    Day,
    Document,
    Family,
    Findings,
    Member,
    Name,
    Passage,
    Predication,
    Quantity,
    Quote,
    Reading,
    Rule,
    Story,
    TimeRef,
)
from sayso.pipeline import Unread, read_story
from sayso.readings import Models

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
    `amounts` (printed, value, head and more) and `times` (earliest, latest) in it. `pairs` and
    `groups` name sentences by their number.
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
    found = units(case)
    unit_at = {unit.at: unit.index for unit in found}
    of = {n: unit_at[placed[n].at] for n in placed if placed[n].at in unit_at}
    likely = {(min(of[i], of[j]), max(of[i], of[j])): p for (i, j), p in (pairs or {}).items()}
    held_together = tuple(Group(tuple(sorted(of[n] for n in group))) for group in groups)
    return Board(case, found, Likeness(likely), held_together, options or FindingOptions())


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
            for s, verb, rest, *negated in one.get("said", (("it", "do", ()),))
        ),
        head=one.get("head", ""),
        quote=quote,
        times=tuple(range(first[1], len(times))),
        quantities=tuple(range(first[0], len(amounts))),
        low_confidence=one.get("low_confidence", False),
    )


# ---- stories of whole sentences, their units made as those of articles are ------

Tell = Callable[..., Board]
Narrated = tuple[str, str, Mapping[str, Any]]


@pytest.fixture(scope="session")
def tell() -> Tell:
    """`tell(texts, said, pairs=..., days=..., people=...)`.

    texts   sentences by document id; every sentence is a claim
    said    more claims: (document id, words, what was read in them): `negated`, `holder`,
            `manner`, `subject`, `verb`, `of` (complements)
    pairs   how likely two claims, by their words, tell one fact
    days    day of publication by document id
    people  names; each is a person wherever it stands
    """
    return story


def story(
    texts: Mapping[str, Sequence[str]],
    said: Sequence[Narrated] = (),
    *,
    pairs: Mapping[tuple[str, str], float] | None = None,
    days: Mapping[str, date] | None = None,
    people: Sequence[str] = (),
    families: Sequence[Sequence[str]] = (),
) -> Board:
    """See `tell`."""
    documents = tuple(Document(i, " ".join(texts[i]), digest=i) for i in texts)
    readings = tuple(
        _spoken(doc, texts[doc.id], [s for s in said if s[0] == doc.id], people)
        for doc in documents
    )
    alone = [(i,) for i in texts if not any(i in family for family in families)]
    case = Case(
        story=Story("s", tuple(Member(i) for i in texts)),
        documents=documents,
        readings=readings,
        copies=(),
        families=tuple(Family(f[0], tuple(f)) for f in (*families, *alone)),
        days=tuple(_published(i, (days or {}).get(i)) for i in texts),
        actors=tuple(
            Actor(name.lower(), name, "person", (name,), _mentions(documents, name))
            for name in people
        ),
    )
    found = units(case)
    at = {" ".join(u.at.cut(case.texts[u.doc_id]).split()): u.index for u in found}
    likely = {(min(at[a], at[b]), max(at[a], at[b])): p for (a, b), p in (pairs or {}).items()}
    return Board(case, found, Likeness(likely), (), FindingOptions())


def _mentions(documents: Sequence[Document], name: str) -> tuple[Passage, ...]:
    return tuple(_find(doc, name) for doc in documents if name in doc.text)


def _published(doc_id: str, best: date | None) -> Day:
    return Day(doc_id, best, best, best, inferred=False)


def _spoken(
    doc: Document, sentences: Sequence[str], said: Sequence[Narrated], people: Sequence[str]
) -> Reading:
    places = [_find(doc, sentence) for sentence in sentences]
    quotes: list[Quote] = []
    claims = [_told(Passage(at.doc_id, at.start, at.end - 1), at, {}, quotes) for at in places]
    for _, words, read in said:
        at = _find(doc, words)
        sentence = next(s for s in places if s.covers(at))
        claims = [c for c in claims if c.at != at]
        claims.append(_told(at, sentence, read, quotes))
    names = [Name(at, "person") for person in people for at in _mentions([doc], person)]
    return Reading(
        doc.id,
        sentences=tuple(places),
        claims=tuple(claims),
        quotes=tuple(quotes),
        names=tuple(names),
    )


def _find(doc: Document, words: str) -> Passage:
    start = doc.text.index(words)
    return Passage(doc.id, start, start + len(words))


def _told(at: Passage, sentence: Passage, read: Mapping[str, Any], quotes: list[Quote]) -> Claim:
    quote = None
    if "holder" in read:
        quote = len(quotes)
        manner = read.get("manner", "said")
        quotes.append(Quote((at,), (), (), (), "indirect", manner=manner, speaker=read["holder"]))
    negated = read.get("negated", False)
    told = Predication(
        read.get("subject", "it"), read.get("verb", "do"), tuple(read.get("of", ())), negated
    )
    return Claim(at, sentence, "happened", negated, (), predications=(told,), quote=quote)


@pytest.fixture(scope="session")
def compared(models: Models) -> Callable[..., Findings]:
    """`compared(*texts, days=...)`: what is found in texts of papers of their own, on days of one
    March.
    """

    def found(*texts: str, days: tuple[int, ...] = ()) -> Findings:
        docs = tuple(
            Document(
                f"t{n}",
                text,
                digest=f"t{n}",
                lang="en",
                outlet=f"Paper {n}",
                published=date(2024, 3, day),
            )
            for n, (text, day) in enumerate(zip(texts, days or (12,) * len(texts), strict=True))
        )
        story = Story("s", tuple(Member(doc.id) for doc in docs))
        alone = tuple(Family(doc.id, (doc.id,)) for doc in docs)
        outcome = read_story(Unread(story, docs, (), alone), models)
        assert outcome.made is not None
        return compare(outcome.made)

    return found
