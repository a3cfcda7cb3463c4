"""What is laid side by side: the claims of a text, and whole sentences that claims leave much of.

A unit is a stretch of one text that says something, with what it says read into slots: who does
what to whom, how many of what, where, when, on whose say-so, and whether it is told as so, as
denied, as planned or as possible. Its words are kept by kind, since a shared name ties two units
less than a shared deed.

    Case ──claims, sentences──▶ Unit(slots, words by kind)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import pairwise

from sayso.findings.case import Case
from sayso.findings.tellings.amounts import number, told_of_before, weight
from sayso.findings.tellings.cues import is_correction
from sayso.findings.tellings.senses import dull, labels, light, sense
from sayso.findings.tellings.stances import Stance, Unsure, stance_of, told_as, untold
from sayso.model import Claim, Passage, Predication, Quantity, Quote, Reading, TimeRef
from sayso.spans import Places
from sayso.text import fold_words, letters, view

_LEAST_WORDS = 3  # content words; a shorter stretch says nothing that another text could tell
_COVERED = 0.6  # share of a sentence from which one claim stands for all of it
_LONGEST = 600  # characters of a sentence that is laid beside others; a longer one is a list
_SHORTEST_SENTENCE = 6  # words
_BYGONE = timedelta(days=365)  # before the first article from which days are history, not news


@dataclass(frozen=True, slots=True)
class Unit:
    """One stretch that says something.

    claims    the claims it covers, its own first
    quote     the attribution whose content it is, None in the writer's own voice
    holder    key of whoever says it, None in the writer's own voice
    stance    how it is told
    who, deed, whom  concepts of its subjects, of its verbs, and of what stands with them; `head` is
              the concept of the verb that heads it, empty where that says nothing ("be", "say")
    words, names, numbers, verbs, pairs, said, grams  what it is compared by: content words, actors,
              amounts, verbs, verbs with what stands beside them, words in quotation marks, runs of
              four characters
    undone    concepts of the verbs that it denies: "did not *hear* a shot but saw her run"
    before    those of its quantities that it gives as what was before: "up from three"
    echoes    the same words in copies of its text: shown with it, compared through it
    bygone    it gives days, all of them a year or more before the first article: history beside the
              news
    """

    index: int
    reading: Reading
    at: Passage
    sentence: Passage
    family: str
    claims: tuple[Claim, ...]
    quote: Quote | None
    holder: str | None
    stance: Stance
    head: str
    who: frozenset[str]
    deed: frozenset[str]
    whom: frozenset[str]
    words: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    pairs: frozenset[str]
    said: frozenset[str]
    grams: frozenset[str]
    quantities: tuple[Quantity, ...]
    times: tuple[TimeRef, ...]
    places: frozenset[str]
    share: float
    echoes: tuple[tuple[Reading, Passage, Passage], ...] = ()
    whole: bool = False
    bag: frozenset[str] = frozenset()
    bygone: bool = False
    undone: frozenset[str] = frozenset()
    labels: frozenset[tuple[str, str]] = frozenset()
    before: tuple[Quantity, ...] = ()

    @property
    def amounts(self) -> tuple[Quantity, ...]:
        """What it tells as so, not as what was before."""
        return tuple(q for q in self.quantities if q not in self.before)

    @property
    def doc_id(self) -> str:
        """The document it stands in."""
        return self.at.doc_id

    @property
    def low_confidence(self) -> bool:
        """Read from text without case or marks."""
        return any(claim.low_confidence for claim in self.claims)

    @property
    def judges(self) -> bool:
        """The writer's own judgement, "it would be strange"; with an amount it tells a fact."""
        own = self.quote is None and self.claims[0].quote is None
        return own and self.claims[0].opinion and not self.quantities

    def spelled(self, text: str) -> dict[str, str]:
        """Its content words by concept, as its text prints them."""
        printed = self.at.cut(text)
        return {sense(w): printed[s:e] for w, s, e in fold_words(printed)}


def units(case: Case) -> tuple[Unit, ...]:
    """All units of a story, in the order of its documents and of their places."""
    repeated = _repeated(case)
    found: list[Unit] = []
    echoes = _echoes(case)
    for reading in case.readings:
        if case.family_of[reading.doc_id] == reading.doc_id:
            maker = _Maker(case, reading, repeated)
            for where in maker.stretches():
                unit = maker.unit(len(found), where, echoes)
                if unit:
                    found.append(unit)
    for reading in case.readings:
        if case.family_of[reading.doc_id] != reading.doc_id:
            found.extend(_of_its_own(case, reading, repeated, len(found)))
    return tuple(found)


def _of_its_own(
    case: Case, reading: Reading, repeated: frozenset[str], first: int
) -> Iterator[Unit]:
    """What only a copy holds: the original tells nothing of it."""
    original = case.document[case.family_of[reading.doc_id]].text
    known = view(original).folded.text()
    maker = _Maker(case, reading, repeated)
    made = first
    for where in maker.stretches():
        if letters(where.at.cut(case.texts[reading.doc_id])) in known:
            continue
        unit = maker.unit(made, where, {})
        if unit:
            yield unit
            made += 1


_Echoes = Mapping[tuple[str, str], list[tuple[Reading, Passage, Passage]]]


def _echoes(case: Case) -> _Echoes:
    """The claims and sentences of copies, by family and folded words."""
    found: dict[tuple[str, str], list[tuple[Reading, Passage, Passage]]] = defaultdict(list)
    for reading in case.readings:
        family = case.family_of[reading.doc_id]
        if family != reading.doc_id:
            text = case.texts[reading.doc_id]
            seen = set()
            for at, sentence in [
                *((c.at, c.sentence) for c in reading.claims),
                *((s, s) for s in reading.sentences),
            ]:
                key = letters(at.cut(text))
                if (key, sentence) not in seen:  # a claim that is all of its sentence is one echo
                    seen.add((key, sentence))
                    found[family, key].append((reading, at, sentence))
    return found


def _repeated(case: Case) -> frozenset[str]:
    """Sentences that stand word for word in two texts that are no copies: what a site prints
    everywhere. What somebody said stands between marks, and is none.
    """
    homes: dict[str, set[str]] = defaultdict(set)
    for reading in case.readings:
        text = case.texts[reading.doc_id]
        for sentence in reading.sentences:
            printed = sentence.cut(text)
            if not set(printed) & set('“”"'):
                homes[letters(printed)].add(case.family_of[reading.doc_id])
    outlets = {doc.id: doc.outlet for doc in case.documents}
    return frozenset(
        key
        for key, where in homes.items()
        if len(where) > 1 and len({outlets[i] for i in where}) == 1 and outlets[min(where)]
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place that may be a unit, its claims, its own first; `whole` where it is its sentence."""

    at: Passage
    sentence: Passage
    claims: tuple[Claim, ...]
    whole: bool = False


@dataclass(frozen=True)
class _Maker:
    """Makes the units of one reading."""

    case: Case
    reading: Reading
    repeated: frozenset[str]

    @property
    def text(self) -> str:
        return self.case.texts[self.reading.doc_id]

    def stretches(self) -> Iterator[Stretch]:
        """Everything that may be a unit, in order of place."""
        heading = self._heading()
        by_sentence: dict[Passage, list[Claim]] = defaultdict(list)
        for claim in self.reading.claims:
            if not claim.part and not (heading and heading.covers(claim.at)):
                by_sentence[claim.sentence].append(claim)
        doc = self.case.document[self.reading.doc_id]
        for sentence, claims in sorted(by_sentence.items()):
            printed = sentence.cut(self.text)
            if letters(printed) in self.repeated or is_correction(printed):
                continue
            seen: set[Passage] = set()
            for claim in _innermost(claims):
                if claim.at not in seen and claim.predications:
                    seen.add(claim.at)
                    beside = (c for c in claims if c is not claim and claim.at.covers(c.at))
                    yield Stretch(claim.at, sentence, (claim, *beside))
            widest = max(len(claim.at) for claim in claims)
            if (
                sentence not in seen
                and widest < _COVERED * len(sentence)
                and len(sentence) <= _LONGEST
                and len(printed.split()) >= _SHORTEST_SENTENCE
                and not printed.rstrip("”\"’') ").endswith("?")
                and not doc.part_at(sentence)
            ):
                yield Stretch(sentence, sentence, tuple(claims), whole=True)

    def _heading(self) -> Passage | None:
        """Where the title stands in the text: it repeats the article."""
        doc = self.case.document[self.reading.doc_id]
        at = doc.text.find(doc.title) if doc.title else -1
        return Passage(doc.id, at, at + len(doc.title)) if doc.title and at >= 0 else None

    def unit(self, index: int, where: Stretch, echoes: _Echoes) -> Unit | None:
        """The unit of a stretch; None where too few words say something."""
        case, reading, at = self.case, self.reading, where.at
        printed = at.cut(self.text)
        words_of = _Words.of(printed)
        quantities = tuple(reading.quantities[n] for n in self._inside("quantities", at))
        times = tuple(reading.times[n] for n in self._inside("times", at))
        spent = [*(q.at for q in quantities), *(t.at for t in times)]
        if len(set(words_of.plain)) + weight(quantities) < _LEAST_WORDS:
            return None
        names, spelled, places = self._named(at)
        first = where.claims[0]
        held = None if where.whole or first.quote is None else reading.quotes[first.quote]
        quote = held if held and held.speech else None
        said = where.claims if where.whole else where.claims[:1]
        told = tuple(_predications(said))
        deed = _deeds(told)
        return Unit(
            index=index,
            reading=reading,
            at=at,
            sentence=where.sentence,
            family=case.family_of[reading.doc_id],
            claims=where.claims,
            quote=quote,
            holder=case.voices.key_of(quote) if quote else None,
            stance=stance_of(first, held, told_as(at, self._untold.get(where.sentence, ()))),
            head=_telling(sense(first.head)),
            who=frozenset(sense(p.subject) for p in told) - {""},
            deed=deed,
            whom=frozenset(sense(w) for p in told for w in p.complements) - {""},
            words=words_of.plain,
            names=frozenset(names),
            numbers=frozenset(map(number, quantities)),
            pairs=_pairs(said) | words_of.bigrams,
            said=words_of.inside([q for quote in reading.quotes for q in quote.quoted], at),
            grams=words_of.grams,
            quantities=quantities,
            before=tuple(q for q in quantities if told_of_before(q, at, self.text)),
            times=times,
            places=frozenset(places),
            share=at.start / max(1, len(self.text)),
            echoes=tuple(echoes.get((case.family_of[reading.doc_id], letters(printed)), ())),
            whole=where.whole,
            bag=frozenset(words_of.plain) - spelled - deed,
            bygone=self._bygone(times),
            undone=_deeds(p for p in told if p.negated),
            labels=labels(printed, [(p.start - at.start, p.end - at.start) for p in spent]),
        )

    def _bygone(self, times: Sequence[TimeRef]) -> bool:
        """ "Troops returned in 2014" in the news of 2020."""
        first = self.case.first_day
        last = [t.latest for t in times if t.latest]
        return first is not None and bool(last) and all(day < first - _BYGONE for day in last)

    def _inside(self, kind: str, at: Passage) -> tuple[int, ...]:
        return self._places[kind].inside(at)

    @cached_property
    def _places(self) -> Mapping[str, Places]:
        reading = self.reading
        return {
            "names": Places.of([n.at for n in reading.names]),
            "quantities": Places.of([q.at for q in reading.quantities]),
            "times": Places.of([t.at for t in reading.times]),
        }

    @cached_property
    def _untold(self) -> Mapping[Passage, Sequence[tuple[Passage, Passage, Unsure]]]:
        return untold(self.reading, self.text)

    def _named(self, at: Passage) -> tuple[list[str], set[str], list[str]]:
        """Actors named inside a stretch, the words that spell them, and the places among them."""
        found: list[str] = []
        spelled: set[str] = set()
        places: list[str] = []
        for n in self._inside("names", at):
            name = self.reading.names[n]
            actor = self.case.actor_at.get(name.at)
            folded = [w for w, _, _ in fold_words(name.at.cut(self.text))]
            spelled.update(map(sense, folded))
            found.append(actor.id if actor else "-".join(folded))
            if name.kind == "place":
                places.append(found[-1])
        return found, spelled, places


def _innermost(claims: Sequence[Claim]) -> Iterable[Claim]:
    """Claims of one sentence, one for each place: the one with the nearest voice."""
    return sorted(claims, key=lambda c: (c.at, c.quote is None))


# ---- what a unit is compared by --------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    """The content words of a stretch with their offsets, and its folded words as one line."""

    content: tuple[tuple[str, str, int], ...]
    folded: str

    @classmethod
    def of(cls, printed: str) -> _Words:
        """The words of a printed stretch."""
        said = [(w, sense(w), start) for w, start, _ in fold_words(printed)]
        content = tuple([x for x in said if x[0] not in dull() and x[1] not in dull()])
        return cls(content, " ".join(w for w, _, _ in said))

    @property
    def plain(self) -> tuple[str, ...]:
        """Senses in order, amounts left out."""
        return tuple(c for w, c, _ in self.content if not w.isdigit())

    @property
    def bigrams(self) -> frozenset[str]:
        """Senses that stand beside each other."""
        return frozenset(f"{a}_{b}" for (_, a, _), (_, b, _) in pairwise(self.content))

    @property
    def grams(self) -> frozenset[str]:
        """Runs of four characters."""
        return frozenset([self.folded[k : k + 4] for k in range(max(1, len(self.folded) - 3))])

    def inside(self, marks: Sequence[Passage], at: Passage) -> frozenset[str]:
        """Senses of the words between quotation marks."""
        near = [mark for mark in marks if mark.overlaps(at)]
        return frozenset(
            c for _, c, n in self.content if any(m.start <= at.start + n < m.end for m in near)
        )


def _predications(claims: Iterable[Claim]) -> Iterator[Predication]:
    return (said for claim in claims for said in claim.predications)


def _telling(verb: str) -> str:
    """The verb, or nothing where it does not say what happened."""
    return "" if verb in light() or verb in dull() else verb


def _deeds(told: Iterable[Predication]) -> frozenset[str]:
    return frozenset(_telling(sense(p.verb)) for p in told) - {""}


def _pairs(claims: Iterable[Claim]) -> frozenset[str]:
    """Verbs with what stands beside them."""
    return frozenset(
        f"{sense(p.verb)}>{sense(w)}"
        for p in _predications(claims)
        for w in (p.subject, *p.complements)
        if w and sense(p.verb) not in light()
    )
