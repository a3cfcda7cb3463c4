"""Does a telling hold the whole of a headline? A logistic scorer that looks one way.

Two tellings may be likely to tell one fact though one of them has only half of what the other says.
A headline claims all of its words, so each telling beside it is asked for all of them: which of its
words, names, numbers, days and verbs stand in the telling and in its sentence. The coefficients
stand in `lexicon/en/holds_whole.tsv` and are made by `training/findings/holding.py` from headlines
and tellings that were judged by reading.

    headline, telling ──what of the headline is missing──▶ probability that nothing is
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from sayso.findings.case import Case
from sayso.findings.facts.features import rarity_in_news
from sayso.findings.facts.same import Scorer
from sayso.findings.tellings.amounts import number
from sayso.findings.tellings.senses import content, sense
from sayso.findings.tellings.units import Unit
from sayso.lexicon import table
from sayso.model import Passage, Reading, TimeRef
from sayso.spans import Places
from sayso.text import fold_words

_UNSEEN = 5.0  # rarity of a word that stands in no sentence of the story
# characters of a speaker that need not be told again; a longer one tells facts of its own
_LONGEST_SOURCE = 70
_STEM = 5  # letters from which two words that begin alike are forms of one
_WIDEST_DAYS = 31  # a time wider than a month is no date of a happening
_NOT = re.compile(
    r"\b(?:not|no|never|nobody|none|neither|nor|without|cannot|den(?:y|ies|ied|ying)|refus\w+|fail\w*"
    r"|false\w*|untrue)\b|n['’]t\b",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\b(?:may|might|could|would|should|possibl[ey]|perhaps|likely|apparent\w*|alleged\w*|suspect\w*"
    r"|if|whether|plan\w*|consider\w*|unclear|unknown)\b",
    re.IGNORECASE,
)
# the second time is another occasion than the first
_AGAIN = re.compile(r"\b(?:again|another|once more|a second time|anew)\b", re.IGNORECASE)
# who "I" is depends on who speaks
_OWN_WORDS = re.compile(
    r"\b(?:I|I['’]\w+|[Mm]y|[Mm]e|[Ww]e|[Ww]e['’]\w+|[Oo]urs?|[Uu]s|[Yy]ou|[Yy]ou['’]\w+|[Yy]our)\b"
)

_WE = re.compile(r"\W*(?:and |but |that |because )?(?:I|[Ww]e)\b")

FEATURES = (
    "words in telling",
    "words in sentence",
    "names missing",
    "numbers missing",
    "days apart",
    "verbs missing",
    "letters in telling",
    "longest run",
    "told besides",
    "one denies",
    "one may be",
    "stances apart",
    "likeness",
    "likeness, odds",
    "size of headline",
    "size of telling",
)


@dataclass(frozen=True, slots=True)
class Items:
    """What a stretch says, by kind."""

    words: frozenset[str]
    order: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    days: tuple[tuple[int, int], ...]
    lasted: frozenset[str]
    verbs: frozenset[str]
    grams: frozenset[str]
    denies: bool
    may_be: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Words that may stand for several tellings: those of a unit, or its whole sentence."""

    at: Passage
    unit: Unit


@dataclass(frozen=True, slots=True)
class _Held:
    """Where in one text its names, amounts, times, claims, and speakers with their verbs stand."""

    names: Places
    quantities: Places
    times: Places
    claims: Places
    sources: Places

    @classmethod
    def of(cls, reading: Reading) -> _Held:
        """The places of one reading."""
        return cls(
            Places.of([n.at for n in reading.names]),
            Places.of([q.at for q in reading.quantities]),
            Places.of([t.at for t in reading.times]),
            Places.of([c.at for c in reading.claims]),
            Places.of([p for q in reading.quotes for p in (*q.source, *q.cue)]),
        )


@dataclass(frozen=True)
class Holding:
    """Says how likely tellings hold the whole of headlines, over one story."""

    case: Case
    _memory: dict[Passage, Items] = field(default_factory=dict, repr=False)
    _named: dict[Passage, frozenset[str]] = field(default_factory=dict, repr=False)
    _asked: dict[Passage, frozenset[str]] = field(default_factory=dict, repr=False)

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        return {reading.doc_id: reading for reading in self.case.readings}

    @cached_property
    def _held(self) -> dict[str, _Held]:
        return {reading.doc_id: _Held.of(reading) for reading in self.case.readings}

    @cached_property
    def _rarity(self) -> dict[str, float]:
        spread: Counter[str] = Counter()
        count = 0
        for reading in self.case.readings:
            text = self.case.texts[reading.doc_id]
            for at in reading.sentences:
                spread.update(content(at.cut(text)))
                count += 1
        return {w: math.log(1 + count / n) * rarity_in_news(w) for w, n in spread.items()}

    def items(self, at: Passage) -> Items:
        """What a stretch says."""
        if at not in self._memory:
            self._memory[at] = self._read(at)
        return self._memory[at]

    def _read(self, at: Passage) -> Items:
        reading = self._readings[at.doc_id]
        printed = at.cut(self.case.texts[at.doc_id])
        folded = [w for w, _, _ in fold_words(printed)]
        line = " ".join(folded)
        held = self._held[at.doc_id]
        said = [p for n in held.claims.touching(at) for p in reading.claims[n].predications]
        times = [reading.times[n] for n in held.times.inside(at)]
        words = content(printed)
        return Items(
            words=words,
            order=tuple(sense(w) for w in folded if sense(w) in words),
            names=self.names(at),
            numbers=self._numbers(reading, at),
            days=tuple(map(_range, filter(_dated, times))),
            lasted=frozenset(t.value for t in times if t.rule.kind == "duration"),
            verbs=frozenset(sense(p.verb) for p in said if sense(p.verb) in words),
            grams=frozenset([line[k : k + 4] for k in range(max(1, len(line) - 3))]),
            denies=bool(_NOT.search(printed)),
            may_be=bool(_MAYBE.search(printed)),
        )

    def names(self, at: Passage) -> frozenset[str]:
        """Whom a stretch names."""
        if at not in self._named:
            reading, text = self._readings[at.doc_id], self.case.texts[at.doc_id]
            found = [reading.names[n] for n in self._held[at.doc_id].names.inside(at)]
            known = [(name, self.case.actor_at.get(name.at)) for name in found]
            self._named[at] = frozenset(
                actor.id if actor else _line(name.at.cut(text)) for name, actor in known
            )
        return self._named[at]

    def _numbers(self, reading: Reading, at: Passage) -> frozenset[str]:
        """Amounts, and whatever else is written in figures; somebody's age is no count."""
        amounts = [reading.quantities[n] for n in self._held[at.doc_id].quantities.inside(at)]
        spent = {n for q in amounts for n in range(q.at.start, q.at.end)}
        printed = fold_words(at.cut(self.case.texts[at.doc_id]))
        others = (w for w, start, _ in printed if w.isdigit() and at.start + start not in spent)
        return frozenset(map(number, amounts)) | frozenset(others)

    def row(self, head: Head, told: Unit, likeness: float) -> list[float]:
        """`FEATURES` of a headline and a telling that are so likely to tell one fact."""
        h, t, s = self.items(head.at), self.items(told.at), self.items(told.sentence)
        whole = self._weight(h.words) or 1e-9
        return [
            self._weight(h.words & t.words) / whole,
            self._weight(h.words & s.words) / whole,
            _share(h.names - s.names, h.names),
            float(bool(h.numbers - s.numbers)),
            float(bool(h.days and s.days) and not _meet(h.days, s.days)),
            _share(h.verbs - s.words, h.verbs),
            1 - _share(h.grams - t.grams, h.grams),
            _run(h.order, s.order) / max(1, len(h.order)),
            self._weight(t.words - h.words) / (self._weight(t.words) or 1e-9),
            float(h.denies != t.denies),
            float(h.may_be != t.may_be),
            float(head.unit.stance != told.stance),
            likeness,
            math.log((likeness + 0.02) / (1.02 - likeness)),
            math.log1p(len(h.words)),
            math.log1p(len(t.words)),
        ]

    def of(self, head: Head, told: Unit, likeness: float) -> float:
        """Probability 0 to 1 that a telling holds the whole of a headline."""
        return float(shipped()(np.array([self.row(head, told, likeness)]))[0])

    def lacks(self, head: Head, told: Unit, least: float) -> str | None:
        """What of a headline a telling surely lacks: a number or a length of time, a name, a "not",
        a speaker who says "I" or "you", or so many words that less than `least` of their rarity is
        there; None where nothing.
        """
        h, t, s = self.items(head.at), self.items(told.at), self.items(told.sentence)
        if h.numbers - s.numbers or h.lasted - s.lasted:
            return "number"
        if h.names - s.names and h.names - self.names(self._near(told.sentence)):
            return "name"
        if h.denies != t.denies and h.denies != s.denies:
            return "not"
        printed, sentence = (at.cut(self.case.texts[at.doc_id]) for at in (head.at, told.sentence))
        if head.unit.holder != told.holder and (
            _OWN_WORDS.search(printed) or self._of_themselves(head, told)
        ):
            return "voice"
        once_more = _AGAIN.search(printed) and not _AGAIN.search(sentence)
        if once_more or self.share(head, told) < least:
            return "words"
        return None

    def _of_themselves(self, head: Head, told: Unit) -> bool:
        """What "we" or "I" have done, beside a headline that tells it of another in words of the
        writer: "the world urges restraint" is more than "we have called for restraint".
        """
        text = self.case.texts[told.doc_id]
        writers = head.unit.holder is None and told.holder not in self.items(head.at).names
        return writers and bool(_WE.match(told.at.cut(text)))

    def share(self, head: Head, told: Unit) -> float:
        """Share of the headline's words, weighted by rarity, that stand in the telling's sentence
        in some form. Who says it is left out, and so are names, which are asked for by themselves.
        """
        asked = self._words_asked(head.at)
        held = self.items(told.sentence).words
        starts = {w[:_STEM] for w in held if len(w) >= _STEM}
        found = frozenset(w for w in asked if w in held or w[:_STEM] in starts)
        return self._weight(found) / self._weight(asked) if asked else 1.0

    def _words_asked(self, at: Passage) -> frozenset[str]:
        if at not in self._asked:
            self._asked[at] = self._told_itself(at)
        return self._asked[at]

    def _told_itself(self, at: Passage) -> frozenset[str]:
        """The content words of a stretch without names, and without who says it."""
        held = self._held[at.doc_id]
        aside = [held.names.at[n] for n in held.names.inside(at)]
        said = (held.sources.at[n] for n in held.sources.inside(at))
        aside += [p for p in said if len(p) <= _LONGEST_SOURCE]
        printed = list(at.cut(self.case.texts[at.doc_id]))
        for p in aside:
            printed[p.start - at.start : p.end - at.start] = " " * len(p)
        return content("".join(printed))

    def _near(self, sentence: Passage) -> Passage:
        """A sentence with the two before it and the one after it: whom "he" may stand for."""
        sentences = self._readings[sentence.doc_id].sentences
        here = [n for n, s in enumerate(sentences) if s.overlaps(sentence)]
        if not here:
            return sentence
        first, last = (
            sentences[max(0, here[0] - 2)],
            sentences[min(len(sentences) - 1, here[-1] + 1)],
        )
        return Passage(sentence.doc_id, first.start, last.end)

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._rarity.get(w, _UNSEEN) for w in sorted(words))


@lru_cache(maxsize=1)
def shipped() -> Scorer:
    """The scorer of `lexicon/en/holds_whole.tsv`."""
    rows = {row[0]: row[1:] for row in table("holds_whole")}
    values = np.array([[float(x) for x in rows[n][:3]] for n in FEATURES])
    constant = float(rows["constant"][2])
    return Scorer(values[:, 0], values[:, 1], values[:, 2], constant)


def _line(printed: str) -> str:
    """Folded words in one line."""
    return "-".join(w for w, _, _ in fold_words(printed))


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part) / len(whole) if whole else 0.0


def _dated(time: TimeRef) -> bool:
    return bool(
        time.earliest and time.latest and (time.latest - time.earliest).days <= _WIDEST_DAYS
    )


def _range(time: TimeRef) -> tuple[int, int]:
    assert time.earliest and time.latest
    return time.earliest.toordinal(), time.latest.toordinal()


def _meet(mine: Sequence[tuple[int, int]], yours: Sequence[tuple[int, int]]) -> bool:
    return any(a <= d and c <= b for a, b in mine for c, d in yours)


def _run(one: Sequence[str], two: Sequence[str]) -> int:
    """Length of the longest run of words that both have."""
    best = 0
    lengths = [0] * (len(two) + 1)
    for a in one:
        lengths = [0, *(lengths[n] + 1 if a == b else 0 for n, b in enumerate(two))]
        best = max(best, *lengths)
    return best
