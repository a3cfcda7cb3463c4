"""Sentences of dated articles that name a day, to be found again by what they tell.

dated Readings ─times counted from their own day─▶ Dated
               ─index by rare words─▶ the likest to a sentence
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso import spans
from sayso.days.datable import is_vague, span_from
from sayso.lexicon import frequency, words
from sayso.model import Document, Passage, Reading, TimeRef
from sayso.text import root, view
from sayso.timex import Span

_LEAST_IDF = 1.3  # a word in more than about a quarter of all news tells nothing
# sentences that a word may stand in and still lead to one; bounds the work in a large story
_POSTINGS = 400
_WITNESSES = 3  # dated articles that one expression may lean on
_WIDEST_DAYS = 1  # days between first and last that still date a sentence: a weekend

Bag = dict[str, float]


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence of a dated article and the days that it names."""

    at: Passage
    days: Span
    bag: Bag
    norm: float


@dataclass(frozen=True, slots=True)
class SentenceIndex:
    """Dated sentences with the stems that lead to them."""

    sentences: tuple[Dated, ...]
    postings: dict[str, tuple[int, ...]]


def bag_of(text: str) -> Bag:
    """Roots of a text with their weight: rarity in news at large; calendar words left out.

    >>> sorted(bag_of("On Monday the harbor reopened"))
    ['harbo', 'reope']
    """
    bag: Bag = {}
    for word in view(text).words:
        weight = frequency.idf(word)
        key = root(word)
        if weight >= _LEAST_IDF and len(word) > 1 and word not in words("day_words"):
            bag[key] = max(weight, bag.get(key, 0.0))
    return bag


def index_of(
    documents: Sequence[Document], readings: Sequence[Reading], days: dict[str, date]
) -> SentenceIndex:
    """Every sentence of the articles in `days` that names a day or a weekend."""
    found: list[Dated] = []
    for doc, reading in zip(documents, readings, strict=True):
        if doc.id in days:
            found += _dated(doc, reading, days[doc.id])
    postings: dict[str, list[int]] = defaultdict(list)
    for i, sentence in enumerate(found):
        for stem in sentence.bag:
            postings[stem].append(i)
    return SentenceIndex(
        tuple(found), {s: tuple(where) for s, where in postings.items() if len(where) <= _POSTINGS}
    )


def _dated(doc: Document, reading: Reading, day: date) -> list[Dated]:
    found = {}
    for ref in reading.times:
        span = None if is_vague(ref.rule) else span_from(ref.rule, day)
        sentence = sentence_of(reading, ref)
        if span and sentence and (span[1] - span[0]).days <= _WIDEST_DAYS:
            bag = bag_of(sentence.cut(doc.text))
            found[sentence, span] = Dated(sentence, span, bag, sum(bag.values()))
    return list(found.values())


def sentence_of(reading: Reading, ref: TimeRef) -> Passage | None:
    """The sentence that a time expression stands in."""
    return spans.sentence_of(reading.sentences, ref.at)


def likest(
    index: SentenceIndex, bag: Bag, least: float, *, fits: Callable[[Span], bool]
) -> list[tuple[float, Dated]]:
    """The sentences that share most with `bag`, likeness 0 to 1, best first, one an article, days
    fitting.
    """
    candidates = Counter(i for stem in bag for i in index.postings.get(stem, ()))
    norm = sum(bag.values())
    scored = []
    for i in candidates:
        sentence = index.sentences[i]
        shared = sum(w for stem, w in bag.items() if stem in sentence.bag)
        alike = shared / math.sqrt(norm * sentence.norm) if norm and sentence.norm else 0.0
        if alike >= least and fits(sentence.days):
            scored.append((alike, sentence))
    scored.sort(key=lambda pair: (-pair[0], pair[1].at))
    best: dict[str, tuple[float, Dated]] = {}
    for alike, sentence in scored:
        best.setdefault(sentence.at.doc_id, (alike, sentence))
    return list(best.values())[:_WITNESSES]
