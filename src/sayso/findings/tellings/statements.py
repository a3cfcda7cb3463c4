"""Claims made comparable: words to concepts, names to actors, numbers to values, holders to voices.

Two articles that tell the same thing rarely use the same words; they nearly always use the same
names, numbers and a few of the same concepts. A statement is a claim's bag of those, weighted by
how rare each is in news at large and in this story.

    Case ──each claim──▶ terms (concepts, @actors, #numbers) ──weights──▶ Statement
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.findings.case import Case
from sayso.lexicon import frequency, mapping, words
from sayso.model import Claim, Passage, Quantity, Quote, Reading, TimeRef
from sayso.text import fold, fold_words

# terms of a claim in the writer's voice; shorter ones are asides ("the company that runs it")
_LEAST_TERMS = 3
_LEAST_SAID = 2  # terms of an attributed claim: what people say is short
_NUMBER_WEIGHT = 1.0  # a number weighs like a rare word (bench/findings)
_PAIR_COUNT = 0.5  # a verb with its subject or object, beside each of the two words alone
_SIDE_COUNT = 0.2  # the same for a verb that does not head the claim
# how far rarity in news at large counts beside rarity in this story: 0 not at all, 1 fully
_NEWS_POWER = 0.25
_BYGONE = timedelta(
    days=365
)  # before the first article from which a claim's days are history, not news
# share of an attributed claim that must be its own, beside a claim attributed inside it
_OWN = 0.25


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim, ready to be laid beside others.

    terms   weighted and of unit length, sorted by term; `size` is the length they had
    actors  ids of those named in the claim; `around` those named in its whole sentence
    deeds   (concept of the verb, actor) for every actor that does it or that it is done to
    bygone  it gives days, all of them a year or more before the first article: history beside the
            news
    echoes  the same words in copies of its text: shown with it, compared through it
    """

    index: int
    claim: Claim
    reading: Reading
    family: str
    holder: str | None
    terms: tuple[tuple[str, float], ...]
    size: float
    actors: frozenset[str]
    around: frozenset[str]
    deeds: frozenset[tuple[str, str]]
    bygone: bool = False
    echoes: tuple[tuple[Reading, Claim], ...] = ()

    @property
    def doc_id(self) -> str:
        """The document it stands in."""
        return self.claim.at.doc_id

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Amounts printed in it."""
        return tuple(self.reading.quantities[i] for i in self.claim.quantities)

    @property
    def times(self) -> tuple[TimeRef, ...]:
        """Time expressions in it."""
        return tuple(self.reading.times[i] for i in self.claim.times)

    @property
    def quote(self) -> Quote | None:
        """The attribution whose content it is."""
        return None if self.claim.quote is None else self.reading.quotes[self.claim.quote]


def concept(lemma: str) -> str:
    """The concept a lemma stands for: one name for words that tell the same thing in news.

    >>> concept("withdrawal"), concept("error"), concept("harbour")
    ('withdraw', 'mistake', 'harbour')
    """
    return mapping("concepts").get(lemma, lemma)


def statements(case: Case) -> tuple[Statement, ...]:
    """All claims of a story that may be compared: prose, not parts, not the writer's opinion."""
    raw, echoes = _without_copies(case, list(_raw(case)))
    weights = _weights(raw)
    first = min((day.best for day in case.days if day.best), default=None)
    found = []
    for index, (reading, claim, family, bag, actors) in enumerate(raw):
        weighed = {t: n * weights[t] for t, n in bag.items()}
        size = math.sqrt(sum(w * w for w in weighed.values())) or 1.0
        terms = tuple((t, weighed[t] / size) for t in sorted(weighed))
        quote = None if claim.quote is None else reading.quotes[claim.quote]
        voice = case.voices.key_of(quote) if quote else None
        around = frozenset(actors | _named_in(case, reading, claim))
        done = _deeds(case, claim, frozenset(actors))
        same = tuple(echoes.get(id(claim), ()))
        named = frozenset(actors)
        past = _is_bygone(claim, reading, first)
        found.append(
            Statement(
                index, claim, reading, family, voice, terms, size, named, around, done, past, same
            )
        )
    return tuple(found)


def _is_bygone(claim: Claim, reading: Reading, first: date | None) -> bool:
    """ "Troops returned in 2014" in the news of 2020: no claim without that year tells the same."""
    last = [reading.times[i].latest for i in claim.times if reading.times[i].latest]
    return first is not None and bool(last) and all(day < first - _BYGONE for day in last if day)


_Raw = tuple[Reading, Claim, str, dict[str, float], set[str]]


def _without_copies(
    case: Case, raw: Sequence[_Raw]
) -> tuple[list[_Raw], dict[int, list[tuple[Reading, Claim]]]]:
    """One claim for the same words in copies of one text, the original's; the others as its
    echoes.
    """
    first: dict[tuple[str, str], _Raw] = {}
    kept: list[_Raw] = []
    echoes: dict[int, list[tuple[Reading, Claim]]] = {}
    for item in sorted(
        raw, key=lambda r: r[0].doc_id != r[2]
    ):  # stable: originals first, else as they stand
        reading, claim, family = item[:3]
        key = (family, fold(claim.at.cut(case.texts[reading.doc_id])).text())
        known = first.setdefault(key, item)
        if known is item or known[0].doc_id == reading.doc_id:
            kept.append(item)
        else:
            echoes.setdefault(id(known[1]), []).append((reading, claim))
    order = {reading.doc_id: n for n, reading in enumerate(case.readings)}
    kept.sort(key=lambda r: (order[r[0].doc_id], r[1].at.start, r[1].at.end))
    return kept, echoes


def _named_in(case: Case, reading: Reading, claim: Claim) -> set[str]:
    inside = (name.at for name in reading.names if claim.sentence.covers(name.at))
    return {case.actor_at[at].id for at in inside if at in case.actor_at}


def _raw(case: Case) -> Iterator[_Raw]:
    for reading in case.readings:
        outer = _outer(reading)
        heading = _heading(case, reading)
        for number, claim in enumerate(reading.claims):
            if (
                claim.part
                or claim.opinion
                or number in outer
                or (heading and heading.covers(claim.at))
            ):
                continue
            if _wish(case, reading, claim):
                continue
            bag, actors = _bag(case, reading, claim)
            least = _LEAST_TERMS if claim.quote is None else _LEAST_SAID
            if sum(">" not in term for term in bag) >= least:
                yield reading, claim, case.family_of[reading.doc_id], bag, actors


def _wish(case: Case, reading: Reading, claim: Claim) -> bool:
    """ "to see him leave": an infinitive that somebody wants or does; it says nothing that could be
    so or not.
    """
    if claim.quote is None or reading.quotes[claim.quote].quoted:
        return False
    return claim.at.cut(case.texts[claim.at.doc_id])[:3].lower() == "to "


def _heading(case: Case, reading: Reading) -> Passage | None:
    """Where the title stands in the text: it repeats the article, it tells nothing of its own."""
    doc = case.document[reading.doc_id]
    at = doc.text.find(doc.title) if doc.title else -1
    return Passage(doc.id, at, at + len(doc.title)) if doc.title and at >= 0 else None


def _outer(reading: Reading) -> set[int]:
    """Attributed claims that are little more than another attribution: "Hart quoted Oru as saying
    that ..."

    The inner one stays; its `via` names the outer holder.
    """
    held = sorted(
        (c.at.start, -c.at.end, n) for n, c in enumerate(reading.claims) if c.quote is not None
    )
    found = set()
    for place, (_, end, n) in enumerate(held):
        for start, _, m in held[place + 1 :]:
            if start >= -end:
                break
            if _only_hands_on(reading, reading.claims[n], reading.claims[m]):
                found.add(n)
    return found


def _only_hands_on(reading: Reading, outer: Claim, inner: Claim) -> bool:
    if inner.quote is None or outer.at == inner.at or not outer.at.covers(inner.at):
        return False
    quote = reading.quotes[inner.quote]
    said = [inner.at, *(p for p in (*quote.source, *quote.cue) if outer.at.covers(p))]
    return len(outer.at) - sum(map(len, said)) <= _OWN * len(outer.at)


def _bag(case: Case, reading: Reading, claim: Claim) -> tuple[dict[str, float], set[str]]:
    """Terms of a claim, each counted once: names as actors, numbers by value, the rest as
    concepts.
    """
    bag: dict[str, float] = {}
    actors: set[str] = set()
    named: set[str] = set()
    for i in claim.names:
        name = reading.names[i]
        spelled = [w for w, _, _ in fold_words(name.at.cut(case.texts[reading.doc_id]))]
        actor = case.actor_at.get(name.at)
        named.update([*spelled, "".join(spelled)])
        if actor:
            bag[f"@{actor.id}"] = 1
            actors.add(actor.id)
        else:
            bag.update(dict.fromkeys(spelled, 1))
    for i in claim.quantities:
        bag[f"#{reading.quantities[i].value:g}"] = 1
    for term in claim.terms:
        if term not in named and term not in words("dull_terms") and not term.isdigit():
            bag[concept(term)] = 1
    bag.update(_pairs(claim))
    return bag, actors


def _pairs(claim: Claim) -> dict[str, float]:
    """Verbs with their subjects and objects: "kill>general" says more than the two words apart."""
    found: dict[str, float] = {}
    for said in claim.predications:
        verb = concept(said.verb)
        if verb == "be" or verb not in words("dull_terms"):
            count = _PAIR_COUNT if said.verb == claim.head else _SIDE_COUNT
            found.update(
                {
                    f"{verb}>{concept(word)}": count
                    for word in (said.subject, *said.complements)
                    if word
                }
            )
    return found


def _deeds(case: Case, claim: Claim, actors: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Verbs that say what happened, with the people and bodies named as doing or suffering it."""
    by_word = {word: actor for actor in sorted(actors) for word in case.words_of.get(actor, ())}
    found = set()
    for said in claim.predications:
        verb = concept(said.verb)
        if verb not in words("light_verbs"):
            found |= {(verb, by_word[w]) for w in (said.subject, *said.complements) if w in by_word}
    return frozenset(found)


def _weights(raw: Sequence[_Raw]) -> dict[str, float]:
    """Rarity of each term: in news at large (background table) times in this story (families
    telling it).
    """
    told: dict[str, set[int]] = {}
    for number, (_, _, _, bag, _) in enumerate(raw):
        for term in bag:
            told.setdefault(term, set()).add(number)
    total = max(2, len(raw))
    return {
        term: _background(term) ** _NEWS_POWER * math.log(1 + total / len(where))
        for term, where in told.items()
    }


def _background(term: str) -> float:
    if term.startswith("#") or ">" in term:
        return _NUMBER_WEIGHT
    if term.startswith("@"):
        parts = [w for w in term[1:].split("-") if w]
        return max((frequency.idf(w) for w in parts), default=1.0) / frequency.idf("")
    return frequency.idf(term) / frequency.idf("")
