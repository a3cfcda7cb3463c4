"""A story of a few invented sentences, its units made as they are made of articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from sayso.findings.case import Case, FindingOptions
from sayso.findings.facts.board import Board
from sayso.findings.facts.same import Likeness
from sayso.findings.tellings.units import units
from sayso.model import (
    Actor,
    Claim,
    Day,
    Document,
    Family,
    Member,
    Name,
    Passage,
    Predication,
    Quote,
    Reading,
    Story,
)

Tell = Callable[..., Board]
Said = tuple[str, str, Mapping[str, Any]]


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
    return build


def build(
    texts: Mapping[str, Sequence[str]],
    said: Sequence[Said] = (),
    *,
    pairs: Mapping[tuple[str, str], float] | None = None,
    days: Mapping[str, date] | None = None,
    people: Sequence[str] = (),
    families: Sequence[Sequence[str]] = (),
) -> Board:
    """See `tell`."""
    documents = tuple(Document(i, " ".join(texts[i]), digest=i) for i in texts)
    readings = tuple(
        _read(doc, texts[doc.id], [s for s in said if s[0] == doc.id], people) for doc in documents
    )
    alone = [(i,) for i in texts if not any(i in family for family in families)]
    case = Case(
        story=Story("s", tuple(Member(i) for i in texts)),
        documents=documents,
        readings=readings,
        copies=(),
        families=tuple(Family(f[0], tuple(f)) for f in (*families, *alone)),
        days=tuple(_day(i, (days or {}).get(i)) for i in texts),
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


def _day(doc_id: str, best: date | None) -> Day:
    return Day(doc_id, best, best, best, inferred=False)


def _read(
    doc: Document, sentences: Sequence[str], said: Sequence[Said], people: Sequence[str]
) -> Reading:
    places = [_find(doc, sentence) for sentence in sentences]
    quotes: list[Quote] = []
    claims = [_claim(Passage(at.doc_id, at.start, at.end - 1), at, {}, quotes) for at in places]
    for _, words, read in said:
        at = _find(doc, words)
        sentence = next(s for s in places if s.covers(at))
        claims = [c for c in claims if c.at != at]
        claims.append(_claim(at, sentence, read, quotes))
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


def _claim(at: Passage, sentence: Passage, read: Mapping[str, Any], quotes: list[Quote]) -> Claim:
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
