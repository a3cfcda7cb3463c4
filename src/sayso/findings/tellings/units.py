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
from functools import lru_cache

from sayso.findings.case import Case
from sayso.findings.tellings.cues import is_correction
from sayso.findings.tellings.stances import Stance, Unsure, stance_of, told_as, untold
from sayso.lexicon import mapping, words
from sayso.model import Claim, Passage, Quantity, Quote, Reading, TimeRef
from sayso.spans import Places
from sayso.text import fold, fold_words, stem, view

_LEAST_WORDS = 3  # content words; a shorter stretch says nothing that another text could tell
_COVERED = 0.6  # share of a sentence from which one claim stands for all of it
_LONGEST = 600  # characters of a sentence that is laid beside others; a longer one is a list
_SHORTEST_SENTENCE = 6  # words



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
    echoes    the same words in copies of its text: shown with it, compared through it
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

    @property
    def doc_id(self) -> str:
        """The document it stands in."""
        return self.at.doc_id

    @property
    def low_confidence(self) -> bool:
        """Read from text without case or marks."""
        return any(claim.low_confidence for claim in self.claims)

    def spelled(self, text: str) -> dict[str, str]:
        """Its content words by concept, as its text prints them."""
        printed = self.at.cut(text)
        return {sense(w): printed[s:e] for w, s, e in fold_words(printed)}


def concept(lemma: str) -> str:
    """The concept a lemma stands for: one name for words that tell the same thing in news.

    >>> concept("withdrawal"), concept("error"), concept("harbour")
    ('withdraw', 'mistake', 'harbour')
    """
    return mapping("concepts").get(lemma, lemma)


@lru_cache(maxsize=1)
def _concepts() -> Mapping[str, str]:
    return {stem(word): stem(name) for word, name in mapping("concepts").items()}


@lru_cache(maxsize=65536)
def sense(word: str) -> str:
    """What a folded word or lemma stands for: its stem, one for words that tell the same in news.

    >>> sense("withdrawal") == sense("withdrew"), sense("errors") == sense("mistake")
    (True, True)
    """
    bare = stem(word)
    return _concepts().get(bare, _concepts().get(stem(bare), bare))


@lru_cache(maxsize=1)
def _dull() -> frozenset[str]:
    return frozenset(sense(w) for w in words("dull_terms")) | words("stopwords")


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    return frozenset(sense(w) for w in words("light_verbs"))


def content_words(printed: str) -> tuple[str, ...]:
    """What the content words of a stretch stand for, in order, amounts left out.

    >>> content_words("He knew of the leaks.") == (sense("knew"), sense("leaks"))
    True
    """
    return tuple(c for w, c in _telling(printed) if not w.isdigit())


def content(printed: str) -> frozenset[str]:
    """What the content words of a stretch stand for, amounts among them.

    >>> sorted(content("The 12 harbours were closed"))
    ['12', 'clos', 'harbour']
    """
    return frozenset(c for _, c in _telling(printed))


def _telling(printed: str) -> Iterator[tuple[str, str]]:
    said = ((w, sense(w)) for w, _, _ in fold_words(printed))
    return ((w, c) for w, c in said if w not in _dull() and c not in _dull())


def units(case: Case) -> tuple[Unit, ...]:
    """All units of a story, in the order of its documents and of their places."""
    repeated = _repeated(case)
    found: list[Unit] = []
    echoes = _echoes(case)
    for reading in case.readings:
        if case.family_of[reading.doc_id] == reading.doc_id:
            maker = _Maker(case, reading, repeated)
            for at, sentence, claims, whole in maker.stretches():
                unit = maker.unit(len(found), at, sentence, claims, whole=whole, echoes=echoes)
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
    for at, sentence, claims, whole in maker.stretches():
        if fold(at.cut(case.texts[reading.doc_id])).text() in known:
            continue
        unit = maker.unit(made, at, sentence, claims, whole=whole, echoes={})
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
                key = fold(at.cut(text)).text()
                if (key, at) not in seen:
                    seen.add((key, at))
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
                homes[fold(printed).text()].add(case.family_of[reading.doc_id])
    outlets = {doc.id: doc.outlet for doc in case.documents}
    return frozenset(
        key
        for key, where in homes.items()
        if len(where) > 1 and len({outlets[i] for i in where}) == 1 and outlets[min(where)]
    )


@dataclass(frozen=True)
class _Maker:
    """Makes the units of one reading."""

    case: Case
    reading: Reading
    repeated: frozenset[str]

    @property
    def text(self) -> str:
        return self.case.texts[self.reading.doc_id]

    def stretches(self) -> Iterator[tuple[Passage, Passage, tuple[Claim, ...], bool]]:
        """Place, sentence and claims of everything that may be a unit, in order of place."""
        heading = self._heading()
        by_sentence: dict[Passage, list[Claim]] = defaultdict(list)
        for claim in self.reading.claims:
            if not claim.part and not (heading and heading.covers(claim.at)):
                by_sentence[claim.sentence].append(claim)
        doc = self.case.document[self.reading.doc_id]
        for sentence, claims in sorted(by_sentence.items()):
            printed = sentence.cut(self.text)
            if fold(printed).text() in self.repeated or is_correction(printed):
                continue
            seen: set[Passage] = set()
            for claim in _innermost(claims):
                if claim.at not in seen and claim.predications:
                    seen.add(claim.at)
                    beside = (c for c in claims if c is not claim and claim.at.covers(c.at))
                    yield claim.at, sentence, (claim, *beside), False
            widest = max(len(claim.at) for claim in claims)
            if (
                sentence not in seen
                and widest < _COVERED * len(sentence)
                and len(sentence) <= _LONGEST
                and len(printed.split()) >= _SHORTEST_SENTENCE
                and not printed.rstrip("”\"’') ").endswith("?")
                and not doc.part_at(sentence)
            ):
                yield sentence, sentence, tuple(claims), True

    def _heading(self) -> Passage | None:
        """Where the title stands in the text: it repeats the article, it tells nothing of its
        own.
        """
        doc = self.case.document[self.reading.doc_id]
        at = doc.text.find(doc.title) if doc.title else -1
        return Passage(doc.id, at, at + len(doc.title)) if doc.title and at >= 0 else None

    def unit(
        self,
        index: int,
        at: Passage,
        sentence: Passage,
        claims: tuple[Claim, ...],
        *,
        whole: bool,
        echoes: _Echoes,
    ) -> Unit | None:
        """The unit at a place; None where too few words say something."""
        case, reading = self.case, self.reading
        printed = at.cut(self.text)
        names, spelled, places = self._named(at)
        said = [(w, sense(w), s, e) for w, s, e in fold_words(printed)]
        content = [(w, c, s) for w, c, s, _ in said if w not in _dull() and c not in _dull()]
        plain = tuple(c for w, c, _ in content if not w.isdigit())
        counts = bool(self._inside("quantities", at))  # a figure says as much as a word
        if len(set(plain)) + counts < _LEAST_WORDS:
            return None
        quote = None
        if not whole and claims[0].quote is not None:
            quote = reading.quotes[claims[0].quote]
        quantities = tuple(reading.quantities[n] for n in self._inside("quantities", at))
        times = tuple(reading.times[n] for n in self._inside("times", at))
        said_claims = claims if whole else claims[:1]
        verbs = [sense(p.verb) for c in said_claims for p in c.predications]
        deed = frozenset(v for v in verbs if v not in _light() and v not in _dull())
        who = frozenset(sense(p.subject) for c in said_claims for p in c.predications)
        whom = frozenset(
            sense(w) for c in said_claims for p in c.predications for w in p.complements if w
        )
        pairs = frozenset(
            f"{sense(p.verb)}>{sense(w)}"
            for c in said_claims
            for p in c.predications
            for w in (p.subject, *p.complements)
            if w and sense(p.verb) not in _light()
        )
        bigrams = frozenset(f"{a}_{b}" for (_, a, _), (_, b, _) in zip(content, content[1:]))
        inner = [q for q in reading.quotes for q in q.quoted if q.overlaps(at)]
        marked = frozenset(
            c for _, c, s in content if any(p.start <= at.start + s < p.end for p in inner)
        )
        folded = " ".join(w for w, _, _, _ in said)
        head = sense(claims[0].head)
        family = case.family_of[reading.doc_id]
        key = (family, fold(printed).text())
        return Unit(
            index=index,
            reading=reading,
            at=at,
            sentence=sentence,
            family=family,
            claims=claims,
            quote=quote,
            holder=case.voices.key_of(quote) if quote else None,
            stance=stance_of(claims[0], quote, told_as(at, self._untold.get(sentence, ()))),
            head="" if head in _light() or head in _dull() else head,
            who=who - {""},
            deed=deed,
            whom=whom - {""},
            words=plain,
            names=frozenset(names),
            numbers=frozenset(f"{q.value:g}" for q in quantities),
            pairs=pairs | bigrams,
            said=marked,
            grams=frozenset(folded[k : k + 4] for k in range(max(1, len(folded) - 3))),
            quantities=quantities,
            times=times,
            places=frozenset(places),
            share=at.start / max(1, len(self.text)),
            echoes=tuple(echoes.get(key, ())),
            whole=whole,
            bag=frozenset(plain) - frozenset(spelled) - deed,
        )

    def _inside(self, kind: str, at: Passage) -> tuple[int, ...]:
        return self._places[kind].inside(at)

    @property
    def _places(self) -> Mapping[str, Places]:
        made = self.__dict__.get("_made")
        if made is None:
            reading = self.reading
            made = {
                "names": Places.of([n.at for n in reading.names]),
                "quantities": Places.of([q.at for q in reading.quantities]),
                "times": Places.of([t.at for t in reading.times]),
            }
            self.__dict__["_made"] = made
        return made

    @property
    def _untold(self) -> Mapping[Passage, Sequence[tuple[Passage, Passage, Unsure]]]:
        made = self.__dict__.get("_told")
        if made is None:
            made = self.__dict__["_told"] = untold(self.reading, self.text)
        return made

    def _named(self, at: Passage) -> tuple[list[str], set[str], list[str]]:
        """Actors named inside a stretch, the words that spell them, and the places among them."""
        found: list[str] = []
        spelled: set[str] = set()
        places: list[str] = []
        for n in self._inside("names", at):
            name = self.reading.names[n]
            actor = self.case.actor_at.get(name.at)
            folded = [w for w, _, _ in fold_words(name.at.cut(self.text))]
            spelled.update(map(concept, folded))
            found.append(actor.id if actor else "-".join(folded))
            if name.kind == "place":
                places.append(found[-1])
        return found, spelled, places


def _innermost(claims: Sequence[Claim]) -> Iterable[Claim]:
    """Claims of one sentence, one for each place: the one with the nearest voice."""
    return sorted(claims, key=lambda c: (c.at, c.quote is None))
